"""`netzbote status` says how things stand, to people and to programs, beside a running program or without one."""

import os
from datetime import UTC, datetime, timedelta

import pytest

from bot.lock import locked
from storage import announcements, dispatch, keys, pace, requests, schema
from storage.audiences import Audience
from storage.database import Database
from tests.bot.conftest import OFFICE
from tests.bot.terminal import Terminal
from tests.storage import network

SERVERS = {
    "TELEGRAM_TOKEN": "1:abc",
    "SMTP_URL": "smtp://mail.example.org",
    "IMAP_URL": "imaps://netz@mail.example.org",
    "IMAP_PASSWORD": "geheim",
}
CLOCK = ("telegram", "imap", "smtp", "clock")


@pytest.fixture
async def network_at_work(register: Database) -> Database:
    """Anna and Bilal within reach, an announcement for tomorrow, and a wish to be called."""
    async with register.write() as session:
        anna, _, doris = await network.anna(session), await network.bilal(session), await network.doris(session)
        await network.emin(session)
        text = await announcements.draft(
            session, doris, subject="Sommerfest", html="<p>Am 3. Juli.</p>", audience=Audience(), door="mail",
            now=network.NOW,
        )  # fmt: skip
        tomorrow = datetime.now(UTC) + timedelta(days=1)
        await dispatch.release(session, text, doris, release_at=tomorrow, now=network.NOW, mail_host="a.example")
        await requests.open_request(session, "call", anna, channel="mail", address="a", now=network.NOW)
    return register


async def all_answered(database: Database) -> None:
    async with database.write() as session:
        for door in CLOCK:
            await keys.door_answered(session, door, datetime.now(UTC))


async def test_a_program_reads_everything_in_stable_words(office: Terminal, network_at_work: Database) -> None:
    said = (await office.types("status", "--json")).json
    assert said["register"] == {"associations": 3, "reached": 2, "people": 4, "staff": 1}
    assert said["invitations"] == {"invited": 0, "confirmed": 0, "call": 0}
    assert said["outbox"] == {"mail": {"queued": 3}, "telegram": {"queued": 1}}
    assert said["inbox"] == {"waiting": 0, "aside": 0}
    assert said["requests"] == 1
    [announcement] = said["announcements"]
    assert (announcement["subject"], announcement["waiting"], announcement["total"]) == ("Sommerfest", 4, 4)
    assert said["doors"]["telegram"]["configured"] is False
    assert said["database"] == {"kind": "sqlite", "revision": schema.newest()}
    assert said["disk_free"] > 0


async def test_people_read_the_same_in_a_table(office: Terminal, network_at_work: Database) -> None:
    said = await office.types("status")
    assert "3 Vereine, davon 2 erreichbar (66 %); 4 Personen, davon 1 Koordination" in said.out
    assert "0 eingeladen, 0 bestätigt, 0 anrufen" in said.out
    assert "„Sommerfest“: 4 warten bis" in said.out
    assert "Telegram            nicht eingerichtet" in said.out
    assert [line.split() for line in said.out.splitlines() if "Chat" in line] == [["Chat:", "1", "warten"]]


async def test_all_is_well_while_every_door_answers(office: Terminal, register: Database) -> None:
    office.settings |= SERVERS
    await all_answered(register)
    with locked(office.folder / "data"):
        said = await office.types("status")
    assert (said.code, said.err) == (0, "")
    assert "Alles gut." in said.out


async def test_a_door_that_fails_is_named_with_its_reason(office: Terminal, register: Database) -> None:
    office.settings |= SERVERS
    await all_answered(register)
    async with register.write() as session:
        await keys.door_failed(session, "imap", "login")
        await pace.halt(session, "mail", datetime.now(UTC) + timedelta(minutes=1))
    with locked(office.folder / "data"):
        said, figures = await office.types("status"), (await office.types("status", "--json")).json
    assert said.code == 1
    assert "Posteingang: Benutzer oder Passwort stimmen nicht." in said.out
    assert "Postausgang: keine Antwort." in said.out
    assert figures["wrong"] == ["imap", "smtp"]
    assert figures["doors"]["imap"]["trouble"] == "login"
    assert figures["doors"]["smtp"]["halted_until"]


async def test_a_program_that_stopped_answering_is_named(office: Terminal, register: Database) -> None:
    office.settings |= SERVERS
    with locked(office.folder / "data"):
        assert (await office.types("status", "--json")).json["wrong"] == []
        started = (office.folder / "data" / "run.lock").stat().st_mtime
        os.utime(office.folder / "data" / "run.lock", (started - 3600, started - 3600))
        assert (await office.types("status", "--json")).json["wrong"] == ["telegram", "imap", "clock"]


async def test_nothing_running_is_something_wrong(office: Terminal) -> None:
    office.settings |= SERVERS
    said = await office.types("status")
    assert said.code == 1
    assert "Netzbote läuft nicht. Start: netzbote run" in said.out


async def test_before_the_first_day_there_is_nothing_and_it_stays_so(operator: Terminal) -> None:
    said = await operator.types("status", "--json")
    assert said.code == 1
    assert said.json["wrong"] == ["no-database", "no-door", "not-running"]
    assert list(operator.folder.iterdir()) == []


async def test_every_command_reads_either_database(operator: Terminal, database_url: str) -> None:
    operator.settings |= {**OFFICE, "SMTP_URL": "smtp://127.0.0.1:1?tls=none", "DATABASE_URL": database_url}
    database = operator.database
    async with database.write() as session:
        await network.anna(session)
        await network.doris(session)
    await database.close()
    assert (await operator.types("status", "--json")).json["register"]["people"] == 2
    assert [member["name"] for member in (await operator.types("staff", "list", "--json")).json] == ["Doris"]
    assert "Name: Anna" in (await operator.types("person", "show", "anna@elternverein.example.org")).out
    (operator.folder / "fest.txt").write_text("Am 3. Juli.")
    assert (await operator.types("announce", "--subject", "Fest", "--text", "fest.txt", "--yes")).code == 0
    assert (await operator.types("invite", "--json")).json["letters"] == 0
    assert (await operator.types("person", "forget", "anna@elternverein.example.org", "--yes")).code == 0
    assert (await operator.types("status", "--json")).json["register"]["people"] == 1
    found = {f"{f['subject']} {f['finding']}" for f in (await operator.types("doctor", "--json")).json}
    assert "database sound" in found
