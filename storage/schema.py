"""Upgrading the schema from inside a running loop, with Alembic's migrations beside this file.

Rebuilding a table in SQLite while foreign keys are on runs ON DELETE CASCADE and empties its children (measured), and
the pragma does nothing inside a transaction. So an upgrade switches them off first and checks every key at its end.
"""

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from storage.refusals import Refusal

MIGRATIONS = Path(__file__).parent / "migrations"


class BrokenKeys(Exception):
    """A migration would have left rows that point nowhere; nothing was changed."""


class DatabaseNewer(Refusal):
    """A newer version of the program was here; this one would not understand what it finds."""


def upgrade(connection: Connection) -> None:
    """Run what is missing. Raises DatabaseNewer, BrokenKeys."""
    if is_newer(connection):
        raise DatabaseNewer
    if connection.dialect.name != "sqlite":
        command.upgrade(_config(connection), "head")
        connection.commit()
        return
    raw: Any = connection.connection.dbapi_connection
    cursor = raw.cursor()
    cursor.execute("PRAGMA foreign_keys=OFF")
    try:
        command.upgrade(_config(connection), "head")
        if connection.execute(text("PRAGMA foreign_key_check")).first():
            connection.rollback()
            raise BrokenKeys
        connection.commit()
    finally:
        connection.rollback()
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.close()


def revision(connection: Connection) -> str | None:
    """The migration that ran last; None if none ever did."""
    return MigrationContext.configure(connection).get_current_revision()


def is_current(connection: Connection) -> bool:
    return revision(connection) == newest()


def is_blank(connection: Connection) -> bool:
    """Whether no migration ever ran here."""
    return revision(connection) is None


def is_newer(connection: Connection) -> bool:
    """Whether a migration ran here that this version does not have."""
    known = {script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()}
    return revision(connection) not in known | {None}


def newest() -> str | None:
    return ScriptDirectory(str(MIGRATIONS)).get_current_head()


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config
