"""A small network to send to: the office, people with confirmed addresses, and what the outbox knows of them."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from mailing.channels import Channel
from mailing.channels.mail import MailChannel
from mailing.channels.smtp import SmtpServer
from mailing.office import Office, QuietHours
from mailing.outbox import Outbox
from mailing.turn import Button
from simulator.mail import MailSimulator
from storage import announcements, dispatch, outbox, people
from storage.announcements import Announcement, Attached
from storage.audiences import Audience
from storage.database import Database
from storage.outbox import Kind, Outgoing
from storage.people import Confirmation, Person
from tests.clock import TestClock

BY_DAY = QuietHours(time(20), time(8))


def an_office(**changes: Any) -> Office:
    """The integration office of a district; it sleeps at night."""
    facts: dict[str, Any] = {
        "list_name": "Netzwerk Kreis Mettmann",
        "list_address": "netz@kreis.example.org",
        "controller": "Kreis Mettmann, Der Landrat",
        "contact_person": "Ayşe Berger",
        "contact_phone": "02104 991234",
        "privacy_url": "https://kreis.example.org/datenschutz",
        "imprint_url": "https://kreis.example.org/impressum",
        "public_url": None,
        "timezone": ZoneInfo("Europe/Berlin"),
        "language": "de",
        "topics": (),
        "quiet_hours": BY_DAY,
    }
    return Office(**{**facts, **changes})


class Network:
    """The people of one test, written to its database at the time of its clock."""

    def __init__(self, database: Database, office: Office, clock: TestClock) -> None:
        self.database, self.office, self.clock = database, office, clock

    async def person(
        self, name: str, *, chat: int | str | None = None, mail: str | None = None, language: str = "de"
    ) -> Person:
        """Somebody who confirmed these addresses."""
        now = self.clock.now()
        async with self.database.write() as session:
            person = await people.create(session, now, name=name, language=language)
            for channel, address in (("telegram", chat), ("mail", mail)):
                if address is not None:
                    known = await people.add_address(session, person, channel, str(address), now)  # type: ignore[arg-type]
                    await people.confirm(session, known, Confirmation("chat", "2026-11"), now)
        return person

    async def release(
        self,
        subject: str = "Hilden: Elterncafé",
        html: str = "<p>Am Dienstag um 18 Uhr.</p>",
        *,
        files: Sequence[Attached] = (),
        channel: str | None = None,
        in_: timedelta = timedelta(),
    ) -> Announcement:
        """An announcement to everybody, on its way after `in_`; with `channel` also posted there."""
        now = self.clock.now()
        async with self.database.write() as session:
            draft = await announcements.draft(
                session, None, subject=subject, html=html, audience=Audience(), door="command", now=now, files=files,
                public=channel is not None,
            )  # fmt: skip
            host = self.office.mail_host
            await dispatch.release(session, draft, None, release_at=now + in_, now=now, mail_host=host, channel=channel)
        return draft

    async def say(
        self, person: Person, text: str, *, to: str = "telegram", kind: Kind = "answer", buttons: Sequence[Button] = (),
        edit_of: Outgoing | None = None, **payload: Any,
    ) -> Outgoing:  # fmt: skip
        """Something the office says to one person."""
        now = self.clock.now()
        address = person.address(to)
        assert address
        row = Outgoing(
            kind=kind,
            channel=to,
            address=address.address,
            person_id=person.id,
            edit_of=edit_of.id if edit_of else None,
            payload={"html": text, "buttons": [[b.label, b.data] for b in buttons], "files": [], **payload},
            priority=outbox.PRIORITIES[kind],
            message_id="5f3c@kreis.example.org" if to == "mail" else None,
            queued_at=now,
        )
        async with self.database.write() as session:
            await outbox.put(session, row)
        return row

    async def rows(self, channel: str | None = None) -> list[Outgoing]:
        """Every row of the outbox, in order."""
        query = select(Outgoing).order_by(Outgoing.id)
        async with self.database.read() as session:
            return list(await session.scalars(query.where(Outgoing.channel == channel) if channel else query))

    async def states(self, channel: str | None = None) -> list[str]:
        return [row.state for row in await self.rows(channel)]

    async def row(self, row: Outgoing) -> Outgoing:
        """The row as it is now."""
        async with self.database.read() as session:
            return await session.get_one(Outgoing, row.id)


class Way:
    """An outbox that runs while a test moves its clock."""

    def __init__(self, outbox: Outbox, clock: TestClock, task: asyncio.Task[None]) -> None:
        self.outbox, self.clock, self.task = outbox, clock, task

    async def settled(self) -> None:
        """Until all that may leave now has left and come back."""
        self.outbox.wake()
        await self.clock.until_asleep(lambda: self.outbox.is_idle)

    async def later(self, by: timedelta | float) -> None:
        """Let time pass (a number counts seconds), and then be settled."""
        self.clock.advance(by)
        await self.settled()

    async def until(self, moment: datetime) -> None:
        """Let time pass from one alarm to the next."""
        await self.settled()
        while (alarm := self.clock.next_alarm) and alarm <= moment:
            await self.later(alarm - self.clock.now())
        await self.later(moment - self.clock.now())


@asynccontextmanager
async def on_the_way(network: Network, channel: Channel) -> AsyncIterator[Way]:
    """The outbox of this channel, running; stopped in the end, when nothing is on its way any more."""
    outbox_ = Outbox(network.database, channel, network.office, network.clock)
    task = asyncio.create_task(outbox_.run())
    try:
        yield Way(outbox_, network.clock, task)
    finally:
        outbox_.stop()
        await asyncio.wait({task})
    task.result()


def mail_channel(post: MailSimulator, network: Network, **more: Any) -> MailChannel:
    """The way into the mailboxes of this post office."""
    server = SmtpServer("127.0.0.1", post.smtp_port, "none")
    return MailChannel(server, network.database, network.office, network.clock, **more)
