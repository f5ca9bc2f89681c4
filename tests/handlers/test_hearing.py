"""«How I hear»: chat, mail or both, about which topics, under which name."""

from storage import people
from storage.people import Confirmation
from tests.house import Guest, House

ADDRESS = "sami@elternverein.example.org"


async def sami_hears(house: House, *, mail: bool = False) -> Guest:
    sami = house.guest("Sami Haddad")
    await sami.agrees()
    if mail:
        async with house.database.write() as session:
            person = await session.merge(await house.person(sami))
            address = await people.add_address(session, person, "mail", ADDRESS, house.clock.now())
            await people.confirm(session, address, Confirmation("reply", "2026-11"), house.clock.now())
    await opens(sami)
    return sami


async def opens(guest: Guest) -> None:
    await guest.says("/menu")
    await guest.chooses("Was möchten Sie tun?", "Empfang einstellen")


async def wanted(house: House, guest: Guest) -> dict[str, bool]:
    return {address.channel: address.is_open for address in (await house.person(guest)).addresses}


async def test_chat_mail_or_both(house: House) -> None:
    sami = await sami_hears(house, mail=True)
    for way, chat, mail in (("Nur per E-Mail", False, True), ("Nur hier im Chat", True, False), ("Beides", True, True)):
        await sami.chooses("So erreichen wir Sie", "Chat oder E-Mail")
        await sami.chooses("Wo möchten Sie", way)
        await sami.reads("Danke, das ist geändert")
        assert await wanted(house, sami) == {"telegram": chat, "mail": mail}


async def test_only_mail_begins_with_an_address_and_ends_the_chat_when_it_is_proved(house: House) -> None:
    sami = await sami_hears(house)
    await sami.chooses("So erreichen wir Sie", "Chat oder E-Mail")
    await sami.chooses("Wo möchten Sie", "Nur per E-Mail")
    await sami.answers("Wie ist Ihre E-Mail-Adresse?", ADDRESS)
    await sami.reads("Wir haben eine E-Mail")
    assert await wanted(house, sami) == {"telegram": True}
    letter = (await house.letters(ADDRESS))[0]
    await house.gets_reply(letter, "ja")
    await house.answered(letter)
    assert await wanted(house, sami) == {"telegram": False, "mail": True}


async def test_what_is_not_confirmed_is_said(house: House) -> None:
    sami = await sami_hears(house, mail=True)
    await sami.reads(f"E-Mail: {ADDRESS} (ja)")
    async with house.database.write() as session:
        await people.pause(session, "mail", ADDRESS, "bounced", house.clock.now())
    await opens(sami)
    await sami.reads(f"E-Mail: {ADDRESS} (kommt im Moment nicht an)")


async def test_everything_is_on_until_somebody_switches_it_off(house: House) -> None:
    sami = await sami_hears(house)
    await sami.chooses("Themen: alle", "Themen wählen")
    first = await sami.reads("Ihre Themen")
    assert all("✓" in label for label in first.labels[:5])
    await sami.presses("Familie")
    second = await sami.reads("Ihre Themen")
    assert (second.id, second.labels[:2]) == (first.id, ["1 Familie", "2 ✓ Bildung"])
    person = await house.person(sami)
    async with house.database.read() as session:
        chosen = await people.topics(session, person)
    assert "family" not in chosen
    assert {"education", "funding"} <= chosen
    await sami.presses("Alle Themen")
    await sami.reads("Themen: alle")


async def test_with_no_topic_left_they_are_all_on_again(house: House) -> None:
    house.office.topics = ("family", "sport")
    sami = await sami_hears(house)
    await sami.chooses("Themen: alle", "Themen wählen")
    await sami.chooses("Ihre Themen", "Familie")
    await sami.chooses("Ihre Themen", "Sport")
    assert (await sami.reads("Ihre Themen")).labels[:2] == ["1 ✓ Familie", "2 ✓ Sport"]
    await sami.presses("Fertig")
    await sami.reads("Themen: alle")


async def test_name_telephone_and_language(house: House) -> None:
    sami = await sami_hears(house)
    await sami.chooses("So erreichen wir Sie", "Name ändern")
    await sami.answers("Wie heißen Sie?", "Samir Haddad")
    await sami.reads("Danke")
    await sami.chooses("Name: Samir Haddad", "Telefon ändern")
    await sami.answers("Wie ist Ihre Telefonnummer?", "(0 20 51) 12 34 56")
    await sami.reads("Danke")
    await sami.chooses("Telefon: 02051 123456", "Telefon ändern")
    await sami.chooses("Wie ist Ihre Telefonnummer?", "Angabe löschen")
    await sami.reads("Danke")
    await sami.chooses("Telefon: –", "Mehr zeigen")
    await sami.chooses("So erreichen wir Sie", "Sprache wählen")
    await sami.chooses("Welche Sprache", "English")
    await sami.reads("I write to you in English now")
    await sami.reads("What would you like to do?")
