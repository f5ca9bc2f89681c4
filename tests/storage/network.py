"""The people of the storage tests, with fixed roles.

Anna speaks for an association in Hilden (education) and has mail; Bilal for one in Velbert (sport) and has a chat and
mail; Carla has no association; Doris is an editor; Emin was never asked.
"""

from datetime import UTC, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from storage import associations, people
from storage.associations import Association
from storage.people import Address, Channel, Confirmation, Person

NOW = datetime(2027, 4, 5, 10, 0, tzinfo=UTC)
BY_REPLY = Confirmation("reply", "2026-11")


async def person(session: AsyncSession, name: str, *confirmed: tuple[Channel, str], language: str = "de") -> Person:
    """A person with confirmed addresses."""
    made = await people.create(session, NOW, name=name, language=language)
    for channel, address in confirmed:
        own = await people.add_address(session, made, channel, address, NOW)
        await people.confirm(session, own, BY_REPLY, NOW)
    return made


async def anna(session: AsyncSession) -> Person:
    made = await person(session, "Anna", ("mail", "anna@elternverein.example.org"))
    await association(session, "Elternverein Hilden", "Hilden", {"education"}, made)
    return made


async def bilal(session: AsyncSession) -> Person:
    made = await person(session, "Bilal", ("telegram", "4711"), ("mail", "bilal@sportverein.example.org"))
    await association(session, "Sportverein Velbert", "Velbert", {"sport"}, made)
    return made


async def carla(session: AsyncSession) -> Person:
    return await person(session, "Carla", ("mail", "carla@zeitung.example.org"))


async def doris(session: AsyncSession) -> Person:
    made = await person(session, "Doris", ("mail", "doris@kreis.example.org"))
    made.role = "editor"
    await session.flush()
    return made


async def emin(session: AsyncSession) -> Person:
    made = await people.create(session, NOW, name="Emin", phone="+4921039999")
    await people.add_address(session, made, "mail", "emin@kulturverein.example.org", NOW)
    await association(session, "Kulturverein Haan", "Haan", {"culture"}, made)
    return made


async def association(session: AsyncSession, name: str, town: str, topics: set[str], *contacts: Person) -> Association:
    made = await associations.create(session, NOW, source="test", status="active", topics=topics, name=name, town=town)
    for contact in contacts:
        await associations.add_contact(session, made, contact, NOW)
    return made


def mail_of(someone: Person) -> Address:
    found = someone.address("mail")
    assert found
    return found
