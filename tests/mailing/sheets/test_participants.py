"""The list of participants, as a spreadsheet program opens it."""

import io
from typing import get_args

import openpyxl

from mailing.sheets import participants
from mailing.sheets.participants import Participant, ParticipantList, State
from tests.mailing.sheets.paper import BERLIN, MADE


def rows(listed: ParticipantList, language: str = "de") -> list[tuple[object, ...]]:
    workbook = openpyxl.load_workbook(io.BytesIO(participants.xlsx(listed, language, BERLIN)))
    return list(workbook.worksheets[0].iter_rows(values_only=True))


def test_everybody_is_there_with_what_became_of_it() -> None:
    sami = Participant("Sami Haddad", "Elternverein", 3, "seat", ("ja",), "chat", MADE)
    quiet = Participant("=SUMME(A1)", "@verein", 1, "silent", ("",))
    listed = ParticipantList("Kasse", (sami, quiet), ("Kinderbetreuung?",))
    assert rows(listed) == [
        ("Name", "Verein", "Personen", "Stand", "Kinderbetreuung?", "Auf welchem Weg", "Wann"),
        ("Sami Haddad", "Elternverein", 3, "Hat einen Platz", "ja", "im Chat", "13.04.2027, 12:00"),
        ("=SUMME(A1)", "@verein", 1, "Keine Antwort", None, None, None),
    ]


def test_nothing_that_people_typed_is_a_formula() -> None:
    typed = "=1+1"
    listed = ParticipantList(typed, (Participant(typed, typed, 1, "no", (typed,)),), (typed,))
    sheet = openpyxl.load_workbook(io.BytesIO(participants.xlsx(listed, "de", BERLIN))).worksheets[0]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value == typed} == {"s"}


def test_every_state_has_a_word_of_its_own() -> None:
    states = get_args(State)
    listed = ParticipantList("Kasse", tuple(Participant("Sami", "", 1, state) for state in states))
    for language in ("de", "en"):
        assert len({row[3] for row in rows(listed, language)[1:]}) == len(states)
