"""Paper for every sheet: A4, a font for the scripts of the members, text that stays where it belongs.

The font is the DejaVu Sans that matplotlib brings along: Latin, Cyrillic, Greek and Arabic, no font of the system
needed. fpdf2 joins Arabic letters; lines are broken in the order in which they are read, and drawn in the one of
`direction.py`. Of what the font cannot write there stands a box, where fpdf2 would leave nothing.

Lengths are millimetres, sizes of type points (`LINE` is the height of a line in mm per point).
"""

import importlib.util
import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Literal, NamedTuple

from fpdf import FPDF

from locales import Words
from mailing.sheets.direction import parts

FONT = "DejaVu"
LINE = 0.45
BOX = "□"
CUT = "…"
INK, GREY, PALE = (33, 37, 41), (95, 102, 110), (238, 240, 243)
MARGIN = 12.0
ALIGNED = {"left": 0.0, "centre": 0.5, "right": 1.0}
BREAKS = re.compile(r"[ \t\n\r\f\v\x1c-\x1f\x85\u2028\u2029]+")
"""Where a line may end; not at a space that belongs between two signs."""

Align = Literal["left", "centre", "right"]


def font_file(name: str) -> Path:
    """A font that matplotlib brings along, without importing it."""
    found = importlib.util.find_spec("matplotlib")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent / "mpl-data" / "fonts" / "ttf" / name


class Paper(FPDF):
    """An empty sheet. Its file tells its title, its language and when it was made, and nothing of anybody."""

    def __init__(self, title: str, say: Words, made: datetime, *, landscape: bool = False) -> None:
        super().__init__("landscape" if landscape else "portrait", "mm", "A4")
        self.say = say
        self.set_title(title)
        self.set_lang(say.language)
        self.set_creation_date(made)
        self.add_font(FONT, "", font_file("DejaVuSans.ttf"))
        self.add_font(FONT, "B", font_file("DejaVuSans-Bold.ttf"))
        self.set_text_shaping(True)
        self.set_margin(MARGIN)
        self.c_margin = 0
        self.set_auto_page_break(False)
        self.set_draw_color(*GREY)

    def write_with(self, size: float, *, bold: bool = False, color: tuple[int, int, int] = INK) -> None:
        """How everything is written from now on."""
        self.set_font(FONT, "B" if bold else "", size)
        self.set_text_color(*color)

    def legible(self, text: str) -> str:
        """On one line, composed, without invisible signs, and with a box for what the font does not have."""
        known = self.fonts[FONT.lower()].cmap  # type: ignore[union-attr] # the core fonts of PDF have none
        signs = unicodedata.normalize("NFC", BREAKS.sub(" ", text).strip())
        shown = (sign for sign in signs if unicodedata.category(sign) not in ("Cc", "Cf", "Cs") and not _selects(sign))
        return "".join(sign if ord(sign) in known else BOX for sign in shown)

    def lines(self, text: str, width: float, most: int) -> list[str]:
        """The text in so many lines at most, as wide as the font writes it now; what is too long ends in "…"."""
        found = list(self._broken(self.legible(text), width))
        return found if len(found) <= most else [*found[: most - 1], self._cut(" ".join(found[most - 1 :]), width)]

    def paragraphs(self, text: str, width: float, most: int) -> list[str]:
        """`lines`, but where the writer began a new line there is one."""
        found = [line for part in text.splitlines() for line in self.lines(part, width, most)]
        return found if len(found) <= most else [*found[: most - 1], self._cut(found[most - 1] + CUT, width)]

    def fits(self, text: str, width: float) -> bool:
        return bool(self.get_string_width(text) <= width)

    def centred(self, text: str, sizes: Sequence[float], most: int, *, bold: bool = False) -> None:
        """Across the page, in the first of the sizes in which it needs no more lines than `most`."""
        width = self.epw
        for size in sizes:
            self.write_with(size, bold=bold)
            if len(self.lines(text, width, most + 1)) <= most:
                break
        for line in self.lines(text, width, most):
            self.put(line, align="centre")

    @property
    def line_height(self) -> float:
        """Of the type that is written with now."""
        return self.font_size_pt * LINE

    def put(self, line: str, *, align: Align = "left") -> None:
        """A line across the page, and below it the next one."""
        self.draw(line, self.l_margin, self.y, self.epw, align=align)
        self.set_xy(self.l_margin, self.y + self.line_height)

    def draw(self, line: str, x: float, y: float, width: float, *, align: Align = "left") -> None:
        """A line at its place, each part in its direction."""
        x += (width - self.get_string_width(line)) * ALIGNED[align]
        for part in parts(line):
            self.set_text_shaping(True, direction="rtl" if part.level % 2 else "ltr")
            self.set_xy(x, y)
            self.cell(self.get_string_width(part.text), self.line_height, part.text)
            x += self.get_string_width(part.text)
        self.set_text_shaping(True)

    def _broken(self, text: str, width: float) -> Iterator[str]:
        """Lines between words; a word that is wider than the line is broken where the line ends."""
        line = ""
        for word in text.split(" "):
            longer = f"{line} {word}".lstrip()
            if self.fits(longer, width):
                line = longer
                continue
            if line:
                yield line
            *full, line = self._pieces(word, width)
            yield from full
        yield line

    def _pieces(self, word: str, width: float) -> list[str]:
        pieces = [""]
        for sign in word:
            if pieces[-1] and not self.fits(pieces[-1] + sign, width):
                pieces.append("")
            pieces[-1] += sign
        return pieces

    def _cut(self, text: str, width: float) -> str:
        kept = text[: len(next(self._broken(text, width)))]
        while kept and not self.fits(kept.rstrip(" ,.;" + CUT) + CUT, width):
            kept = kept[:-1]
        return kept.rstrip(" ,.;" + CUT) + CUT


