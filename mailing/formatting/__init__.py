"""One canonical form for every text that goes to many: small, clean HTML, and the ways in and out of it.

The canonical form knows p, br, b, i, u, s, a (http, https, mailto, tel), code, pre, blockquote, ul, ol and li; a
heading is a bold paragraph; spaces are single. It is what is stored. Every function takes any HTML and reads it the
same way, so that nothing unclean gets further than here:

    html = from_chat(message["text"], message["entities"])     or from_mail(letter.html).html, from_plain(letter.text)
    to_chat(html)             "<b>Termin</b>\\n\\n• Stifte"     for parse_mode=HTML
    split_for_chat(html)      the same in parts of 4096 UTF-16 units
    to_plain(html)            "Termin\\n\\n- Stifte"            for text/plain
    to_mail(html)             "<p dir=auto>…"                 a fragment for text/html

Blocks (`blocks.py`) stand between all forms; each form is one file.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from mailing.formatting.blocks import Paragraph, cut, rows_of, text_of
from mailing.formatting.chat import Entity, chat_runs, utf16_length
from mailing.formatting.chat import from_chat as _chat_blocks
from mailing.formatting.chat import to_chat as _write_chat
from mailing.formatting.plain import from_plain as _plain_blocks
from mailing.formatting.plain import to_plain as _write_plain
from mailing.formatting.reading import read, read_with_pictures
from mailing.formatting.splitting import CAPTION_LIMIT, TEXT_LIMIT, split_runs
from mailing.formatting.writing import write, write_for_mail

__all__ = [
    "CAPTION_LIMIT",
    "TEXT_LIMIT",
    "MailText",
    "canonical",
    "from_chat",
    "from_mail",
    "from_plain",
    "mail_to_plain",
    "split_for_chat",
    "take_first_line",
    "to_chat",
    "to_mail",
    "to_plain",
    "utf16_length",
]


@dataclass(frozen=True)
class MailText:
    """A mail's HTML in canonical form, and the Content-IDs of the pictures that stood in it, in order."""

    html: str
    pictures: tuple[str, ...] = ()


def canonical(html: str) -> str:
    """Any HTML in canonical form; what is canonical stays as it is."""
    return write(read(html))


def from_chat(text: str, entities: Iterable[Entity] = ()) -> str:
    """A message's text or caption with its entities as the Bot API gives them (type, offset, length, url)."""
    return write(_chat_blocks(text, entities))


def from_mail(html: str) -> MailText:
    """The HTML part of a mail from any program."""
    document, pictures = read_with_pictures(html)
    return MailText(write(document), pictures)


def from_plain(text: str) -> str:
    """A plain text: empty lines part paragraphs, "- " and "1. " make lists, addresses become links."""
    return write(_plain_blocks(text))


def to_chat(html: str) -> str:
    """HTML for Telegram's `parse_mode=HTML`, of any length."""
    return _write_chat(read(html))


def split_for_chat(html: str, limit: int = TEXT_LIMIT, first: int | None = None) -> list[str]:
    """Messages as HTML for Telegram, none for an empty text; `first` is the limit of the first one (CAPTION_LIMIT)."""
    return split_runs(chat_runs(read(html)), limit, first)


def to_plain(html: str, width: int | None = None) -> str:
    """Readable text, wrapped at `width` characters if that is given."""
    return _write_plain(read(html), width)


def mail_to_plain(html: str) -> str:
    """The text of a letter's HTML part, with "> " before what its program marks as the older message."""
    return _write_plain(read(html, marking_quotes=True))


def to_mail(html: str) -> str:
    """A fragment for the HTML part of a mail, each block in the direction of its own script."""
    return write_for_mail(read(html))


def take_first_line(html: str) -> tuple[str, str]:
    """The first line as plain text, and the rest in canonical form: "An: Hilden" above an announcement."""
    first, *others = read(html) or (Paragraph(()),)
    if not isinstance(first, Paragraph):
        return "", canonical(html)
    head = rows_of(first.runs)[0]
    below = Paragraph(cut(first.runs, len(text_of(head)) + 1, len(text_of(first.runs))))
    return text_of(head), write((below, *others) if below.runs else tuple(others))
