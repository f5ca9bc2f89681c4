"""Declared dialogues: a list of questions, run by one small runner.

    registration = Dialogue("registration", finish, [
        Question("name", check=a_name),
        Question("town", choices=known_towns),
        Question("phone", check=a_phone, optional=True),
    ])
    ...
    await start(turn, registration)

The words of a question are `<dialogue>-ask-<question>`, those of its line in the summary `<dialogue>-label-<question>`.
Every question has back and cancel, an optional one has skip; the summary offers «change». The state is a row, so that
a killed process goes on with the next message. A refusal raised by a check leaves it where it was. By mail the same
questions come as letters, and the reply is the answer.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Literal

from handlers.paging import PAGE, paged
from mailing import wording
from mailing.turn import Button, Said, Turn, action
from storage import dialogues
from storage.people import Role
from storage.prompts import Prompt
from storage.refusals import NotAllowed, Refusal

SUMMARY = "summary"
LIFE = timedelta(days=1)


class DialogueOver(Refusal):
    """A button of a dialogue that has ended, or of a question that is answered already."""


class ChooseAButton(Refusal):
    """A question that only its buttons answer."""


@dataclass(frozen=True)
class Choice:
    value: str
    label: str


Choices = Callable[[Turn, dict[str, Any]], Awaitable[Sequence[Choice]]]
Check = Callable[[Turn, str], Awaitable[Any]]


async def as_typed(turn: Turn, text: str) -> str:
    return text


def always(answers: dict[str, Any]) -> bool:
    return True


@dataclass(frozen=True)
class Question:
    """`kind` "text": typed, checked by `check`; "one": one of `choices` (with `check` also typed); "several": choices
    toggled until «continue»; "message": formatted text and files, collected until «continue»; "number": typed, in its
    first line, and a digit is the answer instead of pressing a button.

    `skip` is the label of the button that answers an optional question with nothing. `page` is how many choices are
    shown at once: all of them, where a number that is typed must mean the same choice on every page.

    `when` says whether the question is asked at all, given the answers so far. `then` looks at a new answer and notes
    what follows from it, under names with an underscore: such as the entries of the register that it may mean. `show`
    turns an answer into the words of the summary.
    """

    name: str
    kind: Literal["text", "one", "several", "message", "number"] = "text"
    choices: Choices | None = None
    check: Check | None = None
    optional: bool = False
    skip: str = "dialogue-skip"
    when: Callable[[dict[str, Any]], bool] = always
    then: Callable[[Turn, dict[str, Any]], Awaitable[None]] | None = None
    show: Callable[[Any], str] = str
    page: int = PAGE


@dataclass(frozen=True)
class Dialogue:
    """`finish` gets all answers when the summary is accepted; without `summary` right after the last question."""

    name: str
    finish: Callable[[Turn, dict[str, Any]], Awaitable[None]]
    questions: Sequence[Question]
    summary: bool = True
    role: Role | None = None
    facts: Callable[[Turn, dict[str, Any]], Awaitable[dict[str, Any]]] | None = None
    """More arguments for the words of the questions, such as names from the register."""
    cancelled: Callable[[Turn, dict[str, Any]], Awaitable[None]] | None = None
    """What is to be said when somebody breaks it off."""

    def __post_init__(self) -> None:
        """Raises ValueError for a name that is taken: rows and buttons know a dialogue by it."""
        if self.name in DIALOGUES:
            raise ValueError(f"there is a dialogue {self.name!r} already")
        DIALOGUES[self.name] = self

    @property
    def for_staff(self) -> bool:
        return self.role is not None

    def question(self, name: str) -> Question:
        return next(q for q in self.questions if q.name == name)

    def asked(self, answers: dict[str, Any]) -> list[Question]:
        return [q for q in self.questions if q.when(answers)]


DIALOGUES: dict[str, Dialogue] = {}


@dataclass
class Open:
    """The dialogue that is open in this chat, with its row."""

    dialogue: Dialogue
    row: dialogues.Dialogue
    answers: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        self.answers = dict(self.row.answers)

    @property
    def question(self) -> Question | None:
        return None if self.row.step == SUMMARY else self.dialogue.question(self.row.step)


async def start(
    turn: Turn, dialogue: Dialogue, answers: dict[str, Any] | None = None, *, at: str | None = None
) -> None:
    """Open the dialogue at its first question that `answers` do not answer yet, or at one that they do. Raises
    `NotAllowed`."""
    _require(turn, dialogue)
    known = answers or {}
    first = at or next((q.name for q in dialogue.asked(known) if q.name not in known), SUMMARY)
    row = await dialogues.start(turn.session, turn.channel, turn.address, dialogue.name, first, known, turn.now)
    await _ask(turn, Open(dialogue, row))


async def current(turn: Turn) -> Open | None:
    """The open dialogue; what somebody left lying for a day is no answer to it any more, nor is what staff began who
    are none any more."""
    row = await dialogues.current(turn.session, turn.channel, turn.address)
    if row is None or row.name not in DIALOGUES or row.updated_at < turn.now - LIFE:
        return None
    role = DIALOGUES[row.name].role
    return None if role and not turn.person.may(role) else Open(DIALOGUES[row.name], row)


async def again(turn: Turn) -> None:
    """Ask the open question once more, where something else came in between."""
    if opened := await current(turn):
        await _ask(turn, opened)


async def leave(turn: Turn) -> bool:
    """End the open dialogue, if there is one."""
    was_open = await current(turn) is not None
    await dialogues.end(turn.session, turn.channel, turn.address)
    return was_open


async def hear(turn: Turn, opened: Open) -> None:
    """Somebody typed, or sent something, while a dialogue was open."""
    question = opened.question
    if question is None:
        raise ChooseAButton
    if question.kind == "message":
        await _collect(turn, opened, question, turn.said)
    elif question.kind in ("text", "number") or question.check:
        check = question.check or as_typed
        text = turn.said.text.strip().partition("\n")[0] if question.kind == "number" else turn.said.text
        await _answer(turn, opened, question, await check(turn, " ".join(text.split())))
    else:
        raise ChooseAButton


def takes_files(opened: Open) -> bool:
    return opened.question is not None and opened.question.kind == "message"


@action("dialogue.text")
async def text(turn: Turn, argument: str) -> None:
    await hear(turn, await _at(turn, argument))


@action("dialogue.number")
async def number(turn: Turn, argument: str) -> None:
    await text(turn, argument)


def is_number(prompt: Prompt, line: str) -> bool:
    """Whether a line is a digit that answers the prompt's question and presses none of its buttons."""
    return (prompt.reply or "").startswith("dialogue.number:") and wording.digit(line) is not None


