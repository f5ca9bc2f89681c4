"""What goes out: one table for answers, notices and announcements, over chat and mail.

    queued -> claimed -> sent | failed | retry (not before) | skipped (why) | uncertain (a chat announcement whose
    outcome nobody can know)

Answers overtake everything (`priority`). What must wait for the morning carries `not_before`. The text of a row is
erased once its outcome is known; ids stay. A mail's Message-ID is fixed when the row is written.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import (
    JSON,
    BindParameter,
    ColumnElement,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    and_,
    bindparam,
    cast,
    delete,
    exists,
    func,
    literal,
    not_,
    or_,
    select,
    text,
    tuple_,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, aliased, mapped_column

from storage.database import Base

Kind = Literal["answer", "notice", "invitation", "announcement", "post"]

ANSWER, NOTICE, ANNOUNCEMENT = 0, 1, 2
PRIORITIES: dict[Kind, int] = {
    "answer": ANSWER,
    "notice": NOTICE,
    "invitation": ANNOUNCEMENT,
    "announcement": ANNOUNCEMENT,
    "post": ANNOUNCEMENT,
}
OPEN_STATES = ("queued", "retry", "claimed")
WAITING = text("state IN ('queued', 'retry')")


class Outgoing(Base):
    """One message to one address.

    `payload` of answers and notices: {"html", "subject"?, "buttons"?: [[label, data]], "files"?, "headers"?, ...}; of
    an announcement None, its text stands in the announcement; of a preview {"preview_of": id}, which looks like that
    announcement and counts nowhere. `parts_sent` counts the messages of an announcement (album, text) that have
    arrived, so that a retry goes on behind them.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("announcement_id", "channel", "address"),
        Index("ix_outbox_due", "channel", "priority", "id", sqlite_where=WAITING, postgresql_where=WAITING),
        Index(
            "ix_outbox_queue", "channel", "address", "priority", "id", sqlite_where=WAITING, postgresql_where=WAITING
        ),
        Index("ix_outbox_later", "channel", "not_before", sqlite_where=WAITING, postgresql_where=WAITING),
        Index("ix_outbox_found_by_message", "channel", "address", "telegram_message_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    channel: Mapped[str]
    address: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)
    announcement_id: Mapped[int | None] = mapped_column(ForeignKey("announcements.id", ondelete="CASCADE"))
    prompt_id: Mapped[int | None] = mapped_column(ForeignKey("prompts.id", ondelete="SET NULL"))
    edit_of: Mapped[int | None] = mapped_column(ForeignKey("outbox.id", ondelete="SET NULL"))
    payload: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    state: Mapped[str] = mapped_column(default="queued")
    reason: Mapped[str | None]
    priority: Mapped[int]
    not_before: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    parts_sent: Mapped[int] = mapped_column(default=0)
    maybe_repeated: Mapped[bool] = mapped_column(default=False)
    message_id: Mapped[str | None] = mapped_column(index=True)
    telegram_message_id: Mapped[int | None]
    queued_at: Mapped[datetime]
    claimed_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]

    @property
    def shows(self) -> int | None:
        """The announcement whose text this is, as a delivery or as a preview."""
        return self.announcement_id or (self.payload or {}).get("preview_of")


@dataclass(frozen=True, slots=True)
class Leaving:
    """A claimed row on its way out, with the name and language of its reader; see `Outgoing` for the rest."""

    id: int
    kind: str
    channel: str
    address: str
    priority: int
    attempts: int
    queued_at: datetime
    person_id: int | None = None
    announcement_id: int | None = None
    edit_of: int | None = None
    payload: dict[str, Any] | None = None
    parts_sent: int = 0
    maybe_repeated: bool = False
    message_id: str | None = None
    telegram_message_id: int | None = None
    name: str = ""
    language: str | None = None

    @property
    def shows(self) -> int | None:
        """The announcement whose text this is, as a delivery or as a preview."""
        return self.announcement_id or (self.payload or {}).get("preview_of")


class Halt(Base):
    """A halt that a server asked for: of a channel ("telegram") or one chat ("telegram:4711"), until a moment."""

    __tablename__ = "halts"

    scope: Mapped[str] = mapped_column(primary_key=True)
    until: Mapped[datetime]


async def put(session: AsyncSession, row: Outgoing) -> Outgoing:
    session.add(row)
    await session.flush()
    return row


