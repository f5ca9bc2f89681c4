"""Lists go into the register: nothing twice, nothing lost, nothing revived, and nobody's own word overwritten."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from storage import associations, identity, people, register
from storage.associations import Association
from storage.database import Database
from storage.list_rows import ListRow, Skipped
from storage.people import Confirmation, Person
from storage.register import Answer, Report

MONDAY = datetime(2027, 4, 5, 9, tzinfo=UTC)
HEADINGS = {"street": "Straße", "phones": "Tel.", "contact_name": "Ansprechpartner", "topics": "Schwerpunkte"}
BY_LINK = Confirmation("link", "2026-11")


def row(name: str, line: int = 2, *, source: str = "kreis.csv", town: str = "Haan", **said: Any) -> ListRow:
    return ListRow("kreis", line, name, town=town, source=source, headings=HEADINGS, **said)


SYRIAN: dict[str, Any] = {
    "contact_name": "Aylin Núñez",
    "emails": ["info@syrer.example.org"],
    "phones": ["+492129608378"],
}


async def take(database: Database, *rows: ListRow, answers: Mapping[tuple[str, int], Answer] | None = None) -> Report:
    async with database.write() as session:
        return await register.take_in(session, rows, [], answers or {}, MONDAY)


async def known(database: Database) -> dict[str, Association]:
    async with database.read() as session:
        found = await session.scalars(select(Association).order_by(Association.id))
        return {association.name: association for association in found}


async def only(database: Database) -> Association:
    [association] = (await known(database)).values()
    return association


async def everybody(database: Database) -> list[Person]:
    async with database.read() as session:
        return list(await session.scalars(select(Person).order_by(Person.id)))


def own(association: Association) -> dict[str, str]:
    return {field.heading: field.value for field in association.own_fields}


def counted(report: Report) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    one, other = report.associations, report.people
    return (one.created, one.merged, one.unchanged), (other.created, other.merged, other.unchanged)


async def test_a_row_becomes_an_association_with_its_contact_and_sources(database: Database) -> None:
    report = await take(
        database,
        row(
            "Syrischer Verein",
            street="Am Markt 1",
            topics=["education"],
            origin="Syrien",
            service="AWO",
            language="ar",
            role="Vorsitz",
            fields={"Fax": "02129 1"},
            **SYRIAN,
        ),
    )
    assert counted(report) == ((1, 0, 0), (1, 0, 0))
    association = await only(database)
    assert (association.town, association.street, association.origin) == ("Haan", "Am Markt 1", "Syrien")
    assert (association.status, association.topics, own(association)) == ("active", {"education"}, {"Fax": "02129 1"})
    assert association.service
    assert association.service.name == "AWO"
    [contact] = association.contacts
    assert (contact.person.name, contact.person.phone, contact.role) == ("Aylin Núñez", "+492129608378", "Vorsitz")
    assert (contact.person.mail, contact.person.language) == ("info@syrer.example.org", "ar")
    assert not contact.person.is_confirmed
    async with database.read() as session:
        of_association = await associations.sources(session, "association", association.id)
        of_person = await associations.sources(session, "person", contact.person.id)
    assert {"name", "town", "street", "topics", "origin", "service", "Fax"} <= of_association.keys()
    assert {"name", "phone", "mail", "language", "entry"} <= of_person.keys()
    assert {(source.source, source.at) for source in of_association.values()} == {("kreis.csv", MONDAY)}


async def test_the_same_list_again_changes_nothing(database: Database) -> None:
    rows = [row("Syrischer Verein", **SYRIAN), row("Syrischer-Verein e.V.", 3, **SYRIAN), row("Roma-Verein", 4)]
    assert counted(await take(database, *rows)) == ((2, 1, 0), (1, 1, 0))
    before = [vars(association) | {"_sa_instance_state": None} for association in (await known(database)).values()]
    assert counted(await take(database, *rows)) == ((0, 0, 3), (0, 0, 2))
    after = [vars(association) | {"_sa_instance_state": None} for association in (await known(database)).values()]
    assert [entry["name"] for entry in before] == [entry["name"] for entry in after]
    assert [entry["created_at"] for entry in before] == [entry["created_at"] for entry in after]


async def test_a_look_writes_nothing(database: Database) -> None:
    async with database.read() as session:
        report = await register.take_in(session, [row("Syrischer Verein", **SYRIAN)], [], {}, MONDAY, save=False)
    assert counted(report) == ((1, 0, 0), (1, 0, 0))
    assert await known(database) == {}
    assert await everybody(database) == []


async def test_a_second_list_fills_in_what_was_missing(database: Database) -> None:
    await take(database, row("Syrischer Verein", topics=["sport"], **SYRIAN))
    second = row("Syrischer Verein e.V.", source="awo.xlsx, Vereine", website="syrer.example.org", topics=["education"])
    assert counted(await take(database, second)) == ((0, 1, 0), (0, 0, 0))
    association = await only(database)
    assert (association.website, association.topics) == ("syrer.example.org", {"sport", "education"})


@pytest.mark.parametrize("lost_first", [True, False])
async def test_lost_letters_and_capitals_are_mended_whatever_came_first(database: Database, lost_first: bool) -> None:
    lost = row("ROMA-VEREIN", contact_name="Zîlan Petrovi?", emails=["z@roma.example.org"])
    whole = row("Roma-Verein e.V.", source="awo.csv", contact_name="Zîlan Petrović", emails=["z@roma.example.org"])
    for said in (lost, whole) if lost_first else (whole, lost):
        assert (await take(database, said)).differences == []
    assert (await only(database)).name == "Roma-Verein e.V."
    assert [person.name for person in await everybody(database)] == ["Zîlan Petrović"]


async def test_a_later_list_is_right_and_what_it_replaced_stays_beside_it(database: Database) -> None:
    await take(database, row("Roma-Verein", street="Am Markt 1"))
    report = await take(database, row("Roma-Verein", source="awo.csv", street="Ringstr. 9"))
    association = await only(database)
    assert (association.street, own(association)) == ("Ringstr. 9", {"Straße (kreis)": "Am Markt 1"})
    assert [tuple(told)[3:] for told in report.differences] == [("differs", "Straße", "Ringstr. 9", "Am Markt 1")]
    again = await take(database, row("Roma-Verein", street="Am Markt 1"))
    assert (counted(again)[0], (await only(database)).street) == ((0, 0, 1), "Ringstr. 9")


async def test_within_one_list_the_first_row_is_right(database: Database) -> None:
    rows = [row("Roma-Verein", street="Am Markt 1"), row("Roma-Verein e.V.", 3, street="Ringstr. 9")]
    await take(database, *rows)
    association = await only(database)
    assert (association.street, own(association)) == ("Am Markt 1", {"Straße (kreis)": "Ringstr. 9"})
    assert counted(await take(database, *rows))[0] == (0, 0, 2)


async def test_what_staff_or_a_person_said_is_never_replaced_by_a_list(database: Database) -> None:
    await take(database, row("Roma-Verein", street="Am Markt 1", topics=["sport"], **SYRIAN))
    async with database.write() as session:
        [association] = await associations.every(session)
        await associations.change(session, association, "street", "Ringstr. 9", "staff", MONDAY)
        await associations.set_topics(session, association, {"culture"}, "chat", MONDAY)
        person = association.contacts[0].person
        await people.confirm(session, person.addresses[0], BY_LINK, MONDAY)
    newer = row("Roma-Verein", street="Neue Str. 3", topics=["youth"], **SYRIAN | {"phones": ["+49211999999"]})
    report = await take(database, newer)
    association = await only(database)
    assert (association.street, association.topics) == ("Ringstr. 9", {"culture"})
    assert own(association) == {"Straße (kreis)": "Neue Str. 3"}
    assert association.contacts[0].person.phone == "+492129608378"
    assert {difference.field for difference in report.differences} == {"Straße", "Schwerpunkte", "Tel."}


async def test_an_import_confirms_nobody_and_never_revives_who_left(database: Database) -> None:
    syrian = row("Syrischer Verein", **SYRIAN)
    await take(database, syrian)
    async with database.write() as session:
        [person] = [contact.person for contact in (await associations.every(session))[0].contacts]
        await people.confirm(session, person.addresses[0], BY_LINK, MONDAY)
        await people.leave(session, person, "reply", MONDAY + timedelta(days=1))
    newer = row(
        "Syrischer Verein", source="awo.csv", **SYRIAN | {"emails": ["info@syrer.example.org", "x@y.example.org"]}
    )
    await take(database, syrian, newer)
    [person] = await everybody(database)
    assert person.left_at
    assert [(address.address, address.is_open) for address in person.addresses] == [("info@syrer.example.org", False)]


async def test_who_does_not_speak_for_the_association_any_more_is_not_put_back(database: Database) -> None:
    await take(database, row("Syrischer Verein", **SYRIAN))
    async with database.write() as session:
        [association] = await associations.every(session)
        await associations.stop_speaking(session, association.contacts[0].person, association.id)
    report = await take(database, row("Syrischer Verein", members="12", **SYRIAN))
    assert counted(report) == ((0, 1, 0), (0, 0, 0))
    association = await only(database)
    assert (association.members, association.contacts) == ("12", [])


async def test_who_was_erased_is_not_put_back_but_the_association_is(database: Database) -> None:
    await take(database, row("Syrischer Verein", **SYRIAN))
    async with database.write() as session:
        [person] = [contact.person for contact in (await associations.every(session))[0].contacts]
        await identity.forget(session, person, MONDAY)
    report = await take(database, row("Roma-Verein", source="awo.csv", **SYRIAN))
    assert counted(report) == ((1, 0, 0), (0, 0, 0))
    assert await everybody(database) == []
    assert [difference.kind for difference in report.differences] == ["erased"]


async def test_one_person_may_speak_for_two_associations(database: Database) -> None:
    report = await take(database, row("Roma-Frauengruppe", **SYRIAN), row("Boxclub", 3, **SYRIAN))
    assert counted(report) == ((2, 0, 0), (1, 1, 0))
    [person] = await everybody(database)
    assert [len(association.contacts) for association in (await known(database)).values()] == [1, 1]
    assert len(person.addresses) == 1


async def test_people_of_one_name_in_different_associations_are_two(database: Database) -> None:
    one = row("Roma-Verein", contact_name="Natalia Strauß", emails=["a@roma.example.org"])
    other = row("Boxclub", 3, contact_name="Natalia Strauß", emails=["b@box.example.org"])
    assert counted(await take(database, one, other))[1] == (2, 0, 0)


async def test_a_contact_without_an_address_is_known_by_name_within_the_association(database: Database) -> None:
    await take(database, row("Roma-Verein", contact_name="Ama Öztürk"))
    second = row("Roma-Verein", source="awo.csv", contact_name="Öztürk, Ama", emails=["ama@roma.example.org"])
    assert counted(await take(database, second))[1] == (0, 1, 0)
    [person] = await everybody(database)
    assert (person.name, person.mail) == ("Ama Öztürk", "ama@roma.example.org")


async def test_a_doubtful_row_stays_out_until_somebody_decides_and_the_decision_is_remembered(
    database: Database,
) -> None:
    await take(database, row("Türkischer Bildungsverein", emails=["a@bildung.example.org"]))
    misspelt = row("Tükischer Bildungsverein", 9, source="awo.csv", emails=["b@andere.example.org"], members="30")
    report = await take(database, misspelt)
    [doubt] = report.doubtful
    assert (doubt.line, doubt.name, doubt.candidate) == (9, "Tükischer Bildungsverein", "Türkischer Bildungsverein")
    assert 50 < doubt.score < 100
    assert counted(report) == ((0, 0, 0), (0, 0, 0))
    assert counted(await take(database, misspelt, answers={("kreis", 9): "same"})) == ((0, 1, 0), (1, 0, 0))
    newer = row("Tükischer Bildungsverein", 44, source="awo.csv", emails=["b@andere.example.org"], members="31")
    assert counted(await take(database, misspelt, newer)) == ((0, 1, 1), (0, 1, 1))
    association = await only(database)
    assert (association.name, association.members) == ("Türkischer Bildungsverein", "31")


async def test_a_row_that_was_said_to_be_new_stays_its_own_association(database: Database) -> None:
    await take(database, row("Türkischer Bildungsverein", emails=["a@bildung.example.org"]))
    like = row("Türkische Bildungsverein", 9, source="awo.csv", town="Haan", emails=["b@andere.example.org"])
    twin = row("Türkischer Bildungsverein", 10, source="awo.csv", emails=["c@dritte.example.org"])
    answers: dict[tuple[str, int], Answer] = {("kreis", 9): "new", ("kreis", 10): "new"}
    assert counted(await take(database, like, twin, answers=answers))[0] == (2, 0, 0)
    assert counted(await take(database, like, twin))[0] == (0, 0, 2)
    like.members = twin.members = "5"
    assert counted(await take(database, like, twin))[0] == (0, 2, 0)
    async with database.read() as session:
        members = [association.members for association in await session.scalars(select(Association))]
    assert sorted(map(str, members)) == ["5", "5", "None"]


async def test_to_say_same_of_a_row_that_is_like_nothing_is_told(database: Database) -> None:
    report = await take(database, row("Roma-Verein", 7), answers={("kreis", 7): "same"})
    assert report.skipped == [Skipped("kreis", 7, "no-candidate", "Roma-Verein")]
    assert await known(database) == {}


async def test_a_town_is_written_as_the_register_writes_it(database: Database) -> None:
    await take(database, row("Roma-Verein", town="Monheim am Rhein"), row("Boxclub", 3, town="MONHEIM"))
    assert {association.town for association in (await known(database)).values()} == {"Monheim am Rhein"}


async def test_no_list_gives_staff_an_address_that_would_have_their_rights(database: Database) -> None:
    await take(database, row("Syrischer Verein", **SYRIAN))
    async with database.write() as session:
        [aylin] = await session.scalars(select(Person))
        aylin.role = "editor"
    emails = ["info@syrer.example.org", "somebody@example.org"]
    report = await take(database, row("Syrischer Verein", source="neu.csv", **{**SYRIAN, "emails": emails}))
    [aylin] = await everybody(database)
    assert [address.address for address in aylin.addresses] == ["info@syrer.example.org"]
    assert ("differs", "info@syrer.example.org", "somebody@example.org") in [
        (told.kind, told.now, told.other) for told in report.differences
    ]
