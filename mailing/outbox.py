"""The way out: one loop per channel, which claims what is due, has it sent, and writes down what came of it.

    outbox = Outbox(database, TelegramChannel(...), office, clock, process)
    task = asyncio.create_task(outbox.run())
    outbox.wake()          # something was committed
    outbox.take_over(rows) # answers that were committed as this process's own (`room_for`): they leave at once
    outbox.stop()          # `run` returns when what is on its way has come back

One transaction records what came back and claims what leaves next (`_round`); nothing is sent inside it. Rows are
claimed in groups: what fits the next 100 ms at the present pace, at least one for each connection, at most 100; two
groups may be on their way, so that the channel always has something to send while the database works. Where a pace is
set, no more are taken than are being sent. So after a kill at most two groups and one per connection are in doubt.

Rows to one address leave in order, addresses side by side. What was on its way when its process died is settled at the
start, and whenever another process is found dead. If the database fails, outcomes stay in memory until they are
written: an attempt whose outcome is lost would be repeated.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from mailing.channels import UNTRIED, AccountRefused, Channel, Outcome
from mailing.claims import Room, claim
from mailing.clock import Clock
from mailing.office import Office
from mailing.outcomes import Outcomes
from mailing.process import Process
from storage import keys, leases, outbox
from storage.database import Database
from storage.outbox import ANNOUNCEMENT, Leaving

log = logging.getLogger(__name__)

GRACE_SECONDS = 7
"""How long `stop` waits for what is on its way; what is not back by then counts as lost in a crash."""

DATABASE_WAITS = (1, 2, 5, 10, 30)
REMEMBER_EVERY = timedelta(minutes=1)

GROUP = 100
"""A commit costs as much as some dozens of letters; more than this in doubt after a kill would gain nothing."""

AHEAD_SECONDS = 0.1
RECORD_WITHIN_SECONDS = 0.05


class Outbox:
    """`run` raises `AccountRefused` when the server does not accept us any more: then nothing more can leave."""

    def __init__(
        self, database: Database, channel: Channel, office: Office, clock: Clock, process: Process | None = None
    ) -> None:
        self._database, self._channel, self._office, self._clock = database, channel, office, clock
        self._process = process or Process()
        self._outcomes = Outcomes(channel, office)
        self._on_the_way: dict[int, Leaving] = {}
        self._back: list[tuple[Leaving, Outcome]] = []
        self._behind: dict[str, deque[Leaving] | None] = {}
        self._unpaced: list[str] = []
        self._resting: dict[str, datetime] = {}
        self._lately: deque[tuple[float, int]] = deque()
        self._group = channel.parallel
        self._news = asyncio.Event()
        self._stopping = self._waiting = self._begun = False
        self._refused: AccountRefused | None = None
        self._failures = 0
        self._remembered: datetime | None = None
        self._trouble: str | None = None
        self._recovered_at: datetime | None = None
        channel.open(self._came_back, lambda: self._process.may_act(clock.now()))

    def wake(self) -> None:
        """Something may be due. What is on its way comes back in a moment: then is time enough to look."""
        if self._on_the_way:
            asyncio.get_running_loop().call_later(RECORD_WITHIN_SECONDS, self._news.set)
        else:
            self._news.set()

    def stop(self) -> None:
        """Claim nothing more; `run` returns soon."""
        self._stopping = True
        self._news.set()

    @property
    def is_idle(self) -> bool:
        """Whether nothing is on its way, nothing is being written, and nobody asked to look."""
        return self._waiting and not self._on_the_way and not self._news.is_set()

    @property
    def owner(self) -> str:
        """The name on what this process claims."""
        return self._process.owner

    async def room_for(self, session: AsyncSession, address: str, now: datetime) -> int:
        """How many answers to this address may be written as claimed by this process, to be taken over."""
        burst = self._channel.limits.burst
        if burst is None or not self._begun or self._stopping or not self._process.may_act(now):
            return 0
        if any(until > now for scope, until in self._resting.items() if scope in ("", address)):
            return 0
        return await outbox.room_for_answers(session, address, now, burst)

    def take_over(self, rows: Sequence[Leaving]) -> None:
        """Send rows that were committed as claimed by this process."""
        self._unpaced += [row.address for row in rows]
        self._begin(rows)

    async def run(self) -> None:
        try:
            await self._settle_the_past()
            self._begun = True
            while not self._stopping:
                self._news.clear()
                await self._wait(await self._round())
            self._hand_back()
            with suppress(TimeoutError):
                async with asyncio.timeout(GRACE_SECONDS):
                    await self._finish()
        finally:
            await self._channel.close()
        if self._refused:
            raise self._refused

    async def _settle_the_past(self) -> None:
        """Settle what was on its way in an earlier life."""
        while not self._stopping:
            try:
                async with self._database.write() as session:
                    await self._recover(session, self._clock.now())
                    await keys.sign(session, "outbox", self._channel.name)
            except Exception:
                log.exception("the outbox of %s cannot begin", self._channel.name)
                self._news.clear()
                await self._wait(self._later())
            else:
                self._failures = 0
                return

    async def _recover(self, session: AsyncSession, now: datetime) -> None:
        """Now and then: settle what processes had on their way that are no more."""
        if self._recovered_at and now - self._recovered_at < leases.RENEWED_EVERY:
            return
        living = await leases.owners(session)
        recovered = await outbox.recover(session, self._channel.name, self._process.owner, living)
        if recovered:
            log.warning("on their way when a process ended: %s", recovered)
        self._recovered_at = now

    async def _round(self) -> datetime:
        """Record what came back and claim what leaves next, in one transaction. Returns when to look again."""
        back, unpaced = list(self._back), list(self._unpaced)
        now = self._clock.now()
        claimed = None
        try:
            async with self._database.write() as session:
                await self._outcomes.record(session, back, now)
                await self._note_server(session, back, now)
                if not self._stopping and self._process.may_act(now):
                    await self._recover(session, now)
                    room = self._room(back)
                    claimed = await claim(
                        session, self._channel, self._office, self._process.owner, room, now, unpaced=unpaced
                    )
        except Exception:
            log.exception("the outbox of %s could not write; what came back is kept", self._channel.name)
            return self._later()
        self._failures = 0
        self._forget(back)
        if claimed is None:
            return self._while_idle(now)
        self._unpaced = self._unpaced[len(unpaced) :]
        self._resting = dict(claimed.resting)
        self._begin(claimed.rows)
        return claimed.look_again

    def _while_idle(self, now: datetime) -> datetime:
        """Nothing may be claimed: we are stopping, or our lease has run out, and with it the right to send."""
        if self._stopping:
            return now
        self._hand_back()
        return now + timedelta(seconds=DATABASE_WAITS[0])

    def _forget(self, back: list[tuple[Leaving, Outcome]]) -> None:
        """These are on record."""
        self._back = self._back[len(back) :]
        for row, _ in back:
            self._on_the_way.pop(row.id, None)
        self._lately.append((asyncio.get_running_loop().time(), len(back)))
        self._group = self._as_many_as_lately()

    def _room(self, back: list[tuple[Leaving, Outcome]]) -> Room:
        """How many rows may join those that are on their way, once `back` is on record."""
        recorded = {row.id for row, _ in back}
        bulk = sum(row.priority >= ANNOUNCEMENT for row in self._on_the_way.values() if row.id not in recorded)
        answers = len(self._on_the_way) - len(recorded) - bulk
        ahead = self._channel.parallel if self._channel.limits.overall else 2 * self._group
        return Room(max(0, self._channel.slots - answers), min(self._group, max(0, ahead - bulk)))

    def _as_many_as_lately(self) -> int:
        """As many rows as came back within the last 100 ms; at least one for each connection."""
        since = asyncio.get_running_loop().time() - AHEAD_SECONDS
        while self._lately and self._lately[0][0] < since:
            self._lately.popleft()
        return min(GROUP, max(self._channel.parallel, sum(number for _, number in self._lately)))

    def _begin(self, rows: Sequence[Leaving]) -> None:
        """Hand over what is the first for its address; the others follow when that has left."""
        first = []
        for row in rows:
            self._on_the_way[row.id] = row
            if row.address not in self._behind:
                self._behind[row.address] = None
                first.append(row)
            elif behind := self._behind[row.address]:
                behind.append(row)
            else:
                self._behind[row.address] = deque([row])
        self._hand_over(first)

    def _came_back(self, row: Leaving, outcome: Outcome) -> None:
        if not self._back:
            asyncio.get_running_loop().call_later(RECORD_WITHIN_SECONDS, self._news.set)
        self._back.append((row, outcome))
        if outcome.account_refused:
            log.critical("%s refuses our account; nothing can leave", self._channel.name)
            self._refused = AccountRefused(self._channel.name)
            self.stop()
        self._follow(row, outcome)
        if len(self._back) >= self._group or len(self._on_the_way) - len(self._back) < self._channel.parallel:
            self._news.set()

    def _follow(self, row: Leaving, outcome: Outcome) -> None:
        """The next for the same address; none overtakes a row that is tried again."""
        behind = self._behind.pop(row.address)
        if behind and outcome.state in ("retry", "queued"):
            self._back += [(later, UNTRIED) for later in behind]
        elif behind:
            following = behind.popleft()
            self._behind[row.address] = behind
            self._hand_over([following])

    def _hand_over(self, rows: Sequence[Leaving]) -> None:
        """What changes a message that came back just now has its number from there: it is not on record yet."""
        edits = [row for row in rows if row.edit_of is not None]
        if edits:
            shown = {row.id: outcome.telegram_message_id for row, outcome in self._back}
            for row in edits:
                row.changes = shown.get(row.edit_of or 0)
        self._channel.hand_over(rows)

    def _later(self) -> datetime:
        """When to try the database again."""
        wait = DATABASE_WAITS[min(self._failures, len(DATABASE_WAITS) - 1)]
        self._failures += 1
        return self._clock.now() + timedelta(seconds=wait)

    async def _note_server(self, session: AsyncSession, back: list[tuple[Leaving, Outcome]], now: datetime) -> None:
        """Whether the server takes what we send, for `status` and the watch; once a minute is enough."""
        server = self._channel.server
        wrong = [o.reason or "lost" for _, o in back if o.scope == self._channel.name and o.state != "sent"]
        if any(outcome.state == "sent" for _, outcome in back):
            if self._trouble or not self._remembered or now - self._remembered >= REMEMBER_EVERY:
                await keys.door_answered(session, server, now)
                self._remembered, self._trouble = now, None
        elif wrong and wrong[-1] != self._trouble:
            await keys.door_failed(session, server, wrong[-1])
            self._trouble = wrong[-1]

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

    def _hand_back(self) -> None:
        """What was not begun need not be in doubt."""
        behind = [row for line in self._behind.values() for row in line or ()]
        withdrawn = self._channel.withdraw()
        self._behind = dict.fromkeys(self._behind.keys() - {row.address for row in withdrawn})
        self._back += [(row, UNTRIED) for row in (*withdrawn, *behind)]

    async def _finish(self) -> None:
        """Record what is still on its way, as it comes back."""
        while self._on_the_way:
            if not self._back:
                self._news.clear()
                await self._news.wait()
            again = await self._round()
            if self._back:
                await self._clock.sleep_until(again)
