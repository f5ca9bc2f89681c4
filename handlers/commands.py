"""What can be asked for by name: "/help" in a chat, "hilfe" in a letter's subject or first lines.

    @command("help")
    async def help_(turn: Turn, rest: str) -> None: ...

`rest` is what stood beside the command: "/start abc" gives "abc". In a letter the words of a command are the message
`command-<name>` of locales/*/commands.ftl, a list; in a chat the description is `command-description-<name>`. A command
for staff that changes something is, in a letter, first asked back at that address: From can be forged.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from mailing.turn import Turn
from storage.people import Role
from storage.refusals import NotAllowed

Run = Callable[[Turn, str], Awaitable[None]]


@dataclass(frozen=True)
class Command:
    """`doors` says where it can be asked for; `shown` whether Telegram lists it; `changes` whether a letter that asks
    for it must be confirmed when nothing vouches for its sender."""

    name: str
    run: Run
    role: Role | None
    doors: frozenset[str]
    shown: bool
    changes: bool


COMMANDS: dict[str, Command] = {}


def command(
    name: str, *, role: Role | None = None, doors: str = "chat mail", shown: bool = True, changes: bool = False
) -> Callable[[Run], Run]:
    def register(run: Run) -> Run:
        COMMANDS[name] = Command(name, run, role, frozenset(doors.split()), shown, changes)
        return run

    return register


async def run_command(turn: Turn, name: str, rest: str = "") -> None:
    """Carry it out with the rights of whoever asks. Raises `NotAllowed`, and what the command refuses."""
    found = COMMANDS[name]
    if found.role and not turn.person.may(found.role):
        raise NotAllowed
    await found.run(turn, rest)
