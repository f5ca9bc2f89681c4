"""Corrections of announcements: to exactly those who got the first one, and each of them once.

    draft -> due, until its moment -> released, like any other

While a correction is being written, what it corrects is paused. At its moment (`take_effect`), in one transaction, the
corrected announcement says the new text, what still waits of it is queued anew and goes on, and those who got it with
an older text are frozen as the audience of the correction. What was just then on its way with the old text is added
when its outcome is known (`_follow_up`): no delivery is waited for, and none is missed. The older text is kept.

A correction of a correction corrects the first announcement once more; what has not left of the one before stays here.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, Select, and_, exists, insert, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, aliased, mapped_column

from storage import announcements, dispatch, outbox
from storage.announcements import AlreadyReleased, Announcement, Attached, File
from storage.database import Base, Moment
from storage.dispatch import HELD_STATES, UNDER_WAY
from storage.outbox import Outgoing
from storage.people import CHANNELS, Address, Person
from storage.refusals import Refusal

GOT_IT = ("sent", "claimed")


class NotCorrectable(Refusal):
    """Nobody got it yet, or somebody else corrected it meanwhile."""


class FormerText(Base):
    """What an announcement said `until` it was corrected; `files` are names."""

    __tablename__ = "former_texts"

    id: Mapped[int] = mapped_column(primary_key=True)
    announcement_id: Mapped[int] = mapped_column(ForeignKey("announcements.id", ondelete="CASCADE"), index=True)
    subject: Mapped[str]
    html: Mapped[str]
    files: Mapped[list[Any]]
    until: Mapped[datetime]


async def original(session: AsyncSession, announcement: Announcement) -> Announcement:
    """What a correction corrects; any other announcement itself. Raises `NotCorrectable` when it was erased."""
    if announcement.change is None:
        return announcement
    found = await announcements.get(session, announcement.corrects_id) if announcement.corrects_id else None
    if found is None:
        raise NotCorrectable
    return found


async def begin(session: AsyncSession, announcement: Announcement) -> Announcement:
    """Somebody is about to correct it: it waits, with its corrections under way. Returns what is to be corrected.
    Raises `NotCorrectable`."""
    first = await original(session, announcement)
    if not await _may_correct(session, first):
        raise NotCorrectable
    for one in (first, *await _corrections(session, first, "released")):
        if one.state == "released":
            await dispatch.pause(session, one)
    return first


async def _may_correct(session: AsyncSession, first: Announcement) -> bool:
    got_some = or_(Outgoing.state.in_((*GOT_IT, "uncertain")), Outgoing.parts_sent > 0)
    some = select(Outgoing.id).where(_of(first.id), got_some)
    return not await _corrections(session, first, "due") and await session.scalar(some.limit(1)) is not None


async def unfinished(session: AsyncSession, first: Announcement) -> Sequence[Announcement]:
    """Corrections that not everybody has yet: the next one must say what they say."""
    return await _corrections(session, first, *UNDER_WAY)


async def _corrections(session: AsyncSession, first: Announcement, *states: str) -> Sequence[Announcement]:
    query = select(Announcement).where(Announcement.corrects_id == first.id, Announcement.state.in_(states))
    return (await session.scalars(query.order_by(Announcement.id))).all()


async def draft(
    session: AsyncSession,
    author: Person,
    first: Announcement,
    *,
    change: str,
    subject: str,
    html: str,
    instead: dict[str, str],
    door: str,
    now: datetime,
    files: Sequence[Attached] = (),
) -> Announcement:
    """A correction of `first`; see `Announcement` for what it says, and what the first says instead. `files` take the
    place of those of the first, if there are any."""
    made = await announcements.draft(
        session,
        author,
        subject=subject,
        html=html,
        audience=first.audience,
        door=door,
        now=now,
        files=files,
        public=first.public,
    )
    made.corrects_id, made.change, made.instead = first.id, change, dict(instead)
    made.worth_until = first.worth_until if first.worth_until and first.worth_until > now else None
    await session.flush()
    return made


async def redraft(
    session: AsyncSession, correction: Announcement, *, change: str, subject: str, html: str, instead: dict[str, str],
    files: Sequence[Attached], now: datetime,
) -> None:  # fmt: skip
    """Let a correction that was not released say something else. Raises `AlreadyReleased`."""
    await announcements.rewrite(session, correction, subject=subject, html=html, files=files)
    correction.change, correction.instead, correction.created_at = change, dict(instead), now
    await session.flush()


async def rename(session: AsyncSession, correction: Announcement, *, subject: str, instead: str) -> None:
    """Another subject for a correction that was not released, and for what it corrects."""
    if correction.state != "draft":
        raise AlreadyReleased
    announcements.put(correction, subject, correction.html)
    correction.instead = {**(correction.instead or {}), "subject": instead}
    await session.flush()


async def counted(session: AsyncSession, first: Announcement) -> tuple[int, int]:
    """How many messages went out already, and how many wait and will say the new text."""
    by_state = await dispatch.progress(session, first)
    return by_state.number(*GOT_IT), by_state.number(*HELD_STATES)


async def release(
    session: AsyncSession, correction: Announcement, releaser: Person, *, release_at: datetime
) -> tuple[int, int]:
    """It takes effect at `release_at`. Returns what `counted` does. Raises `NotAllowed`, `AlreadyReleased`,
    `NotCorrectable`, `PastItsTime`."""
    dispatch.check(correction, releaser, release_at)
    known = await announcements.locked(session, correction.corrects_id) if correction.corrects_id else None
    if known is None or not await _may_correct(session, known) or _was_corrected_since(correction, known):
        raise NotCorrectable
    taken = await session.execute(
        update(Announcement)
        .where(Announcement.id == correction.id, Announcement.state == "draft")
        .values(state="due", release_at=release_at)
        .returning(Announcement.id)
        .execution_options(synchronize_session=False)
    )
    if taken.first() is None:
        raise AlreadyReleased
    await session.refresh(correction)
    return await counted(session, known)


def _was_corrected_since(correction: Announcement, first: Announcement) -> bool:
    return first.released_at is not None and correction.created_at < first.released_at


async def due(session: AsyncSession, now: datetime) -> list[int]:
    """Corrections whose moment has come, and those of which something is still to be added; nothing is locked."""
    ripe = and_(Announcement.state == "due", Announcement.release_at <= now)
    query = select(Announcement.id).where(Announcement.corrects_id.is_not(None), ripe)
    begun = select(Announcement.id, Announcement.corrects_id, Announcement.released_at).where(
        Announcement.state.in_(UNDER_WAY), ~Announcement.settled
    )
    found = list(await session.scalars(query))
    for number, corrected, since in await session.execute(begun):
        if await _is_something_to_do(session, number, corrected, since):
            found.append(number)
    return found


async def _is_something_to_do(
    session: AsyncSession, number: int, corrected: int | None, since: datetime | None
) -> bool:  # fmt: skip
    """Whether something came back that had left with the old text, or nothing is on its way with it any more. Asked
    outside of a write: what was sent by then may be very much."""
    if corrected is None:
        return True
    waiting, claimed = (_with_old_text(corrected, since, *states) for states in (HELD_STATES, ("claimed",)))
    for query in (select(Outgoing.id).where(waiting), _missing(corrected, number, since)):
        if await session.scalar(query.with_only_columns(Outgoing.id).limit(1)) is not None:
            return True
    return await session.scalar(select(Outgoing.id).where(claimed).limit(1)) is None


async def take_effect(session: AsyncSession, correction_id: int, now: datetime, mail_host: str) -> None:
    """Let a correction leave whose moment has come, or add to it what has become known since."""
    correction = await announcements.locked(session, correction_id)
    if correction is None or correction.state not in ("due", *UNDER_WAY):
        return
    first = await announcements.locked(session, correction.corrects_id) if correction.corrects_id else None
    if first is None:
        correction.settled = True
        correction.state = "cancelled" if correction.state == "due" else correction.state
        return
    if correction.state == "due":
        await _supersede(session, first, now)
        await _replace_text(session, first, correction, now)
        correction.state, correction.released_at, correction.settled = "released", now, False
        if first.state == "paused" and first.paused_because is None:
            await dispatch.resume(session, first)
        await session.flush()
    await _follow_up(session, first, correction, now, mail_host)


async def _follow_up(
    session: AsyncSession, first: Announcement, correction: Announcement, now: datetime, mail_host: str
) -> None:
    """Whoever got the old text gets the correction; whoever did not gets the new text."""
    await dispatch.go_on(session, first, now, mail_host)
    # Asked before the rest, which then sees whatever this does not find any more.
    open_ones = select(Outgoing.id).where(_with_old_text(first.id, first.released_at, *outbox.OPEN_STATES))
    correction.settled = await session.scalar(open_ones.limit(1)) is None
    await _add(session, first, correction, now, mail_host)
    await _add_post(session, first, correction, now)
    await session.flush()


def _waits_as(announcement: Announcement) -> str:
    return "paused" if announcement.state == "paused" else "queued"


async def _supersede(session: AsyncSession, first: Announcement, now: datetime) -> None:
    """What has not left of earlier corrections: the new one says it as well."""
    for before in await unfinished(session, first):
        before.state, before.ended_at, before.settled = "cancelled", now, True
        await session.execute(
            update(Outgoing)
            .where(_of(before.id), Outgoing.state.in_(HELD_STATES))
            .values(state="skipped", reason="corrected")
            .execution_options(synchronize_session=False)
        )


async def _replace_text(session: AsyncSession, first: Announcement, correction: Announcement, now: datetime) -> None:
    assert correction.instead
    names = [file.name for file in first.files]
    session.add(
        FormerText(announcement_id=first.id, subject=first.subject, html=first.html, files=names, until=now)
    )  # fmt: skip
    announcements.put(first, correction.instead["subject"], correction.instead["html"])
    first.released_at = now
    if correction.files:
        first.files = []
        await session.flush()
        await announcements.copy_files(session, correction.id, first)


async def _add(
    session: AsyncSession, first: Announcement, correction: Announcement, now: datetime, mail_host: str
) -> None:
    row: dict[str, Any] = {
        "kind": literal("announcement"),
        "channel": Outgoing.channel,
        "address": Outgoing.address,
        "person_id": Address.person_id,
        "announcement_id": literal(correction.id),
        "state": literal(_waits_as(correction)),
        "priority": literal(outbox.ANNOUNCEMENT),
        "not_before": literal(correction.release_at, Moment()),
        "message_id": dispatch.new_message_id(session, Outgoing.channel, mail_host),
        "queued_at": literal(now, Moment()),
    }
    theirs = _missing(first.id, correction.id, first.released_at).order_by(Outgoing.id)
    await session.execute(insert(Outgoing).from_select(list(row), theirs.with_only_columns(*row.values())))


async def _add_post(session: AsyncSession, first: Announcement, correction: Announcement, now: datetime) -> None:
    """The post in the public channel is changed where it stands, be it the first one or that of a correction; with
    other files it is a new one."""
    post = select(Outgoing).where(_of(first.id), Outgoing.kind == "post", Outgoing.state == "sent")
    found = await session.scalar(post.where(Outgoing.queued_at < first.released_at))
    if found is None or await session.scalar(select(Outgoing.id).where(_of(correction.id), Outgoing.kind == "post")):
        return
    chain = [first.id, *await session.scalars(select(Announcement.id).where(Announcement.corrects_id == first.id))]
    posts = select(Outgoing.id).where(
        Outgoing.announcement_id.in_(chain), Outgoing.kind == "post", Outgoing.state == "sent"
    )
    newest = await session.scalar(posts.order_by(Outgoing.id.desc()).limit(1))
    session.add(
        Outgoing(
            kind="post",
            channel=found.channel,
            address=found.address,
            announcement_id=correction.id,
            edit_of=None if correction.files else newest,
            state=_waits_as(correction),
            priority=outbox.ANNOUNCEMENT,
            not_before=correction.release_at,
            queued_at=now,
        )
    )


def _of(announcement_id: int) -> ColumnElement[bool]:
    return and_(Outgoing.announcement_id == announcement_id, Outgoing.channel.in_(CHANNELS))


def _with_old_text(corrected: int, since: datetime | None, *states: str) -> ColumnElement[bool]:
    return and_(_of(corrected), Outgoing.state.in_(states), Outgoing.queued_at < since)


def _missing(corrected: int, correction_id: int, since: datetime | None) -> Select[Any]:
    """Deliveries that said the old text, to people who did not leave, of whom the correction does not know yet."""
    there = aliased(Outgoing)
    known = exists().where(
        there.announcement_id == correction_id, there.channel == Outgoing.channel, there.address == Outgoing.address
    )
    here = and_(Address.channel == Outgoing.channel, Address.address == Outgoing.address)
    got_it = _with_old_text(corrected, since, "sent")
    return select(Outgoing).join(Address, here).where(got_it, Address.consent_id.is_not(None), ~known)


async def files_of_post(session: AsyncSession, correction: Announcement) -> list[File]:
    """What stands beside the text of its post: its own files, or those of what it corrects."""
    if correction.files or correction.corrects_id is None:
        return correction.files
    theirs = select(File).where(File.announcement_id == correction.corrects_id).order_by(File.id)
    return list(await session.scalars(theirs))
