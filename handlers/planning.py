"""«Later»: an announcement leaves at a moment, or again and again, that its sender names in their own words.

What was understood is said back with weekday, date and hour before it counts. A moment within the quiet hours is moved
to their end, and that is said as well. What is planned already, and may be moved the same way: handlers/planned.py.

A target is "a" with the number of a draft and what was shown of it, or "s" with the number of a schedule.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from handlers import announce, audience, dialogue, moments
from handlers.audience import draft
from handlers.dialogue import Dialogue, Question
from locales import LANGUAGES, Words, words
from mailing import wording
from mailing.turn import Button, Turn, action
from storage import dispatch, schedules
from storage.announcements import Announcement
from storage.refusals import Refusal
from storage.schedules import Kind, Rhythm, When

EVENING, MORNING = time(18), time(9)


class NotAMoment(Refusal):
    """A line that names no moment that is understood."""


@dataclass(frozen=True)
class Target:
    """What is to be planned: a draft, or something planned that is to be moved."""

    code: str
    announcement: Announcement


async def _target(turn: Turn, code: str) -> Target:
    """Raises `DraftGone`, `AlreadyReleased`, `ScheduleEnded`."""
    number = code[1:].partition("-")[0]
    if code.startswith("s"):
        return Target(code, (await schedules.get(turn.session, int(number))).announcement)
    return Target(code, await draft(turn, number))


@action("planning.ask", role="editor")
async def ask(turn: Turn, argument: str) -> None:
    """When, of a draft as it was shown."""
    if announcement := await announce.as_shown(turn, argument):
        await choose(turn, f"a{announcement.id}-{announce.as_seen(announcement)}")


async def choose(turn: Turn, code: str, *, key: str = "planning-ask") -> None:
    """The moments that are chosen most, and the way to every other."""
    target = await _target(turn, code)
    today = turn.office.local(turn.now).date()
    fixed = {"planning-today": When(today, EVENING), "planning-tomorrow": When(today + timedelta(days=1), MORNING)}
    await turn.say(
        key,
        subject=target.announcement.subject,
        reply=f"planning.at:{target.code}",
        for_staff=True,
        buttons=[
            *(Button(k, f"planning.fixed:{target.code}.{_code(w)}") for k, w in fixed.items() if _is_loud(turn, w)),
            Button("planning-other", f"planning.other:{target.code}"),
            Button("planning-weekly", f"planning.weekly:{target.code}"),
            Button("planning-monthly", f"planning.monthly:{target.code}"),
        ],
    )


def _is_loud(turn: Turn, when: When) -> bool:
    moment = when.moment(turn.office.timezone)
    return moment > turn.now and turn.office.next_loud(moment) == moment


@action("planning.at", role="editor")
async def at(turn: Turn, argument: str) -> None:
    """The moment in the person's own words, as a reply."""
    line = next((line for line in turn.said.text.splitlines() if line.strip()), "")
    await hear(turn, argument, behind_send(line) or line)


async def hear(turn: Turn, code: str, line: str) -> None:
    """Say back what a line means; ask again where it is not understood."""
    target = await _target(turn, code)
    if when := moments.understand(line, turn.now, turn.office.timezone):
        await _sure(turn, target, when)
    else:
        await choose(turn, code, key="planning-unclear")


async def hear_of_draft(turn: Turn, announcement: Announcement, line: str) -> None:
    await hear(turn, f"a{announcement.id}-{announce.as_seen(announcement)}", line)


def behind_send(line: str) -> str | None:
    """What stands behind "senden" in a line such as "senden morgen 9 Uhr"; None if nothing does."""
    said = line.split()
    listed = [word for tag in LANGUAGES for word in words(tag).list("answer-send")]
    for length in (3, 2, 1):
        if len(said) > length and wording.is_one_of(" ".join(said[:length]).strip(",:"), listed):
            return " ".join(said[length:])
    return None


@action("planning.fixed", role="editor")
async def fixed(turn: Turn, argument: str) -> None:
    code, when = _decoded(argument)
    await _sure(turn, await _target(turn, code), when)


@action("planning.other", role="editor")
async def other(turn: Turn, argument: str) -> None:
    await _type(turn, argument, None)


@action("planning.weekly", role="editor")
async def weekly(turn: Turn, argument: str) -> None:
    await _type(turn, argument, "weekly")


@action("planning.monthly", role="editor")
async def monthly(turn: Turn, argument: str) -> None:
    await _type(turn, argument, "monthly")


async def _type(turn: Turn, code: str, kind: Kind | None) -> None:
    target = await _target(turn, code)
    await dialogue.start(turn, DIALOGUE, {"_target": code, "_kind": kind, "_subject": target.announcement.subject})


async def _sure(turn: Turn, target: Target, when: When) -> None:
    """Say back what was understood, and ask whether that is right. Raises `AlreadyPast`, `PastItsTime`."""
    zone, announcement = turn.office.timezone, target.announcement
    wished = when.moment(zone)
    if wished <= turn.now:
        raise schedules.AlreadyPast
    meant = _loud(turn, when)
    dispatch.check(announcement, None, meant.moment(zone))
    await turn.say(
        "planning-sure",
        subject=announcement.subject,
        when=in_words(turn, meant.moment(zone)),
        rhythm=rhythm_in_words(turn.words, meant.rhythm),
        audience=audience.describe(turn.words, announcement.audience),
        hint=await _hint(turn, target, wished, meant.moment(zone)),
        for_staff=True,
        reply=f"planning.at:{target.code}",
        buttons=[
            Button("planning-yes", f"planning.set:{target.code}.{_code(meant)}"),
            Button("planning-other", f"planning.other:{target.code}"),
            Button("dialogue-cancel", f"planning.not:{target.code}"),
        ],
    )


