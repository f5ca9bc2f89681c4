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
from datetime import UTC, datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

from sqlalchemy import JSON, CheckConstraint, ForeignKey
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.announcements import Announcement
from storage.audiences import Audience
from storage.database import Base
from storage.people import Person
from storage.refusals import Refusal

Kind = Literal["training", "event", "meeting"]
QuestionKind = Literal["text", "choice", "number"]

REMINDERS = [7 * 24, 24, 2]
"""Hours before each session, unless a training says otherwise."""

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
    "contact_id",
    "offer_hours",
)
"""What `edit` changes; time, place and seats concern those who signed up (storage/changes.py)."""

PLACE = ("town", "venue", "street", "accessibility", "map_url", "online_url")


class TrainingGone(Refusal):
    """There is no such training any more."""


class TrainingNotOpen(Refusal):
    """Nobody can sign up yet: staff have not opened it."""


class TrainingCancelled(Refusal):
    """It does not take place; `title`."""


class TrainingStarted(Refusal):
    """It has begun, or is over; `title`."""


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
    `ends_at` follow the sessions. `next_number` is the next place in the order of signing up. `shown_*` is what the
    posts say that are edited in place.

    A number is never used twice: an old button must not sign up for another training.
    """

    __tablename__ = "trainings"
    __table_args__ = (
        CheckConstraint("taken BETWEEN 0 AND seats", name="taken"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    title: Mapped[str]
    html: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default="draft", index=True)
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
        """Until when people sign up, change and cancel by themselves."""
        known = [moment for moment in (self.deadline, self.starts_at) if moment]
        return min(known, default=None)

    @property
    def free(self) -> int | None:
        """Seats that nobody holds; None: as many as come."""
        return None if self.seats is None else self.seats - self.taken

    def has_room_for(self, seats: int) -> bool:
        return self.free is None or seats <= self.free


class TrainingSession(Base):
    """One date of a training."""

    __tablename__ = "training_sessions"

    id: Mapped[int] = mapped_column(primary_key=True)
    training_id: Mapped[int] = mapped_column(ForeignKey("trainings.id", ondelete="CASCADE"), index=True)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]


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
    raise NotImplementedError


async def locked(session: AsyncSession, training_id: int) -> Training:
    """The training as it is now, kept from others until this transaction ends. Raises `TrainingGone`."""
    raise NotImplementedError


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
    raise NotImplementedError


async def copy(session: AsyncSession, training: Training, author: Person, start: datetime, now: datetime) -> Training:
    """The same again, as a draft, whose first session begins at `start` by the clock on the wall (naive); the others
    follow at the same distances, hours on the wall kept. So does the deadline."""
    raise NotImplementedError


async def edit(session: AsyncSession, training: Training, **fields: Any) -> None:
    """Change what concerns nobody who signed up: `FIELDS`."""
    raise NotImplementedError


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
    raise NotImplementedError


async def open_up(session: AsyncSession, training: Training, opener: Person, now: datetime) -> None:
    """Let people sign up. Raises `NotAllowed`, `NothingPlanned`, `TrainingCancelled`, `TrainingStarted`."""
    raise NotImplementedError


async def announce_with(session: AsyncSession, training: Training, announcement: Announcement) -> None:
    """Remember which announcement tells of it: its posts are edited in place when seats go."""
    raise NotImplementedError


async def upcoming(session: AsyncSession, now: datetime, *, near: str | None = None, limit: int = 20) -> list[Training]:
    """What is on and has not begun: in the town `near` first, then by date."""
    raise NotImplementedError


async def similar(session: AsyncSession, training: Training) -> list[Training]:
    """Others of its kind, drafts too, in the same town with a session in the same week (Monday to Sunday there)."""
    raise NotImplementedError


async def take(session: AsyncSession, training: Training, seats: int) -> bool:
    """Hold so many more seats, or give back a negative number, in one UPDATE. False when they are not free."""
    raise NotImplementedError
