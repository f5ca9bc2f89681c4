"""The worker: carries out what came in, one transaction per update or letter.

Rows of one key (a chat, a sender) run in order, keys side by side. Per row: BEGIN; build the turn; a savepoint; the
handlers; the answers are rows of the same transaction; the row is done and emptied; COMMIT. A refusal goes back to the
savepoint and is said in words. Any other exception rolls back everything and counts; the third time the row is set
aside and reported, the person gets a sentence, and the rest goes on. Killed before the commit, nothing had happened. An
outage of the database does not count: the row waits for its end.
"""

import asyncio
import json
import logging
import traceback
from collections.abc import Callable
from pathlib import Path

from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.ext.asyncio import AsyncSession
from telegram import Update

from bot.application import Handling, parse
from handlers import post, reading
from handlers.context import TURN
from locales import words
from mailing.clock import Clock
from mailing.letters import Letter, Unreadable, read_letter
from mailing.office import Office
from mailing.turn import ButtonGone, Turn
from storage import inbox, outbox, people, prompts
from storage.database import Database
from storage.inbox import Arrival
from storage.people import Person
from storage.refusals import Refusal

log = logging.getLogger(__name__)

SIDE_BY_SIDE = 16
TIME_FOR_ONE = 30
LOOK_AGAIN = 5
AGAIN_AFTER = 1
OUTAGE = (OperationalError, InterfaceError, TimeoutError)
"""What says that the database is away, or kept busy by somebody else: nothing that is wrong with a message."""


