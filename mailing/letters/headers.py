"""The headers of a letter, decoded; asked for by name, whatever the capitals."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime

from mailing.addresses import Mailbox, mailboxes
from mailing.letters.charsets import decode, decode_header, visible

_MESSAGE_ID = re.compile(r"<([^<>\s]{1,990})>")
_REFERENCES_LIMIT = 100

# What mail programs put before the subject of an answer or a forwarded letter, in the languages of our members.
_PREFIX = re.compile(
    r"\s*(?:re|aw|antw|antwort|wg|fwd?|fw|sv|vs|ynt|ilt|i̇lt|rif|r|tr|rv|res|enc|odp|pd|atb|ref|ответ|отв|пересл|відп"
    r"|رد|إعادة توجيه|回复|回覆|转发)\s?(?:\[\d{1,3}\]|\(\d{1,3}\)|[\^*-]\d{1,3})?\s?[:：]\s*",
    re.IGNORECASE,
)


class Headers:
    """Values are unfolded; what is encoded stays so until it is asked for."""

    def __init__(self, message: Message) -> None:
        self._values: dict[str, list[str]] = {}
        for name, value in message.raw_items():
            self._values.setdefault(name.lower(), []).append(" ".join(_repaired(str(value)).splitlines()).strip())

    def all(self, name: str) -> list[str]:
        return self._values.get(name.lower(), [])

    def first(self, name: str) -> str:
        return next(iter(self.all(name)), "")

    def names(self) -> Iterator[str]:
        return iter(self._values)

    def text(self, name: str) -> str:
        return decode_header(self.first(name))

    def people(self, *names: str) -> list[Mailbox]:
        """The mailboxes of these headers, their names decoded."""
        written = mailboxes(value for name in names for value in self.all(name))
        return [Mailbox(decode_header(person.name), person.address) for person in written]

    def message_ids(self, *names: str) -> list[str]:
        """Message-IDs without their brackets; of very many the first and the last."""
        found = [identity for name in names for value in self.all(name) for identity in _MESSAGE_ID.findall(value)]
        return found if len(found) <= _REFERENCES_LIMIT else [found[0], *found[1 - _REFERENCES_LIMIT :]]

    def moment(self, name: str) -> datetime | None:
        """A date in UTC; none for what is no date."""
        try:
            moment = parsedate_to_datetime(self.first(name))
            return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
        except (ValueError, OverflowError, IndexError, TypeError):
            return None


def _repaired(value: str) -> str:
    """Bytes that were no ASCII, read as text; control characters left out."""
    return visible(value) if value.isascii() else decode(value.encode("utf-8", "surrogateescape"), None)


def bare_subject(subject: str) -> str:
    """The subject without "Re:", "AW:", "WG:", "RE[2]:" and the like, however many."""
    while found := _PREFIX.match(subject):
        subject = subject[found.end() :]
    return subject.strip()
