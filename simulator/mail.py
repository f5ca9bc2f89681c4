"""A post office on one desk: SMTP in, IMAP out, and people who write and answer.

    async with MailSimulator() as post:
        anna = post.person("anna@verein.example.org", name="Anna Kaya")
        post.mailbox("netz@example.org", password="geheim")
        ... a bot that speaks to post.smtp_url and post.imap_url ...

Every address at every domain is a mailbox, made by its first mail; `anna+news@…` is Anna's, and the address she was
written to stays in Delivered-To. A mailbox with a password opens by IMAP under its full address. The address decides
what goes wrong: `temperror@`, `permerror@`, `mailbox-full@`, `greylist@` refuse; `vacation@` answers by itself;
`bounces-later@` takes the mail and sends a report. `fail`, `down` and `up` spoil things while it runs. `routes` sends
the mail for a domain on to another server, as a real post does.
"""

import asyncio
import smtplib
from collections.abc import Callable, Coroutine, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from types import TracebackType

from simulator.answers import delivery_report, out_of_office
from simulator.faults import Faults, How, Moment, plain, split
from simulator.imap import ImapServer
from simulator.letter import Letter
from simulator.mailbox import Mailbox
from simulator.person import Person
from simulator.programs import Program
from simulator.smtp import SmtpServer
from simulator.transcript import Transcript


def _wall_clock() -> datetime:
    return datetime.now(UTC)


class MailSimulator:
    """One post office, on two ports of this machine."""

    def __init__(
        self,
        *,
        record: Path | None = None,
        smtp_port: int = 0,
        imap_port: int = 0,
        now: Callable[[], datetime] = _wall_clock,
        routes: Mapping[str, tuple[str, int]] | None = None,
    ) -> None:
        self.smtp_port = smtp_port
        self.imap_port = imap_port
        self.record = Transcript(record)
        self.mailboxes: dict[str, Mailbox] = {}
        self._now = now
        self._routes = routes or {}
        self._faults = Faults()
        self._listeners: list[Callable[[str], None]] = []
        self._answering: set[asyncio.Task[None]] = set()
        self._smtp = SmtpServer(self.accept, self._opens, self._faults, self.record)
        self._imap = ImapServer(self._find, self.record)

    async def __aenter__(self) -> "MailSimulator":
        await self.up()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for task in self._answering:
            task.cancel()
        await self.down()
        self.record.close()

    @property
    def smtp_url(self) -> str:
        return f"smtp://127.0.0.1:{self.smtp_port}"

    @property
    def imap_url(self) -> str:
        return f"imap://127.0.0.1:{self.imap_port}"

    async def up(self) -> None:
        """Listen; after `down`, on the same ports."""
        self.smtp_port = await self._smtp.open(self.smtp_port)
        self.imap_port = await self._imap.open(self.imap_port)

    async def down(self) -> None:
        """Be gone: nobody listens, every connection is cut; mailboxes stay as they are."""
        await self._smtp.close()
        await self._imap.close()

    def fail(self, at: Moment, how: How, times: int = 1, *, every: int = 1) -> None:
        """Spoil the next deliveries at this moment, or one of so many: answer with a code, hang, or drop the
        connection."""
        self._faults.add(at, how, times, every)

    def mailbox(self, address: str, *, password: str | None = None, name: str | None = None) -> Mailbox:
        """The mailbox of this address, made if there was none; password and name are set when given."""
        key = plain(address)
        mailbox = self.mailboxes.setdefault(key, Mailbox(key, self._changed))
        mailbox.password = password or mailbox.password
        mailbox.name = name or mailbox.name
        return mailbox

    def person(self, address: str, name: str = "", *, password: str | None = None, client: Program = "plain") -> Person:
        """Somebody who writes from this address, with this mail program."""
        return Person(self.mailbox(address, password=password, name=name), client, self.accept, self._now, self.record)

    async def letters(self, address: str, folder: str = "INBOX") -> list[Letter]:
        """What lies in a folder now, oldest first; nothing where there is no such folder."""
        with suppress(KeyError):
            return await (await self.mailbox(address).folders.folder(folder)).letters()
        return []

    async def renumber(self, address: str) -> None:
        """Give INBOX another UIDVALIDITY, as a restore from a backup does; programs have to connect again."""
        (await self.mailbox(address).folders.folder("INBOX")).renumber()
        self._imap.cut()

    def subscribe(self, listener: Callable[[str], None]) -> Callable[[], None]:
        """Call the listener with the address of every mailbox that changes; returns what ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    async def accept(self, sender: str, recipients: Sequence[str], raw: bytes) -> None:
        """Take one mail for these recipients, as if it had come by SMTP; no address refuses here."""
        for recipient in recipients:
            if route := self._routes.get(split(recipient)[1]):
                await asyncio.to_thread(_hand_on, route, sender, recipient, raw)
            else:
                await self._deliver(sender, recipient, raw)

    async def _deliver(self, sender: str, recipient: str, raw: bytes) -> None:
        letter = Letter(self._trace(sender, recipient) + raw, self._now())
        local, _ = split(recipient)
        if local != "bounces-later":
            await self.mailbox(recipient).receive(letter)
        if sender and local == "vacation":
            self._answer(self.accept("", [sender], out_of_office(letter, plain(recipient), self._now())))
        if sender and local == "bounces-later":
            self._answer(self.accept("", [sender], delivery_report(letter, self._now())))

    def _trace(self, sender: str, recipient: str) -> bytes:
        lines = (
            f"Return-Path: <{sender}>",
            f"Delivered-To: {recipient}",
            f"Received: by post.simulated; {format_datetime(self._now())}",
        )
        return "".join(f"{line}\r\n" for line in lines).encode()

    def _answer(self, answering: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(answering)
        self._answering.add(task)
        task.add_done_callback(self._answering.discard)

    def _changed(self, address: str) -> None:
        for listener in list(self._listeners):
            listener(address)

    def _find(self, address: str) -> Mailbox | None:
        return self.mailboxes.get(address.lower())

    def _opens(self, address: str, password: str) -> bool:
        mailbox = self._find(address)
        return mailbox is not None and mailbox.password is not None and mailbox.password == password


def _hand_on(route: tuple[str, int], sender: str, recipient: str, raw: bytes) -> None:
    with smtplib.SMTP(*route, timeout=10) as server:
        server.sendmail(sender, [recipient], raw)
