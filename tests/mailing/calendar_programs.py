"""Letters in which calendar programs answer an invitation, each with what is its own.

    outlook(invited, "DECLINED", stamped, "Leider krank")      # the bytes of the letter

Outlook (Exchange) leaves out the organiser, packs in base64, names zones as Windows does, and translates the subject.
Google writes in UTC, puts the comment into the attendee's line, and adds the calendar as a file; a machine sends it.
Apple gives the calendar a name, and writes from any of one's accounts (openradar 30310439). Thunderbird writes X-MOZ
lines of its own, and no end.
"""

from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

Answer = Callable[["Invited", str, datetime, str], bytes]


@dataclass(frozen=True)
class Invited:
    """What of an invitation comes back. Addresses are without "mailto:"."""

    uid: str
    sequence: str
    organiser: str
    attendee: str
    message_id: str


def outlook(invited: Invited, partstat: str, stamped: datetime, comment: str, method: str = "REPLY") -> bytes:
    subject = {"ACCEPTED": "Zugesagt", "DECLINED": "Abgesagt", "TENTATIVE": "Mit Vorbehalt"}[partstat]
    calendar = f"""\
BEGIN:VCALENDAR
METHOD:{method}
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
ATTENDEE;PARTSTAT={partstat};CN=Anna Kaya:MAILTO:{invited.attendee.capitalize()}
COMMENT;LANGUAGE=de-DE:{comment}\\n
UID:{invited.uid}
SUMMARY;LANGUAGE=de-DE:{subject}: Kasse
DTSTART;TZID=W. Europe Standard Time:20270505T190000
DTEND;TZID=W. Europe Standard Time:20270505T210000
CLASS:PRIVATE
PRIORITY:5
DTSTAMP:{_utc(stamped)}
TRANSP:OPAQUE
STATUS:CONFIRMED
SEQUENCE:{invited.sequence}
LOCATION;LANGUAGE=de-DE:Rathaus
X-MICROSOFT-CDO-APPT-SEQUENCE:{invited.sequence}
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
X-MICROSOFT-CDO-ALLDAYEVENT:FALSE
END:VEVENT
END:VCALENDAR
"""
    return _letter(
        f"""\
From: Anna Kaya <{invited.attendee}>
To: "Netzwerk, Kreis" <{invited.organiser}>
Subject: {"Neuer Zeitvorschlag" if method == "COUNTER" else subject}: Kasse
Thread-Topic: Kasse
Message-ID: <outlook-{partstat}-{_utc(stamped)}@verein.example.org>
In-Reply-To: <{invited.message_id}>
X-MS-Has-Attach:
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="_000_b"

--_000_b
Content-Type: text/plain; charset="utf-8"
Content-Transfer-Encoding: base64

{_base64(comment)}
--_000_b
Content-Type: text/calendar; charset="utf-8"; method={method}
Content-Transfer-Encoding: base64

{_base64(calendar)}
--_000_b--
"""
    )


def google(invited: Invited, partstat: str, stamped: datetime, comment: str) -> bytes:
    calendar = f"""\
BEGIN:VCALENDAR
PRODID:-//Google Inc//Google Calendar 70.9054//EN
VERSION:2.0
CALSCALE:GREGORIAN
METHOD:REPLY
BEGIN:VEVENT
DTSTART:20270504T160000Z
DTEND:20270504T180000Z
DTSTAMP:{_utc(stamped)}
ORGANIZER;CN="Netzwerk, Kreis":mailto:{invited.organiser}
UID:{invited.uid}
ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={partstat};CN=Anna Kaya
 ;X-NUM-GUESTS=0;X-RESPONSE-COMMENT="{comment}":mailto:{invited.attendee}
CREATED:20270301T090000Z
DESCRIPTION:
LAST-MODIFIED:{_utc(stamped)}
SEQUENCE:{invited.sequence}
STATUS:CONFIRMED
SUMMARY:Kasse
TRANSP:OPAQUE
END:VEVENT
END:VCALENDAR
"""
    return _letter(
        f"""\
From: Anna Kaya <{invited.attendee}>
Sender: Google Calendar <calendar-notification@google.com>
Reply-To: Anna Kaya <{invited.attendee}>
To: {invited.organiser}
Subject: {partstat.capitalize()}: Kasse @ Di. 4. Mai 2027 18:00 - 20:00 (MESZ)
Message-ID: <calendar-{partstat}-{_utc(stamped)}@google.com>
Auto-Submitted: auto-generated
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="m"

--m
Content-Type: multipart/alternative; boundary="a"

--a
Content-Type: text/plain; charset="UTF-8"; format=flowed; delsp=yes
Content-Transfer-Encoding: base64

{_base64("Anna Kaya hat auf diese Einladung geantwortet.")}
--a
Content-Type: text/html; charset="UTF-8"
Content-Transfer-Encoding: quoted-printable

<p>Anna Kaya hat auf diese Einladung geantwortet.</p>
--a
Content-Type: text/calendar; charset="UTF-8"; method=REPLY
Content-Transfer-Encoding: 7bit

{calendar}
--a--
--m
Content-Type: application/ics; name="invite.ics"
Content-Disposition: attachment; filename="invite.ics"
Content-Transfer-Encoding: base64

{_base64(calendar)}
--m--
"""
    )


