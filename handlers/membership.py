"""Chats that the bot gets into, or is thrown out of.

A person who blocks it pauses the chat, whatever they agreed to stays; when they come back, it goes on. A group that it
is not meant for is told so, once.
"""

from telegram import ChatMember, ChatMemberUpdated
from telegram.constants import ChatType

from handlers import groups
from mailing.turn import Turn
from storage import people

GONE = (ChatMember.LEFT, ChatMember.BANNED)


async def changed(turn: Turn, change: ChatMemberUpdated) -> None:
    gone = change.new_chat_member.status in GONE
    if change.chat.type == ChatType.PRIVATE:
        await (_pause(turn) if gone else people.resume(turn.session, "telegram", turn.address))
    elif change.chat.type in (ChatType.GROUP, ChatType.SUPERGROUP):
        await (groups.forget(turn) if gone else groups.greet(turn))


async def _pause(turn: Turn) -> None:
    await people.pause(turn.session, "telegram", turn.address, "blocked", turn.now)
