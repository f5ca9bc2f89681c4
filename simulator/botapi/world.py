"""Everything the simulated messenger remembers: one bot, people, chats, files, pending updates.

Nothing here knows of HTTP. The methods of the Bot API change it on the bot's side, `Person` on the people's side.
"""

import asyncio
import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from simulator.bell import Bell
from simulator.botapi.chats import Chat, Message
from simulator.botapi.files import FileStore
from simulator.botapi.people import Person
from simulator.botapi.phone import Press
from simulator.botapi.profile import Profile
from simulator.botapi.refusal import Json, bad_request, forbidden
from simulator.botapi.updates import Updates
from simulator.record import Request

# Ids up to 52 bits are allowed (https://core.telegram.org/bots/api#user): everybody has one that 32 bits cannot hold.
_FIRST_PERSON = 2**52 - 1_000_000_000
_FIRST_GROUP = -4_000_000_001
_FIRST_SUPERGROUP = -1_002_000_000_001
_ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}


class Change(NamedTuple):
    """Something that looks different now: a message, or (None) the chat itself."""

    chat: Chat
    message: Message | None


class World:
    """One bot and the people around it. `now`: seconds since 1970; `privacy`: the bot's privacy mode in groups."""

    def __init__(self, username: str, token: str, privacy: bool, now: Callable[[], float]) -> None:
        self.now = now
        self.token = token
        self.privacy = privacy
        self.bot: Json = {"id": int(token.split(":")[0]), "is_bot": True, "first_name": "Netz", "username": username}
        self.profile = Profile()
        self.files = FileStore()
        self.updates = Updates(now)
        self.people: list[Person] = []
        self.chats: dict[int, Chat] = {}
        self.presses: dict[str, Press] = {}
        self.requests: list[Request] = []
        self.bell = Bell()
        self._listeners: set[asyncio.Queue[Change]] = set()
        self._people_ids = itertools.count(_FIRST_PERSON, 7919)
        self._group_ids = itertools.count(_FIRST_GROUP, -1)
        self._supergroup_ids = itertools.count(_FIRST_SUPERGROUP, -1)
        self._numbers = itertools.count(10**17 + 1)

    def person(self, name: str, language: str | None = "de", username: str | None = None) -> Person:
        """Somebody with a phone, who has not yet heard of the bot."""
        first, _, last = name.partition(" ")
        names = {"first_name": first, "last_name": last, "username": username}
        facts = {key: value for key, value in names.items() if value}
        chat = self._chat(next(self._people_ids), "private", facts)
        chat.person = Person(self, chat, language)
        self.people.append(chat.person)
        return chat.person

    def group(self, title: str, *members: Person, supergroup: bool = False) -> Chat:
        """A group of these people; the bot is not in it before somebody `adds_bot`."""
        kind, ids = ("supergroup", self._supergroup_ids) if supergroup else ("group", self._group_ids)
        chat = self._chat(next(ids), kind, {"title": title})
        chat.members = dict.fromkeys((person.id for person in members), "member")
        return chat

    def channel(self, name: str, *owners: Person, admin: bool = True) -> Chat:
        """A public channel, named `@like_this`, where the bot is an `admin`, or else not even a subscriber."""
        username = name.removeprefix("@")
        chat = self._chat(next(self._supergroup_ids), "channel", {"title": username, "username": username})
        chat.members = dict.fromkeys((person.id for person in owners), "creator")
        chat.bot_status = "administrator" if admin else "left"
        return chat

    def upgrade(self, group: Chat) -> Chat:
        """Move a group to a new id, as Telegram does when it becomes a supergroup; the new chat is returned."""
        new = self._chat(next(self._supergroup_ids), "supergroup", group.facts)
        new.members, new.bot_status, group.migrated_to = dict(group.members), group.bot_status, new.id
        for chat, service in ((group, {"migrate_to_chat_id": new.id}), (new, {"migrate_from_chat_id": group.id})):
            message = chat.post({"from": _ANONYMOUS, "sender_chat": chat.as_json(), **service}, self.now())
            self.show("message", message)
        return new

    def find(self, chat_id: int | str) -> Chat:
        """The chat with this id or public @name; `ApiRefusal` if the bot cannot know it."""
        if isinstance(chat_id, int):
            found = self.chats.get(chat_id)
        else:
            public = (chat for chat in self.chats.values() if chat.kind != "private")
            found = next(
                (chat for chat in public if chat_id.lower() == f"@{chat.facts.get('username', '')}".lower()), None
            )
        if not found:
            raise bad_request("chat not found")
        return found

    def writable(self, chat_id: int | str) -> Chat:
        """The chat, if the bot may write there now; else the `ApiRefusal` that Telegram gives."""
        chat = self.find(chat_id)
        if chat.migrated_to:
            raise bad_request("group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.migrated_to)
        if chat.person:
            chat.person.check_reachable()
        elif chat.bot_status == "kicked":
            raise forbidden(f"bot was kicked from the {chat.kind} chat")
        elif chat.bot_status == "left":
            raise forbidden(f"bot is not a member of the {chat.kind} chat")
        elif chat.kind == "channel" and chat.bot_status != "administrator":
            raise bad_request("need administrator rights in the channel chat")
        return chat

    def signature(self, chat: Chat) -> Json:
        """Who a message of the bot is from, as this chat shows it."""
        return {"sender_chat": chat.as_json()} if chat.kind == "channel" else {"from": self.bot}

    def show(self, kind: str, message: Message) -> None:
        """Give the bot an update about a message, if it can see it."""
        chat = message.chat
        if chat.kind == "channel":
            kind = kind.replace("message", "channel_post")
        if chat.kind == "private" or (chat.bot_status in ("member", "administrator") and self._may_read(message)):
            self.updates.add(kind, message.raw)

    def _may_read(self, message: Message) -> bool:
        """Privacy mode: https://core.telegram.org/bots/features#privacy-mode"""
        said = any(
            key in message.raw for key in ("text", "photo", "document", "voice", "contact", "location", "sticker")
        )
        to_bot = message.raw.get("reply_to_message", {}).get("from", {}).get("id") == self.bot["id"]
        admin = message.chat.bot_status == "administrator"
        return admin or not self.privacy or not said or to_bot or message.text.startswith("/")

    def number(self) -> str:
        """A new id for an album or a press of a button."""
        return str(next(self._numbers))

    def anonymous(self, chat: Chat) -> Json:
        """The sender of what an anonymous administrator writes in a group."""
        return {"from": _ANONYMOUS, "sender_chat": chat.as_json()}

    @contextmanager
    def changes(self) -> Iterator[asyncio.Queue[Change]]:
        """A queue that gets every change from now on: `with sim.changes() as queue: change = await queue.get()`."""
        queue: asyncio.Queue[Change] = asyncio.Queue()
        self._listeners.add(queue)
        try:
            yield queue
        finally:
            self._listeners.discard(queue)

    def _chat(self, chat_id: int, kind: str, facts: Json) -> Chat:
        chat = self.chats[chat_id] = Chat(chat_id, kind, facts, self._changed)
        return chat

    def _changed(self, chat: Chat, message: Message | None) -> None:
        for queue in self._listeners:
            queue.put_nowait(Change(chat, message))
