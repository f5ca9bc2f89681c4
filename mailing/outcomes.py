"""What came of attempts, written down, with its consequences.

A failure for now waits as the channel's patience says and is given up in the end. One for good, of an announcement,
sends it by the person's other channel; an address that works no more is paused, a chat that moved is known under its
new id, and what a server asked to stand still stands still until then, across restarts.

When the same failure for good meets one delivery of an announcement after the other (`BURST`), it is no fault of the
addresses: the announcement is paused, those deliveries wait with the rest, and its sender is told.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from mailing.channels import Channel, Outcome
from mailing.office import Office
from mailing.turn import GROUP, Button, turn_for
from storage import announcements, departures, dispatch, keys, outbox, pace, people
from storage.announcements import Announcement
from storage.outbox import Leaving

BURST = 10

Came = Sequence[tuple[Leaving, Outcome]]


@dataclass
class Failures:
    """The last deliveries of one announcement that failed for good, one after the other and with the same reason."""

    reason: str = ""
    rows: list[Leaving] = field(default_factory=list)

    def add(self, row: Leaving, reason: str) -> None:
        if reason != self.reason:
            self.reason, self.rows = reason, []
        self.rows.append(row)


class Outcomes:
    """Writes down what came back from one channel; remembers only which failures follow one another."""

    def __init__(self, channel: Channel, office: Office) -> None:
        self._channel, self._office = channel, office
        self._failures: dict[int, Failures] = {}

    async def record(self, session: AsyncSession, came: Came, now: datetime) -> None:
        """Settle claimed rows and draw the consequences."""
        plain = [row for row, outcome in came if outcome.is_plain]
        for owner in {row.owner for row in plain}:
            own = {row.id: row for row in plain if row.owner == owner}
            for row_id in own.keys() - await outbox.arrived(session, own, owner, now):
                await outbox.returned(session, own[row_id], "sent", now)
        for row, outcome in came:
            if not outcome.is_plain:
                await self._settle(session, row, outcome, now)
        for row, outcome in came:
            await self._watch(session, row, outcome, now)

    async def _settle(self, session: AsyncSession, row: Leaving, outcome: Outcome, now: datetime) -> None:
        channel = self._channel
        outcome = patiently(channel, row, outcome, now)
        await outbox.returned(session, row, outcome.state, now, **_values(row, outcome))
        if outcome.scope and outcome.until:
            await pace.halt(session, outcome.scope, outcome.until)
        if outcome.pause:
            await people.pause(session, channel.name, row.address, outcome.pause, now)
        if outcome.new_address:
            await move(session, row.address, outcome.new_address)
        if outcome.state == "failed":
            await departures.fall_back(session, row, now, self._office.mail_host)
        for file_id, telegram_file_id in outcome.uploaded.items():
            await announcements.keep_file(session, file_id, telegram_file_id=telegram_file_id)

    async def _watch(self, session: AsyncSession, row: Leaving, outcome: Outcome, now: datetime) -> None:
        """Count failures that follow one another; at a burst of them, pause."""
        if row.announcement_id is None or outcome.state not in ("sent", "failed"):
            return
        if outcome.state == "sent":
            self._failures.pop(row.announcement_id, None)
            return
        failures = self._failures.setdefault(row.announcement_id, Failures())
        failures.add(row, outcome.reason or "")
        if len(failures.rows) < BURST:
            return
        del self._failures[row.announcement_id]
        announcement = await announcements.get(session, row.announcement_id)
        if announcement and announcement.state == "released" and announcement.accepted != failures.reason:
            await self._pause(session, announcement, failures, now)

    async def _pause(
        self, session: AsyncSession, announcement: Announcement, failures: Failures, now: datetime
    ) -> None:
        await dispatch.pause(session, announcement, failures.reason)
        await dispatch.take_back(session, failures.rows)
        for row in failures.rows:
            await people.resume(session, self._channel.name, row.address)
        turn = turn_for(session, now, self._office, announcement.author)
        rest: dict[str, Any] = {
            "subject": announcement.subject,
            "reason": failures.reason,
            "number": len(failures.rows),
            "buttons": [
                Button("announce-resume", f"announce.resume:{announcement.id}"),
                Button("announce-cancel", f"announce.cancel:{announcement.id}"),
            ],
        }
        if announcement.author:
            await turn.tell_member(announcement.author, "outbox-paused-by-failures", **rest)
        else:
            await turn.tell_staff("outbox-paused-by-failures", **rest)


def patiently(channel: Channel, row: Leaving, outcome: Outcome, now: datetime) -> Outcome:
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


def _values(row: Leaving, outcome: Outcome) -> dict[str, object]:
    values: dict[str, object] = {
        "reason": outcome.reason,
        "maybe_repeated": row.maybe_repeated or outcome.maybe_repeated,
    }
    if outcome.state == "queued":
        return {"attempts": row.attempts - 1}
    if outcome.state == "retry":
        values["not_before"] = outcome.until
    if outcome.telegram_message_id is not None:
        values["telegram_message_id"] = outcome.telegram_message_id
    if outcome.parts_sent is not None:
        values["parts_sent"] = outcome.parts_sent
        if outcome.parts_sent > row.parts_sent:
            values["attempts"] = 0
    return values
