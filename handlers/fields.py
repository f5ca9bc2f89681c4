"""What people type into a field, checked and brought into the one form in which the network keeps it.

Each check is what a dialogue's question takes: the typed text, on one line, becomes the value, or a refusal says what
to type instead.
"""

import re
from collections.abc import Sequence
from typing import Any

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from handlers.dialogue import Choice
from mailing.turn import Turn
from storage.refusals import Refusal

REGION = "DE"
"""Whose telephone numbers need no country code."""

NOTHING = "-"
"""What is typed, or chosen, to empty a field."""

WEBSITE = re.compile(r"(?:https?://)?((?:[\w-]+\.)+[a-z]{2,}(?:[/?#]\S*)?)", re.IGNORECASE)


class NotAName(Refusal):
    """A name without a letter."""


class TooLong(Refusal):
    """More than the field holds."""


class NotAMailAddress(Refusal):
    """Not written like a mail address (RFC 5321; no network is asked)."""


class NotAPhoneNumber(Refusal):
    """Too short, too long, or no digits."""


class NotAWebsite(Refusal):
    """Not written like a web address."""


def within(text: str, limit: int) -> str:
    """The text. Raises `TooLong` beyond `limit` characters."""
    if len(text) > limit:
        raise TooLong(limit=limit)
    return text


async def a_line(turn: Turn, text: str) -> str:
    return within(text, 300)


async def a_name(turn: Turn, text: str) -> str:
    """The name of a person, a town, an association. Raises `NotAName`, `TooLong`."""
    if not re.search(r"[^\W\d_]{2}|[\u3040-\u9fff]", text):
        raise NotAName
    return within(text, 120)


async def a_mail_address(turn: Turn, text: str) -> str:
    """A mail address in small letters, also out of a sentence around it. Raises `NotAMailAddress`."""
    typed = next((word.strip("<>()[],;:.") for word in text.split() if "@" in word), "")
    try:
        checked = validate_email(typed, check_deliverability=False, test_environment=True, allow_smtputf8=False)
    except EmailNotValidError:
        raise NotAMailAddress from None
    return checked.normalized.lower()


async def a_phone_number(turn: Turn, text: str) -> str:
    """A number that can be dialled, in E.164. Raises `NotAPhoneNumber`."""
    try:
        number = phonenumbers.parse(text, REGION)
    except phonenumbers.NumberParseException:
        raise NotAPhoneNumber from None
    if not phonenumbers.is_possible_number(number):
        raise NotAPhoneNumber
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


async def a_website(turn: Turn, text: str) -> str:
    """A web address with its https://. Raises `NotAWebsite`."""
    found = WEBSITE.fullmatch(text)
    if not found:
        raise NotAWebsite
    return text if "://" in text else f"https://{found[1]}"


async def or_nothing(turn: Turn, answers: dict[str, Any]) -> Sequence[Choice]:
    """The button that empties a field."""
    return [Choice(NOTHING, turn.words.text("fields-nothing"))]


def shown_phone(number: str) -> str:
    """A stored number as people write it: "02051 123456"."""
    parsed = phonenumbers.parse(number, REGION)
    at_home = parsed.country_code == phonenumbers.country_code_for_region(REGION)
    form = phonenumbers.PhoneNumberFormat.NATIONAL if at_home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(parsed, form)
