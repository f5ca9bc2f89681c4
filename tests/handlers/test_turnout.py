"""Staff see how a training stands, and deal with single people and with all of a group, by letters and in the chat."""

import io
from datetime import timedelta

import openpyxl
from sqlalchemy import select

from mailing.turn import Enclosure
from storage import associations, people, seating, sign_ups, trainings, turnout
from storage.outbox import Outgoing
from storage.people import Person
from storage.sign_ups import SignUp
from storage.trainings import Times, Training
from tests.handlers.desk import Desk, Writer, seen
from tests.handlers.test_signing_up import a_course, anna_writes, announced, the_announcement
from tests.house import Guest, House
from tests.mailing.sheets import paper
from tests.storage import network
from tests.storage.course import EVENING, comes, course, office, signs_up, somebody
from tests.storage.network import NOW, anna, bilal, carla

LATER = Times(EVENING.start + timedelta(days=7), EVENING.end + timedelta(days=7))


async def a_training(desk: Desk) -> int:
    """Two seats: Anna has one for her association, Ali the other, Carla waits; Bilal said nothing."""
    async with desk.database.write() as session:
        training = await course(session, seats=2)
        first = await anna(session)
        [contact] = await associations.of(session, first)
        await signs_up(session, training, first, association=contact.association)
        await comes(session, training, "Ali")
        await signs_up(session, training, await carla(session))
        await bilal(session)
    return training.id


async def doris_asks(desk: Desk, subject: str = "Anmeldungen") -> Writer:
    doris = desk.writer("Doris", "doris@kreis.example.org")
    await doris.writes(subject)
    await doris.reads("Was kommt, und was in den letzten Wochen war.")
    await doris.answers("1")
    await doris.reads("Vergeben: ")
    return doris


async def states(desk: Desk, training_id: int) -> dict[str, str]:
    async with desk.database.read() as session:
        training = await session.get_one(Training, training_id)
        return {one.person.name: one.state for one in await sign_ups.to(session, training) if one.person}


async def sign_up_of(desk: Desk, training_id: int, name: str) -> SignUp:
    async with desk.database.read() as session:
        training = await session.get_one(Training, training_id)
        return next(one for one in await sign_ups.to(session, training) if one.person and one.person.name == name)


def files(row: Outgoing) -> list[Enclosure]:
    return [Enclosure.from_json(file) for file in (row.payload or {})["files"]]


async def test_the_list_says_who_comes_who_waits_and_who_said_nothing(desk: Desk) -> None:
    await a_training(desk)
    doris = await doris_asks(desk)
    assert doris.last
    text = seen(doris.last)
    assert "Vergeben: 2 von 2. Warten: 1. Zu entscheiden: 0. Ohne Antwort: 1." in text
    assert "Hat einen Platz:\n• Anna, Elternverein Hilden\n• Ali\n\nWartet:\n• Carla\n\nKeine Antwort:\n• Bilal" in text


async def test_the_table_has_everybody_with_their_answers(desk: Desk) -> None:
    await a_training(desk)
    doris = await doris_asks(desk)
    await doris.answers("Tabelle (Excel)")
    [file] = files(await doris.reads("Hier ist die Tabelle"))
    assert file.content
    sheet = openpyxl.load_workbook(io.BytesIO(file.content)).active
    assert sheet
    rows = [[cell.value for cell in row[:4]] for row in sheet.iter_rows()]
    assert rows[1:4] == [
        ["Anna", "Elternverein Hilden", 1, "Hat einen Platz"],
        ["Ali", None, 1, "Hat einen Platz"],
        ["Carla", None, 1, "Wartet"],
    ]
    assert ["Bilal", None, 1, "Keine Antwort"] in rows


async def test_the_table_says_on_which_way_each_answer_came(desk: Desk) -> None:
    anna = await anna_writes(desk)
    training = await a_course(desk, seats=4)
    async with desk.database.write() as session:
        await comes(session, training, "Sami")
    await announced(desk, training)
    await anna.answers("ja", to=await the_announcement(desk, anna))
    doris = await doris_asks(desk)
    await doris.answers("Jemanden anmelden")
    for question, answer in (
        ("Wer möchte kommen?", "Selma Aydın"),
        ("Wer von diesen ist es?", "Neu: Selma Aydın"),
        ("Unter welcher Telefonnummer", "02051 123456"),
        ("Wie viele Personen kommen zusammen?", "1"),
        ("Telefon: 02051 123456", "Ja, anmelden"),
    ):
        await doris.reads(question)
        await doris.answers(answer)
    await doris.reads("Wir können der Person nicht schreiben. Bitte rufen Sie an: 02051 123456.")
    doris = await doris_asks(desk)
    await doris.answers("Tabelle (Excel)")
    [file] = files(await doris.reads("Hier ist die Tabelle"))
    assert file.content
    sheet = openpyxl.load_workbook(io.BytesIO(file.content)).active
    assert sheet
    [headings, *rows] = [[cell.value for cell in row] for row in sheet.iter_rows()]
    ways = {row[0]: row[headings.index("Auf welchem Weg")] for row in rows}
    assert ways == {"Sami": "im Chat", "Anna": "mit einer Antwort per E-Mail", "Selma Aydın": "am Telefon"}


