"""`python -m simulator`: the messenger, the post and the desk, for a bot that you start yourself.

It prints what to put into the environment of the bot, and plays on until Ctrl-C or SIGTERM.
"""

import argparse
import asyncio
import json
import os
import signal
from contextlib import AsyncExitStack
from pathlib import Path
from urllib.parse import quote

from simulator.desk import PAGE, Desk, Seat
from simulator.mail import MailSimulator
from simulator.telegram import TelegramSimulator

LIST, MEMBER, STAFF = "netz@kreis.example.org", "selma@verein.example.org", "koordination@kreis.example.org"
PASSWORD = "simulator"


def main() -> None:
    asyncio.run(play(_parser().parse_args()))


async def play(asked: argparse.Namespace) -> None:
    """Run everything until somebody ends it."""
    async with AsyncExitStack() as stack:
        messenger = await stack.enter_async_context(TelegramSimulator(asked.record, asked.telegram_port))
        post = await stack.enter_async_context(
            MailSimulator(record=asked.record, smtp_port=asked.smtp_port, imap_port=asked.imap_port)
        )
        desk = Desk(messenger, post, furnish(messenger, post), title="Netz", write_to=LIST, port=asked.port)
        await stack.enter_async_context(desk)
        print(told(messenger, post, desk), flush=True)
        await interrupted()


def furnish(messenger: TelegramSimulator, post: MailSimulator) -> list[Seat]:
    """Two people with phones, two with mailboxes, and the mailbox of the bot."""
    contact, staff = messenger.person("Anna Kaya"), messenger.person("Jonas Brandt")
    post.mailbox(LIST, password=PASSWORD, name="Netz")
    post.mailbox(MEMBER, name="Selma Öztürk")
    post.mailbox(STAFF, name="Jonas Brandt")
    return [
        Seat("seat-contact-phone", "phone", str(contact.id)),
        Seat("seat-member-mailbox", "mailbox", MEMBER),
        Seat("seat-staff-phone", "phone", str(staff.id)),
        Seat("seat-staff-mailbox", "mailbox", STAFF),
    ]


def told(messenger: TelegramSimulator, post: MailSimulator, desk: Desk) -> str:
    """Where the page is, and the settings of a bot that shall play along."""
    words = json.loads((PAGE / "words" / f"{_language()}.json").read_text(encoding="utf-8"))
    settings = {
        "TELEGRAM_API": messenger.url,
        "TELEGRAM_TOKEN": messenger.token,
        "SMTP_URL": f"{post.smtp_url}?tls=none",
        "IMAP_URL": post.imap_url.replace("//", f"//{quote(LIST, safe='')}@") + "/INBOX?tls=none",
        "IMAP_PASSWORD": PASSWORD,
        "LIST_ADDRESS": LIST,
    }
    lines = [f"export NETZBOTE_{name}='{value}'" for name, value in settings.items()]
    return "\n".join([f"{words['main-desk']} {desk.url}/", "", words["main-settings"], *lines, "", words["main-end"]])


async def interrupted() -> None:
    """Return at Ctrl-C or SIGTERM, even where these were inherited as ignored."""
    loop, over = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, over.set)
    await over.wait()


def _language() -> str:
    return "de" if os.environ.get("NETZBOTE_LANGUAGE", "de") == "de" else "en"


def _parser() -> argparse.ArgumentParser:
    words = json.loads((PAGE / "words" / f"{_language()}.json").read_text(encoding="utf-8"))
    parser = argparse.ArgumentParser(prog="python -m simulator", description=words["main-what"])
    for option in ("telegram-port", "smtp-port", "imap-port", "port"):
        parser.add_argument(f"--{option}", type=int, default=0, metavar="N", help=words[f"main-{option}"])
    parser.add_argument("--record", type=Path, metavar="FILE", help=words["main-record"])
    return parser


if __name__ == "__main__":
    main()
