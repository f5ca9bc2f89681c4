"""The list to sign at a training: one numbered row for each person, and hearing afterwards who came.

The numbers are the order of the rows. Staff say them when the training is over, so whoever hands over the rows keeps
that order from the day on which the list was printed.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, tzinfo

from locales import words
from mailing.sheets.occasion import Occasion
from storage.refusals import Refusal

NUMBER, SIGNATURE = 13.0, 60.0
NAME_SHARE = 1.4
"""How much wider than an answer the name and the association are."""
ROW_HEIGHT = 12.0
"""Room for a signature."""

_BETWEEN = re.compile(r"[\s,;،؛.)]+")
_ENTRY = re.compile(r"(\d{1,4})(?:-(\d{1,4}))?")
_DASHES = re.compile(r"\s*[-‐‑‒–—−]+\s*")
_KEYCAP = "\u20e3"


@dataclass(frozen=True)
class Signer:
    """One row. `answers` are to the sheet's questions, in their order."""

    name: str
    association: str = ""
    answers: tuple[str, ...] = ()


@dataclass(frozen=True)
class SigningSheet:
    occasion: Occasion
    signers: tuple[Signer, ...]
    questions: tuple[str, ...] = ()


class NotOnTheSheet(Refusal):
    """What was said as numbers holds something else: `said`; the sheet has the numbers from 1 to `rows`."""


def pdf(sheet: SigningSheet, language: str, timezone: tzinfo, made: datetime) -> bytes:
    """A4 across, as many pages as it needs; `made` goes into the file."""
    from mailing.sheets.page import Column, ListPaper

    say = words(language)
    occasion = sheet.occasion
    under = [" · ".join(occasion.days(say, timezone)), occasion.place]
    paper = ListPaper(occasion.title, under, say, made, note=say.text("sheets-signing-note"))
    share = (paper.epw - NUMBER - SIGNATURE) / (2 * NAME_SHARE + len(sheet.questions))
    columns = [
        Column(say.text("sheets-number"), NUMBER, bold=True),
        Column(say.text("sheets-name"), NAME_SHARE * share),
        Column(say.text("sheets-association"), NAME_SHARE * share),
        *(Column(question, share) for question in sheet.questions),
        Column(say.text("sheets-signature"), SIGNATURE),
    ]
    rows = [
        [str(number), signer.name, signer.association, *signer.answers, ""]
        for number, signer in enumerate(sheet.signers, 1)
    ]
    paper.rows(columns, rows, height=ROW_HEIGHT)
    return bytes(paper.output())


def read_digits(text: str, rows: int) -> set[int]:
    """The numbers of those who came, out of "1 3 5-8, 10", in any digits; raises NotOnTheSheet.

    One that is not on the sheet, or no number, refuses them all: half a list would pass for a whole one.
    """
    numbers: set[int] = set()
    strange: list[str] = []
    for entry in _entries(text):
        found = _ENTRY.fullmatch(entry)
        first, last = sorted((int(found[1]), int(found[2] or found[1]))) if found else (0, 0)
        if first >= 1 and last <= rows:
            numbers.update(range(first, last + 1))
        else:
            strange.append(entry)
    if strange or not numbers:
        raise NotOnTheSheet(said=" ".join(strange) or text.strip(), rows=rows)
    return numbers


def _entries(text: str) -> list[str]:
    shown = "".join(sign for sign in text.replace(_KEYCAP, " ") if not _is_invisible(sign))
    return [entry for entry in _BETWEEN.split(_DASHES.sub("-", shown)) if entry]


def _is_invisible(sign: str) -> bool:
    return unicodedata.category(sign) == "Cf" or "\ufe00" <= sign <= "\ufe0f"
