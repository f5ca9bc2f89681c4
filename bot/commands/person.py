"""`netzbote person`: what is stored about somebody (Article 15 GDPR), and erasing them (Article 17)."""

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.commands import group, office_of, opened, say
from bot.commands.staff import end_role, somebody

if TYPE_CHECKING:
    from bot.settings import Settings
    from storage.identity import Dossier


def register(app: typer.Typer) -> None:
    text = say().text
    person = group("person-help")
    where: Any = typer.Argument(metavar="ADDRESS", help=text("person-help-address"))

    def show(
        address: Annotated[str, where],
        as_json: Annotated[bool, typer.Option("--json", help=text("status-help-json"))] = False,
    ) -> None:
        import asyncio

        from bot.settings import load

        typer.echo(asyncio.run(_show(load(), address, as_json)))

    def forget(
        address: Annotated[str, where],
        yes: Annotated[bool, typer.Option("--yes", help=text("sending-help-yes"))] = False,
    ) -> int:
        import asyncio

        from bot.settings import load

        return asyncio.run(_forget(load(), address, yes))

    person.command("show", help=text("person-help-show"))(show)
    person.command("forget", help=text("person-help-forget"))(forget)
    app.add_typer(person, name="person")


async def _show(settings: "Settings", address: str, as_json: bool) -> str:
    from handlers import dossier
    from mailing.turn import turn_for
    from storage import identity

    async with opened(settings) as database, database.read() as session:
        person = await somebody(session, address)
        if as_json:
            return json.dumps(_as_json(await identity.dossier(session, person)), ensure_ascii=False, indent=2)
        office = await office_of(session, settings)
        return await dossier.in_words(turn_for(session, datetime.now(UTC), office), person)


async def _forget(settings: "Settings", address: str, yes: bool) -> int:
    from bot.asking import confirmed
    from storage import associations, identity

    async with opened(settings) as database:
        async with database.read() as session:
            person = await somebody(session, address)
            spoken = [contact.association.name for contact in await associations.of(session, person)]
        question = say().text("person-sure", name=person.name or address, spoken=say().listing(spoken) or "–")
        if not (yes or confirmed(question)):
            return 1
        async with database.write() as session:
            person = await somebody(session, address)
            await end_role(session, person, address)
            await identity.forget(session, person, datetime.now(UTC))
    typer.echo(say().text("person-forgotten"))
    return 0


def _as_json(found: "Dossier") -> dict[str, Any]:
    person = found.person
    return {
        "name": person.name,
        "phone": person.phone,
        "language": person.language,
        "role": person.role,
        "since": person.created_at.isoformat(),
        "addresses": [
            {"channel": a.channel, "address": a.address, "open": a.is_open, "paused": a.paused_because}
            for a in found.addresses
        ],
        "associations": [{"name": c.association.name, "role": c.role, "status": c.status} for c in found.contacts],
        "topics": sorted(found.topics),
        "consents": [
            {
                "address": c.address,
                "wording": c.wording,
                "door": c.door,
                "given_at": c.given_at.isoformat(),
                "withdrawn_at": c.withdrawn_at and c.withdrawn_at.isoformat(),
            }
            for c in found.consents
        ],
        "sources": {name: {"source": s.source, "at": s.at.isoformat()} for name, s in found.sources.items()},
        "messages": len(found.deliveries),
        "requests": len(found.requests),
    }
