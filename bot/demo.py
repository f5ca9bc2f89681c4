"""Netzbote on a desk of its own: messenger, post and bot in one process, on a fresh database, with a page to play on.

Nothing leaves this machine. The register is the sample that ships with Netzbote; who is who:

- a newcomer with a phone and a mailbox, whom nobody knows yet;
- contacts of the register, two of three with a consent "on paper", the others to be invited; a few of them have chats;
- two admins: one with a mailbox, one with a phone.

A training of four seats is full, and somebody waits: whoever cancels by mail makes the list move.
"""

import asyncio
import os
import socket
import sys
import webbrowser
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from getpass import getuser
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, select_autoescape
from sqlalchemy.ext.asyncio import AsyncSession

from bot.importing import read_import
from bot.running import Running
from bot.settings import Settings
from bot.stopping import until_stopped
from bot.upgrade import bring_up_to_date
from handlers import notice
from locales import Words, words
from simulator.botapi.people import Person as Phone
from simulator.desk import Desk, Seat
from simulator.mail import MailSimulator
from simulator.telegram import TelegramSimulator
from storage import associations, people, seating, trainings
from storage.database import Database
from storage.people import Confirmation, Person
from storage.trainings import Times

HERE = "127.0.0.1"
SAMPLE = Path(__file__).parent / "sample" / "register.csv"
PAGES = Environment(loader=FileSystemLoader(Path(__file__).parent / "pages"), autoescape=select_autoescape())

LIST, PASSWORD = "netz@kreis.example.org", "nur-hier"
LIST_NAME, CONTROLLER = "Vereinsnetz Kreis Beispiel", "Kreis Beispiel, Integrationsbüro"
MAIL_ADMIN, MAIL_ADMIN_ADDRESS = "Petra Sommer", "sommer@kreis.example.org"
CHAT_ADMIN = "Jonas Brandt"
NEWCOMER, NEWCOMER_ADDRESS = "Anna Kaya", "anna.kaya@verein.example.org"
CONTACT = "Frau Sommer, 02999 12345"
RELEASE_DELAY = timedelta(seconds=15)
CHATS = 4
SEATS, IN_DAYS, TOWN = 4, 14, "Brückstadt"
GREETING_SECONDS = 20


@dataclass
class Play:
    """The simulators and the desk, and the settings by which the bot finds them."""

    messenger: TelegramSimulator
    post: MailSimulator
    desk: Desk
    settings: Settings


async def play(folder: Path, port: int, say: Words, ready: Callable[[Play], None]) -> None:
    """Run until SIGINT or SIGTERM. `ready` is called once the page can be used."""
    acting = asyncio.ensure_future(_act(folder, port, say, ready))
    try:
        await until_stopped(acting)
    finally:
        await asyncio.wait({acting})


async def _act(folder: Path, port: int, say: Words, ready: Callable[[Play], None]) -> None:
    async with _stage(folder, port, say) as stage:
        await bring_up_to_date(stage.settings, _now())
        running = Running(stage.settings)
        try:
            staff = await _fill(running.database, stage)
            await running.start()
            ended = asyncio.ensure_future(running.wait())
            greeted = asyncio.ensure_future(staff.reads(timeout=GREETING_SECONDS))
            await asyncio.wait({ended, greeted}, return_when=asyncio.FIRST_COMPLETED)
            (ended if ended.done() else greeted).result()
            ready(stage)
            await ended
        finally:
            await running.stop()


@asynccontextmanager
async def _stage(folder: Path, port: int, say: Words) -> AsyncIterator[Play]:
    async with AsyncExitStack() as stack:
        messenger = await stack.enter_async_context(TelegramSimulator())
        post = await stack.enter_async_context(MailSimulator())
        pages = {name: _page(say, f"demo-{name}") for name in ("privacy", "imprint")}
        tour = {
            "newcomer": NEWCOMER,
            "training": say.text("demo-training"),
            "address": NEWCOMER_ADDRESS,
            "seconds": str(RELEASE_DELAY.seconds),
        }
        desk = Desk(messenger, post, title=LIST_NAME, write_to=LIST, port=port, pages=pages, tour=tour)
        await stack.enter_async_context(desk)
        yield Play(messenger, post, desk, _settings(folder, messenger, post, desk, say.language))


def _settings(folder: Path, messenger: TelegramSimulator, post: MailSimulator, desk: Desk, language: str) -> Settings:
    web = f"{HERE}:{_free_port()}"
    values: dict[str, Any] = {
        "data_dir": folder,
        "telegram_token": messenger.token,
        "telegram_api": messenger.url,
        "smtp_url": f"{post.smtp_url}?tls=none",
        "imap_url": f"imap://{quote(LIST, safe='')}@{HERE}:{post.imap_port}/INBOX?tls=none",
        "imap_password": PASSWORD,
        "list_address": LIST,
        "list_name": LIST_NAME,
        "controller": CONTROLLER,
        "privacy_url": f"{desk.url}/pages/privacy",
        "imprint_url": f"{desk.url}/pages/imprint",
        "contact": CONTACT,
        "public_url": f"http://{web}",
        "listen": web,
        "language": language,
        "quiet_hours": None,
        "release_delay": RELEASE_DELAY,
    }
    return Settings(**values)


