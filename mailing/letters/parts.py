"""The parts of a letter: its text, its HTML, what is attached."""

import mimetypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from html import escape

from mailing.flowed import unflow
from mailing.formatting import mail_to_plain
from mailing.letters.charsets import decode, decode_header
from mailing.letters.headers import Headers
from mailing.letters.limits import DEPTH_LIMIT, PART_LIMIT, TEXT_LIMIT, Unreadable

# Signatures of S/MIME and OpenPGP, which are about the letter and not in it.
_ABOUT_THE_LETTER = {"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"}
# Outlook writes placeholders and second copies of addresses into its plain text.
_OUTLOOK_LEFTOVERS = re.compile(r"\[cid:[^\]\s]{1,200}\]|(?<=[\w.])<mailto:[^<>\s]{1,200}>")
_MIME = re.compile(r"[a-z0-9.+_-]{1,80}/[a-z0-9.+_-]{1,80}")
_NOT_IN_A_NAME = re.compile(r'[\x00-\x1f\x7f<>:"|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]')


@dataclass(frozen=True)
class Attachment:
    """A file of a letter. `inline`: the HTML shows it where it says `cid:` and the `content_id`."""

    name: str
    mime: str
    content: bytes
    content_id: str = ""
    inline: bool = False


@dataclass(frozen=True)
class Body:
    """The text as plain text and as HTML; "" for the one that is not there."""

    plain: str = ""
    html: str = ""

    @property
    def text(self) -> str:
        return self.plain if self.plain.strip() else mail_to_plain(self.html)


def leaves(message: Message) -> list[Message]:
    """Every part that holds something, in order; a message inside the message is one part."""
    found = list(_leaves(message, 0))
    if len(found) > PART_LIMIT:
        raise Unreadable("too many parts")
    return found


def _leaves(part: Message, depth: int) -> Iterator[Message]:
    if depth > DEPTH_LIMIT:
        raise Unreadable("too deep")
    inside = part.get_payload()
    if isinstance(inside, list) and part.get_content_maintype() == "multipart":
        for child in inside:
            if isinstance(child, Message):
                yield from _leaves(child, depth + 1)
    else:
        yield part


def body_of(part: Message) -> Body:
    """What there is to read: of alternatives one of each kind, else all parts after each other."""
    inside = part.get_payload()
    if not isinstance(inside, list):
        return _text(part) if _is_text(part) else Body()
    if part.get_content_maintype() != "multipart":
        return Body()
    bodies = [body for child in inside if isinstance(child, Message) and (body := body_of(child)) != Body()]
    if part.get_content_type() == "multipart/alternative":
        plain = next((body.plain for body in bodies if body.plain.strip()), "")
        return Body(plain, next((body.html for body in reversed(bodies) if body.html), ""))
    return _joined(bodies)


def _joined(bodies: list[Body]) -> Body:
    """One body: its HTML holds all if any part has HTML, its plain text if any part has only that."""
    if len(bodies) == 1:
        return bodies[0]
    has_html = any(body.html for body in bodies)
    html = "".join(body.html or f"<pre>{escape(body.plain)}</pre>" for body in bodies) if has_html else ""
    return Body("\n".join(body.text for body in bodies), html)


def _is_text(part: Message) -> bool:
    return part.get_content_type() in ("text/plain", "text/html") and part.get_content_disposition() != "attachment"


def _text(part: Message) -> Body:
    text = decode(content_of(part)[:TEXT_LIMIT], _parameter(part, "charset"))
    if part.get_content_type() == "text/html":
        return Body(html=text)
    if _parameter(part, "format").lower() == "flowed":
        text = unflow(text, _parameter(part, "delsp").lower() == "yes")
    return Body(_OUTLOOK_LEFTOVERS.sub("", text))


def _readable(part: Message) -> Message:
    """The two headers that describe a part, where bytes that are no ASCII have been made letters."""
    headers, readable = Headers(part), Message()
    for name in ("Content-Type", "Content-Disposition"):
        readable[name] = headers.first(name)
    return readable


def _parameter(part: Message, name: str) -> str:
    value = _readable(part).get_param(name)
    return value[2] if isinstance(value, tuple) else value or ""


def content_of(part: Message) -> bytes:
    """The bytes of a part; of an encoding that is broken, as much as there is."""
    if isinstance(part.get_payload(), list):
        return b"".join(inner.as_bytes() for inner in part.get_payload() if isinstance(inner, Message))
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def attachments(parts: list[Message]) -> tuple[Attachment, ...]:
    """Everything that is neither the text nor about the letter."""
    files = [part for part in parts if not _is_text(part) and part.get_content_type() not in _ABOUT_THE_LETTER]
    return tuple(_attachment(part, number) for number, part in enumerate(files, 1))


def _attachment(part: Message, number: int) -> Attachment:
    content_id = Headers(part).first("Content-ID").strip("<>")
    mime = part.get_content_type()
    return Attachment(
        name=_name(part, number),
        mime=mime if _MIME.fullmatch(mime) else "application/octet-stream",
        content=content_of(part),
        content_id=content_id,
        inline=bool(content_id) and part.get_content_disposition() != "attachment",
    )


def _name(part: Message, number: int) -> str:
    """A name that is one and no path; a file without a name is called by its number."""
    written = decode_header(_readable(part).get_filename() or "").replace("\\", "/").rpartition("/")[2]
    name = _NOT_IN_A_NAME.sub("", written).strip(" .")
    if not name:
        return f"{number}{mimetypes.guess_extension(part.get_content_type()) or '.bin'}"
    stem, dot, ending = name.rpartition(".")
    return f"{stem[:100]}{dot}{ending[:20]}" if dot else name[:100]
