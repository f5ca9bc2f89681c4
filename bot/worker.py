"""The worker: carries out what came in, one transaction per update or letter.

Rows of one key (a chat, a sender) run in order, keys side by side. Per row: BEGIN; build the turn; a savepoint; the
handlers; the answers are rows of the same transaction; the row is done and emptied; COMMIT. A refusal goes back to the
savepoint and is said in words. Any other exception rolls back everything and counts; the third time the row is set
aside and reported, the person gets a sentence, and the rest goes on; taking longer than 30 s counts as failing. Killed
before the commit, nothing had happened. An outage of the database does not count: the row waits for its end.

Answers to the chat that spoke are committed as claimed by this process, and handed to the outbox after the commit: they
need no second transaction before they leave.
"""

import asyncio
import json
import logging
import traceback
from collections import deque
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from telegram import Update

from bot.application import Handling, parse
from handlers import post, reading, requests
from handlers.context import TURN
from locales import words
from mailing.clock import Clock
from mailing.letters import Letter, Unreadable, read_letter
from mailing.office import Office
from mailing.outbox import Outbox
from mailing.turn import ButtonGone, Turn
from storage import inbox, outbox, people, prompts
from storage.database import OUTAGE, Sessions
from storage.inbox import Arrival, Place, Taken
from storage.leases import LeaseLost
from storage.outbox import Leaving
from storage.pace import Limit
from storage.people import Channel, Person
from storage.refusals import Refusal

log = logging.getLogger(__name__)

SIDE_BY_SIDE = 16
READ_AHEAD = 64
TIME_FOR_ONE = 30
LOOK_AGAIN = 5
AGAIN_AFTER = 1
AWAY = (*OUTAGE, LeaseLost)
"""What says that the database is away, or another process carries things out: nothing that is wrong with a message."""


class TooSlow(Exception):
    """A handler that did not come to an end."""


