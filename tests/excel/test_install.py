"""Set-up for one user: what is written where, what a second run changes, what is refused and left alone."""

from __future__ import annotations

import errno
import json
from dataclasses import replace
from pathlib import Path

import pytest

from clientbase_xl import __version__
from clientbase_xl.errors import BadFile, BadUse, WriteRefused
from clientbase_xl.excel.addin_config import AddinConfig, config_bytes, read_addin_config
from clientbase_xl.excel.addin_file import ADDIN_TYPE, RIBBON_PART, TYPES_PART
from clientbase_xl.excel.install import PROGRAM_KEY, Done, install
from clientbase_xl.excel.install_record import read_record
from clientbase_xl.excel.office_registry import CLICK_TO_RUN
from tests.support.windows_profile import (
    XLWINGS,
    Computer,
    addin_bytes,
    make_computer,
    make_python,
    package_bytes,
    second_runtime,
)

ADDIN = addin_bytes()


@pytest.fixture(params=["Ivan", "Иван Петров"])
def computer(request: pytest.FixtureRequest, tmp_path: Path) -> Computer:
    """Return a computer of a user with a Latin and one with a Cyrillic name."""
    return make_computer(tmp_path / "C", str(request.param))


def put(computer: Computer, addin: bytes = ADDIN) -> list[Done]:
    return [step.done for step in install(computer.profile, computer.registry, addin, computer.interpreter)]


def test_an_installation_writes_three_files_and_a_line_in_the_list_of_programs(computer: Computer) -> None:
    before = computer.files()
    assert put(computer) == [Done.MADE] * 4
    assert computer.profile.addin.read_bytes() == ADDIN
    assert read_addin_config(computer.profile.config) == AddinConfig(computer.interpreter)
    record = read_record(computer.profile.record)
    assert record is not None
    assert (record.version, record.xlwings) == (__version__, "0.37.8")
    assert record.interpreter == str(computer.interpreter)
    assert record.runtimes == (str(computer.interpreter.parents[2]),)
    listed = computer.registry.read("HKCU", PROGRAM_KEY)
    assert listed["DisplayName"] == "Клиентская база"
    assert str(computer.interpreter) in str(listed["UninstallString"])
    after = computer.files()
    assert {name: after[name] for name in before} == before
    written = {computer.profile.addin, computer.profile.config, computer.profile.record}
    assert {computer.disk / name for name in after.keys() - before.keys()} == written
    assert list(computer.registry.keys) == [("HKCU", PROGRAM_KEY.casefold())]


def test_a_second_installation_changes_nothing(computer: Computer) -> None:
    put(computer)
    moments = {name: (computer.disk / name).stat().st_mtime_ns for name in computer.files()}
    assert put(computer) == [Done.SAME] * 4
    assert {name: (computer.disk / name).stat().st_mtime_ns for name in computer.files()} == moments


def test_only_what_is_outdated_is_renewed(computer: Computer) -> None:
    put(computer)
    assert put(computer, addin_bytes("новая")) == [Done.RENEWED, Done.SAME, Done.RENEWED, Done.SAME]
    assert computer.profile.addin.read_bytes() == addin_bytes("новая")
    computer.profile.config.unlink()
    assert put(computer, addin_bytes("новая")) == [Done.SAME, Done.MADE, Done.SAME, Done.SAME]


def test_another_python_renews_configuration_record_and_list(computer: Computer) -> None:
    put(computer)
    other = replace(computer, interpreter=make_python(computer.disk / "Python311", is_virtual=False))
    assert put(other) == [Done.SAME, Done.RENEWED, Done.RENEWED, Done.RENEWED]
    record = read_record(computer.profile.record)
    assert record is not None
    assert record.runtimes == (str(computer.interpreter.parents[2]),)
    assert record.interpreter == str(other.interpreter)


