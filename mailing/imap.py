"""The bot's mailbox: letters come in, and are moved when they are dealt with.

One thread only idles, fetches and moves; whatever is done about it happens in the event loop, where each letter is kept
before the next is fetched:

    mailbox = Mailbox(access, mark, keeper)
    mailbox.start()
    mailbox.move(uidvalidity, uid, "done")      # at any time; done as soon as the connection allows
    await mailbox.stop()

The mark says where to read on; None means here and now: what arrived before the first start is never touched. Another
UIDVALIDITY means that the server counts anew: everything in the folder is offered again, and whoever keeps letters
knows those it has by their digest. After each connecting, what was dealt with is moved, not offered. A server that is
gone is tried again after 1, 2, 4 … 60 seconds.
"""

import asyncio
import concurrent.futures
import logging
import socket
import threading
from collections import defaultdict, deque
from collections.abc import Callable, Coroutine, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Protocol, TypeVar

from imapclient.exceptions import IMAPClientError

from mailing.imap_session import FOLDERS, Access, OutOfReach, Session

__all__ = ["Access", "Fetched", "Inspection", "Keeper", "Mailbox", "OutOfReach", "Rhythm", "Watermark", "inspect"]

log = logging.getLogger(__name__)

MAX_SIZE = 25 * 1024 * 1024
# How long `stop` waits for the thread to end by itself, and again after its connection was cut.
_GRACE = 0.6

T = TypeVar("T")


@dataclass(frozen=True)
class Watermark:
    """Letters of this UIDVALIDITY from this UID on are to be read."""

    uidvalidity: int
    next_uid: int


@dataclass(frozen=True)
class Fetched:
    """A letter from the mailbox; `raw` is None when it is larger than the mailbox takes (`size`, in bytes)."""

    uidvalidity: int
    uid: int
    size: int
    raw: bytes | None


@dataclass(frozen=True)
class Rhythm:
    """In seconds: `look` into the mailbox at least so often, which also renews IDLE (RFC 2177 asks for 29 minutes,
    routers forget a connection sooner); `poll` it where there is no IDLE; give a silent server `timeout`; wait for one
    that is gone from `first_pause` to `longest_pause`."""

    look: float = 300
    poll: float = 60
    timeout: float = 60
    first_pause: float = 1
    longest_pause: float = 60


class Keeper(Protocol):
    """Who keeps the letters. Called in the event loop; the mailbox reads on when the call has returned."""

    async def store(self, letter: Fetched) -> None:
        """Keep a letter; one that is known by (UIDVALIDITY, UID) is left alone. It comes again when this raises."""

    async def settled(self, uidvalidity: int) -> Mapping[int, str]:
        """The UIDs dealt with, and where each belongs: "done", "post" or "failed"."""

    async def remember(self, mark: Watermark) -> None:
        """Keep the mark for the next start."""

    def heard(self, ok: bool, reason: str | None) -> None:
        """A good look, or a failure with the reason of `OutOfReach`."""


