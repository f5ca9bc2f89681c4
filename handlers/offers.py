"""A seat became free and is offered: yes, please, or no, thank you. What is replied in words: `signing.reply`."""

from handlers import signing_up
from mailing.turn import Turn, action
from storage import waiting


@action("offers.accept")
async def accept(turn: Turn, argument: str) -> None:
    """Raises as `waiting.accept` does."""
    result = await waiting.accept(turn.session, int(argument), by=turn.person, door=turn.door, now=turn.now)
    await signing_up.outcome(turn, result, "offered")


@action("offers.decline")
async def decline(turn: Turn, argument: str) -> None:
    """Raises as `waiting.decline` does."""
    result = await waiting.decline(turn.session, int(argument), by=turn.person, door=turn.door, now=turn.now)
    await signing_up.outcome(turn, result, "offered")
