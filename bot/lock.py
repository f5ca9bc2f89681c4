"""One `run` on a SQLite file: two would send everything twice and fight over the mailbox.

On PostgreSQL several may run side by side (storage/leases.py): there they share the lock, and only what changes the
whole database needs it for itself. The lock is the kernel's (flock) and ends with the process, however it ends; the
file it is on only tells who holds it. With SQLite the file lies beside the database, so that two data directories
cannot share one.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from storage.refusals import Refusal

FILE = "run.lock"
# Whoever only looks (`holder`) has the lock for an instant, and must not keep a `run` from starting.
ATTEMPTS, SECONDS_BETWEEN = 3, 0.1


class AlreadyRunning(Refusal):
    """Another process holds the lock; `process` is its number."""


@contextmanager
def locked(folder: Path, *, shared: bool = False) -> Iterator[None]:
    """Hold the lock of this folder, which is made if need be. Raises AlreadyRunning."""
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / FILE, "a+", encoding="ascii") as file:
        kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
        if not any(_locks(file, kind, attempt) for attempt in range(ATTEMPTS)):
            file.seek(0)
            raise AlreadyRunning(process=file.read().strip() or "?")
        if not shared:
            file.truncate(0)
            file.write(str(os.getpid()))
            file.flush()
        yield


def holder(folder: Path) -> int | None:
    """The number of the process that holds the lock; None when nobody runs."""
    try:
        with open(folder / FILE, encoding="ascii") as file:
            if _locks(file, fcntl.LOCK_SH):
                return None
            process = file.read().strip()
    except FileNotFoundError:
        return None
    return int(process) if process.isdecimal() else 0


def held_since(folder: Path) -> datetime | None:
    """When whoever runs began to; None when nobody does."""
    if holder(folder) is None:
        return None
    return datetime.fromtimestamp((folder / FILE).stat().st_mtime, UTC)


def _locks(file: TextIO, kind: int, attempt: int = 0) -> bool:
    time.sleep(attempt * SECONDS_BETWEEN)
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
