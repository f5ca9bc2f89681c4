"""How fast messages may leave, and what stands still for now: one row per channel, group or chat that matters.

A limit is "at most so many within any period of this length", in all or for one group. What left lately is written in
the row, so that processes share one pace and a restart forgets nothing; whoever claims holds the row. A halt is what a
server asked for: of a channel ("telegram") or of one chat ("telegram:4711"), until a moment.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import JSON, bindparam, delete, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from storage.database import Base

MERGED = 60
"""Into so many parts a period is divided, of each of which the row remembers the last moment and the number."""


class Limit(NamedTuple):
    """At most `number` within any period of this length."""

    number: int
    period: timedelta


class Pace(Base):
    """`left` is [[seconds since 1970, number], …], oldest first; after `matters_until` the row says nothing more."""

    __tablename__ = "paces"

    scope: Mapped[str] = mapped_column(primary_key=True)
    halted_until: Mapped[datetime | None]
    left: Mapped[list[list[float]]] = mapped_column(JSON, default=list)
    matters_until: Mapped[datetime | None]


@dataclass
class Rhythm:
    """The paces of one channel as they stand in a transaction. `overall` limits the channel, `group` each group and
    public channel, whose chat id is negative or "@name"."""

    session: AsyncSession
    channel: str
    paces: dict[str, Pace]
    overall: Sequence[Limit] = ()
    group: Sequence[Limit] = ()

    def halted(self, now: datetime) -> datetime | None:
        """Until when the whole channel stands still."""
        return _halted(self.paces.get(self.channel), now)

    def room(self, now: datetime, most: int) -> int:
        """How many may leave now, of `most`."""
        own = self.paces.get(self.channel)
        return min([most, *(_room(own, limit, now) for limit in self.overall)])

    def resting(self, now: datetime) -> dict[str, datetime]:
        """Addresses to which nothing may leave now, and until when."""
        resting = {}
        for scope, pace in self.paces.items():
            address = scope.partition(":")[2]
            moments = [_halted(pace, now), *(_free_at(pace, limit, now) for limit in self._limits(address))]
            if until := max((moment for moment in moments if moment), default=None):
                resting[address] = until
        resting.pop("", None)
        return resting

    def next_free(self, now: datetime) -> datetime | None:
        """When the channel has room again that it does not have now."""
        own = self.paces.get(self.channel)
        return max((at for limit in self.overall if (at := _free_at(own, limit, now))), default=None)

    def note(self, addresses: Sequence[str], now: datetime) -> None:
        """Something leaves for each of these addresses."""
        if self.overall and addresses:
            self._note(self.channel, self.overall, len(addresses), now)
        for address in addresses:
            if limits := self._limits(address):
                self._note(f"{self.channel}:{address}", limits, 1, now)

    def _limits(self, address: str) -> Sequence[Limit]:
        return self.group if address.startswith(("-", "@")) else ()

    def _note(self, scope: str, limits: Sequence[Limit], number: int, now: datetime) -> None:
        if scope not in self.paces:
            self.paces[scope] = Pace(scope=scope, left=[])
            self.session.add(self.paces[scope])
        pace, longest = self.paces[scope], max(limit.period for limit in limits)
        pace.left = _merged([*pace.left, [now.timestamp(), number]], limits)
        pace.matters_until = max(pace.matters_until or now, now + longest)


_OF_A_CHANNEL = (
    select(Pace).where(or_(Pace.scope == bindparam("channel"), Pace.scope.like(bindparam("each")))).order_by(Pace.scope)
)


async def of(session: AsyncSession, channel: str, overall: Sequence[Limit] = (), group: Sequence[Limit] = ()) -> Rhythm:
    """How things stand for this channel. Where there is a limit, other processes wait until this transaction ends."""
    asked = {"channel": channel, "each": f"{channel}:%"}
    found = (await session.scalars(_OF_A_CHANNEL.with_for_update() if overall else _OF_A_CHANNEL, asked)).all()
    if overall and channel not in {pace.scope for pace in found}:
        await _make(session, channel)
        found = (await session.scalars(_OF_A_CHANNEL.with_for_update(), asked)).all()
    return Rhythm(session, channel, {pace.scope: pace for pace in found}, overall, group)


async def halt(session: AsyncSession, scope: str, until: datetime) -> None:
    """Let a channel or a chat stand still; a later end that was asked for before stays."""
    await _make(session, scope)
    pace = await session.get_one(Pace, scope, with_for_update=True)
    pace.halted_until = max(pace.halted_until or until, until)
    pace.matters_until = max(pace.matters_until or until, until)
    await session.flush()


async def halted(session: AsyncSession, now: datetime) -> Mapping[str, datetime]:
    """Scopes that a server asked to leave alone, and until when."""
    found = await session.execute(select(Pace.scope, Pace.halted_until).where(Pace.halted_until > now))
    return {scope: until for scope, until in found if until}


async def forget(session: AsyncSession, channel: str, address: str) -> None:
    """Erase that something went to an address, or stood still for it."""
    await session.execute(delete(Pace).where(Pace.scope == f"{channel}:{address}"))


async def forget_old(session: AsyncSession, now: datetime) -> None:
    """Drop what does not matter any more of single addresses."""
    await session.execute(delete(Pace).where(Pace.matters_until < now, Pace.scope.contains(":")))


async def _make(session: AsyncSession, scope: str) -> None:
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    await session.execute(insert(Pace).values(scope=scope, left=[]).on_conflict_do_nothing())


def _merged(left: list[list[float]], limits: Sequence[Limit]) -> list[list[float]]:
    """What left in the same 60th of a period, the shortest for what is new and the longest for what is older, becomes
    one entry with its last moment; what no limit counts any more goes."""
    periods = [limit.period.total_seconds() for limit in limits]
    newest, shortest, longest = left[-1][0], min(periods), max(periods)
    merged: dict[tuple[float, int], list[float]] = {}
    for moment, number in left:
        grain = (shortest if moment > newest - shortest else longest) / MERGED
        if moment > newest - longest:
            _, before = merged.get((grain, int(moment // grain)), (moment, 0))
            merged[grain, int(moment // grain)] = [moment, before + number]
    return list(merged.values())


def _halted(pace: Pace | None, now: datetime) -> datetime | None:
    return pace.halted_until if pace and pace.halted_until and pace.halted_until > now else None


def _within(pace: Pace | None, limit: Limit, now: datetime) -> list[list[float]]:
    """What counts for the limit now."""
    begin = (now - limit.period).timestamp()
    return [entry for entry in pace.left if entry[0] > begin] if pace else []


def _room(pace: Pace | None, limit: Limit, now: datetime) -> int:
    return max(0, limit.number - sum(int(number) for _, number in _within(pace, limit, now)))


def _free_at(pace: Pace | None, limit: Limit, now: datetime) -> datetime | None:
    """When there is room again; None where there is."""
    counted = _within(pace, limit, now)
    over = sum(int(number) for _, number in counted) - limit.number
    for moment, number in counted:
        if over < 0:
            break
        over -= int(number)
        if over < 0:
            return datetime.fromtimestamp(moment, now.tzinfo) + limit.period
    return None
