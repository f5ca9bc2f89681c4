"""Letters to a mail server: a few connections, kept while there is work, each of which asks for letter after letter.

aiosmtplib connects, encrypts and logs in; then a `Pipeline` has the connection. `Connections` decides how many there
are: the first is opened when there is a letter for it, the others when that one stands and there is more. A server that
is away so costs one letter at a time, and one that allows fewer connections than we want costs none: the letter of a
connection that cannot be had leaves by those that are open. A server that announces PIPELINING and does not keep it is
spoken to step by step from then on.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, cast

from aiosmtplib import SMTP, SMTPException, SMTPHeloError, SMTPResponseException

from mailing.channels.pipelining import Handover, Lost, Pipeline, Refused, Take

__all__ = ["Connections", "Handover", "Lost", "Refused", "SmtpServer", "Unreachable", "send"]

log = logging.getLogger(__name__)

COMMAND_SECONDS = 60
FINAL_DOT_SECONDS = 600
"""RFC 5321 4.5.3.2.6: whoever gives up earlier makes copies."""

MAILS_PER_CONNECTION = 500


@dataclass(frozen=True)
class SmtpServer:
    """Where letters are handed in, and who we are there; `user` None for a server that asks nobody."""

    host: str
    port: int
    tls: Literal["implicit", "starttls", "none"]
    user: str | None = None
    password: str | None = field(default=None, repr=False)


class Unreachable(Exception):
    """No connection, or one that ended before anything was said."""


Outcome = Refused | Lost | Unreachable | None
"""What came of a letter; None: the server has it."""

Done = Callable[[Handover, Outcome], None]


class Connections:
    """Connections to one server; `name` is what we call ourselves there.

    `take` gives the next letter, or None while there is nothing to send; it is called when a connection can send it
    now, until it gives None, and again after `poke`. `done` says what came of each, once. Neither may raise. Whoever is
    told `Unreachable`, or `Refused` at the door, had better take a rest: the next letter is tried at once.

    `seconds` is the time for making a connection, and for each answer; `final_dot` for the answer to a letter.
    """

    def __init__(
        self,
        server: SmtpServer,
        name: str,
        take: Take,
        done: Done,
        *,
        connections: int = 4,
        mails_per_connection: int = MAILS_PER_CONNECTION,
        seconds: float = COMMAND_SECONDS,
        final_dot: float = FINAL_DOT_SECONDS,
    ) -> None:
        self._server, self._name, self._take, self._done = server, name, take, done
        self._most = self._allowed = connections
        self._letters, self._seconds, self._final_dot = mails_per_connection, seconds, final_dot
        self._keeps_step = True
        self._open: list[Pipeline] = []
        self._opening: set[asyncio.Task[None]] = set()
        # Letters that were taken and wait for a connection: one for each that is being opened, and those handed back.
        self._in_hand: deque[Handover] = deque()
        self._look: asyncio.Handle | None = None
        self._closed = False

    def poke(self) -> None:
        """There may be something to take; may be called from `take` and `done`."""
        if self._look is None:
            self._look = asyncio.get_running_loop().call_soon(self._look_around)

    async def rest(self) -> None:
        """Take leave on every connection that is not in use."""
        idle = [pipe for pipe in self._open if pipe.is_idle]
        for pipe in idle:
            pipe.leave()
        await asyncio.gather(*(pipe.closed for pipe in idle))

    async def close(self) -> None:
        """Take leave where nothing is on its way, and cut the rest: afterwards every letter has its outcome, and none
        is taken any more."""
        self._closed = True
        for task in self._opening:
            task.cancel()
        for pipe in self._open:
            if pipe.is_idle:
                pipe.leave()
            else:
                pipe.cut()
        await asyncio.gather(*self._opening, *(pipe.closed for pipe in self._open), return_exceptions=True)
        while self._in_hand:
            self._done(self._in_hand.popleft(), Lost(in_doubt=False))

    def _look_around(self) -> None:
        """Let the connections take what they can, and open others if that is not enough."""
        self._look = None
        for pipe in sorted(self._open, key=lambda pipe: not pipe.is_idle):
            pipe.poke()
        while not self._closed and len(self._open) + len(self._opening) < (self._allowed if self._open else 1):
            if len(self._in_hand) <= len(self._opening):
                if (letter := self._take()) is None:
                    return
                self._in_hand.append(letter)
            self._opening.add(asyncio.create_task(self._add()))

    def _next(self) -> Handover | None:
        return self._in_hand.popleft() if self._in_hand else self._take()

    async def _add(self) -> None:
        """Open one more connection."""
        try:
            self._hand_over(await self._connect())
        except (Unreachable, Refused) as failure:
            if self._open:
                log.info("the mail server allows no more than %s connections", len(self._open))
                self._allowed = len(self._open)
            elif self._in_hand:
                self._done(self._in_hand.popleft(), failure)
        finally:
            self._opening.discard(cast(asyncio.Task[None], asyncio.current_task()))
        self.poke()

    def _hand_over(self, client: SMTP) -> None:
        """From here on the transport is the pipeline's; the client, whose lock stays held, is of no more use."""
        pipe = Pipeline(
            self._next,
            self._done,
            self._over,
            pipelined=self._keeps_step and client.supports_extension("pipelining"),
            letters=self._letters,
            seconds=self._seconds,
            final_dot=self._final_dot,
        )
        assert client.transport is not None
        self._open.append(pipe)
        client.transport.set_protocol(pipe)
        pipe.connection_made(client.transport)

    def _over(self, pipe: Pipeline) -> None:
        self._open.remove(pipe)
        if not self._open:
            self._allowed = self._most
        if pipe.handed_back:
            self._in_hand.append(pipe.handed_back)
        if pipe.out_of_step and self._keeps_step:
            self._keeps_step = False
            log.warning(
                "the mail server announces PIPELINING and does not keep it; from now on letters go step by step"
            )
            for other in self._open:
                other.leave()
        self.poke()

    async def _connect(self) -> SMTP:
        """A client that is logged in, and that the server said EHLO to."""
        server = self._server
        client = SMTP(
            hostname=server.host,
            port=server.port,
            username=server.user,
            password=server.password,
            use_tls=server.tls == "implicit",
            start_tls=server.tls == "starttls",
            local_hostname=self._name,
            timeout=None,  # with one it uses asyncio.wait_for, which may swallow a cancellation (until Python 3.12)
        )
        try:
            async with asyncio.timeout(self._seconds):
                await client.connect()
                if client.is_ehlo_or_helo_needed:
                    await _introduce(client)
        except SMTPResponseException as error:
            client.close()
            raise Refused("door", error.code, error.message) from None
        except (SMTPException, OSError, ValueError) as error:
            client.close()
            raise Unreachable(type(error).__name__) from None
        except asyncio.CancelledError:
            client.close()
            raise
        if not client.is_connected:
            raise Unreachable
        return client


async def _introduce(client: SMTP) -> None:
    try:
        await client.ehlo()
    except SMTPHeloError:
        await client.helo()


async def send(server: SmtpServer, name: str, letter: Handover, *, seconds: float, final_dot: float) -> None:
    """Hand over one letter on a connection of its own. Raises `Unreachable`, `Lost`, `Refused`."""
    letters = [letter]
    outcome: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()

    def take() -> Handover | None:
        return letters.pop() if letters else None

    def done(_: Handover, came_of_it: Outcome) -> None:
        if not outcome.done():
            outcome.set_result(came_of_it)

    connections = Connections(server, name, take, done, connections=1, seconds=seconds, final_dot=final_dot)
    connections.poke()
    try:
        failure = await outcome
    finally:
        await connections.close()
    if failure:
        raise failure
