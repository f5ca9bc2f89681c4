"""What is asked of rows of the outbox that are about to leave, and where a delivery goes whose address is gone.

What has not left by the time somebody leaves the list, or after the moment until which it is worth sending, is not
sent; what is paused, or carries an older text than its announcement, is held back.
"""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    Select,
    and_,
    exists,
    not_,
    or_,
    select,
)
from sqlalchemy.ext.asyncio import AsyncSession

from storage import audiences, outbox, prompts
from storage.announcements import Announcement
from storage.outbox import Leaving, Outgoing
from storage.people import Address, Person


@dataclass
class Due:
    """Rows of the outbox that may leave, with their readers; and what must not leave of those that were due, by its id:
    because the address is `closed`, or the announcement `over`, each with why, or because it is `held` back for now."""

    rows: list[Leaving] = field(default_factory=list)
    closed: list[tuple[Leaving, str]] = field(default_factory=list)
    over: list[tuple[Leaving, str]] = field(default_factory=list)
    held: list[Leaving] = field(default_factory=list)


async def due(session: AsyncSession, channel: str, now: datetime, limit: int, **which: Any) -> Due:
    """What may leave now (`storage.outbox.due`, which says what `which` may be), after another look at each: whether
    its announcement is under way, worth sending and reads as it did when the row was queued, and its address open."""
    statement, asked = outbox.due(channel, now, limit, **which)
    found = Due()
    for *fields, name, language, is_open, state, worth_until, since in await session.execute(
        _with_readers(statement), asked
    ):
        row = Leaving(*fields)
        row.name, row.language = name or "", language
        if row.announcement_id is None:
            found.rows.append(row)
        elif state == "cancelled" or (worth_until and worth_until <= now):
            found.over.append((row, "halted" if state == "cancelled" else "too-late"))
        elif not is_open and row.kind != "post" and (why := await _why_closed(session, row)):
            found.closed.append((row, why))
        elif state == "paused" or (since and row.queued_at < since):
            found.held.append(row)
        else:
            found.rows.append(row)
    return found


@cache
def _with_readers(due: Select[Any]) -> Select[Any]:
    rows = outbox.ROWS.c
    return (
        due.add_columns(
            Person.name,
            Person.language,
            audiences.may_receive(),
            Announcement.state,
            Announcement.worth_until,
            Announcement.released_at,
        )
        .outerjoin(Person, Person.id == rows.person_id)
        .outerjoin(
            Address,
            and_(Address.channel == rows.channel, Address.address == rows.address, Address.person_id == rows.person_id),
        )
        .outerjoin(Announcement, Announcement.id == rows.announcement_id)
    )


async def _why_closed(session: AsyncSession, row: Leaving) -> str | None:
    """None where it goes all the same: to a channel that its reader did not choose, because the chosen one failed."""
    own = select(Address).where(Address.channel == row.channel, Address.person_id == row.person_id)
    address = await session.scalar(own.where(Address.address == row.address))
    why = address.why_closed if address else "forgotten"
    return None if why == "unwanted" and await _stands_in(session, row) else why


async def _stands_in(session: AsyncSession, row: Leaving) -> bool:
    replaced = or_(Outgoing.state == "failed", and_(Outgoing.state == "skipped", Outgoing.reason == "uncertain"))
    theirs = select(Outgoing.id).where(
        Outgoing.announcement_id == row.announcement_id,
        Outgoing.person_id == row.person_id,
        Outgoing.channel != row.channel,
        replaced,
    )
    return await session.scalar(theirs.limit(1)) is not None


async def fall_back(session: AsyncSession, row: Outgoing | Leaving, now: datetime, mail_host: str) -> Outgoing | None:
    """The address of a delivery failed for good: by the person's other channel instead, if they confirmed one and have
    it not there already, be it under the number that their chat had before."""
    if row.announcement_id is None or row.person_id is None:
        return None
    announcement = await session.get_one(Announcement, row.announcement_id)
    there = exists(
        select(Outgoing.id).where(
            Outgoing.announcement_id == announcement.id,
            Outgoing.channel == Address.channel,
            or_(
                Outgoing.address == Address.address,
                and_(Outgoing.person_id == row.person_id, Outgoing.state.in_(["sent", "uncertain"])),
            ),
        )
    )
    other = await session.scalar(
        select(Address)
        .where(
            Address.person_id == row.person_id,
            Address.channel != row.channel,
            Address.consent_id.is_not(None),
            Address.paused_at.is_(None),
            not_(there),
        )
        .order_by(Address.id)
        .limit(1)
    )
    if other is None or announcement.state == "cancelled":
        return None
    return await outbox.put(session, _delivery(announcement, other, now, mail_host))


def _delivery(announcement: Announcement, address: Address, now: datetime, mail_host: str) -> Outgoing:
    return Outgoing(
        kind="announcement",
        channel=address.channel,
        address=address.address,
        person_id=address.person_id,
        announcement_id=announcement.id,
        priority=outbox.ANNOUNCEMENT,
        not_before=announcement.release_at,
        message_id=f"{prompts.new_secret()}@{mail_host}" if address.channel == "mail" else None,
        queued_at=announcement.queued_at(now),
    )
