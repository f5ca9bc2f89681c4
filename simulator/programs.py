"""How mail programs write: what Outlook, Gmail, an iPhone and Thunderbird make of the same words.

They differ where a reader of commands stumbles: how the answered mail is quoted below (Outlook marks nothing), the
prefix of the subject, charset and encoding, whether there is HTML, and what is added below the words.
"""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from typing import Literal
from uuid import uuid4

from simulator.letter import Attachment, Letter

Program = Literal["outlook", "gmail", "apple", "plain"]

_DAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
_MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip


@dataclass(frozen=True)
class Draft:
    """What a person typed and chose, before a program made a mail of it."""

    name: str
    address: str
    to: Sequence[str]
    subject: str
    text: str
    date: datetime
    html: str | None = None
    attachments: Sequence[Attachment] = ()
    answers: Letter | None = None
    headers: dict[str, str] = field(default_factory=dict)


def compose(program: Program, draft: Draft) -> bytes:
    """The mail as this program would hand it to its server, with CRLF."""
    message = EmailMessage(policy=SMTP)
    message["From"] = formataddr((draft.name, draft.address)) if draft.name else draft.address
    message["To"] = ", ".join(draft.to)
    message["Subject"] = draft.subject
    message["Date"] = format_datetime(draft.date)
    message["Message-ID"] = _message_id(program, draft.address)
    if draft.answers:
        message["In-Reply-To"] = draft.answers.message_id
        message["References"] = draft.answers.references
    for name, value in _MARKS[program].items():
        message[name] = value
    _fill(message, program, draft)
    for name, value in draft.headers.items():
        del message[name]
        message[name] = value
    return message.as_bytes()


def answer_subject(program: Program, subject: str) -> str:
    """The subject of an answer: one prefix, never two."""
    if subject.lower().startswith(("re:", "aw:")):
        return subject
    return f"{'AW' if program == 'outlook' else 'Re'}: {subject}"


_BODY = re.compile(r".*<body[^>]*>(.*)</body>.*", re.DOTALL | re.IGNORECASE)

# The headers by which the programs give themselves away.
_MARKS: dict[Program, dict[str, str]] = {
    "outlook": {"Accept-Language": "de-DE, en-US", "Content-Language": "de-DE", "X-MS-Has-Attach": ""},
    "gmail": {"X-Gm-Message-State": "AOAM530aU3Jk"},
    "apple": {"X-Mailer": "iPhone Mail (18D70)"},
    "plain": {"User-Agent": "Mozilla Thunderbird", "Content-Language": "de-DE"},
}


def _message_id(program: Program, address: str) -> str:
    unique = uuid4().hex
    if program == "outlook":
        return f"<{unique[:20].upper()}@AM0PR0102.eurprd01.prod.outlook.com>"
    domain = "mail.gmail.com" if program == "gmail" else address.rpartition("@")[2]
    return f"<{unique}@{domain}>"


def _fill(message: EmailMessage, program: Program, draft: Draft) -> None:
    text = "\n".join([draft.text, *_SIGN[program], *_quote(program, draft)]) + "\n"
    charset = "windows-1252" if program == "outlook" and _fits(text) else "utf-8"
    message.set_content(text, charset=charset, cte="base64" if program == "gmail" else "quoted-printable")
    markup = _markup(program, draft)
    if markup is not None:
        message.add_alternative(markup, subtype="html", charset="utf-8", cte="quoted-printable")
    for attachment in draft.attachments:
        _attach(message, attachment, inline=markup is not None)


def _fits(text: str) -> bool:
    try:
        return bool(text.encode("windows-1252"))
    except UnicodeEncodeError:
        return False


def _attach(message: EmailMessage, file: Attachment, *, inline: bool) -> None:
    main, _, sub = file.type.partition("/")
    if file.cid and inline and (body := message.get_body(("html",))):
        body.add_related(file.data, main, sub, cid=f"<{file.cid}>", filename=file.name, disposition="inline")
    else:
        message.add_attachment(file.data, main, sub, filename=file.name)


# What the program adds below the words by itself.
_SIGN: dict[Program, list[str]] = {
    "outlook": [],
    "gmail": [],
    "apple": ["", "Von meinem iPhone gesendet"],
    "plain": [],
}


def _quote(program: Program, draft: Draft) -> list[str]:
    """The answered mail below the answer, as this program shows it in plain text."""
    letter = draft.answers
    if letter is None:
        return []
    lines = letter.text.rstrip().split("\n")
    if program == "outlook":
        return ["", *(f"{name}: {value}" for name, value in _outlook_head(letter)), "", *lines]
    return ["", _said(program, letter), "", *(f"> {line}".rstrip() for line in lines)]


def _outlook_head(letter: Letter) -> list[tuple[str, str]]:
    sent = f"{_DAYS[letter.arrived.weekday()]}, {_day(letter.arrived)} {letter.arrived:%H:%M}"
    names = (str(letter.headers["From"]), sent, str(letter.headers["To"]), letter.subject)
    return list(zip(("Von", "Gesendet", "An", "Betreff"), names, strict=True))


def _said(program: Program, letter: Letter) -> str:
    when, who = letter.arrived, str(letter.headers["From"])
    if program == "gmail":
        short = f"{_DAYS[when.weekday()][:2]}., {when.day}. {_MONTHS[when.month - 1][:3]}. {when.year}"
        return f"Am {short} um {when:%H:%M} Uhr schrieb {who}:"
    return f"Am {when:%d.%m.%Y} um {when:%H:%M} schrieb {who}:"


def _day(when: datetime) -> str:
    return f"{when.day}. {_MONTHS[when.month - 1]} {when.year}"


def _markup(program: Program, draft: Draft) -> str | None:
    """The HTML of the mail; None when this program sends none."""
    if draft.html is None and program in ("apple", "plain"):
        return None
    body = draft.html if draft.html is not None else _paragraphs(program, draft.text)
    below = _quoted_markup(program, draft.answers) if draft.answers else ""
    if program == "outlook":
        body = f'<div class="WordSection1">{body}{below}</div>'
        return f'<html><head><style>p.MsoNormal {{margin:0cm}}</style></head><body lang="DE">{body}</body></html>'
    return f'<div dir="ltr">{body}</div>{below}' if program == "gmail" else f"<html><body>{body}{below}</body></html>"


def _paragraphs(program: Program, text: str) -> str:
    lines = [html.escape(line) or "&nbsp;" for line in text.split("\n")]
    if program == "outlook":
        return "".join(f'<p class="MsoNormal">{line}<o:p></o:p></p>' for line in lines)
    return "".join(f"<div>{line}</div>" for line in lines)


def _quoted_markup(program: Program, letter: Letter) -> str:
    original = _BODY.sub(r"\1", letter.html) or _paragraphs(program, letter.text)
    if program == "outlook":
        head = "<br>".join(f"<b>{name}:</b> {html.escape(value)}" for name, value in _outlook_head(letter))
        line = "border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"
        return f'<div><div style="{line}"><p class="MsoNormal">{head}</p></div></div>{original}'
    said = html.escape(_said(program, letter))
    return f'<br><div class="gmail_quote"><div>{said}<br></div><blockquote>{original}</blockquote></div>'
