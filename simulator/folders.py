"""The folders of one mailbox, on pymap's in-memory store.

Three habits of that store are not those of a real server, and are changed here: IDLE overlooks what came between two
commands; nobody else hears that a folder changed; and a mail is taken apart on arrival, which takes a quarter of a
minute for one of a hundred thousand parts. Mails are kept unopened: BODYSTRUCTURE therefore always says text/plain.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from pymap.backend.dict.mailbox import MailboxData, MailboxSet, Message
from pymap.concurrent import Event
from pymap.flags import FlagOp
from pymap.interfaces.message import CachedMessage
from pymap.mailbox import MailboxSnapshot
from pymap.mime import MessageContent
from pymap.parsing.message import AppendMessage
from pymap.parsing.specials import FetchRequirement, ObjectId
from pymap.parsing.specials.flag import Flag, Seen
from pymap.selected import SelectedMailbox

from simulator.letter import Letter


class Folder(MailboxData):
    """One folder; `changed` is called after every change in it."""

    def __init__(self, parent: "Folders") -> None:
        super().__init__(parent._content_cache, parent._thread_cache)
        self._changed = parent.changed

    async def append(self, append_msg: AppendMessage, *, recent: bool = False) -> Message:
        async with self.messages_lock.write_lock():
            self._max_uid += 1
            message = Message(
                self._max_uid,
                append_msg.when or datetime.now(UTC),
                append_msg.flag_set,
                email_id=ObjectId.random_email_id(),
                thread_id=ObjectId.random_thread_id(),
                recent=recent,
                content=_unopened(append_msg.literal),
            )
            self._messages[message.uid] = message
            self._mod_sequences.update([message.uid])
            self._updated.set()
        self._changed()
        return message

    async def copy(self, uid: int, destination: MailboxData, *, recent: bool = False) -> int | None:
        copied = await super().copy(uid, destination, recent=recent)
        self._changed()
        return copied

    async def move(self, uid: int, destination: MailboxData, *, recent: bool = False) -> int | None:
        moved = await super().move(uid, destination, recent=recent)
        self._changed()
        return moved

    async def update(self, uid: int, cached_msg: CachedMessage, flag_set: frozenset[Flag], mode: FlagOp) -> Message:
        message = await super().update(uid, cached_msg, flag_set, mode)
        self._changed()
        return message

    async def delete(self, uids: Iterable[int]) -> None:
        await super().delete(uids)
        self._changed()

    async def update_selected(self, selected: SelectedMailbox, *, wait_on: Event | None = None) -> SelectedMailbox:
        news = selected.mod_sequence != self._mod_sequences.highest
        waits = wait_on is not None and not wait_on.is_set() and not news
        return await super().update_selected(selected, wait_on=wait_on if waits else None)

    def renumber(self) -> None:
        """Take a new UIDVALIDITY, as after a restore from a backup."""
        while (fresh := MailboxSnapshot.new_uid_validity()) == self._uid_validity:
            pass
        self._uid_validity = fresh

    async def letters(self) -> list[Letter]:
        """The mails in this folder, oldest first."""
        return [await _letter(message) async for message in self.messages()]


class Folders(MailboxSet):
    """INBOX and what programs create beside it; `/` separates levels."""

    def __init__(self, changed: Callable[[], None]) -> None:
        super().__init__()
        self.changed = changed
        self._inbox = Folder(self)

    async def add_mailbox(self, name: str) -> ObjectId:
        if name in self._set:
            raise ValueError(name)
        self._set[name] = folder = Folder(self)
        self.changed()
        return folder.mailbox_id

    async def folder(self, name: str) -> Folder:
        """The folder of this name; KeyError when there is none."""
        folder = await self.get_mailbox(name)
        assert isinstance(folder, Folder)
        return folder

    @property
    def names(self) -> list[str]:
        return ["INBOX", *self._set]


def _unopened(raw: bytes) -> MessageContent:
    head, blank, _ = raw.partition(b"\r\n\r\n")
    cut = len(head) + len(blank)
    body = {"lines": [(cut, len(raw), len(raw))], "content_type": "text/plain", "nested": []}
    return MessageContent.from_json(raw, {"header": MessageContent.parse(raw[:cut]).header.json, "body": body})


async def _letter(message: Message) -> Letter:
    content = await message.load_content(FetchRequirement.CONTENT)
    return Letter(bytes(content), message.internal_date, seen=Seen in message.permanent_flags)
