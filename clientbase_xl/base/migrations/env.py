"""What Alembic runs: the connection comes from `clientbase_xl.base.migrate`, inside its transaction."""

from alembic import context

import clientbase_xl.base.journal_tables  # noqa: F401  (its tables register themselves)
from clientbase_xl.base.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,  # SQLite changes a table by copying it
    transactional_ddl=True,  # the caller's BEGIN IMMEDIATE holds all steps together
)
context.run_migrations()
