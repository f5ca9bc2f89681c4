"""`netzbote events report`: the figures of a year, for people and for programs."""

from datetime import UTC, datetime, timedelta

from storage.database import Database
from storage.trainings import Times
from tests.bot.terminal import Terminal
from tests.storage.course import comes, course


async def one_training(register: Database) -> None:
    """Long past, whenever this test is run."""
    start = datetime(2021, 4, 13, 18)  # noqa: DTZ001 - by the clock on the wall
    before = datetime(2021, 3, 1, tzinfo=UTC)
    async with register.write() as session:
        held = await course(
            session, seats=4, times=[Times(start, start + timedelta(hours=2))], deadline=None, opened=before
        )
        await comes(session, held, "Anna", 3, now=before)


async def test_a_program_reads_the_figures(office: Terminal, register: Database) -> None:
    await one_training(register)
    said = (await office.types("events", "report", "--year", "2021", "--json")).json
    assert said["sentence"] == {"trainings": 1, "towns": 1, "smallest": 3, "largest": 3}
    assert said["towns"]["Velbert"] == said["total"]
    assert (said["total"]["seats"], said["total"]["participants"], said["total"]["feedback"]) == (4, 3, None)
    [held] = said["trainings"]
    assert (held["title"], held["starts_at"]) == ("Kasse und Buchhaltung", "2021-04-13T16:00:00+00:00")


async def test_people_read_a_table_and_the_sentence(office: Terminal, register: Database) -> None:
    await one_training(register)
    said = await office.types("events", "report", "--year", "2021")
    assert said.code == 0
    lines = [line.split() for line in said.out.splitlines()]
    assert ["Velbert", "1", "4", "1", "0", "3", "0", "0", "1"] in lines
    assert "Eine Schulung in einer Stadt, 3 Teilnehmende." in said.out


async def test_a_year_without_trainings_says_so(office: Terminal, register: Database) -> None:
    said = await office.types("events", "report", "--year", "2020")
    assert "Noch keine Schulung." in said.out
