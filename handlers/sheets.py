"""What is made for paper: the list to sign, and certificates.

Whoever asks leaves a row; the clock makes it outside of a write, since that takes seconds, and answers where it was
asked, names permitting (handlers/doors.py). Certificates go to whoever signed up; those for people who cannot be
written to come back to staff, to be printed.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from handlers import attending, doors, duties, turnout
from locales import words
from mailing import formatting
from mailing.office import Office
from mailing.sheets import certificate, signing
from mailing.sheets.certificate import Certificate
from mailing.sheets.making import made
from mailing.sheets.occasion import Meeting, Occasion
from mailing.sheets.signing import Signer, SigningSheet
from mailing.turn import Button, Enclosure, Turn, action
from storage import attendance, people, sheets, sign_ups, trainings
from storage.attendance import Line
from storage.database import Sessions
from storage.people import Channel
from storage.sheets import WantedSheet
from storage.sign_ups import SignUp
from storage.trainings import Training

PDF = "application/pdf"
KINDS = ("signing", "certificates", "print")
"""The list to sign; a certificate for everybody who came, to each of them, once; all of them to whoever asked."""
HOUR = 3600


@dataclass(frozen=True)
class Paper:
    """A sheet to be made, under which name, and for which participant of whose sign-up; 0: for whoever asked."""

    make: partial[bytes]
    name: str
    sign_up_id: int = 0
    participant_id: int = 0


@dataclass(frozen=True)
class _Made:
    paper: Paper
    file: Enclosure

    @classmethod
    def of(cls, paper: Paper, content: bytes) -> "_Made":
        return cls(paper, Enclosure("document", paper.name, PDF, len(content), content=content))


@action("sheets.signing", role="editor")
async def signing_(turn: Turn, argument: str) -> None:
    await _want(turn, "signing", argument)


@action("sheets.ask", role="editor")
async def ask(turn: Turn, argument: str) -> None:
    """To each of those who came, or all of them to print?"""
    training = await trainings.get(turn.session, int(argument))
    came = [line for line in await attendance.sheet(turn.session, training) if line.participant.attended]
    named = sum(line.name is not None for line in came)
    buttons = [
        Button("sheets-send", f"sheets.certificates:{training.id}"),
        Button("sheets-print", f"sheets.print:{training.id}"),
    ]
    key = "sheets-ask" if named else "sheets-nobody-came"
    back = Button("turnout-do-attending-show", f"attending.show:{training.id}")
    await turn.say(
        key, title=training.title, named=named, nameless=len(came) - named,
        buttons=[*(buttons if named else []), back], for_staff=True,
    )  # fmt: skip


@action("sheets.certificates", role="editor")
async def certificates(turn: Turn, argument: str) -> None:
    await _want(turn, "certificates", argument)


@action("sheets.print", role="editor")
async def print_(turn: Turn, argument: str) -> None:
    await _want(turn, "print", argument)


async def _want(turn: Turn, kind: str, argument: str) -> None:
    training = await trainings.get(turn.session, int(argument))
    await sheets.want(turn.session, kind, str(training.id), turn.person, turn.channel, turn.address, turn.now)


async def send_wanted(database: Sessions, now: datetime, office: Office) -> None:
    """For the clock."""
    async with database.read() as session:
        wanted = await sheets.wanted(session, *KINDS)
    await duties.each(database, now, office, "sheet", wanted, partial(_send, database, now, office))


async def _send(database: Sessions, now: datetime, office: Office, number: int) -> None:
    async with database.write() as session:
        wanted = await sheets.get(session, number)
        papers = await _papers(session, now, office, wanted) if wanted else []
    contents = await made([paper.make for paper in papers]) if papers else []
    files = [_Made.of(paper, content) for paper, content in zip(papers, contents, strict=True)]
    async with database.write() as session:
        wanted = await sheets.get(session, number)
        if wanted and await sheets.answered(session, number):
            await _hand_over(session, now, office, wanted, files)


async def _papers(session: AsyncSession, now: datetime, office: Office, wanted: WantedSheet) -> list[Paper]:
    training = await trainings.get(session, int(wanted.about))
    lines = await attendance.sheet(session, training)
    reader = await people.get(session, wanted.person_id)
    language = words(reader.language if reader else office.language).language
    if wanted.kind == "signing":
        return [_to_sign(training, lines, language, now)]
    came = [line for line in lines if line.participant.attended and line.name]
    missing = [line for line in came if wanted.kind == "print" or line.participant.certified_at is None]
    return [_certificate(training, line, office, now) for line in missing]


def _to_sign(training: Training, lines: Sequence[Line], language: str, now: datetime) -> Paper:
    """Every number has its line, also those that are nobody's any more."""
    say, by_number = words(language), {line.number: line for line in lines}
    signers = [_signer(language, by_number.get(number)) for number in range(1, max(by_number, default=0) + 1)]
    sheet = SigningSheet(_occasion(training), tuple(signers))
    make = partial(signing.pdf, sheet, language, ZoneInfo(training.zone), now)
    return Paper(make, f"{say.text('sheets-signing-name')} {training.id}.pdf")


