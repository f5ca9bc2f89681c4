"""A mail server that keeps to the protocol, except where a test says otherwise."""

import asyncio
import socket
import ssl
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from enum import Enum
from typing import Literal, cast

from simulator.bell import Bell

Step = Literal["greeting", "EHLO", "RSET", "MAIL", "RCPT", "DATA", "content", "dot", "QUIT"]
"""When it may be odd: instead of an answer, or ("content") at the first line of a letter."""


class Odd(Enum):
    """What it may do instead of answering as usual."""

    CUT = "end the connection"
    HANG = "neither answer nor read any more"
    LAST = "answer, and end the connection"
    SILENT = "forget to answer"
    DEAF = "answer, and forget what came in the same packet behind it"


class OddServer:
    """`took` are the letters that it said yes to, `whole` those whose end it saw, as (recipient, content without dots);
    `packets` is what it was told, as it came in. With `strict` off it lets a letter begin that has no recipient, whose
    recipient is "" then. It leaves it to the client to end a connection."""

    def __init__(self, *, announces: bool = True, strict: bool = True) -> None:
        self.announces, self.strict = announces, strict
        self.port = 0
        self.took: list[tuple[str, bytes]] = []
        self.whole: list[tuple[str, bytes]] = []
        self.packets: list[bytes] = []
        self.connections: list[Conversation] = []
        # How many bytes of its answers it writes at a time; in one piece when this is exhausted.
        self.lengths: Iterator[int] = iter(())
        self._oddities: dict[tuple[Step, int], Odd | str] = {}
        self._always: dict[Step, Odd | str] = {}
        self._met: Counter[Step] = Counter()
        self.bell = Bell()

    def at(self, step: Step, oddity: Odd | str, nth: int = 1) -> None:
        """Be odd, or answer so, when this step comes for the nth time, on whichever connection."""
        self._oddities[step, nth] = oddity

    def always(self, step: Step, oddity: Odd | str) -> None:
        """Be odd, or answer so, whenever this step comes."""
        self._always[step] = oddity

    def oddity(self, step: Step) -> Odd | str | None:
        """What to do at this step, which comes now; None for what is usual."""
        self._met[step] += 1
        return self._oddities.get((step, self._met[step]), self._always.get(step))

    async def until(self, condition: Callable[["OddServer"], object]) -> None:
        """Wait until this holds."""
        await self.bell.until(lambda: condition(self) or None, 10, lambda: f"{self.packets}")

    @property
    def hangs(self) -> bool:
        """Whether somebody waits in vain."""
        return any(connection.hangs for connection in self.connections)

    @property
    def open_connections(self) -> int:
        return sum(not connection.ended.is_set() for connection in self.connections)

    @property
    def commands(self) -> list[str]:
        """The first words of all that it heard, contents left out."""
        return [command for connection in self.connections for command in connection.commands]