class Worker:
    """`application` may be None while Telegram is out of reach: updates wait. `answered` is called after each commit,
    `moved` with the id of a letter that is dealt with."""

    def __init__(
        self,
        database: Database,
        office: Office,
        clock: Clock,
        *,
        answered: Callable[[], None],
        moved: Callable[[str, str], None],
    ) -> None:
        self.application: Handling | None = None
        self._database, self._office, self._clock = database, office, clock
        self._answered, self._moved = answered, moved
        self._news = asyncio.Event()
        self._busy: dict[str, asyncio.Task[None]] = {}

    def wake(self) -> None:
        self._news.set()

    async def run(self) -> None:
        """Until cancelled; what is under way then is finished or rolled back."""
        try:
            while True:
                self._news.clear()
                if not await self._started_any():
                    await self._wait()
        finally:
            await self._finish_running()

    async def _started_any(self) -> bool:
        try:
            return await self._start_next()
        except OUTAGE as outage:
            log.warning("the database does not answer (%s); what came in waits", type(outage).__name__)
            return False

    async def idle(self) -> None:
        """Until nothing waits and nothing runs."""
        while self._busy or await self._start_next():
            await asyncio.wait(self._busy.values(), return_when=asyncio.FIRST_COMPLETED)

    async def _start_next(self) -> bool:
        """Start a task for each free key; whether any started."""
        free = SIDE_BY_SIDE - len(self._busy)
        if free <= 0:
            return False
        held_back = set() if self.application else {"telegram"}
        async with self._database.read() as session:
            rows = await inbox.next_rows(session, [*self._busy], free, without=held_back)
        for row in rows:
            self._busy[row.key] = task = asyncio.create_task(self._carry_out(row))
            task.add_done_callback(lambda _, key=row.key: self._free(key))  # type: ignore[misc]
        return bool(rows)

    def _free(self, key: str) -> None:
        self._busy.pop(key, None)
        self._news.set()

    async def _wait(self) -> None:
        try:
            await asyncio.wait_for(self._news.wait(), LOOK_AGAIN)
        except TimeoutError:
            return

    async def _finish_running(self) -> None:
        if self._busy:
            await asyncio.wait(self._busy.values(), timeout=5)
        for task in list(self._busy.values()):
            task.cancel()

    async def _carry_out(self, arrival: Arrival) -> None:
        try:
            folder = await (self._mail(arrival) if arrival.source == "mail" else self._chat(arrival))
        except OUTAGE as outage:
            log.warning("the database does not answer (%s); arrival %s waits", type(outage).__name__, arrival.id)
            await self._clock.sleep(1)
        except Exception as failure:
            log.exception("arrival %s failed", arrival.id)
            await self._failed(arrival, failure)
        else:
            self._answered()
            if folder:
                self._moved(arrival.external_id, folder)

    async def _chat(self, arrival: Arrival) -> str | None:
        assert self.application
        assert arrival.payload
        update = parse(self.application, json.loads(arrival.payload))
        async with asyncio.timeout(TIME_FOR_ONE), self._database.write() as session:
            turn = await self._chat_turn(session, update) if update else None
            if turn and update:
                await self._take(session, turn, update)
            await inbox.finish(session, arrival.id, self._clock.now())
        return None

    async def _take(self, session: AsyncSession, turn: Turn, update: Update) -> None:
        assert self.application
        token = TURN.set(turn)
        try:
            async with session.begin_nested():
                await self.application.process_update(update)
        except Refusal as refusal:
            await self._refuse(session, update, refusal)
        except OUTAGE:
            raise
        except Exception:
            if not await _is_forged(session, turn, update):
                raise
            await self._refuse(session, update, ButtonGone())
        finally:
            TURN.reset(token)

    async def _refuse(self, session: AsyncSession, update: Update, refusal: Refusal) -> None:
        session.expire_all()
        again = await self._chat_turn(session, update)
        assert again
        await say_no(again, refusal)

    async def _chat_turn(self, session: AsyncSession, update: Update) -> Turn | None:
        """Who speaks where. Members of a group who never wrote to us privately get no entry."""
        chat, speaker = reading.chat_id(update), reading.speaker(update)
        if chat is None or speaker is None:
            return None
        user, name, language = speaker
        now = self._clock.now()
        person = await people.by_address(session, "telegram", user)
        if person is None and reading.is_group(update):
            person = Person(name=name, language=self._office.language, addresses=[])
        elif person is None:
            person = await people.meet(session, "telegram", user, now, name=name, language=words(language).language)
        query = update.callback_query
        pressed = (
            await outbox.by_chat_message(session, chat, query.message.message_id) if query and query.message else None
        )
        said = reading.said(update.message)
        return Turn(
            session, now, self._office, person, "telegram", chat, said=said, pressed=pressed, language_hint=language
        )

    async def _mail(self, arrival: Arrival) -> str:
        """Carry out a letter. Returns the folder where it belongs now."""
        try:
            if arrival.payload is None:
                raise Unreadable("too large to be fetched")
            letter = await read_letter(arrival.payload, self._office.list_address)
        except Unreadable as unreadable:
            return await self._set_unreadable_aside(arrival, str(unreadable))
        async with asyncio.timeout(TIME_FOR_ONE), self._database.write() as session:
            folder = await self._take_letter(session, arrival, letter)
            await inbox.finish(session, arrival.id, self._clock.now(), folder)
        return folder

    async def _set_unreadable_aside(self, arrival: Arrival, why: str) -> str:
        """A letter that no program should open: it lies in its folder, and an admin hears of it."""
        log.warning("letter %s cannot be read: %s", arrival.external_id, why)
        async with self._database.write() as session:
            await self._report(session, arrival, "Unreadable")
            await inbox.finish(session, arrival.id, self._clock.now(), "failed")
        return "failed"

    async def _take_letter(self, session: AsyncSession, arrival: Arrival, letter: Letter) -> str:
        if await inbox.seen_before(session, arrival, letter.digest):
            return "done"
        await inbox.remember_digest(session, arrival.id, letter.digest)
        now = self._clock.now()
        try:
            async with session.begin_nested():
                return await post.read(session, now, self._office, letter)
        except Refusal as refusal:
            session.expire_all()
            return await post.refuse(session, now, self._office, letter, refusal)

    async def _failed(self, arrival: Arrival, failure: Exception) -> None:
        """It failed by its own fault: count; the third time set it aside, report, and tell the person."""
        kind = type(failure).__name__
        try:
            async with self._database.write() as session:
                aside = await inbox.fail(session, arrival.id, kind, self._clock.now())
            if aside:
                async with self._database.write() as session:
                    await self._report(session, arrival, kind)
        except Exception as again:
            log.error("the failure of arrival %s could not be recorded: %s", arrival.id, place_of(again))
            aside = False
        if aside and arrival.source == "mail":
            self._moved(arrival.external_id, "failed")
        if not aside:
            await self._clock.sleep(AGAIN_AFTER)
        self._answered()

    async def _report(self, session: AsyncSession, arrival: Arrival, kind: str) -> None:
        source, _, whose = arrival.key.partition(":")
        person = await people.by_address(session, "telegram" if source == "chat" else "mail", whose)
        now = self._clock.now()
        if person is None:
            person = Person(name="", language=self._office.language, addresses=[])
        elif source == "chat":
            turn = Turn(session, now, self._office, person, "telegram", whose)
            await turn.say("worker-set-aside", contact=self._office.contact)
        turn = Turn(session, now, self._office, person, "mail", whose)
        await turn.tell_staff("worker-report", role="admin", number=str(arrival.id), what=kind)


async def _is_forged(session: AsyncSession, turn: Turn, update: Update) -> bool:
    """Whether a button was pressed that this chat was never shown: what a changed program sends is no fault of ours,
    and nobody is to be told of it."""
    query = update.callback_query
    return query is not None and not await prompts.was_shown(session, turn.channel, turn.address, query.data or "")


def place_of(failure: BaseException) -> str:
    """What failed and where, without the message, which may quote what somebody wrote."""
    steps = traceback.extract_tb(failure.__traceback__)[-3:]
    return " < ".join([type(failure).__name__, *(f"{Path(s.filename).name}:{s.lineno}" for s in reversed(steps))])


async def say_no(turn: Turn, refusal: Refusal) -> None:
    """The refusal's words, in the language of whoever was refused; the dialogue stays where it was."""
    await turn.say(refusal.key, contact=turn.office.contact, **refusal.details)
