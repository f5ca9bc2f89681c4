"""Writing the register into a file: csv and xlsx for people, json for programs.

No cell of a csv is a formula for the program that opens it: one that begins like a formula, or that is a number with a
zero in front, gets an apostrophe, which is dropped when the file comes back. In a workbook every cell is text.
"""

import csv
import io
import json
import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.register_table import table, topics
from locales import Words
from storage.associations import FIELDS, Association, Contact
from storage.refusals import Refusal

ENDINGS = (".csv", ".xlsx", ".json")
FORMULA = re.compile(r"[=+\-@\t\r']|0\d+$")
NOT_PRINTED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
APART = ("name", "native_name", "town")
"""Fields that stand beside `fields` in json."""


class UnknownEnding(Refusal):
    """The file's name does not say what kind of file it shall be."""

    exit_code = 2


def write(path: Path, associations: Sequence[Association], say: Words, now: datetime) -> None:
    """Write the file, kind by ending; it is there completely or not at all. Raises `UnknownEnding`."""
    match path.suffix.lower():
        case ".csv":
            data = as_csv(associations, say, now)
        case ".xlsx":
            data = as_xlsx(associations, say, now)
        case ".json":
            data = as_json(associations, say)
        case _:
            raise UnknownEnding(path=str(path), endings=", ".join(ENDINGS))
    unfinished = path.with_name(f".{path.name}.part")
    unfinished.write_bytes(data)
    unfinished.replace(path)


def as_json(associations: Sequence[Association], say: Words) -> bytes:
    told = {"associations": [_association(entry, say) for entry in associations]}
    return json.dumps(told, ensure_ascii=False, indent=2).encode() + b"\n"


def _association(entry: Association, say: Words) -> dict[str, Any]:
    fields = {name: getattr(entry, name) for name in FIELDS if name not in APART}
    fields["service"] = entry.service and entry.service.name
    fields |= {own.heading: own.value for own in sorted(entry.own_fields, key=lambda own: own.heading)}
    return {
        **{name: getattr(entry, name) for name in APART},
        "topics": topics(entry, say),
        "status": entry.status,
        "contacts": [_contact(contact) for contact in entry.contacts],
        "fields": {name: value for name, value in fields.items() if value},
    }


def _contact(contact: Contact) -> dict[str, Any]:
    person = contact.person
    chat = person.address("telegram")
    return {
        "name": person.name,
        "email": person.mail,
        "phone": person.phone,
        "chat": chat and chat.address,
        "language": person.language,
        "confirmed": person.is_confirmed,
    }


def as_csv(associations: Sequence[Association], say: Words, now: datetime) -> bytes:
    """UTF-8 with a mark and semicolons: what Excel opens without a question."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    for row in table(associations, say, now):
        writer.writerow([_harmless(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    return f"'{cell}" if FORMULA.match(cell) else cell


def as_xlsx(associations: Sequence[Association], say: Words, now: datetime) -> bytes:
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    workbook = Workbook()
    sheet: Any = workbook.active
    sheet.title = say.text("register-sheet")
    rows = table(associations, say, now)
    for line, row in enumerate(rows, 1):
        for column, text in enumerate(row, 1):
            cell = sheet.cell(line, column, NOT_PRINTED.sub("", text))
            cell.data_type, cell.number_format = "s", "@"
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions
    for column in range(1, len(rows[0]) + 1):
        longest = max(len(row[column - 1]) for row in rows)
        sheet.column_dimensions[get_column_letter(column)].width = min(max(longest + 2, 8), 50)
    data = io.BytesIO()
    workbook.save(data)
    return data.getvalue()
