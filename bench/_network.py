"""A network of any size, written by the database itself: a million people in some minutes, and no memory.

Of ten people nine speak for an association, two in three have mail and the others a chat, nine confirmed. There are 50
towns, and one small one that never grows. Three announcements went to a tenth each; everybody was answered and asked
once, some were invited, wrote to the office, or are in the middle of a dialogue. Each association had a training long
ago, to which two people came.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Integer, String, case, cast, func, insert, literal, null, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from storage import announcements, outbox
from storage.associations import TOPICS, Association, AssociationTopic, Contact
from storage.audiences import Audience
from storage.database import Base, Database, Moment
from storage.dialogues import Dialogue
from storage.inbox import Arrival
from storage.invitations import Invitation
from storage.notices import Notice
from storage.outbox import Outgoing
from storage.people import Address, Consent, Person, PersonTopic
from storage.prompts import Prompt
from storage.reminders import Reminder
from storage.requests import Request
from storage.sign_ups import Participant, SignUp
from storage.trainings import Training, TrainingSession

CHUNK = 50_000
TOWNS, SMALL_TOWN, ITS_ASSOCIATIONS = 50, "Weiler", 10
ANNOUNCEMENTS = 3
A_DAY = timedelta(days=1)
FIRST = 10
"""The number of the first person: their tenth is the number of their association."""

Row = dict[str, Any]


async def grow(database: Database, size: int, now: datetime) -> None:
    """Let it grow to that many people."""
    async with database.write() as session:
        if not await session.get(announcements.Announcement, ANNOUNCEMENTS):
            await _announce(session, now)
        there = await session.scalar(select(func.count()).select_from(Person)) or 0
        first = await _free_number(session)
    end = first + size - there
    for start in range(first, end, CHUNK):
        async with database.write() as session:
            await _fill(session, start, min(start + CHUNK, end) - 1, now)
    if not database.is_sqlite:
        await _as_time_would(database)


async def _announce(session: AsyncSession, now: datetime) -> None:
    """What went out long ago."""
    for number in range(ANNOUNCEMENTS):
        written = await announcements.draft(
            session, None, subject=f"Rundschreiben {number}", html="<p>Am Dienstag.</p>", audience=Audience(),
            door="command", now=now - 100 * A_DAY,
        )  # fmt: skip
        written.state, written.release_at = "done", now - 100 * A_DAY
        written.released_at = written.ended_at = written.release_at


async def _free_number(session: AsyncSession) -> int:
    """The first number that no person, address or consent has, in front of a whole association."""
    taken = [await session.scalar(select(func.max(table.id))) or 0 for table in (Person, Address, Consent)]
    return max(FIRST, (max(taken) // 10 + 1) * 10)


async def _fill(session: AsyncSession, first: int, last: int, now: datetime) -> None:
    numbers = select(literal(first).label("n")).cte("numbers", recursive=True)
    numbers = numbers.union_all(select(numbers.c.n + 1).where(numbers.c.n < last))
    for table, row, condition in _rows(numbers.c.n, now):
        filled = {name: _value(table, name, value) for name, value in row.items()}
        await session.execute(insert(table).from_select(list(filled), select(*filled.values()).where(condition)))


def _value(table: type[Base], name: str, value: Any) -> ColumnElement[Any]:
    if isinstance(value, ColumnElement):
        return value
    return null() if value is None else literal(value, table.__table__.c[name].type)


def _rows(n: Any, now: datetime) -> Sequence[tuple[type[Base], Row, ColumnElement[bool]]]:
    """What there is for the person with number `n`: table, values, and whom it is for."""
    unit, association, scattered = n % 10, n // 10, cast(n, BigInteger) * 2_654_435_761 % 4_294_967_296
    has_chat, is_confirmed, leads = n % 3 == 0, unit != 9, unit == 0
    channel = case((has_chat, "telegram"), else_="mail")
    number = cast(n, String)
    address = case((has_chat, cast(n + 700_000_000, String)), else_="person" + number + "@verein.example.org")
    key = case((has_chat, "chat:"), else_="mail:") + address
    long_ago, lately = now - 200 * A_DAY, now - 2 * A_DAY
    everybody = n > 0
    own: Row = {"person_id": n, "channel": channel, "address": address}
    sent: Row = {
        **own, "state": "sent", "not_before": lately, "queued_at": lately, "claimed_at": lately, "sent_at": lately,
        "attempts": 1, "parts_sent": 0, "maybe_repeated": False, "telegram_message_id": case((has_chat, association)),
    }  # fmt: skip

    def message_id(kind: str) -> ColumnElement[Any]:
        return case((~has_chat, cast(scattered, String) + f".{kind}." + number + "@kreis.example.org"))

    return (
        (
            Person,
            {
                "id": n, "name": "Person Nummer " + number, "language": case((n % 10 == 3, "ar"), else_="de"),
                "phone": case((n % 20 == 9, "+4921040" + number)), "staff_door": "mail", "created_at": long_ago,
                "notice_accepted_at": long_ago, "role": case((n < FIRST + 5, "editor")),
            },
            everybody,
        ),
        (Consent, {**own, "id": n, "wording": "bench", "door": "paper", "given_at": long_ago}, is_confirmed),
        (
            Address,
            {**own, "id": n, "consent_id": case((is_confirmed, n)), "wanted": True, "created_at": long_ago},
            everybody,
        ),
        (
            Association,
            {
                "id": association, "name": "Verein Nummer " + cast(association, String), "status": "active",
                "town": case(
                    (association <= ITS_ASSOCIATIONS, SMALL_TOWN), else_=_town(cast(association % TOWNS, String))
                ),
                "created_at": long_ago,
            },
            leads,
        ),
        (AssociationTopic, {"association_id": association, "topic": _one_of(association, TOPICS)}, leads),
        (PersonTopic, {"person_id": n, "topic": _one_of(n, TOPICS)}, n % 20 == 1),
        (
            Contact,
            {"person_id": n, "association_id": association, "status": "active", "created_at": long_ago},
            unit != 8,
        ),
        (
            Invitation,
            {
                "address_id": n, "step": 1 + n % 3, "released_at": long_ago,
                "due_at": case((n % 3 < 2, _at(case((is_confirmed, 0), else_=1), (long_ago, now + A_DAY)))),
            },
            ~has_chat & unit.in_([7, 9]),
        ),
        (
            Outgoing,
            {
                **sent, "kind": "announcement", "announcement_id": association % 10, "priority": outbox.ANNOUNCEMENT,
                "message_id": message_id("a"), "not_before": long_ago, "queued_at": long_ago, "claimed_at": long_ago,
                "state": case((n % 100 == 51, "failed"), (n % 100 == 52, "skipped"), else_="sent"),
            },
            (association % 10).between(1, ANNOUNCEMENTS) & is_confirmed,
        ),
        (
            Outgoing,
            {**sent, "kind": "answer", "priority": outbox.ANSWER, "message_id": message_id("b")},
            everybody,
        ),
        (
            Prompt,
            {
                **own, "choices": [["Ja, gerne", "start.accept"], ["Nein", "start.mail"]], "once": False,
                "for_staff": False, "created_at": lately,
                "secret_hash": case((~has_chat, cast(scattered, String) + "." + number)),
            },
            everybody,
        ),
        (
            Request,
            {
                **own, "kind": "question", "state": case((n < FIRST + 20, "open"), else_="answered"),
                "with_staff": True, "asked_at": now, "created_at": now, "decided_by_id": case((n >= FIRST + 20, FIRST)),
            },
            n % 5 == 0,
        ),
        (
            Arrival,
            {
                "source": "telegram", "external_id": "t" + number, "key": key, "sender": key, "counts": True,
                "sent_at": 1_800_000_000, "state": "done", "attempts": 0, "arrived_at": lately,
                "done_at": _at(n % 6, [now - day * A_DAY for day in range(6)]),
            },
            n % 5 == 0,
        ),
        (
            Arrival,
            {
                "source": "mail", "external_id": "9:" + number, "key": "", "counts": True, "sent_at": 1_790_000_000,
                "state": "done", "folder": "done", "attempts": 0, "digest": cast(scattered, String) + number,
                "arrived_at": long_ago, "done_at": long_ago,
            },
            n % 5 == 1,
        ),
        (
            Training,
            {
                "id": association, "kind": "training", "title": "Kasse", "html": "", "state": "open",
                "zone": "Europe/Berlin", "starts_at": long_ago, "ends_at": long_ago, "seats": 12, "taken": 2,
                "audience_json": {}, "needs_approval": False, "offer_hours": 24, "reminders": [24], "sequence": 0,
                "next_number": 10, "next_row": 1, "created_at": long_ago,
            },
            leads,
        ),
        (
            TrainingSession,
            {"id": association, "training_id": association, "starts_at": long_ago, "ends_at": long_ago},
            leads,
        ),
        (
            SignUp,
            {
                "id": n, "training_id": association, "person_id": n, "state": "seat", "seats": 1, "number": unit,
                "door": "chat", "missed": 0, "feedback_asked_at": long_ago,
                "created_at": long_ago, "changed_at": long_ago,
            },
            unit.in_([1, 2]),
        ),
        (Participant, {"sign_up_id": n, "position": 1, "attended": True}, unit.in_([1, 2])),
        (
            Reminder,
            {
                "sign_up_id": n, "session_id": association, "hours_before": 24, "due_at": long_ago,
                "queued_at": long_ago,
            },
            unit.in_([1, 2]),
        ),
        (
            Notice,
            {
                "key": "added:" + number + ":1", "kind": "added", "training_id": association, "sign_up_id": n,
                "created_at": long_ago, "queued_at": long_ago,
            },
            unit.in_([1, 2]),
        ),
        (
            Dialogue,
            {
                "channel": channel, "address": address, "name": "registration", "step": "name", "changing": False,
                "answers": {}, "updated_at": now,
            },
            n % 100 == 0,
        ),
    )  # fmt: skip


def town(number: int) -> str:
    return f"Stadt {number}"


def _town(number: Any) -> Any:
    return "Stadt " + number


def _one_of(number: Any, words: Sequence[str]) -> ColumnElement[Any]:
    return case(dict(enumerate(words)), value=number % len(words))


def _at(number: Any, moments: Sequence[datetime]) -> ColumnElement[Any]:
    return case({n: literal(moment, Moment()) for n, moment in enumerate(moments)}, value=cast(number, Integer))


async def _as_time_would(database: Database) -> None:
    """What PostgreSQL does by itself within minutes: count, and know which numbers are taken."""
    async with database.connection() as connection:
        for table in (Person, Address, Consent, Association):
            taken = select(func.max(table.id)).scalar_subquery()
            await connection.execute(select(func.setval(f"{table.__tablename__}_id_seq", taken)))
        await connection.commit()
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        await connection.execute(text("VACUUM ANALYZE"))
