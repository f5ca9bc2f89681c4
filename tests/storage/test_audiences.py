import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from storage import associations, audiences, people
from storage.audiences import Audience, Count
from storage.database import Database
from tests.storage.network import NOW, anna, association, bilal, carla, emin, person


async def test_all_means_everybody_who_confirmed_on_every_channel_they_chose(database: Database) -> None:
    async with database.write() as session:
        await _everybody(session)
        assert await _meant(session, Audience()) == ["Anna mail", "Bilal telegram", "Bilal mail", "Carla mail"]


async def test_only_associations_leaves_out_people_without_one(database: Database) -> None:
    async with database.write() as session:
        await _everybody(session)
        assert await _meant(session, Audience(everyone=False)) == ["Anna mail", "Bilal telegram", "Bilal mail"]


@pytest.mark.parametrize(
    ("audience", "names"),
    [
        (Audience(towns=["Hilden"]), ["Anna"]),
        (Audience(towns=["Hilden", "Velbert"]), ["Anna", "Bilal"]),
        (Audience(topics=["sport"], everyone=False), ["Bilal"]),
        (Audience(topics=["sport"]), ["Bilal", "Carla"]),
        (Audience(towns=["Hilden"], topics=["sport"]), []),
        (Audience(topics=["funding"], everyone=False), ["Anna", "Bilal"]),
        (Audience(languages=["en"]), []),
        (Audience(languages=["de"], towns=["Velbert"]), ["Bilal"]),
    ],
)
async def test_town_topic_and_language_choose_exactly_these_people(
    database: Database, audience: Audience, names: list[str]
) -> None:
    async with database.write() as session:
        await _everybody(session)
        assert sorted({meant.split()[0] for meant in await _meant(session, audience)}) == names


async def test_an_association_that_named_no_focus_is_asked_about_every_topic(database: Database) -> None:
    async with database.write() as session:
        silent = await person(session, "Fatma", ("mail", "fatma@neu.example.org"))
        await association(session, "Neuer Verein", "Haan", set(), silent)
        assert await _meant(session, Audience(topics=["health"])) == ["Fatma mail"]


async def test_who_chose_topics_gets_these_and_no_others(database: Database) -> None:
    async with database.write() as session:
        chooser = await anna(session)
        await people.choose_topics(session, chooser, {"sport"})
        assert await _meant(session, Audience(topics=["sport"])) == ["Anna mail"]
        assert await _meant(session, Audience(topics=["education"])) == []
        assert await _meant(session, Audience()) == ["Anna mail"]


async def test_a_working_channel_that_was_switched_off_is_used_when_the_other_fails(database: Database) -> None:
    async with database.write() as session:
        chooser = await bilal(session)
        await people.choose_channels(session, chooser, {"telegram"})
        assert await _meant(session, Audience()) == ["Bilal telegram"]
        await people.pause(session, "telegram", "4711", "blocked", NOW)
        assert await _meant(session, Audience()) == ["Bilal mail"]


async def test_the_count_is_of_associations_people_and_channels(database: Database) -> None:
    async with database.write() as session:
        await _everybody(session)
        second = await person(session, "Gül", ("mail", "guel@sportverein.example.org"))
        speaker = await people.by_address(session, "telegram", "4711")
        assert speaker
        [contact] = await associations.of(session, speaker)
        await associations.add_contact(session, contact.association, second, NOW)
        assert await audiences.count(session, Audience()) == Count(associations=2, people=4, chats=1, mails=4)
        assert await audiences.count(session, Audience(towns=["Velbert"])) == Count(1, 2, 1, 2)


async def _everybody(session: AsyncSession) -> None:
    for somebody in (anna, bilal, carla, emin):
        await somebody(session)


async def _meant(session: AsyncSession, audience: Audience) -> list[str]:
    found = await session.scalars(audiences.addresses(audience))
    return [f"{address.person.name} {address.channel}" for address in found]
