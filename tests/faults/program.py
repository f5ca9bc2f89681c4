"""The program as the kill tests fork it: all that `netzbote run` wires, and warm what would only cost time.

A life begins `later` than the wall says. So its leases are not those of the life before, as if that had been a while
ago, and nobody waits for them, nor for the rest between two messages to one chat.
"""

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta

import aiosqlite  # noqa: F401 - imported by SQLAlchemy when it is needed
import anyio._backends._asyncio  # noqa: F401 - by httpx, at the first request
import psycopg  # noqa: F401 - by SQLAlchemy

from bot.application import build
from bot.running import Running
from bot.settings import Settings
from locales import LANGUAGES, words
from mailing.clock import SystemClock

build("1:warm", "http://127.0.0.1")
for language in LANGUAGES:
    words(language)


class LaterClock(SystemClock):
    """So far ahead of the wall."""

    def __init__(self, by: timedelta) -> None:
        self._by = by

    def now(self) -> datetime:
        return super().now() + self._by


def run(settings: Mapping[str, object], later: float) -> None:
    """For ever; `later` in seconds."""
    asyncio.run(_run(Settings.model_validate(settings), LaterClock(timedelta(seconds=later))))


async def _run(settings: Settings, clock: LaterClock) -> None:
    running = Running(settings, clock=clock)
    await running.start()
    await running.wait()
