"""Associations, and who speaks for them.

A contact is a person speaking for an association, in a role; a person may speak for several, an association has
several contacts. A new association waits for the staff's yes; a newcomer to an association that has confirmed contacts
waits for the yes of one of them. Every field keeps where it came from and when (`FieldSource`).
"""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from rapidfuzz import fuzz
from sqlalchemy import ColumnElement, ForeignKey, Index, UniqueConstraint, delete, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column, relationship, selectinload
from sqlalchemy.sql.base import ExecutableOption

from storage.database import Base
from storage.distinct import different
from storage.matching import Profile
from storage.people import Address, Person
from storage.refusals import NotAllowed, Refusal

TOPICS = (
    "family",
    "education",
    "language",
    "health",
    "work",
    "economy",
    "youth",
    "women",
    "seniors",
    "sport",
    "culture",
    "religion",
    "neighbourhood",
    "advice",
    "funding",
    "organising",
)
FOR_EVERYBODY = frozenset({"funding", "organising"})
"""Topics that concern every association, whatever it does: no association lists them as its focus."""

FIELDS = ("name", "native_name", "town", "postcode", "street", "origin", "members", "website", "remarks")
"""The columns of `Association` that people may change; everything else is an own field under its heading."""

Status = Literal["active", "requested", "declined"]

ALIKE = 80
"""How much of a typed name (of 100) must be found in a name of the register for that to be offered."""


CONTACT_DATA = re.compile(r"\S@\S|(?<!\w)(?:\+|0)[\d\s()/.-]{6,}\d")
"""A mail address or a telephone number somewhere in a text."""


class AssociationExists(Refusal):
    """An association of that name is in the register already; join it instead."""


class AlreadyContact(Refusal):
    """The person speaks for this association already."""


class NotYourAssociation(Refusal):
    """Only its own contacts, and staff, may see and change an association."""


class Service(Base):
    """A responsible service: the welfare body or office that looks after an association."""

    __tablename__ = "services"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)


