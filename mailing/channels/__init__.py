"""The channels that messages leave by: each sends one row of the outbox and says what came of it.

A channel decides nothing about the queue. It reads what it needs, talks to its server, and returns an `Outcome`; the
outbox writes that down. Errors of the world are either for good ("failed") or
for now ("retry"); a chat announcement of which nobody can know is "uncertain".
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal, Protocol

from mailing.pace import Pace
from storage.outbox import Outgoing
from storage.people import Channel as Name

State = Literal["sent", "failed", "retry", "skipped", "uncertain"]


@dataclass(frozen=True)
class Outcome:
    """What came of one attempt.

    `until` is when to try again ("retry"; None: as the channel's patience says). `scope` stands still until then:
    "telegram", "telegram:4711", "mail". `parts_sent` counts what arrived of a message in several parts.
    `new_address` is where a chat moved to. `pause` says why the address works no more. `uploaded` are the file_ids of
    files that went up, by the id of their row. `maybe_repeated`: it may have arrived already.
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


class AccountRefused(Exception):
    """The server does not know us (any more): going on is senseless until somebody changes the settings."""


class FileGone(Exception):
    """A file in the messenger that cannot be had any more, or is too large to be had."""


class Channel(Protocol):
    """`slots` is how many rows may be on their way at once, `bulk_slots` how many of these may go to many; `server`
    under which name the last good answer is remembered."""

    name: Name
    server: str
    slots: int
    bulk_slots: int
    patience: Patience
    pace: Pace

    async def send(self, row: Outgoing) -> Outcome:
        """Try once. Raises `AccountRefused`, and anything else only while nothing has left."""

    async def rest(self) -> None:
        """Nothing is left to do for now: connections may be closed."""
