"""The servers that tests speak to."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from simulator.telegram import TelegramSimulator


@pytest.fixture
async def messenger(record_path: Path) -> AsyncIterator[TelegramSimulator]:
    """A Telegram with one bot and nobody else yet; what it is asked is recorded and checked by `.ci/run`."""
    async with TelegramSimulator(record=record_path) as simulator:
        yield simulator
