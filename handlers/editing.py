"""What staff change about a training and nobody who signed up has to be told: text, deadline, limits, questions.

Each is one short dialogue, reached by `editing.start:<field>.<training>`. Time, place and seats are changed in
handlers/rescheduling.py, which the same list of buttons leads to.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Literal, cast

from handlers import addressing, creating, dialogue, fields, moments, offering, planning
from handlers.dialogue import Choice, Dialogue, Question
from handlers.paging import paged
from handlers.trainings import dated
from mailing.turn import Button, Turn, action, short
from storage import changes, people, schedules, trainings
from storage.audiences import Audience
from storage.refusals import Refusal
from storage.trainings import QuestionKind, Training

TELLING = ("when", "place", "seats", "access", "map")
"""Fields of handlers/rescheduling.py."""

FIELDS = (
    "deadline", "text", "title", "kind", "audience", "per_association", "minimum", "entry", "help", "instead",
    "approval", "contact", "reminders", "offer_hours",
)  # fmt: skip
COLUMNS = {
    "per_association": "seats_per_association",
    "entry": "entry_question",
    "help": "entry_help",
    "instead": "instead_id",
    "approval": "needs_approval",
    "contact": "contact_id",
    "text": "html",
    "audience": "audience_json",
}
"""Where a field is not called as its column is."""


REMINDERS = ("168.24.2", "24.2", "2", "none")
"""Hours before each session, to choose from: a week, a day and two hours."""


class DeadlineTooLate(Refusal):
    """One cannot sign up after it began."""


class MoreThanSeats(Refusal):
    """A minimum, or the seats of one association, above all the seats; `seats`."""


class UnknownAudience(Refusal):
    """A line of names with one that no town, topic or language has; `unknown`."""


class NotSeveral(Refusal):
    """A choice needs two answers at least, parted by semicolons."""


@action("editing.ask", role="editor")
async def ask(turn: Turn, argument: str) -> None:
    """What is to be changed? `argument` is "training" or "training.page"."""
    number, _, page = argument.partition(".")
    training = await trainings.get(turn.session, int(number))
    starts = {**dict.fromkeys(TELLING, "rescheduling.start"), **dict.fromkeys(FIELDS, "editing.start")}
    buttons = [Button(f"editing-label-{name}", f"{data}:{name}.{number}") for name, data in starts.items()]
    buttons.append(Button("editing-label-questions", f"editing.questions:{number}"))
    await turn.say(
        "editing-ask",
        edit=bool(page),
        title=training.title,
        buttons=[
            *paged(buttons, int(page or 0), f"editing.ask:{number}."),
            Button("dialogue-back", f"offering.show:{number}"),
        ],
        for_staff=True,
    )


@action("editing.start", role="editor")
async def start(turn: Turn, argument: str) -> None:
    """`argument` is "field.training"."""
    name, _, number = argument.partition(".")
    training = await trainings.get(turn.session, int(number))
    await dialogue.start(turn, EDITING, {"_field": name, "_training": training.id, "_title": training.title})


async def facts(turn: Turn, answers: dict[str, Any]) -> dict[str, Any]:
    return {"title": answers["_title"]}


def only(*names: str) -> Callable[[dict[str, Any]], bool]:
    """Whether one of these fields is what is changed."""
    return lambda answers: answers["_field"] in names


async def _training(turn: Turn, answers: dict[str, Any]) -> Training:
    return await trainings.get(turn.session, answers["_training"])


async def _a_deadline(turn: Turn, text: str) -> str:
    """Raises `NotAMoment`, `AlreadyPast`."""
    when = moments.understand(text, turn.now, turn.office.timezone, hour=moments.END_OF_DAY)
    if when is None or when.rhythm:
        raise planning.NotAMoment
    moment = when.moment(turn.office.timezone)
    if moment <= turn.now:
        raise schedules.AlreadyPast
    return moment.isoformat()


async def _an_audience(turn: Turn, text: str) -> dict[str, Any]:
    """Raises `UnknownAudience`."""
    understood = await addressing.understand(turn, text)
    if understood.unknown:
        raise UnknownAudience(unknown=turn.words.listing(understood.unknown))
    return understood.audience.as_json()


async def _a_text(turn: Turn, message: Any) -> Any:
    creating.a_text(message["html"])
    return message


async def _others(turn: Turn, answers: dict[str, Any]) -> Sequence[Choice]:
    ahead = await trainings.not_over(turn.session, turn.now)
    return [Choice(str(each.id), short(dated(turn.words, each))) for each in ahead if each.id != answers["_training"]]


async def _yes_or_no(turn: Turn, answers: dict[str, Any]) -> Sequence[Choice]:
    return [Choice(word, turn.words.text(f"button-{word}")) for word in ("yes", "no")]


async def _members(turn: Turn, answers: dict[str, Any]) -> Sequence[Choice]:
    members = await people.staff(turn.session, "editor")
    return [Choice(str(member.id), member.name or member.mail or str(member.id)) for member in members]


async def _reminders(turn: Turn, answers: dict[str, Any]) -> Sequence[Choice]:
    return [Choice(hours, turn.words.text(f"editing-reminders-{len(_hours(hours))}")) for hours in REMINDERS]


def _hours(listed: str) -> list[int]:
    return [] if listed == "none" else [int(hours) for hours in listed.split(".")]


async def _finish(turn: Turn, answers: dict[str, Any]) -> None:
    training, name = await _training(turn, answers), answers["_field"]
    if name == "reminders":
        await changes.remind_at(turn.session, training.id, _hours(answers[name]), by=turn.person, now=turn.now)
    else:
        value = await _value(turn, training, name, answers[name])
        await trainings.edit(turn.session, training, **{COLUMNS.get(name, name): value})
        await offering.write_anew(turn, training)
    await offering.show(turn, str(training.id))


async def _value(turn: Turn, training: Training, name: str, answer: Any) -> Any:
    """What the column keeps. Raises `DeadlineTooLate`, `MoreThanSeats`."""
    if name == "text":
        return creating.a_text(answer["html"]) if answer else ""
    if name == "audience":
        return answer or Audience().as_json()
    if name == "approval":
        return answer == "yes"
    if name == "deadline" and answer:
        moment = datetime.fromisoformat(answer)
        if training.starts_at and moment > training.starts_at:
            raise DeadlineTooLate
        return moment
    if name in ("per_association", "minimum") and answer and training.seats and answer > training.seats:
        raise MoreThanSeats(seats=training.seats)
    return int(answer) if name in ("instead", "contact") and answer else answer


def _field(name: str, kind: Literal["text", "one", "message", "number"] = "text", **more: Any) -> Question:
    return Question(name, kind, when=only(name), **more)


EDITING = Dialogue(
    "editing",
    _finish,
    [
        _field("deadline", check=_a_deadline, optional=True, skip="editing-none"),
        _field("text", "message", check=_a_text, optional=True, skip="editing-none"),
        _field("title", check=creating.a_title),
        _field("kind", "one", choices=creating.kinds),
        _field("audience", check=_an_audience, optional=True, skip="editing-all"),
        _field("per_association", "number", check=creating.a_number, optional=True, skip="editing-none"),
        _field("minimum", "number", check=creating.a_number, optional=True, skip="editing-none"),
        _field("entry", check=fields.a_line, optional=True, skip="editing-none"),
        _field("help", check=fields.a_line, optional=True, skip="editing-none"),
        _field("instead", "one", choices=_others, optional=True, skip="editing-none"),
        _field("approval", "one", choices=_yes_or_no),
        _field("contact", "one", choices=_members),
        _field("reminders", "one", choices=_reminders),
        _field("offer_hours", "number", check=creating.a_number),
    ],
    summary=False,
    role="editor",
    facts=facts,
)


# Own questions.


@action("editing.questions", role="editor")
async def questions(turn: Turn, argument: str) -> None:
    """Those there are, a button each to drop one, and one for a new one. `argument` is "training" or with a page."""
    number, _, page = argument.partition(".")
    training = await trainings.get(turn.session, int(number))
    drops = [
        Button("editing-drop", f"editing.drop:{number}.{question.id}", args={"text": short(question.text, 30)})
        for question in training.questions
    ]
    await turn.say(
        "editing-questions",
        title=training.title,
        lines="\n".join(f"• {question.text}" for question in training.questions) or "–",
        buttons=[
            Button("editing-new-question", f"editing.question:{number}"),
            *paged(drops, int(page or 0), f"editing.questions:{number}."),
            Button("dialogue-back", f"offering.show:{number}"),
        ],
        for_staff=True,
    )


@action("editing.question", role="editor")
async def question_(turn: Turn, argument: str) -> None:
    training = await trainings.get(turn.session, int(argument))
    await dialogue.start(turn, ASKING, {"_training": training.id, "_title": training.title})


@action("editing.drop", role="editor")
async def drop(turn: Turn, argument: str) -> None:
    number, _, question_id = argument.partition(".")
    await trainings.unask(turn.session, await trainings.get(turn.session, int(number)), int(question_id))
    await questions(turn, number)


async def _question_kinds(turn: Turn, answers: dict[str, Any]) -> Sequence[Choice]:
    return [Choice(kind, turn.words.text(f"editing-kind-{kind}")) for kind in ("text", "choice", "number")]


async def _several(turn: Turn, text: str) -> list[str]:
    """Raises `NotSeveral`."""
    found = [part.strip() for part in fields.within(text, 500).split(";") if part.strip()]
    if len(found) < 2:
        raise NotSeveral
    return found


async def _add(turn: Turn, answers: dict[str, Any]) -> None:
    training = await _training(turn, answers)
    await trainings.ask(
        turn.session,
        training,
        cast("QuestionKind", answers["kind"]),
        answers["question"],
        choices=answers.get("choices", ()),
        optional=answers["optional"] == "no",
    )
    await questions(turn, str(training.id))


ASKING = Dialogue(
    "question",
    _add,
    [
        Question("question", check=fields.a_line),
        Question("kind", "one", choices=_question_kinds),
        Question("choices", check=_several, when=lambda answers: answers.get("kind") == "choice"),
        Question("optional", "one", choices=_yes_or_no),
    ],
    summary=False,
    role="editor",
    facts=facts,
)
