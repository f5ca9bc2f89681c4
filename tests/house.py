"""The house with its chat door open: a real messenger, a real database, and between them poller, worker and outbox.

    anna = house.guest("Anna Kaya")
    await anna.says("/start")
    await anna.presses("Ja, gerne")       # under the message that came last
    await anna.reads("Willkommen")

`kill` ends it wherever it is, as a power cut would; `start` opens it again on the same database.
"""

import asyncio
import uuid
from collections.abc import Awaitable
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Any, Self

from sqlalchemy import select
from telegram.ext import BaseHandler

from bot.application import Handling, build
from bot.clock import DUTIES
from bot.poller import Poller
from bot.worker import Worker
from mailing.channels.telegram import TelegramChannel
from mailing.office import Office
from mailing.outbox import Outbox
from simulator.botapi.chats import Message
from simulator.botapi.people import Person as Phone
from simulator.telegram import TelegramSimulator
from storage import inbox, people
from storage.associations import Association
from storage.database import Database
from storage.outbox import Outgoing
from storage.pace import Limit
from storage.people import Person
from tests.clock import TestClock
from tests.storage import network

HASTE = timedelta(seconds=4)  # less than the outbox waits before it looks again by itself


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

    async def forges(self, data: str) -> None:
        """Press a button that nobody offered, as a changed program can."""
        assert self.last
        query = {"id": self.phone.world.number(), "from": self.phone.user, "message": self.last.raw, "data": data}
        self.phone.world.updates.add("callback_query", {**query, "chat_instance": self.chat})


