"""Recognising what somebody said: a digit, the words of a button, a command; the same for chat and mail.

Two texts are the same when they differ only in capitals, accents, umlauts (ü, ue, u), signs and invisible characters.
A *command* is a whole line: one of its words, with nothing beside it but courtesy ("Guten Tag", "bitte", "danke") and
signs. So «Abmelden bitte!» is one, «Können wir uns zum Fest anmelden?» is none, and neither is a line that ends with
a question mark, nor a line that only goes on from a long one above. A word that is listed with a colon ("forget:")
takes what follows on its line. The words are lists from locales/, passed by the caller; courtesy is read there.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from locales import LANGUAGES, words
from mailing.letters import Letter

COMMAND_LINES = 10
# A line that long was full, and the program or the person went on in the next.
_FULL_LINE = 50
# No label and no command is longer; a hostile line of a megabyte would keep everybody else waiting.
_LONGEST = 500
# What stands below "Mit freundlichen Grüßen": a name, an office, a telephone; if more, somebody wrote on.
_SIGNATURE_LINES = 12

_KEYCAP = "\u20e3"
_SKIN = re.compile("[\U0001f3fb-\U0001f3ff]")
_NUMBER = re.compile(r"\(?(\d{1,2})\s?[.):\-]?")
_NUMBERED = re.compile(r"\(?(\d{1,2})[.):]?\s+(\D.*)")
_FIRST_PART = re.compile(r"[,.:;!?(–—]")
_QUESTION = re.compile(r"[?؟;？]\W*$")


class Heard(NamedTuple):
    """A command; `rest` is what the person wrote beside it and a person should read, `argument` what it takes."""

    name: str
    rest: str = ""
    argument: str = ""


def normalise(text: str) -> str:
    """The words of a text as a key to compare by, not to show; of a text without words its symbols ("👍🏽" is "👍").

    A text that is too long to be a word of ours stays as it is.
    """
    if len(text) > _LONGEST:
        return text
    seen = "".join(sign for sign in unicodedata.normalize("NFKD", _shown(text).casefold()) if _counts(sign))
    key = " ".join(re.findall(r"[^\W_]+", unicodedata.normalize("NFC", seen).casefold().replace("ı", "i")))
    key = key.replace("ae", "a").replace("oe", "o").replace("ue", "u")
    return key or "".join(_SKIN.sub("", _shown(text)).split())


def _shown(text: str) -> str:
    """Without invisible signs: marks of direction, joiners, the selectors that colour an emoji."""
    return "".join(sign for sign in text if unicodedata.category(sign) != "Cf" and not "\ufe00" <= sign <= "\ufe0f")


def _counts(sign: str) -> bool:
    """Accents and Arabic vowel signs do not, nor does the line that stretches Arabic letters."""
    return not unicodedata.combining(sign) and sign != "\u0640"


def digit(text: str) -> int | None:
    """The number that is the whole text: "3", "3.", "3)", "٣", "۳", "３", "3️⃣"; 99 at most."""
    shown = unicodedata.normalize("NFKC", _shown(text).replace(_KEYCAP, "").replace("🔟", "10")).strip()
    found = _NUMBER.fullmatch(shown)
    return int(found[1]) if found else None


def choice(text: str, labels: Sequence[str]) -> int | None:
    """Which label somebody typed, counted from 0: by its digit from 1, its words, both, or its beginning up to a
    comma where only one label has it; courtesy around it does not count."""
    if len(text) > _LONGEST:
        return None
    number = _number(text)
    if number is not None:
        return number - 1 if 0 < number <= len(labels) else None
    if (found := _NUMBERED.fullmatch(text.strip())) and 0 < int(found[1]) <= len(labels):
        chosen = int(found[1]) - 1
        return chosen if normalise(found[2]) == normalise(labels[chosen]) else None
    exactly = _only(text, labels)
    return exactly if exactly is not None else _only(text, map(_first_part, labels))


def _number(text: str) -> int | None:
    number = digit(text)
    return digit(_without_courtesy(normalise(text))) if number is None else number


def _only(text: str, labels: Iterable[str]) -> int | None:
    """The one label that the text names, with its courtesy or without."""
    keys = [normalise(label) for label in labels]
    for said in (normalise(text), _without_courtesy(normalise(text))):
        if said and keys.count(said) == 1:
            return keys.index(said)
    return None


def _first_part(label: str) -> str:
    return _FIRST_PART.split(label, maxsplit=1)[0]


def is_one_of(line: str, listed: Iterable[str]) -> bool:
    """Whether a line says one of these words and nothing else but courtesy."""
    if len(line) > _LONGEST:
        return False
    said = {normalise(line), _without_courtesy(normalise(line))}
    return not _QUESTION.search(line) and any(normalise(word) in said for word in listed if normalise(word))


def command(letter: Letter, listed: Mapping[str, Sequence[str]]) -> Heard | None:
    """The first command of a letter: in its subject, if that is not an older letter's, or in the first lines.

    The subject of an answer ("Re: Abmeldung") repeats what somebody else wrote: it counts only where nothing is below.
    """
    text = letter.own_text
    if not letter.is_answer and (named := _named(letter.bare_subject, listed)):
        return named._replace(rest=worth_reading(text, letter.from_name))
    beside = "" if letter.is_answer else letter.bare_subject
    for row, line in _candidates(text):
        if named := _named(line, listed):
            others = text.split("\n")
            del others[row]
            rest = "\n".join(filter(None, [worth_reading(beside), worth_reading("\n".join(others), letter.from_name)]))
            return named._replace(rest=rest)
    if letter.is_answer and not worth_reading(text, letter.from_name):
        return _named(letter.bare_subject, listed)
    return None


def _candidates(text: str) -> list[tuple[int, str]]:
    rows = text.split("\n")
    filled = [(row, line) for row, line in enumerate(rows) if line.strip()][:COMMAND_LINES]
    return [(row, line) for row, line in filled if row == 0 or len(rows[row - 1].strip()) < _FULL_LINE]


def _named(line: str, listed: Mapping[str, Sequence[str]]) -> Heard | None:
    for name, entries in listed.items():
        if is_one_of(line, (entry for entry in entries if not entry.endswith(":"))):
            return Heard(name)
        head, colon, argument = line.partition(":")
        if colon and argument.strip() and is_one_of(head, (entry for entry in entries if entry.endswith(":"))):
            return Heard(name, argument=argument.strip())
    return None


def worth_reading(text: str, sender: str = "") -> str:
    """The text, or "" when it only greets, thanks and signs: then nobody has to read it."""
    said = [row for row in _unsigned(text, sender) if not _is_courtesy(row)]
    return text.strip() if said else ""


def listed(text: str, sender: str = "") -> list[str]:
    """What a text lists, one a row or with commas between, without greeting, thanks and signature. Only a sign at its
    end tells the greeting of somebody ("Hallo Frau Berger,") from a name: Selam is one, too."""
    rows = [row for row in _unsigned(text, sender) if not (_is_courtesy(row) and row.rstrip().endswith((",", "!")))]
    parts = [" ".join(part.split()) for row in rows for part in re.split("[,;]", row)]
    return [part for part in parts if part and _without_courtesy(normalise(part))]


def _unsigned(text: str, sender: str) -> list[str]:
    """The rows above the greeting at the end, without a row that is only the sender's name."""
    rows = [row for row in text.split("\n") if row.strip()]
    return [row for row in rows[: _closing(rows)] if normalise(row) != normalise(sender)]


