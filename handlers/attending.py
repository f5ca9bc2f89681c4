"""Who came: names ticked off, or the numbers of the signed list, "1 3 5-8".

Each line of the list is a button, on one page, so that the number of a button is the number of the line: a digit alone
means the same line as on paper. Whoever cancelled keeps an empty line. What is said as numbers is complete: all others
did not come: "1-12" is everybody.
"""

from collections.abc import Sequence
from typing import Any

from handlers import dialogue, doors, turnout
from handlers.dialogue import Choice, Dialogue, Question
from handlers.trainings import name_of
from locales import Words
from mailing.sheets import signing
from mailing.turn import Button, Turn, action
from storage import attendance, trainings
from storage.attendance import Line

LINES = 90
"""So many buttons: a message has at most 100 (Bot API), and some are needed to go on. Of more the numbers are typed."""

NOBODY = "–"


@action("attending.show", role="editor")
async def show(turn: Turn, argument: str) -> None:
    """The list, with ticks for whoever is recorded already."""
    training = await trainings.get(turn.session, int(argument))
    lines = await attendance.sheet(turn.session, training)
    if not lines:
        await turn.say("attending-nobody", title=training.title, buttons=[turnout.show_button(training.id)])
    elif not await doors.goes_on_by_mail(turn, Button("turnout-do-attending-show", f"attending.show:{training.id}")):
        came = [str(line.number) for line in lines if line.participant.attended]
        await dialogue.start(turn, DIALOGUE, {"_training": training.id, "came": came}, at="came")


async def _say(turn: Turn, training: trainings.Training, lines: Sequence[Line]) -> None:
    came = sum(line.participant.attended is True for line in lines)
    await turn.say(
        "attending-recorded",
        title=training.title,
        came=came,
        missing=len(lines) - came,
        buttons=[
            Button("turnout-do-sheets-ask", f"sheets.ask:{training.id}"),
            Button("attending-change", f"attending.show:{training.id}"),
            turnout.show_button(training.id),
        ],
        for_staff=True,
    )


def on_line(say: Words, line: Line) -> str:
    """The name on a line of the list: of a companion without one, whom they come with."""
    return line.name or say.text("attending-with", name=name_of(say, line.sign_up))


async def _lines(turn: Turn, answers: dict[str, Any]) -> list[Choice]:
    training = await trainings.get(turn.session, answers["_training"])
    names = {line.number: on_line(turn.words, line) for line in await attendance.sheet(turn.session, training)}
    return [Choice(str(number), names.get(number, NOBODY)) for number in range(1, max(names, default=0) + 1)]


async def _numbers(turn: Turn, text: str) -> list[str]:
    """Raises `NotOnTheSheet`."""
    opened = await dialogue.current(turn)
    rows = len(await _lines(turn, opened.answers)) if opened else 0
    return [str(number) for number in sorted(signing.read_digits(text, rows))]


async def _facts(turn: Turn, answers: dict[str, Any]) -> dict[str, Any]:
    training = await trainings.get(turn.session, answers["_training"])
    return {"title": training.title, "door": "chat" if turn.channel == "telegram" else "mail"}


async def _finish(turn: Turn, answers: dict[str, Any]) -> None:
    training = await trainings.get(turn.session, answers["_training"])
    came = [int(number) for number in answers["came"]]
    lines = await attendance.record_signed(turn.session, training, came, by=turn.person, now=turn.now)
    await _say(turn, training, lines)


DIALOGUE = Dialogue(
    "attending",
    _finish,
    [Question("came", kind="several", choices=_lines, check=_numbers, page=LINES)],
    summary=False,
    role="editor",
    facts=_facts,
)
