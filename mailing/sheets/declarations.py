"""Who takes part in a project: what each association declared, who said it, through which door, and when."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Literal, get_args

from locales import Words, words
from mailing.sheets.occasion import short
from mailing.sheets.table import as_csv
from storage.people import Door

Answer = Literal["yes", "no", "comment", "silent"]
"""`comment`: they wrote, but neither yes nor no."""


@dataclass(frozen=True)
class Declaration:
    """Of a silent association there is only its name."""

    association: str
    answer: Answer
    comment: str = ""
    name: str = ""
    door: Door | None = None
    at: datetime | None = None


@dataclass(frozen=True)
class DeclarationSheet:
    title: str
    declarations: tuple[Declaration, ...]


def totals(sheet: DeclarationSheet, say: Words) -> list[tuple[str, int]]:
    """How many there are of each answer, and of all, in words."""
    number = Counter(declaration.answer for declaration in sheet.declarations)
    counted = [(say.text(f"sheets-answer-{answer}"), number[answer]) for answer in get_args(Answer)]
    return [*counted, (say.text("sheets-all"), len(sheet.declarations))]


def pdf(sheet: DeclarationSheet, language: str, timezone: tzinfo, made: datetime) -> bytes:
    """A4 across, with the totals under the title."""
    from mailing.sheets.page import Column, ListPaper

    say = words(language)
    under = [
        " · ".join(f"{answer}: {say.number(number)}" for answer, number in totals(sheet, say)),
        say.text("sheets-as-of", when=short(made, say, timezone)),
    ]
    paper = ListPaper(sheet.title, under, say, made)
    widths = (60, 27, 76, 38, 34, 38)
    bold = (True, False, False, False, False, False)
    columns = [
        Column(heading, width, lines=6, bold=is_bold)
        for heading, width, is_bold in zip(_headings(say), widths, bold, strict=True)
    ]
    paper.rows(columns, _rows(sheet, say, timezone), height=0)
    return bytes(paper.output())


def csv(sheet: DeclarationSheet, language: str, timezone: tzinfo) -> bytes:
    """The rows, and below an empty line the totals."""
    say = words(language)
    return as_csv([_headings(say), *_rows(sheet, say, timezone), [], *totals(sheet, say)])


def _headings(say: Words) -> list[str]:
    return say.list("sheets-declaration-headings")


def _rows(sheet: DeclarationSheet, say: Words, timezone: tzinfo) -> list[list[str]]:
    return [
        [
            declaration.association,
            say.text(f"sheets-answer-{declaration.answer}"),
            declaration.comment,
            declaration.name,
            say.text(f"door-{declaration.door}") if declaration.door else "",
            short(declaration.at, say, timezone) if declaration.at else "",
        ]
        for declaration in sheet.declarations
    ]
