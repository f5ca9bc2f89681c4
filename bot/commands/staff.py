"""`netzbote staff`: who has which role. A mail address confirms its role by a reply; a chat has it at once."""

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.commands import NoMail, group, office_of, opened, require_ready, say
from storage.refusals import Refusal

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.settings import Settings
    from storage.people import Person


class UnknownRole(Refusal):
    """No role has that `name`."""

    exit_code = 2


class AddressOrChat(Refusal):
    """One of the two is needed, and only one."""

    exit_code = 2


class NobodyThere(Refusal):
    """The register knows nobody at this `address`."""


class OnlyAdmin(Refusal):
    """The person at this `address` is the last one who can give roles."""


def register(app: typer.Typer) -> None:
    text = say().text
    staff = group("staffing-help")
    where: Any = typer.Argument(metavar="ADDRESS", help=text("staffing-help-address"))
    in_chat: Any = typer.Option("--chat", metavar="ID", help=text("staffing-help-chat"))

    def add(
        role: Annotated[str, typer.Option("--role", metavar="ROLE", help=text("staffing-help-role"))],
        address: Annotated[str | None, where] = None,
        chat: Annotated[str | None, in_chat] = None,
    ) -> None:
        _run(_add, address, chat, role)

    def list_(as_json: Annotated[bool, typer.Option("--json", help=text("status-help-json"))] = False) -> None:
        _list(as_json)

    def remove(address: Annotated[str | None, where] = None, chat: Annotated[str | None, in_chat] = None) -> None:
        _run(_remove, address, chat)

    staff.command("add", help=text("staffing-help-add"))(add)
    staff.command("list", help=text("staffing-help-list"))(list_)
    staff.command("remove", help=text("staffing-help-remove"))(remove)
    app.add_typer(staff, name="staff")


def _run(verb: Any, *words: str | None) -> None:
    import asyncio

    from bot.settings import load

    typer.echo(asyncio.run(verb(load(), *words)))


async def _add(settings: "Settings", address: str | None, chat: str | None, role: str) -> str:
    from storage.people import ROLES

    given = next((known for known in ROLES if known == role), None)
    if given is None:
        raise UnknownRole(name=role, known=", ".join(reversed(ROLES)))
    if (address is None) == (chat is None):
        raise AddressOrChat
    require_ready(settings)
    if chat is None and settings.smtp is None:
        raise NoMail
    async with opened(settings) as database, database.write() as session:
        if address is not None:
            return await offer(session, settings, address, given)
        return await _give(session, settings, str(chat), given)


async def offer(session: "AsyncSession", settings: "Settings", address: str, role: Any) -> str:
    """Write to the address, which says yes or no. Returns what the operator reads. Raises NotAMailAddress."""
    from handlers import fields, staff
    from mailing.turn import turn_for

    turn = turn_for(session, datetime.now(UTC), await office_of(session, settings))
    checked = await fields.a_mail_address(turn, address)
    await staff.offer(turn, checked, role, staff.OPERATOR)
    return say().text("staff-offered", address=checked, role=say().text(f"staff-role-{role}"))


async def _give(session: "AsyncSession", settings: "Settings", chat: str, role: Any) -> str:
    """A chat that wrote to the bot before has the role at once: nobody but the operator can say so here."""
    from mailing.turn import turn_for
    from storage import people

    person = await people.by_address(session, "telegram", chat)
    if person is None:
        raise NobodyThere(address=chat)
    await people.give_role(session, person, role)
    office = await office_of(session, settings)
    turn = turn_for(session, datetime.now(UTC), office, person)
    role_name = turn.words.text(f"staff-role-{role}")
    await turn.write_to(
        person, "telegram", chat, "staff-accepted", role=role_name, list=office.list_name, address=office.plus("post")
    )
    return say().text("staffing-given", name=person.name or chat, role=say().text(f"staff-role-{role}"))


async def _remove(settings: "Settings", address: str | None, chat: str | None) -> str:
    if (address is None) == (chat is None):
        raise AddressOrChat
    async with opened(settings) as database, database.write() as session:
        return await _take(session, settings, address or str(chat))


async def _take(session: "AsyncSession", settings: "Settings", address: str) -> str:
    from mailing.turn import turn_for

    person = await somebody(session, address)
    had = person.role
    await end_role(session, person, address)
    if had:
        office = await office_of(session, settings)
        turn = turn_for(session, datetime.now(UTC), office, person)
        await turn.tell_member(person, "staff-ended", list=office.list_name, contact=office.contact)
    return say().text("staff-taken", name=person.name or address)


async def somebody(session: "AsyncSession", address: str) -> "Person":
    """The person at a mail address, or in the chat with that id. Raises NobodyThere."""
    from mailing.addresses import normal
    from storage import people

    found = await people.by_address(session, "mail", normal(address)) or await people.by_address(
        session, "telegram", address.strip()
    )
    if found is None:
        raise NobodyThere(address=address)
    return found


async def end_role(session: "AsyncSession", person: "Person", address: str) -> None:
    """Take the role, and every offer of one. Raises OnlyAdmin."""
    from storage import people

    try:
        await people.give_role(session, person, None)
    except people.LastAdmin:
        raise OnlyAdmin(address=address) from None


def _list(as_json: bool) -> None:
    import asyncio

    from bot.settings import load

    members = asyncio.run(_members(load()))
    if as_json:
        typer.echo(json.dumps(members, ensure_ascii=False, indent=2))
    for member in members if not as_json else []:
        role = say().text(f"staff-role-{member['role']}")
        typer.echo(", ".join([member["name"] or "–", *member["mail"], *member["chats"], role]))
    if not members and not as_json:
        typer.echo(say().text("staffing-nobody"))


async def _members(settings: "Settings") -> list[dict[str, Any]]:
    from storage import people

    async with opened(settings) as database, database.read() as session:
        return [
            {
                "name": member.name,
                "role": member.role,
                "mail": [a.address for a in member.addresses if a.channel == "mail"],
                "chats": [a.address for a in member.addresses if a.channel == "telegram"],
                "door": member.staff_door,
            }
            for member in await people.staff(session)
        ]
