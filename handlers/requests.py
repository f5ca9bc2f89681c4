"""What people ask of the office: a new association, a newcomer, a question, a wish to be called.

`ask` puts it to those who decide: a newcomer to the association's confirmed contacts first, everything else to each
member of staff at their door. The first to decide decides, the others are told who did. The person hears the outcome,
where they asked (answers: handlers/answering.py). What nobody answers returns (the clock).

What came by mail is shown in a chat only to those who chose that; the others see there that something has come.
"""

from collections.abc import Awaitable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from markupsafe import Markup

from handlers import doors, duties, fields
from handlers.commands import command
from handlers.doors import Door
from locales import Words, words
from mailing.office import Office
from mailing.turn import Button, Enclosure, Said, Turn, action, short, turn_for
from storage import associations, outbox, requests
from storage.database import Sessions
from storage.people import Channel, Person
from storage.refusals import NotAllowed, Refusal
from storage.requests import Request

SHOWN_AT_ONCE = 5

ANSWERS_A_DAY = 10
STAFF_ANSWERS_A_DAY = 100
"""Staff work by mail; but a program that answers our letters without saying that it is one must come to an end."""

DECISIONS = {
    "association": ("yes", "no"),
    "newcomer": ("yes", "no"),
    "question": ("called", "done"),
    "call": ("called",),
}


class RequestGone(Refusal):
    """The person was erased, and the request with them."""


async def ask(turn: Turn, request: Request, *, quiet: bool = False) -> None:
    """Put the request to whoever decides on it, but not to whoever asks; `quiet` waits for the end of the quiet
    hours."""
    if request.with_staff:
        for door in await doors.of_staff(turn):
            if door.member is None or door.member.id != request.person_id:
                await _ask_at(turn, request, door, quiet=quiet)
    elif request.association:
        for contact in request.association.confirmed_contacts():
            if contact.person_id != request.person_id:
                key = "requests-newcomer-fellow"
                buttons = [_button(request, "yes"), _button(request, "no")]
                await turn.tell(contact.person, key, buttons=buttons, **await _facts(turn, request, contact.person))


async def return_unanswered(database: Sessions, now: datetime, office: Office) -> None:
    """For the clock: what staff left open for three days is asked again, and newcomers whom the contacts left open for
    two days go to the staff; not at night, when an outage may have ended."""
    async with database.read() as session:
        due = await requests.due_again(session, now)
    await duties.each(database, now, office, "request", due, partial(_return, database, now, office))


async def _return(database: Sessions, now: datetime, office: Office, number: int) -> None:
    async with database.write() as session:
        if request := await requests.take_again(session, number, now):
            await ask(turn_for(session, now, office, request.person), request, quiet=True)


@command("requests", role="editor")
async def list_open(turn: Turn, rest: str) -> None:
    """Everything that waits for an answer, one button each."""
    waiting = await requests.open_ones(turn.session)
    shown = [_show_button(turn, request) for request in waiting[:SHOWN_AT_ONCE]]
    key = "requests-open" if waiting else "requests-none-open"
    await turn.say(key, count=len(waiting), buttons=shown, for_staff=True)


@action("requests.open", role="editor")
async def open_ones(turn: Turn, argument: str) -> None:
    await list_open(turn, "")


@action("requests.show", role="editor")
async def show(turn: Turn, argument: str) -> None:
    """Once more, here; what came by mail only where the person chose to read it."""
    await _ask_at(turn, await find(turn, argument), _here(turn))


@action("requests.read", role="editor")
async def read(turn: Turn, argument: str) -> None:
    """Whoever presses this in a chat chooses to read the letter there."""
    await _put(turn, await find(turn, argument), _here(turn))


@action("requests.yes")
async def yes(turn: Turn, argument: str) -> None:
    await _decide(turn, argument, "yes")


@action("requests.no")
async def no(turn: Turn, argument: str) -> None:
    await _decide(turn, argument, "no")


@action("requests.called", role="editor")
async def called(turn: Turn, argument: str) -> None:
    await _decide(turn, argument, "called")


@action("requests.done", role="editor")
async def done(turn: Turn, argument: str) -> None:
    await _decide(turn, argument, "done")


