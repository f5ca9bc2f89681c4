"""`netzbote db`: upgrade the schema, back the database up, put a backup back, move to another database."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.commands import group, say
from storage.refusals import Refusal


class NoDatabaseUrl(Refusal):
    """What was typed is no address of a database."""

    exit_code = 2


def register(app: typer.Typer) -> None:
    db = group("cli-db-help")
    db.command("upgrade", help=say().text("cli-db-upgrade-help"))(upgrade)
    db.command("backup", help=say().text("cli-db-backup-help"))(backup)
    db.command("restore", help=say().text("cli-db-restore-help"))(restore)
    db.command("copy", help=say().text("cli-db-copy-help"))(copy)
    app.add_typer(db, name="db")


def upgrade() -> None:
    import asyncio

    from bot.asking import working
    from bot.processes import nobody_else
    from bot.settings import load
    from bot.upgrade import bring_up_to_date

    settings = load()
    with nobody_else(settings), working("cli-db-working"):
        saved = asyncio.run(bring_up_to_date(settings, datetime.now().astimezone()))
    if saved:
        typer.echo(say().text("cli-db-saved", path=str(saved)))
    typer.echo(say().text("cli-db-upgraded"))


def backup(file: Annotated[Path, typer.Argument(metavar="FILE")]) -> None:
    from bot.asking import working
    from bot.settings import load
    from storage.backup import backup

    with working("cli-db-working"):
        backup(load().database, file)
    typer.echo(say().text("cli-db-saved", path=str(file)))


def restore(file: Annotated[Path, typer.Argument(metavar="FILE")]) -> None:
    from bot.asking import working
    from bot.processes import nobody_else
    from bot.settings import load
    from storage.backup import restore

    settings = load()
    with nobody_else(settings), working("cli-db-working"):
        kept = restore(settings.database, file, settings.backups, datetime.now().astimezone())
    typer.echo(say().text("cli-db-restored", path=str(file)))
    if kept:
        typer.echo(say().text("cli-db-kept", path=str(kept)))


def copy(url: Annotated[str, typer.Argument(metavar="URL")]) -> None:
    import asyncio

    from bot.asking import working
    from bot.processes import nobody_else
    from bot.settings import load
    from bot.written import database_url

    settings = load()
    try:
        target = database_url(url)
    except ValueError:
        raise NoDatabaseUrl(example=say().text("settings-database-url")) from None
    with nobody_else(settings), working("cli-db-working"):
        rows = asyncio.run(_copy(settings.database, target))
    typer.echo(say().text("cli-db-copied", tables=len(rows), rows=sum(rows.values())))


async def _copy(here: str, there: str) -> dict[str, int]:
    from storage.copying import copy
    from storage.database import Database

    source, target = Database(here), Database(there)
    try:
        return await copy(source, target)
    finally:
        await source.close()
        await target.close()
