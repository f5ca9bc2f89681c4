"""Registering an association in the chat, from its name to somebody's yes, with everything that comes in between."""

from sqlalchemy import select

from storage import associations, requests
from storage.associations import Association
from storage.people import Person
from tests.house import Guest, House
from tests.storage import network

NAME, TOWN, TOPICS, PERSON = "Wie heißt Ihr Verein?", "welcher Stadt", "Was macht Ihr Verein?", "Wie heißen Sie?"
ROLE, MAIL, PHONE, SUMMARY = "Ihre Aufgabe im Verein?", "E-Mail-Adresse?", "Telefonnummer?", "Stimmt alles?"


async def begins(house: House, name: str = "Sami Haddad") -> Guest:
    guest = house.guest(name)
    await guest.agrees()
    await guest.presses("Verein eintragen")
    return guest


async def describes(guest: Guest, name: str = "Arabischer Elternverein") -> None:
    """Everything up to the summary, without mail and phone."""
    await guest.answers(NAME, name)
    await guest.answers(TOWN, "Velbert")
    await guest.chooses(TOPICS, "Bildung")
    await guest.chooses("", "Weiter")
    await guest.chooses(PERSON, "Sami Haddad")
    await guest.chooses(ROLE, "Vorsitz")
    await guest.chooses(MAIL, "Überspringen")
    await guest.chooses(PHONE, "Überspringen")


async def the_association(house: House, name: str = "Arabischer Elternverein") -> Association:
    async with house.database.read() as session:
        return (await session.scalars(select(Association).where(Association.name == name))).one()


async def test_a_new_association_waits_for_the_yes_of_staff(house: House) -> None:
    doris = house.guest("Doris")
    await house.works_here(doris)
    sami = await begins(house)
    await describes(sami)
    await sami.chooses(SUMMARY, "Ja, abschicken")
    await sami.reads("Das Büro schaut sie an")
    made = await the_association(house)
    assert (made.status, made.town, made.topics) == ("requested", "Velbert", {"education"})
    assert [(c.person.name, c.role, c.status) for c in made.contacts] == [("Sami Haddad", "Vorsitz", "requested")]
    await doris.reads("Neuer Verein: Arabischer Elternverein")
    await doris.presses("Ja")
    await sami.reads("Arabischer Elternverein gehört jetzt zum Netzwerk")
    assert (await the_association(house)).status == "active"
    assert await house.contacts("Arabischer Elternverein") == {"Sami Haddad": "active"}


async def test_an_office_may_take_new_associations_without_asking(house: House) -> None:
    house.office.approve_associations = False
    sami = await begins(house)
    await describes(sami)
    await sami.chooses(SUMMARY, "Ja, abschicken")
    await sami.reads("„Arabischer Elternverein“ ist eingetragen")
    assert (await the_association(house)).status == "active"


async def test_the_summary_says_everything_and_each_answer_can_be_changed(house: House) -> None:
    sami = await begins(house)
    await describes(sami)
    summary = await sami.reads(SUMMARY)
    for line in ("Name des Vereins: Arabischer Elternverein", "Stadt: Velbert", "Schwerpunkte: Bildung", "E-Mail: –"):
        assert line in summary.text
    await sami.presses("Etwas ändern")
    await sami.chooses("Was möchten Sie ändern?", "Mehr zeigen")
    await sami.chooses("Was möchten Sie ändern?", "Telefon")
    await sami.answers(PHONE, "0160 1234567")
    await sami.reads("Telefon: 0160 1234567")
    await sami.presses("Etwas ändern")
    await sami.chooses("Was möchten Sie ändern?", "Name des Vereins")
    await sami.answers(NAME, "Elternverein Nord")
    assert "Name des Vereins: Elternverein Nord" in (await sami.reads(SUMMARY)).text


async def test_names_from_the_register_are_offered(house: House) -> None:
    async with house.database.write() as session:
        await network.anna(session)
        await network.bilal(session)
    sami = await begins(house)
    await sami.answers(NAME, "eltern verein e.V.")
    offered = await sami.reads("Ist Ihr Verein dabei?")
    assert offered.labels[:2] == ["1 Elternverein Hilden, Hilden", "2 Nein, ein anderer"]
    await sami.presses("Nein, ein anderer")
    await sami.reads(TOWN)
    assert sami.last
    assert sami.last.labels[:2] == ["1 Hilden", "2 Velbert"]


