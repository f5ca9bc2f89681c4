"""Who runs: of a SQLite file whoever holds its lock (bot/lock.py), of PostgreSQL the processes with a lease."""

import asyncio
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.lock import AlreadyRunning, held_since, holder, locked
from bot.settings import Settings
from storage import leases
from storage.database import Database


@dataclass(frozen=True)
class Process:
    """`place` is its number, on PostgreSQL behind the name of its machine; one of all holds the doors."""

    place: str
    since: datetime
    holds_doors: bool

    @property
    def number(self) -> int:
        return int(self.place.rpartition(" ")[2])


async def running(settings: Settings) -> list[Process]:
    """The processes of this database, first the one that holds the doors."""
    if settings.sqlite_file:
        process, since = holder(settings.lock_folder), held_since(settings.lock_folder)
        return [Process(str(process), since, holds_doors=True)] if process is not None and since else []
    database = Database(settings.database)
    try:
        if not await database.is_current():
            return []
        async with database.read() as session:
            held = await leases.standing(session, datetime.now(UTC))
    finally:
        await database.close()
    doors = next((lease.owner for lease in held if lease.name == leases.DOORS), None)
    processes = [lease for lease in held if lease.name != leases.DOORS]
    processes.sort(key=lambda lease: lease.owner != doors)
    return [Process(lease.place, lease.since, lease.owner == doors) for lease in processes]


def beside_others(settings: Settings) -> AbstractContextManager[None]:
    """For `run`: alone on a SQLite file, side by side on PostgreSQL, never beside `nobody_else`. Raises
    AlreadyRunning."""
    return locked(settings.lock_folder, shared=settings.sqlite_file is None)


@contextmanager
def nobody_else(settings: Settings) -> Iterator[None]:
    """For what changes the whole database. Raises AlreadyRunning."""
    with locked(settings.lock_folder):
        if settings.sqlite_file is None and (others := asyncio.run(running(settings))):
            raise AlreadyRunning(process=others[0].place)
        yield
