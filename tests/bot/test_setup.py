"""`netzbote setup`: from an empty folder to a running office, each answer tried, nothing written before the end."""

import asyncio
import shutil
import stat
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from imapclient import IMAPClient

from bot.account import Account, smtp_account
from bot.settings import load
from mailing.imap import Access, inspect
from simulator.mail import MailSimulator
from simulator.telegram import TelegramSimulator
from storage import keys
from tests.bot.conftest import OFFICE
from tests.bot.terminal import ROOT, Terminal
from tests.bot.test_run_command import running
from tests.daemon import free_port

NETZ, PASSWORD = "netz@kreis.example.org", "p#s/w?d@ö"
ADMIN = "berger@kreis.example.org"
SECONDS = 60


class Town:
    """A post, a messenger, and an operator who has set nothing up."""

    def __init__(self, operator: Terminal, post: MailSimulator, messenger: TelegramSimulator) -> None:
        self.operator, self.post, self.messenger = operator, post, messenger
        post.mailbox(NETZ, password=PASSWORD)
        operator.settings["TELEGRAM_API"] = messenger.url

    @property
    def smtp(self) -> str:
        return f"smtp://netz%40kreis.example.org@127.0.0.1:{self.post.smtp_port}?tls=none"

    @property
    def imap(self) -> str:
        return f"imap://netz%40kreis.example.org@127.0.0.1:{self.post.imap_port}/INBOX?tls=none"

    @property
    def options(self) -> list[str]:
        """Every answer as an option."""
        words = {
            "--list-name": OFFICE["LIST_NAME"],
            "--list-address": OFFICE["LIST_ADDRESS"],
            "--controller": OFFICE["CONTROLLER"],
            "--contact": OFFICE["CONTACT"],
            "--privacy": OFFICE["PRIVACY_URL"],
            "--imprint": OFFICE["IMPRINT_URL"],
            "--smtp": self.smtp,
            "--imap": self.imap,
        }
        return ["setup", "--yes", *(word for pair in words.items() for word in pair)]

    @property
    def config(self) -> Path:
        return self.operator.folder / "netzbote.toml"

    def passwords(self) -> None:
        self.operator.settings |= {"SMTP_PASSWORD": PASSWORD, "TELEGRAM_TOKEN": self.messenger.token}

    @property
    def is_untouched(self) -> bool:
        return list(self.operator.folder.iterdir()) == []


@pytest.fixture
def town(operator: Terminal, post: MailSimulator, messenger: TelegramSimulator) -> Town:
    return Town(operator, post, messenger)


def typed(town: Town) -> str:
    """What an operator types who makes every mistake once."""
    return "\n".join(
        [
            *("", "Netzwerk der Vereine"),
            *("netz at kreis", NETZ),
            "Kreis, Integrationsbüro, Velbert",
            *("Anna Berger", "Anna Berger, 02051 123456"),
            *("kreis.example.org", "https://kreis.example.org/datenschutz"),
            "https://kreis.example.org/impressum",
            *("smtp://anna:geheim@mail.example.org", town.smtp, "falsch", PASSWORD),
            *(f"localhost:{free_port()}", "", "", town.imap, ""),
            *("geheim", "1:falsch", town.messenger.token),
            *("berger", ADMIN),
            "",
        ]
    )


async def test_an_office_is_set_up_by_answering_in_words(town: Town) -> None:
    await town.post.accept("anna@verein.example.org", [NETZ], b"Subject: von gestern\r\n\r\nHallo\r\n")
    said = await town.operator.types("setup", answers=typed(town))
    assert said.code == 0, said.out + said.err
    for sentence in (
        "Diese Angabe wird gebraucht.",
        "Die Mail-Adresse des Netzwerks, zum Beispiel",
        "Eine Person und ihr Telefon, zum Beispiel",
        "Das Passwort gehört nicht in die Adresse.",
        "nimmt Benutzer oder Passwort nicht an: 535",
        "antwortet nicht auf Port",
        "Das Token des Bots, wie BotFather es schreibt",
        "Telegram kennt das Token nicht.",
        "Das ist noch keine E-Mail-Adresse.",
        "Telegram kennt den Bot: @netzbote_bot",
        f"Ich habe an {ADMIN} geschrieben (alle Rechte).",
        "systemctl enable --now netzbote.service netzbote-backup.timer",
    ):
        assert sentence in said.out, sentence
    assert PASSWORD not in said.out + said.err + town.config.read_text(encoding="utf-8")
    assert town.messenger.token not in town.config.read_text(encoding="utf-8")

    settings = load({}, town.operator.folder)
    assert settings.ready_for_real_use() == []
    assert settings.smtp
    assert settings.imap
    assert settings.smtp.password == settings.imap.password
    assert settings.plus_addresses
    assert settings.data_dir == town.operator.folder / "data"
    assert [letter.subject for letter in await town.post.letters(NETZ)] == ["von gestern"]


