"""acts_stay"""

from __future__ import annotations

from alembic import op

from clientbase_xl.base.guards import DELETE, UPDATE, Guard, create_guards

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_TABLES = ("reconciliation_acts", "reconciliation_figures", "reconciled_prospects")


def upgrade() -> None:
    """Bring a base of the previous step to this one: what an act of reconciliation says is never changed."""
    guards = [Guard(table, verb, "an act of reconciliation stays") for table in _TABLES for verb in (UPDATE, DELETE)]
    create_guards(op.get_bind(), guards)
