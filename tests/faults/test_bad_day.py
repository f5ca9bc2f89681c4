"""A bad day: 2,000 letters and 2,000 chat messages on their way, and servers that refuse, ask to wait, and hang up.

Of the deliveries 5 % are refused for now and 1 % for good, 1 % of the messages meet a 429, and of the letters 0.5 % are
taken while the connection breaks. Twenty people at each door wrote something in the middle of it.
"""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Literal

import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from bench._office import fill
from mailing.channels.telegram import TelegramChannel
from simulator.mail import MailSimulator
from simulator.telegram import TelegramSimulator
from storage import dispatch, outbox, people, prompts
from storage.database import Database
from storage.outbox import Outgoing
from tests.clock import TestClock
from tests.faults.history import History, Ledger, letters, messages, sent
from tests.mailing.network import Network, Way, an_office, mail_channel, on_the_way

MANY, WRITERS = 2000, 20
BEFORE_AN_ANSWER = {"mail": 3 * 100 + 5, "telegram": 6 + 5}
"""Of letters two groups that are on their way, one claimed with the answers, and one for each connection; of messages
what is being sent, and what the pace allows beside the answers."""

WORDS, ANSWER = "Am Samstag feiern wir.", "Ihre Frage ist angekommen."


class Day:
    """Everybody in the network, and both ways to them."""

    def __init__(self, network: Network, post: MailSimulator, messenger: TelegramSimulator) -> None:
        self.network, self.post, self.messenger = network, post, messenger
        self.mails = [f"person{number}@verein.example.org" for number in range(MANY)]
        self.chats: list[str] = []

    async def everybody_is_known(self) -> None:
        for number in range(MANY):
            phone = self.messenger.person(f"Person {number}")
            await phone.says("/start")
            self.chats.append(str(phone.id))
        await fill(self.network.database, self.mails, self.chats)

    def is_spoiled(self) -> None:
        """What goes wrong, spread over the day."""
        self.post.fail("rcpt", 451, times=100, every=20)
        self.post.fail("data", 554, times=20, every=90)
        self.post.fail("data", "drop-after-dot", times=10, every=150)
        self.messenger.fail("sendMessage", times=100, status=502, every=20)
        self.messenger.fail("sendMessage", times=20, status=403, every=90)
        self.messenger.fail("sendMessage", times=20, status=429, retry_after=7, every=90)

    async def last_ones_are_answered(self, channel: Literal["mail", "telegram"], way: Way) -> int:
        """Those whose announcement leaves last have written something. Returns how many had left before."""
        now = self.network.clock.now()
        async with self.network.database.write() as session:
            for address in (self.mails if channel == "mail" else self.chats)[-WRITERS:]:
                person = await people.by_address(session, channel, address)
                assert person
                answer = Outgoing(
                    kind="answer", channel=channel, address=address, person_id=person.id, priority=outbox.ANSWER,
                    payload={"html": ANSWER, "subject": "Re: Frage"}, queued_at=now,
                    message_id=f"{prompts.new_secret()}@kreis.example.org" if channel == "mail" else None,
                )  # fmt: skip
                await outbox.put(session, answer)
        way.outbox.wake()
        return len(self.letters_tried() if channel == "mail" else self.messages_tried())

    async def letters_arrived(self, number: int) -> None:
        """Wait for so many."""
        there, left = asyncio.Event(), number

        def count(_: str) -> None:
            nonlocal left
            left -= 1
            if not left:
                there.set()

        ends = self.post.subscribe(count)
        await asyncio.wait_for(there.wait(), 60)
        ends()

    async def ends(self, *ways: Way) -> None:
        """Let time pass from one alarm to the next, until nothing waits any more."""
        while await self._waits():
            for way in ways:
                await way.settled()
            alarm = self.network.clock.next_alarm
            assert alarm
            self.network.clock.advance(alarm - self.network.clock.now())

    async def _waits(self) -> bool:
        async with self.network.database.read() as session:
            standing = await outbox.standing(session)
        return any(state in outbox.OPEN_STATES for _, state in standing)

    def letters_tried(self) -> list[str]:
        """What stands in every letter that came as far as its text: the Message-ID."""
        return [line["message_id"] for line in self.post.record.of("SMTP DATA")]

    def messages_tried(self) -> list[str]:
        """What every request wanted to say."""
        return [request.params["text"] for request in self.messenger.called("sendMessage")]


