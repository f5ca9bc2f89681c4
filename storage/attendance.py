"""Who came, and how it was.

The list to sign numbers the participants, and staff say who came by these numbers. A number is given once, when the
list is first asked for, and stays, whatever happens between printing and reading: newcomers come last, and the line of
somebody who cancelled stays empty.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage import sign_ups, trainings
from storage.associations import require
from storage.people import Person
from storage.refusals import Refusal
from storage.sign_ups import Participant, SignUp
from storage.trainings import Training


class NotBegun(Refusal):
    """Attendance and feedback are for what has begun; `title`."""


class NotThere(Refusal):
    """Only who had a seat says how it was."""


class NobodyOnThatLine(Refusal):
    """Lines of the list on which nobody has a seat; `lines`."""


FEEDBACK_AFTER = timedelta(days=1)
"""So long after the end people are asked how it was: by then staff may have said who came."""

FEEDBACK_UNTIL = timedelta(days=14)
"""After an outage that long nobody is asked any more."""


@dataclass(frozen=True)
class Line:
    """A line of the list to sign."""

    number: int
    sign_up: SignUp
    participant: Participant

    @property
    def name(self) -> str | None:
        """As it was given; whoever signed up is the first of them. None for a companion without a name."""
        own = self.sign_up.person if self.participant.position == 1 else None
        return self.participant.name or (own.name if own else None) or None


async def sheet(session: AsyncSession, training: Training) -> list[Line]:
    """Who has a seat, by number; whoever has none yet gets one. Some numbers may be nobody's (any more)."""
    training = await trainings.locked(session, training.id)
    lines = []
    for found in await session.scalars(_seated(training).order_by(SignUp.number)):
        for participant in found.participants:
            if participant.row is None:
                participant.row, training.next_row = training.next_row, training.next_row + 1
            lines.append(Line(participant.row, found, participant))
    await session.flush()
    return sorted(lines, key=lambda line: line.number)


async def record_signed(
    session: AsyncSession, training: Training, came: Collection[int], *, by: Person, now: datetime
) -> Sequence[Line]:
    """The lines that were signed: these came, and nobody else did. Returns all lines. Raises `NotAllowed`, `NotBegun`,
    `NobodyOnThatLine`."""
    require(by.may("editor"))
    _require_begun(training, now)
    lines = await sheet(session, training)
    if strange := set(came) - {line.number for line in lines}:
        raise NobodyOnThatLine(lines=", ".join(map(str, sorted(strange))))
    for line in lines:
        line.participant.attended = line.number in came
    await session.flush()
    return lines


async def certified(session: AsyncSession, participants: Collection[int], now: datetime) -> None:
    """Their certificates are about to be sent."""
    for participant in await session.scalars(select(Participant).where(Participant.id.in_(participants))):
        participant.certified_at = now
    await session.flush()


async def feedback(
    session: AsyncSession, sign_up_id: int, value: int, sentence: str | None, *, by: Person, now: datetime
) -> SignUp:
    """1 (good), 2 or 3 (not good), and a sentence; again replaces it. Raises `NotBegun`, `NotThere`,
    `NotYourSignUp`."""
    training, found = await sign_ups.find(session, sign_up_id, by)
    _require_begun(training, now)
    if found.state != "seat":
        raise NotThere
    found.feedback, found.feedback_text, found.feedback_at = value, sentence, now
    await session.flush()
    return found


async def due_to_ask(session: AsyncSession, now: datetime) -> Sequence[int]:
    """Sign-ups whose person is to be asked how it was."""
    over = select(Training.id).where(
        Training.state == "open",
        Training.ends_at <= now - FEEDBACK_AFTER,
        Training.ends_at > now - FEEDBACK_UNTIL,
    )
    return (await session.scalars(_to_ask().where(SignUp.training_id.in_(over)).with_only_columns(SignUp.id))).all()


async def ask(session: AsyncSession, sign_up_id: int, now: datetime) -> SignUp | None:
    """The person is about to be asked. None if they were, or said it, or did not come."""
    this = _to_ask().where(SignUp.id == sign_up_id).with_for_update(of=SignUp)
    found = await session.scalar(this.execution_options(populate_existing=True))
    if found is None:
        return None
    found.feedback_asked_at = now
    await session.flush()
    return found


def _to_ask() -> Select[SignUp]:
    """Who had a seat, was not recorded as missing, is still on the list, and neither was asked nor has said it."""
    maybe_there = exists().where(Participant.sign_up_id == SignUp.id, Participant.attended.is_not(False))
    stays = exists().where(Person.id == SignUp.person_id, Person.left_at.is_(None))
    return (
        select(SignUp)
        .where(
            SignUp.state == "seat",
            SignUp.feedback.is_(None),
            SignUp.feedback_asked_at.is_(None),
            stays,
            maybe_there,
        )
        .order_by(SignUp.number)
    )


def _seated(training: Training) -> Select[SignUp]:
    return select(SignUp).where(SignUp.training_id == training.id, SignUp.state == "seat")


def _require_begun(training: Training, now: datetime) -> None:
    if training.starts_at is None or now < training.starts_at:
        raise NotBegun(title=training.title)
