"""Seats and people as a picture, for a report: four bars for each training, or for each town."""

import io
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from locales import Words, words
from mailing.sheets.table import as_xlsx

KINDS = ("seats", "signed_up", "waiting", "came")
COLOURS = ("#ced4da", "#2b6cb0", "#e0a030", "#2f855a")
"""Told apart in grey and by those who see no red or green; each bar has its number as well."""
WIDTH, ROW, AROUND = 9.0, 0.95, 1.5
"""Inches: of the picture, of a row, of what stands around them."""
SHARP, MOST_DOTS = 150, 9000
"""Dots per inch; Telegram takes pictures whose width and height are 10,000 dots in all (Bot API, sendPhoto)."""
TITLE_WIDTH, LABEL_WIDTH, LABEL_LINES = 64, 28, 3
"""Letters in a line of the title, of a label, and lines of a label."""


@dataclass(frozen=True)
class Figures:
    """Of one training, or of all in a town; `label` is what they are called."""

    label: str
    town: str
    seats: int
    signed_up: int
    waiting: int
    came: int


def png(title: str, figures: Sequence[Figures], language: str) -> bytes:
    """A picture, as high as its rows need."""
    from matplotlib.figure import Figure
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    height = ROW * len(figures) + AROUND
    drawing = Figure(figsize=(WIDTH, height), layout=ConstrainedLayoutEngine(w_pad=0.15, h_pad=0.15))
    drawing.suptitle(textwrap.fill(title, TITLE_WIDTH), fontsize=14, fontweight="bold")
    _bars(drawing.add_subplot(), figures, words(language))
    picture = io.BytesIO()
    drawing.savefig(picture, format="png", dpi=min(SHARP, MOST_DOTS / (WIDTH + height)), metadata={"Software": None})
    return picture.getvalue()


def _bars(axes: Any, figures: Sequence[Figures], say: Words) -> None:
    thickness = 0.8 / len(KINDS)
    for number, (kind, colour) in enumerate(zip(KINDS, COLOURS, strict=True)):
        places = [row + (number - 1.5) * thickness for row in range(len(figures))]
        values = [getattr(one, kind) for one in figures]
        drawn = axes.barh(places, values, thickness * 0.92, color=colour, label=_name(kind, say))
        axes.bar_label(drawn, [say.number(value) for value in values], padding=3, fontsize=8)
    axes.set_yticks(range(len(figures)), [_label(one.label) for one in figures], fontsize=10)
    axes.set_ylim(len(figures) - 0.5, -0.5)
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.xaxis.set_major_formatter(lambda value, _: say.number(value))
    axes.margins(x=0.08)
    axes.tick_params(left=False)
    axes.grid(axis="x", color="#e9ecef")
    axes.set_axisbelow(True)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=len(KINDS), frameon=False)


def _label(text: str) -> str:
    return "\n".join(textwrap.wrap(text, LABEL_WIDTH, max_lines=LABEL_LINES, placeholder=" …"))


def _name(kind: str, say: Words) -> str:
    return say.text(f"sheets-{kind.replace('_', '-')}")


def text(figures: Sequence[Figures], language: str) -> str:
    """The same for whoever sees no pictures: a line for each."""
    say = words(language)
    return "\n".join(
        say.text("sheets-figures", label=one.label, **{kind: getattr(one, kind) for kind in KINDS}) for one in figures
    )


def xlsx(title: str, figures: Sequence[Figures], language: str) -> bytes:
    """The same to reckon with."""
    say = words(language)
    headings = [say.text("sheets-label"), say.text("sheets-town"), *(_name(kind, say) for kind in KINDS)]
    rows = [[one.label, one.town, *(getattr(one, kind) for kind in KINDS)] for one in figures]
    return as_xlsx(title, [headings, *rows])
