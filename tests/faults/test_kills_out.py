"""Killed again and again while an announcement goes out: nobody is forgotten, no chat hears it twice, and what comes
twice by mail is one letter, and seldom. What nobody can know is in the sender's report."""

import random
import re
import time
from collections.abc import AsyncIterator, Sequence

import pytest
import pytest_asyncio
from sqlalchemy import select

from mailing.channels.telegram import TelegramChannel
from mailing.outbox import GROUP
from storage import announcements, dispatch
from storage.audiences import Audience
from storage.outbox import Outgoing
from tests.faults.history import Copy, History, Ledger, messages, sent
from tests.faults.lives import Lives, smtp_url
from tests.mailing.channels.odd_server import OddServer, Step, listening
from tests.storage import network

pytestmark = pytest.mark.asyncio(loop_scope="session")

CONNECTIONS = 4
MESSAGE_ID = re.compile(rb"^Message-ID:\s*(<.*>)\r$", re.MULTILINE)


class Sink(OddServer):
    """A mail server as fast as we are, which remembers what came when and nothing else."""

    def __init__(self) -> None:
        super().__init__()
        self.copies: list[Copy] = []

    def oddity(self, step: Step) -> None:
        if step == "dot":
            recipient, content = self.whole[-1]
            message_id = MESSAGE_ID.search(content)
            assert message_id
            self.copies.append(Copy(recipient, message_id[1].decode(), at=time.monotonic()))
            for kept in (self.whole, self.took, self.packets):
                kept.clear()


class Distribution:
    """Announcements to everybody on the list, one after the other."""

    def __init__(self, lives: Lives, sink: Sink) -> None:
        self.lives, self._sink = lives, sink
        self._audience: set[str] = set()

    async def subscribe(self, *, mails: int, chats: int = 0) -> None:
        """So many people are on the list, each with one address."""
        messenger = self.lives.messenger
        phones = [messenger.person(f"Person {number}") for number in range(chats)]
        for phone in phones:
            await phone.says("/start")
        messenger.updates.clear()
        async with self.lives.write() as session:
            for number in range(mails):
                await network.person(session, "Anna", ("mail", f"anna{number}@verein.example.org"))
                self._audience.add(f"anna{number}@verein.example.org")
            for phone in phones:
                await network.person(session, "Bilal", ("telegram", str(phone.id)))
                self._audience.add(str(phone.id))

    async def send(self, subject: str) -> tuple[History, list[Outgoing]]:
        """An announcement goes out, however often that is interrupted. What the world saw, and what the report says."""
        lives, killed = self.lives, len(self.lives.kills)
        self._sink.copies.clear()
        lives.messenger.requests.clear()
        async with lives.write() as session:
            draft = await announcements.draft(
                session, None, subject=subject, html="<p>Am Samstag.</p>", audience=Audience(), door="command",
                now=lives.now,
            )  # fmt: skip
            host = "kreis.example.org"
            await dispatch.release(session, draft, None, release_at=lives.now, now=lives.now, mail_host=host)
        await lives.until(lambda: True)
        async with lives.look() as session:
            rows = list(await session.scalars(select(Outgoing).where(Outgoing.announcement_id == draft.id)))
        in_chats = [copy for copy in messages(lives.messenger) if subject in copy.text]
        return History(
            there=[*self._sink.copies, *in_chats],
            announces=lambda copy: True,
            audience=self._audience,
            ledger=Ledger({row.address: row.reason or "" for row in rows if row.state == "uncertain"}),
            acknowledged=sent(lives.messenger),
            kills=lives.kills[killed:],
        ), rows


@pytest_asyncio.fixture(loop_scope="session")
async def distribution(lives: Lives) -> AsyncIterator[Distribution]:
    async with listening(Sink()) as sink:
        assert isinstance(sink, Sink)
        lives.close("imap")
        lives.settings["smtp_url"] = smtp_url(sink.port)
        lives.settings["mail_connections"] = str(CONNECTIONS)
        yield Distribution(lives, sink)


async def test_an_announcement_reaches_everybody_and_a_chat_once(
    distribution: Distribution, kills: int, chance: random.Random
) -> None:
    await distribution.subscribe(mails=250, chats=10)
    async for scene in distribution.lives.scenes(kills // 4, chance):
        history, rows = await distribution.send(f"Sommerfest {scene}.")
        assert history.violations(bound=2 * GROUP + CONNECTIONS) == []
        _is_reported(history, rows)
        uncertain = [row for row in rows if row.state != "sent"]
        assert {(row.channel, row.state, row.reason) for row in uncertain} <= {("telegram", "uncertain", "crashed")}
        assert len(uncertain) <= TelegramChannel.parallel * len(history.kills)


async def test_at_a_providers_pace_fewer_than_ten_letters_come_twice(
    distribution: Distribution, kills: int, chance: random.Random
) -> None:
    distribution.lives.close("telegram")
    await distribution.subscribe(mails=100)
    distribution.lives.settings["mail_limit"] = "6000/min"
    async for scene in distribution.lives.scenes(kills // 4, chance):
        history, rows = await distribution.send(f"Sommerfest {scene}.")
        assert history.violations(bound=9) == []
        _is_reported(history, rows)
        assert {row.state for row in rows} == {"sent"}


def _is_reported(history: History, rows: Sequence[Outgoing]) -> None:
    """What came twice is among what the report says may have."""
    doubted = {row.address for row in rows if row.maybe_repeated}
    assert {copy.address for copy in history.repeated()} <= doubted
