"""Alembic's entry: runs the migrations on the connection that `storage.schema` handed over."""

from typing import Any, Literal

from alembic import context

import storage.tables
from storage.database import Moment

connection = context.config.attributes["connection"]


def _render(kind: str, item: Any, autogen: Any) -> str | Literal[False]:
    if kind == "type" and isinstance(item, Moment):
        autogen.imports.add("from storage.database import Moment")
        return "Moment()"
    return False


context.configure(
    connection=connection,
    target_metadata=storage.tables.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    render_item=_render,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
