from storage import people
from storage.database import Database
from tests.bot.terminal import Terminal
from tests.postgresql import PostgreSQL
from tests.storage.network import NOW


async def test_the_operator_moves_from_sqlite_to_postgresql(
    office: Terminal, register: Database, postgresql: PostgreSQL
) -> None:
    async with register.write() as session:
        await people.create(session, NOW, name="Anna")
    with postgresql.database(blank=True) as url:
        there = url.replace("+psycopg", "")
        copied = await office.types("db", "copy", there)
        assert (copied.code, "Beide sind gleich" in copied.out) == (0, True), copied
        database = Database(url)
        async with database.read() as session:
            assert await people.count(session) == 1
        await database.close()
        again = await office.types("db", "copy", there)
        assert (again.code, "Bitte eine leere nehmen" in again.err) == (1, True)


async def test_what_is_no_database_is_said_with_an_example(office: Terminal) -> None:
    said = await office.types("db", "copy", "quatsch")
    assert (said.code, "postgresql://" in said.err) == (2, True)
