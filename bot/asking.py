"""Questions to the operator at the terminal, in their language; and a sign of life while something takes its time.

Without a terminal, as in a script, nobody is there to answer: then `NobodyAnswers` says which words to give instead.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import typer

from bot.commands import say
from storage.refusals import Refusal

Check = Callable[[str], str | None]
"""What is wrong with an answer, as a sentence; None if nothing is."""


class NobodyAnswers(Refusal):
    """A question, and no terminal to answer it at."""

    exit_code = 2


def confirmed(question: str) -> bool:
    """Yes or no, asked until it is one of them. Raises NobodyAnswers."""
    yes, no = say().list("asking-yes"), say().list("asking-no")
    while True:
        said = _prompt(f"{question} [{yes[0]}/{no[0]}]").strip().casefold()
        if said in yes or said in no:
            return said in yes


def answer(question: str, known: str | None, check: Check, *, optional: bool = False) -> str | None:
    """A line, checked; Enter takes what is `known`, or nothing where that is `optional`. Raises NobodyAnswers."""
    while True:
        said = _prompt(question, default=known or "").strip()
        if not said and optional:
            return None
        wrong = check(said) if said else say().text("asking-needed")
        if wrong is None:
            return said
        typer.echo(wrong)


def secret(question: str, *, known: bool, optional: bool = False) -> str | None:
    """A password, which is not shown. None for Enter, where one is `known` or none is needed. Raises NobodyAnswers."""
    hint = "asking-unchanged" if known else "asking-none" if optional else None
    while True:
        said = _prompt(f"{question} ({say().text(hint)})" if hint else question, hidden=True)
        if said or hint:
            return said or None


def _prompt(question: str, *, default: str = "", hidden: bool = False) -> str:
    try:
        # On stderr: what a command prints may be read by a program.
        said: str = typer.prompt(question, default=default, show_default=bool(default), hide_input=hidden, err=True)
    except typer.Abort:
        if sys.stdin.isatty():
            raise
        raise NobodyAnswers(question=question) from None
    return said


@contextmanager
def working(key: str) -> Iterator[None]:
    """Says at a terminal that something is being done, as long as it is."""
    from rich.console import Console

    console = Console(stderr=True)
    with console.status(say().text(key)) if console.is_terminal else _silence():
        yield


@contextmanager
def _silence() -> Iterator[None]:
    yield
