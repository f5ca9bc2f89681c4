"""When somebody means: "morgen 9 Uhr", "am 13.4. um 18 Uhr", "in 2 Stunden", "jeden Montag 9 Uhr", "every 1st at 9".

A line, in any of our languages, is first written in signs of our own: "every w0 t9:00" for «jeden Montag um 9 Uhr».
Then its hour is taken out, and what is left must be one of `DAYS`, whole: a line that is understood only in part is not
understood. A day without an hour is that day at nine, an hour without a day the next time that it is that hour.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cache
from zoneinfo import ZoneInfo

from locales import LANGUAGES, Words, words
from mailing import wording
from storage.schedules import Kind, Rhythm, When, in_month

NINE = time(9)
END_OF_DAY = time(23, 59)
"""Of a day by which something is to be done, where no hour was said."""

LONGEST = 120
MEANING = ("next", "every", "second", "weekly", "monthly", "in", "at", "minutes", "hours", "days", "weeks", "months")
"""Words of moments.ftl that become a sign."""


def deadline(say: Words, moment: datetime, zone: tzinfo) -> str:
    """Until when, in words: a day, with its hour where that is not the end of the day."""
    is_whole_day = moment.astimezone(zone).time() == END_OF_DAY
    return (say.weekday if is_whole_day else say.when)(moment, zone)


def understand(
    line: str, now: datetime, zone: ZoneInfo, *, kind: Kind | None = None, hour: time = NINE
) -> When | None:  # fmt: skip
    """The first moment that is meant, and how it repeats; `kind` if it is known that it does. `hour` is meant where a
    day has none. None if it is not understood; the moment may have passed."""
    signs = _signs(line) if len(line) <= LONGEST else None
    if signs is None:
        return None
    here = now.astimezone(zone)
    for said, at in _with_hour(signs):
        for pattern, mean in DAYS:
            if found := re.fullmatch(pattern, said):
                try:
                    return mean(Heard(here, at, hour, kind, found.groupdict()))
                except (ValueError, OverflowError):
                    return None  # a day that no calendar has, or two things that do not go together
    return None


def is_never(line: str) -> bool:
    """Whether a line says that there is no end."""
    return wording.is_one_of(line, [word for tag in LANGUAGES for word in words(tag).list("moments-words-never")])


# From words to signs.


def _signs(line: str) -> str | None:
    """The line in signs: dates "d13.4.2027", hours "t9:00", days of a month "1.", weekdays "w0" (Monday), months "m4",
    today "+0", and the words of `MEANING`. None if a word is unknown."""
    text = _plain(line)
    for pattern, written in _shapes():
        text = re.sub(pattern, written, text)
    signs: list[str] = []
    for word in re.findall(r"[dt]\d[\d.:]*|\d+\.?|[^\W\d_]+", text):
        sign = word if word[-1] in "0123456789." else _vocabulary().get(_key(word))
        if sign is None:
            return None
        signs += sign.split()
    return " ".join(signs)


def _plain(line: str) -> str:
    """Small letters, digits that are ours (٣ and ۳ are 3), nothing that cannot be seen."""
    shown = unicodedata.normalize("NFKC", line).casefold().replace("o'clock", "oclock").replace("o’clock", "oclock")
    seen = (sign for sign in shown if unicodedata.category(sign) != "Cf")
    return "".join(str(unicodedata.digit(sign)) if sign.isdigit() else sign for sign in seen)


@cache
def _shapes() -> list[tuple[str, str | Callable[[re.Match[str]], str]]]:
    """What is written with digits, the unmistakable before the rest."""
    hours = "|".join(re.escape(word.casefold()) for tag in LANGUAGES for word in words(tag).list("moments-hour"))
    behind = rf"(?:(?:{hours})\b|(?P<am>a\.?m\b\.?)|(?P<pm>p\.?m\b\.?))"
    begins = r"(?<![\w.:])"
    year = r"(?:[./]\s?(\d{4}|\d{2}(?![\d:.])))?"
    return [
        (r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b", r" d\3.\2.\1 "),
        (rf"{begins}(?P<hour>\d{{1,2}}):(?P<minute>\d{{2}})\b(?:\s*{behind})?", _hour),
        (rf"{begins}(?P<hour>\d{{1,2}})\.(?P<minute>\d{{2}})\s*{behind}", _hour),
        (rf"{begins}(?P<hour>\d{{1,2}})\s*{behind}(?:\s*(?P<minute>\d{{2}})\b(?![.:]))?", _hour),
        (rf"{begins}(\d{{1,2}})[./]\s?(\d{{1,2}}){year}(?![\d:])[./]?", _date),
        (rf"{begins}(\d{{1,2}})(?:st|nd|rd|th)\b", r"\1."),
    ]


def _hour(found: re.Match[str]) -> str:
    hour = int(found["hour"])
    if found["pm"] and hour < 12:
        hour += 12
    elif found["am"] and hour == 12:
        hour = 0
    return f" t{hour}:{found['minute'] or '00'} "


def _date(found: re.Match[str]) -> str:
    day, month, year = found.groups()
    year = f"20{year}" if year and len(year) == 2 else year
    return f" d{day}.{month}{f'.{year}' if year else ''} "


@cache
def _vocabulary() -> dict[str, str]:
    """What each word means; "" says nothing."""
    known: dict[str, str] = {}
    for say in map(words, LANGUAGES):
        known |= dict.fromkeys(map(_key, say.list("moments-filler")), "")
        for width in ("abbreviated", "wide"):
            for number, name in say.locale.months["format"][width].items():
                known[_key(name)] = f"m{number}"
            for number, name in say.locale.days["format"][width].items():
                known[_key(name)] = f"w{number}"
                known[_key(f"{name}s")] = f"every w{number}"  # "montags"
        for number, one in enumerate(say.list("moments-numbers"), 1):
            known |= dict.fromkeys(map(_key, one.split("|")), str(number))
        for distance, name in enumerate(("today", "tomorrow", "after-tomorrow")):
            known |= dict.fromkeys(map(_key, say.list(f"moments-{name}")), f"+{distance}")
        known |= dict.fromkeys(map(_key, say.list("moments-noon")), "t12:00")
    for say in map(words, LANGUAGES):
        for name in MEANING:
            known |= dict.fromkeys(map(_key, say.list(f"moments-{name}")), name)
    return known


def _key(word: str) -> str:
    return wording.normalise(word).replace(" ", "")


def _with_hour(signs: str) -> list[tuple[str, time | None]]:
    """How the signs may be read: what they say of the day, and the hour. A bare number behind "at", or at the end where
    the whole is no day, is an hour as well."""
    hours = re.findall(r"(?<!\S)(?:at )?t(\S+)", signs) or re.findall(r"(?<!\S)at (\d{1,2})\.?(?!\S)", signs)
    rest = re.sub(r"(?<!\S)(?:at )?t\S+|(?<!\S)at \d{1,2}\.?(?!\S)|(?<!\S)at(?!\S)", " ", signs)
    readings = [(" ".join(rest.split()), hours)]
    if not hours and (bare := re.fullmatch(r"(.+) (\d{1,2})", readings[0][0])):
        readings.append((bare[1], [bare[2]]))
    return [(said, _time(hours)) for said, hours in readings if len(hours) <= 1 and _is_time(hours)]


def _time(hours: list[str]) -> time | None:
    if not hours:
        return None
    hour, _, minute = hours[0].partition(":")
    return time(int(hour), int(minute or 0))


def _is_time(hours: list[str]) -> bool:
    return all(re.fullmatch(r"(?:[01]?\d|2[0-3])(?::[0-5]\d)?", hour) for hour in hours)


# From signs to a moment.


@dataclass(frozen=True)
class Heard:
    """Where and when somebody speaks, the hour they named, the one that is meant without it, whether it is known to
    repeat, and the parts of what they said of the day."""

    here: datetime
    at: time | None
    else_at: time
    kind: Kind | None
    said: dict[str, str | None]

    @property
    def hour(self) -> time:
        return self.at or self.else_at

    @property
    def earliest(self) -> date:
        """Today, while that hour is still to come."""
        today = self.here.date()
        return today if self.here.time() < self.hour and not self.said.get("next") else today + timedelta(days=1)

    def number(self, name: str) -> int | None:
        found = self.said.get(name)
        return int(found) if found else None

    def when(self, day: date, rhythm: Rhythm | None = None) -> When:
        weekday = self.number("weekday")
        if weekday is not None and day.weekday() != weekday:
            raise ValueError("another weekday")
        if self.kind and (rhythm is None or rhythm.kind != self.kind):
            if rhythm:
                raise ValueError("another rhythm")
            rhythm = Rhythm("weekly") if self.kind == "weekly" else Rhythm("monthly", 1, day.day)
        return When(day, self.hour, rhythm)


def _hour_only(heard: Heard) -> When:
    if heard.at is None:
        raise ValueError("nothing said")
    return heard.when(heard.earliest)


def _relative_day(heard: Heard) -> When:
    return heard.when(heard.here.date() + timedelta(days=heard.number("days") or 0))


def _distance(heard: Heard) -> When:
    """ "in 2 Stunden": by what passes, not by the clock on the wall."""
    number, unit = heard.number("number") or 0, heard.said["unit"]
    if unit in ("days", "weeks"):
        return heard.when(heard.here.date() + timedelta(**{unit: number}))
    if heard.at or heard.kind:
        raise ValueError("two hours")
    then = (heard.here.astimezone(UTC) + timedelta(**{str(unit): number})).astimezone(heard.here.tzinfo)
    return When(then.date(), then.time().replace(second=0, microsecond=0))


def _weekday(heard: Heard) -> When:
    return heard.when(_next_weekday(heard))


def _next_weekday(heard: Heard) -> date:
    weekday = heard.number("weekday")
    return heard.earliest + timedelta(days=0 if weekday is None else (weekday - heard.earliest.weekday()) % 7)


def _calendar_day(heard: Heard) -> When:
    """A date; without a year the next one."""
    day, month, year = (heard.number(name) for name in ("day", "month", "year"))
    if not day or not month:
        raise ValueError("no such day")
    if year is not None:
        return heard.when(date(year, month, day))
    today = heard.here.date()
    years = (y for y in range(today.year, today.year + 9) if day <= in_month(y, month, 31).day)
    found = next((found for y in years if (found := date(y, month, day)) >= today), None)
    return heard.when(found or date(today.year, month, day))


def _day_of_month(heard: Heard) -> When:
    """ "am 15.": the next one; in a rhythm a short month has its last day instead."""
    day, first = heard.number("day") or 0, heard.earliest
    months = [((first.year * 12 + first.month - 1 + n) // 12, (first.month - 1 + n) % 12 + 1) for n in range(12)]
    monthly = heard.kind == "monthly" or bool(heard.said.get("monthly"))
    days = [in_month(*month, day) for month in months]
    found = next(d for d in days if d >= first and (monthly or d.day == day))
    return heard.when(found, Rhythm("monthly", 1, day) if monthly else None)


def _every_month(heard: Heard) -> When:
    return heard.when(heard.earliest, Rhythm("monthly", 1, heard.earliest.day))


def _every_week(heard: Heard) -> When:
    every = 2 if heard.said.get("second") else heard.number("weeks") or 1
    return heard.when(_next_weekday(heard), Rhythm("weekly", every))


def _every_week_from(heard: Heard) -> When:
    every = 2 if heard.said.get("second") else heard.number("weeks") or 1
    return heard.when(_calendar_day(heard).day, Rhythm("weekly", every))


_WEEKDAY = r"w(?P<weekday>\d)"
_DATE = r"d(?P<day>\d{1,2})\.(?P<month>\d{1,2})(?:\.(?P<year>\d{4}))?"
_WEEKLY = r"(?:weekly|every (?:(?P<second>second) |(?P<weeks>\d{1,2}) )?weeks)"

DAYS: tuple[tuple[str, Callable[[Heard], When]], ...] = (
    (r"", _hour_only),
    (r"\+(?P<days>\d)", _relative_day),
    (r"in (?P<number>\d{1,3}) (?P<unit>minutes|hours|days|weeks)", _distance),
    (rf"(?P<next>next )?{_WEEKDAY}", _weekday),
    (rf"(?:{_WEEKDAY} )?{_DATE}", _calendar_day),
    (rf"(?:{_WEEKDAY} )?(?P<day>\d{{1,2}})\.? m(?P<month>\d+)(?: (?P<year>\d{{4}}))?", _calendar_day),
    (rf"(?:{_WEEKDAY} )?m(?P<month>\d+) (?P<day>\d{{1,2}})\.?(?: (?P<year>\d{{4}}))?", _calendar_day),
    (r"(?P<day>[1-9]|[12]\d|3[01])\.", _day_of_month),
    (r"(?P<monthly>every) (?P<day>[1-9]|[12]\d|3[01])\.(?: (?:every )?months)?", _day_of_month),
    (r"(?P<monthly>monthly|every months) (?P<day>[1-9]|[12]\d|3[01])\.", _day_of_month),
    (r"(?P<day>[1-9]|[12]\d|3[01])\. (?P<monthly>monthly|every months)", _day_of_month),
    (r"monthly|every months", _every_month),
    (rf"every (?P<second>second )?{_WEEKDAY}", _every_week),
    (rf"{_WEEKLY}(?: (?:every )?{_WEEKDAY})?", _every_week),
    (rf"{_WEEKDAY} {_WEEKLY}", _every_week),
    (rf"{_WEEKLY} {_DATE}", _every_week_from),
)
"""What may be said of the day."""
