"""What kill tests share: one zygote for all of them, in whose event loop they all run."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from simulator.mail import MailSimulator
from simulator.telegram import TelegramSimulator
from tests.faults.children import Zygote
from tests.faults.lives import Lives


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def shared_zygote() -> AsyncIterator[Zygote]:
    """The imports of the program take two seconds."""
    async with Zygote() as zygote:
        yield zygote


@pytest_asyncio.fixture(loop_scope="session")
async def lives(shared_zygote: Zygote, database_url: str, record_path: Path, tmp_path: Path) -> AsyncIterator[Lives]:
    """The program between a messenger and a post, with an empty database of each kind."""
    async with TelegramSimulator(record=record_path) as messenger, MailSimulator() as post:
        yield Lives(shared_zygote, database_url, messenger, post, tmp_path)
