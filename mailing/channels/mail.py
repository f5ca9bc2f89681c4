"""Into mailboxes: one row of the outbox as one letter to one person.

Every letter leaves with an envelope sender of its own (VERP), so that a report about it is known by its address. The
Message-ID was fixed with the row and stays on every retry, so that a letter that was in doubt and comes twice can be
known as one. What servers refuse is looked up in mailing/refusals.py.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import timedelta

from mailing import addresses, refusals
from mailing.addresses import UnsafeAddress
from mailing.channels import SENT, Back, Limits, Outcome, Patience
from mailing.channels.composing import Composer, Erased, Fetch
from mailing.channels.slots import Slots
from mailing.channels.smtp import Connections, Lost, Refused, SmtpServer, Unreachable
from mailing.clock import Clock
from mailing.office import Office
from storage.database import Database
from storage.outbox import ANNOUNCEMENT, Leaving
from storage.pace import Limit
from storage.people import Channel

log = logging.getLogger(__name__)

# Growing from 5 to 30 minutes, given up after 4 days (RFC 5321 4.5.4.1).
WAITS = tuple(timedelta(minutes=minutes) for minutes in (5, 10, 15, 20, 25, 30))
OUTAGES = tuple(timedelta(seconds=seconds) for seconds in (10, 30, 60, 300, 600))
GIVE_UP = timedelta(days=4)

BULK_CONNECTIONS, OTHER_CONNECTIONS = 4, 2
"""Rows are claimed in groups, since a transaction costs more than a letter; so many of them are handed over at once."""


class MailChannel:
    """`fetch` gets files out of the messenger. `limits` are what the provider allows: announcements keep to them,
    answers count."""

    name: Channel = "mail"
    server = "smtp"
    slots = 32
    parallel = 4
    patience = Patience(WAITS, OUTAGES, GIVE_UP)

    def __init__(
        self,
        server: SmtpServer,
        database: Database,
        office: Office,
        clock: Clock,
        *,
        fetch: Fetch | None = None,
        limits: Sequence[Limit] = (),
    ) -> None:
        self.limits = Limits(overall=limits)
        self._turn = {True: asyncio.Semaphore(BULK_CONNECTIONS), False: asyncio.Semaphore(OTHER_CONNECTIONS)}
        self._connections = Connections(server, addresses.ascii_domain(office.mail_host))
        self._composer = Composer(database, office, clock, fetch)

    def open(self, back: Back, may_send: Callable[[], bool]) -> None:
        self._slots = Slots(self.send, back, may_send, places=32, bulk_places=28)

    def hand_over(self, rows: Sequence[Leaving]) -> None:
        self._slots.hand_over(rows)

    def withdraw(self) -> list[Leaving]:
        return self._slots.withdraw()

    async def rest(self) -> None:
        await self._connections.close()

    async def close(self) -> None:
        self._slots.cancel()
        await self._connections.close()

    async def send(self, row: Leaving) -> Outcome:
        try:
            recipient = addresses.envelope(row.address)
        except UnsafeAddress:
            return Outcome("failed", "gone")
        try:
            compose = await self._composer.prepare(row)
        except Erased:
            return Outcome("failed", "erased")
        except OSError:
            return Outcome("retry", "file")
        async with self._turn[row.priority >= ANNOUNCEMENT]:
            sender, letter = await asyncio.to_thread(compose)
            return await self._hand_over(row, sender, recipient, b"".join(letter))

    async def _hand_over(self, row: Leaving, sender: str, recipient: str, raw: bytes) -> Outcome:
        try:
            await self._connections.send(sender, recipient, raw)
        except Unreachable:
            return Outcome("retry", "unreachable", scope=self.name)
        except Lost as lost:
            return Outcome("retry", "lost", maybe_repeated=lost.in_doubt)
        except Refused as refused:
            return self._refused(row, refused)
        return SENT

    def _refused(self, row: Leaving, refused: Refused) -> Outcome:
        rule = refusals.smtp(refused.stage, refused.code, refused.message)
        if rule.stage == "door":
            log.error("the mail server refuses us with %s", refused.code)
            return Outcome("retry", rule.reason, scope=self.name)
        log.info("row %s was refused with %s", row.id, refused.code)
        return Outcome("failed" if rule.verdict == "good" else "retry", rule.reason)
