"""Who may act: the lease of this process, renewed as long as it lives, and the lease of the doors if nobody else has
it.

    leases = Leases(database, clock, process, opened=..., closed=...)
    await leases.enrol()     # before anything is claimed
    await leases.run()       # renews; calls `opened` when the doors are ours, `closed` when they are not any more
    await leases.give_back() # the others need not wait for the leases to run out

Only where several processes can work side by side, that is on PostgreSQL. A SQLite file has one `run`, by the lock of
bot/lock.py: there the process acts for ever, and the doors are its own.
"""

import logging
import os
import socket
from collections.abc import Awaitable, Callable

from sqlalchemy.exc import DBAPIError

from mailing.clock import Clock
from mailing.process import Process
from storage import leases
from storage.database import Database
from storage.leases import DOORS, RENEWED_EVERY
from storage.schema import DatabaseNewer

log = logging.getLogger(__name__)


class Leases:
    def __init__(
        self,
        database: Database,
        clock: Clock,
        process: Process,
        *,
        opened: Callable[[], Awaitable[None]],
        closed: Callable[[], Awaitable[None]],
    ) -> None:
        self._database, self._clock, self._process = database, clock, process
        self._opened, self._closed = opened, closed
        self._place = f"{socket.gethostname()} {os.getpid()}"
        self._holds_doors = False

    async def enrol(self) -> None:
        """Become one of the processes, and open the doors if they are free."""
        await self._renew()

    async def run(self) -> None:
        """Until cancelled. Raises `DatabaseNewer` when a newer version has taken over the database."""
        while True:
            await self._clock.sleep(RENEWED_EVERY.total_seconds())
            try:
                await self._renew()
            except DBAPIError as outage:
                log.warning("the lease could not be renewed (%s)", type(outage).__name__)

    async def give_back(self) -> None:
        async with self._database.write() as session:
            await leases.give_back(session, self._process.owner)

    async def _renew(self) -> None:
        if await self._database.is_newer():
            raise DatabaseNewer
        now = self._clock.now()
        async with self._database.write() as session:
            await leases.end_old(session, now)
            kept = await leases.renew(session, self._name, self._process.owner, now)
        if not kept:
            await self._begin_anew()
        self._process.renewed(now)
        # Apart from the one above: this waits for whoever is just writing as the holder.
        async with self._database.write() as session:
            holds = await leases.take(session, DOORS, self._process.owner, self._clock.now(), place=self._place)
        await self._open_or_close(holds)

    @property
    def _name(self) -> str:
        return f"process:{self._process.owner}"

    async def _begin_anew(self) -> None:
        """At the start, and when the others took this process for dead: under a name of its own."""
        if self._holds_doors:
            log.warning("this process was away too long; others have taken over")
            await self._open_or_close(False)
        self._process.begin_anew()
        async with self._database.write() as session:
            await leases.take(session, self._name, self._process.owner, self._clock.now(), place=self._place)

    async def _open_or_close(self, holds: bool) -> None:
        if holds and not self._holds_doors:
            log.info("this process holds the doors")
            await self._opened()
        elif self._holds_doors and not holds:
            await self._closed()
        self._holds_doors = holds
