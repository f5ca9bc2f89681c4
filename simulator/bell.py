"""Something to wait for without looking again and again: whoever waits is woken when the bell rings."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class Bell:
    """Rings for all who wait at that moment."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def ring(self) -> None:
        """Wake everybody."""
        for future in self._waiting:
            if not future.done():
                future.set_result(None)
        self._waiting.clear()

    async def heard(self) -> None:
        """Return at the next ring."""
        future = asyncio.get_running_loop().create_future()
        self._waiting.add(future)
        try:
            await future
        finally:
            self._waiting.discard(future)

    async def until(self, look: Callable[[], T | None], timeout: float, instead: Callable[[], str]) -> T:  # noqa: ASYNC109
        """What `look` finds, now or after a later ring; AssertionError with what is there `instead` after so long."""
        try:
            async with asyncio.timeout(timeout):
                while (found := look()) is None:
                    await self.heard()
                return found
        except TimeoutError:
            raise AssertionError(instead()) from None
