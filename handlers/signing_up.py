"""Signing up for a training: yes, several of us, maybe, no; change it, cancel it; what the training asks.

    signing.yes:12.3.unsure.5     training, seats, self-check, association; what is left out is asked, or the usual

A wish is a button's argument, so that each question on the way carries all that was answered before it, and an old
button goes on working. What is typed, or replied by mail, is read by mailing/answers.py; what stands beside the answer
is passed on to a person. A "no" or "maybe" that would cost a seat is asked back, unless it was said in words.
"""

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from sqlalchemy.ext.asyncio import AsyncSession

from handlers import dialogue, entries, fields, requests, start, trainings
from handlers.dialogue import Choice, Dialogue, Question
from handlers.trainings import facts
from mailing import answers, formatting, wording
from mailing.answers import Answer
from mailing.turn import Button, Said, Turn, action
from storage import amendments, announcements, associations, seating, sign_ups
from storage import trainings as offered
from storage.associations import Association
from storage.refusals import Refusal
from storage.seating import Result
from storage.sign_ups import SIGNED_UP, SelfCheck, SignUp
from storage.trainings import Training, TrainingQuestion

MOST_OFFERED = 5
"""So many people have a button; more are typed."""

MOST = 99
LONGEST_NAME, LONGEST_ANSWER = 120, 1000
OUTCOMES = {"no": "signing-said-no", "maybe": "signing-said-maybe"}


class NotACount(Refusal):
    """A number of people was asked for; `most`."""


@dataclass(frozen=True)
class Wish:
    """What somebody wants: `seats` None is as many as they have, or one; `association` 0 is for themselves."""

    training_id: int
    seats: int | None = None
    check: SelfCheck | None = None
    association: int | None = None

    @classmethod
    def read(cls, argument: str) -> "Wish":
        number, seats, check, association = (*argument.split("."), "", "", "")[:4]
        return cls(
            int(number),
            int(seats) if seats else None,
            cast("SelfCheck", check) if check in ("yes", "no", "unsure") else None,
            int(association) if association else None,
        )

    def __str__(self) -> str:
        parts = (self.training_id, self.seats, self.check, self.association)
        return ".".join("" if part is None else str(part) for part in parts).rstrip(".")


@action("signing.yes")
async def yes(turn: Turn, argument: str) -> None:
    """Sign up, once everything is known that must be: what is not is asked. Raises as `seating.sign_up` does."""
    wish = Wish.read(argument)
    if turn.channel == "telegram" and not await start.agreed(turn, f"signing.yes:{argument}"):
        return
    training = await offered.get(turn.session, wish.training_id)
    own = await sign_ups.own(turn.session, training.id, turn.person)
    if own and own.state in SIGNED_UP:
        await _sign_up(turn, wish, own)
    elif training.entry_question and wish.check is None:
        await _ask_check(turn, training, wish)
    elif wish.association is None and len(await _speaks_for(turn)) > 1:
        await _ask_association(turn, training, wish)
    else:
        await _sign_up(turn, wish, own)


async def _sign_up(turn: Turn, wish: Wish, own: SignUp | None) -> None:
    before = own.state if own else None
    seats = wish.seats or (own.seats if own and own.state in SIGNED_UP else 1)
    result = await seating.sign_up(
        turn.session, wish.training_id, turn.person,
        by=turn.person, door=turn.door, now=turn.now,
        seats=seats, association=await _for_whom(turn, wish), self_check=wish.check,
    )  # fmt: skip
    await outcome(turn, result, before)
    await _ask_next(turn, result.sign_up)


async def _speaks_for(turn: Turn) -> list[Association]:
    return [one.association for one in await associations.of(turn.session, turn.person) if one.status == "active"]


async def _for_whom(turn: Turn, wish: Wish) -> Association | None:
    """The association that was chosen, or the only one."""
    spoken_for = await _speaks_for(turn)
    if wish.association is None:
        return spoken_for[0] if len(spoken_for) == 1 else None
    return next((one for one in spoken_for if one.id == wish.association), None)


