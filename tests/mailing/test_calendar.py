"""Entries are the same in every calendar: read back by another library (ical), and imported into one (khal)."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream
from ical.event import Event

from mailing.addresses import Mailbox, UnsafeAddress
from mailing.calendar import Entry, cancel, feed, publish, request
from mailing.outgoing_headers import clean
from tests.khal import Khal

BERLIN = ZoneInfo("Europe/Berlin")
ANNA = "anna@verein.example.org"
ENTRY = Entry(
    uid="s17-t4@kreis.example.org",
    title="Kasse führen; Teil 1, für Anfänger",
    starts=datetime(2027, 4, 13, 16, tzinfo=UTC),
    ends=datetime(2027, 4, 13, 18, 30, tzinfo=UTC),
    zone=BERLIN,
    organiser=Mailbox("Netzwerk, Kreis", "netz+a-feed@kreis.example.org"),
    changed_at=datetime(2027, 3, 1, 9, tzinfo=UTC),
    place="Rathaus, Raum 2",
    map_link="https://karte.example.org/?q=51.2,6.9",
    description="Bitte mitbringen:\n- Stift\n- Kassenbuch",
    alarms=(timedelta(days=1), timedelta(hours=2)),
)


def lines(content: bytes) -> list[str]:
    """The lines of a calendar, unfolded."""
    return content.decode().replace("\r\n ", "").split("\r\n")


def read(content: bytes) -> Calendar:
    """What the other library understands, of a time zone only what is written: its name says nothing."""
    return IcsCalendarStream.calendar_from_ics(content.decode().replace("Europe/Berlin", "Nowhere/Known"))


def event_of(content: bytes) -> Event:
    (event,) = read(content).events
    return event


def names(content: bytes) -> list[str]:
    """The properties of the one entry, in which those of its alarms do not count."""
    inside = "\n".join(lines(content)).split("BEGIN:VEVENT\n")[1].split("\nBEGIN:VALARM")[0].split("\nEND:VEVENT")[0]
    return [re.split("[:;]", line)[0] for line in inside.split("\n")]


def test_an_invitation_says_what_where_and_when_and_asks_for_an_answer() -> None:
    calendar = read(request(ENTRY, ANNA))
    (event,) = calendar.events
    assert (calendar.method, calendar.version, calendar.prodid) == ("REQUEST", "2.0", "-//Netzbote//Netzbote//DE")
    assert (event.uid, event.sequence, event.summary, event.location) == (ENTRY.uid, 0, ENTRY.title, ENTRY.place)
    assert (event.dtstart, event.dtend, event.dtstamp) == (ENTRY.starts, ENTRY.ends, ENTRY.changed_at)
    assert event.description == f"{ENTRY.description}\n\n{ENTRY.map_link}"
    assert (event.status, event.classification) == ("CONFIRMED", "PRIVATE")
    assert event.organizer is not None
    assert (event.organizer.uri, event.organizer.common_name) == (
        "mailto:netz+a-feed@kreis.example.org",
        "Netzwerk, Kreis",
    )
    (attendee,) = event.attendees
    assert (attendee.uri, attendee.status, attendee.rsvp) == (f"mailto:{ANNA}", "NEEDS-ACTION", True)
    assert [(alarm.action, alarm.trigger) for alarm in event.alarm] == [
        ("DISPLAY", -timedelta(days=1)),
        ("DISPLAY", -timedelta(hours=2)),
    ]


def test_who_said_yes_already_is_not_asked_again() -> None:
    (attendee,) = event_of(request(ENTRY, ANNA, accepted=True)).attendees
    assert attendee.status == "ACCEPTED"


@pytest.mark.parametrize("write", [request, cancel])
def test_a_message_has_exactly_what_itip_wants_of_it(write: Callable[[Entry, str], bytes]) -> None:
    """RFC 5546 3.2.2 and 3.2.5: each once, and one entry."""
    content = write(ENTRY, ANNA)
    written = names(content)
    for name in ("UID", "DTSTAMP", "SEQUENCE", "ORGANIZER", "ATTENDEE", "SUMMARY", "DTSTART", "DTEND", "STATUS"):
        assert written.count(name) == 1
    assert content.count(b"BEGIN:VEVENT") == content.count(b"BEGIN:VTIMEZONE") == 1
    assert b"DTSTAMP:20270301T090000Z\r\n" in content
    assert b"DTSTART;TZID=Europe/Berlin:20270413T180000\r\n" in content
    assert f"METHOD:{write.__name__.upper()}\r\n".encode() in content


def test_a_cancellation_is_of_the_same_entry_and_rings_no_more() -> None:
    gone = cancel(replace(ENTRY, sequence=3), ANNA)
    event = event_of(gone)
    assert (event.uid, event.sequence, event.status, event.alarm) == (ENTRY.uid, 3, "CANCELLED", [])


def test_a_published_file_names_nobody_who_comes() -> None:
    evenings = [replace(ENTRY, uid=f"{number}@kreis.example.org") for number in range(3)]
    content = publish(evenings)
    assert (read(content).method, [event.uid for event in read(content).events]) == (
        "PUBLISH",
        [evening.uid for evening in evenings],
    )
    assert b"ATTENDEE" not in content
    assert content.count(b"BEGIN:VTIMEZONE") == 1


def test_a_feed_has_a_name_and_comes_again_and_is_the_same_while_nothing_changes() -> None:
    entries = [ENTRY, replace(ENTRY, uid="2@kreis.example.org", starts=datetime(2026, 7, 1, 16, tzinfo=UTC))]
    content = feed("Meine Termine", entries, timedelta(hours=6))
    found = lines(content)
    assert {"X-WR-CALNAME:Meine Termine", "NAME:Meine Termine", "X-PUBLISHED-TTL:PT6H"} <= set(found)
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT6H" in found
    assert [event.dtstart for event in read(content).events] == [entry.starts for entry in entries]
    assert content == feed("Meine Termine", entries, timedelta(hours=6))
    assert read(feed("Meine Termine", [], timedelta(days=1))).events == []


MARCH, OCTOBER = datetime(2027, 3, 28, 1, tzinfo=UTC), datetime(2027, 10, 31, 1, tzinfo=UTC)


@pytest.mark.parametrize("change", [MARCH, OCTOBER])
@pytest.mark.parametrize("hours", [-24, -2, -1, 0, 1, 2, 24])
def test_the_hour_is_right_around_a_change_of_the_clocks(change: datetime, hours: int) -> None:
    """The hour that is there twice in October is meant to be the first; its second cannot be said with a zone."""
    starts = change + timedelta(hours=hours)
    if (change, hours) == (OCTOBER, 0):
        starts -= timedelta(hours=1)
    ends = change + timedelta(hours=hours + 3)
    event = event_of(request(replace(ENTRY, starts=starts, ends=ends), ANNA))
    assert (event.dtstart, event.dtend) == (starts, ends)


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Dubai", "UTC"])
def test_the_rules_of_a_zone_are_those_of_its_clocks(zone: str) -> None:
    """Every seven hours of the year and the next, but for those that the clock shows twice or not at all."""
    known = ZoneInfo(zone)
    rules = tzical(StringIO(request(replace(ENTRY, zone=known), ANNA).decode())).get(zone)
    for number in range(0, 2 * 365 * 24, 7):
        local = datetime(2027, 1, 1, 6, 15) + timedelta(hours=number)  # noqa: DTZ001 - what a clock shows
        if local.replace(tzinfo=known).utcoffset() == local.replace(tzinfo=known, fold=1).utcoffset():
            assert local.replace(tzinfo=rules).utcoffset() == local.replace(tzinfo=known).utcoffset(), local


def test_the_rules_of_a_zone_are_such_as_outlook_understands() -> None:
    """[MS-STANOICAL] 2.2.47: it looks at RRULE and ignores RDATE."""
    zone = request(ENTRY, ANNA).split(b"END:VTIMEZONE")[0]
    assert b"RDATE" not in zone
    assert zone.count(b"RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=") == 2


NASTY = st.text(
    st.one_of(st.sampled_from('\r\n\0"\\;,:^=äşش\u2028\u202e😀n '), st.characters(codec="utf-8")), max_size=300
)


@settings(deadline=None)
@given(NASTY, NASTY, NASTY)
def test_no_text_breaks_out_of_its_line(title: str, place: str, name: str) -> None:
    organiser = Mailbox(name, "netz@kreis.example.org")
    entry = replace(ENTRY, title=title, place=place, organiser=organiser, description=title)
    content = request(entry, ANNA)
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert b"\r" not in content.replace(b"\r\n", b"")
    for line in content.split(b"\r\n"):
        assert len(line) <= 75
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f]", line.decode())
    assert names(content) == names(request(replace(entry, title="a", place="a" if clean(place) else ""), ANNA))


@settings(deadline=None)
@given(NASTY, NASTY)
def test_texts_come_back_as_they_were_written(title: str, place: str) -> None:
    # To icalendar a backslash with a capital N is a line break already.
    title, place = title.replace("\\N", ""), place.replace("\\N", "")
    found = lines(publish([replace(ENTRY, title=title, place=place, alarms=())]))
    told = dict(line.split(":", 1) for line in found if line.startswith(("SUMMARY:", "LOCATION:")))
    assert unescaped(told["SUMMARY"]) == clean(title)
    assert unescaped(told.get("LOCATION", "")) == clean(place)


def unescaped(value: str) -> str:
    """RFC 5545 3.3.11."""
    return re.sub(r"\\(.)", lambda found: {"n": "\n", "N": "\n"}.get(found[1], found[1]), value)


@pytest.mark.parametrize("address", ["", "a b@c.example", "a@b.example\r\nATTENDEE:mailto:c@d.example", "ä@b.example"])
def test_an_address_that_no_calendar_can_carry_is_refused(address: str) -> None:
    with pytest.raises(UnsafeAddress):
        request(ENTRY, address)
    with pytest.raises(UnsafeAddress):
        publish([replace(ENTRY, organiser=Mailbox("Netz", address))])


async def test_a_calendar_shows_the_entry_then_its_change_then_its_end(tmp_path: Path) -> None:
    khal = Khal(tmp_path)
    await khal.takes(request(ENTRY, ANNA))
    assert await khal.shows() == [f"13.04.2027 18:00 - 20:30 {ENTRY.title} ({ENTRY.place}) CONFIRMED"]
    hour = timedelta(hours=1)
    later = replace(ENTRY, starts=ENTRY.starts + hour, ends=ENTRY.ends + hour, sequence=1)
    await khal.takes(request(later, ANNA))
    assert await khal.shows() == [f"13.04.2027 19:00 - 21:30 {ENTRY.title} ({ENTRY.place}) CONFIRMED"]
    await khal.takes(cancel(replace(later, sequence=2), ANNA))
    assert await khal.shows() == [f"13.04.2027 19:00 - 21:30 {ENTRY.title} ({ENTRY.place}) CANCELLED"]


async def test_a_calendar_shows_evenings_around_the_changes_of_the_clocks_in_every_script(tmp_path: Path) -> None:
    khal = Khal(tmp_path)
    titles = ("Größe 😀", "دورة المحاسبة للجمعيات", "Kasse " * 40 + "Ende")
    evenings = [
        replace(ENTRY, uid=f"{number}@x", starts=starts, ends=starts + timedelta(hours=2), title=title, place="Ü")
        for number, (starts, title) in enumerate(
            zip((MARCH - timedelta(hours=1), MARCH, OCTOBER + timedelta(hours=16)), titles, strict=True)
        )
    ]
    await khal.takes(feed("Meine Termine", evenings, timedelta(hours=6)))
    assert await khal.shows() == [
        f"28.03.2027 01:00 - 04:00 {titles[0]} (Ü) CONFIRMED",
        f"28.03.2027 03:00 - 05:00 {titles[1]} (Ü) CONFIRMED",
        f"31.10.2027 18:00 - 20:00 {titles[2]} (Ü) CONFIRMED",
    ]
