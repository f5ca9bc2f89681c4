"""What people write into one cell: nothing, several addresses, a street with its town, topics in a row.

Each function takes a cell's text and returns what it found; what it cannot make sense of comes back as well, because
a list must not lose anything on its way in.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

import phonenumbers
from babel import Locale
from email_validator import EmailNotValidError, validate_email
from rapidfuzz import fuzz, process

from bot.list_headings import heard
from locales import LANGUAGES
from storage.spelling import plain

SPACES = re.compile(r"[\s\u200b\u200e\u200f\ufeff]+")
AT = re.compile(r"\s*(?:@|[\[({]\s*(?:at|ät)\s*[\])}])\s*", re.IGNORECASE)
BETWEEN_ADDRESSES = re.compile(r"[\s;,/|]+")
TELEPHONE = re.compile(r"(?:\+|\(?\d)[\d()\t ./\-–+\u00a0]*\d")
NEXT_TELEPHONE = re.compile(r"(?<=\d)(?:\s*/\s*|\s+[-–]\s+|\s+)(?=\+|00?[1-9])")
POSTCODE_TOWN = re.compile(
    r"(?:^|(?P<street>.*?)[\s,;]+)(?:D[-\s]+)?(?P<postcode>\d{4,5})[\s,]+(?P<town>\D+)$", re.DOTALL
)
TOWN_POSTCODE = re.compile(r"^(?P<town>\D+?)[\s,]+\(?(?P<postcode>\d{5})\)?$")
BETWEEN_TOPICS = re.compile(r"[/,;|\n•·]+")
AND = re.compile(r"\s+(?:und|and|&|\+|u\.)\s+")
SHORTEST_NUMBER, FULL_NUMBER = 6, 9


class Found(NamedTuple):
    """Addresses in a cell: the good ones without repetition, the broken ones, and whether there are other words."""

    good: list[str]
    broken: list[str]
    more: bool


class Place(NamedTuple):
    street: str
    postcode: str
    town: str


def tidy(text: str) -> str:
    """One space where there were several, no line breaks, nothing invisible."""
    return SPACES.sub(" ", text).strip()


def several_lines(text: str) -> str:
    """Tidied, the line breaks left where they are."""
    return "\n".join(filter(None, map(tidy, text.splitlines())))


def is_nothing(text: str) -> bool:
    """Whether the cell only says that there is nothing: empty, a dash, "k.A."."""
    return not plain(text) or plain(text) in heard("nothing")


def emails(text: str) -> Found:
    """The mail addresses of a cell, normalised."""
    pieces = BETWEEN_ADDRESSES.split(AT.sub("@", text))
    words = [piece.removeprefix("mailto:").strip("<>()[]{}\"'.:") for piece in pieces]
    written = [word for word in words if "@" in word]
    checked = {word: normal_mail(word) for word in written}
    good = list(dict.fromkeys(address for address in checked.values() if address))
    broken = [word for word, address in checked.items() if not address]
    return Found(good, broken, any("@" not in word and not is_nothing(word) for word in words))


def normal_mail(address: str) -> str | None:
    """The one way to write an address; None when it is none (syntax of RFC 5321, no network is asked)."""
    try:
        checked = validate_email(address, check_deliverability=False, test_environment=True, allow_smtputf8=False)
    except EmailNotValidError:
        return None
    return checked.normalized.lower()


def phones(text: str, region: str) -> Found:
    """The telephone numbers of a cell in E.164. A number needs not be in service, only long enough to be dialled."""
    runs = [number for run in TELEPHONE.findall(text) for number in _numbers(run) if len(_digits(number)) > 3]
    checked = {run: normal_phone(run, region) for run in runs}
    good = list(dict.fromkeys(number for number in checked.values() if number))
    broken = [tidy(run) for run, number in checked.items() if not number]
    left = plain(TELEPHONE.sub(" ", text)).split()
    return Found(good, broken, any(word not in heard("phone") | heard("beside") for word in left))


def _numbers(run: str) -> list[str]:
    """ "0211 123456 / 0176 123456" are two, "0176 / 123456" is one."""
    pieces = NEXT_TELEPHONE.split(run)
    return pieces if all(len(_digits(piece)) >= SHORTEST_NUMBER for piece in pieces) else [run]


def normal_phone(text: str, region: str) -> str | None:
    """E.164, or None: too short, too long, or without the area code that would say where it rings."""
    digits, country = _digits(text), str(phonenumbers.country_code_for_region(region))
    if not text.lstrip("( ").startswith(("+", "0")):
        if len(digits) < FULL_NUMBER:
            return None
        # A spreadsheet dropped the zero in front, or the plus.
        text = f"+{digits}" if digits.startswith(country) and len(digits) > FULL_NUMBER + 1 else digits
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    possible = phonenumbers.is_possible_number(number) and len(digits) >= SHORTEST_NUMBER
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) if possible else None


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def apart(text: str) -> tuple[str, str, str]:
    """A cell with several things in it: the words, what has an @, what looks like telephone numbers."""
    words = SPACES.sub(" ", AT.sub("@", text)).split()
    others = " ".join(word for word in words if "@" not in word)
    numbers = " ; ".join(run for run in TELEPHONE.findall(others) if len(_digits(run)) >= SHORTEST_NUMBER)
    labels = heard("phone") | heard("email") | heard("beside")
    name = [word.strip(",;/:|") for word in TELEPHONE.sub(" ", others).split() if plain(word) not in labels]
    return " ".join(filter(plain, name)), " ".join(word for word in words if "@" in word), numbers


def place(text: str) -> Place | None:
    """Street, postcode and town from one cell; None when there is no postcode in it."""
    found = POSTCODE_TOWN.search(text.strip()) or TOWN_POSTCODE.search(text.strip())
    if not found:
        return None
    parts = {key: tidy(value or "").strip(" ,;") for key, value in found.groupdict().items()}
    return Place(parts.get("street", ""), parts["postcode"], parts["town"])


def topics(text: str, known: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """The network's topics in a cell, and the others. `known` maps a plain name to its topic."""
    pieces = [tidy(piece) for piece in BETWEEN_TOPICS.split(text) if not is_nothing(piece)]
    found = [(piece, topic) for whole in pieces for piece, topic in _topic(whole, known)]
    ours = list(dict.fromkeys(topic for _, topic in found if topic))
    return ours, list(dict.fromkeys(piece for piece, topic in found if not topic))


