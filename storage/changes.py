"""What staff change about a training that people signed up for, and who is told of it.

Each change of time or place raises the training's `sequence` by one, and everybody concerned gets a notice of that
number. Reminders follow the new times.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from storage.people import Person
from storage.trainings import Times, Training


async def reschedule(
    session: AsyncSession, training_id: int, times: Sequence[Times], *, by: Person, now: datetime
) -> Training:
    """Other times, all of them in order; sessions are added or dropped as needed. Times that stay the same change
    nothing. Raises `NotAllowed`, `NothingPlanned`, `EndsBeforeStart`, `NoSuchHour`, `StartsInThePast`,
    `TrainingCancelled`."""
    raise NotImplementedError


async def relocate(session: AsyncSession, training_id: int, *, by: Person, now: datetime, **place: Any) -> Training:
    """Another place: some of `trainings.PLACE`. Raises `NotAllowed`, `TrainingCancelled`."""
    raise NotImplementedError


async def resize(session: AsyncSession, training_id: int, seats: int | None, *, by: Person) -> Training:
    """Another number of seats; None: as many as come. New ones are offered to whoever waits. Raises `NotAllowed`,
    `SeatsTaken`."""
    raise NotImplementedError


async def call_off(
    session: AsyncSession, training_id: int, *, by: Person, now: datetime, instead: Training | None = None
) -> int:
    """Cancel the training; `instead` is offered to everybody concerned. Returns how many are told. Raises `NotAllowed`,
    `TrainingCancelled` the second time."""
    raise NotImplementedError


async def find_too_few(session: AsyncSession, now: datetime) -> list[Training]:
    """Trainings whose deadline passed with fewer than their minimum: staff are told, once. Returns those of now."""
    raise NotImplementedError
