"""What every measurement needs: an office, people in its network, and how to say what came out.

Seconds drift by half from one hour to the next: only ratios of one interleaved run are results. Each bench prints a
table and its result as the last line; `--short` proves in a minute that it works.
"""

import asyncio
import os
import platform
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from bot.settings import Settings
from storage.database import Database
from storage.people import Address, Consent, Person

SINK_PLACES = ("/usr/sbin", "/usr/lib/postfix/sbin")
CHUNK = 5000


def settings_in(folder: Path, **more: Any) -> Settings:
    """An office that never sleeps."""
    folder.mkdir(parents=True, exist_ok=True)
    office = {
        "list_address": "netz@kreis.example.org",
        "list_name": "Netzwerk der Vereine",
        "controller": "Kreis, Integrationsbüro",
        "privacy_url": "https://kreis.example.org/datenschutz",
        "imprint_url": "https://kreis.example.org/impressum",
        "contact": "Anna Berger, 02051 123456",
        "quiet_hours": None,
    }
    return Settings(data_dir=folder, **{**office, **more})


async def fill(database: Database, mails: Sequence[str] = (), chats: Sequence[str] = ()) -> None:
    """People with one confirmed address each, in the order given."""
    now = datetime.now(UTC)
    ways = [("mail", mail) for mail in mails] + [("telegram", chat) for chat in chats]
    async with database.write() as session:
        for start in range(0, len(ways), CHUNK):
            part = list(enumerate(ways[start : start + CHUNK], start + 1))
            await session.execute(
                insert(Person),
                [
                    {
                        "id": n, "name": f"Person Nummer {n}", "language": "de", "staff_door": "mail",
                        "created_at": now, "notice_accepted_at": now,
                    }
                    for n, _ in part
                ],
            )  # fmt: skip
            consent = {"wording": "bench", "door": "paper", "given_at": now}
            await session.execute(
                insert(Consent),
                [{"id": n, "person_id": n, "channel": c, "address": a, **consent} for n, (c, a) in part],
            )
            await session.execute(
                insert(Address),
                [
                    {
                        "id": n, "person_id": n, "channel": c, "address": a, "consent_id": n, "wanted": True,
                        "created_at": now,
                    }
                    for n, (c, a) in part
                ],
            )  # fmt: skip


def program(name: str) -> str | None:
    """Where one of Postfix's own programs is, which Debian keeps out of the PATH."""
    return shutil.which(name, path=os.pathsep.join([os.environ.get("PATH", ""), *SINK_PLACES]))


@contextmanager
def sink(path: str) -> Iterator[int]:
    """A server that takes every letter and throws it away; its port."""
    port = free_port()
    root = ["-u", "nobody"] if os.geteuid() == 0 else []
    process = subprocess.Popen([path, *root, f"127.0.0.1:{port}", "1000"], stderr=subprocess.DEVNULL)
    try:
        _wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int) -> None:
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError(f"nobody listens on port {port}")


def memory_of(process: int | str = "self") -> float:
    """What a process holds in memory, in MB (VmRSS)."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def share(values: Sequence[float], part: float) -> float:
    """The value that so many of them do not exceed: 0.5 is the median."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


def where() -> str:
    """Date, machine and versions, for docs/performance.md."""
    names = ("aiosmtplib", "python-telegram-bot", "SQLAlchemy")
    versions = ", ".join(f"{name} {version(name)}" for name in names)
    today = datetime.now(UTC).date().isoformat()
    return f"{today}, {os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}, {versions}"


async def until(condition: Any, seconds: float = 600) -> None:
    """Wait for something that tells nobody when it happens."""
    async with asyncio.timeout(seconds):
        while not await condition():  # noqa: ASYNC110
            await asyncio.sleep(0.01)
