"""The report on an announcement: whom it reached, whom not and why, whom to call; the whole list as a file.

It goes to the author's door, or to whoever asked for it. Names stand in it only where its reader chose to read them
(handlers/doors.py); a chat that is not for names gets the numbers. With very many deliveries it takes seconds to make:
the clock makes it outside of a write, also for who asks (`send_wanted`).
"""

import asyncio
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from handlers import doors, duties, fields, progress
from handlers.commands import command
from locales import Words, words
from mailing import refusals
from mailing.office import Office
from mailing.sheets.table import XLSX, as_xlsx
from mailing.turn import Button, Enclosure, Turn, action, short, turn_for
from storage import announcements, dispatch, people, reports
from storage.announcements import Announcement
from storage.database import Sessions
from storage.people import Channel, Person
from storage.refusals import Refusal
from storage.reports import Doubt, Line, Report, WantedReport

LINES = 10
"""So many associations that were not reached stand in the message itself; the file has them all."""


class ReportGone(Refusal):
    """The announcement was erased."""


@dataclass
class Found:
    """A report with all its lines, and its file in each language in which it was made."""

    report: Report
    lines: list[Line]
    files: dict[str, Enclosure] = field(default_factory=dict)

    async def file(self, say: Words) -> Enclosure:
        """Every association and every other person, with outcome, reason and phone numbers."""
        if say.language not in self.files:
            # A hundred thousand lines are some ten seconds of work.
            self.files[say.language] = await asyncio.to_thread(file_of, say, self.lines)
        return self.files[say.language]


async def find(session: AsyncSession, announcement: Announcement) -> Found:
    """Takes seconds with very many deliveries."""
    return Found(
        await reports.report(session, announcement), [line async for line in reports.lines(session, announcement)]
    )  # fmt: skip


async def send_wanted(database: Sessions, now: datetime, office: Office) -> None:
    """For the clock: the reports of what has ended, and those that somebody asked for."""
    async with database.read() as session:
        wanted = await reports.wanted(session)
    await duties.each(database, now, office, "report", wanted, partial(_send, database, now, office))


async def _send(database: Sessions, now: datetime, office: Office, number: int) -> None:
    async with database.read() as session:
        wanted = await reports.get_wanted(session, number)
        announcement = await announcements.get(session, wanted.announcement_id) if wanted else None
        if wanted is None or announcement is None:
            return
        found = await find(session, announcement)
        languages = await _languages(session, office, wanted, announcement)
    for language in languages:
        await found.file(words(language))
    async with database.write() as session:
        if not await reports.answered(session, number):
            return
        reader = await people.get(session, wanted.person_id) if wanted.person_id else None
        if reader and wanted.address:
            channel: Channel = "telegram" if wanted.channel == "telegram" else "mail"
            await _answer(Turn(session, now, office, reader, channel, wanted.address), found)
        else:
            turn = turn_for(session, now, office, announcement.author)
            await _send_to_author(turn, announcement.author_id, found)


async def _languages(
    session: AsyncSession, office: Office, wanted: WantedReport, announcement: Announcement
) -> set[str]:  # fmt: skip
    """In which languages it will be read."""
    reader = await people.get(session, wanted.person_id) if wanted.person_id else announcement.author
    readers = [reader] if reader and reader.role else await people.staff(session, "editor")
    return {words(person.language).language for person in readers} | {words(office.language).language}


async def _answer(turn: Turn, found: Found) -> None:
    """To whoever asked, where they asked."""
    if doors.may_read_here(turn) or turn.person.mail is None:
        names = doors.may_read_here(turn)
        key, rest = await _in_words(turn.words, turn.office, found, names=names)
        await turn.say(key, for_staff=True, **rest)
    else:
        key, rest = await _in_words(turn.words, turn.office, found, names=True)
        await doors.confide(turn, key, **rest)


async def _send_to_author(turn: Turn, author: int | None, found: Found) -> None:
    """At the end of an announcement: to its author, or to every editor if the command line released it."""
    everybody = await doors.of_staff(turn)
    own = [door for door in everybody if author in [listener.id for listener in door.listeners]]
    for door in own or everybody:
        await _write(turn, found, door.member, door.channel, door.address, names=door.trusted)
        if not door.trusted:
            for reader in door.listeners:
                if reader.mail and (not own or reader.id == author):
                    await _write(turn, found, reader, "mail", reader.mail, names=True)


async def _write(
    turn: Turn, found: Found, reader: Person | None, channel: Channel, address: str, *, names: bool
) -> None:
    say = words(reader.language if reader else turn.office.language)
    key, rest = await _in_words(say, turn.office, found, names=names)
    await turn.write_to(reader, channel, address, key, for_staff=True, quiet=True, **rest)


@command("report", role="viewer")
async def latest(turn: Turn, rest: str) -> None:
    """The newest announcements, a button for each: to its report, or while it is under way to how far it is."""
    newest = await announcements.latest(turn.session)
    buttons = [Button(short(a.subject), _leads_to(a), plain=True) for a in newest]
    key = "report-latest" if newest else "report-none"
    await turn.say(key, paused=await progress.paused(turn), buttons=buttons, for_staff=True)


def _leads_to(announcement: Announcement) -> str:
    if announcement.state in dispatch.UNDER_WAY:
        return f"announce.standing:{announcement.id}"
    return f"report.show:{announcement.id}"


