"""Figures for reports: of a training, a town, a period; counted from the rows, so that they can be reproduced.

Only what took place counts: opened, not cancelled, begun. A participant is somebody who came, or, where nothing was
recorded, somebody with a seat. What fewer than `FEWEST` people said of how it was is not shown: it would be known who.
Nor is it in a sum from which the rest, which is shown elsewhere, could be taken off.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.sign_ups import Participant, SignUp
from storage.trainings import Training

FEWEST = 5


@dataclass(frozen=True)
class Figures:
    """`seats` counts trainings with a number of seats only. `people` are those who signed up and had a seat,
    `participants` all who came with them. `feedback`: how many said 1, 2, 3, or None when too few did."""

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
    """Of what began before `now`, from `since` on and before `until`; `town` "" is what has none."""
    counted = _took_place(now, since, until)
    towns = func.coalesce(Training.town, "")
    for column, wanted in ((Training.id, training_id), (towns, town), (Training.kind, kind)):
        if wanted is not None:
            counted.append(column == wanted)
    seats = (await session.scalars(select(Training.seats).where(*counted))).all()
    came = await _participants(session, counted)
    seated = await _signed_up(session, counted, ["seat"])
    return Figures(
        trainings=len(seats),
        seats=sum(number for number in seats if number),
        sign_ups=len(seated),
        waiting=len(await _signed_up(session, counted, ["waiting", "offered"])),
        participants=sum(each.participants for each in came),
        no_shows=sum(each.missing for each in came),
        associations=len({each.association_id for each in seated} - {None}),
        # Of the erased nobody knows any more whether two of them were one.
        people=len({each.person_id or f"erased {each.id}" for each in seated}),
        feedback=_feedback(seated),
    )


def _feedback(seated: Sequence[Row[Any]]) -> tuple[int, int, int] | None:
    """How many said 1, 2, 3. Trainings of which few said anything count together, if that makes enough."""
    said: dict[int, list[int]] = defaultdict(list)
    for each in seated:
        if each.feedback:
            said[each.training_id].append(each.feedback)
    shown = [value for values in said.values() if len(values) >= FEWEST for value in values]
    few = [value for values in said.values() if len(values) < FEWEST for value in values]
    shown += few if len(few) >= FEWEST else []
    return (shown.count(1), shown.count(2), shown.count(3)) if shown else None


async def sentence(
    session: AsyncSession, now: datetime, *, since: datetime | None = None, until: datetime | None = None
) -> Sentence:
    """What the committee reads: trainings only, no events or meetings."""
    counted = [*_took_place(now, since, until), Training.kind == "training"]
    towns = (await session.scalars(select(Training.town).where(*counted))).all()
    numbers = [each.participants for each in await _participants(session, counted)]
    return Sentence(len(towns), len(set(towns) - {None}), min(numbers, default=None), max(numbers, default=None))


async def held(
    session: AsyncSession, now: datetime, *, since: datetime | None = None, until: datetime | None = None
) -> Sequence[Training]:
    """What took place, in its order."""
    query = select(Training).where(*_took_place(now, since, until))
    return (await session.scalars(query.order_by(Training.starts_at, Training.id))).all()


@dataclass(frozen=True)
class Overview:
    """A period as a whole, by town ("": online, or unknown) and by training."""

    sentence: Sentence
    total: Figures
    towns: list[tuple[str, Figures]]
    trainings: list[tuple[Training, Figures]]


async def overview(session: AsyncSession, now: datetime, since: datetime, until: datetime) -> Overview:
    """Some queries for each training: outside of a write."""
    trainings = await held(session, now, since=since, until=until)
    towns = dict.fromkeys(training.town or "" for training in trainings)
    return Overview(
        await sentence(session, now, since=since, until=until),
        await figures(session, now, since=since, until=until),
        [(town, await figures(session, now, town=town, since=since, until=until)) for town in towns],
        [(training, await figures(session, now, training_id=training.id)) for training in trainings],
    )


@dataclass(frozen=True)
class _Turnout:
    participants: int
    missing: int


def _took_place(now: datetime, since: datetime | None, until: datetime | None) -> list[ColumnElement[bool]]:
    """The conditions on `Training`."""
    conditions = [Training.state == "open", Training.starts_at <= now]
    if since:
        conditions.append(Training.starts_at >= since)
    if until:
        conditions.append(Training.starts_at < until)
    return conditions


async def _participants(session: AsyncSession, counted: list[ColumnElement[bool]]) -> list[_Turnout]:
    """Of each training who came and who did not, as far as anything was recorded; else everybody with a seat came."""
    found = await session.execute(
        select(
            func.count(case((Participant.attended.is_(True), 1))),
            func.count(case((Participant.attended.is_(False), 1))),
            func.count(Participant.id),
        )
        .select_from(Training)
        .outerjoin(SignUp, and_(SignUp.training_id == Training.id, SignUp.state == "seat"))
        .outerjoin(Participant, Participant.sign_up_id == SignUp.id)
        .where(*counted)
        .group_by(Training.id)
    )
    return [_Turnout(came if came or missing else seats, missing) for came, missing, seats in found]


async def _signed_up(
    session: AsyncSession, counted: list[ColumnElement[bool]], states: Sequence[str]
) -> Sequence[Row[Any]]:
    query: Any = select(SignUp.id, SignUp.training_id, SignUp.person_id, SignUp.association_id, SignUp.feedback)
    of_these = query.join(Training, Training.id == SignUp.training_id).where(*counted, SignUp.state.in_(states))
    found: Sequence[Row[Any]] = (await session.execute(of_these)).all()
    return found


async def sentences(session: AsyncSession, training_id: int) -> list[str] | None:
    """What people wrote of how it was, in no order that tells who; None while fewer than `FEWEST` said anything."""
    said = select(SignUp.feedback_text).where(SignUp.training_id == training_id, SignUp.feedback.is_not(None))
    found = (await session.scalars(said)).all()
    return sorted(text for text in found if text) if len(found) >= FEWEST else None
