"""Tables for a spreadsheet program: what people typed stays text."""

import csv
import io

import openpyxl
import pytest

from mailing.sheets.table import as_csv, as_xlsx

TYPED = ["=1+1", "+49 2103 9999", "-", "@here", "'quoted", "007", "Kasse;Bank", "zwei\nZeilen"]


def cells(data: bytes) -> list[list[object]]:
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    return [list(row) for row in sheet.iter_rows(values_only=True)]


@pytest.mark.parametrize("typed", TYPED)
def test_what_people_typed_is_text_in_a_workbook(typed: str) -> None:
    data = as_xlsx("Liste", [["Verein"], [typed]])
    assert cells(data) == [["Verein"], [typed]]
    assert openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]["A2"].data_type == "s"


def test_numbers_can_be_reckoned_with() -> None:
    assert cells(as_xlsx("Liste", [["Verein", "Personen"], ["Aurora", 3]])) == [["Verein", "Personen"], ["Aurora", 3]]


def test_a_workbook_opens_whatever_its_name_and_cells_hold() -> None:
    data = as_xlsx("Kasse/Bank: [was] gehört wohin? – für alle", [["Na\x00me"], ["A\x0bB"]])
    assert cells(data) == [["Name"], ["AB"]]
    assert openpyxl.load_workbook(io.BytesIO(data)).sheetnames == ["Kasse Bank   was  gehört wohin "]


def test_a_csv_holds_no_formula_and_opens_with_its_umlauts() -> None:
    lines: list[list[str | int]] = [[typed, 2] for typed in TYPED]
    data = as_csv([["Verein", "Personen"], *lines])
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert [row[0] for row in rows[1:]] == [
        "'=1+1", "'+49 2103 9999", "'-", "'@here", "''quoted", "'007", "Kasse;Bank", "zwei\nZeilen",
    ]  # fmt: skip
    assert {row[1] for row in rows[1:]} == {"2"}
