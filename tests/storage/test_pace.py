"""No faster than the limits, in any period, whoever sends; and no slower than they allow."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncSession

from storage import pace
from storage.database import Database
from storage.pace import Limit, Rhythm

NOON = datetime(2027, 4, 13, 10, tzinfo=UTC)
THREE_IN_TEN_SECONDS = Limit(3, timedelta(seconds=10))
EACH_GROUP = (Limit(1, timedelta(seconds=1)), Limit(2, timedelta(minutes=1)))


def at(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


async def test_there_is_room_for_as_many_as_the_limit_says(database: Database) -> None:
    for second, most in ((0, 3), (4, 2), (5, 1), (9.9, 0)):
        async with database.write() as session:
            rhythm = await pace.of(session, "mail", [THREE_IN_TEN_SECONDS])
            assert rhythm.room(at(second), 8) == most
            rhythm.note(["anna@example.org"] if most else [], at(second))
    async with database.write() as session:
        rhythm = await pace.of(session, "mail", [THREE_IN_TEN_SECONDS])
        assert rhythm.next_free(at(9.9)) == at(10)
        assert (rhythm.room(at(10), 8), rhythm.room(at(14), 1)) == (1, 1)


async def test_without_a_limit_there_is_always_room(database: Database) -> None:
    async with database.write() as session:
        rhythm = await pace.of(session, "mail")
        rhythm.note(["anna@example.org"] * 100, NOON)
        assert (rhythm.room(NOON, 8), rhythm.next_free(NOON), rhythm.resting(NOON)) == (8, None, {})


async def test_a_group_rests_by_itself_and_people_do_not(database: Database) -> None:
    async with database.write() as session:
        rhythm = await pace.of(session, "telegram", [Limit(99, timedelta(seconds=1))], EACH_GROUP)
        rhythm.note(["-100", "@netz", "4711"], NOON)
        assert rhythm.resting(NOON) == {"-100": at(1), "@netz": at(1)}
        rhythm.note(["-100"], at(1))
    async with database.read() as session:
        rhythm = await pace.of(session, "telegram", (), EACH_GROUP)
        assert rhythm.resting(at(2)) == {"-100": at(60)}
        assert rhythm.resting(at(60)) == {}


async def test_a_halt_is_as_long_as_the_longest_that_was_asked_for(database: Database) -> None:
    async with database.write() as session:
        for seconds in (60, 10):
            await pace.halt(session, "telegram", at(seconds))
        await pace.halt(session, "telegram:4711", at(30))
    async with database.read() as session:
        rhythm = await pace.of(session, "telegram")
        assert (rhythm.halted(at(59)), rhythm.halted(at(60))) == (at(60), None)
        assert rhythm.resting(at(29)) == {"4711": at(30)}
        assert await pace.halted(session, at(40)) == {"telegram": at(60)}
        assert await pace.halted(session, at(60)) == {}


async def test_what_does_not_matter_any_more_is_forgotten(database: Database) -> None:
    async with database.write() as session:
        rhythm = await pace.of(session, "telegram", [THREE_IN_TEN_SECONDS], EACH_GROUP)
        rhythm.note(["-100"], NOON)
        await pace.halt(session, "telegram:4711", at(30))
        await pace.forget(session, "telegram", "-100")
        await pace.forget_old(session, at(31))
    async with database.read() as session:
        assert set((await pace.of(session, "telegram")).paces) == {"telegram"}


LIMITS = st.lists(
    st.builds(Limit, st.integers(1, 30), st.sampled_from([0.2, 1, 7, 60, 3600]).map(lambda s: timedelta(seconds=s))),
    min_size=1,
    max_size=3,
)


@settings(max_examples=200, deadline=None)
@given(LIMITS, st.lists(st.tuples(st.floats(0, 600), st.integers(1, 40)), max_size=40))
def test_no_period_ever_has_more_than_its_limit(limits: Sequence[Limit], steps: list[tuple[float, int]]) -> None:
    rhythm, second, left = Rhythm(_Nowhere(), "mail", {}, limits), 0.0, []  # type: ignore[arg-type]
    for passed, wanted in steps:
        second += passed
        room = rhythm.room(at(second), wanted)
        rhythm.note(["anna@example.org"] * room, at(second))
        left += [second] * room
    for limit in limits:
        period = limit.period.total_seconds()
        assert all(sum(begin <= moment < begin + period for moment in left) <= limit.number for begin in left)
    assert len(rhythm.paces["mail"].left if left else []) <= 2 * 60 + 2


@given(LIMITS, st.integers(1, 40))
def test_whoever_waits_until_there_is_room_finds_it(limits: Sequence[Limit], wanted: int) -> None:
    rhythm, now = Rhythm(_Nowhere(), "mail", {}, limits), NOON  # type: ignore[arg-type]
    for _ in range(20):
        room = rhythm.room(now, wanted)
        assert room > 0
        rhythm.note(["anna@example.org"] * room, now)
        now = rhythm.next_free(now) or now + timedelta(hours=1)


class _Nowhere:
    """Takes what is added."""

    def add(self, row: object) -> None: ...


async def test_two_processes_share_one_pace(database: Database) -> None:
    async def claims(session: AsyncSession) -> int:
        rhythm = await pace.of(session, "mail", [THREE_IN_TEN_SECONDS])
        room = rhythm.room(NOON, 2)
        rhythm.note(["anna@example.org"] * room, NOON)
        return room

    claimed = []
    for _ in range(3):
        async with database.write() as session:
            claimed.append(await claims(session))
    assert claimed == [2, 1, 0]