async def test_a_newcomer_needs_the_yes_of_somebody_who_speaks_for_the_association(house: House) -> None:
    bilal = house.guest("Bilal")
    await house.speaks_for(bilal, "Sportverein Velbert", "Velbert")
    sami = await begins(house)
    await joins(sami, "Sportverein Velbert")
    await sami.reads("Jemand aus „Sportverein Velbert“ muss noch Ja sagen")
    await bilal.reads("Sami Haddad möchte auch für Ihren Verein sprechen")
    assert await house.contacts("Sportverein Velbert") == {"Bilal": "active", "Sami Haddad": "requested"}
    await bilal.presses("Ja")
    await sami.reads("Sportverein Velbert")
    assert await house.contacts("Sportverein Velbert") == {"Bilal": "active", "Sami Haddad": "active"}


async def joins(guest: Guest, name: str) -> None:
    await guest.answers(NAME, name)
    await guest.chooses("Ist Ihr Verein dabei?", name)
    await guest.chooses(PERSON, "Sami Haddad")
    await guest.chooses(ROLE, "Mitglied")
    await guest.chooses(MAIL, "Überspringen")
    await guest.chooses(PHONE, "Überspringen")
    await guest.chooses(SUMMARY, "Ja, abschicken")


async def test_the_newcomer_cannot_say_yes_to_themselves(house: House) -> None:
    bilal = house.guest("Bilal")
    await house.speaks_for(bilal, "Sportverein Velbert", "Velbert")
    sami = await begins(house)
    await joins(sami, "Sportverein Velbert")
    question = await bilal.reads("Sami Haddad möchte auch für Ihren Verein sprechen")
    await sami.reads("muss noch Ja sagen")
    await sami.forges(question.buttons[0].data or "")
    await sami.reads("Das darf nur")
    assert (await house.contacts("Sportverein Velbert"))["Sami Haddad"] == "requested"


async def test_without_a_confirmed_contact_staff_decide_on_a_newcomer(house: House) -> None:
    async with house.database.write() as session:
        await network.emin(session)
    sami = await begins(house)
    await joins(sami, "Kulturverein Haan")
    await sami.reads("Das Büro schaut sie an")
    async with house.database.read() as session:
        assert [request.kind for request in await requests.open_ones(session)] == ["newcomer"]


async def test_who_speaks_for_the_association_already_hears_just_that(house: House) -> None:
    sami = house.guest("Sami Haddad")
    await house.speaks_for(sami, "Sportverein Velbert", "Velbert")
    await sami.presses("Verein eintragen")
    await joins(sami, "Sportverein Velbert")
    await sami.reads("sind Sie schon eingetragen")
    async with house.database.read() as session:
        assert await requests.open_ones(session) == []


async def test_the_same_name_in_the_same_town_is_not_registered_twice(house: House) -> None:
    async with house.database.write() as session:
        await network.association(session, "Arabischer Elternverein", "Velbert", {"education"})
    sami = await begins(house)
    await sami.answers(NAME, "Arabischer Elternverein")
    await sami.chooses("Ist Ihr Verein dabei?", "Nein, ein anderer")
    await sami.answers(TOWN, "Velbert")
    await sami.chooses(TOPICS, "Weiter")
    await sami.chooses(PERSON, "Sami Haddad")
    await sami.chooses(ROLE, "Vorsitz")
    await sami.chooses(MAIL, "Überspringen")
    await sami.chooses(PHONE, "Überspringen")
    summary = await sami.reads(SUMMARY)
    await sami.presses("Ja, abschicken")
    await sami.reads("steht schon im Verzeichnis")
    await sami.presses("Etwas ändern", summary)
    await sami.reads("Was möchten Sie ändern?")


async def test_back_asks_the_question_before_and_keeps_what_was_said(house: House) -> None:
    sami = await begins(house)
    await sami.answers(NAME, "Elternverein Nord")
    await sami.answers(TOWN, "Velbert")
    await sami.chooses(TOPICS, "Zurück")
    await sami.chooses(TOWN, "Zurück")
    await describes(sami, "Elternverein Süd")
    assert "Elternverein Süd" in (await sami.reads(SUMMARY)).text


async def test_cancel_saves_nothing(house: House) -> None:
    sami = await begins(house)
    await describes(sami)
    await sami.reads(SUMMARY)
    await sami.says("/cancel")
    await sami.reads("Es wurde nichts gespeichert")
    async with house.database.read() as session:
        assert await associations.count(session) == 0
    await sami.says("Vorsitz")
    await sami.reads("Soll ich sie an Ayşe Berger schicken?")


async def test_another_command_says_that_it_leaves_the_dialogue(house: House) -> None:
    sami = await begins(house)
    await sami.answers(NAME, "Elternverein Nord")
    await sami.reads(TOWN)
    await sami.says("/menu")
    await sami.reads("Es wurde nichts gespeichert")
    await sami.reads("Was möchten Sie tun?")


