"""Asking all associations for a yes or no: title, text, for whom, until when; a look at it, and then it goes out.

In the chat the questions come one by one. A letter "Erklärung: Titel" brings title and text, and in its first lines
perhaps "An: Hilden" and "Frist: 30.4."; what it does not say is asked. Nothing leaves before a button under the preview
is pressed, and that carries what was shown: if the draft has changed since, the new preview comes instead.

What associations answer: handlers/declare.py. What becomes of it: handlers/declared.py.
"""

import zlib
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from markupsafe import Markup

from handlers import addressing, announcing, audience, declare, dialogue, fields, fitting, moments
from handlers.dialogue import Choice, Dialogue, Question
from mailing import formatting
from mailing.turn import Button, Turn, action
from storage import declarations, schedules
from storage.audiences import Audience
from storage.declarations import Declaration
from storage.refusals import Refusal

ALL = "all"


class NotADeadline(Refusal):
    """A line that names no day that is understood."""


class NamesUnknown(Refusal):
    """Towns, topics or languages (`unknown`) that nobody has here; and those that there are."""


class OnlyText(Refusal):
    """A declaration takes no files."""


@action("declaring.start", role="editor")
async def start(turn: Turn, argument: str) -> None:
    await _go_on(turn, {})


async def from_letter(turn: Turn) -> None:
    """A member of staff wrote a letter "Erklärung: Titel": ask for what it does not say, or show it."""
    assert turn.letter
    fields.within(turn.letter.html or turn.letter.full_text, announcing.LONGEST)
    html = formatting.from_mail(turn.letter.html).html or formatting.from_plain(turn.letter.full_text)
    whom, until, text = announcing.head(html, "declaring-words-until")
    if any(file.kind == "document" for file in turn.said.files):
        raise OnlyText
    known = {
        "title": fields.within(turn.letter.bare_subject.partition(":")[2].strip(), fitting.SUBJECT),
        "text": {"html": text, "files": []} if text else None,
        "audience": await _audience_of(turn, whom) if whom else None,
        "deadline": await _a_deadline(turn, until) if until else None,
    }
    await _go_on(turn, {name: value for name, value in known.items() if value})


async def _audience_of(turn: Turn, line: str) -> Any:
    """None if a name in it is unknown: then the question says which there are."""
    understood = await addressing.understand(turn, line)
    return None if understood.unknown else understood.audience.as_json()


async def _go_on(turn: Turn, known: dict[str, Any]) -> None:
    """Ask what is missing, or show what is complete."""
    missing = [question.name for question in DIALOGUE.questions if question.name not in known]
    if missing:
        await dialogue.start(turn, DIALOGUE, {"_known": known, "_missing": missing})
    else:
        await _finish(turn, {"_known": known})


async def preview(turn: Turn, draft: Declaration) -> None:
    """As associations will get it, and what can be done with it."""
    asked = (await declarations.outcome(turn.session, draft)).silent
    await turn.say(
        "declaring-preview",
        title=draft.title,
        text=Markup(draft.html),
        audience=audience.describe(turn.words, draft.audience),
        count=len(asked),
        unreached=len([association for association in asked if not declare.can_be_asked(association)]),
        deadline=moments.deadline(turn.words, draft.deadline, turn.office.timezone),
        days=draft.remind_days if turn.now + timedelta(days=draft.remind_days) < draft.deadline else 0,
        for_staff=True,
        buttons=[
            Button("declaring-send", f"declaring.open:{draft.id}.{_as_seen(draft)}"),
            Button("dialogue-change", f"declaring.change:{draft.id}"),
            Button("declaring-discard", f"declaring.discard:{draft.id}"),
        ],
    )


def _as_seen(draft: Declaration) -> str:
    seen = (draft.title, draft.html, draft.audience, draft.deadline.timestamp())
    return f"{zlib.crc32(repr(seen).encode()):08x}"


