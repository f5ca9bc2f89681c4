"""Proving a mail address, outside of every dialogue: a letter goes there, and its yes comes back by any door.

The letter carries a code to type in the chat (30 minutes), and may be answered with «ja», or by its link where there
is a web part (72 hours). No word of whoever asked for it is in the letter, and the chat says the same whether or not
the address is known, or had its letters for this week. After the yes, whoever the register knew under the address
and whoever asked are one person.
"""

from handlers import fields, notice
from handlers.dialogue import Dialogue, Question, start
from locales import LANGUAGES
from mailing.turn import Button, Turn, action
from storage import calendars, identity, people, prompts
from storage.people import Confirmation, Person
from storage.refusals import Refusal

PROVE = "addresses.prove"
"""What the letter asks; one of `notice.CONFIRMATIONS`."""


class StaffByCode(Refusal):
    """Whoever shares an entry with staff shares their rights: there only the code counts, typed in the chat that asked
    for it. A yes by reply or link is also given by somebody who takes the letter for another one, a start link also
    opened by somebody it was forwarded to."""


async def ask(turn: Turn, then: str = "") -> None:
    """Ask for the mail address. `then` is what follows its proof: "only" for mail instead of the chat, "instead" of
    the addresses known so far, or nothing."""
    await start(turn, DIALOGUE, {"_then": then})


@action("addresses.ask")
async def ask_by_button(turn: Turn, argument: str) -> None:
    await ask(turn, argument)


async def _finish(turn: Turn, answers: dict[str, str]) -> None:
    await prove_by_letter(turn, answers["mail"], answers["_then"])


DIALOGUE = Dialogue("address", _finish, [Question("mail", check=fields.a_mail_address)], summary=False)


async def prove_by_letter(turn: Turn, address: str, then: str = "") -> None:
    """Write to the address, unless it is the person's own already, and say so."""
    own = next((a for a in turn.person.addresses if a.channel == "mail" and a.address == address), None)
    if own and own.is_open:
        await _follow(turn, own, then)
        await turn.say("addresses-known", address=address)
        return
    if await prompts.may_ask(turn.session, "mail", address, notice.CONFIRMATIONS, turn.now):
        await _write(turn, address, then)
    key = "addresses-sent" if turn.channel == "telegram" else "addresses-sent-from-mail"
    await turn.say(key, address=address, contact=turn.office.contact)


async def _write(turn: Turn, address: str, then: str) -> None:
    secret, code = prompts.new_secret(), prompts.new_code()
    web = turn.office.public_url
    await turn.write_to(
        turn.person,
        "mail",
        address,
        "addresses-letter",
        list=turn.office.list_name,
        shown=f"{code[:4]} {code[4:]}",
        link=turn.words.html("addresses-link", link=f"{web}/a/{secret}") if web else "",
        controller=turn.office.controller,
        privacy=turn.office.privacy_url,
        contact=turn.office.contact,
        buttons=[Button("button-yes", f"{PROVE}:{then}"), Button("button-no", "addresses.decline")],
        reply=PROVE,
        secret=secret,
        code=code,
        once=True,
        life=prompts.GRANT_LIFE,
    )


@action(PROVE)
async def prove(turn: Turn, then: str) -> None:
    """The letter was answered: by its code, its link, or a reply. Raises `PromptUnknown` when no letter was."""
    prompt = turn.prompt
    if prompt is None or prompt.channel != "mail" or prompt.reply != PROVE:
        raise prompts.PromptUnknown
    known = await people.by_address(turn.session, "mail", prompt.address)
    if turn.channel == "mail" and (turn.person.role or (known and known.role)):
        raise StaffByCode
    how = Confirmation(turn.door, notice.WORDING)
    language = turn.person.language
    turn.person = await identity.prove(turn.session, turn.person, "mail", prompt.address, how, turn.now)
    _speak(turn.person, language)
    turn.person.notice_accepted_at = turn.person.notice_accepted_at or turn.now
    proved = next(a for a in turn.person.addresses if a.channel == "mail" and a.address == prompt.address)
    await _follow(turn, proved, then)
    await turn.say("addresses-proved", address=prompt.address, list=turn.office.list_name, contact=turn.office.contact)


@action("addresses.decline")
async def decline(turn: Turn, argument: str) -> None:
    await turn.say("addresses-declined", contact=turn.office.contact)


async def become(turn: Turn, known: Person) -> None:
    """Whoever speaks is somebody whom the register knows: from now on one entry. Raises `StaffByCode`."""
    if turn.person.role or known.role:
        raise StaffByCode
    language = turn.person.language
    turn.person = await identity.merge(turn.session, known, turn.person)
    _speak(turn.person, language)


def _speak(person: Person, language: str) -> None:
    """The language chosen in the chat counts, unless the register names one that the interface does not speak."""
    if person.language in LANGUAGES:
        person.language = language


async def _follow(turn: Turn, proved: people.Address, then: str) -> None:
    if then == "instead":
        await calendars.follow(turn.session, turn.person, proved)
        await people.keep_only(turn.session, turn.person, proved)
    elif then == "only":
        await people.choose_channels(turn.session, turn.person, {"mail"})
