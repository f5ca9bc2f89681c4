"""The log: one line per event on stderr, for journald; no personal data, and no token.

httpx logs every URL at INFO, and Telegram's URLs hold the bot's token: it may only warn.
"""

import logging

QUIET = ("httpx", "httpcore", "apscheduler", "telegram", "asyncio", "imapclient", "alembic", "aiosqlite")


def to_stderr() -> None:
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
