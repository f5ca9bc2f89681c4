"""A sign-up in a calendar: what goes with a message, what a calendar subscribes to, and what its program answers.

Each session is an entry with a uid of its own, "s17-t4@kreis.example.org", which stays for as long as the sign-up
does. Its sequence grows with each change of the training and each time that the person signs up again, and is odd for
a cancellation, so that the newest always has the highest (RFC 5545 3.8.7.4). The organiser's address carries the
sign-up, signed: a reply whose organiser is not signed, or which is not about that sign-up, changes nothing.

An invitation is taken back where it went, whoever cancels, at whatever door (storage/calendars.py knows where that is).
"""

import re
from collections.abc import Iterable, Sequence
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
from mailing.turn import Enclosure, Turn
from storage import calendars, keys, outbox, sign_ups
from storage.calendars import CalendarEntry
from storage.people import Address, Person
from storage.sign_ups import SignUp

ALARMS = (timedelta(days=1), timedelta(hours=2))
REFRESH = timedelta(hours=6)
FILE = "termin.ics"
_UID = re.compile("s(?P<sign_up>[0-9]{1,9})-t(?P<session>[0-9]{1,9})@")
ONE_MORE, GONE = "signing-one-more-day", "signing-entry-gone"


class Piece(NamedTuple):
    """What one calendar is told of one session: a file, and the words of the message that brings nothing else."""

    file: Enclosure
    key: str
    title: str
    starts: datetime


class Answered(NamedTuple):
    """`is_theirs`: by the person who was invited, and not somebody to whom they forwarded it. `is_old`: the training,
    or what they said themselves, has changed since."""

    sign_up: SignUp
    reply: Reply
    is_theirs: bool
    is_old: bool

    @property
    def decides(self) -> bool:
        """Whether it says yes, no or maybe, and may; anything else is for a person to read."""
        return self.is_theirs and self.reply.decision in ("accepted", "declined", "tentative")


async def invitations(turn: Turn, found: SignUp, door: Address) -> list[Piece]:
    """What puts a seat into the calendar behind this address: by mail one for each session, in a chat one file."""
    number = sequence(found)
    own = await _entries(turn.session, turn.office, found, turn.now)
    await calendars.put(turn.session, found, door, number)
    if door.channel == "telegram":
        return [Piece(Enclosure.calendar(FILE, calendar.publish(own)), ONE_MORE, found.training.title, own[0].starts)]
    written = [(one, calendar.request(one, door.address, accepted=True)) for one in own]
    return [Piece(Enclosure.calendar(FILE, content), ONE_MORE, one.title, one.starts) for one, content in written]


async def taken_back(turn: Turn, found: SignUp) -> dict[Address, list[Piece]]:
    """What takes out of calendars what is not true any more, by the address that each is behind. In a chat it was a
    file, which only its reader can delete: there is nothing for it. It counts as said: the caller queues it."""
    over = await calendars.over(turn.session, found)
    taken: dict[Address, list[Piece]] = {old.address: [] for old in over}
    for old in over:
        if old.address.channel == "mail":
            gone = calendar.cancel(await _as_it_was(turn, found, old), old.address.address)
            taken[old.address].append(Piece(Enclosure.calendar(FILE, gone), GONE, old.title, old.starts_at))
    await calendars.take_out(turn.session, over)
    return taken


async def send(turn: Turn, found: SignUp, door: Address, pieces: Sequence[Piece], *, quiet: bool = False) -> None:
    """A letter for each of them: one brings one entry."""
    for piece in pieces:
        await turn.write_to(
            found.person, "mail", door.address, piece.key,
            title=piece.title,
            when=turn.words.when(piece.starts, ZoneInfo(found.training.zone)),
            files=[piece.file],
            reply=f"signing.reply:{found.training_id}",
            quiet=quiet,
        )  # fmt: skip


async def send_elsewhere(turn: Turn, found: SignUp, taken: dict[Address, list[Piece]]) -> bool:
    """Take entries back at addresses that hear nothing else of it; also one that is used no more, since the invitation
    went there. Whether there were any."""
    reached = {door: pieces for door, pieces in taken.items() if pieces and door.consent_id and not door.paused_at}
    for door, pieces in reached.items():
        await send(turn, found, door, pieces)
    return bool(reached)


def door_of(turn: Turn) -> Address | None:
    """The address at which the person speaks, if it is one of theirs."""
    here = (turn.channel, turn.address)
    return next((one for one in turn.person.addresses if (one.channel, one.address) == here), None)


