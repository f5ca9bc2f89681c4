"""What people want, as they know it themselves: the model that the program is held against.

A `Spot` is a mail address or a chat, an `Entry` whoever the network takes for one person. A spot belongs to one entry,
or to nobody whom the network knows. The rules here are those of the promises, in as few words as possible; the program
keeps them in tables, and in more places than one.
"""

from dataclasses import dataclass, field
from datetime import datetime

from storage.people import Channel


@dataclass(eq=False)
class Entry:
    """One person in the register; `became` is whom they turned out to be, `erased` that they are no more."""

    spots: list["Spot"] = field(default_factory=list)
    left_at: datetime | None = None
    became: "Entry | None" = None
    erased: bool = False

    @property
    def now(self) -> "Entry | None":
        """Who that is today."""
        return self.became.now if self.became else None if self.erased else self

    @property
    def agreed(self) -> bool:
        return any(spot.agreed for spot in self.spots)

    def leave(self, now: datetime) -> None:
        """Who says stop means everything."""
        self.left_at = now
        for spot in self.spots:
            spot.agreed = False

    def take(self, other: "Entry") -> None:
        """The other one turned out to be the same human."""
        for spot in list(other.spots):
            spot.move_to(self)
        other.became = self
        self.left_at = None if self.agreed else self.left_at or other.left_at

    def keep_only(self, kept: "Spot") -> None:
        """`kept` instead of the others of its channel."""
        for spot in list(self.spots):
            if spot.channel == kept.channel and spot is not kept:
                spot.forget()

    def hear_by(self, channel: Channel) -> bool:
        """Rather by this channel only; False where they agreed to none of it."""
        if not any(spot.agreed and spot.channel == channel for spot in self.spots):
            return False
        for spot in self.spots:
            if spot.agreed:
                spot.wanted = spot.channel == channel
        return True

    def erase(self) -> None:
        for spot in list(self.spots):
            spot.forget()
        self.erased = True


@dataclass(eq=False)
class Spot:
    """`agreed`: its owner said yes, and did not take it back. `works`: nobody blocked it, and no letter to it came back
    again and again."""

    channel: Channel
    address: str
    entry: Entry | None = None
    agreed: bool = False
    works: bool = True
    wanted: bool = True

    def __str__(self) -> str:
        return f"{self.channel}:{self.address}"

    @property
    def is_open(self) -> bool:
        """Announcements go there: to what is wanted, or to what works where nothing is both."""
        if not (self.entry and self.agreed and self.works):
            return False
        others = [spot for spot in self.entry.spots if spot.agreed and spot.works]
        return self.wanted or not any(spot.wanted for spot in others)

    def known(self) -> Entry:
        """Its owner said something; whoever they are, there is an entry for them now."""
        if self.entry is None:
            self.move_to(Entry())
        assert self.entry
        return self.entry

    def move_to(self, entry: Entry) -> None:
        if self.entry:
            self.entry.spots.remove(self)
        self.entry = entry
        entry.spots.append(self)

    def agree(self) -> None:
        self.known().left_at = None
        self.agreed = self.works = self.wanted = True

    def forget(self) -> None:
        """Nobody's any more."""
        if self.entry:
            self.entry.spots.remove(self)
        self.entry, self.agreed, self.works, self.wanted = None, False, True, True
