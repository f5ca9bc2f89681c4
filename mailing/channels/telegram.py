"""Into chats: one row of the outbox through Telegram's Bot API.

An answer goes out whole: its files, its text, the buttons under the end. Of an announcement each call sends one
request, and the row comes back for the next one, so that pace and bookkeeping see every request; `parts_sent` says
where to go on. Files go up once and then by file_id. What the API refuses is looked up in mailing/refusals.py.

After a time-out while reading nobody can know whether a message arrived (there is no idempotency key): an answer is
sent again, an announcement is "uncertain".
"""

import asyncio
import html
import logging
import re
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

import httpx
from sqlalchemy.ext.asyncio import AsyncSession
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaAudio,
    InputMediaDocument,
    InputMediaPhoto,
    InputMediaVideo,
    LinkPreviewOptions,
    Message,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError

from locales import words
from mailing import formatting, refusals
from mailing.channels import Back, FileGone, Limits, Outcome, Patience, answering
from mailing.channels.parts import Media, Part, announcement_parts, media_of, message_parts
from mailing.channels.slots import Slots
from mailing.clock import Clock
from mailing.office import Office
from mailing.turn import Enclosure
from storage import amendments, announcements, outbox, trainings, turnout
from storage.database import Database
from storage.outbox import Leaving
from storage.pace import Limit
from storage.people import Channel

log = logging.getLogger(__name__)

Sent = TypeVar("Sent")

# 30/s in all, 1/s in a chat, 20/min in a group: core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
LIMITS = Limits(
    overall=(Limit(5, timedelta(seconds=0.2)),),
    group=(Limit(1, timedelta(seconds=1)), Limit(18, timedelta(minutes=1))),
    spacing=Limit(1, timedelta(seconds=1)),
    burst=Limit(3, timedelta(seconds=3)),
)
BETWEEN_PARTS = timedelta(seconds=1)
CROWDED = timedelta(seconds=3)
"""A private chat that got several messages within this time met its own limit; else it was the bot's limit."""

WAITS = tuple(timedelta(seconds=wait) for wait in (2, 4, 8, 16, 32, 60))
MAX_BUTTONS = 100
EDITIONS_KEPT = 8
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
NO_TEXT = "there is no text in the message to edit"

_ALBUM = {
    "photo": InputMediaPhoto,
    "video": InputMediaVideo,
    "document": InputMediaDocument,
    "audio": InputMediaAudio,
}
_TAG = re.compile(r"<[^>]*>")
_STATUS = re.compile(r"\((\d{3})\)")
_NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


class _NoBytes(Exception):
    """A file of which neither Telegram nor the database has the bytes."""


@dataclass
class _Job:
    """A row with what is needed to send it, the message that it changes, and how far it came."""

    row: Leaving
    parts: list[Part]
    changes: int | None
    arrived: int
    message_id: int | None
    uploaded: dict[int, str] = field(default_factory=dict)

    @property
    def chat(self) -> int | str:
        return self.row.address if self.row.address.startswith("@") else int(self.row.address)

    def ended(self, outcome: Outcome) -> Outcome:
        return replace(
            outcome, parts_sent=self.arrived, telegram_message_id=self.message_id, uploaded=dict(self.uploaded)
        )


