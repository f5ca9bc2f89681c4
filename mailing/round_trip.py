"""A letter to ourselves, out by SMTP and back by IMAP: what proves both accounts, and whether plus-addresses arrive.

A running program may be faster and have moved the letter to its folder already, so that one is looked into as well.
What came back is moved there: it is dealt with. The letter says that it is automatic (RFC 3834): nobody answers it.
"""

import asyncio
import socket
import time
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from email.policy import SMTP
from email.utils import formatdate

from imapclient.exceptions import IMAPClientError

from mailing.addresses import ascii_domain, envelope
from mailing.channels import smtp
from mailing.channels.smtp import Handover, Lost, Refused, SmtpServer, Unreachable
from mailing.imap import inspect
from mailing.imap_session import Access, OutOfReach, Session
from storage.prompts import new_secret

PLAIN_SECONDS = 60
PLUS_SECONDS = 15
"""Where the plain one has arrived, the other one would have as well."""

LARGEST = 50_000
LATEST = 20
LOOK_SECONDS = 2


@dataclass(frozen=True)
class CameBack:
    """Whether the letter to our address came back, and the one to our address with a tag."""

    plain: bool
    plus: bool


class NotTaken(Exception):
    """The server did not take the letter; `said` is its answer, if it gave one."""

    def __init__(self, said: str = "") -> None:
        super().__init__(said)
        self.said = said


async def there_and_back(
    server: SmtpServer, access: Access, address: str, plus: str, subject: str, text: str, seconds: float = PLAIN_SECONDS
) -> CameBack:
    """Write to both addresses, and wait. Raises `NotTaken`, `OutOfReach`."""
    first = (await inspect(access)).mark.next_uid
    sent = await send(server, address, dict.fromkeys([address, plus]), subject, text)
    own = {message_id: recipient for message_id, recipient in sent.items() if recipient == address}
    tagged = {message_id: recipient for message_id, recipient in sent.items() if recipient != address}
    plain = bool(await arrivals(access, own, first, seconds))
    return CameBack(plain, plain and bool(tagged and await arrivals(access, tagged, first, PLUS_SECONDS)))


async def send(server: SmtpServer, sender: str, recipients: Iterable[str], subject: str, text: str) -> dict[str, str]:
    """One letter to each recipient. Returns the recipients by Message-ID. Raises `NotTaken`."""
    host = ascii_domain(sender.rpartition("@")[2])
    sent = {}
    try:
        for recipient in recipients:
            letter = _letter(sender, recipient, subject, text)
            handover = Handover(envelope(sender), envelope(recipient), (letter.as_bytes(),), None)
            await smtp.send(server, host, handover, seconds=30, final_dot=60)
            sent[str(letter["Message-ID"])] = recipient
    except Refused as refused:
        raise NotTaken(f"{refused.code} {refused.message}") from None
    except (Unreachable, Lost):
        raise NotTaken from None
    return sent


async def arrivals(access: Access, sent: Mapping[str, str], first: int, seconds: float) -> set[str]:
    """Wait for letters by Message-ID, from the UID `first` on. Returns the recipients whose letter came back within
    that time. Raises `OutOfReach`."""
    try:
        found = await asyncio.to_thread(_wait, access, set(sent), first, seconds)
    except (OSError, IMAPClientError) as error:
        raise OutOfReach("lost") from error
    return {sent[message_id] for message_id in found}


def _letter(sender: str, recipient: str, subject: str, text: str) -> EmailMessage:
    letter = EmailMessage(policy=SMTP.clone(cte_type="7bit"))
    letter["From"], letter["To"], letter["Subject"] = sender, recipient, subject
    letter["Date"] = formatdate(localtime=True)
    letter["Message-ID"] = f"<{new_secret()}@{sender.rpartition('@')[2]}>"
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(text)
    return letter


def _wait(access: Access, wanted: set[str], first: int, seconds: float) -> set[str]:
    session = Session(access, seconds)
    bell, rope = socket.socketpair()
    found: set[str] = set()
    with closing(bell), closing(rope):
        try:
            session.open()
            end = time.monotonic() + seconds
            while True:
                found |= _take(session, wanted, first) | _dealt_with(session, access, wanted - found)
                if found == wanted or time.monotonic() > end:
                    return found
                session.wait(bell, LOOK_SECONDS)
        finally:
            session.close()
            session.drop()


def _take(session: Session, wanted: set[str], first: int) -> set[str]:
    """Those in the inbox, which are moved to where letters lie that are dealt with."""
    there = {uid: name for uid in session.uids(first) if (name := _message_id(session, uid)) in wanted}
    if there:
        session.move(there, "done")
    return set(there.values())


def _dealt_with(session: Session, access: Access, wanted: set[str]) -> set[str]:
    """Those that a running program has moved already."""
    if not wanted or not session.select("done"):
        return set()
    found = {_message_id(session, uid) for uid in session.uids()[-LATEST:]} & wanted
    session.select(None)
    return found


def _message_id(session: Session, uid: int) -> str:
    if (session.size(uid) or 0) > LARGEST:
        return ""
    return str(BytesHeaderParser().parsebytes(session.fetch(uid) or b"").get("Message-ID", "")).strip()
