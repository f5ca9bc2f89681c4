"""The pictures of the handbook: `.venv/bin/python docs/bilder/make.py`, after `python3 run.py test` has filled .venv.

Starts the demo, plays staff and associations on its page in Chromium, and takes a picture wherever the handbook shows
one. A picture is one place of the page, cut to what was said last; nothing on it is drawn by hand.
"""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect, sync_playwright

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
CHROMIUM = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SECONDS = 1000
NARROW, TALL = 700, 1600
BORDER = 6
TRAINING = "Kasse im Verein"
MINUTES = 5


class Place:
    """One of the four places of the page; `shoot` takes its picture."""

    def __init__(self, page: Page, title: str) -> None:
        self.page, self.title = page, title
        self.seat = page.locator(f".seat[data-title='{title}']")
        self.device = self.seat.locator(".device")

    def show(self, width: int = NARROW) -> None:
        """The page is so narrow that it shows one place at a time."""
        self.page.set_viewport_size({"width": width, "height": TALL})
        seats = self.page.locator(".seat").evaluate_all("seats => seats.map(seat => seat.dataset.title)")
        self.page.locator("#tabs button").nth(seats.index(self.title)).click()

    def turns_to(self, name: str) -> None:
        """As soon as something came for them."""
        self.show()
        fresh = self.seat.locator(".whose option", has_text=f"● {name}")
        self.seat.locator(".whose").select_option(value=fresh.get_attribute("value"))

    def _cut(self, name: str, top: float, bottom: float) -> None:
        box = self.device.bounding_box()
        assert box
        clip = {"x": box["x"] - 1, "y": top, "width": box["width"] + 2, "height": bottom - top}
        self.page.wait_for_timeout(0.5 * SECONDS)
        self.page.screenshot(path=HERE / f"{name}.png", clip=clip)  # type: ignore[arg-type]


class Phone(Place):
    """What somebody does on a phone."""

    def says(self, text: str) -> None:
        self.show()
        self.seat.locator("textarea").fill(text)
        self.seat.locator("textarea").press("Enter")

    def presses(self, label: str, of: str = "") -> None:
        """The newest button that reads so, or begins so where `label` ends in a blank; once the newest message has
        the words `of`."""
        self.show()
        if of:
            self.reads(of)
        end = "" if label.endswith(" ") else "$"
        self.seat.locator(".row button", has_text=re.compile(rf"^(\d+ )?{re.escape(label)}{end}")).last.click()

    def reads(self, words: str) -> None:
        """Wait until the newest message has these words."""
        self.show()
        expect(self.seat.locator(".chat li").last).to_contain_text(words)

    def shoot(self, name: str, last: int = 1, until: int = 0) -> None:
        """The last messages, down to the lower edge of the phone; or only those before the message `until`."""
        self.show(420)
        messages, chat = self.seat.locator(".chat li"), self.seat.locator(".chat")
        chat.evaluate("chat => chat.scrollTop = 0")
        first = messages.nth(-last).bounding_box()
        end = messages.nth(until).bounding_box() if until else self.device.bounding_box()
        assert first
        assert end
        self._cut(name, first["y"] - BORDER, end["y"] - 1 if until else end["y"] + end["height"])


