"""The tables of the team: functions, roles, employees' tasks, vacations; values of lists that are no longer offered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring a base of the previous step to this one."""
    _fbs()
    op.add_column("lists", sa.Column("is_closed", sa.Boolean(), nullable=True))


def _fbs() -> None:
    """Add the functions of the department, who does them, and who is away."""
    op.create_table(
        "fbs_functions",
        sa.Column("row_id", sa.Text(), nullable=False),
        sa.Column("department", sa.Text(), nullable=True),
        sa.Column("function", sa.Text(), nullable=True),
        sa.Column("level", sa.Text(), nullable=True),
        sa.Column("consequence", sa.Text(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("row_id"),
    )
    op.create_table(
        "fbs_roles",
        sa.Column("function_id", sa.Text(), nullable=False),
        sa.Column("employee", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("function_id", "employee"),
    )
    op.create_table(
        "fbs_employees",
        sa.Column("employee", sa.Text(), nullable=False),
        sa.Column("priority_tasks", sa.Text(), nullable=True),
        sa.Column("when", sa.Text(), nullable=True),
        sa.Column("function_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("employee", "function_id"),
    )
    op.create_table(
        "vacations",
        sa.Column("row_id", sa.Text(), nullable=False),
        sa.Column("employee", sa.Text(), nullable=True),
        sa.Column("away_from", sa.Date(), nullable=True),
        sa.Column("away_to", sa.Date(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("row_id"),
    )
