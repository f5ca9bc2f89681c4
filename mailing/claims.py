"""What may leave now.

Answers and notices go first and at any hour. What goes to many waits for the end of the quiet hours, for the pace,
and for its share of the channel; and whoever left the list since it was released gets nothing any more. Nothing goes
to an address that another message is on its way to, so that the order stays, nor to what a server asked to leave alone.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from mailing.channels import Channel
from mailing.office import Office
from storage import announcements, invitations, outbox, pace, people
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
    rhythm = await pace.of(session, channel.name, channel.limits.overall, channel.limits.group)
    rhythm.note(unpaced, now)
    resting = rhythm.resting(now)
    if halted := rhythm.halted(now):
        return Claim([], min(halted, now + LOOK_AGAIN), {**resting, "": halted})
    outlook = await outbox.outlook(session, channel.name, now)
    is_loud = office.next_loud(now) == now
    bulk_room = rhythm.room(now, room.bulk) if outlook.bulk and is_loud else 0
    answers_room = room.answers if outlook.answers else 0
    found = await _due(session, channel, answers_room, resting, now, bulk=False)
    found += await _due(session, channel, bulk_room, {*resting, *(row.address for row in found)}, now, bulk=True)
    rows = await _useful(session, office, found, now)
    rhythm.note([row.address for row in rows], now)
    if rows:
        await outbox.claim(session, [row.id for row in rows], owner, now)
    claimed = await _with_readers(session, rows, owner)
    if len(rows) < len(found):
        return Claim(claimed, now, resting)
    moments = [now + LOOK_AGAIN, outlook.next_due, office.next_loud(now), rhythm.next_free(now), *resting.values()]
    if channel.limits.spacing and len(found) < answers_room + bulk_room:
        kinds = [kind for kind, asked in ((False, answers_room), (True, bulk_room)) if asked]
        left = [await _due(session, channel, 1, resting, now, bulk=kind, spaced=False) for kind in kinds]
        moments += [now + SPACED] if any(left) else []
    return Claim(claimed, min(moment for moment in moments if moment and moment > now), resting)


async def _due(
    session: AsyncSession, channel: Channel, room: int, besides: Collection[str], now: datetime, *, bulk: bool,
    spaced: bool = True,
) -> list[Leaving]:  # fmt: skip
    if room <= 0:
        return []
    spacing = channel.limits.spacing if bulk else channel.limits.burst
    return await outbox.due(
        session, channel.name, now, room, bulk=bulk, besides=besides, spacing=spacing if spaced else None
    )


async def _useful(session: AsyncSession, office: Office, rows: list[Leaving], now: datetime) -> list[Leaving]:
    """The rows without those that are of no use any more; these are skipped, with their reason, or held back."""
    if not rows:
        return []
    standing = await announcements.look(session, rows, now)
    reasons = {**standing.closed, **standing.over, **await invitations.needless(session, rows)}
    reasons |= dict.fromkeys(await outbox.superseded(session, rows), "superseded")
    for row in rows:
        if row.id in reasons:
            await outbox.settle(session, row.id, "skipped", now, reason=reasons[row.id])
        if row.id in standing.closed:
            await announcements.fall_back(session, row, now, office.mail_host)
    if standing.held:
        await outbox.hold(session, standing.held)
    return [row for row in rows if row.id not in reasons and row.id not in standing.held]


async def _with_readers(session: AsyncSession, rows: list[Leaving], owner: str) -> list[Leaving]:
    """The rows as they are once they are claimed, and what their readers are called."""
    numbers = {row.person_id for row in rows if row.person_id}
    readers = await people.called(session, numbers) if numbers else {}
    claimed = []
    for row in rows:
        name, language = readers.get(row.person_id or 0, ("", None))
        claimed.append(replace(row, owner=owner, attempts=row.attempts + 1, name=name, language=language))
    return claimed
