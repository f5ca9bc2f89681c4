"""How was it? Three taps and a sentence, asked once, a day after the end, of who may have been there."""

from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from handlers import dialogue, duties, fields
from handlers.dialogue import Dialogue, Question
from mailing.office import Office
from mailing.turn import Button, Turn, action, turn_for
from storage import attendance, figures, sign_ups, trainings
from storage.database import Sessions

VALUES = (1, 2, 3)
"""Good, all right, not good."""


async def ask_due(database: Sessions, now: datetime, office: Office) -> None:
    """For the clock."""
    async with database.read() as session:
        due = await attendance.due_to_ask(session, now)
    await duties.each(database, now, office, "feedback", due, partial(_ask, database, now, office))


async def _ask(database: Sessions, now: datetime, office: Office, number: int) -> None:
    async with database.write() as session:
        await ask(session, now, office, number)


async def ask(session: AsyncSession, now: datetime, office: Office, number: int) -> None:
    found = await attendance.ask(session, number, now)
    if found and found.person:
        buttons = [Button(f"feedback-{value}", f"feedback.say:{found.id}.{value}") for value in VALUES]
        turn = turn_for(session, now, office)
        await turn.tell(found.person, "feedback-how-was-it", title=found.training.title, buttons=buttons, quiet=True)


@action("feedback.read", role="editor")
async def read(turn: Turn, argument: str) -> None:
    """What people wrote, without names."""
    training = await trainings.get(turn.session, int(argument))
    found = await figures.sentences(turn.session, training.id)
    key = "feedback-too-few" if found is None else "feedback-sentences"
    lines = "\n".join(f"• {sentence}" for sentence in found or [])
    back = Button("turnout-show", f"turnout.show:{training.id}")
    await turn.say(
        key, title=training.title, fewest=figures.FEWEST, sentences=lines or "–", buttons=[back], for_staff=True
    )


@action("feedback.say")
async def say(turn: Turn, argument: str) -> None:
    """`argument` is "sign-up.value". It counts at once; then a sentence may follow."""
    number, value = map(int, argument.split("."))
    await attendance.feedback(turn.session, number, value, None, by=turn.person, now=turn.now)
    await dialogue.start(turn, DIALOGUE, {"_sign_up": number, "_value": value})


async def _finish(turn: Turn, answers: dict[str, Any]) -> None:
    if sentence := answers.get("sentence"):
        number, value = answers["_sign_up"], answers["_value"]
        await attendance.feedback(turn.session, number, value, sentence, by=turn.person, now=turn.now)
    found = await sign_ups.get(turn.session, answers["_sign_up"])
    await turn.say("feedback-thanks", title=found.training.title, contact=turn.office.contact)


DIALOGUE = Dialogue(
    "feedback", _finish, [Question("sentence", check=fields.a_line, optional=True)], summary=False
)  # fmt: skip
