"""In which calendars a sign-up stands, so that what was put in there is taken out again.

A row is one session in the calendar behind one address of the person: by mail an invitation, in a chat a file. It is
written with the message that brings the entry, and goes with the one that takes it back. What an entry said is kept,
since the session may be gone by then, or the sign-up be one for another training.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.database import Base
from storage.people import Address, Person
from storage.sign_ups import SignUp


class CalendarEntry(Base):
    """`sequence` is that of the last invitation. `known_as` is the sign-up that the calendar knows it by: another one,
    where two people who had both signed up turned out to be one."""

    __tablename__ = "calendar_entries"

    sign_up_id: Mapped[int] = mapped_column(ForeignKey("sign_ups.id", ondelete="CASCADE"), primary_key=True)
    address_id: Mapped[int] = mapped_column(
        ForeignKey("addresses.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    session_id: Mapped[int] = mapped_column(primary_key=True)
    known_as: Mapped[int]
    sequence: Mapped[int]
    title: Mapped[str]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]

    address: Mapped[Address] = relationship(lazy="selectin")


async def put(session: AsyncSession, found: SignUp, address: Address, sequence: int) -> None:
    """The calendar behind this address is told of the sessions as they are now."""
    for one in found.training.sessions:
        entry = CalendarEntry(
            sign_up_id=found.id, address_id=address.id, session_id=one.id, known_as=found.id, sequence=sequence,
            title=found.training.title, starts_at=one.starts_at, ends_at=one.ends_at,
        )  # fmt: skip
        await session.merge(entry)
    await session.flush()


async def over(session: AsyncSession, found: SignUp) -> Sequence[CalendarEntry]:
    """What stands in calendars and is not true any more: all of it without a seat, else what the training has no such
    session for, and what stands there for a sign-up that is no more."""
    takes_place = found.state == "seat" and found.training.state == "open"
    true = [one.id for one in found.training.sessions] if takes_place else []
    is_over = or_(CalendarEntry.session_id.not_in(true), CalendarEntry.known_as != found.id)
    query = select(CalendarEntry).where(CalendarEntry.sign_up_id == found.id, is_over)
    return (await session.scalars(query.order_by(CalendarEntry.address_id, CalendarEntry.starts_at))).all()


async def pass_on(session: AsyncSession, given_up: SignUp, kept: SignUp) -> None:
    """Two sign-ups are one person's, and one of them ends: what it brought into calendars is taken back with the next
    news of the other."""
    theirs = update(CalendarEntry).where(CalendarEntry.sign_up_id == given_up.id).values(sign_up_id=kept.id)
    await session.execute(theirs.execution_options(synchronize_session=False))


async def follow(session: AsyncSession, person: Person, kept: Address) -> None:
    """`kept` takes the place of the person's other addresses of its channel: what came there is taken back here."""
    others = [own.id for own in person.addresses if own.channel == kept.channel and own.id != kept.id]
    for entry in await session.scalars(select(CalendarEntry).where(CalendarEntry.address_id.in_(others))):
        here = CalendarEntry(
            sign_up_id=entry.sign_up_id, address_id=kept.id, session_id=entry.session_id, known_as=entry.known_as,
            sequence=entry.sequence, title=entry.title, starts_at=entry.starts_at, ends_at=entry.ends_at,
        )  # fmt: skip
        await session.merge(here)
    await session.flush()


async def has(session: AsyncSession, found: SignUp, address: Address) -> bool:
    """Whether any session stands in the calendar behind this address."""
    here = (CalendarEntry.sign_up_id == found.id, CalendarEntry.address_id == address.id)
    return await session.scalar(select(CalendarEntry.session_id).where(*here).limit(1)) is not None


async def take_out(session: AsyncSession, entries: Sequence[CalendarEntry]) -> None:
    """Their readers are told in this transaction."""
    for entry in entries:
        await session.delete(entry)
    await session.flush()
