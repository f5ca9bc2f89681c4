"""Settings come from the environment and a file, and whatever is wrong is named at once, in words."""

from datetime import time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.account import Account
from bot.settings import Contact, Listen, Settings, SettingsWrong, load, secret_files
from locales import LANGUAGES, words
from mailing.office import QuietHours
from storage.associations import TOPICS
from storage.pace import Limit

OFFICE = {
    "NETZBOTE_LIST_ADDRESS": "netz@example.org",
    "NETZBOTE_LIST_NAME": "Netzwerk der Vereine",
    "NETZBOTE_CONTROLLER": "Kreis, Integrationsbüro, Velbert",
    "NETZBOTE_PRIVACY_URL": "https://example.org/datenschutz",
    "NETZBOTE_IMPRINT_URL": "https://example.org/impressum/",
    "NETZBOTE_CONTACT": "Anna Berger, 02051 123456",
}


def wrong(environ: dict[str, str], folder: Path) -> list[str]:
    """What the operator reads, a line per fault."""
    with pytest.raises(SettingsWrong) as caught:
        load(environ, folder)
    return caught.value.in_words(words("de")).splitlines()[1:]


def test_nothing_set_is_a_network_on_its_own_desk(tmp_path: Path) -> None:
    settings = load({}, tmp_path)
    assert settings.sqlite_file == Path.cwd() / "data" / "netzbote.sqlite"
    assert settings.database == f"sqlite+aiosqlite:///{settings.sqlite_file}"
    assert (settings.smtp, settings.imap, settings.telegram_token) == (None, None, None)
    assert settings.timezone == ZoneInfo("Europe/Berlin")
    assert settings.quiet_hours == QuietHours(time(20), time(8))
    assert settings.release_delay == timedelta(minutes=2)
    assert settings.ready_for_real_use() == list(OFFICE)


def test_an_office_that_named_itself_is_ready(tmp_path: Path) -> None:
    settings = load(OFFICE, tmp_path)
    assert settings.ready_for_real_use() == []
    assert settings.contact == Contact("Anna Berger", "02051 123456")
    assert settings.imprint_url == "https://example.org/impressum"
    assert settings.office.contact == "Anna Berger, 02051 123456"
    assert settings.office.list_address == "netz@example.org"


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    written = 'language = "de"\ntopics = ["Bildung", "Sport"]\nmail_limit = "20/min, 200/h"\n'
    (tmp_path / "netzbote.toml").write_text(written)
    settings = load({"NETZBOTE_LANGUAGE": "en"}, tmp_path)
    assert (settings.language, settings.topics, settings.mail_limit) == (
        "en", ("Bildung", "Sport"), (Limit(20, timedelta(minutes=1)), Limit(200, timedelta(hours=1))),
    )  # fmt: skip


def test_topics_are_the_built_in_ones_unless_the_office_names_its_own(tmp_path: Path) -> None:
    assert load({}, tmp_path).office.topics == TOPICS
    named = load({"NETZBOTE_TOPICS": "Bildung, Karneval, health, bildung"}, tmp_path)
    assert named.office.topics == ("education", "Karneval", "health")


def test_the_file_may_lie_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "office.toml").write_text('list_name = "Netz"')
    assert load({"NETZBOTE_CONFIG": "office.toml"}, tmp_path).list_name == "Netz"
    assert wrong({"NETZBOTE_CONFIG": "gone.toml"}, tmp_path)[0].startswith("  NETZBOTE_CONFIG: Die Datei ")