async def _ask_check(turn: Turn, training: Training, wish: Wish) -> None:
    await turn.say(
        "signing-check",
        title=training.title,
        question=training.entry_question or "",
        buttons=[
            Button("signing-check-yes", f"signing.yes:{replace(wish, check='yes')}"),
            Button("signing-check-unsure", f"signing.yes:{replace(wish, check='unsure')}"),
            Button("signing-check-no", f"signing.help:{replace(wish, check='no')}"),
        ],
    )


@action("signing.help")
async def help_(turn: Turn, argument: str) -> None:
    """Whoever cannot yet what a training needs is offered help, or another training; they may come all the same."""
    wish = Wish.read(argument)
    training = await offered.get(turn.session, wish.training_id)
    instead = await turn.session.get(Training, training.instead_id) if training.instead_id else None
    buttons = [Button("signing-all-the-same", f"signing.yes:{wish}")]
    if instead and instead.state == "open":
        label = trainings.title(turn.words, instead)
        buttons.append(Button(label, f"trainings.show:{instead.id}", plain=True))
    await turn.say(
        "signing-help",
        title=training.title,
        help=training.entry_help or turn.words.text("signing-help-usual"),
        contact=trainings.contact(turn.office, training),
        buttons=[*buttons, Button("signing-call-me", "calls.ask")],
    )


async def _ask_association(turn: Turn, training: Training, wish: Wish) -> None:
    choices = [(one.name[:40], one.id) for one in await _speaks_for(turn)]
    buttons = [Button(name, f"signing.yes:{replace(wish, association=key)}", plain=True) for name, key in choices]
    for_myself = Button("signing-for-myself", f"signing.yes:{replace(wish, association=0)}")
    await turn.say("signing-for-whom", title=training.title, buttons=[*buttons, for_myself])


@action("signing.several")
async def several(turn: Turn, argument: str) -> None:
    """How many are you? The number of the button is that of the people."""
    training = await offered.get(turn.session, int(argument))
    await _ask_number(turn, training, f"signing.yes:{training.id}.")


async def _ask_number(turn: Turn, training: Training, then: str) -> None:
    numbers = range(1, MOST_OFFERED + 1)
    buttons = [Button(f"signing-people-{number}", f"{then}{number}") for number in numbers]
    more = Button("signing-more", f"signing.more:{then}")
    reply = f"signing.number:{then}"
    await turn.say("signing-how-many", title=training.title, buttons=[*buttons, more], reply=reply)


@action("signing.more")
async def more(turn: Turn, argument: str) -> None:
    await dialogue.start(turn, NUMBER, {"_then": argument})


@action("signing.number")
async def typed_number(turn: Turn, argument: str) -> None:
    """A number in a reply, alone or in words ("zu dritt"). Anything else a person reads."""
    said = answers.read(turn.said.text)
    if said.number is None:
        await requests.question(turn)
    else:
        await _take(turn, _with_number(turn, argument, said.number), said.rest)


async def _with_number(turn: Turn, then: str, number: int) -> None:
    """Go on with the button that was meant: "signing.yes:12." or "signing.seats:7."."""
    if not 0 < number <= MOST:
        raise NotACount(most=MOST)
    name, _, argument = then.partition(":")
    await (yes if name == "signing.yes" else seats)(turn, f"{argument}{number}")


async def _a_number(turn: Turn, text: str) -> int:
    number = answers.read(text).number
    if number is None or not 0 < number <= MOST:
        raise NotACount(most=MOST)
    return number


async def _number_given(turn: Turn, given: dict[str, Any]) -> None:
    await _with_number(turn, given["_then"], given["number"])


NUMBER = Dialogue("signing", _number_given, [Question("number", "number", check=_a_number)], summary=False)


@action("signing.maybe")
async def maybe(turn: Turn, argument: str) -> None:
    """`argument` is the training's number, and ".sure" where it was asked already."""
    await _answer(turn, argument, "maybe")


@action("signing.no")
async def no(turn: Turn, argument: str) -> None:
    """`argument` is the training's number, and ".sure" where it was asked already."""
    await _answer(turn, argument, "no")


