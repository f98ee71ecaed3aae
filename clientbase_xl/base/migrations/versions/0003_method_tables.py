"""The tables and columns of the base part of the method: each area adds its own in a function."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from clientbase_xl.base.column_types import Money

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring a base of the previous step to this one."""
    _profiles()
    _activity_matrix_and_channels()
    _plans_and_forecasts()


def _activity_matrix_and_channels() -> None:
    """Add the matrix of actions, the channels, and a client's own frequency of contacts."""
    op.create_table(
        "activity_matrix",
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("actions", sa.Text(), nullable=True),
        sa.Column("investment", sa.Text(), nullable=True),
        sa.Column("visits_per_month", sa.Float(), nullable=True),
        sa.Column("visit_minutes", sa.Float(), nullable=True),
        sa.Column("calls_per_month", sa.Float(), nullable=True),
        sa.Column("call_minutes", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("category"),
    )
    op.create_table(
        "sales_channels",
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("strategy", sa.Text(), nullable=True),
        sa.Column("priority", sa.Text(), nullable=True),
        sa.Column("responsible", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("channel"),
    )
    op.add_column("clients", sa.Column("visits_per_month", sa.Float(), nullable=True))
    op.add_column("clients", sa.Column("calls_per_month", sa.Float(), nullable=True))
    op.add_column("clients", sa.Column("frequency_reason", sa.Text(), nullable=True))


def _profiles() -> None:
    """Add the dated surveys of clients."""
    op.create_table(
        "profiles",
        sa.Column("row_id", sa.Text(), nullable=False),
        sa.Column("client_code", sa.Text(), nullable=True),
        sa.Column("surveyed_on", sa.Date(), nullable=True),
        sa.Column("asked_by", sa.Text(), nullable=True),
        sa.Column("count_orders_per_year", sa.BigInteger(), nullable=True),
        sa.Column("average_order_rub", Money(), nullable=True),
        sa.Column("share_ours", sa.Float(), nullable=True),
        sa.Column("count_suppliers", sa.BigInteger(), nullable=True),
        sa.Column("bought_elsewhere", sa.Text(), nullable=True),
        sa.Column("other_suppliers", sa.Text(), nullable=True),
        sa.Column("obstacle", sa.Text(), nullable=True),
        sa.Column("purchase_plan", sa.Text(), nullable=True),
        sa.Column("plan_change", sa.Float(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("row_id"),
    )


def _plans_and_forecasts() -> None:
    """Add plans of months, and the forecasts of months and weeks."""
    op.create_table(
        "plan_forecast",
        sa.Column("manager", sa.Text(), nullable=False),
        sa.Column("month_on", sa.Date(), nullable=False),
        sa.Column("plan_rub", Money(), nullable=True),
        sa.Column("commit_rub", Money(), nullable=True),
        sa.Column("expected_rub", Money(), nullable=True),
        sa.Column("best_rub", Money(), nullable=True),
        sa.PrimaryKeyConstraint("manager", "month_on"),
    )
    op.create_table(
        "week_forecast",
        sa.Column("manager", sa.Text(), nullable=False),
        sa.Column("week_start_on", sa.Date(), nullable=False),
        sa.Column("commit_rub", Money(), nullable=True),
        sa.Column("expected_rub", Money(), nullable=True),
        sa.Column("best_rub", Money(), nullable=True),
        sa.PrimaryKeyConstraint("manager", "week_start_on"),
    )
