"""Chats and their messages, as they look on a phone at this moment.

A message's `raw` is Telegram's JSON of it. It is never changed in place: an edit puts a new one there, so what was
handed out before (in an update, in an answer) stays what it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.bell import Bell
from simulator.botapi.files import StoredFile
from simulator.botapi.refusal import Json

if TYPE_CHECKING:
    from simulator.botapi.people import Person


@dataclass(frozen=True)
class Button:
    """A button under a message: what it says, and what it carries."""

    label: str
    data: str | None = None
    url: str | None = None


class Message:
    """One message in one chat."""

    def __init__(self, chat: Chat, raw: Json, files: Iterable[StoredFile], by_bot: bool) -> None:
        self.chat = chat
        self.raw = raw
        self.files = list(files)
        self.by_bot = by_bot
        self.former: list[Json] = []
        self.deleted = False

    @property
    def id(self) -> int:
        """Its number in its chat."""
        return int(self.raw["message_id"])

    @property
    def text(self) -> str:
        """What one reads: the text, or the caption of a photo or file."""
        return str(self.raw.get("text", self.raw.get("caption", "")))

    @property
    def entities(self) -> list[Json]:
        """The formatting, in UTF-16 units of `text`."""
        entities: list[Json] = self.raw.get("entities") or self.raw.get("caption_entities") or []
        return entities

    @property
    def rows(self) -> list[list[Button]]:
        """The buttons under it, row by row."""
        return buttons(self.raw)

    @property
    def buttons(self) -> list[Button]:
        """All buttons under it."""
        return [button for row in self.rows for button in row]

    @property
    def labels(self) -> list[str]:
        """What the buttons say."""
        return [button.label for button in self.buttons]

    @property
    def file(self) -> StoredFile | None:
        """The photo, document or sound in it."""
        return self.files[0] if self.files else None

    def __repr__(self) -> str:
        who = "bot" if self.by_bot else self.raw.get("from", {}).get("first_name", self.chat.name)
        kinds = "".join(f" <{file.kind} {file.name}>" for file in self.files)
        return f"#{self.id} {who}:{kinds} {self.text!r}" + "".join(f" [{label}]" for label in self.labels)


def buttons(raw: Json) -> list[list[Button]]:
    """The inline keyboard in a message's JSON."""
    rows = raw.get("reply_markup", {}).get("inline_keyboard", [])
    return [[Button(cell["text"], cell.get("callback_data"), cell.get("url")) for cell in row] for row in rows]


class Chat:
    """A private chat (`person` set), a group, a supergroup or a channel.

    `bot_status` and `members` hold what Telegram calls a member's status. `on_change` is told of every change.
    """

    def __init__(self, chat_id: int, kind: str, facts: Json, on_change: Callable[[Chat, Message | None], None]) -> None:
        self.id = chat_id
        self.kind = kind
        self.facts = facts
        self.person: Person | None = None
        self.bot_status = "left"
        self.members: dict[int, str] = {}
        self.migrated_to: int | None = None
        self.pinned: Message | None = None
        self.keyboard: list[list[Json]] = []
        self.action: str | None = None
        self.bell = Bell()
        self._on_change = on_change
        self._messages: dict[int, Message] = {}
        self._last_id = 0

    @property
    def name(self) -> str:
        """The title, or the person's name."""
        return str(self.facts.get("title") or self.facts.get("first_name", ""))

    @property
    def messages(self) -> list[Message]:
        """All messages that are still there, oldest first."""
        return list(self._messages.values())

    @property
    def from_bot(self) -> list[Message]:
        """The messages of the bot that are still there, oldest first."""
        return [message for message in self._messages.values() if message.by_bot]

    def as_json(self) -> Json:
        """https://core.telegram.org/bots/api#chat"""
        return {"id": self.id, "type": self.kind, **self.facts}

    def get(self, message_id: int) -> Message | None:
        """The message with this number, unless it was deleted."""
        return self._messages.get(message_id)

    def post(self, raw: Json, date: float, files: Iterable[StoredFile] = (), *, by_bot: bool = False) -> Message:
        """Add a message; number, date and chat are filled in."""
        self._last_id += 1
        complete = {"message_id": self._last_id, "date": int(date), "chat": self.as_json(), **raw}
        message = self._messages[self._last_id] = Message(self, complete, files, by_bot)
        if by_bot:
            self.action = None
        self.changed(message)
        return message

    def edit(self, message: Message, raw: Json) -> None:
        """Show a message differently."""
        message.former.append(message.raw)
        message.raw = raw
        self.changed(message)

    def delete(self, message: Message) -> None:
        """Take a message away."""
        message.deleted = True
        del self._messages[message.id]
        self.changed(message)

    def changed(self, message: Message | None = None) -> None:
        """Tell everybody who looks at this chat."""
        self.bell.ring()
        self._on_change(self, message)
