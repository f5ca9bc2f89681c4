"""The seats in a post are kept true, but a post is not edited more than once a minute."""

from datetime import timedelta

from sqlalchemy import select

from storage import trainings
from storage.outbox import Outgoing
from storage.trainings import Training
from tests.handlers.desk import Desk
from tests.handlers.test_signing_up import a_course, announced
from tests.storage.course import comes


async def edits(desk: Desk) -> int:
    query = select(Outgoing.id).where(Outgoing.kind == "post", Outgoing.edit_of.is_not(None))
    async with desk.database.read() as session:
        return len((await session.scalars(query)).all())


async def somebody_comes(desk: Desk, training: Training, name: str) -> None:
    async with desk.database.write() as session:
        await comes(session, await trainings.get(session, training.id), name, now=desk.clock.now())


async def test_a_post_is_edited_at_most_once_a_minute_and_only_when_it_is_wrong(desk: Desk) -> None:
    desk.office.channel = "@netz_kreis"
    training = await a_course(desk, seats=9)
    await announced(desk, training, public=True)
    await desk.beat()
    shown = await edits(desk)
    await somebody_comes(desk, training, "Mina")
    await desk.later(timedelta(seconds=30))
    await somebody_comes(desk, training, "Nuri")
    await desk.later(timedelta(seconds=20))
    assert await edits(desk) == shown
    await desk.later(timedelta(seconds=20))
    assert await edits(desk) == shown + 1
    await desk.later(timedelta(minutes=5))
    assert await edits(desk) == shown + 1
