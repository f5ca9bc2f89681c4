"""A letter that goes out: from its parts to the bytes that SMTP carries.

    raw = build(Outgoing(sender=…, recipient=…, subject=…, plain=…, html=…, …))

multipart/alternative, the plain text first and complete; pictures travel with the HTML (multipart/related), files
beside both (multipart/mixed). The HTML is a clean fragment (`formatting.to_mail`) in the one frame
templates/letter.html: nothing remote, no colours. Lines end with CRLF and have less than 998 octets (RFC 5322 2.1.1,
2.3). The same Outgoing always gives the same bytes.

The headers are written here (`outgoing_headers.py`): the email package folds a long link or Message-ID into an encoded
word, which no program takes for an address any more.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import cache
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from mailing.addresses import Mailbox, envelope
from mailing.flowed import flow
from mailing.letters.parts import Attachment
from mailing.outgoing_headers import clean, identities, is_identity, links, mailbox, text, write

FOOTER_RULE = "-" * 24

_MIME = re.compile(r"[A-Za-z0-9.+_-]{1,80}/[A-Za-z0-9.+_-]{1,80}")
# These are whole letters themselves: a part of that kind must not be packed in base64 (RFC 2046 5.2.1).
_NOT_AS_THEY_ARE = ("message", "multipart")


@dataclass(frozen=True)
class Outgoing:
    """Everything a letter says. What is "" or empty is left out.

    Names and subjects may hold anything: what no header may carry is taken out. Addresses and links may not: they raise
    `UnsafeAddress` and `UnsafeHeader`. Message-IDs are without angle brackets; those in `in_reply_to` and `references`
    come from other people's letters, unusable ones are left out. `date` has a time zone.

    `plain` is one line per paragraph, wrapped here; `html` a clean fragment. `footer_*` says who sends this and how it
    ends; it stands below both. `unsubscribe` are the links of List-Unsubscribe, an https one first: with it the letter
    offers to leave with one click (RFC 8058). `auto_submitted` is "auto-generated" for what no person wrote just now,
    "auto-replied" for an answer of ours (RFC 3834), "" for a person's words. `inline` attachments with a `content_id`
    are shown below the text.
    """

    sender: Mailbox
    recipient: Mailbox
    subject: str
    message_id: str
    date: datetime
    plain: str
    html: str
    footer_plain: str = ""
    footer_html: str = ""
    language: str = "de"
    reply_to: str = ""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    list_name: str = ""
    list_id: str = ""
    unsubscribe: tuple[str, ...] = ()
    help: str = ""
    auto_submitted: str = "auto-generated"
    precedence: str = ""
    attachments: tuple[Attachment, ...] = ()


def build(letter: Outgoing) -> bytes:
    """The letter's bytes. Raises UnsafeAddress, UnsafeHeader."""
    return header(letter) + body(letter)


def header(letter: Outgoing) -> bytes:
    """The headers that say from whom, to whom and about what; the others belong to the body."""
    one_click = any(link.startswith("https://") for link in letter.unsubscribe)
    fields = {
        "From": mailbox(letter.sender, "From"),
        "To": mailbox(letter.recipient, "To"),
        "Subject": text(letter.subject, "Subject"),
        "Date": format_datetime(letter.date),
        "Message-ID": identities([letter.message_id]),
        "Reply-To": envelope(letter.reply_to) if letter.reply_to else "",
        "In-Reply-To": identities([letter.in_reply_to]),
        "References": identities(letter.references),
        "List-Id": mailbox(Mailbox(letter.list_name, letter.list_id), "List-Id") if letter.list_id else "",
        "List-Unsubscribe": links(letter.unsubscribe),
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" if one_click else "",
        "List-Help": links([letter.help] if letter.help else []),
        "Auto-Submitted": letter.auto_submitted,
        "Precedence": letter.precedence,
        "Content-Language": letter.language,
    }
    return write({name: value for name, value in fields.items() if value})


def body(letter: Outgoing) -> bytes:
    """The rest, beginning with the headers that describe it."""
    pictures = [file for file in letter.attachments if file.inline and is_identity(file.content_id)]
    message = EmailMessage(policy=SMTP)
    message.set_content(flow(_plain(letter)), cte="quoted-printable", params={"format": "flowed"})
    message.add_alternative(_html(letter, pictures), subtype="html", cte="quoted-printable")
    for picture in pictures:
        _html_part(message).add_related(
            picture.content,
            *_kind(picture),
            cid=f"<{picture.content_id}>",
            disposition="inline",
            filename=clean(picture.name, 120),
        )
    for file in letter.attachments:
        if file not in pictures:
            message.add_attachment(file.content, *_kind(file), filename=clean(file.name, 120))
    _fix_boundaries(message, letter.message_id)
    return message.as_bytes()


def _plain(letter: Outgoing) -> str:
    footer = f"\n\n{FOOTER_RULE}\n{letter.footer_plain.strip()}" if letter.footer_plain else ""
    return f"{letter.plain.strip()}{footer}\n"


def _html(letter: Outgoing, pictures: Sequence[Attachment]) -> str:
    return _frame().render(
        language=letter.language,
        subject=clean(letter.subject),
        html=Markup(letter.html),
        footer=Markup(letter.footer_html),
        pictures=[(quote(picture.content_id, safe="@$-_.+!*'(),"), picture.name) for picture in pictures],
    )


@cache
def _frame() -> Template:
    folder = FileSystemLoader(Path(__file__).parent / "templates")
    return Environment(loader=folder, autoescape=True, undefined=StrictUndefined).get_template("letter.html")


def _html_part(message: EmailMessage) -> EmailMessage:
    part = message.get_body(("related", "html"))
    assert isinstance(part, EmailMessage)
    return part


def _kind(file: Attachment) -> tuple[str, str]:
    main, _, sub = file.mime.partition("/")
    known = _MIME.fullmatch(file.mime) and main not in _NOT_AS_THEY_ARE
    return (main, sub) if known else ("application", "octet-stream")


def _fix_boundaries(message: EmailMessage, seed: str) -> None:
    """The same boundaries each time; "=_" stands neither in base64 nor in quoted-printable text."""
    for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"=_{hashlib.sha256(f'{number} {seed}'.encode()).hexdigest()[:32]}")
