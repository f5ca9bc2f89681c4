"""Everybody who was asked to a training or an event, and what became of it, as a workbook."""

from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Literal

from locales import words
from mailing.sheets.occasion import short
from mailing.sheets.table import as_xlsx
from storage.people import Door

State = Literal["seat", "offered", "waiting", "asked", "maybe", "no", "cancelled", "refused", "silent"]
"""`offered`: a seat is free for them, and nobody knows yet whether they take it; `asked`: staff have not decided."""


@dataclass(frozen=True)
class Participant:
    """`persons` is how many come with this one, itself included; `answers`: one to each of the list's questions."""

    name: str
    association: str
    persons: int
    state: State
    answers: tuple[str, ...] = ()
    door: Door | None = None
    at: datetime | None = None


@dataclass(frozen=True)
class ParticipantList:
    title: str
    participants: tuple[Participant, ...]
    questions: tuple[str, ...] = ()


def xlsx(listed: ParticipantList, language: str, timezone: tzinfo) -> bytes:
    say = words(language)
    *first, door, when = say.list("sheets-participant-headings")
    rows: list[list[str | int]] = [[*first, *listed.questions, door, when]]
    for person in listed.participants:
        rows.append(
            [
                person.name,
                person.association,
                person.persons,
                say.text(f"sheets-state-{person.state}"),
                *person.answers,
                say.text(f"door-{person.door}") if person.door else "",
                short(person.at, say, timezone) if person.at else "",
            ]
        )
    return as_xlsx(listed.title, rows)
