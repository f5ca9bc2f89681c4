"""The house as it is meant to be, where import-linter (pyproject.toml) cannot say it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from locales import FOLDER, words, written
from storage.refusals import Refusal

ROOT = Path(__file__).parent.parent
FLOORS = ("bot", "handlers", "mailing", "storage", "locales", "simulator")
MACHINE = ("inbox", "outbox", "dialogues", "prompts", "keys", "pace", "leases")
# What the machine's tables may know of storage/: how a table is made, and how a rule says no.
GROUND = {"storage.among", "storage.database", "storage.pace", "storage.refusals", "storage.schema"}
NO_SUBJECT = {"utils", "util", "helpers", "helper", "services", "service", "managers", "manager", "common", "misc"}


def sources(*folders: str) -> Iterator[Path]:
    for folder in folders:
        yield from sorted((ROOT / folder).rglob("*.py"))


def imported(path: Path) -> set[str]:
    """Every module and name that a file imports, written `module.name`."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def strings(*folders: str) -> Iterator[tuple[str, str]]:
    """Every string in the code that is no docstring, with its place."""
    for path in sources(*folders):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
                yield f"{path.relative_to(ROOT)}:{node.lineno}", node.value


def refusals() -> set[str]:
    """The name of every subclass of Refusal."""
    bases = {
        node.name: {base.id for base in node.bases if isinstance(base, ast.Name)}
        for path in sources(*FLOORS)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    }
    found = {"Refusal"}
    while more := {name for name, over in bases.items() if over & found} - found:
        found |= more
    return found - {"Refusal"}


def test_queries_are_only_in_storage() -> None:
    allowed = {"sqlalchemy.ext.asyncio.AsyncSession"}
    # Whoever runs the program must tell an outage of the database from a mistake.
    outage = {"sqlalchemy.exc.DBAPIError"}
    wrong = {
        str(path.relative_to(ROOT)): sorted(names)
        for path in sources("bot", "handlers", "mailing")
        if (names := {name for name in imported(path) if name.split(".")[0] == "sqlalchemy"} - allowed)
        and not (path.parent.name == "bot" and names <= outage)
    }
    assert wrong == {}


@pytest.mark.parametrize("table", MACHINE)
def test_the_machines_tables_know_no_subject(table: str) -> None:
    known = {".".join(name.split(".")[:2]) for name in imported(ROOT / "storage" / f"{table}.py")}
    assert {name for name in known if name.startswith("storage.")} <= GROUND


def test_files_are_named_after_things_of_the_network() -> None:
    paths = [*sources(*FLOORS), *sources("tests")]
    assert [str(path) for path in paths if NO_SUBJECT & {path.stem, *path.relative_to(ROOT).parts}] == []


def test_every_message_that_the_code_asks_for_exists() -> None:
    """A string that reads like a key, and begins like one of ours, is one."""
    known = {name for _, name, _ in written(FOLDER / "de")}
    subjects = {key.split("-")[0] for key in known}
    dialogues = {key.partition("-ask-")[0] for key in known}
    wrong = [
        f"{place}: {text}"
        for place, text in strings("bot", "handlers", "mailing")
        if re.fullmatch(r"[a-z]+(-[a-z0-9]+)+", text)
        and text.split("-")[0] in subjects
        and text not in known | dialogues
    ]
    assert wrong == []


def test_every_refusal_has_words() -> None:
    names = refusals()
    assert len(names) > 10
    keys = {type(name, (Refusal,), {})().key for name in names}
    assert sorted(key for key in keys if not words("de").has(key)) == []
