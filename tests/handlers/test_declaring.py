"""Declarations: staff ask all associations for a yes or no, contacts answer at both doors, and staff get the result."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from mailing.turn import GROUP, Enclosure
from simulator.letter import Attachment
from storage import associations, declarations, keys, people
from storage.audiences import Audience
from storage.declarations import Declaration, DeclarationAnswer
from storage.outbox import Outgoing
from tests.handlers.desk import Desk, Writer, seen
from tests.handlers.test_announce import an_editor, beat
from tests.handlers.test_announcing import a_network
from tests.house import Guest, House
from tests.storage import network

PREVIEW = "So bekommen es die Vereine."
LETTER = "An: alle\nFrist: 30.4.\n\nMachen Sie beim Sommerfest mit?"
DAY = timedelta(days=1)


async def asked(desk: Desk) -> tuple[Writer, Writer, Writer]:
    """Doris has asked Anna in Hilden and Bilal in Velbert, who reads in his chat; Emin was never asked for consent."""
    doris = await a_network(desk)
    async with desk.database.write() as session:
        await network.emin(session)
    await doris.writes("Erklärung: Sommerfest", LETTER)
    await doris.reads(PREVIEW)
    await doris.answers("senden")
    await doris.reads("geht hinaus")
    anna = desk.writer("Anna", "anna@elternverein.example.org")
    await anna.reads("Machen Sie beim Sommerfest mit?")
    return doris, anna, desk.writer("Çiğdem", "cigdem@elternverein.example.org")


async def second_contact(desk: Desk) -> None:
    async with desk.database.write() as session:
        second = await network.person(session, "Çiğdem", ("mail", "cigdem@elternverein.example.org"))
        [parents] = [one for one in await associations.every(session) if one.name == "Elternverein Hilden"]
        await associations.add_contact(session, parents, second, desk.clock.now())


async def answers(desk: Desk | House) -> dict[str, tuple[str, str | None, str]]:
    """What was said, the comment and the door, by association."""
    async with desk.database.read() as session:
        found = await session.scalars(select(DeclarationAnswer))
        return {one.association.name: (one.said, one.comment, one.door) for one in found}


async def drafts(desk: Desk | House) -> list[Declaration]:
    async with desk.database.read() as session:
        return list(await session.scalars(select(Declaration)))


def files(row: Outgoing) -> dict[str, bytes | None]:
    packed: list[dict[str, Any]] = (row.payload or {})["files"]
    return {file.name: file.content for file in map(Enclosure.from_json, packed)}


async def test_a_letter_asks_every_association_whose_contacts_may_be_written_to(desk: Desk) -> None:
    doris = await a_network(desk)
    async with desk.database.write() as session:
        await network.emin(session)
    await doris.writes("Erklärung: Sommerfest", LETTER)
    preview = seen(await doris.reads(PREVIEW))
    assert "Antwort bis: Freitag, 30. April\n" in preview
    assert "3 Vereine, davon ohne erreichbare Person: 1." in preview
    assert [row.address for row in await desk.rows() if "Elternverein" in seen(row)] == []
    await doris.answers("senden")
    assert "2 Vereine werden gefragt. Einen Verein erreiche ich nicht." in seen(await doris.reads("geht hinaus"))
    got = {row.address: seen(row) for row in await desk.rows() if "Für: " in seen(row)}
    assert got.keys() == {"anna@elternverein.example.org", "4711"}
    assert "Für: Elternverein Hilden" in got["anna@elternverein.example.org"]
    assert "Frist" not in got["anna@elternverein.example.org"]


async def test_what_a_letter_does_not_say_is_asked(desk: Desk) -> None:
    doris = await a_network(desk)
    await doris.writes("Erklärung: Sommerfest", "An: Atlantis\n\nMachen Sie mit?")
    whom = await doris.reads("Für wen?")
    await doris.answers("Atlantis")
    refused = await doris.reads("Das kenne ich hier nicht: „Atlantis“")
    await doris.answers("Schade.", to=refused)
    await doris.answers("Hilden", to=whom)
    until = await doris.reads("Die Frist")
    await doris.answers("irgendwann")
    await doris.reads("Diesen Tag kenne ich so nicht.")
    await doris.answers("30.4.", to=until)
    preview = seen(await doris.reads(PREVIEW))
    assert sum("Für wen?" in seen(row) for row in await desk.rows(doris.address)) == 1, "a reply is no new letter"
    assert "An: Hilden. Das ist ein Verein" in preview
    assert "Machen Sie mit?" in preview


async def test_a_preview_that_changed_since_is_shown_again_instead_of_sent(desk: Desk) -> None:
    doris = await a_network(desk)
    await doris.writes("Erklärung: Sommerfest", LETTER)
    old = await doris.reads(PREVIEW)
    await doris.answers("Etwas ändern")
    await doris.answers("Frist", to=await doris.reads("Was möchten Sie ändern?"))
    await doris.answers("29.4.", to=await doris.reads("Die Frist"))
    new = await doris.reads("Donnerstag, 29. April")
    await doris.answers("senden", to=old)
    await doris.reads("ist inzwischen anders")
    assert [one.state for one in await drafts(desk)] == ["draft"]
    await doris.answers("senden", to=new)
    await doris.reads("geht hinaus")
    await doris.answers("senden", to=new)
    await doris.reads("ist schon bei den Vereinen")
    assert [one.state for one in await drafts(desk)] == ["open"]


async def test_a_draft_is_thrown_away_and_files_do_not_go_with_it(desk: Desk) -> None:
    doris = await a_network(desk)
    flyer = Attachment("flyer.pdf", "application/pdf", b"%PDF-1.7")
    await doris.writes("Erklärung: Sommerfest", LETTER, attachments=[flyer])
    await doris.reads("Dateien gehen mit einer Erklärung nicht mit.")
    await doris.writes("Erklärung: Sommerfest", LETTER)
    await doris.answers("Verwerfen", to=await doris.reads(PREVIEW))
    await doris.reads("ist verworfen")
    assert await drafts(desk) == []


async def test_who_is_no_staff_asks_nobody_and_is_read_by_a_person(desk: Desk) -> None:
    doris = await a_network(desk)
    anna = desk.writer("Anna", "anna@elternverein.example.org")
    await anna.writes("Erklärung: Sommerfest", LETTER)
    assert await drafts(desk) == []
    await doris.reads("Machen Sie beim Sommerfest mit?")
    await anna.reads("liest Ihre Nachricht")


async def test_a_contact_answers_by_mail_and_changes_it_and_the_others_hear_of_it(desk: Desk) -> None:
    _, anna, second = await asked(desk)
    await second_contact(desk)
    question = anna.last
    await anna.answers("ja", to=question)
    assert "Gespeichert: Ja" in seen(await anna.reads("Gespeichert"))
    assert await answers(desk) == {"Elternverein Hilden": ("yes", None, "reply")}
    assert "Anna hat für Elternverein Hilden geantwortet: Ja" in seen(await second.reads("Sommerfest"))
    await second.answers("Nein, leider haben wir keine Zeit.")
    assert await answers(desk) == {"Elternverein Hilden": ("no", "leider haben wir keine Zeit.", "reply")}
    assert "Nein. „leider haben wir keine Zeit.“" in seen(
        await anna.reads("Çiğdem hat für Elternverein Hilden geantwortet")
    )
    await anna.answers("1\n\nWir bringen Kuchen mit.\n\nViele Grüße\nAnna", to=question)
    assert not await anna.has("Anna hat für"), "who answered knows it"
    said, comment, _ = (await answers(desk))["Elternverein Hilden"]
    assert said == "yes"
    assert (comment or "").startswith("Wir bringen Kuchen mit.")


async def test_a_sentence_that_is_neither_yes_nor_no_is_kept_and_read_by_a_person(desk: Desk) -> None:
    doris, anna, _ = await asked(desk)
    await anna.answers("Was kostet denn das?")
    await anna.reads("Gespeichert: Anmerkung. „Was kostet denn das?“")
    assert await answers(desk) == {"Elternverein Hilden": ("comment", "Was kostet denn das?", "reply")}
    assert "Zu „Sommerfest“, Elternverein Hilden:" in seen(await doris.reads("Was kostet denn das?"))
    await anna.answers("Ja")
    assert await answers(desk) == {"Elternverein Hilden": ("yes", "Was kostet denn das?", "reply")}


@pytest.mark.parametrize("text", ["Ja. Wir bringen den Grill mit.", "Ja\n\nWir bringen den Grill mit.", "Grill?"])
async def test_what_is_written_beside_an_answer_that_comes_too_late_is_read_by_a_person(desk: Desk, text: str) -> None:
    doris, anna, _ = await asked(desk)
    desk.clock.advance(30 * DAY)
    await anna.answers(text)
    await anna.reads("kann man gerade nicht antworten")
    assert await answers(desk) == {}
    assert [("Grill" in seen(row)) for row in await desk.rows(doris.address)].count(True) == 1


async def test_a_contact_sees_by_command_what_was_answered(desk: Desk) -> None:
    _, anna, second = await asked(desk)
    await second_contact(desk)
    await anna.answers("ja")
    await second.writes("Erklärungen")
    await second.answers("1", to=await second.reads("Das fragt das Büro Ihren Verein"))
    assert "Gespeichert ist: Ja" in seen(await second.reads("Was antwortet der Verein?"))
    await second.answers("2")
    assert (await answers(desk))["Elternverein Hilden"][0] == "no"


async def test_the_silent_are_reminded_once_on_the_fifth_day(desk: Desk) -> None:
    _, anna, _ = await asked(desk)
    await anna.answers("ja")
    await desk.later(5 * DAY - timedelta(minutes=1))
    assert not any("Noch ohne Antwort" in seen(row) for row in await desk.rows())
    await desk.later(timedelta(minutes=1))
    await desk.later(DAY)
    assert [row.address for row in await desk.rows() if "Noch ohne Antwort" in seen(row)] == ["4711"]


async def test_a_preview_promises_no_reminder_where_the_time_is_too_short_for_it(desk: Desk) -> None:
    doris = await a_network(desk)
    await doris.writes("Erklärung: Sommerfest", LETTER)
    assert "bekommt nach 5 Tagen eine Erinnerung" in seen(await doris.reads(PREVIEW))
    await doris.writes("Erklärung: Grillfest", LETTER.replace("30.4.", "übermorgen"))
    assert "Für eine Erinnerung ist die Frist zu kurz." in seen(await doris.reads(PREVIEW))


async def test_staff_remind_early_and_then_the_clock_does_not(desk: Desk) -> None:
    doris, anna, _ = await asked(desk)
    await doris.writes("Erklärungen")
    await doris.answers("Sommerfest", to=await doris.reads("Die neuesten stehen zuerst."))
    await doris.answers("Jetzt erinnern", to=await doris.reads("ohne Antwort: 3"))
    await doris.reads("2 Vereine bekommen eine Erinnerung. Einen Verein erreiche ich nicht.")
    await anna.reads("Noch ohne Antwort")
    await desk.later(5 * DAY)
    assert sum("Noch ohne Antwort" in seen(row) for row in await desk.rows(anna.address)) == 1


async def test_at_the_deadline_staff_get_the_result_once_with_both_sheets(desk: Desk) -> None:
    doris, anna, _ = await asked(desk)
    question = anna.last
    await anna.answers("ja, zu zweit", to=question)
    await desk.later(18 * DAY)
    await desk.later(DAY)
    results = [row for row in await desk.rows(doris.address) if "Ergebnis: Sommerfest" in seen(row)]
    assert len(results) == 1
    assert "Ja: 1, Nein: 0, nur eine Anmerkung: 0, ohne Antwort: 2." in seen(results[0])
    sheets = files(results[0])
    assert (sheets["Erklärung.pdf"] or b"").startswith(b"%PDF")
    table = (sheets["Erklärung.csv"] or b"").decode("utf-8-sig")
    assert "Elternverein Hilden;Ja;ja, zu zweit;Anna;mit einer Antwort per E-Mail;13.04.2027" in table
    assert "Sportverein Velbert;Keine Antwort" in table
    await anna.answers("nein", to=question)
    await anna.reads("kann man gerade nicht antworten")
    assert (await answers(desk))["Elternverein Hilden"][0] == "yes"


async def test_a_group_of_staff_reads_the_numbers_and_its_members_get_the_names_by_mail(desk: Desk) -> None:
    await asked(desk)
    async with desk.database.write() as session:
        await keys.remember(session, GROUP, "-500")
        person = await people.by_address(session, "mail", "doris@kreis.example.org")
        assert person
        person.staff_door = "group"
    await desk.later(18 * DAY)
    results = {row.address: files(row).keys() for row in await desk.rows() if "Ergebnis: Sommerfest" in seen(row)}
    assert results == {"-500": set(), "doris@kreis.example.org": {"Erklärung.pdf", "Erklärung.csv"}}


async def test_staff_end_it_early_write_down_a_call_and_ask_for_the_list(desk: Desk) -> None:
    doris, *_ = await asked(desk)
    await doris.writes("Erklärungen")
    await doris.answers("Sommerfest", to=await doris.reads("Die neuesten stehen zuerst."))
    standing = await doris.reads("Was möchten Sie tun?")
    await doris.answers("Antwort eintragen", to=standing)
    await doris.answers("Kulturverein Haan", to=await doris.reads("Welcher hat Ihnen geantwortet?"))
    await doris.answers("ja", to=await doris.reads("Was antwortet der Verein?"))
    assert await answers(desk) == {"Kulturverein Haan": ("yes", None, "phone")}
    await doris.answers("Liste schicken", to=standing)
    await desk.beat()
    await desk.beat()
    assert "Die Vereine können noch antworten" in seen(await doris.reads("Ergebnis: Sommerfest"))
    await doris.answers("Jetzt beenden", to=standing)
    await doris.answers("1", to=await doris.reads("Soll ich es jetzt beenden?"))
    await doris.reads("ist beendet")
    await desk.beat()
    assert "Die Frist ist vorbei" in seen(await doris.reads("Ergebnis: Sommerfest"))


async def in_chat(house: House) -> tuple[Guest, Guest]:
    """Doris asks from her phone; Bilal is asked in his chat."""
    doris = await an_editor(house)
    bilal = house.guest("Bilal")
    await house.speaks_for(bilal, "Musikverein Haan", "Haan")
    await doris.says("/declarations")
    await doris.chooses("Noch keine.", "Neue Erklärung")
    await doris.answers("Wie heißt sie?", "Sommerfest")
    await doris.answers("Der Text", "Machen Sie mit?")
    await doris.chooses("Noch etwas?", "Weiter")
    await doris.chooses("Für wen?", "Alle Vereine")
    await doris.answers("Die Frist", "30.4.")
    await doris.chooses(PREVIEW, "Senden")
    await doris.reads("3 Vereine werden gefragt.")
    return doris, bilal


async def test_in_the_chat_from_the_question_to_the_result_by_buttons(house: House) -> None:
    doris, bilal = await in_chat(house)
    await bilal.chooses("Für: Musikverein Haan", "Ja")
    await bilal.chooses("Gespeichert: Ja", "Etwas dazu schreiben")
    await bilal.answers("Was möchten Sie dazu schreiben?", "Wir bringen Musik mit.")
    await bilal.chooses("Gespeichert: Ja. „Wir bringen Musik mit.“", "Nein")
    await bilal.reads("Gespeichert: Nein")
    assert await answers(house) == {"Musikverein Haan": ("no", None, "chat")}
    await doris.reads("Wir bringen Musik mit.")
    await bilal.says("/menu")
    await bilal.chooses("Was möchten Sie tun?", "Fragen beantworten")
    await bilal.chooses("Das fragt das Büro Ihren Verein", "Sommerfest: Musikverein Haan")
    await bilal.reads("Gespeichert ist: Nein")
    house.clock.advance(18 * DAY)
    await beat(house)
    await doris.reads("Ja: 0, Nein: 1")


async def test_a_chat_that_is_not_for_names_gets_the_numbers_and_the_sheets_come_by_mail(house: House) -> None:
    doris, _ = await in_chat(house)
    async with house.database.write() as session:
        person = await people.by_address(session, "telegram", doris.chat)
        assert person
        person.staff_door = "mail"
        await people.add_address(session, person, "mail", "doris@kreis.example.org", house.clock.now())
    await doris.says("/declarations")
    await doris.chooses("Die neuesten stehen zuerst.", "Sommerfest")
    await doris.chooses("ohne Antwort: 3", "Liste schicken")
    await house.settled()
    await beat(house)
    await doris.reads("Das steht jetzt in Ihrer E-Mail")
    [letter] = await house.letters("doris@kreis.example.org")
    assert files(letter).keys() == {"Erklärung.pdf", "Erklärung.csv"}


async def test_nobody_sees_a_draft_or_what_another_association_is_asked(house: House) -> None:
    sami, eve = house.guest("Sami"), house.guest("Eve")
    number = await house.speaks_for(sami, "Kulturverein", "Velbert")
    strangers = await house.speaks_for(eve, "Chor", "Haan")
    async with house.database.write() as session:
        editor = await network.doris(session)
        about: dict[str, Any] = {"html": "x", "audience": Audience(), "now": house.clock.now()}
        drafted = await declarations.create(
            session, editor, title="Geheimes Fest", deadline=house.clock.now() + DAY, **about
        )
    for data in (f"show:1.{strangers}", f"show:1.{number}", f"write:1.{number}", f"said:1.{number}"):
        await eve.forges(f"declare.{data}")
    await house.settled()
    async with house.database.write() as session:
        await declarations.open_up(session, drafted.id, editor, house.clock.now())
    await eve.forges(f"declare.write:1.{number}")
    await eve.forges(f"declare.show:1.{strangers}")
    for _ in range(5):
        assert "Geheimes Fest" not in (await eve.reads("")).text
    await eve.reads("Geheimes Fest")
