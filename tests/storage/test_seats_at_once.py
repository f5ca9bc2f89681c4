"""Seats are never oversold, whoever asks at once: tasks with connections of their own, and processes."""

import asyncio
from collections import Counter
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage import notices, people, seating, sign_ups, trainings, waiting
from storage.database import Database
from storage.notices import Notice
from storage.sign_ups import HOLDS, SignUp
from tests.faults.children import Zygote
from tests.storage.course import as_it_is, course, somebody
from tests.storage.network import NOW

SEATS, PROCESSES, PEOPLE = 12, 3, 12


async def test_of_many_who_ask_at_once_as_many_get_a_seat_as_there_are(database: Database) -> None:
    training_id, crowd = await _prepare(database, 40)

    async def asks(person_id: int) -> str:
        async with database.write() as session:
            person = await people.get(session, person_id)
            assert person
            return (await seating.sign_up(session, training_id, person, by=person, door="chat", now=NOW)).state

    states = Counter(await asyncio.gather(*(asks(person_id) for person_id in crowd)))
    assert states == {"seat": SEATS, "waiting": 40 - SEATS}
    async with database.read() as session:
        await _check(session, training_id)
        everybody = await sign_ups.to(session, await trainings.get(session, training_id))
        places = [await sign_ups.place_of(session, each) for each in everybody if each.state == "waiting"]
        assert places == list(range(1, 40 - SEATS + 1))


async def test_processes_that_sign_up_cancel_and_offer_at_once_sell_no_seat_twice(database_url: str) -> None:
    database = Database(database_url)
    training_id, crowd = await _prepare(database, PROCESSES * PEOPLE)
    await database.close()  # a forked child must not share a connection
    async with Zygote() as zygote:
        children = [
            await zygote.fork(f"{__name__}:come_and_go", url=database_url, training_id=training_id, crowd=part)
            for part in (crowd[n::PROCESSES] for n in range(PROCESSES))
        ]
        assert [await child.ended() for child in children] == [0] * PROCESSES
    async with database.read() as session:
        await _check(session, training_id)
        training = await trainings.get(session, training_id)
        assert training.taken == SEATS, "more want to come than there are seats, and each freed one was offered"
        told = Counter((await session.scalars(select(Notice.key).where(Notice.queued_at.is_not(None)))).all())
        assert told, "each process took notices"
    await database.close()


def come_and_go(url: str, training_id: int, crowd: list[int]) -> None:
    """What a child does: each of its people signs up for one or two, every third thinks better of it."""
    asyncio.run(_come_and_go(Database(url), training_id, crowd))


async def _come_and_go(database: Database, training_id: int, crowd: list[int]) -> None:
    for turn, person_id in enumerate(crowd):
        async with database.write() as session:
            person = await people.get(session, person_id)
            assert person
            await seating.sign_up(session, training_id, person, by=person, door="chat", now=NOW, seats=1 + turn % 2)
        if turn % 3 == 0:
            async with database.write() as session:
                person = await people.get(session, person_id)
                assert person
                mine = await sign_ups.own(session, training_id, person)
                assert mine
                await seating.cancel(session, mine.id, by=person, door="chat", now=NOW)
        async with database.write() as session:
            await waiting.run_out(session, NOW + timedelta(minutes=turn), as_it_is)
        async with database.write() as session:
            await waiting.offer(session, NOW + timedelta(minutes=turn), as_it_is)
        async with database.write() as session:
            await notices.take(session, NOW)
    await database.close()


async def _prepare(database: Database, number: int) -> tuple[int, list[int]]:
    async with database.write() as session:
        training = await course(session, seats=SEATS)
        crowd = [(await somebody(session, f"P{n}")).id for n in range(number)]
    return training.id, crowd


async def _check(session: AsyncSession, training_id: int) -> None:
    training = await trainings.get(session, training_id)
    rows = (await session.scalars(select(SignUp).where(SignUp.training_id == training_id))).all()
    held = sum(each.seats for each in rows if each.state in HOLDS)
    assert held == training.taken <= SEATS
    assert all(len(each.participants) == each.seats for each in rows)
    assert len({each.number for each in rows}) == len(rows)