def test_every_environment_of_ours_is_remembered_and_so_is_that_of_an_older_record(tmp_path: Path) -> None:
    computer = make_computer(tmp_path / "C")
    first = str(computer.interpreter.parents[2])
    put(computer)
    values = json.loads(computer.profile.record.read_text(encoding="utf-8"))
    del values["runtimes"]
    computer.profile.record.write_text(json.dumps({**values, "runtime": first}), encoding="utf-8")
    older = read_record(computer.profile.record)
    assert older is not None
    assert older.runtimes == (first,)
    put(replace(computer, interpreter=second_runtime(computer)))
    record = read_record(computer.profile.record)
    assert record is not None
    assert record.runtimes == (first, str(computer.disk / "clientbase"))


@pytest.mark.parametrize("content", ['{"version": "0.1', "[]", "null", '{"version": "1"}'])
def test_a_record_that_cannot_be_understood_is_none(tmp_path: Path, content: str) -> None:
    (tmp_path / "record.json").write_text(content)
    assert read_record(tmp_path / "record.json") is None


def test_a_chosen_attach_mode_stays(computer: Computer) -> None:
    computer.profile.config.parent.mkdir(parents=True)
    computer.profile.config.write_bytes(config_bytes(AddinConfig(Path("C:\\old\\python.exe"), is_attached=True)))
    assert put(computer)[1] is Done.RENEWED
    assert read_addin_config(computer.profile.config) == AddinConfig(computer.interpreter, is_attached=True)


def test_a_broken_configuration_is_written_anew(computer: Computer) -> None:
    computer.profile.config.parent.mkdir(parents=True)
    computer.profile.config.write_bytes(b"\xff\xfe\x00")
    assert put(computer)[1] is Done.RENEWED
    assert read_addin_config(computer.profile.config) == AddinConfig(computer.interpreter)


def test_before_excel_has_ever_run_its_folders_are_made_and_remembered(tmp_path: Path) -> None:
    computer = make_computer(tmp_path / "C")
    (computer.profile.xlstart / "PERSONAL.XLSB").unlink()
    for folder in (computer.profile.xlstart, computer.profile.xlstart.parent):
        folder.rmdir()
    put(computer)
    record = read_record(computer.profile.record)
    assert record is not None
    assert record.folders == (str(computer.profile.xlstart), str(computer.profile.xlstart.parent))
    put(computer, addin_bytes("новая"))
    again = read_record(computer.profile.record)
    assert again is not None
    assert again.folders == record.folders


def test_the_profile_of_somebody_else_gets_no_line_in_this_users_list(tmp_path: Path) -> None:
    computer = make_computer(tmp_path / "C", is_here=False)
    assert put(computer) == [Done.MADE] * 3
    assert not computer.registry.keys


def test_the_profile_of_somebody_else_does_not_take_over_the_environment(tmp_path: Path) -> None:
    computer = make_computer(tmp_path / "C", is_here=False)
    put(computer)
    record = read_record(computer.profile.record)
    assert record is not None
    assert record.interpreter == str(computer.interpreter)
    assert record.runtimes == ()


def test_an_open_excel_refuses_and_nothing_has_changed(computer: Computer, monkeypatch: pytest.MonkeyPatch) -> None:
    put(computer)
    before = computer.files()
    real = Path.replace

    def held(path: Path, target: Path) -> Path:
        if target == computer.profile.addin:
            raise PermissionError(errno.EACCES, "held", str(target))
        return real(path, target)

    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(WriteRefused, match="открыт Excel") as refused:
        put(computer, addin_bytes("новая"))
    assert "Закройте все окна Excel" in refused.value.remedy
    assert computer.files() == before


def test_a_read_only_mark_on_the_old_addin_does_not_stop_the_new_one(computer: Computer) -> None:
    put(computer)
    computer.profile.addin.chmod(0o444)
    assert put(computer, addin_bytes("новая"))[0] is Done.RENEWED


def test_a_file_where_a_folder_should_be_is_a_refusal(tmp_path: Path) -> None:
    computer = make_computer(tmp_path / "C")
    computer.profile.program_folder.write_text("файл")
    with pytest.raises(WriteRefused):
        put(computer)
    assert computer.profile.program_folder.read_text() == "файл"


BOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        ({"договор.txt": "текст"}, "не надстройка Excel"),
        ({TYPES_PART: BOOK, RIBBON_PART: "<customUI/>"}, "не надстройка Excel"),
        ({TYPES_PART: ADDIN_TYPE}, "нет нашей вкладки"),
    ],
)
def test_a_file_that_is_another_zip_is_not_put_into_xlstart(tmp_path: Path, parts: dict[str, str], found: str) -> None:
    computer = make_computer(tmp_path / "C")
    before = computer.files()
    with pytest.raises(BadFile, match=found) as refused:
        put(computer, package_bytes(parts))
    assert "clientbase build" in refused.value.remedy
    assert computer.files() == before


def test_an_addin_with_a_damaged_part_is_not_put_into_xlstart(tmp_path: Path) -> None:
    computer = make_computer(tmp_path / "C")
    with pytest.raises(BadFile, match=r"xl/workbook\.xml"):
        put(computer, addin_bytes("надстройка").replace("надстройка".encode(), "надстройки".encode()))
    assert not computer.profile.addin.exists()


@pytest.mark.parametrize("content", [b"", b"<html>", b"PK\x05\x06", ADDIN[:-30]])
def test_what_is_no_addin_is_not_put_into_xlstart(computer: Computer, content: bytes) -> None:
    before = computer.files()
    with pytest.raises(BadFile, match="повреждён"):
        put(computer, content)
    assert computer.files() == before


@pytest.mark.parametrize(
    ("place", "found"),
    [
        ("Users/Иван/Python311/python.exe", "не из латиницы"),
        ("Users/Ivan/AppData/Local/Microsoft/WindowsApps/python.exe", "Microsoft Store"),
        ("Python311/pythonw.exe", "не python.exe"),
        ("Python311/clientbase.exe", "не python.exe"),
        ("Python312/python.exe", "нет"),
    ],
)
def test_a_python_that_excel_cannot_start_is_refused(tmp_path: Path, place: str, found: str) -> None:
    computer = make_computer(tmp_path / "C")
    interpreter = computer.disk / place
    if "312" not in place:
        interpreter.parent.mkdir(parents=True)
        interpreter.write_bytes(b"MZ")
    before = computer.files()
    with pytest.raises(BadUse, match=found):
        put(replace(computer, interpreter=interpreter))
    assert computer.files() == before


def test_an_environment_made_of_a_store_python_is_refused_too(tmp_path: Path) -> None:
    computer = make_computer(tmp_path / "C")
    store = "C:/Program Files/WindowsApps/PythonSoftwareFoundation.Python.3.11"
    (computer.interpreter.parents[1] / "pyvenv.cfg").write_text(f"home = {store}\nversion = 3.11.9\n")
    with pytest.raises(BadUse, match="Microsoft Store"):
        put(computer)


@pytest.mark.parametrize(("platform", "bits"), [("x64", 64), ("x86", 32)])
def test_a_python_without_the_library_that_this_excel_needs_is_refused(
    tmp_path: Path, platform: str, bits: int
) -> None:
    computer = make_computer(tmp_path / "C")
    computer.registry.put("HKLM", CLICK_TO_RUN, "Platform", platform)
    root = computer.interpreter.parents[1]
    (root / f"xlwings{96 - bits}-{XLWINGS}.dll").unlink()  # the other one is not asked for
    assert put(computer) == [Done.MADE] * 4
    (root / f"xlwings{bits}-{XLWINGS}.dll").unlink()
    before = computer.files()
    with pytest.raises(BadUse, match=f"нет библиотеки xlwings{bits}-{XLWINGS}.dll") as refused:
        put(computer, addin_bytes("новая"))
    assert "Установка.cmd" in refused.value.remedy
    assert computer.files() == before


def test_a_python_named_without_its_full_path_is_refused(tmp_path: Path) -> None:
    computer = make_computer(tmp_path / "C")
    with pytest.raises(BadUse, match="нет"):
        put(replace(computer, interpreter=Path("python.exe")))
