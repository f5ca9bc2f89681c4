from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage import announcements, departures, dispatch, outbox, people
from storage.announcements import AlreadyReleased, Announcement
from storage.audiences import Audience
from storage.database import Database
from storage.dispatch import NobodyToReach, NothingToHalt, SentAlready
from storage.outbox import Outgoing
from storage.people import Address, Person
from storage.refusals import NotAllowed
from tests.storage.network import NOW, anna, bilal, carla, doris, emin

SOON = NOW + timedelta(minutes=2)
BILAL = ("4711", "bilal@sportverein.example.org")


async def test_release_freezes_one_delivery_for_each_address(database: Database) -> None:
    async with database.write() as session:
        editor, announcement = await _written(session)
        assert await _release(session, announcement, editor) == 5
        rows = await _rows(session, announcement)
    assert sorted((row.channel, row.address) for row in rows) == [
        ("mail", "anna@elternverein.example.org"),
        ("mail", "bilal@sportverein.example.org"),
        ("mail", "carla@zeitung.example.org"),
        ("mail", "doris@kreis.example.org"),
        ("telegram", "4711"),
    ]
    assert {row.not_before for row in rows} == {SOON}
    assert all(row.message_id for row in rows if row.channel == "mail")


async def test_a_second_release_hears_that_it_is_on_its_way(database: Database) -> None:
    async with database.write() as session:
        editor, announcement = await _written(session)
        await _release(session, announcement, editor)
        with pytest.raises(AlreadyReleased):
            await _release(session, announcement, editor)
        assert len(await _rows(session, announcement)) == 5


async def test_only_an_editor_releases(database: Database) -> None:
    async with database.write() as session:
        editor, announcement = await _written(session)
        editor.role = "viewer"
        with pytest.raises(NotAllowed):
            await _release(session, announcement, editor)
        assert announcement.state == "draft"


async def test_an_audience_without_an_open_address_is_refused(database: Database) -> None:
    async with database.write() as session:
        editor, announcement = await _written(session, Audience(towns=["Haan"]))
        with pytest.raises(NobodyToReach):
            await _release(session, announcement, editor)


async def test_the_same_text_to_the_same_audience_is_asked_about(database: Database) -> None:
    async with database.write() as session:
        editor, first = await _written(session)
        await _release(session, first, editor)
        again = await _draft(session, editor, Audience())
        with pytest.raises(SentAlready):
            await _release(session, again, editor)
        elsewhere = await _draft(session, editor, Audience(towns=["Hilden"]))
        assert await _release(session, elsewhere, editor) == 1
        assert await _release(session, again, editor, again=True) == 5


async def test_a_halt_before_the_first_leaves_makes_it_a_draft_again(database: Database) -> None:
    async with database.write() as session:
        editor, announcement = await _written(session)
        await _release(session, announcement, editor)
        assert await dispatch.halt(session, announcement, NOW) == 0
        assert announcement.state == "draft"
        assert await _rows(session, announcement) == []
        assert await _release(session, announcement, editor) == 5


async def test_a_late_halt_stops_the_rest(database: Database) -> None:
    async with database.write() as session:
        editor, announcement = await _written(session)
        await _release(session, announcement, editor)
        first, *rest = await _rows(session, announcement)
        await outbox.claim(session, [first.id], "a process", SOON)
        await outbox.settle(session, first.id, "sent", SOON)
        assert await dispatch.halt(session, announcement, SOON) == 1
        assert announcement.state == "cancelled"
        assert {(row.state, row.reason) for row in rest} == {("skipped", "halted")}
        with pytest.raises(NothingToHalt):
            await dispatch.halt(session, announcement, SOON)


@pytest.mark.parametrize("change", ["left", "blocked", "forgotten"])
async def test_what_is_queued_for_somebody_who_went_is_not_sent(database: Database, change: str) -> None:
    async with database.write() as session:
        editor, announcement = await _written(session)
        await _release(session, announcement, editor)
        [ready] = (await departures.due(session, "telegram", SOON, 9, bulk=True)).rows
        assert (ready.address, ready.name) == ("4711", "Bilal")
        goes = await people.by_address(session, "telegram", "4711")
        assert goes
        if change == "left":
            await people.leave(session, goes, "chat", NOW)
        elif change == "blocked":
            await people.pause(session, "telegram", "4711", "blocked", NOW)
        else:
            goes.addresses.remove(goes.addresses[0])
            await session.flush()
        found = await departures.due(session, "telegram", SOON, 9, bulk=True)
        assert (found.rows, [(row.id, why) for row, why in found.closed]) == ([], [(ready.id, change)])


