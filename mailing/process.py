"""This process, as the others see it: the name on what it claims, and until when its lease lets it act.

A process that was asleep longer than its lease wakes up as somebody else: what it had on its way has been settled by
the others, and its old name is worth nothing any more.
"""

import uuid
from datetime import UTC, datetime

from storage import leases

FOR_EVER = datetime.max.replace(tzinfo=UTC)


class Process:
    """Alone on its database unless leases are kept (`renewed`, `begin_anew`)."""

    def __init__(self, until: datetime = FOR_EVER) -> None:
        self.owner = uuid.uuid4().hex
        self._until = until

    def may_act(self, now: datetime) -> bool:
        """Whether nobody can have taken over what this process claimed."""
        return now < self._until

    def renewed(self, now: datetime) -> None:
        self._until = now + leases.LIFE

    def begin_anew(self) -> None:
        """Under another name: what was claimed under the old one belongs to the others."""
        self.owner = uuid.uuid4().hex
