"""What may leave now.

Answers and notices go first and at any hour. What goes to many waits for the end of the quiet hours, for the pace,
and for its share of the channel; and whoever left the list since it was released gets nothing any more, nor does who is
reminded of what is over. Nothing goes to an address that another message is on its way to, so that the order stays, nor
to what a server asked to leave alone.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from mailing.channels import Channel
from mailing.office import Office
from storage import departures, invitations, outbox, pace, reminders
from storage.outbox import Leaving

LOOK_AGAIN = timedelta(seconds=5)
"""Other processes (the command line) write to the outbox too, and cannot wake us."""

SPACED = timedelta(seconds=0.2)
"""When to look again for what waits only for the distance to the message before it."""


@dataclass(frozen=True)
class Room:
    """How many rows there are places for."""

    answers: int
    bulk: int


@dataclass(frozen=True)
class Claim:
    """Rows that are claimed now, when to look again at the latest, and what stands still until when ("" is all)."""

    rows: list[Leaving]
    look_again: datetime
    resting: Mapping[str, datetime]


async def claim(
    session: AsyncSession,
    channel: Channel,
    office: Office,
    owner: str,
    room: Room,
    now: datetime,
    *,
    unpaced: Sequence[str] = (),
) -> Claim:
    """Take what may leave now. `unpaced` are the addresses of what left since the last claim without asking."""
    waiting = await outbox.waiting(session, channel.name, now)
    rhythm = await _rhythm(session, channel)
    rhythm.note(unpaced, now)
    resting = rhythm.resting(now)
    if waiting.halted:
        return Claim([], min(waiting.halted, now + LOOK_AGAIN), {**resting, "": waiting.halted})
    is_loud = office.next_loud(now) == now
    answers_room = room.answers if waiting.answers else 0
    bulk_room = rhythm.room(now, room.bulk) if waiting.bulk and is_loud else 0
    rows, dropped = await _take(session, channel, office, answers_room, resting, now, bulk=False)
    busy = {*resting, *(row.address for row in rows)}
    more, dropped_too = await _take(session, channel, office, bulk_room, busy, now, bulk=True)
    rows += more
    rhythm.note([row.address for row in rows], now)
    if rows:
        await outbox.claim(session, [row.id for row in rows], owner, now)
    for row in rows:
        row.owner, row.attempts = owner, row.attempts + 1
    if dropped or dropped_too:
        return Claim(rows, now, resting)
    moments = [now + LOOK_AGAIN, waiting.next_due, office.next_loud(now), rhythm.next_free(now), *resting.values()]
    if channel.limits.spacing and len(rows) < answers_room + bulk_room:
        kinds = [bulk for bulk, asked in ((False, answers_room), (True, bulk_room)) if asked]
        held = [await outbox.is_due(session, channel.name, now, bulk=bulk, besides=resting) for bulk in kinds]
        moments += [now + SPACED] if any(held) else []
    return Claim(rows, min(moment for moment in moments if moment and moment > now), resting)


async def _rhythm(session: AsyncSession, channel: Channel) -> pace.Rhythm:
    limits = channel.limits
    if not limits.overall and not limits.group:
        return pace.Rhythm(session, channel.name, {})
    return await pace.of(session, channel.name, limits.overall, limits.group)


async def _take(
    session: AsyncSession, channel: Channel, office: Office, room: int, besides: Collection[str], now: datetime, *,
    bulk: bool,
) -> tuple[list[Leaving], bool]:  # fmt: skip
    """What is due and of use. The rest is skipped, with its reason, or held back; says whether there was any."""
    if room <= 0:
        return [], False
    spacing = channel.limits.spacing if bulk else channel.limits.burst
    due = await departures.due(session, channel.name, now, room, bulk=bulk, besides=besides, spacing=spacing)
    reasons = await invitations.needless(session, due.rows)
    reasons |= await reminders.needless(session, due.rows, now)
    reasons |= dict.fromkeys(await outbox.superseded(session, due.rows), "superseded")
    skipped = [*due.closed, *due.over, *((row, reasons[row.id]) for row in due.rows if row.id in reasons)]
    for row, reason in skipped:
        await outbox.settle(session, row.id, "skipped", now, reason=reason)
    for row, _ in due.closed:
        await departures.fall_back(session, row, now, office.mail_host)
    if due.held:
        await outbox.hold(session, [row.id for row in due.held])
    return [row for row in due.rows if row.id not in reasons], bool(skipped or due.held)
