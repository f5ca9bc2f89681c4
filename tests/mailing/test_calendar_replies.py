"""What calendar programs send back is understood, whoever made them; anything else is no answer, and never an error."""

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailing.addresses import tag
from mailing.calendar_replies import COMMENT_LIMIT, FILE_LIMIT, Decision, Reply, read
from mailing.letters import parse

OUTLOOK = """\
BEGIN:VCALENDAR
METHOD:REPLY
PRODID:Microsoft Exchange Server 2010
VERSION:2.0
BEGIN:VTIMEZONE
TZID:W. Europe Standard Time
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
ATTENDEE;PARTSTAT=ACCEPTED;CN=Anna Kaya:MAILTO:Anna@Verein.example.org
COMMENT;LANGUAGE=de-DE:Ich komme gern\\, mit Größe\\n\\n
UID:s17-t4@kreis.example.org
SUMMARY;LANGUAGE=de-DE:Zugesagt: Kasse
DTSTART;TZID=W. Europe Standard Time:20270413T180000
DTEND;TZID=W. Europe Standard Time:20270413T203000
CLASS:PRIVATE
PRIORITY:5
DTSTAMP:20270302T101500Z
TRANSP:OPAQUE
STATUS:CONFIRMED
SEQUENCE:2
LOCATION;LANGUAGE=de-DE:Rathaus
X-MICROSOFT-CDO-APPT-SEQUENCE:2
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
X-MICROSOFT-CDO-INTENDEDSTATUS:BUSY
X-MICROSOFT-CDO-ALLDAYEVENT:FALSE
X-MICROSOFT-DISALLOW-COUNTER:FALSE
END:VEVENT
END:VCALENDAR
"""

GOOGLE = """\
BEGIN:VCALENDAR
PRODID:-//Google Inc//Google Calendar 70.9054//EN
VERSION:2.0
CALSCALE:GREGORIAN
METHOD:REPLY
BEGIN:VEVENT
DTSTART:20270413T160000Z
DTEND:20270413T183000Z
DTSTAMP:20270302T101500Z
ORGANIZER;CN="Netzwerk, Kreis":mailto:netz+a-feed@kreis.example.org
UID:s17-t4@kreis.example.org
ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=DECLINED;CN=anna@v
 erein.example.org;X-NUM-GUESTS=0;X-RESPONSE-COMMENT="Leider krank\\, das tu
 t mir&#39\\;s leid":mailto:anna@verein.example.org
CLASS:PRIVATE
CREATED:20270301T090000Z
DESCRIPTION:
LAST-MODIFIED:20270302T101500Z
SEQUENCE:0
STATUS:CONFIRMED
SUMMARY:Kasse
TRANSP:OPAQUE
END:VEVENT
END:VCALENDAR
"""

APPLE = """\
BEGIN:VCALENDAR
VERSION:2.0
CALSCALE:GREGORIAN
METHOD:REPLY
PRODID:-//Apple Inc.//macOS 14.5//EN
BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:DAYLIGHT
DTSTART:19810329T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZNAME:MESZ
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
ATTENDEE;CN="Anna Kaya";CUTYPE=INDIVIDUAL;EMAIL="anna@verein.example.org";P
 ARTSTAT=TENTATIVE:mailto:anna@verein.example.org
COMMENT:Vielleicht
DTEND;TZID=Europe/Berlin:20270413T203000
DTSTAMP:20270302T101500Z
DTSTART;TZID=Europe/Berlin:20270413T180000
ORGANIZER;CN="Netzwerk, Kreis";EMAIL="netz+a-feed@kreis.example.org":mailto
 :netz+a-feed@kreis.example.org
SEQUENCE:1
SUMMARY:Kasse
UID:s17-t4@kreis.example.org
BEGIN:VALARM
ACTION:NONE
TRIGGER;VALUE=DATE-TIME:19760401T005545Z
UID:B2A5F3E0-0000-4000-8000-000000000000
COMMENT:gehört zum Wecker
END:VALARM
END:VEVENT
END:VCALENDAR
"""

