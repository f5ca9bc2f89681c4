"""Two spellings of one name: capitals, umlauts, accents, hyphens, and letters that an export lost.

A program that writes Windows-1252 puts "?" where that code has no letter: "Petrovi?" is all that is left of "Petrović".
Such a name is the same as any that fits, and the intact one is the better one.
"""

import re
import unicodedata

LOST = re.compile("[?\ufffd]")
LETTERS = str.maketrans(
    {
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "ß": "ss",
        "ø": "oe",
        "æ": "ae",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ı": "i",
    }
)
SALUTATIONS = {"herr", "herrn", "frau", "dr", "prof", "mr", "mrs", "ms"}


def plain(text: str) -> str:
    """Lower case, without accents and signs: "Straße / Nr." becomes "strasse nr"."""
    return " ".join(re.findall(r"\w+", _bare(text).replace("_", " ")))


def _bare(text: str) -> str:
    lower = unicodedata.normalize("NFKC", text).lower().translate(LETTERS)
    return "".join(sign for sign in unicodedata.normalize("NFD", lower) if not unicodedata.combining(sign))


def same_name(one: str, other: str) -> bool:
    """Whether two people's names are one, whatever the order, the salutation and the lost letters."""
    if LOST.search(one) and not LOST.search(other):
        one, other = other, one
    if not LOST.search(other):
        return bool(plain(one)) and _sorted(one) == _sorted(other)
    return bool(re.fullmatch(_pattern(other), _bare(one).strip()))


def _sorted(name: str) -> list[str]:
    return sorted(word for word in plain(name).split() if word not in SALUTATIONS)


def _pattern(name: str) -> str:
    """A lost letter was one, or two where we write it with two; where both lost it, it is lost in both."""
    return ".{1,2}".join(re.escape(part) for part in LOST.split(_bare(name).strip()))


def better(known: str, new: str) -> str:
    """Of two spellings of one name the one to show: no lost letters, then not all in capitals, then the known one."""
    return min(known, new, key=lambda text: (bool(LOST.search(text)), text.isupper()))


def same_spelling(one: str, other: str) -> bool:
    """Whether two texts differ in nothing but lost letters and capitals."""
    damaged, whole = (one, other) if LOST.search(one) else (other, one)
    return bool(re.fullmatch(_pattern(damaged), _bare(whole).strip())) or one.casefold() == other.casefold()
