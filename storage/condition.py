"""What condition a database is in: sound and of this version, or what is wrong with it."""

from dataclasses import dataclass
from typing import Literal

from sqlalchemy.exc import DBAPIError, OperationalError

from storage import keys
from storage.database import Database

State = Literal["sound", "older", "newer", "broken", "read-only", "fails"]


@dataclass(frozen=True)
class Condition:
    """`reason` is in the database's own words, where it "fails" to answer or is "read-only"."""

    state: State
    reason: str = ""


class _NotMeant(Exception):
    """Takes the attempt to write back."""


async def look(database: Database) -> Condition:
    """Reads everything once, and tries to write."""
    try:
        if not await database.is_sound():
            return Condition("broken")
        if await database.is_newer():
            return Condition("newer")
        return await _try_to_write(database) if await database.is_current() else Condition("older")
    except OperationalError as error:
        return Condition("fails", _words(error))
    except DBAPIError:
        # What SQLite says of a file that is damaged, or none of its own.
        return Condition("broken")


async def _try_to_write(database: Database) -> Condition:
    try:
        async with database.write() as session:
            await keys.remember(session, "condition", "writable")
            await session.flush()
            raise _NotMeant
    except _NotMeant:
        return Condition("sound")
    except DBAPIError as error:
        return Condition("read-only", _words(error))


def _words(error: DBAPIError) -> str:
    """The first line: a statement below it may hold personal data."""
    return str(error.orig).partition("\n")[0]
