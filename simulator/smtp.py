"""SMTP in: what the simulated post accepts, refuses, or is told to spoil.

aiosmtpd brings the protocol; PIPELINING is announced beside what it announces itself. AUTH PLAIN and LOGIN ask for the
password of a mailbox, but mail is also taken without. Each refused recipient and each mail is noted with its code
before the answer leaves.
"""

import asyncio
from collections.abc import Awaitable, Callable
from email.parser import BytesHeaderParser

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from simulator.faults import Faults, How
from simulator.transcript import Transcript

Accept = Callable[[str, list[str], bytes], Awaitable[None]]
CheckPassword = Callable[[str, str], bool]


def _sender(envelope: Envelope) -> str:
    return (envelope.mail_from or "").strip("<>")


class _Rules:
    """aiosmtpd's hooks: one method per command, named by that library."""

    def __init__(self, accept: Accept, check: CheckPassword, faults: Faults, transcript: Transcript) -> None:
        self.faults = faults
        self._accept = accept
        self._check = check
        self._transcript = transcript

    def authenticate(self, _: SMTP, __: Session, ___: Envelope, mechanism: str, login: LoginPassword) -> AuthResult:
        user, password = login.login.decode(), login.password.decode()
        good = self._check(user, password)
        self._transcript.note("SMTP AUTH", mechanism=mechanism, user=user, code=235 if good else 535)
        return AuthResult(success=good, handled=False)

    async def handle_EHLO(self, _: SMTP, session: Session, __: Envelope, host: str, lines: list[str]) -> list[str]:  # noqa: N802
        session.host_name = host
        return [*lines[:-1], "250-PIPELINING", lines[-1]]

    async def handle_RCPT(self, server: "_Client", _: Session, envelope: Envelope, to: str, options: list[str]) -> str:  # noqa: N802
        sender = _sender(envelope)
        fault = self.faults.next("rcpt")
        answer = await server.suffer(fault) if fault else self.faults.refusal(sender, to) or "250 2.1.5 OK"
        if answer.startswith("250"):
            envelope.rcpt_tos.append(to)
        else:
            self._transcript.note("SMTP RCPT", **{"from": sender, "to": to, "code": int(answer[:3])})
        return answer

    async def handle_DATA(self, server: "_Client", _: Session, envelope: Envelope) -> str:  # noqa: N802
        fault = server.fault
        if fault and fault != "drop-after-dot":
            answer = await server.suffer(fault)
        else:
            await self._accept(_sender(envelope), envelope.rcpt_tos, envelope.original_content or b"")
            answer = "250 2.0.0 OK"
        self._note(envelope, int(answer[:3]))
        return await server.suffer(fault) if fault == "drop-after-dot" else answer

    def _note(self, envelope: Envelope, code: int) -> None:
        headers = BytesHeaderParser().parsebytes(envelope.original_content or b"")
        told = {"from": _sender(envelope), "to": envelope.rcpt_tos, "code": code}
        self._transcript.note("SMTP DATA", message_id=headers["Message-ID"], **told)


class _Client(SMTP):
    """One client of the server."""

    def __init__(self, rules: _Rules, clients: set["_Client"]) -> None:
        super().__init__(
            rules, hostname="post.simulated", auth_require_tls=False, authenticator=rules.authenticate,
            loop=asyncio.get_running_loop(),
        )  # fmt: skip
        self._rules = rules
        self._clients = clients
        self.fault: How | None = None
        """What is wrong with the mail that is coming in."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._clients.add(self)
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        self._clients.discard(self)
        super().connection_lost(error)

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        is_mail = self.envelope and self.envelope.rcpt_tos
        self.fault = self._rules.faults.next("data") if is_mail else None
        if self.fault == "drop-before-dot":
            await self.push("354 Go ahead, it will not help")
            await self._reader.readuntil(b"\r\n")
            await self.suffer(self.fault)
        await super().smtp_DATA(arg)

    async def suffer(self, fault: How) -> str:
        """The answer that a fault gives; when the connection hangs or is dropped, this never returns."""
        if isinstance(fault, int):
            if fault == 421:
                self.loop.call_soon(self.abort)
            return f"{fault} {fault // 100}.3.0 Told to say so"
        if fault != "hang":
            self.abort()
        # aiosmtpd cancels this task when the connection ends.
        never: asyncio.Future[str] = self.loop.create_future()
        return await never

    def abort(self) -> None:
        """Cut the connection without a word."""
        if isinstance(self.transport, asyncio.Transport):
            self.transport.abort()


class SmtpServer:
    """Takes mail on one port of this machine; closing it cuts every connection."""

    def __init__(self, accept: Accept, check: CheckPassword, faults: Faults, transcript: Transcript) -> None:
        self._rules = _Rules(accept, check, faults, transcript)
        self._clients: set[_Client] = set()
        self._server: asyncio.Server | None = None

    async def open(self, port: int) -> int:
        """Listen; returns the port, which the system chooses for 0."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: _Client(self._rules, self._clients), "127.0.0.1", port)
        return int(self._server.sockets[0].getsockname()[1])

    async def close(self) -> None:
        """Stop listening and cut every connection."""
        if self._server:
            self._server.close()
            tasks = [client._handler_coroutine for client in self._clients if client._handler_coroutine]
            for client in list(self._clients):
                client.abort()
            if tasks:
                await asyncio.wait(tasks)
            await self._server.wait_closed()
            self._server = None
