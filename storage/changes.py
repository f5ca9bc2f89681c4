"""What staff change about a training that people signed up for, and who is told of it.

Each change of time or place raises the training's `sequence` by one, and everybody concerned gets a notice of that
number. What changes again before they heard of it is told once, from how they knew it to how it is. Reminders follow
the new times.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import zip_longest
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage import notices, reminders, sign_ups, trainings
from storage.associations import require
from storage.people import Person
from storage.sign_ups import CONCERNED, SignUp
from storage.trainings import (
    PLACE,
    NothingPlanned,
    SeatsTaken,
    StartsInThePast,
    Times,
    Training,
    TrainingCancelled,
    TrainingOver,
    TrainingSession,
    follow_sessions,
    moments,
)

DECIDED_BEFORE = timedelta(days=3)
"""When staff hear of too few sign-ups for a training without a deadline: before its start."""


async def reschedule(
    session: AsyncSession, training_id: int, times: Sequence[Times], *, by: Person, now: datetime
) -> Training:
    """Other times, all of them in order; sessions are added or dropped as needed. Times that stay the same change
    nothing. Raises `NotAllowed`, `NothingPlanned`, `EndsBeforeStart`, `NoSuchHour`, `StartsInThePast`,
    `TrainingCancelled`."""
    training = await _found(session, training_id, by)
    before = _spans(training)
    after = moments(times, training.zone)
    if not after:
        raise NothingPlanned
    if any(span not in before and span[0] <= now for span in after):
        raise StartsInThePast
    if after == before:
        return training
    training.sessions = training.sessions[: len(after)]
    for one, (start, end) in zip_longest(list(training.sessions), after):
        if one is None:
            training.sessions.append(TrainingSession(starts_at=start, ends_at=end))
        else:
            one.starts_at, one.ends_at = start, end
    follow_sessions(training)
    await _end_offers_by_the_start(session, training)
    await _tell_change(session, training, by, now, before=_as_json(before), after=_as_json(after))
    await _plan_reminders(session, training, now)
    return training


async def relocate(session: AsyncSession, training_id: int, *, by: Person, now: datetime, **place: Any) -> Training:
    """Another place: some of `trainings.PLACE`. Raises `NotAllowed`, `TrainingCancelled`, `TrainingOver`."""
    training = await _found(session, training_id, by)
    _require_not_over(training, now)
    if not place.keys() <= set(PLACE):
        raise TypeError(f"{place.keys() - set(PLACE)} is no part of a place")
    after = {name: value for name, value in place.items() if value != getattr(training, name)}
    before = {name: getattr(training, name) for name in after}
    for name, value in after.items():
        setattr(training, name, value)
    if after:
        await _tell_change(session, training, by, now, before=before, after=after)
        await _plan_reminders(session, training, now)
    return training


async def resize(session: AsyncSession, training_id: int, seats: int | None, *, by: Person) -> Training:
    """Another number of seats; None: as many as come. New ones are offered to whoever waits. Raises `NotAllowed`,
    `SeatsTaken`."""
    training = await _found(session, training_id, by)
    if seats is not None and seats < training.taken:
        raise SeatsTaken(title=training.title, taken=training.taken)
    training.seats = seats
    await session.flush()
    return training


async def call_off(
    session: AsyncSession, training_id: int, *, by: Person, now: datetime, instead: Training | None = None
) -> int:
    """Cancel the training; `instead`, or else the next date of the same, is offered to everybody concerned. Returns how
    many are told. Raises `NotAllowed`, `TrainingOver`, `TrainingCancelled` the second time."""
    training = await _found(session, training_id, by)
    _require_not_over(training, now)
    offer_of = instead or await next_like(session, training, now)
    training.state, training.cancelled_at = "cancelled", now
    training.sequence += 1
    told = await concerned(session, training)
    for found in told:
        if found.state == "offered":
            await sign_ups.put(session, training, found, "waiting", now)
        await reminders.plan(session, found.id, None, now)
        details = {"instead": offer_of and offer_of.id}
        await notices.tell(
            session, "called-off", training.id, now, change=training.sequence,
            sign_up_id=found.id, by_id=by.id, details=details,
        )  # fmt: skip
    await session.flush()
    return len(told)


async def next_like(session: AsyncSession, training: Training, now: datetime) -> Training | None:
    """The next date of the same thing, by its title, with a free seat."""
    room = or_(Training.seats.is_(None), Training.taken < Training.seats)
    other = select(Training).where(
        Training.id != training.id,
        Training.state == "open",
        Training.kind == training.kind,
        Training.title == training.title,
        Training.starts_at > now,
        room,
    )
    return await session.scalar(other.order_by(Training.starts_at, Training.id).limit(1))


async def remind_at(
    session: AsyncSession, training_id: int, hours: Sequence[int], *, by: Person, now: datetime
) -> Training:
    """Other reminders: so many hours before each session. Those that were sent stay. Raises `NotAllowed`,
    `TrainingCancelled`."""
    training = await _found(session, training_id, by)
    training.reminders = sorted(set(hours), reverse=True)
    await _plan_reminders(session, training, now)
    return training


async def find_too_few(session: AsyncSession, now: datetime) -> list[Training]:
    """Trainings whose deadline passed with fewer than their minimum: staff are told, once for each deadline. Returns
    those of now."""
    decided = or_(
        Training.deadline <= now, and_(Training.deadline.is_(None), Training.starts_at <= now + DECIDED_BEFORE)
    )
    few = select(Training.id).where(
        Training.state == "open", Training.starts_at > now, decided, Training.taken < Training.minimum
    )
    found = []
    for training_id in (await session.scalars(few.order_by(Training.id))).all():
        training = await trainings.locked(session, training_id)
        date = training.deadline or training.starts_at
        if await notices.tell(session, "too-few", training.id, now, change=date and date.isoformat()):
            found.append(training)
    return found


async def _found(session: AsyncSession, training_id: int, by: Person) -> Training:
    require(by.may("editor"))
    training = await trainings.locked(session, training_id)
    if training.state == "cancelled":
        raise TrainingCancelled(title=training.title)
    return training


def _require_not_over(training: Training, now: datetime) -> None:
    if training.ends_at and training.ends_at <= now:
        raise TrainingOver(title=training.title)


async def concerned(session: AsyncSession, training: Training) -> Sequence[SignUp]:
    """Whoever is told of a change, in the order of signing up."""
    query = select(SignUp).where(SignUp.training_id == training.id, SignUp.state.in_(CONCERNED)).order_by(SignUp.number)
    return (await session.scalars(query)).all()


async def _tell_change(
    session: AsyncSession, training: Training, by: Person, now: datetime, *, before: Any, after: Any
) -> None:
    training.sequence += 1
    await session.flush()
    for found in await concerned(session, training):
        known, new = dict(before), dict(after)
        for untold in reversed(await notices.withdraw(session, found.id, "changed")):
            earlier = untold.details or {}
            known, new = known | earlier["before"], earlier["after"] | new
        other = [name for name in known if known[name] != new[name]]
        details = {
            "sequence": training.sequence,
            "before": {name: known[name] for name in other},
            "after": {name: new[name] for name in other},
        }
        if other:
            await notices.tell(
                session, "changed", training.id, now, change=training.sequence,
                sign_up_id=found.id, by_id=by.id, details=details,
            )  # fmt: skip


async def _end_offers_by_the_start(session: AsyncSession, training: Training) -> None:
    for found in await concerned(session, training):
        if found.offered_until and training.starts_at:
            found.offered_until = min(found.offered_until, training.starts_at)


async def _plan_reminders(session: AsyncSession, training: Training, now: datetime) -> None:
    await session.flush()
    for found in await concerned(session, training):
        await reminders.plan(session, found.id, training if found.state == "seat" else None, now)


def _spans(training: Training) -> list[tuple[datetime, datetime]]:
    return sorted((one.starts_at, one.ends_at) for one in training.sessions)


def _as_json(spans: Sequence[tuple[datetime, datetime]]) -> dict[str, Any]:
    return {"sessions": [[start.isoformat(), end.isoformat()] for start, end in spans]}
