"""When a training is, in the words of whoever plans it: "4.5. 18 bis 20 Uhr; 11.5. 18 bis 20 Uhr", and back in words.

Each session names its day, beginning and end, in the words of handlers/moments.py; an end without a day is on the day
of its beginning. A semicolon, a new line or "und" parts two sessions.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from handlers import moments
from locales import LANGUAGES, Words, words
from mailing.sheets.occasion import Meeting, Occasion
from mailing.turn import Turn
from storage import trainings
from storage.refusals import Refusal
from storage.trainings import StartsInThePast, Times, Training

LONGEST = 500


class NotATimetable(Refusal):
    """A line that does not say of each session when it begins and ends."""


def understand(line: str, now: datetime, zone: ZoneInfo) -> list[Times] | None:
    """The sessions that a line names; None if a part of it is not understood. They may have passed, or end before they
    begin."""
    found = [_session(part, now, zone) for part in re.split(_between(), line[:LONGEST]) if part.strip(" .,")]
    return [times for times in found if times] if found and all(found) else None


def _session(part: str, now: datetime, zone: ZoneInfo) -> Times | None:
    """The words before "bis" say the beginning, those behind it the end. A number right before it is an hour."""
    beginning, until, end = _parted(part)
    start = _local(re.sub(r"(?<=\s)\d\d?([.:]\d\d)?\s*$", r"\g<0> h", beginning), now, zone) if until else None
    if start is None:
        return None
    finish = _local(f"{start:%d.%m.%Y} {end}", now, zone) or _local(end, start.replace(tzinfo=zone), zone)
    return Times(start, finish) if finish else None


def _parted(part: str) -> tuple[str, str, str]:
    """Around the last "bis", or the last dash before a number."""
    found = [*re.finditer(_until(), part, re.IGNORECASE)]
    return (part[: found[-1].start()], found[-1][0], part[found[-1].end() :]) if found else (part, "", "")


def _local(said: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The moment by the clock on the wall, where an hour is named."""
    known = [moments.understand(said, now, zone, hour=hour) for hour in (moments.NINE, moments.NINE.replace(minute=1))]
    when = known[0]
    if when is None or when.rhythm or when != known[1]:
        return None
    return datetime.combine(when.day, when.at)


@cache
def _between() -> str:
    return rf"[;\n]|\s(?:{_listed('timetable-and')})\s"


@cache
def _until() -> str:
    return rf"\s(?:{_listed('timetable-until')})\s|\s*[-–]\s*(?=\d)"


def _listed(key: str) -> str:
    return "|".join(re.escape(word) for language in LANGUAGES for word in words(language).list(key))


async def a_timetable(turn: Turn, text: str) -> dict[str, Any]:
    """What a dialogue keeps of it: {"times": [[start, end], …] in ISO 8601 by the clock on the wall, "words"}. Raises
    `NotATimetable`, `StartsInThePast`, `EndsBeforeStart`, `NoSuchHour`."""
    zone = turn.office.timezone
    times = understand(text, turn.now, zone)
    if times is None:
        raise NotATimetable
    spans = trainings.moments(times, zone.key)
    if any(start <= turn.now for start, _ in spans):
        raise StartsInThePast
    return {
        "times": [[each.start.isoformat(), each.end.isoformat()] for each in times],
        "words": "\n".join(in_words(turn.words, spans, zone)),
    }


def kept(answer: dict[str, Any]) -> list[Times]:
    """The sessions that a dialogue kept."""
    return [Times(*map(datetime.fromisoformat, each)) for each in answer["times"]]


def in_words(say: Words, spans: Iterable[tuple[datetime, datetime]], zone: ZoneInfo) -> list[str]:
    """Each session: "Dienstag, 13. April 2027, 18 bis 20 Uhr"."""
    return Occasion("", "", tuple(Meeting(*span) for span in spans)).days(say, zone)


def of(say: Words, training: Training) -> list[str]:
    """The sessions of a training in words, at its place."""
    return in_words(say, spans(training), ZoneInfo(training.zone))


def spans(training: Training) -> Sequence[tuple[datetime, datetime]]:
    return [(one.starts_at, one.ends_at) for one in training.sessions]
