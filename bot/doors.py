"""The doors in, the worker, the clock and the watch: what only one process may do at a time.

    doors = Doors(settings, office, database, clock, queued=..., ended=...)
    await doors.open()     # listens, carries out, winds the clock
    await doors.close()    # takes nothing more in; what is under way is finished or rolled back; may be opened again

`database` is asked with every write whether this process still holds the doors (storage/leases.py), so that one that
was asleep changes nothing when it wakes.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

from telegram.error import TelegramError

from bot.application import Handling
from bot.clock import Pulse
from bot.letterbox import Letterbox
from bot.poller import Poller
from bot.settings import Settings
from bot.watch import Watch
from bot.worker import Worker
from handlers import menu
from locales import FALLBACK, LANGUAGES
from mailing.clock import Clock
from mailing.imap import Mailbox
from mailing.office import Office
from mailing.outbox import Outbox
from storage.database import Sessions

log = logging.getLogger(__name__)


class Doors:
    """`queued` is called when something was committed that may have to leave, `ended` with each task when it ended."""

    def __init__(
        self,
        settings: Settings,
        office: Office,
        database: Sessions,
        clock: Clock,
        *,
        queued: Callable[[], None],
        ended: Callable[[asyncio.Task[None]], None],
    ) -> None:
        self._settings, self._database, self._clock, self._ended = settings, database, clock, ended
        self.worker = Worker(database, office, clock, answered=queued, moved=self._move)
        self.pulse = Pulse(database, office, clock, queued)
        there = {"telegram": settings.telegram_token, "imap": settings.imap, "smtp": settings.smtp}
        doors = [name for name, account in there.items() if account]
        self._watch = Watch(database, office, clock, doors, settings.end_after_outage)
        self._chat: tuple[Handling, Outbox] | None = None
        self._mailbox: Mailbox | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._are_open = False

    async def open(self) -> None:
        self._are_open = True
        if self._settings.imap:
            letterbox = Letterbox(self._database, self._clock, self.worker.arrived)
            self._mailbox = Mailbox(self._settings.imap.as_mailbox(), await letterbox.mark(), letterbox)
            self._mailbox.start()
        if self._chat:
            self._task(self._listen(*self._chat))
        self._task(self.worker.run())
        self._task(self._watch.run())
        self.pulse.start()

    async def close(self) -> None:
        self._are_open = False
        self.pulse.stop()
        for task in self._tasks:
            task.cancel()
        if self._mailbox:
            await self._mailbox.stop()
            self._mailbox = None
        if self._tasks:
            await asyncio.wait(self._tasks)

    def telegram_answers(self, application: Handling, outbox: Outbox) -> None:
        """From now on the chat door can be opened."""
        self._chat = (application, outbox)
        if self._are_open:
            self._task(self._listen(application, outbox))

    async def _listen(self, application: Handling, outbox: Outbox) -> None:
        """Tell Telegram which commands there are, in each language, and take in what people say."""
        bot = application.bot
        self.worker.application, self.worker.chat = application, outbox
        self.worker.wake()
        self._task(Poller(bot.base_url, self._database, self._clock, self.worker.arrived).run())
        try:
            await bot.set_my_commands(menu.listed(FALLBACK))
            for language in LANGUAGES:
                await bot.set_my_commands(menu.listed(language), language_code=language)
        except TelegramError as failure:
            log.warning("the list of commands could not be told (%s); it is at the next start", type(failure).__name__)

    def _move(self, external_id: str, folder: str) -> None:
        if self._mailbox:
            uidvalidity, _, uid = external_id.partition(":")
            self._mailbox.move(int(uidvalidity), int(uid), folder)

    def _task(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._task_ended)

    def _task_ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._ended(task)
