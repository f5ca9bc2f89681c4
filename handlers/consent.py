"""A consent given on paper, by phone or at an event, recorded by staff: who, when, in which words.

The person gets one letter that says so: "nicht richtig? Antworten Sie stopp", and that answer ends it at once.
"""

from datetime import datetime, time
from typing import Any

from handlers import dialogue, fields, notice
from handlers.commands import command
from handlers.dialogue import Choice, Dialogue, Question
from locales import words
from mailing.turn import Button, Turn, action
from storage import associations, people
from storage.people import Confirmation, Door, Person
from storage.refusals import Refusal

WAYS: tuple[Door, ...] = ("paper", "phone", "event")
DAY = "%d.%m.%Y"
DAYS = (DAY, "%d.%m.%y", "%Y-%m-%d", "%d/%m/%Y")
FEW = 10


class NobodyFound(Refusal):
    """No person, address or association of the register reads like that."""


class StaffAnswerThemselves(Refusal):
    """Whoever reads an address of staff has their rights: nobody else puts one on record for them."""


class NotADay(Refusal):
    """No date, or one that is still to come."""


@command("consent", role="editor")
async def record(turn: Turn, rest: str) -> None:
    await dialogue.start(turn, DIALOGUE)


@action("consent.start", role="editor")
async def start(turn: Turn, argument: str) -> None:
    await record(turn, "")


@action("consent.wrong")
async def wrong(turn: Turn, argument: str) -> None:
    """The person says that this is not right: it ends at once."""
    await people.leave(turn.session, turn.person, turn.door, turn.now)
    await turn.say("consent-ended", list=turn.office.list_name, contact=turn.office.contact)


async def _a_search(turn: Turn, text: str) -> str:
    if not await associations.find_people(turn.session, text, FEW):
        raise NobodyFound
    return text


async def _search_anew(turn: Turn, answers: dict[str, Any]) -> None:
    """Another search: whom it found before is not meant any more."""
    for name in ("person", "address"):
        answers.pop(name, None)


async def _found(turn: Turn, answers: dict[str, Any]) -> list[Choice]:
    people_found = await associations.find_people(turn.session, answers["search"], FEW)
    return [Choice(str(person.id), await _called(turn, person)) for person in people_found]


async def _person(turn: Turn, answers: dict[str, Any]) -> Person:
    """Whom it is about. Raises `StaffAnswerThemselves`."""
    person = await people.get(turn.session, int(answers["person"]))
    if person is None:
        raise NobodyFound
    if person.role:
        raise StaffAnswerThemselves
    return person


async def _no_staff(turn: Turn, answers: dict[str, Any]) -> None:
    await _person(turn, answers)


async def _called(turn: Turn, person: Person) -> str:
    spoken = [contact.association.name for contact in await associations.of(turn.session, person)]
    return ", ".join([person.name or person.mail or f"Nr. {person.id}", *spoken[:1]])


async def _addresses(turn: Turn, answers: dict[str, Any]) -> list[Choice]:
    person = await people.get(turn.session, int(answers["person"]))
    known = person.addresses if person else []
    return [Choice(a.address, a.address) for a in known if a.channel == "mail"]


async def _ways(turn: Turn, answers: dict[str, Any]) -> list[Choice]:
    return [Choice(way, turn.words.text(f"consent-way-{way}")) for way in WAYS]


async def _today(turn: Turn, answers: dict[str, Any]) -> list[Choice]:
    today = turn.office.local(turn.now).strftime(DAY)
    return [Choice(today, turn.words.text("consent-today", day=today))]


async def _a_day(turn: Turn, text: str) -> str:
    """A date up to today, as "13.04.2027". Raises `NotADay`."""
    for form in DAYS:
        try:
            day = datetime.strptime(text, form).date()  # noqa: DTZ007 - a day, not a moment
        except ValueError:
            continue
        if day <= turn.office.local(turn.now).date():
            return day.strftime(DAY)
    raise NotADay


async def _wordings(turn: Turn, answers: dict[str, Any]) -> list[Choice]:
    return [Choice(notice.WORDING, turn.words.text("consent-our-wording", version=notice.WORDING))]


async def _finish(turn: Turn, answers: dict[str, Any]) -> None:
    person = await _person(turn, answers)
    address = await people.add_address(turn.session, person, "mail", answers["address"], turn.now)
    how = Confirmation(
        answers["way"], answers["wording"], recorded_by=turn.person, given_at=_moment(turn, answers["day"])
    )
    await people.confirm(turn.session, address, how, turn.now)
    await turn.write_to(
        person,
        "mail",
        address.address,
        "consent-letter",
        list=turn.office.list_name,
        way=words(person.language).text(f"consent-way-{answers['way']}"),
        day=answers["day"],
        contact=turn.office.contact,
        buttons=[Button("consent-stop", "consent.wrong")],
        quiet=True,
    )
    await turn.say("consent-recorded", name=person.name or address.address, address=address.address)


def _moment(turn: Turn, day: str) -> datetime:
    """Now for today, else noon of that day."""
    local = turn.office.local(turn.now)
    if day == local.strftime(DAY):
        return turn.now
    then = datetime.strptime(day, DAY)  # noqa: DTZ007 - a day, not a moment
    return datetime.combine(then, time(12), tzinfo=turn.office.timezone)


DIALOGUE = Dialogue(
    "consent",
    _finish,
    [
        Question("search", check=_a_search, then=_search_anew),
        Question("person", kind="one", choices=_found, then=_no_staff),
        Question("address", kind="one", choices=_addresses, check=fields.a_mail_address),
        Question("way", kind="one", choices=_ways),
        Question("day", kind="one", choices=_today, check=_a_day),
        Question("wording", kind="one", choices=_wordings, check=fields.a_line),
    ],
    role="editor",
)
