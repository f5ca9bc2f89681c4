"""The methods by which the bot writes: texts, files, albums, copies."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from simulator.botapi import files
from simulator.botapi.calls import Call
from simulator.botapi.chats import Chat, Message
from simulator.botapi.formatting import content
from simulator.botapi.refusal import ApiRefusal, Json, bad_request

if TYPE_CHECKING:
    from simulator.botapi.world import World

_FACTS = ("duration", "performer", "title", "width", "height")
_MEDIA = ("photo", "document", "voice", "audio", "video", "sticker")
_COPIED = ("text", "entities", "caption", "caption_entities", *_MEDIA, "contact", "location")
_ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)


def send_message(world: World, call: Call) -> Json:
    return _post(world, call, content(call.params, "text")).raw


def send_file(world: World, call: Call) -> Json:
    """sendPhoto, sendDocument, sendVoice, sendAudio, sendVideo and sendSticker."""
    kind = call.method.removeprefix("send").lower()
    file = _file(world, call, kind, call.params.get(kind, f"attach://{kind}"))
    fields = {**files.media(file, _facts(call.params)), **content(call.params, "caption")}
    return _post(world, call, fields, [file]).raw


def send_media_group(world: World, call: Call) -> list[Json]:
    items = call.params["media"]
    if not 2 <= len(items) <= 10:
        raise bad_request("media group must include 2-10 items")
    kinds = {item["type"] for item in items}
    if len(kinds) > 1 and kinds & {"document", "audio"}:
        raise bad_request("can't use the media of the specified type in the album")
    together = {"media_group_id": world.number()}
    ready = [(item, _file(world, call, item["type"], item["media"]), content(item, "caption")) for item in items]
    return [
        _post(world, call, {**files.media(file, _facts(item)), **words, **together}, [file]).raw
        for item, file, words in ready
    ]


def copy_message(world: World, call: Call) -> Json:
    source = _source(world, call, "copy")
    fields = _copied(source)
    if "caption" in call.params:
        fields = {key: value for key, value in fields.items() if not key.startswith("caption")}
        fields |= content(call.params, "caption")
    return {"message_id": _post(world, call, fields, source.files).id}


def forward_message(world: World, call: Call) -> Json:
    source = _source(world, call, "forward")
    origin: Json = {"date": source.raw["date"]}
    if "from" in source.raw:
        origin |= {"type": "user", "sender_user": source.raw["from"]}
    else:
        origin |= {"type": "channel", "chat": source.chat.as_json(), "message_id": source.id}
    return _post(world, call, {**_copied(source), "forward_origin": origin}, source.files).raw


def send_chat_action(world: World, call: Call) -> bool:
    if call.params["action"] not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = world.writable(call.params["chat_id"])
    chat.action = call.params["action"]
    chat.changed()
    return True


def _post(world: World, call: Call, fields: Json, stored: Iterable[files.StoredFile] = ()) -> Message:
    chat = world.writable(call.params["chat_id"])
    markup = call.params.get("reply_markup", {})
    extra: Json = {"reply_markup": markup} if markup.get("inline_keyboard") else {}
    if call.params.get("protect_content"):
        extra["has_protected_content"] = True
    raw = {**world.signature(chat), **_reply(chat, call.params.get("reply_parameters")), **fields, **extra}
    if "keyboard" in markup or "remove_keyboard" in markup:
        chat.keyboard = markup.get("keyboard", [])
    return chat.post(raw, world.now(), stored, by_bot=True)


def _reply(chat: Chat, reply: Json | None) -> Json:
    answered = chat.get(reply["message_id"]) if reply else None
    if reply and not answered and not reply.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    if not answered:
        return {}
    return {"reply_to_message": {key: value for key, value in answered.raw.items() if key != "reply_to_message"}}


def _facts(params: Json) -> Json:
    return {key: params[key] for key in _FACTS if key in params}


def _file(world: World, call: Call, kind: str, reference: str) -> files.StoredFile:
    """The file that a reference means: an uploaded part, or one that is stored already and of the same kind."""
    if not reference.startswith("attach://"):
        file = world.files.get(reference)
        if file.kind != kind:
            raise bad_request(f"can't use file of type {file.kind.capitalize()} as {kind.capitalize()}")
        return file
    upload = call.uploads[reference.removeprefix("attach://")]
    if not upload.data:
        raise bad_request("file must be non-empty")
    if kind == "photo" and len(upload.data) > files.MAX_PHOTO:
        raise ApiRefusal(413, "Request Entity Too Large")
    return world.files.add(kind, upload.filename, upload.data, mime=None if kind == "photo" else upload.mime)


def _source(world: World, call: Call, verb: str) -> Message:
    message = world.find(call.params["from_chat_id"]).get(call.params["message_id"])
    if not message:
        raise bad_request(f"message to {verb} not found")
    if message.raw.get("has_protected_content") or not any(key in message.raw for key in _COPIED):
        raise bad_request("message can't be copied" if verb == "copy" else "message can't be forwarded")
    return message


def _copied(source: Message) -> Json:
    return {key: source.raw[key] for key in _COPIED if key in source.raw}


ANSWERS: dict[str, Any] = {
    "sendMessage": send_message,
    **{f"send{kind.capitalize()}": send_file for kind in _MEDIA},
    "sendMediaGroup": send_media_group,
    "copyMessage": copy_message,
    "forwardMessage": forward_message,
    "sendChatAction": send_chat_action,
}
