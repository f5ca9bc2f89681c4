"""Whether what people wait for grows with the network: the same at 1,000, 100,000 and 1,000,000 people.

    python3 run.py bench growth [--sizes 1000 100000 1000000] [--rounds 5] [--database URL] [--short]

One database grows (bench/_network.py): a SQLite file, or the PostgreSQL that `--database` names, which must be blank
and is left filled. At each size, each the median of some rounds:

- *flat*, in milliseconds: `netzbote status` after the clock has counted; a newcomer's /start and yes through poller,
  worker and outbox with a simulated Telegram; a letter "anmelden" and the yes to the answer; counting and releasing to
  one small town; a claim round of both outboxes and the clock's duties while nothing waits, and while an announcement
  to a tenth of all waits for tomorrow, is paused, and is under way; erasing a person;
- *by head*, in microseconds: counting all for the clock, counting an audience, and releasing to a tenth of all and
  taking it back.

Whatever is flat, and what one of them costs, should have a ratio of 1 between the largest size and the smallest.
"""

import argparse
import asyncio
import itertools
import statistics
import tempfile
import time
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from pathlib import Path

from rich.console import Console
from rich.table import Table
from sqlalchemy import update

from bench._network import SMALL_TOWN, TOWNS, grow, town
from bench._office import memory_of, settings_in, where
from bot.application import build
from bot.clock import DUTIES
from bot.settings import Settings
from bot.standing import look
from mailing.channels import Channel
from mailing.channels.mail import MailChannel
from mailing.channels.smtp import SmtpServer
from mailing.channels.telegram import TelegramChannel
from mailing.claims import Room, claim
from mailing.turn import turn_for
from simulator.telegram import TelegramSimulator
from storage import announcements, audiences, census, dispatch, identity, people
from storage.announcements import Announcement
from storage.audiences import Audience
from storage.database import Database
from storage.outbox import Outgoing
from tests.clock import TestClock
from tests.house import House

