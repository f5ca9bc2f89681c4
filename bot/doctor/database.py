"""The database: there, sound, of this version, writable; and whether anybody may decide."""

from collections.abc import AsyncIterator

from bot.doctor import Finding, State
from bot.settings import Settings
from storage import condition, people
from storage.database import Database

STATES: dict[condition.State, State] = {"sound": "ok", "older": "warning"}


async def look(settings: Settings) -> AsyncIterator[Finding]:
    if settings.sqlite_file and not settings.sqlite_file.exists():
        yield Finding("ok", "database", "missing")
        return
    database = Database(settings.database)
    try:
        found = await condition.look(database)
        kind = "sqlite" if settings.sqlite_file else "postgresql"
        yield Finding(STATES.get(found.state, "wrong"), "database", found.state, {"reason": found.reason, "kind": kind})
        if found.state == "sound":
            yield await _decider(database)
    finally:
        await database.close()


async def _decider(database: Database) -> Finding:
    async with database.read() as session:
        admins = len(await people.staff(session, "admin"))
    return Finding("ok" if admins else "warning", "database", "admins" if admins else "no-admin", {"number": admins})
