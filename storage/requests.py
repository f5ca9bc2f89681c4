"""What waits for somebody's yes, or for an answer: a new association, a newcomer, a question, a wish to be called.

The first to decide decides (`decide` is one atomic transition); others see who did. A newcomer's request goes to the
association's confirmed contacts first, after 48 hours to the staff. What nobody answered returns after three days.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import JSON, ForeignKey, Select, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.associations import Association, Contact
from storage.database import Base
from storage.people import Person
from storage.refusals import Refusal

RequestKind = Literal["association", "newcomer", "question", "call"]

TO_STAFF_AFTER = timedelta(hours=48)
RETURNS_AFTER = timedelta(days=3)
DRAFT_LIFE = timedelta(days=1)
"""How long something typed waits for the person's yes before the next message begins anew."""


class AlreadyDecided(Refusal):
    """Somebody was faster; `name` says who, `decision` what."""


class MessageGone(Refusal):
    """A message for the office that was sent already, or thrown away."""


class Request(Base):
    """`state` is "offered" while the person has not said yes to sending it, then "open", then the decision.

    `said` is what the person wrote: {"html", "files": a list of enclosures}; `thread` how a letter is answered:
    {"subject", "message_id", "references"}. Erased with the person.
    """

    __tablename__ = "requests"
    __table_args__ = {"sqlite_autoincrement": True}  # an old button must not send another draft

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    association_id: Mapped[int | None] = mapped_column(ForeignKey("associations.id", ondelete="CASCADE"), index=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"), index=True)
    channel: Mapped[str]
    address: Mapped[str]
    said: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    thread: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    state: Mapped[str] = mapped_column(default="open", index=True)
    with_staff: Mapped[bool] = mapped_column(default=True)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)
    decided_at: Mapped[datetime | None]
    asked_at: Mapped[datetime]
    created_at: Mapped[datetime]

    person: Mapped[Person | None] = relationship(lazy="selectin", foreign_keys=[person_id])
    decided_by: Mapped[Person | None] = relationship(lazy="selectin", foreign_keys=[decided_by_id])
    association: Mapped[Association | None] = relationship(lazy="selectin")
    contact: Mapped[Contact | None] = relationship(lazy="selectin")


async def open_request(
    session: AsyncSession,
    kind: RequestKind,
    person: Person,
    *,
    channel: str,
    address: str,
    now: datetime,
    association: Association | None = None,
    contact: Contact | None = None,
    said: dict[str, Any] | None = None,
    thread: dict[str, Any] | None = None,
    with_staff: bool = True,
) -> Request:
    request = Request(
        kind=kind,
        person_id=person.id,
        association_id=association and association.id,
        contact_id=contact and contact.id,
        channel=channel,
        address=address,
        said=said,
        thread=thread,
        with_staff=with_staff,
        asked_at=now,
        created_at=now,
    )
    session.add(request)
    await session.flush()
    await session.refresh(request, ["person", "association", "contact"])
    return request


async def collect(
    session: AsyncSession, person: Person, html: str, files: list[Any], *, channel: str, address: str, now: datetime
) -> Request:
    """Keep what somebody typed or sent until they say whether it is for the office: several messages, one draft."""
    draft = await session.scalar(_drafts(person, channel, address))
    if draft and draft.asked_at <= now - DRAFT_LIFE:
        await session.delete(draft)
        draft = None
    if draft is None:
        draft = await open_request(session, "question", person, channel=channel, address=address, now=now)
        draft.state, draft.said = "offered", {"html": "", "files": [], "number": 0}
    known = draft.said or {}
    draft.said = {
        **known,
        "html": known["html"] + html,
        "files": [*known["files"], *files],
        "number": known["number"] + 1,
    }
    draft.asked_at = now
    await session.flush()
    return draft


async def remember_offer(session: AsyncSession, draft: Request, row_id: int) -> None:
    """Which message of ours asks about the draft."""
    draft.said = {**(draft.said or {}), "offer": row_id}
    await session.flush()


async def draft(session: AsyncSession, person: Person, draft_id: int) -> Request:
    """The person's own draft. Raises `MessageGone`."""
    found = await session.scalar(select(Request).where(Request.id == draft_id).with_for_update())
    if found is None or found.state != "offered" or found.person_id != person.id:
        raise MessageGone
    return found


async def send(session: AsyncSession, draft: Request, now: datetime) -> None:
    """The person said yes: the draft is a question to the staff."""
    known = draft.said or {}
    draft.state, draft.asked_at, draft.said = "open", now, {"html": known["html"], "files": known["files"]}
    await session.flush()


async def discard(session: AsyncSession, draft: Request) -> None:
    await session.delete(draft)
    await session.flush()


async def waiting(session: AsyncSession, person: Person, kind: RequestKind) -> Request | None:
    """The person's request of that kind that nobody has decided yet."""
    own = select(Request).where(Request.person_id == person.id, Request.kind == kind, Request.state == "open")
    return await session.scalar(own.limit(1))


def _drafts(person: Person, channel: str, address: str) -> Select[Request]:
    return (
        select(Request)
        .where(
            Request.person_id == person.id,
            Request.channel == channel,
            Request.address == address,
            Request.state == "offered",
        )
        .order_by(Request.id.desc())
        .limit(1)
    )


async def get(session: AsyncSession, request_id: int) -> Request | None:
    return await session.get(Request, request_id)


async def decide(session: AsyncSession, request: Request, decider: Person, decision: str, now: datetime) -> None:
    """Close it with a decision ("yes", "no", "answered", "called"). Raises `AlreadyDecided`."""
    taken = await session.execute(
        update(Request)
        .where(Request.id == request.id, Request.state == "open")
        .values(state=decision, decided_by_id=decider.id, decided_at=now)
        .returning(Request.id)
        .execution_options(synchronize_session=False)
    )
    first = taken.first() is not None
    await session.refresh(request)
    if not first:
        raise AlreadyDecided(name=request.decided_by.name if request.decided_by else "", decision=request.state)


async def open_ones(session: AsyncSession) -> Sequence[Request]:
    query = select(Request).where(Request.state == "open", Request.with_staff).order_by(Request.id)
    return (await session.scalars(query)).all()


async def due_again(session: AsyncSession, now: datetime) -> Sequence[int]:
    """Open requests to be asked again: newcomers that the contacts left open, and what staff left open."""
    return (await session.scalars(_due_again(now).with_only_columns(Request.id).order_by(Request.id))).all()


async def take_again(session: AsyncSession, request_id: int, now: datetime) -> Request | None:
    """It goes to the staff, now or once more. None if another process did that, or somebody decided."""
    again = _due_again(now).where(Request.id == request_id).with_for_update(of=Request, skip_locked=True)
    request = await session.scalar(again)
    if request:
        request.with_staff, request.asked_at = True, now
        await session.flush()
    return request


def _due_again(now: datetime) -> Select[Request]:
    return select(Request).where(
        Request.state == "open",
        or_(
            Request.with_staff & (Request.asked_at <= now - RETURNS_AFTER),
            ~Request.with_staff & (Request.asked_at <= now - TO_STAFF_AFTER),
        ),
    )
