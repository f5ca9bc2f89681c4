#!/usr/bin/env python3
"""Start Netzbote from a fresh clone: `python3 run.py demo`. Needs Python 3.11 and nothing else.

The first start makes `.venv` beside this file, gets `uv` inside it by pip (Debian forbids it outside), and lets it sync
what `uv.lock` names; `--inexact`, or uv would remove itself. A stamp remembers the lock file, so that later starts go
straight to the program, which replaces this process. Two starts at once wait for each other. What this file says is
English and stands here, because Netzbote's own words can only be read by what is installed here.
"""

import sys

# Before any syntax or module that an older one lacks.
if sys.version_info < (3, 11):  # noqa: UP036 - this file is what an older one is given to read
    sys.exit(f"Netzbote needs Python 3.11 or newer, this is {sys.version_info[0]}.{sys.version_info[1]}.")

import contextlib
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON, UV, STAMP = VENV / "bin" / "python", VENV / "bin" / "uv", VENV / "netzbote-stamp.json"

HELP = """\
usage: python3 run.py WORD ...

  demo                    try it on your own desk: no account, no server, no configuration
  test [--system] ...     everything that proves it; --system (Debian, Ubuntu, as root) first installs
                          Dovecot, Postfix and Chromium and then lets nothing be skipped
  bench NAME              measure something: {benches}
  ...                     any command of the program: setup, run, status, import FILE, --help, ...
"""

# What a word needs beside the program itself: an extra, or a group of pyproject.toml.
WANTS = {"demo": {"--extra=demo"}, "bench": {"--extra=demo"}, "test": {"--extra=demo", "--group=dev"}}

# Debian's packages for `test --system`, each with a program or file that shows that it is there.
PACKAGES = {
    "dovecot-imapd": ["/usr/lib/dovecot/imap"],
    "dovecot-lmtpd": ["/usr/lib/dovecot/lmtp"],
    "postfix": ["/usr/sbin/postfix"],
    "chromium": ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"],
    "fonts-dejavu-core": ["/usr/share/fonts/truetype/dejavu"],
    "fonts-noto-core": ["/usr/share/fonts/truetype/noto/NotoSansArabic-Regular.ttf"],
}
SERVICES = ("dovecot", "postfix")


def main(words: list[str]) -> None:
    if not words:
        print(HELP.format(benches=", ".join(benches())), end="")
        return
    if os.name != "posix":
        sys.exit("Netzbote runs on Linux and macOS. On Windows, please use WSL.")
    word, *rest = words
    command = {"bench": bench, "test": test}.get(word, program)(word, rest)
    prepare(WANTS.get(word, set()))
    os.execv(PYTHON, [str(PYTHON), *command])


def program(word: str, rest: list[str]) -> list[str]:
    # -P: what lies in the current directory is not imported.
    return ["-P", "-m", "bot", word, *rest]


def bench(_word: str, rest: list[str]) -> list[str]:
    if not rest or rest[0] not in benches():
        sys.exit(f"There is nothing to measure by that name. There is: {', '.join(benches())}.")
    os.chdir(ROOT)
    return ["-m", f"bench.{rest[0]}", *rest[1:]]


def benches() -> list[str]:
    return sorted(path.stem for path in (ROOT / "bench").glob("[a-z]*.py"))


def test(_word: str, rest: list[str]) -> list[str]:
    if "--system" in rest:
        install_packages()
        os.environ["NETZBOTE_SYSTEM_TESTS"] = "1"
    os.chdir(ROOT)
    own = [word for word in rest if word != "--system"]
    # Everything runs side by side; whoever names tests may want to look into them.
    workers = [] if own else ["-n", str(min(os.cpu_count() or 1, 4))]
    # -rs names at the end what was skipped, and why.
    return ["-m", "pytest", "-rfEs", *workers, *own]


def prepare(wants: set[str]) -> None:
    """Make .venv hold what uv.lock names; does nothing when it does."""
    if is_fresh(wants):
        return
    with alone():
        if is_fresh(wants):
            return
        print("Preparing .venv. The first time, this takes about a minute.", file=sys.stderr, flush=True)
        make_venv()
        everything = sorted(wants | set(stamp()["wants"]))
        environment = {**os.environ, "UV_PROJECT_ENVIRONMENT": str(VENV), "UV_PYTHON_DOWNLOADS": "never"}
        # Compiled now, or every start where Python may not write (a service, a container) compiles everything again.
        fixed = ["--frozen", "--inexact", "--compile-bytecode", "--no-default-groups", "--quiet"]
        sync = ["sync", "--project", str(ROOT), *fixed, *everything]
        call([str(UV), *sync], "What uv.lock names could not be installed.", environment)
        STAMP.write_text(json.dumps({"key": key(), "wants": everything}), encoding="utf-8")


