"""One row of somebody's list of associations, read and normalised, before the register looks at it.

The reader (bot/lists.py) makes these rows from files; the register (storage/register.py) compares them with what the
network knows. Every column of the list arrives here: what has no attribute of its own is in `fields` under its heading.
"""

from dataclasses import dataclass, field
from typing import NamedTuple


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

    `line` is the row number that a spreadsheet program shows. `emails` are normalised, `phones` E.164, `language` an
    ISO 639 code, `topics` are topics of the network; others are in `unknown_topics`.
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
    responsible_service: str = ""
    language: str = ""
    contact_name: str = ""
    role: str = ""
    emails: list[str] = field(default_factory=list)
    phones: list[str] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
