"""`netzbote status`: how things stand, in a table for people, as JSON for programs; exit 1 when something is wrong."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.commands import say

if TYPE_CHECKING:
    from bot.settings import Settings
    from bot.standing import Door, Figures, Standing


def register(app: typer.Typer) -> None:
    def status(as_json: Annotated[bool, typer.Option("--json", help=say().text("status-help-json"))] = False) -> int:
        return _status(as_json)

    app.command("status", help=say().text("status-help"))(status)


def _status(as_json: bool) -> int:
    import asyncio

    from bot.settings import load
    from bot.standing import look

    settings = load()
    standing = asyncio.run(look(settings, datetime.now(UTC)))
    if as_json:
        typer.echo(json.dumps(standing.as_json(), indent=2))
    else:
        _show(settings, standing)
    return 1 if standing.wrong else 0


def _show(settings: "Settings", standing: "Standing") -> None:
    from rich.console import Console
    from rich.table import Table

    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True)
    for label, value in _lines(settings, standing):
        grid.add_row(label, value)
    console = Console(highlight=False, markup=False)
    console.print(grid)
    console.print()
    if not standing.wrong:
        console.print(say().text("status-all-well"))
        return
    console.print(say().text("status-wrong", count=len(standing.wrong)), style="bold")
    for wrong in standing.wrong:
        console.print(f"  {_wrong(wrong.key, wrong.details)}", soft_wrap=True)


def _wrong(key: str, details: dict[str, Any]) -> str:
    if "reason" in details:
        details = {"because": _because(details["reason"])}
    return say().text(key, **details)


def _because(reason: str) -> str:
    key = f"status-because-{reason}"
    return say().text(key if say().has(key) else "status-because-silent")


def _lines(settings: "Settings", standing: "Standing") -> Iterator[tuple[str, str]]:
    """Labels and values, top to bottom."""
    text = say().text
    yield text("status-program"), _program(settings, standing)
    for door in standing.doors:
        yield text(f"status-{door.name}"), _door(settings, door, standing.now)
    if standing.figures:
        yield from _figures(settings, standing.figures, standing.now)
    if standing.revision:
        kind = text("status-database-kind", kind=standing.kind, revision=standing.revision)
        yield text("status-database"), kind
    yield text("status-disk"), text("status-disk-free", gigabytes=round(standing.free / 1e9, 1))


def _program(settings: "Settings", standing: "Standing") -> str:
    if standing.first is None:
        return say().text("status-stopped", version=standing.version)
    when = say().when(standing.first.since, settings.timezone)
    running = say().text("status-running", version=standing.version, process=standing.first.place, when=when)
    others = len(standing.processes) - 1
    return f"{running}\n{say().text('status-others', number=others)}" if others else running


def _door(settings: "Settings", door: "Door", now: datetime) -> str:
    from babel.dates import format_timedelta

    if not door.configured:
        return say().text("status-absent")
    if door.good:
        ago = format_timedelta(door.good - now, add_direction=True, locale=say().locale)
        good = say().text("status-good", ago=ago)
    else:
        good = say().text("status-nothing-sent" if door.name == "smtp" else "status-never")
    if door.trouble:
        return say().text("status-trouble", reason=_because(door.trouble), good=good)
    if door.halted:
        return say().text("status-halted", good=good, when=say().when(door.halted, settings.timezone))
    return good


def _figures(settings: "Settings", figures: "Figures", now: datetime) -> Iterator[tuple[str, str]]:
    text = say().text
    arrived, counted = figures.inbox, figures.census
    yield text("status-inbox"), text("status-inbox-rows", waiting=arrived.waiting, aside=arrived.aside)
    yield text("status-outbox"), _outbox(figures)
    yield (
        text("status-register"),
        text(
            "status-register-figures",
            associations=counted.associations,
            reached=counted.reached,
            share=100 * counted.reached // counted.associations if counted.associations else 0,
            people=counted.people,
            staff=figures.staff,
        ),
    )
    yield text("status-invitations"), text("invite-standing", **vars(counted.invited))
    yield text("status-announcements"), _under_way(settings, figures, now)
    yield text("status-requests"), say().number(figures.requests)


def _outbox(figures: "Figures") -> str:
    lines = []
    for channel, states in figures.census.outbox.items():
        rows = [say().text("status-outbox-row", state=state, number=number) for state, number in states.items()]
        lines.append(say().text("status-outbox-rows", channel=channel, rows=", ".join(rows)))
    if figures.resting:
        lines.append(say().text("status-resting", number=figures.resting))
    return "\n".join(lines) or say().text("status-outbox-empty")


def _under_way(settings: "Settings", figures: "Figures", now: datetime) -> str:
    lines = []
    for one in figures.under_way:
        facts = {"subject": one.subject, "total": one.total}
        if one.release_at and one.release_at > now:
            when = say().when(one.release_at, settings.timezone)
            lines.append(say().text("status-announcement-later", when=when, **facts))
        else:
            lines.append(say().text("status-announcement", sent=one.sent, waiting=one.waiting, **facts))
    return "\n".join(lines) or say().text("status-announcements-none")
