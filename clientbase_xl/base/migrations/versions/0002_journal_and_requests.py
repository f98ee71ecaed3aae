"""Journal, requests, users, and the sheets of people, contacts and tasks; guards against changes of what is past."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from clientbase_xl.base.guards import DELETE, UPDATE, Guard, create_guards

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# Words of this step, not of today's program: a released step is never edited.
WAITING = "на согласовании"
ERASED = "удалено по запросу"


def upgrade() -> None:
    """Bring a base of the previous step to this one."""
    op.create_table(
        "contact_persons",
        sa.Column("row_id", sa.Text(), nullable=False),
        sa.Column("client_code", sa.Text(), nullable=True),
        sa.Column("person_name", sa.Text(), nullable=True),
        sa.Column("job_title", sa.Text(), nullable=True),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("is_main", sa.Boolean(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("is_consent_given", sa.Boolean(), nullable=True),
        sa.Column("consent_on", sa.Date(), nullable=True),
        sa.Column("is_gone", sa.Boolean(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("row_id"),
    )
    op.create_table(
        "contacts",
        sa.Column("row_id", sa.Text(), nullable=False),
        sa.Column("contacted_on", sa.Date(), nullable=True),
        sa.Column("client_code", sa.Text(), nullable=True),
        sa.Column("manager", sa.Text(), nullable=True),
        sa.Column("contact_kind", sa.Text(), nullable=True),
        sa.Column("started_by", sa.Text(), nullable=True),
        sa.Column("person_name", sa.Text(), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("next_step", sa.Text(), nullable=True),
        sa.Column("next_touch_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("row_id"),
    )
    op.create_table(
        "journal",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=True),
        sa.Column("count_changes", sa.Integer(), nullable=False),
        sa.Column("changes_sha256", sa.Text(), nullable=False),
        sa.Column("prev_hash", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
    )
    op.create_table(
        "meta",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "personal_values",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("salt", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", "number", "side"),
    )
    op.create_table(
        "requests",
        sa.Column("request_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("submitted_at", sa.DateTime(), nullable=False),
        sa.Column("submitted_by", sa.Text(), nullable=False),
        sa.Column("sheet_key", sa.Text(), nullable=False),
        sa.Column("row_key", sa.Text(), nullable=False),
        sa.Column("column_key", sa.Text(), nullable=False),
        sa.Column("old", sa.Text(), nullable=True),
        sa.Column("new", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("workbook_id", sa.Text(), nullable=False),
        sa.Column("salt", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.Column("decision_reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("request_id"),
    )
    with op.batch_alter_table("requests", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_requests_group_id"), ["group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_requests_status"), ["status"], unique=False)

    op.create_table(
        "tasks",
        sa.Column("row_id", sa.Text(), nullable=False),
        sa.Column("task", sa.Text(), nullable=True),
        sa.Column("manager", sa.Text(), nullable=True),
        sa.Column("client_code", sa.Text(), nullable=True),
        sa.Column("kpi", sa.Text(), nullable=True),
        sa.Column("plan", sa.Float(), nullable=True),
        sa.Column("fact", sa.Float(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("offer", sa.Text(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("row_id"),
    )
    op.create_table(
        "users",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("manager", sa.Text(), nullable=True),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "journal_changes",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sheet_key", sa.Text(), nullable=False),
        sa.Column("row_key", sa.Text(), nullable=False),
        sa.Column("column_key", sa.Text(), nullable=False),
        sa.Column("old", sa.Text(), nullable=True),
        sa.Column("new", sa.Text(), nullable=True),
        sa.Column("old_digest", sa.Text(), nullable=True),
        sa.Column("new_digest", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["seq"],
            ["journal.seq"],
        ),
        sa.PrimaryKeyConstraint("seq", "number"),
    )
    with op.batch_alter_table("journal_changes", schema=None) as batch_op:
        batch_op.create_index("ix_journal_changes_cell", ["sheet_key", "row_key", "column_key"], unique=False)

    create_guards(op.get_bind(), _guards())


def _guards() -> list[Guard]:
    """Return the guards: the past only grows, a request is frozen except for one decision."""
    guards = [
        Guard(table, verb, "the journal is append-only")
        for table in ("journal", "journal_changes")
        for verb in (UPDATE, DELETE)
    ]
    guards += [
        Guard("personal_values", UPDATE, "a personal value is erased, never changed"),
        Guard("meta", UPDATE, "the identity of a base stays"),
        Guard("meta", DELETE, "the identity of a base stays"),
        Guard("requests", DELETE, "a request stays"),
    ]
    frozen = (
        *("request_id", "submitted_at", "submitted_by", "sheet_key", "row_key", "column_key", "reason", "kind"),
        *("group_id", "workbook_id"),
    )
    broken = [_changed(name) for name in frozen]
    # A personal value in a request may be erased, with the salt by which it could be guessed, and nothing else.
    broken.append("(NEW.salt {differs} OLD.salt AND NEW.salt {differs} '')")
    broken += [f"({_changed(side)} AND NEW.\"{side}\" {{differs}} '{ERASED}')" for side in ("old", "new")]
    decision = ("status", "decided_at", "decided_by", "decision_reason")
    changed = " OR ".join(_changed(name) for name in decision)
    broken.append(f"(OLD.status <> '{WAITING}' AND ({changed}))")
    guards.append(Guard("requests", UPDATE, "a request is frozen", " OR ".join(broken)))
    return guards


def _changed(name: str) -> str:
    return f'NEW."{name}" {{differs}} OLD."{name}"'
