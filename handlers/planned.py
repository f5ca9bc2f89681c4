"""What is planned: the list of it; each may be looked at, sent now, moved, or ended. The clock lets it leave.

The audience is frozen when it leaves, so that newcomers are in. Each repetition is an announcement of its own, with its
own report. It leaves with the rights that whoever planned it has at that moment; where there are none any more, it
stands still and the office is asked. What an outage made late or impossible is told (storage/schedules.py has the
rule). What tells of a training ends when nobody can sign up for it any more.
"""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncSession

from handlers import announce, audience, duties, planning, progress
from handlers.commands import command
from handlers.paging import paged
from mailing.office import Office
from mailing.turn import Button, Turn, action, short, turn_for
from storage import audiences, dispatch, schedules, trainings
from storage.announcements import AlreadyReleased, Announcement
from storage.database import Sessions
from storage.schedules import Due, Schedule
from storage.trainings import Training

NOTICED = timedelta(minutes=15)
"""So much later than planned needs no word: a restart takes a minute."""


@command("planned", role="editor")
async def list_(turn: Turn, rest: str) -> None:
    """Everything that is planned, one button each."""
    known = await schedules.planned(turn.session)
    lines = [f"• {_line(turn, schedule)}" for schedule in known]
    buttons = [Button(short(s.announcement.subject), f"planned.show:{s.id}", plain=True) for s in known]
    await turn.say(
        "planned-all" if known else "planned-nothing",
        edit=bool(rest),
        lines="\n".join(lines),
        buttons=paged(buttons, int(rest or 0), "planned.list:"),
        for_staff=True,
    )


@action("planned.list", role="editor")
async def list_by_button(turn: Turn, argument: str) -> None:
    await list_(turn, argument)


@action("planned.show", role="editor")
async def show(turn: Turn, argument: str) -> None:
    """One of them, and what can be done with it."""
    schedule = await schedules.get(turn.session, int(argument))
    number, pattern = schedule.id, schedule.announcement
    await turn.say(
        "planned-one",
        subject=pattern.subject,
        when=_when(turn, schedule),
        rhythm=planning.rhythm_in_words(turn.words, schedule.rhythm),
        audience=audience.describe(turn.words, pattern.audience),
        count=await audience.counted(turn, pattern.audience),
        until=announce.until(turn, pattern),
        for_staff=True,
        reply=f"planning.at:s{number}",
        buttons=[
            Button("planned-look", f"planned.look:{number}"),
            Button("planned-now", f"planned.now:{number}.{schedule.due_on:%Y%m%d}"),
            Button("planning-other", f"planned.move:{number}"),
            Button("planned-end", f"planned.end:{number}"),
        ],
    )


@action("planned.look", role="editor")
async def look(turn: Turn, argument: str) -> None:
    """The text as people will get it."""
    pattern = (await schedules.get(turn.session, int(argument))).announcement
    if turn.channel == "telegram":
        await announce.look(turn, pattern, turn.channel, turn.address)
    else:
        await turn.say("planned-text", subject=pattern.subject, text=Markup(pattern.html), for_staff=True)
    await show(turn, argument)


@action("planned.move", role="editor")
async def move(turn: Turn, argument: str) -> None:
    await planning.choose(turn, f"s{argument}")


@action("planned.now", role="editor")
async def now(turn: Turn, argument: str) -> None:
    """The occurrence that was shown leaves now, in place of its moment; with the time to halt it."""
    number, _, day = argument.partition(".")
    schedule = await schedules.get(turn.session, int(number))
    if f"{schedule.due_on:%Y%m%d}" != day:
        raise AlreadyReleased
    if over := await _over(turn.session, schedule, turn.now):
        key, rest = await _end_over(turn, schedule, over)
        await turn.say(key, for_staff=True, **rest)
        return
    release_at = turn.office.next_loud(turn.now + turn.office.release_delay)
    due = await schedules.take_next(turn.session, schedule, turn.person, turn.office.timezone, turn.now)
    made = await _release(turn.session, turn.office, due, release_at, turn.now)
    if made is None:
        raise dispatch.NobodyToReach
    sent = await dispatch.progress(turn.session, made)
    await announce.say_released(turn, made, "announce-released", number=sent.total)
    if due.next_at:
        await turn.say("planned-goes-on", subject=made.subject, when=planning.in_words(turn, due.next_at))


@action("planned.end", role="editor")
async def end(turn: Turn, argument: str) -> None:
    """It does not leave, or not again; its text is a draft."""
    schedule = await schedules.get(turn.session, int(argument))
    pattern = schedule.announcement
    await schedules.end(turn.session, schedule, turn.now)
    await turn.say("planned-ended", edit=True, subject=pattern.subject, buttons=_draft_buttons(pattern), for_staff=True)


async def release_due(database: Sessions, now: datetime, office: Office) -> None:
    """For the clock: let leave what is due, at an hour when it may."""
    if office.next_loud(now) > now:
        return
    async with database.read() as session:
        due = await schedules.due(session, now)
    await duties.each(database, now, office, "planned", due, partial(_carry_out, database, now, office))


