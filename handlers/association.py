"""«My association»: see what the network knows, change it, invite others who speak for it, stop speaking for it.

Only its own contacts see and change an association; each press asks again whether one still is.
"""

from collections.abc import Callable, Sequence
from typing import Any

from handlers import dialogue, fields, menu, registration, start, topics
from handlers.dialogue import Choice, Dialogue, Question
from handlers.notice import topic_name
from handlers.paging import paged
from mailing.turn import Button, Turn, action, short
from storage import associations
from storage.associations import FIELDS, Association, Contact

CHANGEABLE = (
    *("name", "town", "street", "postcode", "topics"),
    *("website", "native_name", "origin", "members", "remarks"),
)
PLAIN = ("native_name", "street", "postcode", "origin", "members", "remarks")


@action("association.mine")
async def mine(turn: Turn, argument: str) -> None:
    """The one association somebody speaks for, a choice of several, or the way to the first."""
    if not await start.agreed(turn):
        return
    speaks = await associations.of(turn.session, turn.person)
    active = [contact for contact in speaks if contact.status == "active"]
    if len(speaks) == 1 and active:
        await _show(turn, active[0])
    elif active:
        buttons = [
            Button(short(c.association.name), f"association.show:{c.association_id}", plain=True) for c in active
        ]
        await turn.say("association-which", buttons=buttons)
    elif speaks:
        await turn.say("association-waits", name=speaks[0].association.name, contact=turn.office.contact)
    else:
        await registration.begin(turn, "")


@action("association.show")
async def show(turn: Turn, argument: str) -> None:
    await _show(turn, await _contact(turn, argument))


async def _show(turn: Turn, contact: Contact) -> None:
    association, number = contact.association, contact.association_id
    await turn.say(
        "association-show",
        name=association.name,
        facts="\n".join(_facts(turn, association)),
        contacts="\n".join(_speaker(turn, c) for c in association.active_contacts()),
        buttons=[
            Button("association-change", f"association.change:{number}"),
            Button("association-invite", f"association.invite:{number}"),
            Button("association-role", f"association.role:{number}"),
            Button("association-leave", f"association.leave:{number}"),
            Button("menu-open", "menu.show"),
        ],
    )


def _facts(turn: Turn, association: Association) -> list[str]:
    """One line for each thing that is known."""
    say = turn.words
    known = {say.text(f"association-label-{name}"): getattr(association, name) for name in FIELDS if name != "name"}
    chosen = sorted(topic_name(say, topic) for topic in association.topics)
    known[say.text("association-label-topics")] = ", ".join(chosen)
    known |= {own.heading: own.value for own in association.own_fields}
    if association.service:
        known[say.text("association-label-service")] = association.service.name
    return [f"{label}: {value}" for label, value in known.items() if value]


def _speaker(turn: Turn, contact: Contact) -> str:
    name = contact.person.name or "–"
    return f"{name}, {contact.role}" if contact.role else name


async def _contact(turn: Turn, argument: str) -> Contact:
    return await associations.contact_of(turn.session, turn.person, int(argument))


@action("association.change")
async def change(turn: Turn, argument: str) -> None:
    """Which field? `argument` is "association" or "association.page"."""
    number, _, page = argument.partition(".")
    association = (await _contact(turn, number)).association
    buttons = [Button(f"association-label-{name}", f"association.field:{number}.{name}") for name in CHANGEABLE]
    buttons += [
        Button(short(own.heading), f"association.own:{number}.{place}", plain=True)
        for place, own in enumerate(_own_fields(association))
    ]
    shown = paged(buttons, int(page or 0), f"association.change:{number}.")
    await turn.say("association-which-field", edit=bool(page), buttons=shown)


@action("association.field")
async def field(turn: Turn, argument: str) -> None:
    number, _, name = argument.partition(".")
    contact = await _contact(turn, number)
    if name == "topics":
        await switch_topics(turn, number)
    elif name in FIELDS:
        known = getattr(contact.association, name) or "–"
        await dialogue.start(turn, FIELD, {"_association": contact.association_id, "_field": name, "_known": known})


