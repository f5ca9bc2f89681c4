"""Announcements: one text to an audience, over chat and mail.

    draft -> released -> done, or cancelled on the way; paused while its sender, or a burst of failures, holds it back
    planned: a draft that waits for its moment (storage/schedules.py); due: a correction that does (amendments.py)

`release` freezes the audience as rows of the outbox in one transaction; UNIQUE (announcement, channel, address) is the
promise that nobody gets it twice. Until `release_at` a halt takes everything back to a draft. What has not left by the
time somebody leaves the list, or after the moment until which it is worth sending, is not sent: `look` is asked when
rows are about to go.

The text of an announcement may be replaced while it is under way. `released_at` is when it was released as it reads
now: a row that was queued before carries an older text, and is held back until it is queued anew.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Literal

from sqlalchemy import (
    JSON,
    ColumnElement,
    ForeignKey,
    LargeBinary,
    Select,
    String,
    and_,
    case,
    cast,
    delete,
    exists,
    func,
    insert,
    literal,
    not_,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, aliased, mapped_column, relationship

from storage import audiences, outbox, prompts
from storage.audiences import Audience
from storage.database import Base, Moment
from storage.outbox import Leaving, Outgoing
from storage.people import CHANNELS, Address, Person
from storage.refusals import NotAllowed, Refusal

ALIKE_WITHIN = timedelta(days=30)
UNDER_WAY = ("released", "paused")
HELD_STATES = ("queued", "retry", "paused")
"""Rows of the outbox that a halt keeps from leaving."""


class AlreadyReleased(Refusal):
    """A second tap: it is on its way."""


class NobodyToReach(Refusal):
    """The audience has no open address."""


class SentAlready(Refusal):
    """The same text went to the same audience a short while ago; ask before doing it again."""


class NothingToHalt(Refusal):
    """Not released, or all of it has left."""


class NothingToResume(Refusal):
    """Not paused."""


class PastItsTime(Refusal):
    """It would leave when sending it is of no use any more."""


class Announcement(Base):
    """`html` is the canonical text of mailing/formatting.py; `door` where it was written: "chat", "mail", "command".

    `worth_until` is when sending it becomes useless. `paused_because` is the failure of the burst that paused it, None
    if its sender did; `accepted` the failure in spite of which the sender let it go on.

    A correction knows what it `corrects_id`, in `change` what is new, in one line, and in `instead` what the corrected
    one says from then on: {"subject", "html"}, and the "post" of a public channel. It is not `settled` while something
    of the corrected one is on its way with the old text.

    A number is never used twice: an old button must not throw away, or release, another draft.
    """

    __tablename__ = "announcements"
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)
    subject: Mapped[str]
    html: Mapped[str]
    audience_json: Mapped[dict[str, Any]]
    public: Mapped[bool] = mapped_column(default=False)
    door: Mapped[str]
    state: Mapped[str] = mapped_column(default="draft", index=True)
    digest: Mapped[str] = mapped_column(index=True)
    created_at: Mapped[datetime]
    release_at: Mapped[datetime | None]
    released_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    progress_row_id: Mapped[int | None]
    progress_shown: Mapped[str | None]
    worth_until: Mapped[datetime | None]
    paused_because: Mapped[str | None]
    accepted: Mapped[str | None]
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("announcements.id", ondelete="SET NULL"), index=True)
    change: Mapped[str | None]
    instead: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    settled: Mapped[bool] = mapped_column(default=True)

    author: Mapped[Person | None] = relationship(lazy="selectin")
    files: Mapped[list["File"]] = relationship(lazy="selectin", order_by="File.id", cascade="all, delete-orphan")

    @property
    def audience(self) -> Audience:
        return Audience(**self.audience_json)


class File(Base):
    """A photo or document of an announcement: bytes (from mail), or Telegram's file_id (from chat), in the end both.

    An id is never used twice (SQLite would by default): what went up for one file must not stand for another.
    """

    __tablename__ = "files"
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[int] = mapped_column(primary_key=True)
    announcement_id: Mapped[int] = mapped_column(ForeignKey("announcements.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]
    name: Mapped[str]
    mime: Mapped[str]
    size: Mapped[int]
    telegram_file_id: Mapped[str | None]
    content: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)


@dataclass(frozen=True)
class Attached:
    """A file on its way into a draft: `content`, `telegram_file_id`, or both."""

    kind: str
    name: str
    mime: str
    size: int
    telegram_file_id: str | None = None
    content: bytes | None = None


@dataclass
class Progress:
    """Deliveries by (channel, state)."""

    by_channel: dict[tuple[str, str], int]

    def number(self, *states: str, channel: str | None = None) -> int:
        return sum(n for (c, s), n in self.by_channel.items() if s in states and channel in (None, c))

    @property
    def total(self) -> int:
        return sum(self.by_channel.values())

    @property
    def waiting(self) -> int:
        return self.number(*outbox.OPEN_STATES)


async def get(session: AsyncSession, announcement_id: int) -> Announcement | None:
    return await session.get(Announcement, announcement_id)


async def locked(session: AsyncSession, announcement_id: int) -> Announcement | None:
    """As it stands now, and nobody else changes it until this transaction ends."""
    known = select(Announcement).where(Announcement.id == announcement_id)
    found: Announcement | None = await session.scalar(
        known.with_for_update(of=Announcement), execution_options={"populate_existing": True}
    )
    return found


async def draft(
    session: AsyncSession,
    author: Person | None,
    *,
    subject: str,
    html: str,
    audience: Audience,
    door: str,
    now: datetime,
    files: Sequence[Attached] = (),
    public: bool = False,
) -> Announcement:
    announcement = Announcement(
        author_id=author and author.id,
        subject=subject,
        html=html,
        audience_json=audience.as_json(),
        public=public,
        door=door,
        digest=_digest(subject, html, audience),
        created_at=now,
        files=[File(**vars(file)) for file in files],
    )
    session.add(announcement)
    await session.flush()
    await session.refresh(announcement, ["author"])
    return announcement


async def redirect(session: AsyncSession, announcement: Announcement, audience: Audience, *, public: bool) -> None:
    """Another audience for a draft. Raises `AlreadyReleased`."""
    if announcement.state != "draft":
        raise AlreadyReleased
    announcement.audience_json = audience.as_json()
    announcement.public = public
    announcement.digest = _digest(announcement.subject, announcement.html, audience)
    await session.flush()


async def rewrite(
    session: AsyncSession, announcement: Announcement, *, subject: str, html: str, files: Sequence[Attached]
) -> None:
    """Another text for a draft. Raises `AlreadyReleased`."""
    if announcement.state != "draft":
        raise AlreadyReleased
    put(announcement, subject, html)
    announcement.files = [File(**vars(file)) for file in files]
    await session.flush()


def put(announcement: Announcement, subject: str, html: str) -> None:
    """Let it say this."""
    announcement.subject, announcement.html = subject, html
    announcement.digest = _digest(subject, html, announcement.audience)


async def copy(session: AsyncSession, announcement: Announcement, now: datetime) -> Announcement:
    """The same once more, with its files, as a draft."""
    again = await draft(
        session,
        announcement.author,
        subject=announcement.subject,
        html=announcement.html,
        audience=announcement.audience,
        door=announcement.door,
        now=now,
        public=announcement.public,
    )
    await copy_files(session, announcement.id, again)
    return again


async def copy_files(session: AsyncSession, from_id: int, to: Announcement) -> None:
    """Give an announcement another one's files; the bytes do not leave the database."""
    copied = [column for column in File.__table__.columns if column.name not in ("id", "announcement_id")]
    theirs = select(literal(to.id), *copied).where(File.announcement_id == from_id).order_by(File.id)
    await session.execute(insert(File).from_select(["announcement_id", *(c.name for c in copied)], theirs))
    await session.refresh(to, ["files"])


