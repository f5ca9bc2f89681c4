"""One database, SQLite or PostgreSQL, behind two doors: `write` and `read`.

SQLite has one writer. Its engine therefore holds exactly one connection, whose pool is a fair queue, and every write
transaction begins with BEGIN IMMEDIATE: with the driver's own defaults three processes lost nine of ten updates
(measured). Readers have connections of their own beside it (WAL) and cannot write. `synchronous=FULL` is what
survives a power cut. PostgreSQL needs none of this: both doors lead to the same pool. Errors never show the values of
a statement, which would put people's data into logs.

    database = Database(url)
    await database.upgrade()
    async with database.write() as session: ...   # commits, or rolls back when the block raises
    async with database.read() as session: ...
"""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime
from typing import Any, Protocol

from sqlalchemy import JSON, DateTime, Dialect, MetaData, TypeDecorator, event, make_url
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.pool import AsyncAdaptedQueuePool

from storage import schema
from storage.sqlite_connection import FETCHED, Connection

BUSY_TIMEOUT_MS = 30_000
OUTAGE = (OperationalError, InterfaceError, PoolTimeout)
"""What says that the database is away, or too busy: no mistake of ours, it is tried again."""

ASLEEP_MS = 10_000
"""PostgreSQL ends a transaction in which nothing happens for so long: its process sleeps, and others wait for its
locks."""


class Moment(TypeDecorator[datetime]):
    """A point in time: refuses naive values, returns UTC (SQLite drops zones)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("a naive datetime is no point in time")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: Moment, dict[str, Any]: JSON, list[Any]: JSON}


class Sessions(Protocol):
    """What most of the program needs of a database."""

    def write(self) -> AbstractAsyncContextManager[AsyncSession]:
        """A transaction that commits, or rolls back when the block raises."""

    def read(self) -> AbstractAsyncContextManager[AsyncSession]:
        """A look, which changes nothing."""


class Database:
    """Open connections to one database. `url` is a SQLAlchemy URL (sqlite+aiosqlite or postgresql+psycopg)."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        if self.is_sqlite:
            self._writer = create_async_engine(
                self.url,
                poolclass=AsyncAdaptedQueuePool,
                pool_size=1,
                max_overflow=0,
                pool_timeout=120,
                pool_reset_on_return=None,
                hide_parameters=True,
                async_creator=self._connect,
            )
            self._reader = create_async_engine(
                self.url,
                poolclass=AsyncAdaptedQueuePool,
                pool_size=4,
                pool_reset_on_return=None,
                hide_parameters=True,
                async_creator=self._connect,
            )
            _listen(self._writer, "BEGIN IMMEDIATE", read_only=False)
            _listen(self._reader, "BEGIN", read_only=True)
        else:
            self._writer = self._reader = create_async_engine(
                self.url,
                pool_size=10,
                pool_pre_ping=True,
                hide_parameters=True,
                connect_args={"options": f"-c idle_in_transaction_session_timeout={ASLEEP_MS}"},
            )

    async def _connect(self) -> Connection:
        path = self.url.database or ":memory:"
        connection = Connection(lambda: sqlite3.connect(path, check_same_thread=False), FETCHED)
        connection._thread.daemon = True  # as SQLAlchemy does: whoever forgets to close must still be able to end
        await connection
        return connection

    @property
    def is_sqlite(self) -> bool:
        return self.url.get_backend_name() == "sqlite"

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncSession]:
        async with AsyncSession(self._writer, expire_on_commit=False) as session, session.begin():
            yield session

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncSession]:
        async with AsyncSession(self._reader, expire_on_commit=False) as session:
            yield session

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[AsyncConnection]:
        """A connection in a transaction, which is rolled back unless it is committed."""
        async with self._writer.connect() as connection:
            yield connection

    async def upgrade(self) -> None:
        """Bring the schema up to date; a fresh database is created on the way."""
        async with self._writer.connect() as connection:
            await connection.run_sync(schema.upgrade)

    async def is_current(self) -> bool:
        async with self._reader.connect() as connection:
            return await connection.run_sync(schema.is_current)

    async def is_blank(self) -> bool:
        async with self._reader.connect() as connection:
            return await connection.run_sync(schema.is_blank)

    async def is_newer(self) -> bool:
        async with self._reader.connect() as connection:
            return await connection.run_sync(schema.is_newer)

    async def revision(self) -> str | None:
        """The migration that ran last; None in a database without any."""
        async with self._reader.connect() as connection:
            return await connection.run_sync(schema.revision)

    async def is_sound(self) -> bool:
        """Whether the pages of a SQLite file fit together; PostgreSQL looks after its own."""
        if not self.is_sqlite:
            return True
        async with self._reader.connect() as connection:
            return (await connection.exec_driver_sql("PRAGMA quick_check")).all() == [("ok",)]

    async def close(self) -> None:
        await self._writer.dispose()
        await self._reader.dispose()


def _listen(engine: AsyncEngine, begin: str, *, read_only: bool) -> None:
    @event.listens_for(engine.sync_engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        # SQLite's own knows no letters but a to z: «Ökumene» and «ökumene» would be two names.
        connection.create_function("lower", 1, lambda text: text.lower() if isinstance(text, str) else text)
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
        cursor.execute("PRAGMA foreign_keys=ON")
        if read_only:
            cursor.execute("PRAGMA query_only=ON")
        else:
            cursor.execute("PRAGMA journal_mode=WAL")
            cursor.execute("PRAGMA synchronous=FULL")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql(begin)
