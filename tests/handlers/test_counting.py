"""The seats in a post are kept true, but a post is not edited more than once a minute."""

from datetime import timedelta

from sqlalchemy import select

from storage import announcements, dispatch, trainings
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


async def test_the_posts_of_a_training_and_of_its_repetitions_all_say_the_same(desk: Desk) -> None:
    desk.office.channel = "@netz_kreis"
    training = await a_course(desk, seats=9)
    await announced(desk, training, public=True)
    await announced_once_more(desk, training)
    await desk.beat()
    shown = await edits(desk)
    await somebody_comes(desk, training, "Mina")
    await desk.later(timedelta(minutes=2))
    assert await edits(desk) == shown + 2


async def announced_once_more(desk: Desk, training: Training) -> None:
    """As a repetition is: a copy of its announcement."""
    async with desk.database.write() as session:
        (first,) = await trainings.announcements_of(session, training)
        again = await announcements.copy(session, first, desk.clock.now())
        await trainings.tell_with(session, training, again)
        await dispatch.release(
            session, again, None, release_at=desk.clock.now(), now=desk.clock.now(),
            mail_host=desk.office.mail_host, channel=desk.office.channel, again=True,
        )  # fmt: skip
    await desk.post_leaves()
