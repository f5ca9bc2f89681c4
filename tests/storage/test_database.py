import asyncio
import multiprocessing
from collections.abc import AsyncIterator
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Connection, DateTime, MetaData, func, insert, select, text
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


FIRST_ROWS: dict[str, dict[str, Any]] = {
    "people": {"id": 1, "name": "Anna", "language": "de", "staff_door": "mail"},
    "addresses": {"id": 1, "person_id": 1, "channel": "mail", "address": "anna@example.org", "wanted": True},
    "announcements": {
        "id": 1, "subject": "Sommerfest", "html": "", "audience_json": {}, "public": False, "door": "chat",
        "state": "released", "digest": "",
    },
    "files": {"id": 1, "announcement_id": 1, "kind": "photo", "name": "fest.jpg", "mime": "image/jpeg", "size": 1},
    "outbox": {
        "id": 1, "announcement_id": 1, "person_id": 1, "kind": "announcement", "channel": "mail", "state": "queued",
        "address": "anna@example.org", "priority": 3, "attempts": 0, "parts_sent": 0, "maybe_repeated": False,
    },
    "halts": {"scope": "mail"},
}  # fmt: skip
"""What a database of the first migration may hold, parents before children; moments are filled in."""


@pytest.fixture
async def old_database(blank_database_url: str) -> AsyncIterator[Database]:
    """On which only the first migration ran, with its rows."""
    opened = Database(blank_database_url)
    async with opened.connection() as connection:
        await connection.run_sync(_fill_the_first)
        await connection.commit()
    yield opened
    await opened.close()


async def test_every_migration_keeps_what_a_filled_database_holds(old_database: Database) -> None:
    await old_database.upgrade()
    assert await old_database.is_current()
    tables = [metadata.tables[name] for name in FIRST_ROWS if name != "halts"]
    async with old_database.read() as session:
        kept = [await session.scalar(select(func.count()).select_from(table)) for table in tables]
        assert kept == [1] * len(tables)
        assert await session.scalar(text("SELECT halted_until FROM paces WHERE scope = 'mail'"))
        assert await session.scalar(text("SELECT not_before = queued_at FROM outbox"))


def _fill_the_first(connection: Connection) -> None:
    command.upgrade(schema._config(connection), "0001")
    then = MetaData()
    then.reflect(connection)
    for name, row in FIRST_ROWS.items():
        table = then.tables[name]
        moments = {c.name: NOW for c in table.columns if isinstance(c.type, DateTime) and not c.nullable}
        connection.execute(insert(table).values(row | moments))


def test_no_migration_leads_down() -> None:
    """The way back is the backup, and half a way down would be taken for one."""
    written = [path.read_text() for path in schema.MIGRATIONS.rglob("*.*") if path.suffix != ".pyc"]
    assert not any("def downgrade" in text for text in written)


async def test_a_database_of_a_newer_version_is_left_alone(database: Database) -> None:
    assert await database.revision() == schema.newest()
    assert await database.is_sound()
    async with database.write() as session:
        await session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert await database.is_newer()
    with pytest.raises(schema.DatabaseNewer):
        await database.upgrade()
    assert await database.revision() == "9999"
