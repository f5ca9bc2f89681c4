"""Another time, place or number of seats for a training, and calling it off: what those who signed up are told.

What was understood is shown with the number of those who hear of it before it counts; the clock tells them
(storage/changes.py writes the notices).
"""

from typing import Any

from handlers import creating, dialogue, editing, fields, offering, places, planning, timetable
from handlers.dialogue import Dialogue, Question
from mailing.turn import Button, Turn, action
from storage import announcements, changes, schedules, trainings
from storage.trainings import PLACE, Times, Training


@action("rescheduling.start", role="editor")
async def start(turn: Turn, argument: str) -> None:
    """`argument` is "field.training"."""
    name, _, number = argument.partition(".")
    training = await trainings.get(turn.session, int(number))
    known = {"_field": name, "_training": training.id, "_title": training.title}
    asked = {"when": RESCHEDULING, "seats": RESIZING}
    await dialogue.start(turn, asked.get(name, RELOCATING), known)


async def _reschedule(turn: Turn, answers: dict[str, Any]) -> None:
    """Dates that have begun stay: nobody names them, and what was there of them is kept."""
    training = await trainings.get(turn.session, answers["_training"])
    begun = [
        Times(trainings.on_the_wall(start, training.zone), trainings.on_the_wall(end, training.zone))
        for start, end in timetable.spans(training)
        if start <= turn.now
    ]
    times = [*begun, *timetable.kept(answers["when"])]
    await changes.reschedule(turn.session, training.id, times, by=turn.person, now=turn.now)
    await _show_changed(turn, answers)


async def _relocate(turn: Turn, answers: dict[str, Any]) -> None:
    """A new place keeps nothing of the old one; how to get in, and the map, can be changed by themselves."""
    place = {**dict.fromkeys(PLACE), **places.kept(answers["place"])} if "place" in answers else {}
    columns = {"access": "accessibility", "map": "map_url"}
    place |= {column: answers[name] for name, column in columns.items() if name in answers}
    await changes.relocate(turn.session, answers["_training"], by=turn.person, now=turn.now, **place)
    await _show_changed(turn, answers)


async def _show_changed(turn: Turn, answers: dict[str, Any]) -> None:
    training = await trainings.get(turn.session, answers["_training"])
    concerned = await changes.concerned(turn.session, training)
    planned = await offering.write_anew(turn, training)
    await turn.say(
        "rescheduling-changed", title=training.title, concerned=len(concerned), planned=planned, for_staff=True
    )
    await offering.show(turn, str(training.id))


async def _resize(turn: Turn, answers: dict[str, Any]) -> None:
    training = await changes.resize(turn.session, answers["_training"], answers["seats"], by=turn.person)
    await offering.write_anew(turn, training)
    await offering.show(turn, str(training.id))


def _shown(value: dict[str, Any]) -> str:
    return str(value["words"])


RESCHEDULING = Dialogue(
    "rescheduling",
    _reschedule,
    [Question("when", check=timetable.a_timetable, show=_shown)],
    role="editor",
    facts=editing.facts,
)
RELOCATING = Dialogue(
    "relocating",
    _relocate,
    [
        Question("place", check=places.a_place, when=editing.only("place"), show=_shown),
        Question("access", check=fields.a_line, optional=True, when=editing.only("place", "access")),
        Question("map", check=fields.a_website, optional=True, when=editing.only("place", "map")),
    ],
    role="editor",
    facts=editing.facts,
)
RESIZING = Dialogue(
    "resizing",
    _resize,
    [Question("seats", "number", check=creating.a_number, optional=True, skip="creating-no-limit")],
    summary=False,
    role="editor",
    facts=editing.facts,
)


@action("rescheduling.call_off", role="editor")
async def call_off(turn: Turn, argument: str) -> None:
    """Ask once, with how many hear of it and what they are offered instead."""
    training = await trainings.get(turn.session, int(argument))
    concerned = await changes.concerned(turn.session, training)
    await turn.say(
        "rescheduling-sure",
        title=training.title,
        concerned=len(concerned),
        instead=await _instead(turn, training),
        buttons=[
            Button("rescheduling-yes", f"rescheduling.called_off:{training.id}"),
            Button("rescheduling-no", f"offering.show:{training.id}"),
        ],
        for_staff=True,
    )


async def _instead(turn: Turn, training: Training) -> str:
    """The next date of the same, which is offered to everybody; "" if there is none."""
    following = await changes.next_like(turn.session, training, turn.now)
    if following is None or following.starts_at is None:
        return ""
    return turn.words.text("rescheduling-instead", when=planning.in_words(turn, following.starts_at))


@action("rescheduling.called_off", role="editor")
async def called_off(turn: Turn, argument: str) -> None:
    """It does not take place. An announcement that was not released, planned or not, is thrown away, one under way can
    be paused."""
    training = await trainings.get(turn.session, int(argument))
    told = await changes.call_off(turn.session, training.id, by=turn.person, now=turn.now)
    for one in await trainings.announcements_of(turn.session, training):
        if planned := await schedules.of(turn.session, one.id):
            await schedules.end(turn.session, planned, turn.now)
        if one.state == "draft":
            await announcements.discard(turn.session, one)
    going = await offering.under_way(turn, training)
    await turn.say(
        "rescheduling-called-off",
        edit=True,
        title=training.title,
        told=told,
        going="yes" if going else "no",
        buttons=[
            *([Button("announce-pause", f"announce.pause:{going.id}")] if going else []),
            Button("offering-copy", f"offering.copy:{training.id}"),
            Button("offering-list", "offering.list"),
        ],
        for_staff=True,
    )