class House:
    def __init__(self, database: Database, messenger: TelegramSimulator, office: Office) -> None:
        self.database, self.messenger, self.office = database, messenger, office
        self.clock = HastyClock()
        self.flood = Limit(10_000, timedelta(minutes=1))  # people in tests type faster than people
        self.seconds: float = 30
        self._tasks: list[asyncio.Task[Any]] = []
        self._application: Handling | None = None
        self._carried_out = asyncio.Event()

    def guest(self, name: str, language: str = "de") -> Guest:
        return Guest(self.messenger.person(name, language=language))

    async def person(self, guest: Guest) -> Person:
        """Who the guest is to the network, as things stand."""
        async with self.database.read() as session:
            found = await people.by_address(session, "telegram", guest.chat)
            assert found
            return found

    async def contacts(self, name: str) -> dict[str, str]:
        """Who speaks, or wants to speak, for the association of that name: status by person."""
        async with self.database.read() as session:
            found = await session.scalars(select(Association).where(Association.name == name))
            return {contact.person.name: contact.status for contact in found.one().contacts}

    async def speaks_for(self, guest: Guest, name: str, town: str, role: str | None = None) -> int:
        """Put an association into the register that the guest speaks for. Returns its id."""
        await guest.agrees()
        async with self.database.write() as session:
            person = await people.by_address(session, "telegram", guest.chat)
            assert person
            made = await network.association(session, name, town, {"education"}, person)
            made.contacts[0].role = role
        return made.id

    async def works_here(self, guest: Guest) -> None:
        """Make the guest an editor who hears in the chat."""
        await guest.agrees()
        async with self.database.write() as session:
            person = await people.by_address(session, "telegram", guest.chat)
            assert person
            person.role, person.staff_door = "editor", "telegram"

    async def letters(self, address: str) -> list[Outgoing]:
        """What was written to a mail address, whole."""
        mine = select(Outgoing).where(Outgoing.channel == "mail", Outgoing.address == address).order_by(Outgoing.id)
        async with self.database.read() as session:
            return list(await session.scalars(mine))

    async def gets_reply(self, letter: Outgoing, text: str) -> None:
        """The letter's reader answers it from a mail program."""
        reply = EmailMessage()
        reply["From"], reply["To"], reply["Subject"] = letter.address, self.office.list_address, "Re: Ihre E-Mail"
        reply["Message-ID"], reply["In-Reply-To"] = f"<{letter.id}.reply@example.org>", f"<{letter.message_id}>"
        reply.set_content(text)
        await self._gets(reply, letter.address)

    async def gets_letter(self, sender: str, subject: str, text: str) -> None:
        """Somebody writes to the list's address."""
        letter = EmailMessage()
        letter["From"], letter["To"], letter["Subject"] = sender, self.office.list_address, subject
        letter["Message-ID"] = f"<{uuid.uuid4()}@example.org>"
        letter.set_content(text)
        await self._gets(letter, sender)

    async def _gets(self, letter: EmailMessage, sender: str) -> None:
        row = {"source": "mail", "external_id": f"1:{letter['Message-ID']}", "key": f"mail:{sender}"}
        async with self.database.write() as session:
            await inbox.store(session, [{**row, "payload": letter.as_bytes()}], self.clock.now())
        self._worker.wake()

    def wake(self) -> None:
        """Something was put into the outbox by other hands than the worker's."""
        self._outbox.wake()

    async def beat(self) -> None:
        """The clock beats once."""
        for duty, _ in DUTIES:
            await duty(self.database, self.clock.now(), self.office)
        self.wake()

    async def settled(self) -> None:
        """Wait until everything that happened was carried out."""
        await self.messenger.updates.confirmed()
        async with asyncio.timeout(30):
            while await self._waiting():
                await self._carried_out.wait()

    async def _waiting(self) -> bool:
        """Whether something that came in was not carried out; forgets what was until now."""
        self._carried_out.clear()
        async with self.database.read() as session:
            return bool(await inbox.next_places(session, [], 1))

    async def answered(self, letter: Outgoing) -> str:
        """Wait until the reply to a letter was carried out; what the house answered to it, as HTML."""
        await self.settled()
        answers = [row for row in await self.letters(letter.address) if row.id > letter.id]
        return str((answers[-1].payload or {}).get("html"))

    async def start(self) -> Self:
        api = f"{self.messenger.url}/bot{self.messenger.token}"
        self._application = build(self.messenger.token, self.messenger.url)
        await self._application.initialize()
        channel = TelegramChannel(self._application.bot, self.database, self.office, self.clock)
        self._outbox = Outbox(self.database, channel, self.office, self.clock)
        self._worker = Worker(
            self.database, self.office, self.clock, answered=self._answered, moved=lambda *_: None, flood=self.flood,
            seconds=self.seconds,
        )  # fmt: skip
        self._worker.application, self._worker.chat = self._application, self._outbox
        poller = Poller(api, self.database, self.clock, self._worker.arrived)
        for running in (poller.run(), self._worker.run(), self._outbox.run()):
            self._open(running)
        return self

    async def only_listens(self) -> None:
        """Take in what waits at Telegram, and carry out nothing."""
        api = f"{self.messenger.url}/bot{self.messenger.token}"
        listening = asyncio.ensure_future(Poller(api, self.database, self.clock, lambda _: None).run())
        await self.messenger.updates.confirmed()
        listening.cancel()
        await asyncio.wait({listening})

    def _answered(self) -> None:
        self._carried_out.set()
        self._outbox.wake()

    def _open(self, running: Awaitable[Any]) -> None:
        self._tasks.append(asyncio.ensure_future(running))

    def add_handler(self, handler: BaseHandler) -> None:  # type: ignore[type-arg]
        """Something that people may say in this test only; it is asked first."""
        assert self._application
        self._application.add_handler(handler, group=-1)

    async def stop(self) -> None:
        """Finish what is on its way."""
        self._outbox.stop()
        await self._tasks.pop()
        await self.kill()

    async def kill(self) -> None:
        """Nothing is finished, wherever it is."""
        for task in self._tasks:
            task.cancel()
        await asyncio.wait(self._tasks)
        self._tasks.clear()
        if self._application:
            await self._application.shutdown()
