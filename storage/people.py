"""People: who they are, where they can be reached, and what they agreed to.

A person has addresses (a mail address, a chat, or both), a language, and consents. An address belongs to one person. It
may be written to when it is *open*: its owner confirmed it (a consent on record stands behind it), it works, and they
want it. Leaving ends every consent of the person at once; nothing but the person's own word opens an address again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import (
    ForeignKey,
    Index,
    UniqueConstraint,
    delete,
    exists,
    func,
    not_,
    select,
    text,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, aliased, mapped_column, relationship

from storage import keys, prompts
from storage.database import Base
from storage.distinct import different
from storage.refusals import NotAllowed, Refusal

Channel = Literal["telegram", "mail"]
Role = Literal["admin", "editor", "viewer"]
Door = Literal["chat", "reply", "link", "paper", "phone", "event"]

ROLES: tuple[Role, ...] = ("viewer", "editor", "admin")
CHANNELS: tuple[Channel, ...] = ("telegram", "mail")
OWN_WORD: tuple[Door, ...] = ("chat", "reply", "link")
"""Doors through which the reader of an address spoke; the others are what staff put on record."""


class AddressTaken(Refusal):
    """The address belongs to another person, and nobody proved that it is the same one."""


class NoChannelLeft(Refusal):
    """The last channel is not switched off: that would be leaving."""


class LastAdmin(Refusal):
    """Somebody must remain who can give roles."""


HAS_A_ROLE = text("role IS NOT NULL")
RECORDED_BY_STAFF = text("recorded_by_id IS NOT NULL")


class Person(Base):
    """A number is never used twice (SQLite would by default): it is signed in links that work for years."""

    __tablename__ = "people"
    __table_args__ = (
        Index("ix_people_staff", "role", sqlite_where=HAS_A_ROLE, postgresql_where=HAS_A_ROLE),
        Index("ix_people_who_read", "language"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(default="")
    phone: Mapped[str | None]
    language: Mapped[str] = mapped_column(default="de")
    role: Mapped[str | None]
    staff_door: Mapped[str] = mapped_column(default="mail")
    notice_accepted_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]
    created_at: Mapped[datetime]

    addresses: Mapped[list["Address"]] = relationship(
        back_populates="person",
        lazy="selectin",
        join_depth=6,  # also when the person was found by an address, or through contacts of an association
        order_by="Address.id",
        cascade="all, delete-orphan",
        passive_deletes=True,
    )

    def address(self, channel: str) -> "Address | None":
        """The person's first address of that channel; an open one before any other."""
        own = [a for a in self.addresses if a.channel == channel]
        return next((a for a in own if a.is_open), own[0] if own else None)

    @property
    def mail(self) -> str | None:
        found = self.address("mail")
        return found.address if found else None

    @property
    def is_confirmed(self) -> bool:
        return any(a.consent_id for a in self.addresses)

    def may(self, role: Role) -> bool:
        return self.role in ROLES and ROLES.index(self.role) >= ROLES.index(role)


