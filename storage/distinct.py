"""The different values of a column, each found by looking behind the one before.

No planner of ours does that for DISTINCT: two languages among a million people cost a look at every entry of the index.
So a recursive query goes from value to value, one step down the index for each.
"""

from typing import TypeVar

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

Value = TypeVar("Value")


async def different(
    session: AsyncSession, column: InstrumentedAttribute[Value], *where: ColumnElement[bool]
) -> list[Value]:
    """The values, without NULL. `column` leads an index, or stands in it behind what `where` compares with `==`."""
    found = select(func.min(column).label("value")).where(column.is_not(None), *where).cte("found", recursive=True)
    behind = select(func.min(column)).where(column > found.c.value, *where).scalar_subquery()
    found = found.union_all(select(behind).where(found.c.value.is_not(None)))
    return list(await session.scalars(select(found.c.value).where(found.c.value.is_not(None))))
