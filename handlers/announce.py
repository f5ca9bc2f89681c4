"""An announcement, from its preview to the moment it leaves: look, change, release, halt, throw away.

The text exists as a draft row from the moment it is complete, whichever door it came through: the chat
(handlers/composing.py), a letter (handlers/announcing.py), or the command line. Released, it waits for `release_delay`
under a button that halts it (handlers/underway.py); quiet hours hold it until the morning. The same text to the same
audience is asked about. Later, or again and again: handlers/planning.py. By mail only a reply to our preview releases:
the preview carries a secret, and what was asked of staff counts only from the address it went to (handlers/post.py).
"""

import zlib
from typing import Any

from markupsafe import Markup

from handlers import audience, fitting, moments, progress
from handlers.audience import draft
from mailing.turn import Button, Turn, action
from storage import amendments, announcements, dispatch, outbox, prompts, trainings
from storage.announcements import Announcement
from storage.outbox import Outgoing
from storage.people import Channel
from storage.refusals import Refusal


class NoMailAddress(Refusal):
    """The person has no mail address to send a test to."""


@action("announce.preview", role="editor")
async def preview(turn: Turn, argument: str) -> None:
    """The text as people will get it, and what can be done with it."""
    announcement = await draft(turn, argument)
    if turn.channel == "telegram":
        await look(turn, announcement, turn.channel, turn.address)
    await ask(turn, announcement)


async def ask(turn: Turn, announcement: Announcement, *, edit: bool = False) -> None:
    """Everything about the draft in one message, and its buttons. In a letter the text itself stands below."""
    number, seen = announcement.id, as_seen(announcement)
    kind = "announce-preview" if announcement.change is None else "correcting-preview"
    later = [Button("planning-later", f"planning.ask:{number}.{seen}")] if announcement.change is None else []
    await turn.say(
        kind if turn.channel == "telegram" else f"{kind}-letter",
        edit=edit,
        for_staff=True,
        subject=announcement.subject,
        enclosed=", ".join(file.name for file in announcement.files) or "–",
        until=until(turn, announcement),
        hint=await _hint(turn, announcement),
        text=Markup(announcement.html),
        buttons=[
            Button("announce-send", f"announce.release:{number}.{seen}"),
            *later,
            Button("announce-to-me", f"announce.to_me:{number}"),
            Button("announce-change", f"announce.change:{number}"),
            Button("announce-discard", f"announce.discard:{number}"),
        ],
        reply=f"announcing.reply:{number}",
        **await _for_whom(turn, announcement),
    )


def until(turn: Turn, announcement: Announcement) -> str:
    """Until when it is worth sending, in words, or "–"."""
    end = announcement.worth_until
    return moments.deadline(turn.words, end, turn.office.timezone) if end else "–"


async def _for_whom(turn: Turn, announcement: Announcement) -> dict[str, Any]:
    """Who gets it; of a correction, how many have what it corrects, and how many get the new text at once."""
    if announcement.change is None:
        return {
            "audience": audience.describe(turn.words, announcement.audience),
            "count": await audience.counted(turn, announcement.audience),
            "channel": _public_channel(turn, announcement) or "–",
        }
    first = await amendments.original(turn.session, announcement)
    had, waiting = await amendments.counted(turn.session, first)
    return {"had": had, "waiting": waiting}


@action("announce.to_me", role="editor")
async def to_me(turn: Turn, argument: str) -> None:
    """The letter as everybody will get it, to the person's own address."""
    announcement = await draft(turn, argument)
    if not turn.person.mail:
        raise NoMailAddress
    await look(turn, announcement, "mail", turn.person.mail)
    if turn.channel == "telegram":
        await turn.say("announce-test-sent", address=turn.person.mail)
    await ask(turn, announcement)


@action("announce.change", role="editor")
async def change(turn: Turn, argument: str) -> None:
    """What about it is to be different?"""
    announcement = await draft(turn, argument)
    number, correction = announcement.id, announcement.change is not None
    buttons = [] if correction else [Button("announce-audience", f"audience.ask:{number}")]
    if correction:
        buttons.append(Button("announce-text", f"correcting.again:{number}"))
        buttons.append(Button("correcting-rename", f"correcting.rename:{number}"))
    elif turn.channel == "telegram":
        buttons.append(Button("announce-text", f"composing.again:{number}"))
    buttons.append(Button("worth-ask", f"worth.ask:{number}"))
    if turn.office.channel and not correction:
        label = "announce-not-public" if announcement.public else "announce-public"
        buttons.append(Button(label, f"announce.public:{number}"))
    by_letter = turn.channel == "mail" and not correction
    key = "announce-what-to-change-letter" if by_letter else "announce-what-to-change"
    address = turn.office.plus("post")
    await turn.say(key, address=address, buttons=buttons, reply=f"announcing.reply:{argument}", for_staff=True)


