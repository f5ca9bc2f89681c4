"""A letter of staff that is no command: which word was nearly one, which words there are, what was there to choose.

Otherwise a mistyped "Schullung: …" would be passed on as a question to the very people who wrote it.
"""

from collections.abc import Iterator
from difflib import get_close_matches

from handlers import requests
from handlers.commands import COMMANDS
from locales import LANGUAGES, words
from mailing import wording
from mailing.letters import Letter
from mailing.turn import Button, Turn
from storage.prompts import Prompt

ALIKE = 0.75
"""A wrong, missing or doubled letter in a word of eight or more (difflib's ratio)."""

HEADS = ("creating-words-training", "creating-words-event", "creating-words-meeting", "declaring-words")


async def explain(turn: Turn, letter: Letter) -> None:
    """Name the word that was meant; where there is none, the letter is a question, and all words are named."""
    near = _near(letter.bare_subject.partition(":")[0])
    if near is None:
        await requests.question(turn, acknowledge=False)
    await turn.say(
        "misheard-word",
        near=near or "none",
        staff=turn.words.html("help-mail-staff"),
        for_staff=True,
    )


async def choose(turn: Turn, prompt: Prompt) -> None:
    """The same choices once more."""
    buttons = [Button(label, data, plain=True) for label, data in prompt.choices]
    await turn.say("misheard-choice", buttons=buttons, for_staff=True)


def _near(said: str) -> str | None:
    known = {wording.normalise(word): word for word in _words()}
    found = get_close_matches(wording.normalise(said), known, n=1, cutoff=ALIKE)
    return known[found[0]] if found else None


def _words() -> Iterator[str]:
    commands = (f"command-{name}" for name, known in COMMANDS.items() if "mail" in known.doors)
    for key in (*commands, *HEADS):
        for language in LANGUAGES:
            yield from words(language).list(key)
