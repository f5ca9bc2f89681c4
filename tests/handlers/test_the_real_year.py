"""A year of an integration office, from the first announcement to the sentence for the committee.

A kick-off for sixty associations, nine trainings in seven towns, a declaration that every association hands in within
a week, and a closing event with a third of them. Nothing is done but through the doors, by chat and by mail, and in
the end what the program says and keeps is compared with the test's own book (tests/handlers/year.py).
"""

import asyncio
import csv
import io
from collections import Counter
from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import pypdf
import pytest
from sqlalchemy import func, select

from simulator.mail import MailSimulator
from simulator.telegram import TelegramSimulator
from storage.database import Database
from storage.inbox import Arrival
from storage.notices import Notice
from storage.outbox import Outgoing
from storage.reminders import Reminder
from storage.sign_ups import HOLDS, SignUp
from storage.trainings import Training, on_the_wall
from tests.bot.conftest import OFFICE
from tests.bot.terminal import Terminal
from tests.handlers.year import ASSOCIATIONS, Event, Member, Writer, Year, confirmed, shown
from tests.house import Guest

COMMENT = "Wir müssen erst den Vorstand fragen."
DECLARED = ("Ja", "Ja", "Nein", "Ja", "Ja", "Nein", COMMENT, "Ja", "late", "silent")
"""What associations say in turn to the declaration; some only when they are reminded, some never."""

SENTENCE = "9 Schulungen in 7 Städten, 4 bis 12 Teilnehmende."
SPRING = (
    {"Elternverein": "ja 2", "Chor": "ja 3", "Garten": "ja", "Küche": "ja 2"},
    {"Elternverein": "ja", "Sportverein": "ja 3", "Frauentreff": "ja 2", "Chor": "nein"},
    {"Sportverein": "ja 4", "Chor": "ja 3", "Theater": "ja 2"},
    {"Elternverein": "ja 2", "Frauentreff": "ja 3", "Lesekreis": "ja", "Garten": "ja"},
    {"Elternverein": "ja 5", "Jugendhaus": "ja 3", "Garten": "ja 2"},
)
"""What they say to the trainings of spring, in their order."""

MIXED = ("ja", "ja 2", "ja", "vielleicht", "ja 4", "nein")


@pytest.fixture
async def year(database: Database, messenger: TelegramSimulator, post: MailSimulator) -> AsyncIterator[Year]:
    year = Year(database, messenger, post)
    await year.start()
    yield year
    await year.stop()


@pytest.fixture
def terminal(database_url: str, tmp_path: Path) -> Terminal:
    """The operator of this office."""
    return Terminal(tmp_path, {**OFFICE, "DATABASE_URL": database_url})


async def test_the_real_year(year: Year, terminal: Terminal) -> None:
    await year.opens()
    await kick_off(year)
    velbert, hilden, ratingen, haan = await winter(year)
    await waiting_list(year, velbert)
    hilden_again = await called_off(year, hilden)
    await another_place(year, ratingen)
    await year.sign_up(haan, {"Elternverein": "ja 2", "Chor": "ja 2", "Theater": "ja 2", "Garten": "ja", "Küche": "ja"})
    await names(year, velbert)

    await a_day_before(year, velbert)
    await year.ticks(velbert)
    await certificates(year, velbert, year.adele)
    await feedback(year, velbert)
    await a_day_before(year, hilden_again)
    await year.counts(hilden_again, year.of("Hilden", "Lesekreis"))
    await certificates(year, hilden_again, year.doris)
    await a_day_before(year, ratingen)
    assert "Stadtbücherei" in await year.of("Ratingen", "Elternverein").reads("Erinnerung: Fördermittel")
    await year.ticks(ratingen, year.of("Ratingen", "Sportverein"))
    await a_day_before(year, haan)
    await year.counts(haan, year.of("Haan", "Küche"))

    await spring(year, velbert, hilden_again)
    await declaration(year)
    await closing_event(year)
    await the_committee(year, terminal)
    await the_books_agree(year, called_off=hilden)


