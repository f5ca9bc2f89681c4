"""While it is under way its sender lets it rest, go on, or ends it; by chat and by mail."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from locales import LANGUAGES, words
from mailing import refusals
from mailing.channels import Outcome
from mailing.channels.mail import MailChannel
from mailing.channels.smtp import SmtpServer
from mailing.outcomes import BURST, Outcomes
from storage import departures, dispatch, outbox
from storage.announcements import Announcement
from storage.outbox import Outgoing
from tests.handlers.desk import Desk, Writer, seen
from tests.handlers.test_announce import an_editor, beat, writes
from tests.handlers.test_announcing import POSTING, PREVIEW, a_network, on_their_way
from tests.house import Guest, House
from tests.storage import network


async def the_announcement(desk: Desk | House) -> Announcement:
    async with desk.database.read() as session:
        return (await session.scalars(select(Announcement))).one()


async def under_way(desk: Desk) -> Writer:
    """Doris sent it, two of five letters have arrived, the others are being tried again."""
    doris = await a_network(desk)
    await doris.writes("Fest", "An: alle\n\nKommen Sie alle!", to=POSTING)
    await doris.answers("senden", to=await doris.reads(PREVIEW))
    await doris.reads("geht hinaus")
    desk.clock.advance(timedelta(minutes=3))
    async with desk.database.write() as session:
        rows = (await session.scalars(select(Outgoing).where(Outgoing.announcement_id.is_not(None)))).all()
        for row in rows[:2]:
            row.state = "sent"
    return doris


async def states(desk: Desk) -> list[str]:
    return sorted((await on_their_way(desk)).values())


async def test_a_reply_to_the_letter_lets_it_rest_and_go_on(desk: Desk) -> None:
    doris = await under_way(desk)
    letter = doris.last
    await doris.answers("Pause")
    paused = seen(await doris.reads("macht Pause"))
    assert "Angekommen: 2 von 5" in paused
    assert "1 Weiter senden\n2 Berichtigen\n3 Ganz abbrechen" in paused
    assert await states(desk) == ["paused", "paused", "paused", "sent", "sent"]
    await desk.post_leaves()
    assert await states(desk) == ["paused", "paused", "paused", "sent", "sent"]
    await doris.answers("Weiter senden")
    await doris.reads("ist unterwegs")
    await desk.post_leaves()
    assert await states(desk) == ["sent"] * 5
    await desk.beat()
    await doris.reads("Bericht: Fest")
    await doris.answers("Pause", to=letter)
    await doris.reads("nichts mehr anzuhalten")


async def test_a_halt_that_comes_too_late_lets_it_rest_instead(desk: Desk) -> None:
    doris = await under_way(desk)
    await doris.answers("Anhalten")
    await doris.reads("macht Pause")
    assert "paused" in await states(desk)


async def test_calling_it_off_asks_once_and_is_reported(desk: Desk) -> None:
    doris = await under_way(desk)
    await doris.answers("Ganz abbrechen")
    asked = seen(await doris.reads("Wirklich abbrechen?"))
    assert "Schon bei 2 angekommen, 3 warten noch." in asked
    assert "queued" in await states(desk)
    await doris.answers("ja")
    await doris.reads("ist abgebrochen")
    assert await states(desk) == ["sent", "sent", "skipped", "skipped", "skipped"]
    await desk.beat()
    report = seen(await doris.reads("Bericht: Fest"))
    assert "Wartet noch: 0" in report
    assert "Angehalten, deshalb nicht geschickt: 3." in report
    await desk.beat()
    assert len([row for row in await desk.rows(doris.address) if "Bericht: Fest" in seen(row)]) == 1


async def test_who_thinks_better_of_it_sees_how_far_it_is(desk: Desk) -> None:
    doris = await under_way(desk)
    await doris.answers("Ganz abbrechen")
    await doris.answers("Nein, zurück", to=await doris.reads("Wirklich abbrechen?"))
    await doris.reads("ist unterwegs")
    assert "queued" in await states(desk)


async def test_what_rests_is_named_in_the_list_of_reports_and_in_the_overview(desk: Desk) -> None:
    doris = await under_way(desk)
    await doris.answers("Pause")
    await doris.writes("Bericht")
    listed = await doris.reads("Die letzten Rundschreiben")
    assert "Macht Pause: „Fest“" in seen(listed)
    await doris.answers("Fest", to=listed)
    await doris.reads("Wie geht es weiter?")
    await doris.writes("Überblick")
    assert "Macht Pause: „Fest“" in seen(await doris.reads("Was möchten Sie tun?"))


async def test_when_failures_follow_one_another_the_sender_hears_why_and_decides(desk: Desk) -> None:
    async with desk.database.write() as session:
        for number in range(BURST):
            await network.person(session, f"Kontakt {number}", ("mail", f"kontakt{number}@example.org"))
    doris = await under_way(desk)
    server = SmtpServer("127.0.0.1", 9, "none")
    outcomes = Outcomes(MailChannel(server, desk.database, desk.office, desk.clock), desk.office)
    now = desk.clock.now()
    async with desk.database.write() as session:
        rows = (await departures.due(session, "mail", now, BURST, bulk=True)).rows
        await outbox.claim(session, [row.id for row in rows], "me", now)
        came = [(replace(row, owner="me"), Outcome("failed", "refused")) for row in rows]
        await outcomes.record(session, came, now)
    told = seen(await doris.reads("Soll es trotzdem weitergehen?"))
    assert "10 Nachrichten hintereinander kamen nicht an." in told
    assert "der Mail-Server nimmt es nicht an" in told
    await doris.writes("Bericht")
    await doris.answers("Fest", to=await doris.reads("Die letzten Rundschreiben"))
    standing = seen(await doris.reads("Wie geht es weiter?"))
    assert "10 Nachrichten hintereinander kamen nicht an: der Mail-Server nimmt es nicht an." in standing
    await doris.answers("Weiter senden")
    await doris.reads("ist unterwegs")
    made = await the_announcement(desk)
    assert (made.state, made.accepted, made.paused_because) == ("released", "refused", None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_failure_that_may_come_in_a_burst_has_its_words_in_the_letter(language: str) -> None:
    say = words(language)
    telegram = {rule.reason for rule in refusals.TELEGRAM if rule.verdict == "good"}
    for reason in telegram | {rule.reason for rule in refusals.SMTP} | set(refusals._SUBJECTS.values()):
        told = say.text("outbox-paused-by-failures", subject="Fest", reason=reason, number=10)
        assert say.text(f"report-because-{reason}") in told


async def test_what_was_still_held_back_when_it_went_on_follows_by_itself(desk: Desk) -> None:
    await under_way(desk)
    async with desk.database.write() as session:
        # As a claim writes it that began before somebody let it go on.
        held = (await session.scalars(select(Outgoing).where(Outgoing.state == "queued"))).first()
        assert held
        held.state = "paused"
    await desk.beat()
    assert "paused" not in await states(desk)


async def released(house: House) -> Guest:
    """Doris at her phone, to whom two chats and two letters are under way."""
    doris = await an_editor(house)
    await writes(doris, "Kasse", "Am Dienstag.")
    await doris.presses("Weiter zur Vorschau")
    await doris.chooses("Soll es so hinaus?", "Senden")
    await doris.reads("geht hinaus")
    return doris


async def test_the_progress_message_in_the_chat_has_the_buttons_that_fit(house: House) -> None:
    doris = await released(house)
    assert doris.last
    assert [label[2:] for label in doris.last.labels] == ["Anhalten"]
    house.clock.advance(timedelta(minutes=2))
    await beat(house)
    going = await doris.reads("ist unterwegs")
    assert [label[2:] for label in going.labels] == ["Pause", "Berichtigen", "Ganz abbrechen"]
    await doris.presses("Pause")
    paused = await doris.reads("macht Pause")
    assert paused.id == going.id
    assert [label[2:] for label in paused.labels] == ["Weiter senden", "Berichtigen", "Ganz abbrechen"]
    await doris.presses("Weiter senden")
    await doris.reads("ist unterwegs")
    await doris.presses("Ganz abbrechen")
    await doris.chooses("Wirklich abbrechen?", "Ja, ganz abbrechen")
    await doris.reads("ist abgebrochen")


async def test_what_changes_by_itself_is_not_what_a_digit_answers(house: House) -> None:
    doris = await released(house)
    await doris.says("/report")
    await doris.reads("Welchen Bericht möchten Sie sehen?")
    house.clock.advance(timedelta(minutes=2))
    await beat(house)
    await doris.reads("ist unterwegs")
    await doris.says("1")
    await house.settled()
    assert (await the_announcement(house)).state == "released", "the digit is no pause"


async def test_whoever_pauses_by_mail_sees_it_in_the_chat_as_well(house: House) -> None:
    doris = await released(house)
    house.clock.advance(timedelta(minutes=2))
    await beat(house)
    await doris.reads("ist unterwegs")
    async with house.database.write() as session:
        made = (await session.scalars(select(Announcement))).one()
        await dispatch.pause(session, made)
    await beat(house)
    await doris.reads("macht Pause")
