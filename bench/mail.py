"""How fast a released announcement leaves by mail, beside what else can be done with the same letters.

    python3 run.py bench mail [--mails 10000] [--rounds 3] [--postfix] [--recipients 100000] [--short]

All send personal letters of about the same size to the same sink (Postfix's smtp-sink) in the same run, in turn:

- *netzbote*: an announcement to that many people, from the moment it is released until the last letter has arrived and
  every row is on record, durable (SQLite, `synchronous=FULL`);
- *smtp-source -s 4*: Postfix's own generator of load, in C: one constant letter, four connections;
- *bare aiosmtplib*: letters that were built beforehand, on 8 connections, nothing recorded.

Then with a round trip of 20 ms (a proxy in this process holds each packet for 10 ms each way), beside connections /
round trip; beside a real Postfix, if `--postfix` and there is one; and the memory that 100,000 recipients take. Every
number but the memory is a ratio of one run. The result is the last line, "not measured" where the sink is missing.
"""

import argparse
import asyncio
import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from aiosmtplib import SMTP
from rich.console import Console
from rich.table import Table

from bench._office import fill, memory_of, program, settings_in, sink, where
from mailing.channels.mail import MailChannel
from mailing.channels.smtp import SmtpServer
from mailing.clock import SystemClock
from mailing.outbox import Outbox
from simulator.mail import MailSimulator
from storage import announcements, dispatch
from storage.audiences import Audience
from storage.database import Database
from storage.dispatch import Progress

