"""A base is created, opened and refused in words; reading and writing are transactions."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from clientbase_xl.base import connection as connection_module
from clientbase_xl.base import filesystem
from clientbase_xl.base.lists import add_values, read_lists
from clientbase_xl.base.settings_store import load_settings
from clientbase_xl.base.store import Base
from clientbase_xl.errors import BadUse, BaseRefused
from clientbase_xl.schemas.lists import DEFAULT_VALUES
from clientbase_xl.settings import Settings
from tests.support.engines import MADE
from tests.support.importer import NOW, export, import_export


@pytest.fixture
def embedded(tmp_path: Path) -> Base:
    """Return an empty embedded base: its file, and what SQLite makes of it, are the matter here."""
    return Base.init(tmp_path / "База отдела № 1", at=MADE)


def journal(base: Base) -> str:
    """Return the journal mode of a base's file."""
    with base.reading() as opened:
        return str(opened.exec_driver_sql("PRAGMA journal_mode").scalar_one())


def test_a_new_base_is_a_folder_with_three_things_and_the_default_lists(embedded: Base) -> None:
    assert sorted(path.name for path in embedded.folder.iterdir()) == ["base.sqlite", "clientbase.toml", "ledger"]
    assert embedded.is_writable
    assert len(read_lists(embedded)) == sum(len(values) for values in DEFAULT_VALUES.values())
    assert load_settings(embedded) == Settings()
    with embedded.reading() as opened:
        assert opened.execute(text("SELECT count(*) FROM clients")).scalar_one() == 0


def test_init_again_changes_nothing(embedded: Base) -> None:
    import_export(embedded, export(1))
    (embedded.folder / "clientbase.toml").write_text('address = "sqlite:///base.sqlite"  # моё', encoding="utf-8")
    before = (embedded.folder / "base.sqlite").read_bytes()
    again = Base.init(embedded.folder)
    assert (again.folder / "base.sqlite").read_bytes() == before
    assert "моё" in (embedded.folder / "clientbase.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("left", ["nothing", "empty file", "no tables"])
def test_init_finishes_a_base_whose_creation_was_interrupted(tmp_path: Path, left: str) -> None:
    if left != "nothing":
        (tmp_path / "base.sqlite").touch()
    if left == "no tables":
        opened = sqlite3.connect(tmp_path / "base.sqlite")
        opened.execute("PRAGMA journal_mode=wal")
        opened.close()
    with pytest.raises(BaseRefused, match="clientbase init"):
        Base.open(tmp_path)
    assert len(read_lists(Base.init(tmp_path))) > 0


def test_the_addresses_hold_no_password(embedded: Base) -> None:
    content = (embedded.folder / "clientbase.toml").read_text(encoding="utf-8")
    assert 'address = "sqlite:///base.sqlite"' in content
    assert "@" not in content


def test_a_base_is_not_made_over_the_sales_of_one_whose_file_is_lost(embedded: Base) -> None:
    import_export(embedded, export(1))
    sales = sorted(path.name for path in embedded.ledger_dir.iterdir())
    for path in embedded.folder.glob("*.*"):
        path.unlink()
    with pytest.raises(BaseRefused, match="продажи другой базы"):
        Base.init(embedded.folder)
    assert sorted(path.name for path in embedded.ledger_dir.iterdir()) == sales


@pytest.mark.parametrize("name", ["Отдел продаж 1", "50% скидка?#", "кавычки ' и `", "[база]"])
def test_a_base_may_lie_in_a_folder_of_any_name(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    assert import_export(Base.init(folder), export(1)) == 1
    assert Base.open(folder).is_writable
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_an_absent_base_is_refused_with_the_way_to_make_one(tmp_path: Path) -> None:
    for folder in (tmp_path / "нет", tmp_path):
        with pytest.raises(BaseRefused, match=f"clientbase init --base «{folder}»"):
            Base.open(folder)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "content", [b"this is not a database at all, only text", b"SQLite format 3\x00" + b"\xff" * 3000]
)
def test_what_is_no_database_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "base.sqlite").write_bytes(content)
    for attempt in (Base.open, Base.init):
        with pytest.raises(BaseRefused, match="повреждён или это не база"):
            attempt(tmp_path)
    assert (tmp_path / "base.sqlite").read_bytes() == content


def test_the_database_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    opened = sqlite3.connect(tmp_path / "base.sqlite")
    opened.execute("CREATE TABLE notes (id INTEGER)")
    opened.close()
    before = (tmp_path / "base.sqlite").read_bytes()
    for attempt in (Base.open, Base.init):
        with pytest.raises(BaseRefused, match="повреждён или это не база"):
            attempt(tmp_path)
    assert (tmp_path / "base.sqlite").read_bytes() == before


