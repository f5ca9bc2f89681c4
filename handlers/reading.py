"""Reading a Telegram update: who speaks in which chat, and what they say, as a turn needs it."""

from typing import Any

from telegram import Message, Update

from mailing import formatting
from mailing.letters.charsets import visible
from mailing.turn import Enclosure, Said


def said(message: Message | None) -> Said:
    """Text in canonical form, and whatever was sent beside it."""
    if message is None:
        return Said()
    text, entities = message.text or message.caption or "", message.entities or message.caption_entities or ()
    if message.location:
        place = f"https://www.openstreetmap.org/?mlat={message.location.latitude}&mlon={message.location.longitude}"
        text = f"{text}\n{place}".strip()
    if message.contact:
        text = f"{message.contact.first_name} {message.contact.last_name or ''} {message.contact.phone_number}".strip()
    html = formatting.from_chat(text, [entity.to_dict() for entity in entities])
    return Said(text=visible(text), html=html, files=tuple(_files(message)))


def _files(message: Message) -> list[Enclosure]:
    if message.photo:
        largest = message.photo[-1]
        return [Enclosure("photo", "photo.jpg", "image/jpeg", largest.file_size or 0, largest.file_id)]
    for kind, usual, ending in (
        ("document", "application/octet-stream", "bin"),
        ("voice", "audio/ogg", "ogg"),
        ("audio", "audio/mpeg", "mp3"),
        ("video", "video/mp4", "mp4"),
        ("video_note", "video/mp4", "mp4"),
        ("animation", "video/mp4", "mp4"),
        ("sticker", "image/webp", "webp"),
    ):
        found = getattr(message, kind)
        if found and not (kind == "document" and message.animation):
            name = visible(getattr(found, "file_name", None) or f"{kind}.{ending}")
            mime = visible(getattr(found, "mime_type", None) or usual)
            return [Enclosure(kind, name, mime, found.file_size or 0, found.file_id)]
    return []


def ends_it(raw: dict[str, Any]) -> bool:
    """Whether an update is the command that ends everything, which nobody may be kept from."""
    return str((raw.get("message") or {}).get("text", "")).split("@")[0].strip().lower() == "/stop"


def chat_id(update: Update) -> str | None:
    return str(update.effective_chat.id) if update.effective_chat else None


def is_group(update: Update) -> bool:
    return update.effective_chat is not None and update.effective_chat.type != "private"


def speaker(update: Update) -> tuple[str, str, str | None] | None:
    """The user's id, name and language; None for an anonymous administrator or a channel, who are nobody."""
    message = update.message
    user = update.effective_user
    if user is None or user.is_bot or (message and message.sender_chat):
        return None
    return str(user.id), visible(user.full_name), user.language_code
