"""Which column of a list holds what, found out from its headings.

The words are in `locales/*/headings.ftl`, one message per field, and those of every language count at once. A heading
means a field when it is one of its words; when all its parts are ("Mobil/Telefon", "PLZ Ort", "Straße/Nr."); when it is
one beside words that change nothing ("E-Mail des Vereins", "Telefon 2"); or when it is a misspelt word. `--map` comes
before all of that. A field with room for one value takes the best of several columns; the others stay what they
are: own fields under their heading.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from rapidfuzz import fuzz, process

from bot.list_tables import HEADING_RECORDS, Record, UnreadableList
from locales import LANGUAGES, words
from storage.spelling import plain

FIELDS = (
    *("name", "native-name", "either-name", "town", "postcode", "street", "address", "topics", "origin", "members"),
    *("remarks", "website", "responsible-service", "language", "contact", "first-name", "last-name", "role"),
    *("email", "phone", "number"),
)
SEVERAL = {"email", "phone", "mixed", "topics"}
"""Fields that take every column there is for them; the others have room for one."""

OF_ASSOCIATIONS = {"town", "postcode", "street", "address", "topics", "members", "origin", "native-name", "contact"}

COMBINED = {
    frozenset({"postcode", "town"}): "address",
    frozenset({"street", "town"}): "address",
    frozenset({"street", "postcode", "town"}): "address",
    frozenset({"street", "number"}): "street",
    frozenset({"first-name", "last-name"}): "contact",
    frozenset({"either-name", "first-name"}): "contact",
    frozenset({"email", "phone"}): "mixed",
    frozenset({"contact", "email"}): "mixed",
    frozenset({"contact", "phone"}): "mixed",
    frozenset({"contact", "email", "phone"}): "mixed",
}
PIECES = re.compile(r"[/,;&+|()\n]|\b(?:in|innen|und|oder|and|or)\b")
LAST_NAME_FIRST = "last-name-first"
MISSPELT, SHORTEST_MISSPELT = 88, 5


@dataclass(frozen=True)
class Column:
    """A column: its position, its heading as written, and its field, or None for an own field."""

    position: int
    heading: str
    field: str | None


@cache
def heard(message: str) -> frozenset[str]:
    """The words of a message, of every language, as `plain` text."""
    return frozenset(plain(word) for language in LANGUAGES for word in words(language).list(f"headings-{message}"))


def spoken(message: str) -> str:
    """The first word of a message in the fallback language."""
    return words(None).list(f"headings-{message}")[0]


@cache
def _vocabulary() -> dict[str, str]:
    return {word: field for field in FIELDS for word in heard(field)}


@cache
def meaning(heading: str) -> tuple[str, int] | None:
    """The field that a heading names, and how surely, up to 100."""
    vocabulary, text = _vocabulary(), plain(heading)
    if text in vocabulary:
        return vocabulary[text], 100
    pieces = [vocabulary.get(piece) for piece in map(plain, PIECES.split(heading)) if piece]
    if len(pieces) > 1 and (field := _together(pieces)):
        return field, 98
    if field := _owned(_phrases(text.split(), vocabulary)):
        return field, 95
    return _misspelt(text, vocabulary)


def _phrases(rest: list[str], vocabulary: Mapping[str, str]) -> list[str | None]:
    """The fields named one after the other, the longest words first: "e mail des vereins" names one."""
    if not rest:
        return []
    for length in range(len(rest), 0, -1):
        if field := vocabulary.get(" ".join(rest[:length])):
            return [field, *_phrases(rest[length:], vocabulary)]
    beside = rest[0] in heard("beside") or rest[0].isdigit()
    return _phrases(rest[1:], vocabulary) if beside else [None]


def _owned(fields: list[str | None]) -> str | None:
    """ "Telefon Ansprechperson" is a telephone number, "Name Ansprechperson" is the person."""
    owners = [field for field in fields if field in ("name", "contact")]
    things = [field for field in fields if field not in owners]
    if owners and things and set(things) != {"either-name"}:
        return _together(things)
    return _together(owners or things)


def _together(fields: Sequence[str | None]) -> str | None:
    if not fields or None in fields:
        return None
    if fields[0] in ("last-name", "either-name") and set(fields[1:]) == {"first-name"}:
        return LAST_NAME_FIRST
    alike = {field for field in fields if field}
    return fields[0] if len(alike) == 1 else COMBINED.get(frozenset(alike))


def _misspelt(text: str, vocabulary: Mapping[str, str]) -> tuple[str, int] | None:
    if len(text) < SHORTEST_MISSPELT:
        return None
    found = process.extractOne(text, vocabulary.keys(), scorer=fuzz.ratio, score_cutoff=MISSPELT)
    return found and (vocabulary[found[0]], int(found[1]) - 10)


def recognised(record: Record) -> int:
    """How many different fields the cells of a record name, were they headings."""
    return len({found[0] for cell in record if len(cell) < 80 and (found := meaning(cell))})


def parse_map(said: str) -> dict[str, str]:
    """`Vereinsname=name,Tel.=phone` as plain heading -> field. Raises `UnreadableList` for an unknown field."""
    mapping = {}
    for pair in filter(None, (pair.strip() for pair in said.split(","))):
        heading, _, target = pair.rpartition("=")
        field = target.strip().replace("_", "-")
        found = field if field in FIELDS else (meaning(target) or ("", 0))[0]
        if not heading.strip() or not found:
            raise UnreadableList("map-field", pair=pair, fields=", ".join(FIELDS))
        mapping[plain(heading)] = found
    return mapping


def find(records: Mapping[int, Record], mapping: Mapping[str, str]) -> tuple[int, list[Column]] | None:
    """The line of the headings and the columns below it; None where no row names associations."""
    candidates = {
        line: len({plain(cell) for cell in record} & mapping.keys()) * 100 + recognised(record)
        for line, record in list(records.items())[:HEADING_RECORDS]
    }
    line = max(candidates, key=lambda line: candidates[line], default=None)
    if line is None:
        return None
    columns = [*_columns(records[line], mapping), *_beyond(records, line)]
    columns = [_numbering(column, records, line) for column in columns]
    return (line, columns) if any(column.field == "name" for column in columns) else None


def _beyond(records: Mapping[int, Record], headings: int) -> list[Column]:
    """Rows may be longer than their headings."""
    widest = max(len(record) for line, record in records.items() if line >= headings)
    return [Column(position, "", None) for position in range(len(records[headings]), widest)]


def _numbering(column: Column, records: Mapping[int, Record], headings: int) -> Column:
    """A column without a heading in which the rows are numbered is one of numbers."""
    rows = [record for line, record in records.items() if line > headings]
    written = [record[column.position].strip(" .") for record in rows if column.position < len(record)]
    numbered = not plain(column.heading) and all(cell.isdecimal() for cell in written if cell)
    return replace(column, field="number") if numbered and not column.field else column


def _columns(record: Record, mapping: Mapping[str, str]) -> list[Column]:
    guesses = [_guess(cell, mapping) for cell in record]
    fields = _settle([field for field, _ in guesses])
    best: dict[str, int] = {}
    for position, (field, (_, certainty)) in enumerate(zip(fields, guesses, strict=True)):
        if field and (field not in best or certainty > guesses[best[field]][1]):
            best[field] = position
    return [
        Column(
            position, " ".join(cell.split()), field if field in SEVERAL or best.get(field or "") == position else None
        )
        for position, (cell, field) in enumerate(zip(record, fields, strict=True))
    ]


def _guess(cell: str, mapping: Mapping[str, str]) -> tuple[str | None, int]:
    if plain(cell) in mapping:
        return mapping[plain(cell)], 1000
    return meaning(cell) or (None, 0)


def _settle(fields: list[str | None]) -> list[str | None]:
    """Whose "Name" it is: beside a first name a last name; an association's where there is no other column for it and
    something else that only associations have (a list of names and numbers is a telephone list); else a contact's."""
    if "first-name" in fields and "last-name" not in fields:
        either = "last-name"
    else:
        either = "name" if "name" not in fields and OF_ASSOCIATIONS & set(fields) else "contact"
    return [either if field == "either-name" else field for field in fields]
