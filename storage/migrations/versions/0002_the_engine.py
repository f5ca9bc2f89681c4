"""The engine: who claims, how fast, and what is worth sending

Revision 0002, after 0001.
"""

import sqlalchemy as sa
from alembic import op

from storage.database import Moment

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "leases",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("since", Moment(), nullable=False),
        sa.Column("until", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_leases")),
    )
    with op.batch_alter_table("leases", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_leases_owner"), ["owner"], unique=False)

    op.create_table(
        "paces",
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("halted_until", Moment(), nullable=True),
        sa.Column("left", sa.JSON(), nullable=False),
        sa.Column("matters_until", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("scope", name=op.f("pk_paces")),
    )
    kept = "SELECT scope, until, '[]', until FROM halts"
    op.execute(f'INSERT INTO paces (scope, halted_until, "left", matters_until) {kept}')
    op.drop_table("halts")
    with op.batch_alter_table("announcements", schema=None) as batch_op:
        batch_op.add_column(sa.Column("worth_until", Moment(), nullable=True))
        batch_op.add_column(sa.Column("paused_because", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("accepted", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("corrects_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("change", sa.String(), nullable=True))
        batch_op.create_index(batch_op.f("ix_announcements_corrects_id"), ["corrects_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_announcements_corrects_id"), "announcements", ["corrects_id"], ["id"], ondelete="SET NULL"
        )

    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.add_column(sa.Column("sender", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("sent_at", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("counts", sa.Boolean(), nullable=False, server_default=sa.true()))
        batch_op.add_column(sa.Column("dropped", sa.String(), nullable=True))
        batch_op.drop_index(batch_op.f("ix_inbox_waiting"))
        batch_op.create_index(
            "ix_inbox_waiting",
            ["id", "key", "source"],
            unique=False,
            sqlite_where=sa.text("state = 'waiting'"),
            postgresql_where=sa.text("state = 'waiting'"),
        )
        batch_op.create_index("ix_inbox_before_from_a_sender", ["sender", "id"], unique=False)
        batch_op.create_index(
            "ix_inbox_dropped",
            ["sender", "sent_at"],
            unique=False,
            sqlite_where=sa.text("dropped IS NOT NULL"),
            postgresql_where=sa.text("dropped IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_inbox_to_forget",
            ["done_at"],
            unique=False,
            sqlite_where=sa.text("key <> ''"),
            postgresql_where=sa.text("key <> ''"),
        )

    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.alter_column("counts", server_default=None)

    op.execute("UPDATE outbox SET not_before = queued_at WHERE not_before IS NULL")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.add_column(sa.Column("owner", sa.String(), nullable=True))
        batch_op.alter_column("not_before", existing_type=Moment(), nullable=False)
        batch_op.drop_index(batch_op.f("ix_outbox_found_by_message"))
        batch_op.drop_index(batch_op.f("ix_outbox_later"))
        batch_op.drop_index(batch_op.f("ix_outbox_queue"))
        batch_op.drop_index(batch_op.f("ix_outbox_due"))
        batch_op.create_index(
            "ix_outbox_due",
            ["channel", "not_before", "id"],
            unique=False,
            sqlite_where=sa.text("state IN ('queued', 'retry')"),
            postgresql_where=sa.text("state IN ('queued', 'retry')"),
        )
        batch_op.create_index(
            "ix_outbox_answers_due",
            ["channel", "priority", "id"],
            unique=False,
            sqlite_where=sa.text("state IN ('queued', 'retry') AND priority < 2"),
            postgresql_where=sa.text("state IN ('queued', 'retry') AND priority < 2"),
        )
        batch_op.create_index(
            "ix_outbox_answers_today",
            ["address", "queued_at"],
            unique=False,
            sqlite_where=sa.text("channel = 'mail' AND kind = 'answer'"),
            postgresql_where=sa.text("channel = 'mail' AND kind = 'answer'"),
        )
        batch_op.create_index("ix_outbox_by_address", ["channel", "address", "telegram_message_id"], unique=False)
        batch_op.create_index(
            "ix_outbox_lately_in_a_chat",
            ["channel", "address", "claimed_at"],
            unique=False,
            sqlite_where=sa.text("channel = 'telegram' AND claimed_at IS NOT NULL"),
            postgresql_where=sa.text("channel = 'telegram' AND claimed_at IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_outbox_on_its_way",
            ["channel", "address"],
            unique=False,
            sqlite_where=sa.text("state = 'claimed'"),
            postgresql_where=sa.text("state = 'claimed'"),
        )
        batch_op.create_index("ix_outbox_progress", ["announcement_id", "channel", "state"], unique=False)
        batch_op.create_index(
            "ix_outbox_waits_for_an_address",
            ["channel", "address", "priority", "id"],
            unique=False,
            sqlite_where=sa.text("state IN ('queued', 'retry')"),
            postgresql_where=sa.text("state IN ('queued', 'retry')"),
        )
