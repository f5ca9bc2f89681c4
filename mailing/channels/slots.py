"""Rows side by side: at most so many are being sent at once, and of those that go to many fewer, so that an answer
always finds a free place."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Sequence

from mailing.channels import Back, Outcome
from storage.outbox import ANNOUNCEMENT, Leaving

log = logging.getLogger(__name__)


class Slots:
    """`send` tries one row, if it `may_send`; `back` hears what came of it."""

    def __init__(
        self,
        send: Callable[[Leaving], Awaitable[Outcome]],
        back: Back,
        may_send: Callable[[], bool],
        *,
        places: int,
        bulk_places: int,
    ) -> None:
        self._send, self._back, self._may_send = send, back, may_send
        self._free = {False: places - bulk_places, True: bulk_places}
        self._waiting: dict[bool, deque[Leaving]] = {False: deque(), True: deque()}
        self._running: set[asyncio.Task[None]] = set()

    def hand_over(self, rows: Sequence[Leaving]) -> None:
        for row in rows:
            self._waiting[row.priority >= ANNOUNCEMENT].append(row)
        self._begin()

    def withdraw(self) -> list[Leaving]:
        rows = [row for waiting in self._waiting.values() for row in waiting]
        for waiting in self._waiting.values():
            waiting.clear()
        return rows

    def cancel(self) -> None:
        for task in self._running:
            task.cancel()

    def _begin(self) -> None:
        """Answers may take the places of what goes to many, but not the other way round."""
        while self._may_send() and (place := self._place()):
            is_bulk, taken = place
            task = asyncio.create_task(self._carry_out(self._waiting[is_bulk].popleft()))
            self._free[taken] -= 1
            self._running.add(task)
            task.add_done_callback(lambda task, taken=taken: self._ended(task, taken))  # type: ignore[misc]

    def _place(self) -> tuple[bool, bool] | None:
        """Which row begins, and whose place it takes."""
        if self._waiting[False] and (self._free[False] or self._free[True]):
            return False, not self._free[False]
        if self._waiting[True] and self._free[True]:
            return True, True
        return None

    def _ended(self, task: asyncio.Task[None], taken: bool) -> None:
        self._running.discard(task)
        self._free[taken] += 1
        if not task.cancelled():
            self._begin()

    async def _carry_out(self, row: Leaving) -> None:
        try:
            outcome = await self._send(row)
        except Exception as error:
            log.error("row %s could not be tried: %s", row.id, type(error).__name__, exc_info=row.attempts == 1)
            outcome = Outcome("retry", "internal")
        self._back(row, outcome)
