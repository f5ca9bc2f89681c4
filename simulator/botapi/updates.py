"""The updates that wait for the bot, and the long poll that fetches them.

"An update is considered confirmed as soon as getUpdates is called with an offset higher than its update_id"
(https://core.telegram.org/bots/api#getupdates). Ids begin at random and go up; an offset beyond the next id belongs to
an older numbering and confirms nothing. Of two polls at the same time the older one is ended with 409. Updates are kept
for 24 hours, callback queries for 150 seconds.
"""

import asyncio
import random
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from simulator.bell import Bell
from simulator.botapi.refusal import Json, usual

KEPT = 24 * 3600.0
KEPT_CALLBACK = 150.0
MAX_TIMEOUT = 50
_ONLY_WHEN_ASKED_FOR = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(frozen=True)
class _Pending:
    id: int
    body: Json
    until: float


class Updates:
    """The queue; `now` gives seconds since 1970."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._pending: deque[_Pending] = deque()
        self._next_id = random.randrange(100_000_000, 900_000_000)
        self._allowed: list[str] = []
        self._poll: asyncio.Future[None] | None = None
        self._bell = Bell()

    def __len__(self) -> int:
        return len(self._pending)

    def add(self, kind: str, body: Json) -> None:
        """Put an update of this kind in the queue, if the bot wants it."""
        wanted = kind in self._allowed if self._allowed else kind not in _ONLY_WHEN_ASKED_FOR
        if wanted:
            self.inject({kind: body}, KEPT_CALLBACK if kind == "callback_query" else KEPT)

    def inject(self, raw: Json, kept: float = KEPT) -> None:
        """Put anything in the queue, with the next id unless it brings one of its own."""
        given = raw.get("update_id")
        number = given if isinstance(given, int) else self._next_id
        self._next_id = max(self._next_id, number + 1)
        self._pending.append(_Pending(number, {"update_id": number, **raw}, self._now() + kept))
        self._wake()

    def renumber(self, next_id: int) -> None:
        """Go on with another id, as after a week without updates."""
        self._next_id = next_id

    def clear(self) -> None:
        """Forget all that is pending."""
        self._pending.clear()
        self._bell.ring()

    def release(self) -> None:
        """End the poll that is waiting, with what there is."""
        self._wake()

    async def confirmed(self, timeout: float = 30) -> None:  # noqa: ASYNC109
        """Return when the bot has confirmed every update."""
        await self._bell.until(
            lambda: None if self._pending else True, timeout, lambda: f"not confirmed: {list(self._pending)}"
        )

    async def poll(self, params: Json, gone: asyncio.Future[None]) -> list[Json]:
        """What getUpdates answers; waits up to `timeout` seconds for a first update, or until the bot is gone."""
        if self._poll and not self._poll.done():
            self._poll.set_exception(usual(409))
        self._allowed = params.get("allowed_updates", self._allowed)
        self._confirm(params.get("offset", 0))
        limit = min(max(params.get("limit", 100), 1), 100)
        seconds = min(max(params.get("timeout", 0), 0), MAX_TIMEOUT)
        if not self._batch(limit) and seconds:
            await self._wait(seconds, gone)
        return self._batch(limit)

    async def _wait(self, seconds: float, gone: asyncio.Future[None]) -> None:
        self._poll = poll = asyncio.get_running_loop().create_future()
        await asyncio.wait({poll, gone}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        if poll.done():
            poll.result()
        else:
            poll.cancel()

    def _wake(self) -> None:
        if self._poll and not self._poll.done():
            self._poll.set_result(None)

    def _batch(self, limit: int) -> list[Json]:
        now = self._now()
        while self._pending and self._pending[0].until <= now:
            self._pending.popleft()
        return [pending.body for pending in islice(self._pending, limit) if pending.until > now]

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            while len(self._pending) > -offset:
                self._pending.popleft()
        elif offset <= self._next_id:
            while self._pending and self._pending[0].id < offset:
                self._pending.popleft()
        self._bell.ring()
