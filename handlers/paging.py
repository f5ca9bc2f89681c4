"""Long lists of buttons: some at a time, and «more»."""

from collections.abc import Sequence

from mailing.turn import Button

PAGE = 5
"""As many choices as can be taken in at a glance."""

LISTED = 20
"""So many lines beside them are read in one message."""


def paged(buttons: Sequence[Button], page: int, more: str, size: int = PAGE) -> list[Button]:
    """One page of the buttons, `size` of them. «More» leads to `more` and the number of the next page, after the last
    to the first."""
    shown = list(buttons[page * size : (page + 1) * size])
    if len(buttons) > size:
        following = page + 1 if (page + 1) * size < len(buttons) else 0
        shown.append(Button("dialogue-more", f"{more}{following}"))
    return shown


def beside(lines: Sequence[str], page: int) -> str:
    """The lines that stand above one page of buttons: those of the buttons, and some that follow."""
    return "\n".join(lines[page * PAGE : page * PAGE + LISTED])
