"""The certificate of participation: one page for one person, to hang up or to hand in."""

from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from locales import words
from mailing.sheets.occasion import Occasion

if TYPE_CHECKING:
    from mailing.sheets.page import Paper

FRAME = 10.0
SIDE = 28.0
TOP = 30.0
SIGNATURE_LINE = 257.0
"""Below the top of the page; what is written above ends before it."""
ROOM_TO_SIGN = 22.0
DAYS = 6
"""So many lines at most."""
TOPIC_SIZES = (11, 10, 9, 8)


@dataclass(frozen=True)
class Certificate:
    """`hours` is how long it took in all; `topics` may have several lines; `office` issues it."""

    name: str
    occasion: Occasion
    hours: float
    office: str
    association: str = ""
    topics: str = ""


def pdf(certificate: Certificate, language: str, timezone: tzinfo, made: datetime) -> bytes:
    """One A4 page, dated with the day on which it is made."""
    from mailing.sheets.page import Paper

    say = words(language)
    title = say.text("sheets-certificate")
    paper = Paper(f"{title}: {certificate.occasion.title}", say, made)
    paper.set_margins(SIDE, TOP)
    paper.add_page()
    _frame(paper)
    _head(paper, certificate.office, title)
    _person(paper, certificate)
    _occasion(paper, certificate, timezone)
    _topics(paper, certificate.topics)
    _signature(paper, certificate.office, say.date(made, timezone))
    return bytes(paper.output())


def _frame(paper: "Paper") -> None:
    for inset, thickness in ((FRAME, 0.8), (FRAME + 1.8, 0.2)):
        paper.set_line_width(thickness)
        paper.rect(inset, inset, paper.w - 2 * inset, paper.h - 2 * inset)


def _head(paper: "Paper", office: str, title: str) -> None:
    paper.centred(office, (12, 10), 2)
    paper.ln(14)
    paper.centred(title, (26, 22, 18), 1, bold=True)
    paper.ln(3)
    middle = paper.w / 2
    paper.line(middle - 20, paper.y, middle + 20, paper.y)
    paper.ln(14)


def _person(paper: "Paper", certificate: Certificate) -> None:
    paper.centred(certificate.name, (30, 26, 22, 18), 2, bold=True)
    if certificate.association:
        paper.ln(2)
        paper.centred(certificate.association, (13, 11), 2)
    paper.ln(9)


def _occasion(paper: "Paper", certificate: Certificate, timezone: tzinfo) -> None:
    say, occasion = paper.say, certificate.occasion
    paper.centred(say.text("sheets-took-part"), (12,), 1)
    paper.ln(4)
    paper.centred(occasion.title, (20, 17, 14, 12), 3, bold=True)
    paper.ln(5)
    days = occasion.days(say, timezone)
    for day in days if len(days) <= DAYS else [" · ".join(days)]:
        paper.centred(day, (11, 9), DAYS)
    paper.centred(occasion.place, (11, 9), 2)
    paper.centred(say.text("sheets-hours", hours=certificate.hours), (11,), 1)
    paper.ln(8)


def _topics(paper: "Paper", topics: str) -> None:
    """As large as the room above the signature allows."""
    if not topics.strip():
        return
    paper.centred(paper.say.text("sheets-topics"), (11,), 1, bold=True)
    paper.ln(1)
    for line in _largest(paper, topics, SIGNATURE_LINE - ROOM_TO_SIGN - paper.y):
        paper.put(line, align="centre")


def _largest(paper: "Paper", topics: str, room: float) -> list[str]:
    """The lines in the first size in which all of them have room; in the smallest as many as there is room for."""
    lines: list[str] = []
    for size in TOPIC_SIZES:
        paper.write_with(size)
        most = max(1, int(room / paper.line_height))
        lines = paper.paragraphs(topics, paper.epw, most)
        if lines == paper.paragraphs(topics, paper.epw, most + 1):
            break
    return lines


def _signature(paper: "Paper", office: str, day: str) -> None:
    """The day on the left, room for a name on the right, each on its line."""
    width = paper.epw / 2 - 6
    right = paper.l_margin + paper.epw - width
    paper.set_line_width(0.2)
    for left, above, below in ((paper.l_margin, day, paper.say.text("sheets-day")), (right, "", office)):
        paper.write_with(10)
        paper.draw(above, left, SIGNATURE_LINE - 6, width)
        paper.line(left, SIGNATURE_LINE, left + width, SIGNATURE_LINE)
        paper.write_with(8.5)
        for number, line in enumerate(paper.lines(below, width, 2)):
            paper.draw(line, left, SIGNATURE_LINE + 1.5 + number * paper.line_height, width)
