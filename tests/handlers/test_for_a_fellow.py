"""The other contact of an association sees and changes a sign-up: nothing they read or press is about themselves."""

from sqlalchemy import select

from storage import associations, people, seating, sign_ups, waiting
from storage.associations import Association
from storage.people import Person
from storage.trainings import Training
from tests.handlers.test_signing_up import a_course, of
from tests.house import Guest, House
from tests.storage.course import as_it_is


async def a_fellow(house: House, **fields: int) -> tuple[Guest, Training]:
    """Anna signed up for her association, or waits there; Fatma, who speaks for it too, has a phone."""
    fatma = house.guest("Fatma")
    await house.speaks_for(fatma, "Elternverein", "Hilden")
    training = await a_course(house, **fields)
    async with house.database.write() as session:
        association = (await session.scalars(select(Association))).one()
        anna = await people.create(session, house.clock.now(), name="Anna")
        await associations.add_contact(session, association, anna, house.clock.now())
        if fields.get("seats") == 1:
            sami = await people.create(session, house.clock.now(), name="Sami")
            await seating.sign_up(session, training.id, sami, by=sami, door="chat", now=house.clock.now())
        await seating.sign_up(
            session, training.id, anna, association=association, by=anna, door="chat", now=house.clock.now()
        )
    return fatma, training


async def annas(fatma: Guest) -> None:
    await fatma.says("/trainings")
    await fatma.chooses("Das kommt", "Meine Anmeldungen")
    await fatma.chooses("Anna", "4. Mai: Kasse")


async def test_a_fellow_changes_the_number_names_who_comes_and_cancels(house: House) -> None:
    fatma, _ = await a_fellow(house, seats=9)
    await annas(fatma)
    await fatma.chooses("Anna ist angemeldet: 1 Person.", "Andere Anzahl")
    await fatma.chooses("Zählen Sie Anna mit.", "2 Personen")
    said = await fatma.reads("Anna ist angemeldet: 2 Personen.")
    assert "Anna bekommt eine Nachricht von uns." in said.text
    assert "Kalender" not in said.text
    await fatma.presses("Namen nennen")
    await fatma.answers("der Person, die mit Anna kommt", "Leyla")
    await fatma.reads("Es kommen: Anna und Leyla.")
    await fatma.presses("Absagen", under=said)
    await fatma.chooses("Möchten Sie für Anna absagen?", "Platz freigeben")
    gone = await fatma.reads("Anna hat abgesagt.")
    assert gone.labels == ["1 Alle Termine zeigen"]
    assert await of(house, "Anna") == [("cancelled", 2)]


async def test_a_fellow_who_accepts_a_freed_seat_is_promised_no_date_for_their_calendar(house: House) -> None:
    fatma, training = await a_fellow(house, seats=1)
    async with house.database.write() as session:
        sami = (await session.scalars(select(Person).where(Person.name == "Sami"))).one()
        [seat] = await sign_ups.of(session, sami)
        await seating.cancel(session, seat.id, by=sami, door="chat", now=house.clock.now())
        await waiting.offer(session, house.clock.now(), as_it_is, only=training.id)
    await annas(fatma)
    await fatma.chooses("Wir halten einen Platz für Anna", "Platz annehmen")
    said = await fatma.reads("Anna ist angemeldet: 1 Person.")
    assert "Kalender" not in said.text
    assert not said.files
