"""Every staff verb has a mail door: many offices forbid Telegram on their desktops.

Adele has only a mail program. She asks for every staff command, presses every button that any answer offers, and
answers every question; in the end everything that staff can do must have been offered to her, and every verb of
storage/ that is for staff must have been carried out.
"""

import sys
from datetime import time, timedelta
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from sqlalchemy import select

import storage
from handlers import requests as office
from handlers.commands import COMMANDS
from locales import LANGUAGES, words
from mailing.turn import ACTIONS, GROUP, Turn
from storage import announcements, associations, declarations, dispatch, keys, people, requests, schedules
from storage.associations import Status
from storage.audiences import Audience
from storage.outbox import Outgoing
from storage.people import Person
from storage.prompts import Prompt
from storage.schedules import Rhythm, When
from storage.trainings import Times
from tests.handlers.desk import Desk, Writer
from tests.storage import network
from tests.storage.course import EVENING, comes, course
from tests.storage.course import office as office_of

SAME_BY_MAIL = {
    "requests.write": "requests.answer",  # the button that asks for an answer; a letter is simply replied to
    "requests.read": "requests.show",  # a letter may show what came by mail
    "composing.again": "announce.discard",  # another text is another letter
    "composing.anew": "announce.start",
    "announce.again": "announce.release",
    "turnout.names": "turnout.show",
}
"""Buttons that only a chat needs, and what does the same in a letter."""

STAFF_VERBS = {
    "announcements": ["draft", "redirect", "discard", "latest", "value_until"],
    "dispatch": ["release", "halt", "pause", "resume", "settle_uncertain"],
    "amendments": ["begin", "draft", "rename", "release"],
    "reports": ["want", "report", "doubts"],
    "schedules": ["move", "end", "planned", "take_next"],
    "associations": ["accept_association", "decline_association", "decide_contact", "find_people"],
    "invitations": ["release", "standing", "to_call"],
    "people": ["give_role", "choose_staff_door", "confirm"],
    "requests": ["decide", "open_ones"],
    "trainings": ["create", "copy", "edit", "ask", "unask", "open_up", "announce_with", "not_over", "over", "similar"],
    "changes": ["reschedule", "relocate", "resize", "call_off"],
    "declarations": ["create", "discard", "open_up", "latest", "remind", "end", "declare"],
    "figures": ["figures", "sentence", "held", "overview"],
    "turnout": ["live_list", "group"],
    "seating": ["sign_up", "approve", "refuse", "move", "cancel"],
    "attendance": ["sheet", "record_signed"],
    "sheets": ["want", "answered"],
}

TYPED = {
    "offering.address": "neu@awo.example.org",
    "consent.search": "Emin",
    "requests.answer": "Bis zum 1. Mai.",
    "announcing.reply": "An: Hilden",
    "announcing.whom": "Velbert",
    "planning.at": "morgen 9 Uhr",
    "planning.when": "am 1. um 9 Uhr",
    "worth.until": "31.12. 18 Uhr",
    "correcting.change": "Der Ort ist anders.",
    "correcting.text": "Im Haus der Vereine.",
    "renaming.subject": "Fest im Haus der Vereine",
    "creating.title": "Kasse im Verein",
    "creating.when": "am 3.11. von 18 bis 20 Uhr",
    "creating.where": "Haus der Vereine, Hauptstraße 1, Velbert",
    "creating.seats": "12",
    "copying.start": "8.12.",
    "rescheduling.when": "am 10.11. von 18 bis 20 Uhr",
    "relocating.place": "Rathaus, Velbert",
    "relocating.access": "mit Aufzug",
    "relocating.map": "www.example.org/karte",
    "resizing.seats": "20",
    "editing.deadline": "30.10.",
    "editing.text": "Wir üben.",
    "editing.title": "Kasse",
    "editing.audience": "Hilden",
    "editing.per_association": "2",
    "editing.minimum": "5",
    "editing.offer_hours": "12",
    "editing.entry": "Haben Sie ein Konto?",
    "editing.help": "Wir helfen vorher.",
    "question.question": "Brauchen Sie Kinderbetreuung?",
    "question.choices": "ja; nein",
    "declaring.title": "Fest",
    "declaring.text": "Machen Sie mit?",
    "declaring.audience": "Hilden",
    "declaring.deadline": "31.12.",
    "adding.name": "Selma Aydın",
    "adding.phone": "02051 123456",
    "adding.seats": "2",
    "contacting.text": "Bitte bringen Sie einen Stift mit.",
}
"""What Adele answers to a question that has no buttons."""


ENDING = (
    "announce.release", "announce.discard", "announce.cancelled", "planning.set", "planning.not", "planned.now",
    "planned.end", "report.again", "report.by_mail", "report.leave", "rescheduling.called_off",
    "declaring.open", "declaring.discard", "declared.end",
)  # fmt: skip
"""After these there is less to press: they come at the end of the walk."""

