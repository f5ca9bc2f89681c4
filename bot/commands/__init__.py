"""The words of the command line, one module each, found by being here.

A module has `register(app)`, which adds its commands to the Typer application. It is imported for every `netzbote
--help`: whatever is heavy (telegram, sqlalchemy, openpyxl, pydantic) is imported inside the function that needs it. A
command returns None, or an exit code: 0 fine, 1 refused or failed, 2 wrong usage or unreadable input. What goes wrong
for a reason that the operator can change is raised: a `Refusal` (its class may set `exit_code`), or an exception with
`in_words(words)`; bot/cli.py turns it into a sentence.
"""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperGroup

from locales import Words, words
from storage.refusals import Refusal

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.settings import Settings
    from mailing.office import Office
    from storage.database import Database


class DatabaseOlder(Refusal):
    """The schema is of an older version, and only `run` and `db upgrade` change it."""


class NotReady(Refusal):
    """Settings are missing without which nobody real may be written to; `names` lists them."""


class NoMail(Refusal):
    """Letters cannot leave: there is no account for them."""


class UnknownCommand(Refusal):
    """There is no command of that `name` behind `command`; the `nearest` one may be meant."""

    exit_code = 2


class Commands(TyperGroup):
    """Says in our words that there is no such command."""

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        found = super().get_command(ctx, cmd_name)
        if found is None and not cmd_name.startswith("-"):
            near = [*get_close_matches(cmd_name, self.list_commands(ctx), 1), "--help"]
            raise UnknownCommand(name=cmd_name, command=ctx.command_path, nearest=near[0])
        return found


def say() -> Words:
    """The words for the operator, in the language of NETZBOTE_LANGUAGE, or of `netzbote.toml`."""
    if language := os.environ.get("NETZBOTE_LANGUAGE"):
        return words(language)
    # Not bot/settings.py, which is heavy, and complains.
    path = Path(os.environ.get("NETZBOTE_CONFIG") or "netzbote.toml").absolute()
    try:
        return words(_language(path, path.stat().st_mtime_ns))
    except (OSError, ValueError):
        return words(None)


@cache
def _language(config: Path, changed: int) -> str | None:
    """The language that a configuration names. Raises OSError, ValueError."""
    import tomllib

    named = tomllib.loads(config.read_text(encoding="utf-8")).get("language")
    return named if isinstance(named, str) else None


def group(help_key: str) -> typer.Typer:
    """A word with commands behind it, as `netzbote db`."""
    return typer.Typer(
        cls=Commands,
        help=say().text(help_key),
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )


@asynccontextmanager
async def opened(settings: "Settings") -> AsyncIterator["Database"]:
    """The database, for a command that works beside a `run`; one that is missing is made. Raises DatabaseOlder,
    DatabaseNewer."""
    from storage.database import Database
    from storage.schema import DatabaseNewer

    if settings.sqlite_file:
        settings.sqlite_file.parent.mkdir(parents=True, exist_ok=True)
    database = Database(settings.database)
    try:
        if await database.is_blank():
            await database.upgrade()
        elif await database.is_newer():
            raise DatabaseNewer
        elif not await database.is_current():
            raise DatabaseOlder
        yield database
    finally:
        await database.close()


async def office_of(session: "AsyncSession", settings: "Settings") -> "Office":
    """The office as letters and texts know it, with the name that the bot had when it last ran."""
    from storage import keys

    office = settings.office
    office.bot_name = await keys.recall(session, "bot_name")
    return office


def require_ready(settings: "Settings") -> None:
    """Raises NotReady when the settings lack what stands in every message."""
    if missing := settings.ready_for_real_use():
        raise NotReady(names=", ".join(missing))
