"""In which order the parts of a line stand on paper, when it is read from two sides.

fpdf2 finds the levels of the Unicode Bidirectional Algorithm (UAX #9), and draws two of them rightly; a number inside
an Arabic name inside a German line has a third (measured with 2.8.9). So the parts are put in their order here (rule
L2), and drawn one by one.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from fpdf.bidi import BidiParagraph


class Part(NamedTuple):
    """Signs of one level, in the order in which they are read; an odd level is read from right to left."""

    text: str
    level: int


def parts(line: str) -> list[Part]:
    """From left to right, as they are drawn."""
    signs = BidiParagraph(line, preserve_bn_chars=True).get_characters_with_embedding_level()
    found = [
        Part("".join(sign.character for sign in group), level)
        for level, group in groupby(signs, key=lambda sign: sign.embedding_level)
    ]
    for level in range(max((part.level for part in found), default=0), 0, -1):
        found = list(_turned(found, level))
    return found


def _turned(found: list[Part], level: int) -> Iterator[Part]:
    """Each sequence of parts of this level or a higher one the other way round."""
    for is_high, group in groupby(found, key=lambda part: part.level >= level):
        together = list(group)
        yield from reversed(together) if is_high else together
