"""The waiting list: a freed seat is offered in order, held while the person thinks, and goes on to the next.

The pulse looks (`offer`, after `run_out`): whatever freed a seat, be it a cancellation, more seats, an erased person or
an offer that ran out, the next look finds it free. Nobody overtakes meanwhile: who signs up gets no seat that would fit
somebody who waits (storage/sign_ups.py). Who needs more seats than are free keeps their place, and the next whom they
fit is offered them.

An offer lasts `offer_hours` from when the person is told, or may be, at most half of the time until the start, and does
not end in the quiet hours; less than `LEAST` is no offer. Who declines is off the list ("no"). Who lets it run out goes
to the end of it, with notice, and is asked once more when the turn comes; after `MOST_MISSED` offers in silence no
further one is made until they say something, or one silent person would hold a seat for ever.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage import notices, sign_ups, trainings
from storage.people import Door, Person
from storage.refusals import Refusal
from storage.seating import Result
from storage.sign_ups import MOST_MISSED, SignUp
from storage.trainings import Training, TrainingCancelled, TrainingStarted

NextLoud = Callable[[datetime], datetime]
"""The moment itself, or the end of the quiet hours it lies in (`Office.next_loud`)."""


LEAST = timedelta(minutes=15)
"""Whoever has less time to answer is not asked."""


class OfferOver(Refusal):
    """It ran out, or was answered; `title`."""


async def due(session: AsyncSession, now: datetime) -> Sequence[int]:
    """The trainings in which an offer runs out, or a free seat fits somebody who waits."""
    over = select(SignUp.training_id).where(*_is_over(now))
    return sorted({*await session.scalars(over), *await session.scalars(select(Training.id).where(*_has_next(now)))})


def _is_over(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return SignUp.state == "offered", SignUp.offered_until <= now


def _has_next(now: datetime) -> tuple[ColumnElement[bool], ...]:
    room = or_(Training.seats.is_(None), SignUp.seats <= Training.seats - Training.taken)
    waits = and_(SignUp.training_id == Training.id, SignUp.state == "waiting", SignUp.missed < MOST_MISSED, room)
    return Training.state == "open", Training.starts_at > now, exists().where(waits)


async def offer(session: AsyncSession, now: datetime, next_loud: NextLoud, *, only: int | None = None) -> list[SignUp]:
    """Offer whatever is free to whoever is next, in all trainings or in `only` one. Returns those who got an offer;
    their notices are written."""
    ready = select(Training.id).where(*_has_next(now), *([Training.id == only] if only is not None else []))
    offered = []
    for training_id in (await session.scalars(ready.order_by(Training.id))).all():
        training = await trainings.locked(session, training_id)
        until = _until(training, now, next_loud)
        while until and (first := await sign_ups.next_in_line(session, training)):
            if not await sign_ups.put(session, training, first, "offered", now):
                break
            first.offered_until = until
            await sign_ups.tell(session, first, "offer", now)
            offered.append(first)
    return offered


def _until(training: Training, now: datetime, next_loud: NextLoud) -> datetime | None:
    """How long an offer of now is held; None: there is no time left for one."""
    told = next_loud(now)
    if training.state != "open" or training.starts_at is None:
        return None
    thinking = min(timedelta(hours=training.offer_hours), (training.starts_at - told) / 2)
    return min(next_loud(told + thinking), training.starts_at) if thinking >= LEAST else None


async def begin(session: AsyncSession, sign_up_id: int, now: datetime, next_loud: NextLoud) -> None:
    """The person is about to be told of an offer, be it long after it was made: their time begins. Where none is left,
    the offer is taken back, with its notice, and they keep their place."""
    training_id = (await sign_ups.get(session, sign_up_id)).training_id
    training = await trainings.locked(session, training_id)
    found = await session.get_one(SignUp, sign_up_id, populate_existing=True)
    if found.state == "offered":
        await _begin(session, training, found, now, next_loud)


async def _begin(
    session: AsyncSession, training: Training, found: SignUp, now: datetime, next_loud: NextLoud
) -> None:  # fmt: skip
    until = _until(training, now, next_loud)
    if until is None:
        await sign_ups.put(session, training, found, "waiting", now)
    found.offered_until = until
    await session.flush()


async def run_out(
    session: AsyncSession, now: datetime, next_loud: NextLoud, *, only: int | None = None
) -> list[SignUp]:
    """End the offers whose time is over, in all trainings or in `only` one: to the end of the list, with notice, unless
    it begins now, when nobody else is asked. One that nobody was told of yet begins anew. Returns those whose offer
    ended."""
    over = select(SignUp.id, SignUp.training_id).where(*_is_over(now))
    if only is not None:
        over = over.where(SignUp.training_id == only)
    missed = []
    for sign_up_id, training_id in (await session.execute(over.order_by(SignUp.training_id, SignUp.number))).all():
        training = await trainings.locked(session, training_id)
        found = await session.get(SignUp, sign_up_id, populate_existing=True)
        if found is None or found.state != "offered" or not found.offered_until or found.offered_until > now:
            continue
        if await notices.is_waiting(session, found.id, "offer"):
            await _begin(session, training, found, now, next_loud)
        else:
            await sign_ups.put(session, training, found, "waiting", now)
            if training.starts_at and training.starts_at > now:
                await sign_ups.tell(session, found, "offer-missed", now)
            sign_ups.put_last(training, found)
            found.missed += 1
            missed.append(found)
    await session.flush()
    return missed


async def accept(session: AsyncSession, sign_up_id: int, *, by: Person, door: Door, now: datetime) -> Result:
    """A seat, also a little late, as long as nobody else was asked. Raises `OfferOver`, `NotYourSignUp`,
    `TrainingStarted`, `TrainingCancelled`."""
    training, found = await sign_ups.find(session, sign_up_id, by)
    if training.state == "cancelled":
        raise TrainingCancelled(title=training.title)
    if found.state != "seat":
        _require_offer(training, found)
        if training.starts_at and training.starts_at <= now:
            raise TrainingStarted(title=training.title)
        found.door = door
        await sign_ups.put(session, training, found, "seat", now)
        await sign_ups.tell(session, found, "answered", now, by=by, details={"said": "yes"})
    return Result(found, None)


async def decline(session: AsyncSession, sign_up_id: int, *, by: Person, door: Door, now: datetime) -> Result:
    """No, thank you: the next is asked. Raises `OfferOver`, `NotYourSignUp`."""
    training, found = await sign_ups.find(session, sign_up_id, by)
    if found.state != "no":
        _require_offer(training, found)
        found.door = door
        await sign_ups.put(session, training, found, "no", now)
        await sign_ups.tell(session, found, "answered", now, by=by, details={"said": "no"})
    return Result(found, None)


def _require_offer(training: Training, found: SignUp) -> None:
    if found.state != "offered":
        raise OfferOver(title=training.title)
