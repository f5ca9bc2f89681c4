"""Trainings that are announced again and again

Revision 0006, after 0005.
"""

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


def downgrade() -> None:
    op.drop_table("training_announcements")