A_TENTH = Audience(towns=[town(number) for number in range(TOWNS // 10)])
A_SMALL_TOWN = Audience(towns=[SMALL_TOWN])
AUDIENCES = {
    "five towns": A_TENTH,
    "a language": Audience(languages=["ar"]),
    "a topic": Audience(topics=["sport"]),
    "a topic, associations": Audience(topics=["sport"], everyone=False),
    "associations": Audience(everyone=False),
    "all": Audience(),
}
A_DAY = timedelta(days=1)
ROOM = Room(20, 20)
"""What a claim round may take: a thousand people must have as much waiting as a million."""

Work = Callable[[], Awaitable[object]]


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench growth")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 100_000, 1_000_000])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--database", help="the URL of a blank PostgreSQL instead of a SQLite file")
    parser.add_argument("--short", action="store_true", help="only to see that it works")
    asked = parser.parse_args()
    if asked.short:
        asked.sizes, asked.rounds = [1_000, 3_000], 1
    with tempfile.TemporaryDirectory() as folder:
        settings = settings_in(Path(folder), database_url=asked.database)
        found = asyncio.run(measure(settings, asked.sizes, asked.rounds))
    show(asked.sizes, found)
    print("it works; too few for a verdict" if asked.short else verdict(asked.sizes, found))


async def measure(settings: Settings, sizes: list[int], rounds: int) -> list[dict[str, float]]:
    """By size: what was measured, by its name."""
    found: list[dict[str, float]] = []
    async with opened(settings) as bench:
        bench.rounds = rounds
        for size in sizes:
            bench.size = size
            filled = await seconds(lambda size=size: grow(bench.database, size, bench.now))  # type: ignore[misc]
            print(f"{size} people after {filled:.0f} s", flush=True)
            if not found:
                _ = [named async for named in bench.values()]  # builds every statement
            found.append({name: value async for name, value in bench.values()})
    return found


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator["Bench"]:
    database = Database(settings.database)
    if not await database.is_blank():
        raise SystemExit("this database is in use; the bench needs a blank one")
    await database.upgrade()
    async with TelegramSimulator() as messenger:
        yield Bench(settings, database, messenger)
    await database.close()


async def seconds(work: Work) -> float:
    started = time.perf_counter()
    await work()
    return time.perf_counter() - started


class Undone(Exception):
    """Whatever a round has claimed is free again for the next one."""


class Bench:
    """The office at work on a database of some size."""

    rounds, size = 1, 1

    def __init__(self, settings: Settings, database: Database, messenger: TelegramSimulator) -> None:
        self.settings, self.database, self.messenger, self.office = settings, database, messenger, settings.office
        self.clock = TestClock()
        self.now = self.clock.now()
        self._guests, self._signed_up = itertools.count(1), deque[str]()

    async def values(self) -> AsyncIterator[tuple[str, float]]:
        """What is measured, with its name: in ms, or in µs where the name says "each"."""
        async with self.database.read() as session:
            yield "the clock counts, each", await self.ms(lambda: census.count(session, self.now)) * 1000 / self.size
            counted = await census.count(session, self.now)
        async with self.database.write() as session:
            await census.keep(session, counted)
        yield "netzbote status", await self.ms(lambda: look(self.settings, self.now))
        async for named in self.sign_ups():
            yield named
        async for named in self.counts():
            yield named
        async for named in self.waiting("nothing waits"):
            yield named
        async for named in self.on_its_way():
            yield named
        yield "a person is erased", await self.ms(self.erase)

    async def ms(self, *work: Work) -> float:
        """How long all of it takes together, in the middle round."""
        return statistics.median([await self._seconds(work) for _ in range(self.rounds)]) * 1000

    async def _seconds(self, work: tuple[Work, ...]) -> float:
        return sum([await seconds(part) for part in work])

    async def sign_ups(self) -> AsyncIterator[tuple[str, float]]:
        house = await House(self.database, self.messenger, self.office).start()
        await self.by_chat(house)
        yield "sign-up by chat", await self.ms(lambda: self.by_chat(house))
        await self.by_letter(house)
        yield "sign-up by letter", await self.ms(lambda: self.by_letter(house))
        await house.stop()
        await self.send()

    async def by_chat(self, house: House) -> None:
        guest = house.guest(f"Gast {next(self._guests)}")
        await guest.says("/start")
        await guest.chooses("Ist das für Sie in Ordnung?", "Ja, gerne")
        await guest.reads("Willkommen")

    async def by_letter(self, house: House) -> None:
        address = f"gast{next(self._guests)}@verein.example.org"
        await house.gets_letter(address, "anmelden", "")
        await house.settled()
        [asked] = await house.letters(address)
        await house.gets_reply(asked, "ja")
        await house.settled()
        assert len(await house.letters(address)) == 2
        self._signed_up.append(address)

    async def send(self) -> None:
        """What was said in the meantime has left."""
        async with self.database.write() as session:
            waiting = update(Outgoing).where(Outgoing.state == "queued")
            await session.execute(waiting.values(state="sent", payload=None))

    async def counts(self) -> AsyncIterator[tuple[str, float]]:
        yield "count: a small town", await self.ms(lambda: self.count(A_SMALL_TOWN))
        for name, audience in AUDIENCES.items():
            taken = await self.ms(lambda audience=audience: self.count(audience))  # type: ignore[misc]
            yield f"count: {name}, each", taken * 1000 / await self.count(audience)

    async def count(self, audience: Audience) -> int:
        async with self.database.read() as session:
            return (await audiences.count(session, audience)).people

    async def on_its_way(self) -> AsyncIterator[tuple[str, float]]:
        """An announcement that waits for tomorrow, is paused, and goes out."""
        small = await self.draft("Für Weiler", A_SMALL_TOWN)
        taken = [await self.in_and_out(small) for _ in range(self.rounds)]
        yield "release: a small town", statistics.median(t[0] for t in taken) * 1000
        yield "taken back: a small town", statistics.median(t[1] for t in taken) * 1000
        large = await self.draft("Für viele", A_TENTH)
        taken = [await self.in_and_out(large) for _ in range(self.rounds)]
        each = await self.release(large) / 1_000_000
        yield "release: a tenth, each", statistics.median(t[0] for t in taken) / each
        yield "taken back: a tenth, each", statistics.median(t[1] for t in taken) / each
        async for named in self.waiting("a tenth waits for tomorrow"):
            yield named
        await self.change(large, dispatch.pause)
        async for named in self.waiting("a tenth is paused"):
            yield named
        await self.halt(large)
        await self.release(large, timedelta(0))
        async for named in self.waiting("a tenth is under way"):
            yield named
        await self.halt(large)
        await self.send()

    async def in_and_out(self, announcement: int) -> tuple[float, float]:
        """Seconds to release it for tomorrow, and to take it back."""
        return await seconds(lambda: self.release(announcement)), await seconds(lambda: self.halt(announcement))

    async def draft(self, subject: str, audience: Audience) -> int:
        async with self.database.write() as session:
            author = next(member for member in await people.staff(session) if member.address("telegram"))
            written = await announcements.draft(
                session, author, subject=subject, html="<p>Am Dienstag.</p>", audience=audience, door="chat",
                now=self.now,
            )  # fmt: skip
            shown = await turn_for(session, self.now, self.office, author).say("menu")
            await dispatch.follow(session, written, shown)
            return written.id

    async def release(self, announcement: int, later: timedelta = A_DAY) -> int:
        """How many get it."""
        async with self.database.write() as session:
            written = await session.get_one(Announcement, announcement)
            return await dispatch.release(
                session, written, None, release_at=self.now + later, now=self.now, again=True,
                mail_host=self.office.mail_host,
            )  # fmt: skip

    async def halt(self, announcement: int) -> None:
        await self.change(announcement, lambda session, written: dispatch.halt(session, written, self.now))

    async def change(self, announcement: int, verb: Callable[..., Awaitable[object]]) -> None:
        async with self.database.write() as session:
            await verb(session, await session.get_one(Announcement, announcement))

    async def waiting(self, when: str) -> AsyncIterator[tuple[str, float]]:
        yield f"a claim round: {when}", await self.ms(*(lambda c=c: self.claim(c) for c in self.channels()))
        yield f"a beat of the clock: {when}", await self.ms(self.beat)

    def channels(self) -> Iterator[Channel]:
        yield MailChannel(SmtpServer("127.0.0.1", 1, "none"), self.database, self.office, self.clock)
        bot = build(self.messenger.token, self.messenger.url).bot
        yield TelegramChannel(bot, self.database, self.office, self.clock)

    async def claim(self, channel: Channel) -> None:
        with suppress(Undone):
            async with self.database.write() as session:
                await claim(session, channel, self.office, "bench", ROOM, self.now)
                raise Undone

    async def beat(self) -> None:
        """All duties; counting comes after them, and is measured by itself."""
        for duty, _ in DUTIES:
            await duty(self.database, self.now, self.office)

    async def erase(self) -> None:
        """Somebody who signed up a while ago."""
        async with self.database.write() as session:
            guest = await people.by_address(session, "mail", self._signed_up.popleft())
            assert guest
            await identity.forget(session, guest, self.now)


def show(sizes: list[int], found: list[dict[str, float]]) -> None:
    table = Table("", *(f"{size:,}" for size in sizes), "ratio", title="milliseconds; each: microseconds")
    for name in found[0]:
        values = [of_size[name] for of_size in found]
        table.add_row(name, *(f"{value:.1f}" for value in values), f"{values[-1] / values[0]:.1f}")
    Console(width=120).print(table)
    Console(width=120).print(where(), f"{memory_of():.0f} MB", sep="\n")


def verdict(sizes: list[int], found: list[dict[str, float]]) -> str:
    ratios = {name: found[-1][name] / found[0][name] for name in found[0]}
    worst = max(ratios, key=lambda name: ratios[name])
    return f"{sizes[-1] / sizes[0]:.0f} times as many people: at most {ratios[worst]:.1f} times as long ({worst})"


if __name__ == "__main__":
    main()
