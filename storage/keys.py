"""What the machine remembers about itself: its secret, watermarks, the last good answer of each server.

`sign` gives links that work for years without a row (unsubscribe): the same bytes on every call, 128 bits of an HMAC
over purpose and id (RFC 2104).
"""

import hashlib
import hmac
import secrets
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from storage.database import Base

DOORS = ("telegram", "imap", "smtp", "clock")

_SECRET = "secret"
# Two characters at a time: the standard library's base32 takes twice as long as the HMAC.
_BASE32 = "abcdefghijklmnopqrstuvwxyz234567"
_PAIRS = [first + second for first in _BASE32 for second in _BASE32]


class Fact(Base):
    __tablename__ = "machine_facts"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


async def recall(session: AsyncSession, name: str) -> str | None:
    fact = await session.get(Fact, name)
    return fact.value if fact else None


async def remember(session: AsyncSession, name: str, value: str) -> None:
    """Also if two say so for the first time at the same moment: the second waits for the first, and is right."""
    said = _insert(session)(Fact).values(name=name, value=value)
    said = said.on_conflict_do_update(index_elements=["name"], set_={"value": value}).returning(Fact)
    await session.execute(said, execution_options={"populate_existing": True})


async def forget(session: AsyncSession, name: str) -> None:
    await session.execute(delete(Fact).where(Fact.name == name))


async def door_answered(session: AsyncSession, door: str, now: datetime) -> None:
    """A server gave a good answer: one of `DOORS`."""
    await remember(session, f"last_good:{door}", now.isoformat())
    await forget(session, f"trouble:{door}")


async def door_failed(session: AsyncSession, door: str, reason: str) -> None:
    """It did not; `reason` is a word for `status`, as "unreachable"."""
    await remember(session, f"trouble:{door}", reason)


async def doors(session: AsyncSession) -> dict[str, tuple[datetime | None, str | None]]:
    """By door: the last good answer, and why it does not work since; None where nothing is known."""
    kinds = ("last_good", "trouble")
    known = select(Fact).where(Fact.name.in_([f"{kind}:{door}" for door in DOORS for kind in kinds]))
    facts = {fact.name: fact.value for fact in await session.scalars(known)}
    found: dict[str, tuple[datetime | None, str | None]] = {}
    for door in DOORS:
        good, trouble = (facts.get(f"{kind}:{door}") for kind in kinds)
        if good or trouble:
            found[door] = (datetime.fromisoformat(good) if good else None, trouble)
    return found


async def sign(session: AsyncSession, purpose: str, what: object) -> str:
    """The signature of `what` for this purpose: 26 characters of [a-z2-7], safe in an address and a start link."""
    return (await signer(session))(purpose, what)


async def signer(session: AsyncSession) -> Callable[[str, object], str]:
    """What signs as `sign` does, for many; the secret does not change any more."""
    secret = await recall(session, _SECRET) or await _new_secret(session)
    return partial(_signature, hmac.new(bytes.fromhex(secret), digestmod=hashlib.sha256))


async def _new_secret(session: AsyncSession) -> str:
    """Made once, even if two begin at the same moment: the second waits for the first, and takes its secret."""
    made = _insert(session)(Fact).values(name=_SECRET, value=secrets.token_hex(32)).on_conflict_do_nothing()
    await session.execute(made)
    return str(await session.scalar(select(Fact.value).where(Fact.name == _SECRET)))


def _insert(session: AsyncSession) -> Any:
    return sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert


def _signature(keyed: hmac.HMAC, purpose: str, what: object) -> str:
    mac = keyed.copy()
    mac.update(f"{purpose}\0{what}".encode())
    bits = int.from_bytes(mac.digest()[:16], "big") << 2
    return "".join([_PAIRS[bits >> shift & 0x3FF] for shift in range(120, -1, -10)])


async def signed(session: AsyncSession, purpose: str, token: str) -> str | None:
    """What a token `<id>-<signature>` stands for, if it was signed here for this purpose."""
    what, _, signature = token.lower().partition("-")
    return what if hmac.compare_digest(signature.encode(), (await sign(session, purpose, what)).encode()) else None
