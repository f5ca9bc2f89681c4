"""A message for a chat, cut into what one request can carry.

A text has at most 4096 characters, a caption 1024, an album two to ten files of kinds that go together
(https://core.telegram.org/bots/api#sendmediagroup). The parts of a message are the same on every attempt, so that a
number says how far it came.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from mailing import formatting
from mailing.turn import Enclosure
from storage.announcements import File

ALBUM = 10
MAX_PHOTO = 10 * 1024 * 1024
PHOTOS = ("image/jpeg", "image/png", "image/webp")
"""What may go as a photo; the others, and larger ones, go as documents (https://core.telegram.org/bots/api#sendphoto)."""

PICTURES = ("photo", "video")
_TOGETHER = {"photo": "pictures", "video": "pictures", "document": "documents", "audio": "audio"}

Choices = Sequence[Sequence[str]]
"""[label, data] of each button."""


@dataclass(frozen=True)
class Media:
    """A file on its way into a chat: by Telegram's id, or as bytes, which for a file of an announcement still lie in
    the database (`row_id`)."""

    kind: str
    name: str
    file_id: str | None = None
    content: bytes | None = None
    row_id: int | None = None


@dataclass(frozen=True)
class Part:
    """One request: a text with buttons, or files with a caption. `html` is Telegram's. `numbered`: the buttons can be
    pressed by typing their digits."""

    html: str = ""
    files: tuple[Media, ...] = ()
    buttons: Choices = ()
    numbered: bool = True


def media_of(file: Enclosure | File) -> Media:
    """A file that somebody sent, or one of an announcement."""
    if isinstance(file, File):
        return Media(_kind(file), file.name, file.telegram_file_id, row_id=file.id)
    return Media(_kind(file), file.name, file.file_id, None if file.file_id else file.content)


def announcement_parts(html: str, files: Iterable[Media], buttons: Choices = ()) -> list[Part]:
    """Pictures, the text, and then the other files; a short text stands below a single photo. The buttons are below the
    end of the text, and no digits press them."""
    known = list(files)
    pictures = list(_groups(file for file in known if file.kind in PICTURES))
    others = [Part(files=group) for group in _groups(file for file in known if file.kind not in PICTURES)]
    if [len(group) for group in pictures] == [1]:
        captions = formatting.split_for_chat(html, formatting.CAPTION_LIMIT)
        if len(captions) == 1:
            return [Part(captions[0], pictures[0], buttons, numbered=False), *others]
    texts = [Part(text) for text in formatting.split_for_chat(html)]
    texts[-1:] = [replace(part, buttons=buttons, numbered=False) for part in texts[-1:]]
    return [*(Part(files=group) for group in pictures), *texts, *others]


def message_parts(html: str, files: Iterable[Media], buttons: Choices) -> list[Part]:
    """Files, and then the text, the buttons under its end; a short text stands below a single file."""
    groups = list(_groups(files))
    if [[file.kind in _TOGETHER for file in group] for group in groups] == [[True]]:
        captions = formatting.split_for_chat(html, formatting.CAPTION_LIMIT)
        if len(captions) == 1:
            return [Part(captions[0], groups[0], buttons)]
    texts = [Part(text) for text in formatting.split_for_chat(html)]
    if texts:
        texts[-1] = replace(texts[-1], buttons=buttons)
    return [*(Part(files=group) for group in groups), *texts]


def _groups(files: Iterable[Media]) -> Iterator[tuple[Media, ...]]:
    """Albums of files that go together, in order; what goes with nothing is alone."""
    for kind, group in groupby(files, key=lambda file: _TOGETHER.get(file.kind)):
        together = list(group)
        size = ALBUM if kind else 1
        yield from (tuple(together[start : start + size]) for start in range(0, len(together), size))


def _kind(file: Enclosure | File) -> str:
    if file.kind == "calendar":
        return "document"
    if file.kind == "photo" and (file.size > MAX_PHOTO or file.mime not in PHOTOS):
        return "document"
    return file.kind
