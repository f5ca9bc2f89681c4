"""The first words in a chat: the notice, the person's yes, what they came for; and the way out and back in.

Nobody is on the list before they pressed «yes» under the notice. A start link carries the secret of a letter that went
to somebody in the register: whoever opens it is asked whether they are that person, and after their yes the chat
belongs to that entry.
"""

import re
from datetime import datetime

from handlers import addresses, menu, notice
from handlers.commands import command
from locales import LANGUAGES, native_name
from mailing.turn import Button, Turn, act, action
from storage import associations, keys, people, prompts
from storage.people import Confirmation, Person
from storage.prompts import Prompt

OF_A_TRAINING = re.compile("t([0-9]{1,9})")
"""The payload of a start link below an announcement of a training."""


@command("start", doors="chat")
async def start(turn: Turn, rest: str) -> None:
    """`rest` is the payload of a start link, if it was one."""
    if rest and (prompt := await prompts.find(turn.session, rest)):
        await recognise(turn, prompt)
    elif known := OF_A_TRAINING.fullmatch(rest):
        shown = f"trainings.show:{known[1]}"
        if await agreed(turn, shown):
            await act(turn, shown)
    elif await agreed(turn):
        await menu.show(turn)


async def welcome(turn: Turn, then: str = "", *, edit: bool = False) -> None:
    """The notice, and the question whether that is all right; `then` is the button to go on with after the yes."""
    others = [language for language in LANGUAGES if language != turn.words.language]
    await turn.say(
        "start-welcome",
        edit=edit,
        name=turn.person.name,
        list=turn.office.list_name,
        privacy=turn.office.privacy_url,
        contact=turn.office.contact,
        buttons=[
            Button("start-accept", f"start.accept:{then}"),
            Button("start-by-mail", "start.mail"),
            Button("start-call-me", "calls.ask"),
            *(Button(native_name(language), f"start.language:{language}/{then}", plain=True) for language in others),
        ],
    )


async def agreed(turn: Turn, then: str = "") -> bool:
    """Whether the person accepted the notice; who has not is shown it, and goes on with `then` after their yes."""
    if notice.is_agreed(turn.person):
        return True
    await welcome(turn, then)
    return False


@action("start.language")
async def language(turn: Turn, argument: str) -> None:
    """`argument` is "language/what to go on with"."""
    chosen, _, then = argument.partition("/")
    if chosen in LANGUAGES:
        turn.person.language = chosen
    await welcome(turn, then, edit=True)


@action("start.accept")
async def accept(turn: Turn, argument: str) -> None:
    """The yes under the notice opens this chat. `argument` is what the person was about to do."""
    await _open_chat(turn)
    go_on = [Button("start-go-on", argument)] if argument else []
    speaks = [contact.association.name for contact in await associations.of(turn.session, turn.person)]
    if speaks:
        known = turn.words.listing(speaks)
        await turn.say("start-joined", associations=known, contact=turn.office.contact, buttons=go_on)
        if not go_on:
            await menu.show(turn)
    else:
        await turn.say("start-what-for", buttons=[*go_on, *_ways_on()])


@action("start.mail")
async def by_mail(turn: Turn, argument: str) -> None:
    """Rather by mail: the chat stays closed, the mail address is proved."""
    turn.person.notice_accepted_at = turn.person.notice_accepted_at or turn.now
    if address := turn.person.mail:
        await addresses.prove_by_letter(turn, address)
    else:
        await addresses.ask(turn)


@action("start.inform")
async def inform(turn: Turn, argument: str) -> None:
    if await agreed(turn):
        await turn.say("start-informed", list=turn.office.list_name, contact=turn.office.contact)
        await menu.show(turn)


async def recognise(turn: Turn, prompt: Prompt) -> None:
    """Somebody came with the secret, or the code, of a letter: are they whom it was written to?"""
    invited = await people.get(turn.session, prompt.person_id) if prompt.person_id else None
    if invited is None or not _may_introduce(prompt, invited, turn.now):
        await turn.say("start-link-over", contact=turn.office.contact)
        await start(turn, "")
    elif invited.id == turn.person.id:
        await start(turn, "")
    else:
        await _is_this_you(turn, prompt, invited)


def _may_introduce(prompt: Prompt, invited: Person, now: datetime) -> bool:
    """An unused letter of those that grant something: others are quoted and forwarded with their secret. It went to an
    address of theirs: a letter that somebody had sent to another address says nothing about who reads it."""
    is_fresh = prompt.used_at is None and (prompt.expires_at is None or prompt.expires_at > now)
    went_to_them = any((a.channel, a.address) == ("mail", prompt.address) for a in invited.addresses)
    return is_fresh and prompt.once and not prompt.for_staff and prompt.channel == "mail" and went_to_them


async def _is_this_you(turn: Turn, prompt: Prompt, invited: Person) -> None:
    speaks = [contact.association.name for contact in await associations.of(turn.session, invited)]
    shown = await keys.sign(turn.session, "start", f"{prompt.id}:{turn.address}")
    await turn.say(
        "start-is-this-you",
        name=invited.name or invited.mail or "–",
        associations=turn.words.listing(speaks) or "–",
        buttons=[
            Button("start-this-is-me", f"start.me:{prompt.id}-{shown}"),
            Button("start-not-me", "start.not_me"),
        ],
    )


@action("start.me")
async def me(turn: Turn, argument: str) -> None:
    """This chat belongs to whom the letter was written to. The signature says that this chat showed its secret."""
    number, _, shown = argument.partition("-")
    right = await keys.sign(turn.session, "start", f"{number}:{turn.address}")
    prompt = await prompts.get(turn.session, int(number)) if shown == right else None
    prompt = prompts.check(prompt, turn.now)
    await prompts.use(turn.session, prompt, turn.now)
    invited = await people.get(turn.session, prompt.person_id) if prompt.person_id else None
    if invited:
        await addresses.become(turn, invited)
    await start(turn, "")


@action("start.not_me")
async def not_me(turn: Turn, argument: str) -> None:
    await turn.say("start-sorry", contact=turn.office.contact)
    await start(turn, "")


@command("stop", doors="chat")
async def stop(turn: Turn, rest: str) -> None:
    """End everything, at once; the goodbye offers the way back."""
    await people.leave(turn.session, turn.person, turn.door, turn.now)
    await turn.say(
        "start-goodbye",
        list=turn.office.list_name,
        contact=turn.office.contact,
        buttons=[Button("start-come-back", "start.back")],
    )


@action("start.stop")
async def stop_by_button(turn: Turn, argument: str) -> None:
    await stop(turn, "")


@action("start.back")
async def come_back(turn: Turn, argument: str) -> None:
    """A new consent, for this chat only: the goodbye says so."""
    await _open_chat(turn)
    await turn.say("start-back", list=turn.office.list_name)
    await menu.show(turn)


async def _open_chat(turn: Turn) -> None:
    """The consent on record; once."""
    address = await people.add_address(turn.session, turn.person, turn.channel, turn.address, turn.now)
    turn.person.notice_accepted_at = turn.person.notice_accepted_at or turn.now
    if address.consent_id is None:
        await people.confirm(turn.session, address, Confirmation(turn.door, notice.WORDING), turn.now)


def _ways_on() -> list[Button]:
    return [
        Button("start-register", "registration.start"),
        Button("start-code", "codes.ask"),
        Button("start-inform", "start.inform"),
        Button("start-call-me", "calls.ask"),
    ]