async def get(session: AsyncSession, row_id: int) -> Outgoing | None:
    return await session.get(Outgoing, row_id)


async def due(
    session: AsyncSession, channel: str, now: datetime, limit: int, *, bulk: bool, besides: Collection[str] = ()
) -> Sequence[Outgoing]:
    """What may leave now, in order, the first for each address; locked, so that another process takes other rows.

    Answers and notices; with `bulk` what goes to many (announcements, posts, invitations). `besides` are addresses
    that nothing leaves for now.
    """
    before = aliased(Outgoing)
    overtaken = exists(
        select(before.id).where(
            *_is_due(before, channel, now, bulk),
            before.address == Outgoing.address,
            tuple_(before.priority, before.id) < tuple_(Outgoing.priority, Outgoing.id),
        )
    )
    query = (
        select(Outgoing)
        .where(*_is_due(Outgoing, channel, now, bulk), Outgoing.address.not_in(besides), not_(overtaken))
        .order_by(Outgoing.priority, Outgoing.id)
        .limit(limit)
        .with_for_update(of=Outgoing, skip_locked=True)
    )
    return (await session.scalars(query)).all()


def _is_due(row: Any, channel: str, now: datetime, bulk: bool) -> list[ColumnElement[bool]]:
    return [
        row.channel == channel,
        _waits(row),
        row.priority >= ANNOUNCEMENT if bulk else row.priority < ANNOUNCEMENT,
        or_(row.not_before.is_(None), row.not_before <= now),
    ]


def _waits(row: Any) -> ColumnElement[bool]:
    """`WAITING`, written out in the statement: no planner finds a partial index behind a parameter."""
    states: BindParameter[list[str]] = bindparam("waiting", ["queued", "retry"], expanding=True, literal_execute=True)
    waiting: ColumnElement[bool] = row.state.in_(states)
    return waiting


async def is_superseded(session: AsyncSession, row: Outgoing) -> bool:
    """Whether a newer change of the same message waits behind this one, which nobody needs to see any more."""
    if row.edit_of is None:
        return False
    newer = select(Outgoing.id).where(
        Outgoing.channel == row.channel,
        Outgoing.address == row.address,
        Outgoing.edit_of == row.edit_of,
        Outgoing.id > row.id,
        _waits(Outgoing),
    )
    return await session.scalar(newer.limit(1)) is not None


async def claim(session: AsyncSession, rows: Sequence[Outgoing], now: datetime) -> None:
    for row in rows:
        row.state, row.claimed_at, row.attempts = "claimed", now, row.attempts + 1
    await session.flush()


async def settle(session: AsyncSession, row_id: int, state: str, now: datetime, **outcome: Any) -> None:
    """Record what came of a claimed row: "sent", "failed", "skipped", "uncertain" or "retry" (with `not_before`)."""
    values: dict[str, Any] = {"state": state, **outcome}
    if state == "sent":
        values["sent_at"] = now
    if state != "retry":
        values["payload"] = None
    await session.execute(
        update(Outgoing).where(Outgoing.id == row_id).values(**values).execution_options(synchronize_session="fetch")
    )


async def recover(session: AsyncSession, channel: str) -> dict[str, int]:
    """After a crash: rows that were on their way. Mail goes again under its Message-ID, flagged; an answer goes again;
    a chat announcement is uncertain, for staff to decide. Returns how many of each."""
    recovered: dict[str, int] = {}
    on_their_way = select(Outgoing).where(Outgoing.channel == channel, Outgoing.state == "claimed")
    rows = await session.scalars(on_their_way.with_for_update(skip_locked=True))
    for row in rows:
        if row.channel == "telegram" and row.kind in ("announcement", "post", "invitation"):
            row.state, row.reason, row.payload = "uncertain", "crashed", None
        else:
            row.state, row.maybe_repeated = "queued", True
        recovered[row.state] = recovered.get(row.state, 0) + 1
    await session.flush()
    return recovered


async def forget(session: AsyncSession, person_id: int, channel: str, address: str) -> None:
    """Erase what was to go to somebody, there or wherever else they could be reached; that something went stays."""
    own = or_(Outgoing.person_id == person_id, and_(Outgoing.channel == channel, Outgoing.address == address))
    await session.execute(delete(Outgoing).where(own, Outgoing.state.in_(["queued", "retry"])))
    erased = literal("erased-").concat(cast(Outgoing.id, String))
    await session.execute(update(Outgoing).where(own).values(address=erased, payload=None, message_id=None))
    await session.execute(delete(Halt).where(Halt.scope == f"{channel}:{address}"))


