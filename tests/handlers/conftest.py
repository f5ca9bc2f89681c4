"""The house, open for chats, in a town that the tests know."""

from collections.abc import AsyncIterator

import pytest

from simulator.telegram import TelegramSimulator
from storage.associations import TOPICS
from storage.database import Database
from tests.house import House
from tests.mailing.network import an_office


@pytest.fixture
async def house(database: Database, messenger: TelegramSimulator) -> AsyncIterator[House]:
    opened = House(database, messenger, an_office(topics=TOPICS))
    await opened.start()
    yield opened
    await opened.kill()
