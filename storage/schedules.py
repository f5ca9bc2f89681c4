"""Announcements that are planned: when they leave, once or again and again.

A schedule stands behind an announcement in the state "planned". What repeats is a pattern, of which each occurrence is
an announcement of its own. The next occurrence is a day and a moment (`due_on`, `due_at`); the row (schedule, day)
is the promise that no occurrence is released twice, by whatever door, process or restart. Days and hours are those of
the place: an hour that a change of the clocks skips is the first one after it, one that comes twice is the first.

After an outage: what was planned once leaves up to a day late; of what repeats only the newest occurrence, and only
while the next one is further away than it is late. Everything else is missed, and told (handlers/planned.py).
"""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Literal

from sqlalchemy import ForeignKey, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage import announcements, dispatch
from storage.announcements import AlreadyReleased, Announcement
from storage.database import Base
from storage.people import Person
from storage.refusals import NotAllowed, Refusal

Kind = Literal["weekly", "monthly"]
Outcome = Literal["released", "missed"]

LATEST = timedelta(hours=24)
"""So late something may leave that was planned once."""


class AlreadyPast(Refusal):
    """The moment is not to come any more."""


class DayTaken(Refusal):
    """It left on that day already."""


class ScheduleEnded(Refusal):
    """Nothing is planned there any more."""


