"""One human, one entry: proving an address, joining two entries, erasing one, and telling all that is stored.

The top of storage/: it touches every subject.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Table, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage import associations, calendars, declarations, dialogues, inbox, outbox, pace, people, prompts, sign_ups
from storage.associations import Contact, FieldSource
from storage.database import Base
from storage.declarations import DeclarationAnswer
from storage.outbox import Outgoing
from storage.people import ROLES, Address, Channel, Confirmation, Consent, FormerNumber, Person, PersonTopic
from storage.requests import Request
from storage.sign_ups import SignUp

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
    sign_ups: list[SignUp]
    declared: list[DeclarationAnswer]


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
    await _hold(session, kept, other)
    for further, lesser in await sign_ups.doubled(session, kept, other):
        await calendars.pass_on(session, lesser, further)
        await sign_ups.drop(session, lesser)
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
    await _merge_topics(session, kept, other)
    _fill(kept, other)
    session.add(FormerNumber(id=other.id, person_id=kept.id))
    await session.execute(
        delete(FieldSource).where(FieldSource.subject == "person", FieldSource.subject_id == other.id)
    )
    await session.flush()
    session.expunge(other)
    await session.execute(delete(Person).where(Person.id == other.id).execution_options(synchronize_session=False))
    await session.refresh(kept)
    if kept.is_confirmed:
        kept.left_at = None
    return kept


async def _hold(session: AsyncSession, *entries: Person) -> None:
    """Wait for whoever is writing something under these entries: it would be left behind, a seat without its person."""
    numbers = [person.id for person in entries]
    await session.execute(select(Person.id).where(Person.id.in_(numbers)).order_by(Person.id).with_for_update())


def _fill(kept: Person, other: Person) -> None:
    """Whoever left is still gone, unless one of the two entries is on the list (`merge` sees that)."""
    kept.name, kept.phone = kept.name or other.name, kept.phone or other.phone
    kept.notice_accepted_at = kept.notice_accepted_at or other.notice_accepted_at
    kept.left_at = kept.left_at or other.left_at
    if kept.role is None:
        kept.staff_door = other.staff_door
    kept.role = max((kept.role, other.role), key=lambda role: ROLES.index(role) if role in ROLES else -1)


async def forget(session: AsyncSession, person: Person, now: datetime) -> None:
    """Erase the person, what they wrote, what waits for them, and what others noted of them. Their addresses stay known
    as digests only, so that no later list invites them again."""
    await _hold(session, person)
    await people.suppress(session, person, now)
    for address in person.addresses:
        await outbox.forget(session, person.id, address.channel, address.address)
        await pace.forget(session, address.channel, address.address)
        await prompts.forget(session, address.channel, address.address)
        await dialogues.end(session, address.channel, address.address)
        await inbox.forget(session, f"{'chat' if address.channel == 'telegram' else 'mail'}:{address.address}")
    told = [person.name, person.phone or "", *(address.address for address in person.addresses)]
    await prompts.forget_words(session, [words for words in told if len(words) > 2])
    await sign_ups.forget(session, person, now)
    await declarations.forget(session, person)
    await associations.forget_speaker(session, person)
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
        sign_ups=list(await sign_ups.of(session, person)),
        declared=list(await declarations.said_by(session, person)),
    )


async def _move(session: AsyncSession, table: Table, kept: int, other: int) -> None:
    for column in table.columns:
        if any(key.column.table.name == "people" for key in column.foreign_keys):
            await session.execute(update(table).where(column == other).values({column.name: kept}))


async def _merge_topics(session: AsyncSession, kept: Person, other: Person) -> None:
    """What somebody chose holds for whoever had chosen nothing: silence would mean everything."""
    if not await people.topics(session, kept):
        await people.choose_topics(session, kept, await people.topics(session, other))
    await session.execute(delete(PersonTopic).where(PersonTopic.person_id == other.id))


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
