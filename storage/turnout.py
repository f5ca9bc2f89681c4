"""How a training stands: its counts, the live list for staff, and the posts that show the counts."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import exists, func, not_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from storage import audiences
from storage.associations import Contact
from storage.people import Address, Person
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
    return (await _counts(session, [training]))[training.id]


async def _counts(session: AsyncSession, some: Sequence[Training]) -> dict[int, Counts]:
    found = await session.execute(
        select(SignUp.training_id, SignUp.state, func.count(), func.sum(SignUp.seats))
        .where(SignUp.training_id.in_([training.id for training in some]))
        .group_by(SignUp.training_id, SignUp.state)
    )
    number, held = Counter[tuple[int, str]](), Counter[int]()
    for training_id, state, sign_ups, seats in found:
        number[training_id, state] = sign_ups
        held[training_id] += seats if state == "offered" else 0
    return {
        training.id: Counts(
            seats=training.seats,
            taken=training.taken,
            held=held[training.id],
            **{state: number[training.id, state] for state in ("waiting", "asked", "maybe", "no")},
        )
        for training in some
    }


async def live_list(session: AsyncSession, training: Training) -> LiveList:
    """Everybody who said something, and who did not."""
    said = select(SignUp).where(SignUp.training_id == training.id).order_by(SignUp.number)
    everybody = (await session.scalars(said)).all()
    return LiveList(training, await counts(session, training), everybody, await _silent(session, training))


async def _silent(session: AsyncSession, training: Training) -> Sequence[Person]:
    answered = SignUp.training_id == training.id
    fellow = aliased(Contact)
    meant = audiences.addresses(training.audience).order_by(None).with_only_columns(Address.person_id)
    said_so = exists().where(answered, SignUp.person_id == Person.id)
    association_did = exists().where(
        Contact.person_id == Person.id,
        Contact.association_id.in_(select(SignUp.association_id).where(answered, SignUp.association_id.is_not(None))),
    )
    a_fellow_did = exists().where(
        Contact.person_id == Person.id,
        fellow.association_id == Contact.association_id,
        fellow.person_id.in_(select(SignUp.person_id).where(answered, SignUp.person_id.is_not(None))),
    )
    silent = select(Person).where(Person.id.in_(meant), not_(said_so), not_(association_did), not_(a_fellow_did))
    return (await session.scalars(silent.order_by(Person.name, Person.id))).all()


async def out_of_date(session: AsyncSession, edited_before: datetime) -> list[Training]:
    """Announced trainings whose posts show other counts, time or place than there are, edited last before a moment."""
    announced = select(Training).where(
        Training.state != "draft",
        Training.announcement_id.is_not(None),
        or_(Training.shown_at.is_(None), Training.shown_at <= edited_before),
    )
    found = (await session.scalars(announced.order_by(Training.id))).all()
    now_counted = await _counts(session, found)
    return [training for training in found if training.shown_json != _shows(training, now_counted[training.id])]


def _shows(training: Training, counts: Counts) -> dict[str, Any]:
    """What a post says: the counts, and whether it takes place."""
    return asdict(counts) | {"state": training.state, "sequence": training.sequence}


async def shown(session: AsyncSession, training: Training, counts: Counts, now: datetime) -> None:
    """Remember what the posts of the training say now."""
    training.shown_json, training.shown_at = _shows(training, counts), now
    await session.flush()
