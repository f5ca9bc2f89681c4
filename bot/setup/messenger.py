"""The token of the bot, tried as it is given; a webhook that would keep its messages from us can be ended."""

import asyncio

import httpx
import typer

from bot import asking
from bot.commands import say
from bot.poller import TelegramBusy, TokenRefused, call
from bot.setup.questions import Questions, wrong

SECONDS = 15


def token(questions: Questions, api: str) -> str | None:
    """The bot's token; None for none. Raises Tried."""
    again = False
    while written := questions.secret("telegram_token", again=again, optional=True):
        sentence = wrong("telegram_token", written) or _try(questions, f"{api}/bot{written}")
        if sentence is None:
            return written
        questions.complain(sentence)
        again = True
    return None


def _try(questions: Questions, api: str) -> str | None:
    """What is wrong with it; None if nothing is."""
    try:
        with asking.working("setup-trying"):
            name, webhook = asyncio.run(_look(api))
        typer.echo(say().text("doctor-telegram-known", name=name))
        if webhook and questions.sure("setup-end-webhook"):
            asyncio.run(_call(api, "deleteWebhook"))
    except TokenRefused:
        return say().text("doctor-telegram-token")
    except (httpx.HTTPError, TelegramBusy):
        return say().text("doctor-telegram-unreachable", host=httpx.URL(api).host)
    return None


async def _look(api: str) -> tuple[str, bool]:
    me, webhook = await _call(api, "getMe"), await _call(api, "getWebhookInfo")
    return str(me["username"]), bool(webhook.get("url"))


async def _call(api: str, method: str) -> dict[str, object]:
    async with httpx.AsyncClient(timeout=SECONDS) as client:
        answer = await call(client, f"{api}/{method}", {})
        return answer if isinstance(answer, dict) else {}
