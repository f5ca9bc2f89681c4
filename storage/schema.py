"""Upgrading the schema from inside a running loop, with Alembic's migrations beside this file.

Each migration is a file named after its number. Alembic runs them, and is only imported for that: a program whose
database is up to date needs it as little as the 3 MB that it takes. They only lead up: the way back to an older version
is the backup that was made before the upgrade, which also has what a migration let go.

Rebuilding a table in SQLite while foreign keys are on runs ON DELETE CASCADE and empties its children (measured), and
the pragma does nothing inside a transaction. So an upgrade switches them off first and checks every key at its end.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, inspect, text

from storage.refusals import Refusal

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"
ONE_AT_A_TIME = 4_711_001
"""PostgreSQL's name for the lock of an upgrade: several processes may start at once."""


class BrokenKeys(Exception):
    """A migration would have left rows that point nowhere; nothing was changed."""


class DatabaseNewer(Refusal):
    """A newer version of the program was here; this one would not understand what it finds."""


def upgrade(connection: Connection) -> None:
    """Run what is missing. Raises DatabaseNewer, BrokenKeys."""
    from alembic import command

    if is_newer(connection):
        raise DatabaseNewer
    if connection.dialect.name != "sqlite":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": ONE_AT_A_TIME})
        command.upgrade(_config(connection), "head")
        connection.commit()
        return
    connection.rollback()  # looking at the revision began a transaction, in which the pragma would do nothing
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
    if not inspect(connection).has_table("alembic_version"):
        return None
    ran: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return ran


def is_current(connection: Connection) -> bool:
    return revision(connection) == newest()


def is_blank(connection: Connection) -> bool:
    """Whether no migration ever ran here."""
    return revision(connection) is None


def is_newer(connection: Connection) -> bool:
    """Whether a migration ran here that this version does not have."""
    return revision(connection) not in (None, *_revisions())


def newest() -> str:
    return _revisions()[-1]


def _revisions() -> list[str]:
    """The numbers of all migrations, oldest first."""
    return sorted(path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def _config(connection: Connection) -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config
