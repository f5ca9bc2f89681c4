"""Groups: the one that an admin named the staff's, and all others, which the bot is not meant for.

In the staff's group it hears replies to what it asked there, and nothing else. The others are told once whom to write
to. Anonymous administrators are nobody: their words never come this far (handlers/reading.py).
"""

from telegram import Message

from handlers import replies
from handlers.commands import COMMANDS, run_command
from mailing.turn import GROUP, Turn
from storage import keys

NAMING = "staffgroup"


async def hear(turn: Turn, message: Message) -> None:
    """Something was said in a group."""
    word, _, rest = (message.text or "").partition(" ")
    if word.partition("@")[0] == f"/{NAMING}" and NAMING in COMMANDS:
        await run_command(turn, NAMING, rest.strip())
    elif not await _is_staff(turn):
        await greet(turn)
    elif message.migrate_to_chat_id:
        await keys.remember(turn.session, GROUP, str(message.migrate_to_chat_id))
    elif message.reply_to_message:
        await replies.to_message(turn, message.reply_to_message.message_id)


async def greet(turn: Turn) -> None:
    """Say once that this is not the place; the staff's group is."""
    if not await _is_staff(turn) and await keys.recall(turn.session, _told(turn)) is None:
        await keys.remember(turn.session, _told(turn), turn.now.isoformat())
        await turn.say("groups-not-here", contact=turn.office.contact)


async def forget(turn: Turn) -> None:
    """Thrown out: nothing is written there any more; if it comes back, it introduces itself again."""
    await keys.forget(turn.session, _told(turn))
    if await _is_staff(turn):
        await keys.forget(turn.session, GROUP)


async def _is_staff(turn: Turn) -> bool:
    return await keys.recall(turn.session, GROUP) == turn.address


def _told(turn: Turn) -> str:
    return f"told_group:{turn.address}"
