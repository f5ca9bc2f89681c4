"""How a training stands, who said nothing, and which posts are out of date."""

from datetime import timedelta

from storage import announcements, associations, changes, sign_ups, trainings, turnout, waiting
from storage.audiences import Audience
from storage.database import Database
from storage.turnout import Counts
from tests.storage.course import as_it_is, comes, course, office, signs_up, somebody
from tests.storage.network import NOW, anna, bilal, carla, person

LATER = NOW + timedelta(minutes=5)


async def test_the_counts_say_what_is_taken_held_and_answered(database: Database) -> None:
    async with database.write() as session:
        training, editor = await course(session, seats=3), await office(session)
        mine = await comes(session, training, "Anna", 3)
        for name in ("B", "C"):
            await comes(session, training, name, 2)
        unsure = await somebody(session, "D")
        await sign_ups.answer(session, training.id, unsure, "maybe", by=unsure, now=NOW)
        await sign_ups.change(session, mine.id, 1, by=editor, now=NOW)
        await waiting.offer(session, NOW, as_it_is)
        assert await turnout.counts(session, training) == Counts(
            seats=3, taken=3, held=2, waiting=1, asked=0, maybe=1, no=0
        )


async def test_the_live_list_names_those_of_the_audience_who_said_nothing(database: Database) -> None:
    async with database.write() as session:
        training = await course(session, audience=Audience(towns=["Hilden", "Velbert"]))
        first, silent = await anna(session), await bilal(session)
        await carla(session)
        [contact] = await associations.of(session, first)
        fellow = await person(session, "Çiğdem", ("mail", "cigdem@elternverein.example.org"))
        await associations.add_contact(session, contact.association, fellow, NOW)
        assert (await turnout.live_list(session, training)).silent == [first, silent, fellow]
        await sign_ups.answer(session, training.id, first, "no", by=first, now=NOW)
        found = await turnout.live_list(session, training)
        assert found.silent == [silent], "one of the association answered for it"
        assert [(each.person, each.state) for each in found.sign_ups] == [(first, "no")]
        newcomer = await somebody(session, "Neu")
        await associations.add_contact(session, (await associations.of(session, silent))[0].association, newcomer, NOW)
        await signs_up(session, training, newcomer, association=(await associations.of(session, silent))[0].association)
        assert (await turnout.live_list(session, training)).silent == []


async def test_a_post_is_out_of_date_when_it_shows_other_counts_and_not_edited_too_often(database: Database) -> None:
    async with database.write() as session:
        training, editor = await course(session), await office(session)
        await course(session)
        told = await announcements.draft(
            session, editor, subject="Schulung", html="", audience=Audience(), door="chat", now=NOW
        )
        await trainings.announce_with(session, training, told)
        assert await turnout.out_of_date(session, NOW) == [training]
        await turnout.shown(session, training, await turnout.counts(session, training), NOW)
    async with database.write() as session:
        assert await turnout.out_of_date(session, LATER) == []
        training = await trainings.locked(session, training.id)
        await comes(session, training, "Anna")
        assert await turnout.out_of_date(session, NOW - timedelta(minutes=1)) == []
        assert await turnout.out_of_date(session, LATER) == [training]
        await turnout.shown(session, training, await turnout.counts(session, training), LATER)
        await changes.call_off(session, training.id, by=await office(session), now=LATER)
        assert await turnout.out_of_date(session, LATER) == [training]