async def kick_off(year: Year) -> None:
    """Adele creates and announces it in her chat; half of the associations answer, each in their own way."""
    event, adele = Event("Auftakt", "Mettmann", date(2024, 2, 8), None), year.adele
    year.events.append(event)
    await adele.says("/offer")
    await adele.chooses("Was ist es?", "Veranstaltung")
    await adele.answers("Wie heißt es?", event.title)
    await adele.answers("Wann ist es?", "8.2. 17 bis 20 Uhr")
    await adele.answers("Wo ist es?", "Kreishaus, Düsseldorfer Straße 26, Mettmann")
    await adele.chooses("Wie viele Plätze gibt es?", "Ohne Grenze")
    await adele.chooses("Veranstaltung: Auftakt", "Ankündigen")
    await adele.chooses("Soll es so hinaus?", "Senden")
    await adele.reads("geht hinaus")
    year.reaches(event, "alle")
    await year.later(minutes=2)
    await year.say(event, {member: MIXED[n % 6] for n, member in enumerate(year.members[::2])})


async def winter(year: Year) -> list[Event]:
    """Doris writes four letters, and what they say is announced in their towns."""
    await year.until(date(2024, 1, 29))
    events = [
        Event("Kasse im Verein", "Velbert", date(2024, 2, 20), 12),
        Event("Satzung und Vorstand", "Hilden", date(2024, 2, 27), 10),
        Event("Fördermittel", "Ratingen", date(2024, 3, 12), 15),
        Event("Datenschutz", "Haan", date(2024, 3, 19), 8),
    ]
    for event in events:
        await year.offers(event, "Schulung")
        await year.announces(event, event.town)
    await year.later(minutes=2)
    return events


async def waiting_list(year: Year, event: Event) -> None:
    """Twelve seats are taken, three wait. Two cancel: the first in line accepts by tap, the second lets the offer run
    out, the third accepts by mail."""
    said = {"Elternverein": "ja 3", "Sportverein": "ja\n\nGibt es Parkplätze?", "Chor": "ja 4", "Frauentreff": "ja 3"}
    await year.sign_up(event, {**said, "Jugendhaus": "ja", "Küche": "nein"})
    await year.answers_question("Gibt es Parkplätze?", "Ja, hinter dem Rathaus.", year.of("Velbert", "Sportverein"))
    theater, lesekreis, garten = (year.of("Velbert", kind) for kind in ("Theater", "Lesekreis", "Garten"))
    for place, member in enumerate((theater, lesekreis, garten), 1):
        await member.answers(event, "ja")
        await member.reads(f"Warteliste: Platz {place}")
        event.said[member] = ("waiting", 1)

    await year.cancels(event, year.of("Velbert", "Jugendhaus"), "nein, danke")
    await year.beats()
    year.told("Ein Platz ist frei – für Sie!", [theater])
    assert theater.phone
    theater.mine = theater.phone
    await year.accepts(event, theater)

    await year.cancels(event, year.of("Velbert", "Sportverein"), "Nein")
    await year.beats()
    year.told("Ein Platz ist frei – für Sie!", [theater, lesekreis])
    await year.later(hours=25)
    await lesekreis.reads("Wir haben die nächste Person gefragt")
    await year.accepts(event, garten)
    year.told("Ein Platz ist frei – für Sie!", [theater, lesekreis, garten])
    assert event.people("seat") == event.seats


async def called_off(year: Year, event: Event) -> Event:
    """Those concerned are offered the next date, which is a copy, and two take it. It was no training."""
    await year.sign_up(
        event, {"Elternverein": "ja 2", "Sportverein": "ja", "Chor": "vielleicht", "Frauentreff": "nein"}
    )
    following = Event(event.title, event.town, date(2024, 3, 5), event.seats)
    await year.copies(event, following)
    await year.announces(following, event.town)
    await year.later(minutes=2)

    await year.doris.presses("Absagen", under=event.shown)
    assert "Ihnen wird der nächste Termin angeboten: Dienstag, 5. März" in shown(
        await year.doris.reads("Vorstand“ absagen?")
    )
    await year.doris.presses("Ja, jetzt absagen")
    await year.doris.reads("3 Personen bekommen jetzt Bescheid.")
    await year.beats()
    year.events.remove(event)
    year.told("Fällt aus: Satzung und Vorstand", event.who("seat", "maybe"))
    for member in event.who("seat"):
        await member.reads("Fällt aus: Satzung und Vorstand")
        await member.presses("Anderer Termin")
        await member.reads("Noch 10 von 10 Plätzen" if not following.said else "Noch 8 von 10 Plätzen")
        following.said[member] = event.said[member]
        await member.presses("ja 2" if member.mine is member.mail else "Ja, ich komme")
        await member.reads(confirmed(*event.said[member]))
    await year.sign_up(following, {"Theater": "ja", "Lesekreis": "ja", "Garten": "nein"})
    return following


