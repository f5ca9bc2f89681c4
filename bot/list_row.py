"""From the cells of one row to what it says: a `ListRow`, or the reason why it cannot be used."""

import re
from collections.abc import Iterator, Mapping, Sequence

from openpyxl.utils import get_column_letter

from bot import list_cells as cells
from bot.list_headings import LAST_NAME_FIRST, Column
from bot.list_tables import Record
from storage.list_rows import ListRow, Problem, Skipped

TEXTS = {
    "name": "name",
    "native-name": "native_name",
    "origin": "origin",
    "members": "members",
    "website": "website",
    "responsible-service": "service",
    "contact": "contact_name",
    "role": "role",
}
"""Fields that are taken over as they are, and their attributes."""
ATTRIBUTES = {
    **{field: (attribute,) for field, attribute in TEXTS.items()},
    **{field: (field,) for field in ("street", "postcode", "town", "topics", "language", "remarks")},
    "address": ("street", "postcode", "town"),
    "email": ("emails",),
    "phone": ("phones",),
    "mixed": ("contact_name", "emails", "phones"),
    "first-name": ("contact_name",),
    LAST_NAME_FIRST: ("contact_name",),
}
"""What the heading of a column is also the heading of."""
PLACES = ("address", "street", "postcode", "town")


class Reading:
    """One row on its way."""

    def __init__(self, source: str, sheet: str, line: int, region: str, topics: Mapping[str, str]) -> None:
        self.row = ListRow(sheet, line, name="", source=source)
        self.region, self.topics = region, topics
        self.first_name = self.last_name = ""

    def read(self, record: Record, columns: Sequence[Column]) -> ListRow | Skipped:
        for column, text in _told(record, columns):
            self._cell(column, text)
        both = f"{self.first_name} {self.last_name}".strip()
        self.row.contact_name = both or self.row.contact_name
        return self._skipped(record) or self.row

    def _skipped(self, record: Record) -> Skipped | None:
        row = self.row
        if not row.name:
            told = ", ".join(cells.tidy(cell) for cell in record if not cells.is_nothing(cell))
            return Skipped(row.sheet, row.line, "no-name", told[:80])
        broken = [problem.value for problem in row.problems if problem.reason == "broken-email"]
        if broken and not row.emails:
            return Skipped(row.sheet, row.line, "broken-email", ", ".join(broken))
        return None

    def _cell(self, column: Column, text: str) -> None:
        for attribute in ATTRIBUTES.get(column.field or "", ()):
            self.row.headings.setdefault(attribute, column.heading)
        match column.field:
            case None:
                self._keep(column, text)
            case "email":
                self._emails(column, text)
            case "phone":
                self._phones(column, text)
            case "mixed":
                self._mixed(column, text)
            case "topics":
                self._topics(column, text)
            case "language":
                self._language(column, text)
            case "remarks":
                self.row.remarks = cells.several_lines(text)
            case field if field in PLACES:
                self._place(field, text)
            case field:
                self._text(field, cells.tidy(text))

    def _text(self, field: str, text: str) -> None:
        if field == "first-name":
            self.first_name = text
        elif field == "last-name":
            self.last_name = text
        elif field == LAST_NAME_FIRST:
            self.last_name, _, self.first_name = (part.strip() for part in text.partition(","))
        else:
            setattr(self.row, TEXTS[field], text)

    def _keep(self, column: Column, text: str) -> None:
        """Keep the cell as an own field, under its heading or the letter of its column."""
        heading, number = column.heading or get_column_letter(column.position + 1), 1
        while (key := heading if number == 1 else f"{heading} ({number})") in self.row.fields:
            number += 1
        self.row.fields[key] = cells.several_lines(text)

    def _wrong(self, column: Column, reason: str, values: Sequence[str]) -> None:
        self.row.problems += [Problem(column.heading, reason, value) for value in values]

    def _emails(self, column: Column, text: str) -> None:
        found = cells.emails(text)
        self.row.emails += [address for address in found.good if address not in self.row.emails]
        self._wrong(column, "broken-email", found.broken)
        if not found.good and not found.broken:
            self._wrong(column, "no-email", [cells.tidy(text)])
        if found.more or found.broken:
            self._keep(column, text)

    def _phones(self, column: Column, text: str) -> None:
        found = cells.phones(text, self.region)
        self.row.phones += [number for number in found.good if number not in self.row.phones]
        broken = found.broken or ([] if found.good else [cells.tidy(text)])
        self._wrong(column, "broken-phone", broken)
        if found.more or broken or len(self.row.phones) > 1:
            self._keep(column, text)

    def _mixed(self, column: Column, text: str) -> None:
        """A cell with a name, addresses and numbers together."""
        name, mails, numbers = cells.apart(text)
        if mails:
            self._emails(column, mails)
        if numbers:
            self._phones(column, numbers)
        if name and not self.row.contact_name:
            self.row.contact_name = name
        elif name:
            self._keep(column, text)

    def _topics(self, column: Column, text: str) -> None:
        ours, others = cells.topics(text, self.topics)
        self.row.topics += [topic for topic in ours if topic not in self.row.topics]
        self.row.unknown_topics += others
        if others:
            self._keep(column, ", ".join(others))

    def _language(self, column: Column, text: str) -> None:
        self.row.language = cells.language(text)
        if not self.row.language:
            self._keep(column, text)

    def _place(self, field: str, text: str) -> None:
        found = cells.place(text)
        if found is None or (field == "street" and len(found.postcode) < 5):
            found = _as_it_stands(field, cells.tidy(text))
        for attribute in ("street", "postcode", "town"):
            if value := getattr(found, attribute):
                setattr(self.row, attribute, value)


def _told(record: Record, columns: Sequence[Column]) -> Iterator[tuple[Column, str]]:
    """The cells that say something, beside the number of the row."""
    for column in columns:
        text = record[column.position] if column.position < len(record) else ""
        if column.field != "number" and not cells.is_nothing(text):
            yield column, text


def _as_it_stands(field: str, text: str) -> cells.Place:
    """A cell without a postcode beside something else. An address with a number in it is a street."""
    street = field == "street" or (field == "address" and any(sign.isdigit() for sign in text))
    return cells.Place(
        street=text if street else "",
        postcode=re.sub(r"^D[-\s]*", "", text) if field == "postcode" else "",
        town="" if street or field == "postcode" else text,
    )
