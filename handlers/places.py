"""Where a training is, in one line: "Haus der Vereine, Hauptstraße 1, 42551 Velbert", or the link of a meeting online.

The town is the part that the register knows, or that has a postcode, or else the last one; a part with a number is the
street, and whatever is left is the venue.
"""

import re
from collections.abc import Mapping
from typing import Any

from handlers import fields
from locales import LANGUAGES, Words, words
from mailing import wording
from mailing.turn import Turn
from storage import associations
from storage.trainings import PLACE, Training

LINK = re.compile(r"(?:https?://|www\.)\S+|(?<!\S)(?:[\w-]+\.)+[a-z]{2,}/\S+", re.IGNORECASE)
POSTCODE = re.compile(r"\d{5}\s+")
LINE = ("venue", "street", "town")


def read(line: str, towns: list[str]) -> dict[str, str | None]:
    """Town, venue, street and online link; what the line does not name is None."""
    link = LINK.search(line)
    parts = [part.strip() for part in LINK.sub("", line).split(",") if part.strip() and not _says_online(part)]
    known = {town.casefold(): town for town in towns}
    named = [part for part in parts if POSTCODE.match(part) or part.casefold() in known]
    town = next(iter([*named, *parts[-1:]]), "")
    rest = [part for part in parts if part != town]
    street = next((part for part in rest if re.search(r"\d", part)), None)
    venue = ", ".join(part for part in rest if part != street)
    bare = POSTCODE.sub("", town)
    return {
        "town": known.get(bare.casefold(), bare) or None,
        "venue": venue or None,
        "street": street,
        "online_url": _whole(link[0].rstrip(".,")) if link else None,
    }


def _whole(link: str) -> str:
    """With its https://, which people leave out."""
    return link if "://" in link else f"https://{link}"


def _says_online(part: str) -> bool:
    return wording.is_one_of(part, [word for tag in LANGUAGES for word in words(tag).list("places-words-online")])


async def a_place(turn: Turn, text: str) -> dict[str, Any]:
    """What a dialogue keeps of it: the parts of a place, and "words". Raises `TooLong`."""
    found: dict[str, Any] = read(fields.within(text, 300), await associations.towns(turn.session))
    return found | {"words": in_words(found)}


def kept(answer: dict[str, Any]) -> dict[str, Any]:
    """The parts of a place that a dialogue kept, as columns of `Training`."""
    return {name: value for name, value in answer.items() if name != "words"}


def in_words(place: Mapping[str, Any]) -> str:
    """ "Haus der Vereine, Hauptstraße 1, Velbert"; with the link of a meeting online."""
    return ", ".join(place[name] for name in (*LINE, "online_url") if place.get(name))


def of(say: Words, training: Training) -> str:
    """Where a training is, how to get in, and the map."""
    place = {name: getattr(training, name) for name in PLACE}
    parts = [in_words(place), training.accessibility, training.map_url]
    return "\n".join(part for part in parts if part) or say.text("places-open")


def announced(say: Words, training: Training) -> list[str]:
    """The same for everybody, line by line: the link of a meeting online is for those who signed up."""
    parts = [getattr(training, name) for name in LINE if getattr(training, name)]
    online = say.text("places-online") if training.online_url else None
    return [part for part in (", ".join(parts), online, training.accessibility, training.map_url) if part]
