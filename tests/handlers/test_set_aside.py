"""What happens to messages that the program cannot handle. Anna writes to it, Doris is an admin with mail."""

from datetime import timedelta

from sqlalchemy import select

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


async def _employ_doris(house: House) -> None:
    now = house.clock.now() - timedelta(days=1)
    async with house.database.write() as session:
        doris = await people.create(session, now, name="Doris")
        address = await people.add_address(session, doris, "mail", "doris@kreis.example.org", now)
        await people.confirm(session, address, Confirmation("paper", "test"), now)
        doris.role = "admin"
