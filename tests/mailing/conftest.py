"""The office, its clock, and the ways out of it."""

from collections.abc import AsyncIterator

import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from mailing.channels.mail import MailChannel
from mailing.channels.telegram import TelegramChannel
from mailing.office import Office
from simulator.mail import MailSimulator
from simulator.telegram import TelegramSimulator
from storage.database import Database
from tests.clock import TestClock
from tests.mailing.network import Network, an_office, mail_channel


@pytest.fixture
def clock() -> TestClock:
    """A Tuesday at noon."""
    return TestClock()


@pytest.fixture
def office() -> Office:
    return an_office()


@pytest.fixture
def network(database: Database, office: Office, clock: TestClock) -> Network:
    return Network(database, office, clock)


@pytest.fixture
async def bot(messenger: TelegramSimulator) -> AsyncIterator[Bot]:
    base, request = messenger.url, HTTPXRequest(connection_pool_size=8, pool_timeout=10)
    async with Bot(messenger.token, f"{base}/bot", f"{base}/file/bot", request=request) as bot:
        yield bot


@pytest.fixture
def chats(bot: Bot, network: Network) -> TelegramChannel:
    """The way into chats."""
    return TelegramChannel(bot, network.database, network.office, network.clock, timeout=10)


@pytest.fixture
async def post() -> AsyncIterator[MailSimulator]:
    """A post office: SMTP in, and everybody's mailbox."""
    async with MailSimulator() as simulator:
        yield simulator


@pytest.fixture
def mails(post: MailSimulator, network: Network) -> MailChannel:
    """The way into mailboxes."""
    return mail_channel(post, network)
