"""Figures: the sentence for the committee, what was counted, the picture and the table; at both doors."""

import io
from datetime import timedelta

import openpyxl
from PIL import Image
from sqlalchemy.ext.asyncio import AsyncSession

from mailing.turn import Enclosure
from storage import attendance
from tests.handlers.desk import Desk, Writer, seen
from tests.handlers.test_announce import beat
from tests.house import House
from tests.storage.course import AFTER, NEXT_YEAR, comes, course, office

LATER = timedelta(days=30)
"""After the training of the storage tests (course.py): the clock of handlers begins on its day, at noon."""


async def a_year(session: AsyncSession) -> None:
    """Two trainings in Velbert and one in Hilden, with 4, 1 and 2 who came; a meeting; one that is still to come."""
    editor = await office(session)
    full = await course(session, seats=4)
    guests = [await comes(session, full, name) for name in ("A", "B", "C", "D", "E")]
    await attendance.record_signed(session, full, range(1, 5), by=editor, now=AFTER)
    for one in guests[:4]:
        assert one.person
        await attendance.feedback(session, one.id, 1, None, by=one.person, now=AFTER)
    small = await course(session, title="Satzung")
    await comes(session, small, "F")
    other = await course(session, title="Vorstand", town="Hilden")
    await comes(session, other, "G", 2)
    await course(session, title="Runder Tisch", town="Haan", kind="meeting")
    await course(session, title="Nächstes Jahr", times=[NEXT_YEAR], deadline=None)


async def at_the_office(desk: Desk) -> Writer:
    async with desk.database.write() as session:
        await a_year(session)
    desk.clock.advance(LATER)
    return desk.writer("Doris", "doris@kreis.example.org")


async def test_a_letter_gets_the_sentence_and_what_was_counted(desk: Desk) -> None:
    staff = await at_the_office(desk)
    await staff.writes("Zahlen")
    told = seen(await staff.reads("Zahlen: 2027"))
    assert "3 Schulungen in 2 Städten, 1 bis 4 Teilnehmende." in told
    for line in (
        "Termine: 4",
        "Plätze: 10",
        "Anmeldungen, auch für mehrere Personen: 6",
        "Warten: 1",
        "Personen, die da waren: 7",
        "Wie viele Menschen sich angemeldet haben: 6",
    ):
        assert line in told


async def test_a_town_a_training_and_a_quarter_are_asked_for_by_buttons(desk: Desk) -> None:
    staff = await at_the_office(desk)
    await staff.writes("Zahlen: 2027")
    year = await staff.reads("Zahlen: 2027")
    await staff.answers("Eine Stadt", to=year)
    await staff.answers("Hilden", to=await staff.reads("welche Stadt?"))
    assert "Personen, die da waren: 2" in seen(await staff.reads("Zahlen: Hilden, 2027"))
    await staff.answers("Eine Schulung", to=year)
    await staff.answers("13.4. Kasse und Buchhaltung", to=await staff.reads("welche Schulung?"))
    told = seen(await staff.reads("Zahlen: Kasse und Buchhaltung, Dienstag, 13. April 2027"))
    assert "Personen, die da waren: 4" in told
    assert "Termine" not in told
    assert "sich angemeldet haben" not in told
    assert "weniger als 5 Antworten" in told
    await staff.answers("Ein Quartal", to=year)
    await staff.answers("Januar bis März 2027", to=await staff.reads("Welches Quartal?"))
    assert "Noch keine Schulung." in seen(await staff.reads("Zahlen: Januar bis März 2027"))
    await staff.writes("Zahlen: 2027-2")
    assert "3 Schulungen" in seen(await staff.reads("Zahlen: April bis Juni 2027"))
    await staff.writes("Zahlen: bald")
    await staff.reads("Diesen Zeitraum kenne ich so nicht.")


async def test_picture_and_table_come_with_the_next_beat_once(desk: Desk) -> None:
    staff = await at_the_office(desk)
    await staff.writes("Zahlen")
    await staff.answers("Bild und Tabelle", to=await staff.reads("Zahlen: 2027"))
    await desk.beat()
    await desk.beat()
    [drawn] = [row for row in await desk.rows(staff.address) if "Das Bild zeigt die Städte" in seen(row)]
    picture, table = map(Enclosure.from_json, (drawn.payload or {})["files"])
    assert Image.open(io.BytesIO(picture.content or b"")).format == "PNG"
    sheet = openpyxl.load_workbook(io.BytesIO(table.content or b"")).worksheets[0]
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)] == [
        ["Kasse und Buchhaltung", "Velbert", 4, 4, 1, 4],
        ["Satzung", "Velbert", 2, 1, 0, 1],
        ["Vorstand", "Hilden", 2, 1, 0, 2],
        ["Runder Tisch", "Haan", 2, 0, 0, 0],
    ]


async def test_in_the_chat_for_staff_only(house: House) -> None:
    async with house.database.write() as session:
        await a_year(session)
    staff, guest = house.guest("Adele"), house.guest("Anna")
    await house.works_here(staff)
    await guest.agrees()
    house.clock.advance(LATER)
    await guest.says("/figures")
    await guest.reads("Das darf nur die Koordination.")
    await staff.says("/figures")
    await staff.chooses("3 Schulungen in 2 Städten, 1 bis 4 Teilnehmende.", "Bild und Tabelle")
    await house.settled()
    await beat(house)
    await staff.reads("Schulungen 2027")


async def test_five_answers_are_shown(desk: Desk) -> None:
    async with desk.database.write() as session:
        training = await course(session, seats=5)
        for name, value in zip("ABCDE", (1, 1, 2, 1, 3), strict=True):
            one = await comes(session, training, name)
            assert one.person
            await attendance.feedback(session, one.id, value, None, by=one.person, now=AFTER)
    desk.clock.advance(LATER)
    staff = desk.writer("Doris", "doris@kreis.example.org")
    await staff.writes("Zahlen")
    told = seen(await staff.reads("Zahlen: 2027"))
    assert "Rückmeldung: gut 3, mittel 1, nicht gut 1" in told
    assert "Eine Schulung in einer Stadt, 5 Teilnehmende." in told
