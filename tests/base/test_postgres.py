"""What only a server can do or refuse: two who make a base, its order of texts, its refusals, its lock."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from clientbase_xl.base import connection as connection_module
from clientbase_xl.base import migrate, postgres
from clientbase_xl.base.cards import read_cards
from clientbase_xl.base.imports import add_import, list_imports
from clientbase_xl.base.journal import entries, head
from clientbase_xl.base.lists import read_lists
from clientbase_xl.base.meta import base_id
from clientbase_xl.base.migrate import known_steps
from clientbase_xl.base.rows import read_rows
from clientbase_xl.base.store import Base
from clientbase_xl.base.tables import METADATA
from clientbase_xl.base.verify import verify
from clientbase_xl.errors import BadUse, BaseRefused
from tests.support.engines import MADE, Engine
from tests.support.governed import card, put, staff
from tests.support.importer import export, import_export

pytestmark = pytest.mark.long


@pytest.fixture
def team(server: Engine, tmp_path: Path) -> Base:
    """Return an empty base on a server."""
    return server.usual(tmp_path / "База")


def test_the_folder_keeps_the_sales_and_the_address_and_nothing_else(team: Base) -> None:
    assert sorted(path.name for path in team.folder.iterdir()) == ["clientbase.toml", "ledger"]
    kept = (team.folder / "clientbase.toml").read_text(encoding="utf-8")
    assert f'address = "{team.address}"' in kept
    assert f'base_id = "{base_id(team)}"' in kept
    assert (team.is_embedded, team.is_writable, team.storage_warning) == (False, True, "")


def test_all_steps_together_make_the_tables_of_the_catalogue(server: Engine) -> None:
    engine = postgres.make_engine(server.address(), is_writing=True)
    with engine.begin() as connection:
        migrate.upgrade(connection)
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
        assert set(inspect(connection).get_table_names()) == {*METADATA.tables, "alembic_version"}


def test_texts_come_in_the_order_of_their_code_points_whatever_the_database_says(
    server: Engine, tmp_path: Path
) -> None:
    codes = ["Ёлка", "ель", "Ель", "яма", "Яма", "a", "B", "10", "9", "а", "а б", "аб"]
    for base in (server.usual(tmp_path / "сервер"), Base.init(tmp_path / "файл")):
        put(base, *(change for code in codes for change in card(code)))
        assert list(read_cards(base)["client_code"]) == sorted(codes)
    with postgres.make_engine(server.address(), is_writing=True).begin() as connection:
        migrate.upgrade(connection)
        other = text(
            "SELECT count(*) FROM information_schema.columns WHERE table_schema = 'public' AND data_type = 'text' "
            "AND collation_name IS DISTINCT FROM 'C'"
        )
        assert connection.execute(other).scalar_one() == 0


def test_init_again_and_from_another_folder_opens_the_base_that_is_there(team: Base, tmp_path: Path) -> None:
    put(team, *card("К1", client_name="Ромашка"))
    before = head(team)
    for folder, db in ((team.folder, ""), (team.folder, team.address), (tmp_path / "у коллеги", team.address)):
        (team.ledger_dir / f"{'0' * 64}.parquet").touch()  # of an import that was killed, or is under way
        again = Base.init(folder, db=db)
        assert (head(again), base_id(again)) == (before, base_id(team))


def test_of_two_who_make_a_base_at_once_one_makes_it(server: Engine, tmp_path: Path) -> None:
    address, made, start = server.address(), list[Base](), threading.Barrier(2)

    def make(name: str) -> None:
        start.wait()
        made.append(Base.init(tmp_path / name, db=address, at=MADE))

    threads = [threading.Thread(target=make, args=(name,)) for name in ("а", "б")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert base_id(made[0]) == base_id(made[1])
    assert [entry.source for entry in entries(made[0])] == ["создание базы"]
    assert verify(made[1]) is None


def test_a_step_that_fails_leaves_the_old_schema_whole(
    server: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = server.init(tmp_path / "База", at=MADE)
    steps = migrate.FOLDER / "versions"
    newer = tmp_path / "migrations"
    (newer / "versions").mkdir(parents=True)
    for path in (*migrate.FOLDER.glob("*.*"), *steps.glob("*.py")):
        (newer / path.relative_to(migrate.FOLDER)).write_bytes(path.read_bytes())
    step = newer / "versions" / "9001_notes.py"
    good = (
        "import sqlalchemy as sa\nfrom alembic import op\n"
        f"revision, down_revision = '9001', '{known_steps()[-1]}'\n"
        "def upgrade():\n    op.create_table('notes', sa.Column('note', sa.Text()))\n"
    )
    step.write_text(good + "    op.execute('SELECT 1 / 0')\n", encoding="utf-8")
    monkeypatch.setattr(migrate, "FOLDER", newer)
    with pytest.raises(BaseRefused, match="не приняла значение"):
        Base.open(base.folder)
    monkeypatch.undo()
    with Base.open(base.folder).reading() as connection:
        assert "notes" not in inspect(connection).get_table_names()
    step.write_text(good, encoding="utf-8")
    monkeypatch.setattr(migrate, "FOLDER", newer)
    assert verify(Base.open(base.folder)) is None
    monkeypatch.undo()
    with pytest.raises(BaseRefused, match="более новой версией"):
        Base.open(base.folder)


def test_a_reader_sees_one_state_through_a_whole_reading(team: Base) -> None:
    with team.reading() as connection:
        count = "SELECT count(*) FROM clients"
        assert connection.execute(text(count)).scalar_one() == 0
        put(team, *card("К1"))
        assert connection.execute(text(count)).scalar_one() == 0
    assert len(read_cards(team)) == 1


def test_a_reader_writes_nothing(team: Base) -> None:
    with pytest.raises(BaseRefused, match="только для чтения"), team.reading() as connection:
        connection.execute(text("UPDATE lists SET note = 'x'"))


def test_a_base_that_another_writes_to_is_refused_after_the_wait(team: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection_module, "BUSY_SECONDS", 0.05)
    with team.writing() as connection:
        session = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
        with pytest.raises(BaseRefused, match=rf"занята.*сеанс {session}"), Base.open(team.folder).writing():
            pytest.fail("two writers at once")


def test_a_reader_waits_no_longer_than_a_writer_for_who_locked_a_table(
    team: Base, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection_module, "BUSY_SECONDS", 0.05)
    with psycopg.connect(team.address) as other:
        other.execute("LOCK TABLE contacts IN ACCESS EXCLUSIVE MODE")
        with pytest.raises(BaseRefused, match=rf"занята.*сеанс {other.info.backend_pid}\)"):
            read_rows(team, "contacts")
        other.rollback()
    assert read_rows(team, "contacts").empty


def test_a_database_of_another_program_is_refused_and_left_alone(server: Engine, tmp_path: Path) -> None:
    address = server.address()
    with psycopg.connect(address) as other:
        other.execute("CREATE TABLE notes (note text)")
    with pytest.raises(BaseRefused, match="другой программой"):
        Base.init(tmp_path / "База", db=address)
    with psycopg.connect(address) as other:
        assert other.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone() == (1,)


def test_an_empty_database_is_no_base_until_it_is_made(server: Engine, team: Base) -> None:
    kept = team.folder / "clientbase.toml"
    kept.write_text(f'address = "{server.address()}"\n', encoding="utf-8")
    with pytest.raises(BaseRefused, match="ещё нет базы клиентов"):
        Base.open(team.folder)
    assert len(read_lists(Base.init(team.folder))) > 0


def test_a_folder_whose_address_leads_to_another_base_is_refused_before_its_sales_are_swept(
    server: Engine, team: Base, tmp_path: Path
) -> None:
    import_export(team, export(1))
    other = server.init(tmp_path / "Другая")
    kept = team.folder / "clientbase.toml"
    kept.write_text(kept.read_text(encoding="utf-8").replace(team.address, other.address), encoding="utf-8")
    with pytest.raises(BaseRefused, match="другая база"):
        Base.open(team.folder)
    kept.unlink()
    with pytest.raises(BaseRefused, match="продажи другой базы"):
        Base.init(team.folder, db=other.address)
    with pytest.raises(BadUse, match="другим адресом"):
        Base.init(tmp_path / "Другая", db=team.address)
    assert len(list(team.ledger_dir.iterdir())) == 1


def test_an_import_that_was_taken_back_leaves_no_gap_in_the_numbers(team: Base) -> None:
    import_export(team, export(1))
    with team.trying() as connection:
        assert add_import(connection, list_imports(team, connection)[0]) == 2
    import_export(team, export(2))
    assert [record.import_id for record in list_imports(team)] == [1, 2]


def test_a_server_that_takes_no_writing_is_read_and_not_written(server: Engine, team: Base) -> None:
    name = server.made[-1]
    server.databases.server.run(f'ALTER DATABASE "{name}" SET default_transaction_read_only = on')  # type: ignore[union-attr]
    try:
        reader = Base.open(team.folder)
        assert not reader.is_writable
        assert len(read_lists(reader)) > 0
        with pytest.raises(BaseRefused, match="только для чтения"), reader.writing():
            pytest.fail("written")
        with pytest.raises(BaseRefused, match="только для чтения"):
            put(team, *card("К1"))  # it was writable when it was opened
    finally:
        server.databases.server.run(f'ALTER DATABASE "{name}" RESET ALL')  # type: ignore[union-attr]


@pytest.mark.parametrize("when", ["in the middle", "in the commit"])
def test_a_connection_lost_is_told_and_leaves_all_or_nothing(
    team: Base, when: str, caplog: pytest.LogCaptureFixture
) -> None:
    before = head(team)
    told = "База не изменилась" if when == "in the middle" else "записано всё или ничего"

    def write() -> None:
        with team.writing() as connection:
            connection.execute(text("DELETE FROM lists"))
            backend = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
            with psycopg.connect(team.address) as other:
                other.execute("SELECT pg_terminate_backend(%s, 5000)", (backend,))
            if when == "in the middle":
                connection.execute(text("SELECT 1"))

    with pytest.raises(BaseRefused, match=f"прервалась.*{told}"):
        write()
    assert caplog.records == []  # no traceback of a library beside the refusal
    assert head(team) == before
    assert len(read_lists(team)) > 0
    staff(team)  # the lock is free


def test_a_server_that_is_away_a_database_and_a_person_that_are_not_there_are_named(
    server: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = server.address()
    nowhere = f"postgresql://127.0.0.1:{free_port()}/base"
    for given, why in (
        (address.replace(server.made[-1], "нет-такой"), "такой базы на сервере нет"),
        (with_user(address, "никто"), "вход не разрешён|имя или пароль не подошли"),
        (nowhere, "не отвечает"),
        ("postgresql://?service=нет-такой", "служба с этим именем не описана"),
    ):
        monkeypatch.setenv("PGSERVICEFILE", str(tmp_path / "pg_service.conf"))
        with pytest.raises(BaseRefused, match=why) as refused:
            Base.init(tmp_path / "База", db=given)
        assert refused.value.remedy
        assert not (tmp_path / "База" / "clientbase.toml").exists()


def test_a_base_named_by_a_service_is_opened(server: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parameters = psycopg.conninfo.conninfo_to_dict(server.address())
    service = tmp_path / "pg_service.conf"
    service.write_text("[отдел]\n" + "".join(f"{key}={value}\n" for key, value in parameters.items()), "utf-8")
    monkeypatch.setenv("PGSERVICEFILE", str(service))
    base = Base.init(tmp_path / "База", db="postgresql://?service=отдел")
    assert (base.address, verify(base)) == ("postgresql://?service=отдел", None)


def test_a_person_without_rights_is_refused_with_words(server: Engine, team: Base) -> None:
    assert server.databases is not None
    stranger, run = f"чужой_{os.getpid()}", server.databases.server.run
    run(f'DROP ROLE IF EXISTS "{stranger}"')
    run(f'CREATE ROLE "{stranger}" LOGIN')
    try:
        kept = team.folder / "clientbase.toml"
        kept.write_text(f'address = "{with_user(team.address, stranger)}"', encoding="utf-8")
        with pytest.raises(BaseRefused, match=r"нет права|вход не разрешён|имя или пароль"):
            Base.open(team.folder)
    finally:
        run(f'DROP ROLE "{stranger}"')


def test_the_past_is_not_truncated(team: Base) -> None:
    for table in ("journal", "journal_changes", "requests", "meta"):
        with pytest.raises(psycopg.errors.RestrictViolation), psycopg.connect(team.address) as owner:
            owner.execute(f"TRUNCATE {table} CASCADE".encode())


def test_a_program_without_the_extra_says_how_to_install_it(team: Base) -> None:
    code = (
        "import sys; sys.modules['psycopg'] = None; from pathlib import Path\n"
        "from clientbase_xl.base.store import Base\n"
        "from clientbase_xl.errors import BaseRefused\n"
        "try:\n    Base.open(Path(sys.argv[1]))\nexcept BaseRefused as refused:\n    print(refused)"
    )
    said = subprocess.run([sys.executable, "-c", code, team.folder], capture_output=True, text=True, check=True).stdout
    assert "не установлен модуль psycopg" in said
    assert 'pip install "clientbase-xl[postgres]"' in said


def free_port() -> int:
    """Return a port on which nobody listens."""
    import socket

    with socket.socket() as opened:
        opened.bind(("127.0.0.1", 0))
        return int(opened.getsockname()[1])


def with_user(address: str, name: str) -> str:
    """Return an address with another person."""
    parameters = psycopg.conninfo.conninfo_to_dict(address)
    host, port = str(parameters.get("host", "")), parameters.get("port", "5432")
    return f"postgresql:///{parameters['dbname']}?host={host}&port={port}&user={name}"
