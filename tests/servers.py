"""The servers that tests speak to: simulated ones for each test, installed ones once per run."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from simulator.mail import MailSimulator
from simulator.telegram import TelegramSimulator
from tests.daemon import is_root
from tests.dovecot import Dovecot
from tests.keeper import Keepers
from tests.mail_server import DOMAIN, DOMAINS, Installed, MailServer, Simulated
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
def dovecot(keepers: Keepers) -> Dovecot:
    """The Dovecot of this run."""
    return Dovecot(**keepers.server("tests.dovecot", program("dovecot")))


@pytest.fixture(scope="session")
def shared_postfix(keepers: Keepers, dovecot: Dovecot) -> Postfix:
    """The Postfix of this run, in front of its Dovecot."""
    master, postsuper = program("master"), program("postsuper")
    if not is_root():
        missing("the right to start Postfix (root)")
    return Postfix(**keepers.server("tests.postfix", master, postsuper, DOMAINS, str(dovecot.lmtp_port)))


@pytest.fixture
def postfix(keepers: Keepers, shared_postfix: Postfix) -> Iterator[Postfix]:
    """Postfix for this test alone: it has one queue, and one way out to the people of the test."""
    with keepers.alone("postfix"):
        shared_postfix.clear()
        yield shared_postfix


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
    dovecot: Dovecot = request.getfixturevalue("dovecot")
    postfix: Postfix = request.getfixturevalue("postfix")
    to_bot = {DOMAIN: ("127.0.0.1", postfix.port)}
    async with MailSimulator(smtp_port=postfix.internet_port, routes=to_bot) as post:
        yield Installed(post, dovecot, postfix)
