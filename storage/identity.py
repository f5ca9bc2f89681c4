"""One human, one entry: proving an address, joining two entries, erasing one, and telling all that is stored.

The top of storage/: it touches every subject.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Table, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage import associations, people
from storage.associations import Contact, FieldSource
from storage.database import Base
from storage.outbox import Outgoing
from storage.people import ROLES, Address, Channel, Confirmation, Consent, Person, PersonTopic
from storage.prompts import Prompt
from storage.requests import Request

_TAKEN_BY_HAND = {"contacts", "person_topics", "addresses"}


@dataclass
class Dossier:
    """Everything that is stored about a person, as words and dates (Article 15 GDPR)."""

    person: Person
    addresses: list[Address]
    consents: list[Consent]
    contacts: list[Contact]
    topics: set[str]
    sources: dict[str, FieldSource]
    deliveries: list[Outgoing]
    requests: list[Request]


async def prove(
    session: AsyncSession, person: Person, channel: Channel, address: str, how: Confirmation, now: datetime
) -> Person:
    """The person proved that the address is theirs. Whoever the register knew under it is this same human: the two
    entries become one, which is returned."""
    known = await people.by_address(session, channel, address)
    if known and known.id != person.id:
        person = await merge(session, known, person)
    owned = await people.add_address(session, person, channel, address, now)
    await people.confirm(session, owned, how, now)
    return person


async def merge(session: AsyncSession, kept: Person, other: Person) -> Person:
    """Two entries turned out to be one person: everything of `other` becomes `kept`'s."""
    for table in Base.metadata.sorted_tables:
        if table.name not in _TAKEN_BY_HAND:
            await _move(session, table, kept.id, other.id)
    await session.execute(
        update(Address)
        .where(Address.person_id == other.id)
        .values(person_id=kept.id)
        .execution_options(synchronize_session="fetch")
    )
    await _merge_contacts(session, kept, other)
    await session.execute(delete(PersonTopic).where(PersonTopic.person_id == other.id))
    kept.name, kept.phone = kept.name or other.name, kept.phone or other.phone
    kept.notice_accepted_at = kept.notice_accepted_at or other.notice_accepted_at
    kept.role = max((kept.role, other.role), key=lambda role: ROLES.index(role) if role in ROLES else -1)
    await session.flush()
    session.expunge(other)
    await session.execute(delete(Person).where(Person.id == other.id).execution_options(synchronize_session=False))
    await session.refresh(kept)
    return kept


async def forget(session: AsyncSession, person: Person, now: datetime) -> None:
    """Erase the person, what they wrote and what waits for them. Their addresses stay known as digests only, so that
    no later list invites them again."""
    await people.suppress(session, person, now)
    for address in person.addresses:
        reached = (Outgoing.channel == address.channel) & (Outgoing.address == address.address)
        await session.execute(delete(Outgoing).where(reached, Outgoing.state.in_(["queued", "retry"])))
        await session.execute(
            update(Outgoing).where(reached).values(address=f"erased-{address.id}", payload=None, message_id=None)
        )
        asked = (Prompt.channel == address.channel) & (Prompt.address == address.address)
        await session.execute(delete(Prompt).where(asked))
    await session.execute(
        delete(FieldSource).where(FieldSource.subject == "person", FieldSource.subject_id == person.id)
    )
    session.expunge(person)
    await session.execute(delete(Person).where(Person.id == person.id).execution_options(synchronize_session=False))


async def dossier(session: AsyncSession, person: Person) -> Dossier:
    own: Any = select(Outgoing).where(Outgoing.person_id == person.id).order_by(Outgoing.id)
    asked: Any = select(Request).where(Request.person_id == person.id).order_by(Request.id)
    return Dossier(
        person=person,
        addresses=list(person.addresses),
        consents=list(await people.consents(session, person)),
        contacts=list(await associations.of(session, person)),
        topics=await people.topics(session, person),
        sources=await associations.sources(session, "person", person.id),
        deliveries=list(await session.scalars(own)),
        requests=list(await session.scalars(asked)),
    )


async def _move(session: AsyncSession, table: Table, kept: int, other: int) -> None:
    for column in table.columns:
        if any(key.column.table.name == "people" for key in column.foreign_keys):
            await session.execute(update(table).where(column == other).values({column.name: kept}))


async def _merge_contacts(session: AsyncSession, kept: Person, other: Person) -> None:
    own = set(await session.scalars(select(Contact.association_id).where(Contact.person_id == kept.id)))
    twice = (Contact.person_id == other.id) & Contact.association_id.in_(own)
    await session.execute(delete(Contact).where(twice).execution_options(synchronize_session=False))
    await session.execute(
        update(Contact)
        .where(Contact.person_id == other.id)
        .values(person_id=kept.id)
        .execution_options(synchronize_session=False)
    )
