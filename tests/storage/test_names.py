"""Names are found however their letters are written, in either database."""

import pytest

from storage import associations
from storage.database import Database
from tests.storage import network


@pytest.mark.parametrize("typed", ["ökumenischer verein haan", "ÖKUMENISCHER VEREIN HAAN", "Ökumenischer Verein Haan"])
async def test_an_association_is_there_already_whatever_its_capitals(database: Database, typed: str) -> None:
    async with database.write() as session:
        made = await network.association(session, "Ökumenischer Verein Haan", "Haan", set())
        found = await associations.named(session, typed, "Haan")
        assert found
        assert found.id == made.id


@pytest.mark.parametrize("typed", ["çiğdem", "Çiğdem", "öztürk", "ÖZTÜRK"])
async def test_staff_find_a_person_whatever_the_capitals(database: Database, typed: str) -> None:
    async with database.write() as session:
        made = await network.person(session, "Çiğdem Öztürk", ("mail", "c@example.org"))
        assert [p.id for p in await associations.find_people(session, typed)] == [made.id]


@pytest.mark.parametrize("typed", ["%", "_", "100%"])
async def test_signs_that_mean_something_to_a_database_mean_themselves(database: Database, typed: str) -> None:
    async with database.write() as session:
        await network.person(session, "Anna", ("mail", "anna@example.org"))
        assert await associations.find_people(session, typed) == []
