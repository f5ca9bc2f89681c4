import uuid
from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage import inbox
from storage.database import Database
from storage.inbox import Arrival
from tests.storage.network import NOW


async def test_an_update_that_comes_twice_is_stored_once(database: Database) -> None:
    async with database.write() as session:
        assert await _arrive(session, ("1", "anna"), ("2", "bilal")) == 2
        assert await _arrive(session, ("2", "bilal"), ("3", "anna")) == 1


async def test_rows_wait_in_the_order_in_which_they_came(database: Database) -> None:
    async with database.write() as session:
        await _arrive(session, ("1", "anna"), ("2", "anna"), ("3", "bilal"))
        assert await _next(session) == ["1", "2", "3"]
        assert await _next(session, "anna") == ["3"]
        [first, *_] = await _waiting(session)
        await inbox.finish(session, first.id, NOW)
        assert await _next(session) == ["2", "3"]


async def test_a_row_is_carried_out_by_one_only(database: Database) -> None:
    async with database.write() as session:
        await _arrive(session, ("1", "anna"))
        [place] = await inbox.next_places(session, [], 9)
        assert await inbox.take(session, place)
        await inbox.finish(session, place.id, NOW)
        assert await inbox.take(session, place) is None


async def test_twenty_messages_a_minute_are_read_then_one_hint_and_silence_until_it_calms_down(
    database: Database,
) -> None:
    async with database.write() as session:
        await _send(session, range(25))
        assert await _read(session) == ["read"] * 20 + ["hint"] + ["silent"] * 4
        await _send(session, range(60, 85, 5))
        assert await _read(session) == ["silent"] * 2 + ["read"] * 3, "what was not read counts, too"
        await _send(session, [200])
        assert await _read(session) == ["read"]


async def test_what_many_people_sent_at_once_is_no_flood_and_neither_is_a_backlog(database: Database) -> None:
    async with database.write() as session:
        for number in range(30):
            await _send(session, [0], sender=f"chat:{number}")
        await _send(session, range(0, 300, 10))
        assert set(await _read(session)) == {"read"}


async def test_an_album_counts_as_one(database: Database) -> None:
    async with database.write() as session:
        await _send(session, range(19))
        await _send(session, [19])
        await _send(session, [19] * 9, counts=False)
        assert await _read(session) == ["read"] * 29
        await _send(session, [20])
        await _send(session, [20] * 2, counts=False)
        assert await _read(session) == ["hint", "silent", "silent"]


async def _send(session: AsyncSession, seconds: Iterable[int], *, sender: str = "chat:1", counts: bool = True) -> None:
    """Messages of one person, sent at these seconds."""
    rows: list[dict[str, object]] = [
        {
            "source": "telegram", "external_id": uuid.uuid4().hex, "key": sender, "payload": b"{}", "sender": sender,
            "sent_at": 1_800_000_000 + second, "counts": counts,
        }
        for second in seconds
    ]  # fmt: skip
    await inbox.store(session, rows, NOW)


async def _read(session: AsyncSession) -> list[str]:
    """Carry out all that waits: what became of it."""
    became: list[str] = []
    for place in await inbox.next_places(session, [], 99):
        taken = await inbox.take(session, place)
        assert taken
        await inbox.finish(session, place.id, NOW, dropped=taken.dropped)
        became.append(taken.dropped or "read")
    return became


async def test_a_row_that_is_done_forgets_what_it_said(database: Database) -> None:
    async with database.write() as session:
        await _arrive(session, ("1", "anna"))
        [row] = await _waiting(session)
        before = row.payload
        await inbox.finish(session, row.id, NOW)
        await session.refresh(row)
        assert (row.state, before, row.payload) == ("done", b"{}", None)
        assert await _arrive(session, ("1", "anna")) == 0


async def test_the_third_failure_sets_a_row_aside_and_the_rest_goes_on(database: Database) -> None:
    async with database.write() as session:
        await _arrive(session, ("1", "anna"), ("2", "anna"))
        [row, _] = await _waiting(session)
        assert [await inbox.fail(session, row.id, "KeyError", NOW) for _ in range(3)] == [None, None, row]
        assert await _next(session) == ["2"]
        assert (await session.get_one(Arrival, row.id)).payload == b"{}"


async def test_the_same_letter_under_another_number_is_known(database: Database) -> None:
    async with database.write() as session:
        await _arrive(session, ("7:1", "anna"), ("8:1", "bilal"), source="mail")
        first, again = await _waiting(session)
        await inbox.remember_digest(session, first.id, "same")
        assert not await inbox.seen_before(session, first, "same")
        assert await inbox.seen_before(session, again, "same")


async def test_a_mailbox_learns_what_is_done_already(database: Database) -> None:
    async with database.write() as session:
        await _arrive(session, ("7:1", "anna"), ("7:2", "bilal"), ("77:1", "carla"), source="mail")
        for row in await _waiting(session, "bilal"):
            await inbox.finish(session, row.id, NOW, "done")
        assert await inbox.letters_of(session, 7) == {1: "done"}


async def test_old_ids_are_forgotten_since_telegram_may_use_them_again(database: Database) -> None:
    async with database.write() as session:
        await _arrive(session, ("1", "anna"))
        [row] = await _waiting(session)
        await inbox.finish(session, row.id, NOW)
        await inbox.forget_old(session, NOW)
        assert await _arrive(session, ("1", "anna")) == 0
        await inbox.forget_old(session, NOW + timedelta(seconds=1))
        assert await _arrive(session, ("1", "anna")) == 1


async def _arrive(session: AsyncSession, *arrivals: tuple[str, str], source: str = "telegram") -> int:
    rows: list[dict[str, object]] = [
        {"source": source, "external_id": external, "key": key, "payload": b"{}"} for external, key in arrivals
    ]
    return len(await inbox.store(session, rows, NOW))


async def _waiting(session: AsyncSession, *besides: str) -> list[Arrival]:
    places = await inbox.next_places(session, besides, 9)
    return [await inbox.get(session, place.id) for place in places]


async def _next(session: AsyncSession, *besides: str) -> list[str]:
    return [row.external_id for row in await _waiting(session, *besides)]


async def test_after_a_while_nobody_can_tell_who_wrote_but_a_letter_is_still_known(database: Database) -> None:
    async with database.write() as session:
        await _arrive(session, ("7:1", "mail:anna@example.org"), ("7:2", "mail:bilal@example.org"), source="mail")
        done, aside = await _waiting(session)
        await inbox.finish(session, done.id, NOW, "post")
        for _ in range(3):
            await inbox.fail(session, aside.id, "ValueError", NOW)
        await inbox.forget_old(session, NOW + timedelta(seconds=1))
    async with database.read() as session:
        rows = list(await session.scalars(select(Arrival)))
        assert [(row.key, row.payload) for row in rows] == [("", None), ("", None)]
        assert await inbox.letters_of(session, 7) == {1: "post", 2: "failed"}
        assert (await inbox.standing(session)).aside == 1