async def test_what_was_set_up_runs_and_its_first_admin_says_yes(town: Town) -> None:
    town.passwords()
    said = await town.operator.types(*town.options, "--admin", ADMIN)
    assert said.code == 0, said.err
    town.operator.settings.clear()
    berger = town.post.person(ADMIN, name="Anna Berger")
    async with running(town.operator) as process:
        await process.says("Netzbote läuft für „Netzwerk der Vereine“.")
        offer = await berger.receives("mitarbeiten", timeout=SECONDS)
        await berger.replies(offer, "Ja")
        await berger.receives("alle Rechte", timeout=SECONDS)
        assert [m["role"] for m in (await town.operator.types("staff", "list", "--json")).json] == ["admin"]
        assert (await town.operator.types("doctor")).code == 0


async def test_secrets_lie_in_files_that_nobody_else_reads(town: Town) -> None:
    town.passwords()
    assert (await town.operator.types(*town.options)).code == 0
    secrets = town.operator.folder / "secrets"
    assert sorted(path.name for path in secrets.iterdir()) == ["imap_password", "smtp_password", "telegram_token"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in secrets.iterdir()} == {0o600}
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (secrets, town.operator.folder / "data")]
    assert modes == [0o700, 0o700]
    assert (secrets / "smtp_password").read_text(encoding="utf-8") == f"{PASSWORD}\n"


async def test_the_mailbox_is_read_from_now_on(town: Town) -> None:
    town.passwords()
    await town.post.accept("anna@verein.example.org", [NETZ], b"Subject: von gestern\r\n\r\nHallo\r\n")
    before = await inspect(Access("127.0.0.1", town.post.imap_port, NETZ, PASSWORD, "none"))
    assert (await town.operator.types(*town.options)).code == 0
    database = town.operator.database
    async with database.read() as session:
        mark = await keys.recall(session, "imap_mark")
    await database.close()
    assert mark == f"{before.mark.uidvalidity}:{before.mark.next_uid}"
    assert [letter.seen for letter in await town.post.letters(NETZ)] == [False]


async def test_a_second_set_up_offers_what_there_is(town: Town) -> None:
    town.passwords()
    assert (await town.operator.types(*town.options)).code == 0
    first = town.config.read_text(encoding="utf-8")
    town.config.write_text(f'# Von Anna, im Mai.\ntopics = ["Bildung"]\n{first}', encoding="utf-8")
    town.operator.settings = {}
    said = await town.operator.types("setup", answers="\n" * 20)
    assert said.code == 0, said.out + said.err
    assert "Wie heißt das Netzwerk? [Netzwerk der Vereine]" in said.err
    again = town.config.read_text(encoding="utf-8")
    assert again.startswith("# Von Anna, im Mai.\n")
    assert tomllib.loads(again) == {**tomllib.loads(first), "topics": ["Bildung"]}
    changed = await town.operator.types("setup", "--yes", "--list-name", "Netz")
    assert changed.code == 0
    assert load({}, town.operator.folder).list_name == "Netz"


async def test_secrets_that_the_operator_keeps_elsewhere_stay_there(town: Town) -> None:
    own = town.operator.folder / "mein-passwort"
    own.write_text(PASSWORD)
    town.config.write_text('smtp_password_file = "mein-passwort"\nimap_password = "alt"\n')
    town.operator.settings["IMAP_PASSWORD"] = PASSWORD
    assert (await town.operator.types(*town.options)).code == 0
    written = tomllib.loads(town.config.read_text(encoding="utf-8"))
    assert written["smtp_password_file"] == "mein-passwort"
    assert written["imap_password_file"] == "secrets/imap_password"
    assert "imap_password" not in written


async def test_a_mailbox_that_somebody_reads_is_refused_unless_told(town: Town) -> None:
    town.passwords()
    await town.post.accept("anna@verein.example.org", [NETZ], b"Subject: Hallo\r\n\r\nHallo\r\n")
    await asyncio.to_thread(read_all, town.post.imap_port)
    said = await town.operator.types(*town.options)
    assert (said.code, "Eine Mail im Postfach ist schon gelesen." in said.err) == (1, True)
    assert town.is_untouched
    assert (await town.operator.types(*town.options, "--use-mailbox-as-it-is")).code == 0
    assert [letter.subject for letter in await town.post.letters(NETZ)] == ["Hallo"]
    assert (await town.operator.types(*town.options)).code == 0


def read_all(port: int) -> None:
    with IMAPClient("127.0.0.1", port, ssl=False) as client:
        client.plain_login(NETZ, PASSWORD)
        client.select_folder("INBOX")
        client.fetch(client.search(), ["BODY[]"])