class Address(Base):
    """Where a person can be reached: `address` is a normalised mail address, or a chat id in decimal."""

    __tablename__ = "addresses"
    __table_args__ = (UniqueConstraint("channel", "address"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    channel: Mapped[str]
    address: Mapped[str]
    wanted: Mapped[bool] = mapped_column(default=True)
    consent_id: Mapped[int | None] = mapped_column(ForeignKey("consents.id", ondelete="SET NULL"), index=True)
    paused_at: Mapped[datetime | None]
    paused_because: Mapped[str | None]
    created_at: Mapped[datetime]

    person: Mapped[Person] = relationship(back_populates="addresses", lazy="selectin")

    @property
    def is_open(self) -> bool:
        """Confirmed, working and wanted: announcements may go there."""
        return self.consent_id is not None and self.paused_at is None and self.wanted

    @property
    def why_closed(self) -> str:
        left_at = None if self.consent_id else self.person.left_at
        return why_closed(self.consent_id, self.paused_at, self.paused_because, left_at)


def why_closed(
    consent_id: int | None, paused_at: datetime | None, paused_because: str | None, left_at: datetime | None
) -> str:
    """Why nothing goes to an address that is not open."""
    if consent_id is None:
        return "left" if left_at else "unconfirmed"
    return paused_because or ("paused" if paused_at else "unwanted")


class Consent(Base):
    """What somebody agreed to: the wording's version, the door, the moment; kept after it was withdrawn."""

    __tablename__ = "consents"
    __table_args__ = (
        Index(
            "ix_consents_recorded_by",
            "recorded_by_id",
            sqlite_where=RECORDED_BY_STAFF,
            postgresql_where=RECORDED_BY_STAFF,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    channel: Mapped[str]
    address: Mapped[str]
    wording: Mapped[str]
    door: Mapped[str]
    given_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    note: Mapped[str | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_through: Mapped[str | None]


class PersonTopic(Base):
    """A topic that somebody chose; a person without any gets them all."""

    __tablename__ = "person_topics"
    __table_args__ = (Index("ix_person_topics_of_a_topic", "topic", "person_id"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    topic: Mapped[str] = mapped_column(primary_key=True)


class FormerNumber(Base):
    """The number of an entry that turned out to be somebody else's: the links that carry it go on working."""

    __tablename__ = "former_numbers"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)


class Suppression(Base):
    """An erased address, as a digest: enough to never invite it again, too little to know it."""

    __tablename__ = "suppressions"

    digest: Mapped[str] = mapped_column(primary_key=True)
    since: Mapped[datetime]


@dataclass(frozen=True)
class Confirmation:
    """How an address was confirmed. `wording` names the version of the text that the person saw. What staff record of
    a paper, a call or an event was given at another moment than now."""

    door: Door
    wording: str
    recorded_by: Person | None = None
    note: str | None = None
    given_at: datetime | None = None


async def get(session: AsyncSession, person_id: int) -> Person | None:
    return await session.get(Person, person_id)


async def numbered(session: AsyncSession, signed: str | None) -> Person | None:
    """The person whose number stands in a signed link, also after two entries became one."""
    if signed is None or not signed.isdecimal():
        return None
    former = await session.get(FormerNumber, int(signed))
    return await session.get(Person, former.person_id if former else int(signed))


async def by_address(session: AsyncSession, channel: Channel, address: str) -> Person | None:
    owner = select(Person).join(Address, Address.person_id == Person.id)
    return await session.scalar(owner.where(Address.channel == channel, Address.address == address))


async def count(session: AsyncSession) -> int:
    return await session.scalar(select(func.count(Person.id))) or 0


async def staff(session: AsyncSession, role: Role = "viewer") -> Sequence[Person]:
    """Everybody whose role reaches at least `role`."""
    roles = ROLES[ROLES.index(role) :]
    return (await session.scalars(select(Person).where(Person.role.in_(roles)).order_by(Person.id))).all()


async def languages(session: AsyncSession) -> list[str]:
    """The languages that people read, as ISO 639 codes."""
    return sorted(await different(session, Person.language))


async def create(
    session: AsyncSession, now: datetime, *, name: str = "", language: str = "de", phone: str | None = None
) -> Person:
    person = Person(name=name, language=language, phone=phone, created_at=now, addresses=[])
    session.add(person)
    await session.flush()
    return person


async def add_address(session: AsyncSession, person: Person, channel: Channel, address: str, now: datetime) -> Address:
    """Give the person an address, unconfirmed as yet. Raises `AddressTaken`."""
    found = await session.scalar(select(Address).where(Address.channel == channel, Address.address == address))
    if found and found.person_id != person.id:
        raise AddressTaken(address=address)
    if not found:
        found = Address(channel=channel, address=address, created_at=now)
        person.addresses.append(found)
        await session.flush()
    return found


async def meet(
    session: AsyncSession, channel: Channel, address: str, now: datetime, *, name: str = "", language: str = "de"
) -> Person:
    """The person behind an address; a stranger gets an entry, which confirms nothing."""
    person = await by_address(session, channel, address)
    if person is None:
        person = await create(session, now, name=name, language=language)
        await add_address(session, person, channel, address, now)
    return person


async def confirm(session: AsyncSession, address: Address, how: Confirmation, now: datetime) -> Consent:
    """The owner of the address said yes: put it on record and open the address."""
    consent = Consent(
        person_id=address.person_id,
        channel=address.channel,
        address=address.address,
        wording=how.wording,
        door=how.door,
        given_at=how.given_at or now,
        recorded_by_id=how.recorded_by and how.recorded_by.id,
        note=how.note,
    )
    session.add(consent)
    await session.flush()
    address.consent_id, address.wanted = consent.id, True
    address.paused_at = address.paused_because = None
    address.person.left_at = None
    digest = await _digest(session, address.channel, address.address)
    await session.execute(delete(Suppression).where(Suppression.digest == digest))
    await session.flush()
    return consent


async def leave(session: AsyncSession, person: Person, through: Door, now: datetime) -> None:
    """End every consent of the person, at once. What is queued for them is not sent."""
    await session.execute(
        update(Consent)
        .where(Consent.person_id == person.id, Consent.withdrawn_at.is_(None))
        .values(withdrawn_at=now, withdrawn_through=through)
    )
    for address in person.addresses:
        address.consent_id = None
    person.left_at = now
    await session.flush()


async def pause(session: AsyncSession, channel: Channel, address: str, because: str, now: datetime) -> None:
    """The address does not work for now (blocked, moved): nobody is erased, nothing is sent there."""
    await session.execute(
        update(Address)
        .where(Address.channel == channel, Address.address == address, Address.paused_at.is_(None))
        .values(paused_at=now, paused_because=because)
        .execution_options(synchronize_session="fetch")
    )


async def resume(session: AsyncSession, channel: Channel, address: str) -> None:
    await session.execute(
        update(Address)
        .where(Address.channel == channel, Address.address == address)
        .values(paused_at=None, paused_because=None)
        .execution_options(synchronize_session="fetch")
    )


async def move_chat(session: AsyncSession, old: str, new: str) -> None:
    """A group became a supergroup: same chat, new id; unless the new id is known already."""
    other = aliased(Address)
    known = exists(select(other.id).where(other.channel == "telegram", other.address == new))
    await session.execute(
        update(Address)
        .where(Address.channel == "telegram", Address.address == old, not_(known))
        .values(address=new)
        .execution_options(synchronize_session=False)
    )


async def keep_only(session: AsyncSession, person: Person, kept: Address) -> None:
    """`kept` replaces the person's other addresses of its channel."""
    others = [a for a in person.addresses if a.channel == kept.channel and a.id != kept.id]
    for address in others:
        person.addresses.remove(address)
    await session.flush()


async def choose_channels(session: AsyncSession, person: Person, wanted: set[str]) -> None:
    """Hear by these channels only. Raises `NoChannelLeft` when no confirmed one would remain."""
    confirmed = [a for a in person.addresses if a.consent_id]
    if not any(a.channel in wanted for a in confirmed):
        raise NoChannelLeft
    for address in confirmed:
        address.wanted = address.channel in wanted
    await session.flush()


async def topics(session: AsyncSession, person: Person) -> set[str]:
    """The topics somebody chose; the empty set means all."""
    return set(await session.scalars(select(PersonTopic.topic).where(PersonTopic.person_id == person.id)))


async def choose_topics(session: AsyncSession, person: Person, chosen: set[str]) -> None:
    await session.execute(delete(PersonTopic).where(PersonTopic.person_id == person.id))
    session.add_all(PersonTopic(person_id=person.id, topic=topic) for topic in sorted(chosen))
    await session.flush()


async def give_role(session: AsyncSession, person: Person, role: Role | None, *, at: str = "") -> None:
    """Give or take a role. Taking one ends the staff questions still open for that person. Raises `LastAdmin`.

    Whoever reads an address of staff has their rights: of the mail addresses only those stay that the person proved,
    and the one `at` which they accepted the role.
    """
    admins = (
        await session.scalars(select(Person).where(Person.role == "admin").order_by(Person.id).with_for_update())
    ).all()
    if person.role == "admin" and role != "admin" and len(admins) == 1:
        raise LastAdmin
    person.role = role
    if role:
        await _keep_proved(session, person, at)
    await prompts.end_staff_prompts(session, person.id)
    await session.flush()


async def _keep_proved(session: AsyncSession, person: Person, at: str) -> None:
    kept = await proved(session, person) | {("mail", at)}
    for address in [a for a in person.addresses if a.channel == "mail" and ("mail", a.address) not in kept]:
        person.addresses.remove(address)


async def choose_staff_door(session: AsyncSession, person: Person, door: str) -> None:
    """Where requests reach this member of staff: "mail", "telegram", or "group"."""
    if not person.role:
        raise NotAllowed
    person.staff_door = door
    await session.flush()


async def consents(session: AsyncSession, person: Person) -> Sequence[Consent]:
    found = await session.scalars(select(Consent).where(Consent.person_id == person.id).order_by(Consent.id))
    return found.all()


async def proved(session: AsyncSession, person: Person) -> set[tuple[str, str]]:
    """Channel and address of what the person themselves ever answered from."""
    said = select(Consent.channel, Consent.address).where(Consent.person_id == person.id, Consent.door.in_(OWN_WORD))
    return {(channel, address) for channel, address in await session.execute(said)}


async def is_suppressed(session: AsyncSession, channel: Channel, address: str) -> bool:
    return await session.get(Suppression, await _digest(session, channel, address)) is not None


async def suppress(session: AsyncSession, person: Person, now: datetime) -> None:
    """Remember the person's addresses as digests only, so that no later list invites them again."""
    for address in person.addresses:
        digest = await _digest(session, address.channel, address.address)
        await session.merge(Suppression(digest=digest, since=now))


async def _digest(session: AsyncSession, channel: str, address: str) -> str:
    return await keys.sign(session, "suppression", f"{channel}:{address}")