async def _fill(database: Database, stage: Play) -> Phone:
    """The register, the people, and who sits where. Returns the phone of the staff, which waits for a greeting."""
    await read_import(SAMPLE, "", [], []).carry_out(database, _now())
    async with database.write() as session:
        staff = await _staff(session, stage)
        by_mail, by_chat = await _contacts(session, stage)
        await _training(session, words(stage.settings.language), [by_mail, *by_chat])
    newcomer = stage.messenger.person(NEWCOMER, language=stage.settings.language)
    stage.post.mailbox(LIST, password=PASSWORD, name=LIST_NAME)
    stage.post.mailbox(NEWCOMER_ADDRESS, name=NEWCOMER)
    stage.post.mailbox(str(by_mail.mail), name=by_mail.name)
    stage.desk.seats[:] = [
        Seat("seat-contact-phone", "phone", str(newcomer.id)),
        Seat("seat-member-mailbox", "mailbox", str(by_mail.mail)),
        Seat("seat-staff-phone", "phone", str(staff.id)),
        Seat("seat-staff-mailbox", "mailbox", MAIL_ADMIN_ADDRESS),
    ]
    return staff


async def _staff(session: AsyncSession, stage: Play) -> Phone:
    """Two admins, as if both had accepted their role."""
    now, language = _now(), stage.settings.language
    by_mail = await people.create(session, now, name=MAIL_ADMIN, language=language)
    address = await people.add_address(session, by_mail, "mail", MAIL_ADMIN_ADDRESS, now)
    await people.confirm(session, address, Confirmation("reply", notice.WORDING), now)
    stage.post.mailbox(MAIL_ADMIN_ADDRESS, name=MAIL_ADMIN)
    by_chat = await people.create(session, now, name=CHAT_ADMIN, language=language)
    phone = await _open_chat(session, stage.messenger, by_chat)
    by_chat.staff_door = "telegram"
    for person in (by_mail, by_chat):
        await people.give_role(session, person, "admin")
    return phone


async def _contacts(session: AsyncSession, stage: Play) -> tuple[Person, list[Person]]:
    """Two of three said yes on paper. Returned are one with only mail, and a few that have chats."""
    now = _now()
    how = Confirmation("paper", notice.WORDING, given_at=now - timedelta(days=30))
    known = [contact.person for association in await associations.every(session) for contact in association.contacts]
    agreed = [person for number, person in enumerate(p for p in known if p.mail) if number % 3]
    for person in agreed:
        address = person.address("mail")
        assert address
        await people.confirm(session, address, how, now)
    by_mail, *others = agreed
    by_chat = others[:: len(others) // CHATS][:CHATS]
    for person in by_chat:
        await _open_chat(session, stage.messenger, person)
    return by_mail, by_chat


async def _training(session: AsyncSession, say: Words, wish_to_come: list[Person]) -> None:
    """In two weeks, at six in the evening; one more person than there are seats wishes to come."""
    now = _now()
    evening = (now + timedelta(days=IN_DAYS)).replace(hour=18, minute=0, second=0, microsecond=0, tzinfo=None)
    [author, *_] = await people.staff(session)
    training = await trainings.create(
        session,
        author,
        kind="training",
        title=say.text("demo-training"),
        html=f"<p>{say.html('demo-training-text')}</p>",
        zone="Europe/Berlin",
        times=[Times(evening, evening + timedelta(hours=2))],
        seats=SEATS,
        town=TOWN,
        venue=say.text("demo-training-venue"),
        now=now,
    )
    await trainings.open_up(session, training, author, now)
    for person in wish_to_come:
        await seating.sign_up(session, training.id, person, by=author, door="phone", now=now)


async def _open_chat(session: AsyncSession, messenger: TelegramSimulator, person: Person) -> Phone:
    """A phone for the person, on which the chat is open, and which is the only way they want to hear."""
    phone = messenger.person(person.name, language=person.language)
    address = await people.add_address(session, person, "telegram", str(phone.id), _now())
    await people.confirm(session, address, Confirmation("chat", notice.WORDING), _now())
    await people.choose_channels(session, person, {"telegram"})
    await phone.says("/menu")
    return phone


def show(stage: Play, say: Words, open_page: bool, tell: Callable[[str], None]) -> None:
    """Say where the page is, and open it where there is a screen."""
    tell(f"ready {stage.desk.url}/")
    tell(say.text("demo-end"))
    if not _has_screen():
        ports = [stage.desk.url.rpartition(":")[2], str(stage.settings.public_url).rpartition(":")[2]]
        forwards = " ".join(f"-L {port}:{HERE}:{port}" for port in ports)
        tell(say.text("demo-far", command=f"ssh {forwards} {getuser()}@{socket.gethostname()}"))
    elif open_page:
        asyncio.get_running_loop().run_in_executor(None, webbrowser.open, f"{stage.desk.url}/")


def _has_screen() -> bool:
    return sys.platform == "darwin" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _page(say: Words, key: str) -> str:
    text = say.html(key, controller=CONTROLLER, contact=CONTACT)
    return PAGES.get_template("page.html").render(
        language=say.language, title=LIST_NAME, text=text, buttons=[], said=[], controller=CONTROLLER, links=[]
    )


def _free_port() -> int:
    with socket.socket() as found:
        found.bind((HERE, 0))
        return int(found.getsockname()[1])


def _now() -> datetime:
    return datetime.now(UTC)
