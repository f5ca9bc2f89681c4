"""IMAP out: the mailboxes of the simulated post, served by pymap.

pymap's own service keeps no reference to its connections, so those that wait in IDLE are garbage collected: this one
accepts them itself. It also joins the many small pieces of an answer, as a real server does.
"""

import asyncio
import ssl
from argparse import Namespace
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime
from typing import Any

from proxyprotocol.sock import SocketInfoLocal
from pymap.backend.dict.mailbox import Message
from pymap.backend.session import BaseSession
from pymap.concurrent import Subsystem
from pymap.config import BackendCapability, IMAPConfig
from pymap.context import connection_exit
from pymap.exceptions import AuthorizationFailure, InvalidAuth, NotAllowedError
from pymap.imap import IMAPConnection
from pymap.imap.state import ConnectionState
from pymap.interfaces.login import IdentityInterface, LoginInterface
from pymap.parsing.command import Command
from pymap.token import AllTokens
from pymap.user import UserMetadata
from pysasl.creds.server import ServerCredentials
from pysasl.hashing import Cleartext
from pysasl.prep import Preparation, noprep

from simulator.folders import Folders
from simulator.mailbox import Mailbox
from simulator.transcript import Transcript

# What is asked in these commands is a password.
_SECRET = ("LOGIN", "AUTHENTICATE")


class _AsItIs(Cleartext):
    """Passwords are kept in the clear, and may hold any character (pysasl compares ASCII only)."""

    def copy(self, **_: Any) -> "_AsItIs":
        return self

    def verify(self, secret: str, hash: str) -> bool:
        return secret == hash


class _Config(IMAPConfig):
    def __init__(self) -> None:
        super().__init__(
            Namespace(proxy_protocol=None),
            host=None,
            port=0,
            tls_enabled=False,
            hash_context=_AsItIs(),
            cpu_subsystem=Subsystem.for_asyncio(),
            ssl_context=ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER),
            invalid_user_sleep=0,
        )

    @property
    def backend_capability(self) -> BackendCapability:
        return BackendCapability(idle=True, object_id=True, multi_append=True)

    @property
    def password_prep(self) -> Preparation:
        return noprep

    @property
    def greeting(self) -> bytes:
        return b"The simulated post is ready"


class _Session(BaseSession[Message]):
    def __init__(self, owner: str, config: IMAPConfig, folders: Folders) -> None:
        super().__init__(owner)
        self._config = config
        self._folders = folders

    @property
    def config(self) -> IMAPConfig:
        return self._config

    @property
    def mailbox_set(self) -> Folders:
        return self._folders


class _Identity(IdentityInterface):
    """Somebody who may open one mailbox and nothing else."""

    def __init__(self, name: str, config: IMAPConfig, folders: Folders) -> None:
        self._name = name
        self._config = config
        self._folders = folders

    @property
    def name(self) -> str:
        return self._name

    @property
    def roles(self) -> frozenset[str]:
        return frozenset()

    @asynccontextmanager
    async def new_session(self) -> AsyncIterator[_Session]:
        yield _Session(self._name, self._config, self._folders)

    async def get(self) -> UserMetadata:
        return UserMetadata(self._config, self._name)

    async def new_token(self, *, expiration: datetime | None = None) -> str | None:
        return None

    async def set(self, metadata: UserMetadata) -> int | None:
        raise NotAllowedError("The simulated post makes its mailboxes itself.")

    async def delete(self) -> None:
        raise NotAllowedError("The simulated post makes its mailboxes itself.")


class _Login(LoginInterface):
    """The full address and its password open a mailbox; one without a password stays shut."""

    def __init__(self, config: IMAPConfig, find: Callable[[str], Mailbox | None]) -> None:
        self._config = config
        self._find = find
        self._tokens = AllTokens(config)

    @property
    def tokens(self) -> AllTokens:
        return self._tokens

    async def authenticate(self, credentials: ServerCredentials) -> _Identity:
        mailbox = self._find(credentials.authcid)
        if mailbox is None or not mailbox.password:
            raise InvalidAuth()
        if not credentials.verify(UserMetadata(self._config, credentials.authcid, password=mailbox.password)):
            raise InvalidAuth()
        return _Identity(mailbox.address, self._config, mailbox.folders)

    async def authorize(self, authenticated: IdentityInterface, authzid: str) -> IdentityInterface:
        if authenticated.name != authzid.lower():
            raise AuthorizationFailure()
        return authenticated


class _WholeAnswers:
    """A StreamWriter that sends one packet per answer: pieces are joined until `drain`."""

    def __init__(self, writer: asyncio.StreamWriter) -> None:
        self._writer = writer
        self._pieces: list[bytes] = []

    def write(self, piece: bytes) -> None:
        self._pieces.append(bytes(piece))

    async def drain(self) -> None:
        self._writer.write(b"".join(self._pieces))
        self._pieces.clear()
        await self._writer.drain()

    def close(self) -> None:
        self._writer.close()


class _Connection(IMAPConnection):
    """One client; notes each command before it is answered."""

    def __init__(
        self, config: IMAPConfig, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, transcript: Transcript
    ) -> None:
        joined: Any = _WholeAnswers(writer)
        super().__init__(config.commands, config, reader, joined, SocketInfoLocal(writer, unique_id=b""))
        self._transcript = transcript
        self._line = b""

    async def readline(self) -> memoryview:
        line = await super().readline()
        self._line = self._line or bytes(line)
        return line

    async def read_command(self, state: ConnectionState) -> Command:
        self._line = b""
        command = await super().read_command(state)
        _, _, asked = self._line.decode("latin-1").strip().partition(" ")
        verb, _, rest = asked.partition(" ")
        if verb.upper() == "UID":
            verb, _, rest = rest.partition(" ")
            verb = f"UID {verb}"
        user = state._session.owner if state._session else None
        self._transcript.note(f"IMAP {verb.upper()}", user=user, line="(hidden)" if verb.upper() in _SECRET else rest)
        return command


class ImapServer:
    """Serves mailboxes on one port of this machine; closing it cuts every connection."""

    def __init__(self, find: Callable[[str], Mailbox | None], transcript: Transcript) -> None:
        self._config = _Config()
        self._login = _Login(self._config, find)
        self._transcript = transcript
        self._clients: dict[asyncio.Task[None], asyncio.StreamWriter] = {}
        self._server: asyncio.Server | None = None

    async def open(self, port: int) -> int:
        """Listen; returns the port, which the system chooses for 0."""
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", port)
        return int(self._server.sockets[0].getsockname()[1])

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.get_running_loop().create_task(self._serve(reader, writer))
        self._clients[task] = writer
        task.add_done_callback(self._clients.pop)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connection = _Connection(self._config, reader, writer, self._transcript)
        async with AsyncExitStack() as stack:
            connection_exit.set(stack)
            stack.callback(writer.close)
            await connection.run(ConnectionState(self._login, self._config))

    def cut(self) -> None:
        """Close every connection without a word, as a crash does."""
        for writer in self._clients.values():
            writer.transport.abort()

    async def close(self) -> None:
        """Stop listening and cut every connection."""
        if self._server:
            self._server.close()
            self.cut()
            if self._clients:
                await asyncio.wait(self._clients)
            await self._server.wait_closed()
            self._server = None
