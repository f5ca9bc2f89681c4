"""A sign-up in a calendar: what goes with a message, what a calendar subscribes to, and what its program answers.

Each session is an entry with a uid of its own, "s17-t4@kreis.example.org", which stays for as long as the sign-up
does. Its sequence grows with each change of the training and each time that the person signs up again, and is odd for
a cancellation, so that the newest always has the highest (RFC 5545 3.8.7.4). The organiser's address carries the
sign-up, signed: a reply whose organiser is not signed, or which is not about that sign-up, changes nothing.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from mailing import calendar, calendar_replies
from mailing.addresses import Mailbox, normal, tag
from mailing.calendar import Entry
from mailing.calendar_replies import Reply
from mailing.letters import Letter
from mailing.office import Office
from mailing.turn import Enclosure
from storage import keys, sign_ups
from storage.people import Person
from storage.sign_ups import SignUp
from storage.trainings import Training

ALARMS = (timedelta(days=1), timedelta(hours=2))
REFRESH = timedelta(hours=6)
FILE = "termin.ics"


class Answered(NamedTuple):
    """`is_old`: the training has changed since the invitation that was answered."""

    sign_up: SignUp
    reply: Reply
    is_old: bool


async def invitations(
    session: AsyncSession, now: datetime, office: Office, found: SignUp, channel: str, address: str
) -> list[Enclosure]:
    """What puts a seat into a calendar: in a chat one file, by mail an invitation for each session."""
    own = await _entries(session, office, found, found.training, sequence(found), now)
    if channel == "telegram":
        return [Enclosure.calendar(FILE, calendar.publish(own))]
    return [Enclosure.calendar(FILE, calendar.request(entry, address, accepted=True)) for entry in own]


async def cancellations(
    session: AsyncSession,
    now: datetime,
    office: Office,
    found: SignUp,
    address: str,
    moved_from: Training | None = None,
) -> list[Enclosure]:
    """What takes it out again, for a mail program; `moved_from` is the training that it was for before."""
    training = moved_from or found.training
    # Its number there is not known any more: no sign-up had a higher one.
    highest = 2 * (moved_from.next_number + moved_from.sequence) if moved_from else sequence(found)
    own = await _entries(session, office, found, training, highest + 1, now)
    return [Enclosure.calendar(FILE, calendar.cancel(entry, address)) for entry in own]


def sequence(found: SignUp) -> int:
    """That of an invitation as things stand."""
    return 2 * (found.number + found.training.sequence)


async def answered(session: AsyncSession, office: Office, letter: Letter) -> Answered | None:
    """The reply of a calendar program to an invitation of ours; None for any other letter."""
    for file in letter.attachments:
        reply = calendar_replies.read(file.content)
        if reply and (found := await _signed(session, office, reply)):
            return Answered(found, reply, reply.sequence < sequence(found))
    return None


async def _signed(session: AsyncSession, office: Office, reply: Reply) -> SignUp | None:
    """The sign-up whose token is in the organiser's address, if the reply is about it and by its person."""
    carried = tag(reply.organiser, office.list_address) or ""
    signed = await keys.signed(session, "calendar", carried.removeprefix("c-")) if carried.startswith("c-") else None
    if not signed or not reply.uid.startswith(f"s{signed}-"):
        return None
    found = await session.get(SignUp, int(signed))
    person = found.person if found else None
    own = {normal(address.address) for address in person.addresses} if person else set()
    return found if reply.attendee in own else None


async def feed_link(session: AsyncSession, office: Office, person: Person) -> str | None:
    """Where a calendar subscribes to what the person signed up for; None without web pages."""
    if not office.public_url:
        return None
    return f"{office.public_url}/c/{person.id}-{await keys.sign(session, 'feed', person.id)}.ics"


async def feed(session: AsyncSession, office: Office, person: Person, now: datetime) -> bytes:
    """Every seat of the person in what is not over; the same bytes until something changes."""
    known = await sign_ups.seen_by(session, person, now)
    seats = [found for found in known if found.state == "seat" and found.person_id == person.id]
    listed = [
        entry
        for found in seats
        for entry in await _entries(session, office, found, found.training, sequence(found), found.changed_at)
    ]
    return calendar.feed(office.list_name, listed, REFRESH)


async def _entries(
    session: AsyncSession, office: Office, found: SignUp, training: Training, number: int, changed_at: datetime
) -> list[Entry]:
    token = f"{found.id}-{await keys.sign(session, 'calendar', found.id)}"
    organiser = Mailbox(office.list_name, office.plus(f"c-{token}"))
    return list(_written(office, found, training, organiser, number, changed_at))


def _written(
    office: Office, found: SignUp, training: Training, organiser: Mailbox, number: int, changed_at: datetime
) -> Iterator[Entry]:
    place = _listed([training.venue, training.street, training.town])
    for one in training.sessions:
        yield Entry(
            uid=f"s{found.id}-t{one.id}@{office.mail_host}",
            title=training.title,
            starts=one.starts_at,
            ends=one.ends_at,
            zone=ZoneInfo(training.zone),
            organiser=organiser,
            changed_at=changed_at,
            sequence=number,
            place=place,
            map_link=training.map_url or "",
            description=_listed([training.accessibility, training.online_url]),
            alarms=ALARMS,
        )


def _listed(parts: Iterable[str | None]) -> str:
    return ", ".join(filter(None, parts))