async def test_the_table_has_own_questions_also_where_somebody_said_nothing(desk: Desk) -> None:
    number = await a_training(desk)
    async with desk.database.write() as session:
        question = await trainings.ask(session, await session.get_one(Training, number), "text", "Was essen Sie?")
        [found] = (await session.scalars(select(SignUp).join(Person, SignUp.person).where(Person.name == "Ali"))).all()
        assert found.person
        await sign_ups.reply(session, found.id, question, "=1+1", by=found.person)
    doris = await doris_asks(desk)
    await doris.answers("Tabelle (Excel)")
    [file] = files(await doris.reads("Hier ist die Tabelle"))
    assert file.content
    sheet = openpyxl.load_workbook(io.BytesIO(file.content)).active
    assert sheet
    answers = {row[0].value: (row[4].value, row[4].data_type) for row in sheet.iter_rows()}
    assert answers["Ali"] == ("=1+1", "s")
    assert answers["Bilal"][0] is None


async def test_the_list_to_sign_comes_as_a_file(desk: Desk) -> None:
    await a_training(desk)
    doris = await doris_asks(desk)
    await doris.answers("Liste drucken")
    await desk.beat()
    await desk.beat()
    [file] = files(await doris.reads("Liste zum Unterschreiben"))
    assert file.content
    [page] = paper.texts(file.content)
    assert page.index("1 Anna Elternverein Hilden") < page.index("2 Ali")
    assert "Carla" not in page
    assert len([row for row in await desk.rows(doris.address) if "Liste zum Unterschreiben" in seen(row)]) == 1


async def test_a_message_goes_to_those_who_wait_and_to_nobody_else(desk: Desk) -> None:
    await a_training(desk)
    doris = await doris_asks(desk)
    await doris.answers("Allen schreiben")
    await doris.reads("Wem möchten Sie schreiben?")
    await doris.answers("Wer wartet (1)")
    await doris.reads("Was möchten Sie schreiben?")
    await doris.answers("Im Mai gibt es denselben Abend noch einmal.")
    await doris.reads("Möchten Sie noch etwas dazu schreiben?")
    await doris.answers("Weiter")
    preview = seen(await doris.reads("wer bei dieser Schulung wartet"))
    assert "Im Mai gibt es denselben Abend noch einmal." in preview
    await doris.answers("1")
    assert [row.address for row in await desk.rows() if row.announcement_id] == ["carla@zeitung.example.org"]


async def test_who_called_gets_a_seat_though_nobody_knew_them(desk: Desk) -> None:
    async with desk.database.write() as session:
        training = await course(session, seats=4)
    doris = await doris_asks(desk)
    await doris.answers("Jemanden anmelden")
    for question, answer in (
        ("Wer möchte kommen?", "Selma Aydın"),
        ("Wer von diesen ist es?", "Neu: Selma Aydın"),
        ("Unter welcher Telefonnummer", "02051 123456"),
        ("Wie viele Personen kommen zusammen?", "3"),
        ("Soll ich diese Person anmelden?", "Ja, anmelden"),
    ):
        await doris.reads(question)
        await doris.answers(answer)
    await doris.reads("Selma Aydın hat 3 Plätze bei „13.4. Kasse und Buchhaltung“.")
    found = await sign_up_of(desk, training.id, "Selma Aydın")
    assert found.person
    assert (found.state, found.seats, found.person.phone) == ("seat", 3, "+492051123456")


async def test_who_is_known_is_found_and_signed_up_for_their_association(desk: Desk) -> None:
    async with desk.database.write() as session:
        training = await course(session, seats=4)
        await anna(session)
    doris = await doris_asks(desk)
    await doris.answers("Jemanden anmelden")
    for question, answer in (
        ("Wer möchte kommen?", "Elternverein"),
        ("Wer von diesen ist es?", "Anna, Elternverein Hilden"),
        ("Wie viele Personen kommen zusammen?", "10"),
        ("Soll ich diese Person anmelden?", "Etwas ändern"),
        ("Was möchten Sie ändern?", "Plätze"),
        ("Wie viele Personen kommen zusammen?", "1"),
        ("Soll ich diese Person anmelden?", "Ja, anmelden"),
    ):
        await doris.reads(question)
        await doris.answers(answer)
    await doris.reads("Anna, Elternverein Hilden hat einen Platz")
    found = await sign_up_of(desk, training.id, "Anna")
    assert found.association
    assert (found.state, found.seats, found.association.name) == ("seat", 1, "Elternverein Hilden")