@pytest.mark.parametrize(
    ("url", "account"),
    [
        ("smtp://anna@mail.example.org", Account("mail.example.org", 587, "anna", "starttls")),
        ("smtps://mail.example.org", Account("mail.example.org", 465, None, "implicit")),
        ("smtp://localhost:2525?tls=none", Account("localhost", 2525, None, "none")),
        (
            "smtp://netz@example.org@mail.example.org:587?tls=starttls",
            Account("mail.example.org", 587, "netz@example.org", "starttls"),
        ),
        ("smtp://netz%40example.org@[::1]:25", Account("::1", 25, "netz@example.org", "starttls")),
    ],
)
def test_an_smtp_account_is_one_url(url: str, account: Account) -> None:
    assert Settings(smtp_url=url).smtp == account  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("url", "account"),
    [
        ("imaps://anna@mail.example.org/INBOX", Account("mail.example.org", 993, "anna", "implicit")),
        ("imap://anna@mail.example.org", Account("mail.example.org", 143, "anna", "starttls")),
        ("imaps://a@h:10993/INBOX/B%C3%BCro", Account("h", 10993, "a", "implicit", "INBOX/Büro")),
    ],
)
def test_a_mailbox_is_one_url(url: str, account: Account) -> None:
    assert Settings(imap_url=url).imap == account  # type: ignore[arg-type]


def test_a_password_may_contain_anything_and_is_never_shown(tmp_path: Path) -> None:
    secret = tmp_path / "password"
    secret.write_text("p#a/s?s@w:ört\n")
    settings = load(
        {"NETZBOTE_SMTP_URL": "smtp://anna@mail.example.org", "NETZBOTE_SMTP_PASSWORD_FILE": str(secret)}, tmp_path
    )
    assert settings.smtp
    assert settings.smtp.password
    assert settings.smtp.password.get_secret_value() == "p#a/s?s@w:ört"
    assert "ört" not in repr(settings) + repr(settings.smtp)


def test_a_password_in_an_address_is_refused_and_not_repeated(tmp_path: Path) -> None:
    line = wrong({"NETZBOTE_IMAP_URL": "imaps://anna:geheim@mail.example.org"}, tmp_path)[-1]
    assert "NETZBOTE_IMAP_URL: " in line
    assert "NETZBOTE_IMAP_PASSWORD" in line
    assert "geheim" not in line


def test_everything_that_is_wrong_is_named_at_once(tmp_path: Path) -> None:
    (tmp_path / "netzbote.toml").write_text("plus_addresses = 7\nsmpt_url = 'smtp://mail.example.org'\n")
    lines = wrong(
        {
            "NETZBOTE_TIMEZONE": "Europe/Velbert",
            "NETZBOTE_LIST_ADDRES": "netz@example.org",
            "NETZBOTE_IMAP_URL": "imaps://anna@mail.example.org",
            "NETZBOTE_CONTACT": "Anna Berger",
            "NETZBOTE_LISTEN": "127.0.0.1:8080",
            "NETZBOTE_TELEGRAM_TOKEN_FILE": "/nowhere/token",
        },
        tmp_path,
    )
    assert len(lines) == 8
    text = "\n".join(lines)
    assert "NETZBOTE_LIST_ADDRES: Diese Einstellung gibt es nicht. Ist NETZBOTE_LIST_ADDRESS gemeint?" in text
    assert "smpt_url (netzbote.toml): Diese Einstellung gibt es nicht. Ist smtp_url gemeint?" in text
    assert "plus_addresses (netzbote.toml): true oder false" in text
    assert "NETZBOTE_TIMEZONE: Eine Zeitzone" in text
    assert "NETZBOTE_IMAP_PASSWORD: Fehlt." in text
    assert "NETZBOTE_CONTACT: Eine Person und ihr Telefon" in text
    assert "NETZBOTE_LISTEN: Gilt nur zusammen mit NETZBOTE_PUBLIC_URL" in text
    assert "/nowhere/token" in text


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SMTP_URL", "mail.example.org"),
        ("SMTP_URL", "smtp://mail.example.org?tls=maybe"),
        ("SMTP_URL", "smtp://mail.example.org:99999"),
        ("SMTP_URL", "smtp://[::1"),
        ("IMAP_URL", "imaps://mail.example.org"),
        ("IMAP_URL", "smtp://anna@mail.example.org"),
        ("DATABASE_URL", "mysql://localhost/netzbote"),
        ("TELEGRAM_TOKEN", "geheim"),
        ("LIST_ADDRESS", "netz at example.org"),
        ("PRIVACY_URL", "example.org/datenschutz"),
        ("CHANNEL", "netzwerk"),
        ("LANGUAGE", "tlh"),
        ("QUIET_HOURS", "20-25"),
        ("QUIET_HOURS", "8-8"),
        ("RELEASE_DELAY", "bald"),
        ("MAIL_LIMIT", "viele"),
        ("LIST_NAME", "Netz\r\nBcc: alle@example.org"),
        ("APPROVE_ASSOCIATIONS", "vielleicht"),
    ],
)
def test_a_wrong_value_is_told_how_it_is_written(name: str, value: str, tmp_path: Path) -> None:
    hint = words("de").text(f"settings-{name.replace('_', '-').lower()}")
    environ = {f"NETZBOTE_{name}": value, "NETZBOTE_IMAP_PASSWORD": "x"}
    assert wrong(environ, tmp_path) == [f"  NETZBOTE_{name}: {hint}"]


