"""`netzbote invite`: ask who is in the register and never was asked whether they want to hear from us."""

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.commands import NoMail, office_of, opened, require_ready, say

if TYPE_CHECKING:
    from bot.settings import Settings


def register(app: typer.Typer) -> None:
    text = say().text

    def invite(
        to: Annotated[str, typer.Option("--to", metavar="WORDS", help=text("sending-help-to"))] = "",
        dry_run: Annotated[bool, typer.Option("--dry-run", help=text("sending-help-dry-run"))] = False,
        as_json: Annotated[bool, typer.Option("--json", help=text("status-help-json"))] = False,
    ) -> None:
        import asyncio

        from bot.settings import load

        settings = load()
        require_ready(settings)
        if settings.smtp is None:
            raise NoMail
        told = asyncio.run(_invite(settings, to, dry_run))
        if as_json:
            typer.echo(json.dumps({**told, "dry_run": dry_run}, indent=2))
        else:
            typer.echo(say().text("sending-invite-would" if dry_run else "sending-invite-did", number=told["letters"]))
            typer.echo(say().text("invite-standing", **told["standing"]))

    app.command("invite", help=text("sending-invite-help"))(invite)


async def _invite(settings: "Settings", to: str, dry_run: bool) -> dict[str, Any]:
    """How many letters, and how the inviting stands after them."""
    from bot import whom
    from bot.asking import working
    from handlers.invite import release_invitations
    from storage import invitations

    now = datetime.now(UTC)
    async with opened(settings) as database:
        async with database.read() as session:
            office = await office_of(session, settings)
            meant = await whom.understand(session, office, to)
            letters = len(await invitations.candidates(session, meant))
        if not dry_run:
            with working("sending-invite-working"):
                async with database.write() as session:
                    letters = await release_invitations(session, now, office, meant, None)
        async with database.read() as session:
            return {"letters": letters, "standing": vars(await invitations.standing(session))}
