"""Answering what people ask: by replying to the letter, or to the message in the chat, or by a button there.

The answer goes back where the person asked, in the same thread; what they reply to it comes back to staff as a new
question. An answer closes the question for the others; whoever gave it may add to it.
"""

from typing import Any

from markupsafe import Markup

from handlers import dialogue
from handlers.dialogue import Dialogue, Question
from handlers.requests import find, question, tell_asker, tell_the_others
from mailing.turn import Enclosure, Turn, action
from storage import requests
from storage.requests import Request


@action("requests.answer", role="editor")
async def answer(turn: Turn, argument: str) -> None:
    """A member of staff replied to the request."""
    files = [file.as_json() for file in turn.said.files]
    await _send_answer(turn, await find(turn, argument), turn.said.html, files)


@action("requests.write", role="editor")
async def write(turn: Turn, argument: str) -> None:
    """In a chat: a button that asks for the answer."""
    request = await find(turn, argument)
    await dialogue.start(turn, ANSWERING, {"_request": request.id})


@action("requests.more")
async def more(turn: Turn, argument: str) -> None:
    """The person replied to an answer: that is a new question, in the same conversation."""
    await question(turn)


async def _send_answer(turn: Turn, request: Request, html: str, files: list[dict[str, Any]]) -> None:
    """To where the person asked, in the same thread. An answer closes a question; who answered may add to it."""
    if request.kind in ("question", "call") and (request.state == "open" or request.decided_by_id != turn.person.id):
        await requests.decide(turn.session, request, turn.person, "answered", turn.now)
        await tell_the_others(turn, request)
    await tell_asker(
        turn,
        request,
        "requests-answer",
        text=Markup(html),
        files=[Enclosure.from_json(file) for file in files],
        reply=f"requests.more:{request.id}",
        name=turn.person.name,
        list=turn.office.list_name,
    )
    await turn.say("requests-answer-sent", name=request.person.name if request.person else "")


async def _finish_answering(turn: Turn, answers: dict[str, Any]) -> None:
    request = await find(turn, str(answers["_request"]))
    await _send_answer(turn, request, answers["text"]["html"], answers["text"]["files"])


ANSWERING = Dialogue("answering", _finish_answering, [Question("text", kind="message")], summary=False, role="editor")
