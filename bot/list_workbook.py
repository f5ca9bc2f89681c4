"""The sheets of an Excel workbook as rows of text, as a person sees them.

Numbers lose the ".0" that a spreadsheet gives to postcodes and telephone numbers, days are written as in Germany, and a
cell merged over several rows counts for each of them.
"""

import io
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from bot.list_headings import spoken


def sheets(data: bytes) -> Iterator[tuple[str, list[list[str]]]]:
    """Name and rows of every sheet; rows and cells count from the first, empty ones included."""
    with warnings.catch_warnings():
        # Openpyxl warns of drop-down lists and colours that it will not keep: we only read.
        warnings.simplefilter("ignore")
        workbook = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    for sheet in workbook.worksheets:
        yield sheet.title, _rows(sheet)


def _rows(sheet: Worksheet) -> list[list[str]]:
    rows = [[written(value) for value in row] for row in sheet.iter_rows(values_only=True, min_row=1, min_col=1)]
    for merged in sheet.merged_cells.ranges:
        for row in range(merged.min_row, merged.max_row):
            rows[row][merged.min_col - 1] = rows[merged.min_row - 1][merged.min_col - 1]
    return rows


def written(value: Any) -> str:
    """A cell's value as text."""
    match value:
        case None:
            return ""
        case bool():
            return spoken("yes" if value else "no")
        case float() if value.is_integer():
            return str(int(value))
        case datetime() if value.time() != time():
            return f"{value:%d.%m.%Y %H:%M}"
        case date():
            return f"{value:%d.%m.%Y}"
        case _:
            return str(value)
