"""Trainings and events as calendar entries, such as Outlook, Apple, Google and Thunderbird take them.

    request(entry, "anna@example.org")    by mail: an invitation; the same uid and a higher sequence change it
    cancel(entry, "anna@example.org")     by mail: it disappears
    publish([entry, …])                   a file for a chat, which nobody answers
    feed(name, [entry, …], refresh)       what a calendar subscribes to

An invitation holds one entry: a message that is answered has one UID (RFC 5546 3.2.2), and Outlook takes several
calendars of a file only where they are published ([MS-OXCICAL] 2.1.3.1.1). So a training of three evenings is three
entries with a uid each, and three letters, or one file. How a letter carries an invitation: `mailing/message.py`; what
comes back: `mailing/calendar_replies.py`.

Outlook understands of a time zone only yearly rules, and no dates ([MS-STANOICAL] 2.2.47), which is what icalendar
writes: so the rules are found here, by asking the zone when its clocks were changed the year before.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import pairwise
from typing import Literal
from urllib.parse import quote
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vCalAddress, vDuration

from mailing.addresses import Mailbox, envelope
from mailing.letters.charsets import visible
from mailing.outgoing_headers import NAME_LIMIT, clean

PRODUCT = "-//Netzbote//Netzbote//DE"
TEXT_LIMIT = 10_000

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# What may stand in the address of a mailto link as it is (RFC 6068 2).
_OF_AN_ADDRESS = "@!$&'*+-/=^_`{|}~"


@dataclass(frozen=True)
class Entry:
    """One session of a training or one event, as one person has it in their calendar.

    `uid` stays for as long as this person's sign-up for this session does, and has nothing in it that must not be seen:
    "s17-t4@kreis.example.org". `sequence` counts the changes from 0, the cancellation among them, and `changed_at` is
    the moment of the last. `starts` and `ends` are moments, shown by the clock of `zone`. `organiser` is who gets the
    answers, the office's address with a token: always the same, or programs would take it for another entry. `alarms`
    are how long before the start. Texts are plain; no association is named in them.
    """

    uid: str
    title: str
    starts: datetime
    ends: datetime
    zone: ZoneInfo
    organiser: Mailbox
    changed_at: datetime
    sequence: int = 0
    place: str = ""
    map_link: str = ""
    description: str = ""
    alarms: tuple[timedelta, ...] = ()


def request(entry: Entry, attendee: str, *, accepted: bool = False) -> bytes:
    """An invitation, or what changed of it (RFC 5546 3.2.2); `accepted`, if this person said yes already. Raises
    UnsafeAddress."""
    event = _event(entry, "CONFIRMED")
    event.add("attendee", _attendee(attendee, "ACCEPTED" if accepted else "NEEDS-ACTION"))
    # Otherwise Outlook lets people propose another time, for which there is nobody here (RFC 5546 3.2.7).
    event.add("x-microsoft-disallow-counter", "TRUE")
    _ring(event, entry)
    return _with(_calendar("REQUEST", [entry]), [event])


def cancel(entry: Entry, attendee: str) -> bytes:
    """The end of an invitation (RFC 5546 3.2.5). Raises UnsafeAddress."""
    event = _event(entry, "CANCELLED")
    event.add("attendee", _attendee(attendee, "NEEDS-ACTION"))
    return _with(_calendar("CANCEL", [entry]), [event])


def publish(entries: Sequence[Entry]) -> bytes:
    """A file with entries, for whoever gets it (RFC 5546 3.2.1). Raises UnsafeAddress."""
    return _with(_calendar("PUBLISH", entries), _published(entries))


def feed(name: str, entries: Sequence[Entry], refresh: timedelta) -> bytes:
    """All entries of a person, to be fetched again after a while (RFC 7986 5.1, 5.7); the same entries give the same
    bytes. Raises UnsafeAddress."""
    calendar = _calendar("PUBLISH", entries)
    for key in ("name", "x-wr-calname"):
        calendar.add(key, clean(name, NAME_LIMIT))
    for key in ("refresh-interval", "x-published-ttl"):
        calendar.add(key, vDuration(refresh), parameters={"VALUE": "DURATION"} if key == "refresh-interval" else {})
    return _with(calendar, _published(entries))


def _published(entries: Iterable[Entry]) -> Iterator[Event]:
    for entry in entries:
        event = _event(entry, "CONFIRMED")
        _ring(event, entry)
        yield event


def _calendar(method: str, entries: Sequence[Entry]) -> Calendar:
    """A calendar with the zones of the entries, and none of them yet."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    for zone in dict.fromkeys(entry.zone for entry in entries):
        calendar.add_component(_rules(zone, min(entry.starts for entry in entries).year - 1))
    return calendar


