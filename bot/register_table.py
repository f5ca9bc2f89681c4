"""The register as a table: a line for each contact, or for an association that has none.

The same columns are written (bot/export.py) and, edited in a spreadsheet program, read again (bot/corrections.py). A
line ends with whom it is about and when it was written; what follows are the own fields of all associations.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import phonenumbers

from locales import LANGUAGES, Words, words
from storage.associations import FIELDS, TOPICS, Association, Contact
from storage.spelling import plain

REGION = "DE"


@dataclass(frozen=True)
class Line:
    """One line of the table."""

    association: Association
    contact: Contact | None

    @property
    def key(self) -> str:
        """Whom the line is about; no spreadsheet program takes it for a number or a date."""
        person = f" P{self.contact.person_id}" if self.contact else ""
        return f"A{self.association.id}{person}"


def parse_key(key: str) -> tuple[int, int | None] | None:
    """The ids of association and person out of a line's key."""
    found = re.fullmatch(r"A(\d+)(?: P(\d+))?", key.strip())
    return (int(found[1]), int(found[2]) if found[2] else None) if found else None


def lines(associations: Iterable[Association]) -> list[Line]:
    found: list[Line] = []
    for entry in associations:
        found += [Line(entry, contact) for contact in entry.contacts] or [Line(entry, None)]
    return found


def topics(association: Association, say: Words) -> list[str]:
    """The topics in words, in their usual order, own ones behind."""
    order = sorted(association.topics, key=lambda topic: (TOPICS.index(topic) if topic in TOPICS else 99, topic))
    return [topic_name(topic, say) for topic in order]


def topic_name(topic: str, say: Words) -> str:
    """A built-in topic in words; an own topic is its own name."""
    return say.text(f"topic-{topic}") if topic in TOPICS else topic


def dialled(number: str | None) -> str:
    """A telephone number as people here write it: "0211 123456", "00 90 532 123 45 67"."""
    if not number:
        return ""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    written = phonenumbers.format_out_of_country_calling_number(parsed, REGION)
    # A number that no plan knows comes back bare.
    return written if written.startswith("0") else f"0{written[:3]} {written[3:]}"


def language_name(code: str | None, say: Words) -> str:
    return str(say.locale.languages.get(code or "", code or ""))


def _service(line: Line, say: Words) -> str:
    return line.association.service.name if line.association.service else ""


def _addresses(line: Line, say: Words) -> str:
    found = line.contact.person.addresses if line.contact else []
    return "; ".join(address.address for address in found if address.channel == "mail")


def _yes(is_so: bool, say: Words) -> str:
    return say.text("register-yes") if is_so else ""


def _has_chat(line: Line, say: Words) -> str:
    return _yes(bool(line.contact and line.contact.person.address("telegram")), say)


def _is_confirmed(line: Line, say: Words) -> str:
    return _yes(bool(line.contact and line.contact.person.is_confirmed), say)


def _field(name: str) -> Callable[[Line, Words], str]:
    return lambda line, say: getattr(line.association, name) or ""


COLUMNS: dict[str, Callable[[Line, Words], str]] = {
    **{name: _field(name) for name in FIELDS if name != "remarks"},
    "topics": lambda line, say: ", ".join(topics(line.association, say)),
    "service": _service,
    "remarks": _field("remarks"),
    "status": lambda line, say: say.text(f"register-status-{line.association.status}"),
    "contact": lambda line, say: line.contact.person.name if line.contact else "",
    "role": lambda line, say: (line.contact and line.contact.role) or "",
    "email": _addresses,
    "phone": lambda line, say: dialled(line.contact.person.phone) if line.contact else "",
    "language": lambda line, say: language_name(line.contact.person.language, say) if line.contact else "",
    "chat": _has_chat,
    "confirmed": _is_confirmed,
    "key": lambda line, say: line.key,
}
AS_OF = "as-of"
"""The last column before the own fields: when the line was written."""


def heading(column: str, say: Words) -> str:
    """How a column is called; an own field is called what it is called."""
    ours = column in COLUMNS or column == AS_OF
    return say.text(f"register-column-{column.replace('_', '-')}") if ours else column


def own_headings(associations: Iterable[Association]) -> list[str]:
    return sorted({own.heading for entry in associations for own in entry.own_fields})


def own_heading(name: str, say: Words) -> str:
    """The heading of an own field; marked where one of ours is called the same."""
    taken = {plain(heading(column, say)) for column in (*COLUMNS, AS_OF)}
    return f"{name} (2)" if plain(name) in taken else name


def table(associations: Sequence[Association], say: Words, now: datetime) -> list[list[str]]:
    """Headings and lines."""
    own = own_headings(associations)
    headings = [heading(column, say) for column in (*COLUMNS, AS_OF)]
    rows = [headings + [own_heading(name, say) for name in own]]
    for line in lines(associations):
        said = {field.heading: field.value for field in line.association.own_fields}
        cells = [show(line, say) for show in COLUMNS.values()]
        rows.append([*cells, now.isoformat(), *(said.get(name, "") for name in own)])
    return rows


def recognised_columns(record: Sequence[str]) -> tuple[Words, dict[int, str]] | None:
    """The language of our own headings and the column of each; None when the record is no line of them."""
    for tag in LANGUAGES:
        say = words(tag)
        known = {plain(heading(column, say)): column for column in (*COLUMNS, AS_OF)}
        found = {at: known[plain(cell)] for at, cell in enumerate(record) if plain(cell) in known}
        if "key" in found.values():
            return say, found
    return None