def _signer(language: str, line: Line | None) -> Signer:
    if line is None:
        return Signer(attending.NOBODY)
    association = line.sign_up.association
    return Signer(attending.on_line(words(language), line), association.name if association else "")


def _certificate(training: Training, line: Line, office: Office, now: datetime) -> Paper:
    """In the language of whoever signed up."""
    person, association = line.sign_up.person, line.sign_up.association
    say = words(person.language if person else office.language)
    given = Certificate(
        line.name or "",
        _occasion(training),
        sum((one.ends_at - one.starts_at).total_seconds() for one in training.sessions) / HOUR,
        office.controller,
        association.name if association else "",
        formatting.to_plain(training.html),
    )
    make = partial(certificate.pdf, given, say.language, ZoneInfo(training.zone), now)
    return Paper(make, f"{say.text('sheets-certificate')} {line.number}.pdf", line.sign_up.id, line.participant.id)


def _occasion(training: Training) -> Occasion:
    place = ", ".join(part for part in (training.venue, training.street, training.town) if part)
    meetings = tuple(Meeting(one.starts_at, one.ends_at) for one in training.sessions)
    return Occasion(training.title, place or training.online_url or "–", meetings)


async def _hand_over(
    session: AsyncSession, now: datetime, office: Office, wanted: WantedSheet, files: Sequence[_Made]
) -> None:
    reader = await people.get(session, wanted.person_id)
    assert reader
    channel: Channel = "telegram" if wanted.channel == "telegram" else "mail"
    turn = Turn(session, now, office, reader, channel, wanted.address)
    training = await trainings.get(session, int(wanted.about))
    facts: dict[str, Any] = {"title": training.title, "buttons": [turnout.show_button(training.id)]}
    everything = [made.file for made in files]
    if wanted.kind == "signing":
        await doors.confide(turn, "sheets-here-to-sign", files=everything, **facts)
    elif wanted.kind == "print":
        await doors.confide(turn, "sheets-here-to-print", number=len(files), files=everything, **facts)
    else:
        left = await _to_each(turn, files)
        key = "sheets-sent-not-all" if left else "sheets-sent"
        await doors.confide(turn, key, sent=len(files) - len(left), left=len(left), files=left, **facts)


async def _to_each(turn: Turn, files: Sequence[_Made]) -> list[Enclosure]:
    """One message for each sign-up. Returns the files of those who cannot be written to."""
    of_sign_up: dict[int, list[_Made]] = defaultdict(list)
    for one in files:
        of_sign_up[one.paper.sign_up_id].append(one)
    left = []
    for number, theirs in of_sign_up.items():
        enclosed = [one.file for one in theirs]
        if await _to_one(turn, await sign_ups.get(turn.session, number), enclosed):
            await attendance.certified(turn.session, [one.paper.participant_id for one in theirs], turn.now)
        else:
            left += enclosed
    return left


async def _to_one(turn: Turn, found: SignUp, files: list[Enclosure]) -> bool:
    if found.person is None or not any(address.is_open for address in found.person.addresses):
        return False
    title, contact = found.training.title, turn.office.contact
    await turn.tell(found.person, "sheets-yours", title=title, contact=contact, files=files, quiet=True)
    return True