async def still_asks(turn: Turn, prompt: Prompt) -> bool:
    """Whether the prompt is of the question, or the summary, at which the open dialogue stands."""
    opened = await current(turn)
    leads = [prompt.reply or "", *(data for _, data in prompt.choices)]
    return opened is not None and any(data.endswith(f":{_place(opened)}") for data in leads)


@action("dialogue.choose")
async def choose(turn: Turn, argument: str) -> None:
    """`argument` is "dialogue.question.number of the choice"."""
    where, _, number = argument.rpartition(".")
    opened = await _at(turn, where)
    question = opened.question
    assert question
    assert question.choices
    choice = _numbered(await question.choices(turn, opened.answers), int(number))
    if question.kind == "several":
        chosen = set(opened.answers.get(question.name, []))
        opened.answers[question.name] = sorted(chosen ^ {choice.value})
        _keep(opened)
        await _ask(turn, opened, edit=True, page=int(number) // question.page)
    else:
        await _answer(turn, opened, question, choice.value)


@action("dialogue.more")
async def more(turn: Turn, argument: str) -> None:
    where, _, page = argument.rpartition(".")
    await _ask(turn, await _at(turn, where), edit=True, page=int(page))


@action("dialogue.continue")
async def continue_(turn: Turn, argument: str) -> None:
    opened = await _at(turn, argument)
    question = opened.question
    assert question
    await _answer(turn, opened, question, opened.answers.get(question.name, [] if question.kind == "several" else None))


@action("dialogue.skip")
async def skip(turn: Turn, argument: str) -> None:
    opened = await _at(turn, argument)
    assert opened.question
    await _answer(turn, opened, opened.question, None)


@action("dialogue.back")
async def back(turn: Turn, argument: str) -> None:
    opened = await _at(turn, argument)
    asked = [q.name for q in opened.dialogue.asked(opened.answers)]
    here = len(asked) if opened.row.step == SUMMARY else asked.index(opened.row.step)
    opened.row.step = asked[max(0, here - 1)]
    await _ask(turn, opened)


@action("dialogue.changes")
async def changes(turn: Turn, argument: str) -> None:
    """Which answer is to be changed? One button each."""
    where, _, page = argument.partition("/")
    opened = await _at(turn, where)
    name, asked = opened.dialogue.name, opened.dialogue.asked(opened.answers)
    buttons = [Button(f"{name}-label-{q.name}", f"dialogue.change:{where}/{q.name}") for q in asked]
    shown = paged(buttons, int(page or 0), f"dialogue.changes:{where}/")
    back = Button("dialogue-back", f"dialogue.again:{where}")
    for_staff = opened.dialogue.for_staff
    await turn.say("dialogue-change-what", edit=bool(page), buttons=[*shown, back], for_staff=for_staff)


@action("dialogue.again")
async def again_by_button(turn: Turn, argument: str) -> None:
    await _ask(turn, await _at(turn, argument))


@action("dialogue.change")
async def change(turn: Turn, argument: str) -> None:
    where, _, name = argument.rpartition("/")
    opened = await _at(turn, where)
    opened.row.step, opened.row.changing = name, True
    await _ask(turn, opened)


@action("dialogue.cancel")
async def cancel(turn: Turn, argument: str) -> None:
    opened = await current(turn)
    await leave(turn)
    await turn.say("dialogue-cancelled")
    if opened and opened.dialogue.cancelled:
        await opened.dialogue.cancelled(turn, opened.answers)


@action("dialogue.finish")
async def finish(turn: Turn, argument: str) -> None:
    opened = await _at(turn, f"{argument}.{SUMMARY}")
    await _finish(turn, opened)


def _numbered(choices: Sequence[Choice], number: int) -> Choice:
    """The choice that had this number when it was offered. Raises `DialogueOver` when the list has shrunk since."""
    if number >= len(choices):
        raise DialogueOver
    return choices[number]


async def _at(turn: Turn, where: str) -> Open:
    """The open dialogue, if it stands at "dialogue.question". Raises `DialogueOver`."""
    opened = await current(turn)
    if opened is None or _place(opened) != where:
        raise DialogueOver
    return opened


def _place(opened: Open) -> str:
    return f"{opened.dialogue.name}.{opened.row.step}"


async def _collect(turn: Turn, opened: Open, question: Question, said: Said) -> None:
    """A part of a message: its text goes below what is there, its files beside it."""
    known = opened.answers.get(question.name) or {"html": "", "files": []}
    files = known["files"] + [file.as_json() for file in said.files]
    opened.answers[question.name] = {"html": known["html"] + said.html, "files": files}
    if question.check:
        opened.answers[question.name] = await question.check(turn, opened.answers[question.name])
    _keep(opened)
    await _ask(turn, opened, again=True)


async def _answer(turn: Turn, opened: Open, question: Question, value: Any) -> None:
    if value in (None, [], "") and not question.optional and question.kind != "several":
        raise ChooseAButton
    opened.answers[question.name] = value
    if question.then:
        await question.then(turn, opened.answers)
    asked = opened.dialogue.asked(opened.answers)
    behind = [q for q in asked[asked.index(question) + 1 :] if not opened.row.changing or q.name not in opened.answers]
    opened.row.step = behind[0].name if behind else SUMMARY
    _keep(opened)
    if opened.row.step == SUMMARY and not opened.dialogue.summary:
        await _finish(turn, opened)
    else:
        await _ask(turn, opened)


async def _finish(turn: Turn, opened: Open) -> None:
    asked = {q.name for q in opened.dialogue.asked(opened.answers)}
    given = {name: value for name, value in opened.answers.items() if name in asked or name.startswith("_")}
    _require(turn, opened.dialogue)
    await dialogues.end(turn.session, turn.channel, turn.address)
    await opened.dialogue.finish(turn, given)


def _require(turn: Turn, dialogue: Dialogue) -> None:
    """A role may be taken away while its dialogue is open."""
    if dialogue.role and not turn.person.may(dialogue.role):
        raise NotAllowed


def _keep(opened: Open) -> None:
    opened.row.answers = dict(opened.answers)


async def _ask(turn: Turn, opened: Open, *, edit: bool = False, page: int = 0, again: bool = False) -> None:
    opened.row.updated_at = turn.now
    question = opened.question
    if question is None:
        await _summarise(turn, opened)
        return
    name = opened.dialogue.name
    where = f"{name}.{question.name}"
    facts = await opened.dialogue.facts(turn, opened.answers) if opened.dialogue.facts else {}
    key = f"{name}-more-{question.name}" if again else f"{name}-ask-{question.name}"
    buttons = await _choices(turn, opened, question, where, page)
    if question.kind in ("several", "message") and (question.kind == "several" or opened.answers.get(question.name)):
        buttons.append(Button("dialogue-continue", f"dialogue.continue:{where}"))
    if question.optional:
        buttons.append(Button(question.skip, f"dialogue.skip:{where}"))
    if question.name != opened.dialogue.asked(opened.answers)[0].name:
        buttons.append(Button("dialogue-back", f"dialogue.back:{where}"))
    buttons.append(Button("dialogue-cancel", "dialogue.cancel"))
    for_staff = opened.dialogue.for_staff
    reply = f"dialogue.{'number' if question.kind == 'number' else 'text'}:{where}"
    await turn.say(key, edit=edit, buttons=buttons, reply=reply, for_staff=for_staff, **facts)


async def _choices(turn: Turn, opened: Open, question: Question, where: str, page: int) -> list[Button]:
    if question.choices is None:
        return []
    chosen = opened.answers.get(question.name) or []
    buttons = []
    for number, choice in enumerate(await question.choices(turn, opened.answers)):
        mark = "✓ " if question.kind == "several" and choice.value in chosen else ""
        buttons.append(Button(mark + choice.label, f"dialogue.choose:{where}.{number}", plain=True))
    return paged(buttons, page, f"dialogue.more:{where}.", question.page)


async def _summarise(turn: Turn, opened: Open) -> None:
    """All answers, and the way to change one."""
    name, lines = opened.dialogue.name, []
    for question in opened.dialogue.asked(opened.answers):
        label = turn.words.text(f"{name}-label-{question.name}")
        lines.append(f"{label}: {await _shown(turn, opened, question)}")
    await turn.say(
        f"{name}-summary",
        answers="\n".join(lines),
        buttons=[
            Button(f"{name}-finish", f"dialogue.finish:{name}"),
            Button("dialogue-change", f"dialogue.changes:{name}.{SUMMARY}"),
            Button("dialogue-cancel", "dialogue.cancel"),
        ],
        for_staff=opened.dialogue.for_staff,
    )


async def _shown(turn: Turn, opened: Open, question: Question) -> str:
    value = opened.answers.get(question.name)
    if not value:
        return "–" if question.skip == "dialogue-skip" else turn.words.text(question.skip)
    if question.choices and not (question.check and question.kind == "one"):
        labels = {c.value: c.label for c in await question.choices(turn, opened.answers)}
        values = value if isinstance(value, list) else [value]
        return ", ".join(str(labels.get(v, v)) for v in values)
    return turn.words.text("dialogue-message") if question.kind == "message" else question.show(value)
