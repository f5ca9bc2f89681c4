"""What fits into an announcement: refused while it is written, in words, so that nothing fails when it leaves."""

from collections.abc import Sequence

from locales import Words
from mailing import formatting
from mailing.turn import Enclosure
from storage.announcements import Attached
from storage.refusals import Refusal

MEGABYTE = 1024 * 1024
LARGEST = 20 * MEGABYTE
"""What a bot may fetch from Telegram (core.telegram.org/bots/api#getfile), and what most mail servers take at once."""

SUBJECT = 120
KINDS = ("photo", "document", "video", "audio", "animation")
PICTURES = ("photo", "video")


class FilesTooLarge(Refusal):
    """Together more than a mail server takes, or one that nobody can fetch."""


class NotForAnnouncing(Refusal):
    """A voice message, a sticker and the like."""


class NothingToSend(Refusal):
    """No text: a picture alone says nothing to whoever reads plain mail or hears the screen."""


def check_files(files: Sequence[Enclosure]) -> None:
    """Raises `FilesTooLarge`, `NotForAnnouncing`."""
    if any(file.kind not in KINDS for file in files):
        raise NotForAnnouncing
    if sum(file.size for file in files) > LARGEST:
        raise FilesTooLarge(limit=LARGEST // MEGABYTE)


def hint(say: Words, subject: str, html: str, kinds: Sequence[str]) -> str:
    """What will look different in the chat: a text in several parts, or below its photo. Empty if nothing will."""
    whole = f"<p>{subject}</p>{html}"
    parts = len(formatting.split_for_chat(whole))
    if parts > 1:
        return say.text("composing-hint-parts", parts=parts)
    pictures = sum(kind in PICTURES for kind in kinds)
    fits_below = pictures == 1 and len(formatting.split_for_chat(whole, formatting.CAPTION_LIMIT)) == 1
    return say.text("composing-hint-photo-first") if pictures and not fits_below else ""


def attached(file: Enclosure) -> Attached:
    return Attached(file.kind, file.name, file.mime, file.size, file.file_id, file.content)
