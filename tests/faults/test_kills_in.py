"""Killed again and again while people write and press buttons: what they did is carried out once and answered, in a
chat and by mail."""

import asyncio
import random
from collections.abc import Sequence
from functools import partial

import pytest
from sqlalchemy import select

from bot.letterbox import MARK
from mailing.imap import Access, inspect
from simulator.person import Person as Writer
from storage import keys
from storage.requests import Request
from tests.faults.history import History, Input, confirmed, letters, messages, sent
from tests.faults.lives import NETZ, PASSWORD, Lives
from tests.house import Guest

pytestmark = pytest.mark.asyncio(loop_scope="session")

AT_ONCE = 6
"""So many people write in a scene."""


async def test_what_is_said_and_pressed_in_a_chat_counts_once_and_is_answered(
    lives: Lives, kills: int, chance: random.Random
) -> None:
    lives.close("smtp", "imap")
    guests: list[Guest] = []
    async for scene in lives.scenes(kills // 4, chance):
        new = [Guest(lives.messenger.person(f"Gast {scene}-{number}")) for number in range(AT_ONCE)]
        guests += new
        talks = asyncio.gather(*map(asks_the_office, new))
        await lives.until(talks.done)
        await talks
    for guest in guests:
        assert await asked(lives, guest.chat) == [("open", "<p>Wann ist das Fest?</p><p>Und wo?</p>")]
    seen = {update["update_id"] for update in confirmed(lives.messenger)}
    assert len(seen) == 3 * len(guests)
    history = History(
        there=messages(lives.messenger),
        acknowledged=sent(lives.messenger),
        inputs=[Input(f"{guest.chat} pressed", guest.chat, "Ihre Nachricht ist bei") for guest in guests],
        kills=lives.kills,
    )
    assert history.violations(bound=AT_ONCE) == []


async def asks_the_office(guest: Guest) -> None:
    """In two messages; then the button below the answer."""
    await guest.says("Wann ist das Fest?")
    await guest.says("Und wo?")
    await guest.reads("Ihre 2 Nachrichten habe ich")
    await guest.presses("Ja, schicken")
    await guest.reads("Ihre Nachricht ist bei")


async def test_a_letter_counts_once_is_answered_and_put_away(lives: Lives, kills: int, chance: random.Random) -> None:
    lives.close("telegram")
    await read_from_here_on(lives)
    writers: list[Writer] = []
    async for scene in lives.scenes(kills // 4, chance):
        new = [lives.post.person(f"anna{scene}-{number}@verein.example.org") for number in range(AT_ONCE)]
        writers += new
        for writer in new:
            await writer.writes(NETZ, "Fest", "Wann ist das Fest?")
        await lives.until(partial(are_answered, new))
    for writer in writers:
        assert await asked(lives, writer.address) == [("open", "<p>Wann ist das Fest?</p>")]
    put_away = [letter.author for letter in await lives.post.letters(NETZ, "Netzbote/Post")]
    assert sorted(put_away) == sorted(writer.address for writer in writers)
    history = History(
        there=letters(lives.post),
        inputs=[Input(f"{writer.address} wrote", writer.address, "liest Ihre Nachricht") for writer in writers],
        kills=lives.kills,
    )
    assert history.violations(bound=AT_ONCE) == []
    assert {len({letter.message_id for letter in writer.mails}) for writer in writers} == {1}


def are_answered(writers: Sequence[Writer]) -> bool:
    return all(writer.mails for writer in writers)


async def read_from_here_on(lives: Lives) -> None:
    """As set-up does: what came before the first start is never touched."""
    mark = (await inspect(Access("127.0.0.1", lives.post.imap_port, NETZ, PASSWORD, "none"))).mark
    async with lives.write() as session:
        await keys.remember(session, MARK, f"{mark.uidvalidity}:{mark.next_uid}")


async def asked(lives: Lives, address: str) -> list[tuple[str, str]]:
    """What somebody asked of the office: how each question stands, and its words."""
    async with lives.look() as session:
        found = await session.scalars(select(Request).where(Request.address == address))
        return [(request.state, (request.said or {})["html"]) for request in found]
