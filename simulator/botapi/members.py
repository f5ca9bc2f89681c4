"""Who is in a group or channel, and the updates that tell the bot of a change.

https://core.telegram.org/bots/api#chatmemberupdated; in private chats only blocking and unblocking are told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.botapi.chats import Chat
from simulator.botapi.refusal import Json

if TYPE_CHECKING:
    from simulator.botapi.people import Person
    from simulator.botapi.world import World

_RIGHTS = (
    "can_be_edited",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_post_messages",
    "can_edit_messages",
    "can_pin_messages",
)


def member(user: Json, status: str) -> Json:
    """https://core.telegram.org/bots/api#chatmember"""
    facts: Json = {"status": status, "user": user}
    if status == "kicked":
        facts["until_date"] = 0
    if status in ("administrator", "creator"):
        facts["is_anonymous"] = False
    if status == "administrator":
        facts |= dict.fromkeys(_RIGHTS, True)
    return facts


def tell_private(world: World, chat: Chat, user: Json, blocked: bool) -> None:
    """A person has blocked or unblocked the bot."""
    old, new = ("member", "kicked") if blocked else ("kicked", "member")
    _tell(world, "my_chat_member", chat, user, world.bot, old, new)


def bot_becomes(world: World, chat: Chat, status: str, by: Json) -> None:
    """The bot was taken in, promoted or thrown out by somebody, or left by itself."""
    old, chat.bot_status = chat.bot_status, status
    _tell(world, "my_chat_member", chat, by, world.bot, old, status)
    if chat.kind != "channel" and "administrator" not in (old, status):
        _announce(world, chat, by, world.bot, status)


def person_becomes(world: World, chat: Chat, person: Person, status: str) -> None:
    """Somebody joined or left; only an administrator is told by `chat_member`, and only if it asked for that."""
    old = chat.members.pop(person.id, "left")
    if status != "left":
        chat.members[person.id] = status
    if chat.bot_status == "administrator":
        _tell(world, "chat_member", chat, person.user, person.user, old, status)
    _announce(world, chat, person.user, person.user, status)


def _tell(world: World, kind: str, chat: Chat, by: Json, user: Json, old: str, new: str) -> None:
    body = {"chat": chat.as_json(), "from": by, "date": int(world.now())}
    world.updates.add(kind, {**body, "old_chat_member": member(user, old), "new_chat_member": member(user, new)})


def _announce(world: World, chat: Chat, by: Json, user: Json, status: str) -> None:
    """The line in the group: "… joined", "… left"."""
    service = {"new_chat_members": [user]} if status == "member" else {"left_chat_member": user}
    world.show("message", chat.post({"from": by, **service}, world.now()))