class TelegramChannel:
    """`bot` is initialised by the caller; `timeout` is how many seconds one answer of the server may take."""

    name: Channel = "telegram"
    server = "telegram-send"
    slots = 8
    parallel = 6
    patience = Patience(WAITS, WAITS, timedelta(days=1))
    limits = LIMITS

    def __init__(self, bot: Bot, database: Database, office: Office, clock: Clock, *, timeout: float = 20) -> None:
        self._bot, self._database, self._office, self._clock = bot, database, office, clock
        self._timeout = timeout
        self._uploading = asyncio.Lock()
        self._file_ids: dict[int, str] = {}
        self._silences = 0
        self._lately: deque[tuple[datetime, str]] = deque()
        self._editions: OrderedDict[tuple[object, ...], list[Part]] = OrderedDict()

    def open(self, back: Back, may_send: Callable[[], bool]) -> None:
        self._slots = Slots(self.send, back, may_send, places=self.slots, bulk_places=self.parallel)

    def hand_over(self, rows: Sequence[Leaving]) -> None:
        self._slots.hand_over(rows)

    def withdraw(self) -> list[Leaving]:
        return self._slots.withdraw()

    async def rest(self) -> None:
        """The library looks after its connections."""

    async def close(self) -> None:
        self._slots.cancel()

    async def send(self, row: Leaving) -> Outcome:
        """Try once."""
        job = await self._job(row)
        if not job.parts:
            return Outcome("failed", "erased")
        try:
            outcome = await self._carry_out(job)
            self._silences = 0
            return job.ended(outcome)
        except TelegramError as error:
            return job.ended(self._refused(job, error))
        except _NoBytes:
            return job.ended(Outcome("failed", "file"))
        except Exception:
            log.exception("row %s: whether it left is not known", row.id)
            return job.ended(Outcome("uncertain" if row.is_to_many else "failed", "internal"))

    async def fetch(self, file_id: str) -> bytes:
        """The bytes of a file, for a mail (20 MB at most: core.telegram.org/bots/api#getfile). Raises `FileGone`, or
        `OSError` while Telegram is out of reach."""
        try:
            return bytes(await (await self._bot.get_file(file_id)).download_as_bytearray())
        except BadRequest as error:
            raise FileGone from error
        except TelegramError as error:
            raise OSError(type(error).__name__) from error

    async def _job(self, row: Leaving) -> _Job:
        parts, changes, there = await self._parts(row), row.changes, 1
        if row.edit_of and changes is None:
            async with self._database.read() as session:
                changed = await outbox.get(session, row.edit_of)
            changes = changed.telegram_message_id if changed else None
            there = changed.parts_sent if changed and row.kind == "post" else 1
        # Of a post in as many parts the message with its text is known; of anything else that is one message.
        fits = len(parts) == there and len(_texts(parts)) == 1
        return _Job(row, parts, changes if fits else None, row.parts_sent, row.telegram_message_id)

    async def _parts(self, row: Leaving) -> list[Part]:
        if (shown := row.shows) is not None:
            return await self._edition(row, shown)
        if row.payload is None:
            return []
        files = [media_of(Enclosure.from_json(file)) for file in row.payload.get("files", [])]
        return message_parts(_with_breaks(row.payload["html"]), files, row.payload.get("buttons", []))

    async def _edition(self, row: Leaving, announcement_id: int) -> list[Part]:
        """What an announcement says in one language: made once for each release (its rows were queued at one moment),
        and anew for each preview."""
        language = None if row.kind == "post" else row.language or self._office.language
        key = (row.announcement_id, row.queued_at, language)
        if row.announcement_id is None or key not in self._editions:
            async with self._database.read() as session:
                parts = await self._announcement(session, announcement_id, language)
            if row.announcement_id is None:
                return parts
            self._editions[key] = parts
            if len(self._editions) > EDITIONS_KEPT:
                self._editions.popitem(last=False)
        return self._editions[key]

    async def _announcement(self, session: AsyncSession, announcement_id: int, language: str | None) -> list[Part]:
        """The subject in bold, the text, and, for a person, how to end it. A post shows the whole of what is corrected,
        since it takes the place of the old one. Below that of a training: how to answer."""
        announcement = await announcements.get(session, announcement_id)
        if announcement is None:
            return []
        said, files = announcement.html, announcement.files
        if announcement.instead and language is None:
            said = announcement.instead["post"]
            files = await amendments.files_of_post(session, announcement)
        text = f"<p><b>{html.escape(announcement.subject)}</b></p>{said}"
        training = await trainings.told_by(session, announcement.corrects_id or announcement.id)
        if language:
            text += f"<p><i>{words(language).html('outbox-chat-stop')}</i></p>"
        elif training:
            counts = await turnout.counts(session, training)
            text += answering.in_a_post(words(self._office.language), self._office, training, counts)
        choices = answering.choices(words(language), training) if training and language else ()
        return announcement_parts(text, [media_of(file) for file in files], choices)

    async def _carry_out(self, job: _Job) -> Outcome:
        if job.changes is not None and await self._change(job, _texts(job.parts)[0], job.changes):
            job.arrived = len(job.parts)
            return Outcome("sent")
        if job.row.kind == "post" and job.row.announcement_id is None and job.row.edit_of:
            return Outcome("failed", "edited-gone")  # brought up to date where it stands, or not at all
        while job.arrived < len(job.parts):
            await self._send_part(job, job.parts[job.arrived])
            job.arrived += 1
            if job.row.is_to_many and job.arrived < len(job.parts):
                return Outcome("retry", "more", until=self._clock.now() + BETWEEN_PARTS)
        return Outcome("sent")

    async def _change(self, job: _Job, part: Part, message_id: int) -> bool:
        """Edit the text of a message, or what stands below its file; False if it cannot be edited (any more)."""

        async def edit_caption(text: str, mode: str | None) -> object:
            return await self._bot.edit_message_caption(
                job.chat, message_id, caption=text, parse_mode=mode,
                reply_markup=_keyboard(part), read_timeout=self._timeout,
            )  # fmt: skip

        async def edit(text: str, mode: str | None) -> object:
            try:
                return await self._bot.edit_message_text(
                    text, job.chat, message_id, parse_mode=mode, link_preview_options=NO_PREVIEW,
                    reply_markup=_keyboard(part), read_timeout=self._timeout,
                )  # fmt: skip
            except BadRequest as error:
                # What is edited was an answer with a file: its text stands below that.
                if NO_TEXT not in error.message.lower() or len(text) > formatting.CAPTION_LIMIT:
                    raise
                return await edit_caption(text, mode)

        try:
            await self._formatted(edit_caption if part.files else edit, part.html)
        except BadRequest as error:
            verdict = refusals.telegram(400, error.message).verdict
            if verdict not in ("done", "anew"):
                raise
            if verdict == "anew":
                return False
        job.message_id = message_id
        return True

    async def _send_part(self, job: _Job, part: Part) -> None:
        self._lately.append((self._clock.now(), job.row.address))
        if not part.files:
            job.message_id = (await self._send_text(job, part)).message_id
            return
        if all(file.file_id for file in map(self._known, part.files)):
            messages = await self._send_files(job, part)
        else:
            # Whoever waits here finds the file_ids that the first one got.
            async with self._uploading:
                messages = await self._send_files(job, part)
        self._remember(job, part, messages)
        job.message_id = job.message_id or messages[0].message_id

    async def _send_text(self, job: _Job, part: Part) -> Message:
        async def send(text: str, mode: str | None) -> Message:
            return await self._bot.send_message(
                job.chat,
                text,
                parse_mode=mode,
                link_preview_options=NO_PREVIEW,
                reply_markup=_keyboard(part),
                read_timeout=self._timeout,
            )

        return await self._formatted(send, part.html)

    async def _send_files(self, job: _Job, part: Part) -> list[Message]:
        files = [await self._with_bytes(file) for file in map(self._known, part.files)]
        if len(files) > 1:
            album = [_ALBUM[f.kind](f.file_id or f.content, filename=f.name) for f in files]
            return list(await self._bot.send_media_group(job.chat, album, read_timeout=self._timeout))
        file = files[0]
        method = getattr(self._bot, f"send_{file.kind}")

        async def send(caption: str, mode: str | None) -> Message:
            more: dict[str, Any] = {"caption": caption, "parse_mode": mode} if caption else {}
            if not file.file_id:
                more["filename"] = file.name
            if part.buttons:
                more["reply_markup"] = _keyboard(part)
            sent: Message = await method(job.chat, file.file_id or file.content, read_timeout=self._timeout, **more)
            return sent

        return [await self._formatted(send, part.html)]

    async def _formatted(self, send: Callable[[str, str | None], Awaitable[Sent]], text: str) -> Sent:
        """Send with markup; as plain text, should Telegram not be able to read it."""
        try:
            return await send(text, ParseMode.HTML if text else None)
        except BadRequest as error:
            if refusals.telegram(400, error.message).verdict != "plain":
                raise
            log.error("Telegram cannot read our markup; the text goes without")
            return await send(html.unescape(_TAG.sub("", text)), None)

    def _known(self, file: Media) -> Media:
        known = self._file_ids.get(file.row_id) if file.row_id else None
        return replace(file, file_id=known) if known else file

    async def _with_bytes(self, file: Media) -> Media:
        if file.file_id or file.content is not None:
            return file
        async with self._database.read() as session:
            content = await announcements.content_of(session, file.row_id) if file.row_id else None
        if content is None:
            raise _NoBytes
        return replace(file, content=content)

    def _remember(self, job: _Job, part: Part, messages: list[Message]) -> None:
        """Keep the file_ids of what went up."""
        for file, message in zip(part.files, messages, strict=True):
            sent = message.photo[-1] if file.kind == "photo" and message.photo else getattr(message, file.kind, None)
            if file.row_id and not file.file_id and sent:
                job.uploaded[file.row_id] = self._file_ids[file.row_id] = sent.file_id

    def _refused(self, job: _Job, error: TelegramError) -> Outcome:
        now, chat = self._clock.now(), f"telegram:{job.row.address}"
        if isinstance(error, RetryAfter):
            return Outcome("retry", "slower", until=now + _wait(error), scope=self._scope(job, now))
        if isinstance(error, ChatMigrated):
            return Outcome("retry", "moved", until=now, new_address=str(error.new_chat_id))
        if isinstance(error.__cause__, _NEVER_LEFT):
            return Outcome("retry", "unreachable", scope="telegram")
        rule = refusals.telegram(_status(error), error.message)
        if rule.verdict == "stop":
            return Outcome("retry", rule.reason, until=now, account_refused=True)
        if rule.verdict == "good":
            return Outcome("failed", rule.reason, pause=rule.reason if rule.pause else None)
        if rule.verdict == "doubt":
            return self._in_doubt(job, rule.reason, now)
        return Outcome("retry", rule.reason, scope=chat)

    def _in_doubt(self, job: _Job, reason: str, now: datetime) -> Outcome:
        """Nobody can know. One silence may be the chat's; where one follows the other, nothing is sent for a while, so
        that an outage does not leave a whole announcement uncertain."""
        self._silences += 1
        if job.row.is_to_many:
            until = now + WAITS[min(self._silences, len(WAITS)) - 1]
            return Outcome("uncertain", reason, scope="telegram", until=until)
        scope = "telegram" if self._silences > 1 else f"telegram:{job.row.address}"
        return Outcome("retry", reason, scope=scope, maybe_repeated=True)

    def _scope(self, job: _Job, now: datetime) -> str:
        """What a 429 concerns, which Telegram does not say: a group, a crowded chat, or else the whole bot."""
        while self._lately and self._lately[0][0] < now - CROWDED:
            self._lately.popleft()
        crowded = sum(address == job.row.address for _, address in self._lately) > 1
        return f"telegram:{job.row.address}" if crowded or job.row.address.startswith(("-", "@")) else "telegram"


