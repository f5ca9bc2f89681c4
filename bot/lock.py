"""One `run` per data directory: two would send everything twice and fight over the mailbox.

The lock is the kernel's (flock) and ends with the process, however it ends; the file it is on only tells who holds it.
With SQLite the file lies beside the database, so that two data directories cannot share one.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage.refusals import Refusal


class AlreadyRunning(Refusal):
    """Another process holds the lock; `process` is its number."""


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Hold the lock of this folder, which is made if need be. Raises AlreadyRunning."""
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "run.lock", "a+", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise AlreadyRunning(process=file.read().strip() or "?") from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def holder(folder: Path) -> int | None:
    """The number of the process that holds the lock; None when nobody runs."""
    try:
        with only_one(folder):
            return None
    except AlreadyRunning as running:
        process = str(running.details["process"])
        return int(process) if process.isdecimal() else 0
