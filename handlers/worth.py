"""«Gilt bis»: after which moment it is of no use any more to send an announcement. What has not left by then stays here
and stands in the report."""

from typing import Any

from handlers import announce, dialogue, moments, planning
from handlers.audience import draft
from handlers.dialogue import Dialogue, Question
from locales import LANGUAGES, words
from mailing import wording
from mailing.turn import Turn, action
from storage import announcements
from storage.announcements import Announcement


@action("worth.ask", role="editor")
async def ask(turn: Turn, argument: str) -> None:
    await dialogue.start(turn, DIALOGUE, {"_draft": (await draft(turn, argument)).id})


def said(line: str, key: str = "worth-words-until") -> str | None:
    """What a line such as "Gilt bis: 13.4. 18 Uhr" says; None if it is no such line. `key` lists how it begins."""
    head, colon, rest = line.strip().partition(":")
    heads = [word for tag in LANGUAGES for word in words(tag).list(key)]
    return rest.strip() if colon and rest.strip() and wording.is_one_of(head, heads) else None


async def put(turn: Turn, announcement: Announcement, text: str | None) -> None:
    """Let it be worth sending until then; None, or "ohne Ende", is for ever. Raises `NotAMoment`, `PastItsTime`."""
    if text is None or moments.is_never(text):
        await announcements.value_until(turn.session, announcement, None, turn.now)
        return
    zone = turn.office.timezone
    when = moments.understand(text, turn.now, zone, hour=moments.END_OF_DAY)
    if when is None or when.rhythm:
        raise planning.NotAMoment
    await announcements.value_until(turn.session, announcement, when.moment(zone), turn.now)


async def _finish(turn: Turn, answers: dict[str, Any]) -> None:
    announcement = await draft(turn, str(answers["_draft"]))
    await put(turn, announcement, answers.get("until"))
    await announce.ask(turn, announcement)


DIALOGUE = Dialogue(
    "worth", _finish, [Question("until", optional=True, skip="worth-always")], summary=False, role="editor"
)
