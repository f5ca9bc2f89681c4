"""The methods that change what was sent, and the answer to a pressed button."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.botapi.calls import Call
from simulator.botapi.chats import Message
from simulator.botapi.formatting import content
from simulator.botapi.refusal import Json, bad_request

if TYPE_CHECKING:
    from simulator.botapi.world import World

_DELETABLE = 48 * 3600  # seconds, https://core.telegram.org/bots/api#deletemessage
_ANSWERABLE = 900  # seconds; Telegram does not document the number
_SHOWN = ("text", "entities", "caption", "caption_entities", "reply_markup")


def edit_message_text(world: World, call: Call) -> Json:
    message = _own(world, call, "edit")
    if "text" not in message.raw:
        raise bad_request("there is no text in the message to edit")
    return _edit(world, message, call, content(call.params, "text"))


def edit_message_caption(world: World, call: Call) -> Json:
    message = _own(world, call, "edit")
    if not message.files:
        raise bad_request("there is no caption in the message to edit")
    return _edit(world, message, call, content(call.params, "caption"))


def edit_message_reply_markup(world: World, call: Call) -> Json:
    message = _own(world, call, "edit")
    words = {key: message.raw[key] for key in _SHOWN[:-1] if key in message.raw}
    return _edit(world, message, call, words)


def _edit(world: World, message: Message, call: Call, words: Json) -> Json:
    """Show these words and the buttons of the call; a call without buttons takes them away."""
    markup = call.params.get("reply_markup", {})
    shown = {**words, **({"reply_markup": markup} if markup.get("inline_keyboard") else {})}
    if shown == {key: message.raw[key] for key in _SHOWN if key in message.raw}:
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly the same "
            "as a current content and reply markup of the message"
        )
    kept = {key: value for key, value in message.raw.items() if key not in _SHOWN}
    message.chat.edit(message, {**kept, **shown, "edit_date": int(world.now())})
    return message.raw


def delete_message(world: World, call: Call) -> bool:
    message = _present(world, call, "delete")
    if world.now() - message.raw["date"] > _DELETABLE:
        raise bad_request("message can't be deleted for everyone")
    if not message.by_bot and message.chat.kind != "private" and message.chat.bot_status != "administrator":
        raise bad_request("message can't be deleted")
    message.chat.delete(message)
    return True


def pin_chat_message(world: World, call: Call) -> bool:
    message = _present(world, call, "pin")
    if message.chat.kind != "private" and message.chat.bot_status != "administrator":
        raise bad_request("not enough rights to manage pinned messages in the chat")
    message.chat.pinned = message
    message.chat.changed(message)
    return True


def answer_callback_query(world: World, call: Call) -> bool:
    press = world.presses.get(call.params["callback_query_id"])
    if not press or press.answer is not None or world.now() - press.date > _ANSWERABLE:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if len(call.params.get("text", "")) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    press.answer = {key: value for key, value in call.params.items() if key != "callback_query_id"}
    press.bell.ring()
    return True


def _present(world: World, call: Call, verb: str) -> Message:
    message = world.writable(call.params["chat_id"]).get(call.params["message_id"])
    if not message:
        raise bad_request(f"message to {verb} not found")
    return message


def _own(world: World, call: Call, verb: str) -> Message:
    message = _present(world, call, verb)
    if not message.by_bot or "forward_origin" in message.raw:
        raise bad_request("message can't be edited")
    return message


ANSWERS: dict[str, Any] = {
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "pinChatMessage": pin_chat_message,
    "answerCallbackQuery": answer_callback_query,
}
