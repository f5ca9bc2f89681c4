"""The house, open for chats or for letters, in a town that the tests know."""

from collections.abc import AsyncIterator

import pytest

from simulator.telegram import TelegramSimulator
from storage.associations import TOPICS
from storage.database import Database
from tests.handlers.desk import Desk
from tests.house import House
from tests.mailing.network import an_office


@pytest.fixture
async def house(database: Database, messenger: TelegramSimulator) -> AsyncIterator[House]:
    opened = House(database, messenger, an_office(topics=TOPICS))
    await opened.start()
    yield opened
    await opened.stop()


@pytest.fixture
async def desk(database: Database) -> Desk:
    return Desk(database, an_office(topics=TOPICS))
