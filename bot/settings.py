"""What the operator decides: read from the environment (`NETZBOTE_…`), then from `netzbote.toml`; the environment wins.

    settings = load()                      # raises SettingsWrong, which names every wrong setting at once, in words
    Settings(data_dir=..., smtp_url=...)   # what the demo and the tests do: nothing is read from outside

The file lies in the current directory, or where NETZBOTE_CONFIG says; its keys are the names in small letters without
the prefix (`smtp_url = "smtp://…"`). Each secret may instead be the content of a file (`NETZBOTE_SMTP_PASSWORD_FILE`).
A variable set to nothing counts as not set, except the quiet hours, where nothing means none.
What each setting is and how it is written stands in locales/*/settings.ftl, one message per setting.
"""

import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import time, timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationError

from bot.account import Account, imap_account, smtp_account
from locales import LANGUAGES, Words, words
from mailing.office import Office, QuietHours

PREFIX = "NETZBOTE_"
FILE = "netzbote.toml"
SECRETS = ("telegram_token", "smtp_password", "imap_password")
DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}
NEEDED = ("list_address", "list_name", "controller", "privacy_url", "imprint_url", "contact")
HOURS = r"\s*([01]?\d|2[0-4])(?::([0-5]\d))?\s*[-–]\s*([01]?\d|2[0-4])(?::([0-5]\d))?\s*"
# Read by others: where the file is, and whether a test may skip what the machine lacks.
NOT_SETTINGS = {"NETZBOTE_CONFIG", "NETZBOTE_SYSTEM_TESTS"}


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom people turn to: "Anna Berger, 02051 123456"."""

    person: str
    phone: str

    def __str__(self) -> str:
        return f"{self.person}, {self.phone}"


@dataclass(frozen=True, slots=True)
class Listen:
    """The socket of the web endpoints."""

    host: str
    port: int


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


def _matching(pattern: str) -> AfterValidator:
    def check(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise ValueError(value)
        return value

    return AfterValidator(check)


def _mail_address(value: str) -> str:
    from email_validator import validate_email

    return validate_email(value, check_deliverability=False).normalized


def _database_url(value: str) -> str:
    scheme, _, rest = value.partition(":")
    driver = DRIVERS.get(scheme.partition("+")[0])
    if not driver:
        raise ValueError(scheme)
    return f"{driver}:{rest}"


def _token(value: SecretStr) -> SecretStr:
    if not re.fullmatch(r"\d+:[\w-]+", value.get_secret_value()):
        raise ValueError(value)
    return value


def _contact(value: Any) -> Any:
    found = isinstance(value, str) and re.fullmatch(r"\s*([^,\n]*\S)\s*,\s*(\+?[\d(][\d\s()/.-]{4,})", value)
    return Contact(found[1], found[2].strip()) if found else value


def _quiet_hours(value: Any) -> Any:
    if value == "":
        return None
    found = isinstance(value, str) and re.fullmatch(HOURS, value)
    if not found:
        return value
    start, end = (time(int(hour) % 24, int(minute or 0)) for hour, minute in (found.group(1, 2), found.group(3, 4)))
    if start == end:
        raise ValueError(value)
    return QuietHours(start, end)


def _listen(value: Any) -> Any:
    found = isinstance(value, str) and re.fullmatch(r"\[?([\w.:-]+?)\]?:(\d{1,5})", value.strip())
    return Listen(found[1], int(found[2])) if found else value


def _listed(value: Any) -> Any:
    return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value


def _seconds(value: Any) -> Any:
    return timedelta(seconds=int(value)) if str(value).isdecimal() else value


def _supported(language: str) -> str:
    if language not in LANGUAGES:
        raise ValueError(language)
    return language


Line = Annotated[str, _matching(r"[^\r\n]*\S[^\r\n]*")]
WebAddress = Annotated[str, _matching(r"https?://[^\s/]+\S*"), AfterValidator(lambda url: url.rstrip("/"))]


class Settings(BaseModel):
    """Every setting; see `settings-…` in locales/*/settings.ftl for what each means."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, str_strip_whitespace=True)

    data_dir: Annotated[Path, AfterValidator(lambda path: path.expanduser().absolute())] = Field(
        default=Path("data"), validate_default=True
    )
    database_url: Annotated[str, AfterValidator(_database_url)] | None = Field(default=None, repr=False)

    telegram_token: Annotated[SecretStr, AfterValidator(_token)] | None = None
    telegram_api: WebAddress = "https://api.telegram.org"
    channel: Annotated[str, BeforeValidator(str), _matching(r"@[A-Za-z]\w{3,31}|-\d+")] | None = None

    smtp_url: Annotated[Account, BeforeValidator(smtp_account)] | None = None
    smtp_password: SecretStr | None = None
    imap_url: Annotated[Account, BeforeValidator(imap_account)] | None = None
    imap_password: SecretStr | None = None
    authserv_id: Annotated[str, _matching(r"\S+")] | None = None
    plus_addresses: bool = True
    mails_per_hour: Annotated[int, Field(ge=1)] | None = None

    list_address: Annotated[str, AfterValidator(_mail_address)] | None = None
    list_name: Line | None = None
    controller: Line | None = None
    privacy_url: WebAddress | None = None
    imprint_url: WebAddress | None = None
    contact: Annotated[Contact, BeforeValidator(_contact)] | None = None

    public_url: WebAddress | None = None
    listen: Annotated[Listen, BeforeValidator(_listen)] | None = None

    timezone: ZoneInfo = ZoneInfo("Europe/Berlin")
    language: Annotated[str, AfterValidator(_supported)] = "de"
    quiet_hours: Annotated[QuietHours | None, BeforeValidator(_quiet_hours)] = QuietHours(time(20), time(8))
    release_delay: Annotated[timedelta, BeforeValidator(_seconds)] = timedelta(seconds=120)
    approve_associations: bool = True
    topics: Annotated[tuple[Line, ...], BeforeValidator(_listed)] = ()

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
    """A setting as it was written, and where: `NETZBOTE_SMTP_URL`, or `smtp_url (netzbote.toml)`."""

    value: Any
    place: str


def load(environ: Mapping[str, str] = os.environ, folder: Path | None = None) -> Settings:
    """The settings from outside. Raises SettingsWrong with everything that is wrong."""
    faults: list[Fault] = []
    given = {**_from_file(environ, folder or Path.cwd(), faults), **_from_environment(environ)}
    faults += _unknown(given)
    _read_secrets(given, faults)
    faults += _at_odds(given)
    try:
        settings = Settings(**{name: item.value for name, item in given.items() if name in Settings.model_fields})
    except ValidationError as error:
        faults += [_fault(str(wrong["loc"][0]), wrong["type"], given) for wrong in error.errors()]
        raise SettingsWrong(faults) from None
    if faults:
        raise SettingsWrong(faults)
    return settings


def _from_environment(environ: Mapping[str, str]) -> dict[str, _Given]:
    return {
        name.removeprefix(PREFIX).lower(): _Given(value, name)
        for name, value in environ.items()
        if name.startswith(PREFIX) and name not in NOT_SETTINGS and (value.strip() or name == "NETZBOTE_QUIET_HOURS")
    }


def _from_file(environ: Mapping[str, str], folder: Path, faults: list[Fault]) -> dict[str, _Given]:
    named = environ.get("NETZBOTE_CONFIG")
    path = folder / (named or FILE)
    if not named and not path.exists():
        return {}
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError:
        faults.append(Fault("NETZBOTE_CONFIG", "settings-fault-unreadable", {"path": str(path)}))
    except ValueError as error:
        faults.append(Fault(path.name, "settings-fault-toml", {"reason": str(error)}))
    else:
        return {name: _Given(value, f"{name} ({path.name})") for name, value in values.items()}
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


def _read_secrets(given: dict[str, _Given], faults: list[Fault]) -> None:
    """Replace each `…_file` by the secret in it."""
    for name in SECRETS:
        item = given.pop(f"{name}_file", None)
        if item is None:
            continue
        if name in given:
            faults.append(Fault(item.place, "settings-fault-twice", {"other": given[name].place}))
            continue
        try:
            given[name] = _Given(Path(item.value).read_text(encoding="utf-8").strip(), item.place)
        except (OSError, TypeError, ValueError):
            faults.append(Fault(item.place, "settings-fault-unreadable", {"path": str(item.value)}))


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
