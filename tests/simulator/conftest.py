"""A bot made of the real library, and a door for requests that no library would send."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import httpx
import pytest
from telegram import Bot

from simulator.telegram import TelegramSimulator

Raw = Callable[..., Awaitable[dict[str, Any]]]


@pytest.fixture
async def client(messenger: TelegramSimulator) -> AsyncIterator[Bot]:
    """python-telegram-bot's Bot over a socket."""
    base = messenger.url
    async with Bot(messenger.token, base_url=f"{base}/bot", base_file_url=f"{base}/file/bot") as bot:
        yield bot


@pytest.fixture
async def strict() -> AsyncIterator[TelegramSimulator]:
    """A Telegram without a record, for requests that are wrong on purpose."""
    async with TelegramSimulator() as simulator:
        yield simulator


@pytest.fixture
async def raw(strict: TelegramSimulator) -> AsyncIterator[Raw]:
    """Calls a method of `strict` with a JSON body; returns the body of the answer."""
    async with httpx.AsyncClient(base_url=f"{strict.url}/bot{strict.token}/", timeout=30, verify=False) as http:

        async def call(method: str, **params: Any) -> dict[str, Any]:
            kind = {"content-type": "application/json"}
            answer: dict[str, Any] = (await http.post(method, content=json.dumps(params), headers=kind)).json()
            return answer

        yield call
