"""Watches the doors: how old the last good answer of Telegram, of the mail servers and of the clock is.

Who talks to a server notes each good answer, and what is wrong (storage/keys.py). An outage of more than an hour is
told to the admins, by whatever way still works, and so is its end. After `patience` the process ends with an error, so
that its supervisor starts it anew; the same if the database is away for so long. All that is stored is still there
then.

A loop that stands still can watch nothing: `Heartbeat` is a thread beside it, which ends the process.
"""

import asyncio
import faulthandler
import logging
import os
import sys
import threading
from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from locales import Words, words
from mailing.clock import Clock
from mailing.office import Office
from mailing.turn import turn_for
from storage import keys, people
from storage.database import OUTAGE, Sessions
from storage.leases import LeaseLost
from storage.people import CHANNELS, Channel, Person

log = logging.getLogger(__name__)

SILENT_AFTER = {"telegram": timedelta(minutes=3), "imap": timedelta(minutes=15), "clock": timedelta(minutes=5)}
"""So old the last good answer of each may be: a long poll takes 35 s, the mailbox is looked into every 5 minutes, the
clock says so every minute. SMTP is only spoken to when there is something to send."""

SENDS_BY: dict[Channel, tuple[str, ...]] = {"telegram": ("telegram", "telegram-send"), "mail": ("smtp",)}
TOLD_AFTER = timedelta(hours=1)
LOOK_EVERY_SECONDS = 60
STUCK_SECONDS = 300
TROUBLE_IN_SOFTWARE = 70  # EX_SOFTWARE, sysexits.h


class OutageTooLong(Exception):
    """Going on did not help for very long; `door` does not answer."""

    def __init__(self, door: str) -> None:
        super().__init__(door)
        self.door = door

    def in_words(self, say: Words) -> str:
        return say.text("watch-too-long", door=say.text(f"watch-{self.door}"))


class Watch:
    """`doors` are those that are set up ("telegram", "imap", "smtp"); `patience` is how long an outage may last, None
    for ever."""

    def __init__(
        self, database: Sessions, office: Office, clock: Clock, doors: Collection[str], patience: timedelta | None
    ) -> None:
        self._database, self._office, self._clock, self._patience = database, office, clock, patience
        self._doors = {*doors, "clock", *(["telegram-send"] if "telegram" in doors else [])}
        self._since = clock.now()
        self._database_away: datetime | None = None

    async def run(self) -> None:
        """Until cancelled. Raises `OutageTooLong`."""
        while True:
            await self._clock.sleep(LOOK_EVERY_SECONDS)
            await self.look()

    async def look(self) -> None:
        """Tell what is to be told. Raises `OutageTooLong`."""
        now = self._clock.now()
        try:
            async with self._database.write() as session:
                down = self._down(await keys.doors(session), now)
                await self._tell_news(session, down, now)
            self._database_away = None
        except LeaseLost:
            return
        except OUTAGE as outage:
            log.warning("the database does not answer (%s)", type(outage).__name__)
            self._database_away = self._database_away or now
            down = {"database": self._database_away}
        for door, since in down.items():
            if self._patience and since < now - self._patience:
                raise OutageTooLong(door)

    def _down(self, known: dict[str, tuple[datetime | None, str | None]], now: datetime) -> dict[str, datetime]:
        """Doors that do not answer, and since when; no longer than this process has been watching."""
        down = {}
        for door in self._doors:
            good, trouble = known.get(door, (None, None))
            since = max(good or self._since, self._since)
            if trouble or (door in SILENT_AFTER and since < now - SILENT_AFTER[door]):
                down[door] = since
        return down

    async def _tell_news(self, session: AsyncSession, down: dict[str, datetime], now: datetime) -> None:
        for door in sorted(self._doors):
            told = await keys.recall(session, f"told_outage:{door}")
            if door in down and down[door] <= now - TOLD_AFTER and not told:
                log.error("%s does not answer since %s", door, down[door].isoformat(timespec="minutes"))
                await self._tell(session, "watch-outage", door, down[door], down, now)
                await keys.remember(session, f"told_outage:{door}", down[door].isoformat())
            elif told and door not in down:
                await self._tell(session, "watch-over", door, datetime.fromisoformat(told), down, now)
                await keys.forget(session, f"told_outage:{door}")

    async def _tell(
        self, session: AsyncSession, key: str, door: str, since: datetime, down: Collection[str], now: datetime
    ) -> None:
        """To every admin, by a way that works."""
        turn = turn_for(session, now, self._office)
        for admin in await people.staff(session, "admin"):
            say = words(admin.language)
            facts = {"door": say.text(f"watch-{door}"), "since": say.when(since, self._office.timezone)}
            if way := _way(admin, down):
                await turn.write_to(admin, way[0], way[1], key, for_staff=True, **facts)


def _way(admin: Person, down: Collection[str]) -> tuple[Channel, str] | None:
    """Where the admin can be reached now; at the door of their choice if that works."""
    working = [channel for channel in CHANNELS if not set(SENDS_BY[channel]) & set(down)]
    working.sort(key=lambda channel: channel != admin.staff_door)
    ways = [(channel, address.address) for channel in working if (address := admin.address(channel))]
    return ways[0] if ways else None


class Heartbeat:
    """Ends the process when its event loop stands still for `seconds`, with the place where it does."""

    def __init__(self, seconds: float = STUCK_SECONDS) -> None:
        self._seconds, self._loop = seconds, asyncio.get_running_loop()
        self._stopped = threading.Event()

    def start(self) -> None:
        threading.Thread(target=self._run, name="heartbeat", daemon=True).start()

    def stop(self) -> None:
        self._stopped.set()

    def _run(self) -> None:
        while not self._stopped.wait(self._seconds / 10):
            beat = threading.Event()
            try:
                self._loop.call_soon_threadsafe(beat.set)
            except RuntimeError:  # the loop is closed
                return
            if not beat.wait(self._seconds) and not self._stopped.is_set():
                log.critical("the program stands still; it ends, to be started anew")
                faulthandler.dump_traceback(sys.stderr)
                os._exit(TROUBLE_IN_SOFTWARE)
