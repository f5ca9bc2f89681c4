"""No occurrence twice, none forgotten, and always at that hour by the clock on the wall."""

import asyncio
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage import announcements, dispatch, schedules
from storage.announcements import AlreadyReleased, Announcement, PastItsTime
from storage.audiences import Audience
from storage.database import Database
from storage.people import Person
from storage.refusals import NotAllowed
from storage.schedules import AlreadyPast, DayTaken, Due, Occurrence, Rhythm, Schedule, ScheduleEnded, When, moment
from tests.storage.network import NOW, doris

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = [
    ZoneInfo(name)
    for name in (
        "Europe/Berlin", "Europe/London", "Europe/Lisbon", "America/Santiago", "America/Havana", "Asia/Beirut",
        "Africa/Cairo", "Africa/Casablanca", "Australia/Lord_Howe", "Pacific/Chatham", "UTC",
    )
]  # fmt: skip
MONDAY = date(2027, 4, 12)
WEEKLY = Rhythm("weekly")


@pytest.mark.parametrize(
    ("day", "at", "utc"),
    [
        (date(2027, 3, 27), time(2, 30), datetime(2027, 3, 27, 1, 30, tzinfo=UTC)),
        (date(2027, 3, 28), time(2, 30), datetime(2027, 3, 28, 1, 0, tzinfo=UTC)),  # there is none: 3:00
        (date(2027, 3, 28), time(3, 0), datetime(2027, 3, 28, 1, 0, tzinfo=UTC)),
        (date(2027, 10, 31), time(2, 30), datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),  # the first of two
        (date(2027, 10, 31), time(9, 0), datetime(2027, 10, 31, 8, 0, tzinfo=UTC)),
    ],
)
def test_the_hours_of_both_clock_changes(day: date, at: time, utc: datetime) -> None:
    assert moment(day, at, BERLIN) == utc


@given(
    st.dates(date(2026, 1, 1), date(2076, 1, 1)), st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    st.sampled_from(ZONES),
)  # fmt: skip
def test_an_hour_is_the_first_that_reads_like_it_or_the_first_that_comes_after(
    day: date, at: time, zone: ZoneInfo
) -> None:
    found, wished = moment(day, at, zone), datetime.combine(day, at)
    local = found.astimezone(zone).replace(tzinfo=None)
    assert local >= wished
    # Nothing between one minute and three hours before it reads like the wished hour, or a later one of that day.
    for minutes in range(1, 181):
        earlier = (found - timedelta(minutes=minutes)).astimezone(zone).replace(tzinfo=None)
        assert earlier < wished


