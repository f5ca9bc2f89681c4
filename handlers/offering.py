"""Trainings, events and meetings as staff see them: the list, one of them, announcing it, and the same again.

A new one: handlers/creating.py. What is changed about it: handlers/editing.py, and what concerns those who signed up,
handlers/rescheduling.py.
"""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup

from handlers import announce, audience, dialogue, fields, fitting, moments, places, planning, timetable
from handlers.dialogue import Dialogue, Question
from handlers.paging import beside, paged
from handlers.trainings import dated, span
from locales import Words, words
from mailing import formatting
from mailing.turn import Button, Turn, action, short
from storage import announcements, trainings, turnout
from storage.announcements import Announcement
from storage.audiences import Audience
from storage.trainings import Training


@action("offering.list", role="editor")
async def list_(turn: Turn, argument: str) -> None:
    """What is ahead, drafts too, one button each."""
    ahead = await trainings.not_over(turn.session, turn.now)
    fixed = [Button("offering-new", "creating.start"), Button("offering-earlier", "offering.over")]
    page = int(argument or 0)
    buttons = [*paged(_shows(turn, ahead), page, "offering.list:"), *fixed]
    lines = beside([f"• {_line(turn, training)}" for training in ahead], page)
    key = "offering-all" if ahead else "offering-nothing"
    await turn.say(key, edit=bool(argument), lines=lines, buttons=buttons, for_staff=True)


@action("offering.over", role="editor")
async def over(turn: Turn, argument: str) -> None:
    """What took place: to look at, or to offer again."""
    found = await trainings.over(turn.session, turn.now)
    buttons = [
        *paged(_shows(turn, found), int(argument or 0), "offering.over:"),
        Button("offering-list", "offering.list"),
    ]
    lines = [f"• {_line(turn, training)}" for training in found]
    key = "offering-over" if found else "offering-nothing-over"
    await turn.say(key, edit=bool(argument), lines="\n".join(lines), buttons=buttons, for_staff=True)


def _shows(turn: Turn, some: list[Training]) -> list[Button]:
    return [Button(short(dated(turn.words, training)), f"offering.show:{training.id}", plain=True) for training in some]


def _line(turn: Turn, training: Training) -> str:
    when = planning.in_words(turn, training.starts_at) if training.starts_at else "–"
    where = f", {training.town}" if training.town else ""
    seats = f"{training.taken}/{training.seats}" if training.seats is not None else f"{training.taken}"
    return turn.words.text(
        "offering-line", title=training.title, when=when, where=where, seats=seats, state=training.state
    )


@action("offering.show", role="editor")
async def show(turn: Turn, argument: str) -> None:
    """Everything about one, how many come, and what can be done with it."""
    training = await trainings.get(turn.session, int(argument))
    number, counts = training.id, await turnout.counts(turn.session, training)
    ahead = _is_ahead(training, turn.now)
    again = Button("offering-copy", f"offering.copy:{number}")
    come = Button("offering-turnout", f"turnout.show:{number}")
    buttons = [
        Button("offering-announce", f"offering.announce:{number}"),
        come,
        Button("offering-change", f"editing.ask:{number}"),
        again,
        Button("offering-call-off", f"rescheduling.call_off:{number}"),
    ]
    await turn.say(
        "offering-one",
        title=training.title,
        what=kind_name(turn.words, training.kind),
        state=training.state if ahead or training.state == "cancelled" else "over",
        when="\n".join(timetable.of(turn.words, training)) or "–",
        where=places.of(turn.words, training),
        details="\n".join(await _details(turn, training)),
        hint=await _hint(turn, training),
        text=formatting.to_plain(training.html),
        limited="no" if training.seats is None else "yes",
        seats=training.seats or 0,
        taken=counts.taken,
        others=" ".join(
            turn.words.text(f"offering-count-{name}", number=number)
            for name in ("waiting", "asked", "maybe", "no")
            if (number := getattr(counts, name))
        ),
        buttons=buttons if ahead else [come, again],
        for_staff=True,
    )


def _is_ahead(training: Training, now: datetime) -> bool:
    return training.state != "cancelled" and (training.ends_at is None or training.ends_at > now)


def kind_name(say: Words, kind: str) -> str:
    return say.text(f"offering-kind-{kind}")


async def _details(turn: Turn, training: Training) -> list[str]:
    """What is not as usual, a line each, under the names by which it is changed."""
    said = {
        "deadline": _by(turn.words, training),
        "minimum": training.minimum,
        "per_association": training.seats_per_association,
        "audience": training.audience != Audience() and audience.describe(turn.words, training.audience),
        "entry": training.entry_question,
        "help": training.entry_help,
        "instead": training.instead_id and (await trainings.get(turn.session, training.instead_id)).title,
        "approval": training.needs_approval and turn.words.text("button-yes"),
        "questions": turn.words.listing(question.text for question in training.questions),
        "contact": training.contact and training.contact.name,
    }
    return [f"{turn.words.text(f'editing-label-{name}')}: {value}" for name, value in said.items() if value]


