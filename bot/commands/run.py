"""`netzbote run`: the program itself, until SIGINT or SIGTERM."""

from typing import TYPE_CHECKING

import typer

from bot.commands import require_ready, say
from storage.refusals import Refusal

if TYPE_CHECKING:
    from bot.settings import Settings


class NoDoor(Refusal):
    """Neither Telegram nor mail is set: there would be nothing to do."""


def register(app: typer.Typer) -> None:
    app.command("run", help=say().text("run-help"))(run)


def run() -> None:
    import asyncio

    from bot.logs import to_stderr
    from bot.processes import beside_others
    from bot.settings import load

    settings = load()
    if not (settings.telegram_token or settings.smtp or settings.imap):
        raise NoDoor
    require_ready(settings)
    to_stderr()
    with beside_others(settings):
        asyncio.run(_run(settings))


async def _run(settings: "Settings") -> None:
    import asyncio
    from datetime import datetime

    from bot.running import Running
    from bot.stopping import signalled, until_stopped
    from bot.upgrade import bring_up_to_date

    with signalled() as stop:
        saved = await bring_up_to_date(settings, datetime.now().astimezone())
        if saved:
            typer.echo(say().text("cli-db-saved", path=str(saved)))
        running = Running(settings)
        try:
            await running.start()
            typer.echo(say().text("run-ready", list=running.office.list_name))
            await until_stopped(asyncio.ensure_future(running.wait()), stop)
        finally:
            await running.stop()
    typer.echo(say().text("run-stopped"))
