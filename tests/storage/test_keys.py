import asyncio

from storage import keys
from storage.database import Database


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