async def value_until(session: AsyncSession, announcement: Announcement, until: datetime | None, now: datetime) -> None:
    """After this moment it is not sent any more; None: it always is. Raises `AlreadyReleased`, `PastItsTime`."""
    if announcement.state != "draft":
        raise AlreadyReleased
    if until and until <= now:
        raise PastItsTime
    announcement.worth_until = until
    await session.flush()


async def drafts(session: AsyncSession, author: Person) -> Sequence[Announcement]:
    """What somebody wrote and did not release, newest first."""
    own = select(Announcement).where(Announcement.author_id == author.id, Announcement.state == "draft")
    return (await session.scalars(own.order_by(Announcement.id.desc()))).all()


async def discard(session: AsyncSession, announcement: Announcement) -> None:
    """Throw a draft away. Raises `AlreadyReleased`."""
    if announcement.state != "draft":
        raise AlreadyReleased
    await session.delete(announcement)
    await session.flush()


async def twin(session: AsyncSession, announcement: Announcement, now: datetime) -> Announcement | None:
    """The same text to the same audience, released a short while ago."""
    same = select(Announcement).where(
        Announcement.digest == announcement.digest,
        Announcement.id != announcement.id,
        Announcement.released_at > now - ALIKE_WITHIN,
    )
    return await session.scalar(same.order_by(Announcement.id.desc()).limit(1))


