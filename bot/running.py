"""The running program: every part, wired, started and stopped.

    running = Running(settings)
    await running.start()      # comes back when everything that can run is running
    await running.wait()       # until something makes going on senseless (a refused token, a second instance)
    await running.stop()

Telegram, SMTP or IMAP may each be absent from the settings, or out of reach: the rest runs. On PostgreSQL several
processes may run: each of them sends and serves pages, and one holds the doors (bot/doors.py).
"""

import asyncio
import contextlib
import logging
from collections.abc import Coroutine
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.exc import DBAPIError
from telegram.error import InvalidToken, TelegramError

from bot import web
from bot.account import Account
from bot.application import Handling, build
from bot.doors import Doors
from bot.leases import Leases
from bot.logs import trouble_in_the_background
from bot.poller import TokenRefused, note_failure
from bot.settings import Settings
from bot.watch import Heartbeat
from mailing.channels.mail import MailChannel
from mailing.channels.telegram import TelegramChannel
from mailing.clock import Clock, SystemClock
from mailing.outbox import Outbox
from mailing.process import Process
from storage import keys
from storage.database import Database, Sessions
from storage.leases import DOORS, AsHolder

log = logging.getLogger(__name__)

TRY_AGAIN_SECONDS = (1, 2, 5, 10, 30)
ENDS_BY_ITSELF = ("outbox", "pages")
STOP_SECONDS = 8
"""A supervisor that gives ten has to see the end: what is under way by then is dropped, and begun anew later."""

NEVER = datetime.min.replace(tzinfo=UTC)


class Running:
    """One `run`: the ways out, the doors if they are ours, and the pages."""

    def __init__(self, settings: Settings, *, clock: Clock | None = None) -> None:
        self.settings = settings
        self.office = settings.office
        self.clock: Clock = clock or SystemClock()
        self.database = Database(settings.database)
        self.outboxes: dict[str, Outbox] = {}
        is_alone = self.database.is_sqlite
        self._process = Process() if is_alone else Process(until=NEVER)
        held: Sessions = self.database if is_alone else AsHolder(self.database, DOORS, lambda: self._process.owner)
        self.doors = Doors(settings, self.office, held, self.clock, queued=self.wake, ended=self._task_ended)
        self._leases = (
            None
            if is_alone
            else Leases(self.database, self.clock, self._process, opened=self.doors.open, closed=self.doors.close)
        )
        self._heartbeat = Heartbeat()
        self._pages: web.Server | None = None
        self._application: Handling | None = None
        self._chat: TelegramChannel | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    async def start(self) -> None:
        """Start all there is. What is out of reach is tried again in the background."""
        asyncio.get_running_loop().set_exception_handler(trouble_in_the_background)
        async with self.database.write() as session:
            await keys.sign(session, "start", "")
            self.office.bot_name = await keys.recall(session, "bot_name")
        self._heartbeat.start()
        if self._leases:
            await self._leases.enrol()
            self._task(self._leases.run())
        else:
            await self.doors.open()
        if self.settings.smtp:
            self._send_by(self._mail_channel(self.settings.smtp))
        if self.settings.telegram_token:
            self._task(self._open_telegram())
        if self.settings.listen:
            self._serve(self.settings.listen.host, self.settings.listen.port)

    async def wait(self) -> None:
        """Until something ends that we cannot go on without. Raises what it ended with."""
        await self._ended

    async def stop(self) -> None:
        """Take nothing more in, finish or roll back what is under way, and close; within ten seconds."""
        loop = asyncio.get_running_loop()
        end = loop.time() + STOP_SECONDS
        if self._pages:
            self._pages.should_exit = True
        for outbox in self.outboxes.values():
            outbox.stop()
        for task in self._tasks:
            if task.get_name() not in ENDS_BY_ITSELF:
                task.cancel()
        await self.doors.close()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=end - loop.time())
        if self._application:
            with contextlib.suppress(TelegramError):
                await self._application.shutdown()
        if self._leases:
            with contextlib.suppress(DBAPIError):
                await self._leases.give_back()
        await self.database.close()
        self._heartbeat.stop()

    def wake(self) -> None:
        """Something was committed that may have to leave."""
        for outbox in self.outboxes.values():
            outbox.wake()

    def _mail_channel(self, account: Account) -> MailChannel:
        return MailChannel(
            account.as_smtp_server(),
            self.database,
            self.office,
            self.clock,
            fetch=self._fetch if self.settings.telegram_token else None,
            limits=self.settings.mail_limit,
            connections=self.settings.mail_connections,
            mails_per_connection=self.settings.mails_per_connection,
        )

    async def _fetch(self, file_id: str) -> bytes:
        """The bytes of a file in the messenger, for a letter."""
        if self._chat is None:
            raise ConnectionError("telegram is out of reach")
        return await self._chat.fetch(file_id)

    def _send_by(self, channel: MailChannel | TelegramChannel) -> Outbox:
        outbox = Outbox(self.database, channel, self.office, self.clock, self._process)
        self.outboxes[channel.name] = outbox
        self._task(outbox.run(), name="outbox")
        return outbox

    async def _open_telegram(self) -> None:
        """As soon as Telegram answers: send into chats, and let the chat door be opened."""
        assert self.settings.telegram_token
        application = build(self.settings.telegram_token.get_secret_value(), self.settings.telegram_api)
        failures = 0
        while True:
            try:
                await application.initialize()
                break
            except InvalidToken:
                raise TokenRefused from None
            except TelegramError as failure:
                pause = TRY_AGAIN_SECONDS[min(failures, len(TRY_AGAIN_SECONDS) - 1)]
                failures += 1
                await note_failure(self.database, failure)
                log.warning("telegram does not answer (%s); again in %s s", type(failure).__name__, pause)
                await self.clock.sleep(pause)
        self.office.bot_name = application.bot.username
        async with self.database.write() as session:
            await keys.remember(session, "bot_name", application.bot.username)
        self._application = application
        self._chat = TelegramChannel(application.bot, self.database, self.office, self.clock)
        self.doors.telegram_answers(application, self._send_by(self._chat))

    def _serve(self, host: str, port: int) -> None:
        self._pages = web.Server(web.Web(self.database, self.office, self.clock, self.wake), host, port)
        self._task(self._pages.serve([web.listen(host, port)]), name="pages")

    def _task(self, work: Coroutine[Any, Any, None], name: str | None = None) -> None:
        task = asyncio.create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._task_ended)

    def _task_ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (failure := task.exception()) and not self._ended.done():
            self._ended.set_exception(failure)
