"""A clock that stands still until a test moves it."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class TestClock:
    """`now` stays what it is; `advance` wakes whoever sleeps until then."""

    __test__ = False

    def __init__(self, now: datetime = datetime(2027, 4, 13, 10, tzinfo=UTC)) -> None:
        self._now = now
        self._sleepers: dict[asyncio.Future[None], datetime] = {}
        self._fell_asleep = asyncio.Event()

    def now(self) -> datetime:
        return self._now

    async def sleep(self, seconds: float) -> None:
        await self.sleep_until(self._now + timedelta(seconds=seconds))

    async def sleep_until(self, moment: datetime) -> None:
        if moment <= self._now:
            await asyncio.sleep(0)
            return
        sleeper = asyncio.get_running_loop().create_future()
        self._sleepers[sleeper] = moment
        self._fell_asleep.set()
        try:
            await sleeper
        finally:
            self._sleepers.pop(sleeper, None)

    @property
    def next_alarm(self) -> datetime | None:
        """When the first sleeper wants to be woken."""
        return min(self._sleepers.values(), default=None)

    def advance(self, by: timedelta | float) -> None:
        """Let time pass, all at once; a number counts seconds."""
        self._now += by if isinstance(by, timedelta) else timedelta(seconds=by)
        for sleeper, moment in list(self._sleepers.items()):
            if moment <= self._now and not sleeper.done():
                sleeper.set_result(None)

    async def until_asleep(self, also: Callable[[], bool] = lambda: True, seconds: float = 60) -> None:
        """Wait until somebody sleeps until a later moment, and `also` holds at that time."""
        async with asyncio.timeout(seconds):
            while not (any(not s.done() for s in self._sleepers) and also()):
                self._fell_asleep.clear()
                await self._fell_asleep.wait()

    async def falls_asleep(self, seconds: float = 60) -> None:
        """Wait until somebody falls asleep from now on."""
        self._fell_asleep.clear()
        async with asyncio.timeout(seconds):
            await self._fell_asleep.wait()
