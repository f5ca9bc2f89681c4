"""No faster than the limits, in any period, and no slower than they allow."""

from datetime import UTC, datetime, timedelta

from mailing.pace import Limit, Pace

NOON = datetime(2027, 4, 13, 10, tzinfo=UTC)


def seconds(number: float) -> datetime:
    return NOON + timedelta(seconds=number)


def test_there_is_room_for_as_many_as_the_limit_says() -> None:
    pace = Pace((Limit(3, timedelta(seconds=10)),))
    assert pace.room(NOON, most=8) == 3
    pace.note("1", seconds(0))
    pace.note("2", seconds(4))
    assert pace.room(seconds(5), most=8) == 1
    pace.note("3", seconds(5))
    assert pace.room(seconds(9.9), most=8) == 0
    assert pace.next_free(seconds(9.9)) == seconds(10)
    assert pace.room(seconds(10), most=8) == 1


def test_without_a_limit_there_is_always_room() -> None:
    pace = Pace()
    pace.note("anna@verein.example.org", NOON)
    assert pace.room(NOON, most=8) == 8
    assert pace.resting(NOON) == set()
    assert pace.next_free(NOON) is None


def test_an_address_rests_by_itself() -> None:
    pace = Pace((), private=(Limit(1, timedelta(seconds=1)),), group=(Limit(2, timedelta(minutes=1)),))
    pace.note("4711", NOON)
    pace.note("-100", NOON)
    pace.note("@netz", NOON)
    assert pace.resting(NOON) == {"4711"}
    pace.note("-100", seconds(0.5))
    assert pace.resting(seconds(0.5)) == {"4711", "-100"}
    assert pace.resting(seconds(1)) == {"-100"}
    assert pace.resting(seconds(60)) == set()


def test_what_left_unpaced_counts_but_is_never_too_much() -> None:
    pace = Pace((Limit(2, timedelta(seconds=10)),))
    for number in range(5):
        pace.note(str(number), seconds(number))
    assert pace.room(seconds(5), most=8) == 0
    assert pace.next_free(seconds(5)) == seconds(13)
    assert pace.room(seconds(13), most=8) == 1