async def test_a_reply_to_a_refusal_answers_what_the_dialogue_still_asks(desk: Desk) -> None:
    async with desk.database.write() as session:
        training = await course(session, seats=4)
        await anna(session)
    doris = await doris_asks(desk)
    await doris.answers("Jemanden anmelden")
    for question, answer in (
        ("Wer möchte kommen?", "???"),
        ("Ich brauche hier einen Namen", "Anna"),
        ("Wer von diesen ist es?", "Bilal"),
        ("Bitte drücken Sie eine der Tasten", "Anna, Elternverein Hilden"),
        ("Wie viele Personen kommen zusammen?", "viele"),
        ("Bitte schreiben Sie hier nur eine Zahl", "alle"),
        ("Bitte schreiben Sie hier nur eine Zahl", "9"),
        ("Soll ich diese Person anmelden?", "Ja, anmelden"),
        ("hat nur 4 Plätze", "Etwas ändern"),
        ("Was möchten Sie ändern?", "Plätze"),
        ("Wie viele Personen kommen zusammen?", "2"),
        ("Soll ich diese Person anmelden?", "Ja, anmelden"),
    ):
        await doris.reads(question)
        await doris.answers(answer)
    await doris.reads("Anna, Elternverein Hilden hat 2 Plätze")
    assert await states(desk, training.id) == {"Anna": "seat"}


async def test_a_reply_to_the_refusal_of_what_is_over_reaches_a_person(desk: Desk) -> None:
    async with desk.database.write() as session:
        await course(session, seats=4)
    doris = await doris_asks(desk)
    await doris.answers("Jemanden anmelden")
    name = await doris.reads("Wer möchte kommen?")
    await doris.answers("Abbrechen")
    await doris.answers("Anna", to=name)
    await doris.reads("Diese Frage ist schon vorbei")
    async with desk.database.write() as session:
        adele = await network.person(session, "Adele", ("mail", "adele@kreis.example.org"))
        adele.role, adele.staff_door = "editor", "mail"
    await doris.answers("Was heißt das?")
    assert "Was heißt das?" in seen(await desk.writer("Adele", "adele@kreis.example.org").reads("Nachricht von Doris"))


async def test_who_only_asked_to_speak_for_an_association_is_signed_up_for_themselves(desk: Desk) -> None:
    async with desk.database.write() as session:
        training = await course(session, seats=4)
        [contact] = await associations.of(session, await anna(session))
        asks = await somebody(session, "Selma")
        await associations.add_contact(session, contact.association, asks, NOW, status="requested")
    doris = await doris_asks(desk)
    await doris.answers("Jemanden anmelden")
    for question, answer in (
        ("Wer möchte kommen?", "Selma"),
        ("Wer von diesen ist es?", "1"),
        ("Wie viele Personen kommen zusammen?", "1"),
        ("Soll ich diese Person anmelden?", "Ja, anmelden"),
    ):
        await doris.reads(question)
        await doris.answers(answer)
    await doris.reads("Selma hat einen Platz")
    assert (await sign_up_of(desk, training.id, "Selma")).association is None


async def test_staff_cancel_somebody_after_a_question_and_move_somebody_else(desk: Desk) -> None:
    here = await a_training(desk)
    async with desk.database.write() as session:
        there = await course(session, times=[LATER], deadline=None, opened=NOW)
    doris = await doris_asks(desk)
    listed = doris.last
    await doris.answers("Anmeldung ändern")
    people_listed = await doris.reads("Um wen geht es?")
    await doris.answers("Anna, Elternverein Hilden")
    assert "E-Mail: anna@elternverein.example.org" in seen(await doris.reads("Stand: Hat einen Platz"))
    await doris.answers("Abmelden")
    await doris.reads("Soll ich Anna, Elternverein Hilden von „13.4. Kasse und Buchhaltung“ abmelden?")
    assert (await states(desk, here))["Anna"] == "seat"
    await doris.answers("Ja, abmelden")
    await doris.reads("ist bei „13.4. Kasse und Buchhaltung“ abgemeldet. Die Person bekommt Bescheid.")
    await doris.answers("Ali", to=people_listed)
    await doris.reads("Stand: Hat einen Platz")
    await doris.answers("Anderer Termin")
    await doris.reads("Zu welchem Termin soll Ali wechseln?")
    await doris.answers("20.4. Kasse und Buchhaltung")
    moved = seen(await doris.reads("Ali hat jetzt einen Platz bei „20.4. Kasse und Buchhaltung“."))
    assert "Wir können der Person nicht schreiben. Eine Telefonnummer haben wir auch nicht." in moved
    assert (await states(desk, here))["Anna"] == "cancelled"
    assert "Ali" not in await states(desk, here)
    assert await states(desk, there.id) == {"Ali": "seat"}
    assert listed


