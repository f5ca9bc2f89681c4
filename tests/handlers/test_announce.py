"""Announcing by chat: subject, text, audience, preview, release, halt, progress."""

import re
from datetime import timedelta

from sqlalchemy import select

from bot.clock import DUTIES
from handlers.fitting import LARGEST
from simulator.botapi.chats import Message
from storage import people
from storage.announcements import Announcement
from storage.outbox import Outgoing
from tests.house import Guest, House
from tests.storage import network


async def an_editor(house: House) -> Guest:
    """Doris at her phone; Anna in Hilden has mail, Bilal in Velbert a chat and mail, Carla no association."""
    doris = house.guest("Doris")
    await house.works_here(doris)
    bilal = house.guest("Bilal")
    await bilal.agrees()
    async with house.database.write() as session:
        await network.anna(session)
        await network.carla(session)
        chat = await people.by_address(session, "telegram", bilal.chat)
        assert chat
        await network.association(session, "Sportverein Velbert", "Velbert", {"sport"}, chat)
    return doris


async def writes(doris: Guest, subject: str, text: str, parse_mode: str | None = None) -> Message:
    """From the command to the choice of the audience."""
    await doris.says("/announce")
    await doris.answers("Wie heißt der Betreff?", subject)
    await doris.reads("Schreiben Sie hier den Text")
    await doris.phone.says(text, parse_mode=parse_mode)
    await doris.chooses("Noch etwas?", "Weiter")
    return await doris.reads("Bekommen soll es")


async def drafts(house: House) -> list[Announcement]:
    async with house.database.read() as session:
        return list(await session.scalars(select(Announcement).order_by(Announcement.id)))


async def on_their_way(house: House) -> list[Outgoing]:
    query = select(Outgoing).where(Outgoing.announcement_id.is_not(None)).order_by(Outgoing.id)
    async with house.database.read() as session:
        return list(await session.scalars(query))


async def beat(house: House) -> None:
    """The clock beats when nothing is on its way."""
    await house.stop()
    for duty, _ in DUTIES:
        await duty(house.database, house.clock.now(), house.office)
    await house.start()


async def test_from_the_first_word_to_the_release(house: House) -> None:
    doris = await an_editor(house)
    await writes(doris, "Hilden, 13. April: Kasse", "Am <b>Dienstag</b> um 18 Uhr.", parse_mode="HTML")
    assert "2 Vereine, 4 Personen: 2 Chat, 2 Mail" in (doris.last.text if doris.last else "")
    await doris.presses("Weiter zur Vorschau")
    shown = await doris.reads("Am Dienstag um 18 Uhr.")
    assert shown.text.startswith("Hilden, 13. April: Kasse")
    bold = [shown.text[e["offset"] : e["offset"] + e["length"]] for e in shown.entities if e["type"] == "bold"]
    assert bold == ["Hilden, 13. April: Kasse", "Dienstag"]
    await doris.chooses("Soll es so hinaus?", "Senden")
    released = await doris.reads("geht hinaus")
    assert re.search(r"12:0\d Uhr beginnt es: 4 Nachrichten", released.text)
    assert {row.state for row in await on_their_way(house)} == {"queued"}


async def test_the_audience_is_toggled_under_a_live_count_in_one_message(house: House) -> None:
    doris = await an_editor(house)
    first = await writes(doris, "Kasse", "Am Dienstag.")
    await doris.presses("Orte wählen")
    await doris.chooses("Welche Orte?", "Velbert")
    toggled = await doris.reads("Bekommen soll es: Velbert.")
    assert "1 Verein, 1 Person: 1 Chat, 0 Mail" in toggled.text
    assert any("✓ Velbert" in label for label in toggled.labels)
    await doris.presses("Hilden")
    assert "2 Vereine, 2 Personen" in (await doris.reads("Hilden und Velbert.")).text
    await doris.presses("✓ Velbert")
    await doris.chooses("Bekommen soll es: Hilden.", "Fertig")
    last = await doris.reads("Bekommen soll es: Hilden.")
    assert last.id == first.id
    await doris.presses("Nur Vereine")
    await doris.reads("Hilden; nur Vereine")
    (draft,) = await drafts(house)
    assert (draft.audience.towns, draft.audience.everyone) == (["Hilden"], False)


