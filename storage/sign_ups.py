"""Who comes: sign-ups, and the answers "no" and "maybe".

    asked -> seat | waiting | refused          where staff approve; else at once seat or waiting
    waiting -> offered -> seat | waiting       storage/waiting.py
    any of them -> cancelled | no | maybe      and from there back, by signing up again

A sign-up is one person's, for themselves and others: `seats` of them, perhaps for an association, whose other contacts
see and change it too. `number` is its place in the order of signing up. Every change of state goes through `put`, which
holds or gives back the seats in the same transaction, and plans reminders anew; what people and staff do stands in
storage/seating.py.
"""

from collections.abc import Sequence
from datetime import datetime
from itertools import zip_longest
from typing import Any, Literal, cast, get_args

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, aliased, mapped_column, relationship

from storage import notices, reminders, trainings
from storage.associations import Association, Contact
from storage.database import Base
from storage.notices import NoticeKind
from storage.people import Person
from storage.refusals import Refusal
from storage.spelling import same_name
from storage.trainings import Training, TrainingQuestion

State = Literal["seat", "offered", "waiting", "asked", "maybe", "no", "cancelled", "refused"]
SelfCheck = Literal["yes", "no", "unsure"]

STATES: tuple[State, ...] = get_args(State)
"""The one that got further first."""

HOLDS: tuple[State, ...] = ("seat", "offered")
"""States in which a sign-up holds its seats."""

SIGNED_UP: tuple[State, ...] = ("seat", "offered", "waiting", "asked")

CONCERNED: tuple[State, ...] = (*SIGNED_UP, "maybe")
"""Who is told when something about the training changes."""

MOST_MISSED = 2
"""So many offers may run out in silence; then no further one is made until the person says something."""


class SignUpGone(Refusal):
    """There is no such sign-up any more."""


class NotYourSignUp(Refusal):
    """Only the person, the contacts of the association, and staff see and change it."""


class NotAChoice(Refusal):
    """None of the answers offered."""


class NotANumber(Refusal):
    """A number was asked for."""


class TooManyNames(Refusal):
    """More names than seats; `seats`."""


