"""Whatever can be said has words: each refusal, each question of each dialogue, each label within its length."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from fluent.syntax.ast import Message
from fluent.syntax.serializer import serialize_pattern

import handlers
import mailing
import storage
from handlers.dialogue import DIALOGUES, Dialogue
from locales import FOLDER, LANGUAGES, words
from storage.refusals import Refusal
from tests.locales.catalogue import messages

BUTTON_LENGTH, WORDS = 20, 70
"""VOICE.md: what fits on a phone held upright, and what is read to its end."""

CHAT = ("start", "menu", "language", "codes", "calls", "registration", "association", "hearing", "office", "groups")
LISTED = ("menu-", "role-", "association-label-", "registration-label-", "hearing-by-")
"""Labels that the code puts together."""

SOURCES = sorted(Path(handlers.__file__).parent.glob("*.py"))


def refusals(kind: type[Refusal] = Refusal) -> Iterator[type[Refusal]]:
    for package in (storage, mailing, handlers):
        load(package)
    for below in kind.__subclasses__():
        yield below
        yield from refusals(below)


def load(package: ModuleType) -> None:
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if ".migrations" not in module.name:
            importlib.import_module(module.name)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_has_words(language: str) -> None:
    keys = {refusal().key for refusal in refusals()}
    assert {key for key in keys if not words(language).has(key)} == set()


def asked(dialogue: Dialogue) -> Iterator[str]:
    """The words that the runner needs of a dialogue."""
    for question in dialogue.questions:
        yield f"{dialogue.name}-ask-{question.name}"
        if question.kind == "message":
            yield f"{dialogue.name}-more-{question.name}"
        if dialogue.summary:
            yield f"{dialogue.name}-label-{question.name}"
    if dialogue.summary:
        yield from (f"{dialogue.name}-summary", f"{dialogue.name}-finish")


@pytest.mark.parametrize("name", DIALOGUES)
def test_every_question_has_words(name: str) -> None:
    for language in LANGUAGES:
        assert [key for key in asked(DIALOGUES[name]) if not words(language).has(key)] == []


def labels() -> set[str]:
    """The keys of all buttons whose words need no argument."""
    calls = (node for path in SOURCES for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    named = {
        str(call.args[0].value)
        for call in calls
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Button"
        if isinstance(call.args[0], ast.Constant) and not call.keywords
    }
    return named | {key for key in written("de") if key.startswith(LISTED) and "-ask-" not in key}


def written(language: str) -> dict[str, str]:
    """Every message of a language, with the file it is in."""
    return {entry.id.name: path.stem for path, entry in messages(FOLDER / language)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_label_fits_on_its_button(language: str) -> None:
    shown = {words(language).text(key) for key in labels()}
    assert {label for label in shown if len(label) > BUTTON_LENGTH} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_in_a_chat_is_short(language: str) -> None:
    for path, entry in messages(FOLDER / language):
        if path.stem in CHAT and isinstance(entry, Message) and entry.value:
            text = re.sub(r"<[^>]*>|{[^}]*}", "X", serialize_pattern(entry.value))
            assert len(text.split()) <= WORDS, f"{entry.id.name} has {len(text.split())} words"
