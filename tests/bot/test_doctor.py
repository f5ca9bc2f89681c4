"""`netzbote doctor` looks at everything, changes nothing, and says what to do."""

import asyncio
import os
import re
import time
from pathlib import Path

import httpx
import pytest
from imapclient import IMAPClient

from bot.lock import locked
from simulator.mail import MailSimulator
from simulator.telegram import TelegramSimulator
from storage import keys, people
from storage.database import Database
from tests.bot.terminal import Terminal
from tests.daemon import free_port
from tests.storage import network

NETZ = "netz@kreis.example.org"


@pytest.fixture
async def served(office: Terminal, register: Database, messenger: TelegramSimulator, post: MailSimulator) -> Terminal:
    """The office with both servers, an admin, and a folder of its own."""
    post.mailbox(NETZ, password="geheim")
    (office.folder / "data").chmod(0o700)
    async with register.write() as session:
        (await network.doris(session)).role = "admin"
    office.settings |= {
        "TELEGRAM_TOKEN": messenger.token,
        "TELEGRAM_API": messenger.url,
        "SMTP_URL": f"smtp://netz%40kreis.example.org@127.0.0.1:{post.smtp_port}?tls=none",
        "SMTP_PASSWORD": "geheim",
        "IMAP_URL": f"imap://netz%40kreis.example.org@127.0.0.1:{post.imap_port}/INBOX?tls=none",
        "IMAP_PASSWORD": "geheim",
    }
    return office


async def findings(office: Terminal, *words: str) -> dict[str, str]:
    """State by what was found, as "smtp works". While a program of ours runs nobody looks for another, for seconds."""
    with locked(office.folder / "data"):
        said = await office.types("doctor", "--json", *words)
    told = {f"{found['subject']} {found['finding']}": found["state"] for found in said.json}
    assert said.code == ("wrong" in told.values())
    return told


async def test_a_healthy_office_is_told_so_and_nothing_leaves(
    served: Terminal, messenger: TelegramSimulator, post: MailSimulator
) -> None:
    asked = asyncio.ensure_future(served.types("doctor"))
    await messenger.asked("getUpdates")
    messenger.updates.release()  # it would listen for six seconds, whether anybody else reads the bot's messages
    said = await asked
    assert (said.code, said.err) == (0, "")
    assert "gut     Telegram kennt den Bot: @netzbote_bot" in said.out
    assert "gut     Niemand sonst liest die Nachrichten des Bots." in said.out
    assert "gut     Die Uhr geht richtig." in said.out
    assert "gut     Die Datenbank (sqlite) ist heil" in said.out
    assert re.search(r"gut     Der Postausgang 127.0.0.1 nimmt uns an .*PIPELINING", said.out)
    assert "gut     Der Posteingang 127.0.0.1" in said.out
    assert await post.letters(NETZ) == []
    assert {call.method for call in messenger.called()} == {"getMe", "getWebhookInfo", "getUpdates"}


async def test_a_letter_to_ourselves_is_sent_only_when_asked_for(served: Terminal, post: MailSimulator) -> None:
    said = await findings(served, "--send")
    assert (said["letter came-back"], said["letter plus"]) == ("ok", "ok")
    assert await post.letters(NETZ) == []
    put_away = await post.letters(NETZ, "Netzbote/Done")
    assert [letter.subject for letter in put_away] == ["Probe: Kommt diese Mail an?"] * 2


async def test_a_letter_that_belongs_to_another_mailbox_is_missed(served: Terminal, post: MailSimulator) -> None:
    served.settings["LIST_ADDRESS"] = "permerror@kreis.example.org"
    assert (await findings(served, "--send"))["letter not-taken"] == "wrong"


async def test_what_the_operator_did_not_set_up_is_no_fault(office: Terminal, register: Database) -> None:
    office.settings["SMTP_URL"] = f"smtp://127.0.0.1:{free_port()}?tls=none"
    told = await findings(office)
    assert (told["telegram absent"], told["imap absent"]) == ("ok", "ok")
    assert told["smtp unreachable"] == "wrong"
    assert told["database no-admin"] == "warning"
    assert (await findings(office, "--send"))["letter impossible"] == "warning"


async def test_what_is_missing_for_real_people_is_named(operator: Terminal) -> None:
    said = await operator.types("doctor")
    assert (said.code, "NETZBOTE_LIST_ADDRESS" in said.out) == (1, True)
    assert "falsch  Weder Telegram noch E-Mail ist eingerichtet." in said.out
    assert "gut     Eine Datenbank gibt es noch nicht." in said.out
    assert list(operator.folder.iterdir()) == []


