"""A code from one of our letters, typed into the chat at any time, in any spelling.

A code that was sent to whoever types it presses the first button of its letter; one that was sent to somebody else
brings up the question whether they are that person. A wrong code counts; after five nobody listens until tomorrow. The
wrong try is kept, which a refusal would undo: so the words are said, not raised.
"""

from handlers import dialogue, start
from mailing.turn import Turn, act, action
from storage import prompts
from storage.prompts import CodeUnknown, Prompt, TooManyTries
from storage.refusals import Refusal


@action("codes.ask")
async def ask(turn: Turn, argument: str) -> None:
    await turn.say("codes-ask", contact=turn.office.contact)


async def typed(turn: Turn, text: str) -> bool:
    """Whether the text was a code. What only looks like one answers an open dialogue instead."""
    code = prompts.read_code(text)
    if code is None:
        return False
    try:
        prompt = await prompts.find_code(turn.session, turn.person.id, code, turn.now)
    except (CodeUnknown, TooManyTries) as refusal:
        return await _wrong(turn, refusal)
    await _open(turn, prompt)
    return True


async def _wrong(turn: Turn, refusal: Refusal) -> bool:
    if isinstance(refusal, CodeUnknown):
        await prompts.wrong_try(turn.session, turn.person.id, turn.now)
    if await dialogue.current(turn):
        return False
    await turn.say(refusal.key, contact=turn.office.contact)
    return True


async def _open(turn: Turn, prompt: Prompt) -> None:
    if prompt.person_id != turn.person.id:
        await start.recognise(turn, prompt)
        return
    turn.prompt = prompts.check(prompt, turn.now)
    await prompts.use(turn.session, prompt, turn.now)
    await act(turn, prompt.choices[0][1])
    await dialogue.again(turn)
