"""From one database into another, an empty one: how a network moves from SQLite to PostgreSQL, or back.

    copied = await copy(Database(here), Database(there))     # rows by table; nobody may be at work on either

Everything goes in one transaction, table by table, parents first. Then both are read again in the same order and
compared, value by value, as a digest of each table: only when all are equal the transaction commits. Leases stay
behind; they belong to processes.
"""

import hashlib
from collections.abc import AsyncIterator, Sequence
from typing import Any

from sqlalchemy import LargeBinary, Row, Table, func, insert, select, text
from sqlalchemy.exc import DataError
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database
from storage.refusals import Refusal
from storage.schema import DatabaseNewer
from storage.tables import metadata

CHUNK, CHUNK_OF_FILES = 1000, 4
STAYS = {"leases"}
_SET_SEQUENCE = text("SELECT setval(CAST(:sequence AS regclass), :last)")


class NotEmpty(Refusal):
    """There is something in the target already."""


class SourceOlder(Refusal):
    """The source has another schema than this version of the program."""


class NotEqual(Refusal):
    """What was read from the target is not what was written; `table` says where. Nothing was kept."""


class NotWritable(Refusal):
    """A value that the target does not take, in `table`. Nothing was kept."""


async def copy(source: Database, target: Database) -> dict[str, int]:
    """Copy every row. Returns how many by table. Raises `SourceOlder`, `NotEmpty`, `NotWritable`, `NotEqual`."""
    if not await source.is_current():
        raise SourceOlder
    if await target.is_newer():
        raise DatabaseNewer
    await target.upgrade()
    copied = {}
    async with source.connection() as reader, target.connection() as writer:
        for table in _tables():
            if await writer.scalar(select(func.count()).select_from(table)):
                raise NotEmpty
        for table in _tables():
            copied[table.name] = await _copy(table, reader, writer)
        for table in _tables():
            if await _digest(table, reader) != await _digest(table, writer):
                raise NotEqual(table=table.name)
        await writer.commit()
    return copied


def _tables() -> list[Table]:
    """Parents first; rows that refer to others of their own table refer to older ones."""
    return [table for table in metadata.sorted_tables if table.name not in STAYS]


async def _copy(table: Table, reader: AsyncConnection, writer: AsyncConnection) -> int:
    number = 0
    try:
        async for rows in _chunks(table, reader):
            await writer.execute(insert(table), [row._asdict() for row in rows])
            number += len(rows)
    except (DataError, ValueError):
        raise NotWritable(table=table.name) from None
    if number and writer.dialect.name == "postgresql":
        await _go_on_counting(table, writer)
    return number


async def _go_on_counting(table: Table, writer: AsyncConnection) -> None:
    """The next number that PostgreSQL gives is one that is not taken."""
    column = table.autoincrement_column
    if column is None:
        return
    sequence = await writer.scalar(select(func.pg_get_serial_sequence(table.name, column.name)))
    if sequence:
        last = await writer.scalar(select(func.max(column)))
        await writer.execute(_SET_SEQUENCE, {"sequence": sequence, "last": last})


async def _digest(table: Table, connection: AsyncConnection) -> str:
    digest = hashlib.sha256()
    async for rows in _chunks(table, connection):
        for row in rows:
            digest.update(repr(tuple(row)).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


async def _chunks(table: Table, connection: AsyncConnection) -> AsyncIterator[Sequence[Row[Any]]]:
    """Every row in the order of its key. Both databases count numbers alike, but not words: these are compared byte by
    byte."""
    order = [column.collate("C") if _is_text(column, connection) else column for column in table.primary_key]
    async with connection.stream(select(table).order_by(*order)) as result:
        has_files = any(isinstance(column.type, LargeBinary) for column in table.columns)
        async for rows in result.partitions(CHUNK_OF_FILES if has_files else CHUNK):
            yield rows


def _is_text(column: Any, connection: AsyncConnection) -> bool:
    return connection.dialect.name == "postgresql" and column.type.python_type is str
