"""What was asked, and where each answer leads: one mechanism for buttons, digits, replies, links and codes.

Every message that offers choices leaves a prompt. A chat's newest prompt gives digits their meaning; a mail carries the
prompt's secret in its Message-ID and reply address, so that a reply finds it; a link or a start link carries it too.
A secret has 128 bits, is stored as a hash, and is bound to a person; one use where it grants something. A typed code
has 8 characters, and five wrong tries a day end a person's guessing.
"""

import hashlib
import json
import re
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ForeignKey, Index, Text, cast, delete, func, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from storage.database import Base
from storage.refusals import Refusal

CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 8
CODE_LIFE = timedelta(minutes=30)
GRANT_LIFE = timedelta(hours=72)
WRONG_TRIES_A_DAY = 5
ASKED_A_WEEK = 3


class PromptUnknown(Refusal):
    """Nobody was asked this, or it was erased."""


class PromptExpired(Refusal):
    """Asked too long ago. The caller may ask again."""


class PromptUsed(Refusal):
    """Answered already."""


class CodeUnknown(Refusal):
    """No open code reads like this."""


class TooManyTries(Refusal):
    """Five wrong codes within a day."""


class Prompt(Base):
    """`choices` is a list of [label, data]; `reply` the data that free text leads to; data is "action:argument"."""

    __tablename__ = "prompts"
    __table_args__ = (
        Index("ix_prompts_newest_of_a_chat", "channel", "address", "id"),
        Index("ix_prompts_of_staff", "id", sqlite_where=text("for_staff = 1"), postgresql_where=text("for_staff")),
        {"sqlite_autoincrement": True},  # an old button carries the number of its prompt
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    channel: Mapped[str]
    address: Mapped[str]
    choices: Mapped[list[Any]]
    reply: Mapped[str | None]
    secret_hash: Mapped[str | None] = mapped_column(unique=True)
    code_hash: Mapped[str | None] = mapped_column(unique=True)
    once: Mapped[bool] = mapped_column(default=False)
    for_staff: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    code_expires_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]


class WrongTry(Base):
    __tablename__ = "wrong_tries"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime]


def new_secret() -> str:
    """128 random bits, 32 hex digits: survives case-folding mail servers and fits a start link."""
    return secrets.token_hex(16)


def new_code() -> str:
    """Eight characters, a letter and a digit among them: no word and no telephone number looks like a code."""
    code = ""
    while code.isalpha() or not code.strip("0123456789"):
        code = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
    return code


def read_code(typed: str) -> str | None:
    """The code that somebody typed, with spaces, hyphens or small letters as they like; None for anything else."""
    code = re.sub(r"[\s-]", "", typed).upper()
    looks = len(code) == CODE_LENGTH and set(code) <= set(CODE_LETTERS)
    return code if looks and not code.isalpha() and not code.isdecimal() else None


async def ask(
    session: AsyncSession,
    now: datetime,
    *,
    person_id: int | None,
    channel: str,
    address: str,
    choices: list[list[str]],
    reply: str | None = None,
    secret: str | None = None,
    code: str | None = None,
    once: bool = False,
    for_staff: bool = False,
    life: timedelta | None = None,
    code_life: timedelta = CODE_LIFE,
) -> Prompt:
    prompt = Prompt(
        person_id=person_id,
        channel=channel,
        address=address,
        choices=choices,
        reply=reply,
        secret_hash=secret and _hash(secret),
        code_hash=code and _hash(code),
        once=once,
        for_staff=for_staff,
        created_at=now,
        expires_at=life and now + life,
        code_expires_at=code and now + code_life,
    )
    session.add(prompt)
    await session.flush()
    return prompt


async def may_ask(session: AsyncSession, channel: str, address: str, about: Collection[str], now: datetime) -> bool:
    """Whether an address may be asked for a confirmation again: once a day, three times a week (list bombing).

    `about` are the questions (`reply`) that count together. One that was answered is no reason to wait a day.
    """
    asked = select(Prompt.created_at, Prompt.used_at).where(
        Prompt.channel == channel,
        Prompt.address == address,
        Prompt.reply.in_(about),
        Prompt.created_at > now - timedelta(days=7),
    )
    times = (await session.execute(asked)).all()
    is_fresh = any(created > now - timedelta(days=1) and used is None for created, used in times)
    return len(times) < ASKED_A_WEEK and not is_fresh


