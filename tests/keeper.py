"""Servers that all processes of a test run share: the first that needs one has it started, the others find it.

    facts = keepers.server("tests.dovecot", "/usr/sbin/dovecot")     # ports and folders, as JSON knows them

Each server has a keeper, a process (`python -m tests.keeper`) that calls `start` of the named module, tells the facts,
which are kept in the folder of the run, and ends the server when its last user has gone. A user holds a shared lock for
as long as it lives; the kernel takes it back however the user ends, so that kill -9 leaves nothing running either.
"""

import fcntl
import importlib
import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Protocol

ROOT = Path(__file__).parent.parent


class Server(Protocol):
    """What `start` of a module returns."""

    facts: dict[str, Any]

    def stop(self) -> None: ...


class NotStarted(Exception):
    """A server that could not be started; says why."""


class Keepers:
    """The servers of one run, as one of its processes sees them; `folder` is the same for all."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._used: dict[str, IO[str]] = {}
        self._started: list[subprocess.Popen[str]] = []

    def server(self, module: str, *words: str) -> dict[str, Any]:
        """The facts of the server that `start(*words)` of this module makes. Raises `NotStarted`."""
        if module not in self._used:
            self._used[module] = users = (self._folder / f"{module}.users").open("w")
            fcntl.flock(users, fcntl.LOCK_SH)
        facts = self._folder / f"{module}.json"
        with self.alone(module):
            if not facts.exists():
                facts.write_text(json.dumps(self._start(module, words)))
            told: dict[str, Any] = json.loads(facts.read_text())
        return told

    def _start(self, module: str, words: tuple[str, ...]) -> Any:
        command = [sys.executable, "-m", "tests.keeper", str(self._folder), module, *words]
        # In a session of its own: Ctrl-C is for the tests, and their servers outlast the last of them.
        keeper = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, start_new_session=True
        )
        self._started.append(keeper)
        assert keeper.stdout
        with keeper.stdout as said:
            line = said.readline()
        if not line.startswith("{"):
            raise NotStarted(line.strip())
        return json.loads(line)

    @contextmanager
    def alone(self, name: str) -> Iterator[None]:
        """While one process of the run is in this block, no other is in one of the same name."""
        with (self._folder / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def leave(self) -> None:
        """Use nothing any more, and wait for the end of what was started here."""
        for users in self._used.values():
            users.close()
        self._used.clear()
        for keeper in self._started:
            keeper.wait()


def keep(folder: Path, module: str, *words: str) -> None:
    """Start a server, tell its facts as a line of JSON, or why there are none, and stop it when its users have gone."""
    try:
        server: Server = importlib.import_module(module).start(*words)
    except Exception as problem:
        print(f"{type(problem).__name__}: {problem}".replace("\n", " "))
        return
    try:
        print(json.dumps(server.facts), flush=True)
        with (folder / f"{module}.users").open("w") as users:
            fcntl.flock(users, fcntl.LOCK_EX)
            (folder / f"{module}.json").unlink()
    finally:
        server.stop()


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    keep(Path(sys.argv[1]), *sys.argv[2:])
