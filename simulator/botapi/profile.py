"""How the bot presents itself: commands, descriptions, menu button.

Which commands a phone lists: https://core.telegram.org/bots/api#determining-list-of-commands
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from simulator.botapi.calls import Call
from simulator.botapi.refusal import Json, bad_request

if TYPE_CHECKING:
    from simulator.botapi.people import Person
    from simulator.botapi.world import World

_DEFAULT: Json = {"type": "default"}


class Profile:
    """What was set last, by language ("" for everybody else)."""

    def __init__(self) -> None:
        self.descriptions: dict[str, str] = {}
        self.short_descriptions: dict[str, str] = {}
        self.menu_button: Json = _DEFAULT
        self._commands: list[tuple[Json, str, list[Json]]] = []

    def set_commands(self, scope: Json, language: str, commands: list[Json]) -> None:
        """Replace the commands of one scope and language."""
        self._commands = [entry for entry in self._commands if entry[:2] != (scope, language)]
        self._commands.append((scope, language, commands))

    def commands(self, scope: Json, language: str) -> list[Json]:
        """The commands of exactly this scope and language."""
        return next((entry[2] for entry in self._commands if entry[:2] == (scope, language)), [])

    def commands_of(self, person: Person) -> dict[str, str]:
        """What a person's phone lists in the chat with the bot: command and description."""
        for scope in ({"type": "chat", "chat_id": person.id}, {"type": "all_private_chats"}, _DEFAULT):
            for language in (person.language or "", ""):
                if found := self.commands(scope, language):
                    return {item["command"]: item["description"] for item in found}
        return {}


def get_me(world: World, call: Call) -> Json:
    facts = ("can_connect_to_business", "has_main_web_app", "supports_inline_queries")
    return {
        **world.bot,
        **dict.fromkeys(facts, False),
        "can_join_groups": True,
        "can_read_all_group_messages": not world.privacy,
    }


def set_my_commands(world: World, call: Call) -> bool:
    commands = call.params["commands"]
    if len(commands) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for item in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", item["command"]):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(item["description"]) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    world.profile.set_commands(_scope(world, call), call.params.get("language_code", ""), commands)
    return True


def get_my_commands(world: World, call: Call) -> list[Json]:
    return world.profile.commands(_scope(world, call), call.params.get("language_code", ""))


def _scope(world: World, call: Call) -> Json:
    scope: Json = call.params.get("scope", _DEFAULT)
    if "chat_id" in scope:
        world.find(scope["chat_id"])
    return scope


def set_my_description(world: World, call: Call) -> bool:
    return _describe(world.profile.descriptions, call, "description", 512)


def set_my_short_description(world: World, call: Call) -> bool:
    return _describe(world.profile.short_descriptions, call, "short_description", 120)


def _describe(texts: dict[str, str], call: Call, name: str, limit: int) -> bool:
    text = call.params.get(name, "")
    if len(text) > limit:
        raise bad_request(f"{name} is too long")
    texts[call.params.get("language_code", "")] = text
    return True


def set_chat_menu_button(world: World, call: Call) -> bool:
    if "chat_id" in call.params:
        world.find(call.params["chat_id"])
    world.profile.menu_button = call.params.get("menu_button", _DEFAULT)
    return True


ANSWERS: dict[str, Any] = {
    "getMe": get_me,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "setMyDescription": set_my_description,
    "setMyShortDescription": set_my_short_description,
    "setChatMenuButton": set_chat_menu_button,
}
