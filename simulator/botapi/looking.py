"""The methods that ask: for updates, chats, members and files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.botapi import files, members
from simulator.botapi.calls import Call
from simulator.botapi.chats import Chat
from simulator.botapi.refusal import Json, bad_request, forbidden

if TYPE_CHECKING:
    from simulator.botapi.world import World

_GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")


def delete_webhook(world: World, call: Call) -> bool:
    if call.params.get("drop_pending_updates"):
        world.updates.clear()
    return True


def get_webhook_info(world: World, call: Call) -> Json:
    return {"url": "", "has_custom_certificate": False, "pending_update_count": len(world.updates)}


def get_file(world: World, call: Call) -> Json:
    file = world.files.get(call.params["file_id"])
    if file.size > files.MAX_DOWNLOAD:
        raise bad_request("file is too big")
    return {**file.as_json(), "file_id": call.params["file_id"], "file_path": file.path}


def get_chat(world: World, call: Call) -> Json:
    chat = _readable(world, call)
    gifts = {"accepted_gift_types": dict.fromkeys(_GIFTS, False)}
    pinned = {"pinned_message": chat.pinned.raw} if chat.pinned else {}
    return {**chat.as_json(), "accent_color_id": 0, "max_reaction_count": 11, **gifts, **pinned}


def get_chat_member(world: World, call: Call) -> Json:
    chat, user_id = _readable(world, call), call.params["user_id"]
    if user_id == world.bot["id"]:
        return members.member(world.bot, chat.bot_status)
    person = next((person for person in world.people if person.id == user_id), None)
    if not person:
        raise bad_request("PARTICIPANT_ID_INVALID")
    return members.member(person.user, "member" if chat.person is person else chat.members.get(user_id, "left"))


def get_chat_administrators(world: World, call: Call) -> list[Json]:
    chat = _readable(world, call)
    if chat.person:
        raise bad_request("there are no administrators in the private chat")
    people = [(person.user, chat.members.get(person.id, "left")) for person in world.people]
    everybody = [*people, (world.bot, chat.bot_status)]
    return [members.member(user, status) for user, status in everybody if status in ("administrator", "creator")]


def leave_chat(world: World, call: Call) -> bool:
    chat = _readable(world, call)
    if chat.person:
        raise bad_request("chat member status can't be changed in private chats")
    members.bot_becomes(world, chat, "left", world.bot)
    return True


def _readable(world: World, call: Call) -> Chat:
    chat = world.find(call.params["chat_id"])
    if not chat.person and not chat.facts.get("username") and chat.bot_status in ("left", "kicked"):
        words = "was kicked from" if chat.bot_status == "kicked" else "is not a member of"
        raise forbidden(f"bot {words} the {chat.kind} chat")
    return chat


ANSWERS: dict[str, Any] = {
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "getFile": get_file,
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatAdministrators": get_chat_administrators,
    "leaveChat": leave_chat,
}