def _texts(parts: Sequence[Part]) -> list[Part]:
    return [part for part in parts if part.html]


def _keyboard(part: Part) -> InlineKeyboardMarkup | None:
    """One button a row, numbered from 1: the same numbers as in the text and in mail."""
    rows = [
        [InlineKeyboardButton(f"{number} {label}" if part.numbered else label, callback_data=data)]
        for number, (label, data) in enumerate(part.buttons[:MAX_BUTTONS], 1)
    ]
    return InlineKeyboardMarkup(rows) if rows else None


def _with_breaks(text: str) -> str:
    """Our words end their lines with line breaks, which HTML takes for spaces."""
    return text.replace("\n", "<br>")


def _wait(error: RetryAfter) -> timedelta:
    after = error.retry_after
    return after if isinstance(after, timedelta) else timedelta(seconds=after)


def _status(error: TelegramError) -> int:
    """The HTTP status behind an exception of the library, which keeps it to itself; 0 if no answer came."""
    if isinstance(error, Forbidden):
        return 403
    if isinstance(error, BadRequest):
        return 400
    if isinstance(error, InvalidToken):
        return 401
    if isinstance(error.__cause__, httpx.HTTPError) or type(error) is TelegramError:
        return 0
    if found := _STATUS.search(error.message):
        return int(found[1])
    return 413 if "too large" in error.message.lower() else 500
