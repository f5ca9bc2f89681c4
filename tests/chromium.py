"""A Chromium without a screen, for all tests of a run: each gets windows of its own (Playwright's contexts)."""

from pathlib import Path

from tests.daemon import Daemon

_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--remote-debugging-port=0",
]


def start(program: str) -> Daemon:
    """A Chromium; its one fact is the `url` that Playwright connects to over CDP."""
    daemon = Daemon()
    profile = daemon.folder / "profile"
    told = profile / "DevToolsActivePort"
    daemon.start([program, *_FLAGS, f"--user-data-dir={profile}"], lambda: _port(told) is not None, within=30)
    daemon.facts["url"] = f"http://127.0.0.1:{_port(told)}"
    return daemon


def _port(told: Path) -> int | None:
    """What Chromium writes when it listens: the port, and below it a path."""
    lines = told.read_text().splitlines() if told.exists() else []
    return int(lines[0]) if len(lines) == 2 else None
