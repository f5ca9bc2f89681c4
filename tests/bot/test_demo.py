"""The demonstration as a visitor sees it: started from the command line, played in a real browser.

Anna is new, and has a phone and a mailbox. Jonas staffs the office with a phone, Petra with a mailbox. Mehret is in the
register and has only mail; Inês and Shirin have only a chat, and Shirin reads English. The tests share one
demonstration, and none needs what another did.
"""

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from tests.daemon import end_with_parent
from tests.keeper import Keepers
from tests.needs import program
from tests.pictures import picture

ROOT = Path(__file__).parents[2]
READY = re.compile(r"^ready (http://127\.0\.0\.1:\d+/)$")
COMMAND = [sys.executable, "-m", "bot", "demo", "--no-open"]
PATIENCE = 60_000  # milliseconds: the release delay of the demonstration is 15 s, and machines of tests are slow
ANNAS_MAIL = "anna.kaya@verein.example.org"


class Demo:
    """`netzbote demo --no-open`, up to the line that says that the page is there."""

    def __init__(self, *options: str) -> None:
        here = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
        # As a script that puts it in the background would: with SIGINT ignored.
        command = ["sh", "-c", 'trap "" INT; exec "$@"', "sh", *COMMAND, *options]
        self._complaints = tempfile.TemporaryFile("w+")  # noqa: SIM115 - closed by `stop`
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=here, text=True, stdout=subprocess.PIPE, stderr=self._complaints,
            preexec_fn=end_with_parent,  # noqa: PLW1509 - no thread of ours holds a lock
        )  # fmt: skip
        self.told: list[str] = []
        assert self.process.stdout
        for line in self.process.stdout:
            self.told.append(line.rstrip("\n"))
            if found := READY.match(self.told[-1]):
                self.url = found[1]
                return
        self.stop()
        raise AssertionError(f"no page: {self.told}\n{self.complained}")

    def stop(self, by: signal.Signals = signal.SIGINT) -> int:
        """End it; the exit code. What it said until then is in `told`, its complaints in `complained`."""
        assert self.process.stdout
        self.process.send_signal(by)
        self.told += self.process.stdout.read().splitlines()
        self.process.stdout.close()
        with self._complaints as complaints:
            complaints.seek(0)
            self.complained = complaints.read()
        return self.process.wait(timeout=30)


class Phone:
    """A place on the page with somebody's phone."""

    def __init__(self, place: Locator) -> None:
        self.place = place

    def turns_to(self, name: str) -> None:
        label = self.place.get_by_label("Wessen Telefon?")
        expect(label.locator("option", has_text=name)).to_have_count(1, timeout=PATIENCE)
        label.select_option(label=label.locator("option", has_text=name).inner_text())
        expect(self.place.locator(".partner small")).to_contain_text(name)

    def reads(self, words: str) -> None:
        expect(self.place.locator(".bubble", has_text=words).last).to_be_visible(timeout=PATIENCE)

    def presses(self, label: str) -> None:
        named = re.compile(rf"^(\d+ )?{re.escape(label)}")
        self.place.locator(".row").get_by_role("button", name=named).last.click(timeout=PATIENCE)

    def types(self, text: str) -> None:
        self.place.get_by_label("Nachricht", exact=True).fill(text)
        self.place.get_by_role("button", name="Senden", exact=True).last.click()

    def answers(self, question: str, text: str) -> None:
        self.reads(question)
        self.types(text)

    def chooses(self, question: str, button: str) -> None:
        self.reads(question)
        self.presses(button)


class Mailbox:
    """A place on the page with somebody's mail program."""

    def __init__(self, place: Locator) -> None:
        self.place = place

    def turns_to(self, name: str) -> None:
        label = self.place.get_by_label("Wessen Postfach?")
        label.select_option(label=label.locator("option", has_text=name).inner_text())
        expect(self.place.locator(".partner strong")).to_have_text(name)

    def opens(self, subject: str) -> None:
        """The newest mail with this subject that was not opened yet."""
        self.place.locator(".letters .new button", has_text=subject).first.click(timeout=PATIENCE)
        expect(self.place.locator("h3")).to_contain_text(subject)

    def reads(self, words: str) -> None:
        expect(self.place.frame_locator("iframe").get_by_text(words).first).to_be_visible()

    def replies(self, text: str) -> None:
        self.place.get_by_role("button", name="Antworten").click()
        self.place.get_by_label("Text", exact=True).fill(text)
        self.place.get_by_role("button", name="Senden").click()

    def writes(self, subject: str, text: str) -> None:
        self.place.get_by_role("button", name="Neue Mail").click()
        self.place.get_by_label("Betreff").fill(subject)
        self.place.get_by_label("Text", exact=True).fill(text)
        self.place.get_by_role("button", name="Senden").click()

    def goes_back(self) -> None:
        self.place.get_by_role("button", name="Zurück").click()


