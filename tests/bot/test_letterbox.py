"""Every letter that the mailbox fetches is kept, whatever its header is made of."""

import pytest
from sqlalchemy import select

from bot.letterbox import Letterbox
from mailing.imap import Fetched
from storage.database import Database
from storage.inbox import Arrival
from tests.clock import TestClock

STRANGE = {
    "a NUL in the address": b"From: a\0b@example.org",
    "brackets nested a thousand deep": b"From: " + b"(" * 5000,
    "half a quoted name": b'From: "\\',
    "bytes that are no text": b"From: \xff\xed\xa0\x80@example.org",
    "a colon alone": b":",
    "nothing": b"",
}


@pytest.mark.parametrize("header", STRANGE.values(), ids=STRANGE)
async def test_a_letter_with_a_strange_sender_stops_nobody_elses(database: Database, header: bytes) -> None:
    letterbox = Letterbox(database, TestClock(), stored=lambda _: None)
    strange = header + b"\r\n\r\nHallo"

    await letterbox.store(Fetched(1, 1, len(strange), strange))
    await letterbox.store(Fetched(1, 2, 99, b"From: Anna <Anna@Example.org>\r\n\r\nHallo"))

    async with database.read() as session:
        kept = list(await session.scalars(select(Arrival).order_by(Arrival.id)))
    assert [row.external_id for row in kept] == ["1:1", "1:2"]
    assert kept[1].key == "mail:anna@example.org"
