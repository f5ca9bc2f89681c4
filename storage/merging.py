"""One row into one association and one person: what is filled in, what is replaced, what is kept beside it.

A missing value is filled in. A value that differs in spelling only stays, or is mended where letters were lost. Of two
lists that contradict each other the later import is right; within one import the first row is. What a person or
staff said is never replaced, nor anything of a person who confirmed, left, or has a role. An association keeps its
name. Whatever is not in the field afterwards is told as a difference, and kept beside it as an own field with the
list's name: "Straße (kreis-liste)". What is about a person stays with the person, where it can be erased: it is only
told.

People are the same by mail address; else by name within the association, or by name and telephone number. Nothing here
touches a consent or opens an address. Who was erased is not put back.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Literal, NamedTuple

from storage.associations import FIELDS, Association, AssociationTopic, Contact, OwnField, Service
from storage.list_rows import ListRow
from storage.matching import Profile, short_town
from storage.people import Address, Person
from storage.spelling import better, plain, same_name, same_spelling

Outcome = Literal["created", "merged", "unchanged"]
Subject = Association | Person | Contact

ENTRY = "entry"
"""The field whose source says which list brought an association or person in."""


class Difference(NamedTuple):
    """A row that says something else than the register has now. `kind` is "differs", "topics" (keys, separated by
    commas), "erased" (the person, on their wish), or "taken" (the address, by somebody else)."""

    sheet: str
    line: int
    name: str
    kind: str
    field: str
    now: str
    other: str


class Sources:
    """Where each field came from: known ones, and those noted during an import."""

    def __init__(self, known: Mapping[tuple[str, int, str], str], lists: Iterable[str]) -> None:
        self.known = known
        self.lists = set(lists)
        self.noted: dict[tuple[Subject, str], str] = {}

    def of(self, subject: Subject, field: str) -> str | None:
        return self.noted.get((subject, field)) or self.known.get((kind(subject), subject.id, field))

    def is_list(self, subject: Subject, field: str) -> bool:
        """Whether a list said it, and not a person or staff."""
        return self.of(subject, field) in self.lists

    def note(self, subject: Subject, field: str, source: str) -> None:
        self.noted[subject, field] = source
        self.lists.add(source)


def kind(subject: Subject) -> str:
    """How `FieldSource` calls it."""
    return type(subject).__name__.lower()


class Merging:
    """Everybody and everything that a row can be merged into."""

    def __init__(
        self,
        sources: Sources,
        associations: Iterable[Association],
        people: Iterable[Person],
        services: Iterable[Service],
        erased: set[str],
        now: datetime,
    ) -> None:
        self.sources, self.erased, self.now = sources, erased, now
        self.differences: list[Difference] = []
        self.new_people: list[Person] = []
        self._services = {service.name: service for service in services}
        self._said: set[tuple[Subject, str]] = set()
        self._mails: dict[str, Person] = {}
        self._phones: dict[str, list[Person]] = defaultdict(list)
        self._towns: dict[str, str] = {}
        self._short_towns: dict[str, str] = {}
        for person in people:
            self._index(person)
        for association in associations:
            self._town(association.town or "")

    def association(self, row: ListRow, association: Association) -> None:
        """Everything that the row says about the association itself."""
        for field in FIELDS:
            value = self._town(row.town) if field == "town" else getattr(row, field)
            known = getattr(association, field)
            self._offer(row, association, field, value, known, _setter(association, field))
        service = association.service.name if association.service else ""
        self._offer(row, association, "service", row.service, service, self._serve(association))
        self._topics(row, association)
        for heading, value in row.fields.items():
            self._own(row, association, heading, value)
        if row.language and not row.names_somebody:
            self._own(row, association, row.headings["language"], row.language)

    def person(self, row: ListRow, association: Association, *, returning: bool) -> Outcome | None:
        """Everything that the row says about its contact; None when it names nobody who may be there.

        `returning`: an earlier import had this contact; who is not there any more was taken out by somebody.
        """
        if not row.names_somebody:
            return None
        if self.erased.intersection(row.emails):
            self._differ(row, "erased", "", "", "")
            return None
        person = self._find(row, association)
        contact = next((contact for contact in association.contacts if contact.person is person), None)
        if returning and not (person and contact):
            return None
        outcome: Outcome = "merged" if person else "created"
        person = person or self._create(row.source)
        self._fill(row, person)
        if not returning and not person.left_at:
            self._add_addresses(row, person)
        contact = contact or Contact(person=person, association=association, status="active", created_at=self.now)
        self._offer(row, contact, "role", row.role, contact.role, _setter(contact, "role"))
        return outcome

    def _fill(self, row: ListRow, person: Person) -> None:
        phone = row.phones[0] if row.phones else ""
        guessed = not _is_own_word(person) and self.sources.is_list(person, ENTRY)
        language = "" if guessed and not self.sources.of(person, "language") else person.language
        offers = (
            ("name", "contact_name", row.contact_name, person.name),
            ("phone", "phones", phone, person.phone),
            ("language", "language", row.language, language),
        )
        for field, called, value, known in offers:
            self._offer(row, person, field, value, known, _setter(person, field), called)
        self._index(person)

    def _offer(
        self,
        row: ListRow,
        subject: Subject,
        field: str,
        value: str,
        known: str | None,
        put: Callable[[str], None],
        called: str | None = None,
    ) -> None:
        """Offer a value to a field that now holds `known`; `called` is the row's attribute."""
        if not value:
            return
        first = (subject, field) not in self._said
        self._said.add((subject, field))
        heading, source = row.headings.get(called or field, field), self.sources.of(subject, field)
        alike = known and (same_spelling(known, value) or _alike(subject, field, known, value))
        if not known or (alike and better(known, value) != known):
            put(value)
            self.sources.note(subject, field, row.source)
        elif alike:
            return
        elif first and self._may_replace(subject, field):
            put(value)
            self.sources.note(subject, field, row.source)
            self._differ(row, "differs", heading, value, known)
            self._beside(row, subject, heading, known, source or "")
        else:
            self._differ(row, "differs", heading, known, value)
            self._beside(row, subject, heading, value, row.source)

    def _may_replace(self, subject: Subject, field: str) -> bool:
        is_name = isinstance(subject, Association) and field == "name"
        own_word = isinstance(subject, Person) and _is_own_word(subject)
        return not is_name and not own_word and self.sources.is_list(subject, field)

    def _beside(self, row: ListRow, subject: Subject, heading: str, value: str, source: str) -> None:
        stem = source.split(", ")[0].rpartition(".")[0] or source
        if isinstance(subject, Association):
            self._put_own(subject, f"{heading} ({stem})", value, row.source)

    def _differ(self, row: ListRow, kind: str, field: str, now: str, other: str) -> None:
        self.differences.append(Difference(row.sheet, row.line, row.name, kind, field, now, other))

    def _own(self, row: ListRow, association: Association, heading: str, value: str) -> None:
        known = next((own.value for own in association.own_fields if own.heading == heading), "")

        def put(text: str) -> None:
            self._put_own(association, heading, text, row.source)

        self._offer(row, association, heading, value, known, put)

    def _put_own(self, association: Association, heading: str, value: str, source: str) -> None:
        own = next((own for own in association.own_fields if own.heading == heading), None)
        if own is None:
            own = OwnField(heading=heading)
            association.own_fields.append(own)
        own.value = value
        self.sources.note(association, heading, source)

    def _topics(self, row: ListRow, association: Association) -> None:
        missing = [topic for topic in row.topics if topic not in association.topics]
        if not missing:
            return
        if association.topics and not self.sources.is_list(association, "topics"):
            heading = row.headings["topics"]
            self._differ(row, "topics", heading, ", ".join(sorted(association.topics)), ", ".join(row.topics))
            return
        association.topic_rows += [AssociationTopic(topic=topic) for topic in missing]
        self.sources.note(association, "topics", row.source)

    def _serve(self, association: Association) -> Callable[[str], None]:
        def put(name: str) -> None:
            association.service = self._services.setdefault(name, Service(name=name))

        return put

    def _town(self, town: str) -> str:
        """The town as the register writes it: "Monheim" is "Monheim am Rhein" once one of them is there."""
        exact, short = plain(town), short_town(town)
        known = self._towns.get(exact) or (self._short_towns if exact == short else self._towns).get(short)
        if exact and not known:
            self._towns[exact] = town
            self._short_towns.setdefault(short, town)
        return known or town

    def _find(self, row: ListRow, association: Association) -> Person | None:
        """Who is meant: by address, by name within the association, by number and name."""
        fellows = [contact.person for contact in association.contacts]
        by_mail = [self._mails[address] for address in row.emails if address in self._mails]
        by_name = [person for person in fellows if same_name(person.name, row.contact_name)]
        by_phone = [
            person
            for phone in row.phones
            for person in self._phones.get(phone, ())
            if same_name(person.name, row.contact_name)
            or (person in fellows and not (person.name and row.contact_name))
        ]
        return next(iter([*by_mail, *by_name, *by_phone]), None)

    def _create(self, source: str) -> Person:
        person = Person(name="", language="de", addresses=[], created_at=self.now)
        self.new_people.append(person)
        self.sources.note(person, ENTRY, source)
        return person

    def _add_addresses(self, row: ListRow, person: Person) -> None:
        for address in row.emails:
            if address not in self._mails and person.role:
                # Whoever reads an address of staff has their rights: no list gives them one.
                self._differ(row, "differs", row.headings.get("emails", "mail"), person.mail or "–", address)
            elif address not in self._mails:
                person.addresses.append(Address(channel="mail", address=address, created_at=self.now))
                self.sources.note(person, "mail", row.source)
            elif self._mails[address] is not person:
                self._differ(row, "taken", row.headings.get("emails", "mail"), "", address)
        self._index(person)

    def _index(self, person: Person) -> None:
        for address in person.addresses:
            if address.channel == "mail":
                self._mails[address.address] = person
        if person.phone and person not in self._phones[person.phone]:
            self._phones[person.phone].append(person)


def _is_own_word(person: Person) -> bool:
    """Whether what is known of the person is theirs, or the staff's, and no list's any more."""
    return bool(person.is_confirmed or person.notice_accepted_at or person.left_at or person.role)


def _setter(subject: Subject, field: str) -> Callable[[str], None]:
    return lambda value: setattr(subject, field, value)


def _alike(subject: Subject, field: str, known: str, value: str) -> bool:
    """Whether two values mean the same."""
    match type(subject).__name__, field:
        case "Association", "name":
            town = (isinstance(subject, Association) and subject.town) or ""
            return Profile(0, known, town).parts == Profile(0, value, town).parts
        case "Person", "name":
            return same_name(known, value)
        case "Person", "phone":
            return known == value
        case _, "town":
            return short_town(known) == short_town(value)
        case _, "street":
            return Profile(0, "", street=known).house == Profile(0, "", street=value).house
        case _, "website":
            return Profile(0, "", website=known).hosts == Profile(0, "", website=value).hosts
        case _:
            return plain(known) == plain(value)
