"""The channels that messages leave by: each takes claimed rows of the outbox and says of each what came of it.

A channel decides nothing about the queue. It reads what it needs, talks to its server, and gives an `Outcome` back; the
outbox writes that down. Errors of the world are either for good ("failed") or for now ("retry"); a chat announcement of
which nobody can know is "uncertain".
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal, Protocol

from storage.outbox import Leaving
from storage.pace import Limit
from storage.people import Channel as Name

State = Literal["sent", "failed", "retry", "queued", "skipped", "uncertain"]


@dataclass(frozen=True)
class Outcome:
    """What came of one attempt; "queued" if it was none, and counts as none.

    `until` is when to try again ("retry"; None: as the channel's patience says). `scope` stands still until then:
    "telegram", "telegram:4711", "mail". `parts_sent` counts what arrived of a message in several parts.
    `new_address` is where a chat moved to. `pause` says why the address works no more. `uploaded` are the file_ids of
    files that went up, by the id of their row. `maybe_repeated`: it may have arrived already. `account_refused`: the
    server does not know us (any more), so that going on is senseless until somebody changes the settings.
    """

    state: State
    reason: str | None = None
    until: datetime | None = None
    scope: str | None = None
    telegram_message_id: int | None = None
    parts_sent: int | None = None
    new_address: str | None = None
    pause: str | None = None
    maybe_repeated: bool = False
    uploaded: Mapping[int, str] = field(default_factory=dict)
    account_refused: bool = False

    @property
    def is_plain(self) -> bool:
        """Sent, and nothing more to say."""
        return self == SENT


SENT = Outcome("sent")
UNTRIED = Outcome("queued")


@dataclass(frozen=True)
class Patience:
    """How long to wait after the first, second, … failure for now: `waits` of one message, `outages` of the whole
    channel; the last one repeats. After `give_up` a message has failed for good."""

    waits: tuple[timedelta, ...]
    outages: tuple[timedelta, ...]
    give_up: timedelta

    def wait(self, attempts: int, *, outage: bool) -> timedelta:
        waits = self.outages if outage else self.waits
        return waits[min(max(attempts, 1), len(waits)) - 1]


@dataclass(frozen=True)
class Limits:
    """How fast a channel may be used: `overall`, for each `group` and public channel, and for any one address what goes
    to many (`spacing`) and what answers it (`burst`)."""

    overall: Sequence[Limit] = ()
    group: Sequence[Limit] = ()
    spacing: Limit | None = None
    burst: Limit | None = None


class AccountRefused(Exception):
    """The server does not know us (any more): going on is senseless until somebody changes the settings."""


class FileGone(Exception):
    """A file in the messenger that cannot be had any more, or is too large to be had."""


Back = Callable[[Leaving, Outcome], None]


class Channel(Protocol):
    """`slots` is how many answers may be on their way at once, `parallel` how many messages to many are being sent at
    any moment; `server` under which name the last good answer is remembered."""

    name: Name
    server: str
    slots: int
    parallel: int
    patience: Patience
    limits: Limits

    def open(self, back: Back, may_send: Callable[[], bool]) -> None:
        """`back` is called once for each row that was handed over and not withdrawn; `may_send` is asked before each
        is begun: nothing leaves after our lease has run out."""

    def hand_over(self, rows: Sequence[Leaving]) -> None:
        """Begin to send, answers before all else."""

    def withdraw(self) -> list[Leaving]:
        """Give back the rows that were not begun."""

    async def rest(self) -> None:
        """Nothing is left to do for now: connections may be closed."""

    async def close(self) -> None:
        """Break off what is on its way."""