@action("association.own")
async def own_field(turn: Turn, argument: str) -> None:
    number, _, place = argument.partition(".")
    own = _own_fields((await _contact(turn, number)).association)
    if int(place) < len(own):
        chosen = own[int(place)]
        about = {"_association": int(number), "_field": "own", "_heading": chosen.heading, "_known": chosen.value}
        await dialogue.start(turn, FIELD, about)


def _own_fields(association: Association) -> list[associations.OwnField]:
    return sorted(association.own_fields, key=lambda own: own.heading)


@action("association.topics")
async def switch_topics(turn: Turn, argument: str) -> None:
    """Switch one topic on or off: `argument` is "association.number of the topic", or "association.p<page>"."""
    number, _, pressed = argument.partition(".")
    association = (await _contact(turn, number)).association
    known = topics.known(turn, focus=True)
    on, page = topics.switched(known, association.topics, pressed)
    if on != association.topics:
        await associations.set_topics(turn.session, association, on, turn.door, turn.now)
    buttons = topics.switches(turn, known, on, f"association.topics:{number}.", page)
    done = Button("association-topics-done", f"association.show:{number}")
    await turn.say("association-topics", edit=bool(pressed), name=association.name, buttons=[*buttons, done])


async def _towns(turn: Turn, answers: dict[str, Any]) -> Sequence[Choice]:
    return [Choice(town, town) for town in await associations.towns(turn.session)]


def _asks_for(name: str) -> Callable[[dict[str, Any]], bool]:
    return lambda answers: bool(answers.get("_field") == name)


async def _known(turn: Turn, answers: dict[str, Any]) -> dict[str, Any]:
    return {"known": answers["_known"], "heading": answers.get("_heading", "")}


async def _change_field(turn: Turn, answers: dict[str, Any]) -> None:
    contact = await _contact(turn, str(answers["_association"]))
    asked = answers["_field"]
    value = None if answers[asked] == fields.NOTHING else answers[asked]
    name = answers.get("_heading", asked)
    await associations.change(turn.session, contact.association, name, value, turn.door, turn.now)
    await turn.say("association-changed")
    await _show(turn, contact)


FIELD = Dialogue(
    "field",
    _change_field,
    [
        Question("name", check=fields.a_name, when=_asks_for("name")),
        Question("town", "one", choices=_towns, check=fields.a_name, when=_asks_for("town")),
        Question("website", "one", choices=fields.or_nothing, check=fields.a_website, when=_asks_for("website")),
        *(
            Question(name, "one", choices=fields.or_nothing, check=fields.a_line, when=_asks_for(name))
            for name in (*PLAIN, "own")
        ),
    ],
    summary=False,
    facts=_known,
)


@action("association.role")
async def role(turn: Turn, argument: str) -> None:
    contact = await _contact(turn, argument)
    await dialogue.start(turn, ROLE, {"_association": contact.association_id})


async def _change_role(turn: Turn, answers: dict[str, Any]) -> None:
    contact = await _contact(turn, str(answers["_association"]))
    contact.role = answers["role"]
    await turn.say("association-changed")
    await _show(turn, contact)


ROLE = Dialogue(
    "role", _change_role, [Question("role", "one", choices=registration.roles, check=fields.a_line)], summary=False
)


@action("association.leave")
async def leave(turn: Turn, argument: str) -> None:
    """Ask first; a successor can only be invited by somebody who still speaks."""
    contact = await _contact(turn, argument)
    await turn.say(
        "association-leave-sure",
        name=contact.association.name,
        buttons=[
            Button("association-leave-yes", f"association.left:{argument}"),
            Button("association-invite", f"association.invite:{argument}"),
            Button("association-stay", f"association.show:{argument}"),
        ],
    )


@action("association.left")
async def left(turn: Turn, argument: str) -> None:
    """«Not me any more»: the person stays on the list, staff hear of it."""
    association = await associations.stop_speaking(turn.session, turn.person, int(argument))
    remaining = [contact.person.name or "–" for contact in association.active_contacts()]
    await turn.tell_staff(
        "association-staff-left",
        name=turn.person.name or "–",
        association=association.name,
        remaining=turn.words.listing(remaining) or "–",
        count=len(remaining),
    )
    await turn.say("association-left", name=association.name, contact=turn.office.contact)
    await menu.show(turn)