@given(
    st.dates(date(2026, 1, 1), date(2030, 1, 1)), st.sampled_from(["weekly", "fortnightly", "monthly"]),
    st.integers(1, 31), st.sampled_from(ZONES[:3]),
)  # fmt: skip
def test_over_fifty_years_nothing_is_left_out_and_every_occurrence_is_at_nine(
    first: date, kind: str, day: int, zone: ZoneInfo
) -> None:
    rhythms = {"weekly": Rhythm("weekly"), "fortnightly": Rhythm("weekly", 2), "monthly": Rhythm("monthly", 1, day)}
    rhythm = rhythms[kind]
    if kind == "monthly":
        first = schedules.in_month(first.year, first.month, day)
    last, seen = date(first.year + 50, 1, 1), [first]
    while seen[-1] < last:
        seen.append(rhythm.after(seen[-1], first))
    moments = [moment(on, time(9), zone) for on in seen]
    assert all(found.astimezone(zone).time() == time(9) for found in moments)
    steps = {(later - earlier).days for earlier, later in pairwise(seen)}
    if kind == "monthly":
        assert [(d.year, d.month) for d in seen] == [
            ((first.year * 12 + first.month - 1 + n) // 12, (first.month - 1 + n) % 12 + 1) for n in range(len(seen))
        ]
        assert all(d.day == day or (d + timedelta(days=1)).day == 1 for d in seen)
    else:
        assert steps == {7 if kind == "weekly" else 14}


async def planned(session: AsyncSession, rhythm: Rhythm | None = None, day: date = MONDAY) -> tuple[Schedule, Person]:
    """By Doris, for nine o'clock; now it is Monday the 5th."""
    editor = await doris(session)
    written = await announcements.draft(
        session, editor, subject="Kasse", html="<p>Kasse</p>", audience=Audience(), door="chat", now=NOW
    )
    return await schedules.plan(session, written, editor, When(day, time(9), rhythm), BERLIN, NOW), editor


async def taken(session: AsyncSession, schedule: Schedule, now: datetime) -> Due:
    due = await schedules.take_due(session, schedule.id, BERLIN, now)
    assert due
    return due


def nine(day: date) -> datetime:
    return moment(day, time(9), BERLIN)


async def test_what_is_planned_cannot_be_released_or_changed_by_an_old_button(database: Database) -> None:
    async with database.write() as session:
        schedule, editor = await planned(session)
        announcement = schedule.announcement
        assert announcement.state == "planned"
        assert await announcements.drafts(session, editor) == []
        with pytest.raises(AlreadyReleased):
            await announcements.discard(session, announcement)
        with pytest.raises(AlreadyReleased):
            await dispatch.release(
                session, announcement, editor, release_at=NOW, now=NOW, mail_host="kreis.example.org"
            )
        with pytest.raises(AlreadyReleased):
            await schedules.plan(session, announcement, editor, When(MONDAY, time(9)), BERLIN, NOW)


async def test_it_is_planned_for_later_by_an_editor_and_while_it_is_worth_it(database: Database) -> None:
    async with database.write() as session:
        schedule, editor = await planned(session)
        await schedules.end(session, schedule, NOW)
        draft = schedule.announcement
        assert draft.state == "draft"
        with pytest.raises(AlreadyPast):
            await schedules.plan(session, draft, editor, When(NOW.date(), time(9)), BERLIN, NOW)
        draft.worth_until = nine(MONDAY)
        with pytest.raises(PastItsTime):
            await schedules.plan(session, draft, editor, When(MONDAY, time(9)), BERLIN, NOW)
        editor.role = "viewer"
        with pytest.raises(NotAllowed):
            await schedules.plan(session, draft, editor, When(MONDAY, time(8)), BERLIN, NOW)


async def test_it_is_due_at_its_moment_and_not_before(database: Database) -> None:
    async with database.write() as session:
        schedule, _ = await planned(session)
        early = nine(MONDAY) - timedelta(seconds=1)
        assert await schedules.due(session, early) == []
        assert await schedules.take_due(session, schedule.id, BERLIN, early) is None
        assert await schedules.due(session, nine(MONDAY)) == [schedule.id]
        due = await taken(session, schedule, nine(MONDAY))
        assert (due.on, due.late, due.missed, due.next_at) == (MONDAY, timedelta(0), [], None)
        assert await schedules.due(session, nine(MONDAY)) == []
        with pytest.raises(ScheduleEnded):
            await schedules.get(session, schedule.id)


async def test_what_repeats_is_due_again_a_week_later_by_the_clock_on_the_wall(database: Database) -> None:
    async with database.write() as session:
        schedule, _ = await planned(session, WEEKLY, date(2027, 10, 25))
        due = await taken(session, schedule, nine(date(2027, 10, 25)))
        assert due.next_at == datetime(2027, 11, 1, 8, 0, tzinfo=UTC)  # it was at 7 before the change
        assert (schedule.due_on, schedule.due_at) == (date(2027, 11, 1), due.next_at)


async def test_of_two_processes_one_takes_it(database: Database) -> None:
    async with database.write() as session:
        schedule, _ = await planned(session, WEEKLY)

    async def one() -> Due | None:
        async with database.write() as session:
            return await schedules.take_due(session, schedule.id, BERLIN, nine(MONDAY))

    found = await asyncio.gather(*(one() for _ in range(4)))
    assert [due.on for due in found if due] == [MONDAY]


async def test_an_occurrence_that_was_sent_early_does_not_leave_at_its_moment(database: Database) -> None:
    async with database.write() as session:
        schedule, editor = await planned(session, WEEKLY)
        early = await schedules.take_next(session, schedule, editor, BERLIN, NOW)
        assert early.on == MONDAY
        assert await schedules.due(session, nine(MONDAY)) == []
        assert schedule.due_on == MONDAY + timedelta(days=7)
        # As if it were due on that day again, by whatever mistake: the row of the day says no.
        schedule.due_on, schedule.due_at = MONDAY, nine(MONDAY)
        await session.flush()
        assert (await taken(session, schedule, nine(MONDAY))).on is None
        with pytest.raises(DayTaken):
            await schedules.move(session, schedule, editor, When(MONDAY, time(18), WEEKLY), BERLIN, NOW)


@pytest.mark.parametrize(("hours", "leaves"), [(0.1, True), (3, True), (24, True), (24.1, False), (400, False)])
async def test_what_was_planned_once_leaves_up_to_a_day_late(database: Database, hours: float, leaves: bool) -> None:
    async with database.write() as session:
        schedule, _ = await planned(session)
        due = await taken(session, schedule, nine(MONDAY) + timedelta(hours=hours))
        assert (due.on, due.missed) == ((MONDAY, []) if leaves else (None, [MONDAY]))
        assert schedule.ended_at
        assert schedule.announcement.state == ("planned" if leaves else "draft")


async def test_what_is_past_its_worth_does_not_leave_late(database: Database) -> None:
    async with database.write() as session:
        schedule, _ = await planned(session)
        schedule.announcement.worth_until = nine(MONDAY) + timedelta(hours=2)
        due = await taken(session, schedule, nine(MONDAY) + timedelta(hours=3))
        assert (due.on, due.missed) == (None, [MONDAY])


@pytest.mark.parametrize(
    ("days", "leaves", "missed"),
    [
        (0.5, 0, []),
        (3, 0, []),  # the next one is four days away
        (4, None, [0]),  # the next one is three days away
        (7.5, 1, [0]),
        (22, 3, [0, 1, 2]),
        (27, None, [0, 1, 2, 3]),
    ],
)
async def test_of_what_repeats_only_the_newest_leaves_late_and_only_while_the_next_is_further_away(
    database: Database, days: float, leaves: int | None, missed: list[int]
) -> None:
    async with database.write() as session:
        schedule, _ = await planned(session, WEEKLY)
        now = nine(MONDAY) + timedelta(days=days)
        due = await taken(session, schedule, now)
        assert due.on == (None if leaves is None else MONDAY + timedelta(weeks=leaves))
        assert due.missed == [MONDAY + timedelta(weeks=n) for n in missed]
        assert due.next_at
        assert due.next_at > now
        lost = select(Occurrence.day).where(Occurrence.schedule_id == schedule.id, Occurrence.outcome == "missed")
        assert (await session.scalars(lost.order_by(Occurrence.day))).all() == due.missed


async def test_each_repetition_is_a_copy_with_its_files_and_its_own_worth(database: Database) -> None:
    async with database.write() as session:
        schedule, _ = await planned(session, WEEKLY)
        pattern = schedule.announcement
        pattern.files = [announcements.File(kind="document", name="a.pdf", mime="x/y", size=3, content=b"abc")]
        pattern.worth_until = moment(MONDAY, time(18), BERLIN)
        await session.flush()
        second = MONDAY + timedelta(weeks=1)
        made = await schedules.occurrence(session, schedule, second, BERLIN, NOW)
        assert (made.id != pattern.id, made.html, made.state) == (True, pattern.html, "draft")
        assert made.worth_until == moment(second, time(18), BERLIN)
        assert await announcements.content_of(session, made.files[0].id) == b"abc"
        assert pattern.state == "planned"


async def test_the_last_day_stands_for_a_day_that_a_month_does_not_have() -> None:
    rhythm, first = Rhythm("monthly", 1, 31), date(2027, 1, 31)
    found, day = [], first
    for _ in range(4):
        day = rhythm.after(day, first)
        found.append(day)
    assert found == [date(2027, 2, 28), date(2027, 3, 31), date(2027, 4, 30), date(2027, 5, 31)]


async def test_what_stands_still_is_listed_first_and_not_due(database: Database) -> None:
    async with database.write() as session:
        schedule, editor = await planned(session, WEEKLY)
        again = await announcements.copy(session, schedule.announcement, NOW)
        other = await schedules.plan(session, again, editor, When(MONDAY, time(8)), BERLIN, NOW)
        await schedules.hold(session, schedule)
        assert [one.id for one in await schedules.planned(session)] == [schedule.id, other.id]
        assert await schedules.due(session, nine(MONDAY) + timedelta(days=30)) == [other.id]
        await schedules.move(session, schedule, editor, When(MONDAY, time(10), WEEKLY), BERLIN, NOW)
        assert [one.id for one in await schedules.planned(session)] == [other.id, schedule.id]


async def test_an_announcement_that_is_erased_is_not_planned_any_more(database: Database) -> None:
    async with database.write() as session:
        schedule, _ = await planned(session)
        await session.delete(await session.get_one(Announcement, schedule.announcement_id))
    async with database.write() as session:
        with pytest.raises(ScheduleEnded):
            await schedules.get(session, schedule.id)
