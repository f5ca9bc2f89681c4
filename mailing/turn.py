"""A turn: one message of one person, and everything that is said in answer; the same for chat and mail.

A turn lives inside one database transaction. `say` and `tell` append rows to the outbox, which leave after the commit;
nothing here touches the network. A message may carry buttons. In a chat they are buttons; in a letter they are numbered
lines, and the reply's first line (a digit, or the words of the button) presses one. Both press the same *action*, a
function registered by name: `act` finds it, checks the rights of whoever presses, and runs it.

    @action("requests.accept", role="editor")
    async def accept(turn: Turn, argument: str) -> None: ...

    await turn.say("requests-accepted", name=request.person.name)
    await turn.tell(person, "welcome", buttons=[Button("button-yes", "people.accept")])

Words come from locales/: the key's text is small HTML (b, i, u, s, a, code, and line breaks), its arguments are
escaped, its attribute `.subject` is the subject of the letter.
"""

import base64
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy.ext.asyncio import AsyncSession

from locales import Words, words
from mailing.office import Office
from storage import keys, outbox, people, prompts
from storage.outbox import Kind, Outgoing
from storage.people import Channel, Door, Person, Role
from storage.refusals import NotAllowed, Refusal

if TYPE_CHECKING:
    from mailing.letters import Letter

REPLY_LIFE = timedelta(days=30)
"""How long a letter's buttons may be answered; what grants something lives shorter (`prompts.GRANT_LIFE`)."""

SHORT = 40
"""So many characters of a button can be read on a phone."""

GROUP = "staff_group"
"""Under this name `storage.keys` remembers the chat id of the staff's group."""


class ButtonGone(Refusal):
    """An old button whose action does not exist any more."""


@dataclass(frozen=True)
class Button:
    """`label` is a key of locales/ ("button-yes") with `args`, or with `plain` the label itself. `data` is
    "action:argument", 64 bytes at most (Bot API, InlineKeyboardButton)."""

    label: str
    data: str
    args: dict[str, Any] = field(default_factory=dict)
    plain: bool = False

    def text(self, say: Words) -> str:
        return self.label if self.plain else say.text(self.label, **self.args)


def short(name: str, longest: int = SHORT) -> str:
    """A name as a button's label: cut between two words, with "…", where it is longer. A word that is too long by
    itself is cut anywhere."""
    if len(name) <= longest:
        return name
    words_of_it = name[:longest].rpartition(" ")[0].rstrip(" ,.;:–-")
    return f"{words_of_it or name[: longest - 1]}…"


@dataclass(frozen=True)
class Enclosure:
    """A file of a message: from Telegram (`file_id`) or as bytes (`content`); `kind` photo, document, voice, … or, of
    ours only, calendar."""

    kind: str
    name: str
    mime: str
    size: int
    file_id: str | None = None
    content: bytes | None = None

    @classmethod
    def calendar(cls, name: str, content: bytes) -> "Enclosure":
        """A calendar of mailing/calendar.py: the invitation that a letter is, or in a chat a file. Of several only the
        first is the invitation."""
        return cls("calendar", name, "text/calendar", len(content), None, content)

    def as_json(self) -> dict[str, Any]:
        packed = base64.b64encode(self.content).decode() if self.content is not None else None
        return {**vars(self), "content": packed}

    @classmethod
    def from_json(cls, packed: dict[str, Any]) -> "Enclosure":
        content = packed.get("content")
        return cls(**{**packed, "content": base64.b64decode(content) if content else None})


@dataclass(frozen=True)
class Said:
    """What the person said: `text` as typed, `html` in canonical form (mailing/formatting.py), files beside it."""

    text: str = ""
    html: str = ""
    files: tuple[Enclosure, ...] = ()


