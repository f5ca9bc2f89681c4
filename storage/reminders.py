"""Reminders of sessions: a week, a day, two hours before, or whatever a training says; each is a row with a due time.

UNIQUE (sign-up, session, hours before) is the promise that nobody is reminded of the same thing twice. Only who has a
seat is reminded. `plan` writes the rows again whenever a seat or a time changes; those that were sent stay. Whole days
are counted by the clock on the wall: a day before 18 o'clock is 18 o'clock, also across a clock change.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from storage.database import Base

_WAITING = text("queued_at IS NULL")


class Reminder(Base):
    __tablename__ = "reminders"
    __table_args__ = (
        UniqueConstraint("sign_up_id", "session_id", "hours_before"),
        Index("ix_reminders_due", "due_at", sqlite_where=_WAITING, postgresql_where=_WAITING),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    sign_up_id: Mapped[int] = mapped_column(ForeignKey("sign_ups.id", ondelete="CASCADE"))
    session_id: Mapped[int] = mapped_column(ForeignKey("training_sessions.id", ondelete="CASCADE"), index=True)
    hours_before: Mapped[int]
    due_at: Mapped[datetime]
    queued_at: Mapped[datetime | None]


async def take(session: AsyncSession, now: datetime, limit: int = 100) -> Sequence[Reminder]:
    """What is due, earliest first, of sessions that have not begun. It counts as sent when this transaction commits:
    the caller writes the letters in it."""
    raise NotImplementedError
