"""A table as a file for a spreadsheet program, in which nothing is a formula.

In a workbook text is text, whatever it begins with. A csv cannot say so: there a cell that begins like a formula, or is
a number with a zero in front, gets an apostrophe, which bot/corrections.py drops when the file comes back.
"""

import csv
import io
import re
from collections.abc import Sequence
from typing import Any

FORMULA = re.compile(r"[=+\-@\t\r']|0\d+$")
NOT_PRINTED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
NOT_IN_A_SHEETS_NAME = re.compile(r"[\\*?:/\[\]]")
LONGEST_NAME = 31
"""Letters in the name of a sheet; Excel repairs a workbook with a longer one."""
NARROWEST, WIDEST = 8, 50
"""Of a column, in letters."""

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Rows = Sequence[Sequence[str | int]]
"""Headings first; an int is a number to reckon with."""


def as_csv(rows: Rows) -> bytes:
    """UTF-8 with a mark and semicolons: what Excel opens without a question."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    for row in rows:
        writer.writerow([_harmless(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def _harmless(cell: str | int) -> str | int:
    return f"'{cell}" if isinstance(cell, str) and FORMULA.match(cell) else cell


def as_xlsx(name: str, rows: Rows) -> bytes:
    """A workbook with one sheet, whose headings and first column stay where they are."""
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    workbook = Workbook()
    sheet: Any = workbook.active
    sheet.title = NOT_IN_A_SHEETS_NAME.sub(" ", name)[:LONGEST_NAME]
    for line, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            _write(sheet.cell(line, column), value)
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions
    for column, values in enumerate(zip(*rows, strict=True), 1):
        longest = max(len(str(value)) for value in values)
        sheet.column_dimensions[get_column_letter(column)].width = min(max(longest + 2, NARROWEST), WIDEST)
    data = io.BytesIO()
    workbook.save(data)
    return data.getvalue()


def _write(cell: Any, value: str | int) -> None:
    if isinstance(value, int):
        cell.value = value
    else:
        cell.value = NOT_PRINTED.sub("", value)
        cell.data_type, cell.number_format = "s", "@"
