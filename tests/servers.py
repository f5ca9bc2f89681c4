"""The servers that tests speak to: simulated ones for each test, installed ones once per run."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from simulator.mail import MailSimulator
from simulator.telegram import TelegramSimulator
from tests.daemon import free_port, is_root
from tests.dovecot import Dovecot
from tests.mail_server import DOMAIN, Installed, MailServer, Simulated
from tests.needs import missing, program
from tests.postfix import Postfix, SmtpSink


@pytest.fixture
async def messenger(record_path: Path) -> AsyncIterator[TelegramSimulator]:
    """A Telegram with one bot and nobody else yet; what it is asked is recorded and checked by `.ci/run`."""
    async with TelegramSimulator(record=record_path) as simulator:
        yield simulator


@pytest.fixture
async def post() -> AsyncIterator[MailSimulator]:
    """A post office with no mailbox yet."""
    async with MailSimulator() as simulator:
        yield simulator


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    """The Dovecot of this test process."""
    server = Dovecot(program("dovecot"))
    yield server
    server.stop()


@pytest.fixture(scope="session")
def internet_port() -> int:
    """Where the Postfix of this test process delivers all mail that is not for the bot."""
    return free_port()


@pytest.fixture(scope="session")
def postfix(dovecot: Dovecot, internet_port: int) -> Iterator[Postfix]:
    """The Postfix of this test process, in front of its Dovecot."""
    master, postsuper = program("master"), program("postsuper")
    if not is_root():
        missing("the right to start Postfix (root)")
    server = Postfix(master, postsuper, domain=DOMAIN, lmtp_port=dovecot.lmtp_port, internet_port=internet_port)
    yield server
    server.stop()


@pytest.fixture(scope="session")
def smtp_sink() -> Iterator[SmtpSink]:
    """A server that takes every mail and keeps none."""
    sink = SmtpSink(program("smtp-sink"))
    yield sink
    sink.stop()


@pytest.fixture(params=["pymap", "dovecot"])
async def imap_server(request: pytest.FixtureRequest, post: MailSimulator) -> MailServer:
    """The bot's mailboxes; the test runs once for each kind of server."""
    return Simulated(post) if request.param == "pymap" else Installed(post, request.getfixturevalue("dovecot"))


@pytest.fixture(params=["pymap", "dovecot+postfix"])
async def mail_server(request: pytest.FixtureRequest) -> AsyncIterator[MailServer]:
    """The bot's mail, in and out; the test runs once for each kind of server."""
    if request.param == "pymap":
        async with MailSimulator() as post:
            yield Simulated(post)
        return
    dovecot, postfix = request.getfixturevalue("dovecot"), request.getfixturevalue("postfix")
    postfix.clear()
    to_bot = {DOMAIN: ("127.0.0.1", postfix.port)}
    async with MailSimulator(smtp_port=request.getfixturevalue("internet_port"), routes=to_bot) as post:
        yield Installed(post, dovecot, postfix)
