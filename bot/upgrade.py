"""Bringing the schema up to date, with a backup first: what `run` does by itself and `db upgrade` on request."""

import asyncio
from datetime import datetime
from pathlib import Path

from bot.settings import Settings
from storage.backup import before_upgrade
from storage.database import Database
from storage.schema import DatabaseNewer


async def bring_up_to_date(settings: Settings, now: datetime) -> Path | None:
    """Upgrade an old schema, create a missing one. Returns where the backup is; None when none was needed.

    Raises DatabaseNewer, and ToolMissing or ToolFailed when PostgreSQL's tools cannot make the backup: then nothing was
    changed.
    """
    if settings.sqlite_file:
        settings.sqlite_file.parent.mkdir(parents=True, exist_ok=True)
    database = Database(settings.database)
    try:
        if await database.is_current():
            return None
        if await database.is_newer():
            raise DatabaseNewer
        if await database.is_blank():
            saved = None
        else:
            saved = await asyncio.to_thread(before_upgrade, settings.database, settings.backups, now)
        await database.upgrade()
        return saved
    finally:
        await database.close()
