"""Trainings, events and meetings: what staff offer, when and where, and how many seats there are.

    draft -> open -> cancelled

A training has one or several sessions; it begins with the first and ends with the last. Times are given by the clock
on the wall of its `zone` and kept as moments, so they are right across clock changes. Whoever decides on seats locks
the row first (`locked`). `taken` counts seats that are held, by a sign-up or an offer; the schema keeps it between 0
and `seats`, and `take` is one UPDATE, so that no two processes sell one seat twice. Who signed up: storage/sign_ups.py;
what staff change once people have: storage/changes.py.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, cast
from zoneinfo import ZoneInfo

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, and_, case, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.orm.attributes import set_committed_value

from storage.announcements import Announcement
from storage.associations import require
from storage.audiences import Audience
from storage.database import Base
from storage.people import Person
from storage.refusals import Refusal

Kind = Literal["training", "event", "meeting"]
QuestionKind = Literal["text", "choice", "number"]
Closed = Literal["cancelled", "started", "deadline"]

REMINDERS = [7 * 24, 24, 2]
"""Hours before each session, unless a training says otherwise."""

LOOKED_AFTER = timedelta(days=60)
"""So long after its end there is still something to do: who came, certificates."""

JUST_OVER = timedelta(days=7)
"""So long after its end it is what staff look for first."""

FIELDS = (
    "title",
    "html",
    "kind",
    "seats_per_association",
    "minimum",
    "deadline",
    "entry_question",
    "entry_help",
    "instead_id",
    "needs_approval",
    "audience_json",
    "contact_id",
    "offer_hours",
)
"""What `edit` changes; time, place and seats concern those who signed up (storage/changes.py)."""

PLACE = ("town", "venue", "street", "accessibility", "map_url", "online_url")


class TrainingGone(Refusal):
    """There is no such training any more."""


class TrainingNotOpen(Refusal):
    """Nobody can sign up yet: staff have not opened it; `title`."""


class TrainingCancelled(Refusal):
    """It does not take place; `title`."""


class TrainingStarted(Refusal):
    """It has begun, or is over; `title`."""


class TrainingOver(Refusal):
    """It took place: it is not called off, nor anywhere else, any more; `title`."""


class NothingPlanned(Refusal):
    """A training without a session cannot be opened."""


class EndsBeforeStart(Refusal):
    """A session ends before it begins, or when it begins."""


class StartsInThePast(Refusal):
    """A session would begin before now."""


class NoSuchHour(Refusal):
    """The clocks go forward: this hour does not exist on that day."""


class SeatsTaken(Refusal):
    """Fewer seats than are held already; `taken`."""


class Training(Base):
    """`html` is the canonical text of mailing/formatting.py. `town` is responsible, and where the venue is.

    `seats` None: as many as come. `minimum`: fewer sign-ups than that are told to staff after the deadline; `deadline`
    None is the start. `entry_question` is a self-check, with `entry_help` or another training (`instead_id`) offered to
    whoever says no. `reminders` are hours before each session; `offer_hours` is how long a freed seat is held for whom
    it is offered to. `sequence` counts changes of time and place, for calendars (RFC 5545, 3.8.7.4). `starts_at` and
    `ends_at` follow the sessions. `announcement_id` is what staff wrote last to announce it. `next_number` is the next
    place in the order of signing up, `next_row` the next line of the list to sign. `shown_*` is what the posts say that
    are edited in place.

    A number is never used twice: an old button must not sign up for another training.
    """

    __tablename__ = "trainings"
    __table_args__ = (
        CheckConstraint("taken BETWEEN 0 AND seats", name="taken"),
        Index("ix_trainings_ahead", "state", "starts_at"),
        Index("ix_trainings_over", "state", "ends_at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    title: Mapped[str]
    html: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default="draft")
    zone: Mapped[str]
    town: Mapped[str | None] = mapped_column(index=True)
    venue: Mapped[str | None]
    street: Mapped[str | None]
    accessibility: Mapped[str | None]
    map_url: Mapped[str | None]
    online_url: Mapped[str | None]
    starts_at: Mapped[datetime | None] = mapped_column(index=True)
    ends_at: Mapped[datetime | None]
    deadline: Mapped[datetime | None]
    seats: Mapped[int | None]
    taken: Mapped[int] = mapped_column(default=0)
    minimum: Mapped[int | None]
    seats_per_association: Mapped[int | None]
    audience_json: Mapped[dict[str, Any]]
    entry_question: Mapped[str | None]
    entry_help: Mapped[str | None]
    instead_id: Mapped[int | None] = mapped_column(
        ForeignKey("trainings.id", ondelete="SET NULL", deferrable=True, initially="DEFERRED")
    )
    needs_approval: Mapped[bool] = mapped_column(default=False)
    offer_hours: Mapped[int] = mapped_column(default=24)
    reminders: Mapped[list[Any]] = mapped_column(default=lambda: list(REMINDERS))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    announcement_id: Mapped[int | None] = mapped_column(ForeignKey("announcements.id", ondelete="SET NULL"))
    sequence: Mapped[int] = mapped_column(default=0)
    next_number: Mapped[int] = mapped_column(default=1)
    next_row: Mapped[int] = mapped_column(default=1)
    shown_json: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    shown_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]

    contact: Mapped[Person | None] = relationship(lazy="selectin", foreign_keys=[contact_id])
    sessions: Mapped[list["TrainingSession"]] = relationship(
        lazy="selectin", order_by="TrainingSession.starts_at", cascade="all, delete-orphan"
    )
    questions: Mapped[list["TrainingQuestion"]] = relationship(
        lazy="selectin", order_by="TrainingQuestion.id", cascade="all, delete-orphan"
    )

    @property
    def audience(self) -> Audience:
        return Audience(**self.audience_json)

    @property
    def closes_at(self) -> datetime | None:
        """Until when people sign up, and take more seats, by themselves; they give seats back until the start."""
        known = [moment for moment in (self.deadline, self.starts_at) if moment]
        return min(known, default=None)

    def why_closed(self, now: datetime) -> "Closed | None":
        """Why nobody signs up by themselves any more; None: they can."""
        if self.state == "cancelled":
            return "cancelled"
        if self.starts_at is None or self.starts_at <= now:
            return "started"
        return "deadline" if self.deadline and self.deadline <= now else None

    @property
    def free(self) -> int | None:
        """Seats that nobody holds; None: as many as come."""
        return None if self.seats is None else self.seats - self.taken

    def has_room_for(self, seats: int) -> bool:
        return self.free is None or seats <= self.free


class TrainingSession(Base):
    """One date of a training. A number is never used twice: calendars know it."""

    __tablename__ = "training_sessions"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    training_id: Mapped[int] = mapped_column(ForeignKey("trainings.id", ondelete="CASCADE"), index=True)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]


class TrainingAnnouncement(Base):
    """An announcement tells of a training: people answer it by signing up, and its posts show the seats."""

    __tablename__ = "training_announcements"

    announcement_id: Mapped[int] = mapped_column(ForeignKey("announcements.id", ondelete="CASCADE"), primary_key=True)
    training_id: Mapped[int] = mapped_column(ForeignKey("trainings.id", ondelete="CASCADE"), index=True)


class TrainingQuestion(Base):
    """An own question of a training: `kind` "text", "choice" (one of `choices`), "number"."""

    __tablename__ = "training_questions"

    id: Mapped[int] = mapped_column(primary_key=True)
    training_id: Mapped[int] = mapped_column(ForeignKey("trainings.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]
    text: Mapped[str]
    choices: Mapped[list[Any]] = mapped_column(default=list)
    optional: Mapped[bool] = mapped_column(default=False)


@dataclass(frozen=True)
class Times:
    """Beginning and end of a session by the clock on the wall: naive datetimes."""

    start: datetime
    end: datetime


def moment(local: datetime, zone: str) -> datetime:
    """The moment at which a clock on the wall there shows `local` (naive). Of an hour that comes twice the first.
    Raises `NoSuchHour`."""
    place = ZoneInfo(zone)
    found = local.replace(tzinfo=place).astimezone(UTC)
    if found.astimezone(place).replace(tzinfo=None) != local:
        raise NoSuchHour
    return found


def on_the_wall(at: datetime, zone: str) -> datetime:
    """What a clock on the wall there shows at a moment, naive."""
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


async def get(session: AsyncSession, training_id: int) -> Training:
    """Raises `TrainingGone`."""
    found = await session.get(Training, training_id)
    if found is None:
        raise TrainingGone
    return found


async def locked(session: AsyncSession, training_id: int) -> Training:
    """The training as it is now, kept from others until this transaction ends. Raises `TrainingGone`."""
    row = select(Training).where(Training.id == training_id).with_for_update(of=Training)
    found = await session.scalar(row.execution_options(populate_existing=True))
    if found is None:
        raise TrainingGone
    return found


async def create(
    session: AsyncSession,
    author: Person,
    *,
    kind: Kind,
    title: str,
    zone: str,
    times: Sequence[Times],
    now: datetime,
    seats: int | None = None,
    audience: Audience | None = None,
    **fields: Any,
) -> Training:
    """A draft; `fields` are other columns of `Training`. Raises `NotAllowed`, `EndsBeforeStart`, `NoSuchHour`."""
    require(author.may("editor"))
    training = Training(
        kind=kind,
        title=title,
        zone=zone,
        seats=seats,
        audience_json=(audience or Audience()).as_json(),
        author_id=author.id,
        created_at=now,
        sessions=[TrainingSession(starts_at=start, ends_at=end) for start, end in moments(times, zone)],
        questions=[],
        **fields,
    )
    follow_sessions(training)
    session.add(training)
    await session.flush()
    await session.refresh(training, ["contact"])
    return training


def moments(times: Sequence[Times], zone: str) -> list[tuple[datetime, datetime]]:
    """Beginning and end of each, in order. Raises `EndsBeforeStart`, `NoSuchHour`."""
    found = sorted((moment(each.start, zone), moment(each.end, zone)) for each in times)
    if any(end <= start for start, end in found):
        raise EndsBeforeStart
    return found


def follow_sessions(training: Training) -> None:
    """A training begins with its first session and ends with its last."""
    training.starts_at = min((one.starts_at for one in training.sessions), default=None)
    training.ends_at = max((one.ends_at for one in training.sessions), default=None)


async def copy(session: AsyncSession, training: Training, author: Person, start: datetime, now: datetime) -> Training:
    """The same again, as a draft, whose first session begins at `start` by the clock on the wall (naive); the others
    follow at the same distances, hours on the wall kept. So does the deadline."""
    zone = training.zone
    moved = start - on_the_wall(training.sessions[0].starts_at, zone) if training.sessions else timedelta()

    def later(at: datetime) -> datetime:
        return on_the_wall(at, zone) + moved

    times = [Times(later(one.starts_at), later(one.ends_at)) for one in training.sessions]
    fields = {name: getattr(training, name) for name in (*FIELDS, *PLACE, "reminders")}
    fields["deadline"] = training.deadline and moment(later(training.deadline), zone)
    kind, title, seats = fields.pop("kind"), fields.pop("title"), training.seats
    made = await create(
        session, author, kind=kind, title=title, zone=zone, times=times, now=now, seats=seats,
        audience=Audience(**fields.pop("audience_json")), **fields,
    )  # fmt: skip
    for question in training.questions:
        await ask(
            session, made, cast("QuestionKind", question.kind), question.text,
            choices=question.choices, optional=question.optional,
        )  # fmt: skip
    return made


async def edit(session: AsyncSession, training: Training, **fields: Any) -> None:
    """Change what concerns nobody who signed up: `FIELDS`."""
    for name, value in fields.items():
        if name not in FIELDS:
            raise TypeError(f"{name} is not changed this way")
        setattr(training, name, value)
    await session.flush()
    await session.refresh(training, ["contact"])


async def ask(
    session: AsyncSession,
    training: Training,
    kind: QuestionKind,
    text: str,
    *,
    choices: Sequence[str] = (),
    optional: bool = False,
) -> TrainingQuestion:
    """Add an own question."""
    question = TrainingQuestion(training_id=training.id, kind=kind, text=text, choices=list(choices), optional=optional)
    training.questions.append(question)
    await session.flush()
    return question


async def unask(session: AsyncSession, training: Training, question_id: int) -> None:
    """Drop an own question, with what was answered to it."""
    training.questions = [question for question in training.questions if question.id != question_id]
    await session.flush()


async def open_up(session: AsyncSession, training: Training, opener: Person, now: datetime) -> None:
    """Let people sign up. Raises `NotAllowed`, `NothingPlanned`, `TrainingCancelled`, `TrainingStarted`."""
    require(opener.may("editor"))
    if training.state == "cancelled":
        raise TrainingCancelled(title=training.title)
    if training.starts_at is None:
        raise NothingPlanned
    if training.starts_at <= now:
        raise TrainingStarted(title=training.title)
    training.state = "open"
    await session.flush()


async def announce_with(session: AsyncSession, training: Training, announcement: Announcement) -> None:
    """Remember the announcement that staff wrote for it, in place of one that they wrote before."""
    training.announcement_id = announcement.id
    await tell_with(session, training, announcement)


async def tell_with(session: AsyncSession, training: Training, announcement: Announcement) -> None:
    """An announcement tells of it as well, such as the repetition of one."""
    session.add(TrainingAnnouncement(announcement_id=announcement.id, training_id=training.id))
    await session.flush()


async def told_by(session: AsyncSession, announcement_id: int) -> Training | None:
    """The training that an announcement tells of, if it tells of one."""
    telling = TrainingAnnouncement.announcement_id == announcement_id
    return await session.scalar(select(Training).join(TrainingAnnouncement).where(telling))


async def announcements_of(session: AsyncSession, training: Training) -> Sequence[Announcement]:
    """Whatever tells of it, the oldest first; corrections are not among them."""
    telling = select(Announcement).join(TrainingAnnouncement).where(TrainingAnnouncement.training_id == training.id)
    return (await session.scalars(telling.order_by(Announcement.id))).all()


async def upcoming(session: AsyncSession, now: datetime, *, near: str | None = None) -> list[Training]:
    """What is on and has not begun: in the town `near` first, then by date."""
    coming = select(Training).where(Training.state == "open", Training.starts_at > now)
    near_first = [case((Training.town == near, 0), else_=1)] if near else []
    return list(await session.scalars(coming.order_by(*near_first, Training.starts_at, Training.id)))


async def not_over(session: AsyncSession, now: datetime) -> list[Training]:
    """What staff have before them: drafts too, those without a session last; by date."""
    ahead = or_(Training.ends_at > now, Training.ends_at.is_(None))
    found = select(Training).where(Training.state != "cancelled", ahead)
    return list(await session.scalars(found.order_by(Training.starts_at.is_(None), Training.starts_at, Training.id)))


async def over(session: AsyncSession, now: datetime, *, limit: int = 20) -> list[Training]:
    """What took place, the latest first."""
    found = select(Training).where(Training.state == "open", Training.ends_at <= now)
    return list(await session.scalars(found.order_by(Training.ends_at.desc(), Training.id.desc()).limit(limit)))


async def looked_after(session: AsyncSession, now: datetime) -> list[Training]:
    """What staff have to do with: what is on or just over, by date; then what ended within `LOOKED_AFTER`, the latest
    first."""
    is_long_over = Training.ends_at <= now - JUST_OVER
    open_ = select(Training).where(Training.state == "open", Training.ends_at > now - LOOKED_AFTER)
    by_date = case((is_long_over, None), else_=Training.starts_at)
    return list(await session.scalars(open_.order_by(is_long_over, by_date, Training.ends_at.desc(), Training.id)))


async def similar(session: AsyncSession, training: Training) -> list[Training]:
    """Others of its kind, drafts too, in the same town with a session in the same week (Monday to Sunday there)."""
    weeks = [
        and_(TrainingSession.starts_at >= start, TrainingSession.starts_at < end)
        for start, end in {_week(one.starts_at, training.zone) for one in training.sessions}
    ]
    if not weeks or training.town is None:
        return []
    then = exists(select(TrainingSession.id).where(TrainingSession.training_id == Training.id, or_(*weeks)))
    others = select(Training).where(
        Training.id != training.id,
        Training.kind == training.kind,
        Training.town == training.town,
        Training.state != "cancelled",
        then,
    )
    return list(await session.scalars(others.order_by(Training.starts_at, Training.id)))


def _week(at: datetime, zone: str) -> tuple[datetime, datetime]:
    """Beginning and end of the week, from Monday to Monday, in which a moment lies there."""
    day = on_the_wall(at, zone).replace(hour=0, minute=0, second=0, microsecond=0)
    monday = day - timedelta(days=day.weekday())
    place = ZoneInfo(zone)
    return monday.replace(tzinfo=place), (monday + timedelta(days=7)).replace(tzinfo=place)


async def take(session: AsyncSession, training: Training, seats: int) -> bool:
    """Hold so many more seats, or give back a negative number, in one UPDATE. False when they are not free."""
    taken = Training.taken + seats
    changed = await session.execute(
        update(Training)
        .where(Training.id == training.id, or_(Training.seats.is_(None), taken <= Training.seats))
        .values(taken=taken)
        .returning(Training.taken)
        .execution_options(synchronize_session=False)
    )
    now_taken = changed.scalar()
    if now_taken is None:
        return False
    set_committed_value(training, "taken", now_taken)
    return True
