"""The mail door against forged senders, machines that answer machines, and letters without an end.

Anna Kaya is on the list with her mail address. Bert has a copy of one of her letters. Gülsen is an editor.
"""

import time
from datetime import timedelta

import pytest

from handlers import addresses, subscription
from mailing.turn import Turn
from simulator.programs import Draft, compose
from storage import people, requests
from storage.people import Confirmation, Person
from tests.handlers.desk import Desk, Writer, seen

ANNA, BERT, GUELSEN = "anna@elternverein.example.org", "bert@sportverein.example.org", "guelsen@kreishaus.example.org"
OUR_SERVER = "mx.kreis.example.org"


async def employ(desk: Desk, address: str = GUELSEN) -> Writer:
    async with desk.database.write() as session:
        editor = await people.meet(session, "mail", address, desk.clock.now(), name="Gülsen")
        editor.role = "editor"
    return desk.writer("Gülsen", address)


async def on_the_list(desk: Desk, address: str, name: str) -> Writer:
    async with desk.database.write() as session:
        person = await people.meet(session, "mail", address, desk.clock.now(), name=name)
        await people.confirm(session, person.addresses[0], Confirmation("paper", "test"), desk.clock.now())
    return desk.writer(name, address)


async def known(desk: Desk, address: str) -> Person:
    async with desk.database.read() as session:
        person = await people.by_address(session, "mail", address)
    assert person
    return person


async def writes_vouched(writer: Writer, subject: str, text: str, *, as_answer: bool = False) -> None:
    """A letter whose sender our own mail server found to be the true one."""
    desk = writer.desk
    domain = writer.address.partition("@")[2]
    draft = Draft(
        writer.name, writer.address, [desk.office.list_address], subject, text, desk.clock.now(),
        answers=writer._as_letter(writer.last) if as_answer and writer.last else None,
        headers={"Authentication-Results": f"{OUR_SERVER}; dmarc=pass header.from={domain}"},
    )  # fmt: skip
    await desk.arrives(compose("plain", draft), writer.address)


@pytest.mark.parametrize(("language", "word", "welcome"), [("de", "zurück", "Willkommen"), ("en", "back", "Welcome")])
async def test_the_word_that_the_goodbye_names_leads_back(desk: Desk, language: str, word: str, welcome: str) -> None:
    anna = await on_the_list(desk, ANNA, "Anna Kaya")
    async with desk.database.write() as session:
        person = await people.by_address(session, "mail", ANNA)
        assert person
        person.language = language
        await subscription.leave(Turn(session, desk.clock.now(), desk.office, person, "mail", ANNA), "")
    await anna.reads(word)
    await anna.answers(word)
    await anna.reads(welcome)
    assert (await known(desk, ANNA)).is_confirmed


async def test_an_address_gets_ten_automatic_answers_a_day_and_ten_more_tomorrow(desk: Desk) -> None:
    anna = await on_the_list(desk, ANNA, "Anna Kaya")
    for _ in range(15):
        await anna.writes("Hilfe")
    assert len(await desk.rows(ANNA)) == 10

    await desk.later(timedelta(days=1, minutes=1))
    await anna.writes("Hilfe")
    assert len(await desk.rows(ANNA)) == 11


async def test_who_got_all_answers_of_the_day_can_still_leave_at_once(desk: Desk) -> None:
    desk.office.authserv_id = OUR_SERVER
    anna = await on_the_list(desk, ANNA, "Anna Kaya")
    thief = desk.writer("", "dieb@example.com")
    for _ in range(12):
        await thief.writes("Hilfe", as_if_from=ANNA)

    await writes_vouched(anna, "Abmelden", "")

    assert (await known(desk, ANNA)).left_at
    assert len(await desk.rows(ANNA)) == 10


