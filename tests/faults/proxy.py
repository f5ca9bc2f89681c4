"""A wire between a client and a server, on which everything may go wrong that goes wrong on the internet.

    async with Proxy(post.smtp_port) as wire:
        ... a client that connects to wire.port ...
        wire.latency["up"] = 0.05            # seconds; "up" is from the client to the server, "down" the way back
        wire.cut()                           # a reset, now; `hang_up` ends the connections politely
        wire.cut_after("up", 1000)           # a reset behind so many more bytes
        wire.hold("down")                    # a black hole, until `release`
        wire.break_line("down", then="hold") # half of the next line, then nothing, or a reset
        wire.refuse()                        # nobody listens, until `listen`
        wire.passed, wire.lost               # what went through, and what was sent and never handed on

It speaks no protocol: Telegram's HTTP, SMTP, IMAP and PostgreSQL go through it alike.
"""

import asyncio
import socket
import ssl
import struct
import time
from collections.abc import Callable, Collection
from contextlib import suppress
from typing import Literal, NamedTuple, Self, TypeVar

from simulator.bell import Bell

T = TypeVar("T")
Direction = Literal["up", "down"]
Then = Literal["cut", "hold"]
BOTH: tuple[Direction, Direction] = ("up", "down")
_RESET = struct.pack("ii", 1, 0)
"""SO_LINGER for no time: closing sends RST and forgets what was not sent (socket(7))."""
_PIECE = 65536


class Piece(NamedTuple):
    """Some bytes on a connection; these are counted from 0. `at` is in seconds of the monotonic clock."""

    connection: int
    direction: Direction
    at: float
    data: bytes