class Desk:
    """The four places of the page."""

    def __init__(self, page: Page) -> None:
        places = [page.locator(".seat").nth(number) for number in range(4)]
        self.page = page
        self.contact, self.staff = Phone(places[0]), Phone(places[2])
        self.member, self.office = Mailbox(places[1]), Mailbox(places[3])


@pytest.fixture(scope="module")
def demo() -> Iterator[Demo]:
    running = Demo()
    yield running
    assert running.stop() == 0, running.complained


@pytest.fixture(scope="module")
def browser(keepers: Keepers) -> Iterator[Browser]:
    """The Chromium of this run."""
    facts = keepers.server("tests.chromium", program("chromium", "chromium-browser", "google-chrome"))
    with sync_playwright() as playwright:
        yield playwright.chromium.connect_over_cdp(facts["url"])


@pytest.fixture
def desk(demo: Demo, browser: Browser) -> Iterator[Desk]:
    """The page in a fresh window, which must ask nothing of other machines and report no mistake of ours."""
    page = browser.new_context(
        locale="de-DE", timezone_id="Europe/Berlin", viewport={"width": 1440, "height": 900}
    ).new_page()
    asked: list[str] = []
    mistakes: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: mistakes.append(str(error)))
    page.goto(demo.url)
    yield Desk(page)
    page.context.close()
    assert [url for url in asked if not url.startswith((demo.url, "blob:"))] == []
    assert mistakes == []


def test_somebody_new_registers_by_phone_and_proves_the_address_by_reply(desk: Desk) -> None:
    anna = desk.contact
    anna.place.get_by_role("button", name="Starten").click()
    anna.chooses("Ist das für Sie in Ordnung?", "Ja, gerne")
    anna.chooses("Gehören Sie zu einem Verein", "Verein eintragen")
    anna.answers("Wie heißt Ihr Verein?", "Nachbarschaftsgarten Lindenau")
    anna.chooses("In welcher Stadt", "Lindenau")
    anna.chooses("Was macht Ihr Verein?", "Familie")
    anna.presses("Weiter")
    anna.chooses("Wie heißen Sie?", "Anna Kaya")
    anna.chooses("Was ist Ihre Aufgabe", "Vorsitz")
    anna.answers("Wie ist Ihre E-Mail-Adresse?", ANNAS_MAIL)
    anna.chooses("Wie ist Ihre Telefonnummer?", "Überspringen")
    anna.chooses("Stimmt alles?", "Ja, abschicken")

    anna.reads("Bitte schreiben Sie den Code")
    anna.place.get_by_role("link", name=ANNAS_MAIL).last.click()
    desk.member.opens("Ist das Ihre Adresse?")
    desk.member.replies("ja")
    desk.member.opens("Re: Ist das Ihre Adresse?")
    desk.member.reads("ist bestätigt")

    desk.staff.reads("Aufgabe im Verein: Vorsitz")
    desk.staff.chooses("Nachbarschaftsgarten Lindenau", "Ja")
    anna.reads("Nachbarschaftsgarten Lindenau gehört jetzt zum Netzwerk")
    desk.office.opens("Neuer Verein")


