"""How a training stands: its counts, the live list for staff, groups to write to, and posts that show the counts."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any, Literal, get_args

from sqlalchemy import ColumnElement, and_, exists, func, not_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from storage import audiences, sign_ups
from storage.associations import Contact
from storage.audiences import Audience, Group
from storage.people import Address, Person
from storage.sign_ups import SignUp, State
from storage.trainings import Training, TrainingAnnouncement

GroupName = Literal["coming", "waiting", "silent"]
"""Who has a seat; who waits for one, or thinks about an offer; who said nothing."""

GROUP_NAMES: tuple[GroupName, ...] = get_args(GroupName)


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
    for training_id, state, people, seats in found:
        number[training_id, state] = people
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
    everybody = await sign_ups.to(session, training)
    return LiveList(training, await counts(session, training), everybody, await _silent(session, training))


async def _silent(session: AsyncSession, training: Training) -> Sequence[Person]:
    meant = audiences.addresses(group(training, "silent")).order_by(None).with_only_columns(Address.person_id)
    return (await session.scalars(select(Person).where(Person.id.in_(meant)).order_by(Person.name, Person.id))).all()


def group(training: Training, name: GroupName) -> Audience:
    """The audience of an announcement to some of a training, as they are when it leaves."""
    return replace(training.audience if name == "silent" else Audience(), training=training.id, group=name)


def _is_silent(training_id: int, person_id: Any) -> ColumnElement[bool]:
    """Neither the person nor anybody else for their associations said anything. Who works in the office, and speaks for
    no association, is asked nothing."""
    answered = SignUp.training_id == training_id
    own, fellow = aliased(Contact), aliased(Contact)
    said_so = exists().where(answered, SignUp.person_id == person_id)
    association_did = exists().where(
        own.person_id == person_id,
        own.association_id.in_(select(SignUp.association_id).where(answered, SignUp.association_id.is_not(None))),
    )
    a_fellow_did = exists().where(
        own.person_id == person_id,
        fellow.association_id == own.association_id,
        fellow.person_id.in_(select(SignUp.person_id).where(answered, SignUp.person_id.is_not(None))),
    )
    works_here = exists().where(Person.id == person_id, Person.role.is_not(None))
    speaks = exists().where(own.person_id == person_id)
    return and_(not_(said_so), not_(association_did), not_(a_fellow_did), or_(not_(works_here), speaks))


def _in_state(*states: State) -> Group:
    def is_one(training_id: int, person_id: Any) -> ColumnElement[bool]:
        theirs = select(SignUp.person_id).where(SignUp.training_id == training_id, SignUp.state.in_(states))
        return and_(person_id.in_(theirs))

    return is_one


audiences.GROUPS["coming"] = _in_state("seat")
audiences.GROUPS["waiting"] = _in_state("waiting", "offered")
audiences.GROUPS["silent"] = _is_silent


async def out_of_date(session: AsyncSession, now: datetime, edited_before: datetime) -> list[Training]:
    """Announced trainings that have not begun, whose posts show other counts, time or place than there are, edited last
    before a moment."""
    announced = select(Training).where(
        Training.state.in_(["open", "cancelled"]),
        Training.starts_at > now,
        exists().where(TrainingAnnouncement.training_id == Training.id),
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
