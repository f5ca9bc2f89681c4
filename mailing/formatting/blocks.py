"""What a text of ours is made of: paragraphs, lists, quotes and code blocks, and in them runs of equally marked text.

Every form that a text comes in (chat, mail, plain) is read into these blocks and every form that it goes out in is
written from them. Marks lie flat on runs instead of nesting, so that overlapping markup has nothing to contradict.
What Telegram cannot show together is never together here: code carries neither another mark nor a link. A link is
underlined as it is; Word underlines each once more.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

BREAK = "\n"
# The order in which marks enclose each other when written, outermost first.
MARKS = ("b", "i", "u", "s", "code")

_SPACES = re.compile(r"[^\S\n]+")
_AROUND_BREAK = re.compile(r" ?\n ?")
# Control characters, and invisible ones that only hinder searching: soft hyphen, zero-width space, word joiner, BOM.
_INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f\xad\u200b\u2060\ufeff\ud800-\udfff]")


@dataclass(frozen=True)
class Run:
    """Text with the same marks throughout; a line break is "\\n"."""

    text: str
    marks: frozenset[str] = frozenset()
    link: str = ""

    @property
    def look(self) -> tuple[frozenset[str], str]:
        return (self.marks, self.link)


@dataclass(frozen=True)
class Paragraph:
    runs: tuple[Run, ...]


@dataclass(frozen=True)
class Code:
    """A block whose spaces and line breaks count."""

    text: str


@dataclass(frozen=True)
class Quote:
    blocks: tuple["Block", ...]


@dataclass(frozen=True)
class Listing:
    """Items in order; numbered from `start`, or with bullets when there is none."""

    items: tuple[tuple["Block", ...], ...]
    start: int | None = None


Block = Paragraph | Code | Quote | Listing
Document = tuple[Block, ...]


def visible(text: str) -> str:
    """The text without control characters and without what has no width and no meaning."""
    return _INVISIBLE.sub("", text)


def text_of(runs: Iterable[Run]) -> str:
    return "".join(run.text for run in runs)


def tidy(runs: Iterable[Run]) -> tuple[Run, ...]:
    """The same runs with single spaces, none at the edge of a line, and equal neighbours joined."""
    collapsed: list[Run] = []
    for run in map(_possible, runs):
        text = _AROUND_BREAK.sub(BREAK, _SPACES.sub(" ", visible(run.text)))
        if text[:1] == " " and (not collapsed or collapsed[-1].text[-1] in " \n"):
            text = text[1:]
        if text[:1] == BREAK and collapsed:
            _drop_last_space(collapsed)
        if text:
            collapsed.append(replace(run, text=text))
    return _joined(_trimmed(collapsed))


def _possible(run: Run) -> Run:
    if "code" in run.marks:
        return replace(run, marks=frozenset({"code"}), link="")
    return replace(run, marks=run.marks - {"u"}) if run.link else run


def _drop_last_space(runs: list[Run]) -> None:
    last = runs.pop()
    if text := last.text.removesuffix(" "):
        runs.append(replace(last, text=text))


def _trimmed(runs: list[Run]) -> list[Run]:
    while runs and not runs[0].text.lstrip():
        runs.pop(0)
    while runs and not runs[-1].text.rstrip():
        runs.pop()
    if runs:
        runs[0] = replace(runs[0], text=runs[0].text.lstrip())
        runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip())
    return runs


def _joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    joined: list[Run] = []
    for run in runs:
        if joined and joined[-1].look == run.look:
            joined[-1] = replace(run, text=joined[-1].text + run.text)
        else:
            joined.append(run)
    return tuple(joined)


def cut(runs: Iterable[Run], start: int, end: int) -> tuple[Run, ...]:
    """The part of the runs between two positions, in characters."""
    part: list[Run] = []
    position = 0
    for run in runs:
        text = run.text[max(0, start - position) : max(0, end - position)]
        position += len(run.text)
        if text:
            part.append(replace(run, text=text))
    return tuple(part)


def rows_of(runs: Iterable[Run]) -> list[tuple[Run, ...]]:
    """The runs of each line."""
    rows: list[list[Run]] = [[]]
    for run in runs:
        first, *rest = run.text.split(BREAK)
        rows[-1].append(replace(run, text=first))
        rows.extend([replace(run, text=text)] for text in rest)
    return [tuple(run for run in row if run.text) for row in rows]
