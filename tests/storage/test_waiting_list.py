"""The waiting list is fair: in order, with time to think, and silence costs nobody anything without notice."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from storage import associations, changes, notices, seating, sign_ups, waiting
from storage.database import Database
from storage.sign_ups import NotYourSignUp, SignUp
from storage.trainings import Training, TrainingCancelled, TrainingStarted
from storage.waiting import OfferOver
from tests.storage.course import START, as_it_is, comes, course, office, signs_up, somebody, told
from tests.storage.network import NOW, anna

DAY = timedelta(days=1)
BERLIN = ZoneInfo("Europe/Berlin")


async def list_of(session: AsyncSession, *wanted: int, seats: int = 2, **fields: Any) -> tuple[Training, list[SignUp]]:
    """A training that was full, with people waiting for so many seats each, and all its seats free again."""
    training = await course(session, seats=seats, **fields)
    had_them = await comes(session, training, "Hatte Plätze", seats)
    line = [await comes(session, training, f"P{n}", number) for n, number in enumerate(wanted, 1)]
    await seating.cancel(session, had_them.id, by=await office(session), door="chat", now=NOW)
    await told(session)
    return training, line


async def offered(session: AsyncSession, now: datetime = NOW) -> list[str]:
    return [each.person.name for each in await waiting.offer(session, now, as_it_is) if each.person]


async def test_a_freed_seat_is_offered_in_order_and_held(database: Database) -> None:
    async with database.write() as session:
        training, (first, second, third) = await list_of(session, 1, 1, 1)
        assert await offered(session) == ["P1", "P2"]
        assert (first.state, second.state, third.state, training.taken) == ("offered", "offered", "waiting", 2)
        assert first.offered_until == NOW + DAY
        assert await told(session) == [("offer", "P1"), ("offer", "P2")]
        assert await offered(session) == []
        assert (await signs_up(session, training, await somebody(session, "Spät"))).state == "waiting"


async def test_who_needs_more_than_is_free_keeps_the_place_and_the_next_who_fits_is_offered(database: Database) -> None:
    async with database.write() as session:
        training, (large, small) = await list_of(session, 2, 1)
        await comes(session, training, "Staff", by=await office(session))
        training.taken, training.seats = 1, 2
        assert await offered(session) == ["P2"]
        assert (large.state, await sign_ups.place_of(session, large)) == ("waiting", 1)
        assert small.person
        await waiting.decline(session, small.id, by=small.person, door="chat", now=NOW)
        await changes.resize(session, training.id, 3, by=await office(session))
        assert await offered(session) == ["P1"]


async def test_the_clock_looks_only_where_an_offer_ends_or_a_free_seat_fits(database: Database) -> None:
    async with database.write() as session:
        training, (large,) = await list_of(session, 2, seats=2)
        assert await waiting.due(session, NOW) == [training.id]
        training.taken = 1
        assert await waiting.due(session, NOW) == []
        training.taken = 0
        await offered(session)
        assert [await waiting.due(session, now) for now in (NOW, large.offered_until or NOW)] == [[], [training.id]]
        await changes.call_off(session, training.id, by=await office(session), now=NOW)
        training.taken = 0
        assert await waiting.due(session, NOW + DAY) == []


async def test_accepting_is_a_seat_and_a_second_tap_says_so_again(database: Database) -> None:
    async with database.write() as session:
        training, (first, second) = await list_of(session, 1, 1, seats=1)
        await offered(session)
        assert first.person
        assert second.person
        with pytest.raises(NotYourSignUp):
            await waiting.accept(session, first.id, by=second.person, door="chat", now=NOW)
        for _ in range(2):
            assert (await waiting.accept(session, first.id, by=first.person, door="chat", now=NOW)).state == "seat"
        with pytest.raises(OfferOver):
            await waiting.decline(session, first.id, by=first.person, door="chat", now=NOW)
        with pytest.raises(OfferOver):
            await waiting.accept(session, second.id, by=second.person, door="chat", now=NOW)
        await waiting.begin(session, first.id, START - timedelta(minutes=1), as_it_is)
        assert (first.state, training.taken, first.offered_until) == ("seat", 1, None)


async def test_the_door_of_an_offer_is_that_of_its_answer(database: Database) -> None:
    async with database.write() as session:
        training, line = await list_of(session, 1, 1, 1, seats=3)
        await offered(session)
        first, second, third = [one.person for one in line if one.person]
        await waiting.accept(session, line[0].id, by=first, door="reply", now=NOW)
        await waiting.decline(session, line[1].id, by=second, door="link", now=NOW)
        await signs_up(session, training, third, door="phone")
        assert [one.door for one in line] == ["reply", "link", "phone"]


async def test_who_is_answered_for_by_a_fellow_hears_of_it(database: Database) -> None:
    async with database.write() as session:
        first, fellow = await anna(session), await somebody(session, "Çiğdem")
        [contact] = await associations.of(session, first)
        await associations.add_contact(session, contact.association, fellow, NOW)
        for answer, said in ((waiting.accept, "yes"), (waiting.decline, "no")):
            training, _ = await list_of(session, seats=1)
            mine = (await signs_up(session, training, first, association=contact.association)).sign_up
            mine.state, training.taken = "offered", 1
            await told(session)
            await answer(session, mine.id, by=fellow, door="chat", now=NOW)
            assert [(each.kind, each.details) for each in await notices.take(session, NOW)] == [
                ("answered", {"said": said})
            ]


async def test_what_is_declined_goes_on_to_the_next_and_who_said_no_is_never_offered(database: Database) -> None:
    async with database.write() as session:
        training, (first, second, third) = await list_of(session, 1, 1, 1, seats=1)
        await offered(session)
        assert first.person
        assert second.person
        assert (await waiting.decline(session, first.id, by=first.person, door="chat", now=NOW)).state == "no"
        await seating.answer(session, training.id, second.person, "no", by=second.person, door="chat", now=NOW)
        assert await offered(session) == ["P3"]
        assert await told(session) == [("offer", "P3")], "nobody hears of an offer that they answered before"
        assert third.state == "offered"


async def test_an_offer_that_ran_out_goes_to_the_end_of_the_list_with_notice(database: Database) -> None:
    async with database.write() as session:
        _, (first, second) = await list_of(session, 1, 1, seats=1)
        await offered(session)
        await told(session)
        assert await waiting.run_out(session, NOW + DAY - timedelta(seconds=1), as_it_is) == []
        assert await waiting.run_out(session, NOW + DAY, as_it_is) == [first]
        assert [await sign_ups.place_of(session, each) for each in (second, first)] == [1, 2]
        assert await told(session) == [("offer-missed", "P1")]
        assert await offered(session, NOW + DAY) == ["P2"]


async def test_when_it_begins_nobody_reads_that_they_wait(database: Database) -> None:
    async with database.write() as session:
        _, (late,) = await list_of(session, 1, seats=1)
        await offered(session)
        await told(session)
        late.offered_until = START
        assert await waiting.run_out(session, START, as_it_is) == [late]
        assert await told(session) == []


async def test_who_is_always_silent_holds_no_seat_for_ever_until_they_speak(database: Database) -> None:
    async with database.write() as session:
        training, (silent,) = await list_of(session, 1, seats=1)
        now, offers = NOW, []
        for _ in range(4):
            offers.append(await offered(session, now))
            await told(session)
            now += DAY
            await waiting.run_out(session, now, as_it_is)
        assert offers == [["P1"], ["P1"], [], []]
        assert await waiting.due(session, now) == [], "no beat of the clock looks at the training any more"
        assert (await signs_up(session, training, await somebody(session, "Neu"))).state == "seat"
        await changes.resize(session, training.id, 2, by=await office(session))
        assert silent.person
        await signs_up(session, training, silent.person)
        assert await offered(session, NOW) == ["P1"]


async def test_who_left_the_list_and_comes_back_missed_nothing(database: Database) -> None:
    async with database.write() as session:
        training, (silent,) = await list_of(session, 1, seats=1)
        silent.missed = sign_ups.MOST_MISSED
        assert silent.person
        await seating.cancel(session, silent.id, by=silent.person, door="chat", now=NOW)
        await comes(session, training, "Neu")
        assert (await signs_up(session, training, silent.person)).state == "waiting"
        await changes.resize(session, training.id, 2, by=await office(session))
        assert await offered(session) == ["P1"]


async def test_an_offer_that_nobody_was_told_of_begins_anew(database: Database) -> None:
    async with database.write() as session:
        _, (first,) = await list_of(session, 1, seats=1)
        await offered(session)
        assert await waiting.run_out(session, NOW + 2 * DAY, as_it_is) == []
        assert (first.state, first.offered_until) == ("offered", NOW + 3 * DAY)
        assert await told(session) == [("offer", "P1")]


async def test_the_time_to_think_begins_when_the_person_is_told(database: Database) -> None:
    async with database.write() as session:
        _, (first,) = await list_of(session, 1, seats=1)
        await offered(session)
        just_before = NOW + DAY - timedelta(minutes=1)
        await waiting.begin(session, first.id, just_before, as_it_is)
        assert (first.state, first.offered_until) == ("offered", just_before + DAY)


async def test_who_was_not_told_in_time_keeps_the_place_and_nothing_was_missed(database: Database) -> None:
    too_late = START - timedelta(minutes=29)
    for ends in (waiting.run_out, waiting.begin):
        async with database.write() as session:
            training, (first, _) = await list_of(session, 1, 1, seats=1)
            assert await waiting.offer(session, NOW, as_it_is, only=training.id) == [first]
            if ends is waiting.begin:
                await waiting.begin(session, first.id, too_late, as_it_is)
            else:
                assert await waiting.run_out(session, too_late, as_it_is, only=training.id) == []
            assert (first.state, first.missed, await sign_ups.place_of(session, first)) == ("waiting", 0, 1)
            assert training.taken == 0
            assert await told(session) == []
            assert await waiting.offer(session, too_late, as_it_is, only=training.id) == []


async def test_nobody_is_offered_a_seat_with_less_than_a_quarter_of_an_hour_to_answer(database: Database) -> None:
    async with database.write() as session:
        _, (first,) = await list_of(session, 1, seats=1)
        assert await offered(session, START - timedelta(minutes=29)) == []
        assert await offered(session, START - timedelta(minutes=30)) == ["P1"]
        assert first.offered_until == START - timedelta(minutes=15)


async def test_the_time_to_think_is_shorter_near_the_date_and_never_after_the_start(database: Database) -> None:
    async with database.write() as session:
        _, (first,) = await list_of(session, 1, seats=1)
        await offered(session, START - timedelta(hours=6))
        assert first.offered_until == START - timedelta(hours=3)
    async with database.write() as session:
        _, (first,) = await list_of(session, 1, seats=1)
        before = START - timedelta(hours=2)
        await waiting.offer(session, before, lambda moment: moment if moment <= before else START + DAY)
        assert first.offered_until == START, "it would end at night, and the morning is too late"
    async with database.write() as session:
        await list_of(session, 1, seats=1)
        assert await offered(session, START) == []


async def test_an_offer_lasts_from_the_morning_and_does_not_end_at_night(database: Database) -> None:
    def next_loud(moment: datetime) -> datetime:
        local = moment.astimezone(BERLIN)
        return moment if 8 <= local.hour < 20 else local.replace(hour=8, minute=0) + (local.hour >= 20) * DAY

    async with database.write() as session:
        _, (first,) = await list_of(session, 1, seats=1, offer_hours=11)
        night = datetime(2027, 4, 6, 22, 30, tzinfo=BERLIN)
        await waiting.offer(session, night, next_loud)
        assert first.offered_until == datetime(2027, 4, 7, 19, tzinfo=BERLIN)
        first.offered_until, first.state = None, "waiting"
        first.training.taken = 0
        await waiting.offer(session, night.replace(hour=15), next_loud)
        assert first.offered_until == datetime(2027, 4, 7, 8, tzinfo=BERLIN)
        assert await waiting.offer(session, START.replace(hour=21) - DAY, lambda _: START) == []


async def test_no_offer_outlives_the_training(database: Database) -> None:
    async with database.write() as session:
        training, (first,) = await list_of(session, 1, seats=1)
        await offered(session)
        assert first.person
        with pytest.raises(TrainingStarted):
            await waiting.accept(session, first.id, by=first.person, door="chat", now=START)
        await changes.call_off(session, training.id, by=await office(session), now=NOW)
        assert await told(session) == [("called-off", "P1")]
        with pytest.raises(TrainingCancelled):
            await waiting.accept(session, first.id, by=first.person, door="chat", now=NOW)
        assert (await offered(session), await waiting.run_out(session, NOW + DAY, as_it_is)) == ([], [])


async def test_signing_up_once_more_accepts_the_offer(database: Database) -> None:
    async with database.write() as session:
        training, (first,) = await list_of(session, 1, seats=1)
        await offered(session)
        assert first.person
        assert (await signs_up(session, training, first.person)).state == "seat"