ONCE_FOR_EACH = (
    "announce.change",
    "announce.release",
    "planned.show",
    "planned.end",
    "editing.start",
    "rescheduling.start",
    "declared.show",
    "staff.menu",
)
"""What is pressed for each text, since texts are of different kinds; and for each page of the menu."""

EACH = ("dialogue.", "requests.", "turnout.show", "seating.people", "seating.one")
"""What is pressed with each argument: pages, trainings and people."""


class Explorer:
    """Presses what was not pressed before, under the newest letter first, so that a dialogue is led to its end."""

    def __init__(self, desk: Desk, writer: Writer) -> None:
        self.desk, self.writer = desk, writer
        self.offered: set[str] = set()
        self._pressed: set[str] = set()
        self._asked: dict[int, str | None] = {}

    async def asks(self, subject: str, text: str = "") -> None:
        await self.writer.writes(subject, text)
        await self.goes_on()

    async def goes_on(self, *, ending: bool = False) -> None:
        """Presses what has come meanwhile."""
        while press := await self._next(ending=ending):
            row, answer = press
            await self.writer.answers(answer, to=row)

    async def _next(self, *, ending: bool) -> tuple[Outgoing, str] | None:
        """The next press, or answer to a question."""
        for row in reversed(await self.desk.rows(self.writer.address)):
            buttons: list[tuple[str, str]] = (row.payload or {}).get("buttons", [])
            self.offered |= {data.partition(":")[0] for _, data in buttons}
            answers: dict[str | None, str] = {}
            for number, (_, data) in enumerate(buttons, 1):
                answers.setdefault(_key(data), str(number))
            if typed := await self._typed(row):
                answers[f"{typed} typed"] = TYPED[typed]
            new = [key for key in answers if key and key not in self._pressed]
            new = [key for key in new if ending or not key.startswith(ENDING)]
            if new:
                new.sort(key=lambda key: key.startswith(ENDING))
                self._pressed.add(new[0])
                return row, answers[new[0]]
        return None

    async def _typed(self, row: Outgoing) -> str | None:
        """The question that a free answer to this letter is for."""
        if row.id not in self._asked:
            self._asked[row.id] = await self._question(row)
        return self._asked[row.id]

    async def _question(self, row: Outgoing) -> str | None:
        async with self.desk.database.read() as session:
            prompt = await session.get(Prompt, row.prompt_id) if row.prompt_id else None
        if prompt is None or prompt.reply is None:
            return None
        name, _, argument = prompt.reply.partition(":")
        self.offered.add(name)
        asked = argument if name in ("dialogue.text", "dialogue.number") else name
        return asked if asked in TYPED else None


def _key(data: str) -> str | None:
    """Each verb once, and once for each request and text, yes and no in turns; of a dialogue one choice a question."""
    name, _, argument = data.partition(":")
    if name in ("dialogue.back", "dialogue.cancel", "dialogue.change"):
        return None
    if name in ("requests.yes", "requests.no") and (name == "requests.yes") == bool(int(argument) % 2):
        return None
    if name == "dialogue.choose":
        argument = argument.rpartition(".")[0]
    if name in ONCE_FOR_EACH:
        return f"{name}:{argument.partition('.')[0]}"
    if name == "editing.ask":
        return f"{name}:{argument.partition('.')[2]}"  # page after page
    if name in ("planning.fixed", "planning.set"):
        return f"{name}:{argument[0]}"  # a draft, or something planned
    return f"{name}:{argument}" if name.startswith(EACH) else name


async def a_full_desk(desk: Desk) -> Explorer:
    """Something of everything that staff deal with."""
    desk.office.channel = "@netz_kreis"
    now = desk.clock.now()
    async with desk.database.write() as session:
        adele = await network.person(session, "Adele", ("mail", "adele@kreis.example.org"))
        adele.role = "admin"
        await keys.remember(session, GROUP, "-500")
        for someone in (network.anna, network.bilal, network.doris, network.emin):
            await someone(session)
        fadi = await people.create(session, now, name="Fadi")
        await people.add_address(session, fadi, "mail", "fadi@kulturverein.example.org", now)
        await network.association(session, "Zweiter Kulturverein", "Haan", {"culture"}, fadi)
        await _sent_with_doubts(session, desk)
        await _declarations(session)
        await _trainings(session)
        for kind in ("association", "association", "newcomer", "question", "call"):
            await _request(session, desk, kind, now)
    return Explorer(desk, desk.writer("Adele", "adele@kreis.example.org"))


