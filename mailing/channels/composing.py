"""A row of the outbox into a letter: who it is to, what it says, how it is answered, how it ends.

An answer or notice stands in its row. An announcement is rendered once (`Edition`), and written once in each language
(`Skeleton`); for each person only the greeting, the way out and the lines of the header that are theirs are filled in.
What a reply means is in the address that it goes to, or, where the provider knows no plus-addresses, in the subject.

    compose = await composer.prepare(row)   # what must be waited for: text, files, the secret that signs
    sender, letter = compose()              # when it leaves: the envelope's sender, and the letter in pieces
"""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import quote

from locales import Words, words
from mailing.addresses import Mailbox, ascii_domain, envelope
from mailing.channels import FileGone, answering
from mailing.channels.wrapping import Text, choices, greeting, joined, small_print, way_out
from mailing.clock import Clock
from mailing.letters.parts import Attachment
from mailing.message import Outgoing as Letter
from mailing.message import build, enclosed
from mailing.office import Office
from mailing.skeleton import Skeleton
from mailing.turn import Enclosure
from storage import announcements, keys, trainings
from storage.announcements import Announcement, File
from storage.database import Database
from storage.outbox import Leaving

EDITIONS_KEPT = 4

Fetch = Callable[[str], Awaitable[bytes]]
"""The bytes of a file in the messenger, by its file_id. Raises `FileGone`, or `OSError` while it cannot be had."""

Composed = tuple[str, tuple[bytes, ...]]
"""The envelope's sender, and the letter in pieces, of which the files are one object for everybody."""

Sign = Callable[[str, object], str]


class Erased(Exception):
    """A row whose text is not there any more."""


@dataclass(frozen=True)
class Edition:
    """What an announcement says to everybody. Its files stand in `enclosed` as they leave; `attachments` are without
    their bytes. `missing` are the names of files that could not be had. `skeletons` are by language and length of the
    token, on which the lines, and how a letter says who leaves, depend. `is_answered`: people say whether they come."""

    subject: str
    text: Text
    attachments: tuple[Attachment, ...]
    enclosed: bytes
    missing: tuple[str, ...]
    is_answered: bool
    skeletons: dict[tuple[str, int], Skeleton] = field(default_factory=dict)