@dataclass
class Turn:
    """`pressed` is the outbox row whose button was pressed; `prompt` what is being answered; `letter` the letter. So
    many answers as `at_once` says are written as claimed by `owner`, this process, which sends them after the
    commit."""

    session: AsyncSession
    now: datetime
    office: Office
    person: Person
    channel: Channel
    address: str
    said: Said = Said()
    letter: "Letter | None" = None
    pressed: Outgoing | None = None
    prompt: prompts.Prompt | None = None
    answers: list[Outgoing] = field(default_factory=list)
    owner: str | None = None
    at_once: int = 0

    @property
    def words(self) -> Words:
        return words(self.person.language)

    @property
    def thread(self) -> dict[str, Any] | None:
        """How the letter is answered, in a form that can be kept; None in a chat."""
        return _thread(self.letter)

    @property
    def door(self) -> Door:
        """How the person came in, as a consent records it."""
        if self.letter is not None:
            return "reply"
        return "chat" if self.channel == "telegram" else "link"

    async def say(self, key: str, /, *, edit: bool = False, **rest: Any) -> Outgoing:
        """Answer whoever speaks, where they speak. `edit` changes the message whose button was pressed instead of
        sending another (a letter cannot be changed: there it is a new one). Takes what `_write` takes."""
        edit_of = self.pressed if edit and self.channel == "telegram" else None
        return await self._write(
            self.person, self.channel, self.address, key, kind="answer", edit_of=edit_of, thread=self.letter, **rest
        )

    def add(self, key: str, /, **args: Any) -> None:
        """Say one sentence more in the first answer of this turn, which there must be, instead of in another."""
        first = self.answers[0]
        payload = first.payload or {}
        first.payload = {**payload, "html": f"{payload['html']}\n\n{self.words.html(key, **args)}"}

    async def put(self, row: Outgoing) -> Outgoing:
        """Queue a message. Answers to whoever speaks belong to this process as long as there is room for them."""
        if row.kind == "answer" and (row.channel, row.address) == (self.channel, self.address):
            if self.at_once > 0:
                self.at_once -= 1
                row.state, row.owner, row.claimed_at, row.attempts = "claimed", self.owner, self.now, 1
            self.answers.append(row)
        return await outbox.put(self.session, row)

    async def tell(self, person: Person, key: str, /, **rest: Any) -> Outgoing | None:
        """Tell somebody else, where they can be reached best. None if they have no address at all."""
        address = next((a for a in (person.address("telegram"), person.address("mail")) if a and a.is_open), None)
        address = address or next(iter(person.addresses), None)
        if address is None:
            return None
        return await self._write(person, address.channel, address.address, key, kind="notice", **rest)

    async def tell_staff(
        self, key: str, /, *, role: Role = "editor", besides: Person | None = None, **rest: Any
    ) -> None:
        """Tell everybody with that role at the door each of them chose; the group hears it once."""
        grouped = False
        for member in await people.staff(self.session, role):
            if besides is not None and member.id == besides.id:
                continue
            if member.staff_door == "group" and (group := await keys.recall(self.session, GROUP)):
                if not grouped:
                    await self._write(None, "telegram", group, key, kind="notice", for_staff=True, **rest)
                grouped = True
            else:
                await self.tell_member(member, key, **rest)

    async def tell_member(self, member: Person, key: str, /, **rest: Any) -> Outgoing | None:
        """Tell one member of staff at their door: mail unless they chose chat, or have no mail."""
        preferred: Channel = "telegram" if member.staff_door == "telegram" else "mail"
        address = member.address(preferred) or next(iter(member.addresses), None)
        if address is None:
            return None
        return await self._write(
            member,
            address.channel,
            address.address,
            key,
            kind="notice",
            for_staff=True,
            **rest,
        )

    async def write_to(
        self, person: Person | None, channel: Channel, address: str, key: str, /, **rest: Any
    ) -> Outgoing:
        """Write to a certain address, such as one that is to be proved. `person` None is the staff's group."""
        return await self._write(person, channel, address, key, **rest)

    async def _write(
        self,
        person: Person | None,
        channel: str,
        address: str,
        key: str,
        /,
        *,
        kind: Kind = "notice",
        buttons: Sequence[Button] = (),
        reply: str | None = None,
        secret: str | None = None,
        code: str | None = None,
        once: bool = False,
        for_staff: bool = False,
        life: timedelta | None = None,
        code_life: timedelta = prompts.CODE_LIFE,
        files: Sequence[Enclosure] = (),
        edit_of: Outgoing | None = None,
        thread: "Letter | dict[str, Any] | None" = None,
        quiet: bool = False,
        stays: bool = False,
        **args: Any,
    ) -> Outgoing:
        """One row of the outbox, and the prompt behind its buttons.

        `reply` is the data that a free-text reply leads to. `once` makes the first answer the only one. `secret` and
        `code` are given where the text itself shows them (`prompts.new_secret`). `quiet` waits for the end of the
        quiet hours. `thread` is the letter that is answered, or {"subject", "message_id", "references"}. `stays`: what
        is changed by itself is not the newest for that, which a digit would mean.
        """
        say = words(person.language if person else self.office.language)
        labels = [[button.text(say), button.data] for button in buttons]
        secret = secret or prompts.new_secret()
        prompt = await self._kept(edit_of, labels) if stays and edit_of else None
        if prompt is None and (labels or reply):
            prompt = await prompts.ask(
                self.session,
                self.now,
                person_id=person.id if person else None,
                channel=channel,
                address=address,
                choices=labels,
                reply=reply,
                secret=secret if channel == "mail" or once else None,
                code=code,
                once=once,
                for_staff=for_staff,
                life=life or (REPLY_LIFE if channel == "mail" else None),
                code_life=code_life,
            )
        row = Outgoing(
            kind=kind,
            channel=channel,
            address=address,
            person_id=person.id if person else None,
            prompt_id=prompt.id if prompt else None,
            edit_of=edit_of.id if edit_of else None,
            payload={
                "html": str(say.html(key, **args)),
                "buttons": labels,
                "language": say.language,
                "files": [file.as_json() for file in files],
            },
            priority=outbox.PRIORITIES[kind],
            not_before=self.office.next_loud(self.now) if quiet else self.now,
            queued_at=self.now,
        )
        if channel == "mail":
            unproved = once or (kind == "answer" and not _is_known(person))
            subject = self._subject(say, key, None if unproved else thread, args)
            self._make_letter(row, secret, subject, _thread(thread), unproved=unproved, by_reply=for_staff)
        return await self.put(row)

    async def _kept(self, changed: Outgoing, labels: list[list[str]]) -> prompts.Prompt | None:
        """The prompt behind a message that is changed, with its buttons as they are now; None if it had none."""
        prompt = await prompts.get(self.session, changed.prompt_id) if changed.prompt_id else None
        if prompt:
            prompt.choices = labels
        return prompt

    def _make_letter(
        self, row: Outgoing, secret: str, subject: str, thread: dict[str, Any] | None, *, unproved: bool, by_reply: bool
    ) -> None:
        """What only a letter has. `by_reply`: what is asked of staff counts from their own address only, and a link
        would count from anywhere."""
        row.message_id = f"{secret}@{self.office.mail_host}"
        row.payload = {
            **(row.payload or {}),
            "subject": subject,
            "thread": thread,
            "reply_secret": secret if row.prompt_id else None,
            "nameless": unproved and row.kind != "invitation",
            "by_reply": by_reply,
        }

    def _subject(self, say: Words, key: str, thread: "Letter | dict[str, Any] | None", args: dict[str, Any]) -> str:
        known = _thread(thread)
        if known and known["subject"]:
            return f"Re: {known['subject']}"
        return say.subject(key, **args) if say.has(key, "subject") else self.office.list_name


