"""What happens to messages that the program cannot handle. Anna writes to it, Doris is an admin with mail.

A letter fails by its own fault where the table of what it becomes, a request, takes nothing.
"""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select, text
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


async def test_whoever_cannot_even_begin_gets_a_sentence_all_the_same(house: House) -> None:
    anna = house.guest("Anna Kaya")
    house.add_handler(CommandHandler("start", _fails))
    await anna.says("/start")
    await anna.reads("hat bei uns leider nicht geklappt")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("known", [True, False], ids=["a contact", "a stranger"])
async def test_whose_letter_failed_three_times_hears_by_letter_and_the_rest_goes_on(house: House, known: bool) -> None:
    if known:
        await _put_on_the_list(house, "anna@verein.example.org")
    await _employ_doris(house)
    async with house.database.write() as session:
        await session.execute(text(TAKES_NOTHING))
    await house.gets_letter("anna@verein.example.org", "Frage", "Wann ist das Treffen?")
    await house.gets_letter("sami@verein.example.org", "Hilfe", "")
    await house.settled()
    [told] = await house.letters("anna@verein.example.org")
    assert "hat bei uns leider nicht geklappt" in (told.payload or {})["html"]
    [report] = await house.letters("doris@kreis.example.org")
    assert "dreimal nicht bearbeiten: IntegrityError" in (report.payload or {})["html"]
    [help_] = await house.letters("sami@verein.example.org")
    assert "hat bei uns leider nicht geklappt" not in (help_.payload or {})["html"]
    async with house.database.read() as session:
        states = list(await session.execute(select(Arrival.state, Arrival.folder, Arrival.attempts)))
    assert sorted(states) == [("aside", "failed", 3), ("done", "done", 0)]


async def test_a_letter_that_takes_too_long_is_given_up_like_a_message(house: House) -> None:
    await _put_on_the_list(house, "anna@verein.example.org")
    await _employ_doris(house)
    await house.kill()
    house.seconds = 0
    await house.start()
    await house.gets_letter("anna@verein.example.org", "Frage", "Wann ist das Treffen?")
    await house.settled()
    [told] = await house.letters("anna@verein.example.org")
    assert "hat bei uns leider nicht geklappt" in (told.payload or {})["html"]
    [report] = await house.letters("doris@kreis.example.org")
    assert "TooSlow" in (report.payload or {})["html"]


TAKES_NOTHING = "CREATE TRIGGER full BEFORE INSERT ON requests BEGIN SELECT RAISE(ABORT, 'takes nothing'); END"


async def _fails(update: Update, context: Context) -> None:
    raise KeyError("mine")


async def _for_ever(update: Update, context: Context) -> None:
    await asyncio.Event().wait()


async def _employ_doris(house: House) -> None:
    now = house.clock.now() - timedelta(days=1)
    async with house.database.write() as session:
        doris = await people.create(session, now, name="Doris")
        address = await people.add_address(session, doris, "mail", "doris@kreis.example.org", now)
        await people.confirm(session, address, Confirmation("paper", "test"), now)
        doris.role = "admin"


async def _put_on_the_list(house: House, address: str) -> None:
    now = house.clock.now() - timedelta(days=1)
    async with house.database.write() as session:
        person = await people.create(session, now, name="Anna Kaya")
        known = await people.add_address(session, person, "mail", address, now)
        await people.confirm(session, known, Confirmation("paper", "test"), now)
