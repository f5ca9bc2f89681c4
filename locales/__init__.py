"""The words: everything that a person or an operator can read, one folder per language, one Fluent file per subject.

    say = words("de-AT")                          # the nearest language there is; else German, never English
    say.text("trainings-full", title=title)       # plain text
    say.html("letters-frame", body=Markup(...))   # the message is HTML, each plain argument is escaped
    say.subject("letters-welcome")                # the attribute `.subject` of a message
    say.list("commands-leave")                    # "abmelden, austragen" -> ["abmelden", "austragen"]
    say.when(start, timezone)                     # "Dienstag, 13. April, 18 Uhr"
    say.span(timedelta(hours=3))                  # "3 Stunden"

Numbers as arguments choose plural forms and are written as the language writes them ("1.200"): pass a year, an id or a
telephone number as a str. An unknown message or a missing argument raises: that is a mistake in our code, and the
tests hold every language to the same messages with the same arguments.

Text in two directions: in a right-to-left language Fluent isolates every argument. In the others the invisible
marks would only puzzle whoever copies a line, so that just the values with right-to-left letters get them.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta, tzinfo
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.dates import format_datetime, format_timedelta
from babel.lists import format_list
from babel.numbers import format_decimal
from fluent.runtime import FluentBundle, FluentResource, resolver
from fluent.syntax import ast
from markupsafe import Markup, escape

LANGUAGES = ("de", "en")
FALLBACK = "de"

FOLDER = Path(__file__).parent
FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)

_ENTRY = re.compile(r"^(?:#[^\n]*\n)*(?P<name>-?[a-zA-Z][\w-]*) *=", re.MULTILINE)
_REFERENCE = re.compile(r"\{\s*(-?[a-zA-Z][\w-]*)")

# Fluent's limit of 2500 characters guards against hostile translations; ours are trusted, and carry whole letters.
resolver.MAX_PART_LENGTH = 10_000_000


class MissingWords(LookupError):
    """A message, attribute or argument that the code asks for and the language does not have."""


class BrokenWords(ValueError):
    """A Fluent file that cannot be read, or says the same message twice."""


@lru_cache
def nearest(tag: str | None) -> str:
    """The language of ours for a tag such as "de-AT" or "pt_BR": German where we have none."""
    parts = (tag or "").replace("_", "-").lower().split("-")
    shorter = ("-".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((name for name in shorter if name in LANGUAGES), FALLBACK)


def native_name(language: str) -> str:
    """What the language calls itself: "Deutsch"."""
    name = Locale.parse(language, sep="-").get_display_name()
    return str(name)


def words(tag: str | None) -> "Words":
    """The words of the language nearest to the tag; read once per process."""
    return _read(nearest(tag))


@cache
def _read(language: str) -> "Words":
    return Words(language, FOLDER / language)


def written(folder: Path) -> Iterator[tuple[Path, str, str]]:
    """Every message and term of a language's folder: its file, its name, and how it is written in Fluent."""
    for path in sorted(folder.glob("*.ftl")):
        text = path.read_text(encoding="utf-8")
        found = list(_ENTRY.finditer(text))
        ends = [*(entry.start() for entry in found[1:]), len(text)]
        for entry, end in zip(found, ends, strict=True):
            yield path, entry["name"], text[entry.start() : end]


def parsed(path: Path, entry: str) -> ast.Message | ast.Term:
    """What is written there; raises BrokenWords for what is no Fluent."""
    for found in FluentResource(entry).body:
        if isinstance(found, ast.Message | ast.Term):
            return found
        if isinstance(found, ast.Junk):
            break
    raise BrokenWords(f"{path.parent.name}/{path.name}: {entry.strip()[:60]}")


