"""The settings, and the machine under the program: files, folders, space."""

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from bot.doctor import Finding
from bot.settings import Settings, config_file, secret_files

GIGABYTE = 1_000_000_000
WRONG_BELOW, WARNING_BELOW = GIGABYTE // 2, 2 * GIGABYTE
OTHERS = stat.S_IRWXG | stat.S_IRWXO


def look(settings: Settings) -> Iterator[Finding]:
    yield from _settings(settings)
    yield from _secrets(secret_files())
    yield from _folder(settings.data_dir)
    yield _space(settings.data_dir)


def _settings(settings: Settings) -> Iterator[Finding]:
    if config_file().is_file():
        yield Finding("ok", "settings", "file", {"path": str(config_file())})
    else:
        yield Finding("ok", "settings", "environment")
    if missing := settings.ready_for_real_use():
        yield Finding("wrong", "settings", "missing", {"names": ", ".join(missing)})
    if not (settings.telegram_token or settings.smtp or settings.imap):
        yield Finding("wrong", "settings", "no-door")


def _secrets(files: list[Path]) -> Iterator[Finding]:
    """Whoever can read a password can write in our name."""
    for path in files:
        if path.stat().st_mode & OTHERS:
            yield Finding("warning", "secrets", "open", {"path": str(path)})
        else:
            yield Finding("ok", "secrets", "closed", {"path": str(path)})


def _folder(folder: Path) -> Iterator[Finding]:
    if not folder.is_dir():
        yield Finding("ok", "folder", "missing", {"path": str(folder)})
    elif not os.access(folder, os.W_OK | os.X_OK):
        yield Finding("wrong", "folder", "read-only", {"path": str(folder)})
    elif folder.stat().st_mode & OTHERS:
        yield Finding("warning", "folder", "open", {"path": str(folder)})
    else:
        yield Finding("ok", "folder", "closed", {"path": str(folder)})


def _space(folder: Path) -> Finding:
    there = next(path for path in (folder, *folder.parents) if path.exists())
    free = shutil.disk_usage(there).free
    state, name = ("ok", "enough") if free >= WARNING_BELOW else ("warning", "little")
    if free < WRONG_BELOW:
        state, name = "wrong", "none"
    return Finding(state, "space", name, {"gigabytes": round(free / GIGABYTE, 1)})  # type: ignore[arg-type]