async def test_wrong_passwords_and_tokens_are_told_apart(served: Terminal) -> None:
    served.settings |= {"SMTP_PASSWORD": "falsch", "IMAP_PASSWORD": "falsch", "TELEGRAM_TOKEN": "1:falsch"}
    told = await findings(served)
    assert (told["smtp login"], told["imap login"], told["telegram token"]) == ("wrong", "wrong", "wrong")


async def test_servers_that_are_gone_are_told_apart(
    served: Terminal, messenger: TelegramSimulator, post: MailSimulator
) -> None:
    await messenger.stop()
    await post.down()
    told = await findings(served)
    assert (told["smtp unreachable"], told["imap unreachable"], told["telegram unreachable"]) == ("wrong",) * 3


async def test_a_sender_that_is_not_ours_is_named(served: Terminal) -> None:
    served.settings["LIST_ADDRESS"] = "netz@andere.example.org"
    assert (await findings(served))["smtp other-domain"] == "warning"


async def test_files_that_others_can_read_are_named(served: Terminal) -> None:
    secret = served.folder / "token"
    secret.write_text(served.settings.pop("TELEGRAM_TOKEN"))
    secret.chmod(0o644)
    served.settings["TELEGRAM_TOKEN_FILE"] = str(secret)
    (served.folder / "data").chmod(0o755)
    with locked(served.folder / "data"):
        said = await served.types("doctor")
        secret.chmod(0o600)
        closed = await served.types("doctor")
    assert f"Bitte: chmod 600 {secret}" in said.out
    assert f"Bitte: chmod 700 {served.folder / 'data'}" in said.out
    assert f"gut     {secret} kann niemand sonst lesen." in closed.out


async def test_a_mailbox_that_somebody_reads_is_named(
    served: Terminal, post: MailSimulator, register: Database
) -> None:
    await post.accept("anna@verein.example.org", [NETZ], b"Subject: Hallo\r\n\r\nHallo\r\n")
    assert "imap read" not in await findings(served)
    await asyncio.to_thread(read_all, post.imap_port)
    assert (await findings(served))["imap read"] == "warning"
    async with register.write() as session:
        await keys.remember(session, "imap_mark", "1:2")
    assert "imap read" not in await findings(served)


def read_all(port: int) -> None:
    with IMAPClient("127.0.0.1", port, ssl=False) as client:
        client.plain_login(NETZ, "geheim")
        client.select_folder("INBOX")
        client.fetch(client.search(), ["BODY[]"])


async def test_a_damaged_database_is_named(served: Terminal, register: Database) -> None:
    await register.close()
    file = served.folder / "data" / "netzbote.sqlite"
    content = bytearray(file.read_bytes())
    content[8192:40000] = os.urandom(40000 - 8192)
    file.write_bytes(content)
    assert (await findings(served))["database broken"] == "wrong"
    file.write_bytes(b"Verein;Ort\n" * 1000)
    assert (await findings(served))["database broken"] == "wrong"


async def test_a_clock_that_is_off_is_named(served: Terminal, record_path: Path) -> None:
    async with TelegramSimulator(record=record_path, now=lambda: time.time() - 60) as slow:
        served.settings |= {"TELEGRAM_API": slow.url, "TELEGRAM_TOKEN": slow.token}
        assert (await findings(served))["clock off"] == "warning"


async def test_another_program_that_reads_the_same_bot_shows_itself(
    served: Terminal, messenger: TelegramSimulator
) -> None:
    """It polls again whenever it is cut off, as they all do."""

    async def another() -> None:
        async with httpx.AsyncClient(timeout=60) as client:
            while True:
                await client.post(f"{messenger.url}/bot{messenger.token}/getUpdates", json={"timeout": 30})

    other = asyncio.create_task(another())
    try:
        await messenger.asked("getUpdates")
        said = await served.types("doctor")
        assert (said.code, "Ein anderes Programm liest die Nachrichten dieses Bots." in said.out) == (1, True)
    finally:
        other.cancel()


async def test_a_bot_that_reads_along_in_groups_and_a_closed_channel_are_named(
    served: Terminal, messenger: TelegramSimulator
) -> None:
    messenger.privacy = False
    served.settings["CHANNEL"] = "@netz_kreis"
    told = await findings(served)
    assert (told["telegram privacy"], told["telegram no-channel"]) == ("warning", "wrong")


async def test_our_own_running_program_is_not_disturbed(served: Terminal, messenger: TelegramSimulator) -> None:
    await findings(served)
    assert messenger.called("getUpdates") == []


async def test_the_database_is_as_it_was(served: Terminal, register: Database) -> None:
    await findings(served)
    async with register.read() as session:
        assert await people.count(session) == 1
        assert await keys.recall(session, "condition") is None
