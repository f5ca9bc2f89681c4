"""How fast a released announcement leaves by mail, beside what the library alone could do.

    python3 run.py bench mail [--mails 10000] [--rounds 3]

Both send personal letters of the same bytes and size to the same sink (Postfix's smtp-sink) in the same run, in turn:

- *netzbote*: an announcement to that many people, from its release until every row is recorded as sent;
- *bare aiosmtplib*: letters that were built beforehand, on 8 connections, nothing recorded.

Seconds drift by half from one hour to the next, so that only the ratio of one run is a result: its median is the last
line, "not measured" where the sink is missing.
"""

import argparse
import asyncio
import os
import shutil
import socket
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from aiosmtplib import SMTP
from rich.console import Console
from rich.table import Table

from bot.settings import Settings
from mailing.channels.mail import MailChannel
from mailing.channels.smtp import SmtpServer
from mailing.clock import SystemClock
from mailing.outbox import Outbox
from simulator.mail import MailSimulator
from storage import announcements, people
from storage.announcements import Progress
from storage.audiences import Audience
from storage.database import Database
from storage.people import Confirmation

CONNECTIONS = 8
SINK_PLACES = ("/usr/sbin", "/usr/lib/postfix/sbin")


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench mail")
    parser.add_argument("--mails", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    program = shutil.which("smtp-sink", path=os.pathsep.join([os.environ.get("PATH", ""), *SINK_PLACES]))
    if program is None:
        print("not measured: smtp-sink is missing (Debian package postfix)")
        return
    with tempfile.TemporaryDirectory() as folder, sink(program) as port:
        rounds = asyncio.run(measure(Path(folder), port, asked.mails, asked.rounds))
    show(rounds, asked.mails)


@contextmanager
def sink(program: str) -> Iterator[int]:
    """A server that takes every letter and throws it away; its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    process = subprocess.Popen([program, "-u", "nobody", f"127.0.0.1:{port}", "1000"], stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield port
    finally:
        process.terminate()
        process.wait()


def settings_in(folder: Path) -> Settings:
    folder.mkdir(exist_ok=True)
    return Settings(data_dir=folder, list_address="netz@kreis.example.org", list_name="Netzwerk", quiet_hours=None)


async def measure(folder: Path, port: int, mails: int, rounds: int) -> list[tuple[float, float]]:
    """Seconds for each round: (netzbote, bare aiosmtplib)."""
    settings = settings_in(folder)
    database = Database(settings.database)
    await database.upgrade()
    await fill(database, mails)
    letter = await one_letter(folder)
    measured = []
    for number in range(rounds):
        seconds = await announce(settings, database, port, number)
        measured.append((seconds, await bare(letter, port, mails)))
    await database.close()
    return measured


async def fill(database: Database, mails: int) -> None:
    """People with a confirmed mail address each."""
    now = datetime.now(UTC)
    async with database.write() as session:
        for number in range(mails):
            person = await people.create(session, now, name=f"Person Nummer {number}")
            address = await people.add_address(session, person, "mail", f"person{number}@verein.example.org", now)
            await people.confirm(session, address, Confirmation("paper", "bench"), now)


async def announce(settings: Settings, database: Database, port: int, number: int) -> float:
    """Seconds from the release until every row is recorded as sent."""
    now, office = datetime.now(UTC), settings.office
    channel = MailChannel(SmtpServer("127.0.0.1", port, "none"), database, office, SystemClock())
    text = "<p>" + "Schulung: Kasse und Buchhaltung im Verein. " * 40 + "</p>"
    async with database.write() as session:
        written = await announcements.draft(
            session, None, subject=f"Schulung {number}", html=text, audience=Audience(), door="command", now=now
        )
        started = time.perf_counter()
        await announcements.release(session, written, None, release_at=now, now=now, mail_host=office.mail_host)
    outbox = Outbox(database, channel, office, SystemClock())
    sending = asyncio.create_task(outbox.run())
    while (await _progress(database, written.id)).waiting:  # noqa: ASYNC110 - the database has no event
        await asyncio.sleep(0.05)
    seconds = time.perf_counter() - started
    outbox.stop()
    await sending
    return seconds


async def _progress(database: Database, announcement_id: int) -> Progress:
    async with database.read() as session:
        found = await announcements.get(session, announcement_id)
        assert found
        return await announcements.progress(session, found)


async def one_letter(folder: Path) -> bytes:
    """Such a letter as a server gets it."""
    settings = settings_in(folder / "one")
    async with MailSimulator() as post:
        database = Database(settings.database)
        await database.upgrade()
        await fill(database, 1)
        await announce(settings, database, post.smtp_port, 0)
        await database.close()
        [letter] = post.person("person0@verein.example.org").mails
    return letter.raw


async def bare(letter: bytes, port: int, mails: int) -> float:
    """Seconds for the same letter as often, on `CONNECTIONS` connections of the library alone."""
    started = time.perf_counter()
    await asyncio.gather(*(_connection(letter, port, mails // CONNECTIONS) for _ in range(CONNECTIONS)))
    return time.perf_counter() - started


async def _connection(letter: bytes, port: int, mails: int) -> None:
    async with SMTP(hostname="127.0.0.1", port=port, start_tls=False, use_tls=False) as client:
        for number in range(mails):
            await client.sendmail("netz@kreis.example.org", [f"person{number}@verein.example.org"], letter)


def show(rounds: list[tuple[float, float]], mails: int) -> None:
    table = Table("round", "netzbote, mails/s", "bare aiosmtplib, mails/s", "ratio", title=f"{mails} personal letters")
    for number, (ours, theirs) in enumerate(rounds, 1):
        table.add_row(str(number), f"{mails / ours:.0f}", f"{mails / theirs:.0f}", f"{theirs / ours:.2f}")
    Console().print(table)
    print(f"ratio {statistics.median(theirs / ours for ours, theirs in rounds):.2f} of bare aiosmtplib")


if __name__ == "__main__":
    main()
