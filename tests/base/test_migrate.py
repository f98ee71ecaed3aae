"""Steps of the schema lead to exactly the tables of the catalogue."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, inspect

from clientbase_xl.base.migrate import FOLDER, known_steps, upgrade
from clientbase_xl.base.store import Base
from clientbase_xl.base.tables import METADATA


@pytest.fixture
def connection() -> Iterator[Connection]:
    """Return a connection to an empty database in memory."""
    engine = create_engine("sqlite://")
    with engine.begin() as opened:
        yield opened
    engine.dispose()


def test_all_steps_together_make_the_tables_of_the_catalogue(connection: Connection) -> None:
    """If this fails after a declaration: python -m clientbase_xl.base.migrate "why"."""
    upgrade(connection)
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    assert compare_metadata(context, METADATA) == []
    assert set(inspect(connection).get_table_names()) == {*METADATA.tables, "alembic_version"}


def test_a_second_run_changes_nothing(connection: Connection) -> None:
    upgrade(connection)
    upgrade(connection)


def test_steps_are_numbered_without_gaps_and_in_one_line() -> None:
    steps = known_steps()
    assert steps == tuple(f"{number:04}" for number in range(1, len(steps) + 1))
    script = ScriptDirectory(str(FOLDER))
    assert script.get_heads() == [steps[-1]]
    assert [step.revision for step in script.walk_revisions()] == list(reversed(steps))


def test_opening_a_base_of_the_newest_step_does_not_load_alembic(base: Base) -> None:
    code = (
        "import sys; from pathlib import Path; from clientbase_xl.base.store import Base; "
        "Base.open(Path(sys.argv[1])); print('alembic' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(base.folder)], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "False"
