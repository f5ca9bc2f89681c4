"""Headers of a letter that goes out, safe against whatever people are called and write."""

import re
import textwrap
from base64 import b64encode
from collections.abc import Iterable, Mapping
from datetime import datetime, tzinfo
from email.utils import format_datetime
from functools import cache, lru_cache

from mailing.addresses import Mailbox, envelope

# Nothing that ends a line, nothing invisible that turns the direction of what stands behind it.
_NEVER = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]+")
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]*")
_IDENTITY = re.compile(r"[!-;=?-~]{1,900}")
_LINK = re.compile(r"(?:https|http|mailto):[!-;=?-~]{1,900}")
_VALUE = re.compile(r"[\t -~]*(?:\r\n [\t -~]*)*")
_LIST_ID = re.compile(r"[A-Za-z0-9._-]{1,200}")

FOLD = "\r\n "
NAME_LIMIT = 100
SUBJECT_LIMIT = 250
# RFC 2047 2: a line with an encoded word has at most 76 characters.
_LINE = 76
# RFC 2047 5 (3): what may stand for itself where the encoded word is part of a name.
_ITSELF = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!*+-/"
_Q = [chr(octet) if octet in _ITSELF else "_" if octet == ord(" ") else f"={octet:02X}" for octet in range(256)]


class UnsafeHeader(ValueError):
    """What would break out of its header."""


def clean(written: str, limit: int = SUBJECT_LIMIT) -> str:
    """Text on one line, without what no header may carry."""
    return " ".join(_NEVER.sub(" ", written).split())[:limit].strip()


def text(written: str, header: str) -> str:
    """A text as a header's value, encoded if it needs to be (RFC 2047)."""
    cleaned = clean(written)
    if _needs_encoding(cleaned):
        return _encoded(cleaned, header)
    width = _LINE - len(f"{header}: ")
    return FOLD.join(textwrap.wrap(cleaned, width, break_long_words=False, break_on_hyphens=False))


def date(moment: datetime) -> str:
    """When, to the second (RFC 5322 3.3)."""
    return _date(int(moment.timestamp()), moment.tzinfo)


@lru_cache(maxsize=8)
def _date(second: int, zone: tzinfo | None) -> str:
    return format_datetime(datetime.fromtimestamp(second, zone))


def mailbox(person: Mailbox, header: str) -> str:
    """ "Name <address>" (RFC 5322 3.4), or a list's name and its id (RFC 2919). Raises UnsafeAddress, UnsafeHeader."""
    if header == "List-Id":
        if not _LIST_ID.fullmatch(person.address):
            raise UnsafeHeader("not a list's id")
        address = person.address
    else:
        address = envelope(person.address)
    name = _phrase(clean(person.name, NAME_LIMIT), header)
    if not name:
        return f"<{address}>"
    fits = len(f"{header}: {name} <{address}>") <= _LINE
    return f"{name}{' ' if fits else FOLD}<{address}>"


def _phrase(name: str, header: str) -> str:
    if _needs_encoding(name):
        return _encoded(name, header)
    if _ATOMS.fullmatch(name):
        return name
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _needs_encoding(cleaned: str) -> bool:
    return not cleaned.isascii() or "=?" in cleaned


def _encoded(cleaned: str, header: str) -> str:
    """Encoded words, one a line (RFC 2047), in the shorter of the two encodings. None cuts a character in two, and
    each is short enough for the first line, which begins with the header's name."""
    q_pieces, b_pieces = _pieces(header)
    octets = cleaned.encode()
    escaped = octets.translate(None, _ITSELF + b" ")
    if len(octets) + 2 * len(escaped) <= len(octets) * 4 / 3:
        words = q_pieces.findall("".join(map(_Q.__getitem__, octets)))
        return FOLD.join([f"=?utf-8?q?{word}?=" for word in words])
    return FOLD.join([f"=?utf-8?b?{b64encode(piece).decode()}?=" for piece in b_pieces.findall(octets)])


@cache
def _pieces(header: str) -> tuple[re.Pattern[str], re.Pattern[bytes]]:
    """What fits into an encoded word of each kind: text in which octets are escaped already, and octets as they are."""
    room = _LINE - len(f"{header}: =?utf-8?q??=")
    return (
        re.compile(rf".{{1,{room}}}(?<!=)(?<!=.)(?!=[89AB])"),
        re.compile(rb".{1,%d}(?![\x80-\xbf])" % (room // 4 * 3), re.DOTALL),
    )


def identities(message_ids: Iterable[str]) -> str:
    """Message-IDs in brackets, one a line; what is none is left out."""
    return FOLD.join([f"<{identity}>" for identity in message_ids if is_identity(identity)])


def is_identity(written: str) -> bool:
    """Whether this can stand in brackets as a Message-ID or Content-ID."""
    return bool(_IDENTITY.fullmatch(written))


def links(uris: Iterable[str]) -> str:
    """Links in brackets, one a line (RFC 2369 2). Raises UnsafeHeader."""
    given = list(uris)
    if not all(map(_LINK.fullmatch, given)):
        raise UnsafeHeader("not a link")
    return f",{FOLD}".join(f"<{link}>" for link in given)


def write(fields: Mapping[str, str]) -> bytes:
    """The lines of a header; empty fields are left out. Raises UnsafeHeader for a value that is not one."""
    if not all(map(_VALUE.fullmatch, fields.values())):
        raise UnsafeHeader("a line too many")
    return "".join([f"{name}: {value}\r\n" for name, value in fields.items() if value]).encode("ascii")
