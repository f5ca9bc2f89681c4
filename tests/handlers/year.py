"""A year of the office for its test: sixty associations at both doors, letters and messages that really travel, and a
book in which the test writes down by itself what people said.

    elternverein = year.of("Velbert", "Elternverein")
    await elternverein.answers(kasse, "ja 3")           # by tap and digit, or by letter, as they are used to
    await elternverein.reads("Sie sind angemeldet")     # at the door where they answered
    await year.until(date(2024, 2, 19))                 # the clock beats at noon of that day

Letters go out over SMTP into the post office of the simulator; what people write is put where the IMAP thread puts it.
"""

import asyncio
import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Self

from babel.dates import format_date
from sqlalchemy import func, select

from mailing.channels.mail import MailChannel
from mailing.channels.smtp import SmtpServer
from mailing.outbox import Outbox
from simulator.botapi.chats import Message
from simulator.letter import Letter
from simulator.mail import MailSimulator
from simulator.person import Person as Correspondent
from simulator.programs import Program
from simulator.telegram import TelegramSimulator
from storage import associations, inbox
from storage.associations import TOPICS
from storage.database import Database
from storage.outbox import OPEN_STATES, Outgoing
from storage.people import Channel
from tests.house import Guest, HastyClock, House
from tests.mailing.network import an_office
from tests.storage import network

BEGINNING = datetime(2024, 1, 15, 11, tzinfo=UTC)
"""Past, so that the command line, which has no other clock than ours, counts the same year."""

TOWNS = ("Velbert", "Hilden", "Ratingen", "Haan", "Erkrath", "Mettmann", "Wülfrath")
KINDS = ("Elternverein", "Sportverein", "Chor", "Frauentreff", "Jugendhaus", "Theater", "Lesekreis", "Garten", "Küche")
FIRST_NAMES = ("Ada", "Bela", "Cora", "Dilan", "Enis", "Fahri", "Gül", "Hana", "Ilja")
PROGRAMS: tuple[Program, ...] = ("plain", "gmail", "outlook", "apple")
ASSOCIATIONS = 60
SAID = {"ja": "Ja, ich komme", "vielleicht": "Vielleicht", "nein": "Nein"}


@dataclass(eq=False)
class Event:
    """Something that is offered, and the test's own book of it: what each contact said last, as ("seat", people),
    ("waiting", people), ("maybe", 1), ("no", 1); how many of theirs came; and who came by name."""

    title: str
    town: str
    day: date
    seats: int | None
    said: dict["Member", tuple[str, int]] = field(default_factory=dict)
    came: dict["Member", int] = field(default_factory=dict)
    named: dict["Member", list[str]] = field(default_factory=dict)
    felt: dict["Member", int] = field(default_factory=dict)
    shown: Letter | None = None
    readers: int = 0

    @property
    def subject(self) -> str:
        """The end of its announcement's first line, which no other message has."""
        return f"{format_date(self.day, 'd. MMMM', locale='de')}: {self.title}"

    @property
    def label(self) -> str:
        """What the office's buttons call it."""
        return f"{self.day.day}.{self.day.month}. {self.title}"

    def who(self, *states: str) -> list["Member"]:
        return [member for member, (state, _) in self.said.items() if state in states]

    def people(self, *states: str) -> int:
        return sum(number for state, number in self.said.values() if state in states)

    def came_but(self, absent: Iterable["Member"]) -> int:
        """Write down who came: how many."""
        self.came = {member: 0 if member in absent else self.said[member][1] for member in self.who("seat")}
        return self.participants

    @property
    def participants(self) -> int:
        """Who came; where nobody wrote that down, who had a seat."""
        return sum(self.came.values()) if self.came else self.people("seat")


class Writer(Correspondent):
    """Somebody with a mail program, who reads one letter after the other and answers it as a guest does in a chat."""

    last: Letter

    async def reads(self, words: str) -> Letter:
        """The next letter with these words, which is the one to answer."""
        self.last = await self.receives(lambda letter: words in shown(letter))
        return self.last

    async def presses(self, words: str, under: Letter | None = None) -> None:
        """Reply so: a button's words, its number, or one's own."""
        await self.replies(under or self.last, words)

    async def chooses(self, question: str, words: str) -> None:
        await self.reads(question)
        await self.presses(words)


def shown(message: Message | Letter) -> str:
    """What its reader sees, as if no line was broken: in a chat the buttons too, in a letter the subject."""
    return _letter(message) if isinstance(message, Letter) else " ".join([*message.text.split(), *message.labels])


@lru_cache(maxsize=4096)
def _letter(letter: Letter) -> str:
    return " ".join(f"{letter.subject} {letter.text}".split())


