"""Who came, and how it was."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from storage.people import Person
from storage.refusals import Refusal
from storage.sign_ups import Participant, SignUp
from storage.trainings import Training


class NotBegun(Refusal):
    """Attendance and feedback are for what has begun."""


class NotThere(Refusal):
    """Only who had a seat says how it was."""


async def record(
    session: AsyncSession, participant_id: int, attended: bool | None, *, by: Person, now: datetime
) -> Participant:
    """Whether this one came; None takes it back. Raises `NotAllowed`, `NotBegun`, `SignUpGone`."""
    raise NotImplementedError


async def record_all(session: AsyncSession, training: Training, *, by: Person, now: datetime) -> int:
    """Everybody came of whom nothing is recorded. Returns how many that were. Raises `NotAllowed`, `NotBegun`."""
    raise NotImplementedError


async def feedback(
    session: AsyncSession, sign_up_id: int, value: int, sentence: str | None, *, by: Person, now: datetime
) -> SignUp:
    """1 (good), 2 or 3 (not good), and a sentence; again replaces it. Raises `NotBegun`, `NotThere`,
    `NotYourSignUp`."""
    raise NotImplementedError


async def to_ask(session: AsyncSession, training: Training) -> list[SignUp]:
    """Who had a seat, was not recorded as missing, and has not said yet how it was."""
    raise NotImplementedError
