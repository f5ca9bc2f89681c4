"""Plain text into blocks, and blocks into text that reads well without any markup."""

import re
import textwrap
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise

from mailing.formatting.blocks import BREAK, Block, Code, Document, Listing, Paragraph, Quote, Run, rows_of, text_of
from mailing.formatting.chat import finds_itself
from mailing.formatting.lines import Line, begins_item, blocks_of

_ADDRESS = re.compile(
    r"(?P<web>https?://[^\s<>\"]+)|(?P<www>www\.[\w-]+\.[^\s<>\"]+)|(?P<mail>[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+)"
)
_NOT_ITS_END = ".,;:!?'»”"
_QUOTED = re.compile(r"> ?")
# Programs that cut long lines do it between 72 and 78 characters (RFC 5322 2.1.1).
_WRAP, _WRAP_LIMIT = 72, 80
# Nobody reads a quote of a quote of a quote any deeper; a thousand of them overflow the stack.
_DEPTH = 10


def from_plain(text: str, depth: int = 0) -> Document:
    """Blocks of a plain text: an empty line parts paragraphs, "> " quotes, addresses become links."""
    rows = text.replace("\r\n", BREAK).replace("\r", BREAK).split(BREAK)
    document: list[Block] = []
    for quoted, group in groupby(rows, key=lambda row: row.startswith(">")):
        if quoted:
            inside = from_plain(BREAK.join(_unquoted(row, depth) for row in group), depth + 1)
            document += [Quote(inside)] if inside else []
        else:
            document += blocks_of([_linked(row) for row in _unwrapped(list(group))])
    return tuple(document)


def _unquoted(row: str, depth: int) -> str:
    return _QUOTED.sub("", row, count=1) if depth < _DEPTH else row.lstrip("> ")


def _unwrapped(rows: Sequence[str]) -> list[str]:
    """Lines that were cut only because they were full, whole again."""
    whole = list(rows[:1])
    for before, row in pairwise(rows):
        if _was_full(before.rstrip(), row):
            whole[-1] = f"{whole[-1].rstrip()} {row.lstrip()}"
        else:
            whole.append(row)
    return whole


def _was_full(before: str, row: str) -> bool:
    """Whether the next word would not have fitted on the line before."""
    words = row.split(maxsplit=1)
    return bool(words) and not begins_item(row) and len(before) <= _WRAP_LIMIT and len(f"{before} {words[0]}") > _WRAP


def _linked(row: str) -> Line:
    runs: list[Run] = []
    position = 0
    for found in _ADDRESS.finditer(row):
        address = _ended(found[0])
        prefix = {"web": "", "www": "http://", "mail": "mailto:"}[str(found.lastgroup)]
        runs += [Run(row[position : found.start()]), Run(address, link=prefix + address)]
        position = found.start() + len(address)
    return (*runs, Run(row[position:]))


def _ended(address: str) -> str:
    """An address without the full stop of its sentence, and without the bracket that opened before it."""
    address = address.rstrip(_NOT_ITS_END)
    if address.endswith(")") and "(" not in address:
        address = address[:-1].rstrip(_NOT_ITS_END)
    return address


def to_plain(document: Document, width: int | None = None) -> str:
    """Readable text: "text (https://…)", "- item", "> quote"; wrapped where a width is given, addresses never cut."""
    return (BREAK + BREAK).join(_shown(block, width) for block in document)


def _shown(block: Block, width: int | None) -> str:
    match block:
        case Paragraph(runs):
            return BREAK.join(_wrapped(text_of(map(_shown_run, _whole_links(row))), width) for row in rows_of(runs))
        case Code(text):
            return text
        case Quote(blocks):
            inside = to_plain(blocks, width and max(width - 2, 20))
            return BREAK.join(f"> {row}".rstrip() for row in inside.split(BREAK))
        case Listing():
            return BREAK.join(_shown_items(block, width))


def _whole_links(row: Iterable[Run]) -> list[Run]:
    """A link that is bold in one part names its address once."""
    whole: list[Run] = []
    for link, group in groupby(row, key=lambda run: run.link):
        runs = list(group)
        whole += [Run(text_of(runs), link=link)] if link else runs
    return whole


def _shown_run(run: Run) -> Run:
    if not run.link:
        return run
    address = run.link.removeprefix("mailto:").removeprefix("tel:")
    if finds_itself(run):
        return Run(run.text if run.link.startswith(("mailto:", "tel:")) else run.link)
    return Run(f"{run.text} ({address})")


def _wrapped(row: str, width: int | None) -> str:
    if width is None or len(row) <= width:
        return row
    return textwrap.fill(row, width, break_long_words=False, break_on_hyphens=False)


def _shown_items(listing: Listing, width: int | None) -> Iterable[str]:
    for number, item in enumerate(listing.items, listing.start or 0):
        sign = "- " if listing.start is None else f"{number}. "
        inside = BREAK.join(_shown(block, width and max(width - len(sign), 20)) for block in item)
        yield sign + inside.replace(BREAK, BREAK + " " * len(sign))
