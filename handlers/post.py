"""The mail door: what a letter asks for, in this order.

1. A report of a bounce is counted, the reply of a calendar program is taken as an answer; other automatic mail is
   never answered.
2. A signed address (unsubscribe) acts at once: it was sent to that person only.
3. A reply to something that was asked (the prompt's secret in the address, the subject, or the Message-ID it answers):
   its first lines press a button, or are the free text that was asked for. What was asked of staff counts only from
    the address it went to. An expired question is asked again at that address. A reply to the announcement of a
    training says whether they come; from another address than it went to, it is asked back.
4. A letter to the posting address, or with the announcement's word in its subject, is an announcement by staff; with
    the word of a declaration it is one.
5. Staff's letter "Schulung: Titel" becomes a draft of a training; from anybody else it is read by a person.
6. A command in the subject or the first lines. What the person wrote beside it is read by a person.
7. Everything else is a letter to the office; staff who mistyped a command or a choice read what there is.

Where nothing vouches for the sender, a command that changes something is asked back at that address first.
"""

import re
from dataclasses import replace
from datetime import datetime
from typing import Any, Literal

from sqlalchemy.ext.asyncio import AsyncSession

from handlers import (
    announcing,
    bounces,
    by_calendar,
    creating,
    declaring,
    dialogue,
    entries,
    invite,
    misheard,
    own_words,
    requests,
    subscription,
)
from handlers.commands import COMMANDS, Command, run_command
from handlers.entries import Answered
from handlers.requests import may_answer
from locales import LANGUAGES, words
from mailing import formatting, wording
from mailing.letters import Letter
from mailing.office import Office
from mailing.turn import Button, Enclosure, Said, Turn, act, action
from storage import keys, outbox, people, prompts
from storage.people import Person
from storage.prompts import Prompt
from storage.refusals import Refusal
from storage.trainings import Training

Folder = Literal["done", "post", "failed"]

LONGEST = 50_000
"""So many characters of a letter are passed on; the whole of it lies in its folder."""