class Words:
    """The messages of one language. Each is parsed when it is first asked for: all at once take 0.2 seconds, and most
    are not said on most days."""

    def __init__(self, language: str, folder: Path) -> None:
        self.language = language
        self.locale = Locale.parse(language, sep="-")
        self._bundle = FluentBundle([language], use_isolating=self.locale.text_direction == "rtl")
        self._unread: dict[str, tuple[Path, str]] = {}
        for path, name, entry in written(folder):
            if name in self._unread:
                raise BrokenWords(f"{language}/{path.name}: {name} is there twice")
            self._unread[name] = path, entry

    def _parse(self, key: str) -> None:
        """Those that a message refers to, and the message, if that was not done. Letters are written in threads: two
        may do so at once, and none finds half of it."""
        unread = self._unread.get(key)
        if unread is None:
            return
        path, entry = unread
        for name in _REFERENCE.findall(entry):
            self._parse(name)
        self._bundle.add_resource(ast.Resource([parsed(path, entry)]))
        self._unread.pop(key, None)

    def has(self, key: str, attribute: str | None = None) -> bool:
        """Whether there is such a message, or such an attribute of it."""
        self._parse(key)
        if not self._bundle.has_message(key):
            return False
        return attribute is None or attribute in self._bundle.get_message(key).attributes

    def text(self, key: str, /, **args: Any) -> str:
        """A message as plain text."""
        return self._say(key, None, args, str)

    def html(self, key: str, /, **args: Any) -> Markup:
        """A message that is HTML: its str arguments are escaped, unless they are Markup."""
        return Markup(self._say(key, None, args, escape))

    def attr(self, key: str, name: str, /, **args: Any) -> str:
        """The attribute `.name` of a message, as plain text."""
        return self._say(key, name, args, str)

    def subject(self, key: str, /, **args: Any) -> str:
        """The subject line of a letter: its attribute `.subject`, on one line."""
        return " ".join(self.attr(key, "subject", **args).split())

    def list(self, key: str) -> list[str]:
        """A message that lists words, separated by commas."""
        return [word.strip() for word in self.text(key).split(",")]

    def date(self, moment: datetime, timezone: tzinfo) -> str:
        """A day: "Dienstag, 13. April 2027"."""
        return self._moment("dates-day", moment, timezone)

    def when(self, moment: datetime, timezone: tzinfo) -> str:
        """A day of the coming months and its hour: "Dienstag, 13. April, 18 Uhr"."""
        return self._moment("dates-when", moment, timezone)

    def time(self, moment: datetime, timezone: tzinfo) -> str:
        """An hour: "18 Uhr", "18:30 Uhr"."""
        return self._moment("dates-time", moment, timezone)

    def weekday(self, moment: datetime, timezone: tzinfo) -> str:
        """A day of the coming months: "Dienstag, 13. April"."""
        return self._moment("dates-weekday", moment, timezone)

    def hours(self, start: datetime, end: datetime, timezone: tzinfo) -> str:
        """From when until when on one day: "18 bis 20 Uhr", "18:30 bis 20 Uhr"."""
        first, last = (self._moment("dates-hour", moment, timezone) for moment in (start, end))
        return self.text("dates-hours", start=first, end=last)

    def span(self, length: timedelta) -> str:
        """How long something is, about: "3 Stunden"."""
        return format_timedelta(length, threshold=1, locale=self.locale)

    def number(self, value: float) -> str:
        """A number as the language writes it: "1.200"."""
        return format_decimal(value, locale=self.locale)

    def listing(self, items: Iterable[str]) -> str:
        """Several things in one sentence: "Hilden, Velbert und Ratingen"."""
        return format_list(list(items), locale=self.locale)

    def _moment(self, key: str, moment: datetime, timezone: tzinfo) -> str:
        local = moment.astimezone(timezone)
        pattern = self.text(key) if local.minute else self.attr(key, "full-hour")
        return format_datetime(local, pattern, tzinfo=timezone, locale=self.locale)

    def _say(self, key: str, attribute: str | None, args: dict[str, Any], write: Callable[[str], str]) -> str:
        pattern = self._pattern(key, attribute)
        given = {name: self._argument(value, write) for name, value in args.items()}
        said, wrong = self._bundle.format_pattern(pattern, given)
        if wrong:
            raise MissingWords(f"{self.language}: {key}: {wrong[0]}")
        return str(said)

    def _pattern(self, key: str, attribute: str | None) -> resolver.Pattern:
        if self.has(key):
            message = self._bundle.get_message(key)
            pattern = message.attributes.get(attribute) if attribute else message.value
            if pattern is not None:
                return pattern
        raise MissingWords(f"{self.language}: there is no {key}{'.' + attribute if attribute else ''}")

    def _argument(self, value: Any, write: Callable[[str], str]) -> Any:
        if not isinstance(value, str):
            return value
        written = str(write(value))
        # Markup is a text of its own, whose blocks have a direction each.
        return written if isinstance(value, Markup) else self.isolated(written)

    def isolated(self, value: str) -> str:
        """A value as it is put into a message: marked if it is written from right to left, unless Fluent does it."""
        if self._bundle.use_isolating or not RIGHT_TO_LEFT.search(value):
            return value
        return f"{FIRST_STRONG_ISOLATE}{value}{POP_ISOLATE}"
