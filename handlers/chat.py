"""The chat door: what python-telegram-bot hands over, and which function here it is meant for.

One group of handlers, all blocking, in this order: a command, a pressed button, a change of membership, and everything
else. What is no command and no button is, in this order: a reply to a message that asked something, a digit or the
words of a button of the newest list, a command in words, a code, an answer to the open dialogue, "Termine", a "ja 3" to
what is on, and otherwise a message for the office.
"""

from collections.abc import Sequence

from telegram import Update
from telegram.ext import (
    Application,
    BaseHandler,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    MessageHandler,
    filters,
)

from handlers import codes, dialogue, groups, membership, menu, office, own_words, replies
from handlers.commands import COMMANDS, run_command
from handlers.context import Context
from handlers.reading import is_group
from locales import LANGUAGES, words
from mailing import wording
from mailing.turn import Turn, act
from storage import prompts
from storage.refusals import NotAllowed, Refusal

IN_WORDS = ("stop", "help", "menu", "cancel")
BETWEEN_DIALOGUES = ("trainings",)
"""Words that may be the answer to a question, too."""

EXPLAINING = ("help", "language")
ENDING = ("cancel", "stop")


class OldButton(Refusal):
    """A number that no list of buttons in this chat offers."""


def handlers() -> list[BaseHandler]:  # type: ignore[type-arg]
    private = filters.ChatType.PRIVATE
    asked = private & ~filters.FORWARDED
    return [
        *(CommandHandler(name, on_command, filters=asked) for name, c in COMMANDS.items() if "chat" in c.doors),
        CallbackQueryHandler(on_button),
        ChatMemberHandler(on_membership, ChatMemberHandler.MY_CHAT_MEMBER),
        MessageHandler(private & ~filters.StatusUpdate.ALL, on_message),
        MessageHandler(filters.ChatType.GROUPS, on_group_message),
    ]


def install(application: Application) -> None:  # type: ignore[type-arg]
    for handler in handlers():
        application.add_handler(handler)


async def on_command(update: Update, context: Context) -> None:
    message = update.effective_message
    assert message
    assert message.text
    word, _, rest = message.text.partition(" ")
    await _command(context.turn, word[1:].partition("@")[0].lower(), rest.strip())


async def _command(turn: Turn, name: str, rest: str = "") -> None:
    """A command leaves the dialogue, and that is said; where it only explains, the open question comes once more."""
    if name not in EXPLAINING and await dialogue.leave(turn) and name not in ENDING:
        await turn.say("dialogue-cancelled")
    await run_command(turn, name, rest)
    if name in EXPLAINING:
        await dialogue.again(turn)


async def on_button(update: Update, context: Context) -> None:
    assert update.callback_query
    turn = context.turn
    if is_group(update) and not turn.person.role:
        raise NotAllowed
    await act(turn, update.callback_query.data or "")


async def on_membership(update: Update, context: Context) -> None:
    assert update.my_chat_member
    await membership.changed(context.turn, update.my_chat_member)


async def on_group_message(update: Update, context: Context) -> None:
    assert update.effective_message
    await groups.hear(context.turn, update.effective_message)


async def on_message(update: Update, context: Context) -> None:
    message = update.effective_message
    assert message
    replied = message.reply_to_message.message_id if message.reply_to_message else None
    await hear(context.turn, replied, forwarded=message.forward_origin is not None)


async def hear(turn: Turn, replied_to: int | None = None, *, forwarded: bool = False) -> None:
    """Something was typed or sent that is neither a command nor a button. What is forwarded somebody else said: it
    presses and asks nothing."""
    opened = await dialogue.current(turn)
    typed = "" if turn.said.files else turn.said.text.strip()
    own = "" if forwarded else typed
    if own.startswith("/"):
        await menu.show(turn)
    elif not (
        (replied_to is not None and await replies.to_message(turn, replied_to))
        or (own and await _answers_newest(turn, own))
        or (own and await _asks_in_words(turn, own, IN_WORDS))
        or (typed and await codes.typed(turn, typed))
        or (opened and await _answers_dialogue(turn, opened))
        or (own and not opened and await _asks_in_words(turn, own, BETWEEN_DIALOGUES))
        or (own and await own_words.in_own_words(turn))
    ):
        await office.offer(turn)


async def _answers_newest(turn: Turn, typed: str) -> bool:
    """A digit or label of the newest list of buttons."""
    newest = await prompts.newest(turn.session, turn.channel, turn.address)
    if newest is None:
        return False
    if await replies.press(turn, newest):
        return True
    if newest.choices and wording.digit(typed) is not None and await dialogue.current(turn) is None:
        raise OldButton(last=len(newest.choices))
    return False


async def _asks_in_words(turn: Turn, typed: str, names: Sequence[str]) -> bool:
    """A command without its stroke, in any of our languages: the notice says that «Stopp» ends everything."""
    for name in names:
        listed = [word for language in LANGUAGES for word in words(language).list(f"command-{name}")]
        if wording.is_one_of(typed, listed):
            await _command(turn, name)
            return True
    return False


async def _answers_dialogue(turn: Turn, opened: dialogue.Open) -> bool:
    """Voice, photo and the like never answer a question: they are offered to the office, the dialogue stays."""
    if turn.said.files and not dialogue.takes_files(opened):
        return False
    if not turn.said.text and not turn.said.files:
        return False
    await dialogue.hear(turn, opened)
    return True