class Proxy:
    """Hands on what both sides say; `target` is a port of this machine, or the path of a Unix socket.

    Words in `hidden` are made unreadable on their way to the client, so that a server seems to have fewer abilities.
    What begins with `waits` is held until more comes, and arrives in one packet with that. With `tls`, the client has
    to speak TLS.
    """

    def __init__(
        self,
        target: int | str,
        *,
        hidden: Collection[bytes] = (),
        waits: bytes | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.port = 0
        self.connections = 0
        self.passed: list[Piece] = []
        self.lost: list[Piece] = []
        self.latency: dict[Direction, float] = {"up": 0, "down": 0}
        self._target, self._hidden, self._waits, self._tls = target, hidden, waits, tls
        self._open = {direction: asyncio.Event() for direction in BOTH}
        self._fuses: dict[Direction, int] = {}
        self._half_lines: dict[Direction, Then] = {}
        self._there: dict[_Connection, asyncio.Task[None]] = {}
        self._bell = Bell()
        self._server: asyncio.Server | None = None
        self.release()

    async def __aenter__(self) -> Self:
        await self.listen()
        return self

    async def __aexit__(self, *error: object) -> None:
        self.refuse()
        self.hang_up()
        if self._there:
            await asyncio.wait(self._there.values())

    async def listen(self) -> None:
        """Take connections, after `refuse` on the same port."""
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", self.port, ssl=self._tls)
        self.port = self._server.sockets[0].getsockname()[1]

    def refuse(self) -> None:
        """Nobody listens any more; connections that are there stay."""
        if self._server:
            self._server.close()

    def cut(self) -> None:
        """Reset every connection; new ones are taken."""
        for connection in list(self._there):
            self._end(connection, reset=True)

    def hang_up(self) -> None:
        """End every connection as a side that has nothing more to say does."""
        for connection in list(self._there):
            self._end(connection, reset=False)

    def cut_after(self, direction: Direction, count: int) -> None:
        """Hand on so many more bytes in this direction, on whatever connections, and reset the one of the last."""
        self._fuses[direction] = count

    def break_line(self, direction: Direction, then: Then = "cut") -> None:
        """Hand on half of the next line, then reset its connection, or hold this direction."""
        self._half_lines[direction] = then

    def hold(self, *directions: Direction) -> None:
        """Hand on nothing from now on, in these directions or both, as a firewall that forgot the connection does."""
        for direction in directions or BOTH:
            self._open[direction].clear()

    def release(self) -> None:
        """Hand on again, what was held first."""
        for direction in BOTH:
            self._open[direction].set()

    def say(self, words: bytes) -> None:
        """Tell the clients something that the server did not say."""
        for connection in self._there:
            connection.client.write(words)

    def said(self, direction: Direction, connection: int | None = None) -> bytes:
        """All that went through in one direction, on this connection or all of them."""
        return b"".join(
            piece.data
            for piece in self.passed
            if piece.direction == direction and connection in (None, piece.connection)
        )

    async def until(self, look: Callable[[], T | None], seconds: float = 10) -> T:
        """What `look` finds, now or after a later piece or connection; fails after so many seconds."""
        return await self._bell.until(look, seconds, lambda: "\n".join(map(str, self.passed)))

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connection = _Connection(self.connections, writer)
        self.connections += 1
        self._there[connection] = task = asyncio.get_running_loop().create_task(self._serve(connection, reader))
        task.add_done_callback(lambda _: self._there.pop(connection))
        self._bell.ring()

    async def _serve(self, connection: "_Connection", reader: asyncio.StreamReader) -> None:
        with suppress(OSError, asyncio.CancelledError):
            server_reader, connection.server = await _connect(self._target)
            await asyncio.gather(
                self._carry(connection, "up", reader, connection.server),
                self._carry(connection, "down", server_reader, connection.client),
            )
        connection.end(reset=False)

    def _end(self, connection: "_Connection", *, reset: bool) -> None:
        connection.end(reset=reset)
        self._there[connection].cancel()

    async def _carry(
        self, connection: "_Connection", direction: Direction, reader: asyncio.StreamReader, to: asyncio.StreamWriter
    ) -> None:
        """One direction of one connection, until one of its ends is gone."""
        # What is drained has left this process. With 0, a connection with TLS waits for ever (asyncio/sslproto.py).
        to.transport.set_write_buffer_limits(1)
        waiting: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue(maxsize=16)
        feeding = asyncio.ensure_future(self._feed(direction, reader, waiting))
        words = b""
        try:
            while True:
                due, words = await waiting.get()
                if not words:
                    break
                await asyncio.sleep(due - time.monotonic())
                while words:
                    await self._open[direction].wait()
                    count, then = self._strike(direction, words)
                    to.write(words[:count])
                    self._note(self.passed, connection, direction, words[:count])
                    words = words[count:]
                    await to.drain()
                    if then == "cut":
                        self._end(connection, reset=True)
                        return
                    if then == "hold":
                        self.hold(direction)
        except OSError:
            pass
        finally:
            feeding.cancel()
            left = [words, *(waiting.get_nowait()[1] for _ in range(waiting.qsize()))]
            self._note(self.lost, connection, direction, b"".join(left))
        to.close()

    async def _feed(
        self, direction: Direction, reader: asyncio.StreamReader, waiting: asyncio.Queue[tuple[float, bytes]]
    ) -> None:
        """Take what comes as it comes, so that what is under way keeps nothing from setting out; at last b""."""
        words = b"\n"
        while words:
            try:
                words = await reader.read(_PIECE)
                if self._waits and words.lower().startswith(self._waits):
                    words += await reader.read(_PIECE)
            except OSError:
                words = b""
            if direction == "down":
                for word in self._hidden:
                    words = words.replace(word, b"X" * len(word))
            await waiting.put((time.monotonic() + self.latency[direction], words))

    def _strike(self, direction: Direction, words: bytes) -> tuple[int, Then | None]:
        """How many of these bytes are to be handed on now, and what is to happen then."""
        if direction in self._fuses:
            count = min(len(words), self._fuses[direction])
            self._fuses[direction] -= count
            if self._fuses[direction]:
                return count, None
            del self._fuses[direction]
            return count, "cut"
        if direction in self._half_lines:
            line = words[: words.find(b"\n") + 1] or words
            return len(line) // 2, self._half_lines.pop(direction)
        return len(words), None

    def _note(self, where: list[Piece], connection: "_Connection", direction: Direction, data: bytes) -> None:
        if data:
            where.append(Piece(connection.number, direction, time.monotonic(), data))
            self._bell.ring()


class _Connection:
    """Both ends of one connection, as far as they are there."""

    def __init__(self, number: int, client: asyncio.StreamWriter) -> None:
        self.number = number
        self.client = client
        self.server: asyncio.StreamWriter | None = None

    def end(self, *, reset: bool) -> None:
        """Close both, at once and whatever is under way."""
        for writer in filter(None, (self.client, self.server)):
            if reset:
                writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
            writer.transport.abort()


async def _connect(target: int | str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A connection to the server."""
    if isinstance(target, str):
        return await asyncio.open_unix_connection(target)
    return await asyncio.open_connection("127.0.0.1", target)
