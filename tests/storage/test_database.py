import asyncio
import multiprocessing
from datetime import datetime, timedelta, timezone

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from storage import inbox, keys, schema
from storage.database import Database, Moment
from storage.inbox import Arrival
from storage.tables import metadata
from tests.storage.network import NOW, anna

PROCESSES, ROUNDS = 3, 40


async def test_several_processes_writing_at_once_lose_nothing(database_url: str) -> None:
    spawn = multiprocessing.get_context("spawn")
    writers = [spawn.Process(target=_write, args=(database_url, number)) for number in range(PROCESSES)]
    for writer in writers:
        writer.start()
    for writer in writers:
        await asyncio.to_thread(writer.join, 60)
    assert [writer.exitcode for writer in writers] == [0] * PROCESSES
    database = Database(database_url)
    async with database.read() as session:
        assert await keys.recall(session, "counter") == str(PROCESSES * ROUNDS)
        assert await session.scalar(select(func.count(Arrival.id))) == PROCESSES * ROUNDS
    await database.close()


def _write(url: str, number: int) -> None:
    asyncio.run(_count_up(Database(url), number))


async def _count_up(database: Database, number: int) -> None:
    """Read, add one, write: what loses updates wherever two writers can hold the same reading."""
    for turn in range(ROUNDS):
        async with database.write() as session:
            await session.execute(_lock(database))
            counter = int(await keys.recall(session, "counter") or 0)
            await keys.remember(session, "counter", str(counter + 1))
            row: dict[str, object] = {
                "source": "telegram",
                "external_id": f"{number}-{turn}",
                "key": "k",
                "payload": b"",
            }
            await inbox.store(session, [row], NOW)
    await database.close()


def _lock(database: Database):  # type: ignore[no-untyped-def]
    """PostgreSQL decides on a reading only under a lock, as our verbs do; SQLite has one writer."""
    return text("SELECT 1") if database.is_sqlite else text("LOCK TABLE machine_facts IN EXCLUSIVE MODE")


async def test_a_failed_block_writes_nothing(database: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        await _remember_and_fail(database)
    async with database.read() as session:
        assert await keys.recall(session, "half") is None


async def _remember_and_fail(database: Database) -> None:
    async with database.write() as session:
        await keys.remember(session, "half", "done")
        await session.flush()
        raise ZeroDivisionError


async def test_a_reader_of_sqlite_cannot_write(tmp_path) -> None:  # type: ignore[no-untyped-def]
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'n.sqlite'}")
    await database.upgrade()
    async with database.read() as session:
        session.add(keys.Fact(name="a", value="b"))
        with pytest.raises(DBAPIError):
            await session.flush()
    await database.close()


async def test_moments_come_back_in_utc_and_naive_ones_are_refused(database: Database) -> None:
    berlin = datetime(2027, 7, 1, 12, 0, tzinfo=timezone(timedelta(hours=2)))
    async with database.write() as session:
        somebody = await anna(session)
        somebody.notice_accepted_at = berlin
        await session.flush()
        await session.refresh(somebody)
        assert somebody.notice_accepted_at == berlin
        assert somebody.notice_accepted_at.utcoffset() == timedelta(0)
    with pytest.raises(ValueError, match="naive"):
        Moment().process_bind_param(datetime(2027, 7, 1), None)  # type: ignore[arg-type]  # noqa: DTZ001


async def test_the_migrations_make_exactly_the_tables_of_the_code(database: Database) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.runtime.migration import MigrationContext

    def differences(connection):  # type: ignore[no-untyped-def]
        return compare_metadata(MigrationContext.configure(connection), metadata)

    async with database._writer.connect() as connection:
        assert await connection.run_sync(differences) == []


async def test_an_upgrade_of_a_filled_database_keeps_its_rows(database: Database) -> None:
    async with database.write() as session:
        await anna(session)
    await database.upgrade()
    async with database.read() as session:
        counts = [
            await session.scalar(select(func.count()).select_from(metadata.tables[t])) for t in ("people", "contacts")
        ]
    assert counts == [1, 1]
    assert await database.is_current()
    assert schema.newest()


async def test_a_database_of_a_newer_version_is_left_alone(database: Database) -> None:
    assert await database.revision() == schema.newest()
    assert await database.is_sound()
    async with database.write() as session:
        await session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert await database.is_newer()
    with pytest.raises(schema.DatabaseNewer):
        await database.upgrade()
    assert await database.revision() == "9999"