def _loud(turn: Turn, when: When) -> When:
    """The same, or, within the quiet hours, at their end."""
    wished = when.moment(turn.office.timezone)
    loud = turn.office.local(turn.office.next_loud(wished))
    if loud == wished:
        return when
    rhythm = when.rhythm
    if rhythm and rhythm.kind == "monthly" and loud.date() > when.day:
        rhythm = replace(rhythm, day=rhythm.day % 31 + 1)
    return When(loud.date(), loud.time(), rhythm)


async def _hint(turn: Turn, target: Target, wished: datetime, meant: datetime) -> str:
    """What the sender should know: that it was moved out of the quiet hours, and that the same went out before."""
    hints, office = [], turn.office
    if wished != meant and office.quiet_hours:
        quiet = {name: f"{hour.hour}" for name, hour in vars(office.quiet_hours).items()}
        hints.append(turn.words.text("planning-quiet", wished=turn.words.time(wished, office.timezone), **quiet))
    before = await dispatch.twin(turn.session, target.announcement, turn.now)
    if before and before.released_at and target.code.startswith("a"):
        hints.append(turn.words.text("planning-before", when=in_words(turn, before.released_at)))
    return "\n".join(hints)


@action("planning.not", role="editor")
async def not_(turn: Turn, argument: str) -> None:
    """It stays as it was."""
    target = await _target(turn, argument)
    await turn.say("planning-as-before", subject=target.announcement.subject, edit=True)
    if argument.startswith("a"):
        await announce.ask(turn, target.announcement)


@action("planning.set", role="editor")
async def set_(turn: Turn, argument: str) -> None:
    """It is planned, as it was shown."""
    code, when = _decoded(argument)
    zone = turn.office.timezone
    if code.startswith("s"):
        schedule = await schedules.get(turn.session, int(code[1:]))
        await schedules.move(turn.session, schedule, turn.person, when, zone, turn.now)
    else:
        announcement = await announce.as_shown(turn, code[1:].replace("-", "."))
        if announcement is None:
            return
        schedule = await schedules.plan(turn.session, announcement, turn.person, when, zone, turn.now)
    await turn.say(
        "planning-planned",
        edit=True,
        subject=schedule.announcement.subject,
        when=in_words(turn, when.moment(zone)),
        rhythm=rhythm_in_words(turn.words, when.rhythm),
        for_staff=True,
        buttons=[Button("planned-show", f"planned.show:{schedule.id}"), Button("planned-list", "planned.list")],
    )


def in_words(turn: Turn, moment: datetime) -> str:
    """ "Montag, 19. April, 9 Uhr"; with its year where that is not this one."""
    zone = turn.office.timezone
    if moment.astimezone(zone).year == turn.office.local(turn.now).year:
        return turn.words.when(moment, zone)
    return f"{turn.words.date(moment, zone)}, {turn.words.time(moment, zone)}"


def rhythm_in_short(say: Words, rhythm: Rhythm | None) -> str:
    """ "jede Woche"; "" for once."""
    if rhythm is None:
        return ""
    return say.text(f"planning-short-{rhythm.kind}", every=rhythm.every, day=str(rhythm.day))


def rhythm_in_words(say: Words, rhythm: Rhythm | None) -> str:
    """ "Danach jede Woche, bis Sie es beenden."; "" for once."""
    if rhythm is None:
        return ""
    return say.text(f"planning-rhythm-{rhythm.kind}", every=rhythm.every, day=str(rhythm.day))


def _code(when: When) -> str:
    """A moment as a button carries it: "20270419.0900.w1", "….m31" every month, "….o" once."""
    rhythm = when.rhythm
    kind = "o" if rhythm is None else f"w{rhythm.every}" if rhythm.kind == "weekly" else f"m{rhythm.day}"
    return f"{when.day:%Y%m%d}.{when.at:%H%M}.{kind}"


def _decoded(argument: str) -> tuple[str, When]:
    code, day, at, kind = argument.split(".")
    rhythms = {"w": lambda number: Rhythm("weekly", number), "m": lambda number: Rhythm("monthly", 1, number)}
    rhythm = rhythms[kind[0]](int(kind[1:])) if kind != "o" else None
    return code, When(date.fromisoformat(f"{day[:4]}-{day[4:6]}-{day[6:]}"), time(int(at[:2]), int(at[2:])), rhythm)


async def _facts(turn: Turn, answers: dict[str, Any]) -> dict[str, Any]:
    return {"rhythm": answers["_kind"] or "once", "subject": answers["_subject"]}


async def _finish(turn: Turn, answers: dict[str, Any]) -> None:
    when = moments.understand(answers["when"], turn.now, turn.office.timezone, kind=answers["_kind"])
    if when is None:
        raise NotAMoment
    await _sure(turn, await _target(turn, answers["_target"]), when)


DIALOGUE = Dialogue("planning", _finish, [Question("when")], summary=False, role="editor", facts=_facts)
