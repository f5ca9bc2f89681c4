"""The log says what went wrong and where, and names nobody."""

import asyncio
import io
import logging
from collections.abc import Iterator

import pytest
from sqlalchemy import insert

from bot import logs
from storage.database import Database
from storage.people import Address
from tests.storage import network


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What stands in the log."""
    stream = io.StringIO()
    handler = logs.handler(stream)
    logging.getLogger().addHandler(handler)
    yield stream
    logging.getLogger().removeHandler(handler)


async def test_a_value_that_the_database_refused_is_not_in_the_log(database: Database, written: io.StringIO) -> None:
    try:
        async with database.write() as session:
            anna = await network.anna(session)
            twice = {"person_id": anna.id, "channel": "mail", "address": network.mail_of(anna).address}
            await session.execute(insert(Address).values(**twice, created_at=network.NOW))
    except Exception:
        logging.getLogger("test").exception("arrival %s failed", 7)

    told = written.getvalue()
    assert "ERROR test: arrival 7 failed" in told
    assert "test_logs.py" in told
    assert "sqlalchemy.exc.IntegrityError" in told
    assert "anna@" not in told


async def test_a_task_that_nobody_waits_for_tells_no_names_either(written: io.StringIO) -> None:
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(logs.trouble_in_the_background)
    heard = asyncio.Event()

    async def fails(address: str) -> None:
        loop.call_soon(heard.set)
        raise KeyError(address)

    task = asyncio.create_task(fails("anna@elternverein.example.org"))
    await heard.wait()
    del task
    assert "Task exception was never retrieved" in written.getvalue()
    assert "builtins.KeyError" in written.getvalue()
    assert "anna@" not in written.getvalue()
