"""A mail as its reader sees it: subject, text, pictures, links; and as it travelled: envelope and bytes."""

import html
import re
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parseaddr
from functools import cached_property

_LINK = re.compile(r"https?://[^\s<>\"')\]]+")
_HREF = re.compile(r"""href\s*=\s*["']([^"']+)""", re.IGNORECASE)


@dataclass(frozen=True)
class Attachment:
    """A file in a mail; with a `cid`, a picture that the HTML shows as `cid:…`."""

    name: str
    type: str
    data: bytes
    cid: str | None = None


@dataclass(frozen=True, eq=False)
class Letter:
    """One mail in one mailbox: the bytes as stored, with the trace lines that the last server put on top."""

    raw: bytes
    arrived: datetime
    seen: bool = False

    @cached_property
    def headers(self) -> EmailMessage:
        """The parsed mail; header names work without regard to case: `letter.headers["List-Id"]`."""
        message = message_from_bytes(self.raw, policy=default)
        assert isinstance(message, EmailMessage)
        return message

    @property
    def sender(self) -> str:
        """The envelope sender; empty for reports and automatic answers."""
        return str(self.headers["Return-Path"] or "").strip("<> ")

    @property
    def recipient(self) -> str:
        """The envelope recipient, plus-address and all."""
        return str(self.headers["Delivered-To"] or "").strip("<> ")

    @property
    def subject(self) -> str:
        return str(self.headers["Subject"] or "")

    @property
    def message_id(self) -> str:
        return str(self.headers["Message-ID"] or "").strip()

    @property
    def author(self) -> str:
        """The address in From."""
        return parseaddr(str(self.headers["From"] or ""))[1]

    @property
    def reply_address(self) -> str:
        """Where an answer goes: Reply-To, else From."""
        return parseaddr(str(self.headers["Reply-To"] or ""))[1] or self.author

    @property
    def references(self) -> str:
        """The References of an answer to this mail (RFC 5322, 3.6.4)."""
        return " ".join([*str(self.headers["References"] or "").split(), self.message_id])

    @cached_property
    def text(self) -> str:
        """The text/plain body; empty when there is none."""
        return self._body("plain")

    @cached_property
    def html(self) -> str:
        """The text/html body; empty when there is none."""
        return self._body("html")

    @cached_property
    def links(self) -> list[str]:
        """Every web address in text and HTML, each once, in order of appearance."""
        found = [*_LINK.findall(self.text), *(html.unescape(link) for link in _HREF.findall(self.html))]
        return [link for link in dict.fromkeys(found) if link.startswith("http")]

    @cached_property
    def attachments(self) -> list[Attachment]:
        """The files of the mail, inline pictures included."""
        return [_attachment(part) for part in self.headers.walk() if _is_file(part)]

    def _body(self, subtype: str) -> str:
        part = self.headers.get_body((subtype,))
        return _text(part).replace("\r\n", "\n") if isinstance(part, EmailMessage) else ""

    def __str__(self) -> str:
        return f"{self.author} -> {self.recipient}: {self.subject}"


def _text(part: EmailMessage) -> str:
    try:
        return str(part.get_content())
    except LookupError:  # a charset that nobody knows
        return _bytes(part).decode("latin-1")


def _bytes(part: EmailMessage) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else part.as_bytes()


def _is_file(part: EmailMessage) -> bool:
    return not part.is_multipart() and bool(part.get_filename() or part["Content-ID"])


def _attachment(part: EmailMessage) -> Attachment:
    cid = str(part["Content-ID"] or "").strip("<> ")
    return Attachment(part.get_filename() or "", part.get_content_type(), _bytes(part), cid or None)
