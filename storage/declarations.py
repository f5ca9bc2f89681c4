"""Declarations: what associations are asked to say yes or no to, without a date to come to.

    draft -> open -> ended (at the deadline, or by staff)

One answer for each association (UNIQUE), which each of its contacts may change until the deadline: the last word
counts, with time, name and door. Associations that are silent are reminded once, `remind_days` after it was opened.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import ForeignKey, UniqueConstraint, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage import associations, audiences
from storage.associations import Association, require
from storage.audiences import Audience
from storage.database import Base
from storage.people import Door, Person
from storage.refusals import Refusal

REMIND_DAYS = 5
Said = Literal["yes", "no"]


class DeclarationGone(Refusal):
    """There is no such declaration any more."""


class DeclarationOver(Refusal):
    """The deadline has passed, staff ended it, or it is not open yet; `title`."""


class Declaration(Base):
    """`html` is the canonical text of mailing/formatting.py. `reminded_at` is when the silent ones were reminded."""

    __tablename__ = "declarations"
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    html: Mapped[str]
    audience_json: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(default="draft", index=True)
    deadline: Mapped[datetime]
    remind_days: Mapped[int] = mapped_column(default=REMIND_DAYS)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    announcement_id: Mapped[int | None] = mapped_column(ForeignKey("announcements.id", ondelete="SET NULL"))
    created_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]
    remind_at: Mapped[datetime | None] = mapped_column(index=True)
    reminded_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    contact: Mapped[Person | None] = relationship(lazy="selectin", foreign_keys=[contact_id])

    @property
    def audience(self) -> Audience:
        return Audience(**self.audience_json)


class DeclarationAnswer(Base):
    """What an association said; `person` None if they were erased since."""

    __tablename__ = "declaration_answers"
    __table_args__ = (UniqueConstraint("declaration_id", "association_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    declaration_id: Mapped[int] = mapped_column(ForeignKey("declarations.id", ondelete="CASCADE"))
    association_id: Mapped[int] = mapped_column(ForeignKey("associations.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)
    said: Mapped[str]
    comment: Mapped[str | None]
    door: Mapped[str]
    at: Mapped[datetime]

    person: Mapped[Person | None] = relationship(lazy="selectin")
    association: Mapped[Association] = relationship(lazy="selectin")
    declaration: Mapped[Declaration] = relationship(lazy="selectin")


@dataclass(frozen=True)
class Outcome:
    """Answers in the order of the associations' names, and the associations that were meant and said nothing."""

    declaration: Declaration
    answers: Sequence[DeclarationAnswer]
    silent: Sequence[Association]


async def create(
    session: AsyncSession,
    author: Person,
    *,
    title: str,
    html: str,
    deadline: datetime,
    audience: Audience,
    now: datetime,
    **fields: Any,
) -> Declaration:
    """A draft; `fields` are other columns of `Declaration`. Raises `NotAllowed`."""
    require(author.may("editor"))
    made = Declaration(
        title=title, html=html, deadline=deadline, audience_json=audience.as_json(), author_id=author.id,
        created_at=now, **fields,
    )  # fmt: skip
    session.add(made)
    await session.flush()
    await session.refresh(made, ["contact"])
    return made


async def get(session: AsyncSession, declaration_id: int) -> Declaration:
    """Raises `DeclarationGone`."""
    found = await session.get(Declaration, declaration_id)
    if found is None:
        raise DeclarationGone
    return found


async def _locked(session: AsyncSession, declaration_id: int) -> Declaration:
    row = select(Declaration).where(Declaration.id == declaration_id).with_for_update(of=Declaration)
    found = await session.scalar(row.execution_options(populate_existing=True))
    if found is None:
        raise DeclarationGone
    return found


async def open_up(session: AsyncSession, declaration_id: int, opener: Person, now: datetime) -> Declaration:
    """Let associations answer. Raises `NotAllowed`, `DeclarationOver`."""
    require(opener.may("editor"))
    found = await _locked(session, declaration_id)
    if found.state == "ended" or found.deadline <= now:
        raise DeclarationOver(title=found.title)
    if found.state == "draft":
        found.state, found.opened_at, found.remind_at = "open", now, now + timedelta(days=found.remind_days)
    await session.flush()
    return found