SECRET = re.compile(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")
POST = "post"
ANSWERS = ("answer-yes", "answer-no", "answer-send", "answer-discard")
"""Lists of words in commands.ftl that mean the same."""


async def read(session: AsyncSession, now: datetime, office: Office, letter: Letter) -> Folder:
    """Carry out a letter. Returns where it belongs: "done", or "post" when a person is to read it."""
    if letter.report is not None:
        return await bounces.count(session, now, office, letter)
    if answered := await entries.answered(session, office, letter):
        return await _by_calendar(session, now, office, letter, answered)
    if letter.automatic or not letter.from_address:
        return "done"
    if leaver := await _leaver(session, letter):
        await subscription.leave(_turn(session, now, office, letter, leaver), "")
        return "done"
    if prompt := await _prompt(session, letter):
        return await _answer(session, now, office, letter, prompt)
    if await _answers_training(session, now, office, letter):
        return "done"
    return await _listen(await _of_sender(session, now, office, letter), letter)


async def refuse(session: AsyncSession, now: datetime, office: Office, letter: Letter, refusal: Refusal) -> Folder:
    """Say the refusal's words, unless the address had its answers for today. A reply to them answers what a dialogue
    still asks. What stood beside a calendar's answer is read."""
    answered = await entries.answered(session, office, letter)
    turn = await _refused(session, now, office, letter, answered)
    if await may_answer(turn):
        await turn.say(refusal.key, contact=office.contact, **await _still_asked(turn), **refusal.details)
    return await _read_by_a_person(turn, _said(answered.reply.comment, ())) if answered else "done"


async def _refused(
    session: AsyncSession, now: datetime, office: Office, letter: Letter, answered: Answered | None
) -> Turn:
    """The turn of whoever is told: who was invited (calendar programs write from addresses of their own), who was
    asked, or who wrote."""
    if answered and answered.is_theirs and answered.sign_up.person:
        return _turn(session, now, office, letter, answered.sign_up.person, answered.reply.attendee)
    prompt = None if answered else await _prompt(session, letter)
    asked = await _of_asked(session, now, office, letter, prompt) if prompt else None
    return asked or await _of_sender(session, now, office, letter)


async def _still_asked(turn: Turn) -> dict[str, Any]:
    """Buttons and reply of the question that a dialogue goes on asking."""
    prompt = turn.prompt
    if prompt is None or not await dialogue.still_asks(turn, prompt):
        return {}
    buttons = [Button(label, data, plain=True) for label, data in prompt.choices]
    return {"buttons": buttons, "reply": prompt.reply, "for_staff": prompt.for_staff}


async def _of_sender(session: AsyncSession, now: datetime, office: Office, letter: Letter) -> Turn:
    """The turn of whoever the letter says it is from; a stranger gets an entry that confirms nothing."""
    name = " ".join(letter.from_name.split())[:80]
    person = await people.meet(session, "mail", letter.from_address, now, name=name, language=office.language)
    return _turn(session, now, office, letter, person)


def _turn(
    session: AsyncSession, now: datetime, office: Office, letter: Letter, person: Person, address: str | None = None
) -> Turn:
    files = tuple(
        Enclosure(
            "photo" if a.mime.startswith("image/") else "document", a.name, a.mime, len(a.content), None, a.content
        )
        for a in letter.attachments
    )
    said = _said(letter.own_text, files)
    return Turn(session, now, office, person, "mail", address or letter.from_address, said=said, letter=letter)


def _said(text: str, files: tuple[Enclosure, ...]) -> Said:
    shown = text if len(text) <= LONGEST else f"{text[:LONGEST]} […]"
    return Said(shown, formatting.from_plain(shown), files)


async def _leaver(session: AsyncSession, letter: Letter) -> Person | None:
    """Whose signed address or subject this is: list+unsubscribe-<person>-<signature>@host."""
    for carried in [*letter.tags, *letter.bare_subject.split()]:
        if carried.lower().startswith("unsubscribe-"):
            signed = await keys.signed(session, "unsubscribe", carried[len("unsubscribe-") :])
            if person := await people.numbered(session, signed):
                return person
    return None


async def _prompt(session: AsyncSession, letter: Letter) -> Prompt | None:
    """What the letter answers, by the secret that it carries. Subject and thread have it too where our letter was only
    forwarded: there it counts from the address it went to."""
    answered = [*letter.tags, letter.in_reply_to or ""]
    for text in [*answered, letter.subject, *reversed(letter.references)]:
        for secret in SECRET.findall(text.lower()):
            prompt = await prompts.find(session, secret)
            if prompt and (text in answered or letter.from_address == prompt.address):
                return prompt
    return None


async def _by_calendar(
    session: AsyncSession, now: datetime, office: Office, letter: Letter, answered: Answered
) -> Folder:
    """Somebody pressed «accept» or «decline» in their calendar. It is answered only where something comes of it. What
    is neither, or comes from somebody to whom an invitation was forwarded, changes nothing, and a person reads it."""
    reply, person = answered.reply, answered.sign_up.person
    assert person
    turn = _turn(session, now, office, letter, person, reply.attendee)
    if answered.decides and await may_answer(turn):
        await by_calendar.take(turn, answered)
        return await _read_by_a_person(turn, _said(reply.comment, ()))
    if not answered.is_theirs:
        turn = await _of_sender(session, now, office, letter)
    return await _read_by_a_person(turn, _said(by_calendar.for_a_person(turn, answered, letter), ()))


async def _answers_training(session: AsyncSession, now: datetime, office: Office, letter: Letter) -> bool:
    """Whether it replies to the announcement of a training with a yes or a no. The Message-ID that it answers is known
    to the reader of that letter, and to whom it was passed on."""
    row = await outbox.by_message_id(session, letter.in_reply_to) if letter.in_reply_to else None
    person = await people.get(session, row.person_id) if row and row.person_id else None
    if row is None or row.announcement_id is None or person is None:
        return False
    reader = _turn(session, now, office, letter, person, row.address)
    if letter.from_address in {row.address, *(own.address for own in person.addresses)}:
        return await own_words.to_announcement(reader, row.announcement_id)
    sender = await _of_sender(session, now, office, letter)
    return await may_answer(sender) and await own_words.from_elsewhere(sender, reader, row.announcement_id)


async def _answer(session: AsyncSession, now: datetime, office: Office, letter: Letter, prompt: Prompt) -> Folder:
    """A reply to something that was asked."""
    turn = await _of_asked(session, now, office, letter, prompt)
    if turn is None:
        return await _listen(await _of_sender(session, now, office, letter), letter)
    lines = letter.own_text.splitlines()
    first = next((line for line in lines if line.strip()), "")
    pressed = _pressed(prompt, first)
    if pressed is None and wording.is_one_of(first, in_every_language("command-unsubscribe")):
        await subscription.leave(turn, "")
        return "done"
    if pressed is None and (not prompt.reply or (prompt.once and first)):
        return await _listen(turn, letter)
    if _is_over(prompt, now) and await invite.renew(turn, prompt):
        return "done"
    if prompt.for_staff and not await may_answer(turn):
        return "post"
    prompts.check(prompt, now)
    reads_on = pressed is not None and not prompt.for_staff
    rest = "\n".join(lines[lines.index(first) + 1 :]) if reads_on else ""
    beside = _said(rest, turn.said.files) if rest.strip() else None
    await requests.take(turn, _press(turn, prompt, pressed or _meant(prompt)), beside)
    return "post" if beside else "done"


async def _press(turn: Turn, prompt: Prompt, data: str) -> None:
    await prompts.use(turn.session, prompt, turn.now)
    await act(turn, data)


async def _of_asked(
    session: AsyncSession, now: datetime, office: Office, letter: Letter, prompt: Prompt
) -> Turn | None:
    """The turn of whoever was asked; None where they are erased, or somebody else answers what was asked of staff."""
    person = await people.get(session, prompt.person_id) if prompt.person_id else None
    if person is None or (prompt.for_staff and letter.from_address != prompt.address):
        return None
    return replace(_turn(session, now, office, letter, person, prompt.address), prompt=prompt)


def _meant(prompt: Prompt) -> str:
    """What an answer without a button means: a yes, where a reply by itself is one (its first button), or free text."""
    return str(prompt.choices[0][1]) if prompt.once and prompt.choices else prompt.reply or ""


def _pressed(prompt: Prompt, line: str) -> str | None:
    """The data of the button that a line presses: by its digit, its words, or others that say the same."""
    if dialogue.is_number(prompt, line):
        return None
    labels = [label for label, _ in prompt.choices]
    chosen = wording.choice(line, labels)
    if chosen is None:
        meant = [number for number, label in enumerate(labels) if _means(line, label)]
        chosen = meant[0] if len(meant) == 1 else None
    return None if chosen is None else str(prompt.choices[chosen][1])


def _means(line: str, label: str) -> bool:
    """Whether a line says what a label says: "jawohl" for "Ja, gerne", "abschicken" for "Senden"."""
    beginning = label.partition(",")[0]
    listed = [in_every_language(key) for key in ANSWERS]
    return any(wording.is_one_of(line, said) and wording.is_one_of(beginning, said) for said in listed)


def in_every_language(key: str) -> list[str]:
    return [word for tag in LANGUAGES for word in words(tag).list(key)]


def _is_over(prompt: Prompt, now: datetime) -> bool:
    return prompt.expires_at is not None and prompt.expires_at <= now and prompt.used_at is None


async def _listen(turn: Turn, letter: Letter) -> Folder:
    """A letter by itself: an announcement, a command, or something to read."""
    if turn.person.may("editor") and not letter.is_answer and _begins_with(letter, "declaring-words"):
        await declaring.from_letter(turn)
        return "done"
    if POST in letter.tags or _begins_with(letter, "command-announce"):
        if turn.person.may("editor"):
            await announcing.from_letter(turn)
            return "done"
        return await _read_by_a_person(turn, turn.said)
    if creating.is_offer(letter) and turn.person.may("editor"):
        await creating.from_letter(turn)
        return "done"
    named = wording.command(letter, {name: in_every_language(f"command-{name}") for name in _by_mail()})
    if named is None:
        return await _no_command(turn, letter)
    command, rest = COMMANDS[named.name], named.rest
    if await may_answer(turn):
        if command.changes and not await _is_vouched(turn, letter, command):
            await _ask_back(turn, command, named.argument)
        else:
            await run_command(turn, command.name, named.argument)
    elif command.name == "unsubscribe" and await _is_vouched(turn, letter, command):
        await people.leave(turn.session, turn.person, turn.door, turn.now)
    return await _read_rest(turn, rest)


async def _no_command(turn: Turn, letter: Letter) -> Folder:
    """An answer by itself, something that staff mistyped, or a question; all of it may stand in the subject."""
    if not turn.said.text.strip() and not turn.said.files and not letter.is_answer:
        turn = replace(turn, said=_said(letter.bare_subject, ()))
    if not await may_answer(turn):
        return await _read_by_a_person(turn, turn.said)
    if await own_words.in_own_words(turn):
        return "done"
    if turn.prompt and turn.prompt.for_staff and turn.prompt.choices:
        await misheard.choose(turn, turn.prompt)
        return "done"
    if turn.person.may("editor") and not letter.is_answer and letter.bare_subject:
        await misheard.explain(turn, letter)
        return "post"
    if training := await _training_told(turn, letter):
        await own_words.unclear(turn, training)
        return "post"
    return await _read_by_a_person(turn, turn.said)


async def _training_told(turn: Turn, letter: Letter) -> Training | None:
    """The training whose announcement at this address the letter replies to."""
    row = await outbox.by_message_id(turn.session, letter.in_reply_to) if letter.in_reply_to else None
    if row is None or row.announcement_id is None or row.address != turn.address:
        return None
    return await own_words.training_told_by(turn.session, row.announcement_id)


def _by_mail() -> list[str]:
    return [name for name, command in COMMANDS.items() if "mail" in command.doors]


def _begins_with(letter: Letter, key: str) -> bool:
    """Whether the subject begins with one of these words and a colon, or is one."""
    return wording.is_one_of(letter.bare_subject.partition(":")[0], in_every_language(key))


async def _is_vouched(turn: Turn, letter: Letter, command: Command) -> bool:
    """Our own server checked where the letter comes from; or, except for staff's commands, it answers a letter whose
    Message-ID nobody knows but the address we sent it to."""
    if letter.from_address != turn.address:
        return False
    if letter.authenticated(turn.office.authserv_id):
        return True
    answered = await outbox.by_message_id(turn.session, letter.in_reply_to) if letter.in_reply_to else None
    return command.role is None and answered is not None and answered.address == letter.from_address


async def _ask_back(turn: Turn, command: Command, argument: str) -> None:
    """Ask the address itself whether it wants this: From can be forged."""
    data = f"post.confirmed:{command.name}"
    key = "subscription-leave-first" if command.name == "unsubscribe" else "post-ask-back"
    if not await prompts.may_ask(turn.session, turn.channel, turn.address, [data], turn.now):
        return
    await turn.say(
        key,
        list=turn.office.list_name,
        command=f"{command.name} {argument}".strip(),
        buttons=[Button("button-yes", f"{data} {argument}"[:64]), Button("button-no", "subscription.stay")],
        reply=data,
        once=True,
        for_staff=command.role is not None,
        life=prompts.GRANT_LIFE,
    )


@action("post.confirmed")
async def confirmed(turn: Turn, argument: str) -> None:
    name, _, rest = argument.partition(" ")
    await run_command(turn, name, rest)


async def _read_rest(turn: Turn, rest: str) -> Folder:
    """What somebody wrote beside a command is read by a person, never lost."""
    if not rest.strip():
        return "done"
    return await _read_by_a_person(turn, _said(rest, turn.said.files))


async def _read_by_a_person(turn: Turn, said: Said) -> Folder:
    if not said.text.strip() and not said.files:
        return "done"
    turn = replace(turn, said=said)
    is_automatic = turn.letter is not None and turn.letter.automatic is not None
    await requests.question(turn, acknowledge=not is_automatic)
    return "post"
