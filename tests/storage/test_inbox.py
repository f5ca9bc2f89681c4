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


async def test_rows_of_one_person_run_in_order_and_people_side_by_side(database: Database) -> None:
    async with database.write() as session:
        await _arrive(session, ("1", "anna"), ("2", "anna"), ("3", "bilal"))
        assert await _next(session) == ["1", "3"]
        assert await _next(session, busy=["anna"]) == ["3"]
        [first] = [row for row in await inbox.next_rows(session, [], 9) if row.key == "anna"]
        await inbox.finish(session, first.id, NOW)
        assert await _next(session) == ["2", "3"]


async def test_a_row_that_is_done_forgets_what_it_said(database: Database) -> None:
    async with database.write() as session:
        await _arrive(session, ("1", "anna"))
        [row] = await inbox.next_rows(session, [], 9)
        before = row.payload
        await inbox.finish(session, row.id, NOW)
        await session.refresh(row)
        assert (row.state, before, row.payload) == ("done", b"{}", None)
        assert await _arrive(session, ("1", "anna")) == 0


async def test_the_third_failure_sets_a_row_aside_and_the_rest_goes_on(database: Database) -> None:
    async with database.write() as session:
        await _arrive(session, ("1", "anna"), ("2", "anna"))
        [row] = await inbox.next_rows(session, [], 9)
        assert [await inbox.fail(session, row.id, "KeyError", NOW) for _ in range(3)] == [False, False, True]
        assert await _next(session) == ["2"]
        assert (await session.get_one(Arrival, row.id)).payload == b"{}"


async def test_the_same_letter_under_another_number_is_known(database: Database) -> None:
    async with database.write() as session:
        await _arrive(session, ("7:1", "anna"), ("8:1", "bilal"), source="mail")
        first, again = await inbox.next_rows(session, [], 9)
        await inbox.remember_digest(session, first.id, "same")
        assert not await inbox.seen_before(session, first, "same")
        assert await inbox.seen_before(session, again, "same")


async def test_a_mailbox_learns_what_is_done_already(database: Database) -> None:
    async with database.write() as session:
        await _arrive(session, ("7:1", "anna"), ("7:2", "bilal"), ("77:1", "carla"), source="mail")
        for row in await inbox.next_rows(session, ["bilal"], 9):
            await inbox.finish(session, row.id, NOW, "done")
        assert await inbox.letters_of(session, 7) == {1: "done"}


async def test_old_ids_are_forgotten_since_telegram_may_use_them_again(database: Database) -> None:
    async with database.write() as session:
        await _arrive(session, ("1", "anna"))
        [row] = await inbox.next_rows(session, [], 9)
        await inbox.finish(session, row.id, NOW)
        await inbox.forget_old(session, NOW)
        assert await _arrive(session, ("1", "anna")) == 0
        await inbox.forget_old(session, NOW + timedelta(seconds=1))
        assert await _arrive(session, ("1", "anna")) == 1


async def _arrive(session: AsyncSession, *arrivals: tuple[str, str], source: str = "telegram") -> int:
    rows: list[dict[str, object]] = [
        {"source": source, "external_id": external, "key": key, "payload": b"{}"} for external, key in arrivals
    ]
    return await inbox.store(session, rows, NOW)


async def _next(session: AsyncSession, busy: list[str] | None = None) -> list[str]:
    return [row.external_id for row in await inbox.next_rows(session, busy or [], 9)]


async def test_after_a_while_nobody_can_tell_who_wrote_but_a_letter_is_still_known(database: Database) -> None:
    async with database.write() as session:
        await _arrive(session, ("7:1", "mail:anna@example.org"), ("7:2", "mail:bilal@example.org"), source="mail")
        done, aside = await inbox.next_rows(session, [], 9)
        await inbox.finish(session, done.id, NOW, "post")
        for _ in range(3):
            await inbox.fail(session, aside.id, "ValueError", NOW)
        await inbox.forget_old(session, NOW + timedelta(seconds=1))
    async with database.read() as session:
        rows = list(await session.scalars(select(Arrival)))
        assert [(row.key, row.payload) for row in rows] == [("", None), ("", None)]
        assert await inbox.letters_of(session, 7) == {1: "post", 2: "failed"}
        assert (await inbox.standing(session)).aside == 1
