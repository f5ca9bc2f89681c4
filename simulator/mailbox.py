"""One mailbox of the simulated post: who it belongs to, its folders, and everything that ever arrived in it."""

from collections.abc import Callable

from pymap.parsing.message import AppendMessage

from simulator.bell import Bell
from simulator.folders import Folders
from simulator.letter import Letter


class Mailbox:
    """`letters` is what arrived, oldest first, wherever it was moved since; `folders` is what IMAP shows now."""

    def __init__(self, address: str, changed: Callable[[str], None]) -> None:
        self.address = address
        self.name = ""
        self.password: str | None = None
        self.letters: list[Letter] = []
        self.arrived = Bell()
        self.folders = Folders(lambda: changed(address))

    async def receive(self, letter: Letter) -> None:
        """Put a letter into INBOX and wake who waits for one."""
        inbox = await self.folders.folder("INBOX")
        await inbox.append(AppendMessage(letter.raw, letter.arrived), recent=True)
        self.letters.append(letter)
        self.arrived.ring()
