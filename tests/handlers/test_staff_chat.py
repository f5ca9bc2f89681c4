"""Staff in chats: the group that an admin names, decisions that everybody in it sees, answers written on the phone."""

from mailing.turn import GROUP
from simulator.botapi.chats import Chat
from storage import keys
from storage.people import Person
from tests.house import Guest, House
from tests.storage import network


async def staff(house: House, name: str, door: str, role: str = "editor") -> Guest:
    guest = house.guest(name)
    await house.works_here(guest)
    async with house.database.write() as session:
        found = await session.get_one(Person, (await house.person(guest)).id)
        found.role, found.staff_door = role, door
    return guest


async def in_a_group(house: House, *members: Guest) -> Chat:
    """A group with the bot in it, not named yet."""
    group = house.messenger.group("Koordination", *(member.phone for member in members))
    await members[0].phone.adds_bot(group)
    await members[0].phone.reads("Schreiben Sie mir bitte direkt", chat=group)
    return group


async def sami_asks(house: House) -> Guest:
    sami = house.guest("Sami Haddad")
    await sami.agrees()
    await sami.says("Wann ist die nächste Schulung?")
    await sami.chooses("Soll ich sie an", "Ja, schicken")
    return sami


async def test_an_admin_names_the_group_and_the_first_to_press_decides_for_all(house: House) -> None:
    adele = await staff(house, "Adele", "group", "admin")
    doris = await staff(house, "Doris", "group")
    group = await in_a_group(house, adele, doris)
    await adele.phone.says("/staffgroup", chat=group)
    await adele.phone.reads("Diese Gruppe ist jetzt die Gruppe der Koordination", chat=group)
    await sami_asks(house)
    asked = await doris.phone.reads("Wann ist die nächste Schulung?", chat=group)
    await doris.phone.presses(asked, "2 Schon erledigt")
    decided = await adele.phone.reads("Doris: erledigt", chat=group)
    assert (decided.id, decided.labels) == (asked.id, [])
    await adele.phone.presses(decided, "1 Ich habe angerufen", late=True)
    await adele.phone.reads("Das ist schon erledigt. Doris: erledigt", chat=group)


async def test_nobody_but_an_admin_names_the_group(house: House) -> None:
    doris = await staff(house, "Doris", "mail")
    group = await in_a_group(house, doris)
    await doris.phone.says("/staffgroup", chat=group)
    await doris.phone.reads("Das darf nur die Koordination", chat=group)
    async with house.database.read() as session:
        assert await keys.recall(session, GROUP) is None


async def test_somebody_in_the_group_who_is_no_staff_decides_nothing(house: House) -> None:
    adele = await staff(house, "Adele", "group", "admin")
    guest = house.guest("Praktikant")
    group = await in_a_group(house, adele, guest)
    await adele.phone.says("/staffgroup", chat=group)
    await adele.phone.reads("Diese Gruppe ist jetzt", chat=group)
    await sami_asks(house)
    asked = await guest.phone.reads("Wann ist die nächste Schulung?", chat=group)
    await guest.phone.presses(asked, "2 Schon erledigt")
    await guest.phone.reads("Das darf nur die Koordination", chat=group)
    await adele.phone.presses(asked, "2 Schon erledigt")
    await adele.phone.reads("Adele: erledigt", chat=group)


async def test_an_answer_is_written_in_the_chat_with_a_photo(house: House) -> None:
    doris = await staff(house, "Doris", "telegram")
    sami = await sami_asks(house)
    await doris.chooses("Nachricht von Sami Haddad", "Antwort schreiben")
    await doris.answers("Was möchten Sie antworten?", "Am 4. Mai im Rathaus.")
    await doris.reads("Das habe ich.")
    await doris.phone.sends_photo()
    await doris.chooses("Das habe ich.", "Weiter")
    await doris.reads("Ihre Antwort geht an Sami Haddad")
    answer = await sami.reads("Am 4. Mai im Rathaus.")
    assert any(message.file and message.file.kind == "photo" for message in sami.phone.chat.from_bot)
    await house.settled()
    await sami.phone.says("Danke! Und um wie viel Uhr?", reply_to=answer)
    await doris.reads("Und um wie viel Uhr?")


async def test_a_letter_is_read_in_the_chat_only_after_a_press(house: House) -> None:
    doris = await staff(house, "Doris", "mail")
    async with house.database.write() as session:
        await network.anna(session)
    await house.gets_letter("anna@elternverein.example.org", "Zuschuss", "Bis wann geht der Antrag?")
    hint = await doris.reads("Was in E-Mails steht")
    assert "Antrag" not in hint.text
    await doris.presses("Hier lesen")
    await doris.reads("Bis wann geht der Antrag?")


async def test_the_menu_leads_staff_to_their_overview(house: House) -> None:
    doris = await staff(house, "Doris", "telegram")
    await doris.says("/menu")
    await doris.chooses("Was möchten Sie tun?", "Büro-Menü öffnen")
    overview = await doris.reads("0 eingeladen, 0 bestätigt, 0 anrufen")
    assert [label[2:] for label in overview.labels] == [
        "Vereine anschreiben", "Anfragen ansehen", "Berichte ansehen", "Vereine einladen", "Schulungen",
        "Mehr zeigen",
    ]  # fmt: skip
