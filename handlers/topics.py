"""Choosing topics: a list of buttons, each switched on and off, some at a time and then «more»."""

from collections.abc import Sequence

from handlers.dialogue import PAGE, Choice
from handlers.notice import topic_name
from mailing.turn import Button, Turn
from storage.associations import FOR_EVERYBODY


def known(turn: Turn, *, focus: bool) -> list[str]:
    """The network's topics; as the `focus` of an association without those that concern everybody."""
    return [topic for topic in turn.office.topics if not (focus and topic in FOR_EVERYBODY)]


def choices(turn: Turn, topics: Sequence[str]) -> list[Choice]:
    return [Choice(topic, topic_name(turn.words, topic)) for topic in topics]


def switches(turn: Turn, topics: Sequence[str], on: set[str], action: str, page: int) -> list[Button]:
    """One page of topics. A switch leads to "<action>.<number>", «more» to "<action>.p<page>"."""
    shown = list(enumerate(topics))[page * PAGE : (page + 1) * PAGE]
    buttons = [
        Button(("✓ " if topic in on else "") + topic_name(turn.words, topic), f"{action}.{number}", plain=True)
        for number, topic in shown
    ]
    if len(topics) > PAGE:
        following = page + 1 if (page + 1) * PAGE < len(topics) else 0
        buttons.append(Button("dialogue-more", f"{action}.p{following}"))
    return buttons


def switched(topics: Sequence[str], on: set[str], pressed: str) -> tuple[set[str], int]:
    """What is on after a button was pressed ("3", "p1", or "" for none), and the page to show."""
    if pressed.startswith("p"):
        return on, int(pressed[1:])
    if not pressed or int(pressed) >= len(topics):
        return on, 0
    return on ^ {topics[int(pressed)]}, int(pressed) // PAGE
