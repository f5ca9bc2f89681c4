"""The report on an announcement: whom it reached, whom not and why, whom to call; the whole list as a file.

It goes to the author's door. Names stand in it only where the author chose to read them (handlers/doors.py); a chat
that is not for names gets the numbers.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Literal

from sqlalchemy.ext.asyncio import AsyncSession

from handlers import doors, fields
from handlers.commands import command
from locales import Words, words
from mailing.office import Office
from mailing.sheets.table import XLSX, as_xlsx
from mailing.turn import Button, Enclosure, Turn, action, turn_for
from storage import announcements
from storage.announcements import Announcement, NotReached, Report
from storage.people import Channel, Person
from storage.refusals import Refusal

LINES = 10
"""So many associations that were not reached stand in the message itself; the file has them all."""


class ReportGone(Refusal):
    """The announcement was erased."""


async def send(session: AsyncSession, now: datetime, office: Office, announcement: Announcement) -> None:
    """At the end of an announcement: to its author, or to every editor if the command line released it."""
    turn = turn_for(session, now, office, announcement.author)
    report = await announcements.report(session, announcement)
    everybody = await doors.of_staff(turn)
    own = [door for door in everybody if announcement.author in door.listeners]
    for door in own or everybody:
        await _write(turn, report, door.member, door.channel, door.address, names=door.trusted)
        if not door.trusted:
            for reader in door.listeners:
                if reader.mail and (not own or reader is announcement.author):
                    await _write(turn, report, reader, "mail", reader.mail, names=True)


async def _write(
    turn: Turn, report: Report, reader: Person | None, channel: Channel, address: str, *, names: bool
) -> None:
    say = words(reader.language if reader else turn.office.language)
    key, rest = _in_words(say, turn.office, report, names=names)
    await turn.write_to(reader, channel, address, key, for_staff=True, quiet=True, **rest)


@command("report", role="viewer")
async def latest(turn: Turn, rest: str) -> None:
    """The newest announcements, a button for each report."""
    newest = await announcements.latest(turn.session)
    buttons = [Button(a.subject[:40], f"report.show:{a.id}", plain=True) for a in newest]
    await turn.say("report-latest" if newest else "report-none", buttons=buttons, for_staff=True)


@action("report.latest", role="viewer")
async def latest_by_button(turn: Turn, argument: str) -> None:
    await latest(turn, "")


@action("report.show", role="viewer")
async def show(turn: Turn, argument: str) -> None:
    report = await announcements.report(turn.session, await _announcement(turn, argument))
    if doors.may_read_here(turn) or turn.person.mail is None:
        key, rest = _in_words(turn.words, turn.office, report, names=doors.may_read_here(turn))
        await turn.say(key, for_staff=True, **rest)
    else:
        key, rest = _in_words(turn.words, turn.office, report, names=True)
        await doors.confide(turn, key, **rest)


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


async def _settle(turn: Turn, argument: str, way: Literal["again", "mail", "leave"]) -> None:
    announcement = await _announcement(turn, argument)
    number = await announcements.settle_uncertain(
        turn.session, announcement, way, now=turn.now, mail_host=turn.office.mail_host
    )
    await turn.say(f"report-settled-{way}", edit=True, number=number, subject=announcement.subject)


async def _announcement(turn: Turn, argument: str) -> Announcement:
    found = await announcements.get(turn.session, int(argument))
    if found is None:
        raise ReportGone
    return found


def _in_words(say: Words, office: Office, report: Report, *, names: bool) -> tuple[str, dict[str, Any]]:
    """The key of the report's text, and its arguments, buttons and file."""
    announcement, progress = report.announcement, report.progress
    facts: dict[str, Any] = {
        "subject": announcement.subject,
        "when": say.when(announcement.released_at, office.timezone) if announcement.released_at else "–",
        "reached": len(report.reached),
        "associations": len(report.reached) + len(report.not_reached),
        "people": report.people,
        "chats": progress.number("sent", channel="telegram"),
        "mails": progress.number("sent", channel="mail"),
        "waiting": progress.waiting,
        "repeated": report.repeated,
        "buttons": _doubts(report),
    }
    if not names:
        return "report-numbers", facts
    lines = [_line(say, missed) for missed in report.not_reached[:LINES]]
    more = len(report.not_reached) - len(lines)
    if more > 0:
        lines.append(say.text("report-more", number=more))
    missed = "\n".join(lines) or say.text("report-all-reached")
    return "report-full", facts | {"missed": missed, "files": [file_of(say, report)]}


def _doubts(report: Report) -> list[Button]:
    """What may be done with chat messages of which nobody knows whether they arrived."""
    if not report.uncertain:
        return []
    number, args = report.announcement.id, {"number": report.uncertain}
    return [Button(f"report-{way}", f"report.{way}:{number}", args=args) for way in ("again", "by_mail", "leave")]


def _line(say: Words, missed: NotReached) -> str:
    place = f"{missed.association.name}, {missed.association.town or '–'}"
    return f"• {place}: {reason(say, missed.reason)}. {_numbers(missed.call)}".rstrip()


def _numbers(people: list[Person]) -> str:
    """Names and numbers to ring: "Sami Haddad 02051 123456"."""
    return "; ".join(f"{p.name} {fields.shown_phone(p.phone)}".strip() for p in people if p.phone)


def reason(say: Words, why: str) -> str:
    """Why something did not arrive, in words; what only the machine understands is "unknown"."""
    key = f"report-because-{why}"
    return say.text(key if say.has(key) else "report-because-unknown")


def file_of(say: Words, report: Report) -> Enclosure:
    """Every association and every other person, with outcome, reason and phone numbers."""
    return table(say.text("report-file-name"), say.list("report-headings"), list(_rows(say, report)))


def _rows(say: Words, report: Report) -> Iterator[list[str]]:
    yes, no = say.text("button-yes"), say.text("button-no")
    for association in report.reached:
        spoken = [c.person for c in association.active_contacts()]
        yield [association.name, association.town or "", ", ".join(p.name for p in spoken), _numbers(spoken), yes, ""]
    for missed in report.not_reached:
        spoken = [c.person for c in missed.association.active_contacts()]
        why = reason(say, missed.reason)
        name, town = missed.association.name, missed.association.town or ""
        yield [name, town, ", ".join(p.name for p in spoken), _numbers(spoken), no, why]
    for other in report.others:
        why = reason(say, other.reason) if other.reason else ""
        yield ["", "", other.person.name, _numbers([other.person]), no if other.reason else yes, why]


def table(name: str, headings: list[str], rows: list[list[str]]) -> Enclosure:
    """A table for a spreadsheet program. Not CSV: there a number such as +49… would become a sum."""
    content = as_xlsx(name, [headings, *rows])
    return Enclosure("document", f"{name}.xlsx", XLSX, len(content), content=content)
