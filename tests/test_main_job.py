"""The main job, whole, on the real lists: one program between a real messenger and a real mail server.

Gülsen is an editor with a mail program and a phone. Kontakt (Vietnamesischer Elternverein, sport and religion) confirms
by link, Goran (Ghanaische Begegnungsstätte, sport) by reply, Giulia (Syrischer Freundschaftsverein, religion) by chat;
all three are in Hilden. The Serbian meeting place is in Hilden with other topics, the Greek club in another town.
"""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from bot.importing import read_import
from bot.running import Running
from bot.settings import Settings
from handlers.invite import release_invitations
from simulator.letter import Letter
from simulator.person import Person as Correspondent
from simulator.telegram import TelegramSimulator
from storage import announcements, dispatch, invitations, people
from storage.audiences import Audience
from storage.people import Confirmation
from tests.daemon import free_port
from tests.house import Guest, HastyClock
from tests.mail_server import DOMAIN, MailServer

LISTS = Path(__file__).parents[2] / "shared" / "data"
NETZ = f"netz@{DOMAIN}"

KONTAKT = "kontakt@vietnamesischer-elternverein-hilden.example.org"
GORAN = "goran@ghanaische-begegnungsstaette-hilden.example.org"
GIULIA = "giulia@syrischer-freundschaftsverein-hilden.example.org"
SERBIAN = "vorstand@serbische-begegnungsstaette-hilden.example.org"
GREEK = "vorstand@griechischer-kulturverein-erkrath.example.org"
GUELSEN = "guelsen@kreishaus.example.org"

pytestmark = pytest.mark.skipif(not LISTS.is_dir(), reason="the offices' lists are not here (../shared/data)")


class Network:
    """The running program and the people around it."""

    def __init__(self, running: Running, messenger: TelegramSimulator, server: MailServer) -> None:
        self.running, self.messenger, self.server = running, messenger, server

    @property
    def clock(self) -> HastyClock:
        assert isinstance(self.running.clock, HastyClock)
        return self.running.clock

    def writer(self, address: str, name: str = "") -> Correspondent:
        return self.server.post.person(address, name=name)

    def guest(self, name: str) -> Guest:
        return Guest(self.messenger.person(name, language="de"))

    async def imports(self, name: str) -> tuple[int, int]:
        """Import one of the lists; (created, merged) associations."""
        report, _ = await read_import(LISTS / name, "", [], []).carry_out(self.running.database, self.clock.now())
        return report.associations.created, report.associations.merged

    async def beat(self) -> None:
        await self.running.doors.pulse.beat()

    async def later(self, by: timedelta) -> None:
        self.clock.advance(by)
        await self.beat()

    def announced(self, subject: str) -> set[str]:
        """Whom a letter with that subject reached, and how often."""
        everybody = [box for box in self.server.post.mailboxes.values() if box.address != NETZ]
        boxes = {box.address: [m for m in box.letters if m.subject == subject] for box in everybody}
        assert all(len(found) <= 1 for found in boxes.values()), "somebody got it twice"
        return {address for address, found in boxes.items() if found}


