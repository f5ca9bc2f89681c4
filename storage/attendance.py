"""Who came, and how it was."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage import sign_ups
from storage.associations import require
from storage.people import Person
from storage.refusals import Refusal
from storage.sign_ups import Participant, SignUp, SignUpGone
from storage.trainings import Training


class NotBegun(Refusal):
    """Attendance and feedback are for what has begun; `title`."""


class NotThere(Refusal):
    """Only who had a seat says how it was."""


async def record(
    session: AsyncSession, participant_id: int, attended: bool | None, *, by: Person, now: datetime
) -> Participant:
    """Whether this one came; None takes it back. Raises `NotAllowed`, `NotBegun`, `SignUpGone`."""
    require(by.may("editor"))
    participant = await session.get(Participant, participant_id)
    if participant is None:
        raise SignUpGone
    _require_begun((await sign_ups.get(session, participant.sign_up_id)).training, now)
    participant.attended = attended
    await session.flush()
    return participant


async def record_all(session: AsyncSession, training: Training, *, by: Person, now: datetime) -> int:
    """Everybody came of whom nothing is recorded. Returns how many that were. Raises `NotAllowed`, `NotBegun`."""
    require(by.may("editor"))
    _require_begun(training, now)
    with_seat = select(SignUp.id).where(SignUp.training_id == training.id, SignUp.state == "seat")
    unknown = select(Participant).where(Participant.sign_up_id.in_(with_seat), Participant.attended.is_(None))
    found = (await session.scalars(unknown)).all()
    for participant in found:
        participant.attended = True
    await session.flush()
    return len(found)


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


async def to_ask(session: AsyncSession, training: Training) -> list[SignUp]:
    """Who had a seat, was not recorded as missing, and has not said yet how it was."""
    seated = select(SignUp).where(
        SignUp.training_id == training.id,
        SignUp.state == "seat",
        SignUp.feedback.is_(None),
        SignUp.person_id.is_not(None),
    )
    found = await session.scalars(seated.order_by(SignUp.number))
    return [each for each in found if any(one.attended is not False for one in each.participants)]


def _require_begun(training: Training, now: datetime) -> None:
    if training.starts_at is None or now < training.starts_at:
        raise NotBegun(title=training.title)
