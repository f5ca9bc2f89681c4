"""A row of the outbox into a letter: who it is to, what it says, how it is answered, how it ends.

An answer or notice stands in its row. An announcement is rendered once (`Edition`); for each person only the greeting,
the way out and the Message-ID are filled in. What a reply means is in the address that it goes to, or, where the
provider knows no plus-addresses, in the subject.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from locales import Words, words
from mailing.addresses import Mailbox, ascii_domain, envelope
from mailing.channels import FileGone
from mailing.channels.wrapping import Text, choices, greeting, joined, small_print, way_out
from mailing.clock import Clock
from mailing.letters.parts import Attachment
from mailing.message import Outgoing as Letter
from mailing.office import Office
from mailing.turn import Enclosure
from storage import announcements, keys
from storage.announcements import File
from storage.database import Database
from storage.outbox import Leaving

EDITIONS_KEPT = 4

Fetch = Callable[[str], Awaitable[bytes]]
"""The bytes of a file in the messenger, by its file_id. Raises `FileGone`, or `OSError` while it cannot be had."""


class Erased(Exception):
    """A row whose text is not there any more."""


@dataclass(frozen=True)
class Edition:
    """What an announcement says to everybody; `missing` are the names of files that could not be had."""

    subject: str
    text: Text
    attachments: tuple[Attachment, ...]
    missing: tuple[str, ...]


class Composer:
    """Without `fetch` letters name the files that they cannot bring."""

    def __init__(self, database: Database, office: Office, clock: Clock, fetch: Fetch | None) -> None:
        self._database, self._office, self._clock, self._fetch = database, office, clock, fetch
        self._editions: OrderedDict[tuple[object, object], Edition] = OrderedDict()
        self._sign: Callable[[str, object], str] | None = None
        self._preparing = asyncio.Lock()

    async def compose(self, row: Leaving) -> tuple[str, Letter]:
        """The envelope's sender, and the letter. Raises `Erased`, and `OSError` where a file cannot be had for now."""
        async with self._database.read() as session:
            self._sign = self._sign or await keys.signer(session)
        edition = await self._edition(row)
        bounce = self._office.plus(f"bounce-{row.id}-{self._sign('bounce', row.id)}")
        blank = self._blank(row, row.name)
        if edition:
            token = f"{row.person_id}-{self._sign('unsubscribe', row.person_id)}"
            say = words(row.language or self._office.language)
            return envelope(bounce), self._announcement(blank, say, edition, token)
        if not row.payload or row.shows:
            raise Erased
        return envelope(bounce), await self._message(blank, row, row.payload)

    def _blank(self, row: Leaving, name: str) -> Letter:
        """The letter with nothing in it yet."""
        return Letter(
            sender=Mailbox(self._office.list_name, self._office.list_address),
            recipient=Mailbox(name, row.address),
            subject=self._office.list_name,
            message_id=row.message_id or f"{row.id}@{self._office.mail_host}",
            date=self._office.local(self._clock.now()),
            plain="",
            html="",
        )

    async def _message(self, blank: Letter, row: Leaving, payload: dict[str, Any]) -> Letter:
        """An answer or a notice, with its numbered choices."""
        say = words(payload.get("language"))
        files, missing = await self._attached(Enclosure.from_json(file) for file in payload.get("files", []))
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
            attachments=tuple(files),
        )

    def _announcement(self, blank: Letter, say: Words, edition: Edition, token: str) -> Letter:
        """An announcement to one person. A reply to it goes to the list's address, where a person reads it."""
        text = joined(greeting(say, blank.recipient.name), edition.text, _missing(say, edition.missing))
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

    async def _edition(self, row: Leaving) -> Edition | None:
        """What the row shows, if it shows an announcement: rendered once for each release (its rows were queued at one
        moment), and anew for each preview."""
        key = (row.announcement_id, row.queued_at)
        async with self._preparing:
            if row.announcement_id and key in self._editions:
                return self._editions[key]
            async with self._database.read() as session:
                announcement = await announcements.get(session, row.shows) if row.shows else None
            if announcement is None:
                return None
            files, missing = await self._attached(announcement.files)
            edition = Edition(announcement.subject, Text.of(announcement.html), tuple(files), tuple(missing))
            self._editions[key] = edition
            if len(self._editions) > EDITIONS_KEPT:
                self._editions.popitem(last=False)
            return edition

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


def _missing(say: Words, names: Iterable[str]) -> Text:
    return Text.lines(*(say.text("outbox-file-missing", name=name) for name in names))


def _auto_submitted(kind: str, answers: bool) -> str:
    """RFC 3834 5: an answer of ours to a letter, what a person of the office answers, or what nobody asked for."""
    if kind == "answer":
        return "auto-replied" if answers else "auto-generated"
    return "" if answers else "auto-generated"
