"""Typing instead of pressing: a digit, a button's words, or a reply to the message that asked."""

from handlers import dialogue, own_words
from mailing import wording
from mailing.turn import Turn, act
from storage import outbox, prompts
from storage.prompts import Prompt


async def to_message(turn: Turn, message_id: int) -> bool:
    """Whether what was said replies to one of our messages in this chat that asked something, and so answers it; also
    to the announcement of a training."""
    row = await outbox.by_chat_message(turn.session, turn.address, message_id)
    if row and row.announcement_id:
        return await own_words.to_announcement(turn, row.announcement_id)
    prompt = await prompts.get(turn.session, row.prompt_id) if row and row.prompt_id else None
    if prompt is None:
        return False
    if await press(turn, prompt):
        return True
    if not prompt.reply or prompt.reply.startswith("dialogue."):
        return False
    turn.prompt = prompts.check(prompt, turn.now)
    await act(turn, prompt.reply)
    return True


async def press(turn: Turn, prompt: Prompt) -> bool:
    """Press the button whose digit or words were typed."""
    if turn.said.files or dialogue.is_number(prompt, turn.said.text):
        return False
    chosen = wording.choice(turn.said.text.strip(), [label for label, _ in prompt.choices])
    if chosen is None:
        return False
    turn.prompt = prompts.check(prompt, turn.now)
    await prompts.use(turn.session, prompt, turn.now)
    await act(turn, prompt.choices[chosen][1])
    return True