async def test_help_comes_back_to_the_open_question(house: House) -> None:
    sami = await begins(house)
    await sami.answers(NAME, "Hilfe")
    await sami.reads("So geht es")
    await sami.answers(NAME, "Elternverein Nord")
    await sami.reads(TOWN)


async def test_digits_and_words_are_as_good_as_buttons(house: House) -> None:
    async with house.database.write() as session:
        await network.anna(session)
    sami = await begins(house)
    await sami.answers(NAME, "Elternverein")
    await sami.answers("Ist Ihr Verein dabei?", "٢")
    await sami.answers(TOWN, "1.")
    await sami.answers(TOPICS, "2️⃣")
    await sami.answers(TOPICS, "۲")
    await sami.answers(TOPICS, "weiter")
    await sami.answers(PERSON, "sami haddad")
    await sami.answers(ROLE, "VORSITZ")
    await sami.answers(MAIL, "überspringen")
    await sami.answers(PHONE, "1")
    summary = await sami.reads(SUMMARY)
    assert "Stadt: Hilden" in summary.text
    assert "Schwerpunkte: –" in summary.text


async def test_a_voice_message_in_the_middle_reaches_a_person_and_the_question_waits(house: House) -> None:
    doris = house.guest("Doris")
    await house.works_here(doris)
    sami = await begins(house)
    await sami.answers(NAME, "Elternverein Nord")
    await sami.reads(TOWN)
    await sami.phone.sends_voice()
    await sami.chooses("Sprachnachrichten kann ich nicht hören", "Ja, schicken")
    await sami.reads("Ihre Nachricht ist bei Ayşe Berger")
    await doris.reads("Nachricht von Sami Haddad")
    await sami.answers(TOWN, "Velbert")
    await sami.reads(TOPICS)


async def test_an_old_button_says_that_its_question_is_over(house: House) -> None:
    sami = await begins(house)
    await sami.answers(NAME, "Elternverein Nord")
    town = await sami.reads(TOWN)
    await sami.says("Velbert")
    await sami.reads(TOPICS)
    await sami.presses("Zurück", town)
    await sami.reads("Diese Frage ist schon vorbei")
    await sami.presses("Abbrechen", town)
    await sami.reads("Es wurde nichts gespeichert")


async def test_what_is_no_address_and_no_number_is_asked_again_in_words(house: House) -> None:
    sami = await begins(house)
    await sami.answers(NAME, "7")
    await sami.answers("Namen mit Buchstaben", "x" * 121)
    await sami.answers("120 Zeichen", "Elternverein Nord")
    await sami.answers(TOWN, "Velbert")
    await sami.chooses(TOPICS, "Weiter")
    await sami.answers(PERSON, "Sami Haddad")
    await sami.answers(ROLE, "Schriftführer")
    await sami.answers(MAIL, "sami at gmail")
    await sami.answers("noch keine E-Mail-Adresse", "Sami@Elternverein.Example.org")
    await sami.answers(PHONE, "ruf mich an")
    await sami.answers("noch keine Telefonnummer", "+49 2051 123456")
    summary = await sami.reads(SUMMARY)
    assert "sami@elternverein.example.org" in summary.text
    assert "Telefon: 02051 123456" in summary.text


async def test_a_killed_house_goes_on_with_the_next_message(house: House) -> None:
    sami = await begins(house)
    steps = [
        (NAME, "Elternverein Nord"), (TOWN, "Velbert"), (TOPICS, "Weiter"), (PERSON, "Sami Haddad"),
        (ROLE, "Vorsitz"), (MAIL, "Überspringen"), (PHONE, "02051 123456"), (SUMMARY, "Ja, abschicken"),
    ]  # fmt: skip
    for question, answer in steps:
        await sami.reads(question)
        await house.kill()
        await sami.says(answer)
        await house.start()
    await sami.reads("Das Büro schaut sie an")
    assert (await the_association(house, "Elternverein Nord")).town == "Velbert"
    async with house.database.read() as session:
        assert len((await session.scalars(select(Person))).all()) == 1
        assert len(await requests.open_ones(session)) == 1


async def test_a_dialogue_that_lay_for_a_day_is_no_question_any_more(house: House) -> None:
    sami = await begins(house)
    await sami.reads(NAME)
    house.clock.advance(25 * 3600)
    await sami.says("Wann ist die nächste Schulung?")
    await sami.reads("Soll ich sie an Ayşe Berger schicken?")
