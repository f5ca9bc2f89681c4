"""Mail addresses: how we write them, what stands in a header, what an envelope can carry."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from email.utils import getaddresses

import idna
from email_validator import EmailNotValidError, validate_email

_SIMPLE = re.compile(r"[^\s@<>()\[\],;:\"\\\x00-\x20\x7f]{1,64}@[^\s@<>()\[\],;:\"\\\x00-\x20\x7f]{1,253}")
# One header of addresses is read up to here; a mail to 2,000 people is none that a program should answer to all.
_HEADER_LIMIT = 64 * 1024


class UnsafeAddress(ValueError):
    """An address that no header and no envelope can carry."""


@dataclass(frozen=True)
class Mailbox:
    """Who: a name as people read it, maybe empty, and an address."""

    name: str
    address: str

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2]


def normal(address: str) -> str:
    """The one way to write an address: small letters, the domain in Unicode. "" if it is none at all.

    What is unusual but deliverable stays, such as two dots in a row: it is somebody's real address.
    """
    address = address.strip().removeprefix("mailto:")
    try:
        checked = validate_email(address, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return address.lower() if _SIMPLE.fullmatch(address) else ""
    return checked.normalized.lower()


def mailboxes(values: Iterable[str]) -> list[Mailbox]:
    """The people in headers such as To, in order. Names are as written: an encoded one is decoded by the caller."""
    found: list[Mailbox] = []
    for value in values:
        found += [Mailbox(" ".join(name.split()), address) for name, address in _pairs(value[:_HEADER_LIMIT])]
    return found


def _pairs(value: str) -> list[tuple[str, str]]:
    try:
        pairs = getaddresses([value])
    except (ValueError, IndexError, RecursionError):  # brackets nested a thousand deep
        return []
    return [(name, address) for name, written in pairs if (address := normal(written))]


def tag(address: str, of: str) -> str | None:
    """What stands behind the plus: "list+TAG@host" of "list@host" carries TAG (RFC 5233)."""
    local, _, domain = of.lower().rpartition("@")
    start, end = f"{local}+", f"@{domain}"
    address = address.lower()
    inside = address[len(start) : -len(end)]
    return inside or None if domain and address.startswith(start) and address.endswith(end) else None


def ascii_domain(domain: str) -> str:
    """ "müller.example" is "xn--mller-kva.example"; what cannot be written so stays as it is."""
    try:
        return domain if domain.isascii() else idna.encode(domain, uts46=True).decode()
    except idna.IDNAError:
        return domain


def envelope(address: str) -> str:
    """The address as SMTP carries it, its domain in ASCII (RFC 5891). Raises UnsafeAddress."""
    local, _, domain = address.rpartition("@")
    written = f"{local}@{ascii_domain(domain)}"
    if not written.isascii() or not _SIMPLE.fullmatch(written):
        raise UnsafeAddress("not an address")
    return written
