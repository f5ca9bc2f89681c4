"""HTML of any origin read into blocks: Outlook, Word, Apple Mail, Gmail, web mailers, and our own canonical form.

nh3 balances the markup and takes out what is dangerous or remote; the reader then walks over clean elements. It keeps
what an eye would see: a `div`, a Word paragraph or a table row is a line, an empty line parts two paragraphs, a style
such as `font-weight:bold` is a mark, a heading is bold. Pictures are left out; the Content-IDs of those that came
inside the mail are listed (RFC 2392), so that they can travel with it.
"""

import re
from dataclasses import dataclass
from html.parser import HTMLParser

from mailing.formatting.blocks import Code, Document, Run, visible
from mailing.formatting.cleaning import clean
from mailing.formatting.elements import Attributes, kind_of, kind_of_quote, marks_of, number_of, style_of
from mailing.formatting.flow import Frame

# Outlook nests every answer into the next; deeper quotes and lists than this are shown at this depth.
MAX_NESTING = 6
QUOTE_BELOW = "-----Original Message-----"

_LINK = re.compile(r"(https?|mailto|tel):.", re.IGNORECASE)


def read(html: str, *, marking_quotes: bool = False) -> Document:
    """The blocks of any HTML. With `marking_quotes`, what a mail program marks as the older message becomes a quote."""
    return read_with_pictures(html, marking_quotes=marking_quotes)[0]


def read_with_pictures(html: str, *, marking_quotes: bool = False) -> tuple[Document, tuple[str, ...]]:
    """The blocks, and the Content-IDs of the pictures that belong to them."""
    reader = _Reader(marking_quotes)
    reader.feed(clean(html))
    reader.close()
    return reader.document(), tuple(dict.fromkeys(reader.pictures))


@dataclass(frozen=True)
class _Element:
    tag: str
    kind: str = ""
    marks: frozenset[str] = frozenset()
    link: str = ""
    hidden: bool = False


class _Reader(HTMLParser):
    """Walks over clean HTML: an element changes the look, ends a line, or opens a frame of its own."""

    def __init__(self, marking_quotes: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.marking_quotes = marking_quotes
        self.pictures: list[str] = []
        self.frames = [Frame("page")]
        self.elements = [_Element("page")]
        self.code: list[str] | None = None
        self.marker: list[str] | None = None

    @property
    def frame(self) -> Frame:
        return self.frames[-1]

    def document(self) -> Document:
        while len(self.frames) > 1:
            self._close_frame()
        self.frame.end_paragraph()
        return tuple(self.frame.blocks)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag == "br":
            self.handle_data("\n") if self.code is not None else self.frame.break_line()
        elif tag == "hr":
            self.frame.part_paragraphs()
        elif tag == "img":
            self._picture(attributes)
        else:
            self._open(tag, attributes)

    def handle_endtag(self, tag: str) -> None:
        if tag in [element.tag for element in self.elements]:
            while self._close(self.elements.pop()) != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self.elements[-1].hidden:
            return
        if self.code is not None:
            self.code.append(data)
        elif self.marker is not None:
            self.marker.append(data)
        else:
            self._text(data.replace("\n", " "))

    def _text(self, text: str) -> None:
        element = self.elements[-1]
        self.frame.row.append(Run(text, element.marks, element.link))

    def _picture(self, attributes: Attributes) -> None:
        source, text = attributes.get("src", ""), attributes.get("alt", "")
        if source.lower().startswith("cid:"):
            self.pictures.append(source[4:])
        elif text and len(text) <= 8 and not any(character.isalnum() for character in text):
            self._text(text)  # Gmail and Outlook draw an emoji as a picture

    def _open(self, tag: str, attributes: Attributes) -> None:
        style = style_of(attributes)
        above = self.elements[-1]
        added, removed = marks_of(tag, style)
        link = attributes.get("href", "") if tag == "a" else above.link
        if not _LINK.match(link):
            link = ""
        kind = (self.marking_quotes and kind_of_quote(attributes, style)) or kind_of(tag, attributes, style)
        hidden = above.hidden or style.get("display") == "none"
        self.elements.append(_Element(tag, kind, (above.marks | added) - removed, link, hidden))
        self._begin(kind, attributes)

    def _begin(self, kind: str, attributes: Attributes) -> None:
        match kind:
            case "line":
                self.frame.end_line()
            case "apart":
                self.frame.part_paragraphs()
            case "quoted-from-here":
                self.frame.end_line()
                self._text(QUOTE_BELOW)
                self.frame.break_line()
            case "pre":
                self.frame.end_paragraph()
                self.code = []
            case "marker":
                self.marker = []
            case "ol":
                self._open_frame(kind, number_of(attributes.get("start", "1") + ".") or 1)
            case "blockquote" | "ul" | "li" | "tr" | "td" | "th" | "word-item":
                self._open_frame(kind)

    def _close(self, element: _Element) -> str:
        match element.kind:
            case "line" | "quoted-from-here":
                self.frame.end_line()
            case "apart":
                self.frame.part_paragraphs()
            case "pre":
                self._end_code()
            case "marker":
                self.frame.start = number_of("".join(self.marker or []))
                self.marker = None
            case "blockquote" | "ul" | "ol" | "li" | "tr" | "td" | "th" | "word-item":
                self._close_frame()
        return element.tag

    def _end_code(self) -> None:
        text = visible("".join(self.code or [])).strip("\n").rstrip()
        self.code = None
        if text.strip():
            self.frame.add([Code(text)])

    def _open_frame(self, kind: str, start: int | None = None) -> None:
        self.frame.end_line()
        self.frames.append(Frame(kind, start))

    def _close_frame(self) -> None:
        self.frame.end_paragraph()
        frame = self.frames.pop()
        match frame.kind:
            case "li" if self.frame.kind in ("ul", "ol"):
                self.frame.parts.append(frame.blocks)
            case "td" | "th" if self.frame.kind == "tr":
                self.frame.parts.append(frame.blocks)
            case "tr":
                self.frame.add_row([frame.blocks, *frame.parts])
            case "word-item":
                self.frame.add_word_item(frame.blocks, frame.start)
            case _:
                self.frame.add(frame.contents() if self._nested_enough() else frame.close())

    def _nested_enough(self) -> bool:
        return sum(frame.kind in ("blockquote", "ul", "ol") for frame in self.frames) >= MAX_NESTING