@action("announce.public", role="editor")
async def public(turn: Turn, argument: str) -> None:
    """Into the public channel as well, or not."""
    announcement = await draft(turn, argument)
    await announcements.redirect(turn.session, announcement, announcement.audience, public=not announcement.public)
    await ask(turn, announcement)


@action("announce.discard", role="editor")
async def discard(turn: Turn, argument: str) -> None:
    """Throw it away. What a correction was to correct may go on."""
    announcement = await draft(turn, argument)
    first = await amendments.original(turn.session, announcement) if announcement.change is not None else None
    await announcements.discard(turn.session, announcement)
    await turn.say("announce-discarded", edit=True, subject=announcement.subject)
    if first and first.state == "paused":
        await progress.show(turn, first)


@action("announce.release", role="editor")
async def release(turn: Turn, argument: str) -> None:
    """Let it go as it was shown. If it has changed since, show it again; if the same went out lately, ask."""
    announcement = await as_shown(turn, argument)
    if announcement is None:
        return
    before = await dispatch.twin(turn.session, announcement, turn.now)
    if before and before.released_at:
        await turn.say(
            "announce-sent-before",
            subject=before.subject,
            when=turn.words.when(before.released_at, turn.office.timezone),
            for_staff=True,
            buttons=[
                Button("announce-send-again", f"announce.again:{argument}"),
                Button("announce-discard", f"announce.discard:{announcement.id}"),
            ],
        )
    else:
        await _release(turn, announcement)


@action("announce.again", role="editor")
async def again(turn: Turn, argument: str) -> None:
    """The same once more, on purpose."""
    if announcement := await as_shown(turn, argument):
        await _release(turn, announcement)


async def _release(turn: Turn, announcement: Announcement) -> None:
    office = turn.office
    release_at = office.next_loud(turn.now + office.release_delay)
    if announcement.change is not None:
        number, waiting = await amendments.release(turn.session, announcement, turn.person, release_at=release_at)
        await say_released(turn, announcement, "correcting-released", number=number, waiting=waiting)
        return
    number = await dispatch.release(
        turn.session,
        announcement,
        turn.person,
        release_at=release_at,
        now=turn.now,
        mail_host=office.mail_host,
        channel=office.channel,
        again=True,
    )
    await say_released(turn, announcement, "announce-released", number=number)


async def say_released(turn: Turn, announcement: Announcement, key: str, **rest: Any) -> None:
    """It leaves soon. A letter stays what it is: its choices must hold for later, too."""
    buttons, by_letter = [progress.halt_button(announcement)], turn.channel == "mail"
    row = await turn.say(
        f"{key}-letter" if by_letter else key,
        subject=announcement.subject,
        when=turn.words.when(announcement.release_at or turn.now, turn.office.timezone),
        buttons=[*buttons, *progress.later_buttons(announcement)] if by_letter else buttons,
        for_staff=True,
        **rest,
    )
    if turn.channel == "telegram":
        await dispatch.follow(turn.session, announcement, row)


async def as_shown(turn: Turn, argument: str) -> Announcement | None:
    """The draft, if it still is what the button was shown with; else it is shown again."""
    number, _, seen = argument.partition(".")
    announcement = await draft(turn, number)
    if as_seen(announcement) == seen:
        return announcement
    await turn.say("announce-changed", subject=announcement.subject)
    await preview(turn, number)
    return None


async def _hint(turn: Turn, announcement: Announcement) -> str:
    """That one can sign up already for what it tells of, and what will look different in the chat."""
    kinds = [file.kind for file in announcement.files]
    training = await trainings.told_by(turn.session, announcement.id)
    opened = turn.words.text("announce-hint-open") if training else ""
    fits = fitting.hint(turn.words, announcement.subject, announcement.html, kinds)
    return "\n".join(filter(None, [opened, fits]))


def as_seen(announcement: Announcement) -> str:
    """What was shown when a button was made: text, audience, files, channel, until when. The button says so, in
    short."""
    files = [file.id for file in announcement.files]
    until = announcement.worth_until and announcement.worth_until.timestamp()
    return f"{zlib.crc32(repr((announcement.digest, announcement.public, files, until)).encode()):08x}"


def _public_channel(turn: Turn, announcement: Announcement) -> str | None:
    return turn.office.channel if announcement.public else None


async def look(turn: Turn, announcement: Announcement, channel: Channel, address: str) -> None:
    """A message that looks like the announcement (`preview_of`), to one address, and counts nowhere."""
    shown = Outgoing(
        kind="answer",
        channel=channel,
        address=address,
        person_id=turn.person.id,
        payload={"preview_of": announcement.id},
        priority=outbox.ANSWER,
        message_id=f"{prompts.new_secret()}@{turn.office.mail_host}" if channel == "mail" else None,
        queued_at=turn.now,
    )
    await turn.put(shown)