class Mailbox(Place):
    """What somebody does in a mail program."""

    def writes(self, subject: str, text: str) -> None:
        self.begins(subject, text)
        self.sends()

    def begins(self, subject: str, text: str) -> None:
        self._close()
        self.seat.locator(".write").click()
        self.seat.locator("input[name=subject]").fill(subject)
        self.seat.locator("textarea").fill(text)

    def opens(self, words: str | re.Pattern[str]) -> None:
        """The newest letter with these words in its subject or its beginning."""
        self._close()
        self.seat.locator(".letters li:not(.sent) button", has_text=words).first.click()
        expect(self.seat.locator("article")).to_be_visible()

    def _close(self) -> None:
        self.show()
        if self.seat.locator(".letter .back").is_visible():
            self.seat.locator(".letter .back").click()

    def answers(self, text: str) -> None:
        self.begins_answer(text)
        self.sends()

    def begins_answer(self, text: str) -> None:
        self.seat.locator(".letter .reply").click()
        self.seat.locator("textarea").fill(text)

    def sends(self) -> None:
        self.seat.locator(".go").click()
        expect(self.seat.locator(".sheet")).to_be_hidden()

    def shoot(self, name: str) -> None:
        """The open letter, down to the line above its small print."""
        self.show(640)
        self.page.wait_for_timeout(0.5 * SECONDS)
        top = self.device.bounding_box()
        end = self.seat.locator("iframe").content_frame.locator("hr, body").last.bounding_box()
        assert top
        assert end
        self._cut(name, top["y"] - 1, end["y"] + end["height"] + BORDER)

    def keeps_file(self, name: str) -> None:
        """The first file of the open letter, which is a picture."""
        (HERE / f"{name}.png").write_bytes(self._file())

    def shoot_paper(self, name: str, width: int, height: int) -> None:
        """The first page of the first file of the open letter, a PDF, within the window's dark edge."""
        viewer = self.page.context.browser.browser_type.launch(  # type: ignore[union-attr]
            executable_path=chromium(), args=["--headless=new", *FLAGS[1:]], headless=False
        )
        page = viewer.new_page(viewport={"width": width, "height": height}, device_scale_factor=1.5)
        with NamedTemporaryFile(suffix=".pdf") as file:
            file.write(self._file())
            file.flush()
            page.goto(f"file://{file.name}#toolbar=0&navpanes=0&view=Fit")
            page.wait_for_timeout(3 * SECONDS)
            inside = {"x": BORDER, "y": BORDER, "width": width - 2 * BORDER, "height": height - 2 * BORDER}
            page.screenshot(path=HERE / f"{name}.png", clip=inside)  # type: ignore[arg-type]
        viewer.close()

    def _file(self) -> bytes:
        link = self.seat.locator(".files a").first.get_attribute("href")
        return self.page.request.get(urljoin(self.page.url, link)).body()

    def shoot_sheet(self, name: str) -> None:
        """The mail that is being written, as far as its text."""
        self.show(640)
        self.page.set_viewport_size({"width": 640, "height": 640})
        top, end = self.device.bounding_box(), self.seat.locator("textarea").bounding_box()
        assert top
        assert end
        self._cut(name, top["y"] - 1, end["y"] + end["height"])


@contextmanager
def demo() -> Iterator[str]:
    """The address of a demo that runs meanwhile."""
    command = [sys.executable, "-m", "bot", "demo", "--no-open"]
    environment = {**os.environ, "NETZBOTE_LANGUAGE": "de"}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as running:
        try:
            assert running.stdout
            ready = next((line for line in running.stdout if line.startswith("ready ")), None)
            if ready is None:
                sys.exit("The demo did not start.")
            yield ready.split()[1]
        finally:
            running.send_signal(signal.SIGINT)


def chromium() -> str:
    return next(path for path in CHROMIUM if Path(path).exists())


def main() -> None:
    with demo() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        context = browser.new_context(locale="de-DE", timezone_id="Europe/Berlin", device_scale_factor=1.5)
        context.add_init_script("localStorage.setItem('tour', 'closed')")
        context.set_default_timeout(20 * SECONDS)
        expect.set_options(timeout=30 * SECONDS)
        page = context.new_page()
        page.goto(url)
        play(page)
        browser.close()


def play(page: Page) -> None:
    member, staff = Phone(page, "seat-contact-phone"), Phone(page, "seat-staff-phone")
    box, office = Mailbox(page, "seat-member-mailbox"), Mailbox(page, "seat-staff-mailbox")
    invite(box, staff)
    register(member, office)
    ask(member, office)
    announce_by_mail(office)
    begins = offer(member, box, office)
    announce_by_chat(staff)
    record_consent(staff)
    ring(office)
    look_around(staff, office)
    attend(box, office, begins)


def invite(box: Mailbox, staff: Phone) -> None:
    staff.presses("Büro-Menü öffnen")
    staff.presses("Vereine einladen", of="Erreichbar")
    staff.reads("Aus welchen Orten?")
    staff.presses("Weiter")
    staff.reads("Soll er hinaus?")
    staff.shoot("einladen-brief")
    staff.presses("Jetzt einladen")
    staff.reads("unterwegs")
    box.turns_to("Anna Wrona")
    box.opens("Nachrichten für")
    box.shoot("einladung")
    box.answers("ja")
    box.opens("Danke! Sie sind dabei.")


