"""What can be told to go wrong: a refusal, an answer that never comes, a connection that breaks.

A trouble strikes the requests it is meant for, or one of so many of them, so many times, and is over. Without a method
it means every method but getUpdates, which a running bot calls all the time.
"""

import asyncio
from typing import Literal

from simulator.bell import Bell
from simulator.botapi.calls import Call
from simulator.botapi.refusal import ApiRefusal

Kind = Literal["refuse", "hang", "drop"]


class Trouble:
    """One thing that goes wrong, with one of `every` requests; `left` counts the times it still will (None: until
    `end`)."""

    def __init__(
        self,
        kind: Kind,
        method: str | None,
        chats: set[int | str],
        times: int | None,
        *,
        refusal: ApiRefusal | None = None,
        after_work: bool = False,
        every: int = 1,
    ) -> None:
        self.kind = kind
        self.method = method
        self.chats = chats
        self.left = times
        self.refusal = refusal
        self.after_work = after_work
        self.every = every
        self.passed = 0
        self.struck = 0
        self.released = asyncio.Event()
        self._bell = Bell()

    def strikes(self, call: Call) -> bool:
        """Whether this call runs into it; counts it if so."""
        meant = call.method == self.method if self.method else call.method != "getUpdates"
        there = not self.chats or call.params.get("chat_id") in self.chats
        if self.left == 0 or not (meant and there):
            return False
        self.passed += 1
        if self.passed % self.every:
            return False
        self.left = None if self.left is None else self.left - 1
        self.struck += 1
        self._bell.ring()
        return True

    async def met(self, times: int = 1, timeout: float = 30) -> None:  # noqa: ASYNC109
        """Return when so many requests have run into it."""
        await self._bell.until(
            lambda: True if self.struck >= times else None, timeout, lambda: f"it struck {self.struck} times"
        )

    def end(self) -> None:
        """Strike no more, and let what hangs go on."""
        self.left = 0
        self.released.set()
