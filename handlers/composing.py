"""Writing an announcement in the chat: its subject, then its text with photos and files, collected until «continue».

An album arrives as several messages; each adds to what is there. What could never arrive is refused while the text is
still being written, and what will look different is said. Then the draft is a row, and its audience is chosen.
"""

from typing import Any

from handlers import announcing, audience, dialogue, fields, fitting
from handlers.audience import draft
from handlers.commands import command
from handlers.dialogue import Dialogue, Question
from mailing import formatting
from mailing.turn import Button, Enclosure, Turn, action
from storage import announcements
from storage.audiences import Audience


@command("announce", role="editor")
async def announce(turn: Turn, rest: str) -> None:
    """In a chat: write it here, or go on with what is there. By mail: how to write it as a letter."""
    drafts = await announcements.drafts(turn.session, turn.person)
    if turn.channel == "mail":
        await announcing.explain(turn)
    elif drafts:
        await _go_on(turn, drafts[0])
    else:
        await dialogue.start(turn, DIALOGUE)


@action("announce.start", role="editor")
async def start(turn: Turn, argument: str) -> None:
    await announce(turn, "")


@action("composing.anew", role="editor")
async def anew(turn: Turn, argument: str) -> None:
    await dialogue.start(turn, DIALOGUE)


@action("composing.again", role="editor")
async def again(turn: Turn, argument: str) -> None:
    """Another text for the draft; its audience stays."""
    await dialogue.start(turn, DIALOGUE, {"_draft": (await draft(turn, argument)).id})


async def _go_on(turn: Turn, known: announcements.Announcement) -> None:
    buttons = [
        Button("announce-go-on", f"announce.preview:{known.id}"),
        Button("composing-anew", "composing.anew"),
        Button("announce-discard", f"announce.discard:{known.id}"),
    ]
    await turn.say("composing-draft-waits", subject=known.subject, buttons=buttons)


async def _a_subject(turn: Turn, text: str) -> str:
    return fields.within(text, fitting.SUBJECT)


async def _a_message(turn: Turn, message: Any) -> Any:
    """What was collected so far: {"html", "files"}."""
    fitting.check_files([Enclosure.from_json(file) for file in message["files"]])
    return message


async def _facts(turn: Turn, answers: dict[str, Any]) -> dict[str, Any]:
    message = answers.get("text") or {"html": "", "files": []}
    kinds = [file["kind"] for file in message["files"]]
    hint = fitting.hint(turn.words, answers.get("subject") or "", message["html"], kinds)
    return {"hint": hint, "enclosed": len(kinds)}


async def _finish(turn: Turn, answers: dict[str, Any]) -> None:
    subject, html = answers["subject"], formatting.canonical(answers["text"]["html"])
    if not html:
        raise fitting.NothingToSend
    files = [fitting.attached(Enclosure.from_json(file)) for file in answers["text"]["files"]]
    if number := answers.get("_draft"):
        known = await draft(turn, str(number))
        await announcements.rewrite(turn.session, known, subject=subject, html=html, files=files)
    else:
        known = await announcements.draft(
            turn.session,
            turn.person,
            subject=subject,
            html=html,
            audience=Audience(),
            door="chat",
            now=turn.now,
            files=files,
        )
    await audience.show(turn, known)


DIALOGUE = Dialogue(
    "composing",
    _finish,
    [Question("subject", check=_a_subject), Question("text", kind="message", check=_a_message)],
    summary=False,
    role="editor",
    facts=_facts,
)
