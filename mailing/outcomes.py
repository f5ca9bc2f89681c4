"""What came of an attempt, written down, with its consequences.

A failure for now waits as the channel's patience says and is given up in the end. One for good, of an announcement,
sends it by the person's other channel; an address that works no more is paused, a chat that moved is known under its
new id, and what a server asked to stand still stands still until then, across restarts.
"""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from mailing.channels import Channel, Outcome
from mailing.office import Office
from mailing.turn import GROUP
from storage import announcements, keys, outbox, people
from storage.outbox import Outgoing


async def record(
    session: AsyncSession, channel: Channel, office: Office, row: Outgoing, outcome: Outcome, now: datetime
) -> None:
    """Settle a claimed row and draw the consequences."""
    outcome = patiently(channel, row, outcome, now)
    await outbox.settle(session, row.id, outcome.state, now, **_values(row, outcome))
    if outcome.scope and outcome.until:
        await outbox.halt(session, outcome.scope, outcome.until)
    if outcome.pause:
        await people.pause(session, channel.name, row.address, outcome.pause, now)
    if outcome.new_address:
        await move(session, row.address, outcome.new_address)
    if outcome.state == "failed":
        await announcements.fall_back(session, row, now, office.mail_host)
    for file_id, telegram_file_id in outcome.uploaded.items():
        await announcements.keep_file(session, file_id, telegram_file_id=telegram_file_id)


def patiently(channel: Channel, row: Outgoing, outcome: Outcome, now: datetime) -> Outcome:
    """When a failure for now is tried again; or that there is no use any more."""
    if outcome.state != "retry" or outcome.until:
        return outcome
    until = now + channel.patience.wait(row.attempts, outage=outcome.scope == channel.name)
    if until - row.queued_at > channel.patience.give_up:
        return replace(outcome, state="failed")
    return replace(outcome, until=until)


async def move(session: AsyncSession, old: str, new: str) -> None:
    """A group has a new id: its address, what waits for it, and the staff's group if it is that one."""
    await people.move_chat(session, old, new)
    await outbox.move_chat(session, old, new)
    if await keys.recall(session, GROUP) == old:
        await keys.remember(session, GROUP, new)


def _values(row: Outgoing, outcome: Outcome) -> dict[str, object]:
    values: dict[str, object] = {
        "reason": outcome.reason,
        "maybe_repeated": row.maybe_repeated or outcome.maybe_repeated,
    }
    if outcome.state == "retry":
        values["not_before"] = outcome.until
    if outcome.telegram_message_id is not None:
        values["telegram_message_id"] = outcome.telegram_message_id
    if outcome.parts_sent is not None:
        values["parts_sent"] = outcome.parts_sent
        if outcome.parts_sent > row.parts_sent:
            values["attempts"] = 0
    return values
