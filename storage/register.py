"""Taking lists into the register: one association in two lists is one, and nothing is lost, revived or guessed.

Each row that went in is remembered as a `Listing`: what it said (a digest) and which association it turned out to be.
A row that says the same again is known and changes nothing, whatever happened to the association since then. A row
that is about the same association and person, but says something new, leads to the same association without being
compared; so a decision is made once. Other rows are compared (storage/matching.py): what is certain is merged
(storage/merging.py), what is doubtful stays out until somebody decides.

The whole register is read first, the rows are worked on in memory, and all is written in the caller's transaction at
the end: five thousand rows take seconds, and a look without taking anything needs no transaction at all.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple

from sqlalchemy import ForeignKey, delete, exists, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from storage import people
from storage.associations import Association, FieldSource, Service
from storage.database import Base
from storage.list_rows import ListRow, Skipped
from storage.matching import NEW, Match, Matcher, Profile
from storage.merging import Difference, Merging, Outcome, Sources, kind
from storage.people import Person, Suppression
from storage.spelling import plain

Answer = Literal["same", "new"]


class Listing(Base):
    """A row of a list that is in the register, and what it turned out to be. `decided` is set when a person said so."""

    __tablename__ = "listings"

    digest: Mapped[str] = mapped_column(primary_key=True)
    fingerprint: Mapped[str] = mapped_column(index=True)
    association_id: Mapped[int] = mapped_column(ForeignKey("associations.id", ondelete="CASCADE"), index=True)
    source: Mapped[str]
    decided: Mapped[str | None]
    at: Mapped[datetime]


class Doubt(NamedTuple):
    """A row that stays out until somebody says whether it is the candidate."""

    sheet: str
    line: int
    name: str
    candidate: str
    score: int


@dataclass
class Tally:
    """How many rows led to a new entry, added to one, or said nothing new."""

    created: int = 0
    merged: int = 0
    unchanged: int = 0

    def count(self, outcome: Outcome) -> None:
        setattr(self, outcome, getattr(self, outcome) + 1)


@dataclass
class Report:
    """What became of a list."""

    rows: int = 0
    associations: Tally = field(default_factory=Tally)
    people: Tally = field(default_factory=Tally)
    doubtful: list[Doubt] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)


async def take_in(
    session: AsyncSession,
    rows: Sequence[ListRow],
    skipped: Sequence[Skipped],
    answers: Mapping[tuple[str, int], Answer],
    now: datetime,
    *,
    save: bool = True,
    step: Callable[[], object] = lambda: None,
) -> Report:
    """Take a list into the register: its rows, and those that could not be read. `answers` say of rows, by sheet and
    line, whether they are their candidate or new. `step` is called after each row.

    Without `save` nothing is written, and the session is of no further use.
    """
    with session.no_autoflush:
        register = await _read(session, rows, now)
        for row in rows:
            register.take(row, answers.get((row.sheet, row.line)))
            step()
    if save:
        await register.write(session)
    else:
        session.expunge_all()
    return register.reported(skipped)


async def everything(session: AsyncSession) -> Sequence[Association]:
    """Every association, whatever its status, in order of name."""
    found = (await session.scalars(select(Association).order_by(Association.id))).all()
    return sorted(found, key=lambda association: plain(association.name))


async def _read(session: AsyncSession, rows: Sequence[ListRow], now: datetime) -> "Register":
    associations = (await session.scalars(select(Association).order_by(Association.id))).all()
    persons = (await session.scalars(select(Person).order_by(Person.id))).all()
    services = (await session.scalars(select(Service))).all()
    listings = (await session.scalars(select(Listing))).all()
    columns = select(FieldSource.subject, FieldSource.subject_id, FieldSource.field, FieldSource.source)
    known = {(subject, number, name): source for subject, number, name, source in await session.execute(columns)}
    sources = Sources(known, {listing.source for listing in listings})
    gone = await erased(session, {address for row in rows for address in row.emails})
    merging = Merging(sources, associations, persons, services, gone, now)
    return Register(merging, associations, listings, now)


async def erased(session: AsyncSession, addresses: Iterable[str]) -> set[str]:
    """Those of the addresses whose owner was erased."""
    if not await session.scalar(select(exists(select(Suppression.digest)))):
        return set()
    return {address for address in addresses if await people.is_suppressed(session, "mail", address)}


class Register:
    """All that is known, in memory, while a list is taken in."""

    def __init__(
        self, merging: Merging, known: Sequence[Association], listings: Iterable[Listing], now: datetime
    ) -> None:
        self.merging, self.now = merging, now
        self.report = Report()
        self._entries = list(known)
        self._matcher = Matcher(_profile(number, entry) for number, entry in enumerate(known))
        self._listed: list[tuple[ListRow, Association, Answer | None]] = []
        self._said: set[str] = set()
        self._turned_out: dict[str, set[int]] = defaultdict(set)
        numbers = {association.id: number for number, association in enumerate(known)}
        for listing in listings:
            self._said.add(listing.digest)
            self._turned_out[listing.fingerprint].add(numbers[listing.association_id])

    def take(self, row: ListRow, answer: Answer | None = None) -> None:
        """Work one row into the register, or say why not."""
        self.report.rows += 1
        if row.digest in self._said and not answer:
            self._known(row)
            return
        known = self._turned_out.get(row.fingerprint, set())
        returning = len(known) == 1 and not answer
        match = Match(next(iter(known)), 100, "certain") if returning else self._matcher.find(_profile_of(row))
        if answer == "new":
            match = NEW
        if match.key is None and answer == "same":
            self.report.skipped.append(Skipped(row.sheet, row.line, "no-candidate", row.name))
        elif match.key is not None and match.verdict == "doubtful" and not answer:
            candidate = self._entries[match.key].name
            self.report.doubtful.append(Doubt(row.sheet, row.line, row.name, candidate, match.score))
        else:
            self._merge(row, match.key, returning, answer)

    def _known(self, row: ListRow) -> None:
        self.report.associations.count("unchanged")
        if row.names_somebody:
            self.report.people.count("unchanged")

    def _merge(self, row: ListRow, number: int | None, returning: bool, answer: Answer | None) -> None:
        self.report.associations.count("created" if number is None else "merged")
        if number is None:
            number = len(self._entries)
            self._entries.append(self._create(row))
        association = self._entries[number]
        self.merging.association(row, association)
        met = self.merging.person(row, association, returning=returning)
        if met:
            self.report.people.count(met)
        self._listed.append((row, association, answer))
        self._matcher.add(_profile_of(row, number))

    def _create(self, row: ListRow) -> Association:
        association = Association(
            name=row.name, status="active", created_at=self.now, contacts=[], topic_rows=[], own_fields=[]
        )
        self.merging.sources.note(association, "name", row.source)
        return association

    def reported(self, skipped: Sequence[Skipped]) -> Report:
        report = self.report
        report.rows += len(skipped)
        report.skipped = sorted([*skipped, *report.skipped])
        report.differences = self.merging.differences
        return report

    async def write(self, session: AsyncSession) -> None:
        """Write what became of the rows; the caller commits."""
        session.add_all(self._entries)
        session.add_all(self.merging.new_people)
        await session.flush()
        await self._write_listings(session)
        await self._write_sources(session)

    async def _write_listings(self, session: AsyncSession) -> None:
        listings = {
            row.digest: {
                "digest": row.digest,
                "fingerprint": row.fingerprint,
                "association_id": association.id,
                "source": row.source,
                "decided": answer,
                "at": self.now,
            }
            for row, association, answer in self._listed
        }
        decided_again = listings.keys() & self._said
        await session.execute(delete(Listing).where(Listing.digest.in_(decided_again)))
        if listings:
            await session.execute(insert(Listing), list(listings.values()))

    async def _write_sources(self, session: AsyncSession) -> None:
        sources = self.merging.sources
        keyed = {(kind(subject), subject.id, name): source for (subject, name), source in sources.noted.items()}
        known = [_source(key, source, self.now) for key, source in keyed.items() if key in sources.known]
        new = [_source(key, source, self.now) for key, source in keyed.items() if key not in sources.known]
        if known:
            await session.execute(update(FieldSource), known)
        if new:
            await session.execute(insert(FieldSource), new)


def _source(key: tuple[str, int, str], source: str, now: datetime) -> dict[str, object]:
    subject, number, name = key
    return {"subject": subject, "subject_id": number, "field": name, "source": source, "at": now}


def _profile(number: int, association: Association) -> Profile:
    persons = [contact.person for contact in association.contacts]
    mails = [address.address for person in persons for address in person.addresses if address.channel == "mail"]
    return Profile(
        number,
        association.name,
        association.town or "",
        street=association.street or "",
        website=association.website or "",
        emails=frozenset(mails),
        phones=frozenset(person.phone for person in persons if person.phone),
    )


def _profile_of(row: ListRow, number: int = -1) -> Profile:
    return Profile(
        number,
        row.name,
        row.town,
        street=row.street,
        website=row.website,
        emails=frozenset(row.emails),
        phones=frozenset(row.phones),
    )
