"""Letters that come in: bytes into a `Letter`, whatever they are made of, or `Unreadable`.

    letter = await read_letter(raw, office.list_address)
    letter.from_address, letter.bare_subject, letter.own_text      what somebody said
    letter.automatic                                               why it must never be answered, or None
    letter.tags                                                    "list+TAG@host" among its recipients

Message-IDs are kept without their angle brackets, addresses in the form of `addresses.normal`, moments in UTC, texts
with "\\n" and without control characters. Limits are counted before the letter is parsed (`limits.py`).
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes
from email.message import Message
from email.parser import BytesHeaderParser

from mailing import addresses
from mailing.letters import limits, marks, parts
from mailing.letters.headers import Headers, bare_subject
from mailing.letters.limits import Unreadable
from mailing.letters.parts import Attachment
from mailing.letters.quotes import own_text
from mailing.letters.reports import Report, reports_of
from mailing.letters.worker import within_limits

__all__ = ["Attachment", "Letter", "Report", "Unreadable", "digest", "parse", "read_letter"]

# Where a mail server notes for whom it took the letter, the surest first.
_RECIPIENTS = ("Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "X-Delivered-To", "To", "Cc")
_RECIPIENT_LIMIT = 200


@dataclass(frozen=True)
class Letter:
    """A letter. What it does not say is "", empty or None.

    `recipients` are all addresses it went to, as far as it says; `tags` what of them is behind the plus of the list's
    address; `own_text` what its sender wrote (see `quotes.py`), `full_text` everything; `html` the part as it came,
    to be read only through `mailing.formatting`; `reports` what a mail server reports on letters of ours.
    """

    message_id: str
    digest: str
    from_address: str
    from_name: str = ""
    reply_to: str = ""
    recipients: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    in_reply_to: str | None = None
    references: tuple[str, ...] = ()
    date: datetime | None = None
    subject: str = ""
    bare_subject: str = ""
    full_text: str = ""
    own_text: str = ""
    html: str = ""
    attachments: tuple[Attachment, ...] = ()
    automatic: str | None = None
    reports: tuple[Report, ...] = ()
    headers: Headers = field(default_factory=lambda: Headers(Message()), repr=False, compare=False)

    @property
    def report(self) -> Report | None:
        """What is reported of the first recipient; ours have only one."""
        return self.reports[0] if self.reports else None

    @property
    def is_answer(self) -> bool:
        """Whether the subject is the one of an older letter, and so not said by the sender of this one."""
        return self.bare_subject != self.subject

    def authenticated(self, authserv_id: str | None) -> bool:
        """Whether the mail server of that name vouches for the sender's domain; without a name nobody does."""
        return marks.vouched_for(self.headers, authserv_id)


async def read_letter(raw: bytes, list_address: str = "") -> Letter:
    """`parse`, for large letters in a process of their own that is ended after its time. Raises Unreadable."""
    return await within_limits(parse, raw, list_address)


def parse(raw: bytes, list_address: str = "") -> Letter:
    """The letter in these bytes. `list_address` is ours: what comes from it is never answered. Raises Unreadable."""
    try:
        limits.check(raw)
        return _letter(raw, message_from_bytes(raw), list_address)
    except Unreadable:
        raise
    except Exception as error:  # the email package has dozens of ways to stumble over what people send
        raise Unreadable(f"{type(error).__name__} while parsing") from error


def _letter(raw: bytes, message: Message, list_address: str) -> Letter:
    headers = Headers(message)
    leaves = parts.leaves(message)
    body = parts.body_of(message)
    sender = next(iter(headers.people("From")), addresses.Mailbox("", ""))
    recipients = _addresses(headers.people(*_RECIPIENTS))[:_RECIPIENT_LIMIT]
    subject = headers.text("Subject")
    text = body.text[: limits.TEXT_LIMIT]
    return Letter(
        message_id=next(iter(headers.message_ids("Message-ID")), ""),
        digest=digest(raw),
        from_address=sender.address,
        from_name=sender.name,
        reply_to=next(iter(_addresses(headers.people("Reply-To"))), ""),
        recipients=recipients,
        tags=tuple(found for address in recipients if (found := addresses.tag(address, list_address))),
        in_reply_to=next(iter(headers.message_ids("In-Reply-To")), None),
        references=tuple(headers.message_ids("References")),
        date=headers.moment("Date"),
        subject=subject,
        bare_subject=bare_subject(subject),
        full_text=text.strip("\n"),
        own_text=own_text(text),
        html=body.html,
        attachments=parts.attachments(leaves),
        automatic=marks.automatic(headers, message.get_content_type(), sender.address, list_address),
        reports=reports_of(message, leaves),
        headers=headers,
    )


def _addresses(people: Iterable[addresses.Mailbox]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(person.address for person in people))


def digest(raw: bytes) -> str:
    """What makes two copies of a letter the same one: Message-ID, From, Date and body, whoever delivered them."""
    header, _, body = raw.replace(b"\r\n", b"\n").partition(b"\n\n")
    headers = Headers(BytesHeaderParser().parsebytes(header[: limits.HEADER_LIMIT]))
    kept = [headers.first(name).encode("utf-8", "surrogateescape") for name in ("Message-ID", "From", "Date")]
    return hashlib.sha256(b"\0".join([*kept, body.rstrip()])).hexdigest()
