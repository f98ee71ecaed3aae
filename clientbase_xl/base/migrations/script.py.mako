"""${message}"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import clientbase_xl.base.column_types
${imports if imports else ""}
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring a base of the previous step to this one."""
    ${upgrades if upgrades else "pass"}
