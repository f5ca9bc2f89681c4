"""The people's side: what somebody with a phone can do, and what they read on it.

Every verb is awaited and done when it returns: the update is in the bot's queue. What they see is in `phone.py`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from simulator.botapi import members
from simulator.botapi.chats import Button, Chat, Message, buttons
from simulator.botapi.files import StoredFile, media
from simulator.botapi.formatting import content
from simulator.botapi.phone import Phone, Press
from simulator.botapi.refusal import Json, forbidden

if TYPE_CHECKING:
    from simulator.botapi.world import World

_PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d4944415478da63f8cfc0f01f0005000201ff5b1c0a0000000049454e44ae426082"
)


class Person(Phone):
    """Somebody with a phone. `chat` is the private chat with the bot; messages to groups name theirs."""

    def __init__(self, world: World, chat: Chat, language: str | None) -> None:
        super().__init__(world, chat)
        self.id = chat.id
        self.language = language
        self.started = False
        self.blocked = False
        self.deleted = False

    @property
    def user(self) -> Json:
        """https://core.telegram.org/bots/api#user"""
        facts = {"first_name": ""} if self.deleted else self.chat.facts
        language = {"language_code": self.language} if self.language else {}
        return {"id": self.id, "is_bot": False, **facts, **language}

    def check_reachable(self) -> None:
        """Raise `ApiRefusal` if the bot may not write to this person."""
        if self.deleted:
            raise forbidden("user is deactivated")
        if not self.started:
            raise forbidden("bot can't initiate conversation with a user")
        if self.blocked:
            raise forbidden("bot was blocked by the user")

    async def says(
        self,
        text: str,
        *,
        parse_mode: str | None = None,
        chat: Chat | None = None,
        reply_to: Message | None = None,
        anonymous: bool = False,
    ) -> Message:
        """Write; `parse_mode="HTML"` to format it. `anonymous` as an administrator who speaks for the group."""
        return await self._sends(content({"text": text, "parse_mode": parse_mode}, "text"), chat, reply_to, anonymous)

    async def edits(self, message: Message, text: str) -> None:
        """Change what one wrote before."""
        name = "text" if "text" in message.raw else "caption"
        new = content({name: text}, name)
        message.chat.edit(message, {**_without_text(message.raw), **new, "edit_date": int(self.world.now())})
        self.world.show("edited_message", message)

    async def presses(self, message: Message, button: str, *, late: bool = False) -> Press:
        """Press the button with this label or data; `late`: one that an edit has just taken away."""
        raws = [message.raw, *reversed(message.former)] if late else [message.raw]
        found = _find([row for raw in raws for row in buttons(raw)], button)
        if not found or found.data is None:
            raise AssertionError(f"no button {button!r} to press under {message!r}")
        press = Press(self.world.number(), self.world.now())
        self.world.presses[press.id] = press
        query = {"id": press.id, "from": self.user, "message": message.raw, "data": found.data}
        self.world.updates.add("callback_query", {**query, "chat_instance": str(message.chat.id)})
        return press

    async def taps(self, label: str) -> Message:
        """Tap a key of the keyboard below the text field: it is said, or shares the phone number."""
        for key in (key for row in self.chat.keyboard for key in row if key["text"] == label):
            return await (self.sends_contact() if key.get("request_contact") else self.says(label))
        raise AssertionError(f"no key {label!r} on the keyboard {self.chat.keyboard}")

    async def follows(self, link: str, *, desktop: bool = False) -> Message:
        """Open a `t.me/…?start=…` link. Telegram Desktop drops the payload if one had started the bot before."""
        payload = parse_qs(urlsplit(link).query).get("start", [""])[0]
        if desktop and self.started:
            payload = ""
        return await self.says(f"/start {payload}".strip())

    async def sends_photo(
        self, data: bytes = _PIXEL, caption: str = "", *, chat: Chat | None = None, size: int | None = None
    ) -> Message:
        """Send a photo; `size` in bytes if it shall claim to be larger than its data."""
        return await self._sends_file(self.world.files.add("photo", "photo.jpg", data, size=size), caption, {}, chat)

    async def sends_document(
        self,
        name: str,
        data: bytes,
        caption: str = "",
        *,
        mime: str | None = None,
        chat: Chat | None = None,
        size: int | None = None,
    ) -> Message:
        """Send a file."""
        file = self.world.files.add("document", name, data, mime=mime, size=size)
        return await self._sends_file(file, caption, {}, chat)

    async def sends_voice(self, data: bytes = b"OggS", seconds: int = 3, *, chat: Chat | None = None) -> Message:
        """Send a voice message."""
        file = self.world.files.add("voice", "voice.ogg", data)
        return await self._sends_file(file, "", {"duration": seconds}, chat)

    async def sends_album(
        self, photos: Iterable[bytes], caption: str = "", *, chat: Chat | None = None
    ) -> list[Message]:
        """Send several photos as one album: several messages, the caption under the first."""
        together = {"media_group_id": self.world.number()}
        files = [self.world.files.add("photo", f"photo{number}.jpg", data) for number, data in enumerate(photos, 1)]
        captions = [caption] + [""] * len(files)
        return [
            await self._sends_file(file, words, {}, chat, together)
            for file, words in zip(files, captions, strict=False)
        ]

    async def sends_sticker(self, emoji: str = "👍") -> Message:
        """Send a sticker."""
        file = self.world.files.add("sticker", "sticker.webp", b"RIFF")
        return await self._sends(media(file, {"emoji": emoji}), None, files=[file])

    async def sends_contact(self, phone: str = "+4915550001234") -> Message:
        """Share one's own phone number."""
        contact = {"phone_number": phone, "first_name": self.user["first_name"], "user_id": self.id}
        return await self._sends({"contact": contact}, None)

    async def sends_location(self, latitude: float = 51.34, longitude: float = 7.04) -> Message:
        """Share a place, in degrees."""
        return await self._sends({"location": {"latitude": latitude, "longitude": longitude}}, None)

    async def blocks(self) -> None:
        """Block the bot."""
        self._set_blocked(True)

    async def unblocks(self) -> None:
        """Let the bot write again; /start does so, too."""
        self._set_blocked(False)

    async def deletes_account(self) -> None:
        """Leave the messenger; nobody tells the bot."""
        self.deleted = True
        self.chat.changed()

    async def adds_bot(self, chat: Chat, *, admin: bool = False) -> None:
        """Take the bot into a group or channel, or make the member an administrator."""
        members.bot_becomes(self.world, chat, "administrator" if admin else "member", self.user)

    async def removes_bot(self, chat: Chat) -> None:
        """Throw the bot out of a group or channel."""
        members.bot_becomes(self.world, chat, "kicked", self.user)

    async def joins(self, chat: Chat) -> None:
        """Become a member of a group."""
        members.person_becomes(self.world, chat, self, "member")

    async def leaves(self, chat: Chat) -> None:
        """Leave a group."""
        members.person_becomes(self.world, chat, self, "left")

    def _set_blocked(self, blocked: bool) -> None:
        if blocked == self.blocked:
            return
        self.blocked = blocked
        members.tell_private(self.world, self.chat, self.user, blocked)
        self.chat.changed()

    async def _sends_file(
        self, file: StoredFile, caption: str, facts: Json, chat: Chat | None, more: Json | None = None
    ) -> Message:
        fields = {**media(file, facts), **content({"caption": caption}, "caption"), **(more or {})}
        return await self._sends(fields, chat, files=[file])

    async def _sends(
        self,
        fields: Json,
        chat: Chat | None,
        reply_to: Message | None = None,
        anonymous: bool = False,
        files: Iterable[StoredFile] = (),
    ) -> Message:
        chat = chat or self.chat
        if chat is self.chat:
            self.started = True
            self._set_blocked(False)
        elif self.id not in chat.members:
            raise AssertionError(f"{self.chat.name} is not in {chat.name}")
        sender = self.world.anonymous(chat) if anonymous else {"from": self.user}
        if chat.kind == "channel":
            sender = {"sender_chat": chat.as_json()}
        reply = {"reply_to_message": reply_to.raw} if reply_to else {}
        message = chat.post({**sender, **reply, **fields}, self.world.now(), files)
        self.world.show("message", message)
        return message


def _find(rows: list[list[Button]], wanted: str) -> Button | None:
    present = [button for row in rows for button in row]
    return next((button for button in present if wanted in (button.label, button.data)), None)


def _without_text(raw: Json) -> Json:
    return {key: value for key, value in raw.items() if key not in ("text", "entities", "caption", "caption_entities")}
