"""A calendar on this machine: khal shows what is in a folder, and vdirsyncer fetches what it subscribes to."""

import asyncio
import sys
from pathlib import Path

_KHAL = """\
[calendars]
[[netz]]
path = {folder}/netz
[sqlite]
path = {folder}/khal.db
[locale]
local_timezone = Europe/Berlin
default_timezone = Europe/Berlin
timeformat = %H:%M
dateformat = %d.%m.%Y
longdateformat = %d.%m.%Y
datetimeformat = %d.%m.%Y %H:%M
longdatetimeformat = %d.%m.%Y %H:%M
"""

_VDIRSYNCER = """\
[general]
status_path = "{folder}/status"
[pair netz]
a = "there"
b = "here"
collections = null
[storage there]
type = "http"
url = "{link}"
[storage here]
type = "filesystem"
path = "{folder}/netz"
fileext = ".ics"
"""


class Khal:
    """In `folder`, by the clocks of Berlin."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "netz").mkdir()
        (folder / "khal").write_text(_KHAL.format(folder=folder), encoding="utf-8")

    async def takes(self, content: bytes) -> None:
        (self.folder / "invitation.ics").write_bytes(content)
        await self._khal("import", "--batch", "-a", "netz", str(self.folder / "invitation.ics"))

    async def subscribes(self, link: str) -> None:
        (self.folder / "vdirsyncer").write_text(_VDIRSYNCER.format(folder=self.folder, link=link), encoding="utf-8")
        await self._vdirsyncer("discover")

    async def syncs(self) -> None:
        await self._vdirsyncer("sync")

    async def shows(self) -> list[str]:
        """The entries of 2027, in order."""
        shown = "{start} - {end-time} {title} ({location}) {status}"
        listed = await self._khal("list", "--once", "-df", "", "-f", shown, "01.01.2027", "365d")
        return [line.strip() for line in listed.splitlines() if line.strip()]

    async def _khal(self, *arguments: str) -> str:
        return await _run("khal", "-c", str(self.folder / "khal"), *arguments)

    async def _vdirsyncer(self, *arguments: str) -> str:
        return await _run("vdirsyncer", "-c", str(self.folder / "vdirsyncer"), *arguments)


async def _run(program: str, *arguments: str) -> str:
    """What it says. It must end well."""
    running = await asyncio.create_subprocess_exec(
        str(Path(sys.executable).parent / program),
        *arguments,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await running.communicate()
    assert running.returncode == 0, said.decode()
    return said.decode()
