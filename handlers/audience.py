"""Whom an announcement is for, toggled by buttons under a live count; by name: handlers/addressing.py.

A button carries a checksum of its town, topic or language, not its place in a list, so that an old button never
toggles something else. The choice is kept in the draft itself.
"""

import zlib
from dataclasses import replace

from babel import Locale, UnknownLocaleError

from handlers.dialogue import Choice
from handlers.notice import topic_name
from handlers.paging import PAGE, paged
from locales import Words
from mailing.turn import Button, Turn, action
from storage import announcements, associations, audiences, people
from storage.announcements import Announcement
from storage.audiences import Audience
from storage.refusals import Refusal

KINDS = ("towns", "topics", "languages")


class DraftGone(Refusal):
    """The text was thrown away."""


class ChoiceGone(Refusal):
    """A town, topic or language that nobody has any more."""


async def draft(turn: Turn, argument: str) -> Announcement:
    """The draft with that id. Raises `DraftGone`, `AlreadyReleased`."""
    found = await announcements.get(turn.session, int(argument))
    if found is None:
        raise DraftGone
    if found.state != "draft":
        raise announcements.AlreadyReleased
    return found


@action("audience.ask", role="editor")
async def ask(turn: Turn, argument: str) -> None:
    await show(turn, await draft(turn, argument))


async def show(turn: Turn, announcement: Announcement, *, edit: bool = False) -> None:
    """Who gets it as things stand, and what can be changed."""
    number, audience = announcement.id, announcement.audience
    lists = [kind for kind in KINDS if len(await options(turn, kind)) > 1]
    await turn.say(
        "audience-ask",
        edit=edit,
        subject=announcement.subject,
        audience=describe(turn.words, audience),
        count=await counted(turn, audience),
        for_staff=True,
        buttons=[
            *(Button(f"audience-{kind}", f"audience.list:{number}.{kind}.0") for kind in lists),
            Button("audience-only" if audience.everyone else "audience-everyone", f"audience.only:{number}"),
            Button("audience-done", f"announce.preview:{number}"),
        ],
    )


@action("audience.list", role="editor")
async def list_(turn: Turn, argument: str) -> None:
    """`argument` is "draft.kind.page"."""
    number, kind, page = argument.split(".")
    await _show_list(turn, await draft(turn, number), kind, int(page))


@action("audience.toggle", role="editor")
async def toggle(turn: Turn, argument: str) -> None:
    """`argument` is "draft.kind.checksum"."""
    number, kind, checksum = argument.split(".")
    announcement = await draft(turn, number)
    values = [choice.value for choice in await options(turn, kind)]
    value = next((value for value in values if _checksum(value) == checksum), None)
    if value is None:
        raise ChoiceGone
    chosen = sorted(set(getattr(announcement.audience, kind)) ^ {value})
    await _redirect(turn, announcement, with_names(announcement.audience, kind, chosen))
    await _show_list(turn, announcement, kind, values.index(value) // PAGE)


@action("audience.only", role="editor")
async def only(turn: Turn, argument: str) -> None:
    """Only associations, or everyone on the list."""
    announcement = await draft(turn, argument)
    await _redirect(turn, announcement, replace(announcement.audience, everyone=not announcement.audience.everyone))
    await show(turn, announcement, edit=True)


@action("audience.back", role="editor")
async def back(turn: Turn, argument: str) -> None:
    await show(turn, await draft(turn, argument), edit=True)


async def options(turn: Turn, kind: str) -> list[Choice]:
    """What can be chosen, in words of whoever chooses."""
    if kind == "towns":
        return [Choice(town, town) for town in await associations.towns(turn.session)]
    if kind == "topics":
        return [Choice(topic, topic_name(turn.words, topic)) for topic in turn.office.topics]
    return [Choice(tag, language_name(turn.words, tag)) for tag in await people.languages(turn.session)]


def language_name(say: Words, tag: str) -> str:
    """A language as the reader calls it: "Arabisch"."""
    try:
        return Locale.parse(tag, sep="-").get_display_name(say.locale) or tag
    except (UnknownLocaleError, ValueError):
        return tag


def describe(say: Words, audience: Audience) -> str:
    """An audience in one line: "Hilden und Velbert; Bildung; nur Vereine"."""
    topics = [topic_name(say, topic) for topic in audience.topics]
    languages = [language_name(say, tag) for tag in audience.languages]
    limits = [say.listing(names) for names in (audience.towns, topics, languages) if names]
    if audience.group:
        limits.insert(0, say.text(f"audience-group-{audience.group}"))
    if not audience.everyone:
        limits.append(say.text("audience-only-associations"))
    return "; ".join(limits) or say.text("audience-all")


async def counted(turn: Turn, audience: Audience) -> str:
    """How many that are now: "51 Vereine, 74 Personen: 40 Chat, 34 Mail"."""
    count = await audiences.count(turn.session, audience)
    return turn.words.text("audience-count", **vars(count))


def with_names(audience: Audience, kind: str, values: list[str]) -> Audience:
    """The audience with other towns, topics or languages."""
    return Audience(**{**audience.as_json(), kind: values})


async def _redirect(turn: Turn, announcement: Announcement, audience: Audience) -> None:
    await announcements.redirect(turn.session, announcement, audience, public=announcement.public)


async def _show_list(turn: Turn, announcement: Announcement, kind: str, page: int) -> None:
    chosen = getattr(announcement.audience, kind)
    number = announcement.id
    switches = [
        Button(("✓ " if c.value in chosen else "") + c.label, _toggle_of(number, kind, c.value), plain=True)
        for c in await options(turn, kind)
    ]
    buttons = paged(switches, page, f"audience.list:{number}.{kind}.")
    buttons.append(Button("audience-list-done", f"audience.back:{number}"))
    await turn.say(
        f"audience-list-{kind}",
        edit=True,
        audience=describe(turn.words, announcement.audience),
        count=await counted(turn, announcement.audience),
        buttons=buttons,
        for_staff=True,
    )


def _toggle_of(number: int, kind: str, value: str) -> str:
    return f"audience.toggle:{number}.{kind}.{_checksum(value)}"


def _checksum(value: str) -> str:
    return f"{zlib.crc32(value.encode()):08x}"