class Member:
    """A contact of an association, with a phone, a mail program, or both; then they use `mine`."""

    def __init__(self, name: str, association: str, town: str, phone: Guest | None, mail: Writer | None) -> None:
        self.name, self.association, self.town, self.phone, self.mail = name, association, town, phone, mail
        self.mine: Guest | Writer = phone or mail  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"{self.name} ({self.association})"

    @property
    def addresses(self) -> list[tuple[Channel, str]]:
        chat: list[tuple[Channel, str]] = [("telegram", self.phone.chat)] if self.phone else []
        return [*chat, ("mail", self.mail.address)] if self.mail else chat

    async def reads(self, words: str) -> str:
        """The next message with these words, at their own door."""
        return shown(await self.mine.reads(words))

    async def presses(self, words: str) -> None:
        await self.mine.presses(words)

    async def answers(self, event: Event, text: str) -> None:
        """Say "ja", "ja 3", "vielleicht" or "nein" to the announcement."""
        await self.reads(event.subject)
        said, _, number = text.partition(" ")
        if self.mine is self.mail:
            await self.presses(text)
        elif number and self.phone:
            await self.presses("Ja, wir sind mehrere")
            await self.phone.answers("Zu wievielt kommen Sie?", number)
        else:
            await self.presses(SAID[said])

    def got(self, words: str) -> int:
        """How many messages with these words ever came, at both doors."""
        return len(self._with(words))

    def files(self, name: str) -> list[bytes]:
        """Every file that came under a name that begins so, at both doors."""
        messages = self._with("")
        files = [message.files if isinstance(message, Message) else message.attachments for message in messages]
        return [file.data for some in files for file in some if file.name.startswith(name)]

    def _with(self, words: str) -> list[Message | Letter]:
        chat: list[Message | Letter] = [*self.phone.phone.chat.from_bot] if self.phone else []
        return [message for message in [*chat, *(self.mail.mails if self.mail else [])] if words in shown(message)]


