"""«How I hear»: by chat, by mail, or both; about which topics; under which name, number and language."""

from typing import Any

from handlers import addresses, dialogue, fields, notice, registration, start, topics
from handlers.dialogue import Dialogue, Question
from handlers.paging import paged
from mailing.turn import Button, Turn, action
from storage import people
from storage.people import Address, Confirmation

WAYS = {"chat": {"telegram"}, "mail": {"mail"}, "both": {"telegram", "mail"}}


@action("hearing.show")
async def show(turn: Turn, argument: str) -> None:
    """`argument` is the page of the buttons."""
    if not await start.agreed(turn):
        return
    ways = [
        Button("hearing-ways", "hearing.ways"),
        Button("hearing-topics", "hearing.topics"),
        Button("hearing-mail", "addresses.ask:instead"),
        Button("hearing-name", "hearing.name"),
        Button("hearing-phone", "hearing.phone"),
        Button("menu-language", "language.ask"),
        Button("menu-open", "menu.show"),
    ]
    await turn.say(
        "hearing-show",
        edit=bool(argument),
        chat=_state(turn, turn.person.address("telegram")),
        mail=_state(turn, turn.person.address("mail")),
        topics=await _topics(turn),
        name=turn.person.name or "–",
        phone=fields.shown_phone(turn.person.phone) if turn.person.phone else "–",
        buttons=paged(ways, int(argument or 0), "hearing.show:"),
    )


def _state(turn: Turn, address: Address | None) -> str:
    """In words: whether messages go there; a mail address is named."""
    if address is None:
        return turn.words.text("hearing-none")
    key = "hearing-open" if address.is_open else f"hearing-{_why(address)}"
    state = turn.words.text(key)
    return state if address.channel == "telegram" else f"{address.address} ({state})"


def _why(address: Address) -> str:
    known = ("unconfirmed", "unwanted", "left")
    return address.why_closed if address.why_closed in known else "paused"


async def _topics(turn: Turn) -> str:
    chosen = await people.topics(turn.session, turn.person)
    if not chosen:
        return turn.words.text("hearing-all-topics")
    return turn.words.listing(sorted(notice.topic_name(turn.words, topic) for topic in chosen))


@action("hearing.ways")
async def ways(turn: Turn, argument: str) -> None:
    await turn.say("hearing-which-way", buttons=[Button(f"hearing-by-{way}", f"hearing.by:{way}") for way in WAYS])


@action("hearing.by")
async def by(turn: Turn, way: str) -> None:
    """Mail without a confirmed address begins with asking for one; until it is proved, nothing changes."""
    if not await start.agreed(turn):
        return
    wanted = WAYS[way]
    if "telegram" in wanted:
        await _confirm_chat(turn)
    if "mail" in wanted and not any(a.channel == "mail" and a.consent_id for a in turn.person.addresses):
        await _prove_mail(turn, then="only" if way == "mail" else "")
        return
    await people.choose_channels(turn.session, turn.person, wanted)
    await turn.say("hearing-changed")
    await show(turn, "")


async def _confirm_chat(turn: Turn) -> None:
    """Choosing the chat in the chat is the yes to it."""
    chat = turn.person.address("telegram")
    if chat and chat.consent_id is None and turn.channel == "telegram":
        await people.confirm(turn.session, chat, Confirmation(turn.door, notice.WORDING), turn.now)


async def _prove_mail(turn: Turn, then: str) -> None:
    if known := turn.person.mail:
        await addresses.prove_by_letter(turn, known, then)
    else:
        await addresses.ask(turn, then)


@action("hearing.topics")
async def switch_topics(turn: Turn, argument: str) -> None:
    """All are on until somebody switches one off; with none left on, all are on again."""
    known = topics.known(turn, focus=False)
    chosen = await people.topics(turn.session, turn.person) or set(known)
    on, page = topics.switched(known, chosen, argument)
    if on != chosen:
        await people.choose_topics(turn.session, turn.person, set() if on >= set(known) else on)
        on = on or set(known)
    buttons = [
        *topics.switches(turn, known, on, "hearing.topics:", page),
        Button("hearing-all", "hearing.all_topics"),
        Button("hearing-done", "hearing.show"),
    ]
    await turn.say("hearing-which-topics", edit=bool(argument), buttons=buttons)


@action("hearing.all_topics")
async def all_topics(turn: Turn, argument: str) -> None:
    await people.choose_topics(turn.session, turn.person, set())
    await turn.say("hearing-changed")
    await show(turn, "")


@action("hearing.name")
async def name(turn: Turn, argument: str) -> None:
    await dialogue.start(turn, NAME)


@action("hearing.phone")
async def phone(turn: Turn, argument: str) -> None:
    await dialogue.start(turn, PHONE)


async def _change_name(turn: Turn, answers: dict[str, Any]) -> None:
    turn.person.name = answers["name"]
    await turn.say("hearing-changed")
    await show(turn, "")


async def _change_phone(turn: Turn, answers: dict[str, Any]) -> None:
    turn.person.phone = None if answers["phone"] == fields.NOTHING else answers["phone"]
    await turn.say("hearing-changed")
    await show(turn, "")


NAME = Dialogue(
    "own-name",
    _change_name,
    [Question("name", "one", choices=registration.own_name, check=fields.a_name)],
    summary=False,
)
PHONE = Dialogue(
    "own-phone",
    _change_phone,
    [Question("phone", "one", choices=fields.or_nothing, check=fields.a_phone_number)],
    summary=False,
)
