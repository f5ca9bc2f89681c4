"""Text in lines that flow (RFC 3676): a line that ends with a space goes on in the next one.

Programs that know it show paragraphs as wide as the window is, the others show lines of a good width.
"""

import re
import textwrap

WIDTH = 72
SIGNATURE = "-- "
_WRAPPER = textwrap.TextWrapper(WIDTH, break_long_words=False, break_on_hyphens=False, replace_whitespace=False)
_FLOWS_ALREADY = re.compile(rf"(?!From |[> ])[^\t]{{0,{WIDTH}}}(?<!\s)")


def unflow(text: str, delsp: bool = False) -> str:
    """Paragraphs on one line each, quoted ones behind "> " as often as they are quoted."""
    paragraphs: list[tuple[int, str]] = []
    open_depth: int | None = None
    for line in text.split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        body = line[depth:].removeprefix(" ")
        if open_depth == depth and body != SIGNATURE:
            paragraphs[-1] = (depth, paragraphs[-1][1] + body)
        else:
            paragraphs.append((depth, body))
        flows = body.endswith(" ") and body != SIGNATURE
        open_depth = depth if flows else None
        if flows and delsp:
            paragraphs[-1] = (depth, paragraphs[-1][1][:-1])
    return "\n".join(_shown(depth, body) for depth, body in paragraphs)


def _shown(depth: int, body: str) -> str:
    return "> " * depth + (body if body == SIGNATURE else body.rstrip())


def flow(text: str) -> str:
    """Lines of at most 72 characters where there are spaces to break at; `unflow` gives the paragraphs back."""
    return "\n".join([line if _FLOWS_ALREADY.fullmatch(line) else _flowed(line) for line in text.split("\n")])


def _flowed(line: str) -> str:
    body = line
    while body.startswith(">"):
        body = body[1:].removeprefix(" ")
    marks = ">" * (len(line) - len(body) - line[: len(line) - len(body)].count(" "))
    return " \n".join(_stuffed(marks, piece) for piece in _WRAPPER.wrap(body) or [""])


def _stuffed(marks: str, piece: str) -> str:
    """Nothing may look like a quote that is none, or like the "From " that some programs change."""
    stuffing = " " if piece and (marks or piece.startswith((" ", ">", "From "))) else ""
    return marks + stuffing + piece
