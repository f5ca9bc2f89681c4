"""What staff may change in an export, and what only a person may."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from storage import associations, corrections, identity, people
from storage.associations import Association
from storage.corrections import Change
from storage.database import Database
from storage.people import Confirmation, Person

MONDAY = datetime(2027, 4, 5, 9, tzinfo=UTC)


async def syrians(session: AsyncSession) -> tuple[Association, Person]:
    """An association with one contact, Aylin, who has a mail address."""
    association = await associations.create(
        session, MONDAY, source="liste.csv", status="active", topics={"sport"}, name="Syrischer Verein", town="Haan"
    )
    aylin = await people.create(session, MONDAY, name="Aylin Núñez", phone="+492129608378")
    await people.add_address(session, aylin, "mail", "aylin@syrer.example.org", MONDAY)
    await associations.add_contact(session, association, aylin, MONDAY)
    return association, aylin


def change(association: Association, field: str, value: Any, person: Person | None = None) -> Change:
    person_id = person.id if person else None
    return Change("Vereine", 2, association.name, field, "", "", association.id, person_id, value)


async def test_each_field_can_be_changed_and_staff_is_its_source(database: Database) -> None:
    async with database.write() as session:
        association, aylin = await syrians(session)
        told: dict[str, Any] = {"street": "Ringstr. 9", "topics": ["culture"], "service": "AWO", "Fax": "0211 1"}
        of_aylin = {"contact": "Aylin N.", "phone": None, "language": "ar", "role": "Vorsitz"}
        for field, value in told.items():
            await corrections.make(session, change(association, field, value), MONDAY)
        for field, value in of_aylin.items():
            await corrections.make(session, change(association, field, value, aylin), MONDAY)
        sources = await associations.sources(session, "association", association.id)
        number = association.id
    async with database.read() as session:
        found = await associations.get(session, number)
        assert found
        assert found.service
        assert (found.street, found.topics, found.service.name) == ("Ringstr. 9", {"culture"}, "AWO")
        assert [(own.heading, own.value) for own in found.own_fields] == [("Fax", "0211 1")]
        [contact] = found.contacts
        assert (contact.person.name, contact.person.phone, contact.role) == ("Aylin N.", None, "Vorsitz")
        assert contact.person.language == "ar"
    assert {sources[field].source for field in ("street", "topics", "service", "Fax")} == {"staff"}


async def test_an_address_that_nobody_confirmed_can_be_replaced(database: Database) -> None:
    async with database.write() as session:
        association, aylin = await syrians(session)
        assert await corrections.may_readdress(session, aylin, ["neu@syrer.example.org"])
        await corrections.make(session, change(association, "email", ["neu@syrer.example.org"], aylin), MONDAY)
        assert [address.address for address in aylin.addresses] == ["neu@syrer.example.org"]
        assert not aylin.is_confirmed


async def test_a_confirmed_address_is_only_its_owners_to_give_up(database: Database) -> None:
    async with database.write() as session:
        _, aylin = await syrians(session)
        await people.confirm(session, aylin.addresses[0], Confirmation("link", "2026-11"), MONDAY)
        assert not await corrections.may_readdress(session, aylin, ["neu@syrer.example.org"])
        assert await corrections.may_readdress(session, aylin, ["aylin@syrer.example.org", "neu@syrer.example.org"])


async def test_an_address_of_somebody_else_or_of_who_was_erased_is_not_given_away(database: Database) -> None:
    async with database.write() as session:
        _, aylin = await syrians(session)
        sami, leyla = [
            await people.meet(session, "mail", f"{name}@x.example.org", MONDAY) for name in ("sami", "leyla")
        ]
        await identity.forget(session, leyla, MONDAY)
        for address in ("sami@x.example.org", "leyla@x.example.org"):
            assert not await corrections.may_readdress(session, aylin, [address])
        assert await corrections.may_readdress(session, sami, ["sami@x.example.org"])


async def test_nobody_gives_staff_an_address_that_would_have_their_rights(database: Database) -> None:
    async with database.write() as session:
        _, aylin = await syrians(session)
        aylin.role = "editor"
        assert await corrections.may_readdress(session, aylin, ["aylin@syrer.example.org"])
        assert not await corrections.may_readdress(session, aylin, ["aylin@syrer.example.org", "neu@example.org"])
        assert not await corrections.may_readdress(session, aylin, [])
