"""What a calendar program sends back when somebody presses «accept» or «decline» on an invitation of ours.

    for file in letter.attachments:
        if answer := calendar_replies.read(file.content):
            token = addresses.tag(answer.organiser, office.list_address)

A reply (RFC 5546 3.2.3) says which entry, who answers, and what. Anybody can write one: it counts only if the token in
the organiser's address, which was in the invitation and comes back unchanged, is that of the entry and the attendee;
and not if its sequence is older than an answer that is there already.

Only the few lines that matter are read, as text. Icalendar would build the time zones of a stranger, whose rules may
have a hundred million changes, and remember them under a name such as Europe/Berlin; and it raises on what is broken.
Comments are where each program writes them: a line of its own, or, with Google, inside the attendee's line.
"""

import re
from dataclasses import dataclass
from html import unescape
from typing import Literal
from urllib.parse import unquote

from icalendar.parser import Contentline, Parameters

from mailing.addresses import normal
from mailing.letters.charsets import decode

Decision = Literal["accepted", "declined", "tentative"]

FILE_LIMIT = 256 * 1024
LINE_LIMIT = 8 * 1024
DEPTH_LIMIT = 5
UID_LIMIT = 255
COMMENT_LIMIT = 2_000

_FOLD = re.compile(r"\n[ \t]")
_DECISIONS: dict[str, Decision] = {"ACCEPTED": "accepted", "DECLINED": "declined", "TENTATIVE": "tentative"}
_READ = ("METHOD", "UID", "SEQUENCE", "ORGANIZER", "ATTENDEE", "COMMENT")
_SEQUENCE = re.compile(r"[0-9]{1,9}")

_Line = tuple[Parameters, str]


@dataclass(frozen=True)
class Reply:
    """`sequence` is that of the invitation that was answered; addresses are as in `addresses.normal`; `comment` is what
    the attendee wrote beside it, for a person to read, or ""."""

    uid: str
    decision: Decision
    sequence: int
    attendee: str
    organiser: str
    comment: str = ""


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
    [(_, organiser)] = lines["VCALENDAR/VEVENT", "ORGANIZER"]
    [(answer, attendee)] = lines["VCALENDAR/VEVENT", "ATTENDEE"]
    [(_, sequence)] = lines.get(("VCALENDAR/VEVENT", "SEQUENCE"), [(Parameters(), "0")])
    if method.upper() != "REPLY" or not 0 < len(uid) <= UID_LIMIT or not _SEQUENCE.fullmatch(sequence):
        return None
    written = [text for _, text in lines.get(("VCALENDAR/VEVENT", "COMMENT"), [])]
    return Reply(
        uid=uid,
        decision=_DECISIONS[str(answer["PARTSTAT"]).upper()],
        sequence=int(sequence),
        attendee=_address(attendee),
        organiser=_address(organiser),
        comment=_comment([*written, _beside(answer)]),
    )


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
