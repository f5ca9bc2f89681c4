"""What a sheet is about: a training or an event, with its days."""

from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import NamedTuple

from babel.dates import format_datetime

from locales import Words


class Meeting(NamedTuple):
    """One of the times that people come together; both moments are aware."""

    start: datetime
    end: datetime


@dataclass(frozen=True)
class Occasion:
    """A training may have several meetings, in their order."""

    title: str
    place: str
    meetings: tuple[Meeting, ...]

    def days(self, say: Words, timezone: tzinfo) -> list[str]:
        """Each meeting in words: "Dienstag, 13. April 2027, 18 bis 20 Uhr"."""
        return [_day(meeting, say, timezone) for meeting in self.meetings]


def _day(meeting: Meeting, say: Words, timezone: tzinfo) -> str:
    start, end = (moment.astimezone(timezone) for moment in meeting)
    if start.date() != end.date():
        return say.text("sheets-from-to", start=_moment(start, say, timezone), end=_moment(end, say, timezone))
    return f"{say.date(start, timezone)}, {say.hours(start, end, timezone)}"


def _moment(moment: datetime, say: Words, timezone: tzinfo) -> str:
    return f"{say.date(moment, timezone)}, {say.time(moment, timezone)}"


def short(moment: datetime, say: Words, timezone: tzinfo) -> str:
    """A moment as it stands in a table: "13.04.2027, 18:00"."""
    return format_datetime(moment, say.text("sheets-short-moment"), tzinfo=timezone, locale=say.locale)
