"""«Accept», «decline» and «maybe», pressed in a calendar program (handlers/entries.py knows whether it counts)."""

from zoneinfo import ZoneInfo

from handlers import signing_up
from handlers.entries import Answered
from mailing.letters import Letter
from mailing.turn import Turn
from storage.sign_ups import CONCERNED


async def take(turn: Turn, answered: Answered) -> None:
    """Take it as the answer it is. What repeats what we know needs no word. Of several days, or of a date that has
    changed since, nobody can know what was meant, and what is older than their last word is not meant any more: then
    they see how it stands. A «maybe» keeps the seat, which is said."""
    found, decision = answered.sign_up, answered.reply.decision
    comes, number = found.state in CONCERNED, found.training_id
    if (decision == "accepted" and found.state == "seat") or (decision == "declined" and not comes):
        return
    if answered.is_old or (decision == "declined" and len(found.training.sessions) > 1):
        await signing_up.show(turn, str(found.id))
    elif decision == "accepted":
        await signing_up.yes(turn, str(number))
    elif decision == "tentative":
        await signing_up.maybe(turn, str(number))
    else:
        await signing_up.cancelled(turn, str(found.id))


def for_a_person(turn: Turn, answered: Answered, letter: Letter) -> str:
    """What is no answer, in words: another time, somebody else instead, or somebody else who answers."""
    reply, training = answered.reply, answered.sign_up.training
    lines = [letter.subject or training.title]
    if reply.starts:
        zone = ZoneInfo(training.zone)
        moment = reply.starts if reply.starts.tzinfo else reply.starts.replace(tzinfo=zone)
        lines.append(turn.words.text("signing-proposed", title=training.title, when=turn.words.when(moment, zone)))
    return "\n\n".join([*lines, reply.comment or letter.own_text]).strip()
