"""Staff release invitations: which towns, how many letters, what they say, go."""

from typing import Any

from markupsafe import Markup

from handlers import addressing, audience, dialogue
from handlers.commands import command
from handlers.dialogue import Choice, Dialogue, Question
from handlers.invite import facts, release_invitations, standing
from mailing.turn import Turn, action
from storage import invitations
from storage.audiences import Audience
from storage.refusals import Refusal


class NobodyToInvite(Refusal):
    """Everybody there is invited already, has confirmed, left, or has no mail address."""


@command("invite", role="editor")
async def invite(turn: Turn, rest: str) -> None:
    """Whom? «Einladen: Hilden» names towns at once."""
    known: dict[str, Any] = {}
    if rest:
        understood = await addressing.understand(turn, rest)
        known = {} if understood.unknown else {"towns": understood.audience.towns}
    await dialogue.start(turn, DIALOGUE, known)


@action("invitations.start", role="editor")
async def start(turn: Turn, argument: str) -> None:
    await invite(turn, "")


async def _towns(turn: Turn, answers: dict[str, Any]) -> list[Choice]:
    return await audience.options(turn, "towns")


async def _sure(turn: Turn, answers: dict[str, Any]) -> list[Choice]:
    return [Choice("yes", turn.words.text("invite-now"))]


async def _inviting_facts(turn: Turn, answers: dict[str, Any]) -> dict[str, Any]:
    """How many that would be, and the letter that they would get."""
    waiting = await invitations.candidates(turn.session, Audience(towns=answers.get("towns") or []))
    first = next(iter(waiting), None)
    said = await facts(turn, turn.words, first.person if first else turn.person)
    letter = turn.words.html("invite-letter", ways=Markup(""), **said)
    return {"count": len(waiting), "letter": letter, "standing": await standing(turn)}


async def _finish(turn: Turn, answers: dict[str, Any]) -> None:
    meant = Audience(towns=answers.get("towns") or [])
    number = await release_invitations(turn.session, turn.now, turn.office, meant, turn.person)
    if not number:
        raise NobodyToInvite
    await turn.say("inviting-done", number=number, standing=await standing(turn))


DIALOGUE = Dialogue(
    "inviting",
    _finish,
    [Question("towns", kind="several", choices=_towns), Question("sure", kind="one", choices=_sure)],
    summary=False,
    role="editor",
    facts=_inviting_facts,
)
