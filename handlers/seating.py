"""One person and a training, as staff see it: add somebody who called, approve, refuse, move, cancel.

The person hears of each (storage/notices.py). All of it names people: where these are not read, the mail has the button
to go on with.
"""

from typing import Any

from handlers import dialogue, doors, fields, telling, turnout
from handlers.dialogue import Choice, Dialogue, Question
from handlers.paging import paged
from handlers.trainings import dated
from mailing import wording
from mailing.turn import Button, Turn, action, short
from storage import associations, people, seating, sign_ups, trainings
from storage.people import Person
from storage.seating import Result
from storage.sign_ups import CONCERNED, NotANumber, SignUp

NEW = "new"
FEW = 6


@action("seating.people", role="editor")
async def everybody(turn: Turn, argument: str) -> None:
    """A button for each who said something. `argument` is "training", or "training.page"."""
    number, _, page = argument.partition(".")
    training = await trainings.get(turn.session, int(number))
    signed = [one for one in await sign_ups.to(turn.session, training) if one.state in (*CONCERNED, "no")]
    buttons = [Button(short(turnout.called(turn.words, one)), f"seating.one:{one.id}", plain=True) for one in signed]
    shown = paged(buttons, int(page or 0), f"seating.people:{training.id}.")
    key = "seating-people" if signed else "seating-nobody"
    await doors.confide(turn, key, title=training.title, buttons=[*shown, turnout.show_button(training.id)])


@action("seating.one", role="editor")
async def one(turn: Turn, argument: str) -> None:
    await _show(turn, await sign_ups.get(turn.session, int(argument)))


async def _show(turn: Turn, found: SignUp) -> None:
    """What somebody said, how to reach them, and what can be done."""
    person = found.person
    undecided = ["approve", "refuse"] if found.state == "asked" else []
    verbs = [*undecided, "where", "cancel"] if found.state in CONCERNED else []
    asked = {question.id: question.text for question in found.training.questions}
    await doors.confide(
        turn,
        "seating-one",
        title=found.training.title,
        name=turnout.called(turn.words, found),
        state=turn.words.text(f"sheets-state-{found.state}"),
        seats=found.seats,
        names=turn.words.listing(each.name for each in found.participants if each.name) or "–",
        phone=fields.shown_phone(person.phone) if person and person.phone else "–",
        mail=(person.mail if person else None) or "–",
        answers="\n".join(f"{asked[each.question_id]}: {each.value}" for each in found.answers),
        buttons=[
            *(Button(f"seating-{verb}", f"seating.{verb}:{found.id}") for verb in verbs),
            turnout.show_button(found.training_id),
        ],
    )


@action("seating.approve", role="editor")
async def approve(turn: Turn, argument: str) -> None:
    result = await seating.approve(turn.session, int(argument), by=turn.person, now=turn.now)
    await _say(turn, "seating-approved", result)


@action("seating.refuse", role="editor")
async def refuse(turn: Turn, argument: str) -> None:
    result = await seating.refuse(turn.session, int(argument), by=turn.person, now=turn.now)
    await _say(turn, "seating-refused", result)


@action("seating.cancel", role="editor")
async def cancel(turn: Turn, argument: str) -> None:
    """Ask first: the seat is offered to the next at once."""
    found = await sign_ups.get(turn.session, int(argument))
    await doors.confide(
        turn,
        "seating-cancel-sure",
        name=turnout.called(turn.words, found),
        title=dated(turn.words, found.training),
        state=found.state,
        buttons=[Button("seating-cancel-now", f"seating.cancelled:{found.id}"), turnout.show_button(found.training_id)],
    )


@action("seating.cancelled", role="editor")
async def cancelled(turn: Turn, argument: str) -> None:
    result = await seating.cancel(turn.session, int(argument), by=turn.person, door="phone", now=turn.now)
    await _say(turn, "seating-cancelled", result)


