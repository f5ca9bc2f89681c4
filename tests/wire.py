"""A wire between a client and a server that a test may cut, hold, or leave with half a line."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress


class Wire:
    """Hands on what both sides say; `port` is its own, and `lines` what the clients said, one by one; `met` is set
    when the first of them has come.

    Words in `hidden` are made unreadable on their way to the client, so that a server seems to have fewer abilities.
    What begins with `waits` is held until more comes, and arrives in one packet with that. With `tls`, the client has
    to speak TLS.
    """

    def __init__(
        self, target: int, hidden: tuple[bytes, ...] = (), waits: bytes = b"\0", tls: ssl.SSLContext | None = None
    ) -> None:
        self.port = 0
        self.lines: list[bytes] = []
        self.met = asyncio.Event()
        self._hidden, self._waits, self._tls = hidden, waits, tls
        self._target = target
        self._open = asyncio.Event()
        self._open.set()
        self._writers: set[asyncio.StreamWriter] = set()
        self._clients: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None

    async def plug_in(self) -> None:
        """Listen, after `unplug` on the same port."""
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", self.port, ssl=self._tls)
        self.port = self._server.sockets[0].getsockname()[1]

    async def unplug(self) -> None:
        """Nobody listens any more, and every connection ends."""
        if self._server:
            self._server.close()
            self.cut()
            await self._server.wait_closed()

    def cut(self) -> None:
        """End every connection; new ones are taken."""
        for writer in list(self._writers):
            writer.transport.abort()

    def hold(self) -> None:
        """Hand on nothing from now on, as a firewall that forgot the connection does."""
        self._open.clear()

    def release(self) -> None:
        """Hand on again, what was held first."""
        self._open.set()

    def say(self, words: bytes) -> None:
        """Tell the clients something that the server did not say."""
        for client in self._clients:
            client.write(words)

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.met.set()
        task = asyncio.get_running_loop().create_task(self._serve(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            server_reader, server_writer = await asyncio.open_connection("127.0.0.1", self._target)
            self._writers |= {writer, server_writer}
            self._clients.add(writer)
            await asyncio.gather(self._pump(reader, server_writer, self.lines), self._pump(server_reader, writer, []))
            self._writers -= {writer, server_writer}
            self._clients.discard(writer)

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, lines: list[bytes]) -> None:
        with suppress(OSError):
            while words := await reader.read(65536):
                lines += words.splitlines()
                if words.lower().startswith(self._waits):
                    words += await reader.read(65536)
                await self._open.wait()
                for word in self._hidden:
                    words = words.replace(word, b"X" * len(word))
                writer.write(words)
        writer.close()

    async def end(self) -> None:
        """Stop for good."""
        self.release()
        await self.unplug()
        if self._tasks:
            await asyncio.wait(self._tasks)


@asynccontextmanager
async def wire_to(
    port: int, *, hidden: tuple[bytes, ...] = (), waits: bytes = b"\0", tls: ssl.SSLContext | None = None
) -> AsyncIterator[Wire]:
    """A wire to this port of this machine."""
    wire = Wire(port, hidden, waits, tls)
    await wire.plug_in()
    try:
        yield wire
    finally:
        await wire.end()