async def another_place(year: Year, event: Event) -> None:
    """Who comes, or perhaps comes, hears of it at every door they have; nobody else does."""
    said = {"Elternverein": "ja 2", "Sportverein": "ja", "Chor": "vielleicht", "Frauentreff": "ja 3", "Garten": "nein"}
    await year.sign_up(event, said)
    doris = year.doris
    await doris.presses("Etwas ändern", under=event.shown)
    await doris.chooses("Was möchten Sie an „Fördermittel“ ändern?", "Ort")
    await doris.chooses("Wo ist „Fördermittel“?", "Stadtbücherei, Peter-Brüning-Platz 3, Ratingen")
    await doris.chooses("Wie kommt man", "Überspringen")
    await doris.chooses("Gibt es für „Fördermittel“ einen Link", "Überspringen")
    await doris.chooses("Stimmt es so?", "Ja, so ändern")
    await doris.reads("4 Personen bekommen gleich Bescheid.")
    await year.beats()
    year.told("Geändert: Fördermittel", event.who("seat", "maybe"))
    assert "Stadtbücherei" in await event.who("maybe")[0].reads("Geändert: Fördermittel")


async def names(year: Year, event: Event) -> None:
    """One says in the chat who comes with her: a certificate needs a name."""
    frauen = year.of("Velbert", "Frauentreff")
    assert frauen.phone
    await frauen.presses("Namen nennen")
    await frauen.phone.answers("Wer kommt mit?", "Yara Linde, Zoe Linde")
    await frauen.reads("Es kommen: Dilan Velbert, Yara Linde und Zoe Linde.")
    event.named[frauen] = ["Yara Linde", "Zoe Linde"]


async def a_day_before(year: Year, event: Event) -> None:
    """Everybody with a seat is reminded once, at one door, and nobody else; then it is over."""
    words = f"Erinnerung: {event.title}"
    before = {member: member.got(words) for member in year.members}
    await year.until(event.day - timedelta(days=1), hour=17)
    await year.beats()
    assert {m: more for m in year.members if (more := m.got(words) - before[m])} == dict.fromkeys(event.who("seat"), 1)
    await year.until(event.day + timedelta(days=1))


async def certificates(year: Year, event: Event, staff: Guest | Writer) -> None:
    """Everybody who came and has a name gets one, and nobody else."""
    await staff.presses("Bescheinigungen")
    await staff.chooses("Wer soll sie bekommen?", "Alle, die da waren")
    await year.beats()
    for member in year.everybody_in(event.town):
        sheets = [pypdf.PdfReader(io.BytesIO(file)).pages[0].extract_text() for file in member.files("Teilnahmebesch")]
        expected = [member.name, *event.named.get(member, ())] if event.came.get(member) else []
        assert len(sheets) == len(expected)
        assert all(name in sheet for name, sheet in zip(expected, sheets, strict=True))


async def feedback(year: Year, event: Event) -> None:
    """A day later they are asked how it was, and say it with a tap."""
    await year.until(event.day + timedelta(days=2), hour=18)
    for number, member in enumerate(event.who("seat")):
        event.felt[member] = 1 + number % 2
        await member.reads("Wie war es für Sie?")
        await member.presses(
            str(event.felt[member]) if member.mine is member.mail else ["Gut", "Es ging so"][number % 2]
        )
        await member.reads("Möchten Sie noch einen Satz dazu schreiben?")
        await member.presses("Überspringen")
        await member.reads("Vielen Dank!")


async def spring(year: Year, velbert: Event, hilden: Event) -> None:
    """Two that took place are offered again, and three in other towns; of one nobody writes down who came."""
    again = [
        (velbert, Event(velbert.title, velbert.town, date(2024, 4, 9), velbert.seats)),
        (hilden, Event(hilden.title, hilden.town, date(2024, 4, 16), hilden.seats)),
    ]
    new = [
        Event("Versicherung", "Erkrath", date(2024, 4, 23), 9),
        Event("Internetseite", "Mettmann", date(2024, 4, 30), 7),
        Event("Mitglieder gewinnen", "Wülfrath", date(2024, 5, 7), 10),
    ]
    for former, event in again:
        await year.copies(former, event)
    for event in new:
        await year.offers(event, "Schulung")
    events = [*(event for _, event in again), *new]
    for event in events:
        await year.announces(event, event.town)
    await year.later(minutes=2)
    for event, said in zip(events, SPRING, strict=True):
        await year.sign_up(event, said)
    unrecorded, *others = events
    await a_day_before(year, unrecorded)
    for number, event in enumerate(others):
        await a_day_before(year, event)
        await (year.counts if number % 2 else year.ticks)(event, event.who("seat")[number % 2])


