"""At which door staff hear: their mail, their own chat, or the group; and what may be said there.

What people wrote by mail, and lists of people, stay with mail unless whoever reads them chose the chat (`trusted`).
"""

from dataclasses import dataclass
from typing import Any

from handlers.commands import command
from mailing.turn import GROUP, Button, Turn, action
from storage import keys, people
from storage.people import Channel, Person, Role
from storage.refusals import Refusal

DOORS = ("mail", "telegram", "group")


class DoorClosed(Refusal):
    """A door that this member of staff does not have: no mail address, no chat, no group."""


@dataclass(frozen=True)
class Door:
    """Who hears at this address; `member` is None for the group, whose `listeners` are several."""

    member: Person | None
    channel: Channel
    address: str
    listeners: tuple[Person, ...]

    @property
    def trusted(self) -> bool:
        return self.channel == "mail" or (self.member is not None and self.member.staff_door == "telegram")


async def of_staff(turn: Turn, role: Role = "editor") -> list[Door]:
    """The doors of everybody with that role; the group is one."""
    members = await people.staff(turn.session, role)
    group = await keys.recall(turn.session, GROUP)
    gathered = tuple(m for m in members if group and m.staff_door == "group")
    doors = [door for m in members if m not in gathered and (door := _own(m))]
    return [*doors, Door(None, "telegram", group, gathered)] if group and gathered else doors


def _own(member: Person) -> Door | None:
    """The door a member chose, or else the one there is."""
    first, second = ("telegram", "mail") if member.staff_door == "telegram" else ("mail", "telegram")
    address = member.address(first) or member.address(second)
    if address is None:
        return None
    return Door(member, "mail" if address.channel == "mail" else "telegram", address.address, (member,))


def may_read_here(turn: Turn) -> bool:
    """Whether letters and lists of people may be shown where the person speaks."""
    chat = turn.person.address("telegram")
    own_chat = chat is not None and chat.address == turn.address
    return turn.channel == "mail" or (own_chat and turn.person.staff_door == "telegram")


async def goes_on_by_mail(turn: Turn, button: Button) -> bool:
    """Whether a conversation that names people may not be held here: then its button is in the mail."""
    if may_read_here(turn):
        return False
    await confide(turn, "doors-go-on", buttons=[button])
    return True


async def confide(turn: Turn, key: str, **rest: Any) -> None:
    """Say something that names people: here where that is the person's choice, else by mail."""
    if may_read_here(turn):
        await turn.say(key, for_staff=True, **rest)
    elif mail := turn.person.mail:
        await turn.write_to(turn.person, "mail", mail, key, for_staff=True, **rest)
        await turn.say("doors-by-mail", address=mail)
    else:
        await turn.say("doors-only-chat", buttons=[Button("doors-telegram", "doors.choose:telegram")])


@command("door", role="viewer")
async def door(turn: Turn, rest: str) -> None:
    """Where do you want to hear what the office is asked?"""
    buttons = [Button(f"doors-{way}", f"doors.choose:{way}") for way in await _available(turn)]
    await turn.say("doors-ask", now=turn.words.text(f"doors-{turn.person.staff_door}"), buttons=buttons, for_staff=True)


@action("doors.choose", role="viewer")
async def choose(turn: Turn, argument: str) -> None:
    if argument not in await _available(turn):
        raise DoorClosed
    await people.choose_staff_door(turn.session, turn.person, argument)
    await turn.say("doors-chosen", edit=True, now=turn.words.text(f"doors-{argument}"))


@action("doors.ask", role="viewer")
async def ask(turn: Turn, argument: str) -> None:
    await door(turn, "")


async def _available(turn: Turn) -> list[str]:
    has = {
        "mail": turn.person.mail is not None,
        "telegram": turn.person.address("telegram") is not None,
        "group": await keys.recall(turn.session, GROUP) is not None,
    }
    return [way for way in DOORS if has[way]]
