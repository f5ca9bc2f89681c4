"""What staff offer: times by the clock on the wall, drafts, copies, and what is on."""

from datetime import UTC, datetime, timedelta

import pytest

from storage import trainings
from storage.database import Database
from storage.refusals import NotAllowed
from storage.trainings import EndsBeforeStart, NoSuchHour, NothingPlanned, Times, TrainingStarted
from tests.storage.course import DEADLINE, EVENING, START, ZONE, course, office
from tests.storage.network import NOW, anna


def wall(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute)  # noqa: DTZ001 - by the clock on the wall


def evening(year: int, month: int, day: int) -> Times:
    return Times(wall(year, month, day, 18), wall(year, month, day, 20))


def test_an_hour_on_the_wall_is_the_right_moment_on_both_sides_of_a_clock_change() -> None:
    assert trainings.moment(wall(2027, 3, 27, 18), ZONE) == datetime(2027, 3, 27, 17, tzinfo=UTC)
    assert trainings.moment(wall(2027, 3, 28, 18), ZONE) == datetime(2027, 3, 28, 16, tzinfo=UTC)
    assert trainings.moment(wall(2027, 10, 30, 18), ZONE) == datetime(2027, 10, 30, 16, tzinfo=UTC)
    assert trainings.moment(wall(2027, 10, 31, 18), ZONE) == datetime(2027, 10, 31, 17, tzinfo=UTC)


def test_an_hour_that_does_not_exist_is_refused_and_of_one_that_comes_twice_the_first_is_meant() -> None:
    with pytest.raises(NoSuchHour):
        trainings.moment(wall(2027, 3, 28, 2, 30), ZONE)
    assert trainings.moment(wall(2027, 10, 31, 2, 30), ZONE) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


async def test_a_training_begins_with_its_first_session_and_ends_with_its_last(database: Database) -> None:
    async with database.write() as session:
        made = await course(session, times=[evening(2027, 4, 20), EVENING])
    async with database.read() as session:
        found = await trainings.get(session, made.id)
        assert (found.starts_at, found.ends_at) == (START, datetime(2027, 4, 20, 18, tzinfo=UTC))
        assert [one.starts_at for one in found.sessions] == [START, datetime(2027, 4, 20, 16, tzinfo=UTC)]
        assert found.closes_at == DEADLINE


async def test_only_staff_make_and_open_a_training(database: Database) -> None:
    async with database.write() as session:
        made, member = await course(session), await anna(session)
        with pytest.raises(NotAllowed):
            await trainings.create(session, member, kind="event", title="Fest", zone=ZONE, times=[], now=NOW)
        with pytest.raises(NotAllowed):
            await trainings.open_up(session, made, member, NOW)


async def test_a_session_that_ends_before_it_begins_is_refused(database: Database) -> None:
    async with database.write() as session:
        with pytest.raises(EndsBeforeStart):
            await course(session, times=[Times(EVENING.end, EVENING.start)])


async def test_what_has_no_date_or_has_begun_is_not_opened(database: Database) -> None:
    async with database.write() as session:
        editor = await office(session)
        with pytest.raises(NothingPlanned):
            await course(session, times=[])
        begun = await trainings.create(
            session, editor, kind="training", title="Kasse", zone=ZONE, times=[EVENING], now=NOW
        )
        with pytest.raises(TrainingStarted):
            await trainings.open_up(session, begun, editor, START)


async def test_a_copy_keeps_the_hours_on_the_wall_across_the_clock_change(database: Database) -> None:
    async with database.write() as session:
        first = await course(
            session,
            times=[EVENING, evening(2027, 4, 20)],
            entry_question="E-Mail?",
            seats=7,
            reminders=[24],
            venue="Haus",
        )
        await trainings.ask(session, first, "choice", "Essen?", choices=["ja", "nein"], optional=True)
        again = await trainings.copy(session, first, await office(session), wall(2027, 10, 26, 17), NOW)
    async with database.read() as session:
        found = await trainings.get(session, again.id)
        # 31 October: the second session is an hour later by UTC, as is no clock on a wall.
        assert [one.starts_at for one in found.sessions] == [
            datetime(2027, 10, 26, 15, tzinfo=UTC),
            datetime(2027, 11, 2, 16, tzinfo=UTC),
        ]
        assert found.deadline == datetime(2027, 10, 22, 21, tzinfo=UTC)
        assert (found.state, found.taken, found.seats, found.sequence) == ("draft", 0, 7, 0)
        assert (found.title, found.entry_question, found.reminders, found.venue) == (
            first.title,
            "E-Mail?",
            [24],
            "Haus",
        )
        [question] = found.questions
        assert (question.text, question.choices, question.optional) == ("Essen?", ["ja", "nein"], True)


async def test_what_is_on_comes_near_first_and_then_by_date(database: Database) -> None:
    async with database.write() as session:
        await course(session, times=[evening(2027, 5, 4)], title="nah")
        await course(session, town="Hilden", title="fern")
        await course(session, times=[evening(2027, 4, 6)], title="vorbei", deadline=None)
        draft = await course(session, title="Entwurf")
        draft.state = "draft"
        found = await trainings.upcoming(session, NOW + timedelta(days=2), near="Velbert")
        assert [each.title for each in found] == ["nah", "fern"]
        assert [each.title for each in await trainings.upcoming(session, NOW)] == ["vorbei", "fern", "nah"]


async def test_staff_see_last_week_and_what_comes_before_what_is_longer_over(database: Database) -> None:
    async with database.write() as session:
        for title, weeks in (("Vor acht", -8), ("Vor drei", -3), ("Vor zwei", -2), ("Gestern", 0), ("Kommt", 1)):
            moved = timedelta(weeks=weeks)
            times = [Times(EVENING.start + moved, EVENING.end + moved)]
            await course(session, title=title, times=times, deadline=None, opened=NOW - timedelta(weeks=9))
        known = await trainings.looked_after(session, START + timedelta(days=1))
    assert [one.title for one in known] == ["Gestern", "Kommt", "Vor zwei", "Vor drei", "Vor acht"]


async def test_a_similar_offer_is_one_of_its_kind_in_the_same_town_and_week(database: Database) -> None:
    async with database.write() as session:
        mine = await course(session)
        sunday = await course(session, times=[evening(2027, 4, 18)], title="derselbe Sonntag")
        for fields in ({"town": "Hilden"}, {"kind": "event"}, {"times": [evening(2027, 4, 19)]}):
            await course(session, **fields)
        gone = await course(session)
        gone.state = "cancelled"
        assert await trainings.similar(session, mine) == [sunday]


async def test_what_concerns_those_who_signed_up_is_not_just_edited(database: Database) -> None:
    async with database.write() as session:
        made = await course(session)
        await trainings.edit(session, made, title="Kasse", minimum=3)
        assert (made.title, made.minimum) == ("Kasse", 3)
        with pytest.raises(TypeError):
            await trainings.edit(session, made, seats=1)


async def test_seats_that_are_not_free_are_not_taken_even_by_somebody_with_an_old_reading(database: Database) -> None:
    async with database.write() as session:
        training = await course(session, seats=2)
    async with database.write() as session:
        assert await trainings.take(session, await trainings.get(session, training.id), 2)
    async with database.write() as session:
        assert training.free == 2, "an old reading"
        assert not await trainings.take(session, training, 1)
        assert await trainings.take(session, training, -1)
    async with database.read() as session:
        assert (await trainings.get(session, training.id)).taken == 1
