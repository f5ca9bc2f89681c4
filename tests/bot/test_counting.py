from bot.clock import COUNTED_EVERY, Pulse
from storage import keys
from storage.database import Database
from tests.clock import TestClock
from tests.mailing.network import an_office


async def test_the_clock_counts_how_many_there_are_so_that_nobody_waits_for_it(database: Database) -> None:
    clock = TestClock()
    pulse = Pulse(database, an_office(), clock, lambda: None)
    counted = []
    for _ in range(COUNTED_EVERY + 1):
        await pulse.beat()
        clock.advance(1)
        async with database.read() as session:
            counted.append(await keys.recall(session, "census"))
    assert counted[0] is not None
    assert len(set(counted)) == 2
