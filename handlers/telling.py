"""What the clock tells about trainings: notices and reminders become messages at each person's doors, exactly once.

A row of storage/notices.py or storage/reminders.py is taken in the transaction that queues its messages. News go to
every open address, since each may have the calendar entry that they change; a reminder to one. Neither waits for the
end of the quiet hours where that would be too late. What comes late says so.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any, cast
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from handlers import duties, entries, trainings
from handlers.entries import Piece
from handlers.trainings import facts
from locales import Words, words
from mailing.office import Office
from mailing.turn import Button, Turn, turn_for
from storage import calendars, changes, notices, people, reminders, sign_ups, waiting
from storage import trainings as offered
from storage.database import Sessions
from storage.notices import Notice
from storage.outbox import Kind, Outgoing
from storage.people import Address, Channel, Person
from storage.reminders import Reminder
from storage.sign_ups import SignUp
from storage.trainings import Training

LATE = timedelta(hours=1)
"""So much later than it happened, or was due, is said; the quiet hours do not count."""

CALLED_ABOUT = ("offer", "changed", "called-off", "approved", "refused")
"""News that somebody must hear who reads neither chat nor letters of ours."""


async def pass_seats_on(database: Sessions, now: datetime, office: Office) -> None:
    """For the clock: end the offers whose time is over, and offer what is free to whoever is next."""
    async with database.read() as session:
        due = await waiting.due(session, now)
    await duties.each(database, now, office, "seats", due, partial(_pass_on, database, now, office))


async def _pass_on(database: Sessions, now: datetime, office: Office, number: int) -> None:
    async with database.write() as session:
        await waiting.run_out(session, now, office.next_loud, only=number)
        await waiting.offer(session, now, office.next_loud, only=number)


async def look_for_too_few(database: Sessions, now: datetime, office: Office) -> None:
    """For the clock: note trainings with fewer than their minimum, for staff to decide."""
    async with database.write() as session:
        await changes.find_too_few(session, now)


async def tell(database: Sessions, now: datetime, office: Office) -> None:
    """For the clock: what happened to sign-ups, to whom it concerns."""
    async with database.read() as session:
        due = await notices.due(session)
    await duties.each(database, now, office, "notice", due, partial(_tell, database, now, office))


async def _tell(database: Sessions, now: datetime, office: Office, number: int) -> None:
    async with database.write() as session:
        about = await notices.training_of(session, number)
        if about is None:
            return
        # Locked first, as by every verb: what is told is how things stand until it is queued.
        training = await offered.locked(session, about)
        known = await session.get(Notice, number)
        if known and known.kind == "offer" and known.sign_up_id:
            await waiting.begin(session, known.sign_up_id, now, office.next_loud)
        for notice in await notices.take(session, now, only=number):
            if notice.is_for_staff:
                await _tell_staff(session, now, office, notice, training)
            elif notice.sign_up_id and (found := await session.get(SignUp, notice.sign_up_id)):
                await _News(session, now, office, notice, found).tell()


async def _tell_staff(session: AsyncSession, now: datetime, office: Office, notice: Notice, training: Training) -> None:
    """Without a name: the list is one button away, for whoever may read it."""
    await turn_for(session, now, office).tell_staff(
        f"telling-{notice.kind}",
        taken=training.taken,
        minimum=training.minimum or 0,
        seats=(notice.details or {}).get("seats", 0),
        late=_late(words(office.language), office, notice.created_at, now),
        buttons=[Button("telling-open-list", f"turnout.show:{training.id}")],
        quiet=True,
        **facts(words(office.language), office, training),
    )


async def remind(database: Sessions, now: datetime, office: Office) -> None:
    """For the clock: sessions that begin soon."""
    async with database.read() as session:
        due = await reminders.due(session, now)
    await duties.each(database, now, office, "reminder", due, partial(_remind, database, now, office))


async def _remind(database: Sessions, now: datetime, office: Office, number: int) -> None:
    async with database.write() as session:
        for reminder in await reminders.take(session, now, only=number):
            await _write_reminder(session, now, office, reminder, await sign_ups.get(session, reminder.sign_up_id))


async def _write_reminder(
    session: AsyncSession, now: datetime, office: Office, reminder: Reminder, found: SignUp
) -> None:
    """To one address, the chat first."""
    training = found.training
    if found.person is None or not (doors := reached_at(found.person, found)):
        return
    door = next((door for door in doors if door.channel == "telegram"), doors[0])
    turn = turn_for(session, now, office, found.person)
    one = next(one for one in training.sessions if one.id == reminder.session_id)
    when = trainings.span(turn.words, one, training.zone)
    row = await _write(
        turn, door, "telling-reminder", found,
        kind="reminder",
        begins=one.starts_at,
        standing=await trainings.standing(turn, found),
        late=_late(turn.words, office, reminder.due_at, now),
        buttons=trainings.buttons_of(training, found, turn),
        **facts(turn.words, office, training, found) | {"when": when},
    )  # fmt: skip
    reminder.message_row = row.id


def reached_at(person: Person, found: SignUp) -> Sequence[Address]:
    """Where somebody hears of it: every open address; without any the first, unless they left after signing up."""
    opened = [address for address in person.addresses if address.is_open]
    has_left = person.left_at is not None and found.changed_at <= person.left_at
    return opened or ([] if has_left else person.addresses[:1])


async def _write(
    turn: Turn, door: Address, key: str, found: SignUp, *, begins: datetime | None, kind: Kind = "notice", **rest: Any
) -> Outgoing:
    return await turn.write_to(
        turn.person, cast("Channel", door.channel), door.address, key,
        kind=kind,
        quiet=_is_quiet(turn, begins),
        reply=f"signing.reply:{found.training_id}",
        **rest,
    )  # fmt: skip


def _is_quiet(turn: Turn, begins: datetime | None) -> bool:
    """Whether it waits for the end of the quiet hours: not where that would be too late."""
    return begins is None or turn.office.next_loud(turn.now) < begins


def _late(say: Words, office: Office, due: datetime, now: datetime) -> str:
    return say.text("telling-late") if now - office.next_loud(due) > LATE else ""


class _News:
    """One notice on its way to the person of a sign-up."""

    def __init__(self, session: AsyncSession, now: datetime, office: Office, notice: Notice, found: SignUp) -> None:
        self.session, self.now, self.office, self.notice, self.found = session, now, office, notice, found
        self.details: dict[str, Any] = notice.details or {}
        self.turn = turn_for(session, now, office, found.person)
        self.say = self.turn.words

    async def tell(self) -> None:
        """At every door of the person, or by a call of staff; nothing where they were erased, or an offer is not theirs
        any more."""
        is_over = self.notice.kind == "offer" and self.found.state != "offered"
        if self.found.person is None or is_over:
            return
        taken = await entries.taken_back(self.turn, self.found)
        doors = reached_at(self.found.person, self.found)
        for door in doors:
            await self._write(door, taken.pop(door, None))
        if not doors and self.notice.kind in CALLED_ABOUT:
            await self._ask_to_call()
        await entries.send_elsewhere(self.turn, self.found, taken)

    async def _write(self, door: Address, taken: list[Piece] | None) -> None:
        """`taken` is what is taken back behind this door; None: nothing stood there that is over."""
        found, training = self.found, self.found.training
        calendar = await self._words_on_calendar(door, taken)
        pieces = [*await self._invitations(door), *(taken or [])]
        instead = await self._instead()
        buttons = trainings.buttons_of(training, found, self.turn)
        if instead:
            buttons = [Button("telling-instead-button", f"trainings.show:{instead.id}"), *buttons]
        await _write(
            self.turn, door, f"telling-{self.notice.kind}", found,
            begins=training.starts_at,
            files=[piece.file for piece in pieces[:1]],
            late=_late(self.say, self.office, self.notice.created_at, self.now),
            by=await self._by(),
            state=found.state,
            before=await self._before(),
            number=trainings.number(self.say, found.seats),
            until=self.say.when(found.offered_until, ZoneInfo(training.zone)) if found.offered_until else "–",
            standing=await trainings.standing(self.turn, found),
            calendar=calendar,
            instead=self._in_words(instead),
            buttons=buttons,
            **facts(self.say, self.office, training, found),
        )  # fmt: skip
        await entries.send(self.turn, found, door, pieces[1:], quiet=_is_quiet(self.turn, training.starts_at))

    async def _ask_to_call(self) -> None:
        """Without a name, as everything that staff are told; who it is stands behind the button."""
        training = self.found.training
        await turn_for(self.session, self.now, self.office).tell_staff(
            "telling-call",
            news=self.notice.kind,
            buttons=[Button("telling-whom-to-call", f"seating.one:{self.found.id}")],
            quiet=_is_quiet(self.turn, training.starts_at),
            **facts(words(self.office.language), self.office, training),
        )

    async def _by(self) -> str:
        """Who did it: a fellow by name, staff as the office."""
        by = await people.get(self.session, self.notice.by_id) if self.notice.by_id else None
        return by.name if by and by.name and not by.role else self.say.text("telling-the-office")

    async def _before(self) -> str:
        """How it was before the change."""
        if self.notice.kind == "resized":
            return trainings.number(self.say, self.details["seats"][0])
        if self.notice.kind == "moved":
            return trainings.line(self.say, await self._moved_from())
        before = self.details.get("before", {})
        zone = ZoneInfo(self.found.training.zone)
        times = [self.say.when(datetime.fromisoformat(start), zone) for start, _ in before.get("sessions", [])]
        unsaid = {"sessions"} if self.found.state == "seat" else {"sessions", "online_url"}
        places = [str(value) for name, value in before.items() if name not in unsaid and value]
        return ", ".join([*times, *places]) or "–"

    async def _moved_from(self) -> Training:
        return await offered.get(self.session, self.details["from"])

    async def _instead(self) -> Training | None:
        """Another date, if it is still open."""
        number = self.details.get("instead") if self.notice.kind == "called-off" else None
        found = await self.session.get(Training, number) if number else None
        return found if found and found.state == "open" else None

    def _in_words(self, instead: Training | None) -> str:
        if instead is None or instead.starts_at is None:
            return ""
        return self.say.text("telling-instead", when=self.say.when(instead.starts_at, ZoneInfo(instead.zone)))

    async def _words_on_calendar(self, door: Address, taken: list[Piece] | None) -> str:
        """In a chat nothing takes an entry out of a calendar: the reader does."""
        if door.channel != "telegram":
            return ""
        if self.found.state != "seat" or self.found.training.state != "open":
            return self.say.text("signing-delete-entry") if taken is not None else ""
        is_old = taken is not None or (
            self.notice.kind == "changed" and await calendars.has(self.session, self.found, door)
        )
        return self.say.text("telling-old-entry") if is_old else ""

    async def _invitations(self, door: Address) -> list[Piece]:
        is_news = self.notice.kind in ("added", "approved", "moved", "changed", "answered")
        has_seat = self.found.state == "seat" and self.found.training.state == "open"
        return await entries.invitations(self.turn, self.found, door) if is_news and has_seat else []