def turn_for(session: AsyncSession, now: datetime, office: Office, person: Person | None = None) -> Turn:
    """A turn that no message began: the clock or the command line acts for this person, or for the office."""
    person = person or Person(name=office.contact_person, language=office.language, addresses=[])
    address = person.address("telegram") or person.address("mail")
    channel: Channel = "telegram" if address and address.channel == "telegram" else "mail"
    return Turn(session, now, office, person, channel, address.address if address else "")


def _thread(thread: "Letter | dict[str, Any] | None") -> dict[str, Any] | None:
    if thread is None or isinstance(thread, dict):
        return thread
    return {
        "subject": thread.bare_subject,
        "message_id": thread.message_id,
        "references": list(thread.references),
    }


def _is_known(person: Person | None) -> bool:
    """Whether the person ever said yes to us. From can be forged: until then nobody's words, neither their subject nor
    their name, are in what we write by ourselves."""
    return person is None or person.is_confirmed or person.role is not None


Act = Callable[[Turn, str], Awaitable[None]]


@dataclass(frozen=True)
class Action:
    run: Act
    role: Role | None


ACTIONS: dict[str, Action] = {}


def action(name: str, *, role: Role | None = None) -> Callable[[Act], Act]:
    """Register what a button does. `role` is what whoever presses must have at that moment."""

    def register(run: Act) -> Act:
        ACTIONS[name] = Action(run, role)
        return run

    return register


async def act(turn: Turn, data: str) -> None:
    """Press a button: run the action behind "name:argument". Raises `ButtonGone`, `NotAllowed`, and its refusals."""
    name, _, argument = data.partition(":")
    found = ACTIONS.get(name)
    if found is None:
        raise ButtonGone
    if found.role and not turn.person.may(found.role):
        raise NotAllowed
    await found.run(turn, argument)
