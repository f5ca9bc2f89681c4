"""What others are to be told: one row for each person and change, written in the transaction of the change.

A verb returns what its speaker is told at once. Everybody else gets a row here, which the clock's pulse takes and turns
into letters and messages, in one transaction: each is told exactly once. The key of a row names the change, and is
unique, so that the same change cannot be told twice even when two processes see it.

    kind                about            to
    offer               a sign-up        its person: a seat is held for them, `until`
    offer-missed        a sign-up        its person: they did not answer, and are last in the list now
    added, answered,    a sign-up        its person: somebody else did that for them (`by_id`); `moved` has
    cancelled, moved,                    {"from": training id}, `resized` {"seats": [before, after]}
    resized
    approved, refused   a sign-up        its person; `approved` may be a place in the waiting list
    changed             a sign-up        its person: time or place; {"sequence", "before": {…}, "after": {…}}
    called-off          a sign-up        its person: the training is cancelled; {"instead": training id or None}
    asks                a sign-up        staff: it awaits approval
    given-back          a sign-up        staff: {"seats": number} came back after the deadline
    full, too-few       a training       staff
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import JSON, ForeignKey, Index, Select, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from storage.database import Base

NoticeKind = Literal[
    "offer",
    "offer-missed",
    "added",
    "answered",
    "cancelled",
    "moved",
    "resized",
    "approved",
    "refused",
    "changed",
    "called-off",
    "asks",
    "given-back",
    "full",
    "too-few",
]
TO_STAFF: tuple[NoticeKind, ...] = ("asks", "given-back", "full", "too-few")
_WAITING = text("queued_at IS NULL")


class Notice(Base):
    """`by_id` is who did it, where that is not the clock. `details` hold no name: they outlive people."""

    __tablename__ = "notices"
    __table_args__ = (Index("ix_notices_waiting", "id", sqlite_where=_WAITING, postgresql_where=_WAITING),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    training_id: Mapped[int] = mapped_column(ForeignKey("trainings.id", ondelete="CASCADE"), index=True)
    sign_up_id: Mapped[int | None] = mapped_column(ForeignKey("sign_ups.id", ondelete="CASCADE"), index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    details: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    created_at: Mapped[datetime]
    queued_at: Mapped[datetime | None]

    @property
    def is_for_staff(self) -> bool:
        return self.kind in TO_STAFF


async def due(session: AsyncSession, limit: int = 100) -> Sequence[int]:
    """The numbers of what nobody was told yet, oldest first."""
    waiting = select(Notice.id).where(Notice.queued_at.is_(None)).order_by(Notice.id).limit(limit)
    return (await session.scalars(waiting)).all()


async def training_of(session: AsyncSession, number: int) -> int | None:
    """What the notice of that number is about; None if it was withdrawn."""
    return await session.scalar(select(Notice.training_id).where(Notice.id == number))


async def take(session: AsyncSession, now: datetime, limit: int = 100, *, only: int | None = None) -> Sequence[Notice]:
    """What nobody was told yet, oldest first, or `only` one of it. It counts as told when this transaction commits: the
    caller writes the letters in it."""
    waiting = select(Notice).where(Notice.queued_at.is_(None)).order_by(Notice.id).limit(limit)
    if only is not None:
        waiting = waiting.where(Notice.id == only)
    found = (await session.scalars(waiting.with_for_update(skip_locked=True))).all()
    for notice in found:
        notice.queued_at = now
    await session.flush()
    return found


async def tell(
    session: AsyncSession,
    kind: NoticeKind,
    training_id: int,
    now: datetime,
    *,
    change: object,
    sign_up_id: int | None = None,
    by_id: int | None = None,
    details: dict[str, Any] | None = None,
) -> bool:
    """Note that somebody is to be told. False when they were told of this `change` already."""
    key = f"{kind}:{sign_up_id or f'training {training_id}'}:{change}"
    if await session.scalar(select(Notice.id).where(Notice.key == key)):
        return False
    about = {"training_id": training_id, "sign_up_id": sign_up_id, "by_id": by_id, "details": details}
    session.add(Notice(key=key, kind=kind, created_at=now, **about))
    await session.flush()
    return True


async def number_of(session: AsyncSession, sign_up_id: int, kind: NoticeKind) -> int:
    """How many of that kind there are about a sign-up, told or not."""
    query = select(func.count()).where(Notice.sign_up_id == sign_up_id, Notice.kind == kind)
    return await session.scalar(query) or 0


async def is_waiting(session: AsyncSession, sign_up_id: int, kind: NoticeKind) -> bool:
    """Whether nobody was told of it yet."""
    return await session.scalar(_waiting(sign_up_id, kind).limit(1)) is not None


async def withdraw(session: AsyncSession, sign_up_id: int, kind: NoticeKind) -> Sequence[Notice]:
    """It is no longer true, and nobody was told. Returns what is gone, oldest first."""
    gone = (await session.scalars(_waiting(sign_up_id, kind).order_by(Notice.id))).all()
    for notice in gone:
        await session.delete(notice)
    await session.flush()
    return gone


def _waiting(sign_up_id: int, kind: NoticeKind) -> Select[Notice]:
    return select(Notice).where(Notice.sign_up_id == sign_up_id, Notice.kind == kind, Notice.queued_at.is_(None))