THUNDERBIRD = """\
BEGIN:VCALENDAR
PRODID:-//Mozilla.org/NONSGML Mozilla Calendar V1.1//EN
VERSION:2.0
METHOD:REPLY
BEGIN:VEVENT
CREATED:20270302T101400Z
LAST-MODIFIED:20270302T101500Z
DTSTAMP:20270302T101500Z
UID:s17-t4@kreis.example.org
SUMMARY:Kasse
STATUS:CONFIRMED
ORGANIZER;CN="Netzwerk, Kreis":mailto:netz+a-feed@kreis.example.org
ATTENDEE;PARTSTAT=ACCEPTED;ROLE=REQ-PARTICIPANT:mailto:anna@verein.example.org
DTSTART;TZID=Europe/Berlin:20270413T180000
X-MOZ-RECEIVED-SEQUENCE:0
X-MOZ-RECEIVED-DTSTAMP:20270301T090000Z
TRANSP:OPAQUE
END:VEVENT
END:VCALENDAR
"""


def as_sent(written: str) -> bytes:
    return written.replace("\n", "\r\n").encode()


def said(decision: Decision, sequence: int, comment: str, organiser: str = "netz+a-feed@kreis.example.org") -> Reply:
    stamped = datetime(2027, 3, 2, 10, 15, tzinfo=UTC)
    return Reply("s17-t4@kreis.example.org", decision, sequence, "anna@verein.example.org", organiser, comment, stamped)


@pytest.mark.parametrize(
    ("written", "reply"),
    [
        (OUTLOOK, said("accepted", 2, "Ich komme gern, mit Größe", "")),
        (GOOGLE, said("declined", 0, "Leider krank, das tut mir's leid")),
        (APPLE, said("tentative", 1, "Vielleicht")),
        (THUNDERBIRD, said("accepted", 0, "")),
    ],
    ids=["Outlook", "Google", "Apple", "Thunderbird"],
)
def test_the_answer_of_every_program_is_understood(written: str, reply: Reply) -> None:
    assert read(as_sent(written)) == reply
    assert read(written.encode()) == reply
    assert tag(reply.organiser, "netz@kreis.example.org") == ("a-feed" if reply.organiser else None)


def test_another_time_is_told_by_the_clock_that_it_was_written_with() -> None:
    """Outlook's is that of a zone whose name only Windows knows; Google's is UTC."""
    local, utc = (read(as_sent(sample.replace("REPLY", "COUNTER"))) for sample in (OUTLOOK, GOOGLE))
    assert local
    assert utc
    assert (local.decision, local.starts) == ("proposed", datetime(2027, 4, 13, 18))  # noqa: DTZ001
    assert (utc.decision, utc.starts) == ("proposed", datetime(2027, 4, 13, 16, tzinfo=UTC))


def test_who_sends_somebody_else_says_neither_yes_nor_no() -> None:
    reply = read(as_sent(THUNDERBIRD.replace("ACCEPTED", 'DELEGATED;DELEGATED-TO="mailto:sami@verein.example.org"')))
    assert reply == said("delegated", 0, "")


def test_an_answer_is_found_in_the_letter_that_brings_it() -> None:
    """As Exchange writes it: one more alternative of the text."""
    letter = (
        b"From: Anna Kaya <anna@verein.example.org>\r\nTo: netz+a-feed@kreis.example.org\r\nSubject: Zugesagt\r\n"
        b"MIME-Version: 1.0\r\nContent-Class: urn:content-classes:calendarmessage\r\n"
        b'Content-Type: multipart/alternative; boundary="b"\r\n\r\n'
        b"--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nIch komme gern.\r\n"
        b'--b\r\nContent-Type: text/calendar; charset="utf-8"; method=REPLY\r\nContent-Transfer-Encoding: 8bit\r\n\r\n'
        + as_sent(OUTLOOK)
        + b"--b--\r\n"
    )
    found = parse(letter, "netz@kreis.example.org")
    assert found.own_text == "Ich komme gern."
    assert [read(file.content) for file in found.attachments] == [
        said("accepted", 2, "Ich komme gern, mit Größe", ""),
    ]


def test_a_comment_that_stands_in_two_places_is_one() -> None:
    both = GOOGLE.replace("CLASS:PRIVATE", "COMMENT:Leider krank\\, das tut mir's leid\nCLASS:PRIVATE")
    assert read(as_sent(both)) == read(as_sent(GOOGLE))


def test_a_comment_is_text_and_has_an_end() -> None:
    reply = read(as_sent(APPLE.replace("Vielleicht", "Viel\x00leicht\\n" + "ä" * 6_000)))
    assert reply is not None
    assert reply.comment.startswith("Vielleicht\nää")
    assert len(reply.comment) == COMMENT_LIMIT


