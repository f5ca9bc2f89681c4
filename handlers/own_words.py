"""Answers to a training in people's own words: "ja, zu dritt", a number, a reply to its announcement.

mailing/answers.py reads them, handlers/signing_up.py carries them out; what stands beside the answer is passed on to a
person, and what is no certain answer is read by one.
"""

from collections.abc import Awaitable
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from handlers import requests, signing_up, trainings
from handlers.signing_up import MOST, MOST_OFFERED, NotACount, Wish
from handlers.trainings import facts
from mailing import answers, formatting, wording
from mailing.answers import Answer
from mailing.turn import Button, Said, Turn, action
from storage import amendments, announcements, sign_ups
from storage import trainings as offered
from storage.trainings import Training


@action("signing.number")
async def typed_number(turn: Turn, argument: str) -> None:
    """A number in a reply, alone or in words ("zu dritt"). Anything else a person reads."""
    said = answers.read(turn.said.text)
    if said.number is None:
        await requests.question(turn)
    else:
        await _take(turn, signing_up.with_number(turn, argument, said.number), said.rest)


@action("signing.reply")
async def reply(turn: Turn, argument: str) -> None:
    """An answer in the person's own words to something about the training of that number."""
    said = answers.read(turn.said.text)
    if said.decision is None and said.number is None:
        await unclear(turn, await offered.get(turn.session, int(argument)))
    else:
        await _take(turn, _decide(turn, argument, said), said.rest)


async def _decide(turn: Turn, argument: str, said: Answer) -> None:
    wish = Wish(int(argument), said.number)
    if said.decision == "no":
        await signing_up.no(turn, f"{argument}.sure")
    elif said.decision == "maybe":
        await signing_up.maybe(turn, argument)
    elif said.number == 0:
        raise NotACount(most=MOST)
    elif said.decision == "yes":
        await signing_up.yes(turn, str(wish))
    else:
        await _ask_meant(turn, wish)


async def _ask_meant(turn: Turn, wish: Wish) -> None:
    """A number alone: of people, or of a line?"""
    training = await offered.get(turn.session, wish.training_id)
    buttons = [Button("signing-yes", f"signing.yes:{wish}"), Button("signing-no", f"signing.no:{training.id}")]
    await turn.say(
        "signing-meant", title=training.title, number=trainings.number(turn.words, wish.seats or 1), buttons=buttons
    )


async def _take(turn: Turn, answer: Awaitable[Any], rest: str) -> None:
    """Take an answer, and pass on what stands beside it."""
    await requests.take(turn, answer, _beside(turn, rest))


def _beside(turn: Turn, rest: str) -> Said | None:
    """What somebody wrote beside an answer, with the files, for a person to read; None for nothing but courtesy."""
    worth = wording.worth_reading(rest, turn.letter.from_name if turn.letter else "")
    if not worth and not turn.said.files:
        return None
    return Said(worth, formatting.from_plain(worth), turn.said.files)


async def in_own_words(turn: Turn) -> bool:
    """Whether an answer by itself ("ja", "ja 3") was one, of somebody who knows us: then it is asked what to, even if
    only one is on. By mail From can be forged: nothing is done before they choose in a letter that went to them."""
    said = answers.read(turn.said.text)
    coming = await offered.upcoming(turn.session, turn.now) if said.decision and turn.person.is_confirmed else []
    if said.decision is None or not coming:
        return False
    wanted = f".{said.number}" if said.number and said.decision == "yes" else ""
    buttons = [
        Button(trainings.title(turn.words, one), f"signing.{said.decision}:{one.id}{wanted}", plain=True)
        for one in coming[:MOST_OFFERED]
    ]
    if len(coming) > MOST_OFFERED:
        buttons.append(Button("trainings-all", "trainings.list"))
    which = turn.words.text(f"signing-which-{said.decision}")
    await _take(turn, turn.say("signing-which", said=which, buttons=buttons), said.rest)
    return True


async def to_announcement(turn: Turn, announcement_id: int) -> bool:
    """Whether what was said answers the announcement of a training ("ja 3"); what is none goes its usual way."""
    said = answers.read(turn.said.text)
    training = await training_told_by(turn.session, announcement_id)
    if training is None or (said.decision is None and said.number is None):
        return False
    await reply(turn, str(training.id))
    return True


async def from_elsewhere(turn: Turn, reader: Turn, announcement_id: int) -> bool:
    """The same where another address answers than the one that the announcement went to. It may be the same person, or
    somebody to whom it was passed on: `reader` is asked, and whoever wrote is told so."""
    said = answers.read(turn.said.text)
    training = await training_told_by(turn.session, announcement_id)
    if training is None or (said.decision is None and said.number is None):
        return False
    wish = Wish(training.id, said.number or None)
    await reader.write_to(
        reader.person, reader.channel, reader.address, "signing-was-it-you",
        title=training.title,
        said=reader.words.text(f"signing-which-{said.decision or 'yes'}"),
        number=trainings.number(reader.words, wish.seats or 1),
        buttons=[Button("signing-yes", f"signing.yes:{wish}"), Button("signing-no", f"signing.no:{training.id}")],
    )  # fmt: skip
    await _take(turn, turn.say("signing-asked-there", contact=turn.office.contact), said.rest)
    return True


async def unclear(turn: Turn, training: Training) -> None:
    """A reply to the announcement that is no certain answer: a person reads it, and who has not answered yet is not
    left to think that they are signed up."""
    own = await sign_ups.own(turn.session, training.id, turn.person)
    await requests.question(turn, acknowledge=own is not None)
    if own is None:
        await turn.say(
            "signing-unclear",
            name=turn.office.contact_person,
            buttons=trainings.buttons_of(training, None, turn),
            reply=f"signing.reply:{training.id}",
            **facts(turn.words, turn.office, training),
        )


async def training_told_by(session: AsyncSession, announcement_id: int) -> Training | None:
    """The training that an announcement, or a correction of one, tells of."""
    announcement = await announcements.get(session, announcement_id)
    first = announcement and await amendments.original(session, announcement)
    return await offered.told_by(session, first.id) if first else None