async def declaration(year: Year) -> None:
    """Sixty associations are asked for a yes or no within seven days; who is silent is reminded on the fifth."""
    await year.until(date(2024, 6, 3))
    velbert, hilden, haan = (year.of(town, "Elternverein") for town in ("Velbert", "Hilden", "Haan"))
    seconds = [await year.joins(first, doors) for first, doors in ((velbert, 1), (hilden, 0), (haan, 0))]
    doris, text = year.doris, "An: alle\nFrist: 10.6.\n\nUnterschreibt Ihr Verein die Charta?"
    await doris.writes(year.office.list_address, "Erklärung: Charta der Vielfalt", text)
    await doris.chooses("Soll es so hinaus?", "senden")
    await doris.reads("60 Vereine werden gefragt.")
    await year.settled()
    said: dict[str, str] = {}

    async def say(member: Member, text: str) -> None:
        await year.declares(member, text)
        said[member.association] = text

    firsts = year.members[:ASSOCIATIONS]
    kind = {member: DECLARED[number % 10] for number, member in enumerate(firsts)}
    kind[hilden] = kind[haan] = "silent"
    await asyncio.gather(*(say(member, text) for member, text in kind.items() if text not in ("late", "silent")))
    for member in [member for member, text in kind.items() if text == COMMENT]:
        await year.answers_comment(member)

    # The second contact of one changes what the first said, of another answers where the first is silent.
    await seconds[0].reads("Ada Velbert hat für Elternverein Velbert geantwortet: Ja")
    await seconds[0].presses("Nein")
    await velbert.reads("Zweite Velbert hat für Elternverein Velbert geantwortet: Nein")
    said[velbert.association] = "Nein"
    await say(seconds[1], "Ja")

    await year.until(date(2024, 6, 7))
    year.told("Noch ohne Antwort", [], once=True)
    await year.until(date(2024, 6, 8), hour=12)
    silent = [member for member in year.members if member.association not in said]
    assert seconds[2] in silent
    year.told("Noch ohne Antwort", silent, once=True)
    late = [member for member, text in kind.items() if text == "late"]
    await asyncio.gather(*(say(member, "Ja") for member in late))

    await year.until(date(2024, 6, 11))
    year.told("Noch ohne Antwort", silent, once=True)
    await declared(year, said)


async def declared(year: Year, said: dict[str, str]) -> None:
    """Both of the office read the numbers, and both sheets have every association that was asked, once."""
    doris, firsts = year.doris, year.members[:ASSOCIATIONS]
    count = Counter("Anmerkung" if text == COMMENT else text for text in said.values())
    numbers = f"Ja: {count['Ja']}, Nein: {count['Nein']}, nur eine Anmerkung: {count['Anmerkung']}"
    result = f"{numbers}, ohne Antwort: {ASSOCIATIONS - len(said)}."
    assert result in shown(await doris.reads("Ergebnis: Charta der Vielfalt"))
    assert result in shown(await year.adele.reads("Ergebnis: Charta der Vielfalt"))
    pdf, table = (file.data for file in doris.last.attachments)
    rows = list(csv.reader(table.decode("utf-8-sig").splitlines(), delimiter=";"))[1:]
    end, words = rows.index([]), {"Ja": "Ja", "Nein": "Nein", COMMENT: "Anmerkung"}
    assert sorted(row[:2] for row in rows[:end]) == sorted(
        [member.association, words[said[member.association]] if member.association in said else "Keine Antwort"]
        for member in firsts
    )
    assert dict(rows[end + 1 :]) == {
        **{answer: str(number) for answer, number in count.items()},
        "Keine Antwort": str(ASSOCIATIONS - len(said)),
        "Alle": str(ASSOCIATIONS),
    }
    printed = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    assert all(member.association in " ".join(printed.split()) for member in firsts)


