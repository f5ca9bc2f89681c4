"""The language of everything that is said to a person: each named in itself."""

from handlers import dialogue, menu
from handlers.commands import command
from locales import LANGUAGES, native_name
from mailing.turn import Button, Turn, action


@command("language", doors="chat")
async def ask(turn: Turn, rest: str) -> None:
    buttons = [Button(native_name(language), f"language.set:{language}", plain=True) for language in LANGUAGES]
    await turn.say("language-which", buttons=buttons)


@action("language.ask")
async def ask_by_button(turn: Turn, argument: str) -> None:
    await ask(turn, "")


@action("language.set")
async def choose(turn: Turn, argument: str) -> None:
    if argument in LANGUAGES:
        turn.person.language = argument
    await turn.say("language-set")
    if await dialogue.current(turn):
        await dialogue.again(turn)
    else:
        await menu.show(turn)
