"""A mail address is proved outside of dialogues: by code, reply or link; and nobody learns what we know of it."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from storage import people, prompts
from storage.outbox import Outgoing
from storage.people import Address, Person
from tests.house import Guest, House
from tests.storage import network

ADDRESS = "sami@elternverein.example.org"
EMIN = "emin@kulturverein.example.org"
ANNA = "anna@elternverein.example.org"


async def gives(guest: Guest, address: str) -> None:
    """Name a mail address, as under «how I hear»."""
    await guest.says("/menu")
    await guest.chooses("Was möchten Sie tun?", "Empfang einstellen")
    await guest.chooses("So erreichen wir Sie", "E-Mail ändern")
    await guest.answers("Wie ist Ihre E-Mail-Adresse?", address)
    await guest.reads(f"Wir haben eine E-Mail an {address} geschickt")


def code_in(letter: Outgoing) -> str:
    assert letter.payload
    found = re.search(r"<b>(.{4} .{4})</b>", letter.payload["html"])
    assert found
    return found[1]


async def mail_of(house: House, guest: Guest) -> Address | None:
    return (await house.person(guest)).address("mail")


async def people_there(house: House) -> int:
    async with house.database.read() as session:
        return await session.scalar(select(func.count(Person.id))) or 0


async def test_the_code_from_the_letter_proves_the_address_at_any_time(house: House) -> None:
    sami = house.guest("Sami Haddad")
    await sami.agrees()
    await gives(sami, ADDRESS)
    assert await mail_of(house, sami) is None
    code = code_in((await house.letters(ADDRESS))[0])
    await sami.says("/menu")
    await sami.chooses("Was möchten Sie tun?", "Verein eintragen")
    await sami.answers("Wie heißt Ihr Verein?", f" {code.lower()} ")
    await sami.reads(f"Die Adresse {ADDRESS} ist bestätigt")
    await sami.reads("Wie heißt Ihr Verein?")
    proved = await mail_of(house, sami)
    assert proved
    assert proved.is_open
    person = await house.person(sami)
    async with house.database.read() as session:
        doors = [(c.channel, c.door) for c in await people.consents(session, person)]
    assert doors == [("telegram", "chat"), ("mail", "chat")]


async def test_a_reply_proves_it_too(house: House) -> None:
    sami = house.guest("Sami Haddad")
    await sami.agrees()
    await gives(sami, ADDRESS)
    letter = (await house.letters(ADDRESS))[0]
    await house.gets_reply(letter, "Ja\n\nViele Grüße\nSami Haddad")
    await house.answered(letter)
    proved = await mail_of(house, sami)
    assert proved
    assert proved.is_open
    assert await people_there(house) == 1


async def test_no_means_that_the_address_is_not_used(house: House) -> None:
    sami = house.guest("Sami Haddad")
    await sami.agrees()
    await gives(sami, ADDRESS)
    letter = (await house.letters(ADDRESS))[0]
    await house.gets_reply(letter, "Nein")
    await house.answered(letter)
    assert await mail_of(house, sami) is None
    await sami.says(code_in(letter))
    await sami.reads("Diesen Code kenne ich nicht")


async def test_whom_the_register_knew_under_the_address_is_the_same_person_now(house: House) -> None:
    async with house.database.write() as session:
        await network.emin(session)
    guest = house.guest("E. Kaya", language="en")
    await guest.says("/start")
    await guest.chooses("Is that all right with you?", "Yes, please")
    await guest.reads("Welcome")
    await guest.says("/menu")
    await guest.chooses("What would you like to do?", "Set how I hear")
    await guest.chooses("How we reach you", "Change e-mail")
    await guest.answers("What is your e-mail address?", EMIN)
    await guest.reads("We sent an e-mail")
    await guest.says(code_in((await house.letters(EMIN))[0]))
    await guest.reads("is confirmed")
    person = await house.person(guest)
    assert (person.name, person.language) == ("Emin", "en")
    assert [address.is_open for address in person.addresses] == [True, True]
    assert await house.contacts("Kulturverein Haan") == {"Emin": "active"}
    assert await people_there(house) == 1


async def test_a_known_and_an_unknown_address_are_answered_alike_and_no_word_is_passed_on(house: House) -> None:
    async with house.database.write() as session:
        await network.anna(session)
    sami = house.guest("Gewinnen Sie jetzt bei betrug.example.org")
    await sami.agrees()
    await gives(sami, ANNA)
    to_anna = (await house.letters(ANNA))[-1]
    await gives(sami, ADDRESS)
    to_sami = (await house.letters(ADDRESS))[-1]
    assert to_anna.payload
    assert to_sami.payload
    assert "betrug" not in str(to_anna.payload)
    assert to_anna.payload["html"].replace(code_in(to_anna), "") == to_sami.payload["html"].replace(
        code_in(to_sami), ""
    )


async def test_one_letter_a_day_and_three_a_week_whoever_asks(house: House) -> None:
    sami = house.guest("Sami Haddad")
    await sami.agrees()
    sent = []
    for _ in range(4):
        await gives(sami, ADDRESS)
        await gives(sami, ADDRESS)
        sent.append(len(await house.letters(ADDRESS)))
        house.clock.advance(timedelta(days=1))
    assert sent == [1, 2, 3, 3]


async def test_a_code_is_over_after_half_an_hour_but_the_reply_is_not(house: House) -> None:
    sami = house.guest("Sami Haddad")
    await sami.agrees()
    await gives(sami, ADDRESS)
    letter = (await house.letters(ADDRESS))[0]
    house.clock.advance(prompts.CODE_LIFE)
    await sami.says(code_in(letter))
    await sami.reads("Diesen Code kenne ich nicht, oder er ist zu alt")
    await house.gets_reply(letter, "ja")
    await house.answered(letter)
    assert await mail_of(house, sami)


async def test_after_five_wrong_codes_nobody_listens_until_tomorrow(house: House) -> None:
    sami = house.guest("Sami Haddad")
    await sami.agrees()
    await gives(sami, ADDRESS)
    right = code_in((await house.letters(ADDRESS))[0])
    for wrong in range(2, 7):
        await sami.says(f"WRNG WRN{wrong}")
        await sami.reads("Diesen Code kenne ich nicht")
    await sami.says(right)
    await sami.reads("viele Codes für heute")
    assert await mail_of(house, sami) is None
    house.clock.advance(timedelta(days=1))
    await sami.says("WRNG WRN2")
    await sami.reads("Diesen Code kenne ich nicht")


@pytest.mark.parametrize("text", ["Samstag?", "Danke gut", "02051 123", "Mitglied"])
async def test_a_word_and_a_number_are_no_codes(house: House, text: str) -> None:
    sami = house.guest("Sami Haddad")
    await sami.agrees()
    await sami.says(text)
    await sami.reads("Soll ich sie an Ayşe Berger schicken?")


async def test_a_street_that_looks_like_a_code_answers_its_question(house: House) -> None:
    sami = house.guest("Sami Haddad")
    await sami.agrees()
    await sami.presses("Verein eintragen")
    await sami.answers("Wie heißt Ihr Verein?", "Parkweg 7")
    await sami.reads("In welcher Stadt")


async def test_a_button_that_nobody_offered_proves_nothing(house: House) -> None:
    sami = house.guest("Sami Haddad")
    await sami.agrees()
    await gives(sami, ADDRESS)
    await sami.forges("addresses.prove:")
    await sami.reads("Diese Frage kenne ich nicht mehr")
    assert await mail_of(house, sami) is None


async def test_a_new_address_takes_the_place_of_the_old_one(house: House) -> None:
    sami = house.guest("Sami Haddad")
    await sami.agrees()
    for address in (ADDRESS, "sami@neu.example.org"):
        await gives(sami, address)
        await sami.says(code_in((await house.letters(address))[0]))
        await sami.reads(f"Die Adresse {address} ist bestätigt")
    mails = [a.address for a in (await house.person(sami)).addresses if a.channel == "mail"]
    assert mails == ["sami@neu.example.org"]


async def test_rather_by_mail_leaves_the_chat_closed(house: House) -> None:
    sami = house.guest("Sami Haddad")
    await sami.says("/start")
    await sami.chooses("Ist das für Sie in Ordnung?", "Lieber E-Mail")
    await sami.answers("Wie ist Ihre E-Mail-Adresse?", ADDRESS)
    await sami.reads("Wir haben eine E-Mail")
    await house.gets_reply((await house.letters(ADDRESS))[0], "ja")
    await house.answered((await house.letters(ADDRESS))[0])
    person = await house.person(sami)
    assert {a.channel: a.is_open for a in person.addresses} == {"telegram": False, "mail": True}


async def test_the_letter_names_its_page_where_there_is_one(house: House) -> None:
    house.office.public_url = "https://netz.example.org"
    sami = house.guest("Sami Haddad")
    await sami.agrees()
    await gives(sami, ADDRESS)
    letter = (await house.letters(ADDRESS))[0]
    assert letter.payload
    assert f"https://netz.example.org/a/{letter.payload['reply_secret']}" in letter.payload["html"]


async def rights(house: House, *addresses: str) -> list[str | None]:
    async with house.database.read() as session:
        found = [await people.by_address(session, "mail", address) for address in addresses]
    return [person.role if person else None for person in found]


async def test_a_yes_by_mail_shares_no_rights_with_whoever_asked(house: House) -> None:
    thief = house.guest("Doris")
    async with house.database.write() as session:
        await network.doris(session)
    await thief.agrees()
    await gives(thief, "doris@kreis.example.org")
    letter = (await house.letters("doris@kreis.example.org"))[-1]
    await house.gets_reply(letter, "Ja")
    assert "gehört zur Koordination" in await house.answered(letter)
    assert (await house.person(thief)).role is None

    await thief.says(code_in(letter))
    await thief.reads("ist bestätigt")
    assert (await house.person(thief)).role == "editor"


async def test_a_stranger_who_says_yes_to_a_mistyped_address_gets_no_rights(house: House) -> None:
    doris = house.guest("Doris")
    await house.works_here(doris)
    async with house.database.write() as session:
        await network.anna(session)
    for address in (ANNA, ADDRESS):
        await gives(doris, address)
        letter = (await house.letters(address))[-1]
        await house.gets_reply(letter, "Ja")
        assert "gehört zur Koordination" in await house.answered(letter)
    assert await rights(house, ANNA, ADDRESS) == [None, None]


async def test_the_code_of_a_letter_that_somebody_else_asked_for_introduces_nobody(house: House) -> None:
    thief, emin = house.guest("Emin Kaya"), house.guest("Emin Kaya")
    await thief.agrees()
    await gives(thief, EMIN)
    await emin.agrees()
    await emin.says(code_in((await house.letters(EMIN))[0]))
    await emin.reads("schon benutzt, oder er ist zu alt")
    assert await people_there(house) == 2
