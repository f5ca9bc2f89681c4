"""Trainings and events as people see them: what is on, near them first; one of them; and what they signed up for.

What is shown is counted at that moment. The buttons below are those of handlers/signing_up.py and handlers/offers.py;
what is typed or replied instead goes to `signing.reply`, which reads "ja, zu dritt".
"""

from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from markupsafe import Markup

from handlers import entries, fields, moments, start
from handlers.commands import command
from handlers.paging import beside, paged
from locales import Words
from mailing.office import Office
from mailing.turn import Button, Turn, action, short
from storage import associations, sign_ups, trainings, turnout
from storage.sign_ups import CONCERNED, SignUp
from storage.trainings import Training, TrainingSession


@command("trainings")
async def list_(turn: Turn, rest: str) -> None:
    """What is on, near the person first, a button each."""
    if turn.channel == "telegram" and not await start.agreed(turn):
        return
    coming = await trainings.upcoming(turn.session, turn.now, near=await _town(turn))
    mine = await sign_ups.seen_by(turn.session, turn.person, turn.now)
    buttons = [Button(title(turn.words, one), f"trainings.show:{one.id}", plain=True) for one in coming]
    page = int(rest or 0)
    shown = paged(buttons, page, "trainings.list:")
    if mine:
        shown.append(Button("trainings-mine-button", "trainings.mine"))
    if turn.person.may("editor"):
        shown.append(Button("trainings-manage", "offering.list"))
    await turn.say(
        "trainings-coming" if coming else "trainings-nothing",
        edit=bool(rest),
        lines=beside([f"• {line(turn.words, one)}" for one in coming], page),
        contact=turn.office.contact,
        buttons=shown,
    )


@action("trainings.list")
async def list_by_button(turn: Turn, argument: str) -> None:
    await list_(turn, argument)


@action("trainings.show")
async def show(turn: Turn, argument: str) -> None:
    """One of them, as it stands now, who of the person's associations comes, and what the person can do. Raises
    `TrainingGone`, `TrainingNotOpen`."""
    training = await trainings.get(turn.session, int(argument))
    if training.state == "draft":
        raise trainings.TrainingNotOpen(title=training.title)
    own = await sign_ups.own(turn.session, training.id, turn.person)
    known = await sign_ups.seen_by(turn.session, turn.person, turn.now)
    fellows = [one for one in known if one.training_id == training.id and one is not own]
    await turn.say(
        "trainings-one",
        text=Markup(training.html),
        seats=await seats(turn, training),
        until=moments.deadline(turn.words, training.closes_at, ZoneInfo(training.zone)) if training.closes_at else "–",
        standing="\n".join([await standing(turn, one) for one in ([own] if own else []) + fellows]),
        buttons=buttons_of(training, own, turn),
        reply=f"signing.reply:{training.id}",
        **facts(turn.words, turn.office, training, own),
    )


@action("trainings.mine")
async def mine(turn: Turn, argument: str) -> None:
    """What the person, and the associations they speak for, signed up for."""
    known = await sign_ups.seen_by(turn.session, turn.person, turn.now)
    lines = [f"• {line(turn.words, one.training)}\n{await standing(turn, one)}" for one in known]
    buttons = [Button(title(turn.words, one.training), f"signing.show:{one.id}", plain=True) for one in known]
    await turn.say(
        "trainings-mine" if known else "trainings-mine-nothing",
        edit=bool(argument),
        lines="\n".join(lines),
        feed=await _feed(turn),
        buttons=[*paged(buttons, int(argument or 0), "trainings.mine:"), Button("trainings-all", "trainings.list")],
    )


async def _feed(turn: Turn) -> Markup | str:
    """The link that a calendar subscribes to, where there are web pages."""
    link = await entries.feed_link(turn.session, turn.office, turn.person)
    return turn.words.html("trainings-feed", link=link) if link else ""


async def _town(turn: Turn) -> str | None:
    speaks = await associations.of(turn.session, turn.person)
    return next((contact.association.town for contact in speaks if contact.association.town), None)


def title(say: Words, training: Training) -> str:
    """The label of a button: on which day, and what."""
    day = say.weekday(training.starts_at, ZoneInfo(training.zone)).split(",")[1].strip() if training.starts_at else "–"
    return short(f"{day}: {training.title}")


def dated(say: Words, training: Training) -> str:
    """A training as staff tell it from others of its title: "13.4. Kasse und Buchhaltung"."""
    if training.starts_at is None:
        return training.title
    day = format_datetime(
        training.starts_at, say.text("trainings-day"), tzinfo=ZoneInfo(training.zone), locale=say.locale
    )  # fmt: skip
    return f"{day} {training.title}"


def line(say: Words, training: Training) -> str:
    """When, what, and in which town."""
    when = say.when(training.starts_at, ZoneInfo(training.zone)) if training.starts_at else "–"
    return say.text("trainings-line", title=training.title, when=when, town=training.town or "–")


