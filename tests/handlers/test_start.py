"""The first words in a chat: nobody is on the list before their yes, and everybody may leave and come back."""

import re

import pytest
from sqlalchemy import func, select

from storage import people, prompts, requests
from storage.people import Person
from tests.house import Guest, House
from tests.storage import network


async def invited(house: House) -> str:
    """The secret of a letter to Emin, who is in the register with an association and was never asked."""
    async with house.database.write() as session:
        emin = await network.emin(session)
        secret = prompts.new_secret()
        await prompts.ask(
            session,
            house.clock.now(),
            person_id=emin.id,
            channel="mail",
            address="emin@kulturverein.example.org",
            choices=[["Ja", "invitations.accept"]],
            secret=secret,
            code="WXYZ2345",
            once=True,
            life=prompts.GRANT_LIFE,
            code_life=prompts.GRANT_LIFE,
        )
    return secret


async def entries(house: House) -> int:
    async with house.database.read() as session:
        return await session.scalar(select(func.count(Person.id))) or 0


async def consents(house: House, guest: Guest) -> list[tuple[str, str, bool]]:
    """Wording, door, and whether it still holds."""
    person = await house.person(guest)
    async with house.database.read() as session:
        return [(c.wording, c.door, c.withdrawn_at is None) for c in await people.consents(session, person)]


async def test_nobody_is_on_the_list_before_their_yes(house: House) -> None:
    sami = house.guest("Sami Haddad")
    await sami.says("/start")
    await sami.reads("Guten Tag, Sami Haddad!")
    stranger = await house.person(sami)
    assert (stranger.is_confirmed, stranger.notice_accepted_at) == (False, None)
    await sami.presses("Ja, gerne")
    await sami.reads("Willkommen")
    assert await consents(house, sami) == [("2026-11", "chat", True)]
    assert (await house.person(sami)).notice_accepted_at


async def test_a_second_yes_is_the_same_yes(house: House) -> None:
    sami = house.guest("Sami Haddad")
    await sami.says("/start")
    notice = await sami.reads("Ist das für Sie in Ordnung?")
    await sami.presses("Ja, gerne", notice)
    await sami.reads("Willkommen")
    await sami.presses("Ja, gerne", notice)
    await sami.reads("Willkommen")
    assert len(await consents(house, sami)) == 1


@pytest.mark.parametrize(("phone", "words"), [("en", "Hello, Maya"), ("ar", "Guten Tag, Maya"), ("de", "Guten Tag")])
async def test_the_phone_says_which_language_and_german_is_for_all_others(house: House, phone: str, words: str) -> None:
    maya = house.guest("Maya", language=phone)
    await maya.says("/start")
    await maya.reads(words)


async def test_the_notice_changes_its_language_in_place(house: House) -> None:
    maya = house.guest("Maya", language="ar")
    await maya.says("/start")
    before = await maya.reads("Guten Tag")
    await maya.presses("English")
    after = await maya.reads("Hello, Maya!")
    assert after.id == before.id
    await maya.presses("Deutsch")
    await maya.reads("Guten Tag")


async def test_the_way_in_shows_what_one_may_come_for(house: House) -> None:
    sami = house.guest("Sami Haddad")
    await sami.agrees()
    assert sami.last
    assert sami.last.labels == ["1 Verein eintragen", "2 Code eingeben", "3 Nur informieren", "4 Rufen Sie mich an"]
    await sami.presses("Nur informieren")
    await sami.reads("Ayşe Berger, 02104 991234")
    await sami.reads("Was möchten Sie tun?")


async def test_stop_ends_everything_and_offers_the_way_back(house: House) -> None:
    sami = house.guest("Sami Haddad")
    await sami.agrees()
    await sami.says("/stop")
    await sami.reads("Sie sind abgemeldet")
    assert await consents(house, sami) == [("2026-11", "chat", False)]
    await sami.presses("Wieder dabei sein")
    await sami.reads("Schön, dass Sie wieder dabei sind")
    assert await consents(house, sami) == [("2026-11", "chat", False), ("2026-11", "chat", True)]


@pytest.mark.parametrize("words", ["Stopp", "stop!", "Abmelden bitte"])
async def test_the_word_alone_ends_everything_too(house: House, words: str) -> None:
    sami = house.guest("Sami Haddad")
    await sami.agrees()
    await sami.presses("Verein eintragen")
    await sami.answers("Wie heißt Ihr Verein?", words)
    await sami.reads("Sie sind abgemeldet")
    assert (await house.person(sami)).left_at is not None


async def test_who_left_and_starts_again_is_asked_again(house: House) -> None:
    sami = house.guest("Sami Haddad")
    await sami.agrees()
    await sami.says("/stop")
    await sami.reads("Sie sind abgemeldet")
    await sami.says("/menu")
    await sami.reads("Ist das für Sie in Ordnung?")
    assert not (await house.person(sami)).is_confirmed


async def test_a_start_link_goes_straight_to_is_this_you(house: House) -> None:
    secret = await invited(house)
    emin = house.guest("E. Kaya")
    await emin.phone.follows(f"https://t.me/netzbote_bot?start={secret}")
    await emin.reads("Kulturverein Haan")
    await emin.presses("Ja, das bin ich")
    await emin.chooses("Ist das für Sie in Ordnung?", "Ja, gerne")
    await emin.reads("Ihr Verein: Kulturverein Haan")
    known = await house.person(emin)
    assert known.name == "Emin"
    assert {a.channel: a.consent_id is not None for a in known.addresses} == {"mail": False, "telegram": True}
    assert await entries(house) == 1


