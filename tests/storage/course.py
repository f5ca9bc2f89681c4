"""The training of the storage tests: bookkeeping in Velbert on Tuesday, 13 April 2027, 18 to 20 o'clock, sign up by
the end of Friday before."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage import notices, people, seating, sign_ups, trainings
from storage.notices import Notice
from storage.people import Person
from storage.seating import Result
from storage.sign_ups import SignUp
from storage.trainings import Times, Training
from tests.storage.network import NOW, doris

ZONE = "Europe/Berlin"
EVENING = Times(datetime(2027, 4, 13, 18), datetime(2027, 4, 13, 20))  # noqa: DTZ001 - by the clock on the wall
NEXT_YEAR = Times(EVENING.start.replace(year=2028), EVENING.end.replace(year=2028))
START = datetime(2027, 4, 13, 16, tzinfo=UTC)
DEADLINE = datetime(2027, 4, 9, 22, tzinfo=UTC)
AFTER = START + timedelta(hours=3)


async def office(session: AsyncSession) -> Person:
    """Doris, once."""
    found = await session.scalar(select(Person).where(Person.name == "Doris"))
    return found or await doris(session)


async def course(
    session: AsyncSession,
    *,
    seats: int | None = 2,
    times: list[Times] | None = None,
    opened: datetime = NOW,
    **fields: Any,
) -> Training:
    """The training, open."""
    about: dict[str, Any] = {
        "kind": "training",
        "title": "Kasse und Buchhaltung",
        "town": "Velbert",
        "deadline": DEADLINE,
    } | fields
    editor = await office(session)
    made = await trainings.create(
        session, editor, zone=ZONE, times=[EVENING] if times is None else times, seats=seats, now=NOW, **about
    )
    await trainings.open_up(session, made, editor, opened)
    return made


async def somebody(session: AsyncSession, name: str) -> Person:
    return await people.create(session, NOW, name=name)


async def comes(session: AsyncSession, training: Training, name: str, seats: int = 1, **more: Any) -> SignUp:
    """A newcomer of that name signs up."""
    return (await signs_up(session, training, await somebody(session, name), seats, **more)).sign_up


async def signs_up(session: AsyncSession, training: Training, person: Person, seats: int = 1, **more: Any) -> Result:
    about: dict[str, Any] = {"by": person, "door": "chat", "now": NOW} | more
    return await seating.sign_up(session, training.id, person, seats=seats, **about)


async def told(session: AsyncSession) -> list[tuple[str, str]]:
    """What is to be told now, and to whom; it counts as told."""
    return [(notice.kind, await _reader(session, notice)) for notice in await notices.take(session, NOW)]


async def _reader(session: AsyncSession, notice: Notice) -> str:
    if notice.is_for_staff:
        return "staff"
    assert notice.sign_up_id
    reader = (await sign_ups.get(session, notice.sign_up_id)).person
    return reader.name if reader else "nobody"


def as_it_is(moment: datetime) -> datetime:
    """No quiet hours."""
    return moment
