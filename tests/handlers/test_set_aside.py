"""What happens to messages that the program cannot handle. Anna writes to it, Doris is an admin with mail."""

import asyncio
from datetime import timedelta

from sqlalchemy import select
from telegram import Update
from telegram.ext import CommandHandler

from handlers.context import Context
from simulator.telegram import TelegramSimulator
from storage import people
from storage.inbox import Arrival
from storage.people import Confirmation
from tests.house import House


async def test_an_update_that_nobody_can_parse_is_set_aside_and_the_rest_goes_on(
    house: House, messenger: TelegramSimulator
) -> None:
    anna = house.guest("Anna Kaya")
    await anna.agrees()
    await _employ_doris(house)
    chat = {"id": int(anna.chat), "type": "private"}
    messenger.updates.inject({"update_id": 7, "message": {"chat": chat, "date": "yesterday", "entities": 5}})
    await anna.says("/help")
    await anna.reads("hat bei uns leider nicht geklappt")
    await anna.reads("So geht es")
    async with house.database.read() as session:
        broken = (await session.scalars(select(Arrival).where(Arrival.external_id == "7"))).one()
    assert (broken.state, broken.attempts) == ("aside", 3)
    assert broken.payload, "what came in is kept for whoever looks into it"
    [report] = await house.letters("doris@kreis.example.org")
    assert report.payload
    assert "dreimal nicht bearbeiten" in report.payload["html"]


async def test_a_handler_that_does_not_come_to_an_end_is_given_up_and_the_rest_goes_on(house: House) -> None:
    anna, sami = house.guest("Anna Kaya"), house.guest("Sami Haddad")
    await anna.agrees()
    await _employ_doris(house)
    await house.kill()
    house.seconds = 0.1
    await house.start()
    house.add_handler(CommandHandler("slow", _for_ever))
    await anna.says("/slow")
    await sami.agrees()
    await anna.says("/help")
    await anna.reads("hat bei uns leider nicht geklappt")
    await anna.reads("So geht es")
    [report] = await house.letters("doris@kreis.example.org")
    assert "TooSlow" in (report.payload or {})["html"]


async def test_a_handler_that_fails_by_itself_is_tried_three_times_and_leaves_nothing(house: House) -> None:
    anna = house.guest("Anna Kaya")
    await anna.agrees()
    tried: list[int] = []

    async def failing(update: Update, context: Context) -> None:
        tried.append(1)
        await context.turn.say("menu")
        raise KeyError("mine")

    house.add_handler(CommandHandler("fails", failing))
    await anna.says("/fails")
    await anna.reads("hat bei uns leider nicht geklappt")
    await house.settled()
    assert len(tried) == 3
    assert "Was möchten Sie tun?" not in [message.text for message in anna.phone.chat.from_bot]


async def _for_ever(update: Update, context: Context) -> None:
    await asyncio.Event().wait()


async def _employ_doris(house: House) -> None:
    now = house.clock.now() - timedelta(days=1)
    async with house.database.write() as session:
        doris = await people.create(session, now, name="Doris")
        address = await people.add_address(session, doris, "mail", "doris@kreis.example.org", now)
        await people.confirm(session, address, Confirmation("paper", "test"), now)
        doris.role = "admin"
