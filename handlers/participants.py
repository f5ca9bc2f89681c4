"""What is asked of those who signed up: who comes with them, and the training's own questions."""

from collections.abc import Callable, Sequence
from typing import Any

from handlers import dialogue, fields, trainings
from handlers.dialogue import Choice, Dialogue, Question
from mailing import wording
from mailing.turn import Turn, action
from storage import sign_ups
from storage.sign_ups import SIGNED_UP, SignUp
from storage.trainings import TrainingQuestion

LONGEST_NAME, LONGEST_ANSWER = 120, 1000


@action("signing.names")
async def names(turn: Turn, argument: str) -> None:
    """Who comes with them? A certificate needs a name."""
    _, found = await sign_ups.find(turn.session, int(argument), turn.person)
    await dialogue.start(turn, NAMES, {"_sign_up": found.id})


async def _companions(turn: Turn, given: dict[str, Any]) -> dict[str, Any]:
    training, found = await sign_ups.find(turn.session, given["_sign_up"], turn.person)
    whose = "own" if trainings.is_own(turn, found) else "another"
    return {
        "title": training.title, "others": found.seats - 1, "whose": whose, "name": trainings.name_of(turn.words, found)
    }  # fmt: skip


async def _some_names(turn: Turn, typed: str) -> list[str]:
    """One name a line, or with commas between. Raises `NotAName`, `TooLong`."""
    found = wording.listed(turn.said.text, turn.letter.from_name if turn.letter else "")
    if not found:
        raise fields.NotAName
    return [fields.within(name, LONGEST_NAME) for name in found]


async def _named(turn: Turn, given: dict[str, Any]) -> None:
    """Keep them, and ask what the training asked when they began with the names. Raises `TooManyNames`."""
    training, found = await sign_ups.find(turn.session, given["_sign_up"], turn.person)
    others = given["names"]
    own = found.person.name if found.person else turn.person.name
    await sign_ups.name(turn.session, found.id, [own, *others], by=turn.person)
    await turn.say("signing-named", title=training.title, names=turn.words.listing([own, *others]))
    await ask_next(turn, found)


NAMES = Dialogue("companions", _named, [Question("names", check=_some_names)], summary=False, facts=_companions)


async def ask_next(turn: Turn, found: SignUp) -> None:
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