BARE_CONNECTIONS, CONNECTIONS = 8, 4
ROUND_TRIP_SECONDS = 0.02
TEXT = "<p>" + "Schulung: Kasse und Buchhaltung im Verein, mit Beispielen. " * 26 + "</p>"


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench mail")
    parser.add_argument("--mails", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--recipients", type=int, default=100_000, help="for the memory; 0 leaves it out")
    parser.add_argument("--postfix", action="store_true", help="also beside a real Postfix, as root")
    parser.add_argument("--short", action="store_true", help="only to see that it works")
    asked = parser.parse_args()
    if asked.short:
        asked.mails, asked.rounds, asked.recipients = 500, 1, 0
    found = program("smtp-sink"), program("smtp-source")
    if not all(found):
        print("not measured: smtp-sink and smtp-source are missing (Debian package postfix)")
        return
    with tempfile.TemporaryDirectory() as folder, sink(str(found[0])) as port:
        asyncio.run(measure(Path(folder), port, str(found[1]), asked))


@dataclass
class Office:
    """A network of so many people, with a database of its own."""

    database: Database
    folder: Path

    @classmethod
    async def of(cls, folder: Path, mails: int) -> "Office":
        database = Database(settings_in(folder).database)
        await database.upgrade()
        await fill(database, [f"person{number}@verein.example.org" for number in range(mails)])
        return cls(database, folder)

    async def announce(self, port: int, number: int) -> tuple[float, float]:
        """Seconds from the release until everything is on record; and seconds of processor time."""
        office, now = settings_in(self.folder).office, datetime.now(UTC)
        async with self.database.write() as session:
            written = await announcements.draft(
                session, None, subject=f"Schulung {number}", html=TEXT, audience=Audience(), door="command", now=now
            )
            await dispatch.release(session, written, None, release_at=now, now=now, mail_host=office.mail_host)
        channel = MailChannel(SmtpServer("127.0.0.1", port, "none"), self.database, office, SystemClock())
        outbox = Outbox(self.database, channel, office, SystemClock())
        started, worked = time.perf_counter(), time.process_time()
        sending = asyncio.create_task(outbox.run())
        await asyncio.sleep(0)
        while not outbox.is_idle:  # noqa: ASYNC110 - whoever asks the database disturbs it
            await asyncio.sleep(0.005)
        seconds, worked = time.perf_counter() - started, time.process_time() - worked
        assert not (await self.progress(written.id)).waiting
        outbox.stop()
        await sending
        return seconds, worked

    async def progress(self, announcement_id: int) -> Progress:
        async with self.database.read() as session:
            found = await announcements.get(session, announcement_id)
            assert found
            return await dispatch.progress(session, found)


async def measure(folder: Path, port: int, source: str, asked: argparse.Namespace) -> None:
    letter = await one_letter(folder / "one")
    office = await Office.of(folder / "many", asked.mails)
    results = [await in_turn(office, port, letter, asked.mails, number, source) for number in range(asked.rounds)]
    show(f"{asked.mails} letters of {len(letter)} octets", asked.mails, results)
    said = [told(results, asked.mails)]
    said.append(await with_round_trips(folder / "far", port, asked))
    if asked.postfix:
        said.append(await beside_postfix(folder / "postfix", letter, source, asked))
    if asked.recipients:
        said.append(await memory(folder / "memory", port, asked.recipients))
    await office.database.close()
    Console(width=100).print(where())
    print("; ".join(said))


@dataclass
class Round:
    """Seconds of each, and processor seconds of netzbote."""

    netzbote: float
    worked: float
    source: float
    bare: float


async def in_turn(office: Office, port: int, letter: bytes, mails: int, number: int, source: str) -> Round:
    ours, worked = await office.announce(port, number)
    theirs = await timed(lambda: by_source(source, port, mails, len(letter)))
    return Round(ours, worked, theirs, await timed(lambda: by_library(letter, port, mails)))


async def timed(work: Callable[[], Awaitable[None]]) -> float:
    started = time.perf_counter()
    await work()
    return time.perf_counter() - started


async def by_source(source: str, port: int, mails: int, size: int) -> None:
    command = [source, "-s", str(CONNECTIONS), "-m", str(mails), "-l", str(size), "-f", "netz@kreis.example.org"]
    command += ["-t", "person@verein.example.org", f"127.0.0.1:{port}"]
    process = await asyncio.create_subprocess_exec(*command, stderr=subprocess.DEVNULL)
    assert await process.wait() == 0


async def by_library(letter: bytes, port: int, mails: int) -> None:
    async def connection(number: int) -> None:
        async with SMTP(hostname="127.0.0.1", port=port, start_tls=False, use_tls=False) as client:
            for mail in range(number, mails, BARE_CONNECTIONS):
                await client.sendmail("netz@kreis.example.org", [f"person{mail}@verein.example.org"], letter)

    await asyncio.gather(*(connection(number) for number in range(BARE_CONNECTIONS)))


async def one_letter(folder: Path) -> bytes:
    """Such a letter as a server gets it."""
    office = await Office.of(folder, 1)
    async with MailSimulator() as post:
        await office.announce(post.smtp_port, 0)
        await office.database.close()
        [letter] = post.person("person0@verein.example.org").mails
    return letter.raw


async def with_round_trips(folder: Path, port: int, asked: argparse.Namespace) -> str:
    """Beside the most that so many connections could do with one round trip a letter."""
    mails = max(200, asked.mails // 10)
    office = await Office.of(folder, mails)
    async with delayed(port, ROUND_TRIP_SECONDS / 2) as far:
        seconds, _ = await office.announce(far, 0)
    await office.database.close()
    return f"{mails / seconds / (CONNECTIONS / ROUND_TRIP_SECONDS):.2f} of connections / round trip at 20 ms"


@asynccontextmanager
async def delayed(port: int, seconds: float) -> AsyncIterator[int]:
    """A way to the port on which every packet takes so long, in each direction."""
    loop = asyncio.get_running_loop()

    async def pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(65536):
            loop.call_later(seconds, writer.write, data)
        loop.call_later(seconds, writer.close)

    async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there_reader, there_writer = await asyncio.open_connection("127.0.0.1", port)
        await asyncio.gather(pump(reader, there_writer), pump(there_reader, writer))

    async with await asyncio.start_server(accept, "127.0.0.1", 0) as server:
        yield int(server.sockets[0].getsockname()[1])


async def beside_postfix(folder: Path, letter: bytes, source: str, asked: argparse.Namespace) -> str:
    """A Postfix that takes every letter and throws it away, in turn with smtp-source."""
    from tests.postfix import that_discards

    master, postsuper = program("master"), program("postsuper")
    if not master or not postsuper or os.geteuid():
        return "Postfix not measured"
    mails = max(200, asked.mails // 5)
    office = await Office.of(folder, mails)
    ratios = []
    for number in range(asked.rounds):
        for_us, for_them = (that_discards(master, postsuper) for _ in range(2))
        try:
            ours, _ = await office.announce(for_us.facts["port"], number)
            port = for_them.facts["port"]
            theirs = await timed(lambda port=port: by_source(source, port, mails, len(letter)))  # type: ignore[misc]
        finally:
            for_us.stop()
            for_them.stop()
        ratios.append(theirs / ours)
    await office.database.close()
    return f"{statistics.median(ratios):.2f} of smtp-source beside a real Postfix"


async def memory(folder: Path, port: int, recipients: int) -> str:
    """How much more than idle is held while so many letters leave."""
    office = await Office.of(folder, recipients)
    await office.announce(port, -1)
    idle, most, ended = memory_of(), 0.0, False

    async def watch() -> None:
        nonlocal most
        while not ended:
            most = max(most, memory_of())
            await asyncio.sleep(0.05)

    watching = asyncio.create_task(watch())
    await office.announce(port, 0)
    ended = True
    await watching
    await office.database.close()
    return f"{recipients} recipients take {max(0.0, most - idle):.0f} MB above idle"


def show(title: str, mails: int, rounds: list[Round]) -> None:
    table = Table(
        "round", "netzbote", "smtp-source -s 4", "bare aiosmtplib", "CPU µs a mail", title=f"{title}, mails/s"
    )
    for number, one in enumerate(rounds, 1):
        speeds = (f"{mails / seconds:.0f}" for seconds in (one.netzbote, one.source, one.bare))
        table.add_row(str(number), *speeds, f"{one.worked / mails * 1e6:.0f}")
    Console(width=100).print(table)


def told(rounds: list[Round], mails: int) -> str:
    source = statistics.median(one.source / one.netzbote for one in rounds)
    bare = statistics.median(one.bare / one.netzbote for one in rounds)
    worked = statistics.median(one.worked / mails * 1e6 for one in rounds)
    return f"{source:.2f} of smtp-source, {bare:.1f} times bare aiosmtplib, {worked:.0f} µs of CPU a mail"


if __name__ == "__main__":
    main()