async def _carry_out(database: Sessions, now: datetime, office: Office, number: int) -> None:
    async with database.write() as session:
        schedule = await schedules.get(session, number)
        if schedule.planner is None or not schedule.planner.may("editor"):
            await _hold(session, now, office, schedule)
            return
        turn = turn_for(session, now, office, schedule.planner)
        if over := await _over(session, schedule, now):
            key, rest = await _end_over(turn, schedule, over)
            await turn.tell_member(turn.person, key, **rest)
            return
        due = await schedules.take_due(session, number, office.timezone, now)
        if due is None:
            return
        if due.missed:
            await _tell_missed(turn, due)
        if due.on:
            made = await _release(session, office, due, now, now)
            await (_tell_released(turn, due, made) if made else _tell_nobody(turn, due))


async def _release(
    session: AsyncSession, office: Office, due: Due, release_at: datetime, now: datetime
) -> Announcement | None:  # fmt: skip
    """The announcement that leaves as the occurrence that is due; None if nobody is to get it."""
    schedule, pattern = due.schedule, due.schedule.announcement
    assert due.on
    count = await audiences.count(session, pattern.audience)
    if not count.people and not (pattern.public and office.channel):
        await schedules.became(session, schedule, due.on, None)
        return None
    made = await schedules.occurrence(session, schedule, due.on, office.timezone, now)
    if made is not pattern and (training := await trainings.told_by(session, pattern.id)):
        await trainings.tell_with(session, training, made)
        made.worth_until = training.closes_at
    await dispatch.release(
        session,
        made,
        schedule.planner,
        release_at=release_at,
        now=now,
        mail_host=office.mail_host,
        channel=office.channel,
        again=True,
    )
    await schedules.became(session, schedule, due.on, made)
    return made


async def _over(session: AsyncSession, schedule: Schedule, now: datetime) -> Training | None:
    """The training that it tells of, if nobody can sign up for that any more."""
    training = await trainings.told_by(session, schedule.announcement_id)
    return training if training and training.why_closed(now) else None


async def _end_over(turn: Turn, schedule: Schedule, training: Training) -> tuple[str, dict[str, Any]]:
    """It leaves no more; its text is a draft. Returns how that is said."""
    pattern = schedule.announcement
    await schedules.end(turn.session, schedule, turn.now)
    return "planned-over", {
        "subject": pattern.subject,
        "why": training.why_closed(turn.now),
        "repeats": "yes" if schedule.rhythm else "no",
        "buttons": [
            Button("planned-training", f"offering.show:{training.id}"),
            Button("announce-discard", f"announce.discard:{pattern.id}"),
        ],
    }


async def _hold(session: AsyncSession, now: datetime, office: Office, schedule: Schedule) -> None:
    """Who planned it may not send any more: the office decides."""
    await schedules.hold(session, schedule)
    turn = turn_for(session, now, office)
    await turn.tell_staff(
        "planned-held",
        subject=schedule.announcement.subject,
        buttons=[Button("planned-show", f"planned.show:{schedule.id}")],
        quiet=True,
    )


async def _tell_released(turn: Turn, due: Due, made: Announcement) -> None:
    found = await dispatch.progress(turn.session, made)
    is_late = due.late >= NOTICED
    row = await turn.tell_member(
        turn.person,
        "planned-released-late" if is_late else "planned-released",
        subject=made.subject,
        number=found.total,
        late=turn.words.span(due.late),
        next=_next(turn, due),
        buttons=progress.later_buttons(made),
    )
    if row and row.channel == "telegram":
        await dispatch.follow(turn.session, made, row)


async def _tell_nobody(turn: Turn, due: Due) -> None:
    pattern = due.schedule.announcement
    buttons = _draft_buttons(pattern) if due.next_at is None else [_show_button(due.schedule)]
    await turn.tell_member(
        turn.person, "planned-nobody", subject=pattern.subject, next=_next(turn, due), buttons=buttons
    )  # fmt: skip


async def _tell_missed(turn: Turn, due: Due) -> None:
    """What was planned while nothing ran, and is of no use any more; with what can be done now."""
    schedule, zone = due.schedule, turn.office.timezone
    days = [planning.in_words(turn, schedules.moment(day, schedule.at, zone)) for day in due.missed]
    await turn.tell_member(
        turn.person,
        "planned-missed-once" if schedule.rhythm is None else "planned-missed",
        subject=schedule.announcement.subject,
        days="\n".join(f"• {day}" for day in days),
        next=_next(turn, due),
        buttons=_draft_buttons(schedule.announcement) if schedule.rhythm is None else [_show_button(schedule)],
    )


def _next(turn: Turn, due: Due) -> str:
    return turn.words.text("planned-next", when=planning.in_words(turn, due.next_at)) if due.next_at else ""


def _draft_buttons(announcement: Announcement) -> list[Button]:
    return [
        Button("announce-go-on", f"announce.preview:{announcement.id}"),
        Button("announce-discard", f"announce.discard:{announcement.id}"),
    ]


def _show_button(schedule: Schedule) -> Button:
    return Button("planned-show", f"planned.show:{schedule.id}")


def _line(turn: Turn, schedule: Schedule) -> str:
    how = planning.rhythm_in_short(turn.words, schedule.rhythm)
    return f"{_when(turn, schedule)}: {schedule.announcement.subject}{f' ({how})' if how else ''}"


def _when(turn: Turn, schedule: Schedule) -> str:
    return planning.in_words(turn, schedule.due_at) if schedule.due_at else turn.words.text("planned-waits")
