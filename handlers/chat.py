"""The chat door: what python-telegram-bot hands over, and which function here it is meant for.

One group of handlers, all blocking, in this order: a command, a pressed button, a change of membership, and everything
else. What is no command and no button is, in this order: an answer to the open dialogue, a reply to a message that
asked something, a digit or the words of a button of the newest list, a code, and otherwise a message for the office.
"""

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

from handlers import codes, dialogue, groups, membership, office
from handlers.commands import COMMANDS, run_command
from handlers.context import Context
from mailing import wording
from mailing.turn import Turn, act
from storage import outbox, prompts
from storage.refusals import Refusal


class OldButton(Refusal):
    """A number that no list of buttons in this chat offers."""


def handlers() -> list[BaseHandler]:  # type: ignore[type-arg]
    private = filters.ChatType.PRIVATE
    return [
        *(CommandHandler(name, on_command, filters=private) for name, c in COMMANDS.items() if "chat" in c.doors),
        CallbackQueryHandler(on_button),
        ChatMemberHandler(on_membership, ChatMemberHandler.MY_CHAT_MEMBER),
        MessageHandler(private, on_message),
        MessageHandler(filters.ChatType.GROUPS, on_group_message),
    ]


def install(application: Application) -> None:  # type: ignore[type-arg]
    for handler in handlers():
        application.add_handler(handler)


async def on_command(update: Update, context: Context) -> None:
    """Any command leaves the dialogue."""
    message = update.effective_message
    assert message
    assert message.text
    word, _, rest = message.text.partition(" ")
    await dialogue.leave(context.turn)
    await run_command(context.turn, word[1:].partition("@")[0].lower(), rest.strip())


async def on_button(update: Update, context: Context) -> None:
    assert update.callback_query
    await act(context.turn, update.callback_query.data or "")


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
    await hear(context.turn, replied)


async def hear(turn: Turn, replied_to: int | None = None) -> None:
    """Something was typed or sent that is neither a command nor a button."""
    opened = await dialogue.current(turn)
    typed = turn.said.text.strip()
    if (
        await _answers_prompt(turn, replied_to, typed)
        or (opened and await _answers_dialogue(turn, opened))
        or (typed and not turn.said.files and await codes.typed(turn, typed))
    ):
        return
    await office.offer(turn)


async def _answers_dialogue(turn: Turn, opened: dialogue.Open) -> bool:
    """Voice, photo and the like never answer a question: they are offered to the office, the dialogue stays."""
    if turn.said.files and not dialogue.takes_files(opened):
        return False
    if not turn.said.text and not turn.said.files:
        return False
    await dialogue.hear(turn, opened)
    return True


async def _answers_prompt(turn: Turn, replied_to: int | None, typed: str) -> bool:
    """A reply to a message that asked something, or a digit or label of the newest list of buttons."""
    if replied_to is not None:
        row = await outbox.by_chat_message(turn.session, turn.address, replied_to)
        prompt = await turn.session.get(prompts.Prompt, row.prompt_id) if row and row.prompt_id else None
        if prompt and await _press(turn, prompt, typed):
            return True
        if prompt and prompt.reply and not prompt.reply.startswith("dialogue."):
            turn.prompt = prompts.check(prompt, turn.now)
            await act(turn, prompt.reply)
            return True
    newest = await prompts.newest(turn.session, turn.channel, turn.address)
    if newest is None or not typed or turn.said.files:
        return False
    if await _press(turn, newest, typed):
        return True
    if newest.choices and wording.digit(typed) is not None and await dialogue.current(turn) is None:
        raise OldButton(last=len(newest.choices))
    return False


async def _press(turn: Turn, prompt: prompts.Prompt, typed: str) -> bool:
    chosen = wording.choice(typed, [label for label, _ in prompt.choices])
    if chosen is None:
        return False
    turn.prompt = prompts.check(prompt, turn.now)
    await prompts.use(turn.session, prompt, turn.now)
    await act(turn, prompt.choices[chosen][1])
    return True
