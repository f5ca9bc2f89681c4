"""The first day in the database: it is made, the mailbox gets its mark, and somebody is asked to be the first admin."""

from collections.abc import Mapping
from typing import Any

from bot.commands import opened
from bot.commands.staff import offer
from bot.letterbox import MARK
from bot.settings import Settings
from mailing.imap import Watermark
from storage import keys, people


async def state(known: Mapping[str, Any]) -> tuple[bool, bool]:
    """Of the settings so far: whether somebody has every right already, and whether the mailbox has its mark.

    Raises DatabaseOlder, DatabaseNewer.
    """
    settings = Settings(**{name: known[name] for name in ("data_dir", "database_url") if name in known})
    if settings.sqlite_file and not settings.sqlite_file.exists():
        return False, False
    async with opened(settings) as database, database.read() as session:
        return bool(await people.staff(session, "admin")), await keys.recall(session, MARK) is not None


async def begin(settings: Settings, mark: Watermark | None, admin: str | None) -> str | None:
    """Make the database if need be; what arrived before the mark is never touched. Returns what to say of the admin."""
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    async with opened(settings) as database, database.write() as session:
        if mark and await keys.recall(session, MARK) is None:
            await keys.remember(session, MARK, f"{mark.uidvalidity}:{mark.next_uid}")
        return await offer(session, settings, admin, "admin") if admin else None
