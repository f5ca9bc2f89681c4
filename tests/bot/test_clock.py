"""The pulse: what fails holds up nothing else, and where nothing is under way nothing is written."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from bot.clock import Pulse, tidy
from handlers import correcting, planned, progress, report
from storage import announcements, dispatch, keys, pace
from storage.audiences import Audience
from storage.database import Database
from storage.leases import DOORS, AsHolder
from storage.outbox import Outgoing
from tests.clock import TestClock
from tests.mailing.network import an_office
from tests.storage import network


async def test_a_duty_that_fails_does_not_stop_the_others(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:  # fmt: skip
    async with database.write() as session:
        await session.execute(text("ALTER TABLE schedules RENAME TO away"))
    beats: list[None] = []
    await Pulse(database, an_office(), TestClock(), lambda: beats.append(None)).beat()
    assert len(beats) == 1
    assert "release_due failed" in caplog.text
    async with database.read() as session:
        assert "clock" in await keys.doors(session)


async def test_who_does_not_hold_the_doors_any_more_does_nothing(database: Database) -> None:
    await a_finished_announcement(database)
    held = AsHolder(database, DOORS, lambda: "somebody else")
    await Pulse(held, an_office(), TestClock(), lambda: None).beat()
    async with database.read() as session:
        assert [one.state for one in await dispatch.under_way(session)] == ["released"]


async def a_finished_announcement(database: Database, state: str = "sent") -> None:
    async with database.write() as session:
        made = await announcements.draft(
            session, None, subject="Fest", html="<p>x</p>", audience=Audience(), door="command", now=network.NOW
        )
        await network.anna(session)
        await dispatch.release(
            session, made, None, release_at=network.NOW, now=network.NOW, mail_host="kreis.example.org"
        )
        for row in await session.scalars(select(Outgoing)):
            row.state = state


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_looking_waits_for_nobody_who_writes(database: Database) -> None:
    """SQLite has one writer; the duties of every beat look beside it, and write only what is new."""
    await a_finished_announcement(database, "queued")
    duties = (planned.release_due, correcting.take_effect, progress.update, report.send_wanted)
    async with database.write(), asyncio.timeout(10):
        for duty in duties:
            await duty(database, network.NOW, an_office())


async def test_what_held_up_a_chat_is_forgotten_when_it_is_over(database: Database) -> None:
    now = TestClock().now()
    async with database.write() as session:
        await pace.halt(session, "telegram:4711", now)
    await tidy(database, now + timedelta(minutes=1), an_office())
    async with database.read() as session:
        assert (await session.scalars(select(pace.Pace.scope))).all() == []
