"""The log: one line per event on stderr, for journald; no personal data, and no token.

httpx logs every URL at INFO, and Telegram's URLs hold the bot's token: it may only warn. Of an exception there stands
its class and where it came from, never its words: PostgreSQL names the address that is there twice, a KeyError the key.
"""

import asyncio
import logging
import traceback
from types import TracebackType
from typing import Any, TextIO

log = logging.getLogger(__name__)

QUIET = ("httpx", "httpcore", "apscheduler", "telegram", "asyncio", "imapclient", "alembic", "aiosqlite")

Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Discreet(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        record.exc_text = None  # what another formatter may have left there
        return super().format(record)

    def formatException(self, ei: Raised) -> str:  # noqa: N802 - the library's name
        told, error = [], ei[1]
        while error is not None:
            told.append("".join(traceback.format_tb(error.__traceback__)) + _name(error))
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\n".join(reversed(told))


def _name(error: BaseException) -> str:
    return f"{type(error).__module__}.{type(error).__qualname__}"


def to_stderr() -> None:
    logging.basicConfig(level=logging.INFO, handlers=[handler()])
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


def handler(stream: TextIO | None = None) -> logging.Handler:
    """What writes the log; to stderr unless told otherwise."""
    writing = logging.StreamHandler(stream)
    writing.setFormatter(Discreet("%(levelname)s %(name)s: %(message)s"))
    return writing


def trouble_in_the_background(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """For the event loop, whose own words for a task that failed repeat the exception's."""
    log.error("%s", context["message"], exc_info=context.get("exception"))