@action("report.latest", role="viewer")
async def latest_by_button(turn: Turn, argument: str) -> None:
    await latest(turn, "")


@action("report.show", role="viewer")
async def show(turn: Turn, argument: str) -> None:
    """The clock makes it, and sends it here."""
    announcement = await announcement_of(turn, argument)
    await reports.want(
        turn.session, announcement.id, turn.now, person=turn.person, channel=turn.channel, address=turn.address
    )  # fmt: skip


@action("report.again", role="editor")
async def again(turn: Turn, argument: str) -> None:
    """Into the chat once more: it may arrive twice."""
    await _settle(turn, argument, "again")


@action("report.by_mail", role="editor")
async def by_mail(turn: Turn, argument: str) -> None:
    await _settle(turn, argument, "mail")


@action("report.leave", role="editor")
async def leave(turn: Turn, argument: str) -> None:
    await _settle(turn, argument, "leave")


async def _settle(turn: Turn, argument: str, way: dispatch.Way) -> None:
    announcement = await announcement_of(turn, argument)
    number = await dispatch.settle_uncertain(
        turn.session, announcement, way, now=turn.now, mail_host=turn.office.mail_host
    )
    await turn.say(f"report-settled-{way}", edit=True, number=number, subject=announcement.subject)


async def announcement_of(turn: Turn, argument: str) -> Announcement:
    """Raises `ReportGone`."""
    found = await announcements.get(turn.session, int(argument))
    if found is None:
        raise ReportGone
    return found


async def _in_words(say: Words, office: Office, found: Found, *, names: bool) -> tuple[str, dict[str, Any]]:
    """The key of the report's text, and its arguments, buttons and file."""
    report, progress_ = found.report, found.report.progress
    announcement = report.announcement
    facts: dict[str, Any] = {
        "subject": announcement.subject,
        "when": say.when(announcement.release_at, office.timezone) if announcement.release_at else "–",
        "reached": report.reached,
        "associations": report.associations,
        "people": report.people,
        "chats": progress_.number("sent", channel="telegram"),
        "mails": progress_.number("sent", channel="mail"),
        "waiting": progress_.waiting,
        "repeated": report.repeated,
        "late": report.late,
        "halted": report.halted,
        "buttons": [*_doubts(report), *([progress.correct_button(announcement)] if progress_.number("sent") else [])],
    }
    if not names:
        return "report-numbers", facts
    missed = [line for line in found.lines if line.reason and line.association]
    lines = [_line(say, one) for one in missed[:LINES]]
    if len(missed) > LINES:
        lines.append(say.text("report-more", number=len(missed) - LINES))
    return "report-full", facts | {
        "missed": "\n".join(lines) or say.text("report-all-reached"),
        "doubts": _named(say, report),
        "files": [await found.file(say)],
    }


def _doubts(report: Report) -> list[Button]:
    """What may be done with chat messages of which nobody knows whether they arrived."""
    if not report.uncertain:
        return []
    number, args = report.announcement.id, {"number": report.uncertain}
    for_all = [Button(f"report-{way}", f"report.{way}:{number}", args=args) for way in ("again", "by_mail", "leave")]
    return [*for_all, Button("deciding-start", f"deciding.next:{number}.0")]


def _named(say: Words, report: Report) -> str:
    """The first of them, by name; "" if there are none."""
    if not report.doubts:
        return ""
    lines = [f"• {doubt_in_words(doubt)}" for doubt in report.doubts]
    if report.uncertain > len(lines):
        lines.append(say.text("report-doubts-more", number=report.uncertain - len(lines)))
    return say.text("report-doubts", lines="\n".join(lines))


def doubt_in_words(doubt: Doubt) -> str:
    """ "Anna Kaya, Elternverein Hilden, 02103 1234"."""
    phone = fields.shown_phone(doubt.phone) if doubt.phone else ""
    return ", ".join(part for part in (doubt.name, doubt.association, phone) if part)


def _line(say: Words, missed: Line) -> str:
    place = f"{missed.association}, {missed.town or '–'}"
    return f"• {place}: {refusals.in_words(say, missed.reason or '')}. {_numbers(missed)}".rstrip()


def _numbers(line: Line) -> str:
    """Names and numbers to ring: "Sami Haddad 02051 123456"."""
    return "; ".join(f"{name} {fields.shown_phone(phone)}".strip() for name, phone in line.people if phone)


def file_of(say: Words, lines: Iterable[Line]) -> Enclosure:
    """A row for each line."""
    return table(say.text("report-file-name"), say.list("report-headings"), _rows(say, lines))


def _rows(say: Words, lines: Iterable[Line]) -> Iterator[list[str]]:
    yes, no = say.text("button-yes"), say.text("button-no")
    for line in lines:
        names = ", ".join(name for name, _ in line.people)
        why = refusals.in_words(say, line.reason) if line.reason else ""
        yield [line.association, line.town, names, _numbers(line), no if line.reason else yes, why]


def table(name: str, headings: list[str], rows: Iterable[list[str]]) -> Enclosure:
    """A table for a spreadsheet program. Not CSV: there a number such as +49… would become a sum."""
    content = as_xlsx(name, [headings, *rows])
    return Enclosure("document", f"{name}.xlsx", XLSX, len(content), content=content)
