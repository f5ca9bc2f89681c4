"""The ear for Telegram: getUpdates as raw JSON, stored before it is confirmed.

One transaction stores a batch; the next call's offset confirms it. Killed in between, the batch comes again and its
known ids are left alone. The library never sees the batch: one update that it cannot parse would make it lose, or
repeat for ever, all of them. A pressed button is acknowledged at once, so that the phone stops showing a clock.
"""

import asyncio
import contextlib
import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

import httpx
from sqlalchemy.exc import DBAPIError

from locales import Words
from mailing.clock import Clock
from storage import inbox, keys
from storage.database import OUTAGE, Sessions
from storage.inbox import Place
from storage.leases import LeaseLost

log = logging.getLogger(__name__)

POLL_SECONDS = 25
GRACE_SECONDS = 10
ALLOWED = ["message", "callback_query", "my_chat_member"]
PAUSES = (1, 2, 5, 10, 30)
NOTED_EVERY = timedelta(seconds=20)
CONFLICTS = 3
"""Of two polls Telegram ends the older one: one conflict may be `doctor`, three in a row are another program."""

Stored = Callable[[Sequence[Place]], None]


class TelegramBusy(Exception):
    """An answer that is not "ok": try again, after `retry_after` seconds if it says so."""

    def __init__(self, retry_after: int | None = None) -> None:
        super().__init__()
        self.retry_after = retry_after


AWAY = (httpx.HTTPError, TimeoutError, TelegramBusy, LeaseLost, *OUTAGE)
"""Telegram or the database is away, or another process holds the doors."""


class TokenRefused(Exception):
    """Telegram does not know the token (401 or 404)."""

    def in_words(self, say: Words) -> str:
        return say.text("run-token-refused")


class SecondInstance(Exception):
    """Another process reads the updates of the same bot (409)."""

    def in_words(self, say: Words) -> str:
        return say.text("run-second-instance")


class Poller:
    """`api` is the base URL with the token ("https://api.telegram.org/bot123:ABC"); `stored` is called after each batch
    with the places of what was new. `poll` and `grace` are in seconds: how long Telegram may wait for news, and how
    much longer we wait for its answer."""

    def __init__(
        self,
        api: str,
        database: Sessions,
        clock: Clock,
        stored: Stored,
        *,
        poll: float = POLL_SECONDS,
        grace: float = GRACE_SECONDS,
    ) -> None:
        self._api, self._database, self._clock, self._stored = api, database, clock, stored
        self._poll, self._grace = poll, grace
        self._offset: int | None = None
        self._rows = Rows()
        self._failures = self._conflicts = 0
        self._noted: datetime | None = None
        self._background: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Until cancelled. Raises `TokenRefused`, `SecondInstance`."""
        while True:
            # A new client after each failure: whatever the old one still has open may lead nowhere.
            async with httpx.AsyncClient(timeout=httpx.Timeout(self._poll + self._grace, connect=10)) as client:
                pause = await self._until_it_fails(client)
            await self._clock.sleep(pause)

    async def _until_it_fails(self, client: httpx.AsyncClient) -> float:
        """Poll. Returns how long to pause."""
        while True:
            try:
                await self._once(client)
                self._failures = self._conflicts = 0
            except SecondInstance:
                self._conflicts += 1
                if self._conflicts == CONFLICTS:
                    raise
                return PAUSES[1]
            except AWAY as failure:
                self._noted = None
                await note_failure(self._database, failure)
                pause: float = getattr(failure, "retry_after", None) or PAUSES[min(self._failures, len(PAUSES) - 1)]
                self._failures += 1
                log.warning("no updates (%s); again in %s s", type(failure).__name__, pause)
                return pause

    async def _once(self, client: httpx.AsyncClient) -> None:
        asked: dict[str, Any] = {"timeout": int(self._poll), "allowed_updates": ALLOWED}
        if self._offset is not None:
            asked["offset"] = self._offset
        # The client's own time-out is one for each packet: a server that trickles would keep it waiting for ever.
        async with asyncio.timeout(self._poll + self._grace):
            updates = await call(client, f"{self._api}/getUpdates", asked)
        if places := await self._store(updates, self._clock.now()):
            self._stored(places)
            await asyncio.sleep(0)  # whoever is to be answered comes before the next question
        if updates:
            self._offset = max(update["update_id"] for update in updates) + 1
        for update in updates:
            if query := update.get("callback_query"):
                self._in_background(_acknowledge(client, self._api, str(query["id"])))

    async def _store(self, updates: list[dict[str, Any]], now: datetime) -> list[Place]:
        """Keep them, and now and then that Telegram answers. Returns the places of those that are new."""
        is_worth_noting = self._noted is None or now - self._noted >= NOTED_EVERY
        if not updates and not is_worth_noting:
            return []
        async with self._database.write() as session:
            new = await inbox.store(session, [self._rows.of(update) for update in updates], now)
            if is_worth_noting:
                await keys.door_answered(session, "telegram", now)
        self._noted = now if is_worth_noting else self._noted
        return new

    def _in_background(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._background.add(task)
        task.add_done_callback(self._background.discard)


async def note_failure(database: Sessions, failure: Exception) -> None:
    """For `status`: the messenger is out of reach, or says to come again."""
    with contextlib.suppress(DBAPIError, LeaseLost):
        async with database.write() as session:
            await keys.door_failed(session, "telegram", "busy" if isinstance(failure, TelegramBusy) else "unreachable")


async def call(client: httpx.AsyncClient, url: str, asked: dict[str, Any]) -> Any:
    """One call of the Bot API. Raises `TokenRefused`, `SecondInstance`, `TelegramBusy`, httpx.HTTPError."""
    response = await client.post(url, json=asked)
    if response.status_code in (401, 404):
        raise TokenRefused
    if response.status_code == 409:
        raise SecondInstance
    try:
        answer = response.json()
    except ValueError:
        raise TelegramBusy from None
    if not answer.get("ok"):
        raise TelegramBusy(answer.get("parameters", {}).get("retry_after"))
    return answer["result"]


async def _acknowledge(client: httpx.AsyncClient, api: str, query: str) -> None:
    with contextlib.suppress(httpx.HTTPError, TelegramBusy):
        await call(client, f"{api}/answerCallbackQuery", {"callback_query_id": query})


class Rows:
    """Makes the inbox rows of updates; of an album, whose parts come one after the other, the first one counts."""

    def __init__(self) -> None:
        self._album: str | None = None

    def of(self, update: dict[str, Any]) -> dict[str, object]:
        """Its key is the chat, so that one chat's updates run in order; its sender the person, so that they are
        counted."""
        inner = next((v for k, v in update.items() if k != "update_id" and isinstance(v, dict)), {})
        about = inner.get("message", inner) if "chat" not in inner else inner
        sender = (inner.get("from") or {}).get("id")
        chat = (about.get("chat") or {}).get("id") or sender or update["update_id"]
        album, self._album = self._album, inner.get("media_group_id")
        return {
            "source": "telegram",
            "external_id": str(update["update_id"]),
            "key": f"chat:{chat}",
            "sender": f"chat:{sender}" if sender else None,
            "sent_at": _sent_at(inner),
            "counts": self._album is None or self._album != album,
            "payload": json.dumps(update).encode(),
        }


def _sent_at(inner: dict[str, Any]) -> int | None:
    """A message tells when it was sent; a pressed button does not, but nobody keeps it longer than 150 seconds."""
    date = inner.get("date")
    return date if isinstance(date, int) else None
