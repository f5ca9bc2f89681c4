"""Reminders of sessions: a week, a day, two hours before, or whatever a training says; each is a row with a due time.

UNIQUE (sign-up, session, hours before) is the promise that nobody is reminded of the same thing twice. Only who has a
seat is reminded. `plan` writes the rows again whenever a seat or a time changes; those that were sent stay. Whole days
are counted by the clock on the wall: a day before 18 o'clock is 18 o'clock, also across a clock change.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ForeignKey, Index, UniqueConstraint, delete, exists, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, aliased, mapped_column

from storage.database import Base
from storage.trainings import Training, TrainingSession

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


async def due(session: AsyncSession, now: datetime, limit: int = 100) -> Sequence[int]:
    """The numbers of what is due, earliest first."""
    waiting = select(Reminder.id).where(Reminder.queued_at.is_(None), Reminder.due_at <= now)
    return (await session.scalars(waiting.order_by(Reminder.due_at, Reminder.id).limit(limit))).all()


async def take(
    session: AsyncSession, now: datetime, limit: int = 100, *, only: int | None = None
) -> Sequence[Reminder]:
    """What is due, earliest first, of sessions that have not begun, or `only` one of it. It counts as sent when this
    transaction commits: the caller writes the letters in it. Of what an outage left together the last one is enough."""
    begun = select(TrainingSession.id).where(TrainingSession.starts_at <= now)
    late = delete(Reminder).where(Reminder.queued_at.is_(None), Reminder.due_at <= now, Reminder.session_id.in_(begun))
    await session.execute(late.execution_options(synchronize_session=False))
    newer = aliased(Reminder)
    same = (newer.sign_up_id == Reminder.sign_up_id, newer.session_id == Reminder.session_id)
    outdone = exists().where(*same, newer.hours_before < Reminder.hours_before, newer.due_at <= now)
    is_due = (Reminder.queued_at.is_(None), Reminder.due_at <= now)
    await session.execute(delete(Reminder).where(*is_due, outdone).execution_options(synchronize_session=False))
    ordered = select(Reminder).where(*is_due).order_by(Reminder.due_at, Reminder.id).limit(limit)
    if only is not None:
        ordered = ordered.where(Reminder.id == only)
    found = (await session.scalars(ordered.with_for_update(skip_locked=True))).all()
    for reminder in found:
        reminder.queued_at = now
    await session.flush()
    return found


async def plan(session: AsyncSession, sign_up_id: int, training: Training | None, now: datetime) -> None:
    """Write anew what the sign-up is to be reminded of; None: of nothing. What would be due by now is left out."""
    own = Reminder.sign_up_id == sign_up_id
    unsent = delete(Reminder).where(own, Reminder.queued_at.is_(None))
    await session.execute(unsent.execution_options(synchronize_session=False))
    if training is None:
        return
    sent = {
        (session_id, hours)
        for session_id, hours in await session.execute(select(Reminder.session_id, Reminder.hours_before).where(own))
    }
    for one in training.sessions:
        for hours in training.reminders:
            due_at = _due(one.starts_at, hours, training.zone)
            if due_at > now and (one.id, hours) not in sent:
                session.add(Reminder(sign_up_id=sign_up_id, session_id=one.id, hours_before=hours, due_at=due_at))
    await session.flush()


def _due(starts_at: datetime, hours: int, zone: str) -> datetime:
    days, rest = divmod(hours, 24)
    place = ZoneInfo(zone)
    # Python counts within a zone by the clock on the wall.
    day = starts_at.astimezone(place) - timedelta(days=days)
    return day.astimezone(UTC) - timedelta(hours=rest)
