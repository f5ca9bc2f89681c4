"""Who came, how it was, and what may be reported of it."""

from datetime import timedelta

import pytest

from storage import associations, attendance, changes, figures, people, seating, sign_ups
from storage.attendance import NobodyOnThatLine, NotBegun, NotThere
from storage.database import Database
from storage.refusals import NotAllowed
from storage.sign_ups import NotYourSignUp
from tests.storage.course import AFTER, START, comes, course, office, signs_up
from tests.storage.network import NOW, anna, bilal


async def test_attendance_is_recorded_for_each_participant_named_or_not(database: Database) -> None:
    async with database.write() as session:
        training, editor = await course(session, seats=4), await office(session)
        mine = await comes(session, training, "Anna", 3, names=["Anna", "Leyla"])
        with pytest.raises(NotBegun):
            await attendance.record_signed(session, training, [1, 3], by=editor, now=NOW)
        assert mine.person
        with pytest.raises(NotAllowed):
            await attendance.record_signed(session, training, [1, 3], by=mine.person, now=AFTER)
        await attendance.record_signed(session, training, [1, 3], by=editor, now=AFTER)
        assert [each.attended for each in mine.participants] == [True, False, True]
        found = await figures.figures(session, AFTER, training_id=training.id)
        assert (found.participants, found.no_shows, found.people) == (2, 1, 1)


async def test_who_had_a_seat_says_how_it_was_and_may_say_it_again(database: Database) -> None:
    async with database.write() as session:
        training = await course(session, seats=2)
        mine, missed = await comes(session, training, "Anna"), await comes(session, training, "Bilal")
        waits = await comes(session, training, "Carla")
        assert mine.person
        assert waits.person
        with pytest.raises(NotBegun):
            await attendance.feedback(session, mine.id, 1, None, by=mine.person, now=NOW)
        with pytest.raises(NotThere):
            await attendance.feedback(session, waits.id, 1, None, by=waits.person, now=AFTER)
        with pytest.raises(NotYourSignUp):
            await attendance.feedback(session, mine.id, 1, None, by=waits.person, now=AFTER)
        missed.participants[0].attended = False
        await attendance.feedback(session, mine.id, 3, "Zu schnell", by=mine.person, now=AFTER)
        await attendance.feedback(session, mine.id, 1, None, by=mine.person, now=AFTER)
        assert (mine.feedback, mine.feedback_text) == (1, None)


async def test_who_may_have_been_there_is_asked_once_a_day_after_the_end(database: Database) -> None:
    async with database.write() as session:
        training = await course(session, seats=4)
        came, missed, told, left = [await comes(session, training, name) for name in ("Anna", "Bilal", "Carla", "Emin")]
        await comes(session, training, "Wartet")
        missed.participants[0].attended = False
        assert told.person
        assert left.person
        await attendance.feedback(session, told.id, 1, None, by=told.person, now=AFTER)
        await people.leave(session, left.person, "chat", AFTER)
        ended = training.ends_at
        assert ended
        day = timedelta(days=1)
        assert await attendance.due_to_ask(session, ended + day - timedelta(seconds=1)) == []
        assert await attendance.due_to_ask(session, ended + 15 * day) == []
        assert await attendance.due_to_ask(session, ended + day) == [came.id]
        assert await attendance.ask(session, came.id, ended + day) is came
        assert await attendance.ask(session, came.id, ended + day) is None
        assert await attendance.due_to_ask(session, ended + day) == []


async def test_nobody_is_asked_how_it_was_where_nothing_took_place(database: Database) -> None:
    async with database.write() as session:
        training = await course(session)
        await comes(session, training, "Anna")
        await changes.call_off(session, training.id, by=await office(session), now=NOW)
        assert await attendance.due_to_ask(session, AFTER + attendance.FEEDBACK_AFTER) == []


async def test_a_certificate_is_for_the_name_on_it(database: Database) -> None:
    async with database.write() as session:
        mine = await comes(session, await course(session), "Anna", 2, names=["Anna", "Leila"])
        first, second = mine.participants
        await attendance.certified(session, [first.id], AFTER)
        assert [each.certified_at for each in (first, second)] == [AFTER, None]
        await attendance.certified(session, [second.id], AFTER)
        await sign_ups.name(session, mine.id, ["Anna", "Leyla"], by=await office(session))
        assert [each.certified_at for each in (first, second)] == [AFTER, None]


