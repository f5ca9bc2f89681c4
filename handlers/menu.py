"""The menu: a button for everything, so that nobody needs a command; and what the commands are called.

What others can do stands here only while it is registered, and staff see their own part first.
"""

from handlers import dialogue, start
from handlers.commands import COMMANDS, command
from handlers.paging import paged
from locales import words
from mailing.turn import ACTIONS, Button, Turn, act, action
from storage import associations, declarations

FOR_STAFF = {"menu-announce": "announce.start", "menu-staff": "staff.menu"}
FOR_ALL = {
    "menu-hearing": "hearing.show",
    "menu-trainings": "trainings.list",
    "menu-office": "office.write",
    "menu-help": "menu.help",
    "menu-language": "language.ask",
    "menu-call": "calls.ask",
    "menu-code": "codes.ask",
    "menu-stop": "start.stop",
}


async def show(turn: Turn, page: int = 0, *, edit: bool = False) -> None:
    """What the person can do; who has not seen the notice yet is shown that first."""
    if await start.agreed(turn):
        await turn.say("menu", edit=edit, buttons=paged(await _buttons(turn), page, "menu.more:"))


async def _buttons(turn: Turn) -> list[Button]:
    speaks = await associations.of(turn.session, turn.person)
    own = {"menu-association": "association.mine"} if speaks else {"menu-register": "registration.start"}
    asked = await declarations.asked_of(turn.session, turn.person, turn.now)
    asked_now = {"menu-declarations": "declare.mine"} if asked else {}
    offered = {**_for_staff(turn), **asked_now, **own, **FOR_ALL}
    return [Button(label, f"menu.go:{data}") for label, data in offered.items()]


def _for_staff(turn: Turn) -> dict[str, str]:
    registered = {label: data for label, data in FOR_STAFF.items() if data in ACTIONS}
    return {label: data for label, data in registered.items() if (role := ACTIONS[data].role) and turn.person.may(role)}


@action("menu.go")
async def go(turn: Turn, argument: str) -> None:
    """What was chosen in the menu: like a command it leaves an open dialogue."""
    await _leave_dialogue(turn)
    await act(turn, argument)


async def _leave_dialogue(turn: Turn) -> None:
    if await dialogue.leave(turn):
        await turn.say("dialogue-cancelled")


@command("menu", doors="chat")
async def menu(turn: Turn, rest: str) -> None:
    await show(turn)


@action("menu.show")
async def show_by_button(turn: Turn, argument: str) -> None:
    await _leave_dialogue(turn)
    await show(turn)


@action("menu.more")
async def more(turn: Turn, argument: str) -> None:
    await show(turn, int(argument), edit=True)


@command("help")
async def help_(turn: Turn, rest: str) -> None:
    """What can be done here, and whom to call; staff read first what they can ask for."""
    key = "help-chat" if turn.channel == "telegram" else "help-mail"
    staff = turn.words.html(f"{key}-staff") if turn.person.may("editor") else ""
    office = turn.office
    await turn.say(key, staff=staff, list=office.list_name, contact=office.contact, privacy=office.privacy_url)


@action("menu.help")
async def help_by_button(turn: Turn, argument: str) -> None:
    await help_(turn, "")


@command("cancel", doors="chat")
async def cancel(turn: Turn, rest: str) -> None:
    """The chat door ended the dialogue before it ran this: any command does."""
    await turn.say("dialogue-cancelled")
    await show(turn)


def listed(language: str, *, staff: bool = False) -> list[tuple[str, str]]:
    """The commands that Telegram shows, as (name, description); for staff also those that need a role."""
    say = words(language)
    return [
        (name, say.text(f"command-description-{name}"))
        for name, known in COMMANDS.items()
        if known.shown and "chat" in known.doors and (staff or known.role is None)
    ]