def facts(say: Words, office: Office, training: Training, found: SignUp | None = None) -> dict[str, Any]:
    """What every message about a training says: what, when, where, and whom to ask; `found` is the reader's."""
    return {
        "title": training.title,
        "when": Markup("<br>").join(span(say, one, training.zone) for one in training.sessions),
        "place": place(say, training, joins=found is not None and found.state == "seat"),
        "contact": contact(office, training),
    }


def span(say: Words, one: TrainingSession, zone: str) -> str:
    """ "Dienstag, 13. April, 18 bis 20 Uhr" """
    start, end, there = one.starts_at, one.ends_at, ZoneInfo(zone)
    if start.astimezone(there).date() == end.astimezone(there).date():
        return f"{say.weekday(start, there)}, {say.hours(start, end, there)}"
    return say.text("trainings-span", start=say.when(start, there), end=say.when(end, there))


def place(say: Words, training: Training, *, joins: bool) -> Markup:
    """Where it is, with the link to a map; "–" if that is not known yet. The link of a meeting online is for those who
    have a seat."""
    known = ", ".join(filter(None, [training.venue, training.street, training.town, training.accessibility]))
    links = {"trainings-map": training.map_url, "trainings-online": training.online_url if joins else None}
    found = [say.html(key, link=link) for key, link in links.items() if link]
    hint = [say.text("places-online")] if training.online_url and not joins else []
    return Markup("<br>").join([known or "–", *found, *hint])


def contact(office: Office, training: Training) -> str:
    """Whom to call: who looks after this training, or else the office."""
    person = training.contact
    return f"{person.name}, {fields.shown_phone(person.phone)}" if person and person.phone else office.contact


async def seats(turn: Turn, training: Training) -> str:
    """How many are free, and how many wait, in words."""
    if training.seats is None:
        return turn.words.text("trainings-seats-for-all")
    found = await turnout.counts(turn.session, training)
    return turn.words.text(
        "trainings-seats", free=found.seats and found.seats - found.taken, seats=training.seats, waiting=found.waiting
    )


async def standing(turn: Turn, found: SignUp) -> str:
    """How a sign-up stands, in words; whose it is, if it is somebody else's."""
    say, zone = turn.words, ZoneInfo(found.training.zone)
    own = is_own(turn, found)
    return say.text(
        f"signing-is-{found.state}" if own else f"signing-of-another-{found.state}",
        name=name_of(say, found),
        number=number(say, found.seats) if own else say.text("signing-people", seats=found.seats),
        place=await sign_ups.place_of(turn.session, found) or 0,
        until=say.when(found.offered_until, zone) if found.offered_until else "–",
    )


def is_own(turn: Turn, found: SignUp) -> bool:
    """Whether somebody signed up themselves, and not a fellow of their association."""
    return found.person_id == turn.person.id


def name_of(say: Words, found: SignUp) -> str:
    """Whose a sign-up is."""
    person = found.person
    return (person.name or person.mail or f"Nr. {person.id}") if person else say.text("turnout-erased")


def number(say: Words, seats: int) -> str:
    """ "3 Personen, Sie eingeschlossen" """
    return say.text("signing-number", seats=seats)


def buttons_of(training: Training, found: SignUp | None, turn: Turn) -> list[Button]:
    """What the person can do about a training, with their sign-up or without."""
    has_begun = training.starts_at is None or training.starts_at <= turn.now
    if training.state != "open" or has_begun:
        return [Button("trainings-all", "trainings.list")]
    if found and found.state == "offered":
        return [
            Button("offers-accept" if is_own(turn, found) else "offers-accept-another", f"offers.accept:{found.id}"),
            Button("offers-decline", f"offers.decline:{found.id}"),
        ]
    if found and found.state in CONCERNED and found.state != "maybe":
        return [
            Button("signing-change", f"signing.change:{found.id}"),
            *([Button("signing-names", f"signing.names:{found.id}")] if found.seats > 1 else []),
            Button("signing-cancel" if is_own(turn, found) else "signing-cancel-another", f"signing.cancel:{found.id}"),
            Button("trainings-all", "trainings.list"),
        ]
    if found and not is_own(turn, found):
        return [Button("trainings-all", "trainings.list")]
    if training.closes_at and training.closes_at <= turn.now:
        return [Button("signing-call-me", "calls.ask"), Button("trainings-all", "trainings.list")]
    return [
        *answers_to(training.id, besides=found.state.replace("cancelled", "no") if found else None),
        Button("signing-ask", "office.write"),
    ]


def answers_to(training_id: int, *, besides: str | None = None) -> list[Button]:
    """Yes, yes with others, maybe, no; without the one that was given already."""
    said = {
        "signing-yes": f"signing.yes:{training_id}",
        "signing-several": f"signing.several:{training_id}",
        "signing-maybe": f"signing.maybe:{training_id}",
        "signing-no": f"signing.no:{training_id}",
    }
    return [Button(label, data) for label, data in said.items() if label != f"signing-{besides}"]
