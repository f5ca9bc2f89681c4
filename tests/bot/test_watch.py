"""An outage is told over what still works, and in the end left to the supervisor. Doris and Emin are admins."""

import subprocess
import sys
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.watch import TROUBLE_IN_SOFTWARE, OutageTooLong, Watch
from locales import words
from storage import keys, people
from storage.database import Database
from storage.outbox import Outgoing
from storage.people import Confirmation
from tests.bot.terminal import ROOT
from tests.clock import TestClock
from tests.mailing.network import an_office

DOORS = ("telegram", "imap", "smtp")
HOUR = timedelta(hours=1)


@pytest.fixture
def clock() -> TestClock:
    return TestClock()


@pytest.fixture
def watch(database: Database, clock: TestClock) -> Watch:
    return Watch(database, an_office(), clock, DOORS, 6 * HOUR)


async def an_admin(database: Database, clock: TestClock, name: str, door: str, **addresses: str) -> None:
    async with database.write() as session:
        admin = await people.create(session, clock.now(), name=name)
        for channel, written in addresses.items():
            address = await people.add_address(session, admin, channel, written, clock.now())  # type: ignore[arg-type]
            await people.confirm(session, address, Confirmation("paper", "test"), clock.now())
        admin.role, admin.staff_door = "admin", door


async def answered(database: Database, clock: TestClock, *doors: str) -> None:
    async with database.write() as session:
        for door in doors:
            await keys.door_answered(session, door, clock.now())


async def told(database: Database) -> list[tuple[str, str]]:
    """To whom something was written, and its first words."""
    async with database.read() as session:
        rows = await session.scalars(select(Outgoing).order_by(Outgoing.id))
        return [(row.address, (row.payload or {})["html"].splitlines()[0]) for row in rows]


async def test_an_outage_of_an_hour_is_told_once_over_what_still_works_and_so_is_its_end(
    database: Database, clock: TestClock, watch: Watch
) -> None:
    await an_admin(database, clock, "Doris", "telegram", telegram="4711", mail="doris@kreis.example.org")
    await an_admin(database, clock, "Emin", "telegram", telegram="4712")
    await answered(database, clock, *DOORS, "clock")
    for minutes in (30, 29, 1, 30):
        clock.advance(timedelta(minutes=minutes))
        await answered(database, clock, "imap", "clock")
        await watch.look()
        if minutes == 29:
            assert await told(database) == []
    gone = ("doris@kreis.example.org", "<b>Telegram antwortet nicht.</b>")
    assert await told(database) == [gone], "Emin has nothing but the chat"
    await answered(database, clock, "telegram", "imap", "clock")
    await watch.look()
    over = "<b>Telegram antwortet wieder.</b>"
    assert await told(database) == [gone, ("4711", over), ("4712", over)]


async def test_an_outage_of_the_mail_server_is_told_in_the_chat(
    database: Database, clock: TestClock, watch: Watch
) -> None:
    await an_admin(database, clock, "Doris", "mail", telegram="4711", mail="doris@kreis.example.org")
    await answered(database, clock, "smtp")
    async with database.write() as session:
        await keys.door_failed(session, "smtp", "unreachable")
    clock.advance(2 * HOUR)
    await answered(database, clock, "telegram", "imap", "clock")
    await watch.look()
    assert await told(database) == [("4711", "<b>Der Mail-Server antwortet nicht.</b>")]


async def test_silence_of_what_has_nothing_to_do_is_no_outage(
    database: Database, clock: TestClock, watch: Watch
) -> None:
    await an_admin(database, clock, "Doris", "mail", mail="doris@kreis.example.org")
    clock.advance(timedelta(days=3))
    await answered(database, clock, "telegram", "imap", "clock")
    await watch.look()
    assert await told(database) == []


@pytest.mark.parametrize("door", ["telegram", "imap", "clock"])
async def test_after_its_patience_the_process_ends_for_its_supervisor(
    database: Database, clock: TestClock, watch: Watch, door: str
) -> None:
    others = {"telegram", "imap", "clock"} - {door}
    clock.advance(6 * HOUR)
    await answered(database, clock, *others)
    await watch.look()
    clock.advance(timedelta(minutes=1))
    await answered(database, clock, *others)
    with pytest.raises(OutageTooLong) as ended:
        await watch.look()
    assert ended.value.door == door
    assert "Nichts ist verloren" in ended.value.in_words(words("de"))


async def test_a_database_that_is_away_for_too_long_ends_it_as_well(
    database_url: str, clock: TestClock, watch: Watch
) -> None:
    nowhere = Database("postgresql+psycopg://nobody@127.0.0.1:1/none")
    away = Watch(nowhere, an_office(), clock, DOORS, 6 * HOUR)
    await away.look()
    clock.advance(6 * HOUR + timedelta(minutes=1))
    with pytest.raises(OutageTooLong) as ended:
        await away.look()
    assert ended.value.door == "database"
    await nowhere.close()


async def test_with_all_the_patience_it_waits_for_ever(database: Database, clock: TestClock) -> None:
    watch = Watch(database, an_office(), clock, DOORS, None)
    clock.advance(timedelta(days=30))
    await watch.look()


def test_a_program_that_stands_still_ends_and_says_where() -> None:
    standing_still = (
        "import asyncio, threading\n"
        "from bot.watch import Heartbeat\n"
        "async def main():\n"
        "    Heartbeat(0.2).start()\n"
        "    await asyncio.sleep(0.1)\n"
        "    threading.Event().wait()\n"
        "asyncio.run(main())\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", standing_still], cwd=ROOT, capture_output=True, timeout=30, check=False
    )
    assert ended.returncode == TROUBLE_IN_SOFTWARE
    assert b"in main" in ended.stderr
