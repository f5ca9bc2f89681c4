"""«Register our association»: find it in the register, or describe it; say who you are; then somebody says yes.

Who joins an association that has confirmed contacts waits for the yes of one of them; without any, and for a new
association, staff say yes. The mail address is proved afterwards by a letter (handlers/addresses.py).
"""

from collections.abc import Sequence
from typing import Any

from handlers import addresses, dialogue, fields, start, topics
from handlers import requests as desk
from handlers.dialogue import Choice, Dialogue, Question
from mailing.turn import Button, Turn, action
from storage import associations, requests
from storage.associations import Association, AssociationExists, Status

NEW = "new"
ROLES = ("chair", "deputy", "treasurer", "manager", "member")


@action("registration.start")
async def begin(turn: Turn, argument: str) -> None:
    if await start.agreed(turn):
        await dialogue.start(turn, REGISTRATION, {"_mail": turn.person.mail or "", "_phone": turn.person.phone or ""})


async def _note_similar(turn: Turn, answers: dict[str, Any]) -> None:
    """The entries of the register that the name may mean."""
    found = await associations.similar(turn.session, answers["name"])
    answers["_similar"] = [[str(a.id), f"{a.name}, {a.town}" if a.town else a.name] for a in found]
    answers.pop("association", None)


async def _similar(turn: Turn, answers: dict[str, Any]) -> Sequence[Choice]:
    known = [Choice(number, label) for number, label in answers["_similar"]]
    return [*known, Choice(NEW, turn.words.text("registration-none-of-these"))]


async def _towns(turn: Turn, answers: dict[str, Any]) -> Sequence[Choice]:
    return [Choice(town, town) for town in await associations.towns(turn.session)]


async def _topics(turn: Turn, answers: dict[str, Any]) -> Sequence[Choice]:
    return topics.choices(turn, topics.known(turn, focus=True))


async def own_name(turn: Turn, answers: dict[str, Any]) -> Sequence[Choice]:
    return [Choice(turn.person.name, turn.person.name)] if turn.person.name else []


async def roles(turn: Turn, answers: dict[str, Any]) -> Sequence[Choice]:
    labels = [turn.words.text(f"role-{role}") for role in ROLES]
    return [Choice(label, label) for label in labels]


def _may_be_known(answers: dict[str, Any]) -> bool:
    return bool(answers.get("_similar"))


def _is_new(answers: dict[str, Any]) -> bool:
    return not answers.get("_similar") or answers.get("association", NEW) == NEW


def _has_no_mail(answers: dict[str, Any]) -> bool:
    return not answers.get("_mail")


def _has_no_phone(answers: dict[str, Any]) -> bool:
    return not answers.get("_phone")


async def _finish(turn: Turn, answers: dict[str, Any]) -> None:
    turn.person.name = answers["person"]
    turn.person.phone = answers.get("phone") or turn.person.phone
    if _is_new(answers):
        await _enter(turn, answers)
    else:
        await _join(turn, int(answers["association"]), answers["role"])
    if answers.get("mail"):
        await addresses.prove_by_letter(turn, answers["mail"])


async def _enter(turn: Turn, answers: dict[str, Any]) -> None:
    """A new association, with this contact. Raises `AssociationExists`."""
    if known := await associations.named(turn.session, answers["name"], answers["town"]):
        raise AssociationExists(name=known.name)
    status: Status = "requested" if turn.office.approve_associations else "active"
    association = await associations.create(
        turn.session,
        turn.now,
        source=turn.door,
        status=status,
        topics=set(answers["topics"]),
        name=answers["name"],
        town=answers["town"],
    )
    await associations.add_contact(
        turn.session, association, turn.person, turn.now, role=answers["role"], status=status
    )
    if status == "active":
        await _welcome(turn, "registration-entered", association)
        return
    request = await requests.open_request(
        turn.session,
        "association",
        turn.person,
        association=association,
        channel=turn.channel,
        address=turn.address,
        now=turn.now,
    )
    await desk.ask(turn, request)
    await _welcome(turn, "registration-waits-for-staff", association)


async def _join(turn: Turn, association_id: int, role: str) -> None:
    """An association that the register knows: one of its contacts decides, or the staff."""
    association = await associations.get(turn.session, association_id)
    assert association
    if any(contact.association_id == association.id for contact in await associations.of(turn.session, turn.person)):
        await _welcome(turn, "registration-known", association)
        return
    contact = await associations.add_contact(
        turn.session, association, turn.person, turn.now, role=role, status="requested"
    )
    with_staff = not association.confirmed_contacts()
    request = await requests.open_request(
        turn.session,
        "newcomer",
        turn.person,
        association=association,
        contact=contact,
        channel=turn.channel,
        address=turn.address,
        now=turn.now,
        with_staff=with_staff,
    )
    await desk.ask(turn, request)
    key = "registration-waits-for-staff" if with_staff else "registration-waits-for-contact"
    await _welcome(turn, key, association)


async def _welcome(turn: Turn, key: str, association: Association) -> None:
    await turn.say(
        key,
        name=association.name,
        contact=turn.office.contact,
        buttons=[Button("menu-open", "menu.show")],
    )


REGISTRATION = Dialogue(
    "registration",
    _finish,
    [
        Question("name", check=fields.a_name, then=_note_similar),
        Question("association", "one", choices=_similar, when=_may_be_known),
        Question("town", "one", choices=_towns, check=fields.a_name, when=_is_new),
        Question("topics", "several", choices=_topics, when=_is_new),
        Question("person", "one", choices=own_name, check=fields.a_name),
        Question("role", "one", choices=roles, check=fields.a_line),
        Question("mail", check=fields.a_mail_address, optional=True, when=_has_no_mail),
        Question("phone", check=fields.a_phone_number, optional=True, when=_has_no_phone, show=fields.shown_phone),
    ],
)
