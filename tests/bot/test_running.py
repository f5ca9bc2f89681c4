"""What the settings say reaches the parts that are to keep it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.running import Running
from bot.settings import Settings
from bot.watch import OutageTooLong
from storage.database import Database
from tests.bot.conftest import OFFICE
from tests.clock import TestClock
from tests.daemon import free_port
from tests.mailing.channels.odd_server import Odd, OddServer, listening
from tests.mailing.network import Network, an_office

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def clock() -> TestClock:
    return TestClock()


@asynccontextmanager
async def running(folder: Path, clock: TestClock, **settings: Any) -> AsyncIterator[Running]:
    office = {name.lower(): value for name, value in OFFICE.items()}
    program = Running(Settings.model_validate({**office, "data_dir": folder, **settings}), clock=clock)
    await program.start()
    yield program
    await program.stop()


async def has_readers(database: Database, clock: TestClock, number: int) -> None:
    """So many people are to get an announcement by mail."""
    network = Network(database, an_office(), clock)
    for n in range(number):
        await network.person(f"Kontakt {n}", mail=f"kontakt{n}@verein.example.org")
    await network.release()


async def test_it_ends_when_a_door_does_not_answer_for_as_long_as_is_set(
    database: Database, clock: TestClock, tmp_path: Path
) -> None:
    api = f"http://127.0.0.1:{free_port()}"
    settings = {"telegram_token": "1:nobody", "telegram_api": api, "end_after_outage": timedelta(hours=2)}
    async with running(tmp_path, clock, **settings) as program:
        await clock.until_asleep()
        clock.advance(timedelta(hours=2, minutes=1))
        with pytest.raises(OutageTooLong):
            await asyncio.wait_for(program.wait(), 10)


async def test_no_more_connections_are_opened_than_are_set(
    database: Database, clock: TestClock, tmp_path: Path
) -> None:
    await has_readers(database, clock, 6)
    server = OddServer()
    server.at("dot", Odd.HANG, 1)
    server.at("dot", Odd.HANG, 2)
    async with listening(server):
        smtp = f"smtp://127.0.0.1:{server.port}?tls=none"
        async with running(tmp_path, clock, smtp_url=smtp, mail_connections=2):
            await server.until(lambda server: len(server.whole) == 2)
            for connection in server.connections:
                connection.go_on(b"250 2.0.0 Ok\r\n")
            await server.until(lambda server: len(server.whole) == 6)
    assert len(server.connections) == 2


async def test_mails_per_connection_and_per_hour_are_kept_across_a_restart(
    database: Database, clock: TestClock, tmp_path: Path
) -> None:
    await has_readers(database, clock, 5)
    server = OddServer()
    settings = {"mail_connections": 1, "mails_per_connection": 2, "mail_limit": "3/h"}
    async with listening(server):
        settings["smtp_url"] = f"smtp://127.0.0.1:{server.port}?tls=none"
        async with running(tmp_path, clock, **settings) as program:
            await clock.until_asleep(lambda: len(server.took) == 3 and program.outboxes["mail"].is_idle)
        assert [connection.commands.count("MAIL") for connection in server.connections] == [2, 1]
        async with running(tmp_path, clock, **settings) as program:
            clock.advance(timedelta(minutes=59))
            await clock.until_asleep(lambda: program.outboxes["mail"].is_idle)
            assert len(server.took) == 3
            clock.advance(timedelta(minutes=2))
            await clock.until_asleep(lambda: len(server.took) == 5)
