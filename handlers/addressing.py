"""Whom something is for, named in a line like "An: Hilden, Bildung": towns, topics, languages, in any language."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from handlers.audience import KINDS, language_name, options, with_names
from handlers.notice import topic_name
from locales import LANGUAGES, words
from mailing.turn import Turn
from storage import associations, people
from storage.audiences import Audience

BETWEEN_NAMES = re.compile(r"\s*[,;/]\s*")
AND = re.compile(r"\s+(?:und|and|&)\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Understood:
    """What a line of names means, and the names that mean nothing here."""

    audience: Audience
    unknown: list[str]


async def understand(turn: Turn, line: str) -> Understood:
    """Towns, topics and languages by name, "alle", "nur Vereine", in any of our languages, after "An:" or not."""
    names = await _names(turn)
    audience, unknown = Audience(), []
    for name in _split(_without_to(line), names):
        if change := names.get(name.casefold()):
            audience = change(audience)
        else:
            unknown.append(name)
    return Understood(audience, unknown)


def is_addressed(line: str) -> bool:
    """Whether a line says whom something is for: it begins with "An:"."""
    return _without_to(line) != line.strip()


async def possible(turn: Turn) -> dict[str, Any]:
    """Every name that `understand` knows, for whoever used another one."""
    return {kind: turn.words.listing([c.label for c in await options(turn, kind)]) or "–" for kind in KINDS}


Change = Callable[[Audience], Audience]


def _split(line: str, names: dict[str, Change]) -> list[str]:
    """The names in a line; "und" parts two of them unless it is part of one ("Arbeit und Ausbildung")."""
    parts = [part for part in BETWEEN_NAMES.split(line) if part]
    return [n for part in parts for n in ([part] if part.casefold() in names else AND.split(part))]


async def _names(turn: Turn) -> dict[str, Change]:
    known: dict[str, Change] = {}
    for say in map(words, LANGUAGES):
        for topic in turn.office.topics:
            known[topic_name(say, topic).casefold()] = _adding("topics", topic)
        for tag in await people.languages(turn.session):
            known[language_name(say, tag).casefold()] = _adding("languages", tag)
        known |= {word.casefold(): lambda audience: audience for word in say.list("audience-words-all")}
        known |= {word.casefold(): _only_associations for word in say.list("audience-words-associations")}
    return known | {town.casefold(): _adding("towns", town) for town in await associations.towns(turn.session)}


def _adding(kind: str, value: str) -> Change:
    return lambda audience: with_names(audience, kind, sorted({*getattr(audience, kind), value}))


def _only_associations(audience: Audience) -> Audience:
    return replace(audience, everyone=False)


def _without_to(line: str) -> str:
    first, colon, rest = line.strip().partition(":")
    heads = {word.casefold() for tag in LANGUAGES for word in words(tag).list("audience-words-to")}
    return rest.strip() if colon and first.strip().casefold() in heads else line.strip()