async def question(turn: Turn, *, acknowledge: bool = True) -> Request:
    """Whatever was just said, as a question to the staff. By mail it is acknowledged to an address as long as that may
    be answered today."""
    said = {"html": turn.said.html, "files": [file.as_json() for file in turn.said.files]}
    request = await requests.open_request(
        turn.session,
        "question",
        turn.person,
        channel=turn.channel,
        address=turn.address,
        now=turn.now,
        said=said,
        thread=turn.thread,
    )
    await ask(turn, request)
    if acknowledge and await may_answer(turn):
        await turn.say("requests-received", name=turn.office.contact_person, contact=turn.office.contact)
    return request


async def take(turn: Turn, answer: Awaitable[Any], beside: Said | None) -> None:
    """Take an answer, and let a person read what stands beside it: what answers the one says that of the other. A
    refusal, which undoes everything that is said, takes back the answer alone where there is something to read."""
    said = len(turn.answers)
    try:
        async with turn.session.begin_nested():
            await answer
    except Refusal as refusal:
        if beside is None:
            raise
        del turn.answers[said:]
        await turn.say(refusal.key, contact=turn.office.contact, **refusal.details)
    if beside:
        await question(replace(turn, said=beside), acknowledge=not turn.answers)
        if turn.answers:
            turn.add("requests-beside", name=turn.office.contact_person)


async def may_answer(turn: Turn) -> bool:
    """At most ten automatic answers to an address within a day; a hundred to staff."""
    since = turn.now - timedelta(days=1)
    limit = STAFF_ANSWERS_A_DAY if turn.person.role else ANSWERS_A_DAY
    return await outbox.answers_today(turn.session, turn.address, since) < limit


async def _ask_at(turn: Turn, request: Request, door: Door, *, quiet: bool = False) -> None:
    if _may_name(request, door):
        await _put(turn, request, door, quiet=quiet)
        return
    what = _words_at(turn, door).text(f"requests-kind-{request.kind}")
    read_here = [Button("requests-read", f"requests.read:{request.id}")]
    await turn.write_to(
        door.member,
        door.channel,
        door.address,
        "requests-hint",
        what=what,
        buttons=read_here,
        for_staff=True,
        quiet=quiet,
    )
    for listener in door.listeners:
        if listener.mail:
            await _put(turn, request, Door(listener, "mail", listener.mail, (listener,)), quiet=quiet)


async def _put(turn: Turn, request: Request, door: Door, *, quiet: bool = False) -> None:
    """The whole request, with what was written and the buttons that decide on it."""
    buttons = [_button(request, decision) for decision in DECISIONS[request.kind]]
    if door.channel == "telegram" and door.member:
        buttons.append(Button("requests-write", f"requests.write:{request.id}"))
    await turn.write_to(
        door.member,
        door.channel,
        door.address,
        f"requests-{request.kind}",
        buttons=buttons,
        reply=f"requests.answer:{request.id}",
        files=_files(request),
        for_staff=True,
        quiet=quiet,
        **await _facts(turn, request, door.member),
    )


def _here(turn: Turn) -> Door:
    chat = turn.person.address("telegram")
    in_group = turn.channel == "telegram" and (chat is None or chat.address != turn.address)
    return Door(None if in_group else turn.person, turn.channel, turn.address, (turn.person,))


async def _facts(turn: Turn, request: Request, reader: Person | None) -> dict[str, Any]:
    """Who asks, for whom, since when; "–" for what nobody knows."""
    say = words(reader.language if reader else turn.office.language)
    person = request.person
    contacts = await associations.of(turn.session, person) if person else []
    speaks = [contact.association for contact in contacts]
    contact = request.contact or next((c for c in contacts if c.association_id == request.association_id), None)
    spoken_for = request.association or (speaks[0] if speaks else None)
    names = [request.association.name] if request.association else [association.name for association in speaks]
    town = spoken_for.town if spoken_for else None
    place = ", ".join(part for part in (say.listing(names), town) if part)
    return {
        "reminder": _reminder(turn, request, say),
        "name": person.name if person and person.name else request.address,
        "association": say.listing(names) or "–",
        "town": town or "–",
        "place": place or say.text("requests-no-association"),
        "role": (contact and contact.role) or "–",
        "phone": fields.shown_phone(person.phone) if person and person.phone else "–",
        "mail": (person and person.mail) or "–",
        "about": _about(request, say),
        "text": Markup(request.said["html"]) if request.said else "",
    }


