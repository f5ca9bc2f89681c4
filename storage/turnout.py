"""How a training stands: its counts, the live list for staff, and the posts that show the counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from storage.people import Person
from storage.sign_ups import SignUp
from storage.trainings import Training


@dataclass(frozen=True)
class Counts:
    """Seats: `taken` of `seats` (None: as many as come), `held` of these for offers. Sign-ups: the others."""

    seats: int | None
    taken: int
    held: int
    waiting: int
    asked: int
    maybe: int
    no: int


@dataclass(frozen=True)
class LiveList:
    """`sign_ups` in the order of signing up, each with association, participants, and answers. `silent` are the people
    of the audience who said nothing, for whose associations nobody else said anything either."""

    training: Training
    counts: Counts
    sign_ups: Sequence[SignUp]
    silent: Sequence[Person]


async def counts(session: AsyncSession, training: Training) -> Counts:
    """How it stands now."""
    raise NotImplementedError


async def live_list(session: AsyncSession, training: Training) -> LiveList:
    """Everybody who said something, and who did not."""
    raise NotImplementedError


async def out_of_date(session: AsyncSession, edited_before: datetime) -> list[Training]:
    """Announced trainings whose posts show other counts than there are, and were edited last before a moment."""
    raise NotImplementedError


async def shown(session: AsyncSession, training: Training, counts: Counts, now: datetime) -> None:
    """Remember what the posts of the training say now."""
    raise NotImplementedError
