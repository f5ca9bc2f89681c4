"""Two real processes on one PostgreSQL: the one with the doors is killed, or put to sleep and woken. Anna has a phone.

Their clock goes five times as fast as the wall's, so that a lease of 15 seconds lasts three.
"""

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from bot.running import Running
from bot.settings import Settings
from mailing.clock import SystemClock
from simulator.telegram import TelegramSimulator
from storage.database import Database
from storage.leases import DOORS, Lease
from tests.bot.conftest import OFFICE
from tests.faults.children import Child, Zygote
from tests.house import Guest

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)

TIMES = 5
TAKEN_OVER = timedelta(seconds=30)
NOTES_WHO_WRITES = """
CREATE TABLE written (by text);
CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS
    'BEGIN INSERT INTO written VALUES (current_setting(''application_name'')); RETURN NEW; END';
CREATE TRIGGER noted BEFORE INSERT OR UPDATE ON inbox FOR EACH ROW EXECUTE FUNCTION note()
"""


class QuickClock(SystemClock):
    """Goes faster since `begin`, in seconds since 1970; the same in every process."""

    def __init__(self, begin: float) -> None:
        self._begin = begin

    def now(self) -> datetime:
        return datetime.fromtimestamp(self._begin + (time.time() - self._begin) * TIMES, UTC)

    async def sleep(self, seconds: float) -> None:
        await super().sleep(seconds / TIMES)


def live(settings: dict[str, Any], begin: float) -> None:
    """What a child does."""

    async def run() -> None:
        running = Running(Settings.model_validate(settings), clock=QuickClock(begin))
        await running.start()
        await running.wait()

    asyncio.run(run())


class Town:
    """The two processes, by name, and what their database says of them."""

    def __init__(self, zygote: Zygote, database: Database, settings: dict[str, Any]) -> None:
        self._zygote, self._database, self._settings = zygote, database, settings
        self._begin = time.time()
        self.clock = QuickClock(self._begin)

    async def starts(self, name: str) -> Child:
        """A process that has a lease."""
        already = len(await self.leases())
        url = self._database.url.update_query_dict({"application_name": name})
        settings = {**self._settings, "database_url": url.render_as_string(hide_password=False)}
        child = await self._zygote.fork("tests.bot.test_takeover:live", settings=settings, begin=self._begin)
        await self.until(lambda leases: len(leases) > already and any(lease.name == DOORS for lease in leases))
        return child

    async def leases(self) -> Sequence[Lease]:
        async with self._database.read() as session:
            return (await session.scalars(select(Lease))).all()

    async def doors(self) -> Lease:
        return next(lease for lease in await self.leases() if lease.name == DOORS)

    async def until(self, holds: Callable[[Sequence[Lease]], bool]) -> None:
        """Ask the leases until that holds."""
        async with asyncio.timeout(60):
            while not holds(await self.leases()):  # noqa: ASYNC110 - nobody is told when a lease changes
                await asyncio.sleep(0.05)

    async def written(self, name: str) -> int:
        """How many rows of the inbox this process has tried to write."""
        async with self._database.read() as session:
            return await session.scalar(text("SELECT count(*) FROM written WHERE by = :name"), {"name": name}) or 0


@pytest.fixture
async def town(database: Database, messenger: TelegramSimulator, tmp_path: Path) -> AsyncIterator[Town]:
    async with database.write() as session:
        for statement in NOTES_WHO_WRITES.split(";\n"):
            await session.execute(text(statement))
    settings = {
        **{name.lower(): value for name, value in OFFICE.items()},
        "data_dir": str(tmp_path),
        "telegram_token": messenger.token,
        "telegram_api": messenger.url,
    }
    async with Zygote() as zygote:
        yield Town(zygote, database, settings)


async def test_when_the_one_with_the_doors_is_killed_another_has_them_within_thirty_seconds(
    town: Town, messenger: TelegramSimulator
) -> None:
    first = await town.starts("first")
    await town.starts("second")
    anna, before = Guest(messenger.person("Anna", language="de")), await town.doors()
    await anna.agrees()
    killed_at = town.clock.now()
    assert await first.killed() == -signal.SIGKILL
    await anna.says("/help")
    await anna.reads("So geht es")
    after = await town.doors()
    assert after.owner != before.owner
    assert after.since - killed_at < TAKEN_OVER


async def test_one_that_was_asleep_writes_nothing_when_it_wakes(town: Town, messenger: TelegramSimulator) -> None:
    first = await town.starts("first")
    await town.starts("second")
    anna, before = Guest(messenger.person("Anna", language="de")), await town.doors()
    await anna.agrees()
    os.kill(first.pid, signal.SIGSTOP)
    written = await town.written("first")
    assert written > 0
    await anna.says("/help")  # the sleeper's poll brings it, and it lies there
    await anna.reads("So geht es")
    assert (await town.doors()).owner != before.owner
    os.kill(first.pid, signal.SIGCONT)
    await town.until(lambda leases: len([lease for lease in leases if lease.name != DOORS]) == 2)
    await anna.says("/menu")
    await anna.reads("Was möchten Sie tun?")
    assert await town.written("first") == written
    said = [message.text.partition("\n")[0] for message in anna.phone.chat.from_bot]
    # What it had just sent when it fell asleep may come twice; what it had fetched comes once.
    assert (said.count("So geht es"), said[-1]) == (1, "Was möchten Sie tun?")
