"""Whether what happened is what the promises allow, told from what simulators and proxy recorded and nothing else.

    history = History(
        there=letters(post) + messages(messenger),         # all that lies in mailboxes and chats
        announces=lambda copy: "Am Samstag feiern wir" in copy.text,
        audience={"anna@verein.example.org", "4711"},      # whom that was meant for: addresses, and numbers of chats
        ledger=Ledger({"gone@verein.example.org": "no such mailbox"}),
        acknowledged=taken(handovers(wire.passed)) | sent(messenger),
        kills=[...],
    )
    assert history.violations(bound=201) == []

The promises: what a server acknowledged is there; whoever an announcement was meant for has it, or is named in the
ledger with a reason; a letter comes twice only under its one Message-ID, an announcement never twice into a chat; an
input that the program acknowledged has had its effect; and no kill makes more doubles than `bound`, what may be in
doubt at one moment. Our own database is never asked: it would confirm what it did.
"""

import io
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from email.parser import BytesHeaderParser
from functools import cached_property
from typing import Any, NamedTuple

from simulator.mail import MailSimulator
from simulator.telegram import TelegramSimulator
from tests.faults.proxy import Piece

Mark = tuple[str, str]
"""Address and id of a copy."""


@dataclass(frozen=True)
class Copy:
    """A letter or message that lies with somebody. `id` is its Message-ID, or its number in the chat; `at` when it
    came, in seconds of the monotonic clock."""

    address: str
    id: str
    text: str = ""
    at: float = 0

    @property
    def mark(self) -> Mark:
        return self.address, self.id


@dataclass(frozen=True)
class Input:
    """Something that somebody wrote to the program; once it is `acknowledged` (an update by an offset, a letter by its
    folder), `effect` must be read at `address`."""

    name: str
    address: str
    effect: str
    acknowledged: bool = True


@dataclass(frozen=True)
class Ledger:
    """Who did not get an announcement, and why, as its author was told; reason by address."""

    undelivered: Mapping[str, str] = field(default_factory=dict)

    def explains(self, address: str) -> bool:
        return bool(self.undelivered.get(address))


@dataclass(frozen=True)
class History:
    """Everything that lies `there`, one announcement among it, and what people wrote meanwhile (`inputs`); `kills` are
    the moments, of the monotonic clock, at which the program was killed or its connections were cut."""

    there: Sequence[Copy]
    announces: Callable[[Copy], bool] = lambda copy: False
    audience: Collection[str] = ()
    ledger: Ledger = field(default_factory=Ledger)
    acknowledged: Collection[Mark] = ()
    inputs: Sequence[Input] = ()
    kills: Sequence[float] = ()

    @cached_property
    def copies(self) -> list[Copy]:
        """Those of the announcement."""
        return [copy for copy in self.there if self.announces(copy)]

    def lost(self) -> list[str]:
        """What ought to be there and is not."""
        missing = {*self.acknowledged} - {copy.mark for copy in self.there}
        unreached = {*self.audience} - {copy.address for copy in self.copies}
        return [
            *(f"{number} at {address} was acknowledged and is not there" for address, number in sorted(missing)),
            *(f"{who} has nothing, and nobody says why" for who in sorted(unreached) if not self.ledger.explains(who)),
            *(
                f"{one.name} was acknowledged, and {one.address} reads no {one.effect!r}"
                for one in self.inputs
                if one.acknowledged and len(self._effects(one)) < len(self._like(one, acknowledged=True))
            ),
        ]

    def repeated(self) -> list[Copy]:
        """What came once more after it had come: letters under their one Message-ID, and answers; oldest first."""
        again = [copy for same in _grouped(self.there, lambda copy: copy.mark) for copy in same[1:]]
        again += [copy for one in self.inputs for copy in self._effects(one)[len(self._like(one)) :]]
        return sorted({id(copy): copy for copy in again}.values(), key=lambda copy: copy.at)

    def violations(self, *, bound: int) -> list[str]:
        """Everything that breaks a promise, a sentence each; `bound` is how many doubles one kill may cause."""
        return [*self.lost(), *self._strangers(), *self._doubles(), *self._beyond(bound)]

    def _strangers(self) -> Iterator[str]:
        for copy in self.copies:
            if copy.address not in self.audience:
                yield f"{copy.id} at {copy.address} was meant for others"

    def _doubles(self) -> Iterator[str]:
        """Copies of the announcement that no doubt excuses: a letter that is new, a message that is one more."""
        for mine in _grouped(self.copies, lambda copy: copy.address):
            if len(different := {copy.id for copy in mine}) > 1:
                yield f"{mine[0].address} has it {len(different)} times: {', '.join(sorted(different))}"

    def _beyond(self, bound: int) -> Iterator[str]:
        """Repetitions before any kill, and more than one kill may cause."""
        after = Counter(bisect_left(sorted(self.kills), copy.at) for copy in self.repeated())
        for kill, count in sorted(after.items()):
            if not kill:
                yield f"{count} came twice before anything was killed"
            elif count > bound:
                yield f"{count} came twice after kill {kill}, where {bound} may have been in doubt"

    def _effects(self, one: Input) -> list[Copy]:
        """What was read of it, oldest first."""
        found = [copy for copy in self.there if copy.address == one.address and one.effect in copy.text]
        return sorted(found, key=lambda copy: copy.at)

    def _like(self, one: Input, *, acknowledged: bool = False) -> list[Input]:
        """All inputs that ask for the same, or those of them that were acknowledged."""
        same = [other for other in self.inputs if (other.address, other.effect) == (one.address, one.effect)]
        return [other for other in same if other.acknowledged or not acknowledged]