async def test_an_album_is_collected_until_continue(house: House) -> None:
    doris = await an_editor(house)
    await doris.says("/announce")
    await doris.answers("Wie heißt der Betreff?", "Fest")
    await doris.reads("Schreiben Sie hier den Text")
    await doris.phone.sends_album([b"eins", b"zwei"], "Bilder vom Fest")
    await doris.phone.sends_document("programm.pdf", b"%PDF-1.7")
    await doris.reads("3 Dateien sind dabei")
    await doris.presses("Weiter")
    await doris.chooses("Bekommen soll es", "Weiter zur Vorschau")
    await doris.reads("Bilder vom Fest")
    (draft,) = await drafts(house)
    assert [(file.kind, file.name) for file in draft.files] == [
        ("photo", "photo.jpg"),
        ("photo", "photo.jpg"),
        ("document", "programm.pdf"),
    ]


async def test_what_will_look_different_is_said_while_writing(house: House) -> None:
    doris = await an_editor(house)
    await doris.says("/announce")
    await doris.answers("Wie heißt der Betreff?", "Fest")
    await doris.reads("Schreiben Sie hier den Text")
    await doris.says("Ein langer Satz. " * 240)
    await doris.reads("Das habe ich.")
    await doris.phone.sends_photo()
    await doris.reads("zuerst das Foto, darunter der Text")
    await doris.says("Noch ein langer Satz. " * 20)
    await doris.reads("Im Chat kommen 2 Nachrichten nacheinander")


async def test_what_is_too_large_or_no_file_is_refused_and_the_text_stays(house: House) -> None:
    doris = await an_editor(house)
    await doris.says("/announce")
    await doris.answers("Wie heißt der Betreff?", "Fest")
    await doris.reads("Schreiben Sie hier den Text")
    await doris.says("Kommen Sie!")
    await doris.reads("Das habe ich.")
    await doris.phone.sends_document("film.mp4", b"", size=LARGEST + 1)
    await doris.reads("größer als 20 MB")
    await doris.phone.sends_sticker()
    await doris.reads("gehen hier nicht mit")
    await doris.says("Bitte!")
    await doris.chooses("Das habe ich.", "Weiter")
    await doris.reads("Bekommen soll es")
    (draft,) = await drafts(house)
    assert ("Kommen Sie!" in draft.html, "Bitte!" in draft.html, draft.files) == (True, True, [])


async def test_a_picture_without_a_word_is_asked_for_one(house: House) -> None:
    doris = await an_editor(house)
    await doris.says("/announce")
    await doris.answers("Wie heißt der Betreff?", "Fest")
    await doris.reads("Schreiben Sie hier den Text")
    await doris.phone.sends_photo()
    await doris.chooses("Eine Datei ist dabei", "Weiter")
    await doris.reads("fehlt noch der Text")
    await doris.says("Kommen Sie!")
    await doris.chooses("Das habe ich.", "Weiter")
    await doris.reads("Bekommen soll es")


async def test_a_draft_waits_and_can_be_taken_up_again(house: House) -> None:
    doris = await an_editor(house)
    await writes(doris, "Kasse", "Am Dienstag.")
    await house.kill()
    await house.start()
    await doris.says("/announce")
    await doris.chooses("Sie haben schon einen Text begonnen: Kasse", "Weiter damit")
    await doris.reads("Am Dienstag.")
    await doris.chooses("Soll es so hinaus?", "Etwas ändern")
    await doris.chooses("Was möchten Sie ändern?", "Text ändern")
    await doris.answers("Wie heißt der Betreff?", "Kasse!")
    await doris.answers("Schreiben Sie hier den Text", "Am Mittwoch.")
    await doris.chooses("Noch etwas?", "Weiter")
    await doris.reads("Kasse!")
    assert [(draft.subject, draft.html) for draft in await drafts(house)] == [("Kasse!", "<p>Am Mittwoch.</p>")]


async def test_a_test_goes_as_a_letter_to_oneself(house: House) -> None:
    doris = await an_editor(house)
    person = await house.person(doris)
    async with house.database.write() as session:
        doris_there = await session.get_one(type(person), person.id)
        await people.add_address(session, doris_there, "mail", "doris@kreis.example.org", house.clock.now())
    await writes(doris, "Kasse", "Am Dienstag.")
    await doris.presses("Weiter zur Vorschau")
    await doris.chooses("Soll es so hinaus?", "Test an mich")
    await doris.reads("unterwegs an doris@kreis.example.org")
    (draft,) = await drafts(house)
    (letter,) = await house.letters("doris@kreis.example.org")
    assert letter.shows == draft.id