@pytest.fixture
async def day(database: Database, post: MailSimulator, messenger: TelegramSimulator) -> Day:
    day = Day(Network(database, an_office(quiet_hours=None), TestClock()), post, messenger)
    await day.everybody_is_known()
    return day


@pytest.fixture
async def chats(day: Day) -> AsyncIterator[TelegramChannel]:
    base, request = day.messenger.url, HTTPXRequest(connection_pool_size=8, pool_timeout=10)
    async with Bot(day.messenger.token, f"{base}/bot", request=request) as bot:
        yield TelegramChannel(bot, day.network.database, day.network.office, day.network.clock)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_bad_day_ends_by_itself_and_every_delivery_is_accounted_for(day: Day, chats: TelegramChannel) -> None:
    network, begin = day.network, day.network.clock.now()
    announcement = await network.release("Hilden: Sommerfest", f"<p>{WORDS}</p>")
    day.is_spoiled()
    async with (
        on_the_way(network, mail_channel(day.post, network)) as by_mail,
        on_the_way(network, chats) as by_chat,
    ):
        await day.letters_arrived(MANY // 4)
        letters_before = await day.last_ones_are_answered("mail", by_mail)
        await by_mail.settled()
        while len(day.messages_tried()) < MANY // 4:
            await by_chat.later(0.2)
        messages_before = await day.last_ones_are_answered("telegram", by_chat)
        await day.ends(by_mail, by_chat)
    assert network.clock.now() - begin < timedelta(hours=1)

    rows = await network.rows()
    _nothing_is_missing(day, rows)
    _answers_came_first(day, rows, letters_before, messages_before)
    async with network.database.write() as session:
        assert await dispatch.end(session, announcement.id, network.clock.now())


def _nothing_is_missing(day: Day, rows: list[Outgoing]) -> None:
    """The ledger says of each what became of it, and the world says the same."""
    failed = [row for row in rows if row.state == "failed"]
    assert {row.state for row in rows} == {"sent", "failed"}
    assert (
        sorted((row.channel, row.reason) for row in failed)
        == [("mail", "refused")] * 20 + [("telegram", "blocked")] * 20
    )
    history = History(
        there=letters(day.post) + messages(day.messenger),
        announces=lambda copy: WORDS in copy.text,
        audience={*day.mails, *day.chats},
        ledger=Ledger({row.address: row.reason or "" for row in failed if row.kind == "announcement"}),
        acknowledged=sent(day.messenger),
        kills=[0],  # no kill, but what is dropped after its dot is in doubt like what was on its way at one
    )
    assert history.violations(bound=10) == []
    repeated = [copy.mark for copy in history.repeated()]
    assert len(repeated) == 10
    assert sorted(repeated) == sorted((row.address, f"<{row.message_id}>") for row in rows if row.maybe_repeated)


def _answers_came_first(day: Day, rows: list[Outgoing], letters_before: int, messages_before: int) -> None:
    """But for those that were refused themselves, and tried again later."""
    at_once = {f"<{row.message_id}>" for row in rows if row.kind == "answer" and row.attempts == 1}
    told = [place for place, said in enumerate(day.letters_tried()) if said in at_once]
    assert len(told) > WRITERS / 2
    assert told[-1] - letters_before <= BEFORE_AN_ANSWER["mail"] + WRITERS
    told = [place for place, said in enumerate(day.messages_tried()) if said == ANSWER]
    assert told[WRITERS - 1] - messages_before <= BEFORE_AN_ANSWER["telegram"] + 2 * WRITERS