class Year(House):
    """The house with its mail door open too. Doris works at the office by mail, Adele by chat."""

    def __init__(self, database: Database, messenger: TelegramSimulator, post: MailSimulator) -> None:
        super().__init__(database, messenger, an_office(topics=TOPICS))
        self.clock = HastyClock(BEGINNING)
        self.post = post
        self.members: list[Member] = []
        self.events: list[Event] = []
        self.several = asyncio.Semaphore(8)
        self._numbers = itertools.count(1)

    async def start(self) -> Self:
        server = SmtpServer("127.0.0.1", self.post.smtp_port, "none")
        channel = MailChannel(server, self.database, self.office, self.clock)
        self._letters = Outbox(self.database, channel, self.office, self.clock)
        self._post = asyncio.ensure_future(self._letters.run())
        await super().start()
        return self

    async def stop(self) -> None:
        self._letters.stop()
        await self._post
        await super().stop()

    def wake(self) -> None:
        super().wake()
        self._letters.wake()

    def _answered(self) -> None:
        super()._answered()
        self._letters.wake()

    # People.

    async def opens(self) -> None:
        """The office and sixty associations, in turn with a chat, with mail, and with both."""
        self.doris = self.writer("doris@kreis.example.org", "Doris Amt", "outlook")
        self.adele = self.guest("Adele Amt")
        async with self.database.write() as session:
            doris = await network.person(session, "Doris Amt", ("mail", self.doris.address))
            doris.role = "editor"
            for number in range(ASSOCIATIONS):
                kind, town = KINDS[number // len(TOWNS)], TOWNS[number % len(TOWNS)]
                member = self._member(f"{FIRST_NAMES[KINDS.index(kind)]} {town}", f"{kind} {town}", town, number % 3)
                person = await network.person(session, member.name, *member.addresses)
                await network.association(session, member.association, town, {"education"}, person)
        await self.works_here(self.adele)

    async def joins(self, first: Member, doors: int) -> Member:
        """A second contact of an association; `doors` as below."""
        member = self._member(f"Zweite {first.town}", first.association, first.town, doors)
        async with self.database.write() as session:
            person = await network.person(session, member.name, *member.addresses)
            [theirs] = [one for one in await associations.every(session) if one.name == first.association]
            await associations.add_contact(session, theirs, person, self.clock.now())
        return member

    def _member(self, name: str, association: str, town: str, doors: int) -> Member:
        """Somebody who said yes to our letters: `doors` 0 is a chat, 1 mail, 2 both, where every other answers by
        mail."""
        number = len(self.members)
        phone = self.guest(name) if doors != 1 else None
        box = f"kontakt{number}@verein.example.org"
        writer = self.writer(box, name, PROGRAMS[number % len(PROGRAMS)]) if doors else None
        member = Member(name, association, town, phone, writer)
        if phone:
            phone.phone.started = True
        if number % 2 and writer:
            member.mine = writer
        self.members.append(member)
        return member

    def writer(self, address: str, name: str, program: Program) -> Writer:
        mailbox = self.post.mailbox(address, name=name)
        return Writer(mailbox, program, self._arrives, self.clock.now, self.post.record)

    async def _arrives(self, sender: str, recipients: Sequence[str], raw: bytes) -> None:
        row: dict[str, object] = {"source": "mail", "external_id": f"1:{next(self._numbers)}", "key": f"mail:{sender}"}
        async with self.database.write() as session:
            await inbox.store(session, [{**row, "payload": raw}], self.clock.now())
        self._worker.wake()

    def of(self, town: str, kind: str) -> Member:
        return next(member for member in self.members if member.association == f"{kind} {town}")

    def everybody_in(self, town: str) -> list[Member]:
        return [member for member in self.members if member.town == town]

    # Time.

    async def settled(self) -> None:
        """Everything that came in was carried out, and everything that may leave now has left."""
        async with asyncio.timeout(120):
            while True:
                await super().settled()
                self.wake()
                await self.clock.until_asleep(lambda: self._outbox.is_idle and self._letters.is_idle)
                if not await self._leaving():
                    return

    async def _leaving(self) -> int:
        open_ = select(func.count()).where(Outgoing.state.in_(OPEN_STATES), Outgoing.not_before <= self.clock.now())
        async with self.database.read() as session:
            return await session.scalar(open_) or 0

    async def beats(self) -> None:
        """Once, between two moments at which nothing is on its way."""
        await self.settled()
        await self.beat()
        await self.settled()

    async def until(self, day: date, hour: int = 11) -> None:
        """The clock beats at that hour (UTC) of a day."""
        await self.settled()
        self.clock.advance(datetime(day.year, day.month, day.day, hour, tzinfo=UTC) - self.clock.now())
        await self.beats()

    async def later(self, **by: float) -> None:
        await self.settled()
        self.clock.advance(timedelta(**by))
        await self.beats()

    # What the office does.

    async def offers(self, event: Event, word: str, hours: str = "18 bis 20 Uhr") -> None:
        """Doris writes a letter about it."""
        seats = f"Plätze: {event.seats}\n" if event.seats else ""
        head = f"Wann: {event.day.day}.{event.day.month}. {hours}\nWo: Rathaus, Markt 1, {event.town}\n{seats}"
        await self.doris.writes(self.office.list_address, f"{word}: {event.title}", f"{head}\nWir üben gemeinsam.")
        await self._shows(event)

    async def copies(self, former: Event, event: Event) -> None:
        """The same again on another day, from what is planned or from what was."""
        if former.came:
            await self.doris.writes(self.office.list_address, "Überblick")
            await self.doris.chooses("Offene Anfragen:", "Schulungen")
            await self.doris.chooses("Frühere zeigen", "Frühere zeigen")
            await self.doris.chooses("Das war schon", former.label)
            await self.doris.chooses("Das ist vorbei.", "Noch einmal anbieten")
        else:
            await self.doris.presses("Noch einmal anbieten", under=former.shown)
        await self.doris.chooses("Wann beginnt es?", f"{event.day.day}.{event.day.month}.")
        await self._shows(event)

    async def _shows(self, event: Event) -> None:
        await self.doris.reads("Noch kann sich niemand anmelden.")
        event.shown = self.doris.last
        self.events.append(event)

    async def announces(self, event: Event, to: str) -> None:
        await self.doris.presses("Ankündigen", under=event.shown)
        await self.doris.chooses("So bekommen es alle.", f"An: {to}")
        await self.doris.chooses("So bekommen es alle.", "senden")
        await self.doris.reads("geht hinaus")
        self.reaches(event, to)

    def reaches(self, event: Event, to: str) -> None:
        """How many deliveries that are: one for each door of its town, or of everybody, the office's two as well."""
        readers = self.members if to == "alle" else self.everybody_in(to)
        event.readers = sum(len(member.addresses) for member in readers) + (2 if to == "alle" else 0)

    async def answers_question(self, question: str, answer: str, member: Member) -> None:
        """Doris reads what stood beside an answer, and replies to it; Adele hears of it too."""
        assert member.got("liest auch, was Sie dazu geschrieben haben") == 1
        await self.doris.chooses(question, answer)
        await self.adele.reads(f"Nachricht von {member.name}")
        await member.reads(answer)

    async def answers_comment(self, member: Member) -> None:
        """Doris answers what a contact remarked on the declaration; Adele reads it too."""
        await self.doris.chooses(f"Charta der Vielfalt“, {member.association}:", "Danke, das hat Zeit.")
        await self.adele.reads(f"Nachricht von {member.name}")
        await member.reads("Danke, das hat Zeit.")

    async def _finds(self, staff: Guest | Writer, event: Event) -> None:
        """In the list, on whichever page of it."""
        while event.label not in shown(await staff.reads("Welche möchten Sie sehen?")):
            await staff.presses("Mehr zeigen")
        await staff.presses(event.label)

    async def ticks(self, event: Event, *absent: Member) -> None:
        """Adele ticks the names of those who came."""
        adele = self.adele
        await adele.says("/turnout")
        await self._finds(adele, event)
        await adele.chooses("Vergeben:", "Wer war da?")
        there = present((await adele.reads("Haken Sie die Namen ab")).labels, absent)
        for label in there:
            await adele.presses(label)
            await adele.reads("Haken Sie die Namen ab")
        await adele.presses("Weiter")
        await adele.reads(f"{event.came_but(absent)} Personen waren da.")

    async def counts(self, event: Event, *absent: Member) -> None:
        """Doris writes the numbers of those who came."""
        doris = self.doris
        await doris.writes(self.office.list_address, "Anmeldungen")
        await self._finds(doris, event)
        await doris.chooses("Vergeben:", "Wer war da?")
        await doris.reads("Schreiben Sie die Nummern")
        there = present(doris.last.text.splitlines(), absent)
        await doris.presses(" ".join(line.split()[0] for line in there))
        await doris.reads(f"{event.came_but(absent)} Personen waren da.")

    # What people do, written into the book.

    async def sign_up(self, event: Event, said: dict[str, str]) -> None:
        """Contacts of its town, by the kind of their association, side by side."""
        members = {self.of(event.town, kind): text for kind, text in said.items()}
        await self.say(event, members)

    async def say(self, event: Event, said: dict[Member, str]) -> None:
        """Several at once, as after an announcement."""
        await asyncio.gather(*(self._says(event, member, text) for member, text in said.items()))

    async def _says(self, event: Event, member: Member, text: str) -> None:
        async with self.several:
            word, _, number = text.partition("\n")[0].partition(" ")
            event.said[member] = {"ja": "seat", "vielleicht": "maybe", "nein": "no"}[word], int(number or 1)
            await member.answers(event, text)
            await member.reads(confirmed(*event.said[member]))

    async def cancels(self, event: Event, member: Member, text: str) -> None:
        """By a reply to the letter that said that they are signed up."""
        assert member.mail
        letter = next(letter for letter in reversed(member.mail.mails) if "Sie sind angemeldet" in letter.text)
        await member.mail.presses(text, under=letter)
        await member.reads(confirmed("no", 1))
        event.said[member] = ("no", 1)

    async def accepts(self, event: Event, member: Member) -> None:
        """An offer of a freed seat."""
        _, people = event.said[member]
        await member.reads("Ein Platz ist frei")
        await member.presses("ja" if member.mine is member.mail else "Ja, ich komme")
        await member.reads(confirmed("seat", people))
        event.said[member] = ("seat", people)

    async def declares(self, member: Member, text: str) -> None:
        """Answer for the association, in the chat if there is one; what is neither yes nor no is a comment."""
        async with self.several:
            member.mine = member.phone or member.mine
            await member.reads(f"Für: {member.association}")
            if member.phone and text not in ("Ja", "Nein"):
                await member.presses("Etwas dazu schreiben")
                await member.phone.answers("Was möchten Sie dazu schreiben?", text)
            else:
                await member.presses(text)
            await member.reads("Gespeichert: ")

    def told(self, words: str, concerned: Iterable[Member], *, once: bool = False) -> None:
        """Exactly these have it, at each of their doors, or once at one of them."""
        got = {member: found for member in self.members if (found := member.got(words))}
        assert got == {member: 1 if once else len(member.addresses) for member in concerned}


def confirmed(state: str, people: int) -> str:
    """What somebody reads in answer."""
    if state == "seat":
        return f"Sie sind angemeldet: {counted(people)}."
    return {"no": "Sie kommen nicht", "maybe": "Sie kommen vielleicht"}[state]


def counted(people: int) -> str:
    return "1 Person" if people == 1 else f"{people} Personen, Sie eingeschlossen"


def present(lines: Iterable[str], absent: Iterable[Member]) -> list[str]:
    """The lines of the list, "3 Ada Velbert" or "4 mit Ada Velbert, Chor Velbert", without those of the absent."""
    named = [line for line in lines if re.match(r"\d+ .*(" + "|".join(FIRST_NAMES) + "|Linde)", line)]
    return [line for line in named if not any(member.name in line for member in absent)]
