"""An announcement, from its preview to the moment it leaves: look, change, release, halt, throw away.

The text exists as a draft row from the moment it is complete, whichever door it came through: the chat
(handlers/composing.py), a letter (handlers/announcing.py), or the command line. Released, it waits for `release_delay`
under a button that halts it; quiet hours hold it until the morning. The same text to the same audience is asked about.
By mail only a reply to our preview releases: the preview carries a secret, and what was asked of staff counts only
from the address it went to (handlers/post.py).
"""

import zlib

from markupsafe import Markup

from handlers import audience, fitting, progress
from handlers.audience import draft
from mailing.turn import Button, Turn, action
from storage import announcements, outbox, prompts
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
        await _show(turn, announcement, turn.channel, turn.address)
    await ask(turn, announcement)


async def ask(turn: Turn, announcement: Announcement, *, edit: bool = False) -> None:
    """Everything about the draft in one message, and its buttons. In a letter the text itself stands below."""
    number = announcement.id
    await turn.say(
        "announce-preview" if turn.channel == "telegram" else "announce-preview-letter",
        edit=edit,
        for_staff=True,
        subject=announcement.subject,
        audience=audience.describe(turn.words, announcement.audience),
        count=await audience.counted(turn, announcement.audience),
        channel=_public_channel(turn, announcement) or "–",
        enclosed=", ".join(file.name for file in announcement.files) or "–",
        hint=_hint(turn, announcement),
        text=Markup(announcement.html),
        buttons=[
            Button("announce-send", f"announce.release:{number}.{_as_seen(announcement)}"),
            Button("announce-to-me", f"announce.to_me:{number}"),
            Button("announce-change", f"announce.change:{number}"),
            Button("announce-discard", f"announce.discard:{number}"),
        ],
        reply=f"announcing.reply:{number}",
    )


@action("announce.to_me", role="editor")
async def to_me(turn: Turn, argument: str) -> None:
    """The letter as everybody will get it, to the person's own address."""
    announcement = await draft(turn, argument)
    if not turn.person.mail:
        raise NoMailAddress
    await _show(turn, announcement, "mail", turn.person.mail)
    if turn.channel == "telegram":
        await turn.say("announce-test-sent", address=turn.person.mail)
    await ask(turn, announcement)


@action("announce.change", role="editor")
async def change(turn: Turn, argument: str) -> None:
    """What about it is to be different?"""
    announcement = await draft(turn, argument)
    buttons = [Button("announce-audience", f"audience.ask:{announcement.id}")]
    if turn.channel == "telegram":
        buttons.append(Button("announce-text", f"composing.again:{announcement.id}"))
    if turn.office.channel:
        label = "announce-not-public" if announcement.public else "announce-public"
        buttons.append(Button(label, f"announce.public:{announcement.id}"))
    key = "announce-what-to-change" if turn.channel == "telegram" else "announce-what-to-change-letter"
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
    announcement = await draft(turn, argument)
    await announcements.discard(turn.session, announcement)
    await turn.say("announce-discarded", edit=True, subject=announcement.subject)


@action("announce.release", role="editor")
async def release(turn: Turn, argument: str) -> None:
    """Let it go as it was shown. If it has changed since, show it again; if the same went out lately, ask."""
    announcement = await _as_shown(turn, argument)
    if announcement is None:
        return
    before = await announcements.twin(turn.session, announcement, turn.now)
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
    if announcement := await _as_shown(turn, argument):
        await _release(turn, announcement)


@action("announce.halt", role="editor")
async def halt(turn: Turn, argument: str) -> None:
    """Stop what has not left yet; if nothing has, it is a draft again."""
    announcement = await announcements.get(turn.session, int(argument))
    if announcement is None:
        raise announcements.NothingToHalt
    left = await announcements.halt(turn.session, announcement, turn.now)
    if left:
        await turn.say("announce-halted-midway", left=left, subject=announcement.subject)
        return
    await turn.say(
        "announce-halted",
        subject=announcement.subject,
        for_staff=True,
        buttons=[
            Button("announce-go-on", f"announce.preview:{announcement.id}"),
            Button("announce-discard", f"announce.discard:{announcement.id}"),
        ],
    )


async def _release(turn: Turn, announcement: Announcement) -> None:
    office = turn.office
    release_at = office.next_loud(turn.now + office.release_delay)
    number = await announcements.release(
        turn.session,
        announcement,
        turn.person,
        release_at=release_at,
        now=turn.now,
        mail_host=office.mail_host,
        channel=office.channel,
        again=True,
    )
    row = await turn.say(
        "announce-released",
        subject=announcement.subject,
        number=number,
        when=turn.words.when(release_at, office.timezone),
        buttons=[progress.halt_button(announcement)],
        for_staff=True,
    )
    if turn.channel == "telegram":
        await announcements.follow(turn.session, announcement, row)


async def _as_shown(turn: Turn, argument: str) -> Announcement | None:
    """The draft, if it still is what the button was shown with; else it is shown again."""
    number, _, seen = argument.partition(".")
    announcement = await draft(turn, number)
    if _as_seen(announcement) == seen:
        return announcement
    await turn.say("announce-changed", subject=announcement.subject)
    await preview(turn, number)
    return None


def _hint(turn: Turn, announcement: Announcement) -> str:
    kinds = [file.kind for file in announcement.files]
    return fitting.hint(turn.words, announcement.subject, announcement.html, kinds)


def _as_seen(announcement: Announcement) -> str:
    """What was shown when a button was made: text, audience, files, channel. The button says so, in short."""
    files = [file.id for file in announcement.files]
    return f"{zlib.crc32(repr((announcement.digest, announcement.public, files)).encode()):08x}"


def _public_channel(turn: Turn, announcement: Announcement) -> str | None:
    return turn.office.channel if announcement.public else None


async def _show(turn: Turn, announcement: Announcement, channel: Channel, address: str) -> None:
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