class Association(Base):
    __tablename__ = "associations"
    __table_args__ = (Index("ix_associations_towns", "status", "town"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(index=True)
    native_name: Mapped[str | None]
    town: Mapped[str | None]
    postcode: Mapped[str | None]
    street: Mapped[str | None]
    origin: Mapped[str | None]
    members: Mapped[str | None]
    website: Mapped[str | None]
    remarks: Mapped[str | None]
    status: Mapped[str] = mapped_column(default="active")
    service_id: Mapped[int | None] = mapped_column(ForeignKey("services.id", ondelete="SET NULL"))
    created_at: Mapped[datetime]

    service: Mapped[Service | None] = relationship(lazy="selectin")
    topic_rows: Mapped[list["AssociationTopic"]] = relationship(lazy="selectin", cascade="all, delete-orphan")
    own_fields: Mapped[list["OwnField"]] = relationship(lazy="selectin", cascade="all, delete-orphan")
    contacts: Mapped[list["Contact"]] = relationship(
        back_populates="association", lazy="selectin", cascade="all, delete-orphan", order_by="Contact.id"
    )

    @property
    def topics(self) -> set[str]:
        return {row.topic for row in self.topic_rows}

    def active_contacts(self) -> list["Contact"]:
        return [c for c in self.contacts if c.status == "active"]

    def confirmed_contacts(self) -> list["Contact"]:
        return [c for c in self.active_contacts() if c.person.is_confirmed]


class AssociationTopic(Base):
    __tablename__ = "association_topics"
    __table_args__ = (Index("ix_association_topics_of_a_topic", "topic", "association_id"),)

    association_id: Mapped[int] = mapped_column(ForeignKey("associations.id", ondelete="CASCADE"), primary_key=True)
    topic: Mapped[str] = mapped_column(primary_key=True)


class OwnField(Base):
    """A column of somebody's list that the register has no place for, under its own heading."""

    __tablename__ = "own_fields"

    association_id: Mapped[int] = mapped_column(ForeignKey("associations.id", ondelete="CASCADE"), primary_key=True)
    heading: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class FieldSource(Base):
    """Where the value of a field came from: a file and sheet, a door, or staff; and when."""

    __tablename__ = "field_sources"

    subject: Mapped[str] = mapped_column(primary_key=True)
    subject_id: Mapped[int] = mapped_column(primary_key=True)
    field: Mapped[str] = mapped_column(primary_key=True)
    source: Mapped[str]
    at: Mapped[datetime]


class Contact(Base):
    __tablename__ = "contacts"
    __table_args__ = (UniqueConstraint("person_id", "association_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    association_id: Mapped[int] = mapped_column(ForeignKey("associations.id", ondelete="CASCADE"), index=True)
    role: Mapped[str | None]
    status: Mapped[str] = mapped_column(default="active")
    created_at: Mapped[datetime]

    person: Mapped[Person] = relationship(lazy="selectin")
    association: Mapped[Association] = relationship(back_populates="contacts", lazy="selectin")


def has_open_channel() -> ColumnElement[bool]:
    """The condition on `Association` of being reachable: a contact with a confirmed, working channel."""
    return exists(
        select(Contact.id)
        .join(Address, Address.person_id == Contact.person_id)
        .where(
            Contact.association_id == Association.id,
            Contact.status == "active",
            Address.consent_id.is_not(None),
            Address.paused_at.is_(None),
        )
    )


async def get(session: AsyncSession, association_id: int) -> Association | None:
    return await session.get(Association, association_id)


async def every(session: AsyncSession, *, status: Status = "active") -> Sequence[Association]:
    query = select(Association).where(Association.status == status).order_by(Association.name, Association.id)
    return (await session.scalars(query)).all()


async def similar(session: AsyncSession, typed: str, limit: int = 4) -> list[Association]:
    """Active associations that somebody may mean by a name as they type it, the likeliest first."""
    wanted = _spelt(typed)
    query = select(Association.id, Association.name, Association.native_name).where(Association.status == "active")
    scores = {
        found: max(_likeness(wanted, name), _likeness(wanted, native_name or ""))
        for found, name, native_name in await session.execute(query)
    }
    likely = sorted((found for found in scores if scores[found][0] >= ALIKE), key=lambda found: scores[found])
    return [await session.get_one(Association, found) for found in likely[::-1][:limit]]


def _likeness(typed: str, name: str) -> tuple[float, float]:
    """How much of what was typed is in the name, and how like it the whole is; both up to 100."""
    known = _spelt(name)
    return fuzz.token_set_ratio(typed, known), fuzz.ratio(typed, known)


def _spelt(name: str) -> str:
    """The parts of a name: "eltern verein" for «Eltern-Verein e.V.» as for «Elternverein»."""
    return " ".join(sorted(Profile(0, name).all_parts))


async def named(session: AsyncSession, name: str, town: str | None) -> Association | None:
    """The active association of exactly that name in that town."""
    same = select(Association).where(
        Association.status == "active", func.lower(Association.name) == name.lower(), Association.town == town
    )
    return await session.scalar(same.limit(1))


async def towns(session: AsyncSession) -> list[str]:
    """Towns with an active association, in order of the alphabet."""
    found = await different(session, Association.town, Association.status == "active")
    return sorted(town for town in found if town)


async def of(session: AsyncSession, person: Person) -> Sequence[Contact]:
    """The associations somebody speaks for, as contacts (also those that wait for a yes)."""
    query = select(Contact).where(Contact.person_id == person.id, Contact.status != "declined").order_by(Contact.id)
    return (await session.scalars(query.options(_with_fellows()))).all()


async def find_people(session: AsyncSession, text: str, limit: int = 20) -> Sequence[Person]:
    """People whose name, address or association contains the text, in order of their names."""
    wanted = text.strip()
    speaks = exists(
        select(Contact.id)
        .join(Association, Association.id == Contact.association_id)
        .where(Contact.person_id == Person.id, Association.name.icontains(wanted, autoescape=True))
    )
    listens = exists(
        select(Address.id).where(Address.person_id == Person.id, Address.address.icontains(wanted, autoescape=True))
    )
    named = Person.name.icontains(wanted, autoescape=True)
    query = select(Person).where(or_(named, speaks, listens)).order_by(Person.name, Person.id)
    return (await session.scalars(query.limit(limit))).all()


async def count(session: AsyncSession) -> int:
    return await session.scalar(select(func.count(Association.id)).where(Association.status == "active")) or 0


async def reached(session: AsyncSession) -> int:
    """How many associations have at least one confirmed, working channel."""
    query = select(func.count(Association.id)).where(Association.status == "active", has_open_channel())
    return await session.scalar(query) or 0


async def create(
    session: AsyncSession,
    now: datetime,
    *,
    source: str,
    status: Status,
    topics: set[str] = frozenset(),  # type: ignore[assignment]
    **fields: str | None,
) -> Association:
    association = Association(status=status, created_at=now, contacts=[], topic_rows=[], own_fields=[], **fields)
    session.add(association)
    await session.flush()
    await set_topics(session, association, topics, source, now)
    for field, value in fields.items():
        if value:
            await note_source(session, "association", association.id, field, source, now)
    return association


async def change(
    session: AsyncSession, association: Association, field: str, value: str | None, source: str, now: datetime
) -> None:
    """Set one field: a column of `FIELDS`, or else an own field under that heading."""
    if field in FIELDS:
        setattr(association, field, value)
    else:
        association.own_fields = [own for own in association.own_fields if own.heading != field]
        await session.flush()
        if value:
            association.own_fields.append(OwnField(heading=field, value=value))
    await note_source(session, "association", association.id, field, source, now)
    await session.flush()


async def set_topics(
    session: AsyncSession, association: Association, topics: set[str], source: str, now: datetime
) -> None:
    await session.execute(delete(AssociationTopic).where(AssociationTopic.association_id == association.id))
    session.add_all(AssociationTopic(association_id=association.id, topic=topic) for topic in sorted(topics))
    await session.flush()
    await session.refresh(association, ["topic_rows"])
    if topics:
        await note_source(session, "association", association.id, "topics", source, now)


async def note_source(
    session: AsyncSession, subject: str, subject_id: int, field: str, source: str, now: datetime
) -> None:
    await session.merge(FieldSource(subject=subject, subject_id=subject_id, field=field, source=source, at=now))


async def sources(session: AsyncSession, subject: str, subject_id: int) -> dict[str, FieldSource]:
    query = select(FieldSource).where(FieldSource.subject == subject, FieldSource.subject_id == subject_id)
    return {source.field: source for source in await session.scalars(query)}


async def add_contact(
    session: AsyncSession,
    association: Association,
    person: Person,
    now: datetime,
    *,
    role: str | None = None,
    status: Status = "active",
) -> Contact:
    """Let a person speak for an association. Raises `AlreadyContact`; one who was declined may ask again."""
    found = await session.scalar(
        select(Contact).where(Contact.person_id == person.id, Contact.association_id == association.id)
    )
    if found and found.status != "declined":
        raise AlreadyContact(name=association.name)
    if found:
        found.status, found.role = status, role or found.role
        await session.flush()
        return found
    contact = Contact(person=person, association=association, role=role, status=status, created_at=now)
    session.add(contact)
    await session.flush()
    return contact


async def contact_of(session: AsyncSession, person: Person, association_id: int) -> Contact:
    """The person as active contact of that association. Raises `NotYourAssociation`."""
    contact = await session.scalar(
        select(Contact)
        .where(Contact.person_id == person.id, Contact.association_id == association_id, Contact.status == "active")
        .options(_with_fellows())
    )
    if contact is None:
        raise NotYourAssociation
    return contact


def _with_fellows() -> ExecutableOption:
    """With the association of a contact, load all who speak for it: by itself the loading stops where it began."""
    return selectinload(Contact.association).selectinload(Association.contacts).selectinload(Contact.person)


async def stop_speaking(session: AsyncSession, person: Person, association_id: int) -> Association:
    """The person does not speak for the association any more; the association stays. Raises `NotYourAssociation`."""
    contact = await contact_of(session, person, association_id)
    association = contact.association
    await session.delete(contact)
    await session.flush()
    await session.refresh(association, ["contacts"])
    return association


async def forget_speaker(session: AsyncSession, person: Person) -> None:
    """Erase what lists say of a person beside the fields: own fields with their name, address or number, and those with
    an address or number of which nobody knows whose it is."""
    spoken = await session.scalars(select(Contact).where(Contact.person_id == person.id).options(_with_fellows()))
    for contact in spoken.all():
        association = contact.association
        others = [fellow.person for fellow in association.contacts if fellow.person_id != person.id]
        gone = [own for own in association.own_fields if _is_about(own.value, person, others)]
        association.own_fields = [own for own in association.own_fields if own not in gone]
        for own in gone:
            await _forget_source(session, "association", association.id, own.heading)
        await _forget_source(session, "contact", contact.id)
    await _forget_source(session, "person", person.id)
    await session.flush()


def _is_about(value: str, person: Person, others: Sequence[Person]) -> bool:
    may_be = bool(CONTACT_DATA.search(value)) and not any(_names(value, other) for other in others)
    return may_be or _names(value, person)


def _names(value: str, person: Person) -> bool:
    words = [person.name, *(address.address for address in person.addresses)]
    number = (person.phone or "")[-6:]
    said, digits = value.casefold(), re.sub(r"\D", "", value)
    return any(word and word.casefold() in said for word in words) or bool(number and number in digits)


async def _forget_source(session: AsyncSession, subject: str, subject_id: int, field: str | None = None) -> None:
    gone = delete(FieldSource).where(FieldSource.subject == subject, FieldSource.subject_id == subject_id)
    await session.execute(gone.where(FieldSource.field == field) if field else gone)


async def accept_association(session: AsyncSession, association: Association) -> None:
    association.status = "active"
    for contact in association.contacts:
        contact.status = "active"
    await session.flush()


async def decline_association(session: AsyncSession, association: Association) -> None:
    association.status = "declined"
    await session.flush()


async def decide_contact(session: AsyncSession, contact: Contact, accepted: bool) -> None:
    contact.status = "active" if accepted else "declined"
    await session.flush()


def may_decide_on(contact: Contact, decider: Person) -> bool:
    """A newcomer is decided on by a confirmed contact of the association, or by staff."""
    fellows = {c.person_id for c in contact.association.confirmed_contacts()}
    return decider.may("editor") or (decider.id in fellows and decider.id != contact.person_id)


def require(allowed: bool) -> None:
    if not allowed:
        raise NotAllowed