async def _hint(turn: Turn, training: Training) -> str:
    """Of a draft: that something like it is offered in the same town in the same week."""
    found = await trainings.similar(turn.session, training) if training.state == "draft" else []
    names = turn.words.listing(_line(turn, other) for other in found)
    return turn.words.text("offering-similar", town=training.town or "", names=names) if found else ""


@action("offering.announce", role="editor")
async def announce_(turn: Turn, argument: str) -> None:
    """Open it, and show an announcement of it as every other is shown. What was drafted before is written anew, since
    something may have changed."""
    training = await trainings.get(turn.session, int(argument))
    await trainings.open_up(turn.session, training, turn.person, turn.now)
    say = words(turn.office.language)
    subject, html = subject_of(say, training), _text(turn, say, training)
    drafted = await draft_of(turn, training)
    if drafted:
        announcements.put(drafted, subject, html)
    else:
        door = "chat" if turn.channel == "telegram" else "mail"
        drafted = await announcements.draft(
            turn.session, turn.person, subject=subject, html=html, audience=training.audience, door=door, now=turn.now
        )
        await trainings.announce_with(turn.session, training, drafted)
    await announcements.value_until(turn.session, drafted, _until(training, turn.now), turn.now)
    await announce.preview(turn, str(drafted.id))


async def draft_of(turn: Turn, training: Training) -> Announcement | None:
    """The announcement of a training that was not released yet."""
    known = await announcements.get(turn.session, training.announcement_id) if training.announcement_id else None
    return known if known and known.state == "draft" else None


async def write_anew(turn: Turn, training: Training) -> int:
    """What is planned to leave, once or again and again, says what is true from now on. Returns how many that are."""
    say, planned = words(turn.office.language), 0
    for one in await trainings.announcements_of(turn.session, training):
        if one.state == "planned":
            announcements.put(one, subject_of(say, training), _text(turn, say, training))
            one.worth_until = _until(training, turn.now)
            planned += 1
    return planned


async def under_way(turn: Turn, training: Training) -> Announcement | None:
    """The newest announcement of a training that is going out."""
    known = await trainings.announcements_of(turn.session, training)
    return next((one for one in reversed(known) if one.state == "released"), None)


def _until(training: Training, now: datetime) -> datetime | None:
    """Until when it is worth sending: while one can sign up; after a deadline until it begins."""
    closes_at = training.closes_at
    return closes_at if closes_at and closes_at > now else training.starts_at


def subject_of(say: Words, training: Training) -> str:
    """What a letter about it is called: town, day, thing."""
    zone = ZoneInfo(training.zone)
    day = say.weekday(training.starts_at, zone) if training.starts_at else ""
    head = ", ".join(filter(None, [training.town, day]))
    return (f"{head}: {training.title}" if head else training.title)[: fitting.SUBJECT]


def _text(turn: Turn, say: Words, training: Training) -> str:
    """Date, place, seats, deadline; then the text, and whom to call."""
    by, contact = _by(say, training), training.contact
    facts = [
        *(span(say, one, training.zone) for one in training.sessions),
        *places.announced(say, training),
        say.text("offering-seats", limited="no" if training.seats is None else "yes", seats=training.seats or 0),
        say.text("offering-by", when=by) if by else "",
        training.entry_question or "",
    ]
    reached = contact and contact.phone and f"{contact.name}, {fields.shown_phone(contact.phone)}"
    lines = Markup("<br>").join(line for line in facts if line)
    asked = say.html("offering-questions", contact=reached or turn.office.contact)
    return formatting.canonical(f"<p>{lines}</p>{training.html}<p>{asked}</p>")


def _by(say: Words, training: Training) -> str:
    """Until when one signs up; "" without a deadline."""
    by = training.closes_at if training.deadline else None
    return moments.deadline(say, by, ZoneInfo(training.zone)) if by else ""


@action("offering.copy", role="editor")
async def copy(turn: Turn, argument: str) -> None:
    """The same again: when does it begin?"""
    training = await trainings.get(turn.session, int(argument))
    await dialogue.start(turn, COPYING, {"_training": training.id, "_title": training.title})


async def _a_start(turn: Turn, text: str) -> str:
    """A day, with an hour or without. Raises `NotAMoment`, `StartsInThePast`."""
    when = moments.understand(text, turn.now, turn.office.timezone)
    if when is None or when.rhythm:
        raise planning.NotAMoment
    if when.moment(turn.office.timezone) <= turn.now:
        raise trainings.StartsInThePast
    return text


async def _facts(turn: Turn, answers: dict[str, Any]) -> dict[str, Any]:
    return {"title": answers["_title"]}


async def _copy(turn: Turn, answers: dict[str, Any]) -> None:
    training = await trainings.get(turn.session, answers["_training"])
    first = training.starts_at
    hour = trainings.on_the_wall(first, training.zone).time() if first else moments.NINE
    when = moments.understand(answers["start"], turn.now, turn.office.timezone, hour=hour)
    assert when
    start = datetime.combine(when.day, when.at)
    made = await trainings.copy(turn.session, training, turn.person, start, turn.now)
    await show(turn, str(made.id))


COPYING = Dialogue(
    "copying", _copy, [Question("start", check=_a_start)], summary=False, role="editor", facts=_facts
)  # fmt: skip
