"""What is no command reaches a person, whatever it is, and nothing that somebody typed is lost."""

from sqlalchemy import select

from storage import requests
from storage.requests import Request
from tests.house import Guest, House


async def sami_and_doris(house: House) -> tuple[Guest, Guest]:
    sami, doris = house.guest("Sami Haddad"), house.guest("Doris")
    await house.works_here(doris)
    await house.speaks_for(sami, "Sportverein Velbert", "Velbert")
    return sami, doris


async def drafts(house: House) -> list[Request]:
    async with house.database.read() as session:
        return list(await session.scalars(select(Request).where(Request.state == "offered")))


async def test_a_question_reaches_a_person_and_the_answer_comes_back(house: House) -> None:
    sami, doris = await sami_and_doris(house)
    await sami.says("Wann ist die nächste Schulung?")
    await sami.chooses("Soll ich sie an Ayşe Berger schicken?", "Ja, schicken")
    await sami.reads("Ihre Nachricht ist bei Ayşe Berger")
    question = await doris.reads("Wann ist die nächste Schulung?")
    assert "Sami Haddad" in question.text
    assert "Sportverein Velbert" in question.text
    await doris.phone.says("Am 4. Mai in Hilden.", reply_to=question)
    await sami.reads("Am 4. Mai in Hilden.")


async def test_everything_that_a_phone_can_send_is_taken(house: House) -> None:
    sami, doris = await sami_and_doris(house)
    await sami.phone.sends_voice()
    await sami.reads("Sprachnachrichten kann ich nicht hören.")
    await sami.presses("Ja, schicken")
    assert (await doris.reads("Nachricht von Sami Haddad")).text
    for send in (
        sami.phone.sends_photo(caption="Unser Fest"),
        sami.phone.sends_document("Satzung.pdf", b"%PDF-1.7"),
        sami.phone.sends_sticker(),
        sami.phone.sends_location(),
        sami.phone.sends_contact(),
    ):
        await send
        await sami.chooses("Soll ich sie an Ayşe Berger schicken?", "Ja, schicken")
        await sami.reads("Ihre Nachricht ist bei Ayşe Berger")
        await doris.reads("Nachricht von Sami Haddad")


async def test_several_messages_in_a_row_are_one_question(house: House) -> None:
    sami, doris = await sami_and_doris(house)
    await sami.phone.sends_album([b"one", b"two", b"three"], caption="Vom Sommerfest")
    asked = await sami.reads("Ihre 3 Nachrichten habe ich")
    await sami.says("Für die Zeitung!")
    again = await sami.reads("Ihre 4 Nachrichten habe ich")
    assert again.id == asked.id
    assert len(await drafts(house)) == 1
    await sami.presses("Ja, schicken")
    await sami.reads("Ihre Nachricht ist bei Ayşe Berger")
    await doris.reads("Für die Zeitung!")
    async with house.database.read() as session:
        sent = (await requests.open_ones(session))[0]
    assert sent.said
    assert len(sent.said["files"]) == 3
    assert "Vom Sommerfest" in sent.said["html"]


async def test_a_later_message_is_asked_about_where_one_looks(house: House) -> None:
    sami, _ = await sami_and_doris(house)
    await sami.says("Eine Frage")
    first = await sami.reads("Soll ich sie an Ayşe Berger schicken?")
    house.clock.advance(600)
    await sami.says("Noch eine Frage")
    second = await sami.reads("Ihre 2 Nachrichten habe ich")
    assert second.id > first.id
    await sami.presses("Ja, schicken", first)
    await sami.reads("Ihre Nachricht ist bei Ayşe Berger")
    await sami.presses("Ja, schicken", second)
    await sami.reads("Diese Nachricht ist schon weg")


async def test_no_sends_nothing_and_keeps_nothing(house: House) -> None:
    sami, _ = await sami_and_doris(house)
    await sami.says("Ach, egal")
    await sami.chooses("Soll ich sie an", "Nein")
    await sami.reads("Ich habe nichts geschickt")
    await sami.reads("Was möchten Sie tun?")
    assert await drafts(house) == []


async def test_nothing_typed_is_lost_in_a_crash(house: House) -> None:
    sami, doris = await sami_and_doris(house)
    await sami.says("Wann ist die nächste Schulung?")
    await sami.reads("Soll ich sie an")
    await house.kill()
    await sami.says("Und wo?")
    await house.start()
    await sami.chooses("Ihre 2 Nachrichten habe ich", "Ja, schicken")
    question = await doris.reads("Wann ist die nächste Schulung?")
    assert "Und wo?" in question.text


async def test_what_lay_for_a_day_is_not_sent_with_todays_message(house: House) -> None:
    sami, _ = await sami_and_doris(house)
    await sami.says("Von gestern")
    await sami.reads("Soll ich sie an")
    house.clock.advance(24 * 3600)
    await sami.says("Von heute")
    await sami.reads("Ihre Nachricht habe ich")
    assert ["Von heute" in str(draft.said) for draft in await drafts(house)] == [True]


async def test_nobody_sends_the_message_of_somebody_else(house: House) -> None:
    sami, doris = await sami_and_doris(house)
    await sami.says("Vertraulich")
    question = await sami.reads("Soll ich sie an")
    await doris.forges(question.buttons[0].data or "")
    await doris.reads("Diese Nachricht ist schon weg")
    assert len(await drafts(house)) == 1


async def test_a_stranger_reaches_a_person_too(house: House) -> None:
    doris, eve = house.guest("Doris"), house.guest("Eve")
    await house.works_here(doris)
    await eve.says("Sind Sie die Stadt?")
    await eve.chooses("Soll ich sie an", "Ja, schicken")
    await eve.reads("Ihre Nachricht ist bei")
    await doris.reads("Nachricht von Eve")
    assert not (await house.person(eve)).is_confirmed
