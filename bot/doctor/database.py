"""The database: there, sound, of this version, writable; and whether anybody may decide."""

from collections.abc import AsyncIterator

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.doctor import Finding
from bot.settings import Settings
from storage import keys, people
from storage.database import Database


class _NotMeant(Exception):
    """Takes the attempt to write back."""


async def look(settings: Settings) -> AsyncIterator[Finding]:
    if settings.sqlite_file and not settings.sqlite_file.exists():
        yield Finding("ok", "database", "missing")
        return
    database = Database(settings.database)
    try:
        async for finding in _look(database):
            yield finding
    except OperationalError as error:
        yield Finding("wrong", "database", "fails", {"reason": str(error.orig).partition("\n")[0]})
    except DBAPIError:
        # What SQLite says of a file that is damaged, or none of its own.
        yield Finding("wrong", "database", "broken")
    finally:
        await database.close()


async def _look(database: Database) -> AsyncIterator[Finding]:
    if not await database.is_sound():
        yield Finding("wrong", "database", "broken")
        return
    if await database.is_newer():
        yield Finding("wrong", "database", "newer")
    elif not await database.is_current():
        yield Finding("warning", "database", "older")
    else:
        yield await _writable(database)
        async with database.read() as session:
            yield await _decider(session)


async def _writable(database: Database) -> Finding:
    try:
        async with database.write() as session:
            await keys.remember(session, "doctor", "was here")
            await session.flush()
            raise _NotMeant
    except _NotMeant:
        return Finding("ok", "database", "sound", {"kind": "sqlite" if database.is_sqlite else "postgresql"})
    except DBAPIError as error:
        return Finding("wrong", "database", "read-only", {"reason": str(error.orig).partition("\n")[0]})


async def _decider(session: AsyncSession) -> Finding:
    admins = len(await people.staff(session, "admin"))
    return Finding("ok" if admins else "warning", "database", "admins" if admins else "no-admin", {"number": admins})
