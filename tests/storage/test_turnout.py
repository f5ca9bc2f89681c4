"""How a training stands, who said nothing, and which posts are out of date."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage import (
    announcements,
    associations,
    audiences,
    changes,
    dispatch,
    reports,
    seating,
    sign_ups,
    trainings,
    turnout,
    waiting,
)
from storage.audiences import Audience
from storage.database import Database
from storage.outbox import Outgoing
from storage.trainings import Training
from storage.turnout import Counts
from tests.storage.course import START, as_it_is, comes, course, office, signs_up, somebody
from tests.storage.network import NOW, anna, association, bilal, carla, person

LATER = NOW + timedelta(minutes=5)


async def test_the_counts_say_what_is_taken_held_and_answered(database: Database) -> None:
    async with database.write() as session:
        training, editor = await course(session, seats=3), await office(session)
        mine = await comes(session, training, "Anna", 3)
        for name in ("B", "C"):
            await comes(session, training, name, 2)
        unsure = await somebody(session, "D")
        await seating.answer(session, training.id, unsure, "maybe", by=unsure, door="chat", now=NOW)
        await seating.change(session, mine.id, 1, by=editor, door="chat", now=NOW)
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
        await seating.answer(session, training.id, first, "no", by=first, door="chat", now=NOW)
        found = await turnout.live_list(session, training)
        assert found.silent == [silent], "one of the association answered for it"
        assert [(each.person, each.state) for each in found.sign_ups] == [(first, "no")]
        newcomer = await somebody(session, "Neu")
        await associations.add_contact(session, (await associations.of(session, silent))[0].association, newcomer, NOW)
        await signs_up(session, training, newcomer, association=(await associations.of(session, silent))[0].association)
        assert (await turnout.live_list(session, training)).silent == []


async def test_who_said_no_for_themselves_is_not_silent_and_who_has_an_offer_waits(database: Database) -> None:
    async with database.write() as session:
        training = await course(session, seats=1, audience=Audience(everyone=True))
        alone, asked = await carla(session), await bilal(session)
        await seating.answer(session, training.id, alone, "no", by=alone, door="chat", now=NOW)
        assert alone not in (await turnout.live_list(session, training)).silent
        await sign_ups.put(session, training, (await signs_up(session, training, asked)).sign_up, "offered", NOW)
        assert (await audiences.count(session, turnout.group(training, "waiting"))).people == 1


async def test_who_works_in_the_office_is_silent_only_for_an_association(database: Database) -> None:
    async with database.write() as session:
        training, editor = await course(session), await office(session)
        speaker, outside = await anna(session), await carla(session)
        assert (await turnout.live_list(session, training)).silent == [speaker, outside]
        assert await mails(session, training, "silent") == [speaker.name, outside.name]
        assert (await audiences.count(session, turnout.group(training, "silent"))).people == 2
        await association(session, "Singkreis", "Haan", set(), editor)
        assert (await turnout.live_list(session, training)).silent == [speaker, outside, editor]


async def test_an_announcement_reaches_those_of_a_group_as_they_are_when_it_leaves(database: Database) -> None:
    async with database.write() as session:
        training, editor = (
            await course(session, seats=1, audience=Audience(towns=["Hilden", "Velbert"])),
            await office(session),
        )
        first, second, outside = await anna(session), await bilal(session), await carla(session)
        assert await mails(session, training, "silent") == [first.name, second.name]
        sign_up = (await signs_up(session, training, first)).sign_up
        await signs_up(session, training, outside)
        assert await mails(session, training, "coming") == [first.name]
        assert await mails(session, training, "waiting") == [outside.name]
        assert await mails(session, training, "silent") == [second.name]
        told = await announcements.draft(
            session, editor, subject="Raum", html="<p>Neu</p>", audience=turnout.group(training, "coming"),
            door="chat", now=NOW,
        )  # fmt: skip
        await seating.cancel(session, sign_up.id, by=first, door="chat", now=NOW)
        await waiting.offer(session, NOW, as_it_is)
        accepted = await sign_ups.own(session, training.id, outside)
        assert accepted
        await waiting.accept(session, accepted.id, by=outside, door="chat", now=NOW)
        await signs_up(session, await course(session), second)
        number = await dispatch.release(session, told, editor, release_at=NOW, now=NOW, mail_host="kreis.example.org")
        rows = await session.scalars(select(Outgoing).where(Outgoing.announcement_id == told.id))
        assert [row.person_id for row in rows] == [outside.id]
        assert number == 1
        assert (await reports.report(session, told)).associations == 0, "none that nobody of the group speaks for"


async def mails(session: AsyncSession, training: Training, name: turnout.GroupName) -> list[str]:
    """Who of a group has a mail address."""
    found = await session.scalars(audiences.addresses(turnout.group(training, name)))
    return sorted(address.person.name for address in found if address.channel == "mail")


async def test_a_post_is_out_of_date_when_it_shows_other_counts_and_not_edited_too_often(database: Database) -> None:
    async with database.write() as session:
        training, editor = await course(session), await office(session)
        await course(session)
        told = await announcements.draft(
            session, editor, subject="Schulung", html="", audience=Audience(), door="chat", now=NOW
        )
        await trainings.announce_with(session, training, told)
        assert await turnout.out_of_date(session, NOW, NOW) == [training]
        await turnout.shown(session, training, await turnout.counts(session, training), NOW)
    async with database.write() as session:
        assert await turnout.out_of_date(session, NOW, LATER) == []
        training = await trainings.locked(session, training.id)
        await comes(session, training, "Anna")
        assert await turnout.out_of_date(session, NOW, NOW - timedelta(minutes=1)) == []
        assert await turnout.out_of_date(session, NOW, LATER) == [training]
        await turnout.shown(session, training, await turnout.counts(session, training), LATER)
        await changes.call_off(session, training.id, by=await office(session), now=LATER)
        assert await turnout.out_of_date(session, NOW, LATER) == [training]
        assert await turnout.out_of_date(session, START, LATER) == [], "nobody signs up below a post of what has begun"
