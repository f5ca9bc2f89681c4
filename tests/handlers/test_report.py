"""The progress and the report of an announcement: numbers that add up, names only where they may be read."""

import io
from datetime import timedelta
from typing import Any

import openpyxl
from sqlalchemy import select

from handlers import report
from locales import words
from mailing import refusals
from mailing.turn import GROUP, Enclosure
from storage import announcements, dispatch, keys, people
from storage.announcements import Announcement
from storage.audiences import Audience
from storage.outbox import Outgoing
from storage.people import Person
from tests.handlers.desk import Desk, seen
from tests.storage import network


async def released(desk: Desk, author: Person | None, *, in_: timedelta = timedelta()) -> Announcement:
    """To everybody, on its way after `in_`, followed in the author's chat."""
    now = desk.clock.now()
    async with desk.database.write() as session:
        writer = await session.get_one(Person, author.id) if author else None
        made = await announcements.draft(
            session, writer, subject="Fest", html="<p>Kommen Sie!</p>", audience=Audience(), door="chat", now=now
        )
        await dispatch.release(session, made, writer, release_at=now + in_, now=now, mail_host="kreis.example.org")
        if writer and (chat := writer.address("telegram")):
            shown = Outgoing(kind="answer", channel="telegram", address=chat.address, priority=0, queued_at=now)
            session.add(shown)
            await session.flush()
            await dispatch.follow(session, made, shown)
    return made


async def an_author(desk: Desk, door: str, *, mail: str | None = None) -> Person:
    """Frida, an editor with a chat."""
    async with desk.database.write() as session:
        frida = await network.person(session, "Frida", ("telegram", "7000"))
        if mail:
            await people.add_address(session, frida, "mail", mail, desk.clock.now())
        frida.role, frida.staff_door = "editor", door
        await network.anna(session)
        await network.emin(session)
    return frida


async def outcomes(desk: Desk, **states: str) -> None:
    """What came of the deliveries of each channel."""
    async with desk.database.write() as session:
        for row in await session.scalars(select(Outgoing).where(Outgoing.announcement_id.is_not(None))):
            row.state = states[row.channel]


async def test_the_progress_message_changes_only_when_something_happened(desk: Desk) -> None:
    frida = await an_author(desk, "telegram")
    made = await released(desk, frida, in_=timedelta(minutes=2))
    await desk.beat()
    assert [row for row in await desk.rows("7000") if row.edit_of] == []
    await outcomes(desk, telegram="sent", mail="queued")
    for _ in range(3):
        await desk.later(timedelta(minutes=2))
    (shown,) = [row for row in await desk.rows("7000") if row.edit_of]
    assert "▓▓▓▓▓░░░░░ 50 %\nAngekommen: 1 von 2\nChat: 1 von 1\nE-Mail: 0 von 1\nWartet noch: 1" in seen(shown)
    assert (shown.payload or {})["buttons"] == [
        ["Pause", f"announce.pause:{made.id}"],
        ["Berichtigen", f"correcting.start:{made.id}"],
        ["Ganz abbrechen", f"announce.cancel:{made.id}"],
    ]


async def test_names_go_by_mail_and_a_chat_that_is_not_for_them_gets_numbers(desk: Desk) -> None:
    await released(desk, await an_author(desk, "mail"))
    await outcomes(desk, telegram="sent", mail="failed")
    await desk.beat()
    (told,) = [row for row in await desk.rows("7000") if "Bericht: Fest" in seen(row)]
    assert "0 von 2 Vereinen" in seen(told)
    assert "Emin" not in seen(told)
    assert (told.payload or {})["files"] == []


async def test_whoever_chose_the_chat_reads_the_names_there(desk: Desk) -> None:
    await released(desk, await an_author(desk, "telegram"))
    await outcomes(desk, telegram="sent", mail="failed")
    await desk.beat()
    (told,) = [row for row in await desk.rows("7000") if "Bericht: Fest" in seen(row)]
    assert "Kulturverein Haan, Haan: hat noch nicht zugesagt. Emin 02103 9999" in seen(told)


async def test_an_author_who_hears_in_the_group_gets_the_names_by_mail(desk: Desk) -> None:
    frida = await an_author(desk, "group", mail="frida@kreis.example.org")
    async with desk.database.write() as session:
        await keys.remember(session, GROUP, "-500")
    await released(desk, frida)
    await outcomes(desk, telegram="sent", mail="failed")
    await desk.beat()
    assert ["Emin" in seen(row) for row in await desk.rows("-500")] == [False]
    assert "Emin" in seen(await desk.writer("Frida", "frida@kreis.example.org").reads("Bericht: Fest"))


async def test_what_the_command_line_released_is_reported_to_every_editor(desk: Desk) -> None:
    async with desk.database.write() as session:
        await network.doris(session)
        viewer = await network.person(session, "Viktor", ("mail", "viktor@kreis.example.org"))
        viewer.role = "viewer"
        await network.anna(session)
    await released(desk, None)
    await outcomes(desk, telegram="sent", mail="sent")
    await desk.beat()
    await desk.writer("Doris", "doris@kreis.example.org").reads("Bericht: Fest")
    assert [seen(row) for row in await desk.rows("viktor@kreis.example.org") if row.kind == "notice"] == []


async def test_the_file_has_every_association_and_everybody_else(desk: Desk) -> None:
    async with desk.database.write() as session:
        await network.anna(session)
        await network.carla(session)
        await network.emin(session)
    made = await released(desk, None)
    await outcomes(desk, mail="sent")
    async with desk.database.read() as session:
        found = await report.find(session, await session.get_one(Announcement, made.id))
        table = rows_of(await found.file(words("de")))
    assert table == [
        ["Verein", "Ort", "Ansprechperson", "Telefon", "Bekommen", "Grund"],
        ["Kulturverein Haan", "Haan", "Emin", "Emin 02103 9999", "Nein", "hat noch nicht zugesagt"],
        ["Elternverein Hilden", "Hilden", "Anna", None, "Ja", None],
        [None, None, "Carla", None, "Ja", None],
    ]


def test_every_reason_that_a_server_gives_has_its_words() -> None:
    given = {rule.reason for rule in refusals.TELEGRAM if rule.verdict in ("good", "doubt")}
    given |= {rule.reason for rule in refusals.SMTP} | set(refusals._SUBJECTS.values())
    assert {why for why in given if not words("de").has(f"report-because-{why}")} == set()


def test_a_name_that_looks_like_a_sum_stays_a_name() -> None:
    made = report.table("Liste", ["Verein"], [["=1+1"], ["+49 2103 9999"]])
    assert rows_of(made) == [["Verein"], ["=1+1"], ["+49 2103 9999"]]
    book = openpyxl.load_workbook(io.BytesIO(made.content or b""))
    assert book.worksheets[0]["A2"].data_type == "s"


def rows_of(file: Enclosure) -> list[list[Any]]:
    book = openpyxl.load_workbook(io.BytesIO(file.content or b""))
    return [[cell.value or None for cell in row] for row in book.worksheets[0].rows]
