"""Choosing topics: a list of buttons, each switched on and off, some at a time and then «more»."""

from collections.abc import Sequence

from handlers.dialogue import Choice
from handlers.notice import topic_name
from handlers.paging import PAGE, paged
from mailing.turn import Button, Turn
from storage.associations import FOR_EVERYBODY


def known(turn: Turn, *, focus: bool) -> list[str]:
    """The network's topics; as the `focus` of an association without those that concern everybody."""
    return [topic for topic in turn.office.topics if not (focus and topic in FOR_EVERYBODY)]


def choices(turn: Turn, topics: Sequence[str]) -> list[Choice]:
    return [Choice(topic, topic_name(turn.words, topic)) for topic in topics]


def switches(turn: Turn, topics: Sequence[str], on: set[str], lead: str, page: int) -> list[Button]:
    """One page of topics. A switch leads to `lead` and its number, «more» to `lead`, "p" and the next page."""
    buttons = [
        Button(("✓ " if topic in on else "") + topic_name(turn.words, topic), f"{lead}{number}", plain=True)
        for number, topic in enumerate(topics)
    ]
    return paged(buttons, page, f"{lead}p")


def switched(topics: Sequence[str], on: set[str], pressed: str) -> tuple[set[str], int]:
    """What is on after a button was pressed ("3", "p1", or "" for none), and the page to show."""
    if pressed.startswith("p"):
        return on, int(pressed[1:])
    if not pressed or int(pressed) >= len(topics):
        return on, 0
    return on ^ {topics[int(pressed)]}, int(pressed) // PAGE
