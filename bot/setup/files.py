"""What set-up writes: netzbote.toml, a file for each secret beside it, and units for systemd.

Passwords never stand in netzbote.toml. What else stood there, comments included, stays. Files of secrets are born
readable for nobody else. The units are written beside the configuration; installing them is the operator's to do.
"""

import getpass
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from string import Template

import tomlkit

from bot.settings import Settings

UNITS = Path(__file__).parent.parent / "units"
FOLDER_OF_SECRETS = "secrets"


def write_configuration(path: Path, values: Mapping[str, str | bool], secrets: Mapping[str, str | None]) -> None:
    """Write settings and secrets by their names; a secret that is None is not set any more. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    document = tomlkit.parse(path.read_text(encoding="utf-8")) if path.exists() else tomlkit.document()
    for name, value in values.items():
        document[name] = value
    for name in set(Settings.model_fields) - values.keys():
        if name.endswith("_url") and name in document:
            del document[name]
    for name, secret in secrets.items():
        document.pop(name, None)
        written = _keep_secret(path.parent, document.get(f"{name}_file"), name, secret)
        document.pop(f"{name}_file", None)
        if written:
            document[f"{name}_file"] = written
    part = path.with_name(f"{path.name}.part")
    part.write_text(tomlkit.dumps(document), encoding="utf-8")
    os.replace(part, path)


def _keep_secret(folder: Path, known: str | None, name: str, secret: str | None) -> str | None:
    """Where the secret is written; a file that holds it already is left alone."""
    if secret is None:
        return None
    if known and (folder / known).is_file() and (folder / known).read_text(encoding="utf-8").strip() == secret:
        return known
    own = folder / FOLDER_OF_SECRETS
    own.mkdir(mode=0o700, exist_ok=True)
    part = own / f"{name}.part"
    part.unlink(missing_ok=True)
    with open(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
        file.write(f"{secret}\n")
    os.replace(part, own / name)
    return f"{FOLDER_OF_SECRETS}/{name}"


def write_units(config: Path, settings: Settings) -> list[Path]:
    """The units, beside the configuration."""
    folder = config.parent / "systemd"
    folder.mkdir(exist_ok=True)
    words = {
        "list_name": _line(settings.list_name or "Netzbote"),
        "user": getpass.getuser(),
        "folder": _line(str(config.parent)),
        "config": _line(str(config)),
        "program": " ".join(f'"{_line(word)}"' for word in (sys.executable, "-P", "-m", "bot")),
        "data_dir": _line(str(settings.data_dir)),
        "backups": _line(str(settings.backups)),
    }
    written = []
    for template in sorted(UNITS.iterdir()):
        unit = folder / template.name
        unit.write_text(Template(template.read_text(encoding="utf-8")).substitute(words), encoding="utf-8")
        written.append(unit)
    return written


def _line(value: str) -> str:
    """A value in a unit: a percent sign would begin a specifier (systemd.unit(5)), a dollar a variable."""
    return value.replace("%", "%%").replace("$", "$$")
