"""One face for two mail servers: the simulated post, and Dovecot with Postfix.

The bot has its mailboxes at `DOMAIN`; the people of a test live in the simulated post (`server.post`) in both cases,
and mail runs between the two as it does between towns: over SMTP.
"""

import asyncio
import os
from dataclasses import dataclass
from typing import Protocol

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError

from simulator.letter import Letter
from simulator.mail import MailSimulator
from tests.dovecot import Dovecot
from tests.postfix import Postfix

# Where the bot's mailboxes are; every other domain belongs to the people. The workers of pytest-xdist share a Dovecot:
# each has a domain of its own.
DOMAIN = ".".join(filter(None, [os.environ.get("PYTEST_XDIST_WORKER"), "kreis.example.org"]))
DOMAINS = r"(^|\.)kreis\.example\.org$"


class MailServer(Protocol):
    """What a test asks of the bot's mail server; it is on 127.0.0.1, without TLS."""

    post: MailSimulator

    @property
    def smtp_port(self) -> int: ...

    @property
    def imap_port(self) -> int: ...

    def mailbox(self, address: str, password: str) -> None:
        """Make an empty mailbox at `DOMAIN`."""

    async def deliver(self, raw: bytes, to: str, sender: str = "anna@verein.example.org") -> None:
        """Put a mail into a mailbox; it is there when this returns."""

    async def letters(self, address: str, folder: str = "INBOX") -> list[Letter]:
        """What lies in a folder, oldest first; nothing where there is no such folder."""


class Simulated:
    """The simulated post serves everybody."""

    def __init__(self, post: MailSimulator) -> None:
        self.post = post

    @property
    def smtp_port(self) -> int:
        return self.post.smtp_port

    @property
    def imap_port(self) -> int:
        return self.post.imap_port

    def mailbox(self, address: str, password: str) -> None:
        self.post.mailbox(address, password=password)

    async def deliver(self, raw: bytes, to: str, sender: str = "anna@verein.example.org") -> None:
        await self.post.accept(sender, [to], raw)

    async def letters(self, address: str, folder: str = "INBOX") -> list[Letter]:
        return await self.post.letters(address, folder)


@dataclass
class Installed:
    """Dovecot keeps the bot's mailboxes; Postfix, where there is one, carries mail in and out."""

    post: MailSimulator
    dovecot: Dovecot
    postfix: Postfix | None = None

    def __post_init__(self) -> None:
        self._passwords: dict[str, str] = {}
        self.dovecot.clear(DOMAIN)

    @property
    def smtp_port(self) -> int:
        assert self.postfix, "this server only has IMAP"
        return self.postfix.port

    @property
    def imap_port(self) -> int:
        return self.dovecot.imap_port

    def mailbox(self, address: str, password: str, *, below_inbox: bool = False) -> None:
        self._passwords[address] = password
        self.dovecot.mailbox(address, password, below_inbox=below_inbox)

    async def deliver(self, raw: bytes, to: str, sender: str = "anna@verein.example.org") -> None:
        await asyncio.to_thread(self.dovecot.deliver, raw, to, sender)

    async def letters(self, address: str, folder: str = "INBOX") -> list[Letter]:
        return await asyncio.to_thread(self._fetch, address, folder)

    def _fetch(self, address: str, folder: str) -> list[Letter]:
        with IMAPClient("127.0.0.1", self.imap_port, ssl=False, timeout=10) as client:
            client.plain_login(address, self._passwords[address])
            try:
                client.select_folder(folder, readonly=True)
            except IMAPClientError:
                return []
            found = client.fetch(client.search(), ["BODY.PEEK[]", "INTERNALDATE", "FLAGS"])
        return [
            Letter(mail[b"BODY[]"], mail[b"INTERNALDATE"], seen=b"\\Seen" in mail[b"FLAGS"])
            for _, mail in sorted(found.items())
        ]
