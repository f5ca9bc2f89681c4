"""A network moves to another database whole, or not at all."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import JSON, Column, Table, func, insert, select, text

from storage import copying, people
from storage.copying import NotEmpty, NotEqual, SourceOlder, copy
from storage.database import Database, Moment
from storage.tables import metadata

VALUES: dict[type, Any] = {
    str: "Ökumene «٣» 😀 ' \\ %",
    int: 3,
    bool: True,
    float: 0.25,
    bytes: bytes(range(256)),
    datetime: datetime(2027, 4, 13, 10, 0, 0, 123456, tzinfo=UTC),
    date: date(2027, 4, 13),
    dict: {"b": [1, None, "ü"], "a": {"x": 1.5}},
    list: [1, "zwei"],
}

KINDS: dict[type, type] = {JSON: dict, Moment: datetime}


@pytest.fixture
async def target(blank_database_url: str) -> AsyncIterator[Database]:
    opened = Database(blank_database_url)
    yield opened
    await opened.close()


def a_value(column: Column[Any], number: int) -> Any:
    """Something that can stand there; numbers and moments differ from row to row."""
    if column.foreign_keys:
        (key,) = column.foreign_keys
        return number if key.column.table is not column.table else (number - 1 or None)
    kind = KINDS.get(type(column.type)) or column.type.python_type
    value = VALUES[kind]
    if column.primary_key or column.unique or kind is str:
        return number if kind is int else f"{value} {number}" if kind is str else value
    return value + timedelta(seconds=number) if kind is datetime else value


async def fill(database: Database, rows: int) -> None:
    """So many rows in every table."""
    async with database.write() as session:
        for table in metadata.sorted_tables:
            made = [{column.name: a_value(column, n) for column in table.columns} for n in range(1, rows + 1)]
            for row in made:
                await session.execute(insert(table), [row])


async def everything(database: Database, table: Table) -> list[Any]:
    async with database.read() as session:
        rows = await session.execute(select(table))
        return sorted(map(repr, rows))


async def test_every_row_of_every_table_arrives_as_it_was(database: Database, target: Database) -> None:
    await fill(database, 5)
    copied = await copy(database, target)
    assert copied == {table.name: 5 for table in metadata.sorted_tables if table.name != "leases"}
    for name in copied:
        table = metadata.tables[name]
        assert await everything(target, table) == await everything(database, table), name


async def test_the_next_entry_gets_a_number_of_its_own(database: Database, target: Database) -> None:
    await fill(database, 3)
    await copy(database, target)
    async with target.write() as session:
        newcomer = await people.create(session, VALUES[datetime], name="Dita")
        assert newcomer.id == 4


async def test_a_target_with_something_in_it_is_left_alone(database: Database, target: Database) -> None:
    await target.upgrade()
    await fill(target, 1)
    await fill(database, 2)
    with pytest.raises(NotEmpty):
        await copy(database, target)
    async with target.read() as session:
        assert await session.scalar(select(func.count()).select_from(metadata.tables["people"])) == 1


async def test_a_source_of_another_version_is_refused(database: Database, target: Database) -> None:
    async with database.write() as session:
        await session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(SourceOlder):
        await copy(database, target)


@pytest.mark.parametrize("blank_database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_what_arrives_differently_is_noticed_and_nothing_is_kept(database: Database, target: Database) -> None:
    await fill(database, 2)
    await target.upgrade()
    async with target.write() as session:
        change = "UPDATE people SET name = 'Bilal' WHERE id = new.id"
        await session.execute(text(f"CREATE TRIGGER t AFTER INSERT ON people WHEN new.id = 2 BEGIN {change}; END"))
    with pytest.raises(NotEqual) as noticed:
        await copy(database, target)
    assert noticed.value.details == {"table": "people"}
    async with target.read() as session:
        assert await session.scalar(select(func.count()).select_from(metadata.tables["people"])) == 0


def test_no_table_is_forgotten() -> None:
    assert {table.name for table in copying._tables()} == set(metadata.tables) - {"leases"}