def offer(member: Phone, box: Mailbox, office: Mailbox) -> datetime:
    """A training that begins while the other pictures are taken. Returns when."""
    begins = datetime.now(ZoneInfo("Europe/Berlin")) + timedelta(minutes=MINUTES)
    office.begins(
        f"Schulung: {TRAINING}",
        f"Wann: heute {begins:%H:%M} bis {begins + timedelta(hours=2):%H:%M}\n"
        "Wo: Haus der Vereine, Hauptstraße 1, Altenfeld\nPlätze: 12\n\n"
        "Kassenbuch, Belege, Kassenprüfung: Wir üben mit echten Beispielen.",
    )
    office.shoot_sheet("schulung-mail")
    office.sends()
    office.opens(f"Schulung: {TRAINING}")
    office.answers("Ankündigen")
    office.opens(re.compile(rf"{TRAINING}\s*So bekommen"))
    office.answers("senden")
    member.reads(TRAINING)
    member.shoot("schulung-chat")
    member.presses("Ja, ich komme")
    member.reads("Sie sind angemeldet")
    box.opens(f": {TRAINING}")
    box.begins_answer("Ja, ich komme gerne mit meinem Mann. Gibt es Parkplätze?")
    box.shoot_sheet("anmelden-mail")
    box.sends()
    box.opens("Sie sind angemeldet: 2 Personen")
    office.writes("Anmeldungen", "")
    office.opens("Was kommt, und was")
    office.answers("1")
    office.opens("Vergeben: 3 von 12")
    office.shoot("anmeldungen-mail")
    office.answers("Liste drucken")
    office.opens("Liste zum Unterschreiben")
    office.shoot_paper("liste", width=840, height=594)
    return begins


def attend(box: Mailbox, office: Mailbox, begins: datetime) -> None:
    """It has begun: who came, their certificates, and the figures."""
    office.page.wait_for_timeout(max(0, (begins - datetime.now(begins.tzinfo)).total_seconds() + 2) * SECONDS)
    office.writes("wer kommt", "")
    office.opens(re.compile(r"wer kommt\s*Schulungen"))
    office.answers("1")
    office.opens(re.compile(rf"wer kommt\s*{TRAINING}"))
    office.answers("Wer war da?")
    office.opens("Schreiben Sie die Nummern")
    office.answers("1-3")
    office.opens("3 Personen waren da")
    office.answers("Bescheinigungen")
    office.opens("Wer soll sie bekommen?")
    office.answers("1")
    box.opens("Ihre Bescheinigung")
    box.shoot_paper("bescheinigung", width=500, height=707)
    office.writes("Zahlen", "")
    office.opens("Eine Schulung in einer Stadt")
    office.answers("1")
    office.opens("Das Bild zeigt die Städte")
    office.keeps_file("zahlen")


def announce_by_mail(office: Mailbox) -> None:
    office.begins(
        "Rundschreiben: Steinach, 21. April: Geld für Ihr Sommerfest",
        "An: Steinach, Bildung\n\nDie Stadt gibt bis zu 500 Euro für ein Sommerfest.\n\n"
        "Sie brauchen einen Plan auf einer Seite. Wir helfen Ihnen dabei.\n\n"
        "Bitte melden Sie sich bis Mittwoch, 21. April.",
    )
    office.shoot_sheet("rundschreiben-mail")
    office.sends()
    office.opens("So bekommen es alle")
    office.shoot("vorschau-mail")
    office.answers("senden")
    office.opens("geht hinaus")
    office.shoot("anhalten-mail")
    office.opens("Bericht: Steinach")
    office.shoot("bericht-mail")


