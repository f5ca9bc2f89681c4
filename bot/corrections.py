"""An export that comes back, edited in a spreadsheet program: what staff changed, field by field.

The table is recognised by its own headings. Each line names its association and person (bot/register_table.py), so that
it may be sorted, filtered and cut. Its cells are compared with what would be exported now: what differs is a change. It
is not taken over when the field was changed by somebody else since the export, or cannot be read. Lines without a key,
and new people in the line of an association that had none, are read like rows of any list. Lines that were deleted
change nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot import list_cells as cells
from bot.list_tables import Record, Table, read_tables
from bot.register_table import (
    AS_OF,
    COLUMNS,
    REGION,
    Line,
    own_heading,
    own_headings,
    parse_key,
    recognised_columns,
)
from locales import Words
from mailing.sheets.table import FORMULA
from storage import corrections, register
from storage.associations import Association
from storage.corrections import Change, Dates, Kept


@dataclass(frozen=True)
class Edited:
    """A line as it came back: what stands in its cells, by column or by the heading of an own field."""

    sheet: str
    line: int
    association_id: int
    person_id: int | None
    as_of: datetime | None
    columns: dict[str, str]
    own: dict[str, str]


@dataclass
class Return:
    """An export that came back."""

    say: Words
    lines: list[Edited] = field(default_factory=list)
    others: set[tuple[str, int]] = field(default_factory=set)
    """Sheet and line of rows to be read like those of any list."""


@dataclass
class Comparison:
    """What the lines would change, and what they cannot."""

    changes: list[Change] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)


class Unreadable(ValueError):
    """A cell that cannot be taken over; the argument is the reason."""


def read_return(path: Path) -> Return | None:
    """The lines of an export; None when the file is none. Raises `UnreadableList`."""
    result = None
    for table in read_tables(path, lambda record: 100 if recognised_columns(record) else 0):
        for line, record in table.records.items():
            if found := recognised_columns(record):
                result = result or Return(found[0])
                _read_lines(table, line, record, found[1], result)
                break
    return result


def _read_lines(table: Table, headings: int, record: Record, columns: Mapping[int, str], result: Return) -> None:
    for line, cells_ in table.records.items():
        if line <= headings:
            continue
        said = {columns[at]: _undone(cells_[at]) for at in columns if at < len(cells_)}
        key = parse_key(said.pop("key", ""))
        if key is None or (key[1] is None and any(said.get(column) for column in corrections.OF_PERSON)):
            result.others.add((table.sheet, line))
        if key is None:
            continue
        own = {record[at]: _undone(cell) for at, cell in enumerate(cells_[: len(record)]) if at not in columns}
        as_of = _moment(said.pop(AS_OF, ""))
        result.lines.append(Edited(table.sheet, line, *key, as_of, said, own))


def _undone(cell: str) -> str:
    """Without the apostrophe that kept the cell from being a formula."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell[1:]) else cell


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return moment if moment.tzinfo else None


async def compare(session: AsyncSession, returned: Return, topics: Mapping[str, str]) -> Comparison:
    """Every difference between the lines and the register."""
    entries = await register.everything(session)
    comparing = _Comparing(session, returned.say, topics, entries, await corrections.dates(session))
    for edited in returned.lines:
        await comparing.line(edited)
    return comparing.result


class _Comparing:
    def __init__(
        self,
        session: AsyncSession,
        say: Words,
        topics: Mapping[str, str],
        entries: Sequence[Association],
        dates: Dates,
    ) -> None:
        self.session, self.say, self.topics, self.dates = session, say, topics, dates
        self.result = Comparison()
        self._entries = {entry.id: entry for entry in entries}
        self._own = {own_heading(name, say): name for name in own_headings(entries)}
        self._changed: dict[tuple[int, int | None, str], Any] = {}

    async def line(self, edited: Edited) -> None:
        entry = self._entries.get(edited.association_id)
        contacts = entry.contacts if entry else []
        contact = next((contact for contact in contacts if contact.person_id == edited.person_id), None)
        if entry is None or (edited.person_id and contact is None):
            self._keep(edited, edited.columns.get("name", ""), "key", "gone", "")
            return
        line = Line(entry, contact)
        for column, old, new in self._differences(line, edited):
            await self._weigh(line, edited, column, old, new)

    def _differences(self, line: Line, edited: Edited) -> Iterator[tuple[str, str, str]]:
        """Columns and own fields whose cell says something else than the register, with both."""
        known = {own.heading: own.value for own in line.association.own_fields}
        told = [(column, COLUMNS[column](line, self.say), new) for column, new in edited.columns.items()]
        for written, new in edited.own.items():
            name = self._own.get(written, written)
            told.append((name, known.get(name, ""), new))
        for column, old, new in told:
            of_nobody = line.contact is None and corrections.is_about_person(column)
            if column and cells.tidy(old) != cells.tidy(new) and not of_nobody:
                yield column, old, new

    async def _weigh(self, line: Line, edited: Edited, column: str, old: str, new: str) -> None:
        changed = corrections.changed_at(self.dates, line.association, line.contact, column)
        try:
            if edited.as_of and changed and changed > edited.as_of:
                raise Unreadable("changed-since")
            value = await self._value(line, column, new)
            person_id = edited.person_id if corrections.is_about_person(column) else None
            if self._changed.setdefault((line.association.id, person_id, column), value) != value:
                raise Unreadable("twice")
        except Unreadable as error:
            self._keep(edited, line.association.name, column, str(error), new)
        else:
            about = (line.association.id, person_id)
            self.result.changes.append(
                Change(edited.sheet, edited.line, line.association.name, column, old, new, *about, value)
            )

    def _keep(self, edited: Edited, name: str, column: str, reason: str, value: str) -> None:
        self.result.kept.append(Kept(edited.sheet, edited.line, name, column, reason, value))

    async def _value(self, line: Line, column: str, text: str) -> Any:
        """The cell as the register writes it. Raises `Unreadable`."""
        match column:
            case "status" | "chat" | "confirmed":
                raise Unreadable("read-only")
            case "topics":
                return self._topics(text)
            case "email":
                return await self._emails(line, text)
            case "phone":
                return _asked(cells.normal_phone(text, REGION), "broken-phone") if text.strip() else None
            case "language":
                return _asked(cells.language(text), "unknown-language")
            case "name":
                return _asked(cells.tidy(text), "no-name")
            case "contact":
                return cells.tidy(text)
            case _:
                return cells.several_lines(text) or None

    def _topics(self, text: str) -> list[str]:
        ours, others = cells.topics(text, self.topics)
        if others:
            raise Unreadable("unknown-topic")
        return sorted(ours)

    async def _emails(self, line: Line, text: str) -> list[str]:
        found = cells.emails(text)
        if found.broken or found.more:
            raise Unreadable("broken-email")
        assert line.contact
        if not await corrections.may_readdress(self.session, line.contact.person, found.good):
            raise Unreadable("taken-email")
        return found.good


def _asked(value: str | None, reason: str) -> str:
    if not value:
        raise Unreadable(reason)
    return value
