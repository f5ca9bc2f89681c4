"""Later, and again and again: said in one's own words, said back, and then it counts."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import select

from storage import departures, outbox
from storage.announcements import Announcement
from storage.schedules import Rhythm, Schedule
from tests.handlers.desk import Desk, Writer, seen
from tests.handlers.test_announce import an_editor, writes
from tests.handlers.test_announcing import POSTING, PREVIEW, a_network, on_their_way
from tests.house import Guest, House


async def a_draft(desk: Desk) -> Writer:
    doris = await a_network(desk)
    await doris.writes("Fest", "An: alle\n\nKommen Sie alle!", to=POSTING)
    await doris.reads(PREVIEW)
    return doris


async def planned(desk: Desk | House) -> list[tuple[date, time, Rhythm | None]]:
    async with desk.database.read() as session:
        found = await session.scalars(select(Schedule).where(Schedule.ended_at.is_(None)).order_by(Schedule.id))
        return [(one.due_on, one.at, one.rhythm) for one in found]


@pytest.mark.parametrize(
    ("line", "said_back", "kept"),
    [
        ("senden morgen 9 Uhr", "Mittwoch, 14. April, 9 Uhr.", (date(2027, 4, 14), time(9), None)),
        (
            "senden jeden Montag 9 Uhr",
            "Montag, 19. April, 9 Uhr. Danach jede Woche, bis Sie es beenden.",
            (date(2027, 4, 19), time(9), Rhythm("weekly")),
        ),
        (
            "Bitte senden jeden 31. um 9 Uhr",
            "Freitag, 30. April, 9 Uhr. Danach jeden Monat am 31., bis Sie es beenden.",
            (date(2027, 4, 30), time(9), Rhythm("monthly", 1, 31)),
        ),
        (
            "send every other Friday at 10",
            "Freitag, 16. April, 10 Uhr. Danach alle 2 Wochen, bis Sie es beenden.",
            (date(2027, 4, 16), time(10), Rhythm("weekly", 2)),
        ),
        (
            "senden am 3.1. um 9 Uhr",
            "Montag, 3. Januar 2028, 9 Uhr.",
            (date(2028, 1, 3), time(9), None),
        ),
    ],
)
async def test_one_line_plans_it_after_it_was_said_back(
    desk: Desk, line: str, said_back: str, kept: tuple[date, time, Rhythm | None]
) -> None:
    doris = await a_draft(desk)
    await doris.answers(line)
    assert said_back in seen(await doris.reads("Ist das richtig?"))
    assert await planned(desk) == []
    await doris.answers("ja")
    assert said_back in seen(await doris.reads("ist geplant"))
    assert await planned(desk) == [kept]
    assert await on_their_way(desk) == {}


async def test_what_is_not_understood_is_asked_about_with_examples_and_nothing_is_lost(desk: Desk) -> None:
    doris = await a_draft(desk)
    await doris.answers("senden wenn es passt")
    unclear = seen(await doris.reads("kenne ich so nicht"))
    assert "„Fest“ liegt bereit." in unclear
    assert "jeden Montag 9 Uhr" in unclear
    await doris.answers("morgen um zehn oder so")
    await doris.answers("morgen 10 Uhr", to=await doris.reads("kenne ich so nicht"))
    await doris.answers("1", to=await doris.reads("Ist das richtig?"))
    await doris.reads("ist geplant")


async def test_a_moment_that_has_passed_is_refused_in_a_sentence(desk: Desk) -> None:
    doris = await a_draft(desk)
    await doris.answers("senden heute 8 Uhr")
    await doris.reads("ist schon vorbei")
    assert await planned(desk) == []


async def test_an_hour_of_the_night_is_moved_to_the_morning_and_that_is_said(desk: Desk) -> None:
    doris = await a_draft(desk)
    await doris.answers("senden jeden Montag 22 Uhr")
    asked = seen(await doris.reads("Ist das richtig?"))
    assert "Dienstag, 20. April, 8 Uhr." in asked
    assert "22 Uhr liegt in der Ruhezeit: Von 20 bis 8 Uhr geht nichts hinaus." in asked
    await doris.answers("ja")
    assert await planned(desk) == [(date(2027, 4, 20), time(8), Rhythm("weekly"))]


async def test_what_was_sent_before_is_said_before_it_is_planned(desk: Desk) -> None:
    doris = await a_draft(desk)
    await doris.answers("senden")
    await doris.writes("Fest", "An: alle\n\nKommen Sie alle!", to=POSTING)
    await doris.answers("senden morgen 9 Uhr", to=await doris.reads(PREVIEW))
    assert "Dasselbe haben Sie schon einmal verschickt: Dienstag, 13. April" in seen(
        await doris.reads("Ist das richtig?")
    )


async def test_a_draft_that_changed_since_is_shown_again_instead_of_planned(desk: Desk) -> None:
    doris = await a_draft(desk)
    preview = doris.last
    await doris.answers("senden morgen 9 Uhr")
    asked = await doris.reads("Ist das richtig?")
    await doris.answers("An: Hilden", to=preview)
    await doris.answers("ja", to=asked)
    await doris.reads("inzwischen anders")
    assert await planned(desk) == []


async def test_two_answers_plan_it_once(desk: Desk) -> None:
    doris = await a_draft(desk)
    await doris.answers("senden morgen 9 Uhr")
    asked = await doris.reads("Ist das richtig?")
    await doris.answers("ja", to=asked)
    await doris.answers("ja", to=asked)
    await doris.reads("schon unterwegs")
    assert len(await planned(desk)) == 1


async def test_gilt_bis_is_said_by_a_line_and_shown(desk: Desk) -> None:
    doris = await a_draft(desk)
    await doris.answers("Gilt bis: 20.4. 18 Uhr")
    preview = await doris.reads(PREVIEW)
    assert "Gilt bis: Dienstag, 20. April, 18 Uhr" in seen(preview)
    await doris.answers("senden am 21.4. um 9 Uhr")
    await doris.reads("Zu dieser Zeit gilt es nicht mehr.")
    await doris.answers("Etwas ändern", to=preview)
    await doris.answers("Gilt bis …", to=await doris.reads("Was möchten Sie ändern?"))
    await doris.answers("Ohne Ende", to=await doris.reads("Bis wann gilt es?"))
    assert "Gilt bis: –" in seen(await doris.reads(PREVIEW))


@pytest.mark.parametrize(
    "head", ["An: Hilden\nGilt bis: 20.4.", "Bis: 20.4.\nAn: Hilden", "Until: 20 April\nTo: Hilden"]
)
async def test_gilt_bis_may_stand_at_the_head_of_the_letter(desk: Desk, head: str) -> None:
    doris = await a_network(desk)
    await doris.writes("Fest", f"{head}\n\nKommen Sie alle!", to=POSTING)
    preview = seen(await doris.reads(PREVIEW))
    assert "Gilt bis: Dienstag, 20. April\n" in preview
    assert "An: Hilden" in preview
    async with desk.database.read() as session:
        (draft,) = await session.scalars(select(Announcement))
    assert draft.html == "<p>Kommen Sie alle!</p>"


async def test_a_moment_in_the_past_and_one_that_is_no_moment_are_refused(desk: Desk) -> None:
    doris = await a_draft(desk)
    preview = doris.last
    await doris.answers("Gilt bis: 13.4. 8 Uhr")
    await doris.reads("Zu dieser Zeit gilt es nicht mehr.")
    await doris.answers("Gilt bis: bald", to=preview)
    await doris.reads("kenne ich so nicht")


async def test_what_would_leave_too_late_is_not_released(desk: Desk) -> None:
    doris = await a_draft(desk)
    await doris.answers("Gilt bis: 13.4. 12:01 Uhr")
    await doris.answers("senden", to=await doris.reads(PREVIEW))
    await doris.reads("Zu dieser Zeit gilt es nicht mehr.")
    assert await on_their_way(desk) == {}


async def test_what_has_not_left_by_then_stays_and_stands_in_the_report(desk: Desk) -> None:
    doris = await a_draft(desk)
    await doris.answers("Gilt bis: 13.4. 18 Uhr")
    await doris.answers("senden", to=await doris.reads(PREVIEW))
    await doris.answers("Pause", to=await doris.reads("geht hinaus"))
    desk.clock.advance(timedelta(hours=6))
    await doris.answers("Weiter senden", to=await doris.reads("macht Pause"))
    # What a claim asks before a row may leave (mailing/claims.py); there is no outbox at this desk.
    async with desk.database.write() as session:
        for channel in ("mail", "telegram"):
            due = await departures.due(session, channel, desk.clock.now(), 9, bulk=True)
            for row, why in due.over:
                await outbox.settle(session, row.id, "skipped", desk.clock.now(), reason=why)
    await desk.beat()
    report = seen(await doris.reads("Bericht: Fest"))
    assert "Zu spät, deshalb nicht geschickt: 5." in report
    assert "Elternverein Hilden, Hilden: dafür war es zu spät." in report


async def a_preview(house: House) -> Guest:
    doris = await an_editor(house)
    await writes(doris, "Kasse", "Am Dienstag.")
    await doris.presses("Weiter zur Vorschau")
    await doris.chooses("Soll es so hinaus?", "Später senden")
    return doris


async def test_in_the_chat_a_button_is_enough(house: House) -> None:
    doris = await a_preview(house)
    asked = await doris.reads("Wann soll es hinaus?")
    assert [label[2:] for label in asked.labels] == [
        "Heute 18 Uhr", "Morgen 9 Uhr", "Anderer Zeitpunkt", "Jede Woche", "Jeden Monat",
    ]  # fmt: skip
    await doris.presses("Morgen 9 Uhr")
    await doris.chooses("Mittwoch, 14. April, 9 Uhr.", "Ja, so planen")
    await doris.reads("ist geplant")
    assert await planned(house) == [(date(2027, 4, 14), time(9), None)]


async def test_in_the_chat_the_moment_is_typed_until_it_is_understood(house: House) -> None:
    doris = await a_preview(house)
    await doris.chooses("Wann soll es hinaus?", "Jede Woche")
    await doris.answers("An welchem Tag, um wie viel Uhr?", "irgendwann")
    await doris.answers("kenne ich so nicht", "Montag ۹ Uhr")
    asked = await doris.reads("Ist das richtig?")
    assert "Montag, 19. April, 9 Uhr. Danach jede Woche" in asked.text
    await doris.says("1")
    await doris.reads("ist geplant")
    assert await planned(house) == [(date(2027, 4, 19), time(9), Rhythm("weekly"))]


async def test_in_the_evening_today_is_not_offered(house: House) -> None:
    doris = await an_editor(house)
    evening = datetime(2027, 4, 13, 16, 30, tzinfo=UTC)
    house.clock.advance(evening - house.clock.now())
    await writes(doris, "Kasse", "Am Dienstag.")
    await doris.presses("Weiter zur Vorschau")
    await doris.chooses("Soll es so hinaus?", "Später senden")
    asked = await doris.reads("Wann soll es hinaus?")
    assert "Heute 18 Uhr" not in [label[2:] for label in asked.labels]