async def test_a_letter_vouched_for_one_ends_nothing_of_another(desk: Desk) -> None:
    desk.office.authserv_id = OUR_SERVER
    await on_the_list(desk, ANNA, "Anna Kaya")
    anna = desk.writer("Anna Kaya", ANNA)
    await anna.writes("Anmelden")
    await anna.reads("Bitte bestätigen")
    await anna.answers("ja")
    await on_the_list(desk, BERT, "Bert")
    bert = desk.writer("Bert", BERT)
    bert.last = anna.last

    await writes_vouched(bert, "Re: Bitte bestätigen", "Liebe Anna,\n\nAbmelden\n", as_answer=True)

    assert (await known(desk, ANNA)).left_at is None


@pytest.mark.parametrize("text", ["anmelden", "abmelden", "Hilfe", "Kaufen Sie!"])
async def test_what_a_forger_wrote_reaches_nobody_through_us(desk: Desk, text: str) -> None:
    thief = desk.writer("Billige Uhren", "dieb@example.com")
    await thief.writes("Uhren auf uhren.example.com", text, as_if_from=ANNA)

    letters = await desk.rows(ANNA)
    assert letters
    for letter in letters:
        assert "uhren" not in seen(letter).lower()
        assert letter.payload
        assert letter.payload["nameless"], "their name would stand in To"


async def test_two_programs_that_answer_each_other_come_to_an_end(desk: Desk) -> None:
    guelsen = await employ(desk)
    await guelsen.writes("Sommerfest", "An: alle\n\nKommen Sie!", to=desk.office.plus("post"))
    answered = 0
    while answered < 300 and (rows := (await desk.rows(GUELSEN))[answered:]):
        answered += 1
        if rows[0].prompt_id:
            await guelsen.answers("Ich bin bis Montag nicht im Büro.", rows[0])
    assert answered <= 102


async def test_a_letter_without_an_end_is_passed_on_as_far_as_anybody_reads(desk: Desk) -> None:
    await employ(desk)
    began = time.process_time()
    await desk.writer("Bert", BERT).writes("Bitte lesen", "viel zu viel\n" * 70_000)

    assert time.process_time() - began < 8
    async with desk.database.read() as session:
        asked = (await requests.open_ones(session))[0].said
    assert asked
    assert 50_000 < len(asked["html"]) < 80_000


async def test_one_letter_a_day_asks_for_a_yes_through_whatever_door_it_was_asked_for(desk: Desk) -> None:
    bert = desk.writer("Bert", BERT)
    async with desk.database.write() as session:
        guest = await people.meet(session, "telegram", "4711", desk.clock.now(), name="Eve")
        turn = Turn(session, desk.clock.now(), desk.office, guest, "telegram", "4711")
        await addresses.prove_by_letter(turn, BERT)
    for subject in ("Anmelden", "Anmelden", "subscribe"):
        await bert.writes(subject)
    assert len(await desk.rows(BERT)) == 1
    await desk.later(timedelta(days=1, minutes=1))
    await bert.writes("Anmelden")
    assert len(await desk.rows(BERT)) == 2


@pytest.mark.parametrize("asked", ["Auskunft", "Status"])
async def test_an_address_that_only_a_list_names_learns_nothing_about_the_person(desk: Desk, asked: str) -> None:
    anna = await on_the_list(desk, ANNA, "Anna Kaya")
    async with desk.database.write() as session:
        person = await people.by_address(session, "mail", ANNA)
        assert person
        person.phone = "+492051123456"
        consent = (await people.consents(session, person))[0]
        consent.door = "reply"
        await people.add_address(session, person, "mail", BERT, desk.clock.now())
    bert = desk.writer("Bert", BERT)
    await bert.writes(asked)
    await bert.reads("Diese E-Mail-Adresse hat uns noch niemand bestätigt")
    assert not await bert.has("Kaya")
    await anna.writes(asked)
    assert not await anna.has("noch niemand bestätigt")


async def test_a_letter_that_says_everything_in_its_subject_is_read(desk: Desk) -> None:
    guelsen, anna = await employ(desk), await on_the_list(desk, ANNA, "Anna Kaya")
    await anna.writes("Wann ist die nächste Schulung?", "")
    await anna.reads("liest Ihre Nachricht")
    await guelsen.reads("Wann ist die nächste Schulung?")