async def release(
    session: AsyncSession,
    announcement: Announcement,
    releaser: Person | None,
    *,
    release_at: datetime,
    now: datetime,
    mail_host: str,
    channel: str | None = None,
    again: bool = False,
) -> int:
    """Freeze the audience; the first leaves at `release_at`. Returns the number of deliveries.

    `releaser` None is the operator's command line. `channel` is the public channel, used when the announcement is
    public. Raises `NotAllowed`, `AlreadyReleased`, `NobodyToReach`, `SentAlready`, `PastItsTime`.
    """
    check(announcement, releaser, release_at)
    if not again and (found := await twin(session, announcement, now)):
        raise SentAlready(subject=found.subject)
    taken = await session.execute(
        update(Announcement)
        .where(Announcement.id == announcement.id, Announcement.state == "draft")
        .values(state="released", release_at=release_at, released_at=now)
        .returning(Announcement.id)
        .execution_options(synchronize_session=False)
    )
    if taken.first() is None:
        raise AlreadyReleased
    await session.refresh(announcement)
    number = await _freeze(session, announcement, now, mail_host)
    if announcement.public and channel:
        session.add(_post(announcement, channel, now))
        await session.flush()
        number += 1
    if not number:
        raise NobodyToReach
    return number


def check(announcement: Announcement, releaser: Person | None, release_at: datetime) -> None:
    """Whether somebody may let it leave then. Raises `NotAllowed`, `PastItsTime`."""
    if releaser and not releaser.may("editor"):
        raise NotAllowed
    if announcement.worth_until and announcement.worth_until <= release_at:
        raise PastItsTime


async def _freeze(session: AsyncSession, announcement: Announcement, now: datetime, mail_host: str) -> int:
    """One row of the outbox for each address of the audience, made by the database itself. Returns how many."""
    row: dict[str, Any] = {
        "kind": literal("announcement"),
        "channel": Address.channel,
        "address": Address.address,
        "person_id": Address.person_id,
        "announcement_id": literal(announcement.id),
        "priority": literal(outbox.ANNOUNCEMENT),
        "not_before": literal(announcement.release_at, Moment()),
        "message_id": new_message_id(session, Address.channel, mail_host),
        "queued_at": literal(now, Moment()),
    }
    meant = audiences.addresses(announcement.audience).with_only_columns(*row.values(), maintain_column_froms=True)
    frozen = await session.execute(
        insert(Outgoing).from_select(list(row), meant), execution_options={"preserve_rowcount": True}
    )
    return int(frozen.rowcount)  # type: ignore[attr-defined]


def new_message_id(session: AsyncSession, channel: Any, mail_host: str) -> ColumnElement[str | None]:
    """A Message-ID for each row that goes by mail."""
    return case((channel == "mail", _random_hex(session).concat(f"@{mail_host}")))


def _random_hex(session: AsyncSession) -> ColumnElement[str]:
    """32 hex digits that nobody can guess, for each row anew: 128 bits in SQLite, the 122 of a UUID in PostgreSQL."""
    if session.get_bind().dialect.name == "sqlite":
        return func.lower(func.hex(func.randomblob(16)))
    return func.replace(cast(func.gen_random_uuid(), String), "-", "")


async def renew_post(session: AsyncSession, announcement_id: int, now: datetime) -> None:
    """What is in the public channel says something that has changed: the newest post of the announcement is edited
    where it stands, without a word to anybody. Nothing where there is none."""
    chain = or_(Announcement.id == announcement_id, Announcement.corrects_id == announcement_id)
    posts = select(Outgoing).where(
        Outgoing.announcement_id.in_(select(Announcement.id).where(chain)),
        Outgoing.kind == "post",
        Outgoing.state == "sent",
    )
    post = await session.scalar(posts.order_by(Outgoing.id.desc()).limit(1))
    if post is None:
        return
    edit = _post(await session.get_one(Announcement, post.announcement_id), post.address, now)
    edit.announcement_id, edit.payload = None, {"preview_of": post.announcement_id}
    edit.edit_of, edit.not_before = post.id, now
    await outbox.put(session, edit)


