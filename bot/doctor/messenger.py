"""Telegram: does it know the bot, does nobody else read its messages, may it post; and our clock beside Telegram's.

Of two polls at the same time Telegram ends the older one (409). Another program polls again at once and so ends ours,
which is how it shows itself. Nothing is confirmed by that, and our own running program is never disturbed.
"""

from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import httpx

from bot.doctor import Finding
from bot.poller import SecondInstance, TelegramBusy, TokenRefused, call
from bot.processes import running
from bot.settings import Settings

SECONDS = 15
POLL_SECONDS = 6
WARNING_SKEW, WRONG_SKEW = 30, 300


async def look(settings: Settings) -> AsyncIterator[Finding]:
    if settings.telegram_token is None:
        yield Finding("ok", "telegram", "absent")
        return
    api = f"{settings.telegram_api}/bot{settings.telegram_token.get_secret_value()}"
    dates: list[datetime] = []

    async def date(response: httpx.Response) -> None:
        with suppress(ValueError):
            dates.append(parsedate_to_datetime(response.headers.get("Date", "")))

    async with httpx.AsyncClient(timeout=SECONDS, event_hooks={"response": [date]}) as client:
        try:
            async for finding in _look(client, api, settings):
                yield finding
        except TokenRefused:
            yield Finding("wrong", "telegram", "token")
        except (httpx.HTTPError, TelegramBusy):
            yield Finding("wrong", "telegram", "unreachable", {"host": httpx.URL(api).host})
    if dates:
        yield _clock(dates[0])


async def _look(client: httpx.AsyncClient, api: str, settings: Settings) -> AsyncIterator[Finding]:
    me = await call(client, f"{api}/getMe", {})
    yield Finding("ok", "telegram", "known", {"name": me["username"]})
    if me.get("can_read_all_group_messages"):
        yield Finding("warning", "telegram", "privacy")
    if (await call(client, f"{api}/getWebhookInfo", {})).get("url"):
        yield Finding("wrong", "telegram", "webhook")
    elif not await running(settings):
        yield await _alone(client, api)
    if settings.channel:
        yield await _channel(client, api, settings.channel, me["id"])


async def _alone(client: httpx.AsyncClient, api: str) -> Finding:
    try:
        waiting = await call(client, f"{api}/getUpdates", {"timeout": POLL_SECONDS, "limit": 1})
    except SecondInstance:
        return Finding("wrong", "telegram", "second")
    return Finding("ok", "telegram", "waiting" if waiting else "alone")


async def _channel(client: httpx.AsyncClient, api: str, channel: str, bot: int) -> Finding:
    """Whether the bot may post there."""
    asked: dict[str, Any] = {"chat_id": channel, "user_id": bot}
    try:
        member = await call(client, f"{api}/getChatMember", asked)
    except TelegramBusy:
        member = {}
    may = member.get("status") == "administrator" and member.get("can_post_messages")
    return Finding("ok" if may else "wrong", "telegram", "channel" if may else "no-channel", {"channel": channel})


def _clock(theirs: datetime) -> Finding:
    skew = round(abs((datetime.now(UTC) - theirs).total_seconds()))
    if skew < WARNING_SKEW:
        return Finding("ok", "clock", "right")
    return Finding("warning" if skew < WRONG_SKEW else "wrong", "clock", "off", {"seconds": skew})
