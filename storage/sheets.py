"""Sheets that somebody asked for: the list to sign, and the certificates. Each is a row, which the clock answers.

Making one takes seconds (mailing/sheets/making.py), in which nobody should hold the database.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from sqlalchemy import ForeignKey, delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from storage.database import Base
from storage.people import Channel, Person
from storage.trainings import Training

Kind = Literal["signing", "certificates", "print"]
"""The list to sign; a certificate for everybody who came, to each of them; the same, all to whoever asked."""


class WantedSheet(Base):
    """`channel` and `address` are where the person asked, and is answered."""

    __tablename__ = "wanted_sheets"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    training_id: Mapped[int] = mapped_column(ForeignKey("trainings.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    channel: Mapped[str]
    address: Mapped[str]
    asked_at: Mapped[datetime]


async def want(
    session: AsyncSession,
    kind: Kind,
    training: Training,
    person: Person,
    *,
    channel: Channel,
    address: str,
    now: datetime,
) -> None:
    """Ask for one; who asks again before it was answered asked once."""
    same = select(WantedSheet.id).where(
        WantedSheet.kind == kind, WantedSheet.training_id == training.id, WantedSheet.address == address
    )
    if await session.scalar(same) is None:
        about = {"training_id": training.id, "person_id": person.id, "channel": channel, "address": address}
        session.add(WantedSheet(kind=kind, asked_at=now, **about))
        await session.flush()


async def wanted(session: AsyncSession) -> Sequence[int]:
    """What nobody answered yet, in order."""
    return (await session.scalars(select(WantedSheet.id).order_by(WantedSheet.id))).all()


async def get(session: AsyncSession, wanted_id: int) -> WantedSheet | None:
    return await session.get(WantedSheet, wanted_id)


async def answered(session: AsyncSession, wanted_id: int) -> bool:
    """It is about to be sent. False if another process was faster."""
    gone = delete(WantedSheet).where(WantedSheet.id == wanted_id).returning(WantedSheet.id)
    return (await session.execute(gone.execution_options(synchronize_session=False))).first() is not None
