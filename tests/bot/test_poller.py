"""The ear for Telegram, when the wire swallows everything. Anna has a phone.

A poll takes a second here, and its answer may be a fifth of one late.
"""

import asyncio
import time
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import pytest

from bot.poller import PAUSES, Poller
from simulator.telegram import TelegramSimulator
from storage import keys
from storage.database import Database
from tests.clock import TestClock
from tests.faults.proxy import Proxy

POLL, GRACE = 1, 0.2
THREE_POLLS = 3 * (POLL + GRACE)

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
async def wire(messenger: TelegramSimulator) -> AsyncIterator[Proxy]:
    async with Proxy(urlsplit(messenger.url).port or 0) as wire:
        yield wire


@pytest.fixture
def clock() -> TestClock:
    return TestClock()


@pytest.fixture
async def heard(
    wire: Proxy, messenger: TelegramSimulator, database: Database, clock: TestClock
) -> AsyncIterator[asyncio.Event]:
    """Somebody listens; set when something new was stored."""
    heard = asyncio.Event()
    api = f"http://127.0.0.1:{wire.port}/bot{messenger.token}"
    poller = Poller(api, database, clock, lambda _: heard.set(), poll=POLL, grace=GRACE)
    listening = asyncio.create_task(poller.run())
    await messenger.asked("getUpdates")
    yield heard
    listening.cancel()
    await asyncio.wait({listening})


async def test_a_black_hole_is_noticed_within_three_polls_and_a_new_client_asks(
    wire: Proxy, heard: asyncio.Event, messenger: TelegramSimulator, database: Database, clock: TestClock
) -> None:
    wire.hold()
    assert await _given_up(clock) < THREE_POLLS
    assert await _trouble(database) == "unreachable"
    await messenger.person("Anna").says("/start")
    wire.release()
    clock.advance(PAUSES[0])
    async with asyncio.timeout(10):
        await heard.wait()
    assert wire.connections == 2
    assert await _trouble(database) is None


async def test_a_server_that_answers_byte_by_byte_for_ever_is_given_up_as_well(
    wire: Proxy, heard: asyncio.Event, clock: TestClock
) -> None:
    async def trickle() -> None:
        wire.say(b"HTTP/1.1 200 OK\r\nX-Long: ")
        while True:
            await asyncio.sleep(GRACE / 4)
            wire.say(b"x")

    wire.hold()
    trickling = asyncio.create_task(trickle())
    assert await _given_up(clock) < THREE_POLLS
    trickling.cancel()


async def _given_up(clock: TestClock) -> float:
    """Seconds until it pauses, before it tries again."""
    begin = time.monotonic()
    await clock.until_asleep(seconds=10)
    return time.monotonic() - begin


async def _trouble(database: Database) -> str | None:
    async with database.read() as session:
        return (await keys.doors(session))["telegram"][1]
