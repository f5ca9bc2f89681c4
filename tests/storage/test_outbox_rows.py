from sqlalchemy.ext.asyncio import AsyncSession

from storage import outbox
from storage.database import Database
from storage.outbox import NOTICE, Outgoing
from tests.storage.network import NOW


async def test_a_press_that_is_quicker_than_our_bookkeeping_finds_the_row_on_its_way(database: Database) -> None:
    async with database.write() as session:
        told = await _row(session, "4711", "sent", 5)
        leaving = await _row(session, "4711", "claimed", None)
        await _row(session, "99", "claimed", None)
        assert await outbox.by_chat_message(session, "4711", 5) is told
        assert await outbox.by_chat_message(session, "4711", 6) is leaving
        assert await outbox.by_chat_message(session, "4711", 4) is None, "an old message is never taken for a new one"


async def _row(session: AsyncSession, address: str, state: str, message: int | None) -> Outgoing:
    row = Outgoing(kind="notice", channel="telegram", address=address, state=state, priority=NOTICE, queued_at=NOW)
    row.telegram_message_id = message
    return await outbox.put(session, row)
