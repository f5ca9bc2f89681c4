"""The pulse: APScheduler knocks every two seconds, and each duty looks what is due.

Every due time is a column, so that the pulse may miss a beat, or die, without anything being forgotten. A duty looks
outside of a write, and carries out each row in a transaction of its own (handlers/duties.py): one that fails is tried
again with the next beat, the others go on.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from handlers import (
    correcting,
    counting,
    declared,
    feedback,
    figures,
    invite,
    planned,
    progress,
    report,
    requests,
    sheets,
    telling,
)
from mailing.clock import Clock
from mailing.office import Office
from storage import census, dialogues, inbox, keys, pace, setbacks
from storage.database import Sessions
from storage.leases import LeaseLost

log = logging.getLogger(__name__)

BEAT_SECONDS = 2
REMEMBER_UPDATES = timedelta(days=7)
REMEMBER_DIALOGUES = timedelta(days=2)

Duty = Callable[[Sessions, datetime, Office], Awaitable[None]]


async def tidy(database: Sessions, now: datetime, office: Office) -> None:
    """Forget the ids of old updates, what was half said and what held up a chat, and say that the clock goes."""
    async with database.write() as session:
        await inbox.forget_old(session, now - REMEMBER_UPDATES)
        await dialogues.forget_old(session, now - REMEMBER_DIALOGUES)
        await setbacks.forget_old(session, now)
        await pace.forget_old(session, now)
        await keys.door_answered(session, "clock", now)


DUTIES: tuple[tuple[Duty, int], ...] = (
    (planned.release_due, 1),
    (correcting.take_effect, 1),
    (progress.update, 1),
    (report.send_wanted, 1),
    (declared.send_wanted, 1),
    (figures.send_wanted, 1),
    (sheets.send_wanted, 1),
    (declared.end_finished, 30),
    (declared.remind_silent, 30),
    (telling.pass_seats_on, 1),
    (telling.tell, 1),
    (telling.remind, 1),
    (telling.look_for_too_few, 30),
    (counting.bring_up_to_date, 5),
    (invite.second_letters, 30),
    (requests.return_unanswered, 30),
    (feedback.ask_due, 30),
    (tidy, 30),
)
"""What is looked after, and at every how many beats."""

COUNTED_EVERY = 30
"""At every how many beats it is counted how many there are (storage/census.py)."""


class Pulse:
    """`queued` is called after each beat, for the outbox to look."""

    def __init__(self, database: Sessions, office: Office, clock: Clock, queued: Callable[[], None]) -> None:
        self._database, self._office, self._clock, self._queued = database, office, clock, queued
        self._scheduler: AsyncIOScheduler | None = None
        self._beats = 0

    def start(self) -> None:
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._scheduler.add_job(
            self._knock, "interval", seconds=BEAT_SECONDS, max_instances=1, coalesce=True, misfire_grace_time=None
        )
        self._scheduler.start()

    def stop(self) -> None:
        if self._scheduler:
            self._scheduler.shutdown(wait=False)
            self._scheduler = None

    async def _knock(self) -> None:
        """A beat that a stop may interrupt: the scheduler would log that as a failure."""
        with suppress(asyncio.CancelledError):
            await self.beat()

    async def beat(self) -> None:
        """Run every duty whose turn it is."""
        now = self._clock.now()
        turn, self._beats = self._beats, self._beats + 1
        with suppress(LeaseLost):
            for duty, every in DUTIES:
                if turn % every == 0:
                    await _tried(duty.__name__, duty(self._database, now, self._office))
            self._queued()
            if turn % COUNTED_EVERY == 0:
                await _tried("count", self._count(now))

    async def _count(self, now: datetime) -> None:
        """Last, and as a reader: among many it takes a while, and keeps nobody from writing."""
        async with self._database.read() as session:
            counted = await census.count(session, now)
        async with self._database.write() as session:
            await census.keep(session, counted)


async def _tried(name: str, work: Awaitable[None]) -> None:
    try:
        await work
    except LeaseLost:
        raise
    except Exception:
        log.exception("duty %s failed; it is tried again", name)
