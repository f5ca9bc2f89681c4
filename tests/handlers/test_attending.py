"""Who came, by the numbers of the signed list or by ticks; certificates; and how it was."""

from datetime import timedelta

from sqlalchemy import select

from handlers import feedback
from storage import associations, attendance, people, seating, sign_ups
from storage.sign_ups import Participant, SignUp
from storage.trainings import Training
from tests.handlers.desk import Desk, Writer, seen
from tests.handlers.test_turnout import doris_asks, doris_in_the_chat, files
from tests.house import House
from tests.mailing.sheets import paper
from tests.storage.course import AFTER, comes, course, office, signs_up
from tests.storage.network import NOW, anna, bilal, person


async def an_evening(desk: Desk) -> int:
    """It is over. Anna had three seats, one for Leyla, one for somebody; Ali one, and nobody can write to him."""
    async with desk.database.write() as session:
        training = await course(session, seats=6, venue="Haus der Vereine")
        first = await anna(session)
        [contact] = await associations.of(session, first)
        await signs_up(session, training, first, 3, association=contact.association, names=["Anna", "Leyla"])
        await comes(session, training, "Ali")
        await signs_up(session, training, await bilal(session))
    desk.clock.advance(AFTER - desk.clock.now())
    return training.id


async def came(desk: Desk, training_id: int) -> dict[str, bool | None]:
    async with desk.database.read() as session:
        found = select(Participant).join(SignUp, SignUp.id == Participant.sign_up_id)
        found = found.where(SignUp.training_id == training_id).order_by(Participant.id)
        rows = [(one, await sign_ups.get(session, one.sign_up_id)) for one in await session.scalars(found)]
        return {one.name or (by.person.name if by.person else "") + str(one.position): one.attended for one, by in rows}


async def doris_is_asked_who_came(desk: Desk) -> Writer:
    doris = await doris_asks(desk)
    await doris.answers("Wer war da?")
    await doris.reads("Schreiben Sie die Nummern")
    return doris


async def test_the_numbers_of_the_signed_list_say_who_came(desk: Desk) -> None:
    training = await an_evening(desk)
    doris = await doris_is_asked_who_came(desk)
    asked = doris.last
    assert asked
    assert "1 Anna\n2 Leyla\n3 mit Anna\n4 Ali\n5 Bilal" in seen(asked)
    await doris.answers("1, 3-5 und 7")
    await doris.reads("Auf der Liste stehen die Nummern 1 bis 5.")
    await doris.answers("1 3-5", to=asked)
    await doris.reads("4 Personen waren da. Nicht da: 1.")
    assert await came(desk, training) == {"Anna": True, "Leyla": False, "Anna3": True, "Ali1": True, "Bilal1": True}
    await doris.answers("Ändern")
    again = seen(await doris.reads("1 ✓ Anna\n2 Leyla\n3 ✓ mit Anna"))
    assert "4 ✓ Ali" in again


async def test_a_printed_number_is_still_theirs_after_somebody_else_cancelled(desk: Desk) -> None:
    training = await an_evening(desk)
    async with desk.database.write() as session:
        known = await session.get_one(Training, training)
        lines = await attendance.sheet(session, known)
        await seating.cancel(session, lines[3].sign_up.id, by=await office(session), door="chat", now=NOW)
    doris = await doris_is_asked_who_came(desk)
    asked = doris.last
    await doris.answers("5 1-4", to=asked)
    await doris.reads("Auf diesen Zeilen steht niemand mit einem Platz: 4.")
    await doris.answers("5 1-2", to=asked)
    await doris.reads("3 Personen waren da.")
    assert await came(desk, training) == {"Anna": True, "Leyla": True, "Anna3": False, "Ali1": None, "Bilal1": True}


async def test_certificates_go_to_each_and_come_back_for_who_cannot_be_written_to(desk: Desk) -> None:
    await an_evening(desk)
    doris = await doris_is_asked_who_came(desk)
    await doris.answers("1-4")
    await doris.reads("4 Personen waren da.")
    await doris.answers("Bescheinigungen")
    await doris.reads("3 Bescheinigungen. Eine Person war ohne Namen da.")
    await doris.answers("Alle, die da waren")
    await desk.beat()
    [for_ali] = files(await doris.reads("2 Bescheinigungen sind unterwegs. Eine Person kann ich nicht erreichen."))
    letter = await desk.writer("Anna", "anna@elternverein.example.org").reads("Hier ist Ihre Bescheinigung")
    for file, name in zip([*files(letter), for_ali], ("Anna", "Leyla", "Ali"), strict=True):
        assert file.content
        [page] = paper.texts(file.content)
        assert f"{name} " in page
        assert "Kasse und Buchhaltung Dienstag, 13. April 2027, 18 bis 20 Uhr Haus der Vereine" in page
        assert "Umfang: 2 Stunden" in page
    assert not await desk.writer("Bilal", "bilal@sportverein.example.org").has("Bescheinigung")


