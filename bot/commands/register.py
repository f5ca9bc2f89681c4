"""`netzbote import` and `netzbote export`: lists into the register, and the register into a file."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands import opened, say

if TYPE_CHECKING:
    from bot.corrections import Comparison
    from bot.importing import Import
    from bot.settings import Settings
    from storage.database import Database
    from storage.register import Answer, Doubt, Report

LONG = 300
"""So many rows take about a second."""


@dataclass(frozen=True)
class Manner:
    """How the operator wants it."""

    dry_run: bool
    as_json: bool
    yes: bool

    @property
    def asks(self) -> bool:
        """Whether somebody is there to be asked."""
        return not (self.dry_run or self.as_json) and sys.stdin.isatty() and sys.stdout.isatty()


def register(app: typer.Typer) -> None:
    text = say().text

    def import_(
        file: Annotated[Path, typer.Argument(metavar="FILE", help=text("register-help-file"))],
        dry_run: Annotated[bool, typer.Option("--dry-run", help=text("register-help-dry-run"))] = False,
        as_json: Annotated[bool, typer.Option("--json", help=text("register-help-json"))] = False,
        said: Annotated[str, typer.Option("--map", metavar="WORDS", help=text("register-help-map"))] = "",
        same: Annotated[list[str] | None, typer.Option(metavar="LINE", help=text("register-help-same"))] = None,
        new: Annotated[list[str] | None, typer.Option(metavar="LINE", help=text("register-help-new"))] = None,
        yes: Annotated[bool, typer.Option("--yes", help=text("register-help-yes"))] = False,
    ) -> None:
        _import(file, said, same or [], new or [], Manner(dry_run, as_json, yes))

    def export(file: Annotated[Path, typer.Argument(metavar="FILE", help=text("register-help-file"))]) -> None:
        _export(file)

    app.command("import", help=text("register-import-help"))(import_)
    app.command("export", help=text("register-export-help"))(export)


def _import(file: Path, said: str, same: list[str], new: list[str], manner: Manner) -> None:
    import asyncio

    from bot.importing import read_import
    from bot.settings import load

    settings = load()
    asyncio.run(_take(settings, read_import(file, said, same, new, settings.topics), manner))


async def _take(settings: "Settings", file: "Import", manner: Manner) -> None:
    async with opened(settings) as database:
        yes = manner.yes
        if manner.asks:
            yes = await _ask(database, file, yes)
        save = not manner.dry_run and (yes or file.returned is None)
        with _progress(len(file.reading.rows)) as step:
            done = file.carry_out if save else file.look
            report, comparison = await done(database, datetime.now(UTC), step)
    if manner.as_json:
        _print_json(report, comparison, file)
    else:
        _print(report, comparison, file, save=save, dry_run=manner.dry_run)


async def _ask(database: "Database", file: "Import", yes: bool) -> bool:
    """Ask about what is doubtful, and whether to make the changes; the answer to the latter."""
    from bot.import_report import changes_in_words

    report, comparison = await file.look(database, datetime.now(UTC))
    for doubt in report.doubtful:
        if answer := _same_or_new(doubt):
            file.answers[doubt.sheet, doubt.line] = answer
    if not comparison.changes or yes:
        return yes or not comparison.changes
    for line in changes_in_words(comparison, say()):
        typer.echo(line)
    return _answered(say().text("register-ask-changes", number=len(comparison.changes))) is True


def _same_or_new(doubt: "Doubt") -> "Answer | None":
    words = say()
    what = words.text("register-doubt", name=doubt.name, candidate=doubt.candidate, score=doubt.score)
    typer.echo(words.text("register-where", sheet=doubt.sheet, line=str(doubt.line), what=what))
    is_same = _answered(words.text("register-ask-same"))
    return None if is_same is None else "same" if is_same else "new"


def _answered(question: str) -> bool | None:
    """Yes, no, or neither."""
    said = typer.prompt(question, default="", show_default=False).strip().lower()
    if said in say().list("register-ask-yes"):
        return True
    return False if said in say().list("register-ask-no") else None


@contextmanager
def _progress(rows: int) -> Iterator[Callable[[], object]]:
    """A bar where somebody watches and it takes a while."""
    from rich.console import Console
    from rich.progress import Progress

    shown = rows > LONG and sys.stderr.isatty()
    with Progress(console=Console(stderr=True), transient=True, disable=not shown) as bar:
        task = bar.add_task("", total=rows)
        yield lambda: bar.advance(task)


def _print_json(report: "Report", comparison: "Comparison", file: "Import") -> None:
    import json

    from bot.import_report import as_json

    told = as_json(report, say(), comparison if file.returned else None)
    typer.echo(json.dumps(told, ensure_ascii=False, indent=2))


def _print(report: "Report", comparison: "Comparison", file: "Import", *, save: bool, dry_run: bool) -> None:
    from bot.import_report import changes_in_words, in_words

    words = say()
    for line in [*in_words(file.reading, report, words), *changes_in_words(comparison, words)]:
        typer.echo(line)
    if dry_run:
        typer.echo(f"\n{words.text('register-tried')}")
    elif file.returned and not save:
        typer.echo(f"\n{words.text('register-not-changed')}")
    elif file.returned:
        typer.echo(f"\n{words.text('register-changed', number=len(comparison.changes))}")


def _export(file: Path) -> None:
    import asyncio

    from bot.settings import load

    number = asyncio.run(_write(load(), file))
    typer.echo(say().text("register-exported", number=number, path=str(file)))


async def _write(settings: "Settings", file: Path) -> int:
    """Write the file; how many associations are in it."""
    from bot.export import write
    from storage.register import everything

    async with opened(settings) as database, database.read() as session:
        associations = await everything(session)
        write(file, associations, say(), datetime.now(UTC))
    return len(associations)