def _with(calendar: Calendar, events: Iterable[Event]) -> bytes:
    for event in events:
        calendar.add_component(event)
    return bytes(calendar.to_ical(sorted=False))


def _event(entry: Entry, status: Literal["CONFIRMED", "CANCELLED"]) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.changed_at.astimezone(UTC))
    event.add("dtstart", entry.starts.astimezone(entry.zone))
    event.add("dtend", entry.ends.astimezone(entry.zone))
    event.add("summary", clean(entry.title))
    event.add("organizer", _person(entry.organiser))
    event.add("status", status)
    event.add("class", "PRIVATE")
    event.add("transp", "OPAQUE")
    told = {"location": clean(entry.place), "description": _description(entry)}
    for key, text in told.items():
        if text:
            event.add(key, text)
    return event


def _description(entry: Entry) -> str:
    """The map's link stands below the text: URL and ALTREP are shown by hardly any program."""
    return "\n\n".join(filter(None, [visible(entry.description)[:TEXT_LIMIT].strip(), clean(entry.map_link)]))


def _ring(event: Event, entry: Entry) -> None:
    for before in entry.alarms:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", clean(entry.title))
        alarm.add("trigger", -before)
        event.add_component(alarm)


def _attendee(address: str, answer: Literal["NEEDS-ACTION", "ACCEPTED"]) -> vCalAddress:
    person = _person(Mailbox("", address))
    for name, value in (("CUTYPE", "INDIVIDUAL"), ("ROLE", "REQ-PARTICIPANT"), ("PARTSTAT", answer), ("RSVP", "TRUE")):
        person.params[name] = value
    return person


def _person(person: Mailbox) -> vCalAddress:
    written = vCalAddress(f"mailto:{quote(envelope(person.address), safe=_OF_AN_ADDRESS)}")
    if name := clean(person.name, NAME_LIMIT):
        written.params["CN"] = name
    return written


@cache
def _rules(zone: ZoneInfo, year: int) -> Timezone:
    """The zone as it has been since that year: when its clocks are changed, if they are."""
    written = Timezone()
    written.add("tzid", zone.key)
    for before, after in _changes(zone, year) or [(_first(zone, year), _first(zone, year))]:
        written.add_component(_change(before, after))
    return written


def _first(zone: ZoneInfo, year: int) -> datetime:
    return datetime(year, 1, 1, tzinfo=UTC).astimezone(zone)


def _changes(zone: ZoneInfo, year: int) -> list[tuple[datetime, datetime]]:
    """The last half hour before each change of the clocks in a year, and the first one after it."""
    first = datetime(year, 1, 1, tzinfo=UTC)
    half_hours = ((first + timedelta(minutes=30 * number)).astimezone(zone) for number in range(366 * 48))
    return [(before, after) for before, after in pairwise(half_hours) if before.utcoffset() != after.utcoffset()]


def _change(before: datetime, after: datetime) -> TimezoneStandard | TimezoneDaylight:
    """What is true from `after` on; every year again, if the clocks were changed then."""
    earlier, later = before.utcoffset() or timedelta(), after.utcoffset() or timedelta()
    begins = (after.astimezone(UTC) + earlier).replace(tzinfo=None)
    change = TimezoneDaylight() if later > earlier else TimezoneStandard()
    change.add("dtstart", begins)
    change.add("tzoffsetfrom", earlier)
    change.add("tzoffsetto", later)
    change.add("tzname", after.tzname())
    if earlier != later:
        change.add("rrule", {"FREQ": "YEARLY", "BYMONTH": begins.month, "BYDAY": _weekday_of(begins)})
    return change


def _weekday_of(day: datetime) -> str:
    """The day as "the last Sunday" of its month, or "the second"."""
    is_last = day.day + 7 > monthrange(day.year, day.month)[1]
    return f"{-1 if is_last else (day.day - 1) // 7 + 1}{_WEEKDAYS[day.weekday()]}"
