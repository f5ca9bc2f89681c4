"""Lines as people type them, into paragraphs and lists.

One "•" makes a list. A dash or a star only above another one, since a lone dash opens many a German sentence; numbers
only when they count 1, 2, since "1. April" is a date. An indented line belongs to the item above it.
"""

import re
from collections.abc import Sequence

from mailing.formatting.blocks import Block, Listing, Run, cut, text_of
from mailing.formatting.flow import paragraphs

Line = tuple[Run, ...]
Item = list[Line]

_BULLET = re.compile(r"\s*([•‣▪◦·*–-])\s+(?=\S)")
_NUMBER = re.compile(r"\s*([0-9]{1,2})[.)]\s+(?=\S)")
_INDENTED = re.compile(r"\s{2,}\S")
_SURE_BULLETS = "•‣▪◦"


def blocks_of(rows: Sequence[Line]) -> list[Block]:
    """The blocks that typed lines make."""
    found: list[Block] = []
    text: list[Line] = []
    position = 0
    while position < len(rows):
        listing, length = _list_at(rows, position)
        if listing:
            found += [*paragraphs(text), listing]
            text = []
        else:
            text.append(rows[position])
        position += length
    return found + paragraphs(text)


def _list_at(rows: Sequence[Line], position: int) -> tuple[Listing | None, int]:
    """The list that begins with this line, and how many lines it has; or none, and the one line."""
    for items, start, enough in (_numbered(rows, position), _bulleted(rows, position)):
        if enough:
            parts = tuple(tuple(paragraphs(item)) for item in items)
            return Listing(parts, start), sum(map(len, items))
    return None, 1


def _numbered(rows: Sequence[Line], position: int) -> tuple[list[Item], int | None, bool]:
    items: list[Item] = []
    while (found := _match(_NUMBER, rows, position)) and int(found[1]) == len(items) + 1:
        items.append(_item(rows, position, found.end()))
        position += len(items[-1])
    return items, 1, len(items) > 1


def _bulleted(rows: Sequence[Line], position: int) -> tuple[list[Item], int | None, bool]:
    items: list[Item] = []
    signs = ""
    while found := _match(_BULLET, rows, position):
        items.append(_item(rows, position, found.end()))
        position += len(items[-1])
        signs += found[1]
    return items, None, len(signs) > 1 or (signs != "" and signs in _SURE_BULLETS)


def _match(pattern: re.Pattern[str], rows: Sequence[Line], position: int) -> re.Match[str] | None:
    return pattern.match(text_of(rows[position])) if position < len(rows) else None


def _item(rows: Sequence[Line], position: int, marker_end: int) -> Item:
    """The line behind its marker, and the indented lines below it."""
    item = [cut(rows[position], marker_end, len(text_of(rows[position])))]
    while (found := _match(_INDENTED, rows, position + len(item))) and not begins_item(found.string):
        item.append(rows[position + len(item)])
    return item


def begins_item(text: str) -> bool:
    """Whether a line looks like an item of a list."""
    return bool(_BULLET.match(text) or _NUMBER.match(text))
