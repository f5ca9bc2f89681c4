from dataclasses import replace
from datetime import timedelta

from storage import census
from storage.census import HOLDS, MANY, Census
from storage.database import Database
from storage.invitations import Standing
from tests.storage.network import NOW, anna

COUNTED = Census(NOW, {"mail": {"sent": 9_000}}, 900, 800, MANY, Standing(invited=70, confirmed=60, call=5))


async def test_among_many_whoever_asks_gets_what_was_counted_last(database: Database) -> None:
    async with database.write() as session:
        await census.keep(session, COUNTED)
        await anna(session)
    async with database.read() as session:
        assert await census.latest(session, NOW + HOLDS / 2) == COUNTED


async def test_among_a_few_the_numbers_are_of_this_moment(database: Database) -> None:
    async with database.write() as session:
        await census.keep(session, replace(COUNTED, people=MANY - 1))
        await anna(session)
        later = NOW + timedelta(seconds=1)
        assert await census.latest(session, later) == Census(later, {}, 1, 1, 1, Standing(0, 0, 0))


async def test_what_was_counted_before_the_clock_stood_still_is_not_told(database: Database) -> None:
    async with database.write() as session:
        await census.keep(session, COUNTED)
        assert (await census.latest(session, NOW + HOLDS)).people == 0
