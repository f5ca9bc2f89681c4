"""Whether two entries are the same association: what is certain, what is doubtful, what is new.

A name is compared as the set of its parts, without its legal form, its town and its little words: "Türkischer
Bildungs-Verein Mettmann e.V." is {tuerk, bildungs, verein}. Two names are *equal* when nothing is left on either
side, *near* when what is left is one word spelt in two ways ("afghan", "afgan", but not "iran", "irak", and never two
numbers), and *akin* when one only says more, or something similar. *Evidence* is the same mail address or own domain,
telephone, house.

    the same town      equal: certain; near: certain with evidence, else doubtful; akin: doubtful with evidence
    no town known      equal, near: certain with evidence, else doubtful; akin: doubtful with evidence
    another town       equal, near, the town in the name counted: doubtful with evidence

Everything else is new, also names that differ in nothing but the town. Nothing is compared with everything: candidates
are those in the same town with a similar name, and those that share an address, a number or a house.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, NamedTuple

from rapidfuzz import fuzz, process

from storage.spelling import plain

Verdict = Literal["new", "doubtful", "certain"]
Likeness = Literal["equal", "near", "akin", "other"]

LEGAL_FORM = re.compile(
    r"\b(?:n ?e ?v|e ?v|eingetragener verein|g ?gmbh|gmbh|g ?ug|ug|haftungsbeschraenkt|e ?g|in gruendung|i gr)\b"
)
LITTLE_WORDS = frozenset(
    [
        "der",
        "die",
        "das",
        "des",
        "dem",
        "den",
        "und",
        "u",
        "fuer",
        "in",
        "im",
        "am",
        "an",
        "aus",
        "zu",
        "zum",
        "zur",
        "von",
        "vom",
        "of",
        "the",
        "and",
        "for",
    ]
)
ENDING = re.compile(
    r"(?<=\w\w\w)(verein|gruppe|gemeinde|initiative|zentrum|staette|treff|kreis|bund|verband|club|klub|haus|union)\b"
)
NUMBERS = re.compile(r"\d+")
PEOPLE = re.compile(r"is?c?h(?:e[rnsm]?|r)?\b")
"""The end of an adjective, in any gender, and with a letter missing."""
BESIDE_RIVERS = r"(?: (?:am|an|a|bei|b|im|in|ob|v|auf)\b.*)?"
FREE_MAIL = re.compile(
    r"(?:gmx|web|t-online|gmail|googlemail|hotmail|live|outlook|msn|yahoo|ymail|icloud|me|mac|aol|freenet|arcor|posteo"
    r"|mailbox|mail|email|yandex|proton|protonmail|online|vodafone|unitybox|kabelmail|netcologne|ok|versanet)"
    r"\.\w{2,3}(?:\.\w\w)?"
)
NEAR, AKIN, SHORTEST_NEAR, WORTH_A_LOOK, MOST_LOOKS = 82, 70, 4, 60, 20
SHARED_HOST = 3
"""So many associations in one domain: somebody hosts their mail, and it says nothing about who they are."""


@dataclass(frozen=True)
class Profile:
    """What an association is known by. `key` is its id; one association may have several profiles."""

    key: int
    name: str
    town: str = ""
    street: str = ""
    website: str = ""
    emails: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()

    @cached_property
    def place(self) -> str:
        return short_town(self.town)

    @cached_property
    def words(self) -> str:
        return " ".join(LEGAL_FORM.sub(" ", plain(self.name)).split())

    @cached_property
    def parts(self) -> frozenset[str]:
        """The parts of the name without its town."""
        if not self.place:
            return self.all_parts
        river = r"(?: (?:am|an|a|bei|b|im|in|ob|v|auf)(?: der)? \w+)?"
        return _parts(re.sub(rf"\b{re.escape(self.place)}{river}\b", " ", self.words)) or self.all_parts

    @cached_property
    def all_parts(self) -> frozenset[str]:
        return _parts(self.words)

    @cached_property
    def joined(self) -> str:
        return "".join(sorted(self.parts))

    @cached_property
    def house(self) -> str:
        """ "Hauptstr. 5 b" and "HAUPTSTRASSE 5B" are both "hauptstrasse5b"."""
        return re.sub(r"str(?=\d)", "strasse", plain(self.street).replace(" ", ""))

    @cached_property
    def hosts(self) -> frozenset[str]:
        """Domains of their own, from addresses and website."""
        site = re.sub(r"^(?:https?://)?(?:www\.)?|/.*$", "", self.website.strip().lower())
        hosts = {address.rpartition("@")[2] for address in self.emails} | {site}
        return frozenset(host for host in hosts if "." in host and not FREE_MAIL.fullmatch(host))

    @cached_property
    def traits(self) -> frozenset[str]:
        """Everything beside the name that two entries of one association have in common."""
        return self.emails | self.phones | self.hosts | ({f"{self.house} {self.place}"} if self.house else set())


def short_town(town: str) -> str:
    """ "Monheim am Rhein" and "Monheim a. Rh." are both "monheim"."""
    return re.sub(rf"(?<=\w){BESIDE_RIVERS}$", "", plain(town))


class Match(NamedTuple):
    """The best candidate, its likeness up to 100, and what follows from it."""

    key: int | None
    score: int
    verdict: Verdict


NEW = Match(None, 0, "new")
WEIGHT: dict[Verdict, int] = {"new": 0, "doubtful": 1, "certain": 2}


class Matcher:
    """All that is known so far, by what it can be found by."""

    def __init__(self, profiles: Iterable[Profile] = ()) -> None:
        self._profiles: list[Profile] = []
        self._places: dict[str, dict[int, str]] = defaultdict(dict)
        self._traits: dict[str, set[int]] = defaultdict(set)
        for profile in profiles:
            self.add(profile)

    def add(self, profile: Profile) -> None:
        profile, number = _located(profile, self._places), len(self._profiles)
        self._profiles.append(profile)
        self._places[profile.place][number] = profile.joined
        for trait in profile.traits:
            self._traits[trait].add(number)

    def find(self, profile: Profile) -> Match:
        """The association that this may be. Two that fit equally well are a doubt."""
        profile = _located(profile, self._places)
        judged = [self._judge(profile, self._profiles[number]) for number in self._candidates(profile)]
        found = sorted((match for match in judged if match.verdict != "new"), key=_weight, reverse=True)
        if not found:
            return NEW
        rivals = {match.key for match in found if _weight(match) == _weight(found[0])}
        return found[0] if len(rivals) == 1 else found[0]._replace(verdict="doubtful")

    def _candidates(self, profile: Profile) -> set[int]:
        found = {number for trait in profile.traits for number in self._traits.get(trait, ())}
        for place in [profile.place, ""] if profile.place else list(self._places):
            alike = process.extract(
                profile.joined,
                self._places.get(place, {}),
                scorer=fuzz.ratio,
                score_cutoff=WORTH_A_LOOK,
                limit=MOST_LOOKS,
            )
            found |= {number for _, _, number in alike}
        return found

    def _judge(self, one: Profile, other: Profile) -> Match:
        other = _located(other, [one.place])
        apart = bool(one.place and other.place) and one.place != other.place
        likeness = _likeness(one.all_parts, other.all_parts) if apart else _likeness(one.parts, other.parts)
        evidence = sum(1 for trait in one.traits & other.traits if not self._is_shared(trait))
        if likeness == "equal" and one.place == other.place:
            return Match(other.key, 100, "certain")
        score = min(99, round(fuzz.ratio(one.joined, other.joined) * 0.8) + 6 * evidence)
        return Match(other.key, score, _verdict(likeness, apart, evidence))

    def _is_shared(self, trait: str) -> bool:
        is_host = "." in trait and "@" not in trait and " " not in trait
        return is_host and len({self._profiles[number].key for number in self._traits[trait]}) >= SHARED_HOST


def _located(profile: Profile, places: Iterable[str]) -> Profile:
    """Where no town is given, the name may say it."""
    if profile.place:
        return profile
    town = next((place for place in places if place and f" {place} " in f" {profile.words} "), "")
    return replace(profile, town=town) if town else profile


def _weight(match: Match) -> tuple[int, int]:
    return WEIGHT[match.verdict], match.score


def _verdict(likeness: Likeness, apart: bool, evidence: int) -> Verdict:
    if likeness in ("equal", "near") and not apart:
        return "certain" if evidence else "doubtful"
    if evidence and likeness != "other" and not (apart and likeness == "akin"):
        return "doubtful"
    return "new"


def _parts(words: str) -> frozenset[str]:
    """The words of a name, its compounds and adjectives taken apart."""
    apart = ENDING.sub(r" \1", PEOPLE.sub("", words))
    return frozenset(word for word in apart.split() if word not in LITTLE_WORDS)


def _likeness(one: frozenset[str], other: frozenset[str]) -> Likeness:
    left, right = "".join(sorted(one - other)), "".join(sorted(other - one))
    if left == right:
        return "equal"
    if NUMBERS.findall(left) != NUMBERS.findall(right):
        return "other"
    if not left or not right:
        return "akin"
    likeness, length = fuzz.ratio(left, right), min(len(left), len(right))
    if likeness >= NEAR and length >= SHORTEST_NEAR:
        return "near"
    return "akin" if likeness >= AKIN else "other"
