"""The menu has a button for everything, and every command has its name in each language."""

import pytest

from handlers import menu
from handlers.commands import COMMANDS
from locales import LANGUAGES
from mailing.turn import ACTIONS
from simulator.botapi.chats import buttons
from tests.house import House


async def test_everything_in_the_menu_leads_somewhere(house: House) -> None:
    sami = house.guest("Sami Haddad")
    await sami.agrees()
    await sami.says("/menu")
    first = await sami.reads("Was möchten Sie tun?")
    await sami.presses("Mehr zeigen")
    second = await sami.reads("Was möchten Sie tun?")
    assert second.id == first.id
    offered = [button.data or "" for page in (first.former[0], second.raw) for row in buttons(page) for button in row]
    goals = [data.removeprefix("menu.go:").partition(":")[0] for data in offered]
    assert set(goals) <= ACTIONS.keys()
    assert {"registration.start", "hearing.show", "office.write", "start.stop", "menu.help"} <= set(goals)


async def test_staff_see_their_part_first(house: House) -> None:
    doris = house.guest("Doris")
    await house.works_here(doris)
    await doris.says("/menu")
    await doris.reads("Was möchten Sie tun?")
    assert doris.last
    assert doris.last.labels[0] == "1 Vereine anschreiben"


async def test_an_unknown_command_brings_the_menu_and_a_number_too_high_says_so(house: House) -> None:
    sami = house.guest("Sami Haddad")
    await sami.agrees()
    await sami.says("/gibtsnicht")
    await sami.reads("Was möchten Sie tun?")
    await sami.says("17")
    await sami.reads("eine Zahl von 1 bis 6")
    await sami.says("2")
    await sami.reads("So erreichen wir Sie")


async def test_what_is_chosen_in_the_menu_leaves_an_open_question(house: House) -> None:
    sami = house.guest("Sami Haddad")
    await sami.agrees()
    await sami.says("/menu")
    chosen = await sami.reads("Was möchten Sie tun?")
    await sami.presses("Verein eintragen")
    await sami.reads("Wie heißt Ihr Verein?")
    await sami.presses("Ans Büro schreiben", chosen)
    await sami.reads("Es wurde nichts gespeichert")
    await sami.reads("Schreiben Sie einfach hier")
    await sami.says("Wir suchen einen Raum")
    await sami.reads("Soll ich sie an Ayşe Berger schicken?")


async def test_help_names_a_person_and_a_telephone_number(house: House) -> None:
    sami = house.guest("Sami Haddad")
    await sami.says("/help")
    await sami.reads("Ayşe Berger, 02104 991234")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_is_described_in_every_language(language: str) -> None:
    public, all_ = menu.listed(language), menu.listed(language, staff=True)
    assert {"start", "menu", "help", "language", "stop", "cancel"} <= {name for name, _ in public}
    assert {name for name, _ in all_} == {name for name, c in COMMANDS.items() if c.shown and "chat" in c.doors}
    assert all(1 <= len(description) <= 256 for _, description in all_)
    assert all(COMMANDS[name].role is None for name, _ in public)
