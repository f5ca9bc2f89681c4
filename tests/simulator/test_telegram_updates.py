"""Updates wait for the bot until it has confirmed them."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest

from simulator.telegram import TelegramSimulator

Raw = Callable[..., Awaitable[dict[str, Any]]]


def texts(answer: dict[str, Any]) -> list[str]:
    return [update["message"]["text"] for update in answer["result"]]


async def test_an_update_comes_again_until_a_higher_offset_confirms_it(strict: TelegramSimulator, raw: Raw) -> None:
    anna = strict.person("Anna Kaya")
    for text in ("eins", "zwei", "drei"):
        await anna.says(text)
    first = await raw("getUpdates", limit=2)
    assert texts(first) == ["eins", "zwei"]
    assert texts(await raw("getUpdates")) == ["eins", "zwei", "drei"]
    second = first["result"][1]["update_id"]
    assert second == first["result"][0]["update_id"] + 1
    assert texts(await raw("getUpdates", offset=second)) == ["zwei", "drei"]
    assert texts(await raw("getUpdates", offset=second + 1)) == ["drei"]
    assert (await raw("getWebhookInfo"))["result"]["pending_update_count"] == 1
    assert texts(await raw("getUpdates", offset=second + 2)) == []
    await strict.updates.confirmed()


async def test_a_negative_offset_keeps_only_the_last(strict: TelegramSimulator, raw: Raw) -> None:
    anna = strict.person("Anna Kaya")
    for text in ("eins", "zwei", "drei"):
        await anna.says(text)
    assert texts(await raw("getUpdates", offset=-1)) == ["drei"]
    assert texts(await raw("getUpdates")) == ["drei"]


async def test_a_long_poll_returns_when_somebody_speaks(strict: TelegramSimulator, raw: Raw) -> None:
    anna = strict.person("Anna Kaya")
    poll = asyncio.ensure_future(raw("getUpdates", timeout=50))
    await strict.asked("getUpdates")
    await anna.says("/start")
    assert texts(await poll) == ["/start"]


async def test_a_long_poll_ends_empty_after_its_time(strict: TelegramSimulator, raw: Raw) -> None:
    begin = time.monotonic()
    assert (await raw("getUpdates", timeout=1))["result"] == []
    assert time.monotonic() - begin >= 1


async def test_the_older_of_two_polls_is_ended_with_a_conflict(strict: TelegramSimulator, raw: Raw) -> None:
    anna = strict.person("Anna Kaya")
    older = asyncio.ensure_future(raw("getUpdates", timeout=50))
    await strict.asked("getUpdates")
    newer = asyncio.ensure_future(raw("getUpdates", timeout=50))
    assert await older == {
        "ok": False,
        "error_code": 409,
        "description": (
            "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
        ),
    }
    await anna.says("/start")
    assert texts(await newer) == ["/start"]


async def test_a_poll_whose_bot_was_killed_is_no_conflict(strict: TelegramSimulator, raw: Raw) -> None:
    async with httpx.AsyncClient(base_url=f"{strict.url}/bot{strict.token}/") as killed:
        with pytest.raises(httpx.ReadTimeout):
            await killed.post("getUpdates", json={"timeout": 50}, timeout=httpx.Timeout(0.05, connect=30))
    await strict.answered("getUpdates")
    assert strict.requests[0].ok
    assert (await raw("getUpdates"))["ok"]


async def test_allowed_updates_are_remembered_and_hold_for_what_comes_after(
    strict: TelegramSimulator, raw: Raw
) -> None:
    anna = strict.person("Anna Kaya")
    said = await anna.says("eins")
    await anna.blocks()
    assert len((await raw("getUpdates", allowed_updates=["message"]))["result"]) == 2
    await anna.unblocks()
    await anna.edits(said, "zwei")
    assert len((await raw("getUpdates"))["result"]) == 2
    await anna.edits(said, "zwei einhalb")
    assert len((await raw("getUpdates"))["result"]) == 2
    await raw("getUpdates", allowed_updates=[])
    await anna.edits(said, "drei")
    assert len((await raw("getUpdates"))["result"]) == 3


async def test_updates_are_kept_for_a_day_and_presses_for_150_seconds() -> None:
    clock = [1_800_000_000.0]
    async with TelegramSimulator(now=lambda: clock[0]) as sim, httpx.AsyncClient() as http:

        async def ask(method: str, **params: Any) -> Any:
            return (await http.post(f"{sim.url}/bot{sim.token}/{method}", json=params)).json()["result"]

        anna = sim.person("Anna Kaya")
        await anna.says("/start")
        keyboard = {"inline_keyboard": [[{"text": "Ja", "callback_data": "yes"}]]}
        await ask("sendMessage", chat_id=anna.id, text="Kommen Sie?", reply_markup=keyboard)
        await anna.presses(await anna.reads(), "Ja")
        assert len(await ask("getUpdates")) == 2
        clock[0] += 151
        assert len(await ask("getUpdates")) == 1
        clock[0] += 24 * 3600
        assert await ask("getUpdates") == []


async def test_after_a_quiet_week_ids_begin_somewhere_else_and_nothing_is_lost(
    strict: TelegramSimulator, raw: Raw
) -> None:
    anna = strict.person("Anna Kaya")
    await anna.says("vorher")
    last = (await raw("getUpdates"))["result"][0]["update_id"]
    await raw("getUpdates", offset=last + 1)
    strict.updates.renumber(50)
    await anna.says("nachher")
    again = await raw("getUpdates", offset=last + 1)
    assert texts(again) == ["nachher"]
    assert again["result"][0]["update_id"] == 50
    assert texts(await raw("getUpdates", offset=51)) == []


async def test_a_broken_update_is_handed_over_as_it_is(strict: TelegramSimulator, raw: Raw) -> None:
    strict.updates.inject({"message": {"message_id": "seven"}})
    strict.updates.inject({"update_id": 2_000_000_000, "surprise": None})
    result = (await raw("getUpdates"))["result"]
    assert result[0]["message"] == {"message_id": "seven"}
    assert result[1] == {"update_id": 2_000_000_000, "surprise": None}


async def test_ten_thousand_waiting_updates_are_fetched_in_one_go(strict: TelegramSimulator, raw: Raw) -> None:
    anna = strict.person("Anna Kaya")
    for number in range(10_000):
        await anna.says(f"Nachricht {number}")
    begin, offset, fetched = time.monotonic(), 0, 0
    while batch := (await raw("getUpdates", offset=offset))["result"]:
        fetched += len(batch)
        offset = batch[-1]["update_id"] + 1
    assert fetched == 10_000
    assert time.monotonic() - begin < 5
