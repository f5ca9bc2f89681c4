"""A child is the program without the time of its imports, and dies when it is told to."""

import asyncio
import os
import random
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest

from storage import keys
from storage.database import Database
from tests.faults.children import Zygote, ZygoteDied
from tests.keeper import ROOT

IMPORTED_BY = os.getpid()
STARTER = """
import asyncio, sys
from tests.faults.children import Zygote

async def main():
    async with Zygote() as zygote:
        child = await zygote.fork("tests.faults.test_children:hold", port=int(sys.argv[1]))
        await child.ended()

asyncio.run(main())
"""


# What children do.


def append(path: str) -> None:
    """Go on counting in a file, a number a line, each on the disk before the next."""
    with open(path, "a+b", buffering=0) as file:
        file.seek(0)
        number = len(file.readlines())
        while True:
            number += 1
            file.write(b"%d\n" % number)
            os.fsync(file.fileno())


def remember(url: str, value: str) -> None:
    """Write to a database in an event loop of its own."""

    async def write() -> None:
        database = Database(url)
        async with database.write() as session:
            await keys.remember(session, "child", value)
        await database.close()

    asyncio.run(write())


def fail() -> None:
    raise ValueError("on purpose")


def murder() -> None:
    os.kill(os.getppid(), signal.SIGKILL)
    signal.pause()


def hold(port: int) -> None:
    """Keep a connection for ever."""
    import socket

    with socket.create_connection(("127.0.0.1", port)):
        signal.pause()


def tell_who_imported_this() -> None:
    print("the zygote" if os.getppid() == IMPORTED_BY else "somebody else")


@pytest.fixture
async def zygote() -> AsyncIterator[Zygote]:
    async with Zygote() as zygote:
        yield zygote


async def test_what_is_on_the_disk_survives_every_kill(
    zygote: Zygote, tmp_path: Path, kills: int, chance: random.Random
) -> None:
    path = tmp_path / "numbers"
    for _ in range(kills):
        child = await zygote.fork("tests.faults.test_children:append", path=str(path))
        assert await child.killed_after(chance.uniform(0, 0.01)) == -signal.SIGKILL
    numbers = path.read_text().splitlines()
    assert numbers
    assert numbers == [str(number) for number in range(1, len(numbers) + 1)]


async def test_a_child_has_a_loop_and_a_database_of_its_own(zygote: Zygote, database: Database) -> None:
    url = database.url.render_as_string(hide_password=False)
    for value in ("one", "other"):
        child = await zygote.fork("tests.faults.test_children:remember", url=url, value=value)
        assert await child.ended() == 0
        async with database.read() as session:
            assert await keys.recall(session, "child") == value


async def test_a_child_that_fails_says_so(capfd: pytest.CaptureFixture[str]) -> None:
    async with Zygote() as zygote:
        child = await zygote.fork("tests.faults.test_children:fail")
        assert await child.killed_after(10) == 1
    assert "ValueError: on purpose" in capfd.readouterr().err


async def test_its_module_is_imported_before_it_lives(capfd: pytest.CaptureFixture[str]) -> None:
    async with Zygote() as zygote:
        for _ in range(2):
            await (await zygote.fork("tests.faults.test_children:tell_who_imported_this")).ended()
    assert capfd.readouterr().err == "the zygote\n" * 2


async def test_children_live_side_by_side_and_die_one_by_one(zygote: Zygote, tmp_path: Path) -> None:
    one, other = [
        await zygote.fork("tests.faults.test_children:append", path=str(tmp_path / name)) for name in ("one", "other")
    ]
    assert await one.killed() == -signal.SIGKILL
    assert not other.end.done()
    assert await other.killed() == -signal.SIGKILL


async def test_an_entry_that_is_not_there_is_named(zygote: Zygote) -> None:
    for entry in ("tests.faults.test_children:nothing", "tests.nothing:append"):
        with pytest.raises(RuntimeError, match="nothing"):
            await zygote.fork(entry)
    assert await (await zygote.fork("tests.faults.test_children:tell_who_imported_this")).ended() == 0


async def test_nobody_waits_for_a_zygote_that_died(zygote: Zygote) -> None:
    with pytest.raises(ZygoteDied):
        await (await zygote.fork("tests.faults.test_children:murder")).ended()
    with pytest.raises(ZygoteDied):
        await zygote.fork("tests.faults.test_children:murder")


async def test_children_end_with_the_zygote_and_that_with_its_starter() -> None:
    held, gone = asyncio.Event(), asyncio.Event()

    async def meet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        held.set()
        with suppress(ConnectionResetError):
            await reader.read()
        writer.close()
        gone.set()

    server = await asyncio.start_server(meet, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server, asyncio.timeout(20):
        async with Zygote() as zygote:
            await zygote.fork("tests.faults.test_children:hold", port=port)
            await held.wait()
        await gone.wait()
        held.clear()
        gone.clear()
        starter = await asyncio.create_subprocess_exec(sys.executable, "-c", STARTER, str(port), cwd=ROOT)
        await held.wait()
        starter.kill()
        await gone.wait()
        await starter.wait()
