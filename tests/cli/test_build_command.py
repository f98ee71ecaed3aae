from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from clientbase_xl.excel.build import ADDIN, PRODUCTS
from tests.support.desk import Answer

Run = Callable[..., Answer]
EXTENSION = "clientbase.oxt"


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the workbooks out: they take seconds and have tests of their own."""
    monkeypatch.setattr("clientbase_xl.excel.build.PRODUCTS", {ADDIN: PRODUCTS[ADDIN]})


@pytest.mark.usefixtures("quick")
def test_the_files_come_into_a_new_folder_with_a_russian_name_and_are_told(tmp_path: Path, run: Run) -> None:
    folder = tmp_path / "Рабочий стол" / "Надстройка"
    answer = run("build", "--out", folder)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == f"Готово: {folder / ADDIN}\nГотово: {folder / EXTENSION}\n"
    assert all((folder / name).stat().st_size > 10_000 for name in (ADDIN, EXTENSION))


@pytest.mark.usefixtures("quick")
def test_a_second_build_replaces_the_files(tmp_path: Path, run: Run) -> None:
    assert [run("build", "--out", tmp_path).code for _ in range(2)] == [0, 0]
    assert {one.name for one in tmp_path.iterdir()} == {ADDIN, EXTENSION}


@pytest.fixture
def read_only(tmp_path: Path) -> Iterator[Path]:
    """Return a folder on a disk that is mounted read-only."""
    mount, umount = shutil.which("mount"), shutil.which("umount")
    folder = tmp_path / "закрыто"
    folder.mkdir()
    command = [mount or "", "-t", "tmpfs", "-o", "ro", "tmpfs", str(folder)]
    if mount is None or umount is None or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("a read-only disk needs the right to mount")
    yield folder
    subprocess.run([umount, str(folder)], check=True)


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("below", ["", "новая"])
def test_a_read_only_folder_is_refused_with_what_to_do(read_only: Path, run: Run, below: str) -> None:
    answer = run("build", "--out", read_only / below)
    assert (answer.code, answer.out) == (2, "")
    assert "доступна только для чтения" in answer.err
    assert "Что сделать: Назовите другую папку." in answer.err
    assert list(read_only.iterdir()) == []


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("below", ["", "папка", "папка/внутри"])
def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path, run: Run, below: str) -> None:
    (tmp_path / "файл").write_text("мой", encoding="utf-8")
    answer = run("build", "--out", tmp_path / "файл" / below)
    assert answer.code == 2
    assert "«файл» — это файл, а нужна папка" in answer.err
    assert "Что сделать: Назовите папку в --out." in answer.err
    assert "Traceback" not in answer.err
    assert (tmp_path / "файл").read_text(encoding="utf-8") == "мой"


def test_without_the_extra_the_command_says_what_to_install(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("clientbase_xl.excel.build", "clientbase_xl.excel.office_package"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setitem(sys.modules, "pyopenvba", None)
    answer = run("build", "--out", tmp_path)
    assert answer.code == 2
    assert "Для сборки не хватает пакета pyopenvba." in answer.err
    assert "pip install 'clientbase-xl[excel]'" in answer.err
    assert list(tmp_path.iterdir()) == []
