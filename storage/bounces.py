"""Bounces: reports that a letter could not be delivered.

At most one point a day and address; five points pause the address, a week without any forgets them. Temporary reports
do not count, and neither does a report without the token of the letter it speaks of (whoever calls checks it).
"""

from datetime import date, datetime, timedelta

from sqlalchemy import ForeignKey, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from storage import people
from storage.database import Base
from storage.people import Address

THRESHOLD = 5
FORGOTTEN_AFTER = timedelta(days=7)


class Bounce(Base):
    __tablename__ = "bounces"

    address_id: Mapped[int] = mapped_column(ForeignKey("addresses.id", ondelete="CASCADE"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)


async def count(session: AsyncSession, address: str, now: datetime) -> bool:
    """A letter to this mail address came back for good. Returns whether the address is paused now."""
    found = await session.scalar(select(Address).where(Address.channel == "mail", Address.address == address))
    if found is None:
        return False
    today = now.date()
    newest = await session.scalar(select(func.max(Bounce.day)).where(Bounce.address_id == found.id))
    if newest and newest < today - FORGOTTEN_AFTER:
        await session.execute(delete(Bounce).where(Bounce.address_id == found.id))
    await session.merge(Bounce(address_id=found.id, day=today))
    await session.flush()
    points = await session.scalar(select(func.count()).where(Bounce.address_id == found.id)) or 0
    if points >= THRESHOLD:
        await people.pause(session, "mail", address, "bounced", now)
    return points >= THRESHOLD
