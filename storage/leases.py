"""Which processes run, and which of them holds the doors: leases that end by themselves.

Each `run` has a row of its own ("process:<owner>") and renews it; what a process had claimed is free for others when
its lease has run out, because it died or slept. One process holds "doors": it listens to Telegram and the mailbox,
carries out what came in, and winds the clock. Whoever writes as the holder asks in the same transaction whether it
still is (`check`), so that one who slept and wakes changes nothing. Times are the clock of whoever asks: machines of
one network have to agree on the time to within a few seconds.
"""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime, timedelta

from sqlalchemy import delete, select, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from storage.database import Base, Database

LIFE = timedelta(seconds=15)
RENEWED_EVERY = timedelta(seconds=5)
"""Two renewals may fail before others take over: within 15 + 5 seconds, and the time it takes to open the doors."""

DOORS = "doors"
PATIENCE_SECONDS = 3


class LeaseLost(Exception):
    """Somebody else holds it now; what was about to be written must not be."""


class Lease(Base):
    """`place` tells people where the process runs: "host 4711"."""

    __tablename__ = "leases"

    name: Mapped[str] = mapped_column(primary_key=True)
    owner: Mapped[str] = mapped_column(index=True)
    place: Mapped[str]
    since: Mapped[datetime]
    until: Mapped[datetime]


async def take(session: AsyncSession, name: str, owner: str, now: datetime, *, place: str = "") -> bool:
    """Get or renew a lease that is free, run out, or one's own. Returns whether it is one's own now. Waits some seconds
    for whoever is writing as its holder, then fails as the database does (OperationalError)."""
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(text(f"SET LOCAL lock_timeout = '{PATIENCE_SECONDS}s'"))
    known = await session.get(Lease, name)
    if known and known.owner == owner:
        return await renew(session, name, owner, now)
    if known and known.until > now:
        return False
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    own = {"owner": owner, "place": place, "since": now, "until": now + LIFE}
    taken = (
        insert(Lease)
        .values(name=name, **own)
        .on_conflict_do_update(index_elements=["name"], set_=own, where=Lease.until <= now)
        .returning(Lease.name)
    )
    return (await session.execute(taken, execution_options={"synchronize_session": False})).first() is not None


async def renew(session: AsyncSession, name: str, owner: str, now: datetime) -> bool:
    """Keep one's own. False when somebody else has taken or ended it."""
    own = update(Lease).where(Lease.name == name, Lease.owner == owner).values(until=now + LIFE)
    kept = await session.execute(own.returning(Lease.name), execution_options={"synchronize_session": False})
    return kept.first() is not None


async def check(session: AsyncSession, name: str, owner: str) -> None:
    """Let nobody else take it before this transaction has ended. Raises `LeaseLost`."""
    held = select(Lease.owner).where(Lease.name == name).with_for_update(read=True)
    if await session.scalar(held) != owner:
        raise LeaseLost


class AsHolder:
    """The database for whoever holds a lease: each write asks first whether it still does, and raises `LeaseLost`.
    `owner` gives the name that one has at that moment."""

    def __init__(self, database: Database, name: str, owner: Callable[[], str]) -> None:
        self._database, self._name, self._owner = database, name, owner

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncSession]:
        async with self._database.write() as session:
            await check(session, self._name, self._owner())
            yield session

    def read(self) -> AbstractAsyncContextManager[AsyncSession]:
        return self._database.read()


async def give_back(session: AsyncSession, owner: str) -> None:
    """End all that a process holds: others need not wait for it."""
    await session.execute(delete(Lease).where(Lease.owner == owner))


async def end_old(session: AsyncSession, now: datetime) -> None:
    """End what ran out: a process that only slept finds that it has lost it."""
    await session.execute(delete(Lease).where(Lease.until <= now))


async def owners(session: AsyncSession) -> set[str]:
    """The processes whose claims count."""
    return set(await session.scalars(select(Lease.owner)))


async def standing(session: AsyncSession, now: datetime) -> Sequence[Lease]:
    """What is held now: the doors first, then the processes, the oldest first."""
    held = select(Lease).where(Lease.until > now)
    return (await session.scalars(held.order_by(Lease.name != DOORS, Lease.since))).all()
