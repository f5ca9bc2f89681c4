"""The house with its chat door open: a real messenger, a real database, and between them poller, worker and outbox.

    anna = house.guest("Anna Kaya")
    await anna.says("/start")
    await anna.presses("Ja, gerne")       # under the message that came last
    await anna.reads("Willkommen")

`kill` ends it wherever it is, as a power cut would; `start` opens it again on the same database.
"""

import asyncio
import contextlib
from collections.abc import Awaitable
from datetime import datetime, timedelta
from typing import Any, Self

from bot.application import Handling, build
from bot.poller import Poller
from bot.worker import Worker
from mailing.channels.telegram import TelegramChannel
from mailing.office import Office
from mailing.outbox import Outbox
from simulator.botapi.chats import Message
from simulator.botapi.people import Person as Phone
from simulator.telegram import TelegramSimulator
from storage.database import Database
from tests.clock import TestClock

HASTE = timedelta(seconds=5)


class HastyClock(TestClock):
    """Stands still, but lets nobody wait for the few seconds between two messages of one chat."""

    async def sleep_until(self, moment: datetime) -> None:
        if timedelta(0) < moment - self.now() <= HASTE:
            self.advance(moment - self.now())
        await super().sleep_until(moment)


class Guest:
    """Somebody with a phone, who reads one message after the other."""

    def __init__(self, phone: Phone) -> None:
        self.phone = phone
        self.last: Message | None = None

    @property
    def chat(self) -> str:
        return str(self.phone.id)

    async def says(self, text: str) -> None:
        await self.phone.says(text)

    async def reads(self, words: str) -> Message:
        """The next message with these words; its buttons are the ones to press."""
        self.last = await self.phone.reads(words)
        return self.last

    async def presses(self, words: str, under: Message | None = None) -> None:
        """The button with these words, under the message read last."""
        message = under or self.last
        assert message
        label = next((label for label in message.labels if words in label), None)
        assert label, f"no button {words!r} under {message!r}"
        await self.phone.presses(message, label)

    async def answers(self, question: str, answer: str) -> None:
        """Read a question, then type the answer."""
        await self.reads(question)
        await self.says(answer)

    async def chooses(self, question: str, button: str) -> None:
        """Read a question, then press the answer."""
        await self.reads(question)
        await self.presses(button)

    async def agrees(self) -> None:
        """Start, and accept the notice."""
        await self.says("/start")
        await self.chooses("Ist das für Sie in Ordnung?", "Ja, gerne")
        await self.reads("Willkommen")


class House:
    def __init__(self, database: Database, messenger: TelegramSimulator, office: Office) -> None:
        self.database, self.messenger, self.office = database, messenger, office
        self.clock = HastyClock()
        self._tasks: list[asyncio.Task[Any]] = []
        self._application: Handling | None = None

    def guest(self, name: str, language: str = "de") -> Guest:
        return Guest(self.messenger.person(name, language=language))

    async def start(self) -> Self:
        api = f"{self.messenger.url}/bot{self.messenger.token}"
        self._application = build(self.messenger.token, self.messenger.url)
        await self._application.initialize()
        channel = TelegramChannel(self._application.bot, self.database, self.office, self.clock)
        outbox = Outbox(self.database, channel, self.office, self.clock)
        worker = Worker(self.database, self.office, self.clock, answered=outbox.wake, moved=lambda *_: None)
        worker.application = self._application
        poller = Poller(api, self.database, self.clock, worker.wake, lambda _: None)
        for running in (poller.run(), worker.run(), outbox.run()):
            self._open(running)
        return self

    def _open(self, running: Awaitable[Any]) -> None:
        self._tasks.append(asyncio.ensure_future(running))

    async def kill(self) -> None:
        """Nothing is finished, nothing is said goodbye to."""
        for task in self._tasks:
            task.cancel()
        for task in self._tasks:
            with contextlib.suppress(asyncio.CancelledError):
                await task
        self._tasks.clear()
        if self._application:
            await self._application.shutdown()
