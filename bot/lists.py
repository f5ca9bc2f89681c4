"""Reading somebody's list of associations, as it is, into rows for the register.

A file is tables (bot/list_tables.py); in each the row of headings is found and what each column holds
(bot/list_headings.py); each row below becomes one `ListRow` (bot/list_row.py, bot/list_cells.py). A sheet without a
column of associations is no list: it is named and ignored. Sums, notes and repeated headings are no rows.

A row that cannot be used is named with its reason, and the others go in: it has no association, or no address but a
broken one. An association with a broken address would be in the register and never hear anything; so its row waits
until somebody has corrected it. Smaller troubles (a second address that is broken, a number that cannot be dialled)
are named, and what was written is kept under its heading.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot import list_cells as cells
from bot.list_headings import Column, find, heard, recognised
from bot.list_row import Reading
from bot.list_tables import Record, Table, UnreadableList, read_tables
from locales import LANGUAGES, words
from storage.associations import TOPICS
from storage.list_rows import ListRow, Skipped
from storage.spelling import plain

NOTHING_SAID: Mapping[str, str] = {}


@dataclass
class ReadList:
    """What a file says. `source` is the file's name; `ignored` are sheets that are no lists."""

    source: str
    rows: list[ListRow] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        return len(self.rows) + len(self.skipped)


def read_list(
    path: Path, mapping: Mapping[str, str] = NOTHING_SAID, own_topics: Sequence[str] = (), region: str = "DE"
) -> ReadList:
    """Read a CSV file or workbook. `mapping` says the fields of headings (`parse_map`); telephone numbers without a
    country are of `region`. Raises `UnreadableList`."""
    tables = read_tables(path, lambda record: recognised(record) + len(_mapped(record, mapping)))
    result, topics = ReadList(path.name), known_topics(own_topics)
    for table in tables:
        _read_table(table, mapping, topics, region, result)
    if len(result.ignored) == len(tables):
        raise UnreadableList("no-list", path=path.name, headings=_first_records(tables))
    return result


def known_topics(own: Sequence[str] = ()) -> dict[str, str]:
    """Plain name -> topic, in every language; an own topic is its own name."""
    built_in = [(words(tag).text(f"topic-{topic}"), topic) for tag in LANGUAGES for topic in TOPICS]
    return cells.topic_names([*built_in, *((topic, topic) for topic in own if topic not in TOPICS)])


def _mapped(record: Record, mapping: Mapping[str, str]) -> set[str]:
    return {plain(cell) for cell in record} & mapping.keys()


def _first_records(tables: list[Table]) -> str:
    """What stands where the headings should be, for whoever has to say `--map`."""
    widest = max((record for table in tables for record in list(table.records.values())[:20]), key=len, default=[])
    return ", ".join(cells.tidy(cell) for cell in widest if cell.strip())[:300]


def _read_table(
    table: Table, mapping: Mapping[str, str], topics: Mapping[str, str], region: str, result: ReadList
) -> None:
    found = find(table.records, mapping)
    if found is None:
        result.ignored.append(table.sheet)
        return
    headings, columns = found
    missing = mapping.keys() - {plain(column.heading) for column in columns}
    if missing:
        raise UnreadableList("map-heading", path=result.source, headings=", ".join(sorted(missing)))
    source = result.source if table.sheet == Path(result.source).stem else f"{result.source}, {table.sheet}"
    for line, record in _body(table.records, headings, columns):
        _add(Reading(source, table.sheet, line, region, topics).read(record, columns), result)


def _add(row: ListRow | Skipped, result: ReadList) -> None:
    if isinstance(row, Skipped):
        result.skipped.append(row)
    else:
        result.rows.append(row)


def _body(records: Mapping[int, Record], headings: int, columns: list[Column]) -> Iterator[tuple[int, Record]]:
    """The rows below the headings that say something about an association."""
    counted = {column.position for column in columns if column.field == "number"}
    for line, record in records.items():
        told = [cell for at, cell in enumerate(record) if at not in counted and not cells.is_nothing(cell)]
        if line > headings and told and not _is_sum(told) and record != records[headings]:
            yield line, record


def _is_sum(told: list[str]) -> bool:
    first, *rest = plain(told[0]).split()
    counts = ":" in told[0] or any(word.isdecimal() for word in rest) or not rest
    return len(told) <= 2 and first in heard("sums") and counts
