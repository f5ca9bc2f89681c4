"""A correction of an announcement that went out: what is different, in one line, and the new text.

What it corrects waits while somebody writes. The line stands first in what those get who had the old text; who had
nothing yet gets the new text by itself. Where the text stays as it is, the line is all that the first ones get, and the
others get it above the text. storage/amendments.py has the rule of who gets what.
"""

from datetime import datetime
from functools import partial
from typing import Any

from markupsafe import Markup, escape

from handlers import announce, dialogue, duties, fields, fitting, progress
from handlers.audience import DraftGone, draft
from handlers.dialogue import Dialogue, Question
from locales import words
from mailing import formatting
from mailing.office import Office
from mailing.turn import Enclosure, Turn, action
from storage import amendments, announcements
from storage.announcements import Announcement
from storage.database import Sessions

CHANGE = 300
"""So many characters are a line."""


@action("correcting.start", role="editor")
async def start(turn: Turn, argument: str) -> None:
    """What is different? Until that is known, nothing more of it leaves."""
    known = await announcements.get(turn.session, int(argument))
    if known is None:
        raise DraftGone
    first = await amendments.begin(turn.session, known)
    await dialogue.start(turn, DIALOGUE, {"_first": first.id})


@action("correcting.again", role="editor")
async def again(turn: Turn, argument: str) -> None:
    """Other words for a correction that was not released."""
    correction = await draft(turn, argument)
    await dialogue.start(turn, DIALOGUE, {"_first": correction.corrects_id, "_draft": correction.id})


@action("correcting.rename", role="editor")
async def rename(turn: Turn, argument: str) -> None:
    """Town, day and thing stand in the subject: it may be what is wrong."""
    await dialogue.start(turn, RENAMING, {"_draft": (await draft(turn, argument)).id})


async def take_effect(database: Sessions, now: datetime, office: Office) -> None:
    """For the clock: corrections whose moment has come, and what has become known since."""
    async with database.read() as session:
        due = await amendments.due(session, now)
    await duties.each(database, now, office, "correcting", due, partial(_take_effect, database, now, office))


async def _take_effect(database: Sessions, now: datetime, office: Office, number: int) -> None:
    async with database.write() as session:
        await amendments.take_effect(session, number, now, office.mail_host)


async def _first(turn: Turn, answers: dict[str, Any]) -> Announcement:
    found = await announcements.get(turn.session, int(answers["_first"] or 0))
    if found is None:
        raise DraftGone
    return found


async def _a_change(turn: Turn, text: str) -> str:
    return fields.within(text, CHANGE)


async def _a_message(turn: Turn, message: Any) -> Any:
    fitting.check_files([Enclosure.from_json(file) for file in message["files"]])
    return message


async def _facts(turn: Turn, answers: dict[str, Any]) -> dict[str, Any]:
    first = await _first(turn, answers)
    _, waiting = await amendments.counted(turn.session, first)
    message = answers.get("text") or {"html": "", "files": []}
    return {
        "subject": first.subject,
        "waiting": waiting,
        "text": Markup(first.html),
        "enclosed": len(message["files"]),
    }


async def _finish(turn: Turn, answers: dict[str, Any]) -> None:
    first, message = await _first(turn, answers), answers.get("text")
    html = formatting.canonical(message["html"]) if message else ""
    files = [fitting.attached(Enclosure.from_json(file)) for file in message["files"]] if message else []
    said: dict[str, Any] = {
        "change": answers["change"],
        "subject": _subject(turn, first.subject),
        "files": files,
        **await _said(turn, first, answers["change"], html),
    }
    if number := answers.get("_draft"):
        correction = await draft(turn, str(number))
        await amendments.redraft(turn.session, correction, now=turn.now, **said)
    else:
        door = "chat" if turn.channel == "telegram" else "mail"
        correction = await amendments.draft(turn.session, turn.person, first, door=door, now=turn.now, **said)
    await announce.preview(turn, str(correction.id))


def _subject(turn: Turn, subject: str) -> str:
    return words(turn.office.language).text("correcting-subject", subject=subject)


async def _said(turn: Turn, first: Announcement, change: str, html: str) -> dict[str, Any]:
    """The text of the correction, and what the corrected one says from then on. Not everybody may have an earlier
    correction yet: then this one says what that one said."""
    earlier = [one.change or "" for one in await amendments.unfinished(turn.session, first)]
    say = words(turn.office.language)
    head = "".join(f"<p><b>{say.html('correcting-line', change=line)}</b></p>" for line in (change, *earlier[::-1]))
    whole = html or first.html
    instead = html or f"<p><b>{escape(change)}</b></p>{first.html}"
    return {
        "html": formatting.canonical(head + html),
        "instead": {
            "subject": first.subject,
            "html": formatting.canonical(instead),
            "post": formatting.canonical(head + whole),
        },
    }


async def _cancelled(turn: Turn, answers: dict[str, Any]) -> None:
    """What was to be corrected still waits: say so."""
    first = await _first(turn, answers)
    if first.state == "paused":
        await progress.show(turn, first)


async def _a_subject(turn: Turn, text: str) -> str:
    return fields.within(text, fitting.SUBJECT)


async def _rename(turn: Turn, answers: dict[str, Any]) -> None:
    correction = await draft(turn, str(answers["_draft"]))
    subject = answers["subject"]
    await amendments.rename(turn.session, correction, subject=_subject(turn, subject), instead=subject)
    await announce.preview(turn, str(correction.id))


DIALOGUE = Dialogue(
    "correcting",
    _finish,
    [
        Question("change", check=_a_change),
        Question("text", kind="message", check=_a_message, optional=True, skip="correcting-unchanged"),
    ],
    summary=False,
    role="editor",
    facts=_facts,
    cancelled=_cancelled,
)
RENAMING = Dialogue("renaming", _rename, [Question("subject", check=_a_subject)], summary=False, role="editor")
