"""Into mailboxes: one row of the outbox as one letter to one person.

Every letter leaves with an envelope sender of its own (VERP), so that a report about it is known by its address. The
Message-ID was fixed with the row and stays on every retry, so that a letter that was in doubt and comes twice can be
known as one. What servers refuse is looked up in mailing/refusals.py.
"""

import asyncio
import logging
from collections import deque
from datetime import timedelta

from mailing import addresses, refusals
from mailing.addresses import UnsafeAddress
from mailing.channels import Outcome, Patience, smtp
from mailing.channels.composing import Composer, Erased, Fetch
from mailing.channels.smtp import Connections, Handover, Lost, Refused, SmtpServer, Unreachable
from mailing.clock import Clock
from mailing.message import build
from mailing.office import Office
from mailing.pace import Limit, Pace
from storage.database import Database
from storage.outbox import ANNOUNCEMENT, Outgoing
from storage.people import Channel

log = logging.getLogger(__name__)

# Growing from 5 to 30 minutes, given up after 4 days (RFC 5321 4.5.4.1).
WAITS = tuple(timedelta(minutes=minutes) for minutes in (5, 10, 15, 20, 25, 30))
OUTAGES = tuple(timedelta(seconds=seconds) for seconds in (10, 30, 60, 300, 600))
GIVE_UP = timedelta(days=4)

BULK_CONNECTIONS, OTHER_CONNECTIONS = 4, 2
"""Rows are claimed in groups, since a transaction costs more than a letter; so many of them are handed over at once."""


class MailChannel:
    """`fetch` gets files out of the messenger. `mails_per_hour` is what the provider allows: announcements keep to it,
    answers count."""

    name: Channel = "mail"
    server = "smtp"
    slots = 32
    bulk_slots = 28
    patience = Patience(WAITS, OUTAGES, GIVE_UP)

    def __init__(
        self,
        server: SmtpServer,
        database: Database,
        office: Office,
        clock: Clock,
        *,
        fetch: Fetch | None = None,
        mails_per_hour: int | None = None,
    ) -> None:
        self.pace = Pace((Limit(mails_per_hour, timedelta(hours=1)),) if mails_per_hour else ())
        self._turn = {True: asyncio.Semaphore(BULK_CONNECTIONS), False: asyncio.Semaphore(OTHER_CONNECTIONS)}
        self._ready: deque[Handover] = deque()
        self._connections = Connections(
            server,
            addresses.ascii_domain(office.mail_host),
            lambda: self._ready.popleft() if self._ready else None,
            _came_back,
            connections=BULK_CONNECTIONS + OTHER_CONNECTIONS,
        )
        self._composer = Composer(database, office, clock, fetch)

    async def rest(self) -> None:
        await self._connections.rest()

    async def send(self, row: Outgoing) -> Outcome:
        try:
            recipient = addresses.envelope(row.address)
        except UnsafeAddress:
            return Outcome("failed", "gone")
        try:
            sender, letter = await self._composer.compose(row)
        except Erased:
            return Outcome("failed", "erased")
        except OSError:
            return Outcome("retry", "file")
        async with self._turn[row.priority >= ANNOUNCEMENT]:
            raw = await asyncio.to_thread(build, letter)
            return await self._hand_over(row, sender, recipient, raw)

    async def _hand_over(self, row: Outgoing, sender: str, recipient: str, raw: bytes) -> Outcome:
        came_of_it: asyncio.Future[smtp.Outcome] = asyncio.get_running_loop().create_future()
        self._ready.append(Handover(sender, recipient, (raw,), came_of_it))
        self._connections.poke()
        match await came_of_it:
            case Unreachable():
                return Outcome("retry", "unreachable", scope=self.name)
            case Lost(in_doubt=in_doubt):
                return Outcome("retry", "lost", maybe_repeated=in_doubt)
            case Refused() as refused:
                return self._refused(row, refused)
        return Outcome("sent")

    def _refused(self, row: Outgoing, refused: Refused) -> Outcome:
        rule = refusals.smtp(refused.stage, refused.code, refused.message)
        if rule.stage == "door":
            log.error("the mail server refuses us with %s", refused.code)
            return Outcome("retry", rule.reason, scope=self.name)
        log.info("row %s was refused with %s", row.id, refused.code)
        return Outcome("failed" if rule.verdict == "good" else "retry", rule.reason)


def _came_back(letter: Handover, outcome: smtp.Outcome) -> None:
    waiting = letter.row
    if isinstance(waiting, asyncio.Future) and not waiting.done():
        waiting.set_result(outcome)
