"""A backup is whole although people go on writing; what a restore replaces is kept."""

import asyncio
import itertools
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from bot.cli import run
from bot.lock import locked
from storage import keys
from storage.database import Database
from tests.postgresql import PostgreSQL


@pytest.fixture(autouse=True)
def office(database_url: str, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, a database, and PostgreSQL's programs of the same version as its server."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NETZBOTE_DATABASE_URL", database_url)
    if database_url.startswith("postgresql"):
        server: PostgreSQL = request.getfixturevalue("postgresql")
        monkeypatch.setenv("PATH", f"{server.programs}{os.pathsep}{os.environ['PATH']}")
    return tmp_path


async def _write(url: str, name: str, value: str) -> None:
    database = Database(url)
    async with database.write() as session:
        await keys.remember(session, name, value)
    await database.close()


async def _read(url: str, name: str) -> str | None:
    database = Database(url)
    async with database.read() as session:
        value = await keys.recall(session, name)
    await database.close()
    return value


async def _execute(url: str, *statements: str) -> None:
    database = Database(url)
    try:
        async with database.write() as session:
            for statement in statements:
                await session.execute(text(statement))
    finally:
        await database.close()


def write(url: str, value: str) -> None:
    asyncio.run(_write(url, "season", value))


def read(url: str) -> str | None:
    return asyncio.run(_read(url, "season"))


def kept(office: Path) -> list[Path]:
    return sorted((office / "data" / "backups").glob("*"))


def test_a_restore_brings_back_what_was_and_keeps_what_is(database_url: str, office: Path) -> None:
    write(database_url, "spring")
    assert run(["db", "backup", "spring.backup"]) == 0
    write(database_url, "summer")
    assert run(["db", "restore", "spring.backup"]) == 0
    assert read(database_url) == "spring"
    [replaced] = kept(office)
    assert run(["db", "restore", str(replaced)]) == 0
    assert read(database_url) == "summer"


async def test_a_backup_beside_a_writer_is_of_one_moment(database_url: str, office: Path) -> None:
    begun, enough = asyncio.Event(), asyncio.Event()

    async def write_pairs() -> None:
        database = Database(database_url)
        for number in itertools.count():
            async with database.write() as session:
                await keys.remember(session, "left", str(number))
                await keys.remember(session, "right", str(number))
            begun.set()
            if enough.is_set():
                break
        await database.close()

    writing = asyncio.create_task(write_pairs())
    await begun.wait()
    assert await asyncio.to_thread(run, ["db", "backup", "pairs.backup"]) == 0
    enough.set()
    await writing
    last = await _read(database_url, "left")
    assert await asyncio.to_thread(run, ["db", "restore", "pairs.backup"]) == 0
    left, right = await _read(database_url, "left"), await _read(database_url, "right")
    assert left == right != last


def test_a_restored_older_version_has_no_newer_tables(database_url: str, office: Path) -> None:
    asyncio.run(_execute(database_url, "DROP TABLE paces", "UPDATE alembic_version SET version_num = 'older'"))
    assert run(["db", "backup", "older.backup"]) == 0
    asyncio.run(_execute(database_url, "CREATE TABLE paces (id INTEGER)"))
    assert run(["db", "restore", "older.backup"]) == 0
    with pytest.raises(DatabaseError, match="paces"):
        asyncio.run(_execute(database_url, "SELECT * FROM paces"))


def test_a_restore_refuses_while_a_run_is_at_work(
    database_url: str, office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(database_url, "spring")
    run(["db", "backup", "spring.backup"])
    write(database_url, "summer")
    folder = office if database_url.startswith("sqlite") else office / "data"
    with locked(folder):
        assert run(["db", "restore", "spring.backup"]) == 1
    assert f"Netzbote läuft schon (Prozess {os.getpid()})" in capsys.readouterr().err
    assert read(database_url) == "summer"


@pytest.mark.parametrize("content", ["Verein;Ort\n", "", "SQLite format 3\0" + "x" * 5000, "PGDMP" + "x" * 5000])
def test_what_is_no_backup_changes_nothing(
    content: str, database_url: str, office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(database_url, "spring")
    (office / "list.csv").write_text(content)
    assert run(["db", "restore", "list.csv"]) == 1
    assert run(["db", "restore", "gone.backup"]) == 1
    assert "gone.backup ist keine Sicherung" in capsys.readouterr().err
    assert read(database_url) == "spring"


def test_the_database_of_another_program_is_no_backup(database_url: str, office: Path) -> None:
    with closing(sqlite3.connect("other.sqlite")) as other:
        other.execute("CREATE TABLE bookmarks (id INTEGER)")
    assert run(["db", "restore", "other.sqlite"]) == 1


def test_a_backup_replaces_a_backup_and_no_other_file(
    database_url: str, office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (office / "list.csv").write_text("Verein;Ort\n")
    assert run(["db", "backup", "list.csv"]) == 1
    assert "list.csv gibt es schon" in capsys.readouterr().err
    assert (office / "list.csv").read_text() == "Verein;Ort\n"
    assert run(["db", "backup", "daily.backup"]) == 0
    write(database_url, "spring")
    assert run(["db", "backup", "daily.backup"]) == 0
    write(database_url, "summer")
    run(["db", "restore", "daily.backup"])
    assert read(database_url) == "spring"
    assert sorted(path.name for path in office.glob("*.part")) == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_damaged_database_is_kept_as_it_is_and_replaced(database_url: str, office: Path) -> None:
    write(database_url, "spring")
    run(["db", "backup", "spring.backup"])
    for path in office.glob("netzbote.sqlite*"):
        path.unlink()
    (office / "netzbote.sqlite").write_bytes(b"damaged" * 1000)
    assert run(["db", "restore", "spring.backup"]) == 0
    assert read(database_url) == "spring"
    assert [path.read_bytes() for path in kept(office)] == [b"damaged" * 1000]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_without_postgresqls_programs_it_says_what_to_install(
    database_url: str, office: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(office))
    assert run(["db", "backup", "daily.backup"]) == 1
    assert "apt install postgresql-client" in capsys.readouterr().err
