"""Figures for whoever must report: of a year or a quarter, a town, a training; and the sentence for the committee.

No names stand in them, so that they are shown in every chat. The picture and the table are made by the clock, outside
of a write: a year's picture takes seconds. A period is written "2027", or "2027-2" for its second quarter.
"""

import re
import zlib
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, TypedDict

from handlers import duties
from handlers.commands import command
from handlers.paging import paged
from handlers.trainings import dated
from locales import Words, words
from mailing.office import Office
from mailing.sheets import chart, making
from mailing.sheets.table import XLSX
from mailing.turn import Button, Enclosure, Turn, action, short
from storage import figures, people, sheets, trainings
from storage.database import Sessions
from storage.figures import Figures, Overview, Sentence
from storage.refusals import Refusal

SHEET = "figures"
"""Under this name `storage.sheets` knows what is wanted here."""

LINES = {
    "trainings": "figures-held",
    "seats": "sheets-seats",
    "sign_ups": "figures-sign-ups",
    "waiting": "sheets-waiting",
    "participants": "figures-came",
    "no_shows": "figures-no-shows",
    "associations": "figures-associations",
    "people": "figures-people",
}
"""What is counted, and the words for it."""

OF_SEVERAL = ("trainings", "people")
"""What says nothing of a single one: there each person signs up once."""

PERIOD = re.compile(r"((?:19|20)\d\d)(?:-([1-4]))?")


class NotAPeriod(Refusal):
    """Neither a year nor a quarter."""


class TownGone(Refusal):
    """Nothing took place there in that time."""


class Bounds(TypedDict):
    """From when, and before when."""

    since: datetime
    until: datetime


