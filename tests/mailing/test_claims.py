"""What was halted, and what its reader has no use for any more, does not leave; whatever else leaves is not held up."""

from datetime import datetime, timedelta

import pytest

from mailing.channels.mail import MailChannel
from simulator.mail import MailSimulator
from storage import announcements, departures, dispatch, outbox, people
from storage.outbox import Outgoing
from storage.people import Confirmation, Person
from tests.mailing.network import Network, on_the_way

EVENING, MORNING = timedelta(hours=10), timedelta(hours=20)


async def invitation(network: Network, person: Person, address: str) -> Outgoing:
    row = Outgoing(
        kind="invitation", channel="mail", address=address, person_id=person.id,
        payload={"html": "Dürfen wir schreiben?", "subject": "Einladung"}, priority=outbox.ANNOUNCEMENT,
        message_id="7a@kreis.example.org", queued_at=network.clock.now(),
    )  # fmt: skip
    async with network.database.write() as session:
        return await outbox.put(session, row)


@pytest.mark.parametrize("what", ["left", "confirmed", "nothing"])
async def test_an_invitation_that_waits_for_the_morning_goes_to_nobody_who_answered_meanwhile(
    network: Network, post: MailSimulator, mails: MailChannel, what: str
) -> None:
    network.clock.advance(EVENING)
    now: datetime = network.clock.now()
    async with network.database.write() as session:
        emin = await people.create(session, now, name="Emin")
        await people.add_address(session, emin, "mail", "emin@example.org", now)
        chat = await people.add_address(session, emin, "telegram", "4711", now)
    row = await invitation(network, emin, "emin@example.org")
    later = now + timedelta(minutes=5)
    async with network.database.write() as session:
        emin = await session.get_one(Person, emin.id)
        if what == "left":
            await people.leave(session, emin, "chat", later)
        elif what == "confirmed":
            own = next(address for address in emin.addresses if address.id == chat.id)
            await people.confirm(session, own, Confirmation("chat", "2026-11"), later)
    async with on_the_way(network, mails) as way:
        await way.later(MORNING - EVENING + timedelta(hours=4))
    settled = await network.row(row)
    assert (settled.state, settled.reason) == {"nothing": ("sent", None)}.get(what, ("skipped", what))


async def test_what_was_on_its_way_when_somebody_halted_does_not_go_a_second_time(
    network: Network, post: MailSimulator, mails: MailChannel
) -> None:
    await network.person("Anna", chat=4711, mail="temperror@example.org")
    await network.person("Bilal", mail="bilal@example.org")
    released = await network.release()
    async with on_the_way(network, mails) as way:
        await way.settled()
        rows = await network.rows("mail")
        assert [row.state for row in rows] == ["retry", "sent"]
        async with network.database.write() as session:
            again = await announcements.get(session, released.id)
            assert again
            await dispatch.halt(session, again, network.clock.now())
            # As if the answer of the server had come a moment after the halt.
            await outbox.settle(session, rows[0].id, "retry", network.clock.now(), reason="deferred")
        await way.later(timedelta(minutes=30))
    first = await network.row(rows[0])
    assert (first.state, first.reason) == ("skipped", "halted")
    assert [row.state for row in await network.rows("telegram")] == ["skipped"]


async def test_nothing_takes_another_way_after_a_halt(network: Network) -> None:
    anna = await network.person("Anna", mail="anna@example.org")
    released = await network.release()
    async with network.database.write() as session:
        row = (await network.rows("mail"))[0]
        own = await people.add_address(session, await session.get_one(Person, anna.id), "telegram", "1", row.queued_at)
        await people.confirm(session, own, Confirmation("chat", "2026-11"), row.queued_at)
        (await session.get_one(Outgoing, row.id)).state = "sent"
        announcement = await announcements.get(session, released.id)
        assert announcement
        await session.flush()
        await dispatch.halt(session, announcement, row.queued_at)
        assert await departures.fall_back(session, row, row.queued_at, "kreis.example.org") is None


async def test_an_address_that_had_it_under_another_name_gets_it_once(network: Network) -> None:
    anna = await network.person("Anna", chat=4711)
    bilal = await network.person("Bilal", mail="verein@example.org")
    await network.release()
    async with network.database.write() as session:
        moved = await people.by_address(session, "mail", "verein@example.org")
        assert moved
        moved.addresses[0].person_id = anna.id
        await session.flush()
    async with network.database.write() as session:
        chat = (await network.rows("telegram"))[0]
        assert await departures.fall_back(session, chat, chat.queued_at, "kreis.example.org") is None
    assert [row.person_id for row in await network.rows("mail")] == [bilal.id]
