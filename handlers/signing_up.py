"""Signing up for a training: yes, several of us, maybe, no; change it, cancel it.

    signing.yes:12.3.unsure.5     training, seats, self-check, association; what is left out is asked, or the usual

A wish is a button's argument, so that each question on the way carries all that was answered before it, and an old
button goes on working. What is typed, or replied by mail, comes by handlers/own_words.py; who comes with them, and what
the training asks, by handlers/participants.py. A "no" or "maybe" that would cost a seat is asked back, unless it was
said in words.
"""

from dataclasses import dataclass, replace
from typing import Any, cast

from handlers import dialogue, entries, participants, start, trainings
from handlers.dialogue import Dialogue, Question
from handlers.trainings import facts
from mailing import answers
from mailing.turn import Button, Turn, action, short
from storage import associations, seating, sign_ups
from storage import trainings as offered
from storage.associations import Association
from storage.refusals import Refusal
from storage.seating import Result
from storage.sign_ups import SIGNED_UP, SelfCheck, SignUp
from storage.trainings import Training

MOST_OFFERED = 5
"""So many people have a button; more are typed."""

MOST = 99
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
    await participants.ask_next(turn, result.sign_up)


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
    choices = [(short(one.name), one.id) for one in await _speaks_for(turn)]
    buttons = [Button(name, f"signing.yes:{replace(wish, association=key)}", plain=True) for name, key in choices]
    for_myself = Button("signing-for-myself", f"signing.yes:{replace(wish, association=0)}")
    await turn.say("signing-for-whom", title=training.title, buttons=[*buttons, for_myself])


@action("signing.several")
async def several(turn: Turn, argument: str) -> None:
    """How many are you? The number of the button is that of the people."""
    training = await offered.get(turn.session, int(argument))
    await _ask_number(turn, training, f"signing.yes:{training.id}.")


async def _ask_number(turn: Turn, training: Training, then: str, *, of: SignUp | None = None) -> None:
    """How many come; `of` is the sign-up of a fellow, with whom they come."""
    numbers = range(1, MOST_OFFERED + 1)
    if of is None:
        buttons = [Button(f"signing-people-{number}", f"{then}{number}") for number in numbers]
    else:
        buttons = [Button("signing-people", f"{then}{number}", args={"seats": number}) for number in numbers]
    await turn.say(
        "signing-how-many-of-another" if of else "signing-how-many",
        title=training.title,
        name=trainings.name_of(turn.words, of) if of else "",
        buttons=[*buttons, Button("signing-more", f"signing.more:{then}")],
        reply=f"signing.number:{then}",
    )


@action("signing.more")
async def more(turn: Turn, argument: str) -> None:
    await dialogue.start(turn, NUMBER, {"_then": argument})


async def with_number(turn: Turn, then: str, number: int) -> None:
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
    await with_number(turn, given["_then"], given["number"])


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
    await turn.say(
        key,
        title=found.training.title,
        name=trainings.name_of(turn.words, found),
        seats=trainings.number(turn.words, found.seats),
        closed=_closed(turn, found.training),
        buttons=buttons,
    )


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
    fellow = None if trainings.is_own(turn, found) else found
    await _ask_number(turn, training, f"signing.seats:{found.id}.", of=fellow)


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
    key = "signing-cancel-sure" if trainings.is_own(turn, found) else "signing-cancel-another-sure"
    await _ask_whether(turn, found, key, f"signing.cancelled:{found.id}")


@action("signing.cancelled")
async def cancelled(turn: Turn, argument: str) -> None:
    before = (await sign_ups.get(turn.session, int(argument))).state
    await outcome(
        turn, await seating.cancel(turn.session, int(argument), by=turn.person, door=turn.door, now=turn.now), before
    )


async def outcome(turn: Turn, result: Result, before: str | None) -> None:
    """What came of it, always clear: a seat, a place in the list and what that means, or the answer that counts; with
    the calendar where a seat was won or lost."""
    found, say = result.sign_up, turn.words
    if not trainings.is_own(turn, found):
        await _outcome_for_another(turn, found)
        return
    here = entries.door_of(turn)
    taken = await entries.taken_back(turn, found)
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


async def _outcome_for_another(turn: Turn, found: SignUp) -> None:
    """Whoever spoke for a fellow learns how it stands; the fellow gets the rest (handlers/telling.py)."""
    await turn.say(
        "signing-for-another",
        name=trainings.name_of(turn.words, found),
        standing=await trainings.standing(turn, found),
        buttons=trainings.buttons_of(found.training, found, turn),
        **facts(turn.words, turn.office, found.training),
    )
