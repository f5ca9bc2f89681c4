"""The way out: one loop per channel, which claims what is due, sends it, and writes down what came of it.

    outbox = Outbox(database, TelegramChannel(...), office, clock)
    task = asyncio.create_task(outbox.run())
    outbox.wake()      # something was committed
    outbox.stop()      # `run` returns when what is on its way has come back

One transaction records what came back and claims what leaves next (`_round`); nothing is sent inside it. Rows to one
address leave in order, addresses side by side. What was on its way when the process died is settled at the start. If
the database fails, outcomes stay in memory until they are written: an attempt whose outcome is lost would be repeated.
"""

import asyncio
import logging
from contextlib import suppress
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from mailing.channels import AccountRefused, Channel, Outcome
from mailing.claims import claim
from mailing.clock import Clock
from mailing.office import Office
from mailing.outcomes import record
from storage import keys, outbox
from storage.database import Database
from storage.outbox import Outgoing

log = logging.getLogger(__name__)

GRACE_SECONDS = 8
"""How long `stop` waits for what is on its way; what is not back by then counts as lost in a crash."""

DATABASE_WAITS = (1, 2, 5, 10, 30)
REMEMBER_EVERY = timedelta(minutes=1)


class Outbox:
    """`run` raises `AccountRefused` when the server does not accept us any more: then nothing more can leave."""

    def __init__(self, database: Database, channel: Channel, office: Office, clock: Clock) -> None:
        self._database, self._channel, self._office, self._clock = database, channel, office, clock
        self._on_the_way: dict[str, Outgoing] = {}
        self._back: list[tuple[Outgoing, Outcome]] = []
        self._sending: set[asyncio.Task[None]] = set()
        self._news = asyncio.Event()
        self._stopping = self._waiting = False
        self._refused: AccountRefused | None = None
        self._failures = 0
        self._remembered: datetime | None = None

    def wake(self) -> None:
        """Something may be due."""
        self._news.set()

    def stop(self) -> None:
        """Claim nothing more; `run` returns soon."""
        self._stopping = True
        self._news.set()

    @property
    def is_idle(self) -> bool:
        """Whether nothing is on its way, nothing is being written, and nobody asked to look."""
        return self._waiting and not self._on_the_way and not self._news.is_set()

    async def run(self) -> None:
        try:
            await self._begin()
            while not self._stopping:
                self._news.clear()
                await self._wait(await self._round())
            with suppress(TimeoutError):
                async with asyncio.timeout(GRACE_SECONDS):
                    await self._finish()
        finally:
            for task in self._sending:
                task.cancel()
            await self._channel.rest()
        if self._refused:
            raise self._refused

    async def _begin(self) -> None:
        """Settle what was on its way in an earlier life, and find the pace of before."""
        while not self._stopping:
            try:
                async with self._database.write() as session:
                    recovered = await outbox.recover(session, self._channel.name)
                    await keys.sign(session, "outbox", self._channel.name)
                    now = self._clock.now()
                    for sent in await outbox.sent_since(
                        session, self._channel.name, now - self._channel.pace.remembers
                    ):
                        self._channel.pace.note(*sent)
            except Exception:
                log.exception("the outbox of %s cannot begin", self._channel.name)
                self._news.clear()
                await self._wait(self._later())
            else:
                self._failures = 0
                if recovered:
                    log.warning("on their way when the process ended: %s", recovered)
                return

    async def _round(self) -> datetime:
        """Record what came back and claim what leaves next, in one transaction. Returns when to look again."""
        back = list(self._back)
        returned = {row.address for row, _ in back}
        on_the_way = {address: row for address, row in self._on_the_way.items() if address not in returned}
        now = self._clock.now()
        try:
            async with self._database.write() as session:
                for row, outcome in back:
                    await record(session, self._channel, self._office, row, outcome, now)
                await self._remember_answer(session, back, now)
                claimed = None if self._stopping else await claim(session, self._channel, self._office, on_the_way, now)
        except Exception:
            log.exception("the outbox of %s could not write; what came back is kept", self._channel.name)
            return self._later()
        self._failures = 0
        self._back = self._back[len(back) :]
        self._on_the_way = on_the_way
        for row in claimed.rows if claimed else []:
            self._start(row)
        return claimed.look_again if claimed else now

    def _later(self) -> datetime:
        """When to try the database again."""
        wait = DATABASE_WAITS[min(self._failures, len(DATABASE_WAITS) - 1)]
        self._failures += 1
        return self._clock.now() + timedelta(seconds=wait)

    def _start(self, row: Outgoing) -> None:
        self._on_the_way[row.address] = row
        task = asyncio.create_task(self._send(row))
        self._sending.add(task)
        task.add_done_callback(self._sending.discard)

    async def _send(self, row: Outgoing) -> None:
        try:
            outcome = await self._channel.send(row)
        except AccountRefused as refused:
            log.critical("%s refuses our account; nothing can leave", self._channel.name)
            self._refused = refused
            self.stop()
            outcome = Outcome("retry", "account", until=self._clock.now())
        except Exception as error:
            log.error("row %s could not be tried: %s", row.id, type(error).__name__, exc_info=row.attempts == 1)
            outcome = Outcome("retry", "internal")
        self._back.append((row, outcome))
        self._news.set()

    async def _remember_answer(
        self, session: AsyncSession, back: list[tuple[Outgoing, Outcome]], now: datetime
    ) -> None:
        """When the server last took something, for `status`; once a minute is enough."""
        if self._remembered and now - self._remembered < REMEMBER_EVERY:
            return
        if any(outcome.state == "sent" for _, outcome in back):
            await keys.remember(session, f"last_good:{self._channel.server}", now.isoformat())
            self._remembered = now

    async def _wait(self, until: datetime) -> None:
        """Until there is news, or that moment has come; a channel with nothing to do for so long may rest."""
        sleep = asyncio.ensure_future(self._clock.sleep_until(until))
        news = asyncio.ensure_future(self._news.wait())
        self._waiting = True
        try:
            await asyncio.wait({sleep, news}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._waiting = False
            sleep.cancel()
            news.cancel()
        if not self._news.is_set() and not self._on_the_way:
            await self._channel.rest()

    async def _finish(self) -> None:
        """Record what is still on its way, as it comes back."""
        while self._on_the_way:
            if not self._back:
                await asyncio.wait(self._sending, return_when=asyncio.FIRST_COMPLETED)
            again = await self._round()
            if self._back:
                await self._clock.sleep_until(again)
