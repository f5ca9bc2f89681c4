"""The simulated messenger fails on demand, in every way a bot must survive."""

import asyncio
import time

import httpx
import pytest
from telegram import Bot
from telegram.error import BadRequest, Conflict, Forbidden, NetworkError, RetryAfter, TimedOut

from simulator.botapi.people import Person
from simulator.telegram import TelegramSimulator


@pytest.fixture
async def anna(messenger: TelegramSimulator) -> Person:
    """A member who has started the bot."""
    person = messenger.person("Anna Kaya")
    await person.says("/start")
    return person


async def test_too_many_requests_say_how_long_to_wait(messenger: TelegramSimulator, client: Bot, anna: Person) -> None:
    trouble = messenger.fail("sendMessage", times=2, retry_after=17)
    for _ in range(2):
        with pytest.raises(RetryAfter) as refusal:
            await client.send_message(anna.id, "Guten Tag")
        assert int(refusal.value._retry_after.total_seconds()) == 17
    await client.send_message(anna.id, "Guten Tag")
    assert trouble.struck == 2
    assert messenger.called("sendMessage")[0].response == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 17",
        "parameters": {"retry_after": 17},
    }


async def test_trouble_strikes_the_chat_it_is_meant_for(
    messenger: TelegramSimulator, client: Bot, anna: Person
) -> None:
    sami = messenger.person("Sami Haddad")
    await sami.says("/start")
    messenger.fail(chat=sami, times=None, status=403)
    await client.send_message(anna.id, "Guten Tag")
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await client.send_message(sami.id, "Guten Tag")
    messenger.calm()
    await client.send_message(sami.id, "Guten Tag")


async def test_trouble_strikes_one_of_so_many_requests(messenger: TelegramSimulator, client: Bot, anna: Person) -> None:
    messenger.fail("sendMessage", times=2, status=500, every=3)
    for number in range(1, 10):
        if number in (3, 6):
            with pytest.raises(NetworkError):
                await client.send_message(anna.id, "Guten Tag")
        else:
            await client.send_message(anna.id, "Guten Tag")


async def test_trouble_without_a_method_leaves_the_poll_alone(
    messenger: TelegramSimulator, client: Bot, anna: Person
) -> None:
    messenger.fail(status=500)
    assert len(await client.get_updates()) == 1
    with pytest.raises(NetworkError, match="Internal Server Error"):
        await client.send_chat_action(anna.id, "typing")


async def test_a_server_in_front_answers_with_a_page(messenger: TelegramSimulator, client: Bot, anna: Person) -> None:
    messenger.fail("sendMessage", status=502)
    with pytest.raises(NetworkError, match="Bad Gateway"):
        await client.send_message(anna.id, "Guten Tag")
    messenger.fail("getUpdates", status=409)
    with pytest.raises(Conflict):
        await client.get_updates()
    messenger.fail("sendMessage", status=400, description="Bad Request: topic closed")
    with pytest.raises(BadRequest, match="Topic closed"):
        await client.send_message(anna.id, "Guten Tag")


async def test_a_request_hangs_until_it_is_released_and_then_does_its_work(
    messenger: TelegramSimulator, client: Bot, anna: Person
) -> None:
    trouble = messenger.hang("sendMessage")
    sending = asyncio.ensure_future(client.send_message(anna.id, "Guten Tag"))
    await trouble.met()
    assert anna.chat.from_bot == []
    trouble.end()
    await sending
    await anna.reads("Guten Tag")


@pytest.mark.parametrize("after_work", [False, True])
async def test_nobody_can_tell_whether_a_hanging_request_did_its_work(
    messenger: TelegramSimulator, client: Bot, anna: Person, after_work: bool
) -> None:
    messenger.hang("sendMessage", after_work=after_work)
    with pytest.raises(TimedOut):
        await client.send_message(anna.id, "Guten Tag", read_timeout=0.05)
    assert len(anna.chat.from_bot) == int(after_work)
    assert (await messenger.answered("sendMessage")).ok is False


@pytest.mark.parametrize("after_work", [False, True])
async def test_a_connection_breaks_before_or_after_the_work(
    messenger: TelegramSimulator, client: Bot, anna: Person, after_work: bool
) -> None:
    messenger.drop("sendMessage", after_work=after_work)
    with pytest.raises(NetworkError, match="Server disconnected"):
        await client.send_message(anna.id, "Guten Tag")
    assert len(anna.chat.from_bot) == int(after_work)
    await client.send_message(anna.id, "Guten Tag")


async def test_the_messenger_goes_away_and_comes_back_at_the_same_place(
    messenger: TelegramSimulator, client: Bot, anna: Person
) -> None:
    start = (await client.get_updates())[0].update_id
    poll = asyncio.ensure_future(client.get_updates(offset=start + 1, timeout=50))
    await messenger.asked("getUpdates", 2)
    before = messenger.url
    await messenger.stop()
    with pytest.raises(NetworkError):
        await poll
    with pytest.raises(NetworkError):
        await client.send_message(anna.id, "Guten Tag")
    await messenger.start()
    assert messenger.url == before
    await client.send_message(anna.id, "Guten Tag")


async def test_stopping_does_not_wait_for_what_hangs(messenger: TelegramSimulator, anna: Person) -> None:
    messenger.hang("sendMessage")
    async with httpx.AsyncClient(base_url=messenger.url) as http:
        path = f"/bot{messenger.token}/sendMessage"
        sending = asyncio.ensure_future(http.post(path, json={"chat_id": anna.id, "text": "Guten Tag"}))
        await messenger.asked("sendMessage")
        begin = time.monotonic()
        await messenger.stop()
        assert time.monotonic() - begin < 1
        with pytest.raises(httpx.TransportError):
            await sending
    assert anna.chat.from_bot == []
