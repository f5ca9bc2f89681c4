"""Trainings that are announced again and again, and do not look back on years

Revision 0006, after 0005.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "training_announcements",
        sa.Column("announcement_id", sa.Integer(), nullable=False),
        sa.Column("training_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["announcement_id"],
            ["announcements.id"],
            name=op.f("fk_training_announcements_announcement_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["training_id"], ["trainings.id"], name=op.f("fk_training_announcements_training_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("announcement_id", name=op.f("pk_training_announcements")),
    )
    op.create_index(op.f("ix_training_announcements_training_id"), "training_announcements", ["training_id"])
    op.execute(
        "INSERT INTO training_announcements (announcement_id, training_id)"
        " SELECT announcement_id, min(id) FROM trainings WHERE announcement_id IS NOT NULL GROUP BY announcement_id"
    )
    op.execute(
        "INSERT INTO training_announcements (announcement_id, training_id)"
        " SELECT occurrences.announcement_id, told.training_id FROM occurrences"
        " JOIN schedules ON schedules.id = occurrences.schedule_id"
        " JOIN training_announcements AS told ON told.announcement_id = schedules.announcement_id"
        " WHERE occurrences.announcement_id <> schedules.announcement_id"
    )

    # What waits to leave belongs to no reminder yet, and would be taken back.
    op.execute("UPDATE outbox SET kind = 'notice' WHERE kind = 'reminder' AND state IN ('queued', 'retry')")
    with op.batch_alter_table("reminders") as batch_op:
        batch_op.add_column(sa.Column("message_row", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            op.f("fk_reminders_message_row"), "outbox", ["message_row"], ["id"], ondelete="SET NULL"
        )
    op.create_index("ix_reminders_of_a_message", "reminders", ["message_row"], **_only("message_row IS NOT NULL"))

    op.create_index("ix_trainings_ahead", "trainings", ["state", "starts_at"])
    op.create_index("ix_trainings_over", "trainings", ["state", "ends_at"])
    op.drop_index("ix_trainings_state", "trainings")


def downgrade() -> None:
    op.create_index("ix_trainings_state", "trainings", ["state"])
    op.drop_index("ix_trainings_over", "trainings")
    op.drop_index("ix_trainings_ahead", "trainings")
    op.drop_index("ix_reminders_of_a_message", "reminders")
    with op.batch_alter_table("reminders") as batch_op:
        batch_op.drop_constraint(op.f("fk_reminders_message_row"), type_="foreignkey")
        batch_op.drop_column("message_row")
    op.drop_table("training_announcements")


def _only(rows: str) -> dict[str, Any]:
    return {"sqlite_where": sa.text(rows), "postgresql_where": sa.text(rows)}
