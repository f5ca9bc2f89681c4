"""What may leave now.

Answers and notices go first and at any hour. What goes to many waits for the end of the quiet hours, for the pace,
and for its share of the channel; and whoever left the list since it was released gets nothing any more. Nothing goes
to an address that another message is on its way to, so that the order stays, nor to what a server asked to leave alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from mailing.channels import Channel
from mailing.office import Office
from storage import announcements, invitations, outbox
from storage.outbox import ANNOUNCEMENT, Outgoing

LOOK_AGAIN = timedelta(seconds=5)
"""Other processes (the command line) write to the outbox too, and cannot wake us."""


@dataclass(frozen=True)
class Claim:
    """Rows that are claimed now, and when to look again at the latest."""

    rows: list[Outgoing]
    look_again: datetime


async def claim(
    session: AsyncSession, channel: Channel, office: Office, on_the_way: Mapping[str, Outgoing], now: datetime
) -> Claim:
    """Take what may leave now. `on_the_way` are the rows that are being sent, by address."""
    halts = await outbox.halted(session, now)
    rows: list[Outgoing] = []
    dropped = False
    if channel.name not in halts:
        busy = {scope.partition(":")[2] for scope in halts} | set(on_the_way)
        free = channel.slots - len(on_the_way)
        rows = list(await outbox.due(session, channel.name, now, free, bulk=False, besides=busy)) if free > 0 else []
        busy |= {row.address for row in rows}
        if office.next_loud(now) == now:
            rows += await _bulk(session, channel, busy, _room(channel, [*on_the_way.values(), *rows], now), now)
        leaving = await _without_the_useless(session, office, rows, now)
        dropped = len(leaving) < len(rows)
        rows = leaving
    for row in rows:
        channel.pace.note(row.address, now)
    await outbox.claim(session, rows, now)
    moments = [now + LOOK_AGAIN, await outbox.next_due(session, channel.name, now), *halts.values()]
    moments += [office.next_loud(now), channel.pace.next_free(now)]
    later = min(moment for moment in moments if moment and moment > now)
    return Claim(rows, now if dropped else later)


def _room(channel: Channel, on_the_way: list[Outgoing], now: datetime) -> int:
    """How many rows that go to many may join those that are on their way."""
    bulk = sum(row.priority >= ANNOUNCEMENT for row in on_the_way)
    return channel.pace.room(now, min(channel.slots - len(on_the_way), channel.bulk_slots - bulk))


async def _bulk(session: AsyncSession, channel: Channel, busy: set[str], room: int, now: datetime) -> list[Outgoing]:
    if room <= 0:
        return []
    resting = channel.pace.resting(now)
    return list(await outbox.due(session, channel.name, now, room, bulk=True, besides=busy | resting))


async def _without_the_useless(
    session: AsyncSession, office: Office, rows: list[Outgoing], now: datetime
) -> list[Outgoing]:
    """The rows without those that are of no use any more; these are skipped, with their reason."""
    reasons = await announcements.undeliverable(session, rows) | await invitations.needless(session, rows)
    for row in rows:
        if await outbox.is_superseded(session, row):
            reasons[row.id] = "superseded"
    for row in rows:
        if row.id in reasons:
            await outbox.settle(session, row.id, "skipped", now, reason=reasons[row.id])
            await announcements.fall_back(session, row, now, office.mail_host)
    return [row for row in rows if row.id not in reasons]