async def test_halting_within_two_minutes_makes_it_a_draft_again(house: House) -> None:
    doris = await an_editor(house)
    await writes(doris, "Kasse", "Am Dienstag.")
    await doris.presses("Weiter zur Vorschau")
    await doris.chooses("Soll es so hinaus?", "Senden")
    await doris.chooses("geht hinaus", "Anhalten")
    await doris.chooses("Niemand hat", "Weiter damit")
    await doris.reads("Soll es so hinaus?")
    assert await on_their_way(house) == []


async def test_a_second_tap_hears_that_it_is_on_its_way(house: House) -> None:
    doris = await an_editor(house)
    await writes(doris, "Kasse", "Am Dienstag.")
    await doris.presses("Weiter zur Vorschau")
    asked = await doris.reads("Soll es so hinaus?")
    await doris.presses("Senden", asked)
    await doris.presses("Senden", asked)
    await doris.reads("schon unterwegs")
    assert len(await on_their_way(house)) == 4


async def test_quiet_hours_hold_it_until_the_morning(house: House) -> None:
    doris = await an_editor(house)
    house.clock.advance(timedelta(hours=10))
    await writes(doris, "Kasse", "Am Dienstag.")
    await doris.presses("Weiter zur Vorschau")
    await doris.chooses("Soll es so hinaus?", "Senden")
    assert "Mittwoch, 14. April, 8 Uhr" in (await doris.reads("geht hinaus")).text


async def test_one_message_shows_the_progress_and_the_report_follows(house: House) -> None:
    doris = await an_editor(house)
    await writes(doris, "Kasse", "Am Dienstag.")
    await doris.presses("Orte wählen")
    await doris.chooses("Welche Orte?", "Velbert")
    await doris.chooses("Bekommen soll es: Velbert.", "Fertig")
    await doris.chooses("Bekommen soll es: Velbert.", "Weiter zur Vorschau")
    await doris.chooses("Soll es so hinaus?", "Senden")
    released = await doris.reads("geht hinaus")
    house.clock.advance(timedelta(minutes=2))
    await beat(house)
    bilal = next(person for person in house.messenger.people if person.chat.name == "Bilal")
    await bilal.reads("Am Dienstag.")
    await beat(house)
    done = await doris.reads("ist fertig")
    assert done.id == released.id
    assert "▓▓▓▓▓▓▓▓▓▓ 100 %\nAngekommen: 1 von 1\nChat: 1 von 1" in done.text
    report = await doris.reads("Bericht: Kasse")
    assert "1 von 1 Vereinen haben es bekommen" in report.text


async def test_who_lost_the_role_releases_nothing_with_an_old_button(house: House) -> None:
    doris = await an_editor(house)
    await writes(doris, "Kasse", "Am Dienstag.")
    await doris.presses("Weiter zur Vorschau")
    asked = await doris.reads("Soll es so hinaus?")
    person = await house.person(doris)
    async with house.database.write() as session:
        await people.give_role(session, await session.get_one(type(person), person.id), None)
    await doris.presses("Senden", asked)
    await doris.reads("Das darf nur die Koordination")
    assert await on_their_way(house) == []


async def test_chat_messages_of_unknown_fate_are_sent_again_only_when_staff_say_so(house: House) -> None:
    doris = await an_editor(house)
    await writes(doris, "Kasse", "Am Dienstag.")
    await doris.presses("Weiter zur Vorschau")
    await doris.chooses("Soll es so hinaus?", "Senden")
    await doris.reads("geht hinaus")
    async with house.database.write() as session:
        for row in await session.scalars(select(Outgoing).where(Outgoing.announcement_id.is_not(None))):
            row.state = "uncertain" if row.channel == "telegram" else "sent"
    await beat(house)
    report = await doris.reads("Bericht: Kasse")
    assert any("2 im Chat noch mal" in label for label in report.labels)
    await doris.presses("2 im Chat noch mal")
    await doris.reads("gehen noch einmal in den Chat")
    states = {row.state for row in await on_their_way(house) if row.channel == "telegram"}
    assert states <= {"queued", "claimed", "sent"}