@pytest.mark.parametrize("how", ["truncated", "zeroed pages"])
def test_a_damaged_file_is_refused(embedded: Base, how: str) -> None:
    file = embedded.folder / "base.sqlite"
    content = bytearray(file.read_bytes())
    if how == "truncated":
        content = content[: len(content) // 2]
    else:
        content[4096 : 3 * 4096] = bytes(2 * 4096)
    file.write_bytes(content)
    with pytest.raises(BaseRefused, match="повреждён"):
        Base.open(embedded.folder)


def test_a_base_of_a_newer_program_is_refused(base: Base) -> None:
    with base.writing() as opened:
        opened.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(BaseRefused, match="более новой версией"):
        Base.open(base.folder)


def test_addresses_that_are_not_served_are_refused(embedded: Base) -> None:
    (embedded.folder / "clientbase.toml").write_text('address = "mysql://server/db"', encoding="utf-8")
    with pytest.raises(BaseRefused, match="начинается не с «postgresql://»"):
        Base.open(embedded.folder)
    (embedded.folder / "clientbase.toml").write_text('ledger = "s3://lines"', encoding="utf-8")
    with pytest.raises(BaseRefused, match="с которым эта версия программы не работает"):
        Base.open(embedded.folder)
    (embedded.folder / "clientbase.toml").write_text("address = ", encoding="utf-8")
    with pytest.raises(BaseRefused, match="не читается"):
        Base.open(embedded.folder)
    (embedded.folder / "clientbase.toml").unlink()
    assert Base.open(embedded.folder).is_writable


def test_a_file_without_the_right_to_read_is_refused(embedded: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(BaseRefused, match="не открывается: нет права"):
        Base.open(embedded.folder)


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "файл").touch()
    with pytest.raises(BaseRefused, match=r"Не удалось создать базу.*часть пути — файл"):
        Base.init(tmp_path / "файл" / "база")


def test_writing_is_all_or_nothing(base: Base) -> None:
    def write_half() -> None:
        with base.writing() as opened:
            assert add_values(opened, "managers", ["Иванова"], at=NOW, by="я") == 1
            add_values(opened, "нет такого", ["Иванова"], at=NOW, by="я")

    with pytest.raises(BadUse):
        write_half()
    assert "Иванова" not in set(read_lists(base)["value"])


def test_a_reader_sees_the_state_before_a_write_in_progress(base: Base) -> None:
    with base.writing() as opened:
        add_values(opened, "managers", ["Иванова"], at=NOW, by="я")
        assert "Иванова" not in set(read_lists(base)["value"])
    assert "Иванова" in set(read_lists(base)["value"])


def test_a_busy_base_is_refused_after_the_wait(base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection_module, "BUSY_SECONDS", 0.05)
    with base.writing(), pytest.raises(BaseRefused, match="занята"), Base.open(base.folder).writing():
        pytest.fail("two writers at once")


def test_a_commit_survives_a_power_cut_and_references_are_checked(embedded: Base) -> None:
    with embedded.reading() as opened:
        assert opened.exec_driver_sql("PRAGMA synchronous").scalar_one() == 2
        assert opened.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1
    with pytest.raises(BaseRefused), embedded.writing() as opened:
        opened.execute(text("INSERT INTO import_undos VALUES (7, '2026-01-01', 'я')"))


def test_a_local_base_has_a_write_ahead_log_and_one_on_a_network_does_not(
    embedded: Base, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (journal(embedded), embedded.storage_warning) == ("wal", "")
    monkeypatch.setattr(filesystem, "is_network", lambda _folder: True)
    moved = Base.open(embedded.folder)
    assert journal(moved) == "delete"
    assert "PostgreSQL" in moved.storage_warning
    assert import_export(moved, export(1)) == 1
    monkeypatch.undo()
    assert journal(Base.open(embedded.folder)) == "wal"


def test_a_base_in_a_synchronised_folder_is_for_one_person(tmp_path: Path) -> None:
    base = Base.init(tmp_path / "Яндекс.Диск" / "База")
    assert journal(base) == "delete"
    assert "Яндекс.Диск" in base.storage_warning


@pytest.fixture
def read_only_base(embedded: Base) -> Iterator[Base]:
    """Return a base on a disk that is mounted read-only."""
    import_export(embedded, export(1))
    folder = str(embedded.folder)
    if (
        os.name == "nt"
        or os.geteuid() != 0
        or subprocess.run(["mount", "--bind", folder, folder], check=False).returncode
    ):
        pytest.skip("a read-only disk needs the right to mount")
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", folder], check=True)
        yield Base.open(embedded.folder)
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def test_a_read_only_base_can_be_read_and_not_written(read_only_base: Base) -> None:
    assert not read_only_base.is_writable
    assert "Иванова" in set(read_lists(read_only_base)["value"])
    with pytest.raises(BaseRefused, match="только для чтения"), read_only_base.writing():
        pytest.fail("written")


def test_a_reader_without_the_right_to_write_is_told_so(embedded: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filesystem, "is_writable", lambda *_paths: False)
    reader = Base.open(embedded.folder)
    assert load_settings(reader) == Settings()
    with pytest.raises(BaseRefused, match="только для чтения"), reader.writing():
        pytest.fail("written")
