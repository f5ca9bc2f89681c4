"""What somebody waits for looks at nobody else: each statement is one that finds its rows, in SQLite and PostgreSQL.

The statements are those that really ran. SQLite plans without looking at the rows; PostgreSQL takes tables of a few
rows as a whole, so it is told to do that only where nothing else is possible.
"""

import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from bench._office import settings_in
from bot.clock import DUTIES
from bot.standing import look
from mailing.channels.mail import MailChannel
from mailing.channels.smtp import SmtpServer
from mailing.claims import Room, claim
from simulator.telegram import TelegramSimulator
from storage import (
    announcements,
    associations,
    audiences,
    census,
    changes,
    dispatch,
    identity,
    invitations,
    people,
    requests,
)
from storage.audiences import Audience
from storage.census import MANY, Census
from storage.database import Database
from storage.tables import metadata
from tests.clock import TestClock
from tests.house import House
from tests.mailing.network import an_office
from tests.storage import network
from tests.storage.course import START, comes, course, office
from tests.storage.network import NOW

GROWING = {
    "addresses",
    "association_topics",
    "associations",
    "consents",
    "contacts",
    "dialogues",
    "inbox",
    "invitations",
    "outbox",
    "own_fields",
    "people",
    "person_topics",
    "prompts",
    "requests",
}
OF_YEARS = GROWING | {
    "notices",
    "participants",
    "reminders",
    "sign_ups",
    "training_announcements",
    "training_sessions",
    "trainings",
}
"""Whatever is over stays in these as well, and the clock does not look back on it."""

SAYS_LITTLE = {"channel", "kind", "source", "status", "wanted"}
"""Columns in which most rows say the same: to find by them alone is to look at everybody."""

STAYS_SO = {"sign_ups", "trainings"}
"""What is open in these, or has a seat, stays so when it is over: their state says little as well."""

OF_A_FEW_ROWS = {
    "ix_inbox_standing",
    "ix_inbox_waiting",
    "ix_notices_waiting",
    "ix_outbox_answers_due",
    "ix_outbox_due",
    "ix_outbox_on_its_way",
    "ix_outbox_waits_for_an_address",
    "ix_people_staff",
    "ix_prompts_of_staff",
    "ix_reminders_due",
}
"""Indexes of what waits, and of what is staff's: they may be read as a whole."""

Asked = list[tuple[str, Any]]


@contextmanager
def listening() -> Iterator[Asked]:
    """Every statement that any database is asked meanwhile, once, with its parameters."""
    asked: dict[str, Any] = {}

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, many: bool) -> None:
        asked.setdefault(statement, parameters[0] if many else parameters)

    event.listen(Engine, "before_cursor_execute", note)
    heard: Asked = []
    try:
        yield heard
    finally:
        event.remove(Engine, "before_cursor_execute", note)
        heard += [pair for pair in asked.items() if re.match(r"SELECT|INSERT|UPDATE|DELETE|WITH", pair[0])]


async def looks_at_everybody(database: Database, asked: Asked, growing: set[str] = GROWING) -> list[str]:
    """Where the plans of these statements read a growing table from its beginning to its end."""
    plans = _in_sqlite if database.is_sqlite else _in_postgresql
    found = []
    async with database.connection() as connection:
        if not database.is_sqlite:
            await connection.exec_driver_sql("SET enable_seqscan = off")
        for statement, parameters in asked:
            found += [f"{step}: {statement}" async for step in plans(connection, statement, parameters, growing)]
    return found


async def _in_sqlite(connection: Any, statement: str, parameters: Any, growing: set[str]) -> AsyncIterator[str]:
    names = {alias: table for table, alias in re.findall(r"\b(\w+) AS (\w+)", statement)}
    for *_, step in await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters):
        read = re.match(r"(SCAN|SEARCH) (\w+)(?: USING (?:COVERING )?INDEX (\w+))?(?: \((.*)\))?", step)
        if not read or names.get(read[2], read[2]) not in growing or read[3] in OF_A_FEW_ROWS:
            continue
        little = SAYS_LITTLE | ({"state"} if names.get(read[2], read[2]) in STAYS_SO else set())
        if read[1] == "SCAN" or (read[4] and set(re.findall(r"(\w+)[=<>]", read[4])) <= little):
            yield step


async def _in_postgresql(connection: Any, statement: str, parameters: Any, growing: set[str]) -> AsyncIterator[str]:
    [[plan]] = await connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {statement}", parameters)
    steps = [(plan if isinstance(plan, list) else json.loads(plan))[0]["Plan"]]
    for step in steps:
        steps += step.get("Plans", [])
        whole = step["Node Type"] == "Seq Scan" or ("Index" in step["Node Type"] and "Index Cond" not in step)
        if whole and step.get("Relation Name") in growing and step.get("Index Name") not in OF_A_FEW_ROWS:
            yield f"{step['Node Type']} {step['Relation Name']} {step.get('Index Name', '')}"


Verb = Callable[[Any], Awaitable[object]]


