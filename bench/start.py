"""How long it takes to be ready, and what it holds in memory when nothing happens.

    python3 run.py bench start [--rounds 5] [--short]

`netzbote run` on an existing database between a simulated Telegram and a simulated mail server: from the start of the
process to the line in which it says that it runs, and what it holds once both doors are open and idle. Beside it, in
the same run, what the libraries alone cost: a Python that imports python-telegram-bot, SQLAlchemy, aiosqlite,
aiosmtplib, IMAPClient and APScheduler.
"""

import argparse
import asyncio
import os
import statistics
import sys
import tempfile
import time
from contextlib import AsyncExitStack
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench._office import memory_of, settings_in, until, where
from simulator.mail import MailSimulator
from simulator.telegram import TelegramSimulator
from storage.database import Database

LIBRARIES = "telegram.ext, sqlalchemy.ext.asyncio, aiosqlite, aiosmtplib, imapclient, apscheduler.schedulers.asyncio"
NETZ, PASSWORD = "netz@kreis.example.org", "bench"


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench start")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--short", action="store_true", help="only to see that it works")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(measure(Path(folder), 1 if asked.short else asked.rounds))


async def measure(folder: Path, rounds: int) -> None:
    settings = settings_in(folder)
    database = Database(settings.database)
    await database.upgrade()
    await database.close()
    async with AsyncExitStack() as stack:
        messenger = await stack.enter_async_context(TelegramSimulator())
        post = await stack.enter_async_context(MailSimulator())
        post.mailbox(NETZ, password=PASSWORD)
        environment = os.environ | {
            "NETZBOTE_DATA_DIR": str(folder),
            "NETZBOTE_TELEGRAM_TOKEN": messenger.token,
            "NETZBOTE_TELEGRAM_API": messenger.url,
            "NETZBOTE_SMTP_URL": f"{post.smtp_url}?tls=none",
            "NETZBOTE_IMAP_URL": f"imap://netz%40kreis.example.org@127.0.0.1:{post.imap_port}/INBOX?tls=none",
            "NETZBOTE_IMAP_PASSWORD": PASSWORD,
            "NETZBOTE_LIST_ADDRESS": NETZ,
            "NETZBOTE_LIST_NAME": "Netzwerk der Vereine",
            "NETZBOTE_CONTROLLER": "Kreis",
            "NETZBOTE_CONTACT": "Anna Berger, 02051 123456",
            "NETZBOTE_PRIVACY_URL": "https://kreis.example.org/datenschutz",
            "NETZBOTE_IMPRINT_URL": "https://kreis.example.org/impressum",
            "PYTHONUNBUFFERED": "1",
        }
        measured = []
        for _ in range(rounds):
            measured.append((*await ours(environment, messenger, post), *await libraries()))
    show(measured)


async def ours(environment: dict[str, str], messenger: TelegramSimulator, post: MailSimulator) -> tuple[float, float]:
    """Seconds until it runs; MB when both doors are open and idle."""
    polls = len(messenger.called("getUpdates"))
    started = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-P", "-m", "bot", "run", env=environment, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout
    line = await process.stdout.readline()
    seconds = time.perf_counter() - started
    assert b"Netzwerk der Vereine" in line, line

    async def both_doors_are_open() -> bool:
        return len(messenger.called("getUpdates")) > polls and "IMAP IDLE" in post.record.tail(3)

    await until(both_doors_are_open, 20)
    await asyncio.sleep(2)
    memory = memory_of(process.pid)
    process.terminate()
    await process.wait()
    return seconds, memory


async def libraries() -> tuple[float, float]:
    """Seconds to import them, from the start of the process; MB then."""
    script = f"import {LIBRARIES}; print('ready', flush=True); input()"
    started = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", script, stdout=asyncio.subprocess.PIPE, stdin=asyncio.subprocess.PIPE
    )
    assert process.stdout
    await process.stdout.readline()
    seconds, memory = time.perf_counter() - started, memory_of(process.pid)
    process.kill()
    await process.wait()
    return seconds, memory


def show(measured: list[tuple[float, float, float, float]]) -> None:
    seconds, memory, their_seconds, their_memory = (statistics.median(column) for column in zip(*measured, strict=True))
    table = Table("", "seconds", "MB", title=f"{len(measured)} starts, medians")
    table.add_row("netzbote: runs; both doors idle", f"{seconds:.2f}", f"{memory:.0f}")
    table.add_row("its libraries alone", f"{their_seconds:.2f}", f"{their_memory:.0f}")
    console = Console(width=100)
    console.print(table)
    console.print(where())
    print(
        f"ready after {seconds:.2f} s, {seconds / their_seconds:.1f} times its libraries; "
        f"{memory:.0f} MB idle, {memory / their_memory:.1f} times"
    )


if __name__ == "__main__":
    main()
