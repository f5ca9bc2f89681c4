"""The ladder of inviting: a first invitation, a second after ten days, then "please call".

Only addresses that nobody confirmed are invited, never one whose owner left or was erased. Each address climbs the
ladder once; confirming takes it off.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, ForeignKey, Select, and_, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, aliased, mapped_column, relationship

from storage import audiences
from storage.associations import Association, Contact
from storage.audiences import Audience
from storage.database import Base
from storage.outbox import Leaving
from storage.people import Address, Person, is_suppressed

SECOND_AFTER = timedelta(days=10)


class Invitation(Base):
    """`step` is 1 after the first letter, 2 after the second, 3 in "please call"; `outcome` "declined" ends it."""

    __tablename__ = "invitations"

    id: Mapped[int] = mapped_column(primary_key=True)
    address_id: Mapped[int] = mapped_column(ForeignKey("addresses.id", ondelete="CASCADE"), unique=True)
    invited_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)
    step: Mapped[int] = mapped_column(default=1)
    outcome: Mapped[str | None]
    released_at: Mapped[datetime]
    due_at: Mapped[datetime | None] = mapped_column(index=True)

    address: Mapped[Address] = relationship(lazy="selectin")


@dataclass(frozen=True)
class Standing:
    """People: "66 eingeladen, 41 bestätigt, 12 anrufen"."""

    invited: int
    confirmed: int
    call: int


class SpokenFor(NamedTuple):
    name: str
    town: str | None


@dataclass(frozen=True)
class ToCall:
    person: Person
    associations: list[SpokenFor]


async def candidates(session: AsyncSession, audience: Audience) -> Sequence[Address]:
    """Mail addresses to be invited for the first time: never invited, of nobody who confirmed by any door or left."""
    meant = audiences.speakers(audiences.matching_associations(audience))
    query = (
        select(Address)
        .join(Person, Person.id == Address.person_id)
        .where(
            Address.channel != "telegram",  # equal to "mail", and SQLite would look at every letter address first
            Address.paused_at.is_(None),
            _still_open(),
            ~exists(select(Invitation.id).where(Invitation.address_id == Address.id)),
            Address.person_id.in_(meant),
        )
        .order_by(Address.id)
    )
    if audience.languages:
        query = query.where(Person.language.in_(audience.languages))
    found = (await session.scalars(query)).all()
    return [a for a in found if not await is_suppressed(session, "mail", a.address)]


async def release(session: AsyncSession, address: Address, invited_by: Person | None, now: datetime) -> Invitation:
    invitation = Invitation(
        address_id=address.id, invited_by_id=invited_by and invited_by.id, released_at=now, due_at=now + SECOND_AFTER
    )
    session.add(invitation)
    await session.flush()
    await session.refresh(invitation, ["address"])
    return invitation


async def due(session: AsyncSession, now: datetime) -> Sequence[int]:
    """The invitations whose time has come to climb, or to be taken off the ladder."""
    return (await session.scalars(select(Invitation.id).where(*_due(now)).order_by(Invitation.due_at))).all()


async def climb(session: AsyncSession, invitation_id: int, now: datetime) -> Invitation | None:
    """Take an invitation that is due one step up, or off the ladder if whoever it is for confirmed or left meanwhile.
    Returns it if it is to be written to a second time."""
    query = select(Invitation).where(Invitation.id == invitation_id, *_due(now)).with_for_update(skip_locked=True)
    invitation = await session.scalar(query)
    if invitation is None:
        return None
    still_open = select(Address.id).join(Person, Person.id == Address.person_id).where(_still_open())
    goes_on = await session.scalar(still_open.where(Address.id == invitation.address_id)) is not None
    invitation.step += 1 if goes_on else 0
    invitation.due_at = now + SECOND_AFTER if goes_on and invitation.step == 2 else None
    await session.flush()
    return invitation if goes_on and invitation.step == 2 else None


def _due(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return Invitation.due_at <= now, Invitation.outcome.is_(None)


async def needless(session: AsyncSession, rows: Sequence[Leaving]) -> dict[int, str]:
    """Why these letters need not go any more, by row id: their reader said yes, by whatever door, or left, while they
    waited for the morning."""
    letters = [row for row in rows if row.kind == "invitation"]
    if not letters:
        return {}
    found = await session.scalars(select(Person).where(Person.id.in_([row.person_id for row in letters])))
    readers = {reader.id: reader for reader in found}
    reasons = {row.id: _why_needless(readers.get(row.person_id or 0), row) for row in letters}
    return {row_id: reason for row_id, reason in reasons.items() if reason}


def _why_needless(reader: Person | None, row: Leaving) -> str | None:
    if reader is None:
        return "forgotten"
    if reader.left_at and reader.left_at > row.queued_at:
        return "left"
    return "confirmed" if reader.is_confirmed else None


async def decline(session: AsyncSession, person: Person) -> None:
    """The person said no to the invitation: no second letter, no call."""
    own = select(Invitation).join(Address, Address.id == Invitation.address_id).where(Address.person_id == person.id)
    for invitation in await session.scalars(own):
        invitation.outcome, invitation.due_at = "declined", None
    await session.flush()


async def standing(session: AsyncSession) -> Standing:
    of_person = select(func.count(func.distinct(Address.person_id))).join(
        Invitation, Invitation.address_id == Address.id
    )
    invited = await session.scalar(of_person) or 0
    other = Address.__table__.alias()
    confirmed_somewhere = exists(
        select(other.c.id).where(other.c.person_id == Address.person_id, other.c.consent_id.is_not(None))
    )
    confirmed = await session.scalar(of_person.where(confirmed_somewhere)) or 0
    call = await session.scalar(select(func.count()).select_from(_to_call().subquery())) or 0
    return Standing(invited, confirmed, call)


async def to_call(session: AsyncSession) -> list[ToCall]:
    """Whom to ring: nobody of them confirmed, and mail did not help or there is none, but a phone number."""
    people = (await session.scalars(_to_call().order_by(Person.id))).all()
    spoken_for = (
        select(Contact.person_id, Association.name, Association.town)
        .join(Association, Association.id == Contact.association_id)
        .where(Contact.status == "active", Contact.person_id.in_(_to_call().with_only_columns(Person.id)))
        .order_by(Association.name)
    )
    by_person: dict[int, list[SpokenFor]] = {}
    for person_id, name, town in await session.execute(spoken_for):
        by_person.setdefault(person_id, []).append(SpokenFor(name, town))
    return [ToCall(person, by_person[person.id]) for person in people]


def _to_call() -> Select[Person]:
    has_mail = exists(select(Address.id).where(Address.person_id == Person.id, Address.channel == "mail"))
    confirmed = exists(select(Address.id).where(Address.person_id == Person.id, Address.consent_id.is_not(None)))
    ladder = select(Invitation.id).join(Address, Address.id == Invitation.address_id)
    exhausted = exists(ladder.where(Address.person_id == Person.id, Invitation.step >= 3, Invitation.outcome.is_(None)))
    speaks = exists(
        select(Contact.id)
        .join(Association, Association.id == Contact.association_id)
        .where(Contact.person_id == Person.id, Contact.status == "active", Association.status == "active")
    )
    return select(Person).where(
        Person.left_at.is_(None), ~confirmed, speaks, or_(exhausted, and_(~has_mail, Person.phone.is_not(None)))
    )


def _still_open() -> ColumnElement[bool]:
    """Nobody confirmed, by whatever door, and nobody left."""
    other = aliased(Address)
    confirmed = exists(select(other.id).where(other.person_id == Person.id, other.consent_id.is_not(None)))
    return and_(~confirmed, Person.left_at.is_(None))