def sequence(found: SignUp) -> int:
    """That of an invitation as things stand."""
    return 2 * (found.number + found.training.sequence)


async def answered(session: AsyncSession, office: Office, letter: Letter) -> Answered | None:
    """The reply of a calendar program to an invitation of ours; None for any other letter."""
    for file in letter.attachments:
        reply = calendar_replies.read(file.content)
        if reply and (found := await _found(session, office, letter, reply)) and found.person:
            own = {normal(address.address) for address in found.person.addresses}
            return Answered(found, reply, reply.attendee in own, _is_old(found, reply))
    return None


async def _found(session: AsyncSession, office: Office, letter: Letter, reply: Reply) -> SignUp | None:
    """The sign-up that it is about, if whoever wrote it had an invitation for that: the token is in the organiser's
    address, or among those that the letter went to, or it answers a letter whose Message-ID only its reader knows."""
    named = _UID.match(reply.uid)
    found = await session.get(SignUp, int(named["sign_up"])) if named else None
    if found is None:
        return None
    for carried in filter(None, [tag(reply.organiser, office.list_address), *letter.tags]):
        if carried.startswith("c-") and await keys.signed(session, "calendar", carried[2:]) == str(found.id):
            return found
    row = await outbox.by_message_id(session, letter.in_reply_to) if letter.in_reply_to else None
    return found if row and row.person_id == found.person_id and row.channel == "mail" else None


def _is_old(found: SignUp, reply: Reply) -> bool:
    """Whether it answers an invitation before the last one, or was written before the last thing that the person said
    (RFC 5546 2.1.5)."""
    named = _UID.match(reply.uid)
    is_known = named is not None and int(named["session"]) in [one.id for one in found.training.sessions]
    is_earlier = reply.stamped is not None and reply.stamped.tzinfo is not None and reply.stamped < found.changed_at
    return not is_known or reply.sequence < sequence(found) or is_earlier


async def feed_link(session: AsyncSession, office: Office, person: Person) -> str | None:
    """Where a calendar subscribes to what the person signed up for; None without web pages."""
    if not office.public_url:
        return None
    return f"{office.public_url}/c/{person.id}-{await keys.sign(session, 'feed', person.id)}.ics"


async def feed(session: AsyncSession, office: Office, person: Person, now: datetime) -> bytes:
    """Every seat of the person in what is not over; the same bytes until something changes."""
    known = await sign_ups.seen_by(session, person, now)
    seats = [found for found in known if found.state == "seat" and found.person_id == person.id]
    listed = [entry for found in seats for entry in await _entries(session, office, found, found.changed_at)]
    return calendar.feed(office.list_name, listed, REFRESH)


async def _entries(session: AsyncSession, office: Office, found: SignUp, changed_at: datetime) -> list[Entry]:
    """Each session as it is now."""
    training, organiser = found.training, await _organiser(session, office, found.id)
    return [
        Entry(
            uid=_uid(office, found.id, one.id),
            title=training.title,
            starts=one.starts_at,
            ends=one.ends_at,
            zone=ZoneInfo(training.zone),
            organiser=organiser,
            changed_at=changed_at,
            sequence=sequence(found),
            place=_listed([training.venue, training.street, training.town]),
            map_link=training.map_url or "",
            description=_listed([training.accessibility, training.online_url]),
            alarms=ALARMS,
        )
        for one in training.sessions
    ]


async def _as_it_was(turn: Turn, found: SignUp, old: CalendarEntry) -> Entry:
    """An entry that is over, as its last invitation had it."""
    return Entry(
        uid=_uid(turn.office, old.known_as, old.session_id),
        title=old.title,
        starts=old.starts_at,
        ends=old.ends_at,
        zone=ZoneInfo(found.training.zone),
        organiser=await _organiser(turn.session, turn.office, old.known_as),
        changed_at=turn.now,
        sequence=old.sequence + 1,
    )


async def _organiser(session: AsyncSession, office: Office, sign_up_id: int) -> Mailbox:
    token = f"{sign_up_id}-{await keys.sign(session, 'calendar', sign_up_id)}"
    return Mailbox(office.list_name, office.plus(f"c-{token}"))


def _uid(office: Office, sign_up_id: int, session_id: int) -> str:
    return f"s{sign_up_id}-t{session_id}@{office.mail_host}"


def _listed(parts: Iterable[str | None]) -> str:
    return ", ".join(filter(None, parts))
