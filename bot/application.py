"""python-telegram-bot's Application, set up to be fed one stored update at a time."""

from typing import Any

from telegram import Update
from telegram.ext import Application, ApplicationBuilder, ContextTypes, Defaults
from telegram.request import HTTPXRequest

from handlers import chat
from handlers.context import Context


class Handling(Application[Any, Any, Any, Any, Any, Any]):
    """The library swallows a handler's exception; the worker's transaction needs to see it."""

    async def process_error(self, update: object, error: Exception, *args: Any, **kwargs: Any) -> bool:
        raise error


def build(token: str, api: str) -> Handling:
    """An application without updater and job queue. `api` is the base URL of the Bot API, without the token."""
    request = HTTPXRequest(
        connection_pool_size=8, read_timeout=20, write_timeout=60, connect_timeout=10, pool_timeout=60
    )
    builder = (
        ApplicationBuilder()
        .application_class(Handling)
        .token(token)
        .base_url(f"{api}/bot")
        .base_file_url(f"{api}/file/bot")
        .request(request)
        .updater(None)
        .job_queue(None)
        .defaults(Defaults(block=True))
        .context_types(ContextTypes(context=Context))
    )
    application: Handling = builder.build()  # type: ignore[assignment]
    chat.install(application)
    return application


def parse(application: Handling, update: dict[str, Any]) -> Update | None:
    return Update.de_json(update, application.bot)