def make_venv() -> None:
    if not version():
        if importlib.util.find_spec("ensurepip") is None:
            sys.exit("Python's venv module is not complete. On Debian and Ubuntu: apt install python3-venv")
        call([sys.executable, "-m", "venv", "--clear", str(VENV)], "The folder .venv could not be made.")
    if not UV.exists():
        # A .venv that uv made itself has no pip.
        call([str(PYTHON), "-m", "ensurepip"], "There is no pip for .venv.", stdout=subprocess.DEVNULL)
        install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "uv"]
        call([str(PYTHON), *install], "pip could not get uv. Is there a way to the internet?")


def is_fresh(wants: set[str]) -> bool:
    return stamp()["key"] == key() and wants <= set(stamp()["wants"])


def stamp() -> dict[str, Any]:
    """What the last sync left: the key of what it read, and what was wanted."""
    try:
        return dict(json.loads(STAMP.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {"key": None, "wants": []}


def key() -> str:
    """What .venv depends on, in one hash."""
    parts = [(ROOT / "uv.lock").read_bytes(), (ROOT / "pyproject.toml").read_bytes(), version().encode()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def version() -> str:
    """The version of .venv's Python; empty when it does not start, as after an upgrade of the system."""
    ask = [str(PYTHON), "-c", "import encodings, sys; print(sys.version)"]
    try:
        return subprocess.run(ask, capture_output=True, text=True, check=False).stdout
    except OSError:
        return ""


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Wait until no other start is at work on .venv."""
    import fcntl

    with open(ROOT / ".venv.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def call(command: list[str], sorry: str, environment: dict[str, str] | None = None, stdout: int | None = None) -> None:
    if subprocess.run(command, env=environment, stdout=stdout, check=False).returncode:
        sys.exit(f"{sorry} (What failed: {' '.join(command)})")


def install_packages() -> None:
    """Install what `test --system` needs and the machine lacks; starts and enables no service, removes no package."""
    missing = [name for name, signs in PACKAGES.items() if not any(Path(sign).exists() for sign in signs)]
    if not missing:
        return
    if os.geteuid() or not shutil.which("apt-get"):
        sys.exit(f"test --system installs {', '.join(missing)}: that needs root, on Debian or Ubuntu.")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    with nothing_starts():
        if "postfix" in missing:
            answer = b"postfix postfix/main_mailer_type select Local only\n"
            subprocess.run(["debconf-set-selections"], input=answer, env=environment, check=True)
        call(["apt-get", "update", "-q"], "The lists of packages could not be read.", environment)
        install = ["apt-get", "install", "-q", "-y", "--no-install-recommends", "--no-remove", *missing]
        call(install, f"Not installed: {', '.join(missing)}.", environment)
        for service in SERVICES:
            if service in missing or f"{service}-imapd" in missing:
                # Without systemd, the preset of `nothing_starts` is not read.
                call(["update-rc.d", service, "disable"], f"Please disable the service {service}.", environment)


@contextlib.contextmanager
def nothing_starts() -> Iterator[None]:
    """While packages are installed, policy-rc.d forbids every start, and systemd's preset leaves them disabled."""
    disabled = "".join(f"disable {service}*\n" for service in SERVICES)
    policy = placed("/usr/sbin/policy-rc.d", "#!/bin/sh\nexit 101\n", 0o755)
    preset = placed("/etc/systemd/system-preset/00-netzbote.preset", disabled, 0o644)
    with policy, preset:
        yield


@contextlib.contextmanager
def placed(name: str, text: str, mode: int) -> Iterator[None]:
    """A file that is there for a while; what was there before comes back."""
    path = Path(name)
    before = path.read_bytes() if path.exists() else None
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
    try:
        yield
    finally:
        if before is None:
            path.unlink()
        else:
            path.write_bytes(before)


if __name__ == "__main__":
    main(sys.argv[1:])
