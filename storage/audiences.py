"""Who an announcement is for: towns, topics, languages; only associations, or everyone on the list.

Decided per person. A town filter looks at the associations that somebody speaks for. A topic filter takes those whose
association has that focus (or named none: unknown is not uninterested), and those who chose the topic themselves;
who chose other topics is left out. Two topics concern every association (`FOR_EVERYBODY`). People without an
association are in when the audience is everyone and no town is named. Nobody is in without an open address: confirmed,
working, and wanted (or their only one that works). An audience may also be those who are something to a training, as
things stand when it is asked for (`GROUPS`).
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Select, SelectBase, and_, case, exists, func, not_, or_, select, true, union_all
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from storage.associations import FOR_EVERYBODY, Association, AssociationTopic, Contact
from storage.people import Address, Person, PersonTopic

Group = Callable[[int, Any], ColumnElement[bool]]
"""From the number of a training, and a column with the ids of people: the condition that they belong to it."""

GROUPS: dict[str, Group] = {}
"""By name. Announcements know no trainings: who does gives the condition (storage/turnout.py)."""


@dataclass(frozen=True)
class Audience:
    """Empty lists mean no limit. `everyone` includes people who speak for no association. `group` is one of `GROUPS`
    of that `training`."""

    towns: list[str] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    everyone: bool = True
    training: int | None = None
    group: str | None = None

    def as_json(self) -> dict[str, Any]:
        return {name: value for name, value in asdict(self).items() if value is not None}


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
    """The condition on `Association`: in one of the towns, with one of the topics, with somebody of the group."""
    return and_(_in_town(audience), _has_focus(audience), *_has_one_of_the_group(audience))


def addresses(audience: Audience) -> Select[Address]:
    """Every address that an announcement to this audience goes to."""
    meant = select(Address).where(may_receive(), *_is_meant(audience))
    return meant.order_by(Address.person_id, Address.id)


async def count(session: AsyncSession, audience: Audience) -> Count:
    chats = func.count(case((Address.channel == "telegram", 1)))
    by_person = addresses(audience).with_only_columns(
        Address.person_id, func.count().label("all"), chats.label("chats")
    )
    person = by_person.order_by(None).group_by(Address.person_id).cte("person")
    sums = select(func.count(), func.coalesce(func.sum(person.c.all), 0), func.coalesce(func.sum(person.c.chats), 0))
    people, all_, chats_ = (await session.execute(sums.select_from(person))).one()
    # Not in WHERE: there, SQLite tries each association of the town with each person.
    is_meant = and_(Association.status == "active", Contact.status == "active", _in_town(audience))
    spoken_for = select(func.count(case((is_meant, Association.id)).distinct())).select_from(person)
    spoken_for = spoken_for.join(Contact, Contact.person_id == person.c.person_id)
    associations = await session.scalar(spoken_for.join(Association, Association.id == Contact.association_id))
    return Count(associations or 0, people, chats_, all_ - chats_)


def _is_meant(audience: Audience) -> list[ColumnElement[bool]]:
    """The conditions on `Address`. What limits most finds the people; a language beside it is asked of each."""
    group = _of_the_group(audience, Address.person_id)
    if audience.towns or audience.topics or not audience.everyone:
        return [Address.person_id.in_(_people(audience)), *_reads(audience), *group]
    if audience.languages:
        readers = select(Person.id).where(Person.language.in_(audience.languages))
        return [Address.person_id.in_(readers), *group]
    return group


def _of_the_group(audience: Audience, person_id: Any) -> list[ColumnElement[bool]]:
    if audience.group is None or audience.training is None:
        return []
    return [GROUPS[audience.group](audience.training, person_id)]


def _has_one_of_the_group(audience: Audience) -> list[ColumnElement[bool]]:
    group = _of_the_group(audience, Contact.person_id)
    speaks = select(Contact.association_id).where(Contact.status == "active", *group)
    return [Association.id.in_(speaks)] if group else []


def _reads(audience: Audience) -> list[ColumnElement[bool]]:
    if not audience.languages:
        return []
    return [exists().where(Person.id == Address.person_id, Person.language.in_(audience.languages))]


def _people(audience: Audience) -> SelectBase:
    """The ids of the people whom towns and topics choose."""
    speaking = speakers(_in_town(audience))
    if not audience.topics:
        return speaking
    is_free = audience.everyone and not audience.towns
    chose_these = select(PersonTopic.person_id).where(PersonTopic.topic.in_(audience.topics))
    by_focus = speaking.where(_has_focus(audience), not_(_chose_any(Contact.person_id)))
    if not is_free:
        return union_all(chose_these.where(PersonTopic.person_id.in_(speaking)), by_focus)
    for_nobody = not_(exists(speakers(Contact.person_id == Person.id)))
    return union_all(chose_these, by_focus, select(Person.id).where(for_nobody, not_(_chose_any(Person.id))))


def speakers(condition: ColumnElement[bool]) -> Select[int]:
    """The ids of those who speak for an association."""
    return (
        select(Contact.person_id)
        .join(Association, Association.id == Contact.association_id)
        .where(Association.status == "active", Contact.status == "active", condition)
    )


def _chose_any(person_id: Any) -> ColumnElement[bool]:
    return exists().where(PersonTopic.person_id == person_id)


def _in_town(audience: Audience) -> ColumnElement[bool]:
    return Association.town.in_(audience.towns) if audience.towns else true()


def _has_focus(audience: Audience) -> ColumnElement[bool]:
    if not audience.topics or FOR_EVERYBODY & set(audience.topics):
        return true()
    own = select(AssociationTopic.topic).where(AssociationTopic.association_id == Association.id)
    return or_(exists(own.where(AssociationTopic.topic.in_(audience.topics))), not_(exists(own)))