EVENT = THUNDERBIRD[THUNDERBIRD.index("BEGIN:VEVENT") : THUNDERBIRD.index("END:VCALENDAR")]
ATTENDEE = "ATTENDEE;PARTSTAT=ACCEPTED;ROLE=REQ-PARTICIPANT:mailto:anna@verein.example.org"


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "Ich komme gern.",
        THUNDERBIRD.replace("REPLY", "REQUEST"),
        THUNDERBIRD.replace("REPLY", "DECLINECOUNTER"),
        THUNDERBIRD.replace("METHOD:REPLY\n", ""),
        THUNDERBIRD.replace("METHOD:REPLY", "METHOD:REPLY\nMETHOD:CANCEL"),
        THUNDERBIRD.replace("VEVENT", "VTODO"),
        THUNDERBIRD.replace(EVENT, EVENT + EVENT),
        THUNDERBIRD.replace("UID:s17-t4@kreis.example.org\n", ""),
        THUNDERBIRD.replace("UID:s17-t4@kreis.example.org", "UID:"),
        THUNDERBIRD.replace("UID:s17", "UID:" + "x" * 300),
        THUNDERBIRD.replace(ATTENDEE + "\n", ""),
        THUNDERBIRD.replace(ATTENDEE, f"{ATTENDEE}\n{ATTENDEE.replace('anna', 'sami')}"),
        THUNDERBIRD.replace("ACCEPTED", "NEEDS-ACTION"),
        THUNDERBIRD.replace("DTSTAMP:20270302", "DTSTAMP:20271399"),
        THUNDERBIRD.replace("PARTSTAT=ACCEPTED;", ""),
        THUNDERBIRD.replace("ACCEPTED", "ACCEPTED,DECLINED"),
        THUNDERBIRD.replace("mailto:anna@verein.example.org", "urn:uuid:1"),
        THUNDERBIRD.replace("mailto:anna@verein.example.org", "mailto:"),
        THUNDERBIRD.replace("mailto:netz+a-feed@kreis.example.org", "nobody"),
        THUNDERBIRD.replace("CREATED:20270302T101400Z", "SEQUENCE:-1"),
        THUNDERBIRD.replace("CREATED:20270302T101400Z", "SEQUENCE:" + "9" * 5_000),
        THUNDERBIRD.replace("CREATED:20270302T101400Z", 'ATTENDEE;CN="ohne Ende:mailto:x@y.example'),
        "END:VCALENDAR\n" + THUNDERBIRD,
        "BEGIN:X\n" * 20,
    ],
)
def test_what_is_no_answer_to_one_entry_is_none(broken: str) -> None:
    assert broken != THUNDERBIRD
    assert read(as_sent(broken)[:FILE_LIMIT]) is None


def test_an_answer_that_is_too_large_is_not_read() -> None:
    large = THUNDERBIRD.replace("SUMMARY:Kasse", "SUMMARY:" + "x" * FILE_LIMIT)
    assert read(as_sent(large)) is None


def test_what_goes_deep_takes_no_time() -> None:
    """Measured 2.3 s without a limit."""
    began = time.process_time()
    assert read(b"BEGIN:X\n" * 14_000 + b"UID:\n" * 24_000) is None
    assert time.process_time() - began < 0.5


def test_an_address_may_be_written_as_in_a_link() -> None:
    reply = read(as_sent(THUNDERBIRD.replace("mailto:anna@", "MAILTO:anna%2Bverein@")))
    assert reply is not None
    assert reply.attendee == "anna+verein@verein.example.org"


def test_a_strangers_time_zone_takes_no_time_and_is_not_remembered() -> None:
    endless = OUTLOOK.replace("FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10", "FREQ=SECONDLY")
    began = time.process_time()
    assert read(as_sent(endless)) == read(as_sent(OUTLOOK))
    assert time.process_time() - began < 0.5


SAMPLES = st.sampled_from([OUTLOOK, GOOGLE, APPLE, THUNDERBIRD])


@settings(deadline=None)
@given(SAMPLES, st.integers(0, 2_000), st.integers(0, 40), st.binary(max_size=20))
def test_no_damage_makes_an_error(sample: str, place: int, length: int, instead: bytes) -> None:
    whole = as_sent(sample)
    read(whole[:place] + instead + whole[place + length :])


@settings(deadline=None)
@given(st.binary(max_size=500))
def test_no_bytes_make_an_error(content: bytes) -> None:
    assert read(content) is None
