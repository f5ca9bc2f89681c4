"""One connection to the bot's mailbox, and what the bot does there, as blocking verbs for one thread.

Folders are named with the separator and the prefix of the server (RFC 2342): `Netzbote/Done` here is
`INBOX.Netzbote.Done` elsewhere. Moving is MOVE (RFC 6851), else COPY, STORE, UID EXPUNGE (RFC 4315). Waiting is IDLE
(RFC 2177), ended by whatever the server says: reading it is left to `idle_done`, which waits for whole lines and raises
on a closed socket, where `idle_check` would say "nothing" for ever.
"""

import logging
import selectors
import socket
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from ssl import SSLError
from typing import Any, Literal

from imapclient import DELETED, IMAPClient, SocketTimeout
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError

# Where a letter belongs when it is dealt with, and the name of that folder below "Netzbote".
FOLDERS = {"done": "Done", "post": "Post", "failed": "Failed"}

# Its debug lines are whole conversations, letters and passwords included.
logging.getLogger("imapclient").setLevel(logging.WARNING)

# What one command may name at most, so that no server finds its line too long.
_BATCH = 500


@dataclass(frozen=True)
class Access:
    """Where a mailbox is, and what opens it."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    tls: Literal["implicit", "starttls", "none"] = "implicit"
    folder: str = "INBOX"


class OutOfReach(Exception):
    """The mailbox cannot be used now; `reason` is "unreachable", "tls", "login", "folder", "lost" or "storage"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@contextmanager
def _refusal_means(reason: str) -> Iterator[None]:
    try:
        yield
    except (IMAPClientError, SSLError) as error:
        # The library calls a connection that broke while logging in a failed login, too.
        if IMAPClientAbortError in (type(error), type(error.__context__)):
            raise OutOfReach("lost") from error
        raise OutOfReach(reason) from error


class _Client(IMAPClient):  # type: ignore[misc]
    def _poll_socket(self, sock: socket.socket, timeout: float | None = None) -> list[socket.socket]:
        """Makes `idle_check` look without waiting, also at what came in one packet with the answer to IDLE."""
        return [sock]

    def told_of_mail(self) -> bool:
        """Whether the server spoke of mail since the last call; it says so once, in the answer to any command."""
        return bool(self._imap.response("EXISTS")[1] != [None])