class Conversation(asyncio.Protocol):
    """One client."""

    def __init__(self, server: OddServer) -> None:
        self.commands: list[str] = []
        self.ended = asyncio.Event()
        self._server = server
        self._input = bytearray()
        self._output = bytearray()
        self._sender = self._recipient = ""
        self._content: bytearray | None = None
        self.hangs = self._ends = False
        self._speaking: asyncio.Task[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._server.connections.append(self)
        self._answer("greeting", "220 odd.example.org ESMTP")
        self._speak()

    def data_received(self, data: bytes) -> None:
        self._server.packets.append(data)
        self._input += data
        self._work()

    def _work(self) -> None:
        while not (self.hangs or self._ends) and (end := self._input.find(b"\r\n")) >= 0:
            line = bytes(self._input[:end])
            del self._input[: end + 2]
            if self._content is None:
                self._hear(line.decode())
            else:
                self._read(line, self._content)
        self._speak()

    def connection_lost(self, error: Exception | None) -> None:
        if self._speaking:
            self._speaking.cancel()
        self.ended.set()
        self._server.bell.ring()

    def say(self, words: bytes) -> None:
        """Say something that nobody asked for."""
        self._transport.write(words)

    def end(self) -> None:
        """Say nothing more; what the client says may still come."""
        self._transport.write_eof()

    def break_off(self) -> None:
        """Be gone at once, before the client is told."""
        self._transport.get_extra_info("socket").shutdown(socket.SHUT_RDWR)

    def go_on(self, answer: bytes = b"") -> None:
        """Hang no more: give this answer, and read what has come meanwhile."""
        self.hangs = False
        self._output += answer
        self._transport.resume_reading()
        self._work()

    def _hear(self, line: str) -> None:
        command, _, rest = line.partition(" ")
        self.commands.append(command)
        address = rest.partition("<")[2].rstrip(">")
        if command == "EHLO":
            self._answer("EHLO", "250-odd.example.org\r\n" + "250-PIPELINING\r\n" * self._server.announces + "250 HELP")
        elif command == "HELO":
            self._output += b"250 odd.example.org\r\n"
        elif command == "RSET":
            self._sender = self._recipient = ""
            self._answer("RSET", "250 2.0.0 Ok")
        elif command == "MAIL":
            if self._answer("MAIL", "503 5.5.1 Nested" if self._sender else "250 2.1.0 Ok"):
                self._sender = address
        elif command == "RCPT":
            if self._answer("RCPT", "250 2.1.5 Ok" if self._sender else "503 5.5.1 Need MAIL"):
                self._recipient = address
        elif command == "DATA":
            usual = "354 Go ahead" if self._recipient or not self._server.strict else "554 5.5.1 No recipients"
            if self._answer("DATA", usual):
                self._content = bytearray()
        elif command == "QUIT":
            self._answer("QUIT", "221 2.0.0 Bye")
            self._ends = True
        else:
            self._output += b"500 5.5.2 What?\r\n"

    def _read(self, line: bytes, content: bytearray) -> None:
        if line != b".":
            if not content:
                self.hangs = self._server.oddity("content") == Odd.HANG
            content += line.removeprefix(b".") + b"\r\n"
            return
        letter = (self._recipient, bytes(content))
        self._content = None
        self._server.whole.append(letter)
        if self._answer("dot", "250 2.0.0 Ok" if letter[0] else "554 5.5.1 No recipients"):
            self._server.took.append(letter)
        self._sender = self._recipient = ""

    def _answer(self, step: Step, usual: str) -> bool:
        """Answer, or not; whether that was a yes, or the invitation to go on."""
        oddity = self._server.oddity(step)
        self._ends = self._ends or oddity in (Odd.CUT, Odd.LAST)
        self.hangs = oddity == Odd.HANG
        if oddity in (Odd.CUT, Odd.HANG):
            return False
        said = oddity if isinstance(oddity, str) else usual
        if oddity != Odd.SILENT:
            self._output += said.encode("latin-1") + b"\r\n"
        if oddity == Odd.DEAF:
            self._input.clear()
        if step == "dot" and oddity == Odd.SILENT:
            return False
        return said.startswith("354" if step == "DATA" else "2")

    def _speak(self) -> None:
        self._server.bell.ring()
        if self.hangs:
            self._transport.pause_reading()
        if self._speaking is None or self._speaking.done():
            if (length := next(self._server.lengths, None)) is None:
                self._say_all()
            else:
                self._speaking = asyncio.create_task(self._say_in_pieces(length))

    def _say_all(self) -> None:
        self._transport.write(bytes(self._output))
        self._output.clear()
        if self._ends:
            self._transport.close()

    async def _say_in_pieces(self, length: int | None) -> None:
        """So slowly that the client has read each piece before the next comes."""
        while self._output and length:
            self._transport.write(bytes(self._output[:length]))
            del self._output[:length]
            for _ in range(4):
                await asyncio.sleep(0)
            length = next(self._server.lengths, None)
        self._say_all()


@asynccontextmanager
async def listening(server: OddServer, tls: ssl.SSLContext | None = None) -> AsyncIterator[OddServer]:
    """The server, on a free port of this machine; it speaks TLS from the beginning if `tls` is given."""
    loop = asyncio.get_running_loop()
    listener = await loop.create_server(lambda: Conversation(server), "127.0.0.1", 0, ssl=tls)
    server.port = listener.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listener.close()
        for connection in server.connections:
            connection._transport.abort()
            await connection.ended.wait()
        await listener.wait_closed()
