"""Changes that staff made to an exported table, one field each.

What a change would do is known before it is made (old, new), and it is made only after a yes. Staff's word stands above
any list from then on. An address that its owner confirmed is only the owner's to give up.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage import associations, people
from storage.associations import Association, Contact, FieldSource, Service
from storage.people import Person
from storage.register import erased

STAFF = "staff"
OF_PERSON = {"contact": "name", "phone": "phone", "language": "language", "email": "mail"}
"""Columns that are about the person, and their names in `FieldSource`."""


class Change(NamedTuple):
    """A field with another value than in the register. `field` is a column of the table, or the heading of an own
    field; `old` and `new` are as people write them, `value` is as we do."""

    sheet: str
    line: int
    name: str
    field: str
    old: str
    new: str
    association_id: int
    person_id: int | None
    value: Any


class Kept(NamedTuple):
    """A difference that is not taken over, and why."""

    sheet: str
    line: int
    name: str
    field: str
    reason: str
    value: str


async def make(session: AsyncSession, change: Change, now: datetime) -> None:
    """Make one change."""
    association = await session.get_one(Association, change.association_id)
    contact = next((contact for contact in association.contacts if contact.person_id == change.person_id), None)
    if change.field == "topics":
        await associations.set_topics(session, association, set(change.value), STAFF, now)
    elif change.field == "service":
        await _serve(session, association, change.value, now)
    elif contact and change.field == "role":
        contact.role = change.value
        await associations.note_source(session, "contact", contact.id, "role", STAFF, now)
    elif contact and change.field in OF_PERSON:
        await _change_person(session, contact.person, change, now)
    else:
        await associations.change(session, association, change.field, change.value, STAFF, now)
    await session.flush()


async def _serve(session: AsyncSession, association: Association, name: str | None, now: datetime) -> None:
    service = await session.scalar(select(Service).where(Service.name == name)) if name else None
    association.service = service or (Service(name=name) if name else None)
    await associations.note_source(session, "association", association.id, "service", STAFF, now)


async def _change_person(session: AsyncSession, person: Person, change: Change, now: datetime) -> None:
    if change.field == "email":
        await _readdress(session, person, change.value, now)
    else:
        setattr(person, OF_PERSON[change.field], change.value)
    await associations.note_source(session, "person", person.id, OF_PERSON[change.field], STAFF, now)


async def _readdress(session: AsyncSession, person: Person, wanted: Collection[str], now: datetime) -> None:
    gone = [address for address in person.addresses if address.channel == "mail" and address.address not in wanted]
    for address in gone:
        person.addresses.remove(address)
    for new in wanted:
        await people.add_address(session, person, "mail", new, now)


async def may_readdress(session: AsyncSession, person: Person, wanted: Collection[str]) -> bool:
    """Whether the person can have exactly these mail addresses: none of them is another's, or was erased, and no
    confirmed one is missing. Staff's addresses are their own to change: their rights depend on them."""
    own = {address.address: address for address in person.addresses if address.channel == "mail"}
    if person.role and own.keys() != set(wanted):
        return False
    if any(address.consent_id and text not in wanted for text, address in own.items()):
        return False
    new = set(wanted) - own.keys()
    taken = [address for address in new if await people.by_address(session, "mail", address)]
    return not taken and not await erased(session, new)


Dates = Mapping[tuple[str, int, str], datetime]


async def dates(session: AsyncSession) -> Dates:
    """When each field was last changed, by subject, its id, and the field."""
    columns = select(FieldSource.subject, FieldSource.subject_id, FieldSource.field, FieldSource.at)
    return {(subject, number, name): at for subject, number, name, at in await session.execute(columns)}


def changed_at(known: Dates, association: Association, contact: Contact | None, field: str) -> datetime | None:
    """When somebody last changed what stands in that column."""
    if contact and field in OF_PERSON:
        return known.get(("person", contact.person_id, OF_PERSON[field]))
    if contact and field == "role":
        return known.get(("contact", contact.id, field))
    return known.get(("association", association.id, field))


def is_about_person(field: str) -> bool:
    return field in OF_PERSON or field == "role"