class Mailbox:
    """See the module; `start`, `move` and `stop` belong to the event loop, all else to the thread."""

    def __init__(
        self,
        access: Access,
        mark: Watermark | None,
        keeper: Keeper,
        *,
        max_size: int = MAX_SIZE,
        rhythm: Rhythm = Rhythm(),
    ) -> None:
        self._access, self._mark, self._keeper = access, mark, keeper
        self._max_size, self._rhythm = max_size, rhythm
        self._pause = rhythm.first_pause
        self._orders: deque[tuple[int, int, str]] = deque()
        self._stopping = threading.Event()
        self._rope: socket.socket | None = None
        self._ended = asyncio.Event()
        self._ended.set()
        self._session: Session | None = None
        self._asked: concurrent.futures.Future[Any] | None = None

    async def __aenter__(self) -> "Mailbox":
        self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    def start(self) -> None:
        """Begin in a thread of its own; never fails, failures are heard."""
        self._loop = asyncio.get_running_loop()
        self._bell, self._rope = socket.socketpair()
        self._ended.clear()
        # A daemon: a thread that waits for a name server cannot be called back, and must not keep the program alive.
        threading.Thread(target=self._run, name="imap", daemon=True).start()

    def move(self, uidvalidity: int, uid: int, folder: str) -> None:
        """Move a letter to "done", "post" or "failed", soon. An order lost with the connection is one of `settled`."""
        self._orders.append((uidvalidity, uid, FOLDERS[folder] and folder))
        self._wake()

    async def stop(self) -> None:
        """End within two seconds, whatever the server does; nobody is called after that."""
        self._stopping.set()
        self._wake()
        if not await self._ends():
            if self._asked:
                self._asked.cancel()
            if self._session:
                self._session.cut()
            await self._ends()

    async def _ends(self) -> bool:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._ended.wait(), _GRACE)
        return self._ended.is_set()

    def _wake(self) -> None:
        with suppress(OSError):
            if self._rope:
                self._rope.send(b"!", socket.MSG_DONTWAIT)

    # The thread.

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._visit()
            except Exception as error:
                self._failed(error)
        for end in (self._bell, self._rope):
            if end:
                end.close()
        self._tell(self._ended.set)

    def _failed(self, error: Exception) -> None:
        if self._stopping.is_set():
            return
        reason = error.reason if isinstance(error, OutOfReach) else "lost"
        log.warning("the mailbox is out of reach (%s, %s); again in %s s", reason, type(error).__name__, self._pause)
        self._tell(self._keeper.heard, False, reason)
        self._stopping.wait(self._pause)
        self._pause = min(self._pause * 2, self._rhythm.longest_pause)

    def _visit(self) -> None:
        """Connect, and stay until something breaks or `stop` is called."""
        self._session = session = Session(self._access, self._rhythm.timeout)
        try:
            session.open()
            self._anchor(session)
            self._settle(session)
            while not self._stopping.is_set():
                self._read(session)
                self._carry_out(session)
                self._tell(self._keeper.heard, True, None)
                # What came while letters were moved was announced then, and will not be again.
                if not session.told_of_mail():
                    session.wait(self._bell, self._rhythm.look if session.can_idle else self._rhythm.poll)
                self._pause = self._rhythm.first_pause
            session.close()
        finally:
            self._session = None
            session.drop()

    def _anchor(self, session: Session) -> None:
        """Find the mark, which a first visit and a mailbox that counts anew have to set."""
        if self._mark and self._mark.uidvalidity == session.uidvalidity:
            return
        if self._mark:
            log.warning("the mailbox counts its letters anew; all of them are looked at again")
        self._mark = Watermark(session.uidvalidity, 1 if self._mark else session.uid_next)
        self._ask(self._keeper.remember(self._mark))

    def _settle(self, session: Session) -> None:
        settled = self._ask(self._keeper.settled(session.uidvalidity))
        present = [(uid, settled[uid]) for uid in session.uids() if settled.get(uid) in FOLDERS]
        _move(session, present)

    def _read(self, session: Session) -> None:
        """Offer every new letter, until a search came after the last the server said of new ones."""
        assert self._mark
        news = True
        while news and not self._stopping.is_set():
            session.told_of_mail()
            uids = session.uids(self._mark.next_uid)
            for uid in uids:
                self._take(session, uid)
                self._mark = Watermark(session.uidvalidity, uid + 1)
            if uids:
                self._ask(self._keeper.remember(self._mark))
            news = session.told_of_mail()

    def _take(self, session: Session, uid: int) -> None:
        size = session.size(uid)
        if size is None:
            return
        raw = session.fetch(uid) if size <= self._max_size else None
        if raw is not None or size > self._max_size:
            self._ask(self._keeper.store(Fetched(session.uidvalidity, uid, size, raw)))

    def _carry_out(self, session: Session) -> None:
        todo = []
        while self._orders:
            uidvalidity, uid, folder = self._orders.popleft()
            if uidvalidity == session.uidvalidity:
                todo.append((uid, folder))
        _move(session, todo)

    def _ask(self, question: Coroutine[Any, Any, T]) -> T:
        """What the loop answers. Raises `OutOfReach` when it cannot, or when it is time to stop."""
        if self._stopping.is_set():
            question.close()
            raise OutOfReach("stopping")
        self._asked = asked = asyncio.run_coroutine_threadsafe(question, self._loop)
        try:
            return asked.result()
        except Exception as error:
            raise OutOfReach("storage") from error
        finally:
            self._asked = None

    def _tell(self, listener: Callable[..., None], *args: object) -> None:
        # The loop may be gone before this thread, which is nobody's loss.
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(listener, *args)


def _move(session: Session, letters: Iterable[tuple[int, str]]) -> None:
    by_folder = defaultdict(list)
    for uid, folder in letters:
        by_folder[folder].append(uid)
    for folder, uids in by_folder.items():
        session.move(uids, folder)


@dataclass(frozen=True)
class Inspection:
    """What set-up wants to know of a mailbox before it is used; what arrives from now on is behind the `mark`."""

    read: int
    unread: int
    capabilities: frozenset[str]
    mark: Watermark


async def inspect(access: Access, *, timeout: float = 15) -> Inspection:  # noqa: ASYNC109
    """Look into a mailbox without touching it. Raises `OutOfReach`."""
    return await asyncio.to_thread(_inspect, access, timeout)


def _inspect(access: Access, timeout: float) -> Inspection:
    session = Session(access, timeout)
    try:
        session.open(readonly=True)
        mark = Watermark(session.uidvalidity, session.uid_next)
        return Inspection(session.count("SEEN"), session.count("UNSEEN"), session.capabilities, mark)
    except (OSError, IMAPClientError) as error:
        raise OutOfReach("lost") from error
    finally:
        session.close()
        session.drop()
