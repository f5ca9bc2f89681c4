"""How fast messages may leave: at most so many within so long, in all and to one address.

Announcements wait for their turn; answers do not, but count. The times lie in memory and are filled from what the
outbox knows was sent, so that a restart does not forget them.
"""

from collections import deque
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple


class Limit(NamedTuple):
    """At most `number` within any period of this length."""

    number: int
    period: timedelta


class Window:
    """What left lately, and when the limit lets the next one go."""

    def __init__(self, limit: Limit) -> None:
        self.limit = limit
        self._left: deque[datetime] = deque(maxlen=limit.number)

    def note(self, moment: datetime) -> None:
        self._left.append(moment)

    def room(self, now: datetime) -> int:
        return self.limit.number - sum(moment + self.limit.period > now for moment in self._left)

    def free_at(self) -> datetime | None:
        """When there is room again; None while there always is."""
        return self._left[0] + self.limit.period if len(self._left) == self.limit.number else None

    def is_over(self, now: datetime) -> bool:
        """Whether nothing that it knows matters any more."""
        return not self._left or self._left[-1] + self.limit.period <= now


class Pace:
    """`overall` are the limits of the channel, `private` and `group` those of one address; a group's or channel's chat
    id is negative, or "@name"."""

    def __init__(
        self, overall: Sequence[Limit] = (), private: Sequence[Limit] = (), group: Sequence[Limit] = ()
    ) -> None:
        self._limits = {"private": private, "group": group}
        self._overall = [Window(limit) for limit in overall]
        self._each: dict[str, list[Window]] = {}
        self.remembers = max((limit.period for limit in [*overall, *private, *group]), default=timedelta())

    def note(self, address: str, moment: datetime) -> None:
        """Something left for this address."""
        if address not in self._each:
            kind = "group" if address.startswith(("-", "@")) else "private"
            self._each[address] = [Window(limit) for limit in self._limits[kind]]
        for window in [*self._overall, *self._each[address]]:
            window.note(moment)

    def room(self, now: datetime, most: int) -> int:
        """How many may leave now, of `most`."""
        return max(0, min([most, *(window.room(now) for window in self._overall)]))

    def resting(self, now: datetime) -> set[str]:
        """The addresses to which nothing may leave now."""
        self._each = {a: windows for a, windows in self._each.items() if not all(w.is_over(now) for w in windows)}
        return {address for address, windows in self._each.items() if any(w.room(now) <= 0 for w in windows)}

    def next_free(self, now: datetime) -> datetime | None:
        """When something may leave that has to wait now."""
        windows = [*self._overall, *(window for each in self._each.values() for window in each)]
        free = [window.free_at() for window in windows]
        return min((moment for moment in free if moment and moment > now), default=None)