async def _sent_with_doubts(session: Any, desk: Desk) -> None:
    now = desk.clock.now()
    for subject in ("Alt", "Älter", "Sehr alt"):
        sent = await announcements.draft(
            session, None, subject=subject, html="<p>Alt</p>", audience=Audience(), door="command", now=now
        )
        await dispatch.release(session, sent, None, release_at=now, now=now, mail_host="kreis.example.org")
    for row in await session.scalars(select(Outgoing).where(Outgoing.announcement_id.is_not(None))):
        row.state = "uncertain" if row.channel == "telegram" else "sent"
    row.state, row.not_before = "retry", now + timedelta(days=30)  # the last one stays under way
    planner = await session.scalar(select(Person).where(Person.name == "Adele"))
    for subject in ("Einmal", "Jede Woche"):
        written = await announcements.draft(
            session, planner, subject=subject, html="<p>Neu</p>", audience=Audience(), door="mail", now=now
        )
        rhythm = Rhythm("weekly") if subject == "Jede Woche" else None
        when = When(desk.office.local(now).date() + timedelta(days=9), time(9), rhythm)
        await schedules.plan(session, written, planner, when, desk.office.timezone, now)


async def _declarations(session: Any) -> None:
    """Associations are asked for a yes or no."""
    made = await declarations.create(
        session, await office_of(session), title="Bündnis", html="<p>Machen Sie mit?</p>", audience=Audience(),
        deadline=network.NOW + timedelta(days=200), now=network.NOW,
    )  # fmt: skip
    await declarations.open_up(session, made.id, await office_of(session), network.NOW)


async def _trainings(session: Any) -> None:
    """One that is over, and two to come, for which somebody waits for a yes."""
    over = Times(EVENING.start - timedelta(days=6), EVENING.end - timedelta(days=6))
    await comes(session, await course(session, times=[over], deadline=None, title="Vorbei"), "Ali")
    soon = Times(EVENING.start + timedelta(days=7), EVENING.end + timedelta(days=7))
    coming = await course(session, times=[soon], deadline=None, needs_approval=True)
    for name in ("Bea", "Can"):
        await comes(session, coming, name)
    await course(session, times=[soon], deadline=None, title="Noch eine")


async def _request(session: Any, desk: Desk, kind: Any, now: Any) -> None:
    asker = await network.person(session, "Emre")
    about: dict[str, Any] = {}
    if kind in ("association", "newcomer"):
        status: Status = "requested" if kind == "association" else "active"
        about["association"] = await associations.create(
            session, now, source="test", status=status, name=f"Verein {asker.id}", town="Haan"
        )
        about["contact"] = await associations.add_contact(session, about["association"], asker, now, status="requested")
    asked = await requests.open_request(session, kind, asker, channel="telegram", address="8100", now=now, **about)
    await office.ask(Turn(session, now, desk.office, asker, "telegram", "8100"), asked)


@pytest.mark.parametrize("name", [name for name, known in COMMANDS.items() if known.role])
def test_every_command_of_staff_is_understood_in_a_letter_and_in_a_chat(name: str) -> None:
    assert COMMANDS[name].doors == {"chat", "mail"}
    for language in LANGUAGES:
        assert words(language).list(f"command-{name}")
        assert words(language).text(f"command-description-{name}")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_everything_that_staff_can_do_can_be_done_by_letters_alone(desk: Desk) -> None:
    adele, called = await a_full_desk(desk), Called()
    await desk.beat()
    sys.setprofile(called)
    try:
        for command in (words("de").list(f"command-{name}")[0] for name, known in COMMANDS.items() if known.role):
            if command not in (words("de").list(f"command-{name}")[0] for name in ("announce", "turnout")):
                await adele.asks(command)
                desk.clock.advance(timedelta(days=1))  # a hundred answers a day are enough for anybody
        desk.clock.advance(timedelta(days=1))
        await adele.asks("Rundschreiben: Fest", "An: Atlantis\n\nKommen Sie alle!")
        await adele.asks("Rundschreiben: Fest", "An: alle\n\nKommen Sie alle!")
        await adele.asks("Erklärung: Fest", "Machen Sie mit?")
        desk.clock.advance(timedelta(days=1))
        async with desk.database.write() as session:
            await _request(session, desk, "question", desk.clock.now())
        await adele.asks("Anfragen")
        desk.clock.advance(timedelta(days=1))
        await adele.asks("Anmeldungen")
        for _ in range(3):
            await adele.goes_on(ending=True)
            desk.clock.advance(timedelta(minutes=3))
            await desk.post_leaves()
            await desk.beat()
    finally:
        sys.setprofile(None)
    for_staff = {name for name, known in ACTIONS.items() if known.role}
    missing = {SAME_BY_MAIL.get(name, name) for name in for_staff} - adele.offered
    assert missing == set(), "only a chat offers these"
    not_done = {(module, verb) for module, verbs in STAFF_VERBS.items() for verb in verbs} - called.verbs
    assert not_done == set(), "letters alone never came to these"


class Called:
    """Notes which functions of storage/ are called."""

    def __init__(self) -> None:
        self.verbs: set[tuple[str, str]] = set()
        self._folder = str(Path(storage.__file__).parent)

    def __call__(self, frame: FrameType, event: str, arg: object) -> None:
        if event == "call" and frame.f_code.co_filename.startswith(self._folder):
            self.verbs.add((Path(frame.f_code.co_filename).stem, frame.f_code.co_name))
