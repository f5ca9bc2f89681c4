"""Every message to a calendar keeps the rules of RFC 5546 3.2 and the grammar of RFC 5545, whatever people write.

The rules are held here line by line: the library that reads entries back (ical) knows the grammar and the types, and
takes a REQUEST without an organiser, a PUBLISH with attendees, and a CANCEL that is confirmed.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailing.addresses import Mailbox
from mailing.calendar import Entry, cancel, feed, publish, request
from mailing.letters.parts import Attachment
from mailing.message import Outgoing, build

ANNA = "anna+verein@verein.example.org"

PARAMETER = r"""[A-Z-]+=(?:"[^"\x00-\x1f]*"|[^";:,\x00-\x1f]*)"""
LINE = re.compile(rf"(?P<name>[A-Z-]+)(?P<parameters>(?:;{PARAMETER})*):(?P<value>.*)")
TEXT = re.compile(r"(?:[^\\;,]|\\[\\;,nN])*")
TEXTS = {"SUMMARY", "LOCATION", "DESCRIPTION"}
LOCAL, MOMENT = re.compile(r"\d{8}T\d{6}"), re.compile(r"\d{8}T\d{6}Z")

# RFC 5546 3.2.1, 3.2.2, 3.2.5: what an event has exactly once, what at most once besides, and never.
ALWAYS = {"UID", "DTSTAMP", "SEQUENCE", "ORGANIZER", "SUMMARY", "DTSTART", "DTEND", "STATUS", "CLASS", "TRANSP"}
SOMETIMES = {"LOCATION", "DESCRIPTION"}
ONLY_IN = {"PUBLISH": set(), "REQUEST": {"ATTENDEE", "X-MICROSOFT-DISALLOW-COUNTER"}, "CANCEL": {"ATTENDEE"}}


@dataclass
class Component:
    name: str
    lines: list[tuple[str, str, str]] = field(default_factory=list)
    """Name, parameters and value."""
    inside: list["Component"] = field(default_factory=list)

    def value(self, name: str) -> str:
        [found] = [value for each, _, value in self.lines if each == name]
        return found

    def parameters(self, name: str) -> str:
        [found] = [parameters for each, parameters, _ in self.lines if each == name]
        return found

    def all(self, name: str) -> list["Component"]:
        return [one for one in self.inside if one.name == name]


def read(content: bytes) -> Component:
    """The one calendar in these bytes, by the grammar of RFC 5545 3.1."""
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert content.count(b"\n") == content.count(b"\r") == content.count(b"\r\n")
    physical = content.removesuffix(b"\r\n").split(b"\r\n")
    assert all(0 < len(line) <= 75 for line in physical)
    # A sign of several octets is not cut in two, though a program would have to mend that (3.1).
    unfolded = "\n".join(line.decode() for line in physical).replace("\n ", "")
    open_ = [Component("")]
    for line in unfolded.split("\n"):
        found = LINE.fullmatch(line)
        assert found, f"no content line: {line!r}"
        name, parameters, value = found["name"], found["parameters"], found["value"]
        assert name not in TEXTS or TEXT.fullmatch(value), f"not escaped: {line!r}"
        if name == "BEGIN":
            open_.append(Component(value))
        elif name == "END":
            closed = open_.pop()
            assert closed.name == value
            open_[-1].inside.append(closed)
        else:
            assert name != "METHOD" or not open_[-1].inside, "the method comes before the components"
            open_[-1].lines.append((name, parameters, value))
    [calendar] = open_[0].inside
    return calendar


def assert_is_itip(content: bytes, method: str) -> Component:
    calendar = read(content)
    assert (calendar.name, calendar.value("VERSION"), calendar.value("METHOD")) == ("VCALENDAR", "2.0", method)
    assert calendar.value("PRODID")
    events = calendar.all("VEVENT")
    assert len(events) + len(calendar.all("VTIMEZONE")) == len(calendar.inside)
    for event in events:
        assert_is_event(event, method)
    if method != "PUBLISH":
        assert len(events) == 1, "a message that is answered has one UID"
    assert len({event.value("UID") for event in events}) == len(events)
    assert_zones(calendar, events)
    return calendar


def assert_is_event(event: Component, method: str) -> None:
    written = Counter(name for name, _, _ in event.lines)
    assert set(written.values()) == {1}, written
    assert ALWAYS | ONLY_IN[method] <= written.keys() <= ALWAYS | ONLY_IN[method] | SOMETIMES
    assert event.value("STATUS") == ("CANCELLED" if method == "CANCEL" else "CONFIRMED")
    assert int(event.value("SEQUENCE")) >= 0
    assert MOMENT.fullmatch(event.value("DTSTAMP"))
    assert event.parameters("DTSTART") == event.parameters("DTEND")
    assert LOCAL.fullmatch(event.value("DTSTART"))
    assert LOCAL.fullmatch(event.value("DTEND"))
    assert event.value("DTSTART") < event.value("DTEND")
    for person in ONLY_IN[method] & {"ATTENDEE"} | {"ORGANIZER"}:
        assert re.fullmatch(r"mailto:[^\s@]+@[^\s@]+", event.value(person))
    alarms = event.all("VALARM")
    assert alarms == event.inside
    assert method != "CANCEL" or not alarms
    for alarm in alarms:
        assert sorted(name for name, _, _ in alarm.lines) == ["ACTION", "DESCRIPTION", "TRIGGER"]
        assert alarm.value("ACTION") == "DISPLAY"
        assert re.fullmatch(r"-P(\d+D)?(T(\d+H)?(\d+M)?)?", alarm.value("TRIGGER"))


def assert_zones(calendar: Component, events: list[Component]) -> None:
    """Each zone that is used is defined once (RFC 5545 3.6.5), and where its clocks change, by both rules."""
    used = {event.parameters("DTSTART").removeprefix(";TZID=") for event in events}
    defined = calendar.all("VTIMEZONE")
    assert sorted(zone.value("TZID") for zone in defined) == sorted(used)
    for zone in defined:
        assert [name for name, _, _ in zone.lines] == ["TZID"]
        rules = zone.inside
        changes = {"STANDARD"} if zone.value("TZID") == "Asia/Dubai" else {"DAYLIGHT", "STANDARD"}
        assert {rule.name for rule in rules} == changes
        for rule in rules:
            assert {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"} <= {name for name, _, _ in rule.lines}
            assert LOCAL.fullmatch(rule.value("DTSTART"))
            assert rule.parameters("DTSTART") == ""
            assert (len(rules) == 1) or rule.value("RRULE").startswith("FREQ=YEARLY;")


WRITTEN = st.one_of(
    st.sampled_from([
        "Kasse; Teil 1, für \\Anfänger\\n",
        "دورة المحاسبة للجمعيات – المستوى ٢",
        "Бухгалтерия, часть 1: «основы»; для всех",
        "👩‍👩‍👧‍👦" * 30,
        "Zeile\r\nATTENDEE:mailto:fremd@example.org\r\nEND:VEVENT",
        "x" * 74 + "ä" * 80,
        'Raum "Blau": 3. OG',
    ]),
    st.text(max_size=400),
)  # fmt: skip
ZONES = st.sampled_from([ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York"), ZoneInfo("Asia/Dubai")])


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    zone = draw(ZONES)
    day = draw(st.dates(datetime(2025, 1, 1, tzinfo=UTC).date(), datetime(2035, 12, 31, tzinfo=UTC).date()))
    starts = datetime(day.year, day.month, day.day, draw(st.integers(6, 21)), draw(st.integers(0, 59)), tzinfo=zone)
    return Entry(
        uid=f"s{draw(st.integers(1, 10**9))}-t{draw(st.integers(1, 10**9))}@kreis.example.org",
        title=draw(WRITTEN),
        starts=starts.astimezone(UTC),
        ends=starts.astimezone(UTC) + timedelta(minutes=draw(st.integers(15, 600))),
        zone=zone,
        organiser=Mailbox(draw(WRITTEN), "netz+c-17-abcdefghijklmnopqrstuvwxyz@kreis.example.org"),
        changed_at=starts - timedelta(days=draw(st.integers(0, 100))),
        sequence=draw(st.integers(0, 10**6)),
        place=draw(WRITTEN),
        map_link=draw(st.sampled_from(["", "https://karte.example.org/?q=51.2,6.9;z=3"])),
        description=draw(WRITTEN),
        alarms=draw(st.sampled_from([(), (timedelta(days=1), timedelta(hours=2))])),
    )


@settings(deadline=None)
@given(entries(), st.booleans())
def test_an_invitation_and_its_end_are_itip_messages(entry: Entry, accepted: bool) -> None:
    invited = assert_is_itip(request(entry, ANNA, accepted=accepted), "REQUEST").all("VEVENT")[0]
    ended = assert_is_itip(cancel(entry, ANNA), "CANCEL").all("VEVENT")[0]
    for name in ("UID", "ORGANIZER", "ATTENDEE"):
        assert invited.value(name) == ended.value(name), "a program finds the entry by it"
    assert len(invited.all("VALARM")) == len(entry.alarms)


@settings(deadline=None)
@given(st.lists(entries(), max_size=4, unique_by=lambda entry: entry.uid))
def test_a_file_and_a_feed_are_published(several: list[Entry]) -> None:
    assert len(assert_is_itip(publish(several), "PUBLISH").all("VEVENT")) == len(several)
    assert len(assert_is_itip(feed("Meine Termine", several, timedelta(hours=6)), "PUBLISH").all("VEVENT")) == len(
        several
    )


def parts(letter: bytes) -> Iterator[tuple[str, str | None, bytes]]:
    """Type, method and content of what is about the calendar."""
    for part in message_from_bytes(letter).walk():
        if part.get_content_type() in ("text/calendar", "application/ics"):
            method = part.get_param("method")
            content = part.get_payload(decode=True)
            assert isinstance(content, bytes)
            yield part.get_content_type(), None if method is None else str(method), content


@settings(deadline=None)
@given(entries(), st.sampled_from([("REQUEST", request), ("CANCEL", cancel)]))
def test_the_letter_names_the_method_that_its_calendar_has(entry: Entry, how: tuple[str, object]) -> None:
    """RFC 6047 2.4: or the part must not be acted upon. Whole, and as a file besides."""
    method, write = how
    content = write(entry, ANNA)  # type: ignore[operator]
    letter = build(
        Outgoing(
            sender=Mailbox("Netz", "netz@kreis.example.org"),
            recipient=Mailbox("Anna", ANNA),
            subject=entry.title,
            message_id="1@kreis.example.org",
            date=entry.changed_at,
            plain="Guten Tag",
            html="<p>Guten Tag</p>",
            invitation=Attachment("termin.ics", "text/calendar", content),
        )
    )
    assert list(parts(letter)) == [("text/calendar", method, content), ("application/ics", None, content)]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (b"METHOD:REQUEST\r\n", b""),
        (b"METHOD:REQUEST", b"METHOD:PUBLISH"),
        (b"\r\nSTATUS:CONFIRMED", b"\r\nSTATUS:CANCELLED"),
        (b"\r\nSEQUENCE:0", b""),
        (b"\r\nUID:1@x", b"\r\nUID:1@x\r\nUID:2@x"),
        (b"\r\nCLASS:PRIVATE", b"\r\nCLASS:PRIVATE\r\nREQUEST-STATUS:2.0"),
        (b"Kasse\\, Teil 1", b"Kasse, Teil 1"),
        (b"\r\nTRANSP", b"\nTRANSP"),
        (b"TRANSP:OPAQUE", b"X-LONG:" + b"x" * 80),
        (b"END:STANDARD\r\n", b"END:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VTIMEZONE\r\nTZID:Asia/Dubai\r\n"),
        (b"ACTION:DISPLAY\r\n", b""),
    ],
)
def test_these_rules_notice_what_is_wrong(right: bytes, wrong: bytes) -> None:
    starts = datetime(2027, 4, 13, 16, tzinfo=UTC)
    entry = Entry(
        "1@x", "Kasse, Teil 1", starts, starts + timedelta(hours=1), ZoneInfo("Europe/Berlin"),
        Mailbox("", "n@x.example"), starts, alarms=(timedelta(hours=2),),
    )  # fmt: skip
    sound = request(entry, ANNA)
    assert_is_itip(sound, "REQUEST")
    assert right in sound
    with pytest.raises((AssertionError, ValueError)):
        assert_is_itip(sound.replace(right, wrong, 1), "REQUEST")
