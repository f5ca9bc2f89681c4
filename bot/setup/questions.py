"""One answer after the other: given as an option, known from the settings, or asked for at the terminal."""

from collections.abc import Mapping
from dataclasses import dataclass

import typer
from pydantic import ValidationError

from bot import asking
from bot.commands import say
from bot.settings import PREFIX, Settings
from storage.refusals import Refusal

OFFICE = ("list_name", "list_address", "controller", "contact", "privacy_url", "imprint_url")


class AnswersMissing(Refusal):
    """`--yes` asks nothing, and the options `names` are not known."""

    exit_code = 2


class Tried(Exception):
    """Something that was tried in vain, where nobody is there to give another answer."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def in_words(self, words: object) -> str:
        return self.sentence


@dataclass(frozen=True)
class Questions:
    """`given` are options; `known` what is set already, both by the names of settings; `yes`: nobody is asked."""

    given: Mapping[str, str]
    known: Mapping[str, str]
    yes: bool

    def office(self) -> dict[str, str]:
        """What stands in every message. Raises AnswersMissing, Tried."""
        if self.yes and (missing := [name for name in OFFICE if not self.value(name)]):
            raise AnswersMissing(names=", ".join(option(name) for name in missing))
        return {name: answer for name in OFFICE if (answer := self.line(name))}

    def value(self, name: str) -> str | None:
        return self.given.get(name) or self.known.get(name)

    def line(self, name: str, default: str | None = None, *, optional: bool = False) -> str | None:
        """The setting of that name, checked. Raises Tried, NobodyAnswers."""
        if name in self.given or self.yes:
            return self._checked(name)
        known = self.known.get(name) or default
        return asking.answer(question(name), known, lambda value: wrong(name, value), optional=optional)

    def secret(self, name: str, *, again: bool = False, optional: bool = False) -> str | None:
        """A password; the known one for Enter, and without a question where nobody is asked. `again`: it was wrong."""
        known = None if again else self.value(name)
        if self.yes:
            return known
        return asking.secret(question(name), known=known is not None, optional=optional) or known

    def sure(self, key: str, **details: object) -> bool:
        """Whether to do something more; nobody there is a no."""
        return not self.yes and asking.confirmed(say().text(key, **details))

    def go_on_despite(self, sentence: str) -> None:
        """Raises Tried where nobody is there, Abort when the operator does not want to go on."""
        self.complain(sentence)
        if not asking.confirmed(say().text("setup-go-on")):
            raise typer.Abort

    def complain(self, sentence: str) -> None:
        """Say what was tried in vain. Raises Tried where nobody can give another answer."""
        if self.yes:
            raise Tried(sentence)
        typer.echo(sentence)

    def _checked(self, name: str) -> str | None:
        value = self.value(name)
        if value and (sentence := wrong(name, value)):
            raise Tried(f"{option(name)}: {sentence}")
        return value


def option(name: str) -> str:
    """How an option is written: --list-name."""
    return "--" + name.removesuffix("_url").replace("_", "-")


def question(name: str) -> str:
    return say().text(f"setup-ask-{name.replace('_', '-')}")


def wrong(name: str, value: str) -> str | None:
    """What is wrong with a setting, in the words of its own message; None if nothing is."""
    try:
        Settings(**{name: value})  # type: ignore[arg-type]
    except ValidationError as error:
        if error.errors()[0]["type"] == "password_in_url":
            right = PREFIX + name.upper().replace("_URL", "_PASSWORD")
            return say().text("settings-fault-password-in-url", right=right)
        return say().text(f"settings-{name.replace('_', '-')}")
    return None