@pytest.fixture
async def network(
    database_url: str, messenger: TelegramSimulator, mail_server: MailServer, tmp_path: Path
) -> AsyncIterator[Network]:
    mail_server.mailbox(NETZ, "geheim")
    port = free_port()
    settings = Settings.model_validate(
        {
            "data_dir": tmp_path,
            "database_url": database_url,
            "telegram_token": messenger.token,
            "telegram_api": messenger.url,
            "smtp_url": f"smtp://127.0.0.1:{mail_server.smtp_port}?tls=none",
            "imap_url": f"imap://{NETZ}@127.0.0.1:{mail_server.imap_port}/INBOX?tls=none",
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
    running = Running(settings, clock=HastyClock())
    await running.start()
    net = Network(running, messenger, mail_server)
    await _employ(net)
    yield net
    await running.stop()


async def _employ(net: Network) -> None:
    """Gülsen works at the office: an editor, by mail."""
    async with net.running.database.write() as session:
        person = await people.create(session, net.clock.now(), name="Gülsen")
        address = await people.add_address(session, person, "mail", GUELSEN, net.clock.now())
        await people.confirm(session, address, Confirmation("paper", "test"), net.clock.now())
        person.role = "editor"


async def test_the_main_job_from_two_lists_to_a_report_that_adds_up(network: Network) -> None:
    guelsen = network.writer(GUELSEN, "Gülsen")
    await _import_both_lists(network)
    await _invite(network, guelsen)
    giulia = await _confirm_by_link_by_reply_and_by_chat(network)

    await guelsen.writes(
        f"netz+post@{DOMAIN}", "Hilden: Sporthalle", "An: Hilden, Sport, Religion\n\nDie Halle ist frei."
    )
    preview = await guelsen.receives(matching="Sporthalle")
    assert "3 Vereine, 3 Personen" in preview.text
    await guelsen.replies(preview, "senden")
    await guelsen.receives(matching="geht hinaus")
    await network.later(timedelta(minutes=2))

    for address in (KONTAKT, GORAN):
        letter = await network.writer(address).receives(matching="Sporthalle")
        assert "Die Halle ist frei." in letter.text
    await giulia.reads("Die Halle ist frei.")
    await network.beat()
    report = await guelsen.receives(matching="Bericht: Hilden")
    assert network.announced("Hilden: Sporthalle") == {KONTAKT, GORAN}
    assert "3 von 3 Vereinen haben es bekommen" in report.text
    assert "Chat: 1. E-Mail: 2. Wartet noch: 0." in report.text

    await _announces_by_chat_while_somebody_leaves(network, giulia)


async def _announces_by_chat_while_somebody_leaves(network: Network, giulia: Guest) -> None:
    """A member of staff with a phone writes to all of Hilden; Goran leaves before his letter does."""
    doro = network.guest("Doro Weber")
    await _works_by_chat(network, doro)
    await doro.says("/announce")
    await doro.answers("Wie heißt der Betreff?", "Hilden: Sommerfest")
    await doro.answers("Schreiben Sie hier den Text", "Am Samstag feiern wir.")
    await doro.chooses("Noch etwas?", "Weiter")
    await doro.chooses("Bekommen soll es", "Orte wählen")
    await doro.chooses("Welche Orte?", "Hilden")
    await doro.chooses("Welche Orte?", "Fertig")
    ready = await doro.reads("4 Vereine, 4 Personen: 1 Chat, 3 Mail")
    assert "Hilden" in ready.text
    await doro.presses("Weiter zur Vorschau")
    await doro.reads("Am Samstag feiern wir.")
    await doro.chooses("Soll es so hinaus?", "Senden")
    await doro.reads("geht hinaus")

    goran = network.writer(GORAN)
    earlier = next(letter for letter in goran.mails if letter.subject == "Hilden: Sporthalle")
    await goran.replies(earlier, "unsubscribe")
    await goran.receives(matching="You have left")
    await network.later(timedelta(minutes=2))

    await giulia.reads("Am Samstag feiern wir.")
    for address in (KONTAKT, SERBIAN):
        await network.writer(address).receives(matching="Sommerfest")
    await network.beat()
    report = await doro.reads("Bericht: Hilden: Sommerfest")
    assert network.announced("Hilden: Sommerfest") == {KONTAKT, SERBIAN}
    assert "3 von 6 Vereinen haben es bekommen" in report.text
    async with network.running.database.read() as session:
        [sommerfest, *_] = await announcements.latest(session)
        outcomes = (await dispatch.progress(session, sommerfest)).by_channel
    assert outcomes == {("telegram", "sent"): 1, ("mail", "sent"): 2, ("mail", "skipped"): 1}


async def _works_by_chat(network: Network, doro: Guest) -> None:
    await doro.agrees()
    async with network.running.database.write() as session:
        person = await people.by_address(session, "telegram", doro.chat)
        assert person
        person.role, person.staff_door = "editor", "telegram"


async def _import_both_lists(network: Network) -> None:
    created, _ = await network.imports("kreis-liste.csv")
    more, merged = await network.imports("verbaende-liste.xlsx")
    assert (created, more, merged) == (56, 10, 17)


async def _invite(network: Network, guelsen: Correspondent) -> None:
    async with network.running.database.write() as session:
        number = await release_invitations(session, network.clock.now(), network.running.office, Audience(), None)
    assert number > 40
    network.running.wake()
    await guelsen.writes(NETZ, "Überblick")
    overview = await guelsen.receives(matching="eingeladen")
    assert f"{number} eingeladen, 0 bestätigt" in overview.text


async def _confirm_by_link_by_reply_and_by_chat(network: Network) -> Guest:
    kontakt, goran, giulia = (network.writer(address) for address in (KONTAKT, GORAN, GIULIA))
    await _confirms_by_link(await kontakt.receives(matching="Nachrichten für"))
    await kontakt.receives(matching="dabei")
    for address in (SERBIAN, GREEK):
        replier = network.writer(address)
        await replier.replies(await replier.receives(matching="Nachrichten für"), "Ja, gerne!")
        await replier.receives(matching="dabei")
    await goran.replies(await goran.receives(matching="messages for"), "Yes, please!")
    await goran.receives(matching="Thank you")
    invitation = await giulia.receives(matching="Nachrichten für")
    start = re.search(r"https://t\.me/\w+\?start=(\w+)", invitation.text)
    assert start
    phone = network.guest("Giulia Schewtschenko")
    await phone.says(f"/start {start[1]}")
    await phone.chooses("Sind Sie das?", "Ja")
    await phone.chooses("Ist das für Sie in Ordnung?", "Ja, gerne")
    await phone.reads("Willkommen")
    async with network.running.database.read() as session:
        standing = await invitations.standing(session)
        joined = await people.by_address(session, "mail", GIULIA)
        assert joined
        assert {(a.channel, a.is_open) for a in joined.addresses} == {("mail", False), ("telegram", True)}
    assert standing.confirmed == 5
    return phone


async def _confirms_by_link(invitation: Letter) -> None:
    link = re.search(r"http://127\.0\.0\.1:\d+/a/[0-9a-f]+", invitation.text)
    assert link
    async with httpx.AsyncClient() as browser:
        page = await browser.get(link[0])
        assert "Ja" in page.text
        done = await browser.post(link[0], data={"n": "1"})
    assert done.status_code == 200
