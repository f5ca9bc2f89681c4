"""What a calendar program sends back when somebody presses «accept» or «decline» on an invitation of ours.

    for file in letter.attachments:
        if answer := calendar_replies.read(file.content):
            token = addresses.tag(answer.organiser, office.list_address)

A reply (RFC 5546 3.2.3) says which entry, who answers, and what; a counter proposal (3.2.7) that they would like
another time. Anybody can write one: it counts only if a token that was in the invitation comes back with it, and not if
it is older than what is known already (handlers/entries.py). Exchange leaves out the organiser, whose address has the
token (nextcloud/server#58904): then it is among those that the letter went to.

Only the few lines that matter are read, as text. Icalendar would build the time zones of a stranger, whose rules may
have a hundred million changes, and remember them under a name such as Europe/Berlin; and it raises on what is broken.
Comments are where each program writes them: a line of its own, or, with Google, inside the attendee's line.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from typing import Literal
from urllib.parse import unquote

from icalendar.parser import Contentline, Parameters

from mailing.addresses import normal
from mailing.letters.charsets import decode

Decision = Literal["accepted", "declined", "tentative", "delegated", "proposed"]

FILE_LIMIT = 256 * 1024
LINE_LIMIT = 8 * 1024
DEPTH_LIMIT = 5
UID_LIMIT = 255
COMMENT_LIMIT = 2_000

_FOLD = re.compile(r"\n[ \t]")
_DECISIONS: dict[str, Decision] = {
    "ACCEPTED": "accepted",
    "DECLINED": "declined",
    "TENTATIVE": "tentative",
    "DELEGATED": "delegated",
}
_METHODS = ("REPLY", "COUNTER")
_READ = ("METHOD", "UID", "SEQUENCE", "DTSTAMP", "DTSTART", "ORGANIZER", "ATTENDEE", "COMMENT")
_SEQUENCE = re.compile(r"[0-9]{1,9}")
_MOMENT = re.compile(r"[0-9]{8}T[0-9]{6}Z?")

_Line = tuple[Parameters, str]


@dataclass(frozen=True)
class Reply:
    """`sequence` is that of the invitation that was answered, `stamped` when it was; addresses are as in
    `addresses.normal`, `organiser` "" where it is left out; `comment` is what the attendee wrote beside it, for a
    person to read, or "". `starts` is the time that is proposed: in UTC, or without a zone by a clock on the wall."""

    uid: str
    decision: Decision
    sequence: int
    attendee: str
    organiser: str
    comment: str = ""
    stamped: datetime | None = None
    starts: datetime | None = None


def read(content: bytes) -> Reply | None:
    """The reply in these bytes; None if they are anything else, or no reply to one entry by one attendee."""
    if len(content) > FILE_LIMIT:
        return None
    try:
        return _reply(_lines(decode(content, None)))
    except (ValueError, LookupError):
        return None


def _lines(text: str) -> dict[tuple[str, str], list[_Line]]:
    """The lines that matter, by the component that they stand in ("VCALENDAR/VEVENT") and their name. Raises
    ValueError, LookupError."""
    inside: list[str] = []
    found: dict[tuple[str, str], list[_Line]] = {}
    for line in _FOLD.sub("", text).split("\n"):
        name = re.split("[:;]", line[:100], maxsplit=1)[0].strip().upper()
        if len(inside) > DEPTH_LIMIT:
            raise ValueError("too deep")
        if name == "BEGIN":
            inside.append(line[6:].strip().upper())
        elif name == "END":
            inside.pop()
        elif name in _READ and len(line) <= LINE_LIMIT:
            _, parameters, value = Contentline(line).parts()  # type: ignore[no-untyped-call]
            found.setdefault(("/".join(inside), name), []).append((parameters, value.strip()))
    return found


def _reply(lines: dict[tuple[str, str], list[_Line]]) -> Reply | None:
    """Raises ValueError, LookupError where something is missing, twice, or nothing that counts."""
    [(_, method)] = lines["VCALENDAR", "METHOD"]
    [(_, uid)] = lines["VCALENDAR/VEVENT", "UID"]
    [(answer, attendee)] = lines["VCALENDAR/VEVENT", "ATTENDEE"]
    [(_, sequence)] = lines.get(("VCALENDAR/VEVENT", "SEQUENCE"), [(Parameters(), "0")])
    if method.upper() not in _METHODS or not 0 < len(uid) <= UID_LIMIT or not _SEQUENCE.fullmatch(sequence):
        return None
    organisers = [_address(organiser) for _, organiser in lines.get(("VCALENDAR/VEVENT", "ORGANIZER"), [])]
    decision = _DECISIONS[str(answer["PARTSTAT"]).upper()] if method.upper() == "REPLY" else "proposed"
    written = [text for _, text in lines.get(("VCALENDAR/VEVENT", "COMMENT"), [])]
    return Reply(
        uid=uid,
        decision=decision,
        sequence=int(sequence),
        attendee=_address(attendee),
        organiser=organisers[0] if organisers else "",
        comment=_comment([*written, _beside(answer)]),
        stamped=_moment(lines, "DTSTAMP"),
        starts=_moment(lines, "DTSTART") if decision == "proposed" else None,
    )


def _moment(lines: dict[tuple[str, str], list[_Line]], name: str) -> datetime | None:
    """A moment in UTC, or the local time of whatever zone; None where none is written. Raises ValueError."""
    written = next((text for _, text in lines.get(("VCALENDAR/VEVENT", name), [])), "")
    return datetime.fromisoformat(written) if _MOMENT.fullmatch(written) else None


def _address(link: str) -> str:
    """The address of "mailto:…", whatever the capitals. Raises ValueError."""
    scheme, _, address = link.partition(":")
    if scheme.lower() != "mailto" or not (known := normal(unquote(address))):
        raise ValueError("no address")
    return known


def _beside(answer: Parameters) -> str:
    """Google's comment, in which signs are written as in HTML. Its commas make a list of it, if it is not quoted."""
    written = answer.get("X-RESPONSE-COMMENT", "")
    return unescape(written if isinstance(written, str) else ", ".join(written)).replace("\\n", "\n")


def _comment(written: list[str]) -> str:
    """Each once: some programs write the same in both places."""
    return "\n".join(dict.fromkeys(text for each in written if (text := each.strip())))[:COMMENT_LIMIT]
