"""The house with only its mail door, without a network: a letter in, and the letters that are queued in answer.

    anna = desk.writer("Anna", "anna@elternverein.example.org")
    await anna.writes("Überblick", "")
    await anna.reads("eingeladen")            # the next letter for her with these words
    await anna.answers("1")                   # as her mail program would, the letter quoted below

Time stands still until `later`; `post_leaves` plays the outbox, `beat` the clock.
"""

import asyncio
import itertools
from collections.abc import Collection, Sequence
from datetime import timedelta
from email.message import EmailMessage
from typing import Literal

from sqlalchemy import select, update

from bot.clock import DUTIES
from bot.worker import Worker
from mailing import formatting
from mailing.office import Office
from simulator.letter import Attachment, Letter
from simulator.programs import Draft, Program, compose
from storage import departures, inbox, outbox
from storage.database import Database
from storage.inbox import Arrival
from storage.outbox import Outgoing
from tests.house import HastyClock

CHANNELS: tuple[Literal["mail", "telegram"], ...] = ("mail", "telegram")


class Desk:
    def __init__(self, database: Database, office: Office) -> None:
        self.database, self.office, self.clock = database, office, HastyClock()
        self.worker = Worker(database, office, self.clock, answered=lambda: None, moved=lambda *_: None)
        self._uids = itertools.count(1)

    def writer(self, name: str, address: str, program: Program = "outlook") -> "Writer":
        return Writer(self, name, address, program)

    async def arrives(self, raw: bytes, sender: str) -> None:
        """A letter comes in and is carried out."""
        row: dict[str, object] = {
            "source": "mail",
            "external_id": f"1:{next(self._uids)}",
            "key": f"mail:{sender}",
            "payload": raw,
        }
        async with self.database.write() as session:
            await inbox.store(session, [{**row, "payload": raw}], self.clock.now())
        async with asyncio.timeout(20):
            await self.worker.idle()
        async with self.database.read() as session:
            failed = await session.scalar(select(Arrival.failure).where(Arrival.failure.is_not(None)))
        assert failed is None, f"a letter failed: {failed}; see the log"

    async def later(self, by: timedelta) -> None:
        """Time passes, and the clock beats."""
        self.clock.advance(by)
        await self.beat()

    async def beat(self) -> None:
        for duty, _ in DUTIES:
            await duty(self.database, self.clock.now(), self.office)

    async def post_leaves(self, *, gone: Collection[str] = ()) -> None:
        """Everything that is due is sent; at the addresses `gone` nobody is there any more."""
        for channel, bulk in itertools.product(CHANNELS, (False, True)):
            while await self._send_some(channel, bulk, gone):
                pass

    async def _send_some(self, channel: Literal["mail", "telegram"], bulk: bool, gone: Collection[str]) -> bool:
        now = self.clock.now()
        async with self.database.write() as session:
            rows = (await departures.due(session, channel, now, 100, bulk=bulk)).rows
            for row in rows:
                state = "failed" if row.address in gone else "sent"
                await outbox.settle(session, row.id, state, now, reason="gone" if state == "failed" else None)
                kept = update(Outgoing).where(Outgoing.id == row.id).values(payload=row.payload)
                await session.execute(kept)  # the tests go on reading what was sent
        return bool(rows)

    async def rows(self, address: str | None = None) -> list[Outgoing]:
        query = select(Outgoing).order_by(Outgoing.id)
        async with self.database.read() as session:
            return list(await session.scalars(query.where(Outgoing.address == address) if address else query))


class Writer:
    """Somebody with a mail program, who reads one letter after the other."""

    def __init__(self, desk: Desk, name: str, address: str, program: Program) -> None:
        self.desk, self.name, self.address, self.program = desk, name, address, program
        self.last: Outgoing | None = None
        self._read: set[int] = set()

    async def writes(
        self,
        subject: str,
        text: str = "",
        *,
        to: str | None = None,
        html: str | None = None,
        attachments: Sequence[Attachment] = (),
        answering: Letter | None = None,
        as_if_from: str | None = None,
    ) -> None:
        """`as_if_from` forges the sender."""
        sender = as_if_from or self.address
        draft = Draft(
            self.name, sender, [to or self.desk.office.list_address], subject, text, self.desk.clock.now(), html,
            attachments, answering,
        )  # fmt: skip
        await self.desk.arrives(compose(self.program, draft), sender)

    async def answers(self, text: str, to: Outgoing | None = None, *, as_if_from: str | None = None) -> None:
        """Reply to the letter read last, or to that one."""
        row = to or self.last
        assert row
        subject = f"Re: {(row.payload or {}).get('subject', '')}"
        await self.writes(subject, text, answering=self._as_letter(row), as_if_from=as_if_from)

    async def reads(self, words: str) -> Outgoing:
        """The oldest unread letter with these words in its subject or text."""
        rows = [row for row in await self.desk.rows(self.address) if row.id not in self._read]
        found = next((row for row in rows if words in seen(row)), None)
        assert found, f"no letter for {self.address} with {words!r}; there is:\n" + "\n---\n".join(map(seen, rows))
        self._read.add(found.id)
        self.last = found
        return found

    async def has(self, words: str) -> bool:
        """Whether any letter for this address, read or not, has these words."""
        return any(words in seen(row) for row in await self.desk.rows(self.address))

    def _as_letter(self, row: Outgoing) -> Letter:
        message = EmailMessage()
        message["From"], message["To"] = self.desk.office.list_address, self.address
        message["Subject"] = (row.payload or {}).get("subject", "")
        message["Message-ID"] = f"<{row.message_id}>"
        message.set_content(seen(row))
        return Letter(message.as_bytes(), self.desk.clock.now())


def seen(row: Outgoing) -> str:
    """Subject, text and numbered buttons of a row, as its reader sees them."""
    payload = row.payload or {}
    text = formatting.to_plain(str(payload.get("html", "")).replace("\n", "<br>"))
    buttons = [f"{number} {label}" for number, (label, _) in enumerate(payload.get("buttons", []), 1)]
    return "\n".join([str(payload.get("subject", "")), text, *buttons])
