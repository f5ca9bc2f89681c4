"""Importing a file: reading it, seeing what it would do, and doing it.

    file = read_import(path, said, same, new, topics)
    report, comparison = await file.look(database, now)         # changes nothing
    file.answers[sheet, line] = "same"                          # what somebody said about a doubtful row
    report, comparison = await file.carry_out(database, now)    # one transaction

An export of ours that came back is told apart by itself: then `comparison` says what was changed in it, and only the
lines that somebody added are read like those of any list.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncSession

from bot.corrections import Comparison, Return, compare, read_return
from bot.list_headings import parse_map
from bot.list_tables import UnreadableList
from bot.lists import ReadList, known_topics, read_list
from bot.register_table import AS_OF, heading
from storage import corrections, register
from storage.corrections import is_about_person
from storage.database import Database
from storage.register import Answer, Report, Tally
from storage.spelling import plain

NOT_OF_A_LIST = ("key", AS_OF, "status", "chat", "confirmed")
"""Columns of an export that say nothing in a line that somebody added."""

Step = Callable[[], object]


@dataclass
class Import:
    """A file that was read."""

    reading: ReadList
    returned: Return | None
    topics: Mapping[str, str]
    answers: dict[tuple[str, int], Answer] = field(default_factory=dict)

    async def look(self, database: Database, now: datetime, step: Step = lambda: None) -> tuple[Report, Comparison]:
        """What it would do."""
        async with database.read() as session:
            comparison = await self._compare(session)
            return await self._take(session, now, step, comparison, save=False), comparison

    async def carry_out(
        self, database: Database, now: datetime, step: Step = lambda: None
    ) -> tuple[Report, Comparison]:
        """Do it; all of it or nothing."""
        async with database.write() as session:
            comparison = await self._compare(session)
            for change in comparison.changes:
                await corrections.make(session, change, now)
            return await self._take(session, now, step, comparison, save=True), comparison

    async def _compare(self, session: AsyncSession) -> Comparison:
        return await compare(session, self.returned, self.topics) if self.returned else Comparison()

    async def _take(
        self, session: AsyncSession, now: datetime, step: Step, comparison: Comparison, *, save: bool
    ) -> Report:
        rows, skipped = self.reading.rows, self.reading.skipped
        report = await register.take_in(session, rows, skipped, self.answers, now, save=save, step=step)
        if self.returned:
            _count(report, self.returned, comparison)
        return report


def read_import(
    path: Path, said: str, same: Sequence[str], new: Sequence[str], own_topics: Sequence[str] = ()
) -> Import:
    """Read a file. `said` are the words behind `--map`, `same` and `new` lines. Raises `UnreadableList`."""
    returned = read_return(path)
    reading = read_list(path, parse_map(said), own_topics) if returned is None else _added(path, returned, own_topics)
    return Import(reading, returned, known_topics(own_topics), parse_answers(same, new, reading))


def _added(path: Path, returned: Return, own_topics: Sequence[str]) -> ReadList:
    """The lines of an export that somebody added."""
    if not returned.others:
        return ReadList(path.name)
    mapping = {plain(heading(column, returned.say)): "number" for column in NOT_OF_A_LIST}
    reading = read_list(path, mapping, own_topics)
    reading.rows = [row for row in reading.rows if (row.sheet, row.line) in returned.others]
    reading.skipped = [row for row in reading.skipped if (row.sheet, row.line) in returned.others]
    return reading


def parse_answers(same: Sequence[str], new: Sequence[str], reading: ReadList) -> dict[tuple[str, int], Answer]:
    """`12`, `12,14` or `Sheet:12` of each kind, as answers by sheet and line. Raises `UnreadableList`."""
    answers: dict[tuple[str, int], Answer] = {}
    kinds: tuple[tuple[Answer, Sequence[str]], ...] = (("same", same), ("new", new))
    for answer, words in kinds:
        for said in _apart(words):
            for place in _meant(said, reading):
                if answers.setdefault(place, answer) != answer:
                    raise UnreadableList("both", said=said)
    return answers


def _apart(words: Iterable[str]) -> Iterator[str]:
    return (said.strip() for word in words for said in word.split(","))


def _meant(said: str, reading: ReadList) -> list[tuple[str, int]]:
    """The rows that somebody means by a line; without a sheet those of every sheet."""
    sheet, _, line = said.rpartition(":")
    rows = [(row.sheet, row.line) for row in reading.rows]
    found = [place for place in rows if line.isdecimal() and place[1] == int(line) and sheet in ("", place[0])]
    if not found:
        raise UnreadableList("answer", said=said)
    return found


def _count(report: Report, returned: Return, comparison: Comparison) -> None:
    """Count what came back: each association and person once, changed or not."""
    report.rows += len(returned.lines)
    people = {change.person_id for change in comparison.changes if is_about_person(change.field)}
    associations = {change.association_id for change in comparison.changes if not is_about_person(change.field)}
    _add(report.associations, {line.association_id for line in returned.lines}, associations)
    _add(report.people, {line.person_id for line in returned.lines if line.person_id}, people)


def _add(tally: Tally, known: Set[int | None], changed: Set[int | None]) -> None:
    tally.merged += len(changed)
    tally.unchanged += len(known - changed)
