"""How fast a chat is answered, beside a bare echo of python-telegram-bot; and how fast while many are written to.

    python3 run.py bench chat [--messages 200] [--announce 2000] [--short]

Three processes: this one plays Telegram and the people, one is the bare library (`run_polling`, an echo, nothing kept),
one is Netzbote with a SQLite file and everything durable.

- *an answer*: from the moment the update is there to the moment the answer has arrived, the two bots in turn; - *while
an announcement goes out* to so many chats: a button is pressed every quarter of a second, and the event loop of
  Netzbote is asked every 5 ms whether it comes in time.
"""

import argparse
import asyncio
import json
import logging
import signal
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bench._office import fill, settings_in, share, until, where
from simulator.botapi.people import Person as Phone
from simulator.telegram import TelegramSimulator
from storage import announcements, dispatch
from storage.audiences import Audience
from storage.database import Database

PROBE_SECONDS = 0.005
PRESS_EVERY_SECONDS = 0.25


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench chat")
    parser.add_argument("--messages", type=int, default=200)
    parser.add_argument("--announce", type=int, default=2000)
    parser.add_argument("--short", action="store_true", help="only to see that it works")
    parser.add_argument("--as", dest="role", choices=["bare", "netzbote"], help=argparse.SUPPRESS)
    parser.add_argument("--with", dest="given", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.role == "bare":
        echo(**json.loads(asked.given))
    elif asked.role == "netzbote":
        asyncio.run(netzbote(**json.loads(asked.given)))
    else:
        sizes = (20, 100) if asked.short else (asked.messages, asked.announce)
        with tempfile.TemporaryDirectory() as folder:
            asyncio.run(measure(Path(folder), *sizes))


async def measure(folder: Path, messages: int, many: int) -> None:
    settings = settings_in(folder / "netzbote")
    async with TelegramSimulator() as simple, TelegramSimulator(token="7000000002:bench") as durable:
        people = [durable.person(f"Person {n}") for n in range(max(messages, many))]
        for person in people:
            await person.says("/menu")
        durable.updates.clear()
        database = Database(settings.database)
        await database.upgrade()
        await fill(database, chats=[str(person.id) for person in people])
        bare = {"url": simple.url, "token": simple.token}
        ours = {"folder": str(folder / "netzbote"), "url": durable.url, "token": durable.token}
        async with child("bare", bare), child("netzbote", ours) as running:
            echoed, answered = await answers(simple, people[:messages])
            pressed, lag = await under_load(running, database, people[:many])
        await database.close()
    show(echoed, answered, pressed, lag, many)


async def answers(simple: TelegramSimulator, people: list[Phone]) -> tuple[list[float], list[float]]:
    """Milliseconds until each answer: of the bare library, of Netzbote; in turn."""
    somebody = simple.person("Somebody")
    await answer(somebody, "warm")
    await answer(people[0], "/help")
    echoed, answered = [], []
    for person in people[1:]:
        echoed.append(await answer(somebody, "Guten Tag"))
        answered.append(await answer(person, "/help"))
    return echoed, answered


async def answer(person: Phone, text: str) -> float:
    started = time.perf_counter()
    await person.says(text)
    await person.reads(timeout=60)
    return (time.perf_counter() - started) * 1000


async def under_load(
    running: asyncio.subprocess.Process, database: Database, people: list[Phone]
) -> tuple[list[float], dict[str, float]]:
    """Milliseconds until a pressed button was answered, and the lag of the loop, while everybody is written to."""
    # Pressing needs something to press: the first few have their menu open.
    patient = people[:40]
    menus = []
    for person in patient:
        await person.says("/menu")
        menus.append(await person.reads("Was möchten Sie tun?", timeout=60))
    running.send_signal(signal.SIGUSR1)
    announcement = await release(database)
    pressed: list[float] = []
    begin, turn = time.perf_counter(), 0
    while (await progress(database, announcement)).waiting:
        person, menu = patient[turn % len(patient)], menus[turn % len(patient)]
        started = time.perf_counter()
        await person.presses(menu, "menu.go:menu.help")
        await person.reads("/menu zeigt alles", timeout=60)
        pressed.append((time.perf_counter() - started) * 1000)
        turn += 1
        await asyncio.sleep(max(0, begin + turn * PRESS_EVERY_SECONDS - time.perf_counter()))
    running.send_signal(signal.SIGUSR2)
    assert running.stdout
    lag = json.loads(await running.stdout.readline())
    return pressed, {**lag, "seconds": time.perf_counter() - begin}


async def release(database: Database) -> int:
    now = datetime.now(UTC)
    async with database.write() as session:
        written = await announcements.draft(
            session, None, subject="Hilden: Elterncafé", html="<p>Am Dienstag um 18 Uhr.</p>", audience=Audience(),
            door="command", now=now,
        )  # fmt: skip
        await dispatch.release(session, written, None, release_at=now, now=now, mail_host="kreis.example.org")
    return written.id


async def progress(database: Database, announcement_id: int) -> dispatch.Progress:
    async with database.read() as session:
        found = await announcements.get(session, announcement_id)
        assert found
        return await dispatch.progress(session, found)


@asynccontextmanager
async def child(role: str, given: dict[str, str]) -> AsyncIterator[asyncio.subprocess.Process]:
    """A bot in a process of its own, from the line in which it says that it is ready."""
    command = [sys.executable, "-m", "bench.chat", "--as", role, "--with", json.dumps(given)]
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    assert process.stdout
    assert await process.stdout.readline() == b"ready\n", f"{role} did not start"
    try:
        yield process
    finally:
        process.terminate()
        await process.wait()


def echo(url: str, token: str) -> None:
    """The least that python-telegram-bot can be: an echo."""
    from telegram import Update
    from telegram.ext import ApplicationBuilder, ContextTypes, MessageHandler, filters

    logging.getLogger("httpx").setLevel(logging.WARNING)

    async def answer(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message
        await update.message.reply_text(update.message.text or "")

    async def ready(_: Any) -> None:
        print("ready", flush=True)

    builder = ApplicationBuilder().token(token).base_url(f"{url}/bot").post_init(ready)
    application = builder.build()
    application.add_handler(MessageHandler(filters.TEXT, answer))
    application.run_polling()


async def netzbote(folder: str, url: str, token: str) -> None:
    """The real program, with somebody who asks its loop every few milliseconds whether it comes in time."""
    from bot.running import Running

    running = Running(settings_in(Path(folder), telegram_token=token, telegram_api=url))
    loop, ended, lags = asyncio.get_running_loop(), asyncio.Event(), list[float]()
    loop.add_signal_handler(signal.SIGTERM, ended.set)
    loop.add_signal_handler(signal.SIGUSR1, lags.clear)
    loop.add_signal_handler(signal.SIGUSR2, lambda: print(json.dumps(told(lags)), flush=True))
    await running.start()

    async def answers() -> bool:
        return "telegram" in running.outboxes

    await until(answers)
    print("ready", flush=True)
    probing = asyncio.create_task(probe(lags))
    await ended.wait()
    probing.cancel()
    await running.stop()


async def probe(lags: list[float]) -> None:
    while True:
        started = time.perf_counter()
        await asyncio.sleep(PROBE_SECONDS)
        lags.append((time.perf_counter() - started - PROBE_SECONDS) * 1000)


def told(lags: list[float]) -> dict[str, float]:
    return {"median": share(lags, 0.5), "p99": share(lags, 0.99), "longest": max(lags)}


def show(echoed: list[float], answered: list[float], pressed: list[float], lag: dict[str, float], many: int) -> None:
    table = Table("milliseconds", "median", "p95", "p99", title=f"{len(answered)} answers; {many} chats in between")
    for name, values in (("bare echo", echoed), ("netzbote", answered), ("a button, meanwhile", pressed)):
        table.add_row(name, *(f"{share(values, part):.1f}" for part in (0.5, 0.95, 0.99)))
    table.add_row("lag of the loop", f"{lag['median']:.1f}", "", f"{lag['p99']:.1f}")
    console = Console(width=100)
    console.print(table)
    console.print(where(), f"{many} chats in {lag['seconds']:.1f} s ({many / lag['seconds']:.1f}/s)", sep="\n")
    ratios = [share(answered, part) / share(echoed, part) for part in (0.5, 0.99)]
    print(
        f"an answer takes {ratios[0]:.1f} (median) and {ratios[1]:.1f} (p99) times a bare echo; "
        f"under load a button {share(pressed, 0.95):.0f} ms (p95), lag {lag['p99']:.0f} ms (p99)"
    )


if __name__ == "__main__":
    main()