class Worker:
    """`application` and `chat`, the outbox of the messenger, may be None while Telegram is out of reach: updates wait.
    `answered` is called after each commit, `moved` with the id of a letter that is dealt with. `flood` is how much one
    person may send, `seconds` how long one message may take."""

    def __init__(
        self,
        database: Sessions,
        office: Office,
        clock: Clock,
        *,
        answered: Callable[[], None],
        moved: Callable[[str, str], None],
        flood: Limit = inbox.FLOOD,
        seconds: float = TIME_FOR_ONE,
    ) -> None:
        self.application: Handling | None = None
        self.chat: Outbox | None = None
        self._database, self._office, self._clock = database, office, clock
        self._answered, self._moved, self._flood, self._seconds = answered, moved, flood, seconds
        self._news = asyncio.Event()
        self._busy: dict[str, asyncio.Task[None]] = {}
        self._lines: dict[str, deque[Place]] = {}
        self._passed_over: set[str] = set()
        self._may_be_more, self._is_reading = True, False

    def arrived(self, places: Sequence[Place]) -> None:
        """These were stored just now: where all that waits is known, they need not be read."""
        if (
            self._may_be_more
            or self._is_reading
            or not self.application
            or not self._passed_over.isdisjoint(place.key for place in places)
        ):
            self.wake()
            return
        for place in places:
            self._lines.setdefault(place.key, deque()).append(place)
        self._news.set()

    def wake(self) -> None:
        """Something was stored."""
        self._may_be_more = True
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
        except AWAY as outage:
            log.warning("the database does not answer (%s); what came in waits", type(outage).__name__)
            return False

    async def idle(self) -> None:
        """Until nothing waits and nothing runs."""
        self._may_be_more = True
        while self._busy or await self._start_next():
            await asyncio.wait(self._busy.values(), return_when=asyncio.FIRST_COMPLETED)

    async def _start_next(self) -> bool:
        """Start a task for each free key, reading ahead as far as is needed; whether any started."""
        started = self._start()
        while self._may_be_more and len(self._busy) < SIDE_BY_SIDE:
            await self._read_ahead()
            started |= self._start()
        return started

    def _start(self) -> bool:
        """Of the rows that are known, those of free keys, the longest waiting first."""
        free = [key for key in self._lines if key not in self._busy][: SIDE_BY_SIDE - len(self._busy)]
        for key in free:
            line = self._lines[key]
            self._busy[key] = task = asyncio.create_task(self._carry_out(line.popleft()))
            if not line:
                del self._lines[key]
            task.add_done_callback(lambda _, key=key: self._free(key))  # type: ignore[misc]
        return bool(free)

    async def _read_ahead(self) -> None:
        """The next rows of keys of which none are known: one who sends very much holds nobody up."""
        self._may_be_more, self._is_reading = False, True
        known = {*self._lines, *self._busy}
        without = set() if self.application else {"telegram"}
        try:
            async with self._database.read() as session:
                places = await inbox.next_places(session, known, READ_AHEAD, without=without)
        except AWAY:
            self._may_be_more = True
            raise
        finally:
            self._is_reading = False
        self._passed_over |= known
        self._may_be_more |= len(places) == READ_AHEAD
        for place in places:
            self._lines.setdefault(place.key, deque()).append(place)

    def _free(self, key: str) -> None:
        """A key that was passed over while rows were read may have more of them."""
        self._busy.pop(key, None)
        if key in self._passed_over and key not in self._lines:
            self._passed_over.discard(key)
            self._may_be_more = True
        self._news.set()

    def _begin_again(self, key: str) -> None:
        """A row of this key was not carried out: its line is read anew, so that nothing overtakes it."""
        self._lines.pop(key, None)
        self._passed_over.add(key)

    async def _wait(self) -> None:
        try:
            async with asyncio.timeout(LOOK_AGAIN):
                await self._news.wait()
        except TimeoutError:
            self._may_be_more = True

    async def _finish_running(self) -> None:
        if self._busy:
            await asyncio.wait(self._busy.values(), timeout=5)
        for task in list(self._busy.values()):
            task.cancel()

    async def _carry_out(self, place: Place) -> None:
        try:
            await (self._mail(place) if place.source == "mail" else self._chat(place))
        except AWAY as outage:
            log.warning("the database does not answer (%s); arrival %s waits", type(outage).__name__, place.id)
            self._begin_again(place.key)
            await self._clock.sleep(AGAIN_AFTER)
        except Exception as failure:
            log.exception("arrival %s failed", place.id)
            self._begin_again(place.key)
            await self._failed(place, failure)
        else:
            self._answered()

    async def _chat(self, place: Place) -> None:
        answers: list[Leaving] = []
        async with self._database.write() as session:
            if taken := await inbox.take(session, place, self._flood):
                turn = await self._turn_of(session, taken)
                await inbox.finish(session, place.id, self._clock.now(), dropped=taken.dropped)
                answers = _claimed(turn)
        if self.chat and answers:
            self.chat.take_over(answers)

    async def _turn_of(self, session: AsyncSession, taken: Taken) -> Turn | None:
        """Carry out an update, or only say that these are too many. Returns the turn with the answers."""
        assert self.application
        assert taken.arrival.payload
        raw = json.loads(taken.arrival.payload)
        if taken.dropped and not reading.ends_it(raw):
            return await self._calm_down(session, raw) if taken.dropped == "hint" else None
        taken.dropped = None
        update = parse(self.application, raw)
        turn = await self._chat_turn(session, update) if update else None
        return await self._take(session, turn, update) if turn and update else None

    async def _calm_down(self, session: AsyncSession, raw: dict[str, Any]) -> Turn | None:
        assert self.application
        update = parse(self.application, raw)
        turn = await self._chat_turn(session, update) if update else None
        if turn and update and not reading.is_group(update):
            await turn.say("worker-too-many", contact=self._office.contact)
        return turn

    async def _take(self, session: AsyncSession, turn: Turn, update: Update) -> Turn:
        assert self.application
        token = TURN.set(turn)
        try:
            async with _no_longer_than(self._seconds), session.begin_nested():
                await self.application.process_update(update)
        except Refusal as refusal:
            return await self._refuse(session, update, refusal)
        except AWAY:
            raise
        except Exception:
            if not await _is_forged(session, turn, update):
                raise
            return await self._refuse(session, update, ButtonGone())
        finally:
            TURN.reset(token)
        return turn

    async def _refuse(self, session: AsyncSession, update: Update, refusal: Refusal) -> Turn:
        session.expire_all()
        again = await self._chat_turn(session, update)
        assert again
        await say_no(again, refusal)
        return again

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
        turn = Turn(session, now, self._office, person, "telegram", chat, pressed=pressed)
        turn.said = reading.said(update.message)
        if self.chat:
            turn.owner, turn.at_once = self.chat.owner, await self.chat.room_for(session, chat, now)
        return turn

    async def _mail(self, place: Place) -> None:
        """Carry out a letter, and have it moved to the folder where it belongs now."""
        async with self._database.read() as session:
            arrival = await inbox.get(session, place.id)
        try:
            if arrival.payload is None:
                raise Unreadable("too large to be fetched")
            letter = await read_letter(arrival.payload, self._office.list_address)
        except Unreadable as unreadable:
            await self._set_unreadable_aside(arrival, str(unreadable))
            self._moved(arrival.external_id, "failed")
        else:
            if folder := await self._read(place, letter):
                self._moved(arrival.external_id, folder)

    async def _read(self, place: Place, letter: Letter) -> str | None:
        async with self._database.write() as session:
            if (taken := await inbox.take(session, place)) is None:
                return None
            folder = await self._take_letter(session, taken.arrival, letter)
            await inbox.finish(session, place.id, self._clock.now(), folder)
            return folder

    async def _set_unreadable_aside(self, arrival: Arrival, why: str) -> None:
        """A letter that no program should open: it lies in its folder, and an admin hears of it."""
        log.warning("letter %s cannot be read: %s", arrival.external_id, why)
        async with self._database.write() as session:
            await self._report(session, arrival, "Unreadable")
            await inbox.finish(session, arrival.id, self._clock.now(), "failed")

    async def _take_letter(self, session: AsyncSession, arrival: Arrival, letter: Letter) -> str:
        if await inbox.seen_before(session, arrival, letter.digest):
            return "done"
        await inbox.remember_digest(session, arrival.id, letter.digest)
        now = self._clock.now()
        try:
            async with _no_longer_than(self._seconds), session.begin_nested():
                return await post.read(session, now, self._office, letter)
        except Refusal as refusal:
            session.expire_all()
            return await post.refuse(session, now, self._office, letter, refusal)

    async def _failed(self, place: Place, failure: Exception) -> None:
        """It failed by its own fault: count; the third time set it aside, report, and tell the person."""
        kind, aside = type(failure).__name__, None
        try:
            async with self._database.write() as session:
                aside = await inbox.fail(session, place.id, kind, self._clock.now())
            if aside:
                async with self._database.write() as session:
                    await self._report(session, aside, kind)
        except Exception as again:
            log.error("the failure of arrival %s could not be recorded: %s", place.id, place_of(again))
        if aside and aside.source == "mail":
            self._moved(aside.external_id, "failed")
        if not aside:
            await self._clock.sleep(AGAIN_AFTER)
        self._answered()

    async def _report(self, session: AsyncSession, arrival: Arrival, kind: str) -> None:
        """Tell whoever wrote it, and the admins."""
        source, _, whose = arrival.key.partition(":")
        channel: Channel = "telegram" if source == "chat" else "mail"
        person = await people.by_address(session, channel, whose)
        # Of somebody who wrote for the first time the entry was rolled back with the rest.
        person = person or Person(name="", language=self._office.language, addresses=[])
        turn = Turn(session, self._clock.now(), self._office, person, channel, whose)
        if await self._may_be_told(turn, arrival):
            await turn.say("worker-set-aside", contact=self._office.contact)
        await turn.tell_staff("worker-report", role="admin", number=str(arrival.id), what=kind)

    async def _may_be_told(self, turn: Turn, arrival: Arrival) -> bool:
        """Whether it came from a private chat, or is a letter written by hand by somebody who did not get too many
        answers today."""
        if turn.channel == "telegram":
            return turn.person.id is not None or arrival.sender == arrival.key
        try:
            letter = await read_letter(arrival.payload or b"", self._office.list_address)
        except Unreadable:
            return False
        return not letter.automatic and letter.report is None and await requests.may_answer(turn)


@asynccontextmanager
async def _no_longer_than(seconds: float) -> AsyncIterator[None]:
    """Raises `TooSlow`; a time-out of the database within is one of its own."""
    limit = asyncio.timeout(seconds)
    try:
        async with limit:
            yield
    except TimeoutError:
        if limit.expired():
            raise TooSlow from None
        raise


def _claimed(turn: Turn | None) -> list[Leaving]:
    """The answers that belong to this process already."""
    return [row.leaving(language=turn.person.language) for row in turn.answers if row.owner] if turn else []


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
