"""What came in and is not yet carried out: one row per update and per letter.

A row is stored before its arrival is confirmed to the sender's server, carried out in one transaction together with
its answers, and then emptied: only ids and digests stay. Rows of one key (a chat, a mail sender) run in order.

Who sends more than `FLOOD` messages within a minute is not answered until it calms down, but for one hint. The time is
the one at which a message was sent: a backlog after an outage is no flood. An album counts as one.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Index,
    Integer,
    LargeBinary,
    Select,
    UniqueConstraint,
    bindparam,
    delete,
    exists,
    func,
    select,
    text,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, aliased, mapped_column

from storage.database import Base
from storage.pace import Limit

FAILURES_BEFORE_ASIDE = 3
FLOOD = Limit(20, timedelta(minutes=1))

WAITING = text("state = 'waiting'")
NOT_DONE = text("state IN ('waiting', 'aside')")
KNOWN = text("key <> ''")
DROPPED = text("dropped IS NOT NULL")


class Arrival(Base):
    """`external_id` is an update_id, or "UIDVALIDITY:UID"; `key` says whose it is; `payload` JSON or a raw letter.

    `sender` is who sent it, where messages of one person are counted; `sent_at` when, in seconds since 1970; `counts`
    is false for all but the first of an album. `dropped` is "hint" or "silent" for what a flood kept from being read.
    """

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("source", "external_id"),
        Index("ix_inbox_waiting", "id", "key", "source", sqlite_where=WAITING, postgresql_where=WAITING),
        Index("ix_inbox_standing", "state", "arrived_at", sqlite_where=NOT_DONE, postgresql_where=NOT_DONE),
        Index("ix_inbox_before_from_a_sender", "sender", "id"),
        Index("ix_inbox_dropped", "sender", "sent_at", sqlite_where=DROPPED, postgresql_where=DROPPED),
        Index("ix_inbox_of_a_key", "key", sqlite_where=KNOWN, postgresql_where=KNOWN),
        Index("ix_inbox_to_forget", "done_at", sqlite_where=KNOWN, postgresql_where=KNOWN),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str]
    external_id: Mapped[str]
    digest: Mapped[str | None] = mapped_column(index=True)
    key: Mapped[str]
    sender: Mapped[str | None]
    sent_at: Mapped[int | None] = mapped_column(BigInteger)
    counts: Mapped[bool] = mapped_column(default=True)
    dropped: Mapped[str | None]
    payload: Mapped[bytes | None] = mapped_column(LargeBinary)
    state: Mapped[str] = mapped_column(default="waiting")
    folder: Mapped[str | None]
    attempts: Mapped[int] = mapped_column(default=0)
    failure: Mapped[str | None]
    arrived_at: Mapped[datetime]
    done_at: Mapped[datetime | None]


@dataclass(frozen=True)
class Place:
    """A waiting row's place in the line of its key."""

    id: int
    key: str
    source: str


@dataclass
class Taken:
    """A row that is about to be carried out; `dropped` is "hint" or "silent" if its sender sends too much."""

    arrival: Arrival
    dropped: Literal["hint", "silent"] | None


async def store(session: AsyncSession, arrivals: Sequence[dict[str, object]], now: datetime) -> list[Place]:
    """Store rows (source, external_id, key, payload; sender, sent_at, counts); known ones are left alone. Returns the
    places of the new ones, in order."""
    if not arrivals:
        return []
    dialect = session.get_bind().dialect.name
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    usual = {"sender": None, "counts": True, "arrived_at": now, "state": "waiting", "attempts": 0}
    rows = [{**usual, **row, "sent_at": row.get("sent_at") or int(now.timestamp())} for row in arrivals]
    stored = await session.execute(
        insert(Arrival)
        .values(rows)
        .on_conflict_do_nothing(index_elements=["source", "external_id"])
        .returning(Arrival.id, Arrival.key, Arrival.source)
    )
    return sorted((Place(*row) for row in stored), key=lambda place: place.id)


async def next_places(
    session: AsyncSession, besides: Collection[str], limit: int, *, without: Collection[str] = ()
) -> list[Place]:
    """The oldest waiting rows, besides those of some keys, `without` some sources."""
    asked = {"besides": list(besides), "without": list(without), "most": limit}
    return [Place(*row) for row in await session.execute(_NEXT_PLACES, asked)]


async def take(session: AsyncSession, place: Place, flood: Limit = FLOOD) -> Taken | None:
    """The row at this place, locked; None if somebody else has carried it out."""
    period = int(flood.period.total_seconds())
    row = (await session.execute(_TAKE, {"place": place.id, "period": period, "earlier": flood.number - 1})).first()
    if row is None:
        return None
    arrival, is_too_much, was_dropped, is_hinted = row
    if not (is_too_much if arrival.counts else was_dropped):
        return Taken(arrival, None)
    return Taken(arrival, "silent" if is_hinted else "hint")