async def test_a_number_on_the_list_to_sign_stays_whatever_happens_after_printing(database: Database) -> None:
    async with database.write() as session:
        training, editor = await course(session, seats=6), await office(session)
        mine = await comes(session, training, "Anna", 2)
        bilal_comes, carla_comes = await comes(session, training, "Bilal"), await comes(session, training, "Carla")
        assert [(line.number, line.name) for line in await attendance.sheet(session, training)] == [
            (1, "Anna"), (2, None), (3, "Bilal"), (4, "Carla"),
        ]  # fmt: skip
        await seating.cancel(session, bilal_comes.id, by=editor, door="chat", now=NOW)
        await seating.change(session, mine.id, 1, by=editor, door="chat", now=NOW)
        await seating.change(session, mine.id, 2, by=editor, door="chat", now=NOW)
        await comes(session, training, "Doris")
        lines = await attendance.sheet(session, training)
        assert [(line.number, line.name) for line in lines] == [(1, "Anna"), (4, "Carla"), (5, None), (6, "Doris")]
        other = await course(session, seats=3, title="Anderes")
        await comes(session, other, "Emin")
        await attendance.sheet(session, other)
        await seating.move(session, carla_comes.id, other.id, by=editor, now=NOW)
        assert [line.number for line in await attendance.sheet(session, other)] == [1, 2]


async def test_signed_lines_say_who_came_and_who_did_not(database: Database) -> None:
    async with database.write() as session:
        training, editor = await course(session, seats=6), await office(session)
        for name in ("Anna", "Bilal", "Carla"):
            await comes(session, training, name)
        gone = await comes(session, training, "Weg")
        await attendance.sheet(session, training)
        await seating.cancel(session, gone.id, by=editor, door="chat", now=NOW)
        with pytest.raises(NotBegun):
            await attendance.record_signed(session, training, [1], by=editor, now=NOW)
        with pytest.raises(NobodyOnThatLine) as refused:
            await attendance.record_signed(session, training, [1, 4], by=editor, now=AFTER)
        assert refused.value.details == {"lines": "4"}
        lines = await attendance.record_signed(session, training, [1, 3], by=editor, now=AFTER)
        assert [line.participant.attended for line in lines] == [True, False, True]
        assert gone.participants[0].attended is None


@pytest.mark.parametrize(("answers", "shown"), [(4, None), (5, (3, 1, 1))])
async def test_what_fewer_than_five_said_is_not_shown(
    database: Database, answers: int, shown: tuple[int, int, int] | None
) -> None:
    async with database.write() as session:
        training = await course(session, seats=9)
        for n, value in enumerate((1, 2, 3, 1, 1)[:answers]):
            mine = await comes(session, training, f"P{n}")
            assert mine.person
            await attendance.feedback(session, mine.id, value, None, by=mine.person, now=AFTER)
        assert (await figures.figures(session, AFTER)).feedback == shown


@pytest.mark.parametrize(("few", "shown"), [((4, 0), (5, 0, 0)), ((4, 4), (5, 0, 8))])
async def test_what_few_said_cannot_be_reckoned_from_a_sum(
    database: Database, few: tuple[int, int], shown: tuple[int, int, int]
) -> None:
    async with database.write() as session:
        for number, (answers, value) in enumerate([(5, 1), (few[0], 3), (few[1], 3)]):
            training = await course(session, seats=9, title=f"T{number}")
            for n in range(answers):
                mine = await comes(session, training, f"P{number}.{n}")
                assert mine.person
                await attendance.feedback(session, mine.id, value, None, by=mine.person, now=AFTER)
        assert (await figures.figures(session, AFTER)).feedback == shown


async def test_figures_count_what_took_place(database: Database) -> None:
    async with database.write() as session:
        first, second, editor = await anna(session), await bilal(session), await office(session)
        [theirs] = await associations.of(session, first)
        small = await course(session, seats=4, town="Hilden")
        large = await course(session, seats=6)
        event = await course(session, seats=None, kind="event", town="Haan")
        await signs_up(session, small, first, 4, association=theirs.association)
        await comes(session, small, "Wartet")
        await signs_up(session, large, first, association=theirs.association)
        await signs_up(session, large, second, 5)
        await comes(session, event, "Gast", 70)
        gone = await course(session)
        gone.state = "cancelled"
        await attendance.record_signed(session, large, [2], by=editor, now=AFTER)
        everything = await figures.figures(session, AFTER)
        assert everything == figures.Figures(
            trainings=3, seats=10, sign_ups=4, waiting=1, participants=4 + 1 + 70, no_shows=5, associations=1, people=3,
            feedback=None,
        )  # fmt: skip
        assert (await figures.figures(session, AFTER, town="Hilden")).participants == 4
        assert (await figures.figures(session, AFTER, kind="event")).trainings == 1
        assert (await figures.figures(session, AFTER, since=START + timedelta(1))).trainings == 0
        assert (await figures.figures(session, AFTER, until=START)).trainings == 0
        assert (await figures.figures(session, NOW)).trainings == 0
        assert await figures.sentence(session, AFTER) == figures.Sentence(2, 2, 1, 4)
        assert await figures.sentence(session, NOW) == figures.Sentence(0, 0, None, None)