async def by_chat_message(session: AsyncSession, address: str, telegram_message_id: int) -> Outgoing | None:
    """The row behind a message in a chat, for buttons and replies. Whoever is quicker than our bookkeeping answers the
    row that is still on its way there: one leaves at a time, and later messages have higher numbers."""
    here = (Outgoing.channel == "telegram", Outgoing.address == address)
    known = select(Outgoing).where(*here, Outgoing.telegram_message_id == telegram_message_id)
    if found := await session.scalar(known.order_by(Outgoing.id.desc()).limit(1)):
        return found
    last = await session.scalar(select(func.max(Outgoing.telegram_message_id)).where(*here))
    if last is not None and telegram_message_id < last:
        return None
    leaving = select(Outgoing).where(*here, Outgoing.state == "claimed", Outgoing.edit_of.is_(None))
    return await session.scalar(leaving.order_by(Outgoing.id.desc()).limit(1))


async def by_message_id(session: AsyncSession, message_id: str) -> Outgoing | None:
    return await session.scalar(select(Outgoing).where(Outgoing.message_id == message_id))


async def halt(session: AsyncSession, scope: str, until: datetime) -> None:
    known = await session.get(Halt, scope)
    if known is None or known.until < until:
        await session.merge(Halt(scope=scope, until=until))


async def halted(session: AsyncSession, now: datetime) -> dict[str, datetime]:
    """Scopes that stand still, and until when."""
    return {halt.scope: halt.until for halt in await session.scalars(select(Halt).where(Halt.until > now))}


async def answers_today(session: AsyncSession, address: str, since: datetime) -> int:
    """Automatic answers by mail to an address since a moment."""
    query = select(func.count()).where(
        Outgoing.channel == "mail", Outgoing.kind == "answer", Outgoing.address == address, Outgoing.queued_at > since
    )
    return await session.scalar(query) or 0


async def standing(session: AsyncSession) -> dict[tuple[str, str], int]:
    """Rows by (channel, state)."""
    rows = await session.execute(
        select(Outgoing.channel, Outgoing.state, func.count()).group_by(Outgoing.channel, Outgoing.state)
    )
    return {(channel, state): number for channel, state, number in rows}


async def why_waiting(session: AsyncSession, channel: str) -> str | None:
    """Why the newest row of the channel that was tried in vain is tried again."""
    tried = select(Outgoing.reason).where(Outgoing.channel == channel, Outgoing.state == "retry")
    return await session.scalar(tried.order_by(Outgoing.claimed_at.desc()).limit(1))


async def next_due(session: AsyncSession, channel: str, now: datetime) -> datetime | None:
    """When the next row becomes due that still has to wait; None if nothing waits for a time."""
    query = select(func.min(Outgoing.not_before)).where(
        Outgoing.channel == channel, _waits(Outgoing), Outgoing.not_before > now
    )
    return await session.scalar(query)


async def sent_since(session: AsyncSession, channel: str, moment: datetime) -> list[tuple[str, datetime]]:
    """To whom something was sent and when, oldest first: what a pace has to go on from."""
    query = select(Outgoing.address, Outgoing.sent_at).where(Outgoing.channel == channel, Outgoing.sent_at > moment)
    rows = (await session.execute(query.order_by(Outgoing.sent_at))).all()
    return [(address, sent_at) for address, sent_at in rows if sent_at]


async def move_chat(session: AsyncSession, old: str, new: str) -> None:
    """A group got a new id: what waits for it goes there, except what went there already."""
    there = aliased(Outgoing)
    twice = exists(
        select(there.id).where(
            there.announcement_id == Outgoing.announcement_id, there.channel == "telegram", there.address == new
        )
    )
    waiting = and_(Outgoing.channel == "telegram", Outgoing.address == old, Outgoing.state.in_(OPEN_STATES))
    for condition, values in ((twice, {"state": "skipped", "reason": "moved"}), (not_(twice), {"address": new})):
        change = update(Outgoing).where(waiting, condition).values(values)
        await session.execute(change.execution_options(synchronize_session=False))
