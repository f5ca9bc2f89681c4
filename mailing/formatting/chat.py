"""Texts of the messenger: its entities into blocks, blocks into the HTML that it takes.

Telegram counts offsets in UTF-16 units, lets entities overlap, and refuses a whole message for one tag it does not
know (https://core.telegram.org/bots/api#formatting-options). A message has no paragraphs and no lists: an empty line
and "• " stand for them. Entities without a meaning outside the messenger (spoiler, custom emoji, mention of a user
without a name) leave their text.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from mailing.formatting.blocks import BREAK, Block, Code, Document, Listing, Paragraph, Quote, Run, rows_of, visible
from mailing.formatting.lines import blocks_of
from mailing.formatting.writing import write_inline

Entity = Mapping[str, Any]

_MARKS = {"bold": "b", "italic": "i", "underline": "u", "strikethrough": "s", "code": "code"}
_LINKS = {"text_link", "url", "email", "phone_number", "mention"}
_QUOTES = {"blockquote", "expandable_blockquote"}
# A quote or a code block holds links and marks, not the other way round.
OUTER = ("blockquote", "pre")


def from_chat(text: str, entities: Iterable[Entity] = ()) -> Document:
    """Blocks of a message's text or caption and its entities, as the Bot API gives them: type, offset, length, url."""
    spans = _spans(text, entities)
    document: list[Block] = []
    position = 0
    for start, end, kind in _blocks(spans):
        document += blocks_of(rows_of(_runs(text, spans, position, start)))
        document += _block(kind, text, spans, start, end)
        position = end
    return tuple(document + blocks_of(rows_of(_runs(text, spans, position, len(text)))))


def to_chat(document: Document) -> str:
    """HTML for `parse_mode=HTML`."""
    return write_chat(chat_runs(document))


def write_chat(runs: Iterable[Run]) -> str:
    return write_inline(runs, BREAK, OUTER)


def chat_runs(document: Document) -> tuple[Run, ...]:
    """The text as the chat shows it, marked; "blockquote" and "pre" are marks here."""
    return tuple(run for run in _separated(document, ()) if run.text)


def utf16_length(text: str) -> int:
    """How long Telegram finds a text."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


# Entities into blocks

Span = tuple[int, int, Entity]


def _spans(text: str, entities: Iterable[Entity]) -> list[Span]:
    """Entities with their place in characters; whatever lies outside the text or is empty is left out."""
    place: dict[int, int] = {}
    units = 0
    for index, character in enumerate(text):
        place[units] = index
        units += 1 + (ord(character) > 0xFFFF)
    spans = []
    for entity in entities:
        start, end = int(entity["offset"]), int(entity["offset"]) + int(entity["length"])
        first, last = place.get(start), place.get(end, len(text) if end >= units else None)
        if first is not None and last is not None and first < last:
            spans.append((first, last, entity))
    return spans


def _blocks(spans: Sequence[Span]) -> list[tuple[int, int, str]]:
    """Where quotes and code blocks stand; of two that overlap the first counts."""
    found: list[tuple[int, int, str]] = []
    for start, end, entity in sorted(spans, key=lambda span: (span[0], -span[1])):
        if entity["type"] in {"pre", *_QUOTES} and (not found or found[-1][1] <= start):
            found.append((start, end, entity["type"]))
    return found


def _block(kind: str, text: str, spans: Sequence[Span], start: int, end: int) -> list[Block]:
    if kind == "pre":
        code = visible(text[start:end]).strip("\n").rstrip()
        return [Code(code)] if code.strip() else []
    inside = blocks_of(rows_of(_runs(text, spans, start, end)))
    return [Quote(tuple(inside))] if inside else []


def _runs(text: str, spans: Sequence[Span], start: int, end: int) -> list[Run]:
    """The text between two places, cut wherever an entity begins or ends."""
    edges = {start, end, *(edge for span in spans for edge in span[:2] if start < edge < end)}
    places = sorted(edges)
    return [_run(text, spans, *part) for part in pairwise(places)]


def _run(text: str, spans: Sequence[Span], start: int, end: int) -> Run:
    run = Run(text[start:end])
    for first, last, entity in spans:
        if first <= start and end <= last:
            if mark := _MARKS.get(entity["type"]):
                run = replace(run, marks=run.marks | {mark})
            elif entity["type"] in _LINKS:
                run = replace(run, link=_link(entity, text[first:last]))
    return run


def _link(entity: Entity, text: str) -> str:
    match entity["type"]:
        case "text_link":
            link = str(entity.get("url", ""))
        case "email":
            link = f"mailto:{text}"
        case "phone_number":
            link = "tel:" + "".join(character for character in text if character in "+0123456789")
        case "mention":
            link = f"https://t.me/{text.removeprefix('@')}"
        case _:
            link = text if "://" in text else f"http://{text}"
    return link if link.lower().startswith(("http://", "https://", "mailto:", "tel:")) else ""


# Blocks into text

BETWEEN = BREAK + BREAK


def _separated(blocks: Sequence[Block], around: tuple[str, ...]) -> list[Run]:
    runs: list[Run] = []
    for before, block in zip([None, *blocks], blocks, strict=False):
        if before is not None:
            runs.append(Run(_gap(before, block), frozenset(around)))
        runs += _shown(block, around)
    return runs


def _gap(before: Block, block: Block) -> str:
    """A list follows the colon that announces it."""
    announced = isinstance(block, Listing) and isinstance(before, Paragraph) and before.runs[-1].text.endswith(":")
    return BREAK if announced else BETWEEN


def _shown(block: Block, around: tuple[str, ...]) -> list[Run]:
    match block:
        case Paragraph(runs):
            return [_shown_run(run, around) for run in runs]
        case Code(text):
            return [Run(text, frozenset(around or ("pre",)))]
        case Quote(blocks):
            return _separated(blocks, ("blockquote",))
        case Listing():
            return _shown_list(block, around)


def _shown_run(run: Run, around: tuple[str, ...]) -> Run:
    """A link that the messenger finds by itself needs no markup, and it opens no mail or telephone link."""
    marks = run.marks | set(around)
    if not run.link or finds_itself(run):
        return Run(run.text, marks)
    if run.link.startswith(("mailto:", "tel:")):
        return Run(f"{run.text} ({run.link.partition(':')[2]})", marks)
    return replace(run, marks=marks)


def finds_itself(run: Run) -> bool:
    """Whether the text of a link says where it leads."""
    text, link = run.text.strip(), run.link
    if link.startswith("tel:"):
        return "".join(filter(str.isdecimal, text)) == "".join(filter(str.isdecimal, link))
    names = [text, f"http://{text}", f"mailto:{text}", f"{text}/", f"http://{text}/"]
    return link in names or (text.startswith("@") and link == f"https://t.me/{text[1:]}")


def _shown_list(listing: Listing, around: tuple[str, ...]) -> list[Run]:
    runs: list[Run] = []
    for number, item in enumerate(listing.items, listing.start or 0):
        sign = "• " if listing.start is None else f"{number}. "
        runs += [Run((BREAK if runs else "") + sign, frozenset(around)), *_indented(item, around)]
    return runs


def _indented(item: Sequence[Block], around: tuple[str, ...]) -> list[Run]:
    """Further lines of an item stand below its text, not below its sign."""
    runs = [run for block in item for run in [Run(BREAK, frozenset(around)), *_shown(block, around)]][1:]
    return [replace(run, text=run.text.replace(BREAK, BREAK + "  ")) for run in runs]
