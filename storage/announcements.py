"""Announcements: one text to an audience, over chat and mail; written, kept as drafts, thrown away.

    draft -> released -> done, or cancelled on the way; paused while its sender, or a burst of failures, holds it back
    planned: a draft that waits for its moment (storage/schedules.py); due: a correction that does (amendments.py)

How one leaves stands in dispatch.py, what is asked when its rows are about to go in departures.py.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    ForeignKey,
    LargeBinary,
    insert,
    literal,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.audiences import Audience
from storage.database import Base
from storage.people import Person
from storage.refusals import Refusal


class AlreadyReleased(Refusal):
    """A second tap: it is on its way."""


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

    def queued_at(self, now: datetime) -> datetime:
        """When a row is queued that says what it says now; whoever writes the row may have waited to do so."""
        return max(now, self.released_at or now)


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


async def latest(session: AsyncSession, limit: int = 5) -> Sequence[Announcement]:
    """The newest that were released."""
    query = select(Announcement).where(Announcement.released_at.is_not(None))
    return (await session.scalars(query.order_by(Announcement.release_at.desc()).limit(limit))).all()


def _digest(subject: str, html: str, audience: Audience) -> str:
    said = json.dumps([subject, html, audience.as_json()], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()
