"""What stands in calendars is known until it is taken out; and of whom nothing is known, nothing stands anywhere."""

import pytest
from sqlalchemy import select

from storage import calendars, changes, identity, seating, sign_ups
from storage.calendars import CalendarEntry
from storage.database import Database
from storage.people import Person
from storage.sign_ups import SignUp
from tests.storage.course import EVENING, NEXT_YEAR, comes, course, office, signs_up
from tests.storage.network import NOW, bilal


async def two_evenings(database: Database) -> int:
    """Bilal comes to both, and has them in the calendars behind chat and mail. Returns the sign-up."""
    async with database.write() as session:
        training = await course(session, times=[EVENING, NEXT_YEAR], deadline=None)
        someone = await bilal(session)
        found = (await signs_up(session, training, someone)).sign_up
        for address in someone.addresses:
            await calendars.put(session, found, address, 4)
        return found.id


async def over(database: Database, number: int) -> list[tuple[str, int, int]]:
    """Which channel, sequence, and year of what is not true any more."""
    async with database.read() as session:
        gone = await calendars.over(session, await sign_ups.get(session, number))
        return [(one.address.channel, one.sequence, one.starts_at.year) for one in gone]


BOTH = [("telegram", 4, 2027), ("telegram", 4, 2028), ("mail", 4, 2027), ("mail", 4, 2028)]


async def test_what_is_true_stays(database: Database) -> None:
    assert await over(database, await two_evenings(database)) == []


@pytest.mark.parametrize("how", ["cancelled", "called off", "moved"])
async def test_without_the_seat_nothing_is_true_any_more(database: Database, how: str) -> None:
    number = await two_evenings(database)
    async with database.write() as session:
        doris, found = await office(session), await sign_ups.get(session, number)
        if how == "cancelled":
            await seating.cancel(session, number, by=doris, door="chat", now=NOW)
        elif how == "called off":
            await changes.call_off(session, found.training_id, by=doris, now=NOW)
        else:
            other = await course(session, title="Vereinsrecht", deadline=None)
            await seating.move(session, number, other.id, by=doris, now=NOW)
    assert sorted(await over(database, number)) == sorted(BOTH)


async def test_what_is_over_for_one_stays_for_another_and_is_taken_out_once(database: Database) -> None:
    number = await two_evenings(database)
    async with database.write() as session:
        training = (await sign_ups.get(session, number)).training
        other = await comes(session, training, "Carla")
        for each in (number, other.id):
            await seating.cancel(session, each, by=await office(session), door="chat", now=NOW)
        assert await calendars.over(session, other) == []
        found = await sign_ups.get(session, number)
        await calendars.take_out(session, await calendars.over(session, found))
    assert await over(database, number) == []


async def test_an_evening_that_is_dropped_is_over_and_keeps_what_was_said_of_it(database: Database) -> None:
    number = await two_evenings(database)
    async with database.write() as session:
        training_id = (await sign_ups.get(session, number)).training_id
        await changes.reschedule(session, training_id, [EVENING], by=await office(session), now=NOW)
    assert sorted(await over(database, number)) == [("mail", 4, 2028), ("telegram", 4, 2028)]


async def test_a_newer_invitation_takes_the_place_of_the_older_one(database: Database) -> None:
    number = await two_evenings(database)
    async with database.write() as session:
        found = await sign_ups.get(session, number)
        assert found.person
        await calendars.put(session, found, found.person.addresses[0], 6)
        known = await session.scalars(select(CalendarEntry.sequence).order_by(CalendarEntry.sequence))
        assert known.all() == [4, 4, 6, 6]


@pytest.mark.parametrize("who", ["person", "address"])
async def test_what_is_erased_stands_nowhere(database: Database, who: str) -> None:
    await two_evenings(database)
    async with database.write() as session:
        [someone] = await session.scalars(select(Person).where(Person.name == "Bilal"))
        if who == "person":
            await identity.forget(session, someone, NOW)
        else:
            someone.addresses.remove(someone.addresses[0])
    async with database.read() as session:
        left = (await session.scalars(select(CalendarEntry))).all()
        assert {entry.address.channel for entry in left} == (set() if who == "person" else {"mail"})
        assert len((await session.scalars(select(SignUp))).all()) == (0 if who == "person" else 1)
