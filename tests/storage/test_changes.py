"""What staff change, and that everybody concerned hears of each change exactly once."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from storage import changes, notices, seating, trainings, waiting
from storage.database import Database
from storage.notices import Notice
from storage.refusals import NotAllowed
from storage.trainings import NothingPlanned, SeatsTaken, StartsInThePast, Times, TrainingCancelled, TrainingOver
from tests.storage.course import AFTER, DEADLINE, EVENING, START, as_it_is, comes, course, office, somebody, told
from tests.storage.network import NOW

DAY = timedelta(days=1)
WEEK_LATER = Times(EVENING.start + 7 * DAY, EVENING.end + 7 * DAY)


async def test_another_time_is_told_to_everybody_concerned_once_with_what_changed(database: Database) -> None:
    async with database.write() as session:
        training, editor = await course(session, seats=1), await office(session)
        for name in ("Platz", "Wartet"):
            await comes(session, training, name)
        for name, said in (("Vielleicht", "maybe"), ("Nein", "no")):
            person = await somebody(session, name)
            await seating.answer(session, training.id, person, said, by=person, door="chat", now=NOW)  # type: ignore[arg-type]
        await told(session)
        await changes.reschedule(session, training.id, [WEEK_LATER], by=editor, now=NOW)
        [notice] = await session.scalars(select(Notice).where(Notice.kind == "changed").limit(1))
        assert notice.details == {
            "sequence": 1,
            "before": {"sessions": [[START.isoformat(), (START + timedelta(hours=2)).isoformat()]]},
            "after": {
                "sessions": [[(START + 7 * DAY).isoformat(), (START + 7 * DAY + timedelta(hours=2)).isoformat()]]
            },
        }
        assert (training.sequence, training.starts_at) == (1, START + 7 * DAY)
        assert await told(session) == [("changed", name) for name in ("Platz", "Wartet", "Vielleicht")]
        await changes.reschedule(session, training.id, [WEEK_LATER], by=editor, now=NOW)
        assert (training.sequence, await told(session)) == (1, [])
        await changes.relocate(session, training.id, by=editor, now=NOW, venue="Rathaus", town="Velbert")
        assert (training.sequence, len(await told(session))) == (2, 3)


async def test_sessions_are_added_and_dropped_and_past_ones_may_stay(database: Database) -> None:
    async with database.write() as session:
        training, editor = await course(session), await office(session)
        await changes.reschedule(session, training.id, [EVENING, WEEK_LATER], by=editor, now=NOW)
        assert training.ends_at == START + 7 * DAY + timedelta(hours=2)
        later = Times(WEEK_LATER.start + DAY, WEEK_LATER.end + DAY)
        await changes.reschedule(session, training.id, [EVENING, later], by=editor, now=START + DAY)
        with pytest.raises(StartsInThePast):
            await changes.reschedule(session, training.id, [WEEK_LATER], by=editor, now=START + 10 * DAY)
        with pytest.raises(NothingPlanned):
            await changes.reschedule(session, training.id, [], by=editor, now=NOW)
        await changes.reschedule(session, training.id, [later], by=editor, now=NOW)
        assert [one.starts_at for one in training.sessions] == [START + 8 * DAY]


async def test_fewer_seats_than_are_taken_are_refused_and_more_are_offered(database: Database) -> None:
    async with database.write() as session:
        training, editor = await course(session, seats=3), await office(session)
        await comes(session, training, "Anna", 3)
        await comes(session, training, "Bilal")
        with pytest.raises(SeatsTaken) as refused:
            await changes.resize(session, training.id, 2, by=editor)
        assert refused.value.details["taken"] == 3
        await changes.resize(session, training.id, 3, by=editor)
        await changes.resize(session, training.id, 4, by=editor)
        assert len(await waiting.offer(session, NOW, as_it_is)) == 1
        await changes.resize(session, training.id, None, by=editor)
        assert training.free is None


async def test_an_offer_ends_at_the_start_also_when_that_comes_earlier(database: Database) -> None:
    async with database.write() as session:
        training, editor = await course(session, seats=1), await office(session)
        mine, waits = await comes(session, training, "Anna"), await comes(session, training, "Bilal")
        await seating.cancel(session, mine.id, by=editor, door="chat", now=NOW)
        await waiting.offer(session, NOW, as_it_is)
        tonight = Times(EVENING.start - 8 * DAY, EVENING.end - 8 * DAY)
        await changes.reschedule(session, training.id, [tonight], by=editor, now=NOW)
        assert waits.offered_until == training.starts_at == START - 8 * DAY


async def test_what_is_called_off_is_told_with_the_next_date_and_only_once(database: Database) -> None:
    async with database.write() as session:
        training, editor = await course(session), await office(session)
        await course(session, times=[WEEK_LATER], seats=None, title="Etwas anderes")
        await course(session, times=[WEEK_LATER], kind="event")
        (await course(session, times=[WEEK_LATER])).state = "draft"
        month_ago = Times(EVENING.start - 30 * DAY, EVENING.end - 30 * DAY)
        await course(session, times=[month_ago], opened=NOW - 60 * DAY)
        full = await course(session, times=[WEEK_LATER], seats=1)
        await comes(session, full, "Carla")
        again = await course(session, times=[Times(WEEK_LATER.start + DAY, WEEK_LATER.end + DAY)])
        await comes(session, training, "Anna")
        await told(session)
        assert await changes.call_off(session, training.id, by=editor, now=NOW) == 1
        [notice] = await notices.take(session, NOW)
        assert (notice.kind, notice.details) == ("called-off", {"instead": again.id})
        with pytest.raises(TrainingCancelled):
            await changes.call_off(session, training.id, by=editor, now=NOW)
        assert (training.state, training.sequence, await told(session)) == ("cancelled", 1, [])
        assert training not in await trainings.upcoming(session, NOW)


async def test_what_is_over_is_not_called_off_nor_anywhere_else(database: Database) -> None:
    async with database.write() as session:
        training, editor = await course(session), await office(session)
        await comes(session, training, "Anna")
        with pytest.raises(TrainingOver):
            await changes.call_off(session, training.id, by=editor, now=AFTER)
        with pytest.raises(TrainingOver):
            await changes.relocate(session, training.id, by=editor, now=AFTER, town="Hilden")
        assert (training.state, await told(session)) == ("open", [])


async def test_too_few_sign_ups_are_told_to_staff_once_for_each_deadline(database: Database) -> None:
    async with database.write() as session:
        training = await course(session, seats=9, minimum=3)
        await comes(session, training, "Anna", 2)
        enough = await course(session, seats=9, minimum=2)
        await comes(session, enough, "Anna", 2)
        assert await changes.find_too_few(session, DEADLINE - DAY) == []
        assert await changes.find_too_few(session, DEADLINE) == [training]
        assert await changes.find_too_few(session, DEADLINE) == []
        assert await told(session) == [("too-few", "staff")]
        await trainings.edit(session, training, deadline=DEADLINE + DAY)
        assert await changes.find_too_few(session, DEADLINE + DAY) == [training]
        none = await course(session, seats=9, minimum=3, deadline=None)
        assert none in await changes.find_too_few(session, START - changes.DECIDED_BEFORE)
        await course(session, seats=9, minimum=3)
        called_off = await course(session, seats=9, minimum=3, times=[WEEK_LATER])
        await changes.call_off(session, called_off.id, by=await office(session), now=NOW)
        assert await changes.find_too_few(session, START) == [], "it has begun, or does not take place"


async def test_only_staff_change_a_training(database: Database) -> None:
    async with database.write() as session:
        training, member = await course(session), await somebody(session, "Anna")
        for change in (
            changes.reschedule(session, training.id, [WEEK_LATER], by=member, now=NOW),
            changes.relocate(session, training.id, by=member, now=NOW, venue="Rathaus"),
            changes.resize(session, training.id, 9, by=member),
            changes.remind_at(session, training.id, [], by=member, now=NOW),
            changes.call_off(session, training.id, by=member, now=NOW),
        ):
            with pytest.raises(NotAllowed):
                await change


async def test_a_notice_that_was_taken_is_not_taken_again(database: Database) -> None:
    async with database.write() as session:
        training, editor = await course(session, seats=9), await office(session)
        for n in range(4):
            await comes(session, training, f"P{n}", by=editor)
    async with database.write() as session:
        first = [each.id for each in await notices.take(session, NOW, limit=2)]
    async with database.write() as session:
        second = [each.id for each in await notices.take(session, NOW)]
    assert (len(first), len(second)) == (2, 2)
    assert not set(first) & set(second)


async def test_what_changes_twice_before_anybody_heard_of_it_is_told_once(database: Database) -> None:
    async with database.write() as session:
        training, editor = await course(session, seats=9), await office(session)
        await comes(session, training, "Anna")
        two_weeks = Times(EVENING.start + 14 * DAY, EVENING.end + 14 * DAY)
        await changes.reschedule(session, training.id, [WEEK_LATER], by=editor, now=NOW)
        await comes(session, training, "Bilal")
        await changes.relocate(session, training.id, by=editor, now=NOW, town="Hilden")
        await changes.reschedule(session, training.id, [two_weeks], by=editor, now=NOW)
        untold = select(Notice).where(Notice.kind == "changed").order_by(Notice.sign_up_id)
        known = [(each.details or {})["before"] for each in await session.scalars(untold)]
        assert [(each["sessions"][0][0], each["town"]) for each in known] == [
            (START.isoformat(), "Velbert"), ((START + 7 * DAY).isoformat(), "Velbert"),
        ]  # fmt: skip
        assert await told(session) == [("changed", "Anna"), ("changed", "Bilal")]


async def test_what_is_as_it_was_before_anybody_heard_of_it_is_not_told(database: Database) -> None:
    async with database.write() as session:
        training, editor = await course(session), await office(session)
        await comes(session, training, "Anna")
        await changes.reschedule(session, training.id, [WEEK_LATER], by=editor, now=NOW)
        await changes.reschedule(session, training.id, [EVENING], by=editor, now=NOW)
        assert await told(session) == []