def _topic(piece: str, known: Mapping[str, str]) -> list[tuple[str, str | None]]:
    """A name that contains "und" stays one; other things joined by it are several if one of them is a topic."""
    if topic := _known(piece, known):
        return [(piece, topic)]
    parts = [(part, _known(part, known)) for part in AND.split(piece)]
    return parts if any(topic for _, topic in parts) else [(piece, None)]


def _known(piece: str, known: Mapping[str, str]) -> str | None:
    found = process.extractOne(plain(piece), known.keys(), scorer=fuzz.ratio, score_cutoff=90)
    return found and known[found[0]]


def topic_names(names: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Plain name -> topic, from names and their topics; half of "Arbeit und Ausbildung" names it too."""
    halves = [(part, topic) for name, topic in names for part in [*AND.split(name), name]]
    return {plain(part): topic for part, topic in halves}


def language(text: str) -> str:
    """The ISO 639 code of a language, given as code or by name; empty when it is none, or several."""
    return _languages().get(plain(text), "")


@cache
def _languages() -> dict[str, str]:
    """Every code and name of a language, in our languages."""
    known: dict[str, str] = {}
    for tag in LANGUAGES:
        names = {str(code): str(name) for code, name in Locale.parse(tag, sep="-").languages.items()}
        short = {code: name for code, name in names.items() if len(code) <= 3}
        known |= {plain(name): code for code, name in short.items()} | {code: code for code in short}
    return known
