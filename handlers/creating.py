"""A new training, event or meeting: what it is, when, where, how many seats. Everything else can be added afterwards.

By mail a letter "Schulung: Kasse im Verein" with lines such as "Wann: 4.5. 18 bis 20 Uhr", "Wo: …", "Plätze: 12" at its
head answers what it says, and its text becomes the text of the training; the rest is asked.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any

from handlers import dialogue, fields, offering, places, timetable
from handlers.commands import command
from handlers.dialogue import Choice, Dialogue, Question
from locales import LANGUAGES, words
from mailing import formatting, wording
from mailing.letters import Letter
from mailing.turn import Turn, action
from storage import trainings
from storage.sign_ups import NotANumber

KINDS = ("training", "event", "meeting")
HEADS = ("when", "where", "seats")
TITLE = 80
"""So long a title fits into a subject beside town and day."""

MOST = 9999
LONGEST = 3000
"""So many characters of text belong to a training: it stands in one message with everything else about it."""


@command("offer", role="editor")
async def offer(turn: Turn, rest: str) -> None:
    await dialogue.start(turn, CREATING, {"_known": {}})


@action("creating.start", role="editor")
async def start(turn: Turn, argument: str) -> None:
    await offer(turn, "")


def is_offer(letter: Letter) -> bool:
    """Whether a letter's subject is like "Schulung: Kasse im Verein"."""
    head, _, title = letter.bare_subject.partition(":")
    return not letter.is_answer and bool(title.strip()) and _kind(head) is not None


def _kind(head: str) -> str | None:
    return next((kind for kind in KINDS if _is_one_of(head, f"creating-words-{kind}")), None)


async def from_letter(turn: Turn) -> None:
    """Take what the letter says, ask for the rest."""
    assert turn.letter
    head, _, title = turn.letter.bare_subject.partition(":")
    lines, text = _head(turn.said.html)
    known: dict[str, Any] = {"kind": _kind(head), "title": await a_title(turn, title.strip()), "html": a_text(text)}
    if "when" in lines and timetable.understand(lines["when"], turn.now, turn.office.timezone):
        known["when"] = await timetable.a_timetable(turn, lines["when"])
    if "where" in lines:
        known["where"] = await places.a_place(turn, lines["where"])
    if re.search(r"\d", lines.get("seats", "")):
        known["seats"] = await a_number(turn, lines["seats"])
    answers = {"_known": known}
    if CREATING.asked(answers):
        await dialogue.start(turn, CREATING, answers)
    else:
        await _finish(turn, answers)


def _head(html: str) -> tuple[dict[str, str], str]:
    """What the lines at the head of a letter say, and the text below them; several dates may have a line each."""
    said: dict[str, str] = {}
    while html:
        line, rest = formatting.take_first_line(html)
        head, _, value = line.partition(":")
        name = next((name for name in HEADS if _is_one_of(head, f"creating-words-{name}")), None)
        if name is None or not value.strip():
            break
        said[name] = f"{said[name]}; {value}" if name in said else value
        html = rest
    return said, html


def _is_one_of(head: str, key: str) -> bool:
    return wording.is_one_of(head, [word for tag in LANGUAGES for word in words(tag).list(key)])


async def a_title(turn: Turn, text: str) -> str:
    return fields.within(text, TITLE)


def a_text(html: str) -> str:
    """The text of a training in canonical form. Raises `TooLong`."""
    fields.within(formatting.to_plain(html), LONGEST)
    return formatting.canonical(html)


async def a_number(turn: Turn, text: str) -> int:
    """The one number in a line such as "12 Plätze", from 1 on. Raises `NotANumber`."""
    found = re.fullmatch(r"\D*(?<!-)(\d{1,9})\D*", text)
    if not found or not 0 < int(found[1]) <= MOST:
        raise NotANumber
    return int(found[1])


async def kinds(turn: Turn, answers: dict[str, Any]) -> Sequence[Choice]:
    return [Choice(kind, offering.kind_name(turn.words, kind)) for kind in KINDS]


def _unless_known(name: str) -> Callable[[dict[str, Any]], bool]:
    return lambda answers: name not in answers["_known"]


async def _finish(turn: Turn, answers: dict[str, Any]) -> None:
    given = answers["_known"] | answers
    made = await trainings.create(
        turn.session,
        turn.person,
        kind=given["kind"],
        title=given["title"],
        html=given.get("html", ""),
        zone=turn.office.timezone.key,
        times=timetable.kept(given["when"]),
        seats=given["seats"],
        now=turn.now,
        contact_id=turn.person.id,
        **places.kept(given["where"]),
    )
    await offering.show(turn, str(made.id))


CREATING = Dialogue(
    "creating",
    _finish,
    [
        Question("kind", "one", choices=kinds, when=_unless_known("kind")),
        Question("title", check=a_title, when=_unless_known("title")),
        Question("when", check=timetable.a_timetable, when=_unless_known("when")),
        Question("where", check=places.a_place, when=_unless_known("where")),
        Question(
            "seats", "number", check=a_number, optional=True, skip="creating-no-limit", when=_unless_known("seats")
        ),
    ],
    summary=False,
    role="editor",
)
