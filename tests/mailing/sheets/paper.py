"""What stands on a sheet and where, as other programs see it: pypdf reads the text, PDFium finds the places."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pypdf
import pypdfium2
from PIL import Image
from pypdfium2.raw import FPDF_PAGEOBJ_PATH, FPDF_PAGEOBJ_TEXT

from mailing.sheets.occasion import Meeting, Occasion

BERLIN = ZoneInfo("Europe/Berlin")
MADE = datetime(2027, 4, 13, 10, tzinfo=UTC)

EVENING = Meeting(datetime(2027, 4, 13, 16, tzinfo=UTC), datetime(2027, 4, 13, 18, tzinfo=UTC))
LESSON = Occasion("Kasse und Buchhaltung im Verein", "Bürgerhaus Velbert", (EVENING,))
LONG = "Donaudampfschifffahrtsgesellschaftskapitänswitwenvereinsvorsitzende" * 3

A4 = (595, 842)
"""Points, upright."""


class Box(NamedTuple):
    """Points from the left and the lower edge of the page."""

    left: float
    bottom: float
    right: float
    top: float

    def holds(self, other: "Box") -> bool:
        near = 0.5
        return (
            self.left <= other.left + near
            and self.right >= other.right - near
            and self.bottom <= other.bottom + near
            and self.top >= other.top - near
        )

    def meets(self, other: "Box") -> bool:
        return (
            self.left < other.right and other.left < self.right and self.bottom < other.top and other.bottom < self.top
        )


def texts(data: bytes) -> list[str]:
    """The text of every page, on one line, in the order in which it is read."""
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(data)).pages]


def size(data: bytes) -> tuple[int, int]:
    """Width and height of the first page in points."""
    box = pypdf.PdfReader(io.BytesIO(data)).pages[0].mediabox
    return round(box.width), round(box.height)


def written(data: bytes) -> Iterator[list[Box]]:
    """Per page, where a piece of text stands."""
    return _places(data, FPDF_PAGEOBJ_TEXT)


def drawn(data: bytes) -> Iterator[list[Box]]:
    """Per page, where a line or a cell is drawn."""
    return _places(data, FPDF_PAGEOBJ_PATH)


def _places(data: bytes, kind: int) -> Iterator[list[Box]]:
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            yield [Box(*thing.get_bounds()) for thing in page.get_objects(filter=[kind])]


def letter(data: bytes, words: str) -> Box:
    """Where the first letter of these words stands on the first page."""
    with pypdfium2.PdfDocument(data) as document:
        text = document[0].get_textpage()
        return Box(*text.get_charbox(text.get_text_range().index(words)))


def each(data: bytes, signs: str) -> list[Box]:
    """Where these signs stand on the first page, from left to right."""
    with pypdfium2.PdfDocument(data) as document:
        text = document[0].get_textpage()
        found = [at for at, sign in enumerate(text.get_text_range()) if sign in signs]
        return sorted(Box(*text.get_charbox(at)) for at in found)


def picture(data: bytes, box: Box) -> Image.Image:
    """A piece of the first page in grey, four dots per point."""
    with pypdfium2.PdfDocument(data) as document:
        page = document[0]
        width, height = page.get_size()
        cut = (box.left, box.bottom, width - box.right, height - box.top)
        seen: Image.Image = page.render(scale=4, crop=cut).to_pil().convert("L")
        return seen