async def halt(session: AsyncSession, announcement: Announcement, now: datetime) -> int:
    """Stop what has not left. Nothing left yet: a draft again; what may have left counts as if it had, or it would come
    once more as a new letter. Returns how many had left. Raises `NothingToHalt`."""
    if announcement.state not in (*UNDER_WAY, "due"):
        raise NothingToHalt
    own = Outgoing.announcement_id == announcement.id
    left = await session.scalar(select(func.count()).where(own, _HAS_LEFT))
    if not left:
        await session.execute(delete(Outgoing).where(own))
        announcement.state, announcement.release_at, announcement.released_at = "draft", None, None
    else:
        await session.execute(
            update(Outgoing).where(own, Outgoing.state.in_(HELD_STATES)).values(state="skipped", reason="halted")
        )
        announcement.state, announcement.ended_at = "cancelled", now
    await session.flush()
    return left or 0


_HAS_LEFT = or_(Outgoing.state.not_in([*HELD_STATES, "skipped"]), Outgoing.parts_sent > 0, Outgoing.maybe_repeated)


async def has_begun(session: AsyncSession, announcement: Announcement) -> bool:
    """Whether anything of it has left, or is leaving."""
    own = select(Outgoing.id).where(Outgoing.announcement_id == announcement.id)
    return await session.scalar(own.where(_HAS_LEFT).limit(1)) is not None


async def pause(session: AsyncSession, announcement: Announcement, because: str | None = None) -> None:
    """Hold back what has not left. `because` is a failure that met one after the other. Raises `NothingToHalt`."""
    if announcement.state != "released":
        raise NothingToHalt
    announcement.state, announcement.paused_because = "paused", because
    await session.execute(
        update(Outgoing)
        .where(Outgoing.announcement_id == announcement.id, Outgoing.state.in_(["queued", "retry"]))
        .values(state="paused")
        .execution_options(synchronize_session=False)
    )
    await session.flush()


async def resume(session: AsyncSession, announcement: Announcement) -> None:
    """Let it go on, also if the same failure meets again. Raises `NothingToResume`."""
    if announcement.state != "paused":
        raise NothingToResume
    announcement.state, announcement.accepted, announcement.paused_because = (
        "released", announcement.paused_because or announcement.accepted, None,
    )  # fmt: skip
    await session.execute(
        update(Outgoing)
        .where(Outgoing.announcement_id == announcement.id, Outgoing.state == "paused")
        .values(state="queued")
        .execution_options(synchronize_session=False)
    )
    await session.flush()


async def go_on(session: AsyncSession, announcement: Announcement, now: datetime, mail_host: str) -> None:
    """Of an announcement that is not paused nothing is held back; what waits with an older text is queued anew."""
    own = and_(Outgoing.announcement_id == announcement.id, Outgoing.channel.in_(CHANNELS))
    older = Outgoing.queued_at < (announcement.released_at or now)
    anew = new_message_id(session, Outgoing.channel, mail_host)
    await session.execute(
        update(Outgoing)
        .where(own, Outgoing.state.in_(HELD_STATES), older)
        .values(
            queued_at=now,
            parts_sent=0,
            # Another text under the Message-ID of a letter that may have arrived would be taken for the same.
            message_id=case((Outgoing.maybe_repeated, anew), else_=Outgoing.message_id),
        )
        .execution_options(synchronize_session=False)
    )
    if announcement.state != "paused":
        await session.execute(
            update(Outgoing)
            .where(own, Outgoing.state == "paused")
            .values(state="queued")
            .execution_options(synchronize_session=False)
        )
    await session.flush()


async def take_back(session: AsyncSession, rows: Sequence[Leaving]) -> None:
    """Deliveries that failed in a burst wait with the rest, but for those that took the person's other channel."""
    other = aliased(Outgoing)
    elsewhere = exists(
        select(other.id).where(
            other.announcement_id == Outgoing.announcement_id,
            other.person_id == Outgoing.person_id,
            other.id != Outgoing.id,
        )
    )
    await session.execute(
        update(Outgoing)
        .where(Outgoing.id.in_([row.id for row in rows]), Outgoing.state == "failed", not_(elsewhere))
        .values(state="paused")
        .execution_options(synchronize_session=False)
    )


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


