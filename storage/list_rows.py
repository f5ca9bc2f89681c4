"""One row of somebody's list of associations, read and normalised, before the register looks at it.

The reader (bot/lists.py) makes these rows from files; the register (storage/register.py) compares them with what the
network knows. Every column of the list arrives here: what has no attribute of its own is in `fields` under its heading.
"""

import hashlib
import json
from dataclasses import dataclass, field
from typing import NamedTuple

from storage.spelling import plain

NOT_SAID = ("source", "sheet", "line", "headings", "problems")
"""What a `ListRow` holds beside the row's own words."""


class Problem(NamedTuple):
    """Something in a row that could not be taken over as it stands. `reason` is the key of a sentence."""

    field: str
    reason: str
    value: str


class Skipped(NamedTuple):
    """A row that could not be used at all."""

    sheet: str
    line: int
    reason: str
    value: str = ""


@dataclass
class ListRow:
    """What one row says about one association and one of its contacts. Empty text means that the list says nothing.

    `source` is the list's name, `line` the row number that a spreadsheet program shows. `emails` are normalised,
    `phones` E.164, `language` an ISO 639 code, `topics` are topics of the network; others are in `unknown_topics`.
    `headings` say how the list calls an attribute.
    """

    sheet: str
    line: int
    name: str
    native_name: str = ""
    town: str = ""
    postcode: str = ""
    street: str = ""
    topics: list[str] = field(default_factory=list)
    unknown_topics: list[str] = field(default_factory=list)
    origin: str = ""
    members: str = ""
    remarks: str = ""
    website: str = ""
    service: str = ""
    language: str = ""
    contact_name: str = ""
    role: str = ""
    emails: list[str] = field(default_factory=list)
    phones: list[str] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    source: str = ""
    headings: dict[str, str] = field(default_factory=dict)

    @property
    def names_somebody(self) -> bool:
        return bool(self.contact_name or self.emails or self.phones)

    @property
    def digest(self) -> str:
        """The same for rows that say the same, in whatever file and line."""
        return _digest({key: value for key, value in vars(self).items() if key not in NOT_SAID})

    @property
    def fingerprint(self) -> str:
        """The same for rows that are about the same association and person, whatever else they say."""
        reached = sorted(self.emails) or [plain(self.contact_name), *sorted(self.phones)]
        return _digest([plain(self.name), plain(self.town), *reached])


def _digest(said: object) -> str:
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:32]
