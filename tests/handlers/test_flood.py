"""Ten thousand messages wait, and one of the people sends far too much. Anna floods, Sami and the others do not."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import func, select, update

from simulator.telegram import TelegramSimulator
from storage.associations import TOPICS
from storage.database import Database
from storage.inbox import FLOOD, Arrival
from tests.house import House
from tests.mailing.network import an_office


@pytest.fixture
async def house(database: Database, messenger: TelegramSimulator) -> AsyncIterator[House]:
    """The house with the limit that real people have."""
    opened = House(database, messenger, an_office(topics=TOPICS))
    opened.flood = FLOOD
    await opened.start()
    yield opened
    await opened.stop()


async def test_who_sends_too_much_gets_one_hint_and_then_silence_until_they_calm_down(house: House) -> None:
    anna = house.guest("Anna Kaya")
    await anna.agrees()
    await _calm(house)
    for _ in range(FLOOD.number + 5):
        await anna.says("/help")
    await anna.reads("sehr viele Nachrichten")
    await house.settled()
    said = [message.text for message in anna.phone.chat.from_bot]
    assert sum("So geht es" in text for text in said) == FLOOD.number
    assert sum("sehr viele Nachrichten" in text for text in said) == 1
    await _calm(house)
    await anna.says("/help")
    await anna.reads("So geht es")


async def test_nobody_is_kept_from_leaving(house: House) -> None:
    anna = house.guest("Anna Kaya")
    await anna.agrees()
    for _ in range(FLOOD.number + 5):
        await anna.says("/help")
    await anna.reads("sehr viele Nachrichten")
    await anna.says("/stop")
    await anna.reads("abgemeldet")
    assert (await house.person(anna)).left_at


async def test_a_flood_that_waits_at_a_start_holds_up_nobody(house: House, messenger: TelegramSimulator) -> None:
    anna, others = house.guest("Anna Kaya"), [house.guest(f"Kontakt {number}") for number in range(20)]
    await anna.agrees()
    await house.kill()
    for _ in range(1000):
        await anna.says("/help")
    for other in others:
        await other.says("/start")
    await house.start()
    for other in others:
        await other.reads("Ist das für Sie in Ordnung?")
    async with house.database.read() as session:
        waiting = await session.scalar(select(func.count()).where(Arrival.state == "waiting"))
    assert waiting
    assert waiting > 500, "the flood was read before the others were answered"


async def test_everybody_is_answered_in_the_order_in_which_they_wrote(house: House) -> None:
    guests = [house.guest(f"Kontakt {number}") for number in range(12)]
    for guest in guests:
        await guest.agrees()
    await house.kill()
    words = ["/help", "/menu", "/language", "/help"]
    for word in words:
        for guest in guests:
            await guest.says(word)
    await house.start()
    await house.settled()
    for guest in guests:
        await guest.reads("So geht es")
        await guest.reads("Was möchten Sie tun?")
        await guest.reads("Sprache")
        await guest.reads("So geht es")


async def _calm(house: House) -> None:
    """As if everything until now had been sent long ago: people in tests type faster than people."""
    await house.settled()
    async with house.database.write() as session:
        await session.execute(update(Arrival).values(sent_at=0))
