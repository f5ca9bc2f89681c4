"""Writing to some of a training: to who comes, who waits, or who said nothing.

It is an announcement like any other, with preview, halt and report (handlers/announce.py); its audience is the group as
it is when the announcement leaves. What is written here names nobody.
"""

from typing import Any

from handlers import announce, dialogue, fitting, offering
from handlers.dialogue import Dialogue, Question
from locales import words
from mailing import formatting
from mailing.turn import Button, Enclosure, Turn, action
from storage import announcements, audiences, trainings
from storage.turnout import GROUP_NAMES, GroupName, group


@action("contacting.whom", role="editor")
async def whom(turn: Turn, argument: str) -> None:
    """Which of them? Each with how many that are, as far as they can be written to."""
    training = await trainings.get(turn.session, int(argument))
    buttons = []
    for name in GROUP_NAMES:
        count = await audiences.count(turn.session, group(training, name))
        buttons.append(Button(f"contacting-{name}", f"contacting.write:{training.id}.{name}", {"number": count.people}))
    await turn.say("contacting-whom", title=training.title, buttons=buttons, for_staff=True)


@action("contacting.write", role="editor")
async def write(turn: Turn, argument: str) -> None:
    """`argument` is "training.group"."""
    number, _, name = argument.partition(".")
    await dialogue.start(turn, DIALOGUE, {"_training": int(number), "_group": name})


async def _a_message(turn: Turn, message: Any) -> Any:
    """What was collected so far: {"html", "files"}."""
    fitting.check_files([Enclosure.from_json(file) for file in message["files"]])
    return message


async def _finish(turn: Turn, answers: dict[str, Any]) -> None:
    training = await trainings.get(turn.session, answers["_training"])
    html = formatting.canonical(answers["text"]["html"])
    if not html:
        raise fitting.NothingToSend
    name: GroupName = answers["_group"]
    written = await announcements.draft(
        turn.session,
        turn.person,
        subject=offering.subject_of(words(turn.office.language), training),
        html=html,
        audience=group(training, name),
        door="chat" if turn.channel == "telegram" else "mail",
        now=turn.now,
        files=[fitting.attached(Enclosure.from_json(file)) for file in answers["text"]["files"]],
    )
    await announce.preview(turn, str(written.id))


DIALOGUE = Dialogue(
    "contacting", _finish, [Question("text", kind="message", check=_a_message)], summary=False, role="editor"
)
