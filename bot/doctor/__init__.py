"""`netzbote doctor`: looks at everything a running program needs, and says of each whether it is well, and what to do.

    async for finding in examine(settings, send=False): ...

Each file looks at one thing and yields findings; `send` also writes a letter to ourselves, nothing else ever leaves.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from bot.settings import Settings

State = Literal["ok", "warning", "wrong"]


@dataclass(frozen=True)
class Finding:
    """`subject` is what was looked at ("smtp"); its words are `doctor-<subject>-<name>` with `details`."""

    state: State
    subject: str
    name: str
    details: dict[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> str:
        return f"doctor-{self.subject}-{self.name}"


async def examine(settings: "Settings", *, send: bool) -> AsyncIterator[Finding]:
    """Every finding, as soon as it is known."""
    from bot.doctor import database, letters, machine, messenger

    for finding in machine.look(settings):
        yield finding
    for look in (database.look, messenger.look, letters.look_out, letters.look_in):
        async for finding in look(settings):
            yield finding
    if send:
        async for finding in letters.look_around(settings):
            yield finding
