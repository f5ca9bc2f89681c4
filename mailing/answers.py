"""What somebody answers who is asked whether they come: yes, no or maybe, how many, and what else they wrote.

    read("Ja gerne, zu dritt. Gibt es Parkplätze?")     Answer("yes", 3, "Gibt es Parkplätze?")
    read("3")                                           Answer(None, 3, "")
    read("Kein Problem, wir kommen")                    Answer(None, None, "Kein Problem, wir kommen")

The answer stands at the beginning, or behind a greeting and thanks, in words of locales/*/answers.ftl, all languages at
once. A number counts seats only beside a yes, where it ends its clause or counts people: in "ja, um 2 Uhr", "ja, 2
Fragen" and a telephone number it does not, nor in "mit 2 Personen", which some count without themselves; "mit meinem
Mann" is two. A yes is none if its sentence has a "not" or an "if", if it is asked ("ja?"), or if another clause begins
with another answer. What is not certain is no answer at all, so that a person reads the whole text.

Nothing is lost: `rest` is the text without the answer's own words and signs, the greeting before it included.
`wording.worth_reading` knows whether it is more than courtesy.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Literal, NamedTuple

from locales import LANGUAGES, words
from mailing import wording

Decision = Literal["yes", "no", "maybe"]

# An answer is found among so many words; what follows is rest.
_WORDS = 400
_COURTESIES = 4
_LONGEST_PHRASE = 6

# A word with its accents and the colours of its symbols, or a sign; invisible marks of direction are neither.
_TOKEN = re.compile(
    "\\w[\\w'’\u0300-\u036f\u064b-\u065f\u0670\ufe00-\ufe0f\u20e3\u200c\u200d\u00ad]*"
    "|[^\\w\\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
    "(?:[\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]|\u200d[^\\w\\s])*"
)
_EMOJI = re.compile("[\u2600-\u27bf\U0001f000-\U0001faff]")
_BEFORE = frozenset("\"'„“”«»*•-–—(")
_AFTER = frozenset(',.;:!…-–—)"“”«»*')
_CLAUSE = frozenset(",.;:!?…–—()")
_SENTENCE = frozenset(".!?…")
_RANGE = frozenset(",.:/-–")


class Answer(NamedTuple):
    """`number` is of seats, 0 to 99, with a yes or a maybe, or by itself; `rest` what a person should read."""

    decision: Decision | None
    number: int | None
    rest: str


class _Token(NamedTuple):
    """A word or sign: its key (see `wording.normalise`), where it stands, and how many lines end before it."""

    key: str
    text: str
    start: int
    end: int
    lines: int

    @property
    def is_word(self) -> bool:
        return bool(re.match(r"\w", self.text))


class _Count(NamedTuple):
    number: int
    end: int
    comes: bool


def read(text: str) -> Answer:
    """The answer in somebody's own words, without quotes and signature (`Letter.own_text`)."""
    return _Reader(text).answer() or Answer(None, None, text.strip())


