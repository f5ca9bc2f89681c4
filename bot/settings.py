"""What the operator decides: read from the environment (`NETZBOTE_…`), then from `netzbote.toml`; the environment wins.

    settings = load()                      # raises SettingsWrong, which names every wrong setting at once, in words
    Settings(data_dir=..., smtp_url=...)   # what the demo and the tests do: nothing is read from outside

The file lies in the current directory, or where NETZBOTE_CONFIG says; its keys are the names in small letters without
the prefix (`smtp_url = "smtp://…"`). Each secret may instead be the content of a file (`NETZBOTE_SMTP_PASSWORD_FILE`);
a relative path in `netzbote.toml` begins in its folder. A variable set to nothing counts as not set, except the quiet
hours, where nothing means none. What each setting is and how it is written stands in locales/*/settings.ftl, one
message per setting.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import time, timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from bot.account import Account
from bot.written import (
    Contact,
    DatabaseUrl,
    Folder,
    Hours,
    ImapAccount,
    Language,
    Limits,
    Line,
    Lines,
    Listen,
    MailAddress,
    Outage,
    PersonAndPhone,
    PublicChannel,
    Seconds,
    SmtpAccount,
    Socket,
    Token,
    WebAddress,
    Word,
)
from locales import LANGUAGES, Words, words
from mailing.office import Office, QuietHours

PREFIX = "NETZBOTE_"
FILE = "netzbote.toml"
SECRETS = ("telegram_token", "smtp_password", "imap_password")
NEEDED = ("list_address", "list_name", "controller", "privacy_url", "imprint_url", "contact")
# Read by others: where the file is, and whether a test may skip what the machine lacks.
NOT_SETTINGS = {"NETZBOTE_CONFIG", "NETZBOTE_SYSTEM_TESTS"}

__all__ = ["Contact", "Fault", "Listen", "Settings", "SettingsWrong", "load"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One setting that is wrong: where it stands, and the message that says what to do."""

    place: str
    key: str
    details: dict[str, str] = field(default_factory=dict)