async def closing_event(year: Year) -> None:
    """A third of the associations come, seventy people, and that is all seats there are."""
    event = Event("Abschlussfest", "Mettmann", date(2024, 6, 28), 70)
    await year.offers(event, "Veranstaltung")
    await year.announces(event, "alle")
    await year.later(minutes=2)
    third, late = year.members[: ASSOCIATIONS // 3], year.members[ASSOCIATIONS // 3]
    await year.say(event, {member: ("ja 3", "ja 4")[number % 2] for number, member in enumerate(third)})
    assert late.phone
    await late.phone.says("/trainings")
    await late.phone.chooses("Das kommt", event.title)
    await late.phone.chooses("Alle 70 Plätze sind vergeben.", "Ja, ich komme")
    await late.reads("Warteliste: Platz 1, 1 Person")
    event.said[late] = ("waiting", 1)
    assert (len(event.who("seat")), event.people("seat")) == (20, 70)
    await a_day_before(year, event)


async def the_committee(year: Year, terminal: Terminal) -> None:
    """The sentence, and the numbers below it, in a letter, in the chat and at the operator's terminal."""
    await year.doris.writes(year.office.list_address, "Zahlen")
    assert SENTENCE in shown(await year.doris.reads("Zahlen: 2024"))
    await year.adele.says("/figures")
    assert SENTENCE in shown(await year.adele.reads("Zahlen: 2024"))
    said = (await terminal.types("events", "report", "--year", "2024", "--json")).json
    trainings = [event for event in year.events if event.title not in ("Auftakt", "Abschlussfest")]
    assert said["sentence"] == {
        "trainings": 9,
        "towns": 7,
        "smallest": min(event.participants for event in trainings),
        "largest": max(event.participants for event in trainings),
    }
    seated = [member for event in year.events for member in event.who("seat")]
    felt = Counter(value for event in year.events for value in event.felt.values())
    assert said["total"] == {
        "trainings": len(year.events),
        "seats": sum(event.seats or 0 for event in year.events),
        "sign_ups": len(seated),
        "waiting": sum(len(event.who("waiting")) for event in year.events),
        "participants": sum(event.participants for event in year.events),
        "no_shows": sum(event.people("seat") - event.participants for event in year.events),
        "associations": len({member.association for member in seated}),
        "people": len(set(seated)),
        "feedback": [felt[1], felt[2], felt[3]],
    }
    held = {(one["title"], one["town"], one["starts_at"][:10]): one for one in said["trainings"]}
    assert {key: one["participants"] for key, one in held.items()} == {
        (event.title, event.town, event.day.isoformat()): event.participants for event in year.events
    }


async def the_books_agree(year: Year, called_off: Event) -> None:
    """What the program keeps is what people said; everybody was told each change once; every delivery has one end."""
    async with year.database.read() as session:
        kept = (await session.scalars(select(Training))).all()
        signed = (await session.scalars(select(SignUp))).all()
        told = Counter((await session.scalars(select(Notice.kind))).all())
        untold = await session.scalar(select(func.count()).where(Notice.queued_at.is_(None)))
        reminded = await session.scalar(select(func.count()).where(Reminder.queued_at.is_not(None)))
        left = (await session.scalars(select(Outgoing))).all()
        failed = await session.scalar(select(func.count()).where(Arrival.failure.is_not(None)))

    book = {
        (event.title, event.day, member.name): said
        for event in (*year.events, called_off)
        for member, said in event.said.items()
    }
    assert book == {
        (one.training.title, on_the_wall(one.training.starts_at, one.training.zone).date(), one.person.name): (
            one.state,
            one.seats,
        )
        for one in signed
        if one.person and one.training.starts_at
    }
    for training in kept:
        held = sum(one.seats for one in signed if one.training_id == training.id and one.state in HOLDS)
        assert held == training.taken <= (training.seats or held)

    assert told == {
        "offer": 3,
        "offer-missed": 1,
        "changed": 4,
        "called-off": 3,
        "full": sum(event.people("seat") == event.seats for event in year.events),
    }
    assert untold == 0
    assert reminded == sum(member.got("Erinnerung: ") for member in year.members)

    assert {(row.state, row.reason) for row in left} <= {("sent", None), ("skipped", "superseded")}
    assert all(row.edit_of for row in left if row.state == "skipped")
    assert not any(row.maybe_repeated or row.attempts > 1 for row in left)
    delivered = Counter(row.announcement_id for row in left if row.announcement_id)
    assert sorted(delivered.values()) == sorted(event.readers for event in (*year.events, called_off))
    letters = sum(len(box.letters) for box in year.post.mailboxes.values())
    assert letters == sum(row.channel == "mail" for row in left)
    messages = [message for person in year.messenger.people for message in person.chat.from_bot if message.text]
    assert len(messages) == sum(row.channel == "telegram" and row.edit_of is None for row in left)
    assert failed == 0
