"""`netzbote events report`: the figures of a year, in a table for people, as JSON for programs."""

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.commands import group, opened, say

if TYPE_CHECKING:
    from bot.settings import Settings
    from storage.figures import Figures, Overview


def register(app: typer.Typer) -> None:
    text = say().text
    events = group("figures-help")
    # With one command alone, Typer would take its name for an argument.
    events.callback()(lambda: None)

    def report(
        year: Annotated[int | None, typer.Option("--year", min=1900, max=2099, help=text("figures-help-year"))] = None,
        as_json: Annotated[bool, typer.Option("--json", help=text("status-help-json"))] = False,
    ) -> None:
        _report(year, as_json)

    events.command("report", help=text("figures-help-report"))(report)
    app.add_typer(events, name="events")


def _report(year: int | None, as_json: bool) -> None:
    import asyncio

    from bot.settings import load

    settings = load()
    now = datetime.now(UTC)
    of = year or now.astimezone(settings.timezone).year
    found = asyncio.run(_overview(settings, of, now))
    if as_json:
        typer.echo(json.dumps(_as_json(of, found), ensure_ascii=False, indent=2))
    else:
        _show(found)


async def _overview(settings: "Settings", year: int, now: datetime) -> "Overview":
    from handlers.figures import Period
    from storage import figures

    async with opened(settings) as database, database.read() as session:
        return await figures.overview(session, now, **Period(year).bounds(settings.office))


def _as_json(year: int, found: "Overview") -> dict[str, Any]:
    return {
        "year": year,
        "sentence": vars(found.sentence),
        "total": vars(found.total),
        "towns": {town: vars(counted) for town, counted in found.towns},
        "trainings": [
            {
                "id": training.id,
                "kind": training.kind,
                "title": training.title,
                "town": training.town,
                "starts_at": training.starts_at and training.starts_at.isoformat(),
                **vars(counted),
            }
            for training, counted in found.trainings
        ],
    }


def _show(found: "Overview") -> None:
    from rich.console import Console
    from rich.table import Table

    from handlers.figures import sentence_in_words

    table = Table(*say().list("figures-headings"), box=None, pad_edge=False)
    for column in table.columns[1:]:
        column.justify = "right"
    for training, counted in found.trainings:
        table.add_row(training.title, *_numbers(counted))
    table.add_section()
    for town, counted in found.towns:
        table.add_row(town or say().text("figures-no-town"), *_numbers(counted))
    table.add_section()
    table.add_row(say().text("figures-all"), *_numbers(found.total))
    console = Console(highlight=False, markup=False)
    console.print(table)
    console.print()
    console.print(sentence_in_words(say(), found.sentence), soft_wrap=True)


def _numbers(counted: "Figures") -> list[str]:
    from handlers.figures import LINES

    return [say().number(getattr(counted, name)) for name in LINES]
