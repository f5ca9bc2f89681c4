"""Many refusals, one after the other and all the same, are no fault of the addresses: somebody looks before all fail.

Doris sends; forty people have a phone.
"""

from datetime import timedelta

import pytest

from mailing.channels.telegram import TelegramChannel
from mailing.outcomes import BURST
from simulator.botapi.people import Person as Phone
from simulator.telegram import TelegramSimulator
from storage import announcements, dispatch, people
from storage.announcements import Announcement
from storage.audiences import Audience
from storage.people import Person
from tests.mailing.network import Network, on_the_way

READERS = 40
MINUTE = timedelta(minutes=1)
REFUSED = {"status": 400, "description": "Bad Request: message is not what we like today"}


@pytest.fixture
async def phones(messenger: TelegramSimulator, network: Network) -> list[Phone]:
    names = [f"Kontakt {number}" for number in range(READERS)]
    phones = [messenger.person(name) for name in names]
    for name, phone in zip(names, phones, strict=True):
        phone.started = True
        await network.person(name, chat=phone.id)
    return phones


@pytest.fixture
async def doris(network: Network) -> Person:
    return await network.person("Doris Vogt", mail="doris@kreis.example.org")


async def test_a_burst_of_the_same_refusal_pauses_the_announcement_and_tells_its_sender(
    messenger: TelegramSimulator, network: Network, chats: TelegramChannel, phones: list[Phone], doris: Person
) -> None:
    trouble = messenger.fail("sendMessage", times=None, **REFUSED)  # type: ignore[arg-type]
    fest = await _sends(network, doris)
    async with on_the_way(network, chats) as way:
        await way.until(network.clock.now() + MINUTE)
        assert await _state(network, fest) == "paused"
        assert BURST <= trouble.struck < READERS / 2, "the rest of the list was spared"
        assert set(await network.states("telegram")) == {"paused"}, "nobody has failed"
        [told] = [row for row in await network.rows("mail") if row.kind == "notice"]
        assert told.address == "doris@kreis.example.org"
        assert "Fest" in (told.payload or {})["html"]

        trouble.end()
        async with network.database.write() as session:
            paused = await announcements.get(session, fest.id)
            assert paused
            await dispatch.resume(session, paused)
        await way.until(network.clock.now() + MINUTE)
    assert [len(phone.chat.from_bot) for phone in phones] == [1] * READERS


async def test_refusals_between_which_others_arrive_pause_nothing(
    messenger: TelegramSimulator, network: Network, chats: TelegramChannel, phones: list[Phone], doris: Person
) -> None:
    for phone in phones[::3]:
        messenger.fail("sendMessage", chat=phone, times=None, **REFUSED)  # type: ignore[arg-type]
    fest = await _sends(network, doris)
    async with on_the_way(network, chats) as way:
        await way.until(network.clock.now() + MINUTE)
    assert await _state(network, fest) != "paused"
    states = await network.states("telegram")
    assert (states.count("failed"), states.count("sent")) == (len(phones[::3]), READERS - len(phones[::3]))


async def _sends(network: Network, author: Person) -> Announcement:
    now = network.clock.now()
    async with network.database.write() as session:
        known = await people.get(session, author.id)
        assert known
        known.role = "editor"
        draft = await announcements.draft(
            session, known, subject="Fest", html="<p>Am 3. Juli.</p>", audience=Audience(), door="command", now=now
        )
        host = network.office.mail_host
        await dispatch.release(session, draft, known, release_at=now, now=now, mail_host=host)
    return draft


async def _state(network: Network, announcement: Announcement) -> str:
    async with network.database.read() as session:
        found = await announcements.get(session, announcement.id)
        assert found
        return found.state
