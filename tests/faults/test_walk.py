"""A walk through the running program: people come, leave by every door, and come back; it stops, and goes on.

The steps are those of a random number that names the test. After each of them an announcement goes out, and what lies
in mailboxes and chats is held against what people said.
"""

import asyncio
import random
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import httpx
import pytest

from bot.running import Running
from bot.settings import Settings
from simulator.letter import Letter
from simulator.mail import MailSimulator
from simulator.person import Person as Correspondent
from simulator.telegram import TelegramSimulator
from storage import announcements, dispatch
from storage.audiences import Audience
from tests.daemon import free_port
from tests.house import Guest, HastyClock

NETZ = "netz@kreis.example.org"
STEPS = 24


class Anna:
    """Somebody with a mail program, who is on the list or not."""

    def __init__(self, writer: Correspondent) -> None:
        self.writer, self.agreed = writer, False

    def copies(self, words: str) -> int:
        return sum(words in letter.subject for letter in self.writer.mails)

    async def comes(self) -> None:
        if not self.agreed:
            last = self.writer.mails[-1] if self.writer.mails else None
            if last is None:
                await self.writer.writes(NETZ, "anmelden")
                await self._replies(await self.writer.receives(matching="Waren Sie das?"), "Ja")
                await self.writer.receives(matching="Willkommen!")
            else:
                await self._replies(self._newest("Sie sind abgemeldet"), "zurück")
                await self.writer.receives(matching="Willkommen!")
        self.agreed = True

    async def leaves(self) -> None:
        """By a word in an answer."""
        if self.agreed:
            await self._replies(self._newest(""), "abmelden")
            await self.writer.receives(matching="Sie sind abgemeldet")
        self.agreed = False

    async def opens_the_link(self) -> None:
        """Of the newest announcement, as often as one likes."""
        links = [link for letter in self.writer.mails for link in re.findall(r"http://127\S+/u/[\w-]+", letter.text)]
        if not links:
            return
        async with httpx.AsyncClient() as browser:
            assert (await browser.get(links[-1])).status_code == 200
            assert (await browser.post(links[-1])).status_code == 200
        if self.agreed:
            await self.writer.receives(matching="Sie sind abgemeldet")
        self.agreed = False

    def _newest(self, words: str) -> Letter:
        return [letter for letter in self.writer.mails if words in letter.subject][-1]

    async def _replies(self, letter: Letter, text: str) -> None:
        await self.writer.replies(letter, text)


class Sami:
    """Somebody with a phone."""

    def __init__(self, guest: Guest) -> None:
        self.guest, self.agreed, self.blocked = guest, False, False
        self.known = False

    def copies(self, words: str) -> int:
        return sum(words in message.text for message in self.guest.phone.chat.from_bot)

    async def comes(self) -> None:
        if self.agreed or self.blocked:
            return
        if self.known:
            await self.guest.presses("Wieder dabei sein", self.goodbye)
            await self.guest.reads("Schön, dass Sie wieder dabei sind")
        else:
            await self.guest.agrees()
        self.agreed = self.known = True

    async def leaves(self) -> None:
        if self.agreed and not self.blocked:
            await self.guest.says("/stop")
            self.goodbye = await self.guest.reads("Sie sind abgemeldet")
            self.agreed = False

    async def blocks(self) -> None:
        if self.known and not self.blocked:
            await self.guest.phone.blocks()
            self.blocked = True


class Program:
    """The running program, and those whom it is for."""

    def __init__(self, settings: Settings, post: MailSimulator, messenger: TelegramSimulator) -> None:
        self.settings, self.clock = settings, HastyClock()
        self.post, self.messenger = post, messenger
        names = ("anna", "bilal", "carla")
        self.writers = [Anna(post.person(f"{name}@verein.example.org", name=name.title())) for name in names]
        self.guests = [Sami(Guest(messenger.person(name))) for name in ("Sami Haddad", "Inês Lopes")]
        self.announced: dict[str, list[int]] = {}

    async def starts(self) -> None:
        self.running = Running(self.settings, clock=self.clock)
        await self.running.start()
        async with asyncio.timeout(30):
            # What lay in the mailbox before it was looked at for the first time is not for the program.
            while not self.post.record.of("IMAP IDLE"):  # noqa: ASYNC110 - nobody tells of it
                await asyncio.sleep(0.01)

    async def stops_and_starts(self) -> None:
        await self.running.stop()
        await self.starts()

    async def announces(self) -> None:
        """Whoever said yes has it in the end, once; nobody else has, nor got any of those before."""
        await self.messenger.updates.confirmed()
        words = f"Fest Nummer {len(self.announced) + 1}."
        everybody: list[Anna | Sami] = [*self.writers, *self.guests]
        now = self.clock.now()
        meant = [one for one in everybody if one.agreed and not (isinstance(one, Sami) and one.blocked)]
        async with self.running.database.write() as session:
            draft = await announcements.draft(
                session, None, subject=words, html="<p>Am Samstag.</p>", audience=Audience(), door="command",
                now=now,
            )  # fmt: skip
            if meant:
                await dispatch.release(
                    session, draft, None, release_at=now, now=now, mail_host="kreis.example.org", again=True,
                )  # fmt: skip
        self.running.wake()
        for one in meant:
            await (one.writer.receives(matching=words) if isinstance(one, Anna) else one.guest.reads(words))
        self.announced[words] = [int(one in meant) for one in everybody]
        assert {said: [one.copies(said) for one in everybody] for said in self.announced} == self.announced

    def steps(self) -> list[Callable[[], Awaitable[None]]]:
        said = [step for one in self.writers for step in (one.comes, one.comes, one.leaves, one.opens_the_link)]
        pressed = [step for one in self.guests for step in (one.comes, one.comes, one.leaves)]
        return [*said, *pressed, self.guests[1].blocks, self.stops_and_starts]


@pytest.fixture
async def program(
    database_url: str, messenger: TelegramSimulator, post: MailSimulator, tmp_path: Path
) -> AsyncIterator[Program]:
    post.mailbox(NETZ, password="geheim")
    port = free_port()
    settings = Settings.model_validate(
        {
            "data_dir": tmp_path,
            "database_url": database_url,
            "telegram_token": messenger.token,
            "telegram_api": messenger.url,
            "smtp_url": f"smtp://127.0.0.1:{post.smtp_port}?tls=none",
            "imap_url": f"imap://{NETZ}@127.0.0.1:{post.imap_port}/INBOX?tls=none",
            "imap_password": "geheim",
            "list_address": NETZ,
            "list_name": "Netzwerk der Vereine",
            "controller": "Kreis Musterland",
            "contact": "Frau Sommer, 02104 12345",
            "privacy_url": "https://kreis.example.org/datenschutz",
            "imprint_url": "https://kreis.example.org/impressum",
            "public_url": f"http://127.0.0.1:{port}",
            "listen": f"127.0.0.1:{port}",
            "quiet_hours": "",
        }
    )
    opened = Program(settings, post, messenger)
    await opened.starts()
    yield opened
    await opened.running.stop()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_on_every_way_announcements_reach_who_is_on_the_list(program: Program, seed: int) -> None:
    chance = random.Random(seed)
    await program.writers[0].comes()
    await program.guests[0].comes()
    for step in chance.choices(program.steps(), k=STEPS):
        await step()
        await program.announces()