class Session:
    """Connected when made, usable after `open`; `uidvalidity` and `uid_next` are those of that moment."""

    def __init__(self, access: Access, timeout: float) -> None:
        self._access = access
        try:
            self._client = _Client(
                access.host, access.port, ssl=access.tls == "implicit", timeout=SocketTimeout(timeout, timeout)
            )
        except SSLError as error:
            raise OutOfReach("tls") from error
        except (OSError, IMAPClientError) as error:
            raise OutOfReach("unreachable") from error
        # The library sends a command in pieces, each of which would wait for the server to acknowledge the last.
        self._client.socket().setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._folders: dict[str, str] = {}
        self.uidvalidity = 0
        self.uid_next = 1

    def open(self, *, readonly: bool = False) -> None:
        """Log in and select the folder. Raises `OutOfReach`, and what the wire raises."""
        with _refusal_means("tls"):
            if self._access.tls == "starttls":
                self._client.starttls()
        with _refusal_means("login"):
            self._log_in()
        with _refusal_means("folder"):
            selected = self._client.select_folder(self._access.folder, readonly)
        self.uidvalidity, self.uid_next = selected[b"UIDVALIDITY"], selected[b"UIDNEXT"]

    def select(self, folder: str | None) -> bool:
        """Go to one of `FOLDERS`, to read there, or back (None). False, and nothing changes, where there is none."""
        if folder is None:
            self._client.select_folder(self._access.folder)
            return True
        name = self._name(folder)
        if not self._client.folder_exists(name):
            return False
        self._client.select_folder(name, readonly=True)
        return True

    def _log_in(self) -> None:
        # Only SASL carries every character of every password.
        if self._client.has_capability("AUTH=PLAIN"):
            self._client.plain_login(self._access.user, self._access.password)
        elif self._access.password.isascii():
            self._client.login(self._access.user, self._access.password)
        else:
            raise OutOfReach("login")

    @property
    def capabilities(self) -> frozenset[str]:
        return frozenset(name.decode("ascii") for name in self._client.capabilities())

    def uids(self, first: int = 1) -> list[int]:
        """The UIDs in the folder from this one on, ascending."""
        # `n:*` is never empty: it names the last letter, whatever its number.
        return sorted(uid for uid in self._client.search(["UID", f"{first}:*"]) if uid >= first)

    def count(self, what: Literal["SEEN", "UNSEEN"]) -> int:
        """How many letters in the folder are read, or not."""
        return len(self._client.search(what))

    def told_of_mail(self) -> bool:
        """Whether the server announced mail since this was asked last, and so will not do so again in IDLE."""
        return self._client.told_of_mail()

    def size(self, uid: int) -> int | None:
        """The size of a letter in bytes; None when it is gone."""
        return self._get(uid, "RFC822.SIZE", b"RFC822.SIZE")  # type: ignore[no-any-return]

    def fetch(self, uid: int) -> bytes | None:
        """A letter, which stays unread; None when it is gone."""
        return self._get(uid, "BODY.PEEK[]", b"BODY[]")  # type: ignore[no-any-return]

    def _get(self, uid: int, item: str, key: bytes) -> Any:
        return self._client.fetch([uid], [item]).get(uid, {}).get(key)

    def move(self, uids: Collection[int], folder: str) -> None:
        """Move letters; those that are gone already are ignored (RFC 3501, 6.4.8)."""
        name = self._folder(folder)
        todo = sorted(uids)
        for batch in (todo[start : start + _BATCH] for start in range(0, len(todo), _BATCH)):
            self._move(batch, name)

    def _move(self, uids: list[int], name: str) -> None:
        if self._client.has_capability("MOVE"):
            self._client.move(uids, name)
            return
        self._client.copy(uids, name)
        self._client.add_flags(uids, [DELETED], silent=True)
        # Without UIDPLUS they stay, marked: EXPUNGE would also remove what others marked.
        if self._client.has_capability("UIDPLUS"):
            self._client.uid_expunge(uids)

    def _folder(self, folder: str) -> str:
        if folder not in self._folders:
            name = self._name(folder)
            if not self._client.folder_exists(name):
                self._client.create_folder(name)
                self._client.subscribe_folder(name)
            self._folders[folder] = name
        return self._folders[folder]

    def _name(self, folder: str) -> str:
        prefix, separator = self._namespace()
        return f"{prefix}Netzbote{separator}{FOLDERS[folder]}"

    def _namespace(self) -> tuple[str, str]:
        if self._client.has_capability("NAMESPACE") and (personal := self._client.namespace().personal):
            prefix, separator = personal[0]
            return prefix, separator or "-"
        _, separator, _ = self._client.list_folders("", "")[0]
        return "", separator.decode("ascii") if separator else "-"

    @property
    def can_idle(self) -> bool:
        return bool(self._client.has_capability("IDLE"))

    def wait(self, bell: socket.socket, timeout: float) -> None:
        """Return when the server says something, the bell rings, or after so many seconds."""
        if not self.can_idle:
            _first(timeout, bell)
            return
        self._client.idle()
        if not self._client.idle_check():
            _first(timeout, bell, self._client.socket())
        self._client.idle_done()

    def close(self) -> None:
        """Log out, if the server still listens."""
        with suppress(Exception):
            self._client.logout()

    def cut(self) -> None:
        """End the connection, also for a thread that waits in it."""
        with suppress(OSError):
            socket.socket.shutdown(self._client.socket(), socket.SHUT_RDWR)

    def drop(self) -> None:
        """Close the socket without a word."""
        with suppress(Exception):
            self._client.shutdown()


def _first(timeout: float, bell: socket.socket, *others: socket.socket) -> None:
    """Wait for the first that has something to say; the bell falls silent again."""
    with selectors.DefaultSelector() as selector:
        for one in (bell, *others):
            selector.register(one, selectors.EVENT_READ)
        if bell in [key.fileobj for key, _ in selector.select(timeout)]:
            bell.recv(4096)
