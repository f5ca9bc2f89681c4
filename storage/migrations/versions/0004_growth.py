"""Nothing that somebody waits for looks at everybody

Revision 0004, after 0003.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

FOUND_BY = (
    ("addresses", "consent_id", ["consent_id"], None),
    ("announcements", "author_id", ["author_id"], None),
    ("association_topics", "of_a_topic", ["topic", "association_id"], None),
    ("associations", "towns", ["status", "town"], None),
    ("consents", "recorded_by", ["recorded_by_id"], "recorded_by_id IS NOT NULL"),
    ("dialogues", "to_forget", ["updated_at"], None),
    ("inbox", "of_a_key", ["key"], "key <> ''"),
    ("inbox", "standing", ["state", "arrived_at"], "state IN ('waiting', 'aside')"),
    ("invitations", "invited_by_id", ["invited_by_id"], None),
    ("outbox", "changes_of", ["edit_of"], "edit_of IS NOT NULL"),
    ("outbox", "of_a_prompt", ["prompt_id"], "prompt_id IS NOT NULL"),
    ("people", "staff", ["role"], "role IS NOT NULL"),
    ("people", "who_read", ["language"], None),
    ("person_topics", "of_a_topic", ["topic", "person_id"], None),
    ("requests", "association_id", ["association_id"], None),
    ("requests", "contact_id", ["contact_id"], None),
    ("requests", "decided_by_id", ["decided_by_id"], None),
)
"""Table, name behind ix_<table>_, columns, and of which rows."""


def upgrade() -> None:
    for table, name, columns, rows in FOUND_BY:
        op.create_index(f"ix_{table}_{name}", table, columns, **_only(rows, rows))
    op.create_index("ix_prompts_of_staff", "prompts", ["id"], **_only("for_staff = 1", "for_staff"))
    op.drop_index("ix_associations_status", "associations")
    op.drop_index("ix_associations_town", "associations")


def _only(sqlite: str | None, postgresql: str | None) -> dict[str, Any]:
    return {"sqlite_where": sqlite and sa.text(sqlite), "postgresql_where": postgresql and sa.text(postgresql)}