def announce_by_chat(staff: Phone) -> None:
    staff.says("/announce")
    staff.reads("Wie heißt der Betreff?")
    staff.says("Kreis, 14. Mai: Treffen der Vereine")
    staff.reads("Schreiben Sie hier den Text")
    staff.says(
        "**Wir treffen uns am Freitag, 14. Mai, um 18 Uhr.**\n\nEs gibt Essen. Bitte sagen Sie bis 7. Mai, wer kommt."
    )
    staff.reads("Das habe ich")
    staff.presses("Weiter")
    staff.reads("Passt das so?")
    staff.shoot("wer-chat")
    staff.presses("Orte wählen")
    staff.reads("Welche Orte?")
    staff.presses("Altenfeld")
    staff.reads("Bekommen soll es: Altenfeld")
    staff.presses("Hohenwerder")
    staff.reads("Hohenwerder. ")
    staff.shoot("empfaenger-chat")
    staff.presses("Fertig")
    staff.presses("Weiter zur Vorschau", of="Passt das so?")
    staff.reads("Soll es so hinaus?")
    staff.shoot("vorschau-chat", last=2)
    staff.presses("Senden")
    staff.reads("geht hinaus")
    staff.shoot("anhalten-chat")
    staff.reads("Bericht")
    staff.shoot("unterwegs-chat", last=2, until=-1)


def register(member: Phone, office: Mailbox) -> None:
    member.show()
    member.seat.locator(".start").click()
    member.reads("Ist das für Sie in Ordnung?")
    member.shoot("willkommen-chat")
    member.presses("Ja, gerne")
    member.presses("Verein eintragen", of="Gehören Sie zu einem Verein")
    member.reads("Wie heißt Ihr Verein?")
    member.says("Arabischer Elternverein")
    member.presses("Nein, ein anderer", of="Ist Ihr Verein dabei?")
    member.presses("Altenfeld", of="In welcher Stadt")
    member.presses("Familie", of="Was macht Ihr Verein?")
    member.reads("✓ Familie")
    member.presses("Weiter")
    member.presses("Anna Kaya", of="Wie heißen Sie?")
    member.presses("Vorsitz", of="Ihre Aufgabe")
    member.reads("Wie ist Ihre E-Mail-Adresse?")
    member.says("anna.kaya@verein.example.org")
    member.reads("Telefonnummer?")
    member.says("02999 67890")
    member.reads("Stimmt alles?")
    member.presses("Ja, abschicken")
    office.opens("Neuer Verein: Arabischer Elternverein")
    office.shoot("neuer-verein-mail")
    office.answers("1")
    office.opens("Erledigt:")


def ask(member: Phone, office: Mailbox) -> None:
    """What is no command reaches the office, and the answer comes back."""
    member.reads("gehört jetzt zum Netzwerk")
    member.says("Wir suchen einen Raum für 20 Personen. Können Sie helfen?")
    member.reads("Soll ich sie")
    member.shoot("frage-chat", last=2)
    member.presses("Ja, schicken")
    office.opens("Nachricht von Anna Kaya")
    office.shoot("frage-mail")
    office.answers("Ja, gerne. Das Haus der Vereine hat einen Raum frei.")


def record_consent(staff: Phone) -> None:
    staff.says("/consent")
    staff.reads("Wer hat zugesagt?")
    staff.says("Noori")
    staff.presses("Zahra Noori, Interkulturelle Frauengruppe Steinach e.V.", of="Wen meinen Sie?")
    staff.presses("info@interkulturelle-frauengruppe-steinach.example.org", of="An welche E-Mail-Adresse")
    staff.presses("auf Papier", of="Wie hat die Person zugesagt?")
    staff.presses("Heute, ", of="Wann war das?")
    staff.presses("Unser Text, ", of="Wozu genau")
    staff.reads("Stimmt das so?")
    staff.shoot("zusage-chat")
    staff.presses("Ja, eintragen")
    staff.reads("Eingetragen.")


def ring(office: Mailbox) -> None:
    office.writes("Anrufliste", "")
    office.opens("Bitte anrufen")
    office.shoot("anrufliste-mail")


def look_around(staff: Phone, office: Mailbox) -> None:
    office.writes("Überblick", "")
    office.opens("Erreichbar")
    office.shoot("ueberblick-mail")
    staff.says("/standing")
    staff.reads("Erreichbar")
    staff.shoot("ueberblick-chat")
    staff.says("/staff")
    staff.reads("Koordination")
    staff.shoot("rollen-chat")


if __name__ == "__main__":
    main()