def _about(request: Request, say: Words) -> str:
    """The subject of a letter: what it is about often stands only there."""
    subject = (request.thread or {}).get("subject")
    return say.text("requests-about", subject=subject) if subject else ""


def _reminder(turn: Turn, request: Request, say: Words) -> str:
    if turn.now - request.created_at < requests.TO_STAFF_AFTER:
        return ""
    return say.text("requests-reminder", since=say.date(request.created_at, turn.office.timezone))


def _files(request: Request) -> list[Enclosure]:
    return [Enclosure.from_json(file) for file in (request.said or {}).get("files", [])]


def _button(request: Request, decision: str) -> Button:
    label = f"button-{decision}" if decision in ("yes", "no") else f"requests-{decision}"
    return Button(label, f"requests.{decision}:{request.id}")


def _show_button(turn: Turn, request: Request) -> Button:
    about = request.association.name if request.association else turn.words.text(f"requests-kind-{request.kind}")
    return Button(short(about), f"requests.show:{request.id}", plain=True)


async def find(turn: Turn, argument: str) -> Request:
    """The request with that id. Raises `RequestGone`."""
    request = await requests.get(turn.session, int(argument))
    if request is None or request.person is None:
        raise RequestGone
    return request


async def _decide(turn: Turn, argument: str, decision: str) -> None:
    request = await find(turn, argument)
    if decision not in DECISIONS[request.kind] or not _may_decide(turn.person, request):
        raise NotAllowed
    await requests.decide(turn.session, request, turn.person, decision, turn.now)
    await _carry_out(turn, request, accepted=decision == "yes")
    await turn.say("requests-decided", edit=True, **_outcome(request, turn.words, _may_name(request, _here(turn))))
    if decision in ("yes", "no"):
        await tell_asker(turn, request, f"requests-{request.kind}-{decision}", contact=turn.office.contact)
    await tell_the_others(turn, request)


def _may_decide(person: Person, request: Request) -> bool:
    if request.kind == "newcomer" and request.contact:
        return associations.may_decide_on(request.contact, person)
    return person.may("editor")


async def _carry_out(turn: Turn, request: Request, *, accepted: bool) -> None:
    if request.kind == "newcomer" and request.contact:
        await associations.decide_contact(turn.session, request.contact, accepted)
    elif request.kind == "association" and request.association:
        verb = associations.accept_association if accepted else associations.decline_association
        await verb(turn.session, request.association)


def _words_at(turn: Turn, door: Door) -> Words:
    return words(door.member.language if door.member else turn.office.language)


def _may_name(request: Request, door: Door) -> bool:
    return request.channel != "mail" or door.trusted


def _outcome(request: Request, say: Words, named: bool) -> dict[str, str]:
    """What became of it; whom it is about only where that may be `named`."""
    about = request.association.name if request.association else ""
    if not about and named and request.person:
        about = request.person.name
    return {
        "what": say.text(f"requests-kind-{request.kind}"),
        "about": f" ({about})" if about else "",
        "name": (request.decided_by and request.decided_by.name) or "–",
        "decision": say.text(f"requests-decision-{request.state}"),
    }


async def tell_asker(turn: Turn, request: Request, key: str, **rest: Any) -> None:
    """To where the person asked, in the same thread."""
    assert request.person
    channel: Channel = "mail" if request.channel == "mail" else "telegram"
    if key != "requests-answer":
        rest["association"] = request.association.name if request.association else "–"
    await turn.write_to(request.person, channel, request.address, key, thread=request.thread, **rest)


async def tell_the_others(turn: Turn, request: Request) -> None:
    """Who was faster, for those who were asked as well."""
    if not request.with_staff:
        return
    for door in await doors.of_staff(turn):
        if door.address == turn.address or door.member is turn.person:
            continue
        outcome = _outcome(request, _words_at(turn, door), _may_name(request, door))
        await turn.write_to(door.member, door.channel, door.address, "requests-decided", quiet=True, **outcome)