class SettingsWrong(Exception):
    """Settings that cannot be used, all of them."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(", ".join(fault.place for fault in faults))
        self.faults = list({(fault.place, fault.key): fault for fault in faults}.values())

    def in_words(self, words: Words) -> str:
        """One line per fault."""
        lines = [f"  {fault.place}: {words.text(fault.key, **fault.details)}" for fault in self.faults]
        return "\n".join([words.text("settings-wrong", count=len(lines)), *lines])


class Settings(BaseSettings):
    """Every setting; see `settings-…` in locales/*/settings.ftl for what each means."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        enable_decoding=False,
        frozen=True,
        extra="forbid",
        hide_input_in_errors=True,
        str_strip_whitespace=True,
    )

    data_dir: Folder = Path("data")
    database_url: DatabaseUrl | None = Field(default=None, repr=False)

    telegram_token: Token | None = None
    telegram_api: WebAddress = "https://api.telegram.org"
    channel: PublicChannel | None = None

    smtp_url: SmtpAccount | None = None
    smtp_password: SecretStr | None = None
    imap_url: ImapAccount | None = None
    imap_password: SecretStr | None = None
    authserv_id: Word | None = None
    plus_addresses: bool = True
    mail_limit: Limits = ()
    mail_connections: Annotated[int, Field(ge=1, le=50)] = 4
    mails_per_connection: Annotated[int, Field(ge=1)] = 500

    list_address: MailAddress | None = None
    list_name: Line | None = None
    controller: Line | None = None
    privacy_url: WebAddress | None = None
    imprint_url: WebAddress | None = None
    contact: PersonAndPhone | None = None

    public_url: WebAddress | None = None
    listen: Socket | None = None

    timezone: ZoneInfo = ZoneInfo("Europe/Berlin")
    language: Language = "de"
    quiet_hours: Hours = QuietHours(time(20), time(8))
    release_delay: Seconds = timedelta(seconds=120)
    end_after_outage: Outage = timedelta(hours=6)
    approve_associations: bool = True
    topics: Lines = ()

    @classmethod
    def settings_customise_sources(
        cls, settings_cls: type[BaseSettings], init_settings: PydanticBaseSettingsSource, *_: Any, **__: Any
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What is handed over and nothing else; `load` asks the environment and the file."""
        return (init_settings,)

    @property
    def database(self) -> str:
        """The SQLAlchemy URL of the database: SQLite in the data directory, unless another one is set."""
        return self.database_url or f"sqlite+aiosqlite:///{self.data_dir / 'netzbote.sqlite'}"

    @property
    def smtp(self) -> Account | None:
        """The account that letters leave by, with its password."""
        return self.smtp_url and replace(self.smtp_url, password=self.smtp_password)

    @property
    def imap(self) -> Account | None:
        """The mailbox that letters come to, with its password."""
        return self.imap_url and replace(self.imap_url, password=self.imap_password)

    @property
    def office(self) -> Office:
        """Who writes, for texts and letters; what is not set is empty."""
        return Office(
            list_name=self.list_name or "",
            list_address=self.list_address or "",
            controller=self.controller or "",
            contact_person=self.contact.person if self.contact else "",
            contact_phone=self.contact.phone if self.contact else "",
            privacy_url=self.privacy_url or "",
            imprint_url=self.imprint_url or "",
            public_url=self.public_url,
            timezone=self.timezone,
            language=self.language,
            topics=_topic_keys(self.topics),
            quiet_hours=self.quiet_hours,
            release_delay=self.release_delay,
            approve_associations=self.approve_associations,
            plus_addresses=self.plus_addresses,
            channel=self.channel,
            authserv_id=self.authserv_id,
        )

    @property
    def sqlite_file(self) -> Path | None:
        """The file of the database; None when it is PostgreSQL."""
        scheme, _, path = self.database.partition(":///")
        return Path(path.partition("?")[0]) if scheme.startswith("sqlite") else None

    @property
    def backups(self) -> Path:
        """Where the program puts backups that it makes by itself."""
        return self.data_dir / "backups"

    @property
    def lock_folder(self) -> Path:
        """Where the lock of `run` lies: beside the SQLite file, else in the data directory."""
        return self.sqlite_file.parent if self.sqlite_file else self.data_dir

    def ready_for_real_use(self) -> list[str]:
        """The names of the settings without which nobody real may be written to; empty when all are there."""
        return [PREFIX + name.upper() for name in NEEDED if getattr(self, name) is None]


def _topic_keys(names: tuple[str, ...]) -> tuple[str, ...]:
    """Built-in topics by their keys, whatever language names them; own ones as they are. All built-in ones for none."""
    from storage.associations import TOPICS

    built_in = {words(tag).text(f"topic-{topic}").casefold(): topic for tag in LANGUAGES for topic in TOPICS}
    return tuple(dict.fromkeys(built_in.get(name.casefold(), name) for name in names)) or TOPICS


@dataclass(frozen=True, slots=True)
class _Given:
    """A setting as it was written, and where: `NETZBOTE_SMTP_URL`, or `smtp_url (netzbote.toml)`. Paths in it begin in
    `folder`."""

    value: Any
    place: str
    folder: Path


def load(environ: Mapping[str, str] = os.environ, folder: Path | None = None) -> Settings:
    """The settings from outside. Raises SettingsWrong with everything that is wrong."""
    faults: list[Fault] = []
    layers = [_from_file(environ, folder, faults), _from_environment(environ, folder)]
    faults += [fault for layer in layers for fault in _unknown(layer)]
    given = {name: item for layer in layers for name, item in _with_secrets(layer, faults).items()}
    faults += _at_odds(given)
    try:
        settings = Settings(**{name: item.value for name, item in given.items() if name in Settings.model_fields})
    except ValidationError as error:
        faults += [_fault(str(wrong["loc"][0]), wrong["type"], given) for wrong in error.errors()]
        raise SettingsWrong(faults) from None
    if faults:
        raise SettingsWrong(faults)
    return settings


def as_written(environ: Mapping[str, str] = os.environ, folder: Path | None = None) -> dict[str, Any]:
    """Every setting as it is written, right or wrong, with secrets read. Raises SettingsWrong for a file that cannot be
    read."""
    faults: list[Fault] = []
    layers = [_from_file(environ, folder, faults), _from_environment(environ, folder)]
    if faults and config_file(environ, folder).exists():
        raise SettingsWrong(faults)
    found = {name: item.value for layer in layers for name, item in _with_secrets(layer, []).items()}
    return {name: value for name, value in found.items() if name in Settings.model_fields}


def config_file(environ: Mapping[str, str] = os.environ, folder: Path | None = None) -> Path:
    """Where `netzbote.toml` is, or would be."""
    return (folder or Path.cwd()) / (environ.get("NETZBOTE_CONFIG") or FILE)


def secret_files(environ: Mapping[str, str] = os.environ, folder: Path | None = None) -> list[Path]:
    """The files that hold a secret: those that are named, and `netzbote.toml` if one stands in it."""
    written = _from_file(environ, folder, [])
    layers = (written, _from_environment(environ, folder))
    named = {layer[f"{name}_file"] for layer in layers for name in SECRETS if f"{name}_file" in layer}
    files = {item.folder / str(item.value) for item in named}
    return sorted(files | ({config_file(environ, folder)} if written.keys() & set(SECRETS) else set()))


def _from_environment(environ: Mapping[str, str], folder: Path | None) -> dict[str, _Given]:
    ours = {
        name.removeprefix(PREFIX).lower(): value
        for name, value in environ.items()
        if name.startswith(PREFIX) and name not in NOT_SETTINGS and (value.strip() or name == "NETZBOTE_QUIET_HOURS")
    }
    source = EnvSettingsSource(Settings)
    source.env_vars = {PREFIX.lower() + name: value for name, value in ours.items()}
    # What the source does not know: files of secrets, and names that are wrong.
    found = ours | source()
    return {name: _Given(value, PREFIX + name.upper(), folder or Path.cwd()) for name, value in found.items()}


def _from_file(environ: Mapping[str, str], folder: Path | None, faults: list[Fault]) -> dict[str, _Given]:
    path = config_file(environ, folder)
    try:
        if environ.get("NETZBOTE_CONFIG") and not path.is_file():
            raise FileNotFoundError
        values = TomlConfigSettingsSource(Settings, path).toml_data
    except OSError:
        faults.append(Fault("NETZBOTE_CONFIG", "settings-fault-unreadable", {"path": str(path)}))
    except ValueError as error:
        faults.append(Fault(path.name, "settings-fault-toml", {"reason": str(error)}))
    else:
        return {name: _Given(value, f"{name} ({path.name})", path.parent) for name, value in values.items()}
    return {}


def _unknown(given: Mapping[str, _Given]) -> Iterator[Fault]:
    known = [*Settings.model_fields, *(f"{name}_file" for name in SECRETS)]
    for name in given.keys() - set(known):
        place = given[name].place
        near = get_close_matches(name.lower(), known, 1)
        if near:
            right = PREFIX + near[0].upper() if place.startswith(PREFIX) else near[0]
            yield Fault(place, "settings-fault-unknown-near", {"right": right})
        else:
            yield Fault(place, "settings-fault-unknown")


def _with_secrets(layer: Mapping[str, _Given], faults: list[Fault]) -> dict[str, _Given]:
    """Each `…_file` replaced by the secret in it."""
    read = dict(layer)
    for name in SECRETS:
        item = read.pop(f"{name}_file", None)
        if item and name in read:
            faults.append(Fault(item.place, "settings-fault-twice", {"other": read[name].place}))
        elif item:
            try:
                read[name] = replace(item, value=(item.folder / item.value).read_text(encoding="utf-8").strip())
            except (OSError, TypeError, ValueError):
                faults.append(Fault(item.place, "settings-fault-unreadable", {"path": str(item.value)}))
    return read


def _at_odds(given: Mapping[str, _Given]) -> Iterator[Fault]:
    """What is right by itself and wrong together."""
    for one, other in (("public_url", "listen"), ("listen", "public_url")):
        if one in given and other not in given:
            yield Fault(given[one].place, "settings-fault-alone", {"other": PREFIX + other.upper()})
    for kind in ("smtp", "imap"):
        url = given.get(f"{kind}_url")
        if url and "@" in str(url.value) and f"{kind}_password" not in given:
            yield Fault(PREFIX + f"{kind}_password".upper(), "settings-fault-no-password", {"other": url.place})


def _fault(name: str, kind: str, given: Mapping[str, _Given]) -> Fault:
    if kind == "password_in_url":
        right = PREFIX + name.upper().replace("_URL", "_PASSWORD")
        return Fault(given[name].place, "settings-fault-password-in-url", {"right": right})
    return Fault(given[name].place, f"settings-{name.replace('_', '-')}")