@action("declaring.open", role="editor")
async def open_(turn: Turn, argument: str) -> None:
    """Ask the associations, as it was shown. Raises `DeclarationGone`, `DeclarationOver`, `DeclarationAsked`."""
    number, _, seen = argument.partition(".")
    draft = await declarations.get(turn.session, int(number))
    if draft.state != "draft":
        raise declarations.DeclarationAsked(title=draft.title)
    if _as_seen(draft) != seen:
        await turn.say("declaring-changed", title=draft.title)
        await preview(turn, draft)
        return
    opened = await declarations.open_up(turn.session, draft.id, turn.person, turn.now)
    asked = (await declarations.outcome(turn.session, opened)).silent
    unreached = await declare.ask(turn, opened, asked, "declare-question")
    await turn.say(
        "declaring-opened",
        title=opened.title,
        count=len(asked) - len(unreached),
        unreached=len(unreached),
        deadline=moments.deadline(turn.words, opened.deadline, turn.office.timezone),
        buttons=[Button("declaring-show", f"declared.show:{opened.id}")],
        for_staff=True,
    )


@action("declaring.change", role="editor")
async def change(turn: Turn, argument: str) -> None:
    """What about the draft is to be different?"""
    draft = await declarations.get(turn.session, int(argument))
    buttons = [
        Button(f"declaring-label-{question.name}", f"declaring.again:{draft.id}.{question.name}")
        for question in DIALOGUE.questions
    ]
    await turn.say("dialogue-change-what", buttons=buttons, for_staff=True)


@action("declaring.again", role="editor")
async def again(turn: Turn, argument: str) -> None:
    """One question once more: `argument` is "draft.question"."""
    number, _, name = argument.partition(".")
    draft = await declarations.get(turn.session, int(number))
    await dialogue.start(turn, DIALOGUE, {"_draft": draft.id, "_missing": [name]})


@action("declaring.discard", role="editor")
async def discard(turn: Turn, argument: str) -> None:
    draft = await declarations.discard(turn.session, int(argument), turn.person)
    await turn.say("declaring-discarded", title=draft.title, edit=True)


async def _a_title(turn: Turn, text: str) -> str:
    return fields.within(text, fitting.SUBJECT)


async def _a_text(turn: Turn, message: Any) -> Any:
    """What was collected so far: {"html", "files"}. Raises `OnlyText`."""
    if message["files"]:
        raise OnlyText
    return message


async def _an_audience(turn: Turn, text: str) -> Any:
    """Raises `NamesUnknown`."""
    understood = await addressing.understand(turn, text)
    if understood.unknown:
        raise NamesUnknown(unknown=turn.words.listing(understood.unknown), **await addressing.possible(turn))
    return understood.audience.as_json()


async def _a_deadline(turn: Turn, text: str) -> str:
    """Raises `NotADeadline`, `AlreadyPast`."""
    when = moments.understand(text, turn.now, turn.office.timezone, hour=moments.END_OF_DAY)
    if when is None or when.rhythm:
        raise NotADeadline
    moment = when.moment(turn.office.timezone)
    if moment <= turn.now:
        raise schedules.AlreadyPast
    return moment.isoformat()


async def _all(turn: Turn, answers: dict[str, Any]) -> Sequence[Choice]:
    return [Choice(ALL, turn.words.text("declaring-all"))]


def _is_missing(name: str) -> Callable[[dict[str, Any]], bool]:
    return lambda answers: name in answers["_missing"]


COLUMNS: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "title": ("title", str),
    "text": ("html", lambda message: formatting.canonical(message["html"])),
    "audience": ("audience", lambda meant: Audience() if meant == ALL else Audience(**meant)),
    "deadline": ("deadline", datetime.fromisoformat),
}
"""What becomes of each answer."""


async def _finish(turn: Turn, answers: dict[str, Any]) -> None:
    known = answers.get("_known", {}) | answers
    columns = {name: read(known[question]) for question, (name, read) in COLUMNS.items() if question in known}
    if columns.get("html") == "":
        raise fitting.NothingToSend
    if "_draft" in answers:
        draft = await declarations.rewrite(turn.session, answers["_draft"], turn.person, **columns)
    else:
        draft = await declarations.create(turn.session, turn.person, now=turn.now, **columns)
    await preview(turn, draft)


DIALOGUE = Dialogue(
    "declaring",
    _finish,
    [
        Question("title", check=_a_title, when=_is_missing("title")),
        Question("text", kind="message", check=_a_text, when=_is_missing("text")),
        Question("audience", kind="one", choices=_all, check=_an_audience, when=_is_missing("audience")),
        Question("deadline", check=_a_deadline, when=_is_missing("deadline")),
    ],
    summary=False,
    role="editor",
)
