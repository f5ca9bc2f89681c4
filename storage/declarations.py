"""Declarations: what associations are asked to say yes or no to, without a date to come to.

    draft -> open -> ended (at the deadline, which staff may bring forward)

One answer for each association (UNIQUE), which each of its contacts may change until the deadline: the last word
counts, with time, name and door. Associations that are silent are reminded once, `remind_days` after it was opened.
The clock reminds and ends: `to_remind` and `to_end` say what is due, and who carries it out writes to people in the
same transaction.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import ForeignKey, UniqueConstraint, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage import associations, audiences
from storage.associations import Association, Contact, require
from storage.audiences import Audience
from storage.database import Base
from storage.people import Door, Person
from storage.refusals import Refusal

REMIND_DAYS = 5
LATEST = 20
Said = Literal["yes", "no"]


class DeclarationGone(Refusal):
    """There is no such declaration any more."""


class DeclarationOver(Refusal):
    """The deadline has passed, staff ended it, or it is not open yet; `title`."""


class DeclarationAsked(Refusal):
    """Associations were asked already, so that its text stays as it is; `title`."""


class RemindedAlready(Refusal):
    """The silent ones were written to once more; `title`."""


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
    created_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]
    remind_at: Mapped[datetime | None] = mapped_column(index=True)
    reminded_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    contact: Mapped[Person | None] = relationship(lazy="selectin", foreign_keys=[contact_id])

    @property
    def audience(self) -> Audience:
        return Audience(**self.audience_json)

    @audience.setter
    def audience(self, meant: Audience) -> None:
        self.audience_json = meant.as_json()


class DeclarationAnswer(Base):
    """What an association `said`: yes, no, or "comment" if there is only that; `person` None if they were erased
    since."""

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
        title=title, html=html, deadline=deadline, audience=audience, author_id=author.id,
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


async def _draft(session: AsyncSession, declaration_id: int, editor: Person) -> Declaration:
    require(editor.may("editor"))
    found = await _locked(session, declaration_id)
    if found.state != "draft":
        raise DeclarationAsked(title=found.title)
    return found


async def rewrite(session: AsyncSession, declaration_id: int, editor: Person, **fields: Any) -> Declaration:
    """Change columns of a draft. Raises `NotAllowed`, `DeclarationAsked`."""
    found = await _draft(session, declaration_id, editor)
    for name, value in fields.items():
        setattr(found, name, value)
    await session.flush()
    return found


async def discard(session: AsyncSession, declaration_id: int, editor: Person) -> Declaration:
    """Throw a draft away. Raises `NotAllowed`, `DeclarationAsked`."""
    found = await _draft(session, declaration_id, editor)
    await session.delete(found)
    await session.flush()
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
    """Now is its deadline; the clock does the rest. Raises `NotAllowed`, `DeclarationOver`."""
    require(ender.may("editor"))
    found = await _open(session, declaration_id, now)
    found.deadline = now
    await session.flush()
    return found


async def _open(session: AsyncSession, declaration_id: int, now: datetime) -> Declaration:
    found = await _locked(session, declaration_id)
    if is_over(found, now):
        raise DeclarationOver(title=found.title)
    return found


def is_over(declaration: Declaration, now: datetime) -> bool:
    """Whether it can not be answered (any more)."""
    return declaration.state != "open" or declaration.deadline <= now


async def declare(
    session: AsyncSession,
    declaration_id: int,
    association: Association,
    said: Said | None,
    *,
    by: Person,
    door: Door,
    now: datetime,
    comment: str | None = None,
) -> DeclarationAnswer:
    """Say yes or no for an association, or something else than before; without either a comment is added to what was
    said. Staff record what they hear on the phone. Raises `DeclarationGone`, `DeclarationOver`,
    `NotYourAssociation`."""
    await _open(session, declaration_id, now)
    if not by.may("editor"):
        await associations.contact_of(session, by, association.id)
    answer = await of(session, declaration_id, association)
    if answer is None:
        answer = DeclarationAnswer(declaration_id=declaration_id, association=association, said="comment")
        session.add(answer)
    if answer.said == "comment":
        comment = comment or answer.comment
    answer.said = said or answer.said
    answer.person, answer.comment, answer.door, answer.at = by, comment, door, now
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


async def latest(session: AsyncSession) -> Sequence[Declaration]:
    """The newest first."""
    return (await session.scalars(select(Declaration).order_by(Declaration.id.desc()).limit(LATEST))).all()


async def asked_of(session: AsyncSession, person: Person, now: datetime) -> list[tuple[Declaration, Association]]:
    """What the associations that somebody speaks for are asked now."""
    own = select(Association).join(Contact, Contact.association_id == Association.id)
    spoken_for = own.where(Contact.person_id == person.id, Contact.status == "active", Association.status == "active")
    found = []
    for declaration in await under_way(session, now):
        meant = spoken_for.where(audiences.matching_associations(declaration.audience)).order_by(Association.id)
        found += [(declaration, association) for association in (await session.scalars(meant)).unique()]
    return found


async def to_remind(session: AsyncSession, now: datetime) -> Sequence[int]:
    """Those whose silent associations are to be reminded now."""
    due = select(Declaration.id).where(
        Declaration.state == "open",
        Declaration.remind_at <= now,
        Declaration.reminded_at.is_(None),
        Declaration.deadline > now,
    )
    return (await session.scalars(due.order_by(Declaration.id))).all()


async def remind(session: AsyncSession, declaration_id: int, now: datetime) -> Outcome:
    """It counts as done; the caller writes to the silent. Also before its day. Raises `DeclarationOver`,
    `RemindedAlready`."""
    found = await _open(session, declaration_id, now)
    if found.reminded_at:
        raise RemindedAlready(title=found.title)
    found.reminded_at = now
    await session.flush()
    return await outcome(session, found)


async def to_end(session: AsyncSession, now: datetime) -> Sequence[int]:
    """Those whose deadline has passed."""
    over = select(Declaration.id).where(Declaration.state == "open", Declaration.deadline <= now)
    return (await session.scalars(over.order_by(Declaration.id))).all()


async def finish(session: AsyncSession, declaration_id: int, now: datetime) -> bool:
    """It is ended, and the caller reports it. False if it was already."""
    found = await _locked(session, declaration_id)
    if found.state != "open":
        return False
    found.state, found.ended_at = "ended", now
    await session.flush()
    return True


async def said_by(session: AsyncSession, person: Person) -> Sequence[DeclarationAnswer]:
    """What somebody declared for associations."""
    own = select(DeclarationAnswer).where(DeclarationAnswer.person_id == person.id)
    return (await session.scalars(own.order_by(DeclarationAnswer.id))).all()


async def forget(session: AsyncSession, person: Person) -> None:
    """Erase the person's comments; what their association said stays."""
    for answer in await said_by(session, person):
        answer.person, answer.comment = None, None
    await session.flush()
