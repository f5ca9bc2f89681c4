"""What goes out: one table for answers, notices and announcements, over chat and mail.

    queued -> claimed -> sent | failed | retry (not before) | skipped (why) | uncertain (a chat announcement whose
    outcome nobody can know)

Answers overtake everything (`priority`). What must wait for the morning carries `not_before`. The text of a row is
erased once its outcome is known; ids stay. A mail's Message-ID is fixed when the row is written.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from storage.database import Base

Kind = Literal["answer", "notice", "invitation", "announcement", "post"]

ANSWER, NOTICE, ANNOUNCEMENT = 0, 1, 2
OPEN_STATES = ("queued", "retry", "claimed")


class Outgoing(Base):
    """One message to one address.

    `payload` of answers and notices: {"html", "subject"?, "buttons"?: [[label, data]], "files"?, "headers"?, ...}; of
    an announcement None, its text stands in the announcement. `parts_sent` counts the messages of an announcement
    (album, text) that have arrived, so that a retry goes on behind them.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("announcement_id", "channel", "address"),
        Index("ix_outbox_due", "channel", "state", "priority", "id"),
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


async def due(session: AsyncSession, channel: str, now: datetime, limit: int) -> Sequence[Outgoing]:
    """What may leave now, answers first, in order; locked, so that another process takes other rows."""
    query = (
        select(Outgoing)
        .where(
            Outgoing.channel == channel,
            Outgoing.state.in_(["queued", "retry"]),
            or_(Outgoing.not_before.is_(None), Outgoing.not_before <= now),
        )
        .order_by(Outgoing.priority, Outgoing.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return (await session.scalars(query)).all()


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


async def recover(session: AsyncSession) -> dict[str, int]:
    """After a crash: rows that were on their way. Mail goes again under its Message-ID, flagged; an answer goes again;
    a chat announcement is uncertain, for staff to decide. Returns how many of each."""
    recovered: dict[str, int] = {}
    rows = await session.scalars(select(Outgoing).where(Outgoing.state == "claimed").with_for_update(skip_locked=True))
    for row in rows:
        if row.channel == "telegram" and row.kind in ("announcement", "post", "invitation"):
            row.state, row.reason, row.payload = "uncertain", "crashed", None
        else:
            row.state, row.maybe_repeated = "queued", True
        recovered[row.state] = recovered.get(row.state, 0) + 1
    await session.flush()
    return recovered


async def by_chat_message(session: AsyncSession, address: str, telegram_message_id: int) -> Outgoing | None:
    """The row behind a message in a chat, for replies to it."""
    return await session.scalar(
        select(Outgoing).where(
            Outgoing.channel == "telegram",
            Outgoing.address == address,
            Outgoing.telegram_message_id == telegram_message_id,
        )
    )


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


async def next_due(session: AsyncSession, channel: str) -> datetime | None:
    """When the earliest waiting row becomes due; None if nothing waits for a time."""
    query = select(func.min(Outgoing.not_before)).where(
        Outgoing.channel == channel, Outgoing.state.in_(["queued", "retry"])
    )
    return await session.scalar(query)
