"""What came in and is not yet carried out: one row per update and per letter.

A row is stored before its arrival is confirmed to the sender's server, carried out in one transaction together with
its answers, and then emptied: only ids and digests stay. Rows of one key (a chat, a mail sender) run in order.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Index, LargeBinary, UniqueConstraint, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from storage.database import Base

Source = Literal["telegram", "mail"]

FAILURES_BEFORE_ASIDE = 3


class Arrival(Base):
    """`external_id` is an update_id, or "UIDVALIDITY:UID"; `key` says whose it is; `payload` JSON or a raw letter."""

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("source", "external_id"),
        Index("ix_inbox_waiting", "state", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str]
    external_id: Mapped[str]
    digest: Mapped[str | None] = mapped_column(index=True)
    key: Mapped[str]
    payload: Mapped[bytes | None] = mapped_column(LargeBinary)
    state: Mapped[str] = mapped_column(default="waiting")
    folder: Mapped[str | None]
    attempts: Mapped[int] = mapped_column(default=0)
    failure: Mapped[str | None]
    arrived_at: Mapped[datetime]
    done_at: Mapped[datetime | None]


async def store(session: AsyncSession, arrivals: Sequence[dict[str, object]], now: datetime) -> int:
    """Store rows (source, external_id, key, payload, digest?); known ones are left alone. Returns how many were new."""
    if not arrivals:
        return 0
    dialect = session.get_bind().dialect.name
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    rows = [{"digest": None, **row, "arrived_at": now, "state": "waiting", "attempts": 0} for row in arrivals]
    stored = await session.execute(
        insert(Arrival)
        .values(rows)
        .on_conflict_do_nothing(index_elements=["source", "external_id"])
        .returning(Arrival.id)
    )
    return len(stored.all())


async def next_rows(
    session: AsyncSession, busy: Collection[str], limit: int, *, without: Collection[str] = ()
) -> Sequence[Arrival]:
    """The oldest waiting row of each key that is not busy, `without` some sources; oldest keys first."""
    oldest = select(func.min(Arrival.id)).where(
        Arrival.state == "waiting", Arrival.key.not_in(busy), Arrival.source.not_in(without)
    )
    ids = oldest.group_by(Arrival.key).order_by(func.min(Arrival.id)).limit(limit)
    return (await session.scalars(select(Arrival).where(Arrival.id.in_(ids)).order_by(Arrival.id))).all()


async def remember_digest(session: AsyncSession, arrival_id: int, digest: str) -> None:
    await session.execute(update(Arrival).where(Arrival.id == arrival_id).values(digest=digest))


async def seen_before(session: AsyncSession, arrival: Arrival, digest: str) -> bool:
    """Whether the same letter was already carried out under another UID."""
    same = select(Arrival.id).where(Arrival.digest == digest, Arrival.id != arrival.id, Arrival.source == "mail")
    return await session.scalar(same.limit(1)) is not None


async def finish(session: AsyncSession, arrival_id: int, now: datetime, folder: str | None = None) -> None:
    """Carried out: forget what it said. `folder` is where a letter belongs now ("done", "post", "failed")."""
    await session.execute(
        update(Arrival).where(Arrival.id == arrival_id).values(state="done", payload=None, done_at=now, folder=folder)
    )


async def fail(session: AsyncSession, arrival_id: int, failure: str, now: datetime) -> bool:
    """It failed by its own fault; the third time it is set aside. Returns whether it was."""
    arrival = await session.get_one(Arrival, arrival_id)
    arrival.attempts += 1
    arrival.failure = failure
    if arrival.attempts < FAILURES_BEFORE_ASIDE:
        return False
    arrival.state, arrival.done_at, arrival.folder = "aside", now, "failed"
    await session.flush()
    return True


async def forget_old(session: AsyncSession, before: datetime) -> None:
    """Drop the ids of updates done before a moment: Telegram starts its counting anew after a quiet week, and repeats
    nothing that is older than 24 hours (Bot API, getUpdates). Of what else was dealt with, forget whose it was and what
    it said: a letter set aside lies in its folder."""
    await session.execute(
        delete(Arrival).where(Arrival.source == "telegram", Arrival.state == "done", Arrival.done_at < before)
    )
    await session.execute(
        update(Arrival).where(Arrival.done_at < before, Arrival.key != "").values(key="", payload=None)
    )


async def forget(session: AsyncSession, key: str) -> None:
    """Erase whose it was, and what of it is still there; what was carried out is still known to be."""
    await session.execute(
        update(Arrival).where(Arrival.key == key, Arrival.state != "waiting").values(key="erased", payload=None)
    )


@dataclass(frozen=True)
class Standing:
    """Rows that wait, since when the oldest of them does, and rows set aside after three failures."""

    waiting: int
    oldest: datetime | None
    aside: int


async def standing(session: AsyncSession) -> Standing:
    numbers = await session.execute(
        select(Arrival.state, func.count(), func.min(Arrival.arrived_at))
        .where(Arrival.state.in_(["waiting", "aside"]))
        .group_by(Arrival.state)
    )
    found = {state: (number, since) for state, number, since in numbers}
    waiting, oldest = found.get("waiting", (0, None))
    return Standing(waiting, oldest, found.get("aside", (0, None))[0])


async def letters_of(session: AsyncSession, uidvalidity: int) -> dict[int, str]:
    """Folder by UID of the letters already dealt with, of one mailbox generation."""
    done = await session.execute(
        select(Arrival.external_id, Arrival.folder).where(
            Arrival.source == "mail",
            Arrival.external_id.startswith(f"{uidvalidity}:"),
            Arrival.state.in_(["done", "aside"]),
            Arrival.folder.is_not(None),
        )
    )
    return {int(external.partition(":")[2]): folder for external, folder in done if folder}