class SignUp(Base):
    """`person_id` is None once the person was erased: that somebody came stays. `by_id` is who signed up; `door` is how
    the last word of theirs came in. `self_check` answers the training's entry question. `offered_until` ends an offer;
    `missed` counts those that ran out. `feedback` is 1 (good) to 3; `feedback_asked_at` when the person was asked for
    it.

    A number is never used twice: an old button must not cancel for somebody else.
    """

    __tablename__ = "sign_ups"
    __table_args__ = (
        UniqueConstraint("training_id", "person_id"),
        UniqueConstraint("training_id", "number"),
        CheckConstraint("seats > 0", name="seats"),
        CheckConstraint("feedback BETWEEN 1 AND 3", name="feedback"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    training_id: Mapped[int] = mapped_column(ForeignKey("trainings.id", ondelete="CASCADE"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)
    association_id: Mapped[int | None] = mapped_column(ForeignKey("associations.id", ondelete="SET NULL"), index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    state: Mapped[str]
    seats: Mapped[int] = mapped_column(default=1)
    number: Mapped[int]
    door: Mapped[str]
    self_check: Mapped[str | None]
    offered_until: Mapped[datetime | None] = mapped_column(index=True)
    missed: Mapped[int] = mapped_column(default=0)
    feedback: Mapped[int | None]
    feedback_text: Mapped[str | None]
    feedback_at: Mapped[datetime | None]
    feedback_asked_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    training: Mapped[Training] = relationship(lazy="selectin")
    person: Mapped[Person | None] = relationship(lazy="selectin", foreign_keys=[person_id])
    association: Mapped[Association | None] = relationship(lazy="selectin")
    participants: Mapped[list["Participant"]] = relationship(
        lazy="selectin", order_by="Participant.position", cascade="all, delete-orphan"
    )
    answers: Mapped[list["Answer"]] = relationship(lazy="selectin", cascade="all, delete-orphan")


class Participant(Base):
    """One seat of a sign-up; the name may be unknown, and so is at first whether they came. `row` is its line on the
    list to sign, once there is one (storage/attendance.py). `certified_at`: when a certificate for that name left."""

    __tablename__ = "participants"
    __table_args__ = (UniqueConstraint("sign_up_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sign_up_id: Mapped[int] = mapped_column(ForeignKey("sign_ups.id", ondelete="CASCADE"))
    position: Mapped[int]
    name: Mapped[str | None]
    attended: Mapped[bool | None]
    row: Mapped[int | None]
    certified_at: Mapped[datetime | None]


class Answer(Base):
    """What a sign-up says to an own question of the training."""

    __tablename__ = "sign_up_answers"

    sign_up_id: Mapped[int] = mapped_column(ForeignKey("sign_ups.id", ondelete="CASCADE"), primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("training_questions.id", ondelete="CASCADE"), primary_key=True)
    value: Mapped[str]


async def name(session: AsyncSession, sign_up_id: int, names: Sequence[str | None], *, by: Person) -> SignUp:
    """Who the participants are, as far as that is known; the first is usually who signed up. Raises `TooManyNames`."""
    _, found = await find(session, sign_up_id, by)
    give_names(found, names)
    await session.flush()
    return found


async def reply(session: AsyncSession, sign_up_id: int, question: TrainingQuestion, value: str, *, by: Person) -> None:
    """Answer an own question of the training. Raises `NotAChoice`, `NotANumber`."""
    _, found = await find(session, sign_up_id, by)
    said = value.strip()
    if question.kind == "choice" and said not in question.choices:
        raise NotAChoice
    if question.kind == "number":
        if not said.isdecimal():
            raise NotANumber
        said = str(int(said))  # also what was typed with the digits of another script
    found.answers = [each for each in found.answers if each.question_id != question.id]
    await session.flush()
    found.answers.append(Answer(question_id=question.id, value=said))
    await session.flush()


async def put(
    session: AsyncSession, training: Training, found: SignUp, state: State, now: datetime, *, seats: int | None = None
) -> bool:
    """Change the state of a sign-up, and the number of its seats, of a training that is locked. False when the seats it
    would hold are not free; then nothing has changed."""
    wanted = seats or found.seats
    held = found.seats if found.state in HOLDS else 0
    to_hold = wanted if state in HOLDS else 0
    if to_hold != held and not await trainings.take(session, training, to_hold - held):
        return False
    if found.state == "offered":
        await notices.withdraw(session, found.id, "offer")
    found.state, found.seats, found.changed_at = state, wanted, now
    if state != "offered":
        found.offered_until = None
    _fit_participants(found)
    await session.flush()
    await reminders.plan(session, found.id, training if state == "seat" else None, now)
    if to_hold > held and training.free == 0:
        await notices.tell(session, "full", training.id, now, change="first")
    return True


async def next_in_line(session: AsyncSession, training: Training) -> SignUp | None:
    """The first in the waiting list whom the free seats fit, and who did not let `MOST_MISSED` offers run out."""
    line = [SignUp.training_id == training.id, SignUp.state == "waiting", SignUp.missed < MOST_MISSED]
    if training.free is not None:
        line.append(SignUp.seats <= training.free)
    return await session.scalar(select(SignUp).where(*line).order_by(SignUp.number).limit(1))


async def find(session: AsyncSession, sign_up_id: int, by: Person) -> tuple[Training, SignUp]:
    """A sign-up as it is now, and its training, locked. Raises `SignUpGone`, `NotYourSignUp`."""
    training_id = await session.scalar(select(SignUp.training_id).where(SignUp.id == sign_up_id))
    if training_id is None:
        raise SignUpGone
    training = await trainings.locked(session, training_id)
    here = select(SignUp).where(SignUp.id == sign_up_id, SignUp.training_id == training_id)
    found = await session.scalar(here.execution_options(populate_existing=True))
    if found is None:
        raise SignUpGone
    if not await may_change(session, found, by):
        raise NotYourSignUp
    return training, found


async def may_change(session: AsyncSession, found: SignUp, person: Person) -> bool:
    """The person themselves, the contacts of the association, and staff."""
    if person.may("editor") or found.person_id == person.id:
        return True
    return found.association_id is not None and await _speaks_for(session, person, found.association_id)


async def get(session: AsyncSession, sign_up_id: int) -> SignUp:
    """Raises `SignUpGone`."""
    found = await session.get(SignUp, sign_up_id)
    if found is None:
        raise SignUpGone
    return found


async def own(session: AsyncSession, training_id: int, person: Person) -> SignUp | None:
    """What somebody said to a training."""
    query = select(SignUp).where(SignUp.training_id == training_id, SignUp.person_id == person.id)
    return await session.scalar(query.execution_options(populate_existing=True))


async def of(session: AsyncSession, person: Person) -> Sequence[SignUp]:
    """Everything that somebody said to trainings, in that order."""
    return (await session.scalars(select(SignUp).where(SignUp.person_id == person.id).order_by(SignUp.id))).all()


async def seen_by(session: AsyncSession, person: Person, now: datetime) -> Sequence[SignUp]:
    """Sign-ups for what is not over, of the person and of the associations they speak for, by date."""
    spoken_for = select(Contact.association_id).where(Contact.person_id == person.id, Contact.status == "active")
    query = (
        select(SignUp)
        .join(Training, Training.id == SignUp.training_id)
        .where(
            Training.state == "open",
            Training.ends_at > now,
            SignUp.state.in_(CONCERNED),
            or_(SignUp.person_id == person.id, SignUp.association_id.in_(spoken_for)),
        )
        .order_by(Training.starts_at, SignUp.number)
    )
    return (await session.scalars(query)).all()


async def place_of(session: AsyncSession, found: SignUp) -> int | None:
    """The place in the waiting list, 1 is next; None for who does not wait."""
    if found.state != "waiting":
        return None
    before = select(func.count()).where(
        SignUp.training_id == found.training_id, SignUp.state == "waiting", SignUp.number <= found.number
    )
    return await session.scalar(before)


async def to(session: AsyncSession, training: Training) -> Sequence[SignUp]:
    """Everything that was said to a training, in the order of signing up."""
    said = select(SignUp).where(SignUp.training_id == training.id).order_by(SignUp.number)
    return (await session.scalars(said)).all()


async def doubled(session: AsyncSession, kept: Person, other: Person) -> list[tuple[SignUp, SignUp]]:
    """Two entries are one person: where both signed up for a training, which is locked, the sign-up that got further,
    and the other, which must go."""
    theirs = aliased(SignUp)
    twice = select(SignUp.training_id).join(theirs, theirs.training_id == SignUp.training_id)
    twice = twice.where(SignUp.person_id == kept.id, theirs.person_id == other.id).order_by(SignUp.training_id)
    found = []
    for training_id in (await session.scalars(twice)).all():
        await trainings.locked(session, training_id)
        both = filter(None, [await own(session, training_id, person) for person in (other, kept)])
        lesser, further = sorted(both, key=lambda each: STATES.index(cast("State", each.state)), reverse=True)
        found.append((further, lesser))
    return found


async def forget(session: AsyncSession, person: Person, now: datetime) -> None:
    """Erase what somebody wrote and every name they gave, and free the seats of what is not over; that somebody came to
    what is over stays in the figures."""
    query = select(SignUp.id, SignUp.training_id).where(SignUp.person_id == person.id).order_by(SignUp.training_id)
    for sign_up_id, training_id in (await session.execute(query)).all():
        training = await trainings.locked(session, training_id)
        found = await get(session, sign_up_id)
        if found.state != "seat" or training.ends_at is None or training.ends_at > now:
            await drop(session, found)
            continue
        await reminders.plan(session, found.id, None, now)
        found.person_id, found.person, found.answers, found.feedback_text = None, None, [], None
        give_names(found, [])
    await _unname(session, person.name)
    await session.flush()


async def _unname(session: AsyncSession, called: str) -> None:
    """Erase a name wherever somebody else gave it, however it is written there."""
    given = select(Participant).where(Participant.name.is_not(None))
    for participant in await session.scalars(given):
        if same_name(participant.name or "", called):
            participant.name = None


def put_last(training: Training, found: SignUp) -> None:
    """The end of the order, in a training that is locked."""
    found.number = training.next_number
    training.next_number += 1


async def drop(session: AsyncSession, found: SignUp) -> None:
    """Delete a sign-up for a training that is locked, with all that hangs on it, and give its seats back."""
    if found.state in HOLDS:
        await trainings.take(session, found.training, -found.seats)
    await session.delete(found)
    await session.flush()


def _fit_participants(found: SignUp) -> None:
    """One row for each seat; the first ones keep their names."""
    found.participants = found.participants[: found.seats]
    for position in range(len(found.participants) + 1, found.seats + 1):
        found.participants.append(Participant(position=position))


def give_names(found: SignUp, names: Sequence[str | None]) -> None:
    if len(names) > found.seats:
        raise TooManyNames(seats=found.seats)
    for participant, called in zip_longest(found.participants, names):
        if participant.name != called:
            participant.name, participant.certified_at = called, None


async def _speaks_for(session: AsyncSession, person: Person, association_id: int) -> bool:
    own = Contact.person_id == person.id
    contact = select(Contact.id).where(own, Contact.association_id == association_id, Contact.status == "active")
    return await session.scalar(contact) is not None


async def tell(
    session: AsyncSession,
    found: SignUp,
    kind: NoticeKind,
    now: datetime,
    *,
    by: Person | None = None,
    details: dict[str, Any] | None = None,
) -> None:
    """Note what the person is to be told; nothing, when they did it themselves."""
    if by and by.id == found.person_id:
        return
    # Everything else happens once to a place in the order; the seats may go up and down.
    change = await notices.number_of(session, found.id, kind) if kind == "resized" else found.number
    await notices.tell(
        session, kind, found.training_id, now, change=change,
        sign_up_id=found.id, by_id=by.id if by else None, details=details,
    )  # fmt: skip
