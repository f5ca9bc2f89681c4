"""Figures for reports: of a training, a town, a period; counted from the rows, so that they can be reproduced.

Only what took place counts: opened, not cancelled, begun. A participant is somebody who came, or, where nothing was
recorded, somebody with a seat. What fewer than `FEWEST` people said of how it was is not shown: it would be known who.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

FEWEST = 5


@dataclass(frozen=True)
class Figures:
    """`seats` counts trainings with a number of seats only. `people` are those who signed up and had a seat,
    `participants` all who came with them. `feedback`: how many said 1, 2, 3, or None when fewer than five did."""

    trainings: int
    seats: int
    sign_ups: int
    waiting: int
    participants: int
    no_shows: int
    associations: int
    people: int
    feedback: tuple[int, int, int] | None


@dataclass(frozen=True)
class Sentence:
    """ "9 Schulungen in 7 Orten mit 4 bis 12 Teilnehmenden": smallest and largest are None without any training."""

    trainings: int
    towns: int
    smallest: int | None
    largest: int | None


async def figures(
    session: AsyncSession,
    now: datetime,
    *,
    training_id: int | None = None,
    town: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    kind: str | None = None,
) -> Figures:
    """Of what began before `now`, from `since` on and before `until`."""
    raise NotImplementedError


async def sentence(
    session: AsyncSession, now: datetime, *, since: datetime | None = None, until: datetime | None = None
) -> Sentence:
    """What the committee reads: trainings only, no events or meetings."""
    raise NotImplementedError
