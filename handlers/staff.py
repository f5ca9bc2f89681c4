"""The office's own part: the overview with its menu, and who has which role.

A role is offered by a letter to the address that it is for, and begins when that address says yes: once, within 72
hours, and only while whoever offered it may still give roles. Taking one away ends it at once, with everything that
was asked of that person (storage/people.py).
"""

from typing import Any

from handlers import dialogue, fields, progress
from handlers.commands import command
from handlers.dialogue import Choice, Dialogue, Question
from handlers.paging import paged
from locales import words
from mailing.turn import ACTIONS, GROUP, Button, Turn, action
from storage import census, keys, people, requests
from storage.people import ROLES, Person, Role
from storage.prompts import GRANT_LIFE, PromptUnknown

MENU = {
    "staff-announce": "announce.start",
    "staff-requests": "requests.open",
    "staff-report": "report.latest",
    "staff-invite": "invitations.start",
    "staff-trainings": "offering.list",
    "staff-calls": "invitations.calls",
    "staff-planned": "planned.list",
    "staff-declarations": "declared.list",
    "staff-figures": "figures.ask",
    "consent-record": "consent.start",
    "staff-door": "doors.ask",
    "staff-roles": "staff.list",
}
OPERATOR = 0
"""Who offers a role from the command line; a person's id otherwise."""


@command("standing", role="viewer")
async def standing(turn: Turn, rest: str) -> None:
    await menu(turn, "")


@action("staff.menu", role="viewer")
async def menu(turn: Turn, argument: str) -> None:
    """How things stand, and a button for everything that the person's role allows. `argument` is the page."""
    allowed = [Button(label, data) for label, data in MENU.items() if turn.person.may(ACTIONS[data].role or "viewer")]
    counted = await census.latest(turn.session, turn.now)
    await turn.say(
        "staff-menu",
        edit=bool(argument),
        list=turn.office.list_name,
        standing=turn.words.text("invite-standing", **vars(counted.invited)),
        paused=await progress.paused(turn),
        reached=counted.reached,
        associations=counted.associations,
        share=100 * counted.reached // counted.associations if counted.associations else 0,
        open=len(await requests.open_ones(turn.session)),
        buttons=paged(allowed, int(argument or 0), "staff.menu:"),
        for_staff=True,
    )


@command("staff", role="admin")
async def list_staff(turn: Turn, rest: str) -> None:
    """Who has which role; a button to give one, and one per person to take it away."""
    members = await people.staff(turn.session)
    lines = [f"• {_called(turn, member)}: {_role(turn, member.role or '')}" for member in members]
    takes = [Button("staff-take", f"staff.take:{m.id}", args={"name": _called(turn, m)[:12]}) for m in members]
    buttons = paged([Button("staff-give", "staff.give"), *takes], int(rest or 0), "staff.list:")
    await turn.say("staff-list", lines="\n".join(lines), buttons=buttons, for_staff=True)


@action("staff.list", role="admin")
async def list_by_button(turn: Turn, argument: str) -> None:
    await list_staff(turn, argument)


@action("staff.give", role="admin")
async def give(turn: Turn, argument: str) -> None:
    await dialogue.start(turn, OFFERING)


@action("staff.take", role="admin")
async def take(turn: Turn, argument: str) -> None:
    """Ask before a role ends."""
    member = await _member(turn, argument)
    buttons = [Button("staff-take-now", f"staff.taken:{member.id}")]
    await turn.say("staff-take-sure", name=_called(turn, member), buttons=buttons, for_staff=True)


@action("staff.taken", role="admin")
async def taken(turn: Turn, argument: str) -> None:
    member = await _member(turn, argument)
    await people.give_role(turn.session, member, None)
    await turn.say("staff-taken", edit=True, name=_called(turn, member))
    if member.id != turn.person.id:
        await turn.tell_member(member, "staff-ended", list=turn.office.list_name, contact=turn.office.contact)


async def offer(turn: Turn, address: str, role: Role, offered_by: int) -> None:
    """Offer a role to whoever reads this mail address; also for the command line (`OPERATOR`)."""
    member = await people.meet(turn.session, "mail", address, turn.now, language=turn.office.language)
    await turn.write_to(
        member,
        "mail",
        address,
        "staff-offer",
        role=words(member.language).text(f"staff-role-{role}"),
        list=turn.office.list_name,
        contact=turn.office.contact,
        buttons=[Button("button-yes", f"staff.accept:{role}.{offered_by}"), Button("button-no", "staff.refuse")],
        once=True,
        for_staff=True,
        life=GRANT_LIFE,
    )


@action("staff.accept")
async def accept(turn: Turn, argument: str) -> None:
    """The address said yes. Only the letter that offered it gives the role: the answer must be to its prompt."""
    role, _, offered_by = argument.partition(".")
    prompt = turn.prompt
    offered = [data for _, data in prompt.choices] if prompt and prompt.once else []
    if prompt is None or f"staff.accept:{argument}" not in offered or not await _may_still(turn, int(offered_by)):
        raise PromptUnknown
    given: Role = next(known for known in ROLES if known == role)
    await people.give_role(turn.session, turn.person, given, at=prompt.address)
    await turn.say(
        "staff-accepted", role=_role(turn, role), list=turn.office.list_name, address=turn.office.plus("post")
    )
    await turn.tell_staff(
        "staff-joined", role="admin", besides=turn.person, name=_called(turn, turn.person), quiet=True
    )


@action("staff.refuse")
async def refuse(turn: Turn, argument: str) -> None:
    await turn.say("staff-refused", contact=turn.office.contact)


@command("staffgroup", role="admin", shown=False)
async def staff_group(turn: Turn, rest: str) -> None:
    """In a group: it becomes the staff's. Elsewhere: how to do that, and how to end it."""
    if turn.channel == "telegram" and turn.address.startswith("-"):
        await keys.remember(turn.session, GROUP, turn.address)
        await turn.say("staff-group-named", list=turn.office.list_name)
    else:
        named = await keys.recall(turn.session, GROUP)
        buttons = [Button("staff-group-end", "staff.no_group")] if named else []
        await turn.say("staff-group-how", buttons=buttons, for_staff=True)


@action("staff.no_group", role="admin")
async def no_group(turn: Turn, argument: str) -> None:
    await keys.forget(turn.session, GROUP)
    await turn.say("staff-group-ended", edit=True)


async def _may_still(turn: Turn, offered_by: int) -> bool:
    offerer = await people.get(turn.session, offered_by) if offered_by != OPERATOR else None
    return offered_by == OPERATOR or (offerer is not None and offerer.may("admin"))


async def _member(turn: Turn, argument: str) -> Person:
    found = await people.get(turn.session, int(argument))
    if found is None:
        raise PromptUnknown
    return found


def _called(turn: Turn, member: Person) -> str:
    """The name; in a letter the address, where there is no name."""
    return member.name or (member.mail if turn.channel == "mail" else None) or f"Nr. {member.id}"


def _role(turn: Turn, role: str) -> str:
    return turn.words.text(f"staff-role-{role}")


async def _roles(turn: Turn, answers: dict[str, Any]) -> list[Choice]:
    return [Choice(role, _role(turn, role)) for role in ROLES[::-1]]


async def _finish_offering(turn: Turn, answers: dict[str, Any]) -> None:
    await offer(turn, answers["address"], answers["role"], turn.person.id)
    await turn.say("staff-offered", address=answers["address"], role=_role(turn, answers["role"]))


OFFERING = Dialogue(
    "offering",
    _finish_offering,
    [Question("address", check=fields.a_mail_address), Question("role", kind="one", choices=_roles)],
    role="admin",
)
