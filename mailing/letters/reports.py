"""Reports on letters of ours that did not arrive (RFC 3464), as far as they can be trusted to mean something."""

import re
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesHeaderParser

from mailing.addresses import normal
from mailing.letters.headers import Headers

_STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")


@dataclass(frozen=True)
class Report:
    """What a mail server says of one recipient.

    `recipient` is the address the letter was sent to, "" if the report does not say; `action` "failed", "delayed", …;
    `status` such as "5.1.1" (RFC 3463), "" if there is none; `message_id` of the letter that came back, if it did.
    """

    recipient: str
    action: str
    status: str
    diagnostic: str = ""
    message_id: str | None = None

    @property
    def permanent(self) -> bool:
        """Failed for good, by its own words."""
        return self.action == "failed" and not self.status.startswith(("2", "4"))


def reports_of(message: Message, parts: list[Message]) -> tuple[Report, ...]:
    """A report for each recipient of a multipart/report about deliveries."""
    if message.get_content_type() != "multipart/report":
        return ()
    original = _original_message_id(parts)
    blocks = [block for part in parts for block in _blocks(part)]
    found = [_report(Headers(block), original) for block in blocks]
    return tuple(report for report in found if report.action or report.status)


def _blocks(part: Message) -> list[Message]:
    """The blocks of a message/delivery-status: the first is about the server, each other about one recipient."""
    inside = part.get_payload()
    if part.get_content_type() != "message/delivery-status" or not isinstance(inside, list):
        return []
    return [block for block in inside if isinstance(block, Message)]


def _report(headers: Headers, original: str | None) -> Report:
    written = headers.first("Original-Recipient") or headers.first("Final-Recipient")
    status = _STATUS.search(headers.first("Status"))
    return Report(
        recipient=normal(written.rpartition(";")[2].strip(" <>")),
        action=headers.first("Action").lower(),
        status=status[0] if status else "",
        diagnostic=headers.text("Diagnostic-Code")[:500],
        message_id=original,
    )


def _original_message_id(parts: list[Message]) -> str | None:
    """The Message-ID of the letter, or of the headers, that came back with the report."""
    for part in parts:
        inside = part.get_payload()
        if part.get_content_type() == "text/rfc822-headers":
            returned: object = BytesHeaderParser().parsebytes(part.get_payload(decode=True) or b"")  # type: ignore[arg-type]
        else:
            returned = inside[0] if part.get_content_type() == "message/rfc822" and isinstance(inside, list) else None
        if isinstance(returned, Message) and (found := Headers(returned).message_ids("Message-ID")):
            return found[0]
    return None
