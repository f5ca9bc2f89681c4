"""Inviting: a letter that names the office, a person and a phone number; a second after ten days; then "please call".

Each letter may be answered in four ways, and each is a confirmation on record: a reply, its link, the start link of the
chat, or its code typed there. An answer that comes too late brings a fresh letter, a late "no" counts at once.
"""

from datetime import datetime
from functools import partial
from typing import Any

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncSession

from handlers import duties, notice
from locales import LANGUAGES, Words, words
from mailing import wording
from mailing.office import Office
from mailing.turn import Button, Turn, action, turn_for
from storage import associations, census, invitations, people, prompts
from storage.audiences import Audience
from storage.database import Sessions
from storage.people import Address, Confirmation, Person
from storage.prompts import GRANT_LIFE, Prompt

ACCEPT, DECLINE = "invitations.accept", "invitations.decline"


async def release_invitations(
    session: AsyncSession, now: datetime, office: Office, meant: Audience, inviter: Person | None
) -> int:
    """Invite everybody of that audience who never was; also for the command line. Returns how many letters."""
    turn = turn_for(session, now, office, inviter)
    invited = await invitations.candidates(session, meant)
    for address in invited:
        await invitations.release(session, address, inviter, now)
        await _write(turn, address, "invite-letter")
    return len(invited)


async def second_letters(database: Sessions, now: datetime, office: Office) -> None:
    """For the clock: who did not answer for ten days is written to once more, and after that called."""
    async with database.read() as session:
        due = await invitations.due(session, now)
    await duties.each(database, now, office, "invitation", due, partial(_climb, database, now, office))


async def _climb(database: Sessions, now: datetime, office: Office, number: int) -> None:
    async with database.write() as session:
        await climb(session, now, office, number)


async def climb(session: AsyncSession, now: datetime, office: Office, number: int) -> None:
    """One step up the ladder for an invitation that is due."""
    if invitation := await invitations.climb(session, number, now):
        await _write(turn_for(session, now, office), invitation.address, "invite-letter-second")


async def renew(turn: Turn, prompt: Prompt) -> bool:
    """Whether an expired question was an invitation, which is then written anew; a late "no" is a no."""
    if ACCEPT not in [data for _, data in prompt.choices]:
        return False
    if _says_no(turn, prompt):
        await decline(turn, "")
    elif turn.person.is_confirmed:
        await turn.say("invite-known", list=turn.office.list_name, contact=turn.office.contact)
    else:
        own = await people.add_address(turn.session, turn.person, "mail", prompt.address, turn.now)
        await _write(turn, own, "invite-letter-anew")
    return True


@action(ACCEPT)
async def accept(turn: Turn, argument: str) -> None:
    """Yes: the address that the letter went to is open from now on. Raises `PromptUnknown` where no letter was."""
    if turn.prompt is None:
        raise prompts.PromptUnknown
    own = await people.add_address(turn.session, turn.person, "mail", turn.prompt.address, turn.now)
    await people.confirm(turn.session, own, Confirmation(turn.door, notice.WORDING), turn.now)
    turn.person.notice_accepted_at = turn.person.notice_accepted_at or turn.now
    buttons = [Button("invite-topics", "hearing.topics"), Button("invite-settings", "hearing.show")]
    await turn.say("invite-welcome", list=turn.office.list_name, contact=turn.office.contact, buttons=buttons)


@action(DECLINE)
async def decline(turn: Turn, argument: str) -> None:
    """No: no second letter, no call."""
    await invitations.decline(turn.session, turn.person)
    await turn.say("invite-declined", list=turn.office.list_name, contact=turn.office.contact)


@action("invitations.chat")
async def by_chat(turn: Turn, argument: str) -> None:
    """Rather by chat: a fresh link and code, since the letter's were used by this answer."""
    secret, code = prompts.new_secret(), prompts.new_code()
    await turn.say(
        "invite-by-chat",
        link=_start_link(turn.office, secret) or "–",
        shown=_spaced(code),
        contact=turn.office.contact,
        buttons=[Button("invite-by-mail", ACCEPT), Button("start-call-me", "calls.ask")],
        secret=secret,
        code=code,
        code_life=GRANT_LIFE,
        life=GRANT_LIFE,
        once=True,
    )


async def standing(turn: Turn) -> str:
    """ "66 eingeladen, 41 bestätigt, 12 anrufen" """
    return turn.words.text("invite-standing", **vars((await census.latest(turn.session, turn.now)).invited))


async def _write(turn: Turn, address: Address, key: str) -> None:
    """One letter of the ladder, with a secret and a code of its own."""
    secret, code = prompts.new_secret(), prompts.new_code()
    say = words(address.person.language)
    buttons = [Button("button-yes", ACCEPT), Button("button-no", DECLINE)]
    if turn.office.bot_name:
        buttons.append(Button("invite-chat", "invitations.chat"))
    await turn.write_to(
        address.person,
        "mail",
        address.address,
        key,
        kind="invitation",
        quiet=True,
        once=True,
        life=GRANT_LIFE,
        secret=secret,
        code=code,
        code_life=GRANT_LIFE,
        buttons=[*buttons, Button("start-call-me", "calls.ask")],
        ways=_by_chat(say, turn.office, secret, code),
        **await facts(turn, say, address.person),
    )


async def facts(turn: Turn, say: Words, person: Person) -> dict[str, Any]:
    """What a letter of the ladder says about the person and the office."""
    spoken = [contact.association for contact in await associations.of(turn.session, person)]
    office = turn.office
    greeting = say.text("outbox-greeting", name=person.name) if person.name else say.text("outbox-greeting-nobody")
    return {
        "greeting": greeting,
        "association": say.listing(a.name for a in spoken) or say.text("invite-your-association"),
        "town": next((a.town for a in spoken if a.town), None) or office.list_name,
        "list": office.list_name,
        "controller": office.controller,
        "person": office.contact_person,
        "contact": office.contact,
    }


def _by_chat(say: Words, office: Office, secret: str, code: str) -> Markup:
    """The way in by chat, where there is one. What may be answered, and the links for it, stand below each letter."""
    link = _start_link(office, secret)
    return say.html("invite-way-chat", link=link, code=_spaced(code)) if link else Markup("")


def _start_link(office: Office, secret: str) -> str | None:
    return f"https://t.me/{office.bot_name}?start={secret}" if office.bot_name else None


def _spaced(code: str) -> str:
    return f"{code[:4]} {code[4:]}"


def _says_no(turn: Turn, prompt: Prompt) -> bool:
    line = next((line for line in turn.said.text.splitlines() if line.strip()), "")
    chosen = wording.choice(line, [label for label, _ in prompt.choices])
    listed = [word for tag in LANGUAGES for word in words(tag).list("answer-no")]
    said_so = chosen is not None and prompt.choices[chosen][1] == DECLINE
    return said_so or wording.is_one_of(line, listed)
