"""A server program that lives as long as the tests: on a free port, with a folder of its own."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path


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


class Daemon:
    """One running program; `start` returns when it greets on its port."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, command: list[str], port: int, *, within: float = 10) -> None:
        """Run the command and wait for the first line on the port; RuntimeError when there is none in time."""
        with (self.folder / "output").open("wb") as output:
            self._process = subprocess.Popen(
                command, stdout=output, stderr=output, stdin=subprocess.DEVNULL, start_new_session=True, cwd=self.folder
            )
        deadline = time.monotonic() + within
        while not _greets(port):
            if time.monotonic() > deadline or self._process.poll() is not None:
                self.stop()
                raise RuntimeError(f"{command[0]} does not answer: {self.output()}")
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


def _greets(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), 1) as connection:
            return bool(connection.recv(4096))
    except OSError:
        return False


def is_root() -> bool:
    return os.geteuid() == 0
