"""The chart of a year's trainings: as a picture, in lines, and as a workbook."""

import io
from functools import partial

import openpyxl
import pytest
from PIL import Image, ImageColor

from mailing.sheets import chart
from mailing.sheets.chart import COLOURS, Figures
from mailing.sheets.making import made

CASH = Figures("Kasse und Buchhaltung", "Velbert", 12, 9, 3, 6)
ARABIC = Figures("المحاسبة في الجمعيات", "Ratingen", 10, 10, 0, 8)
MORE = Figures("Öffentlichkeitsarbeit", "Velbert", 1200, 1, 0, 1)


async def drawn(title: str, figures: list[Figures], language: str = "de") -> Image.Image:
    [data] = await made([partial(chart.png, title, figures, language)])
    assert data.startswith(b"\x89PNG")
    return Image.open(io.BytesIO(data)).convert("RGB")


def widest(seen: Image.Image, colour: str) -> int:
    """Dots of this colour in the row that has the most of them."""
    wanted = bytes(ImageColor.getrgb(colour))
    lines = (seen.crop((0, y, seen.width, y + 1)).tobytes() for y in range(seen.height))
    return max(sum(line[at : at + 3] == wanted for at in range(0, len(line), 3)) for line in lines)


async def test_bars_are_as_long_as_their_numbers() -> None:
    seen = await drawn("Schulungen 2027", [CASH])
    seats, signed_up, waiting, came = (widest(seen, colour) for colour in COLOURS)
    assert seats > 300
    assert signed_up / seats == pytest.approx(9 / 12, abs=0.01)
    assert waiting / seats == pytest.approx(3 / 12, abs=0.01)
    assert came / seats == pytest.approx(6 / 12, abs=0.01)


async def test_a_picture_is_never_larger_than_telegram_takes() -> None:
    """Width and height are at most 10,000 dots in all, and one is at most 20 times the other (Bot API, sendPhoto)."""
    seen = await drawn("Alle Schulungen", [CASH, ARABIC] * 45)
    assert seen.width + seen.height <= 10_000
    assert seen.height <= 20 * seen.width
    assert widest(seen, COLOURS[0]) > 200


async def test_a_year_without_trainings_can_be_drawn() -> None:
    assert (await drawn("Schulungen 2027", [], "en")).width > 1000


def test_the_same_can_be_read_in_lines() -> None:
    assert chart.text([CASH, MORE], "de").split("\n") == [
        "Kasse und Buchhaltung: 12 Plätze, 9 angemeldet, 3 warten, 6 waren da",
        "Öffentlichkeitsarbeit: 1.200 Plätze, 1 angemeldet, 0 warten, 1 waren da",
    ]


def test_the_same_can_be_reckoned_with() -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(chart.xlsx("Schulungen 2027", [CASH, ARABIC], "en")))
    assert list(workbook.worksheets[0].iter_rows(values_only=True)) == [
        ("Training", "Town", "Seats", "Sign-ups", "Waiting", "Came"),
        ("Kasse und Buchhaltung", "Velbert", 12, 9, 3, 6),
        ("المحاسبة في الجمعيات", "Ratingen", 10, 10, 0, 8),
    ]
