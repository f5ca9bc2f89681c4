"""What goes out: one table for answers, notices and announcements, over chat and mail.

    queued -> claimed -> sent | failed | retry (not before) | skipped (why) | uncertain (a chat announcement whose
    outcome nobody can know); paused, while the sender holds the announcement back

Answers overtake everything (`priority`). Nothing leaves before `not_before`. Who claims a row writes its name on it
(`owner`, see storage/leases.py): only that process may say what came of it, and if it dies the row is settled by the
others. The text of a row is erased once its outcome is known; ids stay. A mail's Message-ID is fixed when the row is
written. Each index is named after the question that it answers.
"""

import typing
from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache
from typing import Any, Literal

from sqlalchemy import (
    JSON,
    BindParameter,
    ColumnElement,
    ForeignKey,
    Index,
    Integer,
    Result,
    Select,
    String,
    Table,
    UniqueConstraint,
    and_,
    bindparam,
    case,
    cast,
    delete,
    exists,
    func,
    literal,
    not_,
    or_,
    select,
    text,
    tuple_,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, aliased, mapped_column

from storage.among import among
from storage.database import Base, Moment
from storage.pace import Limit, Pace

Kind = Literal["answer", "notice", "reminder", "invitation", "announcement", "post"]

ANSWER, NOTICE, ANNOUNCEMENT = 0, 1, 2
PRIORITIES: dict[Kind, int] = {
    "answer": ANSWER,
    "notice": NOTICE,
    "reminder": NOTICE,
    "invitation": ANNOUNCEMENT,
    "announcement": ANNOUNCEMENT,
    "post": ANNOUNCEMENT,
}
TO_MANY = ("announcement", "post", "invitation", "reminder")
"""What may not come twice in a chat: in doubt it is not sent again."""
OPEN_STATES = ("queued", "retry", "claimed", "paused")
WAITING = text("state IN ('queued', 'retry')")
WAITING_ANSWER = text("state IN ('queued', 'retry') AND priority < 2")
CLAIMED = text("state = 'claimed'")
IN_A_CHAT = text("channel = 'telegram' AND claimed_at IS NOT NULL")
ANSWER_BY_MAIL = text("channel = 'mail' AND kind = 'answer'")
ASKS, CHANGES = text("prompt_id IS NOT NULL"), text("edit_of IS NOT NULL")


def _index(name: str, *columns: str, where: Any) -> Index:
    return Index(f"ix_outbox_{name}", *columns, sqlite_where=where, postgresql_where=where)


class Outgoing(Base):
    """One message to one address.

    `payload` of answers and notices: {"html", "subject"?, "buttons"?: [[label, data]], "files"?, "headers"?, ...}; of
    an announcement None, its text stands in the announcement; of a preview {"preview_of": id}, which looks like that
    announcement and counts nowhere. `parts_sent` counts the messages of an announcement (album, text) that have
    arrived, so that a retry goes on behind them.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("announcement_id", "channel", "address"),
        _index("due", "channel", "not_before", "id", where=WAITING),
        _index("answers_due", "channel", "priority", "id", where=WAITING_ANSWER),
        _index("waits_for_an_address", "channel", "address", "priority", "id", where=WAITING),
        _index("on_its_way", "channel", "address", where=CLAIMED),
        _index("lately_in_a_chat", "channel", "address", "claimed_at", where=IN_A_CHAT),
        _index("answers_today", "address", "queued_at", where=ANSWER_BY_MAIL),
        _index("of_a_prompt", "prompt_id", where=ASKS),
        _index("changes_of", "edit_of", where=CHANGES),
        Index("ix_outbox_by_address", "channel", "address", "telegram_message_id"),
        Index("ix_outbox_progress", "announcement_id", "channel", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    channel: Mapped[str]
    address: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)
    announcement_id: Mapped[int | None] = mapped_column(ForeignKey("announcements.id", ondelete="CASCADE"))
    prompt_id: Mapped[int | None] = mapped_column(ForeignKey("prompts.id", ondelete="SET NULL"))
    edit_of: Mapped[int | None] = mapped_column(ForeignKey("outbox.id", ondelete="SET NULL"))
    payload: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    state: Mapped[str] = mapped_column(default="queued")
    reason: Mapped[str | None]
    priority: Mapped[int]
    not_before: Mapped[datetime] = mapped_column(default=lambda row: row.get_current_parameters()["queued_at"])
    attempts: Mapped[int] = mapped_column(default=0)
    parts_sent: Mapped[int] = mapped_column(default=0)
    maybe_repeated: Mapped[bool] = mapped_column(default=False)
    message_id: Mapped[str | None] = mapped_column(index=True)
    telegram_message_id: Mapped[int | None]
    owner: Mapped[str | None]
    queued_at: Mapped[datetime]
    claimed_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]

    @property
    def shows(self) -> int | None:
        """The announcement whose text this is, as a delivery or as a preview."""
        return self.announcement_id or (self.payload or {}).get("preview_of")

    def leaving(self, name: str = "", language: str | None = None) -> "Leaving":
        """The row as a channel takes it."""
        return Leaving(**{column.key: getattr(self, column.key) for column in _COLUMNS}, name=name, language=language)


@dataclass(slots=True)
class Leaving:
    """A claimed row on its way out, with the name and language of its reader; see `Outgoing` for the rest. `changes` is
    the number of the chat message that it changes, where that is known before it is on record."""

    id: int
    kind: str
    channel: str
    address: str
    priority: int
    attempts: int
    queued_at: datetime
    person_id: int | None = None
    announcement_id: int | None = None
    edit_of: int | None = None
    payload: dict[str, Any] | None = None
    parts_sent: int = 0
    maybe_repeated: bool = False
    message_id: str | None = None
    telegram_message_id: int | None = None
    owner: str | None = None
    name: str = ""
    language: str | None = None
    changes: int | None = None

    @property
    def shows(self) -> int | None:
        """The announcement whose text this is, as a delivery or as a preview."""
        return self.announcement_id or (self.payload or {}).get("preview_of")

    @property
    def is_to_many(self) -> bool:
        return self.kind in TO_MANY


ROWS, _HALTED = typing.cast(Table, Outgoing.__table__), typing.cast(Table, Pace.__table__)
_COLUMNS = [ROWS.c[field.name] for field in fields(Leaving) if field.name in ROWS.c]
_AMONG = among(ROWS.c.id, "rows")


async def put(session: AsyncSession, row: Outgoing) -> Outgoing:
    session.add(row)
    await session.flush()
    return row


async def get(session: AsyncSession, row_id: int) -> Outgoing | None:
    return await session.get(Outgoing, row_id)


def due(
    channel: str, now: datetime, limit: int, *, bulk: bool, besides: Collection[str] = (), spacing: Limit | None = None
) -> tuple[Select[Any], dict[str, Any]]:
    """What may leave now, in order, one for each address; locked, so that another process takes other rows: the fields
    of `Leaving`, as a statement with its parameters (storage/departures.py adds what it knows of them).

    Answers and notices; with `bulk` what goes to many (announcements, posts, invitations). Nothing for addresses that
    something is on its way to, for those in `besides`, and for those that had as many as `spacing` allows.
    """
    asked: dict[str, Any] = {"channel": channel, "now": now, "most": limit}
    if besides:
        asked["besides"] = list(besides)
    if spacing:
        asked |= {"since": now - spacing.period, "spaced": spacing.number}
    return _due(bulk, besides=bool(besides), spacing=bool(spacing)), asked


async def is_due(session: AsyncSession, channel: str, now: datetime, *, bulk: bool, besides: Collection[str]) -> bool:
    """Whether anything is due that only the distance to what left before it holds back."""
    return (await session.execute(*due(channel, now, 1, bulk=bulk, besides=besides))).first() is not None


@cache
def _due(bulk: bool, *, besides: bool, spacing: bool) -> Select[Any]:
    """Made once: to put such a statement together takes longer than to ask it."""
    before = ROWS.alias()
    overtaken = exists().where(
        *_is_due(before.c, bulk),
        before.c.address == ROWS.c.address,
        tuple_(before.c.priority, before.c.id) < tuple_(ROWS.c.priority, ROWS.c.id),
    )
    leaving = ROWS.alias()
    on_its_way = exists().where(
        leaving.c.channel == bindparam("channel"),
        leaving.c.address == ROWS.c.address,
        leaving.c.state == _inline("claimed"),
    )
    query = select(*_COLUMNS).where(*_is_due(ROWS.c, bulk), not_(overtaken), not_(on_its_way))
    if besides:
        query = query.where(ROWS.c.address.not_in(bindparam("besides", expanding=True)))
    if spacing:
        query = query.where(_lately(ROWS.c.address) < bindparam("spaced"))
    order = (ROWS.c.not_before, ROWS.c.id) if bulk else (ROWS.c.priority, ROWS.c.id)
    return query.order_by(*order).limit(bindparam("most", type_=Integer)).with_for_update(of=ROWS, skip_locked=True)


def _is_due(row: Any, bulk: bool) -> list[ColumnElement[bool]]:
    important = row.priority >= _inline(ANNOUNCEMENT) if bulk else row.priority < _inline(ANNOUNCEMENT)
    return [row.channel == bindparam("channel"), _waits(row), important, row.not_before <= bindparam("now")]


def _waits(row: Any) -> ColumnElement[bool]:
    """`WAITING`, written out in the statement: no planner finds a partial index behind a parameter."""
    waiting: ColumnElement[bool] = row.state.in_(_inline(["queued", "retry"], expanding=True))
    return waiting


def _inline(value: object, *, expanding: bool = False) -> BindParameter[Any]:
    """A value that stands in the statement itself, for the same reason."""
    return bindparam(None, value, expanding=expanding, literal_execute=True)


def _lately(address: Any) -> Any:
    """How many left for a chat `since` then."""
    left = ROWS.alias()
    here = (left.c.channel == _inline("telegram"), left.c.address == address, left.c.claimed_at > bindparam("since"))
    return select(func.count()).where(*here).scalar_subquery()


_WAITING = select(
    select(_HALTED.c.halted_until)
    .where(_HALTED.c.scope == bindparam("channel"))
    .scalar_subquery()
    .label("halted_until"),
    exists().where(*_is_due(ROWS.c, bulk=False)).label("answers"),
    exists().where(*_is_due(ROWS.c, bulk=True)).label("bulk"),
    select(func.min(ROWS.c.not_before, type_=Moment()))
    .where(ROWS.c.channel == bindparam("channel"), _waits(ROWS.c), ROWS.c.not_before > bindparam("now"))
    .scalar_subquery()
    .label("next_due"),
)
_CLAIM = (
    update(ROWS)
    .where(_AMONG)
    .values(state="claimed", owner=bindparam("by"), claimed_at=bindparam("now"), attempts=ROWS.c.attempts + 1)
)
_ARRIVED = (
    update(ROWS)
    .where(_AMONG, ROWS.c.state == _inline("claimed"), ROWS.c.owner == bindparam("by"))
    .values(state="sent", sent_at=bindparam("now"), payload=None, owner=None, reason=None)
)
_ROOM_FOR_ANSWERS = select(
    case(
        (
            exists().where(
                ROWS.c.channel == bindparam("channel"),
                ROWS.c.address == bindparam("there"),
                _waits(ROWS.c),
                ROWS.c.priority < _inline(ANNOUNCEMENT),
            ),
            0,
        ),
        else_=bindparam("spaced", type_=Integer) - _lately(bindparam("there")),
    )
)


async def superseded(session: AsyncSession, rows: Iterable[Leaving]) -> set[int]:
    """Those of the rows that change a message which a newer row, waiting behind them, changes once more."""
    edits = {row.edit_of: row.id for row in rows if row.edit_of is not None}
    if not edits:
        return set()
    newest = select(Outgoing.edit_of, func.max(Outgoing.id)).where(Outgoing.edit_of.in_(edits), _waits(Outgoing))
    found = await session.execute(newest.group_by(Outgoing.edit_of))
    return {edits[edit_of] for edit_of, last in found if edit_of and edits[edit_of] < last}


async def claim(session: AsyncSession, rows: Collection[int], owner: str, now: datetime) -> None:
    """Take rows that are locked in this transaction."""
    await _update(session, _CLAIM, {"rows": list(rows), "by": owner, "now": now})


async def room_for_answers(session: AsyncSession, address: str, now: datetime, spacing: Limit) -> int:
    """How many answers may leave for this chat at once, without overtaking anything that waits for it."""
    asked = {"channel": "telegram", "there": address, "since": now - spacing.period, "spaced": spacing.number}
    return int(await session.scalar(_ROOM_FOR_ANSWERS, asked) or 0)


async def arrived(session: AsyncSession, rows: Collection[int], owner: str | None, now: datetime) -> set[int]:
    """Record that rows of this owner were sent. Returns those that were still its own."""
    asked = {"rows": list(rows), "by": owner, "now": now}
    recorded = await _update(session, _ARRIVED, asked)
    if recorded.rowcount == len(rows):  # type: ignore[attr-defined]
        return set(rows)
    sent = await session.scalars(select(ROWS.c.id).where(among(ROWS.c.id, "rows"), ROWS.c.sent_at == now), asked)
    return set(sent)


async def returned(session: AsyncSession, row: Leaving, state: str, now: datetime, **outcome: Any) -> bool:
    """Record what came of one claimed row: "sent", "failed", "skipped", "uncertain", "queued" or "retry" (with
    `not_before`). False if it was not its owner's any more; that it was sent counts all the same where it waits."""
    values = _settled(state, now, outcome) | {"owner": None}
    own = update(Outgoing).where(Outgoing.id == row.id, Outgoing.state == "claimed", Outgoing.owner == row.owner)
    if (await _update(session, own.values(values).returning(Outgoing.id))).first():
        return True
    if state == "sent":
        late = update(Outgoing).where(Outgoing.id == row.id, Outgoing.state.in_(["queued", "retry", "uncertain"]))
        await _update(session, late.values(values))
    return False


async def _update(session: AsyncSession, statement: Any, values: dict[str, Any] | None = None) -> Result[Any]:
    """Change rows that nobody holds as objects."""
    changed: Result[Any] = await session.execute(statement, values, execution_options={"synchronize_session": False})
    return changed


async def settle(session: AsyncSession, row_id: int, state: str, now: datetime, **outcome: Any) -> None:
    """Record an outcome, whoever holds the row."""
    values = _settled(state, now, outcome)
    await session.execute(
        update(Outgoing).where(Outgoing.id == row_id).values(**values).execution_options(synchronize_session="fetch")
    )


def _settled(state: str, now: datetime, outcome: dict[str, Any]) -> dict[str, Any]:
    values = {"state": state, **outcome}
    if state == "sent":
        values["sent_at"] = now
    if state not in ("retry", "queued", "paused"):
        values["payload"] = None
    return values


async def hold(session: AsyncSession, rows: Collection[int]) -> None:
    """Put back rows of an announcement that is paused."""
    await session.execute(
        update(Outgoing)
        .where(Outgoing.id.in_(rows))
        .values(state="paused")
        .execution_options(synchronize_session=False)
    )


async def recover(session: AsyncSession, channel: str, owner: str, living: Collection[str]) -> dict[str, int]:
    """Settle what processes that are no more had on their way. Mail goes again under its Message-ID, flagged; an answer
    goes again; a chat announcement is uncertain, for staff to decide. Returns how many of each."""
    lost = select(Outgoing).where(
        Outgoing.channel == channel,
        Outgoing.state == _inline("claimed"),
        or_(Outgoing.owner.is_(None), Outgoing.owner.not_in([owner, *living])),
    )
    recovered: dict[str, int] = {}
    for row in await session.scalars(lost.with_for_update(skip_locked=True)):
        row.owner = None
        if row.channel == "telegram" and row.kind in TO_MANY:
            row.state, row.reason, row.payload = "uncertain", "crashed", None
        else:
            row.state, row.maybe_repeated = "queued", True
        recovered[row.state] = recovered.get(row.state, 0) + 1
    await session.flush()
    return recovered


async def forget(session: AsyncSession, person_id: int, channel: str, address: str) -> None:
    """Erase what was to go to somebody, there or wherever else they could be reached; that something went stays."""
    own = or_(Outgoing.person_id == person_id, and_(Outgoing.channel == channel, Outgoing.address == address))
    await session.execute(delete(Outgoing).where(own, Outgoing.state.in_(["queued", "retry", "paused"])))
    erased = literal("erased-").concat(cast(Outgoing.id, String))
    await session.execute(update(Outgoing).where(own).values(address=erased, payload=None, message_id=None))


async def by_chat_message(session: AsyncSession, address: str, telegram_message_id: int) -> Outgoing | None:
    """The row behind a message in a chat, for buttons and replies. Whoever is quicker than our bookkeeping answers the
    row that is still on its way there: one leaves at a time, and later messages have higher numbers."""
    # One statement: between two of them what was on its way may have become known.
    here = (Outgoing.channel == "telegram", Outgoing.address == address)
    is_it = Outgoing.telegram_message_id == telegram_message_id
    leaving = and_(Outgoing.state == _inline("claimed"), Outgoing.edit_of.is_(None))
    newest_first = (case((is_it, 0), else_=1), Outgoing.id.desc())
    found = await session.scalar(select(Outgoing).where(*here, or_(is_it, leaving)).order_by(*newest_first).limit(1))
    if found is None or found.telegram_message_id == telegram_message_id:
        return found
    last = await session.scalar(select(func.max(Outgoing.telegram_message_id)).where(*here))
    return None if last is not None and telegram_message_id < last else found


async def by_message_id(session: AsyncSession, message_id: str) -> Outgoing | None:
    return await session.scalar(select(Outgoing).where(Outgoing.message_id == message_id))


async def answers_today(session: AsyncSession, address: str, since: datetime) -> int:
    """Automatic answers by mail to an address since a moment."""
    query = select(func.count()).where(
        Outgoing.channel == _inline("mail"),
        Outgoing.kind == _inline("answer"),
        Outgoing.address == address,
        Outgoing.queued_at > since,
    )
    return await session.scalar(query) or 0


async def standing(session: AsyncSession) -> dict[tuple[str, str], int]:
    """Rows by (channel, state)."""
    rows = await session.execute(
        select(Outgoing.channel, Outgoing.state, func.count()).group_by(Outgoing.channel, Outgoing.state)
    )
    return {(channel, state): number for channel, state, number in rows}


async def why_waiting(session: AsyncSession, channel: str) -> str | None:
    """Why the newest row of the channel that was tried in vain is tried again."""
    tried = select(Outgoing.reason).where(Outgoing.channel == channel, Outgoing.state == "retry")
    return await session.scalar(tried.order_by(Outgoing.claimed_at.desc()).limit(1))


@dataclass(frozen=True)
class Waiting:
    """Until when the channel stands still, whether something waits that is due now, and when the next row becomes due
    that has to wait."""

    halted: datetime | None
    answers: bool
    bulk: bool
    next_due: datetime | None


async def waiting(session: AsyncSession, channel: str, now: datetime) -> Waiting:
    """What a channel has to look forward to, in one question."""
    found = (await session.execute(_WAITING, {"channel": channel, "now": now})).one()
    halted = found.halted_until if found.halted_until and found.halted_until > now else None
    return Waiting(halted, bool(found.answers), bool(found.bulk), found.next_due)


async def move_chat(session: AsyncSession, old: str, new: str) -> None:
    """A group got a new id: what waits for it goes there, except what went there already."""
    there = aliased(Outgoing)
    twice = exists(
        select(there.id).where(
            there.announcement_id == Outgoing.announcement_id, there.channel == "telegram", there.address == new
        )
    )
    waiting = and_(Outgoing.channel == "telegram", Outgoing.address == old, Outgoing.state.in_(OPEN_STATES))
    for condition, values in ((twice, {"state": "skipped", "reason": "moved"}), (not_(twice), {"address": new})):
        change = update(Outgoing).where(waiting, condition).values(values)
        await session.execute(change.execution_options(synchronize_session=False))
