"""Writing the register into a file: csv and xlsx for people, json for programs."""

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.register_table import table, topics
from locales import Words
from mailing.sheets.table import as_csv, as_xlsx
from storage.associations import FIELDS, Association, Contact
from storage.refusals import Refusal

ENDINGS = (".csv", ".xlsx", ".json")
APART = ("name", "native_name", "town")
"""Fields that stand beside `fields` in json."""


class UnknownEnding(Refusal):
    """The file's name does not say what kind of file it shall be."""

    exit_code = 2


def write(path: Path, associations: Sequence[Association], say: Words, now: datetime) -> None:
    """Write the file, kind by ending; it is there completely or not at all. Raises `UnknownEnding`."""
    match path.suffix.lower():
        case ".csv":
            data = as_csv(table(associations, say, now))
        case ".xlsx":
            data = as_xlsx(say.text("register-sheet"), table(associations, say, now))
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
