"""«Accept», «decline» and «maybe», pressed in a calendar program (handlers/entries.py knows whether it counts)."""

from handlers import signing_up
from handlers.entries import Answered
from mailing.turn import Turn
from storage.sign_ups import CONCERNED


async def take(turn: Turn, answered: Answered) -> None:
    """Take it as the answer it is. What repeats what we know needs no word. Of several days, or of a date that has
    changed since, nobody can know what was meant: then it is asked. A «maybe» keeps the seat, which is said."""
    found, decision = answered.sign_up, answered.reply.decision
    comes, number = found.state in CONCERNED, found.training_id
    if decision == "accepted":
        if found.state != "seat":
            await signing_up.yes(turn, str(number))
    elif decision == "tentative":
        await signing_up.maybe(turn, str(number))
    elif comes and (answered.is_old or len(found.training.sessions) > 1):
        await signing_up.show(turn, str(found.id))
    elif comes:
        await signing_up.cancelled(turn, str(found.id))
