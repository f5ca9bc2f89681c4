"""The operator at a terminal, in a folder of their own.

    said = await operator.types("status", "--json", answers="ja\n")
    assert said.code == 1
    assert "läuft nicht" in said.out

`types` runs a command in this process, beside the servers of the test; `starts` runs a real process.
"""

import asyncio
import json
import os
import signal
import sys
from contextlib import chdir
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from bot.cli import run
from bot.settings import load
from storage.database import Database
from tests.daemon import end_with_parent

ROOT = Path(__file__).parent.parent.parent
PIPE = asyncio.subprocess.PIPE


def _begin(ignoring: tuple[signal.Signals, ...]) -> None:
    end_with_parent()
    for number in ignoring:
        signal.signal(number, signal.SIG_IGN)


@dataclass(frozen=True)
class Said:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass
class Terminal:
    """`settings` are environment variables without their prefix; `newer` is where another version's packages lie."""

    folder: Path
    settings: dict[str, str] = field(default_factory=dict)
    newer: Path | None = None

    @property
    def environ(self) -> dict[str, str]:
        # A wide, plain terminal: sentences are not broken into lines.
        return {"COLUMNS": "200", "NO_COLOR": "1", **{f"NETZBOTE_{name}": text for name, text in self.settings.items()}}

    async def types(self, *words: str, answers: str = "") -> Said:
        """A command until its end; `answers` are typed into it, a line each."""
        return await asyncio.to_thread(self._types, list(words), answers)

    def _types(self, words: list[str], answers: str) -> Said:
        with chdir(self.folder), CliRunner().isolation(answers, self.environ) as (out, err, _):
            code = run(words)
            sys.stdout.flush()
            sys.stderr.flush()
            return Said(code, out.getvalue().decode(), err.getvalue().decode())

    async def starts(self, *words: str, ignoring: tuple[signal.Signals, ...] = ()) -> asyncio.subprocess.Process:
        """A process of the program, which inherits these signals as ignored."""
        packages = os.pathsep.join(str(path) for path in (self.newer, ROOT) if path)
        return await asyncio.create_subprocess_exec(
            sys.executable, "-P", "-m", "bot", *words,
            cwd=self.folder, stdin=PIPE, stdout=PIPE, stderr=PIPE,
            env={**os.environ, "PYTHONPATH": packages, "PYTHONUNBUFFERED": "1", **self.environ},
            preexec_fn=lambda: _begin(ignoring),
        )  # fmt: skip

    @property
    def database(self) -> Database:
        """The database of this operator; close it."""
        return Database(load({"NETZBOTE_DATA_DIR": str(self.folder / "data"), **self.environ}, self.folder).database)
