"""Who comes: sign-ups, and the answers "no" and "maybe".

    asked -> seat | waiting | refused          where staff approve; else at once seat or waiting
    waiting -> offered -> seat | waiting       storage/waiting.py
    any of them -> cancelled | no | maybe      and from there back, by signing up again

A sign-up is one person's, for themselves and others: `seats` of them, perhaps for an association, whose other contacts
see and change it too. `number` is its place in the order of signing up; whoever is first in that order is offered a
freed seat first. While somebody waits whom the free seats would fit, nobody who comes later gets them. Every change of
state goes through `put`, which holds or gives back the seats in the same transaction, and plans reminders anew.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.associations import Association
from storage.database import Base
from storage.people import Person
from storage.refusals import Refusal
from storage.trainings import Training, TrainingQuestion

State = Literal["asked", "seat", "waiting", "offered", "maybe", "no", "cancelled", "refused"]
SelfCheck = Literal["yes", "no", "unsure"]

HOLDS: tuple[State, ...] = ("seat", "offered")
"""States in which a sign-up holds its seats."""

CONCERNED: tuple[State, ...] = ("asked", "seat", "waiting", "offered", "maybe")
"""Who is told when something about the training changes."""


class SignUpGone(Refusal):
    """There is no such sign-up any more."""


class NotYourSignUp(Refusal):
    """Only the person, the contacts of the association, and staff see and change it."""


class DeadlinePassed(Refusal):
    """Until then people did it themselves; now they call. `title`."""


class TrainingFull(Refusal):
    """More seats than are free, for somebody who has some, or is moved; `free`, `title`."""


class MoreThanThereAre(Refusal):
    """More seats than the training has: waiting would never help; `seats`."""


class AssociationFull(Refusal):
    """The association has its seats already; `limit`, `left`."""


class AlreadySignedUp(Refusal):
    """They have an answer on record that is not to be overwritten by this; `title`."""


class NothingToDecide(Refusal):
    """Staff decided already, or the person cancelled."""


class NotAChoice(Refusal):
    """None of the answers offered."""


class NotANumber(Refusal):
    """A number was asked for."""


class TooManyNames(Refusal):
    """More names than seats; `seats`."""


class SignUp(Base):
    """`person_id` is None once the person was erased: that somebody came stays. `by_id` is who signed up. `self_check`
    answers the training's entry question. `offered_until` ends an offer; `missed` counts those that ran out.
    `feedback` is 1 (good) to 3.

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
    self_check: Mapped[str | None]
    offered_until: Mapped[datetime | None] = mapped_column(index=True)
    missed: Mapped[int] = mapped_column(default=0)
    feedback: Mapped[int | None]
    feedback_text: Mapped[str | None]
    feedback_at: Mapped[datetime | None]
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
    """One seat of a sign-up; the name may be unknown, and so is at first whether they came."""

    __tablename__ = "participants"
    __table_args__ = (UniqueConstraint("sign_up_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sign_up_id: Mapped[int] = mapped_column(ForeignKey("sign_ups.id", ondelete="CASCADE"))
    position: Mapped[int]
    name: Mapped[str | None]
    attended: Mapped[bool | None]


class Answer(Base):
    """What a sign-up says to an own question of the training."""

    __tablename__ = "sign_up_answers"

    sign_up_id: Mapped[int] = mapped_column(ForeignKey("sign_ups.id", ondelete="CASCADE"), primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("training_questions.id", ondelete="CASCADE"), primary_key=True)
    value: Mapped[str]


@dataclass(frozen=True)
class Result:
    """What came of it, always one of: a seat, waiting at `place` (1 is next), "asked" (awaits approval), an offer that
    still stands, or the answer that was given."""

    sign_up: SignUp
    place: int | None

    @property
    def state(self) -> str:
        return self.sign_up.state


async def sign_up(
    session: AsyncSession,
    training_id: int,
    person: Person,
    *,
    by: Person,
    now: datetime,
    seats: int = 1,
    association: Association | None = None,
    self_check: SelfCheck | None = None,
    names: Sequence[str | None] = (),
) -> Result:
    """Sign a person up, with others or alone: `by` themselves, a fellow contact, or staff (who may until the end, and
    need no approval). Who is signed up already keeps what they have: `change` is for more seats.

    Raises `TrainingGone`, `TrainingNotOpen`, `TrainingCancelled`, `TrainingStarted`, `DeadlinePassed`,
    `MoreThanThereAre`, `AssociationFull`, `AlreadySignedUp`, `NotYourAssociation`, `NotYourSignUp`, `TooManyNames`.
    """
    raise NotImplementedError


async def answer(
    session: AsyncSession,
    training_id: int,
    person: Person,
    said: Literal["no", "maybe"],
    *,
    by: Person,
    now: datetime,
    association: Association | None = None,
) -> Result:
    """ "No" and "maybe" are answers too. Whoever had a seat, or waited for one, gives it up. Raises as `sign_up` and
    `cancel` do."""
    raise NotImplementedError


async def change(session: AsyncSession, sign_up_id: int, seats: int, *, by: Person, now: datetime) -> Result:
    """Another number of seats. More while one has some: only if they are free and nobody waits whom they would fit.
    More while one waits: the place in the list stays. Raises `TrainingFull`, and as `sign_up` does."""
    raise NotImplementedError


async def cancel(session: AsyncSession, sign_up_id: int, *, by: Person, now: datetime) -> Result:
    """Take a sign-up back. Raises `SignUpGone`, `NotYourSignUp`, `DeadlinePassed` (with a seat; staff may until the
    end), `TrainingStarted`."""
    raise NotImplementedError


async def approve(session: AsyncSession, sign_up_id: int, *, by: Person, now: datetime) -> Result:
    """A seat, or a place in the list in the order of signing up. Raises `NotAllowed`, `NothingToDecide`."""
    raise NotImplementedError


async def refuse(session: AsyncSession, sign_up_id: int, *, by: Person, now: datetime) -> Result:
    """Raises `NotAllowed`, `NothingToDecide`."""
    raise NotImplementedError


async def move(session: AsyncSession, sign_up_id: int, training_id: int, *, by: Person, now: datetime) -> Result:
    """To a seat in another training, with names. Answers to questions stay behind. Raises `NotAllowed`, `TrainingFull`,
    `AlreadySignedUp`, and as `sign_up` does."""
    raise NotImplementedError


async def name(session: AsyncSession, sign_up_id: int, names: Sequence[str | None], *, by: Person) -> SignUp:
    """Who the participants are, as far as that is known. Raises `TooManyNames`."""
    raise NotImplementedError


async def reply(session: AsyncSession, sign_up_id: int, question: TrainingQuestion, value: str, *, by: Person) -> None:
    """Answer an own question of the training. Raises `NotAChoice`, `NotANumber`."""
    raise NotImplementedError


async def get(session: AsyncSession, sign_up_id: int) -> SignUp:
    """Raises `SignUpGone`."""
    raise NotImplementedError


async def own(session: AsyncSession, training_id: int, person: Person) -> SignUp | None:
    """What somebody said to a training."""
    raise NotImplementedError


async def seen_by(session: AsyncSession, person: Person, now: datetime) -> Sequence[SignUp]:
    """Sign-ups for what is not over, of the person and of the associations they speak for, by date."""
    raise NotImplementedError


async def place_of(session: AsyncSession, sign_up: SignUp) -> int | None:
    """The place in the waiting list, 1 is next; None for who does not wait."""
    raise NotImplementedError


async def waiting(session: AsyncSession, training: Training) -> Sequence[SignUp]:
    """The waiting list in its order."""
    raise NotImplementedError


async def merge(session: AsyncSession, kept: Person, other: Person) -> None:
    """Two entries are one person: where both signed up for a training, the one that got further stays."""
    raise NotImplementedError


async def forget(session: AsyncSession, person: Person, now: datetime) -> None:
    """Erase what somebody wrote and every name they gave, free the seats of what has not begun; that somebody came to
    what is over stays in the figures."""
    raise NotImplementedError
