"""An open dialogue: which questions somebody is answering, and what they said so far. One per chat."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, delete
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from storage.database import Base


class Dialogue(Base):
    """`step` is the question now open, or "summary"; `answers` maps question names to what was said."""

    __tablename__ = "dialogues"
    __table_args__ = (Index("ix_dialogues_to_forget", "updated_at"),)

    channel: Mapped[str] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    step: Mapped[str]
    changing: Mapped[bool] = mapped_column(default=False)
    answers: Mapped[dict[str, Any]]
    updated_at: Mapped[datetime]


async def current(session: AsyncSession, channel: str, address: str) -> Dialogue | None:
    return await session.get(Dialogue, (channel, address))


async def start(
    session: AsyncSession, channel: str, address: str, name: str, step: str, answers: dict[str, Any], now: datetime
) -> Dialogue:
    """Open a dialogue; the one that was open in this chat ends."""
    await end(session, channel, address)
    dialogue = Dialogue(channel=channel, address=address, name=name, step=step, answers=answers, updated_at=now)
    session.add(dialogue)
    await session.flush()
    return dialogue


async def end(session: AsyncSession, channel: str, address: str) -> None:
    await session.execute(
        delete(Dialogue)
        .where(Dialogue.channel == channel, Dialogue.address == address)
        .execution_options(synchronize_session="fetch")
    )


async def forget_old(session: AsyncSession, before: datetime) -> None:
    """Drop what was begun and not gone on with: half a registration is nobody's to keep."""
    await session.execute(delete(Dialogue).where(Dialogue.updated_at < before))
