"""What the clock could not carry out: by duty and row, how often, so that one bad row holds nothing else up.

A row that failed `AT_MOST` times is set aside and reported. After some hours that is forgotten, and it is tried once
more: what was wrong may have been mended since.
"""

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from storage.database import Base

AT_MOST = 3
REMEMBERED = timedelta(hours=6)


class Setback(Base):
    __tablename__ = "setbacks"

    duty: Mapped[str] = mapped_column(primary_key=True)
    row: Mapped[int] = mapped_column(primary_key=True)
    times: Mapped[int]
    last_at: Mapped[datetime]


async def set_aside(session: AsyncSession, duty: str) -> set[int]:
    """The rows of a duty that are left alone for now."""
    return set(await session.scalars(select(Setback.row).where(Setback.duty == duty, Setback.times >= AT_MOST)))


async def failed(session: AsyncSession, duty: str, row: int, now: datetime) -> bool:
    """It failed once more. Whether it is set aside by this."""
    known = await session.get(Setback, (duty, row))
    if known is None:
        known = Setback(duty=duty, row=row, times=0, last_at=now)
        session.add(known)
    known.times, known.last_at = known.times + 1, now
    await session.flush()
    return known.times == AT_MOST


async def forget_old(session: AsyncSession, now: datetime) -> None:
    await session.execute(delete(Setback).where(Setback.last_at < now - REMEMBERED))
