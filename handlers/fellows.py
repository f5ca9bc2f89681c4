"""Inviting somebody else who speaks for one's association: a letter asks them, and their yes is enough.

Whoever speaks for the association vouches for them. No word of theirs is in the letter, not even the association's
name, which they may write: the letter is counted with those that prove an address (handlers/addresses.py).
"""

from typing import Any

from handlers import addresses, dialogue, fields, notice
from handlers.dialogue import Dialogue, Question
from mailing.turn import Button, Turn, action
from storage import associations, people, prompts
from storage.associations import Contact
from storage.people import Confirmation


@action("association.invite")
async def ask(turn: Turn, argument: str) -> None:
    contact = await associations.contact_of(turn.session, turn.person, int(argument))
    await dialogue.start(turn, DIALOGUE, {"_association": contact.association_id})


async def _invite(turn: Turn, answers: dict[str, Any]) -> None:
    contact = await associations.contact_of(turn.session, turn.person, answers["_association"])
    address = answers["mail"]
    if await prompts.may_ask(turn.session, "mail", address, notice.CONFIRMATIONS, turn.now):
        await _write(turn, contact, address)
    await turn.say("fellows-invited", address=address, buttons=[Button("menu-open", "menu.show")])


DIALOGUE = Dialogue("fellow", _invite, [Question("mail", check=fields.a_mail_address)], summary=False)


async def _write(turn: Turn, contact: Contact, address: str) -> None:
    invited = await people.meet(turn.session, "mail", address, turn.now, language=turn.person.language)
    await turn.write_to(
        invited,
        "mail",
        address,
        "fellows-letter",
        list=turn.office.list_name,
        controller=turn.office.controller,
        privacy=turn.office.privacy_url,
        contact=turn.office.contact,
        buttons=[
            Button("button-yes", f"fellows.accept:{contact.association_id}"),
            Button("button-no", "addresses.decline"),
        ],
        reply=addresses.PROVE,
        once=True,
        life=prompts.GRANT_LIFE,
    )


@action("fellows.accept")
async def accept(turn: Turn, argument: str) -> None:
    """The letter was answered with yes, which confirms the address as well. Raises `PromptUnknown` without a letter."""
    if turn.prompt is None or turn.prompt.channel != "mail":
        raise prompts.PromptUnknown
    association = await associations.get(turn.session, int(argument))
    if association is None:
        raise prompts.PromptUnknown
    address = await people.add_address(turn.session, turn.person, "mail", turn.prompt.address, turn.now)
    await people.confirm(turn.session, address, Confirmation(turn.door, notice.WORDING), turn.now)
    fellows = association.confirmed_contacts()
    if all(contact.person_id != turn.person.id for contact in association.contacts):
        await associations.add_contact(turn.session, association, turn.person, turn.now)
    for fellow in fellows:
        if fellow.person_id != turn.person.id:
            who = turn.person.name or address.address
            await turn.tell(fellow.person, "fellows-joined", name=who, association=association.name)
    await turn.say(
        "fellows-welcome", association=association.name, list=turn.office.list_name, contact=turn.office.contact
    )