async def test_staff_decide_who_gets_a_seat(desk: Desk) -> None:
    async with desk.database.write() as session:
        training = await course(session, needs_approval=True)
        await comes(session, training, "Ali")
        await comes(session, training, "Bea")
    doris = await doris_asks(desk)
    await doris.answers("Anmeldung ändern")
    asked = await doris.reads("Um wen geht es?")
    for name, verb, told in (("Ali", "Zusagen", "hat jetzt einen Platz"), ("Bea", "Absagen", "bekommt keinen Platz")):
        await doris.answers(name, to=asked)
        await doris.reads("Stand: Noch zu entscheiden")
        await doris.answers(verb)
        await doris.reads(f"{name} {told}")
    assert await states(desk, training.id) == {"Ali": "seat", "Bea": "refused"}


async def doris_in_the_chat(house: House, door: str, mail: str | None = None) -> Guest:
    doris = house.guest("Doris")
    await house.works_here(doris)
    async with house.database.write() as session:
        found = await people.by_address(session, "telegram", doris.chat)
        assert found
        found.staff_door = door
        if mail:
            await people.add_address(session, found, "mail", mail, NOW)
    return doris


async def test_a_chat_that_is_not_for_names_shows_numbers_and_the_mail_the_names(house: House) -> None:
    doris = await doris_in_the_chat(house, "mail", "doris@kreis.example.org")
    async with house.database.write() as session:
        await comes(session, await course(session), "Ali")
    await doris.says("/turnout")
    await doris.chooses("Welche möchten Sie sehen?", "Kasse")
    shown = await doris.reads("Vergeben: 1 von 2.")
    assert "Ali" not in shown.text
    await doris.presses("Namen zeigen")
    await doris.reads("Das steht jetzt in Ihrer E-Mail an doris@kreis.example.org")
    await doris.presses("Anmeldung ändern", under=shown)
    await doris.reads("Das steht jetzt in Ihrer E-Mail")
    await doris.presses("Jemanden anmelden", under=shown)
    await doris.reads("Das steht jetzt in Ihrer E-Mail")
    names, people_, add = await house.letters("doris@kreis.example.org")
    assert "• Ali" in seen(names)
    assert "1 Ali" in seen(people_)
    await house.gets_reply(add, "1")
    assert "Wer möchte kommen?" in await house.answered(add)


async def test_in_a_chat_for_names_a_call_is_signed_up_by_buttons(house: House) -> None:
    doris = await doris_in_the_chat(house, "telegram")
    async with house.database.write() as session:
        training, editor = await course(session), await office(session)
        known = await somebody(session, "Ali Kaya")
        await seating.answer(session, training.id, known, "maybe", by=editor, door="chat", now=NOW)
    await doris.says("/turnout")
    await doris.chooses("Welche möchten Sie sehen?", "Kasse")
    await doris.chooses("• Ali Kaya", "Jemanden anmelden")
    await doris.answers("Wer möchte kommen?", "kaya")
    await doris.chooses("Wer von diesen ist es?", "Ali Kaya")
    await doris.answers("Wie viele Personen", "2")
    await doris.chooses("Soll ich diese Person anmelden?", "Ja, anmelden")
    await doris.reads("Ali Kaya hat 2 Plätze bei „13.4. Kasse und Buchhaltung“.")
    async with house.database.read() as session:
        counts = await turnout.counts(session, await session.get_one(Training, training.id))
    assert (counts.taken, counts.maybe) == (2, 0)


async def test_two_dates_of_one_title_are_told_apart_wherever_staff_choose_one(desk: Desk) -> None:
    async with desk.database.write() as session:
        title = "Kasse, Buchhaltung und Steuern im gemeinnützigen Verein"
        for times in (EVENING, LATER):
            await course(session, title=title, times=[times], deadline=None)
    doris = desk.writer("Doris", "doris@kreis.example.org")
    both = "1 13.4. Kasse, Buchhaltung und Steuern im…\n2 20.4. Kasse, Buchhaltung und Steuern im…"
    await doris.writes("Anmeldungen")
    assert both in seen(await doris.reads("Welche möchten Sie sehen?"))
    await doris.writes("Schulungen")
    await doris.reads("Das kommt")
    await doris.answers("Schulungen verwalten")
    assert both in seen(await doris.reads("Schulungen und Treffen"))
    desk.clock.advance(timedelta(days=20))
    await doris.answers("Frühere zeigen")
    assert "20.4. Kasse, Buchhaltung und Steuern im…" in seen(await doris.reads("Das war schon"))
    await doris.writes("Zahlen: 2027")
    await doris.answers("Eine Schulung", to=await doris.reads("Zahlen: 2027"))
    assert both in seen(await doris.reads("welche Schulung?"))
