"""The worker through an outage of the database: nothing counts as failed, and nothing is lost."""

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import make_url, select

from bot.worker import Worker
from storage import inbox
from storage.database import Database
from storage.inbox import Arrival
from tests.clock import TestClock
from tests.mailing.network import an_office
from tests.postgresql import PostgreSQL

LETTER = b"From: anna@example.org\r\nTo: netz@kreis.example.org\r\nSubject: Hilfe\r\nMessage-ID: <1@x>\r\n\r\n"


@contextmanager
def complaint(name: str) -> Iterator[asyncio.Event]:
    """Set when this logger has to say something."""
    said, handler = asyncio.Event(), logging.Handler()
    handler.emit = lambda record: said.set()  # type: ignore[method-assign]
    logging.getLogger(name).addHandler(handler)
    yield said
    logging.getLogger(name).removeHandler(handler)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_what_came_in_waits_for_the_end_of_an_outage(database: Database, postgresql: PostgreSQL) -> None:
    clock, name, carried_out = TestClock(), make_url(str(database.url)).database, asyncio.Event()
    worker = Worker(database, an_office(), clock, answered=carried_out.set, moved=lambda *_: None)
    row: dict[str, object] = {"source": "mail", "external_id": "1:1", "key": "mail:anna@example.org", "payload": LETTER}
    async with database.write() as session:
        await inbox.store(session, [row], clock.now())
    postgresql.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
    postgresql.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
    with complaint("bot.worker") as complained:
        working = asyncio.create_task(worker.run())
        async with asyncio.timeout(20):
            await complained.wait()
    assert not working.done()

    postgresql.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
    worker.wake()
    async with asyncio.timeout(20):
        await carried_out.wait()
    working.cancel()
    await asyncio.wait({working})
    async with database.read() as session:
        arrival = (await session.scalars(select(Arrival))).one()
    assert (arrival.state, arrival.attempts) == ("done", 0)