async def content_of(session: AsyncSession, file_id: int) -> bytes | None:
    """The bytes of a file, if they are here; one from a chat has at first only Telegram's file_id."""
    content: bytes | None = await session.scalar(select(File.content).where(File.id == file_id))
    return content


async def keep_file(
    session: AsyncSession, file_id: int, *, telegram_file_id: str | None = None, content: bytes | None = None
) -> None:
    """Remember the other form of a file once it went through the messenger, or came from there."""
    known = {"telegram_file_id": telegram_file_id, "content": content}
    values = {name: value for name, value in known.items() if value is not None}
    await session.execute(update(File).where(File.id == file_id).values(values))


async def progress(session: AsyncSession, announcement: Announcement) -> Progress:
    rows = await session.execute(
        select(Outgoing.channel, Outgoing.state, func.count())
        .where(Outgoing.announcement_id == announcement.id)
        .group_by(Outgoing.channel, Outgoing.state)
    )
    return Progress({(channel, state): number for channel, state, number in rows})


async def follow(session: AsyncSession, announcement: Announcement, row: Outgoing) -> None:
    """`row` is the chat message of the author in which the progress is shown."""
    announcement.progress_row_id, announcement.progress_shown = row.id, None
    await session.flush()


Way = Literal["again", "mail", "leave"]


async def settle_uncertain(
    session: AsyncSession,
    announcement: Announcement,
    way: Way,
    *,
    now: datetime,
    mail_host: str,
    only: int | None = None,
) -> int:
    """Chat deliveries whose outcome nobody knows, all or `only` this row: send again, send by mail, or leave them.
    Returns how many."""
    now = _not_before_its_text(announcement, now)
    query = select(Outgoing).where(Outgoing.announcement_id == announcement.id, Outgoing.state == "uncertain")
    if only is not None:
        query = query.where(Outgoing.id == only)
    rows = (await session.scalars(query.with_for_update(skip_locked=True))).all()
    for row in rows:
        if way == "again":
            if announcement.released_at and row.queued_at < announcement.released_at:
                row.parts_sent = 0  # of a text that is not there any more
            row.state, row.reason, row.maybe_repeated, row.queued_at = "queued", None, True, now
        else:
            row.state, row.reason = "skipped", "uncertain"
        if way == "mail":
            await fall_back(session, row, now, mail_host)
    if rows and way != "leave" and announcement.state != "paused":
        announcement.state, announcement.ended_at = "released", None
    await session.flush()
    return len(rows)


async def under_way(session: AsyncSession) -> Sequence[Announcement]:
    return (await session.scalars(select(Announcement).where(Announcement.state.in_(UNDER_WAY)))).all()


async def end(session: AsyncSession, announcement_id: int, now: datetime) -> bool:
    """It is done, if nothing of it waits any more. Whether it became so by this."""
    waiting = exists().where(
        Outgoing.announcement_id == announcement_id,
        Outgoing.channel.in_(CHANNELS),
        Outgoing.state.in_(outbox.OPEN_STATES),
    )
    ended = await session.execute(
        update(Announcement)
        .where(Announcement.id == announcement_id, Announcement.state.in_(UNDER_WAY), Announcement.settled, ~waiting)
        .values(state="done", ended_at=now)
        .returning(Announcement.id)
        .execution_options(synchronize_session=False)
    )
    return ended.first() is not None


async def latest(session: AsyncSession, limit: int = 5) -> Sequence[Announcement]:
    """The newest that were released."""
    query = select(Announcement).where(Announcement.released_at.is_not(None))
    return (await session.scalars(query.order_by(Announcement.release_at.desc()).limit(limit))).all()


def _not_before_its_text(announcement: Announcement, now: datetime) -> datetime:
    """When a row is queued that says what the announcement says now; whoever writes it may have waited to do so."""
    return max(now, announcement.released_at or now)


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
        queued_at=_not_before_its_text(announcement, now),
    )


def _post(announcement: Announcement, channel: str, now: datetime) -> Outgoing:
    return Outgoing(
        kind="post",
        channel="telegram",
        address=channel,
        announcement_id=announcement.id,
        priority=outbox.ANNOUNCEMENT,
        not_before=announcement.release_at,
        queued_at=now,
    )


def _digest(subject: str, html: str, audience: Audience) -> str:
    said = json.dumps([subject, html, audience.as_json()], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()
