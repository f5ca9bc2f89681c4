"""Joining and leaving by plain mail: double opt-in, status, everything that is stored.

Anybody may join, with or without an association. Whoever asks, the answer goes to the address it is about, and reads
the same whether or not that address is on the list.
"""

from handlers import dossier, notice
from handlers.commands import command
from mailing.turn import Button, Turn, action
from storage import associations, people, prompts
from storage.people import Confirmation


@command("subscribe", doors="mail", shown=False)
async def subscribe(turn: Turn, rest: str) -> None:
    """Ask the address itself, once a day and three times a week at most; no word of whoever asked is repeated."""
    if not await prompts.may_ask(turn.session, turn.channel, turn.address, notice.CONFIRMATIONS, turn.now):
        return
    await turn.say(
        "subscription-confirm",
        list=turn.office.list_name,
        contact=turn.office.contact,
        controller=turn.office.controller,
        privacy=turn.office.privacy_url,
        buttons=[Button("button-yes", "subscription.confirm"), Button("button-no", "subscription.decline")],
        reply="subscription.confirm",
        once=True,
        life=prompts.GRANT_LIFE,
    )


@action("subscription.confirm")
async def confirm(turn: Turn, argument: str) -> None:
    address = await people.add_address(turn.session, turn.person, turn.channel, turn.address, turn.now)
    await people.confirm(turn.session, address, Confirmation(turn.door, notice.WORDING), turn.now)
    await turn.say("subscription-welcome", list=turn.office.list_name, contact=turn.office.contact)


@action("subscription.decline")
async def decline(turn: Turn, argument: str) -> None:
    await turn.say("subscription-declined", list=turn.office.list_name)


@command("unsubscribe", doors="mail", shown=False, changes=True)
async def unsubscribe(turn: Turn, rest: str) -> None:
    """The caller made sure of the sender (handlers/post.py)."""
    await leave(turn, "")


@action("subscription.leave")
async def leave(turn: Turn, argument: str) -> None:
    """End everything at once; the goodbye offers the way back."""
    await people.leave(turn.session, turn.person, turn.door, turn.now)
    await turn.say(
        "subscription-goodbye",
        list=turn.office.list_name,
        contact=turn.office.contact,
        buttons=[Button("button-come-back", "subscription.confirm")],
        reply=None,
    )


@action("subscription.stay")
async def stay(turn: Turn, argument: str) -> None:
    await turn.say("subscription-stays", list=turn.office.list_name)


@command("status", doors="mail", shown=False)
async def status(turn: Turn, rest: str) -> None:
    """Whether this address gets letters, for whom, about what."""
    if await _is_anothers(turn):
        return
    address = next((a for a in turn.person.addresses if (a.channel, a.address) == (turn.channel, turn.address)), None)
    speaks = [contact.association.name for contact in await associations.of(turn.session, turn.person)]
    chosen = await people.topics(turn.session, turn.person)
    await turn.say(
        "subscription-status" if address and address.is_open else "subscription-status-off",
        list=turn.office.list_name,
        address=turn.address,
        associations=turn.words.listing(speaks) or "–",
        topics=topic_names(turn, chosen),
        contact=turn.office.contact,
    )


@command("dossier", doors="chat mail")
async def everything(turn: Turn, rest: str) -> None:
    """All that is stored about whoever asks (Article 15 GDPR), to their own address."""
    if await _is_anothers(turn):
        return
    await turn.say("dossier", facts=await dossier.in_words(turn, turn.person), contact=turn.office.contact)


async def _is_anothers(turn: Turn) -> bool:
    """Whether a letter asks about somebody whom its address may not be: a list says so, and the person proved another
    one. What is stored about them is not for whoever reads this one."""
    proved = await people.proved(turn.session, turn.person)
    own = (turn.channel, turn.address)
    if turn.channel == "telegram" or turn.person.role or own in proved or not proved:
        return False
    await turn.say("subscription-anothers", contact=turn.office.contact)
    return True


def topic_names(turn: Turn, chosen: set[str]) -> str:
    """The chosen topics in words; all of them when none was chosen."""
    if not chosen:
        return turn.words.text("topics-all")
    return turn.words.listing(sorted(notice.topic_name(turn.words, topic) for topic in chosen))
