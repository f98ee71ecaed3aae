"""The tables of how a department sells: the time photo, the types of sales, the diagnosis."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring a base of the previous step to this one."""
    op.create_table(
        "time_photo",
        sa.Column("row_id", sa.Text(), nullable=False),
        sa.Column("noted_on", sa.Date(), nullable=True),
        sa.Column("manager", sa.Text(), nullable=True),
        sa.Column("activity", sa.Text(), nullable=True),
        sa.Column("count_minutes", sa.BigInteger(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("row_id"),
    )
    op.create_table(
        "sales_types",
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("price_level", sa.Text(), nullable=True),
        sa.Column("complexity", sa.Text(), nullable=True),
        sa.Column("market_size", sa.Text(), nullable=True),
        sa.Column("purchase_period", sa.Text(), nullable=True),
        sa.Column("type_decided", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("line"),
    )
    op.create_table(
        "diagnosis",
        sa.Column("question_no", sa.Text(), nullable=False),
        sa.Column("is_yes", sa.Boolean(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("question_no"),
    )
