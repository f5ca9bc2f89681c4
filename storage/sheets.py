"""Sheets that somebody asked for: results, pictures, tables.

To make one takes seconds and a process of its own, so that it is asked for in one transaction and made outside of any:
a row says which (`kind`, and what it is `about`) and where it goes, and the clock takes it away when it writes the
answer.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from storage.database import Base
from storage.people import Channel, Person


class WantedSheet(Base):
    """`about` is what its kind takes, such as a number."""

    __tablename__ = "wanted_sheets"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(index=True)
    about: Mapped[str]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    channel: Mapped[str]
    address: Mapped[str]
    asked_at: Mapped[datetime]

    @property
    def door(self) -> Channel:
        return "mail" if self.channel == "mail" else "telegram"


async def want(
    session: AsyncSession, kind: str, about: str, reader: Person, channel: str, address: str, now: datetime
) -> None:
    """Let the clock make it, and send it there. Who asks again before it was answered asked once."""
    same = (WantedSheet.kind == kind, WantedSheet.about == about, WantedSheet.address == address)
    if await session.scalar(select(WantedSheet.id).where(*same)) is None:
        row = WantedSheet(kind=kind, about=about, person_id=reader.id, channel=channel, address=address, asked_at=now)
        session.add(row)
        await session.flush()


async def wanted(session: AsyncSession, *kinds: str) -> Sequence[int]:
    """What is to be made of these kinds, in order."""
    query = select(WantedSheet.id).where(WantedSheet.kind.in_(kinds))
    return (await session.scalars(query.order_by(WantedSheet.id))).all()


async def get(session: AsyncSession, wanted_id: int) -> WantedSheet | None:
    return await session.get(WantedSheet, wanted_id)


async def answered(session: AsyncSession, wanted_id: int) -> bool:
    """It is about to be sent. False if another process was faster, or its reader was erased."""
    gone = delete(WantedSheet).where(WantedSheet.id == wanted_id).returning(WantedSheet.id)
    return (await session.execute(gone.execution_options(synchronize_session=False))).first() is not None
