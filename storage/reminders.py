"""Reminders of sessions: a week, a day, two hours before, or whatever a training says; each is a row with a due time.

UNIQUE (sign-up, session, hours before) is the promise that nobody is reminded of the same thing twice. Only who has a
seat is reminded. `plan` brings the rows up to date whenever a seat, a time or the place changes; those that were sent
stay, unless the session moves to `ANOTHER_DATE`, which nobody was reminded of. One whose message still waits in the
outbox counts as unsent: it is taken away, or written anew, and the message that is no longer anybody's does not leave
(`needless`). Whole days are counted by the clock on the wall: a day before 18 o'clock is 18 o'clock, also across a
clock change.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ForeignKey, Index, UniqueConstraint, delete, exists, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, aliased, mapped_column

from storage.database import Base
from storage.outbox import Leaving, Outgoing
from storage.trainings import Training, TrainingSession

ANOTHER_DATE = timedelta(days=1)
"""A session that moves so far, or farther, is reminded of anew."""

_WAITING, _WRITTEN = text("queued_at IS NULL"), text("message_row IS NOT NULL")


class Reminder(Base):
    """`message_row` is the row of the outbox that it became, None where there was nobody to write to."""

    __tablename__ = "reminders"
    __table_args__ = (
        UniqueConstraint("sign_up_id", "session_id", "hours_before"),
        Index("ix_reminders_due", "due_at", sqlite_where=_WAITING, postgresql_where=_WAITING),
        Index("ix_reminders_of_a_message", "message_row", sqlite_where=_WRITTEN, postgresql_where=_WRITTEN),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    sign_up_id: Mapped[int] = mapped_column(ForeignKey("sign_ups.id", ondelete="CASCADE"))
    session_id: Mapped[int] = mapped_column(ForeignKey("training_sessions.id", ondelete="CASCADE"), index=True)
    hours_before: Mapped[int]
    due_at: Mapped[datetime]
    queued_at: Mapped[datetime | None]
    message_row: Mapped[int | None] = mapped_column(ForeignKey("outbox.id", ondelete="SET NULL"))


async def due(session: AsyncSession, now: datetime, limit: int = 100) -> Sequence[int]:
    """The numbers of what is due, earliest first."""
    waiting = select(Reminder.id).where(Reminder.queued_at.is_(None), Reminder.due_at <= now)
    return (await session.scalars(waiting.order_by(Reminder.due_at, Reminder.id).limit(limit))).all()


async def take(
    session: AsyncSession, now: datetime, limit: int = 100, *, only: int | None = None
) -> Sequence[Reminder]:
    """What is due, earliest first, of sessions that have not begun, or `only` one of it. It counts as sent when this
    transaction commits: the caller writes the letters in it. Of what an outage left together the last one is enough."""
    is_due = (Reminder.queued_at.is_(None), Reminder.due_at <= now)
    begun = exists().where(TrainingSession.id == Reminder.session_id, TrainingSession.starts_at <= now)
    await session.execute(delete(Reminder).where(*is_due, begun).execution_options(synchronize_session=False))
    newer = aliased(Reminder)
    same = (newer.sign_up_id == Reminder.sign_up_id, newer.session_id == Reminder.session_id)
    outdone = exists().where(*same, newer.hours_before < Reminder.hours_before, newer.due_at <= now)
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
    """Bring up to date what the sign-up is to be reminded of; None: of nothing. What would be due by now is left out,
    but for what was planned before."""
    wanted = _wanted(training) if training else {}
    known = select(Reminder, Outgoing.state, Outgoing.maybe_repeated).where(Reminder.sign_up_id == sign_up_id)
    rows = await session.execute(known.outerjoin(Outgoing, Outgoing.id == Reminder.message_row))
    for reminder, state, maybe_arrived in rows.all():
        which = (reminder.session_id, reminder.hours_before)
        is_sent = reminder.queued_at and state not in ("queued", "retry")
        if is_sent and abs(wanted.get(which, reminder.due_at) - reminder.due_at) < ANOTHER_DATE:
            wanted.pop(which, None)
        elif wanted.get(which) == reminder.due_at:
            if not maybe_arrived:
                reminder.queued_at = reminder.message_row = None
            del wanted[which]
        else:
            await session.delete(reminder)
    await session.flush()
    for (session_id, hours), due_at in wanted.items():
        if due_at > now:
            session.add(Reminder(sign_up_id=sign_up_id, session_id=session_id, hours_before=hours, due_at=due_at))
    await session.flush()


async def needless(session: AsyncSession, rows: Sequence[Leaving], now: datetime) -> dict[int, str]:
    """Why these messages need not go any more, by row id: their reader gave the seat back, or the session was called
    off or moved, while they waited; or it has begun."""
    written = [row.id for row in rows if row.kind == "reminder"]
    if not written:
        return {}
    still = select(Reminder.message_row, TrainingSession.starts_at).join(
        TrainingSession, TrainingSession.id == Reminder.session_id
    )
    found = await session.execute(still.where(Reminder.message_row.in_(written)))
    begins = {row: starts_at for row, starts_at in found if row is not None}
    reasons = {row: "too-late" if row in begins else "taken-back" for row in written}
    return {row: reason for row, reason in reasons.items() if row not in begins or begins[row] <= now}


def _wanted(training: Training) -> dict[tuple[int, int], datetime]:
    """When one is reminded: by session, and hours before it."""
    return {
        (one.id, hours): _due(one.starts_at, hours, training.zone)
        for one in training.sessions
        for hours in training.reminders
    }


def _due(starts_at: datetime, hours: int, zone: str) -> datetime:
    days, rest = divmod(hours, 24)
    place = ZoneInfo(zone)
    # Python counts within a zone by the clock on the wall.
    day = starts_at.astimezone(place) - timedelta(days=days)
    return day.astimezone(UTC) - timedelta(hours=rest)
