"""How far an announcement has come: one chat message of its author, edited as it moves; at its end, the report.

The clock calls `update` at every beat. It counts outside of a write, one look for each announcement under way, and
writes only where something changed. Whoever works by mail asks for the same with a button.
"""

from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from handlers import duties
from locales import Words, words
from mailing import refusals
from mailing.office import Office
from mailing.outcomes import BURST
from mailing.turn import Button, Turn, turn_for
from storage import announcements, dispatch, outbox, reports
from storage.announcements import Announcement
from storage.database import Sessions
from storage.dispatch import Progress

BLOCKS = 10


async def update(database: Sessions, now: datetime, office: Office) -> None:
    """For the clock: show how far each has come; of what is finished, want the report."""
    news: dict[int, Progress] = {}
    async with database.read() as session:
        for announcement in await dispatch.under_way(session):
            found = await dispatch.progress(session, announcement)
            if _is_news(announcement, found, now, office):
                news[announcement.id] = found
    await duties.each(database, now, office, "progress", news, partial(_write, database, now, office, news))


def _is_news(announcement: Announcement, found: Progress, now: datetime, office: Office) -> bool:
    over = found.waiting == 0 and announcement.settled
    return over or _is_stuck(announcement, found) or _is_to_show(announcement, found, now, office)


def _is_stuck(announcement: Announcement, found: Progress) -> bool:
    """Something is held back of what goes: it met the pause, or the old text, on its way."""
    return announcement.state == "released" and found.number("paused") > 0


async def _write(database: Sessions, now: datetime, office: Office, news: dict[int, Progress], number: int) -> None:
    async with database.write() as session:
        announcement = await announcements.locked(session, number)
        if announcement is None or announcement.state not in dispatch.UNDER_WAY:
            return
        if _is_stuck(announcement, news[number]):
            await dispatch.go_on(session, announcement, now, office.mail_host)
        if await dispatch.end(session, number, now):
            await session.refresh(announcement)
            await reports.want(session, number, now)
        await _show(session, now, office, announcement, news[number])


def _is_to_show(announcement: Announcement, found: Progress, now: datetime, office: Office) -> bool:
    """Whether its author follows it in the chat, the first has left, and it would look different."""
    if announcement.progress_row_id is None or announcement.author is None:
        return False
    begun = announcement.release_at is None or announcement.release_at <= now
    return begun and announcement.progress_shown != _looks(announcement, found)


def _looks(announcement: Announcement, found: Progress) -> str:
    language = announcement.author.language if announcement.author else None
    return f"{announcement.state} {in_words(words(language), announcement, found)}"


async def _show(
    session: AsyncSession, now: datetime, office: Office, announcement: Announcement, found: Progress
) -> None:  # fmt: skip
    """Edit the author's message."""
    if not _is_to_show(announcement, found, now, office):
        return
    row = await outbox.get(session, announcement.progress_row_id or 0)
    if row is None:
        return
    announcement.progress_shown = _looks(announcement, found)
    turn = turn_for(session, now, office, announcement.author)
    turn.channel, turn.address, turn.pressed = "telegram", row.address, row
    key, rest = standing(turn.words, announcement, found)
    await turn.say(key, edit=True, stays=True, **rest)


async def show(turn: Turn, announcement: Announcement) -> None:
    """How far it is, and what can be done, for whoever asks; its author's own message says the same."""
    found = await dispatch.progress(turn.session, announcement)
    if turn.channel == "mail" or turn.person is not announcement.author:
        await _show(turn.session, turn.now, turn.office, announcement, found)
    key, rest = standing(turn.words, announcement, found)
    await turn.say(key, edit=True, for_staff=True, **rest)


def standing(say: Words, announcement: Announcement, found: Progress) -> tuple[str, dict[str, Any]]:
    """The key of the message, and its arguments and buttons."""
    state = "going" if announcement.state == "released" else announcement.state
    return f"progress-{state}", {**in_words(say, announcement, found), "buttons": buttons(announcement, found)}


def in_words(say: Words, announcement: Announcement, found: Progress) -> dict[str, Any]:
    """The arguments of the progress message: a bar, numbers by outcome and channel, and why it is paused."""
    over = found.total - found.waiting
    filled = BLOCKS * over // found.total if found.total else BLOCKS
    return {
        "subject": announcement.subject,
        "bar": "▓" * filled + "░" * (BLOCKS - filled),
        "percent": 100 * over // found.total if found.total else 100,
        "sent": found.number("sent"),
        "total": found.total,
        "waiting": found.waiting,
        "missed": over - found.number("sent"),
        "chats": found.number("sent", channel="telegram"),
        "chats_in_all": _in_all(found, "telegram"),
        "mails": found.number("sent", channel="mail"),
        "mails_in_all": _in_all(found, "mail"),
        "because": _why_paused(say, announcement.paused_because),
    }


def _why_paused(say: Words, because: str | None) -> str:
    if because is None:
        return ""
    return say.text("progress-because", number=BURST, reason=refusals.in_words(say, because))


def buttons(announcement: Announcement, found: Progress) -> list[Button]:
    """What its sender can do as things stand."""
    pause, correct, cancel = later_buttons(announcement)
    if announcement.state == "released":
        return [pause, correct, cancel]
    if announcement.state == "paused":
        return [Button("announce-resume", f"announce.resume:{announcement.id}"), correct, cancel]
    return [correct] if found.number("sent") else []


def later_buttons(announcement: Announcement) -> list[Button]:
    """What can be done once the first has left."""
    return [
        Button("announce-pause", f"announce.pause:{announcement.id}"),
        correct_button(announcement),
        Button("announce-cancel", f"announce.cancel:{announcement.id}"),
    ]


def correct_button(announcement: Announcement) -> Button:
    return Button("correcting-start", f"correcting.start:{announcement.id}")


def halt_button(announcement: Announcement) -> Button:
    return Button("announce-halt", f"announce.halt:{announcement.id}")


async def paused(turn: Turn) -> str:
    """Which announcements are paused, a line each; "" if none is."""
    lines = [
        turn.words.text("progress-paused-line", subject=announcement.subject)
        for announcement in await dispatch.under_way(turn.session)
        if announcement.state == "paused"
    ]
    return "\n".join(lines)


def _in_all(found: Progress, channel: str) -> int:
    return sum(number for (where, _), number in found.by_channel.items() if where == channel)
