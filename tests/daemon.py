"""A server program that lives as long as it is needed: on a free port, with a folder of its own."""

import ctypes
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

_PR_SET_PDEATHSIG = 1


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def open_folder() -> Path:
    """A new folder that every user may enter, with a path short enough for sockets; pytest's own is private."""
    folder = Path(tempfile.mkdtemp(prefix="netzbote-"))
    folder.chmod(0o755)
    return folder


def end_with_parent() -> None:
    """For `preexec_fn`: on Linux the kernel ends this process with the one that started it, even if that was killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


class Daemon:
    """One running program in a new folder; `facts` are what its users have to know, as JSON knows them."""

    def __init__(self) -> None:
        self.folder = open_folder()
        self.facts: dict[str, Any] = {"folder": str(self.folder)}
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, command: list[str], is_ready: Callable[[], bool], *, within: float = 10) -> None:
        """Run the command and wait until it is ready; RuntimeError when it is not in time."""
        with (self.folder / "output").open("wb") as output:
            self._process = subprocess.Popen(
                command, stdout=output, stderr=output, stdin=subprocess.DEVNULL, start_new_session=True,
                cwd=self.folder, preexec_fn=end_with_parent,  # noqa: PLW1509 - no thread of ours holds a lock
            )  # fmt: skip
        deadline = time.monotonic() + within
        while not is_ready():
            if time.monotonic() > deadline or self._process.poll() is not None:
                said = self.output()
                self.stop()
                raise RuntimeError(f"{command[0]} does not answer: {said}")
            time.sleep(0.01)

    def output(self) -> str:
        """What the program said so far."""
        return (self.folder / "output").read_text(errors="replace")

    def stop(self) -> None:
        """End the program and remove its folder."""
        if self._process:
            self._process.terminate()
            self._process.wait(10)
            self._process = None
        shutil.rmtree(self.folder, ignore_errors=True)


def greets(port: int) -> bool:
    """Whether a server says something to whoever connects."""
    try:
        with socket.create_connection(("127.0.0.1", port), 1) as connection:
            return bool(connection.recv(4096))
    except OSError:
        return False


def is_root() -> bool:
    return os.geteuid() == 0
