"""Every fault that the proxy can cause is one that a client, or the server, really meets."""

import asyncio
import time
from collections.abc import AsyncIterator

import httpx
import psycopg
import pytest
from sqlalchemy import make_url

from simulator.telegram import TelegramSimulator
from tests.faults.proxy import Proxy
from tests.postgresql import PostgreSQL

GREETING = b"220 Good day\r\n"


class Parrot:
    """A server that greets, and says again what it hears; `heard` is all of it."""

    def __init__(self) -> None:
        self.heard = b""
        self._ends: asyncio.Queue[str] = asyncio.Queue()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(GREETING)
        try:
            while words := await reader.read(65536):
                self.heard += words
                writer.write(words)
            self._ends.put_nowait("closed")
        except ConnectionResetError:
            self._ends.put_nowait("reset")
        writer.close()

    async def ended(self) -> str:
        """How the next connection ended that did."""
        async with asyncio.timeout(10):
            return await self._ends.get()


class Client:
    """Somebody who speaks to the parrot."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer

    def says(self, words: bytes) -> None:
        self.writer.write(words)

    async def hears(self, count: int) -> bytes:
        async with asyncio.timeout(10):
            return await self.reader.readexactly(count)

    async def hears_nothing(self) -> None:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.2):
                await self.reader.read(1)


@pytest.fixture
async def parrot() -> Parrot:
    return Parrot()


class Callers:
    """Whoever connects to the parrot in one test."""

    def __init__(self, wire: Proxy) -> None:
        self._wire = wire
        self._all: list[Client] = []

    async def another(self) -> Client:
        client = Client(*await asyncio.open_connection("127.0.0.1", self._wire.port))
        self._all.append(client)
        return client

    async def greeted(self) -> Client:
        client = await self.another()
        assert await client.hears(len(GREETING)) == GREETING
        return client

    def hang_up(self) -> None:
        for client in self._all:
            client.writer.close()


@pytest.fixture
async def wire(parrot: Parrot) -> AsyncIterator[Proxy]:
    server = await asyncio.start_server(parrot.serve, "127.0.0.1", 0)
    async with server, Proxy(server.sockets[0].getsockname()[1]) as proxy:
        yield proxy


@pytest.fixture
async def callers(wire: Proxy) -> AsyncIterator[Callers]:
    callers = Callers(wire)
    yield callers
    callers.hang_up()


async def test_what_both_sides_say_arrives_and_is_recorded_in_order(wire: Proxy, callers: Callers) -> None:
    began = time.monotonic()
    one, other = await callers.greeted(), await callers.greeted()
    for client, words in ((one, b"NOOP\r\n"), (other, b"QUIT\r\n")):
        client.says(words)
        assert await client.hears(6) == words
    assert [(piece.connection, piece.direction, piece.data) for piece in wire.passed] == [
        (0, "down", GREETING), (1, "down", GREETING),
        (0, "up", b"NOOP\r\n"), (0, "down", b"NOOP\r\n"), (1, "up", b"QUIT\r\n"), (1, "down", b"QUIT\r\n"),
    ]  # fmt: skip
    times = [began, *(piece.at for piece in wire.passed), time.monotonic()]
    assert times == sorted(times)
    assert (wire.said("up"), wire.said("up", 1), wire.lost) == (b"NOOP\r\nQUIT\r\n", b"QUIT\r\n", [])


async def test_latency_delays_one_direction_and_lets_more_set_out_meanwhile(wire: Proxy, callers: Callers) -> None:
    client = await callers.greeted()
    wire.latency["up"] = 0.4
    sent = time.monotonic()
    client.says(b"one\r\n")
    await asyncio.sleep(0.1)
    client.says(b"two\r\n")
    assert await client.hears(10) == b"one\r\ntwo\r\n"
    one, two = (piece for piece in wire.passed if piece.direction == "up")
    assert one.at - sent >= 0.4
    assert two.at - one.at < 0.4


async def test_a_cut_resets_both_sides_and_new_connections_are_taken(
    wire: Proxy, callers: Callers, parrot: Parrot
) -> None:
    client = await callers.greeted()
    wire.cut()
    with pytest.raises(ConnectionResetError):
        await client.hears(1)
    assert await parrot.ended() == "reset"
    await callers.greeted()


async def test_hanging_up_is_the_polite_end(wire: Proxy, callers: Callers, parrot: Parrot) -> None:
    client = await callers.greeted()
    wire.hang_up()
    assert await client.reader.read() == b""
    assert await parrot.ended() == "closed"


async def test_a_client_that_hangs_up_has_hung_up_on_the_server(callers: Callers, parrot: Parrot) -> None:
    client = await callers.greeted()
    client.says(b"bye")
    client.writer.close()
    assert await parrot.ended() == "closed"
    assert parrot.heard == b"bye"


async def test_a_cut_at_a_byte_lets_exactly_so_many_through(wire: Proxy, callers: Callers, parrot: Parrot) -> None:
    client = await callers.greeted()
    wire.cut_after("up", 9)
    client.says(b"first\r\n")
    assert await client.hears(7) == b"first\r\n"
    client.says(b"second\r\n")
    assert await parrot.ended() == "reset"
    assert parrot.heard == wire.said("up") == b"first\r\nse"
    assert [(piece.direction, piece.data) for piece in wire.lost] == [("up", b"cond\r\n")]
    again = await callers.greeted()
    again.says(b"third\r\n")
    assert await again.hears(7) == b"third\r\n"


async def test_a_reply_may_be_cut_off_before_its_first_byte(wire: Proxy, callers: Callers) -> None:
    wire.cut_after("down", 0)
    client = await callers.another()
    with pytest.raises(ConnectionResetError):
        await client.hears(1)
    assert [piece.data for piece in wire.lost] == [GREETING]


async def test_a_black_hole_takes_connections_and_says_nothing_until_it_is_over(
    wire: Proxy, callers: Callers, parrot: Parrot
) -> None:
    wire.hold()
    client = await callers.another()
    client.says(b"Is anybody there?\r\n")
    await client.hears_nothing()
    assert (parrot.heard, wire.passed) == (b"", [])
    wire.release()
    assert await client.hears(len(GREETING) + 19) == GREETING + b"Is anybody there?\r\n"


async def test_a_black_hole_may_have_one_direction(wire: Proxy, callers: Callers, parrot: Parrot) -> None:
    client = await callers.greeted()
    wire.hold("down")
    client.says(b"DATA\r\n")
    await wire.until(lambda: wire.said("up") or None)
    await client.hears_nothing()
    assert parrot.heard == b"DATA\r\n"
    wire.release()
    assert await client.hears(6) == b"DATA\r\n"


async def test_what_a_black_hole_has_swallowed_is_lost_with_its_connection(
    wire: Proxy, callers: Callers, parrot: Parrot
) -> None:
    client = await callers.greeted()
    wire.hold("up")
    client.says(b"DATA\r\n")
    await client.hears_nothing()
    wire.cut()
    assert await parrot.ended() == "reset"
    assert (parrot.heard, [piece.data for piece in wire.lost]) == (b"", [b"DATA\r\n"])


async def test_half_a_line_comes_and_then_a_reset(wire: Proxy, callers: Callers) -> None:
    wire.break_line("down")
    client = await callers.another()
    assert await client.hears(7) == GREETING[:7]
    with pytest.raises(ConnectionResetError):
        await client.hears(1)


async def test_half_a_line_comes_and_then_nothing(wire: Proxy, callers: Callers) -> None:
    client = await callers.greeted()
    wire.break_line("up", then="hold")
    client.says(b"RCPT TO:<anna@verein.example.org>\r\nDATA\r\n")
    assert await client.hears(17) == b"RCPT TO:<anna@ver"
    await client.hears_nothing()
    wire.release()
    assert await client.hears(24) == b"ein.example.org>\r\nDATA\r\n"


async def test_a_refused_connection_is_refused_and_those_that_are_there_stay(wire: Proxy, callers: Callers) -> None:
    client, port = await callers.greeted(), wire.port
    wire.refuse()
    with pytest.raises(ConnectionRefusedError):
        await callers.another()
    client.says(b"NOOP\r\n")
    assert await client.hears(6) == b"NOOP\r\n"
    await wire.listen()
    assert wire.port == port
    await callers.greeted()


async def test_a_client_can_be_told_what_the_server_never_said(wire: Proxy, callers: Callers) -> None:
    client = await callers.greeted()
    wire.say(b"421 Go away\r\n")
    assert await client.hears(13) == b"421 Go away\r\n"


async def test_whoever_waits_in_vain_is_told_what_passed(wire: Proxy, callers: Callers) -> None:
    await callers.greeted()
    with pytest.raises(AssertionError, match="Good day"):
        await wire.until(lambda: wire.said("up") or None, 0.1)


async def test_a_message_whose_answer_is_cut_off_is_in_the_chat(messenger: TelegramSimulator) -> None:
    anna = messenger.person("Anna Kaya")
    await anna.says("/start")
    async with Proxy(int(messenger.url.rpartition(":")[2])) as wire, httpx.AsyncClient() as client:
        wire.cut_after("down", 0)
        with pytest.raises(httpx.ReadError):
            await client.post(
                f"http://127.0.0.1:{wire.port}/bot{messenger.token}/sendMessage",
                json={"chat_id": anna.id, "text": "Guten Tag"},
            )
    assert [message.text for message in anna.chat.from_bot] == ["Guten Tag"]


async def test_postgresql_is_reached_through_it_and_lost(postgresql: PostgreSQL) -> None:
    with postgresql.database() as url:
        async with Proxy(postgresql.socket) as wire:
            through = make_url(url).set(drivername="postgresql", query={}, host="127.0.0.1", port=wire.port)
            async with await psycopg.AsyncConnection.connect(through.render_as_string(hide_password=False)) as session:
                answer = await session.execute("SELECT version_num FROM alembic_version")
                assert await answer.fetchone()
                wire.cut()
                with pytest.raises(psycopg.OperationalError):
                    await session.execute("SELECT 1")
