import asyncio

import pytest

from storage import keys
from storage.database import Database
from tests.storage.network import NOW


async def test_two_who_begin_at_once_sign_with_the_same_secret(database: Database) -> None:
    async def sign() -> str:
        async with database.write() as session:
            return await keys.sign(session, "unsubscribe", 7)

    assert len(set(await asyncio.gather(*(sign() for _ in range(4))))) == 1


async def test_a_signature_is_good_for_its_purpose_and_its_person_only(database: Database) -> None:
    async with database.write() as session:
        token = f"7-{await keys.sign(session, 'unsubscribe', 7)}"
        assert await keys.signed(session, "unsubscribe", token.upper()) == "7"
        assert await keys.signed(session, "bounce", token) is None
        assert await keys.signed(session, "unsubscribe", f"8{token[1:]}") is None


async def test_a_link_of_years_ago_still_works(database: Database) -> None:
    """Base32 (RFC 4648 6) of the first 128 bits of an HMAC-SHA256, as it was written into letters."""
    async with database.write() as session:
        await keys.remember(session, "secret", "5e" * 32)
        assert await keys.signed(session, "unsubscribe", "7-p24ghysvicc6cjwl3zrnn3pbvu") == "7"


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_several_may_remember_the_same_for_the_first_time(database: Database) -> None:
    together = asyncio.Barrier(5)

    async def remember() -> None:
        async with database.write() as session:
            await session.connection()
            await together.wait()
            await keys.door_answered(session, "smtp", NOW)

    await asyncio.gather(*(remember() for _ in range(5)))
    async with database.read() as session:
        assert await keys.doors(session) == {"smtp": (NOW, None)}


async def test_what_was_remembered_is_recalled_at_once(database: Database) -> None:
    async with database.write() as session:
        for value in ("one", "other"):
            await keys.remember(session, "name", value)
            assert await keys.recall(session, "name") == value