class _Reader:
    """One text, in tokens; places are numbers of tokens."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = list(_tokens(text))

    def answer(self) -> Answer | None:
        """The answer, if it is certain."""
        begin = self._begin()
        if begin is None:
            return None
        decision, number, end = self._taken(begin)
        if self._is_asked(end) or self._is_contradicted(decision, end):
            return None
        if decision != "no" and self._is_doubted(end):
            return None
        if decision is None and not self._closes(end):
            return None
        return Answer(decision, number, self._rest(begin, end))

    def _begin(self) -> int | None:
        """Where the answer begins: at the beginning, or behind greeting and thanks."""
        at = self._skip(0, _BEFORE)
        for _ in range(_COURTESIES):
            polite = self._phrase(at, _courtesy())
            behind = self._skip(polite or at, _BEFORE | _AFTER)
            for place in (at, behind):
                if self._decision(place) or self._count(place):
                    return place
            if polite is None:
                return None
            at = self._skip(self._clause_end(at), _BEFORE | _AFTER)
        return None

    def _taken(self, begin: int) -> tuple[Decision | None, int | None, int]:
        """Decision and number, and where they end: "Ja, gerne, wir kommen zu dritt" is all answer."""
        decision: Decision | None = None
        number, end = None, begin
        while True:
            at = self._skip(end, _BEFORE | _AFTER)
            if number is None and decision != "no" and (count := self._count(at)):
                number, end = count.number, count.end
                decision = decision or ("yes" if count.comes else None)
                continue
            found = self._decision(at)
            if found is None or found[0] != (decision or found[0]) or (found[0] == "no" and number is not None):
                return decision, number, end
            decision, end = found

    def _rest(self, begin: int, end: int) -> str:
        """The text without what was taken, and without the signs around that."""
        while begin and self.tokens[begin - 1].text in _BEFORE:
            begin -= 1
        last = self.tokens[self._skip(end, _AFTER) - 1]
        around = self.text[: self.tokens[begin].start].strip(), self.text[last.end :].strip()
        return "\n".join(filter(None, around))

    def _decision(self, at: int) -> tuple[Decision, int] | None:
        """The answer that begins here, and where it ends."""
        for end in self._ends(at):
            key = self._key(at, end)
            if key in _listed("answers-neither"):
                return None
            if (found := _decisions().get(key)) and (found.goes_on or self._stands(end, found.decision)):
                return found.decision, end
        return None

    def _stands(self, end: int, decision: Decision) -> bool:
        """Whether an answer may end here: before a number, more of its kind, or nothing that belongs to it."""
        following = (_decisions().get(self._key(end, last)) for last in self._ends(end))
        more = any(found.decision == decision for found in following if found)
        return more or self._closes(end) or self._count(end) is not None

    def _count(self, at: int) -> _Count | None:
        """The number of seats that begins here, with the words around it."""
        we_are, for_ = (self._phrase(at, _listed(key)) for key in ("answers-we-are", "answers-for"))
        for lead in (we_are, for_, at):
            if lead is not None and (found := self._counted(lead)):
                number, end = found
                return _Count(number, end, comes=lead == we_are)
        return None

    def _counted(self, at: int) -> tuple[int, int] | None:
        """A number of people, and where it ends: "zu dritt", "3 Personen", or "3" and "mit meinem Mann" where their
        clause ends."""
        if group := self._phrase(at, frozenset(_numbers("answers-groups"))):
            return _numbers("answers-groups")[self._key(at, group)], group
        if (companion := self._phrase(at, _listed("answers-with"))) and self._closes(companion):
            return 2, companion
        number = self._number(at)
        if number is None:
            return None
        if seats := self._phrase(at + 1, _listed("answers-seats")):
            return number, seats
        return (number, at + 1) if self._ends_number(at + 1) else None

    def _number(self, at: int) -> int | None:
        if at >= len(self.tokens) or not self.tokens[at].is_word:
            return None
        digits = wording.digit(self.tokens[at].text)
        return _numbers("answers-numbers").get(self.tokens[at].key) if digits is None else digits

    def _ends_number(self, at: int) -> bool:
        """Whether a number without a noun ends its clause: "3, ..." does, "3, 4", "3-4" and "3. April" do not."""
        if self._is_new_line(at):
            return True
        sign = self.tokens[at].text
        if sign in _RANGE and self._number(at + 1) is not None:
            return False
        if sign == "." and self.tokens[at - 1].text[0].isdigit():
            return self._is_new_line(at + 1)
        return self._closes(at)

    def _closes(self, at: int) -> bool:
        """Whether what ends here ends its clause, or only courtesy follows in it."""
        if self._is_new_line(at):
            return True
        token = self.tokens[at]
        if token.text in _AFTER or _EMOJI.match(token.text):
            return True
        last = self._clause_end(at)
        written = self.text[token.start : self.tokens[last - 1].end]
        return not wording.worth_reading(written)

    def _is_asked(self, end: int) -> bool:
        """ "Ja?", and "ja gibt es Parkplätze?", where nothing tells answer and question apart."""
        if self._is_new_line(end) or self.tokens[end].text in _AFTER:
            return False
        return next((token.text for token in self._sentence(end) if token.text in _SENTENCE), "") == "?"

    def _is_doubted(self, end: int) -> bool:
        """Whether the sentence of the answer goes on with a "not" or an "if"."""
        if self._is_new_line(end) or self.tokens[end].text in _SENTENCE:
            return False
        return self._has_doubt(end, end + sum(1 for _ in self._sentence(end)))

    def _has_doubt(self, at: int, end: int) -> bool:
        while at < end:
            harmless = self._phrase(at, _listed("answers-neither"))
            if harmless is None and self.tokens[at].key in _listed("answers-doubt"):
                return True
            at = harmless or at + 1
        return False

    def _is_contradicted(self, decision: Decision | None, end: int) -> bool:
        """Whether a later clause begins with another answer, unless a "not" takes it back: "nein, wir kommen nicht"."""
        at = end
        while at < len(self.tokens):
            start = self._skip(at, _BEFORE | _AFTER | _CLAUSE)
            start = self._skip(self._phrase(start, _listed("answers-but")) or start, _BEFORE | _AFTER)
            at = self._clause_end(start)
            if (found := self._decision(start)) and found[0] != decision and not self._has_doubt(found[1], at):
                return True
        return False

    def _sentence(self, at: int) -> Iterator[_Token]:
        """The tokens of a sentence from here on; the point of "am 3. April" ends none, an empty line does."""
        for place in range(at, len(self.tokens)):
            token = self.tokens[place]
            if place > at and token.lines > 1:
                return
            yield token
            if token.text in _SENTENCE and not (token.text == "." and self.tokens[place - 1].text[0].isdigit()):
                return

    def _clause_end(self, at: int) -> int:
        """The place of the sign or the new line that ends this clause; always behind `at`."""
        for place in range(at + 1, len(self.tokens)):
            if self.tokens[place].text in _CLAUSE or self.tokens[place].lines:
                return place
        return max(at + 1, len(self.tokens))

    def _is_new_line(self, at: int) -> bool:
        return at >= len(self.tokens) or self.tokens[at].lines > 0

    def _skip(self, at: int, signs: frozenset[str]) -> int:
        while at < len(self.tokens) and self.tokens[at].text in signs:
            at += 1
        return at

    def _ends(self, at: int) -> range:
        """Where a phrase that begins here may end, the longest first."""
        return range(min(at + _LONGEST_PHRASE, len(self.tokens)), at, -1)

    def _key(self, at: int, end: int) -> str:
        """What stands between, as `normalise` writes it; a sign among the words makes it no phrase."""
        return " ".join(token.key for token in self.tokens[at:end])

    def _phrase(self, at: int, listed: frozenset[str]) -> int | None:
        """Where the longest of these phrases that begins here ends."""
        return next((end for end in self._ends(at) if self._key(at, end) in listed), None)


def _tokens(text: str) -> Iterator[_Token]:
    before = 0
    for number, found in enumerate(_TOKEN.finditer(text)):
        if number == _WORDS:
            return
        lines = text.count("\n", before, found.start()) if number else 0
        yield _Token(wording.normalise(found[0]), found[0], found.start(), found.end(), lines)
        before = found.end()


class _Listed(NamedTuple):
    decision: Decision
    goes_on: bool


def _each(key: str) -> Iterator[str]:
    for language in LANGUAGES:
        yield from words(language).list(key)


@cache
def _listed(key: str) -> frozenset[str]:
    return frozenset(map(wording.normalise, _each(key)))


@cache
def _courtesy() -> frozenset[str]:
    return _listed("courtesy-greeting") | _listed("courtesy-polite")


@cache
def _decisions() -> Mapping[str, _Listed]:
    """What each phrase says, and whether it may go on."""
    kinds: dict[str, Decision] = {"answers-maybe": "maybe", "answers-no": "no", "answers-yes": "yes"}
    return {
        wording.normalise(phrase.removesuffix("…")): _Listed(decision, phrase.endswith("…"))
        for key, decision in kinds.items()
        for phrase in _each(key)
    }


@cache
def _numbers(key: str) -> Mapping[str, int]:
    """ "3 zu dritt" is the number 3, and the words that say it."""
    return {wording.normalise(said): int(number) for number, _, said in (entry.partition(" ") for entry in _each(key))}