def _selects(sign: str) -> bool:
    """Whether it only chooses the look of the sign before it."""
    return "\ufe00" <= sign <= "\ufe0f"


class Column(NamedTuple):
    """A column of a list: `width` in mm, at most `lines` lines in a row."""

    heading: str
    width: float
    lines: int = 3
    bold: bool = False


class ListPaper(Paper):
    """A list across the page: on every page title, what stands under it, the headings, and which page it is."""

    SIZE = 9.5
    PADDING = 1.5
    BOTTOM = 16.0

    def __init__(self, title: str, under: Sequence[str], say: Words, made: datetime, *, note: str = "") -> None:
        super().__init__(title, say, made, landscape=True)
        self.under, self.note = under, note
        self.add_page()

    def header(self) -> None:
        self.write_with(15, bold=True)
        for line in self.lines(self.title or "", self.epw, 2):
            self.put(line)
        self.write_with(10, color=GREY)
        for text in self.under:
            for line in self.lines(text, self.epw, 3):
                self.put(line)
        self.ln(3)

    def footer(self) -> None:
        self.write_with(8, color=GREY)
        self.set_xy(self.l_margin, self.h - MARGIN)
        # Its place is on the left: fpdf2 does not know how wide the number of pages will be.
        self.cell(0, self.line_height, self.say.text("sheets-page", page=self.page_no(), pages="{nb}"))
        self.draw(self.note, self.l_margin, self.h - MARGIN, self.epw, align="right")

    def rows(self, columns: Sequence[Column], rows: Sequence[Sequence[str]], *, height: float) -> None:
        """A table; each row as high as it needs, and at least `height`. No row goes over two pages."""
        headings = [column.heading for column in columns]
        in_bold = [column._replace(bold=True) for column in columns]
        self._row(in_bold, headings, 0, fill=PALE)
        for row in rows:
            if self.y + self._height(columns, row, height) > self.h - self.BOTTOM:
                self.add_page()
                self._row(in_bold, headings, 0, fill=PALE)
            self._row(columns, row, height)

    def _row(
        self,
        columns: Sequence[Column],
        texts: Sequence[str],
        height: float,
        *,
        fill: tuple[int, int, int] = (255, 255, 255),
    ) -> None:
        height = self._height(columns, texts, height)
        x, y = self.l_margin, self.y
        self.set_fill_color(fill)
        self.set_line_width(0.2)
        for column, text in zip(columns, texts, strict=True):
            self.rect(x, y, column.width, height, style="DF")
            lines = self._in_cell(column, text)
            top = y + (height - len(lines) * self.line_height) / 2
            for number, line in enumerate(lines):
                self.draw(line, x + self.PADDING, top + number * self.line_height, column.width)
            x += column.width
        self.set_xy(self.l_margin, y + height)

    def _height(self, columns: Sequence[Column], texts: Sequence[str], least: float) -> float:
        lines = max(len(self._in_cell(column, text)) for column, text in zip(columns, texts, strict=True))
        return max(least, lines * self.line_height + 2 * self.PADDING)

    def _in_cell(self, column: Column, text: str) -> list[str]:
        """The lines of a cell, and the type that they are written with."""
        self.write_with(self.SIZE, bold=column.bold)
        return self.lines(text, column.width - 2 * self.PADDING, column.lines)