def test_a_file_that_is_no_toml_says_where(tmp_path: Path) -> None:
    (tmp_path / "netzbote.toml").write_text("list_name = Netz")
    assert "line 1" in wrong({}, tmp_path)[0]


def test_a_secret_given_twice_is_asked_about(tmp_path: Path) -> None:
    line = wrong({"NETZBOTE_SMTP_PASSWORD": "a", "NETZBOTE_SMTP_PASSWORD_FILE": "/b"}, tmp_path)[0]
    assert line.startswith("  NETZBOTE_SMTP_PASSWORD_FILE: Steht auch in NETZBOTE_SMTP_PASSWORD.")


def test_empty_means_not_set_but_no_quiet_hours(tmp_path: Path) -> None:
    settings = load({"NETZBOTE_SMTP_URL": "", "NETZBOTE_QUIET_HOURS": ""}, tmp_path)
    assert settings.smtp is None
    assert settings.quiet_hours is None


def test_quiet_hours_may_have_minutes() -> None:
    assert Settings(quiet_hours="20:30 - 24").quiet_hours == QuietHours(time(20, 30), time(0))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "url", ["postgres://netz@db/netz", "postgresql://netz@db/netz", "postgresql+psycopg://netz@db/netz"]
)
def test_postgresql_is_spoken_with_psycopg(url: str) -> None:
    settings = Settings(database_url=url)
    assert (settings.database, settings.sqlite_file) == ("postgresql+psycopg://netz@db/netz", None)


def test_the_web_part_listens_where_it_is_told(tmp_path: Path) -> None:
    settings = load({"NETZBOTE_LISTEN": "[::1]:8080", "NETZBOTE_PUBLIC_URL": "https://netz.example.org/"}, tmp_path)
    assert (settings.listen, settings.public_url) == (Listen("::1", 8080), "https://netz.example.org")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_setting_is_explained(language: str) -> None:
    say = words(language)
    assert [n for n in Settings.model_fields if not say.has(f"settings-{n.replace('_', '-')}")] == []


def test_a_secret_in_the_environment_wins_over_a_file_that_the_configuration_names(tmp_path: Path) -> None:
    (tmp_path / "netzbote.toml").write_text('smtp_password_file = "secrets/smtp"\nsmtp_url = "smtp://a@example.org"')
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "smtp").write_text("alt\n")
    for environ, password in ({}, "alt"), ({"NETZBOTE_SMTP_PASSWORD": "neu"}, "neu"):
        settings = load(environ, tmp_path)
        assert settings.smtp_password
        assert settings.smtp_password.get_secret_value() == password


def test_files_that_hold_a_secret_are_known(tmp_path: Path) -> None:
    (tmp_path / "netzbote.toml").write_text('smtp_password_file = "secrets/smtp"\n')
    assert secret_files({}, tmp_path) == [tmp_path / "secrets" / "smtp"]
    (tmp_path / "netzbote.toml").write_text('telegram_token = "1:a"\n')
    environ = {"NETZBOTE_IMAP_PASSWORD_FILE": "/run/imap"}
    assert secret_files(environ, tmp_path) == [Path("/run/imap"), tmp_path / "netzbote.toml"]


def test_settings_made_by_hand_read_nothing_from_outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "netzbote.toml").write_text('list_name = "Aus der Datei"')
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NETZBOTE_CONTROLLER", "Aus der Umgebung")
    assert (Settings().list_name, Settings().controller) == (None, None)
