"""Letters on one connection to a mail server, for one round trip each (RFC 2920, command pipelining).

Said step by step a letter costs four round trips: MAIL, RCPT, DATA, and its content. Here MAIL, RCPT and DATA are one
group, since no answer of the first two changes what is said next; and the group of the next letter leaves in one write
with the content before it (RFC 2920 3.1: DATA ends a group, content may begin one):

    us      MAIL RCPT DATA 1                  content 1, MAIL RCPT DATA 2                       content 2, …
    server                    250 250 354                                  250, 250 250 354

So what is waited for after each letter is the answer to its final dot, and with it come the answers about the next.
The price: DATA was said before we know whether the recipient is taken. 354 without one is answered with a lone dot,
and RSET leads the group after a refusal. With `pipelined` off, the same conversation goes one command at a time.

A letter is asked for (`take`) only when it can be named to the server, and one behind it at most; `done` is called once
for each. Nothing of a letter counts until its final dot was written; from then to the answer nobody can know. A letter
about which the server said nothing, on a connection that served others, did not fail: it is `handed_back` for another
connection, as is one that was caught when the server turned out not to keep what PIPELINING promises.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import cast

from mailing.refusals import Stage

SLICE = 64 * 1024
"""What is written at once of a large letter; the transport takes two of them before it asks to wait."""

LONGEST_LINE, MOST_LINES = 4096, 100
"""Of an answer; RFC 5321 4.5.3.1.5 allows lines of 512 octets."""

QUIT_SECONDS = 5

GO_AHEAD, CLOSING = 354, 421
OUT_OF_SEQUENCE = (500, 502, 503)
"""What a server says that lost a part of a group; about a letter none of them says anything (RFC 5321 4.2.2)."""


class Refused(Exception):
    """The server said no: at which stage, its code, and its words."""

    def __init__(self, stage: Stage, code: int, message: str) -> None:
        super().__init__(stage, code)
        self.stage, self.code, self.message = stage, code, message


class Lost(Exception):
    """The connection ended on the way; `in_doubt` if the server may have taken the letter."""

    def __init__(self, in_doubt: bool) -> None:
        super().__init__(in_doubt)
        self.in_doubt = in_doubt


@dataclass(frozen=True, slots=True)
class Handover:
    """A letter and its envelope; `row` is whatever the caller knows it by.

    Both addresses are ASCII and safe (`mailing.addresses.envelope`). `content` are pieces of any length, cut anywhere,
    in lines that end with CRLF; letters may share pieces. Dots are stuffed here.
    """

    sender: str
    recipient: str
    content: tuple[bytes, ...]
    row: object


Take = Callable[[], Handover | None]
Done = Callable[[Handover, Refused | Lost | None], None]
"""None: the server has the letter."""


class Pipeline(asyncio.Protocol):
    """Takes over a transport on which the server waits for the first MAIL: `transport.set_protocol(pipeline)`, then
    `connection_made(transport)`.

    `letters` is how many it takes before it says QUIT. `seconds` is how long the server may be silent when it owes an
    answer, or take nothing of a content; `final_dot` how long it may think about a letter. `over` is called when the
    connection has ended and every letter but the one in `handed_back` has its outcome; `out_of_step` says then that
    the server announces PIPELINING and does not keep it.
    """

    def __init__(
        self,
        take: Take,
        done: Done,
        over: Callable[["Pipeline"], None],
        *,
        pipelined: bool,
        letters: int,
        seconds: float,
        final_dot: float,
    ) -> None:
        self._take, self._done, self._over = take, done, over
        self._pipelined, self._left, self._seconds, self._final_dot = pipelined, letters, seconds, final_dot
        self._loop = asyncio.get_running_loop()
        self.closed: asyncio.Future[None] = self._loop.create_future()
        self.out_of_step = False
        self.handed_back: Handover | None = None
        # The letter that is named to the server and what was said of it; the one whose final dot is written.
        self._letter: Handover | None = None
        self._heard = False
        self._refusal: Refused | None = None
        self._sent: Handover | None = None
        # Commands that wait for their turn; who hears the next answers; the content that is being written.
        self._unsaid: deque[tuple[bytes, Callable[[int], None]]] = deque()
        self._awaited: deque[Callable[[int], None]] = deque()
        self._content: Iterator[bytes] | None = None
        # Lines of an answer that is not complete, and the beginning of the next line.
        self._lines: list[bytes] = []
        self._rest = b""
        self._served = self._must_reset = self._paused = self._answered = False
        self._deadline = 0.0
        self._timer: asyncio.TimerHandle

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._watch()
        self.poke()

    @property
    def is_idle(self) -> bool:
        """Whether nothing is on its way and no answer is owed."""
        return self._letter is None and self._content is None and not self._awaited

    def poke(self) -> None:
        """Write what may be written now: a content, and in the same write the commands for the next letter."""
        interrupted = self._rest and self._content is not None
        if self._paused or interrupted or self._transport.is_closing():
            return
        pieces: list[bytes] = []
        if self._content is not None:
            if not self._write_slices(self._content, pieces):
                return
            pieces.append(b".\r\n")
            self._awaited.append(self._on_dot)
            self._sent, self._letter, self._content = self._letter, None, None
        self._write(b"".join([*pieces, self._commands()]))
        if not self._left and self.is_idle:
            self._awaited.append(self._on_quit)
            self._write(b"QUIT\r\n")
            self._timer.cancel()
            self._timer = self._loop.call_later(min(QUIT_SECONDS, self._seconds), self.cut)

    def leave(self) -> None:
        """Take nothing more, and say QUIT as soon as nothing is on its way."""
        self._left = 0
        self.poke()

    def cut(self) -> None:
        """End the connection now."""
        self._transport.abort()

    # What we say

    def _write_slices(self, content: Iterator[bytes], pieces: list[bytes]) -> bool:
        """Write all of the content but the end, which is left in `pieces`; False if the transport asks to wait."""
        size = 0
        for piece in content:
            pieces.append(piece)
            size += len(piece)
            if size >= SLICE:
                self._write(b"".join(pieces))
                pieces.clear()
                size = 0
                if self._paused or self._transport.is_closing():
                    return False
        return True

    def _commands(self) -> bytes:
        """What may be said of the next letter before the server answers."""
        if self._letter is None and (self._pipelined or not self._awaited):
            self._name_next()
        said = b""
        while self._unsaid and (self._pipelined or not self._awaited):
            command, hear = self._unsaid.popleft()
            said += command
            self._awaited.append(hear)
        return said

    def _name_next(self) -> None:
        if not self._left or (letter := self._take()) is None:
            return
        self._left -= 1
        self._letter, self._heard = letter, False
        if self._must_reset:
            self._unsaid.append((b"RSET\r\n", self._on_rset))
            self._must_reset = False
        self._unsaid.append((f"MAIL FROM:<{letter.sender}>\r\n".encode("ascii"), self._on_mail))
        self._unsaid.append((f"RCPT TO:<{letter.recipient}>\r\n".encode("ascii"), self._on_rcpt))
        self._unsaid.append((b"DATA\r\n", self._on_data))

    def _write(self, data: bytes) -> None:
        if data:
            self._answered = False
            self._be_patient()
            self._transport.write(data)

    def pause_writing(self) -> None:
        self._paused = True

    def resume_writing(self) -> None:
        self._paused = False
        self.poke()

    # What the server says

    def data_received(self, data: bytes) -> None:
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            if self._transport.is_closing():
                return
            self._hear(line)
        if len(self._rest) > LONGEST_LINE:
            self.cut()
        self.poke()

    def _hear(self, line: bytes) -> None:
        code = line[:3]
        self._lines.append(line[4:].strip())
        if not code.isdigit() or len(line) > LONGEST_LINE or len(self._lines) > MOST_LINES:
            self.cut()
        elif line[3:4] != b"-":
            self._answer(int(code))
            self._lines.clear()

    def _answer(self, code: int) -> None:
        self._answered = True
        if not self._awaited:
            self._answer_to_nothing(code)
            return
        hear = self._awaited.popleft()
        self._be_patient()
        hear(code)
        if code == CLOSING:
            self.cut()
        elif self._letter and self._refusal and not self._awaited:
            letter, refusal = self._letter, self._refusal
            self._letter = self._refusal = None
            self._must_reset = True
            self._settle(letter, refusal)

    def _answer_to_nothing(self, code: int) -> None:
        """The server ends an idle connection, or does not want the rest of a letter."""
        if self._content is not None and _is_no(code):
            self._refuse("data", code)
        self.cut()

    def _on_rset(self, code: int) -> None:
        if not _is_yes(code) and code != CLOSING:
            self._break()

    def _on_mail(self, code: int) -> None:
        if code == CLOSING and self._served:
            return  # it has had enough of this connection, which says nothing about the letter
        self._heard = True
        if not _is_yes(code):
            self._refuse("door", code)

    def _on_rcpt(self, code: int) -> None:
        if not _is_yes(code):
            self._refuse("rcpt", code)
        elif self._refusal:
            self._break()

    def _on_data(self, code: int) -> None:
        if code != GO_AHEAD:
            self._refuse("data", code)
        elif self._letter:
            self._content = stuffed(() if self._refusal else self._letter.content)

    def _on_dot(self, code: int) -> None:
        letter, self._sent = self._sent, None
        if letter is None:
            return  # it was a lone dot
        if _is_yes(code):
            self._settle(letter, None)
        elif _is_no(code):
            self._settle(letter, Refused("data", code, self._words()))
        else:
            self._settle(letter, Lost(in_doubt=True))
            self._break()

    def _on_quit(self, code: int) -> None:
        self._transport.close()

    def _words(self) -> str:
        return b"\n".join(self._lines).decode("utf-8", "replace")

    # What comes of it

    def _refuse(self, stage: Stage, code: int) -> None:
        """The first refusal of a letter counts; those behind it in its group only follow from it."""
        if self._refusal:
            return
        if not _is_no(code) or (self._pipelined and code in OUT_OF_SEQUENCE):
            self._break()
        else:
            self._refusal = Refused(stage, code, self._words())
            self._unsaid.clear()

    def _break(self) -> None:
        """The answers do not belong to what was said."""
        self.out_of_step = self._pipelined
        self.cut()

    def _settle(self, letter: Handover, outcome: Refused | Lost | None) -> None:
        self._served = True
        self._done(letter, outcome)

    def _be_patient(self) -> None:
        thinks = self._awaited and self._awaited[0] == self._on_dot
        self._deadline = self._loop.time() + (self._final_dot if thinks else self._seconds)

    def _watch(self) -> None:
        """One timer for everything: it looks so often that no deadline can be set and pass between two looks."""
        often = min(self._seconds, self._final_dot)
        left = often if self.is_idle else self._deadline - self._loop.time()
        if left > 0:
            self._timer = self._loop.call_later(min(left, often), self._watch)
        elif self._answered:
            self._break()  # it answered to a part of what was said in one go, and lost the rest
        else:
            self.cut()

    def eof_received(self) -> None:
        self.cut()

    def connection_lost(self, error: Exception | None) -> None:
        self._timer.cancel()
        sent, letter = self._sent, self._letter
        self._sent = self._letter = None
        if sent:
            self._settle(sent, Lost(in_doubt=True))
        if letter and (self.out_of_step or (self._served and not self._heard)):
            self.handed_back = letter
        elif letter:
            self._settle(letter, self._refusal or Lost(in_doubt=False))
        self.closed.set_result(None)
        self._over(self)


def stuffed(content: Iterable[bytes]) -> Iterator[bytes]:
    """The content as it is transferred (RFC 5321 4.5.2): a dot more before each that begins a line, CRLF at the end.

    In slices, so that a large piece is neither copied nor scanned as a whole. To see that a megabyte has no dot costs
    40 µs, and base64 has none: so there is nothing to remember of pieces that letters share.
    """
    end = b"\r\n"
    for piece in content:
        for start in range(0, len(piece), SLICE):
            part = piece[start : start + SLICE]
            if b"." in part:
                if part.startswith(b".") and end.endswith(b"\n"):
                    yield b"."
                if part.rfind(b"\n.") >= 0:  # from the end it is three times as fast as from the front
                    part = part.replace(b"\n.", b"\n..")
            yield part
            end = (end + part[-2:])[-2:]
    if end != b"\r\n":
        yield b"\r\n"


def _is_yes(code: int) -> bool:
    return 200 <= code < 300


def _is_no(code: int) -> bool:
    return 400 <= code < 600