def _taken() -> Select[Arrival, bool, bool, bool]:
    """A row with whether as many as the limit allows came within the period before it, whether the one before it was
    dropped, and whether any was dropped lately."""
    before, dropped = aliased(Arrival), aliased(Arrival)
    earlier = (before.sender == Arrival.sender, before.id < Arrival.id)
    since = Arrival.sent_at - bindparam("period", type_=Integer)
    nth = select(before.sent_at).where(*earlier, before.counts).order_by(before.id.desc()).limit(1)
    last = select(before.dropped).where(*earlier).order_by(before.id.desc()).limit(1)
    lately = (dropped.sender == Arrival.sender, dropped.dropped.is_not(None), dropped.sent_at > since)
    return (
        select(
            Arrival,
            nth.offset(bindparam("earlier", type_=Integer)).scalar_subquery() > since,
            last.scalar_subquery().is_not(None),
            exists(select(dropped.id).where(*lately)),
        )
        .where(Arrival.id == bindparam("place"), Arrival.state == "waiting")
        .with_for_update(of=Arrival)
    )


_NEXT_PLACES = (
    select(Arrival.id, Arrival.key, Arrival.source)
    .where(
        Arrival.state == bindparam(None, "waiting", literal_execute=True),
        Arrival.key.not_in(bindparam("besides", expanding=True)),
        Arrival.source.not_in(bindparam("without", expanding=True)),
    )
    .order_by(Arrival.id)
    .limit(bindparam("most", type_=Integer))
)
_TAKE = _taken()


async def remember_digest(session: AsyncSession, arrival_id: int, digest: str) -> None:
    await session.execute(update(Arrival).where(Arrival.id == arrival_id).values(digest=digest))


async def seen_before(session: AsyncSession, arrival: Arrival, digest: str) -> bool:
    """Whether the same letter was already carried out under another UID."""
    same = select(Arrival.id).where(Arrival.digest == digest, Arrival.id != arrival.id, Arrival.source == "mail")
    return await session.scalar(same.limit(1)) is not None


async def finish(
    session: AsyncSession, arrival_id: int, now: datetime, folder: str | None = None, dropped: str | None = None
) -> None:
    """Carried out, or `dropped`: forget what it said. `folder` is where a letter belongs now ("done", "post",
    "failed")."""
    values = {"state": "done", "payload": None, "done_at": now, "folder": folder, "dropped": dropped}
    done = update(Arrival).where(Arrival.id == arrival_id).values(values)
    await session.execute(done.execution_options(synchronize_session=False))


async def get(session: AsyncSession, arrival_id: int) -> Arrival:
    return await session.get_one(Arrival, arrival_id)


async def fail(session: AsyncSession, arrival_id: int, failure: str, now: datetime) -> Arrival | None:
    """It failed by its own fault; the third time it is set aside. Returns it if it was."""
    arrival = await session.get_one(Arrival, arrival_id)
    arrival.attempts += 1
    arrival.failure = failure
    if arrival.attempts < FAILURES_BEFORE_ASIDE:
        return None
    arrival.state, arrival.done_at, arrival.folder = "aside", now, "failed"
    await session.flush()
    return arrival


async def forget_old(session: AsyncSession, before: datetime) -> None:
    """Drop the ids of updates done before a moment: Telegram starts its counting anew after a quiet week, and repeats
    nothing that is older than 24 hours (Bot API, getUpdates). Of what else was dealt with, forget whose it was and what
    it said: a letter set aside lies in its folder."""
    old = (Arrival.done_at < before, _is_known())
    # Equal to "telegram", and SQLite would look at every update there is.
    await session.execute(delete(Arrival).where(*old, Arrival.source != "mail", Arrival.state == "done"))
    await session.execute(update(Arrival).where(*old).values(key="", sender=None, payload=None))


async def forget(session: AsyncSession, key: str) -> None:
    """Erase whose it was, and what of it is still there; what was carried out is still known to be."""
    own = update(Arrival).where(Arrival.key == key, _is_known(), Arrival.state != "waiting")
    await session.execute(own.values(key="erased", sender=None, payload=None))


def _is_known() -> ColumnElement[bool]:
    """`KNOWN`, written out in the statement: no planner finds a partial index behind a parameter."""
    return Arrival.key != bindparam(None, "", literal_execute=True)


@dataclass(frozen=True)
class Standing:
    """Rows that wait, since when the oldest of them does, and rows set aside after three failures."""

    waiting: int
    oldest: datetime | None
    aside: int


async def standing(session: AsyncSession) -> Standing:
    numbers = await session.execute(
        select(Arrival.state, func.count(), func.min(Arrival.arrived_at))
        .where(Arrival.state.in_(bindparam(None, ["waiting", "aside"], expanding=True, literal_execute=True)))
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
