"""`netzbote run` as a real process: it starts whatever is down, says so, upgrades itself, and stops when told to."""

import asyncio
import shutil
import signal
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from simulator.mail import MailSimulator
from simulator.telegram import TelegramSimulator
from storage import invitations, people, schema
from storage.audiences import Audience
from storage.database import Database
from tests.bot.terminal import ROOT, Terminal
from tests.daemon import free_port
from tests.storage import network

SECONDS = 60
NETZ = "netz@kreis.example.org"

SECOND_MIGRATION = """
from alembic import op
revision, down_revision, branch_labels, depends_on = "9000", "{newest}", None, None
def upgrade() -> None:
    op.execute("CREATE TABLE second_storey (id INTEGER)")
"""


class Process:
    """A running program and what it says."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process

    async def says(self, words: str) -> str:
        """The next line with these words."""
        assert self.process.stdout
        said = []
        async with asyncio.timeout(SECONDS):
            while line := (await self.process.stdout.readline()).decode():
                said.append(line)
                if words in line:
                    return line
            assert self.process.stderr
            raise AssertionError(f"never said {words!r}: {said}, {(await self.process.stderr.read()).decode()}")

    async def ends(self, number: signal.Signals = signal.SIGTERM) -> tuple[int, str]:
        """Its exit code and what it said last, after a signal."""
        self.process.send_signal(number)
        return await self.ended()

    async def ended(self) -> tuple[int, str]:
        async with asyncio.timeout(SECONDS):
            out, err = await self.process.communicate()
        assert self.process.returncode is not None
        return self.process.returncode, (out + err).decode()


@asynccontextmanager
async def running(office: Terminal, **rest: Any) -> AsyncIterator[Process]:
    process = Process(await office.starts("run", **rest))
    try:
        yield process
    finally:
        if process.process.returncode is None:
            process.process.kill()
            await process.process.wait()


@pytest.fixture
def served(office: Terminal, messenger: TelegramSimulator, post: MailSimulator) -> Terminal:
    """The office with both of its servers."""
    post.mailbox(NETZ, password="p#s/w?d@")
    office.settings |= {
        "TELEGRAM_TOKEN": messenger.token,
        "TELEGRAM_API": messenger.url,
        "SMTP_URL": f"{post.smtp_url}?tls=none",
        "IMAP_URL": f"imap://netz%40kreis.example.org@127.0.0.1:{post.imap_port}/INBOX?tls=none",
        "IMAP_PASSWORD": "p#s/w?d@",
    }
    return office


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_a_signal_ends_it_cleanly_even_if_inherited_as_ignored(served: Terminal, number: signal.Signals) -> None:
    served.settings |= {"LISTEN": f"127.0.0.1:{free_port()}", "PUBLIC_URL": "https://netz.example.org"}
    async with running(served, ignoring=(signal.SIGINT, signal.SIGTERM)) as process:
        await process.says("Netzbote läuft für „Netzwerk der Vereine“.")
        code, said = await process.ends(number)
    assert (code, "Netzbote ist beendet." in said, "Traceback" in said) == (0, True, False), said


async def test_a_second_one_refuses_and_the_first_goes_on(served: Terminal, messenger: TelegramSimulator) -> None:
    async with running(served) as process:
        await process.says("Netzbote läuft")
        said = await served.types("run")
        assert (said.code, said.err.splitlines()[0]) == (1, f"Netzbote läuft schon (Prozess {process.process.pid}).")
        for words in (["db", "upgrade"], ["db", "restore", "x"]):
            assert (await served.types(*words)).err.startswith("Netzbote läuft schon")
        dita = messenger.person("Dita Hoxha", language="de")
        await dita.says("/start")
        await dita.reads("Ist das für Sie in Ordnung?", timeout=SECONDS)


async def test_it_upgrades_the_database_itself_after_a_backup(
    served: Terminal, register: Database, tmp_path: Path
) -> None:
    async with register.write() as session:
        await network.anna(session)
    served.newer = tmp_path / "newer"
    shutil.copytree(ROOT / "storage", served.newer / "storage", ignore=shutil.ignore_patterns("__pycache__"))
    (served.newer / "storage" / "migrations" / "versions" / "9000_second.py").write_text(
        SECOND_MIGRATION.format(newest=schema.newest())
    )
    async with running(served) as process:
        backup = Path((await process.says("Gesichert: ")).split(": ")[1].strip())
        await process.says("Netzbote läuft")
        await process.ends()
    assert await register.revision() == "9000"
    with sqlite3.connect(backup) as saved:
        assert saved.execute("SELECT version_num FROM alembic_version").fetchall() == [(schema.newest(),)]
        assert saved.execute("SELECT name FROM people").fetchall() == [("Anna",)]
    saved.close()
    served.newer = None
    async with running(served) as process:
        code, said = await process.ended()
    assert (code, "neueren Version" in said) == (1, True), said


async def test_mail_works_while_telegram_is_down(
    served: Terminal, messenger: TelegramSimulator, post: MailSimulator
) -> None:
    await messenger.stop()
    async with running(served) as process:
        await process.says("Netzbote läuft")
        await until(served, lambda told: told["wrong"] == ["telegram"] and told["doors"]["imap"]["last_good"])
        anna = post.person("anna@verein.example.org")
        await anna.writes(NETZ, "Hilfe")
        await anna.receives(timeout=SECONDS)
        said = await served.types("status")
        assert "Telegram: nicht erreichbar." in said.out
        await messenger.start()
        dita = messenger.person("Dita Hoxha", language="de")
        await dita.says("/start")
        await dita.reads("Ist das für Sie in Ordnung?", timeout=SECONDS)
        await until(served, lambda told: told["wrong"] == [])


async def test_the_chat_works_while_mail_is_down(
    served: Terminal, messenger: TelegramSimulator, post: MailSimulator, register: Database
) -> None:
    await post.down()
    async with running(served) as process:
        await process.says("Netzbote läuft")
        dita = messenger.person("Dita Hoxha", language="de")
        await dita.says("/start")
        await dita.reads("Ist das für Sie in Ordnung?", timeout=SECONDS)
        assert (await served.types("staff", "add", "neu@rathaus.example.org", "--role", "admin")).code == 0
        await until(served, lambda told: told["wrong"] == ["imap", "smtp"])
        said = await served.types("status")
        assert "Posteingang: nicht erreichbar." in said.out
        assert "Postausgang: nicht erreichbar." in said.out
    async with register.read() as session:
        assert await people.count(session) == 2


async def test_commands_beside_it_are_carried_out_by_it(
    served: Terminal, register: Database, post: MailSimulator
) -> None:
    async with register.write() as session:
        await network.anna(session)
        await network.emin(session)
    (served.folder / "fest.txt").write_text("Am 3. Juli feiern wir.")
    served.settings["RELEASE_DELAY"] = "0"
    async with running(served) as process:
        await process.says("Netzbote läuft")
        assert (await served.types("announce", "--subject", "Sommerfest", "--text", "fest.txt", "--yes")).code == 0
        assert (await served.types("invite")).code == 0
        await post.person("anna@elternverein.example.org").receives("Sommerfest", timeout=SECONDS)
        await post.person("emin@kulturverein.example.org").receives(timeout=SECONDS)
        await until(served, lambda told: told["wrong"] == [])
        assert (await served.types("db", "backup", "sicherung.sqlite")).code == 0
    async with register.read() as session:
        assert await invitations.candidates(session, Audience()) == []


async def test_a_refused_password_is_named_and_the_rest_runs(served: Terminal, messenger: TelegramSimulator) -> None:
    served.settings["IMAP_PASSWORD"] = "falsch"
    async with running(served) as process:
        await process.says("Netzbote läuft")
        await until(served, lambda told: told["wrong"] == ["imap"])
        assert "Posteingang: Benutzer oder Passwort stimmen nicht." in (await served.types("status")).out


async def test_a_token_that_telegram_does_not_know_ends_it_with_a_sentence(served: Terminal) -> None:
    served.settings["TELEGRAM_TOKEN"] = "1:falsch"
    async with running(served) as process:
        code, said = await process.ended()
    assert (code, "Telegram kennt das Token nicht." in said, "Traceback" in said) == (1, True, False), said


async def test_a_port_that_is_taken_ends_it_with_a_sentence(served: Terminal, post: MailSimulator) -> None:
    place = f"127.0.0.1:{post.smtp_port}"
    served.settings |= {"LISTEN": place, "PUBLIC_URL": "https://netz.example.org"}
    async with running(served) as process:
        code, said = await process.ended()
    assert (code, f"Unter {place} kann Netzbote nicht antworten" in said, "Traceback" in said) == (1, True, False), said


async def test_nothing_to_do_and_nobody_to_name_are_refused(office: Terminal) -> None:
    assert "Weder Telegram noch E-Mail" in (await office.types("run")).err
    office.settings["SMTP_URL"] = "smtp://mail.example.org"
    del office.settings["CONTACT"]
    said = await office.types("run")
    assert (said.code, "NETZBOTE_CONTACT" in said.err) == (1, True)


async def until(office: Terminal, holds: Callable[[dict[str, Any]], Any]) -> None:
    """Ask for the status until that holds."""
    async with asyncio.timeout(SECONDS):
        while not holds((await office.types("status", "--json")).json):
            pass


async def test_doctor_elsewhere_sees_it_and_does_not_end_it(
    served: Terminal, messenger: TelegramSimulator, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere").mkdir()
    elsewhere = Terminal(tmp_path / "elsewhere", dict(served.settings))
    async with running(served) as process:
        await process.says("Netzbote läuft")
        await messenger.asked("getUpdates", timeout=SECONDS)
        said = await elsewhere.types("doctor")
        assert "Ein anderes Programm liest die Nachrichten dieses Bots." in said.out
        dita = messenger.person("Dita Hoxha", language="de")
        await dita.says("/start")
        await dita.reads("Ist das für Sie in Ordnung?", timeout=SECONDS)


async def test_of_two_on_different_machines_one_ends_with_a_sentence(
    served: Terminal, messenger: TelegramSimulator, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere").mkdir()
    elsewhere = Terminal(tmp_path / "elsewhere", dict(served.settings))
    async with running(served) as one, running(elsewhere) as other:
        await one.says("Netzbote läuft")
        await other.says("Netzbote läuft")
        ends = [asyncio.ensure_future(process.ended()) for process in (one, other)]
        done, _ = await asyncio.wait(ends, timeout=SECONDS, return_when=asyncio.FIRST_COMPLETED)
        for end in ends:
            end.cancel()
    code, said = next(iter(done)).result()
    assert (code, "Ein anderer Prozess liest schon die Nachrichten dieses Bots." in said) == (1, True), said
