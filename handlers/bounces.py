"""A letter that came back: the report carries the token of the letter it speaks of, or changes nothing."""

from datetime import datetime
from typing import Literal

from sqlalchemy.ext.asyncio import AsyncSession

from mailing.letters import Letter
from mailing.office import Office
from storage import bounces, departures, keys, outbox
from storage.outbox import Outgoing


async def count(session: AsyncSession, now: datetime, office: Office, letter: Letter) -> Literal["done"]:
    """Count a report of a failure for good: the delivery failed, and goes by the other channel if it can."""
    row = await _row(session, letter)
    if row is None or letter.report is None or not letter.report.permanent:
        return "done"
    if row.state == "sent":
        await outbox.settle(session, row.id, "failed", now, reason="bounced")
        await bounces.count(session, row.address, now)
        await departures.fall_back(session, row, now, office.mail_host)
    return "done"


async def _row(session: AsyncSession, letter: Letter) -> Outgoing | None:
    """The delivery whose signed address the report was sent to: list+bounce-<row>-<signature>@host."""
    for tag in letter.tags:
        if tag.startswith("bounce-"):
            signed = await keys.signed(session, "bounce", tag.removeprefix("bounce-"))
            return await outbox.get(session, int(signed)) if signed else None
    return None
