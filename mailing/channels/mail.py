"""Into mailboxes: one row of the outbox as one letter to one person.

Rows are prepared when they are handed over (text, files, what must be waited for) and written when a connection is
about to send them, so that memory does not grow with their number. Answers go first, and have a connection of their
own, so that they pass by letters that the server thinks about for long.

Every letter leaves with an envelope sender of its own (VERP), so that a report about it is known by its address. The
Message-ID was fixed with the row and stays on every retry, so that a letter that was in doubt and comes twice can be
known as one. What servers refuse is looked up in mailing/refusals.py.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from mailing import addresses, refusals
from mailing.addresses import UnsafeAddress
from mailing.channels import SENT, UNTRIED, Back, Limits, Outcome, Patience, smtp
from mailing.channels.composing import Composed, Composer, Erased, Fetch
from mailing.channels.smtp import Connections, Handover, Lost, Refused, SmtpServer, Unreachable
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


class MailChannel:
    """`fetch` gets files out of the messenger. `limits` are what the provider allows: announcements keep to them,
    answers count. There are at most so many `connections`, and one for answers."""

    name: Channel = "mail"
    server = "smtp"
    slots = 32
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
        connections: int = 4,
        mails_per_connection: int = smtp.MAILS_PER_CONNECTION,
    ) -> None:
        self.limits = Limits(overall=limits)
        self.parallel = connections
        self._composer = Composer(database, office, clock, fetch)
        self._answers, self._bulk = _Pile(), _Pile()
        self._server, self._name = server, addresses.ascii_domain(office.mail_host)
        self._mails_per_connection = mails_per_connection
        self._connections: dict[_Pile, Connections] = {}
        self._preparing: set[asyncio.Task[None]] = set()

    def open(self, back: Back, may_send: Callable[[], bool]) -> None:
        self._back = back
        for pile, number in ((self._answers, 1), (self._bulk, self.parallel)):
            pile.open(back, may_send)
            self._connections[pile] = self._connect(pile, number)

    def _connect(self, pile: "_Pile", number: int) -> Connections:
        return Connections(
            self._server,
            self._name,
            pile.take,
            self._came_back,
            connections=number,
            mails_per_connection=self._mails_per_connection,
        )

    def hand_over(self, rows: Sequence[Leaving]) -> None:
        bulk = [row for row in rows if row.priority >= ANNOUNCEMENT]
        if bulk:
            self._prepare(self._bulk, bulk)
        for row in rows:
            if row.priority < ANNOUNCEMENT:
                self._prepare(self._answers, [row])

    def withdraw(self) -> list[Leaving]:
        return [row for pile in self._connections for row in pile.withdraw()]

    async def rest(self) -> None:
        for connections in self._connections.values():
            await connections.rest()

    async def close(self) -> None:
        for task in self._preparing:
            task.cancel()
        for connections in self._connections.values():
            await connections.close()

    def _prepare(self, pile: "_Pile", rows: list[Leaving]) -> None:
        task = asyncio.create_task(self._prepare_all(pile, rows))
        self._preparing.add(task)
        task.add_done_callback(self._preparing.discard)

    async def _prepare_all(self, pile: "_Pile", rows: list[Leaving]) -> None:
        """In order; of the letters to many only the first of an edition takes time."""
        for row in rows:
            try:
                compose = await self._composer.prepare(row)
                if not row.shows:
                    written = await asyncio.to_thread(compose)
                    compose = lambda written=written: written  # type: ignore[misc] # noqa: E731
            except Erased:
                self._back(row, Outcome("failed", "erased"))
            except UnsafeAddress:
                self._back(row, Outcome("failed", "gone"))
            except OSError:
                self._back(row, Outcome("retry", "file"))
            except Exception as error:
                log.error("row %s could not be written: %s", row.id, type(error).__name__, exc_info=row.attempts == 1)
                self._back(row, Outcome("retry", "internal"))
            else:
                pile.add(row, compose)
        self._connections[pile].poke()

    def _came_back(self, letter: Handover, came_of_it: smtp.Outcome) -> None:
        row = letter.row
        assert isinstance(row, Leaving)
        if came_of_it is None:
            self._back(row, SENT)
            return
        outcome = self._failed(row, came_of_it)
        if outcome.scope == self.name:
            # Nobody gets through to this server for now: what waits behind is not to be tried in vain.
            for behind in self.withdraw():
                self._back(behind, UNTRIED)
        self._back(row, outcome)

    def _failed(self, row: Leaving, failure: Refused | Lost | Unreachable) -> Outcome:
        if isinstance(failure, Unreachable):
            return Outcome("retry", "unreachable", scope=self.name)
        if isinstance(failure, Lost):
            return Outcome("retry", "lost", maybe_repeated=failure.in_doubt)
        rule = refusals.smtp(failure.stage, failure.code, failure.message)
        if rule.stage == "door":
            log.error("the mail server refuses us with %s", failure.code)
            return Outcome("retry", rule.reason, scope=self.name)
        log.info("row %s was refused with %s", row.id, failure.code)
        return Outcome("failed" if rule.verdict == "good" else "retry", rule.reason)


@dataclass(frozen=True)
class _Prepared:
    row: Leaving
    compose: Callable[[], Composed]


class _Pile:
    """Letters that can be written, in order; each is when a connection takes it."""

    def __init__(self) -> None:
        self._ready: deque[_Prepared] = deque()

    def open(self, back: Back, may_send: Callable[[], bool]) -> None:
        self._back, self._may_send = back, may_send

    def add(self, row: Leaving, compose: Callable[[], Composed]) -> None:
        self._ready.append(_Prepared(row, compose))

    def take(self) -> Handover | None:
        while self._ready and self._may_send():
            next_ = self._ready.popleft()
            try:
                recipient = addresses.envelope(next_.row.address)
                sender, content = next_.compose()
            except UnsafeAddress:
                self._back(next_.row, Outcome("failed", "gone"))
                continue
            return Handover(sender, recipient, content, next_.row)
        return None

    def withdraw(self) -> list[Leaving]:
        rows = [prepared.row for prepared in self._ready]
        self._ready.clear()
        return rows
