"""How far an announcement has come: one chat message of its author, edited as it moves, and the report at its end.

The clock calls `update` every few seconds. Nothing is edited that would look the same.
"""

from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from handlers import report
from locales import Words
from mailing.office import Office
from mailing.turn import Button, turn_for
from storage import announcements, outbox
from storage.announcements import Announcement, Progress

BLOCKS = 10


async def update(session: AsyncSession, now: datetime, office: Office) -> None:
    """For the clock: show how far each has come; of what is finished, write the report."""
    ended = await announcements.end_finished(session, now)
    for announcement in [*await announcements.under_way(session), *ended]:
        await _show(session, now, office, announcement)
    for announcement in ended:
        await report.send(session, now, office, announcement)


def in_words(say: Words, announcement: Announcement, progress: Progress) -> dict[str, Any]:
    """The arguments of the progress message: a bar, and numbers by outcome and channel."""
    over = progress.total - progress.waiting
    filled = BLOCKS * over // progress.total if progress.total else BLOCKS
    return {
        "subject": announcement.subject,
        "bar": "▓" * filled + "░" * (BLOCKS - filled),
        "percent": 100 * over // progress.total if progress.total else 100,
        "sent": progress.number("sent"),
        "total": progress.total,
        "waiting": progress.waiting,
        "missed": over - progress.number("sent"),
        "chats": progress.number("sent", channel="telegram"),
        "chats_in_all": _in_all(progress, "telegram"),
        "mails": progress.number("sent", channel="mail"),
        "mails_in_all": _in_all(progress, "mail"),
    }


def halt_button(announcement: Announcement) -> Button:
    return Button("announce-halt", f"announce.halt:{announcement.id}")


def _in_all(progress: Progress, channel: str) -> int:
    return sum(number for (where, _), number in progress.by_channel.items() if where == channel)


async def _show(session: AsyncSession, now: datetime, office: Office, announcement: Announcement) -> None:
    """Edit the author's message, once the first has left and whenever a number changed."""
    row = await outbox.get(session, announcement.progress_row_id) if announcement.progress_row_id else None
    if row is None or announcement.author is None or (announcement.release_at and announcement.release_at > now):
        return
    turn = turn_for(session, now, office, announcement.author)
    turn.channel, turn.address, turn.pressed = "telegram", row.address, row
    facts = in_words(turn.words, announcement, await announcements.progress(session, announcement))
    if await announcements.shown(session, announcement, f"{announcement.state} {facts}"):
        going = announcement.state == "released"
        key = "progress-going" if going else f"progress-{announcement.state}"
        await turn.say(key, edit=True, buttons=[halt_button(announcement)] if going else [], **facts)
