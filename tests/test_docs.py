"""What the documents name is there: buttons and words in the German interface, files, commands, settings, pictures."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from bot.cli import build
from bot.settings import NOT_SETTINGS, PREFIX, SECRETS, Settings
from handlers.commands import COMMANDS
from locales import words
from storage.tables import metadata

ROOT = Path(__file__).parent.parent
DOCS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
HANDBOOK = ROOT / "docs" / "handbuch.md"
PICTURES = ROOT / "docs" / "bilder"
FLOORS = "bot|handlers|mailing|storage|locales|simulator|bench|tests|docs"
OF_RUN_PY = {"test", "bench"}
LARGEST = 300_000


def ids(path: Path) -> str:
    return path.name


def without_blocks(text: str) -> str:
    """The sentences, without what is shown as a terminal or a file would show it."""
    return re.sub(r"^ {4}.*$", "", text, flags=re.MULTILINE)


def interface() -> Iterator[str]:
    """Every German message of one line, as a pattern: what varies ("{ $name } beenden") may be anything."""
    for path in sorted((ROOT / "locales" / "de").glob("*.ftl")):
        for value in re.findall(r"^[\w-]+ = (.+)$", path.read_text(encoding="utf-8"), flags=re.MULTILINE):
            parts = re.split(r"\{[^}]*\}", value)
            if any(part.strip() for part in parts):
                yield ".+".join(re.escape(part) for part in parts)


def words_to_type() -> set[str]:
    """What people may write into a letter: commands, and answers."""
    asked = [f"command-{name}" for name in COMMANDS if words("de").has(f"command-{name}")]
    answers = ["announcing-words-to-me", *(f"answer-{meaning}" for meaning in ("yes", "no", "send", "discard", "stop"))]
    return {word.casefold().rstrip(":") for key in (*asked, *answers) for word in words("de").list(key)}


def test_every_button_of_the_handbook_is_in_the_interface() -> None:
    shown = [re.compile(pattern) for pattern in interface()]
    named = set(re.findall(r"\*\*\[(.+?)\]\*\*", HANDBOOK.read_text(encoding="utf-8"))) - {"Taste"}
    assert len(named) > 30
    assert [label for label in sorted(named) if not any(pattern.fullmatch(label) for pattern in shown)] == []


def test_every_word_that_the_handbook_tells_to_write_is_understood() -> None:
    named = set(re.findall(r"\*\*„(.+?)“\*\*", HANDBOOK.read_text(encoding="utf-8"))) - {"Wort"}
    own = {word for word in named if not word.isdecimal() and word.casefold() not in words_to_type()}
    assert len(named) > 15
    assert own == set()


def test_every_command_of_the_handbook_is_one_of_the_chat() -> None:
    named = set(re.findall(r"(?<![\w/.])/([a-z]+)\b", without_blocks(HANDBOOK.read_text(encoding="utf-8"))))
    assert len(named) > 10
    assert named - {name for name, known in COMMANDS.items() if "chat" in known.doors} == set()


def test_the_handbook_speaks_without_the_words_of_machines_and_offices() -> None:
    forbidden = r"(?i)\b(bots?|tokens?|opt-in|zustellung\w*|verteiler\w*|ungültig\w*|fehler\w*|nicht verstanden)\b"
    assert re.findall(forbidden, HANDBOOK.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", DOCS, ids=ids)
def test_every_file_that_is_named_exists(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    linked = {path.parent / target for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", text)}
    named = {ROOT / name.rstrip(".") for name in re.findall(rf"(?<![\w./-])(?:{FLOORS})/[\w./*-]*", text)}
    missing = [str(each.relative_to(ROOT)) for each in sorted(linked | named) if not _is_there(each)]
    assert missing == []


def _is_there(path: Path) -> bool:
    return any(ROOT.glob(str(path.relative_to(ROOT)))) if "*" in str(path) else path.exists()


@pytest.mark.parametrize("path", DOCS, ids=ids)
def test_every_anchor_leads_to_a_heading(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    headings = {
        re.sub(r"[^\w -]", "", title).lower().replace(" ", "-")
        for title in re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) - headings == set()


@pytest.mark.parametrize("path", DOCS, ids=ids)
def test_every_command_line_that_is_shown_can_be_typed(path: Path) -> None:
    shown = re.findall(
        r"(?:^ {4}|`)(?:python3 run\.py|netzbote) ([^`\n]+)", path.read_text(encoding="utf-8"), re.MULTILINE
    )
    program = typer.main.get_command(build())
    assert [line for line in shown if not _can_be_typed(program, shlex.split(line, comments=True))] == []


def _can_be_typed(command: Any, line: list[str]) -> bool:
    """Whether the first words are commands, and the options behind them known to the last of these."""
    while line and hasattr(command, "commands"):
        word, *line = line
        if word not in command.commands:
            return word in OF_RUN_PY
        command = command.commands[word]
    options = {name for parameter in command.params for name in parameter.opts}
    return {word for word in line if word.startswith("-")} <= options


@pytest.mark.parametrize("path", DOCS, ids=ids)
def test_every_setting_that_is_named_exists(path: Path) -> None:
    known = {*Settings.model_fields, *(f"{name}_file" for name in SECRETS)}
    known = {PREFIX + name.upper() for name in known} | NOT_SETTINGS
    assert set(re.findall(r"NETZBOTE_[A-Z_]*[A-Z]", path.read_text(encoding="utf-8"))) - known == set()


def test_the_plan_of_the_house_names_every_table_subject_and_conversation() -> None:
    plan = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    named = set(re.findall(r"[\w.]+", plan))
    files = {path.name for floor in ("storage", "handlers") for path in (ROOT / floor).glob("[a-z]*.py")}
    assert (files | set(metadata.tables)) - named == set()


def test_every_picture_is_shown_somewhere_and_small_enough() -> None:
    shown = {name for path in DOCS for name in re.findall(r"bilder/([\w-]+\.png)", path.read_text(encoding="utf-8"))}
    kept = {path.name: path.stat().st_size for path in PICTURES.glob("*.png")}
    assert shown == {name for name in kept if name != "demo-schmal.png"}
    assert [name for name, size in kept.items() if size > LARGEST] == []


def test_every_picture_has_words_for_whoever_cannot_see_it() -> None:
    for path in DOCS:
        tags = re.findall(r"<img [^>]*>", path.read_text(encoding="utf-8"))
        assert [tag for tag in tags if not re.search(r' alt="[^"]{10,}"', tag)] == []