@dataclass(frozen=True)
class Period:
    """A year, or a quarter of it, by the calendar of the place."""

    year: int
    quarter: int | None = None

    @classmethod
    def read(cls, text: str) -> "Period":
        """Raises `NotAPeriod`."""
        found = PERIOD.fullmatch(text.strip())
        if found is None:
            raise NotAPeriod
        return cls(int(found[1]), int(found[2]) if found[2] else None)

    def __str__(self) -> str:
        return f"{self.year}-{self.quarter}" if self.quarter else str(self.year)

    def in_words(self, say: Words) -> str:
        """ "2027", "April bis Juni 2027"."""
        if self.quarter is None:
            return str(self.year)
        return say.text("figures-quarter", quarter=self.quarter, year=str(self.year))

    def bounds(self, office: Office) -> Bounds:
        first = 3 * self.quarter - 2 if self.quarter else 1
        after = first + (3 if self.quarter else 12)
        end = (self.year + (after - 1) // 12, (after - 1) % 12 + 1)
        start, stop = (datetime(*month, 1, tzinfo=office.timezone) for month in ((self.year, first), end))
        return {"since": start, "until": stop}


@command("figures", role="viewer")
async def figures_(turn: Turn, rest: str) -> None:
    """Of this year, or of the period that is named."""
    await show(turn, rest or str(turn.office.local(turn.now).year))


@action("figures.ask", role="viewer")
async def ask(turn: Turn, argument: str) -> None:
    await figures_(turn, "")


@action("figures.show", role="viewer")
async def show(turn: Turn, argument: str) -> None:
    """A period as a whole. Raises `NotAPeriod`."""
    period = Period.read(argument)
    bounds = period.bounds(turn.office)
    total = await figures.figures(turn.session, turn.now, **bounds)
    told = sentence_in_words(turn.words, await figures.sentence(turn.session, turn.now, **bounds))
    await _say(turn, period.in_words(turn.words), total, sentence=told, buttons=_ways_on(period, total))


def _ways_on(period: Period, total: Figures) -> list[Button]:
    more = []
    if total.trainings:
        more = [
            Button("figures-sheet", f"figures.sheet:{period}"),
            Button("figures-towns", f"figures.towns:{period}.0"),
            Button("figures-trainings", f"figures.trainings:{period}.0"),
        ]
    if period.quarter:
        return [*more, Button(str(period.year), f"figures.show:{period.year}", plain=True)]
    quarters = Button("figures-quarters", f"figures.quarters:{period.year}")
    return [*more, quarters, Button(str(period.year - 1), f"figures.show:{period.year - 1}", plain=True)]


@action("figures.quarters", role="viewer")
async def quarters(turn: Turn, argument: str) -> None:
    periods = [Period(Period.read(argument).year, quarter) for quarter in (1, 2, 3, 4)]
    buttons = [Button(period.in_words(turn.words), f"figures.show:{period}", plain=True) for period in periods]
    await turn.say("figures-which-quarter", buttons=buttons, for_staff=True)


@action("figures.towns", role="viewer")
async def towns(turn: Turn, argument: str) -> None:
    """Which town? `argument` is "period.page"."""
    period, page = _paged(argument)
    buttons = [
        Button(
            short(town) or turn.words.text("figures-no-town"), f"figures.town:{period}.{_checksum(town)}", plain=True
        )
        for town in await _towns(turn, period)
    ]
    await _which(turn, "figures-which-town", period, page, buttons, f"figures.towns:{period}.")


@action("figures.town", role="viewer")
async def town(turn: Turn, argument: str) -> None:
    """`argument` is "period.checksum of the town". Raises `TownGone`."""
    written, _, checksum = argument.partition(".")
    period = Period.read(written)
    found = next((name for name in await _towns(turn, period) if _checksum(name) == checksum), None)
    if found is None:
        raise TownGone
    counted = await figures.figures(turn.session, turn.now, town=found, **period.bounds(turn.office))
    await _say(turn, f"{found or turn.words.text('figures-no-town')}, {period.in_words(turn.words)}", counted)


@action("figures.trainings", role="viewer")
async def trainings_(turn: Turn, argument: str) -> None:
    """Which training? `argument` is "period.page"."""
    period, page = _paged(argument)
    found = await figures.held(turn.session, turn.now, **period.bounds(turn.office))
    buttons = [Button(short(dated(turn.words, one)), f"figures.training:{one.id}", plain=True) for one in found]
    await _which(turn, "figures-which-training", period, page, buttons, f"figures.trainings:{period}.")


@action("figures.training", role="viewer")
async def training(turn: Turn, argument: str) -> None:
    """Raises `TrainingGone`."""
    found = await trainings.get(turn.session, int(argument))
    counted = await figures.figures(turn.session, turn.now, training_id=found.id)
    day = f", {turn.words.date(found.starts_at, turn.office.timezone)}" if found.starts_at else ""
    await _say(turn, f"{found.title}{day}", counted)


@action("figures.sheet", role="viewer")
async def sheet(turn: Turn, argument: str) -> None:
    """The clock makes picture and table, and sends them here."""
    period = str(Period.read(argument))
    await sheets.want(turn.session, SHEET, period, turn.person, turn.channel, turn.address, turn.now)


def _paged(argument: str) -> tuple[Period, int]:
    written, _, page = argument.partition(".")
    return Period.read(written), int(page)


async def _towns(turn: Turn, period: Period) -> list[str]:
    found = await figures.held(turn.session, turn.now, **period.bounds(turn.office))
    return sorted({training.town or "" for training in found})


def _checksum(name: str) -> str:
    return f"{zlib.crc32(name.encode()):08x}"


async def _which(turn: Turn, key: str, period: Period, page: int, buttons: list[Button], more: str) -> None:
    shown = [*paged(buttons, page, more), Button("dialogue-back", f"figures.show:{period}")]
    await turn.say(key, edit=page > 0, period=period.in_words(turn.words), buttons=shown, for_staff=True)


async def _say(turn: Turn, about: str, counted: Figures, **rest: Any) -> None:
    facts = {"sentence": "", **rest}
    await turn.say("figures-show", about=about, lines="\n".join(lines(turn.words, counted)), for_staff=True, **facts)


def lines(say: Words, counted: Figures) -> list[str]:
    """A line for each figure; what fewer than five people said is not among them."""
    left_out = OF_SEVERAL if counted.trainings == 1 else ()
    told = {name: key for name, key in LINES.items() if name not in left_out}
    found = [f"{say.text(key)}: {say.number(getattr(counted, name))}" for name, key in told.items()]
    if counted.feedback is None:
        return [*found, say.text("figures-too-few", fewest=figures.FEWEST)]
    good, middling, bad = counted.feedback
    return [*found, say.text("figures-feedback", good=good, middling=middling, bad=bad)]


def sentence_in_words(say: Words, told: Sentence) -> str:
    """ "9 Schulungen in 7 Städten, 4 bis 12 Teilnehmende.\""""
    spread = "same" if told.smallest == told.largest else "range"
    if told.trainings <= 1:
        spread = "one" if told.trainings else "none"
    return say.text(
        "figures-sentence",
        trainings=told.trainings,
        towns=told.towns,
        spread=spread,
        smallest=told.smallest or 0,
        largest=told.largest or 0,
    )


async def send_wanted(database: Sessions, now: datetime, office: Office) -> None:
    """For the clock: pictures and tables that somebody asked for."""
    async with database.read() as session:
        wanted = await sheets.wanted(session, SHEET)
    await duties.each(database, now, office, "figures", wanted, partial(_send, database, now, office))


async def _send(database: Sessions, now: datetime, office: Office, number: int) -> None:
    async with database.read() as session:
        wanted = await sheets.get(session, number)
        reader = await people.get(session, wanted.person_id) if wanted else None
        if wanted is None or reader is None:
            return
        period = Period.read(wanted.about)
        found = await figures.overview(session, now, **period.bounds(office))
    say = words(reader.language)
    title = say.text("figures-title", period=period.in_words(say))
    files = await _made(say, title, found)
    async with database.write() as session:
        reader = await people.get(session, wanted.person_id)
        if reader and await sheets.answered(session, number):
            turn = Turn(session, now, office, reader, wanted.door, wanted.address)
            told = sentence_in_words(say, found.sentence)
            await turn.say("figures-drawn", title=title, sentence=told, files=files, for_staff=True)


async def _made(say: Words, title: str, found: Overview) -> list[Enclosure]:
    """The picture by town, and the table by training."""
    none = say.text("figures-no-town")
    by_town = [_bars(town or none, town, counted) for town, counted in found.towns]
    by_training = [_bars(one.title, one.town or "", counted) for one, counted in found.trainings]
    language, name = say.language, say.text("figures-file")
    picture, table = await making.made(
        [partial(chart.png, title, by_town, language), partial(chart.xlsx, title, by_training, language)]
    )
    return [
        Enclosure("photo", f"{name}.png", "image/png", len(picture), content=picture),
        Enclosure("document", f"{name}.xlsx", XLSX, len(table), content=table),
    ]


def _bars(label: str, town: str, counted: Figures) -> chart.Figures:
    return chart.Figures(label, town, counted.seats, counted.sign_ups, counted.waiting, counted.participants)