def _grouped(copies: Iterable[Copy], key: Callable[[Copy], Hashable]) -> Collection[list[Copy]]:
    groups: dict[Hashable, list[Copy]] = {}
    for copy in sorted(copies, key=lambda copy: copy.at):
        groups.setdefault(key(copy), []).append(copy)
    return groups.values()


def letters(post: MailSimulator) -> list[Copy]:
    """All that ever arrived in a mailbox, of a post on the real clock."""
    return [
        Copy(each.recipient, each.message_id, f"{each.subject}\n{each.text}", _monotonic(each.arrived.timestamp()))
        for mailbox in post.mailboxes.values()
        for each in mailbox.letters
    ]


def messages(messenger: TelegramSimulator) -> list[Copy]:
    """What the bot wrote and is still in a chat, of a messenger on the real clock."""
    asked = dict(_made(messenger))
    copies = []
    for chat in messenger.chats.values():
        for message in chat.from_bot:
            mark = str(chat.id), str(message.id)
            # Where a request was told to fail after its work, only the date of the message is known, in full seconds.
            copies.append(Copy(*mark, message.text, asked.get(mark) or _monotonic(message.raw["date"])))
    return copies


def sent(messenger: TelegramSimulator) -> set[Mark]:
    """The messages that the messenger acknowledged with ok."""
    return {mark for mark, _ in _made(messenger)}


def _made(messenger: TelegramSimulator) -> Iterator[tuple[Mark, float]]:
    """Every message that a request made, and when; an album is several."""
    for request in messenger.called():
        result = request.response.get("result") if request.method.startswith("send") else None
        for message in result if isinstance(result, list) else [result]:
            if isinstance(message, dict):
                yield (str(message["chat"]["id"]), str(message["message_id"])), request.at


def _monotonic(wall: float) -> float:
    return wall - time.time() + time.monotonic()


def confirmed(messenger: TelegramSimulator) -> list[dict[str, Any]]:
    """The updates that the bot fetched and then confirmed by a higher offset, each once."""
    polls = messenger.called("getUpdates")
    offset = max((poll.params.get("offset", 0) for poll in polls), default=0)
    fetched = {update["update_id"]: update for poll in polls for update in poll.response.get("result", [])}
    return [update for number, update in sorted(fetched.items()) if number < offset]


class Handover(NamedTuple):
    """A letter that went to the server to its last byte, for a recipient whom that had taken. `code` is the reply to
    the final dot as the client got it; None when it got none and is left in doubt. `at` is when the reply came, or the
    last that came before."""

    connection: int
    recipient: str
    message_id: str
    code: int | None
    at: float

    @property
    def mark(self) -> Mark:
        return self.recipient, self.message_id


def taken(handed_over: Iterable[Handover]) -> set[Mark]:
    """What the server acknowledged with 250, as far as the client was told."""
    return {one.mark for one in handed_over if one.code == 250}


def handovers(passed: Sequence[Piece]) -> list[Handover]:
    """The letters in SMTP that a proxy saw, pipelined or not (RFC 5321, RFC 2920); what is encrypted is not seen."""
    numbers = dict.fromkeys(piece.connection for piece in passed)
    return [one for number in numbers for one in _Conversation(number, passed).handovers()]


class _Reply(NamedTuple):
    code: int
    at: float


class _Conversation:
    """One connection. Every command has one reply, in order, whenever both were sent; so has every step of a login."""

    def __init__(self, number: int, passed: Sequence[Piece]) -> None:
        pieces = [piece for piece in passed if piece.connection == number]
        self._number = number
        self._said = io.BytesIO(b"".join(piece.data for piece in pieces if piece.direction == "up"))
        self._replies = _replies([piece for piece in pieces if piece.direction == "down"])
        self._at = 0.0

    def handovers(self) -> Iterator[Handover]:
        self._reply()  # the greeting
        recipients: list[str] = []
        while (line := self._said.readline()).endswith(b"\n"):
            verb, code = line[:4].upper(), self._reply()
            if verb in (b"EHLO", b"MAIL", b"RSET"):
                recipients = []
            elif verb == b"RCPT" and code in (250, 251):
                recipients.append(line.partition(b"<")[2].partition(b">")[0].decode())
            elif verb == b"DATA" and code == 354:
                if (letter := self._letter()) is None:
                    return
                code = self._reply()
                for recipient in recipients:
                    yield Handover(self._number, recipient, letter, code, self._at)

    def _reply(self) -> int | None:
        """The code of the next reply, if it came."""
        reply = next(self._replies, None)
        if reply:
            self._at = reply.at
        return reply and reply.code

    def _letter(self) -> str | None:
        """The Message-ID of what follows up to the final dot; None where that is missing."""
        lines = []
        while (line := self._said.readline()) != b".\r\n":
            if not line:
                return None
            lines.append(line)
        headers = BytesHeaderParser().parsebytes(b"".join(lines))
        return str(headers["Message-ID"] or "").strip()


def _replies(pieces: Sequence[Piece]) -> Iterator[_Reply]:
    """A server's replies, each with the moment of the piece that completed it."""
    heard = b""
    for piece in pieces:
        heard += piece.data
        *lines, heard = heard.split(b"\r\n")
        for line in lines:
            if line[3:4] != b"-":
                yield _Reply(int(line[:3]), piece.at)
