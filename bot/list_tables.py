"""From the bytes of a file to tables of text, whatever program wrote them.

A text file is decoded by its mark (BOM), by the zero bytes of UTF-16, or else line by line: UTF-8 where a line is
UTF-8, Windows-1252 where it is not, because lists are pasted together from several. Its separator is the one
under which a row has the most headings that we know, then the one that makes the most regular table. A workbook
gives one table per sheet.

Lines are numbered as a spreadsheet program numbers them: a cell with a line break does not count twice.
"""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from locales import Words

SEPARATORS = ";\t,|"
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
LARGEST_BYTES = 100_000_000
HEADING_RECORDS, SAMPLE_RECORDS = 40, 200

Record = list[str]


class UnreadableList(Exception):
    """A file that is no list. `reason` is the end of the sentence's key: `register-unreadable-…`."""

    exit_code = 2

    def __init__(self, reason: str, **details: object) -> None:
        super().__init__(reason)
        self.reason, self.details = reason, details

    def in_words(self, say: Words) -> str:
        return say.text(f"register-unreadable-{self.reason}", **self.details)


@dataclass(frozen=True)
class Table:
    """A sheet: its records by line number, empty ones left out."""

    sheet: str
    records: dict[int, Record]


def read_tables(path: Path, recognised: Callable[[Record], int]) -> list[Table]:
    """Every table of the file. `recognised` counts the headings in a record. Raises `UnreadableList`."""
    try:
        return _tables(path, recognised)
    except UnreadableList as error:
        error.details["path"] = path.name
        raise


def _tables(path: Path, recognised: Callable[[Record], int]) -> list[Table]:
    data = _bytes(path)
    if data.startswith(b"PK"):
        return _workbook(data)
    if data.startswith(OLD_OFFICE):
        raise UnreadableList("old-workbook")
    text = decode(data)
    records = parse(text, recognised)
    return [Table(path.stem, _numbered(records))]


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise UnreadableList("too-large", megabytes=LARGEST_BYTES // 1_000_000)
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableList("missing") from error
    except OSError as error:
        raise UnreadableList("closed", why=error.strerror or type(error).__name__) from error
    if not data.strip(b"\0 \t\r\n"):
        raise UnreadableList("empty")
    return data


def _workbook(data: bytes) -> list[Table]:
    from bot.list_workbook import sheets

    try:
        return [Table(name, _numbered(rows)) for name, rows in sheets(data)]
    except Exception as error:  # A document of another kind, a torn archive, broken XML: openpyxl has no word for it.
        raise UnreadableList("broken-workbook") from error


def _numbered(rows: list[Record]) -> dict[int, Record]:
    return {line: row for line, row in enumerate(rows, 1) if any(cell.strip() for cell in row)}


def decode(data: bytes) -> str:
    """The text of a file in one of the usual encodings. Raises `UnreadableList` for what is no text."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    if wide := _zero_bytes(data[:20_000]):
        return data.decode(wide, errors="replace")
    if b"\0" in data:
        raise UnreadableList("no-text")
    return "".join(_line(line) for line in data.splitlines(keepends=True))


def _zero_bytes(sample: bytes) -> str | None:
    """UTF-16 without a mark: its line breaks and separators have their zero byte always on the same side."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if even + odd < len(sample) / 10 or min(even, odd) > max(even, odd) / 10:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _line(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")


def parse(text: str, recognised: Callable[[Record], int]) -> list[Record]:
    """The records of a text file, the separator found out."""
    first, _, rest = text.partition("\n")
    if first.lower().startswith("sep=") and len(first.strip()) == len("sep=;"):
        return _records(rest, first[4])
    candidates = [_records(text, separator) for separator in SEPARATORS]
    return max(candidates, key=lambda records: (_headed(records, recognised), _regular(records)))


def _headed(records: list[Record], recognised: Callable[[Record], int]) -> int:
    """How many headings the best row of headings has."""
    return max(map(recognised, records[:HEADING_RECORDS]), default=0)


def _regular(records: list[Record]) -> int:
    """How many records have the same number of cells, more than one."""
    widths = Counter(len(record) for record in records[:SAMPLE_RECORDS] if len(record) > 1)
    return max(widths.values(), default=0)


def _records(text: str, separator: str) -> list[Record]:
    try:
        records = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise UnreadableList("broken-text", why=str(error)) from error
    for line in _swallowed(records, separator):
        raise UnreadableList("open-quote", line=str(line))
    return records


def _swallowed(records: list[Record], separator: str) -> Iterator[int]:
    """Lines with a cell that holds whole rows: a quotation mark was opened there and never closed."""
    width = max(map(len, records[:SAMPLE_RECORDS]), default=0)
    for line, record in enumerate(records, 1):
        if width > 2 and any("\n" in cell and cell.count(separator) >= width - 1 for cell in record):
            yield line
