"""A pile of letters to be sent, and what came of each."""

from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Literal, cast

from mailing.channels.smtp import Connections, Handover, Lost, Outcome, Refused, SmtpServer
from simulator.bell import Bell

HOUSE = "kreis.example.org"
OFFICE = f"netz@{HOUSE}"


def content(number: int) -> bytes:
    return b"Message-ID: <%d@kreis.example.org>\r\n\r\n.Guten Tag\r\n.\r\nEnde\r\n" % number


def recipient(number: int) -> str:
    return f"person{number}@verein.example.org"


def letter(number: int, *pieces: bytes) -> Handover:
    return Handover(f"netz+bounce-{number}@{HOUSE}", recipient(number), pieces or (content(number),), number)


class Pile:
    """`taken` are the numbers of the letters that somebody took, in that order; `back` what came of each."""

    def __init__(self, *letters: Handover) -> None:
        self.taken: list[int] = []
        self.back: list[tuple[int, Outcome]] = []
        self._letters = deque(letters)
        self._bell = Bell()

    def take(self) -> Handover | None:
        if not self._letters:
            return None
        taken = self._letters.popleft()
        self.taken.append(cast(int, taken.row))
        self._bell.ring()
        return taken

    def done(self, letter: Handover, outcome: Outcome) -> None:
        self.back.append((cast(int, letter.row), outcome))
        self._bell.ring()

    def add(self, *letters: Handover) -> None:
        self._letters += letters

    @property
    def outcomes(self) -> dict[int, str]:
        """What came of each letter so far, in words; none came back twice, and none that was not taken."""
        numbers = [number for number, _ in self.back]
        assert len(set(numbers)) == len(numbers), self.back
        assert set(numbers) <= set(self.taken)
        return {number: in_words(outcome) for number, outcome in self.back}

    async def until(self, condition: Callable[["Pile"], object]) -> None:
        """Wait until this holds."""
        await self._bell.until(lambda: condition(self) or None, 10, lambda: f"took {self.taken}, got back {self.back}")

    async def settled(self) -> dict[int, str]:
        """Wait until every letter was taken and came back; what came of each."""
        await self.until(lambda pile: not pile._letters and len(pile.back) == len(pile.taken))
        return self.outcomes


def in_words(outcome: Outcome) -> str:
    match outcome:
        case None:
            return "sent"
        case Refused(stage=stage, code=code):
            return f"{stage} {code}"
        case Lost(in_doubt=in_doubt):
            return "in doubt" if in_doubt else "lost"
    return "unreachable"


@asynccontextmanager
async def sending(
    pile: Pile,
    port: int,
    *,
    tls: Literal["implicit", "starttls", "none"] = "none",
    connections: int = 1,
    mails_per_connection: int = 500,
    seconds: float = 5,
    final_dot: float = 5,
) -> AsyncIterator[Connections]:
    """Connections to a server of this machine that take from this pile."""
    opened = Connections(
        SmtpServer("127.0.0.1", port, tls),
        HOUSE,
        pile.take,
        pile.done,
        connections=connections,
        mails_per_connection=mails_per_connection,
        seconds=seconds,
        final_dot=final_dot,
    )
    opened.poke()
    try:
        yield opened
    finally:
        await opened.close()
