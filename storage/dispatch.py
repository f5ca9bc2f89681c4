"""An announcement on its way: released, halted, paused, resumed, decided about, ended.

`release` freezes the audience as rows of the outbox in one transaction; UNIQUE (announcement, channel, address) is the
promise that nobody gets it twice. Until `release_at` a halt takes everything back to a draft.

The text of an announcement may be replaced while it is under way. `released_at` is when it was released as it reads
now: a row that was queued before carries an older text, and is held back until it is queued anew.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import (
    ColumnElement,
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
from sqlalchemy.orm import aliased

from storage import audiences, departures, outbox
from storage.announcements import AlreadyReleased, Announcement, PastItsTime
from storage.database import Moment
from storage.outbox import Leaving, Outgoing
from storage.people import CHANNELS, Address, Person
from storage.refusals import NotAllowed, Refusal

ALIKE_WITHIN = timedelta(days=30)
UNDER_WAY = ("released", "paused")
HELD_STATES = ("queued", "retry", "paused")
"""Rows of the outbox that a halt keeps from leaving."""


class NobodyToReach(Refusal):
    """The audience has no open address."""


class SentAlready(Refusal):
    """The same text went to the same audience a short while ago; ask before doing it again."""


class NothingToHalt(Refusal):
    """Not released, or all of it has left."""


class NothingToResume(Refusal):
    """Not paused."""


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
    now = announcement.queued_at(now)
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
            await departures.fall_back(session, row, now, mail_host)
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
