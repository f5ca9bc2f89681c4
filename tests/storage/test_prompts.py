from datetime import timedelta

import pytest

from storage import people, prompts
from storage.database import Database
from storage.prompts import CodeUnknown, Prompt, PromptExpired, PromptUnknown, PromptUsed, TooManyTries
from tests.storage.network import NOW, anna, doris


async def test_a_reply_finds_what_was_asked_by_its_secret_alone(database: Database) -> None:
    secret = prompts.new_secret()
    async with database.write() as session:
        asked = await _ask(session, secret=secret)
        assert (await prompts.find(session, secret.upper())).id == asked.id  # type: ignore[union-attr]
        assert await prompts.find(session, prompts.new_secret()) is None
        assert secret not in (asked.secret_hash or "")


async def test_what_grants_something_is_answered_once(database: Database) -> None:
    async with database.write() as session:
        asked = await _ask(session, once=True)
        await prompts.use(session, asked, NOW)
        with pytest.raises(PromptUsed):
            await prompts.use(session, asked, NOW)
        with pytest.raises(PromptUsed):
            prompts.check(asked, NOW)


async def test_a_menu_may_be_used_again_and_again(database: Database) -> None:
    async with database.write() as session:
        asked = await _ask(session)
        await prompts.use(session, asked, NOW)
        await prompts.use(session, asked, NOW)
        assert prompts.check(asked, NOW + timedelta(days=300)) is asked


async def test_expiry_is_checked_when_it_is_used(database: Database) -> None:
    async with database.write() as session:
        asked = await _ask(session, once=True, life=prompts.GRANT_LIFE)
        assert prompts.check(asked, NOW + timedelta(hours=71)) is asked
        with pytest.raises(PromptExpired):
            prompts.check(asked, NOW + timedelta(hours=72))
        with pytest.raises(PromptUnknown):
            prompts.check(None, NOW)


async def test_a_digit_answers_the_newest_list_of_that_chat_only(database: Database) -> None:
    async with database.write() as session:
        await _ask(session, address="1")
        newest = await _ask(session, address="1")
        await _ask(session, address="2")
        found = await prompts.newest(session, "telegram", "1")
        assert found
        assert found.id == newest.id


async def test_a_code_works_for_thirty_minutes_in_any_case(database: Database) -> None:
    code = prompts.new_code()
    async with database.write() as session:
        person = await anna(session)
        asked = await _ask(session, code=code)
        found = await prompts.find_code(session, person.id, code.lower(), NOW + timedelta(minutes=29))
        assert found.id == asked.id
        with pytest.raises(CodeUnknown):
            await prompts.find_code(session, person.id, code, NOW + timedelta(minutes=30))


async def test_five_wrong_codes_end_the_guessing_for_a_day(database: Database) -> None:
    code = prompts.new_code()
    async with database.write() as session:
        person = await anna(session)
        await _ask(session, code=code)
        for _ in range(5):
            with pytest.raises(CodeUnknown):
                await prompts.find_code(session, person.id, "AAAAAAAA", NOW)
            await prompts.wrong_try(session, person.id, NOW)
        with pytest.raises(TooManyTries):
            await prompts.find_code(session, person.id, code, NOW)
        with pytest.raises(CodeUnknown):
            await prompts.find_code(session, person.id, "AAAAAAAA", NOW + timedelta(days=1, minutes=1))


async def test_an_address_is_asked_once_a_day_and_three_times_a_week(database: Database) -> None:
    async with database.write() as session:
        asked = []
        for day in range(7):
            now = NOW + timedelta(days=day, minutes=day)
            if await prompts.may_ask(session, "telegram", "1", ["join", "prove"], now):
                await _ask(session, reply="join", now=now)
                asked.append(day)
            assert not await prompts.may_ask(session, "telegram", "1", ["join", "prove"], now + timedelta(minutes=1))
        assert asked == [0, 1, 2]


async def test_questions_that_ask_the_same_count_together_and_an_answered_one_holds_up_nobody(
    database: Database,
) -> None:
    async with database.write() as session:
        first = await _ask(session, reply="join", once=True)
        assert not await prompts.may_ask(session, "telegram", "1", ["join", "prove"], NOW)
        assert await prompts.may_ask(session, "telegram", "1", ["leave"], NOW)
        await prompts.use(session, first, NOW)
        assert await prompts.may_ask(session, "telegram", "1", ["join", "prove"], NOW)


async def test_a_role_taken_away_ends_what_was_asked_of_that_person_as_staff(database: Database) -> None:
    async with database.write() as session:
        editor = await doris(session)
        asked = await _ask(session, person_id=editor.id, for_staff=True, life=timedelta(days=3))
        own = await _ask(session, person_id=editor.id, life=timedelta(days=3))
        await people.give_role(session, editor, None)
        await session.refresh(asked)
        with pytest.raises(PromptExpired):
            prompts.check(asked, NOW)
        assert prompts.check(own, NOW) is own


async def _ask(session, *, address="1", now=NOW, person_id=None, **rest) -> Prompt:  # type: ignore[no-untyped-def]
    return await prompts.ask(
        session, now, person_id=person_id, channel="telegram", address=address, choices=[["Ja", "yes:1"]], **rest
    )