async def test_a_certificate_is_sent_once_and_to_newcomers_when_staff_ask_again(desk: Desk) -> None:
    training = await an_evening(desk)
    doris = await doris_is_asked_who_came(desk)
    await doris.answers("1-1")
    await doris.reads("war da.")
    await doris.answers("Bescheinigungen")
    offered = await doris.reads("Eine Bescheinigung.")
    for _ in range(2):
        await doris.answers("Alle, die da waren", to=offered)
        await desk.beat()
    await doris.reads("Eine Bescheinigung ist unterwegs.")
    await doris.reads("Alle haben ihre Bescheinigung schon.")
    async with desk.database.write() as session:
        held, editor = await session.get_one(Training, training), await office(session)
        await attendance.record_signed(session, held, [1, 2], by=editor, now=desk.clock.now())
    await doris.answers("Alle, die da waren", to=offered)
    await desk.beat()
    sent = [row for row in await desk.rows("anna@elternverein.example.org") if "Ihre Bescheinigung" in seen(row)]
    assert [len(files(row)) for row in sent] == [1, 1]


async def test_who_was_there_says_how_it_was_with_a_number_and_a_sentence(desk: Desk) -> None:
    training = await an_evening(desk)
    doris = await doris_is_asked_who_came(desk)
    await doris.answers("1 4")
    writer = desk.writer("Anna", "anna@elternverein.example.org")
    await desk.later(timedelta(hours=22))
    assert not await writer.has("Wie war es für Sie?")
    await desk.later(timedelta(hours=1))
    await desk.later(timedelta(hours=1))
    await writer.reads("Wie war es für Sie?")
    await writer.answers("2")
    await writer.reads("Möchten Sie noch einen Satz dazu schreiben?")
    await writer.answers("Zu schnell,\naber gut.")
    await writer.reads("Vielen Dank!")
    asked = [row for row in await desk.rows() if "Wie war es für Sie?" in seen(row)]
    assert [row.address for row in asked] == ["anna@elternverein.example.org"], "once, and only those who came"
    async with desk.database.read() as session:
        found = await session.scalar(select(SignUp).where(SignUp.training_id == training, SignUp.seats == 3))
        assert found
        assert (found.feedback, found.feedback_text) == (2, "Zu schnell, aber gut.")


async def test_in_a_chat_names_are_ticked_off_and_a_digit_is_the_line_on_paper(house: House) -> None:
    doris = await doris_in_the_chat(house, "telegram")
    async with house.database.write() as session:
        training = await course(session, seats=12)
        for number in range(1, 9):
            await comes(session, training, f"Gast {chr(64 + number)}")
    house.clock.advance(AFTER - house.clock.now())
    await doris.says("/turnout")
    await doris.chooses("Welche möchten Sie sehen?", "Kasse")
    await doris.chooses("• Gast A", "Wer war da?")
    await doris.chooses("Haken Sie die Namen ab", "2 Gast B")
    await doris.reads("Haken Sie die Namen ab")
    await doris.says("7")
    ticked = await doris.reads("Haken Sie die Namen ab")
    assert "2 ✓ Gast B" in ticked.labels
    assert "7 ✓ Gast G" in ticked.labels
    await doris.presses("Weiter")
    await doris.chooses("2 Personen waren da. Nicht da: 6.", "Ändern")
    await doris.answers("Haken Sie die Namen ab", "1-8")
    await doris.reads("8 Personen waren da. Nicht da: 0.")


async def test_three_taps_and_a_sentence_in_the_chat(house: House) -> None:
    selma = house.guest("Selma")
    await selma.agrees()
    async with house.database.write() as session:
        training = await course(session, seats=3)
        found = await people.by_address(session, "telegram", selma.chat)
        assert found
        await signs_up(session, training, found)
        await signs_up(session, training, await person(session, "Karim", ("mail", "karim@example.org")))
    house.clock.advance(AFTER + timedelta(hours=38) - house.clock.now())
    await feedback.ask_due(house.database, house.clock.now(), house.office)
    house.wake()
    await selma.chooses("Wie war es für Sie?", "Gut")
    await selma.answers("Möchten Sie noch einen Satz", "Sehr hilfreich")
    await selma.reads("Vielen Dank!")
    async with house.database.read() as session:
        mine = await sign_ups.own(session, training.id, found)
        assert mine
        assert (mine.feedback, mine.feedback_text) == (1, "Sehr hilfreich")


async def test_what_people_wrote_is_shown_without_names_and_not_before_five_have_answered(desk: Desk) -> None:
    training = await an_evening(desk)
    async with desk.database.write() as session:
        known = await session.get_one(Training, training)
        for number in range(4):
            made = SignUp(
                training_id=known.id,
                number=50 + number,
                door="chat",
                seats=1,
                state="seat",
                created_at=NOW,
                changed_at=NOW,
            )
            made.feedback, made.feedback_text = 1, f"Satz {number}"
            session.add(made)
    doris = await doris_asks(desk)
    await doris.answers("Rückmeldung lesen")
    await doris.reads("Erst wenn 5 Personen geantwortet haben")
    async with desk.database.write() as session:
        [one, *_] = await session.scalars(select(SignUp).where(SignUp.feedback.is_(None)))
        one.feedback = 2
    doris = await doris_asks(desk)
    await doris.answers("Rückmeldung lesen")
    assert "• Satz 1\n• Satz 2\n• Satz 3" in seen(await doris.reads("• Satz 0"))