@pytest.mark.parametrize(
    ("settings", "words", "code", "sentence"),
    [
        ({}, ["--list-address", "netz"], 1, "--list-address: Die Mail-Adresse des Netzwerks"),
        ({}, ["--smtp", "smtp:/mail"], 1, "Der Server für ausgehende Mail, zum Beispiel"),
        ({}, ["--smtp", "localhost:1"], 1, "antwortet nicht auf Port 1."),
        ({}, ["--admin", "berger"], 1, "--admin: Das ist noch keine E-Mail-Adresse."),
        ({"SMTP_PASSWORD": "falsch"}, [], 1, "nimmt Benutzer oder Passwort nicht an"),
        ({"IMAP_PASSWORD": "falsch"}, [], 1, "Der Posteingang 127.0.0.1"),
        ({"TELEGRAM_TOKEN": "1:falsch"}, [], 1, "Telegram kennt das Token nicht."),
        ({"TELEGRAM_API": "http://127.0.0.1:1"}, [], 1, "127.0.0.1 antwortet nicht."),
        ({}, ["--list-address", "permerror@kreis.example.org"], 1, "hat die Probe nicht angenommen: 550"),
    ],
)
async def test_what_does_not_work_is_a_sentence_and_writes_nothing(
    town: Town, settings: dict[str, str], words: list[str], code: int, sentence: str
) -> None:
    town.passwords()
    town.operator.settings |= settings
    said = await town.operator.types(*town.options, *words)
    assert (said.code, sentence in said.err) == (code, True), said.err
    assert town.is_untouched


async def test_all_missing_answers_are_named_at_once(operator: Terminal) -> None:
    said = await operator.types("setup", "--yes", "--list-name", "Netz")
    assert said.code == 2
    assert "--list-address, --controller, --contact, --privacy, --imprint" in said.err
    said = await operator.types("setup", answers="Netz\n")
    assert (said.code, "Hier ist niemand, der antworten kann" in said.err) == (2, True)
    assert list(operator.folder.iterdir()) == []


async def test_nothing_to_do_is_refused(town: Town) -> None:
    words = [word for word in town.options if word not in ("--smtp", "--imap", town.smtp, town.imap)]
    said = await town.operator.types(*words)
    assert (said.code, "Weder Telegram noch E-Mail" in said.err) == (1, True)
    town.operator.settings["TELEGRAM_TOKEN"] = town.messenger.token
    assert (await town.operator.types(*words)).code == 0
    assert load({}, town.operator.folder).smtp is None


async def test_what_the_environment_overrules_is_said(town: Town) -> None:
    town.passwords()
    town.operator.settings["CONTACT"] = "Carla, 02051 999999"
    said = await town.operator.types(*town.options)
    assert (said.code, "gehen vor: NETZBOTE_CONTACT\n" in said.out) == (0, True)


async def test_the_units_start_this_program_and_back_it_up(town: Town) -> None:
    town.passwords()
    assert (await town.operator.types(*town.options)).code == 0
    units = town.operator.folder / "systemd"
    names = ["netzbote-backup.service", "netzbote-backup.timer", "netzbote.service"]
    assert sorted(path.name for path in units.iterdir()) == names
    service = (units / "netzbote.service").read_text(encoding="utf-8")
    assert f'ExecStart="{sys.executable}" "-P" "-m" "bot" run' in service
    assert f'Environment="NETZBOTE_CONFIG={town.config}"' in service
    assert "$" not in service
    await asyncio.to_thread(verify, units)
    await asyncio.to_thread(back_up_as_the_unit_does, units, town.config)
    assert [path.suffix for path in (town.operator.folder / "data" / "backups").iterdir()] == [".backup"]


def verify(units: Path) -> None:
    """What systemd says of them, where it is installed."""
    if shutil.which("systemd-analyze"):
        command = ["systemd-analyze", "verify", "--man=no", *map(str, units.iterdir())]
        checked = subprocess.run(command, capture_output=True, text=True, check=False)
        assert "netzbote" not in checked.stderr, checked.stderr


def back_up_as_the_unit_does(units: Path, config: Path) -> None:
    """What systemd makes of the line: %% is a percent sign, $$ a dollar."""
    unit = (units / "netzbote-backup.service").read_text(encoding="utf-8")
    line = next(line for line in unit.splitlines() if line.startswith("ExecStart=")).removeprefix("ExecStart=")
    command = line.replace("%%", "%").replace("$$", "$")
    environ = {"PYTHONPATH": str(ROOT), "NETZBOTE_CONFIG": str(config), "PATH": "/usr/bin:/bin"}
    subprocess.run(["/bin/sh", "-c", command], cwd=config.parent, env=environ, check=True, capture_output=True)


@pytest.mark.parametrize(
    "url",
    [
        "smtps://netz%40kreis.example.org@mail.example.org:465",
        "smtp://mail.example.org:587?tls=starttls",
        "smtp://a@[::1]:25?tls=none",
    ],
)
def test_an_account_is_written_as_it_is_read(url: str) -> None:
    account = smtp_account(url)
    assert isinstance(account, Account)
    assert account.url("smtp") == url
