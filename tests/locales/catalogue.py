"""The words of a language as they are written, for tests that read all of them."""

from collections.abc import Iterator
from pathlib import Path

from fluent.syntax import ast

from locales import parsed, written


def messages(folder: Path) -> Iterator[tuple[Path, ast.Message | ast.Term]]:
    """Every message and term of a language's folder, with its file."""
    for path, _, entry in written(folder):
        yield path, parsed(path, entry)
