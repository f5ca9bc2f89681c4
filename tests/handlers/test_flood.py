"""Ten thousand messages wait, and one of the people sends far too much. Anna floods, Sami and the others do not."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import func, select, update

from simulator.telegram import TelegramSimulator
from storage.associations import TOPICS
from storage.database import Database
from storage.inbox import FLOOD, Arrival
from tests.house import Guest, House
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
    assert await _waiting(house) > 500, "the flood was read before the others were answered"


async def test_everybody_is_answered_in_the_order_in_which_they_wrote(house: House) -> None:
    guests = [house.guest(f"Kontakt {number}") for number in range(12)]
    for guest in guests:
        await guest.agrees()
    await house.stop()
    for word in [*COMMANDS, "/help"]:
        for guest in guests:
            await guest.says(word)
    await house.start()
    for guest in guests:
        assert await _last(guest, 4) == [*ANSWERS, "So geht es"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("where", ["at Telegram", "in the database"])
async def test_of_ten_thousand_messages_that_wait_those_of_one_flood_hold_up_nobody(house: House, where: str) -> None:
    anna, guests = house.guest("Anna Kaya"), [house.guest(f"Kontakt {number}") for number in range(10)]
    for guest in (anna, *guests):
        await guest.agrees()
    await _calm(house)
    await house.stop()
    await _floods(anna, 5000)
    for guest in guests:
        for word in COMMANDS:
            await guest.says(word)
    await _floods(anna, 4970)
    if where == "in the database":
        await house.only_listens()
    await house.start()
    for guest in guests:
        assert await _last(guest, 3) == ANSWERS
    await house.messenger.updates.confirmed()
    assert await _waiting(house) > 9000, "the flood was read before the others were answered"
    assert sum("So geht es" in message.text for message in anna.phone.chat.from_bot) <= FLOOD.number


COMMANDS = ["/help", "/menu", "/language"]
ANSWERS = ["So geht es", "Was möchten Sie tun?", "Welche Sprache möchten Sie lesen?"]


async def _floods(guest: Guest, number: int) -> None:
    for _ in range(number):
        await guest.says("/help")


async def _last(guest: Guest, number: int) -> list[str]:
    """The first lines of the last messages, when the bot has written so many after those of the beginning."""
    chat = guest.phone.chat
    await chat.bell.until(lambda: len(chat.from_bot) == 2 + number or None, 60, lambda: str(chat.from_bot))
    return [message.text.partition("\n")[0] for message in chat.from_bot[-number:]]


async def _calm(house: House) -> None:
    """As if everything until now had been sent long ago: people in tests type faster than people."""
    await house.settled()
    async with house.database.write() as session:
        await session.execute(update(Arrival).values(sent_at=0))


async def _waiting(house: House) -> int:
    """How many messages were fetched and not read yet."""
    async with house.database.read() as session:
        return await session.scalar(select(func.count()).where(Arrival.state == "waiting")) or 0
