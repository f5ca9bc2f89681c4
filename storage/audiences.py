"""Who an announcement is for: towns, topics, languages; only associations, or everyone on the list.

Decided per person. A town filter looks at the associations that somebody speaks for. A topic filter takes those whose
association has that focus (or named none: unknown is not uninterested), and those who chose the topic themselves;
who chose other topics is left out. Two topics concern every association (`FOR_EVERYBODY`). People without an
association are in when the audience is everyone and no town is named. Nobody is in without an open address: confirmed,
working, and wanted (or their only one that works).
"""

from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, distinct, exists, func, not_, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from storage.associations import FOR_EVERYBODY, Association, AssociationTopic, Contact
from storage.people import Address, Person, PersonTopic


@dataclass(frozen=True)
class Audience:
    """Empty lists mean no limit. `everyone` includes people who speak for no association."""

    towns: list[str] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    everyone: bool = True

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def is_all(self) -> bool:
        return self == Audience()


@dataclass(frozen=True)
class Count:
    """Associations, people, and deliveries by channel ("51 Vereine, 74 Personen: 40 Chat, 34 Mail")."""

    associations: int
    people: int
    chats: int
    mails: int


def may_receive() -> ColumnElement[bool]:
    """The condition on `Address`: confirmed, working, and wanted or the only one of its person that works."""
    other = aliased(Address)
    works = and_(Address.consent_id.is_not(None), Address.paused_at.is_(None))
    another = exists(
        select(other.id).where(
            other.person_id == Address.person_id, other.consent_id.is_not(None), other.paused_at.is_(None), other.wanted
        )
    )
    return and_(works, or_(Address.wanted, not_(another)))


def matching_associations(audience: Audience) -> ColumnElement[bool]:
    """The condition on `Association`: in one of the towns, with one of the topics."""
    return and_(_in_town(audience), _has_focus(audience))


def addresses(audience: Audience) -> Select[Address]:
    """Every address that an announcement to this audience goes to."""
    return (
        select(Address)
        .join(Person, Person.id == Address.person_id)
        .where(may_receive(), _is_meant(audience))
        .order_by(Person.id, Address.id)
    )


async def count(session: AsyncSession, audience: Audience) -> Count:
    meant = addresses(audience).order_by(None).with_only_columns(Person.id, Address.channel).subquery()
    by_channel = await session.execute(select(meant.c.channel, func.count()).group_by(meant.c.channel))
    channels: dict[str, int] = dict(by_channel.all())
    people = await session.scalar(select(func.count(distinct(meant.c.id))))
    associations = await session.scalar(
        select(func.count(distinct(Association.id)))
        .join(Contact, Contact.association_id == Association.id)
        .where(
            Association.status == "active",
            Contact.status == "active",
            _in_town(audience),
            Contact.person_id.in_(select(meant.c.id)),
        )
    )
    return Count(associations or 0, people or 0, channels.get("telegram", 0), channels.get("mail", 0))


def _is_meant(audience: Audience) -> ColumnElement[bool]:
    speaks = _speaks_for(_in_town(audience))
    meant = and_(speaks, _is_interested(audience, _speaks_for(matching_associations(audience))))
    if audience.everyone and not audience.towns:
        meant = or_(meant, and_(not_(_speaks_for(true())), _is_interested(audience, true())))
    return and_(meant, Person.language.in_(audience.languages)) if audience.languages else meant


def _is_interested(audience: Audience, unless_chosen: ColumnElement[bool]) -> ColumnElement[bool]:
    if not audience.topics:
        return true()
    own = select(PersonTopic.topic).where(PersonTopic.person_id == Person.id)
    chose_these = exists(own.where(PersonTopic.topic.in_(audience.topics)))
    return or_(chose_these, and_(not_(exists(own)), unless_chosen))


def _speaks_for(association: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists(
        select(Contact.id)
        .join(Association, Association.id == Contact.association_id)
        .where(Contact.person_id == Person.id, Contact.status == "active", Association.status == "active", association)
    )


def _in_town(audience: Audience) -> ColumnElement[bool]:
    return Association.town.in_(audience.towns) if audience.towns else true()


def _has_focus(audience: Audience) -> ColumnElement[bool]:
    if not audience.topics or FOR_EVERYBODY & set(audience.topics):
        return true()
    own = select(AssociationTopic.topic).where(AssociationTopic.association_id == Association.id)
    return or_(exists(own.where(AssociationTopic.topic.in_(audience.topics))), not_(exists(own)))
