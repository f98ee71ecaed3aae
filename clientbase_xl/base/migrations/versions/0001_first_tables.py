"""First tables: registry of imports, cards, lists, settings, problems."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from clientbase_xl.base.column_types import Money

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring a base of the previous step to this one."""
    op.create_table(
        "clients",
        sa.Column("client_code", sa.Text(), nullable=False),
        sa.Column("client_name", sa.Text(), nullable=True),
        sa.Column("manager", sa.Text(), nullable=True),
        sa.Column("category_approved", sa.Text(), nullable=True),
        sa.Column("potential_rub", Money(), nullable=True),
        sa.Column("backup_manager", sa.Text(), nullable=True),
        sa.Column("channel", sa.Text(), nullable=True),
        sa.Column("inn", sa.Text(), nullable=True),
        sa.Column("kpp", sa.Text(), nullable=True),
        sa.Column("contact_name", sa.Text(), nullable=True),
        sa.Column("contact_role", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("delivery_address", sa.Text(), nullable=True),
        sa.Column("contract_no", sa.Text(), nullable=True),
        sa.Column("contract_until", sa.Date(), nullable=True),
        sa.Column("payment_delay_days", sa.BigInteger(), nullable=True),
        sa.Column("credit_limit_rub", Money(), nullable=True),
        sa.Column("overdue_rub", Money(), nullable=True),
        sa.Column("cost_to_serve_12m_rub", Money(), nullable=True),
        sa.Column("holding", sa.Text(), nullable=True),
        sa.Column("region", sa.Text(), nullable=True),
        sa.Column("route_day", sa.Text(), nullable=True),
        sa.Column("count_outlets", sa.BigInteger(), nullable=True),
        sa.Column("is_target", sa.Boolean(), nullable=True),
        sa.Column("is_project", sa.Boolean(), nullable=True),
        sa.Column("is_stopped", sa.Boolean(), nullable=True),
        sa.Column("is_archived", sa.Boolean(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("is_category_preliminary", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("is_from_lines", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("client_code"),
    )
    op.create_table(
        "imports",
        sa.Column("import_id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("imported_at", sa.DateTime(), nullable=False),
        sa.Column("imported_by", sa.Text(), nullable=True),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("content_sha256", sa.Text(), nullable=False),
        sa.Column("part_name", sa.Text(), nullable=False),
        sa.Column("period_from", sa.Date(), nullable=False),
        sa.Column("period_to", sa.Date(), nullable=False),
        sa.Column("count_read", sa.BigInteger(), nullable=False),
        sa.Column("count_accepted", sa.BigInteger(), nullable=False),
        sa.Column("excluded", sa.Text(), nullable=False),
        sa.Column("amount_rub", Money(), nullable=True),
        sa.Column("amount_vat", sa.Text(), nullable=True),
        sa.Column("cost_vat", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("import_id"),
    )
    op.create_table(
        "lists",
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("list_key", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("value", "list_key"),
    )
    op.create_table(
        "reactivation",
        sa.Column("client_code", sa.Text(), nullable=False),
        sa.Column("contacted_on", sa.Date(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("programme", sa.Text(), nullable=True),
        sa.Column("next_touch_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("client_code"),
    )
    op.create_table(
        "settings",
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("address"),
    )
    op.create_table(
        "client_imports",
        sa.Column("client_code", sa.Text(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_code"],
            ["clients.client_code"],
        ),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["imports.import_id"],
        ),
        sa.PrimaryKeyConstraint("client_code", "import_id"),
    )
    with op.batch_alter_table("client_imports", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_client_imports_import_id"), ["import_id"], unique=False)

    op.create_table(
        "import_undos",
        sa.Column("import_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("undone_at", sa.DateTime(), nullable=False),
        sa.Column("undone_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["imports.import_id"],
        ),
        sa.PrimaryKeyConstraint("import_id"),
    )
    op.create_table(
        "problems",
        sa.Column("problems_id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("remedy", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=True),
        sa.Column("sheet", sa.Text(), nullable=True),
        sa.Column("row", sa.BigInteger(), nullable=True),
        sa.Column("column", sa.Text(), nullable=True),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("count", sa.BigInteger(), nullable=True),
        sa.Column("import_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["imports.import_id"],
        ),
        sa.PrimaryKeyConstraint("problems_id"),
    )
    with op.batch_alter_table("problems", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_problems_import_id"), ["import_id"], unique=False)
