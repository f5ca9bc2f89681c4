"""What is no command and no answer reaches a person: "An Frau … schicken?"

Whatever somebody typed or sent is kept as a draft before they are asked, so that a crash loses nothing. Several
messages in a row become one draft with one question, which is edited while they keep coming. An open dialogue waits:
after the yes, or the no, its question is asked once more.
"""

from datetime import timedelta

from handlers import dialogue, menu
from handlers import requests as desk
from mailing.turn import Button, Turn, action
from storage import outbox, requests
from storage.outbox import Outgoing
from storage.requests import Request

IN_A_ROW = timedelta(minutes=1)
"""Within this time a further message changes the question that is on the screen already."""

CANNOT_HEAR = ("voice", "audio")


async def offer(turn: Turn) -> None:
    """Keep what was said, and ask whether to send it to the office."""
    if not turn.said.text and not turn.said.files:
        await turn.say("office-cannot-pass-on", contact=turn.office.contact)
        return
    files = [file.as_json() for file in turn.said.files]
    draft = await requests.collect(
        turn.session,
        turn.person,
        turn.said.html,
        files,
        channel=turn.channel,
        address=turn.address,
        now=turn.now,
    )
    turn.pressed = await _asked_just_now(turn, draft)
    row = await turn.say(
        "office-offer",
        edit=turn.pressed is not None,
        way="heard" if any(file.kind in CANNOT_HEAR for file in turn.said.files) else "read",
        number=(draft.said or {})["number"],
        name=turn.office.contact_person,
        buttons=[
            Button("office-send", f"office.send:{draft.id}"),
            Button("office-discard", f"office.discard:{draft.id}"),
        ],
    )
    await requests.remember_offer(turn.session, draft, row.edit_of or row.id)


async def _asked_just_now(turn: Turn, draft: Request) -> Outgoing | None:
    """The question about this draft, if it is so fresh that it is still on the screen."""
    number = (draft.said or {}).get("offer")
    row = await outbox.get(turn.session, number) if number else None
    return row if row and row.queued_at > turn.now - IN_A_ROW else None


@action("office.send")
async def send(turn: Turn, argument: str) -> None:
    draft = await requests.draft(turn.session, turn.person, int(argument))
    await requests.send(turn.session, draft, turn.now)
    await desk.ask(turn, draft)
    await turn.say("office-sent", edit=True, name=turn.office.contact_person, contact=turn.office.contact)
    await dialogue.again(turn)


@action("office.discard")
async def discard(turn: Turn, argument: str) -> None:
    draft = await requests.draft(turn.session, turn.person, int(argument))
    await requests.discard(turn.session, draft)
    await turn.say("office-discarded", edit=True)
    if await dialogue.current(turn):
        await dialogue.again(turn)
    else:
        await menu.show(turn)


@action("office.write")
async def write(turn: Turn, argument: str) -> None:
    """From the menu: nothing to press, just write."""
    await turn.say("office-write", name=turn.office.contact_person, contact=turn.office.contact)
