"""A letter that goes out: from its parts to the bytes that SMTP carries.

    raw = build(Outgoing(sender=…, recipient=…, subject=…, plain=…, html=…, …))

multipart/alternative, the plain text first and complete; pictures travel with the HTML (multipart/related), files
beside both (multipart/mixed). An invitation is one more alternative, the last, from which calendar programs make their
buttons (RFC 6047 2.4), and a file, for whoever's program knows only files: as application/ics, since some show each
part of text/calendar as an invitation. The HTML is a clean fragment (`formatting.to_mail`) in the one frame
templates/letter.html: nothing remote, no colours. Lines end with CRLF, have less than 998 octets (RFC 5322 2.1.1, 2.3)
and begin with no dot. The same Outgoing always gives the same bytes.

The bytes are three pieces, so that a letter to many (`skeleton.py`) is made of the same: the lines that every letter
has of its own, what those to many share but for a few words, and the files, which are the same for all of them. The
headers are written here (`outgoing_headers.py`), since the email package folds a long link or Message-ID into an
encoded word, which no program takes for an address any more; and so is the frame around the parts. The email package
packs the files.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from email.message import MIMEPart
from email.policy import SMTP
from functools import cache
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from mailing.addresses import Mailbox, envelope
from mailing.flowed import flow
from mailing.letters.parts import Attachment
from mailing.outgoing_headers import clean, date, identities, is_identity, links, mailbox, text, write
from mailing.quoted_printable import quoted

FOOTER_RULE = "-" * 24

_METHOD = re.compile(rb"^METHOD:([A-Z]{1,20})\r\n", re.MULTILINE)
_MIME = re.compile(r"[A-Za-z0-9.+_-]{1,80}/[A-Za-z0-9.+_-]{1,80}")
# These are whole letters themselves: a part of that kind must not be packed in base64 (RFC 2046 5.2.1).
_NOT_AS_THEY_ARE = ("message", "multipart")

_PLAIN = (
    b'Content-Type: text/plain; charset="utf-8"; format="flowed"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
)
_HTML = b'Content-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'


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
    are shown below the text. `invitation` is a calendar of mailing/calendar.py, whose content names its method.
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
    invitation: Attachment | None = None


def build(letter: Outgoing) -> bytes:
    """The letter's bytes. Raises UnsafeAddress, UnsafeHeader."""
    own = own_header(letter.recipient, letter.date, letter.message_id)
    return own + shared(letter) + enclosed(letter.attachments, letter.invitation)


def own_header(recipient: Mailbox, moment: datetime, message_id: str) -> bytes:
    """The lines that are each letter's own. Raises UnsafeAddress."""
    return write({"To": mailbox(recipient, "To"), "Date": date(moment), "Message-ID": identities([message_id])})


def shared(letter: Outgoing) -> bytes:
    """What follows them, to the end of the HTML. Raises UnsafeAddress, UnsafeHeader."""
    pictures = [file for file in letter.attachments if _is_picture(file)]
    has_files = len(pictures) < len(letter.attachments) or letter.invitation is not None
    pieces = [
        _header(letter),
        b"MIME-Version: 1.0\r\n",
        _opening("mixed") if has_files else b"",
        _opening("alternative"),
        _PLAIN,
        plain_text(_plain(letter)),
        b"\r\n",
        _boundary("alternative"),
        _opening("related") if pictures else b"",
        _HTML,
        quoted(_html(letter, pictures)),
        b"\r\n",
    ]
    return b"".join(pieces)


def enclosed(attachments: Sequence[Attachment], invitation: Attachment | None = None) -> bytes:
    """The rest: what is attached, and the end of every part."""
    pictures = [_part(file, "inline") for file in attachments if _is_picture(file)]
    files = [_part(file, "attachment") for file in attachments if not _is_picture(file)]
    alternative = b""
    if invitation is not None:
        alternative = _boundary("alternative") + _calendar(invitation)
        files.append(_part(replace(invitation, mime="application/ics"), "attachment"))
    return _others("related", pictures) + alternative + _boundary("alternative", "--") + _others("mixed", files)


def plain_text(text: str) -> bytes:
    """Lines of the plain text as they stand in a letter."""
    return quoted(flow(text))


def _header(letter: Outgoing) -> bytes:
    """The headers that say from whom and about what; others belong to the body."""
    one_click = any(link.startswith("https://") for link in letter.unsubscribe)
    fields = {
        "From": mailbox(letter.sender, "From"),
        "Subject": text(letter.subject, "Subject"),
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
    return write(fields)


def _plain(letter: Outgoing) -> str:
    footer = f"\n\n{FOOTER_RULE}\n{letter.footer_plain.strip()}" if letter.footer_plain else ""
    return f"{letter.plain.strip()}{footer}"


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


def _opening(multipart: str) -> bytes:
    """The beginning of parts that belong together, up to the first of them."""
    return f'Content-Type: multipart/{multipart}; boundary="=_{multipart}"\r\n'.encode() + _boundary(multipart)


def _others(multipart: str, parts: Sequence[bytes]) -> bytes:
    """The parts behind the first, and the end; nothing if there are none, for then there was no beginning."""
    return b"".join(_boundary(multipart) + part for part in parts) + _boundary(multipart, "--") if parts else b""


def _boundary(multipart: str, end: str = "") -> bytes:
    """ "=_" stands neither in base64 nor in quoted-printable text."""
    return f"\r\n--=_{multipart}{end}\r\n".encode()


def _part(file: Attachment, disposition: str) -> bytes:
    part = MIMEPart(policy=SMTP)
    cid = f"<{file.content_id}>" if _is_picture(file) else None
    name = clean(file.name, 120)
    part.set_content(file.content, *_kind(file), disposition=disposition, filename=name, cid=cid)
    return part.as_bytes()


def _calendar(invitation: Attachment) -> bytes:
    """The part that calendar programs act upon: its type must name the method that stands in it (RFC 6047 2.4)."""
    [method] = _METHOD.findall(invitation.content)
    part = MIMEPart(policy=SMTP)
    part.set_content(invitation.content, "text", "calendar", params={"method": method.decode(), "charset": "utf-8"})
    return part.as_bytes()


def _is_picture(file: Attachment) -> bool:
    """Whether it is shown below the text."""
    return file.inline and is_identity(file.content_id)


def _kind(file: Attachment) -> tuple[str, str]:
    main, _, sub = file.mime.partition("/")
    known = _MIME.fullmatch(file.mime) and main not in _NOT_AS_THEY_ARE
    return (main, sub) if known else ("application", "octet-stream")
