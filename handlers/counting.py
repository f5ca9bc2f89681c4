"""The seats in the posts of the public channel: edited where they stand, at most once a minute and post.

What a post says is read when it leaves (mailing/channels/answering.py); here it is only noticed that it says something
else than is true.
"""

from datetime import datetime, timedelta
from functools import partial

from handlers import duties
from mailing.office import Office
from storage import dispatch, trainings, turnout
from storage.database import Sessions

APART = timedelta(minutes=1)


async def bring_up_to_date(database: Sessions, now: datetime, office: Office) -> None:
    """For the clock: posts whose counts, time or state changed."""
    async with database.read() as session:
        due = [training.id for training in await turnout.out_of_date(session, now, now - APART)]
    await duties.each(database, now, office, "post", due, partial(_edit, database, now))


async def _edit(database: Sessions, now: datetime, number: int) -> None:
    async with database.write() as session:
        training = await trainings.locked(session, number)
        for announcement in await trainings.announcements_of(session, training):
            await dispatch.renew_post(session, announcement.id, now)
        await turnout.shown(session, training, await turnout.counts(session, training), now)
