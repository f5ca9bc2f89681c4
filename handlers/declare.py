"""What an association answers to a declaration: yes, no, or a sentence; until the deadline it may be changed.

Every contact of an association is asked, and any of them answers for it; the others are told what was said. A sentence
that is neither yes nor no is kept beside the answer, and a person reads it at once. Staff write down what they hear on
the phone with the same buttons. A button carries declaration and association: "4.17".
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from markupsafe import Markup

from handlers import dialogue, fields, moments, requests
from handlers.dialogue import Dialogue, Question
from locales import Words, words
from mailing import answers, wording
from mailing.turn import REPLY_LIFE, Button, Turn, action, short
from storage import associations, declarations
from storage.associations import Association, NotYourAssociation
from storage.declarations import Declaration, DeclarationAnswer, DeclarationGone, DeclarationOver, Said
from storage.people import Address, Door, Person

LONGEST = 1000
"""So many characters are a comment."""


async def ask(turn: Turn, declaration: Declaration, asked: Iterable[Association], key: str) -> list[Association]:
    """Put it to every contact of these associations who may be written to. Returns those that have none."""
    unreached = []
    for association in asked:
        for reader, address in (reached := _reached(association)):
            await _put(turn, declaration, association, key, reader, address)
        if not reached:
            unreached.append(association)
    return unreached


def can_be_asked(association: Association) -> bool:
    return bool(_reached(association))


def _reached(association: Association) -> list[tuple[Person, Address]]:
    """Contacts, each with the best address that may be written to."""
    people = [contact.person for contact in association.active_contacts()]
    return [(person, address) for person in people if (address := _address(person))]


def _address(person: Person) -> Address | None:
    """The chat before mail; one that is not wanted only where no other works, as for an announcement."""
    working = [address for address in person.addresses if address.consent_id is not None and not address.paused_at]
    return min(working, key=lambda address: (not address.wanted, address.channel != "telegram"), default=None)


async def _put(
    turn: Turn, declaration: Declaration, association: Association, key: str, reader: Person, address: Address,
    **rest: Any,
) -> None:  # fmt: skip
    where = f"{declaration.id}.{association.id}"
    await turn.write_to(
        reader,
        "mail" if address.channel == "mail" else "telegram",
        address.address,
        key,
        quiet=True,
        life=_life(turn, declaration) if address.channel == "mail" else None,
        buttons=_buttons(where, address.channel),
        reply=f"declare.said:{where}",
        **_facts(turn, words(reader.language), declaration, association),
        **rest,
    )


def _life(turn: Turn, declaration: Declaration) -> timedelta:
    """Who answers too late reads that it is too late, and whom to call."""
    return declaration.deadline - turn.now + REPLY_LIFE


def _buttons(where: str, channel: str) -> list[Button]:
    """A letter is simply replied to."""
    decide = [Button("button-yes", f"declare.yes:{where}"), Button("button-no", f"declare.no:{where}")]
    return decide if channel == "mail" else [*decide, Button("declare-write", f"declare.write:{where}")]


def _facts(turn: Turn, say: Words, declaration: Declaration, association: Association) -> dict[str, Any]:
    contact = declaration.contact
    named = ", ".join(part for part in (contact.name, contact.phone) if part) if contact else ""
    return {
        "title": declaration.title,
        "association": association.name,
        "deadline": moments.deadline(say, declaration.deadline, turn.office.timezone),
        "text": Markup(declaration.html),
        "contact": named or turn.office.contact,
    }


async def mine(turn: Turn) -> None:
    """What the person's associations are asked now: a button each."""
    asked = await declarations.asked_of(turn.session, turn.person, turn.now)
    buttons = [
        Button(f"{short(d.title, 30)}: {short(a.name, 30)}", f"declare.show:{d.id}.{a.id}", plain=True)
        for d, a in asked
    ]
    await turn.say("declare-mine" if asked else "declare-none", buttons=buttons, contact=turn.office.contact)


@action("declare.mine")
async def mine_by_button(turn: Turn, argument: str) -> None:
    await mine(turn)


@action("declare.show")
async def show(turn: Turn, argument: str) -> None:
    """The question, and what was answered so far. Raises `DeclarationGone`, `NotYourAssociation`."""
    declaration, association = await _about(turn, argument)
    answer = await declarations.of(turn.session, declaration.id, association)
    await turn.say(
        "declare-show",
        answer=in_words(turn.words, answer) if answer else "–",
        buttons=_buttons(argument, turn.channel),
        reply=f"declare.said:{argument}",
        **_facts(turn, turn.words, declaration, association),
    )


@action("declare.yes")
async def yes(turn: Turn, argument: str) -> None:
    await _declare(turn, argument, "yes", _beside(turn))


