"""Letters to a mail server: connections that are kept while there is work, one letter after another on each.

aiosmtplib speaks the protocol. Here is decided what a failure says: a server that is not there, a refusal and at which
stage it came, a connection lost before the letter was handed over, or after, when nobody can know. A connection that
lay idle may have been closed by the server meanwhile: then the letter gets a new one at once.
"""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Literal

from aiosmtplib import SMTP, SMTPException, SMTPResponseException

from mailing.refusals import Stage

COMMAND_SECONDS = 60
FINAL_DOT_SECONDS = 600
"""RFC 5321 4.5.3.2.6: whoever gives up earlier makes copies."""

CLOSING = 421


@dataclass(frozen=True)
class SmtpServer:
    """Where letters are handed in, and who we are there; `user` None for a server that asks nobody."""

    host: str
    port: int
    tls: Literal["implicit", "starttls", "none"]
    user: str | None = None
    password: str | None = field(default=None, repr=False)


class Unreachable(Exception):
    """No connection, or one that ended before anything was said."""


class Lost(Exception):
    """The connection ended on the way; `in_doubt` if the server may have taken the letter."""

    def __init__(self, in_doubt: bool) -> None:
        super().__init__(in_doubt)
        self.in_doubt = in_doubt


class Refused(Exception):
    """The server said no."""

    def __init__(self, stage: Stage, code: int, message: str) -> None:
        super().__init__(stage, code)
        self.stage, self.code, self.message = stage, code, message


class Connections:
    """Connections to one server, at most one for each letter on its way. `name` is what we call ourselves there."""

    def __init__(
        self, server: SmtpServer, name: str, *, seconds: float = COMMAND_SECONDS, final_dot: float = FINAL_DOT_SECONDS
    ) -> None:
        self._server, self._name = server, name
        self._seconds, self._final_dot = seconds, final_dot
        self._idle: list[SMTP] = []

    async def send(self, sender: str, recipient: str, letter: bytes) -> None:
        """Hand over one letter; both addresses are ASCII. Raises `Unreachable`, `Lost`, `Refused`."""
        client = await self._ready(sender)
        try:
            await self._hand_over(client, recipient, letter)
        except asyncio.CancelledError:
            client.close()
            raise
        finally:
            if client.is_connected:
                self._idle.append(client)

    async def close(self) -> None:
        """Take leave on every connection that is not in use."""
        while self._idle:
            client = self._idle.pop()
            with suppress(SMTPException, OSError):
                await client.quit(timeout=5)
            client.close()

    async def _ready(self, sender: str) -> SMTP:
        """A connection on which the server has taken the sender; one that it closed meanwhile is replaced."""
        while self._idle:
            client = self._idle.pop()
            with suppress(SMTPException, OSError):
                await client.mail(sender)
                return client
            client.close()
        client = await self._connect()
        try:
            await client.mail(sender)
        except SMTPResponseException as error:
            client.close()
            raise Refused("door", error.code, error.message) from None
        except (SMTPException, OSError):
            client.close()
            raise Lost(in_doubt=False) from None
        return client

    async def _connect(self) -> SMTP:
        server = self._server
        client = SMTP(
            hostname=server.host,
            port=server.port,
            username=server.user,
            password=server.password,
            use_tls=server.tls == "implicit",
            start_tls=server.tls == "starttls",
            local_hostname=self._name,
            timeout=self._seconds,
        )
        try:
            await client.connect()
        except SMTPResponseException as error:
            client.close()
            raise Refused("door", error.code, error.message) from None
        except (SMTPException, OSError) as error:
            client.close()
            raise Unreachable(type(error).__name__) from None
        return client

    async def _hand_over(self, client: SMTP, recipient: str, letter: bytes) -> None:
        stage: Stage = "rcpt"
        try:
            await client.rcpt(recipient)
            stage = "data"
            await client.data(letter, timeout=self._final_dot)
        except SMTPResponseException as error:
            await self._start_over(client, error.code)
            raise Refused(stage, error.code, error.message) from None
        except (SMTPException, OSError):
            client.close()
            raise Lost(in_doubt=stage == "data") from None

    async def _start_over(self, client: SMTP, code: int) -> None:
        """After a refusal the connection serves the next letter, unless the server is closing it."""
        try:
            if code == CLOSING:
                client.close()
            elif client.is_connected:
                await client.rset()
        except (SMTPException, OSError):
            client.close()
