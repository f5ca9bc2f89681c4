"""What a letter may be made of, looked at before the email package does.

That package needs 7 s for 100,000 parts and overflows its stack on 1,000 nested ones, so the parts are counted first,
by the same rules by which it would find them (RFC 2046 5.1, and its own leniency), in time linear in the size.
"""

import re
from email.message import Message
from email.parser import BytesHeaderParser
from typing import NamedTuple

LETTER_LIMIT = 40 * 1024 * 1024
TEXT_LIMIT = 1024 * 1024
HEADER_LIMIT = 256 * 1024
LINE_LIMIT = 1_000_000
DEPTH_LIMIT = 20
PART_LIMIT = 200

_HEADER_LINE = re.compile(rb"(?:From |[\x21-\x39\x3b-\x7e]*:|[\t ])[^\r\n]*(?:\r\n|\r|\n|\Z)")
_FROM_DASHES = re.compile(rb"--[^\r\n]*")
_EMPTY_LINE = re.compile(rb"\r\n|\r|\n")
_BLOCK_END = re.compile(rb"\n\r?\n")
_PARSER = BytesHeaderParser()


class Unreadable(Exception):
    """A letter that nobody should try to read; `reason` is a name for the log, never content."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def check(raw: bytes) -> None:
    """Raises Unreadable for what is too large, too deep, or in too many parts."""
    if len(raw) > LETTER_LIMIT:
        raise Unreadable("too large")
    if raw.count(b"\n") + raw.count(b"\r") - raw.count(b"\r\n") > LINE_LIMIT:
        raise Unreadable("too many lines")
    _Structure(raw).walk()


class _Around(NamedTuple):
    """A multipart with its boundary, or a message inside the message, around the place where the walk is."""

    boundary: bytes | None = None
    digest: bool = False


class _Structure:
    """Walks from part to part."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self.open: list[_Around] = []
        self.parts = 0

    def walk(self) -> None:
        position: int | None = 0
        while position is not None:
            header, position = self._header(position)
            position = self._enter(header, position)

    def _header(self, start: int) -> tuple[Message, int]:
        end = start
        while found := _HEADER_LINE.match(self.raw, end):
            if found.end() == end or found.end() - start > HEADER_LIMIT:
                break
            end = found.end()
        if found and found.end() - start > HEADER_LIMIT:
            raise Unreadable("header too long")
        empty = _EMPTY_LINE.match(self.raw, end)
        return _PARSER.parsebytes(self.raw[start:end]), empty.end() if empty else end

    def _enter(self, header: Message, body: int) -> int | None:
        """Count a part; returns where the next one begins, if there is one."""
        self._count()
        if self.open and self.open[-1].digest:
            header.set_default_type("message/rfc822")
        kind = header.get_content_type()
        if kind.startswith("message/") and kind != "message/delivery-status":
            self._deeper(_Around())
            return body
        if kind.startswith("multipart/") and (boundary := header.get_boundary()):
            line = b"--" + boundary.encode("utf-8", "surrogateescape")
            self._deeper(_Around(line, kind == "multipart/digest"))
        end, following = self._next_boundary(body)
        if kind == "message/delivery-status":
            self._count(len(_BLOCK_END.findall(self.raw, body, end)))
        return following

    def _count(self, parts: int = 1) -> None:
        self.parts += parts
        if self.parts > PART_LIMIT:
            raise Unreadable("too many parts")

    def _deeper(self, around: _Around) -> None:
        self.open.append(around)
        if len(self.open) > DEPTH_LIMIT:
            raise Unreadable("too deep")

    def _next_boundary(self, position: int) -> tuple[int, int | None]:
        """The end of this body, and the place behind the line that begins the next part."""
        places = {around.boundary: level for level, around in enumerate(self.open) if around.boundary}
        for found in _FROM_DASHES.finditer(self.raw, position):
            if self.raw[max(0, found.start() - 1) : found.start()] not in (b"", b"\r", b"\n"):
                continue
            line = found[0].rstrip(b" \t")
            if line in places:
                del self.open[places[line] + 1 :]
                behind = _EMPTY_LINE.match(self.raw, found.end())
                return found.start(), behind.end() if behind else found.end()
            if line.endswith(b"--") and line[:-2] in places:
                # What follows the end of a multipart belongs to nothing, until a boundary further out.
                places = {boundary: level for boundary, level in places.items() if level < places[line[:-2]]}
        return len(self.raw), None
