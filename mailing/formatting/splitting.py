"""A long text cut into messages, where a reader would pause: after a paragraph, a line, a sentence, a word.

The cut is made in the text, not in its markup, so that it can neither fall into a tag nor into an `&amp;`; each part
opens the marks again that the part before it closed.
"""

import re
import unicodedata
from collections.abc import Iterator

from mailing.formatting.blocks import Run, cut, text_of
from mailing.formatting.chat import utf16_length, write_chat

# https://core.telegram.org/bots/api#sendmessage and #sendphoto, in UTF-16 units after the entities are parsed.
TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024

# A full stop ends a sentence after two letters, so that neither "13. April" nor "z. B." is cut.
_PAUSES = [
    re.compile(r"\n\n+"),
    re.compile(r"\n"),
    re.compile(r"(?:[^\W\d_]{2}[.]|[!?…؟۔。])[\"»“”)\]]*\s+"),
    re.compile(r"\s+"),
]
_JOINERS = "\u200d\ufe0e\ufe0f\u20e3"


def split_runs(runs: tuple[Run, ...], limit: int = TEXT_LIMIT, first: int | None = None) -> list[str]:
    """The messages, as HTML for the messenger: the first of at most `first` UTF-16 units, the others of `limit`."""
    parts = _parts(text_of(runs), limit, first or limit)
    written = (write_chat(_stripped(cut(runs, start, end))) for start, end in parts)
    return [part for part in written if part]


def _parts(text: str, limit: int, room: int) -> Iterator[tuple[int, int]]:
    position = 0
    while position < len(text):
        end = _pause(text, position, _fitting(text, position, room))
        yield position, end
        position, room = end, limit


def _fitting(text: str, start: int, room: int) -> int:
    """The furthest place up to which the text fits."""
    end = min(len(text), start + room)
    while (excess := utf16_length(text[start:end]) - room) > 0:
        end -= (excess + 1) // 2
    return end


def _pause(text: str, start: int, end: int) -> int:
    """The best place to cut before `end`: the highest kind of pause that does not leave a part nearly empty."""
    if end == len(text):
        return end
    enough = start + (end - start) // 4
    for pause in _PAUSES:
        places = [found.end() for found in pause.finditer(text, start, end + 1) if enough < found.end() <= end]
        if places:
            return places[-1]
    return _between_characters(text, start, end)


def _between_characters(text: str, start: int, end: int) -> int:
    """A place that cuts no emoji and no letter from its accent."""
    place = end
    while place > start + 1 and _holds_together(text[place - 1], text[place]):
        place -= 1
    return place if place > start + 1 else end


def _holds_together(before: str, after: str) -> bool:
    return (
        before == "\u200d"
        or after in _JOINERS
        or bool(unicodedata.combining(after))
        or "\U0001f3fb" <= after <= "\U0001f3ff"
    )


def _stripped(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    text = text_of(runs)
    return cut(runs, len(text) - len(text.lstrip()), len(text.rstrip()))
