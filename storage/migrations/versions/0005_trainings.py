"""Trainings: sessions, sign-ups, the waiting list, reminders, notices, declarations

Revision 0005, after 0004.
"""

import sqlalchemy as sa
from alembic import op

from storage.database import Moment

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "wanted_sheets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_wanted_sheets_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wanted_sheets")),
    )
    with op.batch_alter_table("wanted_sheets", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_wanted_sheets_kind"), ["kind"], unique=False)
        batch_op.create_index(batch_op.f("ix_wanted_sheets_person_id"), ["person_id"], unique=False)

    op.create_table(
        "declarations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("html", sa.String(), nullable=False),
        sa.Column("audience_json", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("deadline", Moment(), nullable=False),
        sa.Column("remind_days", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("opened_at", Moment(), nullable=True),
        sa.Column("remind_at", Moment(), nullable=True),
        sa.Column("reminded_at", Moment(), nullable=True),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["author_id"], ["people.id"], name=op.f("fk_declarations_author_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["people.id"], name=op.f("fk_declarations_contact_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_declarations")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("declarations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_declarations_remind_at"), ["remind_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_declarations_state"), ["state"], unique=False)

    op.create_table(
        "trainings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("html", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("town", sa.String(), nullable=True),
        sa.Column("venue", sa.String(), nullable=True),
        sa.Column("street", sa.String(), nullable=True),
        sa.Column("accessibility", sa.String(), nullable=True),
        sa.Column("map_url", sa.String(), nullable=True),
        sa.Column("online_url", sa.String(), nullable=True),
        sa.Column("starts_at", Moment(), nullable=True),
        sa.Column("ends_at", Moment(), nullable=True),
        sa.Column("deadline", Moment(), nullable=True),
        sa.Column("seats", sa.Integer(), nullable=True),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("minimum", sa.Integer(), nullable=True),
        sa.Column("seats_per_association", sa.Integer(), nullable=True),
        sa.Column("audience_json", sa.JSON(), nullable=False),
        sa.Column("entry_question", sa.String(), nullable=True),
        sa.Column("entry_help", sa.String(), nullable=True),
        sa.Column("instead_id", sa.Integer(), nullable=True),
        sa.Column("needs_approval", sa.Boolean(), nullable=False),
        sa.Column("offer_hours", sa.Integer(), nullable=False),
        sa.Column("reminders", sa.JSON(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("announcement_id", sa.Integer(), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("next_number", sa.Integer(), nullable=False),
        sa.Column("next_row", sa.Integer(), nullable=False),
        sa.Column("shown_json", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("shown_at", Moment(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("cancelled_at", Moment(), nullable=True),
        sa.CheckConstraint("taken BETWEEN 0 AND seats", name=op.f("ck_trainings_taken")),
        sa.ForeignKeyConstraint(
            ["announcement_id"], ["announcements.id"], name=op.f("fk_trainings_announcement_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["author_id"], ["people.id"], name=op.f("fk_trainings_author_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["people.id"], name=op.f("fk_trainings_contact_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["instead_id"],
            ["trainings.id"],
            name=op.f("fk_trainings_instead_id"),
            ondelete="SET NULL",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trainings")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("trainings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_trainings_starts_at"), ["starts_at"], unique=False)
        batch_op.create_index("ix_trainings_ahead", ["state", "starts_at"], unique=False)
        batch_op.create_index("ix_trainings_over", ["state", "ends_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_trainings_town"), ["town"], unique=False)

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

    op.create_table(
        "declaration_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("declaration_id", sa.Integer(), nullable=False),
        sa.Column("association_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("comment", sa.String(), nullable=True),
        sa.Column("door", sa.String(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["association_id"],
            ["associations.id"],
            name=op.f("fk_declaration_answers_association_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["declaration_id"],
            ["declarations.id"],
            name=op.f("fk_declaration_answers_declaration_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_declaration_answers_person_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_declaration_answers")),
        sa.UniqueConstraint(
            "declaration_id", "association_id", name=op.f("uq_declaration_answers_declaration_id_association_id")
        ),
    )
    with op.batch_alter_table("declaration_answers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_declaration_answers_association_id"), ["association_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_declaration_answers_person_id"), ["person_id"], unique=False)

    op.create_table(
        "sign_ups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("training_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("association_id", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("door", sa.String(), nullable=False),
        sa.Column("self_check", sa.String(), nullable=True),
        sa.Column("offered_until", Moment(), nullable=True),
        sa.Column("missed", sa.Integer(), nullable=False),
        sa.Column("feedback", sa.Integer(), nullable=True),
        sa.Column("feedback_text", sa.String(), nullable=True),
        sa.Column("feedback_at", Moment(), nullable=True),
        sa.Column("feedback_asked_at", Moment(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.CheckConstraint("feedback BETWEEN 1 AND 3", name=op.f("ck_sign_ups_feedback")),
        sa.CheckConstraint("seats > 0", name=op.f("ck_sign_ups_seats")),
        sa.ForeignKeyConstraint(
            ["association_id"], ["associations.id"], name=op.f("fk_sign_ups_association_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_sign_ups_by_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_sign_ups_person_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["training_id"], ["trainings.id"], name=op.f("fk_sign_ups_training_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_ups")),
        sa.UniqueConstraint("training_id", "number", name=op.f("uq_sign_ups_training_id_number")),
        sa.UniqueConstraint("training_id", "person_id", name=op.f("uq_sign_ups_training_id_person_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("sign_ups", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_ups_association_id"), ["association_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_sign_ups_offered_until"), ["offered_until"], unique=False)
        batch_op.create_index(batch_op.f("ix_sign_ups_person_id"), ["person_id"], unique=False)

    op.create_table(
        "training_questions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("training_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("optional", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["training_id"], ["trainings.id"], name=op.f("fk_training_questions_training_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_questions")),
    )
    with op.batch_alter_table("training_questions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_training_questions_training_id"), ["training_id"], unique=False)

    op.create_table(
        "training_sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("training_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", Moment(), nullable=False),
        sa.Column("ends_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["training_id"], ["trainings.id"], name=op.f("fk_training_sessions_training_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_sessions")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("training_sessions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_training_sessions_training_id"), ["training_id"], unique=False)

    op.create_table(
        "notices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("training_id", sa.Integer(), nullable=False),
        sa.Column("sign_up_id", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("details", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("queued_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_notices_by_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["sign_up_id"], ["sign_ups.id"], name=op.f("fk_notices_sign_up_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["training_id"], ["trainings.id"], name=op.f("fk_notices_training_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
        sa.UniqueConstraint("key", name=op.f("uq_notices_key")),
    )
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notices_sign_up_id"), ["sign_up_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_notices_training_id"), ["training_id"], unique=False)
        batch_op.create_index(
            "ix_notices_waiting",
            ["id"],
            unique=False,
            sqlite_where=sa.text("queued_at IS NULL"),
            postgresql_where=sa.text("queued_at IS NULL"),
        )

    op.create_table(
        "participants",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sign_up_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("attended", sa.Boolean(), nullable=True),
        sa.Column("row", sa.Integer(), nullable=True),
        sa.Column("certified_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["sign_up_id"], ["sign_ups.id"], name=op.f("fk_participants_sign_up_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participants")),
        sa.UniqueConstraint("sign_up_id", "position", name=op.f("uq_participants_sign_up_id_position")),
    )
    op.create_table(
        "reminders",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sign_up_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("hours_before", sa.Integer(), nullable=False),
        sa.Column("due_at", Moment(), nullable=False),
        sa.Column("queued_at", Moment(), nullable=True),
        sa.Column("message_row", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["message_row"], ["outbox.id"], name=op.f("fk_reminders_message_row"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["training_sessions.id"], name=op.f("fk_reminders_session_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["sign_up_id"], ["sign_ups.id"], name=op.f("fk_reminders_sign_up_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminders")),
        sa.UniqueConstraint(
            "sign_up_id", "session_id", "hours_before", name=op.f("uq_reminders_sign_up_id_session_id_hours_before")
        ),
    )
    with op.batch_alter_table("reminders", schema=None) as batch_op:
        batch_op.create_index(
            "ix_reminders_due",
            ["due_at"],
            unique=False,
            sqlite_where=sa.text("queued_at IS NULL"),
            postgresql_where=sa.text("queued_at IS NULL"),
        )
        batch_op.create_index(
            "ix_reminders_of_a_message",
            ["message_row"],
            unique=False,
            sqlite_where=sa.text("message_row IS NOT NULL"),
            postgresql_where=sa.text("message_row IS NOT NULL"),
        )
        batch_op.create_index(batch_op.f("ix_reminders_session_id"), ["session_id"], unique=False)

    op.create_table(
        "sign_up_answers",
        sa.Column("sign_up_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"], ["training_questions.id"], name=op.f("fk_sign_up_answers_question_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["sign_up_id"], ["sign_ups.id"], name=op.f("fk_sign_up_answers_sign_up_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("sign_up_id", "question_id", name=op.f("pk_sign_up_answers")),
    )

    op.create_table(
        "calendar_entries",
        sa.Column("sign_up_id", sa.Integer(), nullable=False),
        sa.Column("address_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("known_as", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("starts_at", Moment(), nullable=False),
        sa.Column("ends_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["address_id"], ["addresses.id"], name=op.f("fk_calendar_entries_address_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["sign_up_id"], ["sign_ups.id"], name=op.f("fk_calendar_entries_sign_up_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("sign_up_id", "address_id", "session_id", name=op.f("pk_calendar_entries")),
    )
    with op.batch_alter_table("calendar_entries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_calendar_entries_address_id"), ["address_id"], unique=False)