async def newest(session: AsyncSession, channel: str, address: str) -> Prompt | None:
    """What a digit typed into this chat answers."""
    return await session.scalar(
        select(Prompt).where(Prompt.channel == channel, Prompt.address == address).order_by(Prompt.id.desc()).limit(1)
    )


async def get(session: AsyncSession, prompt_id: int) -> Prompt | None:
    return await session.get(Prompt, prompt_id)


async def was_shown(session: AsyncSession, channel: str, address: str, data: str) -> bool:
    """Whether any message to this chat ever had a button with that data."""
    there = select(Prompt.id).where(Prompt.channel == channel, Prompt.address == address)
    with_it = there.where(cast(Prompt.choices, Text).contains(json.dumps(data), autoescape=True))
    return await session.scalar(with_it.limit(1)) is not None


async def find(session: AsyncSession, secret: str) -> Prompt | None:
    return await session.scalar(select(Prompt).where(Prompt.secret_hash == _hash(secret.lower())))


def check(prompt: Prompt | None, now: datetime) -> Prompt:
    """The prompt, if it may still be answered. Raises `PromptUnknown`, `PromptUsed`, `PromptExpired`."""
    if prompt is None:
        raise PromptUnknown
    if prompt.once and prompt.used_at:
        raise PromptUsed
    if prompt.expires_at and prompt.expires_at <= now:
        raise PromptExpired
    return prompt


async def use(session: AsyncSession, prompt: Prompt, now: datetime) -> None:
    """Answered. Two answers at once: the second finds `PromptUsed`."""
    if not prompt.once:
        return
    taken = await session.execute(
        update(Prompt)
        .where(Prompt.id == prompt.id, Prompt.used_at.is_(None))
        .values(used_at=now)
        .returning(Prompt.id)
        .execution_options(synchronize_session=False)
    )
    if taken.first() is None:
        raise PromptUsed
    await session.refresh(prompt)


async def find_code(session: AsyncSession, person_id: int, code: str, now: datetime) -> Prompt:
    """The open prompt with that code. Raises `CodeUnknown`, `TooManyTries`; the caller records the wrong try."""
    day = now - timedelta(days=1)
    tries = await session.scalar(
        select(func.count()).select_from(WrongTry).where(WrongTry.person_id == person_id, WrongTry.at > day)
    )
    if (tries or 0) >= WRONG_TRIES_A_DAY:
        raise TooManyTries
    prompt = await session.scalar(select(Prompt).where(Prompt.code_hash == _hash(code.upper())))
    if prompt is None or prompt.used_at or (prompt.code_expires_at and prompt.code_expires_at <= now):
        raise CodeUnknown
    return prompt


async def wrong_try(session: AsyncSession, person_id: int, now: datetime) -> None:
    session.add(WrongTry(person_id=person_id, at=now))
    await session.flush()


async def end_staff_prompts(session: AsyncSession, person_id: int) -> None:
    """A role changed: what was asked of that person as staff cannot be answered any more."""
    await session.execute(
        update(Prompt).where(Prompt.person_id == person_id, Prompt.for_staff).values(expires_at=Prompt.created_at)
    )


async def forget(session: AsyncSession, channel: str, address: str) -> None:
    """Erase what was asked at an address."""
    await session.execute(delete(Prompt).where(Prompt.channel == channel, Prompt.address == address))


async def forget_words(session: AsyncSession, said: Collection[str]) -> None:
    """Erase lists of choices that staff were shown and in which these words stand."""
    shown = cast(Prompt.choices, Text)
    for words in said:
        written = json.dumps(words)[1:-1]
        await session.execute(delete(Prompt).where(Prompt.for_staff, shown.contains(written, autoescape=True)))


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
