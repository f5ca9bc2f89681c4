"""Backups of the whole database as one file, made beside a running process and looked at before they count.

SQLite: its own backup API copies a consistent state, and writes it back in one transaction. PostgreSQL: `pg_dump` and
`pg_restore`, where they are installed; what is there steps aside as a schema of another name until the backup is in its
place, for a backup of an older version knows nothing of newer tables. A backup is written beside its target and renamed
when it is whole, so that a full disk never costs the backup of yesterday. What a restore replaces is kept as a backup.

`url` is SQLAlchemy's, `folder` where the program keeps backups of its own.
"""

import itertools
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import make_url

from storage.refusals import Refusal

SQLITE_HEADER = b"SQLite format 3\0"
POSTGRESQL_HEADER = b"PGDMP"


class NotABackup(Refusal):
    """The file cannot be read, is damaged, or was never a backup of ours."""


class WouldOverwrite(Refusal):
    """The target is a file that is no backup."""


class NothingToBackUp(Refusal):
    """There is no database yet."""


class ToolMissing(Refusal):
    """PostgreSQL's own `program` is not installed."""


class ToolFailed(Refusal):
    """PostgreSQL's own `program` gave up, for a `reason` in its words."""


def backup(url: str, target: Path) -> None:
    """Write the database to `target`, replacing an older backup of that name. Raises a Refusal, OSError."""
    if target.exists() and not _is_backup(target):
        raise WouldOverwrite(path=str(target))
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.part")
    try:
        _dump(url, part)
        os.replace(part, target)
    finally:
        part.unlink(missing_ok=True)


def before_upgrade(url: str, folder: Path, now: datetime) -> Path:
    """A backup made before the schema changes; where it is. Raises a Refusal, OSError."""
    target = _free(folder, f"before-upgrade-{now:%Y%m%d-%H%M%S}")
    backup(url, target)
    return target


def restore(url: str, source: Path, folder: Path, now: datetime) -> Path | None:
    """Put a backup in the database's place; nobody may be at work on it (bot/lock.py).

    Returns where the replaced database is kept, None if there was none. Raises a Refusal, OSError.
    """
    kept = _free(folder, f"replaced-{now:%Y%m%d-%H%M%S}")
    live = _sqlite_file(url)
    _check(source, SQLITE_HEADER if live else POSTGRESQL_HEADER)
    if live is None:
        backup(url, kept)
        with _stepped_aside(url):
            _postgresql("pg_restore", url, "--clean", "--if-exists", "--no-owner", "--exit-on-error", str(source))
        return kept
    live.parent.mkdir(parents=True, exist_ok=True)
    replaced = _put_aside(live, kept) if live.exists() else None
    _copy(source, live)
    return replaced


def _sqlite_file(url: str) -> Path | None:
    parts = make_url(url)
    return Path(parts.database or "") if parts.get_backend_name() == "sqlite" else None


def _free(folder: Path, name: str) -> Path:
    """A path in the folder where nothing is yet: two restores may fall into one second."""
    folder.mkdir(parents=True, exist_ok=True)
    names = itertools.chain([name], (f"{name}-{number}" for number in itertools.count(2)))
    return next(folder / free for free in names if not (folder / free).exists())


def _dump(url: str, part: Path) -> None:
    live = _sqlite_file(url)
    if live is None:
        _postgresql("pg_dump", url, "--format=custom", f"--file={part}")
        _check(part, POSTGRESQL_HEADER)
    elif live.exists():
        _copy(live, part)
        _close_journal(part)
        _check(part, SQLITE_HEADER)
    else:
        raise NothingToBackUp


def _copy(source: Path, target: Path) -> None:
    with closing(_reading(source)) as reader, closing(sqlite3.connect(target, timeout=30)) as writer:
        reader.backup(writer)


def _reading(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)


def _close_journal(copy: Path) -> None:
    """A backup is one file: without this it would ask for a journal beside it, as the live one does."""
    with closing(sqlite3.connect(copy)) as database:
        database.execute("PRAGMA journal_mode=DELETE")


def _put_aside(live: Path, kept: Path) -> Path:
    try:
        _copy(live, kept)
    except sqlite3.DatabaseError:
        # Damaged, which may be why a backup is restored: kept as it is, with its journal.
        for end in ("", "-wal", "-shm"):
            if Path(f"{live}{end}").exists():
                os.replace(f"{live}{end}", f"{kept}{end}")
    return kept


def _is_backup(path: Path) -> bool:
    with open(path, "rb") as file:
        start = file.read(len(SQLITE_HEADER))
    return start == SQLITE_HEADER or start.startswith(POSTGRESQL_HEADER)


def _check(path: Path, header: bytes) -> None:
    """Raises NotABackup for a file that is not a whole backup of this kind."""
    try:
        with open(path, "rb") as file:
            whole = file.read(len(header)) == header and (header != SQLITE_HEADER or _is_sound(path))
    except (OSError, sqlite3.DatabaseError):
        whole = False
    if not whole:
        raise NotABackup(path=str(path))


def _is_sound(path: Path) -> bool:
    with closing(_reading(path)) as database:
        ours = database.execute("SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
        return ours == (1,) and database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


@contextmanager
def _stepped_aside(url: str) -> Iterator[None]:
    """An empty schema in which to restore; when that fails, what was there comes back."""
    import psycopg  # 8 MB, which an office with SQLite never needs

    with psycopg.connect(_libpq(url), autocommit=True) as connection:
        connection.execute("ALTER SCHEMA public RENAME TO replaced")
        try:
            connection.execute("CREATE SCHEMA public")
            yield
        except BaseException:
            connection.execute("DROP SCHEMA IF EXISTS public CASCADE")
            connection.execute("ALTER SCHEMA replaced RENAME TO public")
            raise
        connection.execute("DROP SCHEMA replaced CASCADE")


def _libpq(url: str) -> str:
    return url.replace("+psycopg", "", 1)


def _postgresql(program: str, url: str, *words: str) -> None:
    """Run one of PostgreSQL's programs on the database; the password travels in the environment, where nobody looks."""
    found = shutil.which(program)
    if not found:
        raise ToolMissing(program=program)
    from psycopg.conninfo import conninfo_to_dict, make_conninfo

    parameters = conninfo_to_dict(_libpq(url))
    environment = {**os.environ, "PGPASSWORD": str(parameters.pop("password", ""))}
    where = f"--dbname={make_conninfo('', **parameters)}"
    done = subprocess.run([found, *words, where], env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise ToolFailed(program=program, reason=(done.stderr.strip().splitlines() or ["?"])[0])
