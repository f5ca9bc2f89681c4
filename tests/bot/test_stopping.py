"""Told to stop with thousands of rows waiting and no server that answers, it ends in time, and the rest waits."""

import asyncio
import json
import time
from collections import Counter
from datetime import UTC, datetime

from sqlalchemy import select

from simulator.mail import MailSimulator
from simulator.telegram import TelegramSimulator
from storage import announcements, dispatch, inbox, people
from storage.audiences import Audience
from storage.database import Database
from storage.inbox import Arrival
from storage.outbox import Outgoing
from storage.people import Confirmation
from tests.bot.terminal import Terminal
from tests.bot.test_run_command import running, served
from tests.daemon import free_port
from tests.faults.proxy import Proxy

__all__ = ["served"]

SECONDS = 10
CHATS, MESSAGES, READERS = 300, 3000, 2000


async def test_it_stops_within_ten_seconds_however_much_waits_and_whoever_is_silent(
    served: Terminal, register: Database, messenger: TelegramSimulator, post: MailSimulator
) -> None:
    await _wrote(register)
    await _wait_for_a_letter(register)
    chats, port = messenger.hang("sendMessage", times=None), free_port()
    async with Proxy(post.smtp_port) as wire:
        wire.hold()
        served.settings |= {
            "SMTP_URL": f"smtp://127.0.0.1:{wire.port}?tls=none",
            "LISTEN": f"127.0.0.1:{port}",
            "PUBLIC_URL": "https://netz.example.org",
        }
        async with running(served) as process:
            await process.says("Netzbote läuft")
            reader = await _begins_a_form(port)
            await chats.met()
            await wire.until(lambda: wire.connections or None)
            begin = time.monotonic()
            code, said = await process.ends()
            took = time.monotonic() - begin
            reader.close()
    chats.end()
    assert (code, "Netzbote ist beendet." in said, "Traceback" in said) == (0, True, False), said
    assert took < SECONDS
    states, letters = await _states(register)
    assert states["waiting"] > MESSAGES / 2
    assert states.total() == MESSAGES
    assert letters["queued"] + letters["retry"] > READERS * 0.9
    assert letters.total() == READERS


async def _begins_a_form(port: int) -> asyncio.StreamWriter:
    """Somebody whose browser never sends the rest."""
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"POST /a/secret HTTP/1.1\r\nHost: netz.example.org\r\nContent-Length: 100\r\n\r\nn=")
    await writer.drain()
    return writer


async def _wrote(register: Database) -> None:
    """Many people wrote while the program was away."""
    now = datetime.now(UTC)
    rows: list[dict[str, object]] = []
    for number in range(MESSAGES):
        person = {"id": 1000 + number % CHATS, "is_bot": False, "first_name": "Kontakt"}
        message = {"message_id": number, "date": int(now.timestamp()), "chat": {**person, "type": "private"}}
        update = {"update_id": number, "message": {**message, "from": person, "text": "/start"}}
        payload = json.dumps(update).encode()
        rows.append({"source": "telegram", "external_id": str(number), "key": f"chat:{person['id']}"})
        rows[-1] |= {"payload": payload}
    async with register.write() as session:
        for start in range(0, MESSAGES, 500):
            await inbox.store(session, rows[start : start + 500], now)


async def _wait_for_a_letter(register: Database) -> None:
    """Many people are to get an announcement by mail."""
    now = datetime.now(UTC)
    async with register.write() as session:
        for number in range(READERS):
            person = await people.create(session, now, name=f"Leser {number}")
            address = await people.add_address(session, person, "mail", f"leser{number}@verein.example.org", now)
            await people.confirm(session, address, Confirmation("paper", "test"), now)
        text = await announcements.draft(
            session, None, subject="Fest", html="<p>Am 3. Juli.</p>", audience=Audience(), door="command", now=now
        )
        await dispatch.release(session, text, None, release_at=now, now=now, mail_host="kreis.example.org")


async def _states(register: Database) -> tuple[Counter[str], Counter[str]]:
    """Of what came in, and of the letters to many."""
    async with register.read() as session:
        came_in = Counter(await session.scalars(select(Arrival.state)))
        letters = Counter(await session.scalars(select(Outgoing.state).where(Outgoing.kind == "announcement")))
    return came_in, letters
