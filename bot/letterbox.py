"""The letterbox: keeps what the mailbox fetched, before the next letter is asked for.

A letter becomes a row of the inbox under (UIDVALIDITY, UID), keyed by its sender, so that one sender's letters are
carried out in order. The mark of where to read on is kept beside them.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from email.parser import BytesHeaderParser

from sqlalchemy.exc import DBAPIError

from mailing.clock import Clock
from mailing.imap import Fetched, Watermark
from mailing.letters.headers import Headers
from storage import inbox, keys
from storage.database import Sessions
from storage.inbox import Place

log = logging.getLogger(__name__)

MARK = "imap_mark"
HEADERS_AT_MOST = 64 * 1024


class Letterbox:
    """The keeper of mailing/imap.py. `stored` is called after a letter was committed, with its place if it is new."""

    def __init__(self, database: Sessions, clock: Clock, stored: Callable[[Sequence[Place]], None]) -> None:
        self._database, self._clock, self._stored = database, clock, stored
        self._notes: set[asyncio.Task[None]] = set()

    async def mark(self) -> Watermark | None:
        """Where to read on; None before the first start."""
        async with self._database.read() as session:
            kept = await keys.recall(session, MARK)
        return Watermark(*map(int, kept.split(":"))) if kept else None

    async def store(self, letter: Fetched) -> None:
        now = self._clock.now()
        row: dict[str, object] = {
            "source": "mail",
            "external_id": f"{letter.uidvalidity}:{letter.uid}",
            "key": f"mail:{_sender(letter.raw)}",
            "payload": letter.raw,
        }
        async with self._database.write() as session:
            places = await inbox.store(session, [row], now)
        self._stored(places)

    async def settled(self, uidvalidity: int) -> Mapping[int, str]:
        async with self._database.read() as session:
            return await inbox.letters_of(session, uidvalidity)

    async def remember(self, mark: Watermark) -> None:
        async with self._database.write() as session:
            await keys.remember(session, MARK, f"{mark.uidvalidity}:{mark.next_uid}")

    def heard(self, ok: bool, reason: str | None) -> None:
        """Note it for `status`."""
        task = asyncio.get_running_loop().create_task(self._note(None if ok else reason or "lost"))
        self._notes.add(task)
        task.add_done_callback(self._notes.discard)

    async def _note(self, trouble: str | None) -> None:
        try:
            async with self._database.write() as session:
                if trouble:
                    await keys.door_failed(session, "imap", trouble)
                else:
                    await keys.door_answered(session, "imap", self._clock.now())
        except DBAPIError as error:
            log.warning("how the mailbox is could not be noted (%s)", type(error).__name__)


def _sender(raw: bytes | None) -> str:
    """The address in From, good enough to keep one sender's letters in order; "" for what cannot be read.

    Whatever stands there: a letter that cannot be kept would be fetched for ever, and no other after it.
    """
    headers = BytesHeaderParser().parsebytes((raw or b"")[:HEADERS_AT_MOST].partition(b"\r\n\r\n")[0])
    return next((person.address for person in Headers(headers).people("From")), "")[:200]
