"""Several processes on one PostgreSQL: all of them send, one holds the doors, and another takes over when it must.

Anna has a phone. "First" and "second" are two programs in this process, each with a clock of its own: one whose clock
stands still is asleep, one that is `killed` is no more.
"""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.running import Running
from bot.settings import Settings
from simulator.telegram import TelegramSimulator
from storage import announcements, dispatch, leases, outbox, people
from storage.audiences import Audience
from storage.database import Database
from storage.leases import DOORS, LIFE, RENEWED_EVERY, AsHolder, LeaseLost
from storage.outbox import Outgoing
from storage.people import Confirmation
from tests.bot.conftest import OFFICE
from tests.bot.terminal import Terminal
from tests.clock import TestClock
from tests.house import Guest

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


class Program(Running):
    """One of the processes; its clock moves when a test moves it."""

    clock: TestClock

    async def start(self) -> None:
        await super().start()
        for task in self._tasks:
            if getattr(task.get_coro(), "__qualname__", "") == "Leases.run":
                task.cancel()  # `later` does what it does, when the test wants it

    async def later(self, by: timedelta) -> None:
        """Time passes for this one, and it has renewed its lease, or seen that it cannot."""
        assert self._leases
        self.clock.advance(by)
        await self._leases._renew()

    async def killed(self) -> None:
        """Gone without a word, whatever it was at."""
        for task in [*self._tasks, *self.doors._tasks]:
            task.cancel()
        self.doors.pulse.stop()
        await asyncio.wait([*self._tasks, *self.doors._tasks])


@pytest.fixture
async def programs(
    database_url: str, database: Database, messenger: TelegramSimulator, tmp_path: Path
) -> AsyncIterator[tuple[Program, Program]]:
    """Two of them, the first of which came first."""
    settings = Settings.model_validate(
        {
            **{name.lower(): value for name, value in OFFICE.items()},
            "data_dir": tmp_path,
            "database_url": database_url,
            "telegram_token": messenger.token,
            "telegram_api": messenger.url,
        }
    )
    both = Program(settings, clock=TestClock()), Program(settings, clock=TestClock())
    for program in both:
        await program.start()
        await messenger_known(program)
    yield both
    for program in both:
        await program.stop()


async def messenger_known(program: Program) -> None:
    async with asyncio.timeout(20):
        while "telegram" not in program.outboxes:  # noqa: ASYNC110 - nobody is told when Telegram has answered
            await asyncio.sleep(0.01)


async def holder(database: Database) -> str | None:
    async with database.read() as session:
        return await session.scalar(select(leases.Lease.owner).where(leases.Lease.name == DOORS))


async def test_the_first_holds_the_doors_and_a_message_is_answered_once(
    programs: tuple[Program, Program], database: Database, messenger: TelegramSimulator
) -> None:
    first, second = programs
    assert await holder(database) == first._process.owner
    assert (first.doors._are_open, second.doors._are_open) == (True, False)
    anna = Guest(messenger.person("Anna"))
    await anna.agrees()
    assert len(anna.phone.chat.from_bot) == 2


async def test_the_second_takes_over_when_the_first_is_killed(
    programs: tuple[Program, Program], database: Database, messenger: TelegramSimulator
) -> None:
    first, second = programs
    await first.killed()
    await second.later(LIFE - timedelta(seconds=1))
    assert await holder(database) == first._process.owner
    await second.later(RENEWED_EVERY)
    assert await holder(database) == second._process.owner
    anna = Guest(messenger.person("Anna"))
    await anna.agrees()


async def test_one_that_slept_changes_nothing_when_it_wakes_and_begins_anew(
    programs: tuple[Program, Program], database: Database, messenger: TelegramSimulator
) -> None:
    first, second = programs
    asleep = first._process.owner
    await second.later(LIFE + timedelta(seconds=1))
    assert await holder(database) == second._process.owner
    with pytest.raises(LeaseLost):
        async with AsHolder(database, DOORS, lambda: asleep).write():
            pass
    await first.later(LIFE * 2)
    assert first._process.owner != asleep
    assert (first.doors._are_open, second.doors._are_open) == (False, True)
    # While both believed that the doors were theirs, Telegram sent the second away for a moment.
    await second.later(timedelta(seconds=3))
    anna = Guest(messenger.person("Anna"))
    await anna.agrees()


async def test_nobody_sends_after_its_lease_has_run_out(
    programs: tuple[Program, Program], messenger: TelegramSimulator
) -> None:
    first, _ = programs
    assert first._process.may_act(first.clock.now())
    first.clock.advance(LIFE)
    assert not first._process.may_act(first.clock.now())
    await first.later(timedelta(seconds=1))
    assert first._process.may_act(first.clock.now())


async def test_both_send_each_to_somebody_else(
    programs: tuple[Program, Program], database: Database, messenger: TelegramSimulator
) -> None:
    phones = [messenger.person(f"Kontakt {number}") for number in range(60)]
    for phone in phones:
        phone.started = True
    trouble = messenger.hang("sendMessage", times=None)
    await _announce(database, programs[0].clock, phones)
    async with asyncio.timeout(60):
        while len(await _owners(database)) < 2:
            for program in programs:
                await program.later(timedelta(seconds=1))
                program.wake()
        trouble.end()
        while (await _states(database)).get("sent", 0) < 60:
            for program in programs:
                await program.later(timedelta(seconds=1))
                program.wake()
    assert [len(phone.chat.from_bot) for phone in phones] == [1] * 60


async def test_what_a_dead_one_had_on_its_way_is_settled_by_the_other(
    programs: tuple[Program, Program], database: Database, messenger: TelegramSimulator
) -> None:
    first, second = programs
    phone = messenger.person("Anna")
    phone.started = True
    trouble = messenger.hang("sendMessage")
    await _announce(database, first.clock, [phone])
    first.wake()
    second.outboxes["telegram"].stop()
    await trouble.met()
    assert await _states(database) == {"claimed": 1}
    await first.killed()
    trouble.end()
    await second.later(LIFE + timedelta(seconds=1))
    async with database.write() as session:
        living = await leases.owners(session)
        assert await outbox.recover(session, "telegram", second._process.owner, living) == {"uncertain": 1}


async def test_processes_are_named_by_status_and_restoring_waits_for_their_end(
    programs: tuple[Program, Program], database_url: str, office: Terminal
) -> None:
    office.settings |= {"DATABASE_URL": database_url}
    said = (await office.types("status", "--json")).json
    assert [process["doors"] for process in said["processes"]] == [True, False]
    assert "läuft schon" in (await office.types("db", "restore", "x")).err


async def _announce(database: Database, clock: TestClock, phones: list[Any]) -> None:
    now = clock.now()
    async with database.write() as session:
        for phone in phones:
            person = await people.create(session, now, name="Kontakt")
            address = await people.add_address(session, person, "telegram", str(phone.id), now)
            await people.confirm(session, address, Confirmation("paper", "test"), now)
        text = await announcements.draft(
            session, None, subject="Fest", html="<p>Am 3. Juli.</p>", audience=Audience(), door="command", now=now
        )
        await dispatch.release(session, text, None, release_at=now, now=now, mail_host="a.example")


async def _states(database: Database) -> dict[str, int]:
    async with database.read() as session:
        rows = await session.scalars(select(Outgoing.state).where(Outgoing.kind == "announcement"))
        states = list(rows)
    return {state: states.count(state) for state in set(states)}


async def _owners(database: Database) -> set[str | None]:
    """The names on what is on its way."""
    async with database.read() as session:
        return set(await session.scalars(select(Outgoing.owner).where(Outgoing.state == "claimed")))
