"""How a training stands, for staff: who comes, who waits, who said nothing; as a message and as a table.

Names are shown where their reader chose to read names (handlers/doors.py); elsewhere the numbers are. From here it goes
on to single people (handlers/seating.py), to all of a group (handlers/contacting.py), to sheets on paper
(handlers/sheets.py), and after the beginning to who came (handlers/attending.py).
"""

import asyncio
from collections.abc import Sequence
from typing import Any, cast
from zoneinfo import ZoneInfo

from handlers import doors
from handlers.commands import command
from handlers.paging import paged
from handlers.trainings import dated, name_of
from locales import Words
from mailing.sheets import participants
from mailing.sheets.participants import Participant, ParticipantList, State
from mailing.sheets.table import XLSX
from mailing.turn import Button, Enclosure, Turn, action, short
from storage import trainings, turnout
from storage.people import Door
from storage.sign_ups import SignUp
from storage.trainings import Training
from storage.turnout import LiveList

LISTED, FEW_SILENT = 25, 5
"""So many people of each state stand in the message itself; the table has them all."""

SHOWN = ("seat", "offered", "waiting", "asked", "maybe", "no")
"""The states in the order in which they are listed; who cancelled, or was refused, stands in the table only."""


@command("turnout", role="editor")
async def everything(turn: Turn, rest: str) -> None:
    """What is on, and what ended lately, a button each."""
    await _list(turn, 0)


@action("turnout.list", role="editor")
async def list_(turn: Turn, argument: str) -> None:
    await _list(turn, int(argument or 0))


async def _list(turn: Turn, page: int) -> None:
    known = await trainings.looked_after(turn.session, turn.now)
    buttons = [Button(short(dated(turn.words, one)), f"turnout.show:{one.id}", plain=True) for one in known]
    key = "turnout-list" if known else "turnout-none"
    await turn.say(key, buttons=paged(buttons, page, "turnout.list:"), for_staff=True)


@action("turnout.show", role="editor")
async def show(turn: Turn, argument: str) -> None:
    """`argument` is "training", or "training.page of the buttons"."""
    number, _, page = argument.partition(".")
    training = await trainings.get(turn.session, int(number))
    found = await turnout.live_list(turn.session, training)
    buttons = paged(_verbs(turn, training), int(page or 0), f"turnout.show:{training.id}.")
    facts = {"title": training.title, "when": when(turn.words, training), **_counts(found)}
    if doors.may_read_here(turn):
        people = "\n\n".join(_people(turn.words, found))
        await turn.say("turnout-names", people=people, buttons=buttons, for_staff=True, **facts)
    else:
        by_name = Button("turnout-by-name", f"turnout.names:{training.id}")
        await turn.say("turnout-numbers", buttons=[by_name, *buttons], for_staff=True, **facts)


@action("turnout.names", role="editor")
async def names(turn: Turn, argument: str) -> None:
    """The same with names, where these may be read."""
    training = await trainings.get(turn.session, int(argument))
    found = await turnout.live_list(turn.session, training)
    await doors.confide(
        turn,
        "turnout-names",
        title=training.title,
        when=when(turn.words, training),
        people="\n\n".join(_people(turn.words, found)),
        buttons=paged(_verbs(turn, training), 0, f"turnout.show:{training.id}."),
        **_counts(found),
    )


@action("turnout.table", role="editor")
async def table(turn: Turn, argument: str) -> None:
    """Everybody, with what they answered, for a spreadsheet program."""
    training = await trainings.get(turn.session, int(argument))
    listed = _table(await turnout.live_list(turn.session, training))
    content = await asyncio.to_thread(participants.xlsx, listed, turn.words.language, ZoneInfo(training.zone))
    name = f"{turn.words.text('turnout-table-name')} {training.id}.xlsx"
    file = Enclosure("document", name, XLSX, len(content), content=content)
    await doors.confide(turn, "turnout-here-is-the-table", title=training.title, files=[file])


def when(say: Words, training: Training) -> str:
    """The beginning, by the clock on the wall there."""
    return say.when(training.starts_at, ZoneInfo(training.zone)) if training.starts_at else "–"


def called(say: Words, sign_up: SignUp) -> str:
    """Who signed up, and for which association: "Anna Kaya, Elternverein Hilden"."""
    return ", ".join([name_of(say, sign_up), *([sign_up.association.name] if sign_up.association else [])])


def show_button(training_id: int) -> Button:
    return Button("turnout-show", f"turnout.show:{training_id}")


def _verbs(turn: Turn, training: Training) -> list[Button]:
    """What can be done: after the beginning first of all who came."""
    always = ["seating.people", "seating.add", "contacting.whom", "sheets.signing", "turnout.table"]
    begun = training.starts_at is not None and training.starts_at <= turn.now
    verbs = ["attending.show", "sheets.ask", "feedback.read", *always] if begun else always
    buttons = [Button(f"turnout-do-{verb.replace('.', '-')}", f"{verb}:{training.id}") for verb in verbs]
    return [*buttons, Button("turnout-others", "turnout.list:0")]


def _counts(found: LiveList) -> dict[str, Any]:
    counts = found.counts
    return {
        "taken": counts.taken,
        "seats": counts.seats if counts.seats is not None else "–",
        "waiting": counts.waiting,
        "asked": counts.asked,
        "silent": len(found.silent),
    }


def _people(say: Words, found: LiveList) -> list[str]:
    """A paragraph for each state that somebody is in."""
    parts = []
    for state in SHOWN:
        of_them = [one for one in found.sign_ups if one.state == state]
        parts.append(_part(say, state, [_line(say, one) for one in of_them]))
    silent = [person.name or person.mail or f"Nr. {person.id}" for person in found.silent]
    parts.append(_part(say, "silent", silent, FEW_SILENT))
    return [part for part in parts if part]


def _part(say: Words, state: str, names: Sequence[str], shown: int = LISTED) -> str:
    if not names:
        return ""
    lines = [f"• {name}" for name in names[:shown]]
    if len(names) > shown:
        lines.append(say.text("turnout-more", number=len(names) - shown))
    return "\n".join([f"{say.text(f'sheets-state-{state}')}:", *lines])


def _line(say: Words, sign_up: SignUp) -> str:
    if sign_up.seats == 1:
        return called(say, sign_up)
    return say.text("turnout-several", name=called(say, sign_up), seats=sign_up.seats)


def _table(found: LiveList) -> ParticipantList:
    questions = found.training.questions
    signed = []
    for one in found.sign_ups:
        said = {answer.question_id: answer.value for answer in one.answers}
        person = one.person
        signed.append(
            Participant(
                (person.name or person.mail or "") if person else "",
                one.association.name if one.association else "",
                one.seats,
                cast("State", one.state),
                tuple(said.get(question.id, "") for question in questions),
                cast("Door", one.door),
                one.changed_at,
            )
        )
    nothing = ("",) * len(questions)
    silent = [Participant(person.name or person.mail or "", "", 1, "silent", nothing) for person in found.silent]
    return ParticipantList(found.training.title, (*signed, *silent), tuple(question.text for question in questions))