async def _answer(turn: Turn, argument: str, said: str) -> None:
    number, _, sure = argument.partition(".")
    if turn.channel == "telegram" and not await start.agreed(turn, f"signing.{said}:{argument}"):
        return
    own = await sign_ups.own(turn.session, int(number), turn.person)
    if own and own.state == "seat" and not sure:
        await _ask_whether(turn, own, f"signing-{said}-sure", f"signing.{said}:{number}.sure")
        return
    before = own.state if own else None
    decided = "no" if said == "no" else "maybe"
    result = await seating.answer(
        turn.session, int(number), turn.person, cast("Any", decided),
        by=turn.person, door=turn.door, now=turn.now,
        association=None if own else await _for_whom(turn, Wish(int(number))),
    )  # fmt: skip
    await outcome(turn, result, before)


async def _ask_whether(turn: Turn, found: SignUp, key: str, data: str) -> None:
    """Whether the seat is really given up."""
    buttons = [Button("signing-give-up", data), Button("signing-keep", f"signing.show:{found.id}")]
    number, closed = trainings.number(turn.words, found.seats), _closed(turn, found.training)
    await turn.say(key, title=found.training.title, seats=number, closed=closed, buttons=buttons)


def _closed(turn: Turn, training: Training) -> str:
    """Whether somebody who gives up a seat cannot come back by themselves."""
    return "yes" if training.why_closed(turn.now) else "no"


@action("signing.show")
async def show(turn: Turn, argument: str) -> None:
    """How a sign-up stands, to whoever may change it. Raises `SignUpGone`, `NotYourSignUp`."""
    training, found = await sign_ups.find(turn.session, int(argument), turn.person)
    await turn.say(
        "signing-standing",
        standing=await trainings.standing(turn, found),
        buttons=trainings.buttons_of(training, found, turn),
        reply=f"signing.reply:{training.id}",
        **facts(turn.words, turn.office, training, found),
    )


@action("signing.change")
async def change(turn: Turn, argument: str) -> None:
    """Another number of people."""
    training, found = await sign_ups.find(turn.session, int(argument), turn.person)
    await _ask_number(turn, training, f"signing.seats:{found.id}.")


@action("signing.seats")
async def seats(turn: Turn, argument: str) -> None:
    """`argument` is "sign-up.seats". Raises as `seating.change` does."""
    number, _, wanted = argument.partition(".")
    before = (await sign_ups.get(turn.session, int(number))).state
    await outcome(
        turn,
        await seating.change(turn.session, int(number), int(wanted), by=turn.person, door=turn.door, now=turn.now),
        before,
    )


@action("signing.cancel")
async def cancel(turn: Turn, argument: str) -> None:
    """Asked first: a seat that is given up goes to somebody else."""
    _, found = await sign_ups.find(turn.session, int(argument), turn.person)
    await _ask_whether(turn, found, "signing-cancel-sure", f"signing.cancelled:{found.id}")


@action("signing.cancelled")
async def cancelled(turn: Turn, argument: str) -> None:
    before = (await sign_ups.get(turn.session, int(argument))).state
    await outcome(
        turn, await seating.cancel(turn.session, int(argument), by=turn.person, door=turn.door, now=turn.now), before
    )


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
        await no(turn, f"{argument}.sure")
    elif said.decision == "maybe":
        await maybe(turn, argument)
    elif said.number == 0:
        raise NotACount(most=MOST)
    elif said.decision == "yes":
        await yes(turn, str(wish))
    else:
        await _ask_meant(turn, wish)


@action("signing.names")
async def names(turn: Turn, argument: str) -> None:
    """Who comes with them? A certificate needs a name."""
    _, found = await sign_ups.find(turn.session, int(argument), turn.person)
    await dialogue.start(turn, NAMES, {"_sign_up": found.id})


async def _companions(turn: Turn, given: dict[str, Any]) -> dict[str, Any]:
    training, found = await sign_ups.find(turn.session, given["_sign_up"], turn.person)
    return {"title": training.title, "others": found.seats - 1}


async def _some_names(turn: Turn, typed: str) -> list[str]:
    """One name a line, or with commas between. Raises `TooLong`."""
    parts = (" ".join(part.split()) for part in re.split("[,;\n]", typed))
    return [fields.within(name, LONGEST_NAME) for name in parts if name]


async def _named(turn: Turn, given: dict[str, Any]) -> None:
    """Raises `TooManyNames`."""
    training, found = await sign_ups.find(turn.session, given["_sign_up"], turn.person)
    others = given["names"]
    own = found.person.name if found.person else turn.person.name
    await sign_ups.name(turn.session, found.id, [own, *others], by=turn.person)
    await turn.say("signing-named", title=training.title, names=turn.words.listing([own, *others]))


