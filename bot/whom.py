"""Whom something is for, as the operator writes it: `town=Hilden topic=Bildung language=ar everyone=no`.

Values stand in quotes where they have spaces, several are parted by commas. Towns are those of the register; topics and
languages have a name in each of our languages. Every name that means nothing is told, with the nearest that does.
"""

import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from sqlalchemy.ext.asyncio import AsyncSession

from handlers.audience import language_name
from handlers.notice import topic_name
from locales import LANGUAGES, Words, words
from mailing.office import Office
from storage import associations, audiences, people
from storage.audiences import Audience, Count

KINDS = ("town", "topic", "language", "everyone")
LISTED = 30


@dataclass(frozen=True)
class Unknown:
    """A word that means nothing: `kind` is None for one without a kind, or with another. `names` are those that would
    mean something, each with its meaning; a meaning may have several."""

    kind: str | None
    word: str
    names: dict[str, str]


class NotUnderstood(Exception):
    """Words behind `--to` that mean nothing here."""

    exit_code = 2

    def __init__(self, unknown: list[Unknown]) -> None:
        super().__init__([item.word for item in unknown])
        self.unknown = unknown

    def in_words(self, say: Words) -> str:
        return "\n".join(_in_words(say, item) for item in self.unknown)


async def understand(session: AsyncSession, office: Office, text: str) -> Audience:
    """The audience. Raises NotUnderstood."""
    known = await _names(session, office)
    found: dict[str, list[str]] = {kind: [] for kind in KINDS}
    unknown = []
    for kind, word in _parts(text):
        names = known[kind] if kind else {}
        meant = {name.casefold(): value for name, value in names.items()}.get(word.casefold())
        if kind and meant:
            found[kind].append(meant)
        else:
            unknown.append(Unknown(kind, word, names))
    if unknown:
        raise NotUnderstood(unknown)
    towns, topics, languages = (sorted(set(found[kind])) for kind in KINDS[:3])
    return Audience(towns, topics, languages, everyone="no" not in found["everyone"])


async def by_town(session: AsyncSession, audience: Audience) -> list[tuple[str, Count]]:
    """How many that are in each town."""
    towns = audience.towns or await associations.towns(session)
    limits = vars(audience)
    return [(town, await audiences.count(session, Audience(**{**limits, "towns": [town]}))) for town in towns]


def _parts(text: str) -> Iterator[tuple[str | None, str]]:
    """Pairs of kind and value: `town=Hilden,Velbert` gives two. Without a known kind the whole word is the value."""
    try:
        written = shlex.split(text)
    except ValueError:
        written = text.replace('"', "").replace("'", "").split()
    for part in written:
        kind, sign, values = part.partition("=")
        if sign and kind.casefold() in KINDS:
            yield from ((kind.casefold(), value.strip()) for value in values.split(","))
        else:
            yield None, part


async def _names(session: AsyncSession, office: Office) -> dict[str, dict[str, str]]:
    """By kind: every name, and what it means; those in the office's language first."""
    say = [words(tag) for tag in sorted(LANGUAGES, key=lambda tag: tag != office.language)]
    spoken = sorted({*await people.languages(session), *LANGUAGES})
    return {
        "town": {town: town for town in await associations.towns(session)},
        "topic": {topic_name(one, topic): topic for one in say for topic in office.topics}
        | {topic: topic for topic in office.topics},
        "language": {language_name(one, tag): tag for one in say for tag in spoken} | {tag: tag for tag in spoken},
        "everyone": {w: meant for one in say for meant in ("yes", "no") for w in one.list(f"asking-{meant}")},
    }


def _in_words(say: Words, item: Unknown) -> str:
    if item.kind is None:
        return say.text("whom-no-kind", word=item.word, kinds=", ".join(f"{kind}=" for kind in KINDS))
    written = f"{item.kind}={item.word}"
    by_fold = {name.casefold(): name for name in item.names}
    if near := get_close_matches(item.word.casefold(), by_fold, 1):
        return say.text("whom-near", word=written, near=f"{item.kind}={by_fold[near[0]]}")
    first = {meant: name for name, meant in reversed(item.names.items())}
    possible = sorted(first.values())[:LISTED]
    return say.text("whom-unknown", word=written, possible=", ".join(possible) or "–")