async def _release(session: Any, audience: Audience) -> None:
    author = await people.by_address(session, "mail", "doris@kreis.example.org")
    written = await announcements.draft(
        session, author, subject="Fest", html="<p>Am 3. Juli.</p>", audience=audience, door="mail", now=NOW
    )
    await dispatch.release(session, written, author, release_at=NOW, now=NOW, mail_host="kreis.example.org")
    await dispatch.progress(session, written)
    await dispatch.pause(session, written)
    await dispatch.resume(session, written)
    await dispatch.halt(session, written, NOW)


async def _erase(session: Any) -> None:
    somebody = await people.by_address(session, "mail", "anna@elternverein.example.org")
    assert somebody
    await identity.dossier(session, somebody)
    await identity.forget(session, somebody, NOW)


async def _answer(session: Any) -> None:
    somebody = await people.by_address(session, "telegram", "4711")
    assert somebody
    await requests.collect(session, somebody, "Hallo", [], channel="telegram", address="4711", now=NOW)
    await requests.waiting(session, somebody, "call")
    await requests.open_ones(session)
    await requests.due_again(session, NOW)


VERBS: dict[str, Verb] = {
    "counting a town": lambda session: audiences.count(session, Audience(towns=["Velbert"])),
    "releasing to a town": lambda session: _release(session, Audience(towns=["Velbert"])),
    "releasing to a topic in a town": lambda session: _release(session, Audience(towns=["Velbert"], topics=["sport"])),
    "inviting a town": lambda session: invitations.candidates(session, Audience(towns=["Haan"])),
    "a second invitation": lambda session: invitations.climb(session, 1, NOW),
    "towns to choose from": associations.towns,
    "languages to choose from": people.languages,
    "who works here": people.staff,
    "requests": _answer,
    "erasing somebody": _erase,
}


@pytest.mark.parametrize("verb", VERBS)
async def test_whoever_waits_for_this_does_not_wait_for_everybody(database: Database, verb: str) -> None:
    async with database.write() as session:
        for somebody in (network.anna, network.bilal, network.carla, network.doris, network.emin):
            await somebody(session)
    with listening() as asked:
        async with database.write() as session:
            await VERBS[verb](session)
    assert asked
    assert await looks_at_everybody(database, asked) == []


async def test_a_beat_of_the_clock_looks_neither_at_everybody_nor_back_on_years(database: Database) -> None:
    async with database.write() as session:
        await network.doris(session)
    with listening() as asked:
        for duty, _ in DUTIES:
            await duty(database, NOW, an_office())
    assert asked
    assert await looks_at_everybody(database, asked, OF_YEARS) == []


async def test_neither_does_a_beat_that_reminds_and_offers_a_seat(database: Database) -> None:
    async with database.write() as session:
        training = await course(session, seats=1, reminders=[24])
        await comes(session, training, "Anna")
        await comes(session, training, "Bilal")
        await changes.resize(session, training.id, 2, by=await office(session))
    with listening() as asked:
        for duty, _ in DUTIES:
            await duty(database, START - timedelta(days=1), an_office())
    assert [statement for statement, _ in asked if "UPDATE reminders" in statement]
    assert await looks_at_everybody(database, asked, OF_YEARS) == []


async def test_a_newcomer_at_either_door_does_not_wait_for_everybody(
    database: Database, messenger: TelegramSimulator
) -> None:
    house = await House(database, messenger, an_office()).start()
    with listening() as asked:
        guest = house.guest("Anna")
        await guest.agrees()
        await house.gets_letter("bilal@example.org", "anmelden", "")
        await house.settled()
        [letter] = await house.letters("bilal@example.org")
        await house.gets_reply(letter, "ja")
        await house.settled()
        assert len(await house.letters("bilal@example.org")) == 2
    await house.stop()
    assert await looks_at_everybody(database, asked) == []


async def test_a_letter_that_leaves_does_not_wait_for_everybody(database: Database) -> None:
    channel = MailChannel(SmtpServer("127.0.0.1", 1, "none"), database, an_office(), TestClock())
    with listening() as asked:
        async with database.write() as session:
            await claim(session, channel, an_office(), "somebody", Room(20, 20), NOW)
    assert await looks_at_everybody(database, asked) == []


async def test_status_among_many_does_not_wait_for_everybody(database: Database, tmp_path: Path) -> None:
    now = datetime.fromisoformat("2027-04-13T10:00:00+00:00")
    async with database.write() as session:
        await census.keep(session, Census(now, {}, 1, 1, MANY, invitations.Standing(0, 0, 0)))
    settings = settings_in(tmp_path, database_url=database.url.render_as_string(hide_password=False))
    with listening() as asked:
        assert (await look(settings, now)).figures
    assert await looks_at_everybody(database, asked) == []


@pytest.mark.parametrize("table", sorted(GROWING))
def test_what_points_at_a_row_is_found_when_that_row_goes(table: str) -> None:
    keys = {key.parent.name for key in metadata.tables[table].foreign_keys}
    led = {index.columns[0].name for index in metadata.tables[table].indexes}
    led |= {constraint.columns[0].name for constraint in metadata.tables[table].constraints if len(constraint.columns)}  # type: ignore[attr-defined]
    assert keys <= led