@action("declare.no")
async def no(turn: Turn, argument: str) -> None:
    await _declare(turn, argument, "no", _beside(turn))


@action("declare.said")
async def said(turn: Turn, argument: str) -> None:
    """A reply in somebody's own words."""
    heard = answers.read(turn.said.text)
    if heard.decision == "yes" or heard.decision == "no":
        beside = heard.rest if heard.number is None else turn.said.text
        if not await _declare(turn, argument, heard.decision, wording.worth_reading(beside, _writer(turn))):
            await _let_read(turn, argument)
    elif comment := turn.said.text.strip():
        await _comment(turn, argument, comment)
    else:
        await _let_read(turn, argument)


@action("declare.write")
async def write(turn: Turn, argument: str) -> None:
    """In a chat: a button that asks for the sentence."""
    declaration, _ = await _about(turn, argument)
    await dialogue.start(turn, DIALOGUE, {"_where": argument, "_title": declaration.title})


async def _comment(turn: Turn, where: str, comment: str) -> None:
    await _declare(turn, where, None, comment)
    await _let_read(turn, where)


async def _let_read(turn: Turn, where: str) -> None:
    """What is neither yes nor no a person reads, with a line that says what it is about."""
    declaration, association = await _about(turn, where)
    about = words(turn.office.language).html("declare-about", title=declaration.title, association=association.name)
    said_about = replace(turn.said, html=f"{about}{turn.said.html}")
    await requests.question(replace(turn, said=said_about), acknowledge=False)


async def _declare(turn: Turn, where: str, decision: Said | None, comment: str) -> bool:
    """Whether it counts. What comes too late is refused, without taking back that a person reads the `comment`."""
    declaration, association = await _about(turn, where)
    if declarations.is_over(declaration, turn.now) and comment:
        over = DeclarationOver(title=declaration.title)
        await turn.say(over.key, contact=turn.office.contact, **over.details)
        return False
    answer = await declarations.declare(
        turn.session,
        declaration.id,
        association,
        decision,
        by=turn.person,
        door=_door(turn, association),
        now=turn.now,
        comment=fields.within(comment, LONGEST) or None,
    )
    await turn.say(
        "declare-saved",
        answer=in_words(turn.words, answer),
        buttons=_buttons(where, turn.channel),
        reply=f"declare.said:{where}",
        **_facts(turn, turn.words, declaration, association),
    )
    for reader, address in _reached(association):
        if reader.id != turn.person.id:
            told = in_words(words(reader.language), answer)
            name = turn.person.name or turn.office.contact_person
            await _put(turn, declaration, association, "declare-told", reader, address, name=name, answer=told)
    return True


async def _about(turn: Turn, argument: str) -> tuple[Declaration, Association]:
    """What is asked of whom: staff see it for every association, others for theirs, once it was asked. Raises
    `DeclarationGone`, `NotYourAssociation`."""
    number, _, association_id = argument.partition(".")
    declaration = await declarations.get(turn.session, int(number))
    association = await associations.get(turn.session, int(association_id))
    if association is None:
        raise NotYourAssociation
    if not turn.person.may("editor"):
        await associations.contact_of(turn.session, turn.person, association.id)
        if declaration.state == "draft":
            raise DeclarationGone
    return declaration, association


def _door(turn: Turn, association: Association) -> Door:
    """Who speaks for it comes in by their own door; staff heard it on the phone."""
    speaks = turn.person.id in [contact.person_id for contact in association.active_contacts()]
    return turn.door if speaks else "phone"


def _beside(turn: Turn) -> str:
    """What a letter says below the line that pressed the button."""
    if turn.letter is None:
        return ""
    _, _, below = turn.said.text.strip().partition("\n")
    return wording.worth_reading(below, _writer(turn))


def _writer(turn: Turn) -> str:
    return turn.letter.from_name if turn.letter else ""


def in_words(say: Words, answer: DeclarationAnswer) -> str:
    """ "Ja. „Wir kommen zu zweit.“" """
    decided = say.text(f"sheets-answer-{answer.said}")
    return say.text("declare-answer", answer=decided, comment=answer.comment) if answer.comment else decided


async def _title(turn: Turn, given: dict[str, Any]) -> dict[str, Any]:
    return {"title": given["_title"]}


async def _a_comment(turn: Turn, text: str) -> str:
    return fields.within(text, LONGEST)


async def _finish(turn: Turn, given: dict[str, Any]) -> None:
    await _comment(turn, given["_where"], given["text"])


DIALOGUE = Dialogue("declare", _finish, [Question("text", check=_a_comment)], summary=False, facts=_title)
