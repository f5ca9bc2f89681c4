"""What the clock carries out row by row: each in transactions of its own, so that one bad row holds nothing else up.

A row that fails is tried again with the next beat; the third time it is set aside and the admins are told, as with what
comes in (bot/worker.py). Some hours later it is tried once more.
"""

import logging
from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime

from mailing.office import Office
from mailing.turn import turn_for
from storage import setbacks
from storage.database import OUTAGE, Sessions
from storage.leases import LeaseLost

log = logging.getLogger(__name__)

AWAY = (*OUTAGE, LeaseLost)
"""What says nothing about a row."""


async def each(
    database: Sessions,
    now: datetime,
    office: Office,
    duty: str,
    due: Iterable[int],
    carry_out: Callable[[int], Awaitable[None]],
) -> None:
    """Carry out what is due; `duty` is its name in duties.ftl. Raises only what says nothing about a row."""
    rows = list(due)
    if not rows:
        return
    async with database.read() as session:
        aside = await setbacks.set_aside(session, duty)
    for row in rows:
        if row in aside:
            continue
        try:
            await carry_out(row)
        except AWAY:
            raise
        except Exception as failure:
            log.exception("%s %s failed", duty, row)
            await _failed(database, now, office, duty, row, type(failure).__name__)


async def _failed(database: Sessions, now: datetime, office: Office, duty: str, row: int, kind: str) -> None:
    async with database.write() as session:
        if await setbacks.failed(session, duty, row, now):
            turn = turn_for(session, now, office)
            await turn.tell_staff(f"duties-{duty}", role="admin", number=str(row), what=kind)
