"""What can be wrong with a delivery: the address says so, or the test does.

An address keeps its fault for ever and at every domain: `mailbox-full@verein.example.org` is always full. A fault
that a test orders (`Faults.add`) strikes the next deliveries, or one of so many, whoever they are for, and is used up.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Literal

Moment = Literal["rcpt", "data"]
# An SMTP code to answer with, or what happens to the connection instead. `drop` is for RCPT.
How = int | Literal["hang", "drop", "drop-before-dot", "drop-after-dot"]

# What RCPT answers to these local parts; the enhanced codes are those of RFC 3463.
REFUSALS = {
    "temperror": "451 4.3.0 Try again later",
    "permerror": "550 5.1.1 No such mailbox",
    "mailbox-full": "552 5.2.2 Mailbox full",
}


def split(address: str) -> tuple[str, str]:
    """The local part without anything after a plus sign, and the domain, both in small letters."""
    local, _, domain = address.lower().rpartition("@")
    return local.partition("+")[0], domain


def plain(address: str) -> str:
    """The mailbox that takes the mail of this address: `anna+news@example.org` is `anna@example.org`."""
    return "@".join(split(address))


@dataclass
class _Order:
    """Strikes one of `every` deliveries that no earlier order strikes, so many `times`."""

    how: How
    times: int
    every: int
    met: int = 0

    def strikes(self) -> bool:
        if not self.times:
            return False
        self.met += 1
        if self.met % self.every:
            return False
        self.times -= 1
        return True


class Faults:
    """The faults that a test ordered, and what the greylist has seen."""

    def __init__(self) -> None:
        self._ordered: dict[Moment, list[_Order]] = {"rcpt": [], "data": []}
        self._met: Counter[tuple[str, str]] = Counter()

    def add(self, at: Moment, how: How, times: int, every: int) -> None:
        self._ordered[at].append(_Order(how, times, every))

    def next(self, at: Moment) -> How | None:
        """The fault that strikes this delivery; asked once for each."""
        return next((order.how for order in self._ordered[at] if order.strikes()), None)

    def refusal(self, sender: str, recipient: str) -> str | None:
        """What the recipient's address answers to RCPT; None to accept."""
        local, _ = split(recipient)
        if local == "greylist":
            self._met[sender, recipient] += 1
            return "451 4.7.1 Greylisted, try again" if self._met[sender, recipient] == 1 else None
        return REFUSALS.get(local)
