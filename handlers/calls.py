"""«Call me»: for whoever would rather talk. Staff get a request with the number."""

from typing import Any

from handlers import dialogue, fields
from handlers import requests as desk
from handlers.dialogue import Dialogue, Question
from mailing.turn import Button, Turn, action
from storage import requests


@action("calls.ask")
async def ask(turn: Turn, argument: str) -> None:
    if await requests.waiting(turn.session, turn.person, "call"):
        await turn.say("calls-waiting", contact=turn.office.contact)
    elif turn.person.phone:
        await turn.say(
            "calls-confirm",
            phone=fields.shown_phone(turn.person.phone),
            buttons=[Button("calls-yes", "calls.send"), Button("calls-other-number", "calls.number")],
        )
    else:
        await number(turn, "")


@action("calls.number")
async def number(turn: Turn, argument: str) -> None:
    await dialogue.start(turn, DIALOGUE)


@action("calls.send")
async def send(turn: Turn, argument: str) -> None:
    if await requests.waiting(turn.session, turn.person, "call"):
        await turn.say("calls-waiting", contact=turn.office.contact)
        return
    if not turn.person.phone:
        await number(turn, "")
        return
    request = await requests.open_request(
        turn.session, "call", turn.person, channel=turn.channel, address=turn.address, now=turn.now
    )
    await desk.ask(turn, request)
    await turn.say("calls-promised", phone=fields.shown_phone(turn.person.phone), contact=turn.office.contact)


async def _finish(turn: Turn, answers: dict[str, Any]) -> None:
    turn.person.phone = answers["phone"]
    await send(turn, "")


DIALOGUE = Dialogue("call", _finish, [Question("phone", check=fields.a_phone_number)], summary=False)
