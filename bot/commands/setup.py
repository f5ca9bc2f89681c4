"""`netzbote setup`: from nothing to a configuration that was tried; see bot/setup."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.commands import say

if TYPE_CHECKING:
    from bot.setup.flow import Written


def register(app: typer.Typer) -> None:
    def option(name: str, metavar: str) -> Any:
        return typer.Option(f"--{name}", metavar=metavar, help=say().text(f"setup-help-{name}"))

    def flag(name: str) -> Any:
        return typer.Option(f"--{name}", help=say().text(f"setup-help-{name}"))

    def setup(
        list_name: Annotated[str, option("list-name", "NAME")] = "",
        list_address: Annotated[str, option("list-address", "ADDRESS")] = "",
        controller: Annotated[str, option("controller", "LINE")] = "",
        contact: Annotated[str, option("contact", "LINE")] = "",
        privacy: Annotated[str, option("privacy", "URL")] = "",
        imprint: Annotated[str, option("imprint", "URL")] = "",
        smtp: Annotated[str, option("smtp", "SERVER")] = "",
        imap: Annotated[str, option("imap", "SERVER")] = "",
        admin: Annotated[str, option("admin", "ADDRESS")] = "",
        use_mailbox_as_it_is: Annotated[bool, flag("use-mailbox-as-it-is")] = False,
        yes: Annotated[bool, flag("yes")] = False,
    ) -> None:
        given = {
            "list_name": list_name,
            "list_address": list_address,
            "controller": controller,
            "contact": contact,
            "privacy_url": privacy,
            "imprint_url": imprint,
            "smtp_url": smtp,
            "imap_url": imap,
            "admin": admin,
        }
        _setup({name: said for name, said in given.items() if said}, yes=yes, as_it_is=use_mailbox_as_it_is)

    app.command("setup", help=say().text("setup-help"))(setup)


def _setup(given: dict[str, str], *, yes: bool, as_it_is: bool) -> None:
    from bot.settings import as_written
    from bot.setup import flow
    from bot.setup.questions import Questions

    if not yes:
        typer.echo(say().text("setup-welcome"))
    written = flow.write(flow.prepare(Questions(given, as_written(), yes), as_it_is=as_it_is))
    _tell(written)


def _tell(written: "Written") -> None:
    """What was written, and what is left to do."""
    import asyncio

    from bot.processes import running

    typer.echo(say().text("setup-written", path=str(written.config)))
    if written.offered:
        typer.echo(written.offered)
    if written.overruled:
        typer.echo(say().text("setup-overruled", names=", ".join(written.overruled)))
    if asyncio.run(running(written.settings)):
        typer.echo(say().text("setup-restart"))
    typer.echo(say().text("setup-install", folder=str(written.units[0].parent)))
    typer.echo(say().text("setup-next"))
