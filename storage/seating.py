"""What people and staff do with sign-ups: sign up, answer, change, cancel; approve, refuse, move.

Each of them locks the training, asks the rules, and ends in `sign_ups.put`. While somebody waits whom the free seats
would fit, nobody who comes later gets them. The person is told of what others did.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage import associations, notices, sign_ups, trainings
from storage.associations import Association, require
from storage.people import Door, Person
from storage.refusals import Refusal
from storage.sign_ups import (
    CONCERNED,
    HOLDS,
    SIGNED_UP,
    NotYourSignUp,
    SelfCheck,
    SignUp,
    SignUpGone,
    State,
)
from storage.trainings import Training, TrainingCancelled, TrainingNotOpen, TrainingStarted


class DeadlinePassed(Refusal):
    """Until then people signed up, or took more seats, by themselves; now they call. `title`."""


class TrainingFull(Refusal):
    """More seats than are free, for somebody who has some, or is moved; `free`, `title`."""


class MoreThanThereAre(Refusal):
    """More seats than the training has: waiting would never help; `seats`."""


class AssociationFull(Refusal):
    """The association has its seats already; `limit`, `left`."""


class AlreadySignedUp(Refusal):
    """Who is to be moved is signed up there already; `title`."""


class WasRefused(Refusal):
    """Staff said no to this sign-up; `title`."""


class NothingToDecide(Refusal):
    """Staff decided already, or the person cancelled."""


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
    door: Door,
    now: datetime,
    seats: int = 1,
    association: Association | None = None,
    self_check: SelfCheck | None = None,
    names: Sequence[str | None] = (),
) -> Result:
    """Sign a person up, with others or alone: `by` themselves, a fellow contact, or staff (who may until the end, and
    need no approval). Who is signed up already changes the number of seats by it; who has an offer accepts it.

    Raises `TrainingGone`, `TrainingNotOpen`, `TrainingCancelled`, `TrainingStarted`, `DeadlinePassed`,
    `MoreThanThereAre`, `AssociationFull`, `TrainingFull`, `WasRefused`, `NotYourAssociation`, `NotYourSignUp`,
    `TooManyNames`.
    """
    training = await trainings.locked(session, training_id)
    found = await sign_ups.own(session, training_id, person)
    comes = found is not None and found.state in SIGNED_UP
    _require_open(training, by, now, closes=not comes)
    await _require_speaker(session, person, association, by)
    if found and comes:
        return await _again(session, training, found, seats, by=by, door=door, now=now)
    _require_not_refused(training, found, by)
    await _require_seats(session, training, seats, association, by)
    signed = await _newest(session, training, found, person, association, by, door, now)
    signed.self_check = self_check
    if training.needs_approval and not by.may("editor"):
        await sign_ups.put(session, training, signed, "asked", now, seats=seats)
        await sign_ups.tell(session, signed, "asks", now)
    else:
        await _seat_or_wait(session, training, signed, now, seats=seats)
    sign_ups.give_names(signed, names)
    await session.flush()
    await sign_ups.tell(session, signed, "added", now, by=by)
    return await _result(session, signed)


async def answer(
    session: AsyncSession,
    training_id: int,
    person: Person,
    said: Literal["no", "maybe"],
    *,
    by: Person,
    door: Door,
    now: datetime,
    association: Association | None = None,
) -> Result:
    """ "No" and "maybe" are answers too, until the start. Whoever had a seat, or waited for one, gives it up; after the
    deadline staff hear of it. Raises as `cancel` does, and as `sign_up` about associations."""
    training = await trainings.locked(session, training_id)
    found = await sign_ups.own(session, training_id, person)
    _require_open(training, by, now, closes=False)
    await _require_speaker(session, person, association, by)
    _require_not_refused(training, found, by)
    if found and found.state == said:
        return await _result(session, found)
    if found and association is None:
        association = found.association
    answered = await _newest(session, training, found, person, association, by, door, now)
    await _give_back(session, training, answered, said, by, now)
    await sign_ups.tell(session, answered, "answered", now, by=by, details={"said": said})
    return await _result(session, answered)


async def change(
    session: AsyncSession, sign_up_id: int, seats: int, *, by: Person, door: Door, now: datetime
) -> Result:
    """Another number of seats; fewer until the start. More while one has some: only if they are free and nobody waits
    whom they would fit. More while one waits: the place in the list stays. Raises `TrainingFull`, and as `sign_up`
    does."""
    training, found = await sign_ups.find(session, sign_up_id, by)
    _require_open(training, by, now, closes=False)
    return await _change(session, training, found, seats, by=by, door=door, now=now)


async def cancel(session: AsyncSession, sign_up_id: int, *, by: Person, door: Door, now: datetime) -> Result:
    """Take a sign-up back, until the start: an empty chair helps nobody. Staff hear of a seat that comes back after the
    deadline. A second time changes nothing. Raises `SignUpGone`, `NotYourSignUp`, `TrainingStarted`."""
    training, found = await sign_ups.find(session, sign_up_id, by)
    if found.state in CONCERNED:
        _require_open(training, by, now, closes=False)
        found.door = door
        await _give_back(session, training, found, "cancelled", by, now)
        await sign_ups.tell(session, found, "cancelled", now, by=by)
    return await _result(session, found)


async def approve(session: AsyncSession, sign_up_id: int, *, by: Person, now: datetime) -> Result:
    """A seat, or a place in the list in the order of signing up. Raises `NotAllowed`, `NothingToDecide`."""
    training, found = await _find_undecided(session, sign_up_id, by)
    _require_open(training, by, now)
    await _seat_or_wait(session, training, found, now)
    await sign_ups.tell(session, found, "approved", now, by=by, details={"state": found.state})
    return await _result(session, found)


async def refuse(session: AsyncSession, sign_up_id: int, *, by: Person, now: datetime) -> Result:
    """Raises `NotAllowed`, `NothingToDecide`."""
    training, found = await _find_undecided(session, sign_up_id, by)
    await sign_ups.put(session, training, found, "refused", now)
    await sign_ups.tell(session, found, "refused", now, by=by)
    return await _result(session, found)


async def move(session: AsyncSession, sign_up_id: int, training_id: int, *, by: Person, now: datetime) -> Result:
    """To a seat in another training, with names. Answers to questions stay behind. Raises `NotAllowed`, `TrainingFull`,
    `AlreadySignedUp`, and as `sign_up` does."""
    require(by.may("editor"))
    here = (await sign_ups.get(session, sign_up_id)).training_id
    # Both in one order, whoever moves: two that go opposite ways would wait for each other.
    for number in sorted({here, training_id}):
        await trainings.locked(session, number)
    source, found = await sign_ups.find(session, sign_up_id, by)
    target = await trainings.get(session, training_id)
    _require_open(target, by, now)
    if found.state not in CONCERNED:
        raise SignUpGone
    await _make_way(session, found, target)
    if not await _may_sit(session, target, found.seats, target.next_number):
        raise TrainingFull(title=target.title, free=target.free or 0)
    await sign_ups.put(session, source, found, "cancelled", now)
    found.training_id, found.answers = target.id, []
    sign_ups.put_last(target, found)
    found.self_check, found.missed = None, 0
    for participant in found.participants:
        participant.row = participant.attended = participant.certified_at = None
    await session.flush()
    await session.refresh(found, ["training"])
    await sign_ups.put(session, target, found, "seat", now)
    await sign_ups.tell(session, found, "moved", now, by=by, details={"from": source.id})
    return await _result(session, found)


async def _give_back(
    session: AsyncSession, training: Training, found: SignUp, state: State, by: Person, now: datetime, *,
    seats: int | None = None,
) -> None:  # fmt: skip
    """As `put`, for whoever may need fewer seats than before: after the deadline staff count on them, and are told."""
    held = found.seats if found.state == "seat" else 0
    await sign_ups.put(session, training, found, state, now, seats=seats)
    back = held - (found.seats if state == "seat" else 0)
    if back > 0 and training.why_closed(now) == "deadline" and not by.may("editor"):
        before = await notices.number_of(session, found.id, "given-back")
        await notices.tell(
            session, "given-back", training.id, now, change=before, sign_up_id=found.id, details={"seats": back}
        )


def _require_open(training: Training, by: Person, now: datetime, *, closes: bool = True) -> None:
    """Staff may until the end; others until the deadline if it `closes`, else until the start."""
    if training.state == "cancelled":
        raise TrainingCancelled(title=training.title)
    if training.state != "open" or not training.starts_at or not training.ends_at or not training.closes_at:
        raise TrainingNotOpen(title=training.title)
    is_staff = by.may("editor")
    if now >= (training.ends_at if is_staff else training.starts_at):
        raise TrainingStarted(title=training.title)
    if closes and not is_staff and now >= training.closes_at:
        raise DeadlinePassed(title=training.title)


def _require_not_refused(training: Training, found: SignUp | None, by: Person) -> None:
    """What staff refused only staff take back: a "no" in between would be a way round."""
    if found and found.state == "refused" and not by.may("editor"):
        raise WasRefused(title=training.title)


async def _require_speaker(session: AsyncSession, person: Person, association: Association | None, by: Person) -> None:
    """Everybody for themselves, a contact for fellows of their association, staff for all."""
    if by.may("editor"):
        return
    if association:
        for speaker in {person.id: person, by.id: by}.values():
            await associations.contact_of(session, speaker, association.id)
    elif by.id != person.id:
        raise NotYourSignUp


async def _require_seats(
    session: AsyncSession,
    training: Training,
    seats: int,
    association: Association | None,
    by: Person,
    besides: SignUp | None = None,
) -> None:
    if training.seats is not None and seats > training.seats:
        raise MoreThanThereAre(title=training.title, seats=training.seats)
    limit = training.seats_per_association
    if limit is None or association is None or by.may("editor"):
        return
    theirs = select(func.sum(SignUp.seats)).where(
        SignUp.training_id == training.id,
        SignUp.association_id == association.id,
        SignUp.state.in_(SIGNED_UP),
        SignUp.id != (besides.id if besides else 0),
    )
    left = limit - (await session.scalar(theirs) or 0)
    if seats > left:
        raise AssociationFull(title=training.title, limit=limit, left=max(left, 0))


async def _again(
    session: AsyncSession, training: Training, found: SignUp, seats: int, *, by: Person, door: Door, now: datetime
) -> Result:
    """Who is signed up signs up once more: it is the number of seats that they mean."""
    found.missed = 0
    if found.state == "offered" and seats == found.seats:
        found.door = door
        await sign_ups.put(session, training, found, "seat", now)
    return await _change(session, training, found, seats, by=by, door=door, now=now)


async def _change(
    session: AsyncSession, training: Training, found: SignUp, seats: int, *, by: Person, door: Door, now: datetime
) -> Result:
    if found.state not in SIGNED_UP:
        raise SignUpGone
    before = found.seats
    if seats != before:
        _require_open(training, by, now, closes=seats > before)
        await _require_seats(session, training, seats, found.association, by, besides=found)
        more = seats - before if found.state in HOLDS else 0
        if more > 0 and not await _may_sit(session, training, more, training.next_number):
            raise TrainingFull(title=training.title, free=training.free or 0)
        found.door = door
        await _give_back(session, training, found, found.state, by, now, seats=seats)
        await sign_ups.tell(session, found, "resized", now, by=by, details={"seats": [before, seats]})
    return await _result(session, found)


async def _seat_or_wait(
    session: AsyncSession, training: Training, found: SignUp, now: datetime, *, seats: int | None = None
) -> None:
    sits = await _may_sit(session, training, seats or found.seats, found.number)
    if not (sits and await sign_ups.put(session, training, found, "seat", now, seats=seats)):
        await sign_ups.put(session, training, found, "waiting", now, seats=seats)


async def _may_sit(session: AsyncSession, training: Training, seats: int, number: int) -> bool:
    """Whether so many seats are free, and nobody before this number waits whom the free ones would fit."""
    first = await sign_ups.next_in_line(session, training)
    return training.has_room_for(seats) and (first is None or number <= first.number)


async def _newest(
    session: AsyncSession,
    training: Training,
    found: SignUp | None,
    person: Person,
    association: Association | None,
    by: Person,
    door: Door,
    now: datetime,
) -> SignUp:
    """The person's sign-up, or a new one, as the last in the order."""
    signed = found
    if signed is None:
        signed = SignUp(training=training, person=person, state="asked", created_at=now, participants=[], answers=[])
        session.add(signed)
    sign_ups.put_last(training, signed)
    signed.by_id, signed.association, signed.missed = by.id, association, 0
    signed.door, signed.changed_at = door, now
    await session.flush()
    return signed


async def _find_undecided(session: AsyncSession, sign_up_id: int, by: Person) -> tuple[Training, SignUp]:
    require(by.may("editor"))
    training, found = await sign_ups.find(session, sign_up_id, by)
    if found.state != "asked":
        raise NothingToDecide
    return training, found


async def _make_way(session: AsyncSession, found: SignUp, target: Training) -> None:
    """Who is moved may have said no there before; an answer that holds is not overwritten. Raises `AlreadySignedUp`."""
    there = await sign_ups.own(session, target.id, found.person) if found.person else None
    if there and (there.state in SIGNED_UP or there.id == found.id):
        raise AlreadySignedUp(title=target.title)
    if there:
        await session.delete(there)
        await session.flush()


async def _result(session: AsyncSession, found: SignUp) -> Result:
    return Result(found, await sign_ups.place_of(session, found))
