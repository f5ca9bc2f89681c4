"""Announcing by mail: a normal letter to the posting address, or one with "Rundschreiben:" in its subject.

Its text becomes the draft, with its pictures and files; a first line "An: Hilden, Bildung" names the audience, one
like "Gilt bis: 13.4. 18 Uhr" until when it is worth sending. The preview goes back to the sender's address, whoever
wrote: only a reply to it releases, changes or discards (handlers/announce.py). Where the audience is missing, or has a
name that nobody knows here, the answer asks for it and keeps the draft.
"""

from handlers import addressing, announce, fields, fitting, planning, worth
from handlers.addressing import Understood
from handlers.audience import draft
from locales import LANGUAGES, words
from mailing import formatting, wording
from mailing.turn import Button, Turn, action
from storage import announcements
from storage.announcements import Announcement
from storage.audiences import Audience
from storage.refusals import Refusal

LONGEST = 250_000
"""So many characters of a letter, with all that a mail program writes around them, can be an announcement."""


class NoSubject(Refusal):
    """Nobody opens a letter without one."""


async def explain(turn: Turn) -> None:
    """How to write an announcement as a letter."""
    await turn.say("announcing-explain", address=turn.office.plus("post"), **await addressing.possible(turn))


async def from_letter(turn: Turn) -> None:
    """A member of staff wrote an announcement: keep it, and ask for whom or show the preview."""
    assert turn.letter
    subject = fields.within(_without_word(turn.letter.bare_subject), fitting.SUBJECT)
    if not subject:
        raise NoSubject
    fitting.check_files(list(turn.said.files))
    # Whoever forges a sender of staff must not keep everybody waiting.
    fields.within(turn.letter.html or turn.letter.full_text, LONGEST)
    html = formatting.from_mail(turn.letter.html).html or formatting.from_plain(turn.letter.full_text)
    whom, until, text = head(html)
    if not text:
        raise fitting.NothingToSend
    kept = await announcements.draft(
        turn.session,
        turn.person,
        subject=subject,
        html=text,
        audience=Audience(),
        door="mail",
        now=turn.now,
        files=[fitting.attached(file) for file in turn.said.files],
    )
    if until:
        await worth.put(turn, kept, until)
    await _address(turn, kept, await addressing.understand(turn, whom) if whom else None)


def head(html: str, until_words: str = "worth-words-until") -> tuple[str | None, str | None, str]:
    """Whom it is for, and until when, as the lines at the head of a letter say; and the text below them.
    `until_words` lists how the second of them begins."""
    whom = until = None
    while html:
        first, rest = formatting.take_first_line(html)
        if whom is None and addressing.is_addressed(first):
            whom = first
        elif until is None and (said := worth.said(first, until_words)):
            until = said
        else:
            break
        html = rest
    return whom, until, html


@action("announcing.reply", role="editor")
async def reply(turn: Turn, argument: str) -> None:
    """What is no button of the preview: another audience, a moment, until when, or "an mich"."""
    known = await draft(turn, argument)
    line = next((line for line in turn.said.text.splitlines() if line.strip()), "")
    if _is_one_of(line, "announcing-words-to-me"):
        await announce.to_me(turn, argument)
    elif until := worth.said(line):
        await worth.put(turn, known, until)
        await announce.ask(turn, known)
    elif known.change is None and addressing.is_addressed(line):
        await _address(turn, known, await addressing.understand(turn, line))
    elif known.change is None and (moment := planning.behind_send(line)):
        await planning.hear_of_draft(turn, known, moment)
    else:
        await turn.say("announcing-reply-help", reply=f"announcing.reply:{known.id}", for_staff=True)
        await announce.ask(turn, known)


@action("announcing.whom", role="editor")
async def whom(turn: Turn, argument: str) -> None:
    """The answer to "for whom?", with or without "An:"."""
    line = next((line for line in turn.said.text.splitlines() if line.strip()), "")
    await _address(turn, await draft(turn, argument), await addressing.understand(turn, line))


@action("announcing.all", role="editor")
async def everybody(turn: Turn, argument: str) -> None:
    await _address(turn, await draft(turn, argument), Understood(Audience(), []))


async def _address(turn: Turn, known: Announcement, understood: Understood | None) -> None:
    """Take the audience, or ask for one that can be understood."""
    if understood and not understood.unknown:
        await announcements.redirect(turn.session, known, understood.audience, public=known.public)
        await announce.ask(turn, known)
        return
    await turn.say(
        "announcing-unknown" if understood else "announcing-whom",
        subject=known.subject,
        unknown=turn.words.listing(understood.unknown) if understood else "",
        buttons=[
            Button("announcing-all", f"announcing.all:{known.id}"),
            Button("announce-discard", f"announce.discard:{known.id}"),
        ],
        reply=f"announcing.whom:{known.id}",
        for_staff=True,
        **await addressing.possible(turn),
    )


def _without_word(subject: str) -> str:
    """The subject without the word that made the letter an announcement."""
    first, _, rest = subject.partition(":")
    return rest.strip() if _is_one_of(first, "command-announce") else subject.strip()


def _is_one_of(line: str, key: str) -> bool:
    return wording.is_one_of(line, [word for tag in LANGUAGES for word in words(tag).list(key)])