@pytest.mark.parametrize(
    ("change", "which"),
    [("paused", "held"), ("cancelled", "over"), ("too late", "over")],
)
async def test_what_is_held_back_or_over_is_not_sent(database: Database, change: str, which: str) -> None:
    async with database.write() as session:
        editor, announcement = await _written(session)
        await _release(session, announcement, editor)
        if change == "too late":
            announcement.worth_until = SOON
        else:
            announcement.state = change
        await session.flush()
        found = await departures.due(session, "mail", SOON, 9, bulk=True)
    counts = {"held": len(found.held), "over": len(found.over), "rows": len(found.rows)}
    assert counts == {"held": 0, "over": 0, "rows": 0, which: 4}


async def test_a_channel_that_failed_for_good_is_replaced_by_the_other(database: Database) -> None:
    async with database.write() as session:
        editor, announcement = await _written(session, Audience(towns=["Velbert"]))
        chatty = await people.by_address(session, "telegram", "4711")
        assert chatty
        await people.choose_channels(session, chatty, {"telegram"})
        await _release(session, announcement, editor)
        [chat] = await _rows(session, announcement)
        instead = await departures.fall_back(session, chat, NOW, "kreis.example.org")
        assert instead
        assert (instead.channel, instead.address) == ("mail", "bilal@sportverein.example.org")
        assert await departures.fall_back(session, instead, NOW, "kreis.example.org") is None


async def test_a_letter_that_may_have_left_is_not_taken_back(database: Database) -> None:
    async with database.write() as session:
        editor, announcement = await _written(session)
        await _release(session, announcement, editor)
        row = (await _rows(session, announcement))[0]
        row.state, row.maybe_repeated = "retry", True
        await session.flush()
        assert await dispatch.halt(session, announcement, SOON) == 1
        assert announcement.state == "cancelled"


async def test_what_was_meant_for_the_last_owner_of_an_address_is_not_sent_to_the_next(database: Database) -> None:
    async with database.write() as session:
        editor, announcement = await _written(session)
        await _release(session, announcement, editor)
        address = await session.scalar(select(Address).where(Address.address == "anna@elternverein.example.org"))
        assert address
        address.person_id = editor.id
        await session.flush()
        found = await departures.due(session, "mail", SOON, 10, bulk=True)
    assert [(row.address, reason) for row, reason in found.closed] == [(address.address, "forgotten")]


async def test_a_chat_that_moved_is_no_other_channel_for_what_it_has_already(database: Database) -> None:
    async with database.write() as session:
        editor, announcement = await _written(session)
        await _release(session, announcement, editor)
        rows = {row.channel: row for row in await _rows(session, announcement) if row.address in BILAL}
        await outbox.settle(session, rows["telegram"].id, "sent", SOON)
        await people.move_chat(session, "4711", "-1004711")
        assert await departures.fall_back(session, rows["mail"], SOON, "kreis.example.org") is None


async def test_what_is_sent_again_with_another_text_begins_at_its_beginning(database: Database) -> None:
    async with database.write() as session:
        editor, announcement = await _written(session)
        await _release(session, announcement, editor)
        rows = [row for row in await _rows(session, announcement) if row.channel == "mail"][:2]
        for row in rows:
            row.state, row.parts_sent = "uncertain", 1
        await dispatch.settle_uncertain(
            session, announcement, "again", now=SOON, mail_host="kreis.example.org", only=rows[0].id
        )
        assert [(row.state, row.parts_sent) for row in rows] == [("queued", 1), ("uncertain", 1)]
        announcement.released_at = SOON
        await dispatch.settle_uncertain(session, announcement, "again", now=SOON, mail_host="kreis.example.org")
        assert (rows[1].state, rows[1].parts_sent, rows[1].queued_at) == ("queued", 0, SOON)


async def _written(session: AsyncSession, audience: Audience | None = None) -> tuple[Person, Announcement]:
    for somebody in (anna, bilal, carla, emin):
        await somebody(session)
    editor = await doris(session)
    return editor, await _draft(session, editor, audience or Audience())


async def _draft(session: AsyncSession, editor: Person, audience: Audience) -> Announcement:
    return await announcements.draft(
        session, editor, subject="Schulung", html="<p>Kasse im Verein</p>", audience=audience, door="chat", now=NOW
    )


async def _release(session: AsyncSession, announcement: Announcement, editor: Person, *, again: bool = False) -> int:
    return await dispatch.release(
        session, announcement, editor, release_at=SOON, now=NOW, mail_host="kreis.example.org", again=again
    )


async def _rows(session: AsyncSession, announcement: Announcement) -> list[Outgoing]:
    own = select(Outgoing).where(Outgoing.announcement_id == announcement.id).order_by(Outgoing.id)
    return list(await session.scalars(own))
