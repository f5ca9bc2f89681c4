"""Each is reminded of each session once, at the right hour, and of nothing that does not concern them any more."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage import changes, outbox, reminders, seating
from storage.database import Database
from storage.outbox import Outgoing
from storage.reminders import Reminder
from storage.sign_ups import SignUp
from storage.trainings import Times
from tests.storage.course import EVENING, START, comes, course, office
from tests.storage.network import NOW

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NEW_YEAR = datetime(2027, 1, 1, tzinfo=UTC)


def days_later(days: int) -> Times:
    return Times(EVENING.start + days * DAY, EVENING.end + days * DAY)


async def planned(session: AsyncSession, found: SignUp) -> list[tuple[int, datetime]]:
    rows = (
        select(Reminder).where(Reminder.sign_up_id == found.id, Reminder.queued_at.is_(None)).order_by(Reminder.due_at)
    )
    return [(row.hours_before, row.due_at) for row in await session.scalars(rows)]


async def test_a_seat_is_reminded_a_week_a_day_and_two_hours_before_each_session(database: Database) -> None:
    async with database.write() as session:
        mine = await comes(session, await course(session, times=[EVENING, days_later(1)]), "Anna")
        assert await planned(session, mine) == [
            (168, START - 7 * DAY), (168, START - 6 * DAY), (24, START - DAY), (2, START - 2 * HOUR),
            (24, START), (2, START + 22 * HOUR),
        ]  # fmt: skip


async def test_what_was_due_before_the_sign_up_is_not_sent(database: Database) -> None:
    async with database.write() as session:
        training = await course(session, deadline=None)
        mine = await comes(session, training, "Anna", now=START - DAY)
        assert await planned(session, mine) == [(2, START - 2 * HOUR)]


async def test_a_week_or_a_day_before_is_the_same_hour_on_the_wall_across_both_clock_changes(
    database: Database,
) -> None:
    for month, day, shift in ((3, 28, -HOUR), (10, 31, HOUR)):
        start = datetime(2027, month, day, 18)  # noqa: DTZ001 - by the clock on the wall
        async with database.write() as session:
            training = await course(
                session, times=[Times(start, start + HOUR)], deadline=None, reminders=[168, 24, 2], opened=NEW_YEAR
            )
            mine = await comes(session, training, "Anna", now=NEW_YEAR)
            assert training.starts_at
            assert await planned(session, mine) == [
                (168, training.starts_at - 7 * DAY - shift),
                (24, training.starts_at - DAY - shift),
                (2, training.starts_at - 2 * HOUR),
            ]


async def test_nobody_is_reminded_twice_and_nobody_of_what_has_begun(database: Database) -> None:
    async with database.write() as session:
        await comes(session, await course(session), "Anna")
        assert await reminders.take(session, START - 7 * DAY - timedelta(seconds=1)) == []
        [week] = await reminders.take(session, START - 7 * DAY)
        assert (week.hours_before, await reminders.take(session, START - 7 * DAY)) == (168, [])
        assert await reminders.take(session, START) == []


async def test_of_what_an_outage_left_the_last_reminder_of_each_session_is_enough(database: Database) -> None:
    async with database.write() as session:
        training = await course(session, times=[EVENING, days_later(1)])
        await comes(session, training, "Anna")
        first, second = training.sessions
        taken = await reminders.take(session, START - 3 * HOUR)
        assert [(each.session_id, each.hours_before) for each in taken] == [(second.id, 168), (first.id, 24)]


@pytest.mark.parametrize(
    ("state", "maybe_arrived", "again"),
    [("queued", False, True), ("retry", False, True), ("retry", True, False), ("sent", False, False)],
)
async def test_another_place_is_in_a_reminder_unless_it_left_or_may_have_arrived(
    database: Database, state: str, maybe_arrived: bool, again: bool
) -> None:
    async with database.write() as session:
        training = await course(session)
        mine = await comes(session, training, "Anna")
        [week] = await reminders.take(session, START - 7 * DAY)
        row = Outgoing(
            kind="reminder", channel="mail", address="anna@example.org", payload={}, priority=outbox.ANNOUNCEMENT,
            message_id="7a@kreis.example.org", queued_at=NOW, state=state, maybe_repeated=maybe_arrived,
        )  # fmt: skip
        week.message_row = (await outbox.put(session, row)).id
        await changes.relocate(session, training.id, by=await office(session), now=START - 7 * DAY, venue="Rathaus")
        assert ((168, START - 7 * DAY) in await planned(session, mine)) == again


async def test_reminders_follow_the_time_and_those_that_went_stay_unless_it_is_another_date(
    database: Database,
) -> None:
    async with database.write() as session:
        training, editor = await course(session), await office(session)
        mine = await comes(session, training, "Anna")
        await reminders.take(session, START - 7 * DAY)
        an_hour_later = Times(EVENING.start + HOUR, EVENING.end + HOUR)
        await changes.reschedule(session, training.id, [an_hour_later], by=editor, now=START - 6 * DAY)
        assert await planned(session, mine) == [(24, START + HOUR - DAY), (2, START - HOUR)]
        await reminders.take(session, START + HOUR - DAY)
        await changes.reschedule(session, training.id, [days_later(14)], by=editor, now=START - HOUR)
        assert await planned(session, mine) == [
            (168, START + 7 * DAY), (24, START + 13 * DAY), (2, START + 14 * DAY - 2 * HOUR),
        ]  # fmt: skip
        await changes.reschedule(session, training.id, [an_hour_later], by=editor, now=START)
        assert await planned(session, mine) == []
        await changes.reschedule(session, training.id, [days_later(14)], by=editor, now=START)
        await changes.remind_at(session, training.id, [48, 24], by=editor, now=START)
        assert await planned(session, mine) == [(48, START + 12 * DAY), (24, START + 13 * DAY)]


async def test_who_cancelled_or_waits_is_not_reminded(database: Database) -> None:
    async with database.write() as session:
        training, editor = await course(session, seats=1), await office(session)
        mine, waits = await comes(session, training, "Anna"), await comes(session, training, "Bilal")
        await changes.remind_at(session, training.id, [48, 24], by=editor, now=NOW)
        assert await planned(session, waits) == []
        await seating.cancel(session, mine.id, by=editor, door="chat", now=NOW)
        assert await planned(session, mine) == []


async def test_of_a_training_that_was_called_off_nobody_is_reminded(database: Database) -> None:
    async with database.write() as session:
        training = await course(session)
        mine = await comes(session, training, "Anna")
        await changes.call_off(session, training.id, by=await office(session), now=NOW)
        assert await planned(session, mine) == []
