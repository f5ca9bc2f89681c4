"""What became of an announcement: how many, which associations, and why not.

The numbers are counted by the database; the whole list is read as columns, one row after the other. Both may take
seconds with a hundred thousand deliveries: they are asked for outside of a write. Who wants a report, because an
announcement has ended or because they asked, is a row (`WantedReport`), and the clock answers it.
"""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, Select, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from storage import audiences
from storage.announcements import Announcement
from storage.associations import Association, Contact
from storage.database import Base
from storage.dispatch import Progress
from storage.outbox import Outgoing
from storage.people import Address, Person, why_closed

DOUBTS_SHOWN = 10
CHUNK = 1000


class WantedReport(Base):
    """The report on an announcement, to this address of a person; without a person, to its author's door."""

    __tablename__ = "wanted_reports"

    id: Mapped[int] = mapped_column(primary_key=True)
    announcement_id: Mapped[int] = mapped_column(ForeignKey("announcements.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    channel: Mapped[str | None]
    address: Mapped[str | None]
    asked_at: Mapped[datetime]


@dataclass(frozen=True)
class Doubt:
    """A delivery of which nobody knows whether it arrived: its row, and whom it was for; a post is for its channel."""

    row_id: int
    name: str
    association: str
    phone: str | None


@dataclass
class Report:
    """Numbers: of `associations` that were meant so many were `reached`, of people and messages those that arrived;
    `uncertain` are messages of which nobody knows, `repeated` those that may have arrived twice, `late` and
    `halted` those that were not sent because it was too late, or somebody ended it."""

    announcement: Announcement
    progress: Progress
    associations: int
    reached: int
    people: int
    uncertain: int
    repeated: int
    late: int
    halted: int
    doubts: list[Doubt] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Line:
    """An association that was meant, or somebody who speaks for none of them; `people` are names and telephone
    numbers, `reason` is why it did not arrive ("unconfirmed", "blocked", …), None if it did."""

    association: str
    town: str
    people: tuple[tuple[str, str | None], ...]
    reason: str | None


async def want(
    session: AsyncSession,
    announcement_id: int,
    now: datetime,
    *,
    person: Person | None = None,
    channel: str | None = None,
    address: str | None = None,
) -> None:
    """Let the clock send it."""
    reader = person.id if person else None
    session.add(
        WantedReport(
            announcement_id=announcement_id, person_id=reader, channel=channel, address=address, asked_at=now
        )
    )  # fmt: skip
    await session.flush()


async def wanted(session: AsyncSession) -> Sequence[int]:
    """The reports to be sent, in order."""
    return (await session.scalars(select(WantedReport.id).order_by(WantedReport.id))).all()


async def get_wanted(session: AsyncSession, wanted_id: int) -> WantedReport | None:
    return await session.get(WantedReport, wanted_id)


async def answered(session: AsyncSession, wanted_id: int) -> bool:
    """It is about to be sent. False if another process was faster."""
    gone = delete(WantedReport).where(WantedReport.id == wanted_id).returning(WantedReport.id)
    return (await session.execute(gone.execution_options(synchronize_session=False))).first() is not None


async def report(session: AsyncSession, announcement: Announcement) -> Report:
    """The numbers, and the first of those of whom nobody knows."""
    own = Outgoing.announcement_id == announcement.id
    by_channel, repeated, late, halted = {}, 0, 0, 0
    outcomes = select(
        Outgoing.channel, Outgoing.state, func.count(), _number(Outgoing.maybe_repeated),
        _number(Outgoing.reason == "too-late"), _number(Outgoing.reason == "halted"),
    )  # fmt: skip
    for channel, state, number, twice, too_late, ended in await session.execute(
        outcomes.where(own).group_by(Outgoing.channel, Outgoing.state)
    ):
        by_channel[channel, state] = number
        repeated += twice if state == "sent" else 0
        late += too_late if state == "skipped" else 0
        halted += ended if state == "skipped" else 0
    progress = Progress(by_channel)
    people = select(func.count(Outgoing.person_id.distinct())).where(own, Outgoing.state == "sent")
    uncertain = progress.number("uncertain")
    return Report(
        announcement,
        progress,
        associations=await _count(session, announcement),
        reached=await _count(session, announcement, _has_delivery(announcement, "sent")),
        people=await session.scalar(people) or 0,
        uncertain=uncertain,
        repeated=repeated,
        late=late,
        halted=halted,
        doubts=await doubts(session, announcement) if uncertain else [],
    )


def _number(condition: Any) -> ColumnElement[int]:
    return func.count().filter(condition)


async def _count(session: AsyncSession, announcement: Announcement, *conditions: ColumnElement[bool]) -> int:
    return (
        await session.scalar(select(func.count()).select_from(Association).where(_meant(announcement), *conditions))
        or 0
    )


def _meant(announcement: Announcement) -> ColumnElement[bool]:
    """The condition on `Association`: for whom it was. A correction is for those who got what it corrects."""
    meant = audiences.matching_associations(announcement.audience)
    if announcement.change is not None:
        meant = _has_delivery(announcement)
    return (Association.status == "active") & meant


def _has_delivery(announcement: Announcement, *states: str) -> ColumnElement[bool]:
    """Somebody who speaks for the association is among the deliveries."""
    # As a list that is made once: asked for each association, an index may be taken that is none for this question.
    there = select(Contact.association_id).where(
        Contact.status == "active", Contact.person_id.in_(_recipients(announcement, *states))
    )
    return Association.id.in_(there)


def _recipients(announcement: Announcement, *states: str) -> Select[int | None]:
    theirs = select(Outgoing.person_id).where(
        Outgoing.announcement_id == announcement.id, Outgoing.person_id.is_not(None)
    )
    return theirs.where(Outgoing.state.in_(states)) if states else theirs


async def doubts(
    session: AsyncSession, announcement: Announcement, *, after: int = 0, limit: int = DOUBTS_SHOWN
) -> list[Doubt]:
    """Deliveries of which nobody knows, in order; `after` is the row of the one before."""
    spoken_for = (
        select(func.min(Association.name))
        .join(Contact, Contact.association_id == Association.id)
        .where(Contact.person_id == Person.id, Contact.status == "active", Association.status == "active")
        .scalar_subquery()
    )
    rows = await session.execute(
        select(Outgoing.id, func.coalesce(Person.name, Outgoing.address), func.coalesce(spoken_for, ""), Person.phone)
        .outerjoin(Person, Person.id == Outgoing.person_id)
        .where(Outgoing.announcement_id == announcement.id, Outgoing.state == "uncertain", Outgoing.id > after)
        .order_by(Outgoing.id)
        .limit(limit)
    )
    return [Doubt(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class _Came:
    """What came of the deliveries to one person."""

    arrived: bool
    reason: str


async def lines(session: AsyncSession, announcement: Announcement) -> AsyncIterator[Line]:
    """Every association that was meant, by town and name, and then everybody else who was to get it."""
    came = await _came(session, announcement)
    closed = await _why_closed(session, announcement)
    known: tuple[int, str, str] | None = None
    people: list[Speaker] = []
    async for number, name, town, person_id, person, phone in _rows(session, _associations(announcement)):
        if known and known[0] != number:
            yield _line(known, people, came, closed)
            people = []
        known = number, name, town or ""
        if person_id is not None:
            people.append((person_id, person, phone))
    if known:
        yield _line(known, people, came, closed)
    async for line in _others(session, announcement, came):
        yield line


async def _rows(session: AsyncSession, query: Any) -> AsyncIterator[Any]:
    """Many at a time: to wait for each takes longer than all the rest."""
    async for some in (await session.stream(query)).partitions(CHUNK):
        for row in some:
            yield row


Speaker = tuple[int, str, str | None]


def _line(
    known: tuple[int, str, str], people: list[Speaker], came: dict[int, _Came], closed: dict[int, list[str]]
) -> Line:  # fmt: skip
    _, name, town = known
    shown = tuple((person, phone) for _, person, phone in people)
    theirs = [came[person_id] for person_id, _, _ in people if person_id in came]
    if any(one.arrived for one in theirs):
        return Line(name, town, shown, None)
    reasons = [one.reason for one in theirs]
    if not reasons:
        reasons = [why for person_id, _, _ in people for why in closed.get(person_id, [])]
        reasons = ["other-choice"] if "" in reasons else reasons
    return Line(name, town, shown, reasons[0] if reasons else "no-address")


def _associations(announcement: Announcement) -> Select[int, str, str | None, int, str, str | None]:
    return (
        select(Association.id, Association.name, Association.town, Person.id, Person.name, Person.phone)
        .outerjoin(Contact, (Contact.association_id == Association.id) & (Contact.status == "active"))
        .outerjoin(Person, Person.id == Contact.person_id)
        .where(_meant(announcement))
        .order_by(Association.town, Association.name, Association.id, Contact.id)
    )


async def _came(session: AsyncSession, announcement: Announcement) -> dict[int, _Came]:
    """By person, in the order of the rows: whether any delivery arrived, or why the first one did not."""
    query = select(Outgoing.person_id, Outgoing.state, Outgoing.reason)
    own = query.where(Outgoing.announcement_id == announcement.id).order_by(Outgoing.id)
    came: dict[int, _Came] = {}
    async for person_id, state, reason in _rows(session, own):
        if person_id is None:
            continue
        if person_id not in came or (state == "sent" and not came[person_id].arrived):
            came[person_id] = _Came(state == "sent", reason or state)
    return came


async def _why_closed(session: AsyncSession, announcement: Announcement) -> dict[int, list[str]]:
    """By person who speaks for an association and had no delivery: why each of their addresses is closed, "" for one
    that is open."""
    addresses = (
        select(
            Address.person_id, Address.wanted, Address.consent_id, Address.paused_at, Address.paused_because,
            Person.left_at,
        )
        .join(Person, Person.id == Address.person_id)
        .where(Person.id.in_(_speakers(announcement)), Person.id.not_in(_recipients(announcement)))
        .order_by(Address.id)
    )  # fmt: skip
    closed: dict[int, list[str]] = {}
    async for person_id, wanted, consent, paused_at, because, left_at in _rows(session, addresses):
        is_open = wanted and consent is not None and paused_at is None
        why = "" if is_open else why_closed(consent, paused_at, because, left_at)
        closed.setdefault(person_id, []).append(why)
    return closed


async def _others(
    session: AsyncSession, announcement: Announcement, came: dict[int, _Came]
) -> AsyncIterator[Line]:  # fmt: skip
    people = select(Person.id, Person.name, Person.phone).where(
        Person.id.in_(_recipients(announcement)), Person.id.not_in(_speakers(announcement))
    )
    async for person_id, name, phone in _rows(session, people.order_by(Person.id)):
        one = came[person_id]
        yield Line("", "", ((name, phone),), None if one.arrived else one.reason)


def _speakers(announcement: Announcement) -> Select[int]:
    return (
        select(Contact.person_id)
        .join(Association, Association.id == Contact.association_id)
        .where(Contact.status == "active", _meant(announcement))
    )
