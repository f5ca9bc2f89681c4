"""Buttons that nobody offered: what a changed program sends does no harm, and is no mistake of ours.

Eve is anybody; Adele has all rights. Whatever they press, nothing fails, nobody is bothered, and nothing of others is
touched.
"""

import pytest
from sqlalchemy import select

import handlers  # noqa: F401 - loading it registers what buttons do
from mailing.turn import ACTIONS
from storage import people, prompts
from storage.database import Database
from storage.inbox import Arrival
from storage.outbox import Outgoing
from tests.house import Guest, House
from tests.storage import network

ARGUMENTS = ("x", "9" * 30)


async def adele(house: House, role: str | None) -> Guest:
    guest = house.guest("Adele")
    await guest.agrees()
    async with house.database.write() as session:
        person = await people.by_address(session, "telegram", guest.chat)
        assert person
        person.role = role
    return guest


async def failures(house: House) -> list[tuple[str | None, str | None]]:
    await house.settled()
    async with house.database.read() as session:
        rows = await session.scalars(select(Arrival).where(Arrival.failure.is_not(None)))
        return [(row.failure, str(row.payload)[-90:]) for row in rows]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_nothing_that_a_changed_program_presses_is_a_failure_of_ours(house: House) -> None:
    async with house.database.write() as session:
        await network.doris(session)
    guest = await adele(house, "admin")
    for name in sorted(ACTIONS):
        for argument in ARGUMENTS:
            await guest.forges(f"{name}:{argument}")
        await house.settled()
    for data in ("", ":", "no.such", "menu.go:menu.go:x", "dialogue.choose:call.phone.77", "audience.list:1.x.0", "\0"):
        await guest.forges(data)
    assert await failures(house) == []
    async with house.database.read() as session:
        told = await session.scalars(select(Outgoing).where(Outgoing.address == "doris@kreis.example.org"))
        assert "worker" not in str([row.payload for row in told])


async def test_an_own_mistake_under_an_offered_button_is_still_reported(house: House) -> None:
    guest = await adele(house, None)
    async with house.database.write() as session:
        await prompts.ask(
            session, house.clock.now(), person_id=None, channel="telegram", address=guest.chat,
            choices=[["Broken", "association.show:broken"]],
        )  # fmt: skip
    await guest.forges("association.show:broken")
    assert [failure for failure, _ in await failures(house)] == ["ValueError"]


async def test_a_group_is_put_on_no_list_by_one_of_its_members(house: House, database: Database) -> None:
    eve = house.guest("Eve")
    await eve.agrees()
    assert eve.last
    group = {"id": -1001, "type": "group", "title": "Chor"}
    query = {
        "id": "1", "from": eve.phone.user, "chat_instance": "1", "data": "start.accept",
        "message": {**eve.last.raw, "chat": group},
    }  # fmt: skip
    eve.phone.world.updates.add("callback_query", query)
    assert await failures(house) == []
    async with database.read() as session:
        assert await people.by_address(session, "telegram", "-1001") is None


async def types(eve: Guest, text: str) -> None:
    """What no keyboard can type."""
    sent = await eve.phone.says("/help")
    eve.phone.world.updates.add("message", {**sent.raw, "message_id": sent.id + 1, "text": text, "entities": []})


@pytest.mark.parametrize("text", ["😀" * 2000, "<b>&amp;</b>" * 300, "\u202e" + "a" * 4095, " ", "/" + "x" * 4000])
async def test_no_text_is_too_strange_to_be_passed_on(house: House, text: str) -> None:
    eve = house.guest("Eve")
    await eve.agrees()
    await types(eve, text)
    assert await failures(house) == []


async def test_a_sign_that_no_database_keeps_is_left_out(house: House) -> None:
    eve = house.guest("Eve")
    await eve.agrees()
    await eve.forges("hearing.name")
    await types(eve, "Eve\0 Kaya")
    assert await failures(house) == []
    assert (await house.person(eve)).name == "Eve Kaya"


@pytest.mark.parametrize("text", ["Stopp", "/stop", "1", "Verein eintragen"])
async def test_what_is_forwarded_is_somebody_elses_word(house: House, text: str) -> None:
    eve = house.guest("Eve")
    await eve.agrees()
    sent = await eve.phone.says("/help")
    entities = [{"type": "bot_command", "offset": 0, "length": len(text)}] if text.startswith("/") else []
    origin = {"type": "hidden_user", "sender_user_name": "Adele", "date": sent.raw["date"]}
    eve.phone.world.updates.add(
        "message",
        {**sent.raw, "message_id": sent.id + 1, "text": text, "entities": entities, "forward_origin": origin},
    )
    await eve.reads("Soll ich sie an Ayşe Berger schicken?")
    assert (await house.person(eve)).left_at is None
