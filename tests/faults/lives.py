"""One life of the program after the other, each ended by a kill at a random instant.

    async for scene in lives.scenes(kills, chance):   # numbers, until the program was killed so often
        ... something arrives ...
        await lives.until(done)                       # killed and begun anew, until this holds and nothing is left
        assert ... what that came to ...

The very first life is not hurried: how long it takes is the window from which the instants of all others are drawn,
evenly. With each kill of a scene the window grows: a machine that has become slower finishes nothing in the old one.
"""

import asyncio
import random
import signal
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from simulator.mail import MailSimulator
from simulator.telegram import TelegramSimulator
from storage import inbox
from storage.database import Database
from storage.outbox import OPEN_STATES, Outgoing
from tests.bot.conftest import OFFICE
from tests.faults.children import Child, Zygote

NETZ = OFFICE["LIST_ADDRESS"]
PASSWORD = "geheim"

APART = 30
"""Seconds from one life to the next, on the clock of the program: longer than a lease."""

GROWTH = 1.1
MOST_IN_A_SCENE = 24
"""If so many kills let it not come to an end, something waits that nobody looks after."""


class Lives:
    """`settings` are those of the program, which has a messenger and a post; a test may change them before it begins.
    `kills` are their moments, on the monotonic clock."""

    def __init__(
        self, zygote: Zygote, url: str, messenger: TelegramSimulator, post: MailSimulator, folder: Path
    ) -> None:
        self.messenger, self.post = messenger, post
        self.kills: list[float] = []
        self.settings = {name.lower(): value for name, value in OFFICE.items()} | {
            "data_dir": str(folder),
            "database_url": url,
            "telegram_token": messenger.token,
            "telegram_api": messenger.url,
            "smtp_url": smtp_url(post.smtp_port),
            "imap_url": f"imap://{NETZ}@127.0.0.1:{post.imap_port}/INBOX?tls=none",
            "imap_password": PASSWORD,
        }
        post.mailbox(NETZ, password=PASSWORD)
        self._zygote, self._url = zygote, url
        self._window = 0.0

    @property
    def now(self) -> datetime:
        """The present moment on the clock of the program."""
        return datetime.now(UTC) + timedelta(seconds=self._later)

    @property
    def _later(self) -> float:
        return APART * len(self.kills)

    def close(self, *doors: str) -> None:
        """Do without "telegram", "smtp" or "imap": what a test does not need only takes time."""
        for name in [name for name in self.settings if name.startswith(doors)]:
            del self.settings[name]

    async def scenes(self, kills: int, chance: random.Random) -> AsyncIterator[int]:
        self._chance = chance
        scene = 0
        while len(self.kills) < kills:
            yield scene
            scene += 1

    async def until(self, done: Callable[[], bool]) -> None:
        """Kill until `done` holds and nothing is left to do."""
        before = len(self.kills)
        if not self._window:
            await self._look_how_long_it_takes(done)
        while not await self._is_over(done):
            number = len(self.kills) - before
            assert number < MOST_IN_A_SCENE, "it does not come to an end"
            await self._end(await self._begin(), after=self._chance.uniform(0, self._window * GROWTH**number))

    async def _look_how_long_it_takes(self, done: Callable[[], bool]) -> None:
        child = await self._begin()
        began = time.monotonic()
        async with asyncio.timeout(60):
            while not await self._is_over(done):  # noqa: ASYNC110 - nobody is told when all is put away
                await asyncio.sleep(0.01)
        self._window = time.monotonic() - began
        await self._end(child, after=0)

    async def _begin(self) -> Child:
        return await self._zygote.fork("tests.faults.program:run", settings=self.settings, later=self._later)

    async def _end(self, child: Child, *, after: float) -> None:
        assert await child.killed_after(after) == -signal.SIGKILL
        self.kills.append(time.monotonic())

    async def _is_over(self, done: Callable[[], bool]) -> bool:
        """Whether also everything that came in was fetched, carried out and put away, and nothing waits to leave."""
        if not done() or len(self.messenger.updates) or await self.post.letters(NETZ):
            return False
        async with self.look() as session:
            waiting = (await inbox.standing(session)).waiting
            leaving = await session.scalar(select(func.count()).where(Outgoing.state.in_(OPEN_STATES)))
            return not waiting and not leaving

    @asynccontextmanager
    async def look(self) -> AsyncIterator[AsyncSession]:
        """The database, for a moment: a SQLite file that nobody holds open is recovered by whoever comes next."""
        database = Database(self._url)
        async with database.read() as session:
            yield session
        await database.close()

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncSession]:
        """The same, to change it between two lives."""
        database = Database(self._url)
        async with database.write() as session:
            yield session
        await database.close()


def smtp_url(port: int) -> str:
    return f"smtp://127.0.0.1:{port}?tls=none"