@action("seating.where", role="editor")
async def where(turn: Turn, argument: str) -> None:
    """To which other training? `argument` is "sign-up", or "sign-up.page"."""
    number, _, page = argument.partition(".")
    found = await sign_ups.get(turn.session, int(number))
    others = [each for each in await trainings.upcoming(turn.session, turn.now) if each.id != found.training_id]
    buttons = [Button(short(dated(turn.words, o)), f"seating.move:{found.id}.{o.id}", plain=True) for o in others]
    shown = paged(buttons, int(page or 0), f"seating.where:{found.id}.")
    key = "seating-move-where" if others else "seating-move-nowhere"
    back = turnout.show_button(found.training_id)
    await doors.confide(turn, key, name=turnout.called(turn.words, found), buttons=[*shown, back])


@action("seating.move", role="editor")
async def move(turn: Turn, argument: str) -> None:
    """`argument` is "sign-up.training"."""
    number, _, training = argument.partition(".")
    result = await seating.move(turn.session, int(number), int(training), by=turn.person, now=turn.now)
    await _say(turn, "seating-moved", result)


@action("seating.add", role="editor")
async def add(turn: Turn, argument: str) -> None:
    """Somebody called: who is it, and how many come?"""
    training = await trainings.get(turn.session, int(argument))
    if not await doors.goes_on_by_mail(turn, Button("turnout-do-seating-add", f"seating.add:{training.id}")):
        await dialogue.start(turn, ADDING, {"_training": training.id})


async def _say(turn: Turn, key: str, result: Result) -> None:
    found = result.sign_up
    await doors.confide(
        turn,
        key,
        name=turnout.called(turn.words, found),
        title=dated(turn.words, found.training),
        state=found.state,
        told=_told(turn, found),
        place=result.place or 0,
        seats=found.seats,
        buttons=[turnout.show_button(found.training_id)],
    )


def _told(turn: Turn, found: SignUp) -> str:
    """Whether the person hears of it from us, or must be called."""
    person = found.person
    if person is None or telling.reached_at(person, found):
        return turn.words.text("seating-told")
    return turn.words.text("seating-call", phone=fields.shown_phone(person.phone) if person.phone else "none")


async def _found(turn: Turn, answers: dict[str, Any]) -> list[Choice]:
    """Who that may be, and the one who is not in the register yet."""
    known = await associations.find_people(turn.session, answers["name"], FEW)
    new = turn.words.text("adding-new", name=answers["name"])
    return [*[Choice(str(person.id), await _called(turn, person)) for person in known], Choice(NEW, new)]


async def _called(turn: Turn, person: Person) -> str:
    spoken = [contact.association.name for contact in await associations.of(turn.session, person)]
    return ", ".join([person.name or person.mail or f"Nr. {person.id}", *spoken[:1]])


async def _search_anew(turn: Turn, answers: dict[str, Any]) -> None:
    answers.pop("person", None)


async def _a_number(turn: Turn, text: str) -> str:
    """Raises `NotANumber`."""
    number = wording.digit(text.split()[0]) if text.split() else None
    if not number:
        raise NotANumber
    return str(number)


async def _finish(turn: Turn, answers: dict[str, Any]) -> None:
    person = await _person(turn, answers)
    contacts = await associations.of(turn.session, person)
    spoken = [contact.association for contact in contacts if contact.status == "active"]
    result = await seating.sign_up(
        turn.session,
        answers["_training"],
        person,
        by=turn.person,
        door="phone",
        now=turn.now,
        seats=int(answers["seats"]),
        association=spoken[0] if len(spoken) == 1 else None,
    )
    await _say(turn, "adding-done", result)


async def _person(turn: Turn, answers: dict[str, Any]) -> Person:
    known = await people.get(turn.session, int(answers["person"])) if answers["person"] != NEW else None
    language, phone = turn.office.language, answers.get("phone")
    return known or await people.create(turn.session, turn.now, name=answers["name"], language=language, phone=phone)


def _is_new(answers: dict[str, Any]) -> bool:
    return answers.get("person") == NEW


ADDING = Dialogue(
    "adding",
    _finish,
    [
        Question("name", check=fields.a_name, then=_search_anew),
        Question("person", kind="one", choices=_found),
        Question("phone", check=fields.a_phone_number, optional=True, when=_is_new, show=fields.shown_phone),
        Question("seats", kind="number", check=_a_number),
    ],
    role="editor",
)