def apple(invited: Invited, partstat: str, stamped: datetime, comment: str) -> bytes:
    calendar = f"""\
BEGIN:VCALENDAR
VERSION:2.0
CALSCALE:GREGORIAN
METHOD:REPLY
PRODID:-//Apple Inc.//iCloud Web Calendar 2404//EN
BEGIN:VEVENT
ATTENDEE;CN="Anna Kaya";CUTYPE=INDIVIDUAL;EMAIL="{invited.attendee}";P
 ARTSTAT={partstat}:mailto:{invited.attendee}
COMMENT:{comment}
DTEND;TZID=Europe/Berlin:20270504T200000
DTSTAMP:{_utc(stamped)}
DTSTART;TZID=Europe/Berlin:20270504T180000
ORGANIZER;CN="Netzwerk, Kreis";EMAIL="{invited.organiser}":mailto
 :{invited.organiser}
SEQUENCE:{invited.sequence}
SUMMARY:Kasse
UID:{invited.uid}
END:VEVENT
END:VCALENDAR
"""
    return _letter(
        f"""\
From: Anna Kaya <anna.kaya@icloud.com>
To: {invited.organiser}
Subject: Anna Kaya hat auf deine Einladung geantwortet: Kasse
Message-ID: <{partstat}-{_utc(stamped)}@me.com>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="Apple-Mail=_1"

--Apple-Mail=_1
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

Anna Kaya hat geantwortet.
--Apple-Mail=_1
Content-Type: text/calendar; charset=utf-8; method=REPLY; name=iCal-1.ics
Content-Disposition: attachment; filename=iCal-1.ics
Content-Transfer-Encoding: base64

{_base64(calendar)}
--Apple-Mail=_1--
"""
    )


def thunderbird(invited: Invited, partstat: str, stamped: datetime, comment: str) -> bytes:
    calendar = f"""\
BEGIN:VCALENDAR
PRODID:-//Mozilla.org/NONSGML Mozilla Calendar V1.1//EN
VERSION:2.0
METHOD:REPLY
BEGIN:VEVENT
CREATED:20270302T101400Z
LAST-MODIFIED:{_utc(stamped)}
DTSTAMP:{_utc(stamped)}
UID:{invited.uid}
SUMMARY:Kasse
STATUS:CONFIRMED
ORGANIZER;CN="Netzwerk, Kreis":mailto:{invited.organiser}
ATTENDEE;PARTSTAT={partstat};ROLE=REQ-PARTICIPANT:mailto:{invited.attendee}
DTSTART;TZID=Europe/Berlin:20270504T180000
SEQUENCE:{invited.sequence}
COMMENT:{comment}
X-MOZ-RECEIVED-SEQUENCE:{invited.sequence}
X-MOZ-RECEIVED-DTSTAMP:20270301T090000Z
TRANSP:OPAQUE
END:VEVENT
END:VCALENDAR
"""
    return _letter(
        f"""\
From: Anna Kaya <{invited.attendee}>
To: {invited.organiser}
Subject: Einladungsantwort ({partstat.capitalize()}): Kasse
Message-ID: <mozilla-{partstat}-{_utc(stamped)}@verein.example.org>
User-Agent: Mozilla Thunderbird
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="----mixed"

------mixed
Content-Type: multipart/alternative; boundary="----alt"

------alt
Content-Type: text/plain; charset=UTF-8; format=flowed
Content-Transfer-Encoding: 8bit

Anna Kaya hat auf Ihre Einladung geantwortet.

------alt
Content-Type: text/calendar; method=REPLY; charset=UTF-8
Content-Transfer-Encoding: 8bit

{calendar}
------alt--

------mixed
Content-Type: application/ics; name="invite.ics"
Content-Transfer-Encoding: base64
Content-Disposition: attachment; filename="invite.ics"

{_base64(calendar)}
------mixed--
"""
    )


def _utc(moment: datetime) -> str:
    return f"{moment:%Y%m%dT%H%M%SZ}"


def _base64(text: str) -> str:
    packed = b64encode(text.replace("\n", "\r\n").encode()).decode()
    return "\n".join(packed[start : start + 76] for start in range(0, len(packed), 76))


def _letter(written: str) -> bytes:
    return written.replace("\n", "\r\n").encode()
