"""Killed at any instant while the clock's duties for trainings run, and run by two processes at once: what everybody is
reminded, told and offered is what it comes to without a kill, once each."""

import asyncio
import random
import time
from collections import Counter
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from handlers import telling
from storage import notices, seating, waiting
from storage.database import Database
from storage.outbox import Outgoing
from storage.people import Person
from tests.faults.children import Child, Zygote
from tests.mailing.network import an_office
from tests.storage import network
from tests.storage.course import START, as_it_is, course, signs_up
from tests.storage.network import NOW

pytestmark = pytest.mark.asyncio(loop_scope="session")

SEATS, WAITING = 5, 3
A_DAY_BEFORE = START - timedelta(days=1)
BEGIN_WITHIN = 0.05
"""Seconds within which the second process has begun as well."""

ONCE = {
    **{(f"P{n}", "Erinnerung"): 1 for n in range(2, SEATS)},
    ("P5", "Ihr Platz auf der Warteliste"): 1,
    ("P6", "Ihr Platz auf der Warteliste"): 1,
    ("P7", "Ein Platz ist frei"): 1,
    ("P5", "Ein Platz ist frei"): 1,
}
"""Two gave their seats back, and the first two of the list let their offers run out while nothing ran."""


async def test_a_clock_that_is_killed_anywhere_tells_everybody_once(
    shared_zygote: Zygote, database_url: str, kills: int, chance: random.Random
) -> None:
    killed, window = 0, 0.0
    while killed < kills // 16:
        meant = await _prepare(database_url)
        while True:
            child = await _beat(shared_zygote, database_url)
            began = time.monotonic()
            if not window:
                assert await child.ended() == 0
                window = time.monotonic() - began
                break
            if await child.killed_after(chance.uniform(0, window)) == 0:
                break
            killed += 1
        assert await _told(database_url, meant) == ONCE


async def test_two_clocks_at_once_tell_everybody_once(
    shared_zygote: Zygote, database_url: str, chance: random.Random
) -> None:
    for _ in range(3):
        meant = await _prepare(database_url)
        children = []
        for _ in range(2):
            children.append(await _beat(shared_zygote, database_url))
            await asyncio.sleep(chance.uniform(0, BEGIN_WITHIN))
        assert [await child.ended() for child in children] == [0, 0]
        assert await _told(database_url, meant) == ONCE


async def _prepare(url: str) -> int:
    """A full training with a waiting list. Returns the number of the first of its people, in their order."""
    database = Database(url)
    async with database.write() as session:
        training = await course(session, seats=SEATS, reminders=[24], deadline=None)
        crowd = []
        for number in range(SEATS + WAITING):
            taken = await session.scalar(select(func.count()).select_from(Person))
            person = await network.person(session, f"P{number}", ("mail", f"p{taken}@verein.example.org"))
            crowd.append((await signs_up(session, training, person)).sign_up)
        for found in crowd[:2]:
            assert found.person
            await seating.cancel(session, found.id, by=found.person, door="chat", now=NOW)
        await waiting.offer(session, NOW, as_it_is, only=training.id)
        await notices.take(session, NOW)
        assert crowd[0].person
        first = crowd[0].person.id
    await database.close()  # a forked child must not share a connection
    return first


async def _beat(zygote: Zygote, url: str) -> Child:
    return await zygote.fork(f"{__name__}:beat", url=url, now=A_DAY_BEFORE.isoformat())


def beat(url: str, now: str) -> None:
    """What a child does."""
    asyncio.run(_look_once(Database(url), datetime.fromisoformat(now)))


async def _look_once(database: Database, now: datetime) -> None:
    for duty in (telling.pass_seats_on, telling.tell, telling.remind):
        await duty(database, now, an_office())
    await database.close()


async def _told(url: str, first: int) -> dict[tuple[str, str], int]:
    """How often each of them was written to about what."""
    database = Database(url)
    async with database.read() as session:
        rows = await session.execute(
            select(Person.name, Outgoing.payload).join(Outgoing, Outgoing.person_id == Person.id).where(
                Person.id >= first
            )
        )  # fmt: skip
        told = Counter((name, str(payload["subject"]).partition(":")[0]) for name, payload in rows)
    await database.close()
    return dict(told)