def _closing(rows: Sequence[str]) -> int | None:
    """Where the greeting at the end stands, if below it is no more than a signature."""
    for place, row in enumerate(rows):
        below = rows[place + 1 :]
        closes = any(f"{normalise(row)} ".startswith(f"{phrase} ") for phrase in _courtesy("closing"))
        if closes and len(below) <= _SIGNATURE_LINES and not any(map(_goes_on, below)):
            return place
    return None


def _goes_on(row: str) -> bool:
    """Whether somebody wrote on below their name."""
    return (
        bool(_QUESTION.search(row[-_LONGEST:]))
        or normalise(row).split()[:1] in (["ps"], ["nb"])
        or row.startswith("P.")
    )


def _is_courtesy(row: str) -> bool:
    """A row of nothing but polite words, or a greeting with the name of whoever is greeted."""
    if len(row) > _LONGEST:
        return False
    key = normalise(row)
    greets = any(f"{key} ".startswith(f"{phrase} ") for phrase in _courtesy("greeting")) and len(key.split()) <= 6
    return not _without_courtesy(key) or greets


def _without_courtesy(key: str) -> str:
    """A key without greetings, thanks and "please" at its beginning and end."""
    phrases = [phrase for kind in ("greeting", "polite", "closing") for phrase in _courtesy(kind)]
    before = None
    while before != key:
        before = key
        for phrase in phrases:
            key = f"{key} ".removeprefix(f"{phrase} ").strip()
            key = f" {key}".removesuffix(f" {phrase}").strip()
    return key


@cache
def _courtesy(kind: str) -> tuple[str, ...]:
    """Phrases of every language, as keys, the longest first."""
    phrases = {normalise(phrase) for language in LANGUAGES for phrase in words(language).list(f"courtesy-{kind}")}
    return tuple(sorted(phrases, key=len, reverse=True))