async def test_a_start_link_works_once(house: House) -> None:
    secret = await invited(house)
    emin, other = house.guest("Emin"), house.guest("Somebody else")
    await emin.says(f"/start {secret}")
    await emin.chooses("Sind Sie das?", "Ja, das bin ich")
    await emin.reads("Ist das für Sie in Ordnung?")
    await other.says(f"/start {secret}")
    await other.reads("Dieser Link ist schon benutzt")
    await other.reads("Guten Tag, Somebody else")
    assert (await house.person(other)).name == "Somebody else"


async def test_a_start_link_can_be_declined(house: House) -> None:
    secret = await invited(house)
    other = house.guest("Somebody else")
    await other.says(f"/start {secret}")
    await other.chooses("Sind Sie das?", "Nein")
    await other.reads("Guten Tag, Somebody else")
    assert await entries(house) == 2


async def test_who_never_saw_the_secret_cannot_say_that_is_me(house: House) -> None:
    secret = await invited(house)
    emin, thief = house.guest("Emin"), house.guest("Thief")
    await emin.says(f"/start {secret}")
    question = await emin.reads("Sind Sie das?")
    thief.last = question
    await thief.says("/start")
    await thief.reads("Guten Tag")
    await thief.forges(question.buttons[0].data or "")
    await thief.reads("Diese Frage kenne ich nicht mehr")
    assert await entries(house) == 3


async def test_the_code_of_the_letter_does_what_its_link_does(house: House) -> None:
    await invited(house)
    emin = house.guest("Emin")
    await emin.agrees()
    await emin.presses("Code eingeben")
    await emin.answers("8 Zeichen", "wxyz-2345")
    await emin.chooses("Sind Sie das?", "Ja, das bin ich")
    await emin.reads("Was möchten Sie tun?")
    assert "Meinen Verein zeigen" in str(emin.last)


async def test_call_me_asks_for_a_number_and_tells_the_staff(house: House) -> None:
    doris, sami = house.guest("Doris"), house.guest("Sami Haddad")
    await house.works_here(doris)
    await sami.says("/start")
    await sami.chooses("Ist das für Sie in Ordnung?", "Rufen Sie mich an")
    await sami.answers("Unter welcher Nummer", "gar keine")
    await sami.answers("noch keine Telefonnummer", "02051 / 12 34 56")
    await sami.reads("Wir rufen Sie unter 02051 123456 an")
    await doris.reads("Sami Haddad bittet um einen Anruf")
    assert (await house.person(sami)).phone == "+492051123456"
    async with house.database.read() as session:
        assert await requests.waiting(session, await house.person(sami), "call")


async def test_who_waits_for_a_call_is_not_put_on_the_list_twice(house: House) -> None:
    sami = house.guest("Sami Haddad")
    await sami.agrees()
    ways = sami.last
    await sami.presses("Rufen Sie mich an")
    await sami.answers("Unter welcher Nummer", "02051 123456")
    await sami.reads("Wir rufen Sie")
    await sami.presses("Rufen Sie mich an", ways)
    await sami.reads("Wir wissen Bescheid")


async def test_a_forwarded_start_link_gives_nobody_the_rights_of_staff(house: House) -> None:
    secret = await invited(house)
    doris, emin = house.guest("Doris"), house.guest("Emin")
    await house.works_here(doris)
    await doris.says(f"/start {secret}")
    await doris.chooses("Sind Sie das?", "Ja, das bin ich")
    await doris.reads("gehört zur Koordination")
    async with house.database.write() as session:
        listed = await people.by_address(session, "mail", "emin@kulturverein.example.org")
        assert listed
        assert listed.role is None
        listed.role = "editor"
    await emin.says(f"/start {secret}")
    await emin.chooses("Sind Sie das?", "Ja, das bin ich")
    await emin.reads("gehört zur Koordination")
    assert (await house.person(emin)).role is None


async def test_a_code_that_somebody_made_for_themselves_introduces_nobody(house: House) -> None:
    thief, anna = house.guest("Anna Kaya"), house.guest("Anna Kaya")
    await thief.agrees()
    await thief.forges("invitations.chat")
    found = re.search("[A-Z0-9]{4} [A-Z0-9]{4}", (await thief.reads("schreiben Sie im Chat diesen Code")).text)
    assert found
    await anna.agrees()
    await anna.says(found[0])
    await anna.reads("schon benutzt, oder er ist zu alt")
    assert await entries(house) == 2


async def test_no_button_in_the_chat_confirms_a_mail_address(house: House) -> None:
    secret = await invited(house)
    emin = house.guest("Emin")
    await emin.says(f"/start {secret}")
    await emin.chooses("Sind Sie das?", "Ja, das bin ich")
    await emin.reads("Ist das für Sie in Ordnung?")
    for data in ("invitations.accept", "menu.go:invitations.accept", "addresses.prove:", "fellows.accept:1"):
        await emin.forges(data)
        await emin.reads("Diese Frage kenne ich nicht mehr")
    assert not (await house.person(emin)).is_confirmed
