"""Steps of the schema lead to exactly the tables of the catalogue."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, inspect, text

from clientbase_xl.base import filesystem, migrate
from clientbase_xl.base.imports import list_imports
from clientbase_xl.base.migrate import FOLDER, known_steps, upgrade
from clientbase_xl.base.store import Base
from clientbase_xl.base.tables import METADATA
from clientbase_xl.errors import BaseRefused
from tests.support.importer import export, import_export


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
    once = connection.execute(text("SELECT type, name, sql FROM sqlite_master")).all()
    upgrade(connection)
    assert connection.execute(text("SELECT type, name, sql FROM sqlite_master")).all() == once
    assert connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all() == [known_steps()[-1]]


def test_steps_are_numbered_without_gaps_and_in_one_line() -> None:
    steps = known_steps()
    assert steps == tuple(f"{number:04}" for number in range(1, len(steps) + 1))
    script = ScriptDirectory(str(FOLDER))
    assert script.get_heads() == [steps[-1]]
    assert [step.revision for step in script.walk_revisions()] == list(reversed(steps))


def test_a_base_of_an_older_program_is_brought_up_when_it_is_opened(
    base: Base, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = tmp_path / "migrations"
    shutil.copytree(FOLDER, newer)
    (newer / "versions" / "9001_notes.py").write_text(
        "import sqlalchemy as sa\nfrom alembic import op\n"
        f"revision, down_revision = '9001', '{known_steps()[-1]}'\n"
        "def upgrade():\n    op.create_table('notes', sa.Column('note', sa.Text()))\n",
        encoding="utf-8",
    )
    import_export(base, export(1))
    monkeypatch.setattr(migrate, "FOLDER", newer)
    opened = Base.open(base.folder)
    with opened.reading() as connection:
        assert "notes" in inspect(connection).get_table_names()
    assert len(list_imports(opened)) == 1
    monkeypatch.undo()
    with pytest.raises(BaseRefused, match="более новой версией"):
        Base.open(base.folder)


def test_an_older_base_on_a_read_only_disk_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    base = Base.init(tmp_path / "база")
    newer = (*known_steps(), "9001")
    monkeypatch.setattr(migrate, "known_steps", lambda: newer)
    monkeypatch.setattr(filesystem, "is_writable", lambda *_paths: False)
    with pytest.raises(BaseRefused, match="только для чтения"):
        Base.open(base.folder)


def test_a_step_that_no_program_ever_made_is_damage(base: Base) -> None:
    with base.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    with pytest.raises(BaseRefused, match=r"это не база|не наша база"):
        Base.open(base.folder)


def test_opening_a_base_of_the_newest_step_does_not_load_alembic(base: Base) -> None:
    code = (
        "import sys; from pathlib import Path; from clientbase_xl.base.store import Base; "
        "Base.open(Path(sys.argv[1])); print('alembic' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(base.folder)], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "False"