def test_staff_announce_from_either_door_and_it_arrives_in_chats_and_mailboxes(desk: Desk) -> None:
    desk.staff.types("/announce")
    desk.staff.answers("Wie heißt der Betreff?", "Lindenau, 4. Juni: Sommerfest")
    desk.staff.answers("Schreiben Sie hier den Text", "Wir feiern **zusammen**. Kommen Sie!")
    desk.staff.chooses("Fertig?", "Weiter")
    desk.staff.chooses("Bekommen soll es", "Weiter zur Vorschau")
    desk.staff.chooses("Soll es so hinaus?", "Senden")
    desk.staff.reads("geht hinaus")

    desk.office.writes("Rundschreiben: Brückstadt, 9. Juni: Fördergeld", "An: alle\n\nEs gibt Geld für Vereine.")
    desk.office.opens("Brückstadt, 9. Juni: Fördergeld")
    desk.office.reads("Es hat noch niemand bekommen.")
    desk.office.replies("senden")
    desk.office.opens("Brückstadt, 9. Juni: Fördergeld")
    desk.office.reads("geht hinaus")

    desk.contact.turns_to("Inês Lopes")
    desk.contact.reads("Wir feiern zusammen. Kommen Sie!")
    expect(desk.contact.place.locator(".bubble b", has_text="zusammen").last).to_be_visible()
    desk.member.opens("Lindenau, 4. Juni: Sommerfest")
    desk.member.reads("Wir feiern zusammen")
    desk.staff.reads("Angekommen:")
    picture(desk.page, "demo")
    desk.contact.reads("Es gibt Geld für Vereine.")
    desk.member.goes_back()
    desk.member.opens("Brückstadt, 9. Juni: Fördergeld")
    desk.staff.reads("ist fertig")


def test_a_seat_that_is_given_back_by_mail_is_offered_to_whoever_waits(desk: Desk) -> None:
    desk.member.opens("Sie sind angemeldet: Buchführung für Vereine")
    desk.member.replies("nein")
    desk.contact.turns_to("Lan Vu")
    desk.contact.chooses("Ein Platz ist frei", "Ja, ich komme")
    desk.contact.reads("Sie sind angemeldet")


def test_people_leave_by_a_word_in_the_chat_and_by_a_reply(desk: Desk) -> None:
    desk.contact.turns_to("Shirin Horvat")
    desk.contact.types("/stop")
    desk.contact.reads("You have left.")
    desk.member.writes("abmelden", "")
    desk.member.opens("Abmelden")
    desk.member.replies("ja")
    desk.member.opens("Sie sind abgemeldet")


def test_the_page_can_be_used_in_a_narrow_window_in_the_dark_and_in_english(demo: Demo, browser: Browser) -> None:
    narrow = browser.new_context(locale="en-GB", color_scheme="dark", viewport={"width": 360, "height": 780})
    page = narrow.new_page()
    page.goto(demo.url)
    page.get_by_role("button", name="The office's phone").click()
    expect(page.locator(".bubble", has_text="Was möchten Sie tun?").first).to_be_visible()
    assert page.locator(".seat:visible").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    picture(page, "demo-schmal")
    narrow.close()


def test_everything_on_the_page_has_a_name_and_can_be_reached_by_keyboard(desk: Desk) -> None:
    desk.staff.reads("Was möchten Sie tun?")
    nameless = desk.page.evaluate(
        """[...document.querySelectorAll("button, input, select, textarea, a, iframe, [role=log]")]
        .filter((element) => element.checkVisibility() && !(element.ariaLabel || element.title || element.innerText
            || element.labels?.[0]?.innerText)).map((element) => element.outerHTML)"""
    )
    assert nameless == []
    desk.staff.place.get_by_label("Nachricht", exact=True).focus()
    desk.page.keyboard.type("/help")
    desk.page.keyboard.press("Enter")
    desk.staff.reads("So geht es")


def test_it_keeps_its_data_if_asked_says_how_to_reach_it_from_afar_and_ends_at_sigterm(tmp_path: Path) -> None:
    demo = Demo("--keep")
    assert demo.stop(signal.SIGTERM) == 0
    assert demo.complained == ""
    port = demo.url.rstrip("/").rpartition(":")[2]
    assert any(line.startswith(f"ssh -L {port}:127.0.0.1:{port} ") for line in demo.told)
    kept = re.search(r"/\S*netzbote-demo-\w+", demo.told[0])
    assert kept
    assert list(Path(kept[0]).glob("*.sqlite"))
    for path in sorted(Path(kept[0]).rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    Path(kept[0]).rmdir()


def test_a_port_that_is_taken_is_refused_in_a_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        told = subprocess.run([*COMMAND, "--port", port], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (told.returncode, told.stdout) == (1, "")
    assert port in told.stderr
    assert "Traceback" not in told.stderr