class Composer:
    """Without `fetch` letters name the files that they cannot bring."""

    def __init__(self, database: Database, office: Office, clock: Clock, fetch: Fetch | None) -> None:
        self._database, self._office, self._clock, self._fetch = database, office, clock, fetch
        self._editions: OrderedDict[tuple[int | None, datetime], Edition] = OrderedDict()
        self._preparing = asyncio.Lock()
        self._sign: Sign | None = None

    async def prepare(self, row: Leaving) -> Callable[[], Composed]:
        """What writes the letter, as often as it is called; nothing is waited for if this is one more letter of an
        edition. To many it takes microseconds, to one person as long as `build`. Raises `Erased`, and `OSError` where
        a file cannot be had for now; what writes raises `UnsafeAddress`."""
        sign = self._sign = self._sign or await self._signer()
        if row.shows:
            return partial(self._one_of_many, row, await self._edition(row), sign)
        if not row.payload:
            raise Erased
        invitation, others = _sorted(map(Enclosure.from_json, row.payload.get("files", [])))
        files, missing = await self._attached(others)
        return partial(self._alone, row, row.payload, files, invitation, missing, sign)

    async def _signer(self) -> Sign:
        async with self._database.read() as session:
            return await keys.signer(session)

    def _one_of_many(self, row: Leaving, edition: Edition, sign: Sign) -> Composed:
        say = words(row.language or self._office.language)
        token = f"{row.person_id}-{sign('unsubscribe', row.person_id)}"
        kind = (say.language, len(token))
        if kind not in edition.skeletons:
            letter_to = partial(self._announcement, self._blank(row), say, edition)
            edition.skeletons[kind] = Skeleton(letter_to, len(token), edition.enclosed)
        letter = edition.skeletons[kind].fill(
            Mailbox(row.name, row.address), self._now(), self._message_id(row), greeting(say, row.name), token
        )
        return self._sender(row, sign), letter

    def _alone(
        self,
        row: Leaving,
        payload: dict[str, Any],
        files: list[Attachment],
        invitation: Attachment | None,
        missing: list[str],
        sign: Sign,
    ) -> Composed:
        letter = self._message(self._blank(row), row, payload, missing)
        letter = replace(letter, attachments=tuple(files), invitation=invitation)
        return self._sender(row, sign), (build(letter),)

    def _sender(self, row: Leaving, sign: Sign) -> str:
        return envelope(self._office.plus(f"bounce-{row.id}-{sign('bounce', row.id)}"))

    def _message_id(self, row: Leaving) -> str:
        return row.message_id or f"{row.id}@{self._office.mail_host}"

    def _now(self) -> datetime:
        return self._office.local(self._clock.now())

    def _blank(self, row: Leaving) -> Letter:
        """The letter with nothing in it yet."""
        return Letter(
            sender=Mailbox(self._office.list_name, self._office.list_address),
            recipient=Mailbox(row.name, row.address),
            subject=self._office.list_name,
            message_id=self._message_id(row),
            date=self._now(),
            plain="",
            html="",
        )

    def _message(self, blank: Letter, row: Leaving, payload: dict[str, Any], missing: list[str]) -> Letter:
        """An answer or a notice, with its numbered choices, and without its files."""
        say = words(payload.get("language"))
        subject, secret = payload.get("subject") or blank.subject, payload.get("reply_secret")
        reply_to = self._office.plus(f"a-{secret}") if secret else ""
        if reply_to == self._office.list_address:
            subject = f"{subject} [#{secret}]"
        labels = [label for label, _ in payload.get("buttons", [])]
        has_page = self._office.public_url and secret and not payload.get("by_reply")
        page = f"{self._office.public_url}/a/{secret}" if has_page else None
        reply = f"mailto:{reply_to or self._office.list_address}?subject={quote(f'Re: {subject}')}"
        text = joined(Text.of(payload["html"]), _missing(say, missing), choices(say, labels, page=page, reply=reply))
        footer = joined(Text.lines(self._office.list_name), small_print(say, self._office))
        thread = payload.get("thread") or {}
        return replace(
            blank,
            recipient=Mailbox("" if payload.get("nameless") else blank.recipient.name, row.address),
            subject=subject,
            plain=text.plain,
            html=text.html,
            footer_plain=footer.plain,
            footer_html=footer.html,
            language=say.language,
            reply_to=reply_to,
            in_reply_to=thread.get("message_id") or "",
            references=(*thread.get("references", ()), thread.get("message_id") or ""),
            auto_submitted=_auto_submitted(row.kind, bool(thread)),
        )

    def _announcement(self, blank: Letter, say: Words, edition: Edition, hello: Text, token: str) -> Letter:
        """An announcement to one person. A reply to it goes to the list's address, where a person reads it."""
        asked = answering.by_letter(say) if edition.is_answered else Text()
        text = joined(hello, edition.text, asked, _missing(say, edition.missing))
        by_letter, address = self._unsubscribing(token)
        page = f"{self._office.public_url}/u/{token}" if self._office.public_url else None
        footer = joined(way_out(say, link=page or by_letter, address=address), small_print(say, self._office))
        return replace(
            blank,
            subject=edition.subject,
            plain=text.plain,
            html=text.html,
            footer_plain=footer.plain,
            footer_html=footer.html,
            language=self._office.language,
            reply_to=self._office.list_address,
            list_name=self._office.list_name,
            list_id=ascii_domain(self._office.list_address.replace("@", ".")),
            unsubscribe=(page, by_letter) if page else (by_letter,),
            help=f"mailto:{envelope(self._office.list_address)}?subject={quote(say.text('outbox-help'))}",
            precedence="list",
            attachments=edition.attachments,
        )

    def _unsubscribing(self, token: str) -> tuple[str, str]:
        """The letter that ends it, as a link; and an address to which one may write by hand."""
        tag = f"unsubscribe-{token}"
        tagged, plain = self._office.plus(tag), self._office.list_address
        return f"mailto:{envelope(tagged)}" + (f"?subject={tag}" if tagged == plain else ""), tagged

    async def _edition(self, row: Leaving) -> Edition:
        """What the row shows. Rendered once for each release, whose rows were queued at its moment, and anew for each
        preview, since a draft may change. Raises `Erased`."""
        key = (row.announcement_id, row.queued_at)
        if key not in self._editions:
            async with self._preparing:
                if key not in self._editions:
                    return await self._found(row)
        self._editions.move_to_end(key)
        return self._editions[key]

    async def _found(self, row: Leaving) -> Edition:
        """The edition of a release that the row came later to, in place of another channel; or a new one."""
        async with self._database.read() as session:
            announcement = await announcements.get(session, row.shows) if row.shows else None
        if announcement is None:
            raise Erased
        if announcement.released_at is None:
            return await self._rendered(announcement)
        release = (announcement.id, announcement.released_at)
        if release not in self._editions:
            self._editions[release] = await self._rendered(announcement)
            if len(self._editions) > EDITIONS_KEPT:
                self._editions.popitem(last=False)
        return self._editions[release]

    async def _rendered(self, announcement: Announcement) -> Edition:
        files, missing = await self._attached(announcement.files)
        async with self._database.read() as session:
            training = await trainings.told_by(session, announcement.corrects_id or announcement.id)
        return Edition(
            announcement.subject,
            Text.of(announcement.html),
            tuple(replace(file, content=b"") for file in files),
            await asyncio.to_thread(enclosed, files),
            tuple(missing),
            training is not None and training.state == "open",
        )

    async def _attached(self, files: Iterable[Enclosure | File]) -> tuple[list[Attachment], list[str]]:
        """The files with their bytes, and the names of those that cannot be had."""
        attached, missing = [], []
        for file in files:
            try:
                attached.append(Attachment(file.name, file.mime, await self._bytes(file)))
            except FileGone:
                missing.append(file.name)
        return attached, missing

    async def _bytes(self, file: Enclosure | File) -> bytes:
        if isinstance(file, Enclosure):
            return file.content if file.content is not None else await self._fetched(file.file_id)
        async with self._database.read() as session:
            content = await announcements.content_of(session, file.id)
        if content is None:
            content = await self._fetched(file.telegram_file_id)
            async with self._database.write() as session:
                await announcements.keep_file(session, file.id, content=content)
        return content

    async def _fetched(self, file_id: str | None) -> bytes:
        if self._fetch is None or file_id is None:
            raise FileGone
        return await self._fetch(file_id)


def _sorted(files: Iterable[Enclosure]) -> tuple[Attachment | None, list[Enclosure]]:
    """The first calendar, as the invitation that the letter is, and the other files."""
    others = list(files)
    calendar = next((file for file in others if file.kind == "calendar"), None)
    if calendar is None:
        return None, others
    others.remove(calendar)
    return Attachment(calendar.name, calendar.mime, calendar.content or b""), others


def _missing(say: Words, names: Iterable[str]) -> Text:
    return Text.lines(*(say.text("outbox-file-missing", name=name) for name in names))


def _auto_submitted(kind: str, answers: bool) -> str:
    """RFC 3834 5: an answer of ours to a letter, what a person of the office answers, or what nobody asked for."""
    if kind == "answer":
        return "auto-replied" if answers else "auto-generated"
    return "" if answers else "auto-generated"