async def end(session: AsyncSession, declaration_id: int, ender: Person, now: datetime) -> Declaration:
    """Before its deadline. Raises `NotAllowed`, `DeclarationOver`."""
    require(ender.may("editor"))
    found = await _locked(session, declaration_id)
    if found.state != "open":
        raise DeclarationOver(title=found.title)
    found.state, found.ended_at = "ended", now
    await session.flush()
    return found


async def declare(
    session: AsyncSession,
    declaration_id: int,
    association: Association,
    said: Said,
    *,
    by: Person,
    door: Door,
    now: datetime,
    comment: str | None = None,
) -> DeclarationAnswer:
    """Say yes or no for an association, or something else than before. Staff record what they hear on the phone. Raises
    `DeclarationGone`, `DeclarationOver`, `NotYourAssociation`."""
    found = await _locked(session, declaration_id)
    if found.state != "open" or found.deadline <= now:
        raise DeclarationOver(title=found.title)
    if not by.may("editor"):
        await associations.contact_of(session, by, association.id)
    answer = await of(session, declaration_id, association)
    if answer is None:
        answer = DeclarationAnswer(declaration_id=declaration_id, association=association)
        session.add(answer)
    answer.person, answer.said, answer.comment, answer.door, answer.at = by, said, comment, door, now
    await session.flush()
    return answer


async def of(session: AsyncSession, declaration_id: int, association: Association) -> DeclarationAnswer | None:
    """What the association said so far."""
    own = DeclarationAnswer.association_id == association.id
    return await session.scalar(
        select(DeclarationAnswer).where(DeclarationAnswer.declaration_id == declaration_id, own)
    )


async def under_way(session: AsyncSession, now: datetime) -> Sequence[Declaration]:
    """Open ones before their deadline."""
    query = select(Declaration).where(Declaration.state == "open", Declaration.deadline > now)
    return (await session.scalars(query.order_by(Declaration.deadline, Declaration.id))).all()


async def outcome(session: AsyncSession, declaration: Declaration) -> Outcome:
    """Who said what, and who said nothing."""
    given = (
        select(DeclarationAnswer)
        .join(Association, Association.id == DeclarationAnswer.association_id)
        .where(DeclarationAnswer.declaration_id == declaration.id)
        .order_by(Association.name, Association.id)
    )
    answers = (await session.scalars(given)).all()
    silent = select(Association).where(
        Association.status == "active",
        audiences.matching_associations(declaration.audience),
        Association.id.not_in([answer.association_id for answer in answers]),
    )
    return Outcome(
        declaration, answers, (await session.scalars(silent.order_by(Association.name, Association.id))).all()
    )


async def remind(session: AsyncSession, now: datetime) -> list[Outcome]:
    """Those whose silent associations are to be reminded now; each comes once, the caller writes to them in this
    transaction."""
    due = select(Declaration).where(
        Declaration.state == "open",
        Declaration.remind_at <= now,
        Declaration.reminded_at.is_(None),
        Declaration.deadline > now,
    )
    found = (
        await session.scalars(due.order_by(Declaration.id).with_for_update(of=Declaration, skip_locked=True))
    ).all()
    for declaration in found:
        declaration.reminded_at = now
    await session.flush()
    return [await outcome(session, declaration) for declaration in found]


async def end_finished(session: AsyncSession, now: datetime) -> list[Outcome]:
    """Those whose deadline has passed become ended. Each comes once, for its report."""
    over = select(Declaration).where(Declaration.state == "open", Declaration.deadline <= now)
    found = (
        await session.scalars(over.order_by(Declaration.id).with_for_update(of=Declaration, skip_locked=True))
    ).all()
    for declaration in found:
        declaration.state, declaration.ended_at = "ended", now
    await session.flush()
    return [await outcome(session, declaration) for declaration in found]


async def said_by(session: AsyncSession, person: Person) -> Sequence[DeclarationAnswer]:
    """What somebody declared for associations."""
    own = select(DeclarationAnswer).where(DeclarationAnswer.person_id == person.id)
    return (await session.scalars(own.order_by(DeclarationAnswer.id))).all()


async def forget(session: AsyncSession, person: Person) -> None:
    """Erase the person's comments; what their association said stays."""
    for answer in await said_by(session, person):
        answer.person, answer.comment = None, None
    await session.flush()