NAMES = Dialogue("companions", _named, [Question("names", check=_some_names)], summary=False, facts=_companions)


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


async def outcome(turn: Turn, result: Result, before: str | None) -> None:
    """What came of it, always clear: a seat, a place in the list and what that means, or the answer that counts; with
    the calendar where a seat was won or lost. Whoever did it for somebody else hears no more than that."""
    found, say = result.sign_up, turn.words
    is_own = found.person_id == turn.person.id
    here = entries.door_of(turn) if is_own else None
    taken = await entries.taken_back(turn, found) if is_own else {}
    notes = {"signing-delete-entry": any(door.channel == "telegram" for door in taken)}
    pieces = taken.pop(here, []) if here else []
    if here and found.state == "seat" and before != "seat":
        pieces += await entries.invitations(turn, found, here)
    notes["signing-entry-by-mail"] = await entries.send_elsewhere(turn, found, taken)
    await turn.say(
        OUTCOMES.get(found.state, f"signing-{found.state}"),
        standing=await trainings.standing(turn, found),
        place_in_line=result.place or 0,
        calendar=" ".join(say.text(key) for key, is_so in notes.items() if is_so),
        closed=_closed(turn, found.training),
        buttons=trainings.buttons_of(found.training, found, turn),
        reply=f"signing.reply:{found.training_id}",
        files=[piece.file for piece in pieces[:1]],
        **facts(say, turn.office, found.training, found),
    )
    if here:
        await entries.send(turn, found, here, pieces[1:])


async def _ask_next(turn: Turn, found: SignUp) -> None:
    """The first own question of the training that has no answer yet."""
    answered = {answer.question_id for answer in found.answers}
    question = next((one for one in found.training.questions if one.id not in answered), None)
    if question and found.state in SIGNED_UP:
        await _ask(turn, found, question)


async def _ask(turn: Turn, found: SignUp, question: TrainingQuestion) -> None:
    which = "number" if question.kind == "number" else "answer"
    if question.optional:
        which = f"optional-{which}"
    await dialogue.start(turn, OWN_QUESTION, {"_sign_up": found.id, "_question": question.id, "_which": which})


async def _question(turn: Turn, given: dict[str, Any]) -> TrainingQuestion:
    """The question that is being asked. Raises `SignUpGone` when it, or the sign-up, is there no more."""
    found = await sign_ups.get(turn.session, given["_sign_up"])
    question = next((one for one in found.training.questions if one.id == given["_question"]), None)
    if question is None:
        raise sign_ups.SignUpGone
    return question


async def _facts(turn: Turn, given: dict[str, Any]) -> dict[str, Any]:
    return {"question": (await _question(turn, given)).text}


async def _an_answer(turn: Turn, text: str) -> str:
    return fields.within(text, LONGEST_ANSWER)


async def _choices(turn: Turn, given: dict[str, Any]) -> Sequence[Choice]:
    question = await _question(turn, given)
    return [Choice(choice, choice) for choice in question.choices]


async def _keep_answer(turn: Turn, given: dict[str, Any]) -> None:
    """Keep it, and ask the next one; what was left out stays so."""
    question = await _question(turn, given)
    if said := given.get(given["_which"]):
        await sign_ups.reply(turn.session, given["_sign_up"], question, said, by=turn.person)
    found = await sign_ups.get(turn.session, given["_sign_up"])
    following = [one for one in found.training.questions if one.id > question.id]
    if following:
        await _ask(turn, found, following[0])
    else:
        await turn.say("signing-all-answered", title=found.training.title)


def _is(which: str) -> Callable[[dict[str, Any]], bool]:
    return lambda known: known["_which"] == which


OWN_QUESTION = Dialogue(
    "own-question",
    _keep_answer,
    [
        Question("answer", "one", _choices, _an_answer, when=_is("answer")),
        Question("optional-answer", "one", _choices, _an_answer, optional=True, when=_is("optional-answer")),
        Question("number", "number", check=_an_answer, when=_is("number")),
        Question("optional-number", "number", check=_an_answer, optional=True, when=_is("optional-number")),
    ],
    summary=False,
    facts=_facts,
)


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