@dataclass(frozen=True)
class Rhythm:
    """Every so many weeks, or months on this `day` (1 to 31; a short month's last day stands for the later ones)."""

    kind: Kind
    every: int = 1
    day: int = 0

    def after(self, day: date, first: date) -> date:
        """The first occurrence after a day, counted from the first one of all."""
        if day < first:
            return first
        if self.kind == "weekly":
            step = 7 * self.every
            return first + timedelta(days=((day - first).days // step + 1) * step)
        year, month = day.year, day.month
        while (found := in_month(year, month, self.day)) <= day:
            year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        return found


@dataclass(frozen=True)
class When:
    """The first day, the hour by the clock on the wall, and how it repeats; without a rhythm it does not."""

    day: date
    at: time
    rhythm: Rhythm | None = None

    def moment(self, zone: tzinfo) -> datetime:
        return moment(self.day, self.at, zone)


def in_month(year: int, month: int, day: int) -> date:
    """That day of a month, or its last one."""
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def moment(day: date, at: time, zone: tzinfo) -> datetime:
    """When it is that hour at that place: where there is none, the first moment after it; where there are two, the
    first."""
    local = datetime.combine(day, at)
    while (found := local.replace(tzinfo=zone).astimezone(UTC)).astimezone(zone).replace(tzinfo=None) != local:
        local += timedelta(minutes=1)
    return found


class Schedule(Base):
    """`minute` is the hour, counted in minutes from midnight; `kind` None is once. `due_at` None: it stands still until
    staff say how it goes on (`held`), or has `ended_at`."""

    __tablename__ = "schedules"
    __table_args__ = {"sqlite_autoincrement": True}  # an old button carries the number

    id: Mapped[int] = mapped_column(primary_key=True)
    announcement_id: Mapped[int] = mapped_column(ForeignKey("announcements.id", ondelete="CASCADE"), index=True)
    planner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    kind: Mapped[str | None]
    every: Mapped[int] = mapped_column(default=1)
    day: Mapped[int] = mapped_column(default=0)
    minute: Mapped[int]
    first_on: Mapped[date]
    due_on: Mapped[date]
    due_at: Mapped[datetime | None] = mapped_column(index=True)
    ended_at: Mapped[datetime | None]
    created_at: Mapped[datetime]

    announcement: Mapped[Announcement] = relationship(lazy="selectin")
    planner: Mapped[Person | None] = relationship(lazy="selectin")

    @property
    def rhythm(self) -> Rhythm | None:
        kinds: dict[str | None, Kind] = {"weekly": "weekly", "monthly": "monthly"}
        return Rhythm(kinds[self.kind], self.every, self.day) if self.kind else None

    @property
    def at(self) -> time:
        return time(*divmod(self.minute, 60))

    @property
    def held(self) -> bool:
        return self.due_at is None and self.ended_at is None

    def put(self, when: When, zone: tzinfo) -> None:
        """Let it be due then, and from then on."""
        rhythm = when.rhythm
        self.kind = rhythm.kind if rhythm else None
        self.every, self.day = (rhythm.every, rhythm.day) if rhythm else (1, 0)
        self.minute = when.at.hour * 60 + when.at.minute
        self.first_on = self.due_on = when.day
        self.due_at = when.moment(zone)

    def following(self, day: date) -> date | None:
        return self.rhythm.after(day, self.first_on) if self.rhythm else None


class Occurrence(Base):
    """What became of a schedule on a day: "released" (as which announcement), "missed", or "nobody" was to get it."""

    __tablename__ = "occurrences"

    schedule_id: Mapped[int] = mapped_column(ForeignKey("schedules.id", ondelete="CASCADE"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    outcome: Mapped[str]
    announcement_id: Mapped[int | None] = mapped_column(ForeignKey("announcements.id", ondelete="SET NULL"))
    at: Mapped[datetime]


@dataclass
class Due:
    """What is to be done with a schedule now: release the occurrence `on` that day, which is `late` by so much, tell of
    the days that were `missed`; both are noted. `next_at` is when the next one is due."""

    schedule: Schedule
    on: date | None
    late: timedelta
    missed: list[date]
    next_at: datetime | None


async def plan(
    session: AsyncSession, announcement: Announcement, planner: Person, when: When, zone: tzinfo, now: datetime
) -> Schedule:
    """A draft is to leave then. Raises `NotAllowed`, `AlreadyPast`, `PastItsTime`, `AlreadyReleased`."""
    _check(announcement, planner, when, zone, now)
    taken = await session.execute(
        update(Announcement)
        .where(Announcement.id == announcement.id, Announcement.state == "draft")
        .values(state="planned")
        .returning(Announcement.id)
        .execution_options(synchronize_session=False)
    )
    if taken.first() is None:
        raise AlreadyReleased
    await session.refresh(announcement)
    schedule = Schedule(announcement_id=announcement.id, planner_id=planner.id, created_at=now)
    schedule.put(when, zone)
    session.add(schedule)
    await session.flush()
    await session.refresh(schedule, ["announcement", "planner"])
    return schedule


async def move(
    session: AsyncSession, schedule: Schedule, planner: Person, when: When, zone: tzinfo, now: datetime
) -> None:
    """Another moment, or rhythm, from now on. Raises what `plan` does, `DayTaken`, `ScheduleEnded`."""
    await _lock(session, schedule)
    _check(schedule.announcement, planner, when, zone, now)
    done = select(Occurrence.day).where(Occurrence.schedule_id == schedule.id, Occurrence.day == when.day)
    if await session.scalar(done):
        raise DayTaken
    schedule.put(when, zone)
    schedule.planner = planner
    await session.flush()


def _check(announcement: Announcement, planner: Person, when: When, zone: tzinfo, now: datetime) -> None:
    if not planner.may("editor"):
        raise NotAllowed
    if when.moment(zone) <= now:
        raise AlreadyPast
    dispatch.check(announcement, planner, when.moment(zone))


async def end(session: AsyncSession, schedule: Schedule, now: datetime) -> None:
    """It does not leave, or not again; the text is a draft. Raises `ScheduleEnded`."""
    await _lock(session, schedule)
    _end(schedule, now)
    schedule.announcement.state = "draft"
    await session.flush()


async def hold(session: AsyncSession, schedule: Schedule) -> None:
    """It stands still until staff say how it goes on."""
    schedule.due_at = None
    await session.flush()


def _end(schedule: Schedule, now: datetime) -> None:
    schedule.due_at, schedule.ended_at = None, now


async def _lock(session: AsyncSession, schedule: Schedule) -> None:
    known = select(Schedule).where(Schedule.id == schedule.id).with_for_update(of=Schedule)
    await session.scalar(known, execution_options={"populate_existing": True})
    if schedule.ended_at:
        raise ScheduleEnded


async def of(session: AsyncSession, announcement_id: int) -> Schedule | None:
    """By what an announcement is to leave, if it is planned."""
    own = select(Schedule).where(Schedule.announcement_id == announcement_id, Schedule.ended_at.is_(None))
    return await session.scalar(own)


async def get(session: AsyncSession, schedule_id: int) -> Schedule:
    """Raises `ScheduleEnded`, also for what was erased."""
    found = await session.get(Schedule, schedule_id)
    if found is None or found.ended_at:
        raise ScheduleEnded
    return found


async def planned(session: AsyncSession) -> Sequence[Schedule]:
    """What is planned, the next first; before it, what stands still."""
    query = select(Schedule).where(Schedule.ended_at.is_(None))
    return (await session.scalars(query.order_by(Schedule.due_at.is_not(None), Schedule.due_at, Schedule.id))).all()


async def due(session: AsyncSession, now: datetime) -> Sequence[int]:
    return (await session.scalars(select(Schedule.id).where(Schedule.due_at <= now).order_by(Schedule.due_at))).all()


async def take_due(session: AsyncSession, schedule_id: int, zone: tzinfo, now: datetime) -> Due | None:
    """Decide what leaves now of a schedule that is due, and when it is due again. None if another process did."""
    ripe = select(Schedule).where(Schedule.id == schedule_id, Schedule.due_at <= now)
    schedule = await session.scalar(
        ripe.with_for_update(of=Schedule, skip_locked=True), execution_options={"populate_existing": True}
    )
    if schedule is None:
        return None
    days, upcoming = [schedule.due_on], schedule.following(schedule.due_on)
    while upcoming and moment(upcoming, schedule.at, zone) <= now:
        days.append(upcoming)
        upcoming = schedule.following(upcoming)
    next_at = moment(upcoming, schedule.at, zone) if upcoming else None
    late = now - moment(days[-1], schedule.at, zone)
    is_useful = late < next_at - now if next_at else late <= LATEST
    until = worth_until(schedule, days[-1], zone)
    on = days.pop() if is_useful and (until is None or until > now) else None
    _advance(schedule, upcoming, next_at, now)
    if on is None and upcoming is None:
        schedule.announcement.state = "draft"
    missed = [day for day in days if await _note(session, schedule, day, "missed", now)]
    is_first = on is not None and await _note(session, schedule, on, "released", now)
    await session.flush()
    return Due(schedule, on if is_first else None, late, missed, next_at)


async def take_next(session: AsyncSession, schedule: Schedule, planner: Person, zone: tzinfo, now: datetime) -> Due:
    """The next occurrence leaves now, in place of its moment. Raises `NotAllowed`, `ScheduleEnded`,
    `AlreadyReleased`."""
    await _lock(session, schedule)
    if not planner.may("editor"):
        raise NotAllowed
    day, upcoming = schedule.due_on, schedule.following(schedule.due_on)
    while upcoming and moment(upcoming, schedule.at, zone) <= now:
        upcoming = schedule.following(upcoming)
    next_at = moment(upcoming, schedule.at, zone) if upcoming else None
    if not await _note(session, schedule, day, "released", now):
        raise AlreadyReleased
    _advance(schedule, upcoming, next_at, now)
    schedule.planner = planner
    await session.flush()
    return Due(schedule, day, timedelta(0), [], next_at)


def _advance(schedule: Schedule, upcoming: date | None, next_at: datetime | None, now: datetime) -> None:
    if upcoming:
        schedule.due_on, schedule.due_at = upcoming, next_at
    else:
        _end(schedule, now)


async def _note(session: AsyncSession, schedule: Schedule, day: date, outcome: Outcome, now: datetime) -> bool:
    """What became of an occurrence. False if that is known already: then it must not be released again."""
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    noted = insert(Occurrence).values(schedule_id=schedule.id, day=day, outcome=outcome, at=now)
    first = await session.execute(noted.on_conflict_do_nothing().returning(Occurrence.day))
    return first.first() is not None


async def occurrence(session: AsyncSession, schedule: Schedule, on: date, zone: tzinfo, now: datetime) -> Announcement:
    """The draft that leaves as this occurrence: the announcement itself, or a copy of what repeats."""
    pattern = schedule.announcement
    if schedule.rhythm:
        made = await announcements.copy(session, pattern, now)
        made.author, made.worth_until = schedule.planner, worth_until(schedule, on, zone)
    else:
        made, made.state = pattern, "draft"
    await session.flush()
    return made


async def became(session: AsyncSession, schedule: Schedule, day: date, made: Announcement | None) -> None:
    """The occurrence left as this announcement; or as none, since nobody was to get it."""
    own = update(Occurrence).where(Occurrence.schedule_id == schedule.id, Occurrence.day == day)
    await session.execute(own.values(announcement_id=made.id) if made else own.values(outcome="nobody"))
    if made is None and schedule.rhythm is None:
        schedule.announcement.state = "draft"


def worth_until(schedule: Schedule, on: date, zone: tzinfo) -> datetime | None:
    """Until when an occurrence is worth sending: as long after it as the first one was worth after its day."""
    until = schedule.announcement.worth_until
    if until is None or schedule.rhythm is None:
        return until
    local = until.astimezone(zone)
    return moment(local.date() + (on - schedule.first_on), local.time().replace(second=0, microsecond=0), zone)
