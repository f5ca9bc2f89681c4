"""How settings are written: what stands in a variable or a line of the file, checked and turned into what it means.

Each kind is a type for a field of bot/settings.py. A wrong value is a ValueError; its words are the setting's own
message in locales/*/settings.ftl.
"""

import re
from dataclasses import dataclass
from datetime import time, timedelta
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, SecretStr

from bot.account import Account, imap_account, smtp_account
from locales import LANGUAGES
from mailing.office import QuietHours
from storage.pace import Limit

DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}
PERIODS = {"h": timedelta(hours=1), "min": timedelta(minutes=1)}
HOURS = r"\s*([01]?\d|2[0-4])(?::([0-5]\d))?\s*[-–]\s*([01]?\d|2[0-4])(?::([0-5]\d))?\s*"


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


def _matching(pattern: str) -> AfterValidator:
    def check(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise ValueError(value)
        return value

    return AfterValidator(check)


def _mail_address(value: str) -> str:
    from email_validator import validate_email

    return validate_email(value, check_deliverability=False).normalized


def database_url(value: str) -> str:
    """With the driver that we use. Raises ValueError."""
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


def _hours(value: Any) -> Any:
    if str(value) == "0":
        return None
    return timedelta(hours=int(value)) if str(value).isdecimal() else value


def _limits(value: Any) -> Any:
    """ "100/h, 20/min": what a provider allows."""
    if not isinstance(value, str):
        return value
    found = [re.fullmatch(r"\s*([1-9]\d*)\s*/\s*(h|min)\s*", part) for part in value.split(",")]
    return tuple(Limit(int(one[1]), PERIODS[one[2]]) if one else value for one in found)


def _supported(language: str) -> str:
    if language not in LANGUAGES:
        raise ValueError(language)
    return language


Folder = Annotated[Path, AfterValidator(lambda path: path.expanduser().absolute())]
DatabaseUrl = Annotated[str, AfterValidator(database_url)]
Token = Annotated[SecretStr, AfterValidator(_token)]
PublicChannel = Annotated[str, BeforeValidator(str), _matching(r"@[A-Za-z]\w{3,31}|-\d+")]
SmtpAccount = Annotated[Account, BeforeValidator(smtp_account)]
ImapAccount = Annotated[Account, BeforeValidator(imap_account)]
Word = Annotated[str, _matching(r"\S+")]
Line = Annotated[str, _matching(r"[^\r\n]*\S[^\r\n]*")]
Lines = Annotated[tuple[Line, ...], BeforeValidator(_listed)]
MailAddress = Annotated[str, AfterValidator(_mail_address)]
WebAddress = Annotated[str, _matching(r"https?://[^\s/]+\S*"), AfterValidator(lambda url: url.rstrip("/"))]
PersonAndPhone = Annotated[Contact, BeforeValidator(_contact)]
Socket = Annotated[Listen, BeforeValidator(_listen)]
Language = Annotated[str, AfterValidator(_supported)]
Hours = Annotated[QuietHours | None, BeforeValidator(_quiet_hours)]
Seconds = Annotated[timedelta, BeforeValidator(_seconds)]
Outage = Annotated[timedelta | None, BeforeValidator(_hours)]
Limits = Annotated[tuple[Limit, ...], BeforeValidator(_limits)]
