"""Removal leaves nothing of ours and touches nothing else."""

from __future__ import annotations

import errno
from dataclasses import replace
from pathlib import Path

import pytest

from clientbase_xl.errors import WriteRefused
from clientbase_xl.excel.attach_at_login import RUN_KEY, start_at_login
from clientbase_xl.excel.install import PROGRAM_KEY, install
from clientbase_xl.excel.profile import profile_of
from clientbase_xl.excel.python_place import RUNTIME_MARK
from clientbase_xl.excel.uninstall import Removed, uninstall
from clientbase_xl.excel.user_config import UserConfig, write_config
from tests.support.windows_profile import Computer, addin_bytes, make_computer, make_python, second_runtime

ELSEWHERE = Path("/другой/python")


def forbidden(folder: Path) -> None:
    raise AssertionError(f"{folder} was to go later")


def remove(computer: Computer, running_from: Path = ELSEWHERE, later: list[Path] | None = None) -> Removed:
    return uninstall(computer.profile, computer.registry, running_from, forbidden if later is None else later.append)


def set_up(computer: Computer) -> None:
    """Install and work a while: settings, logs, Python at login."""
    install(computer.profile, computer.registry, addin_bytes(), computer.interpreter)
    start_at_login(computer.registry, computer.interpreter)
    write_config(computer.profile.files.config, UserConfig(computer.disk / "База"))
    for end in ("", ".1", ".2", ".3"):
        Path(f"{computer.profile.files.log}{end}").write_text("журнал")


@pytest.mark.parametrize("user", ["Ivan", "Иван Петров"])
def test_nothing_of_ours_is_left_and_nothing_else_is_touched(tmp_path: Path, user: str) -> None:
    computer = make_computer(tmp_path / "C", user)
    runtime = computer.interpreter.parents[2]
    computer.registry.put("HKCU", RUN_KEY, "OneDrive", "C:\\OneDrive.exe")
    files = {name: content for name, content in computer.files().items() if "S-1-5-21-1" not in name}
    folders = {name for name in computer.folders() if "clientbase_xl" not in name}
    keys = {place: dict(values) for place, values in computer.registry.keys.items()}
    set_up(computer)
    done = remove(computer)
    assert computer.files() == files
    assert computer.folders() == folders
    assert {place: values for place, values in computer.registry.keys.items() if values} == keys
    assert {str(computer.profile.addin), str(computer.profile.config), str(runtime)} <= set(done.gone)
    assert (done.later, done.base) == ("", str(computer.disk / "База"))


def test_a_second_removal_finds_nothing(tmp_path: Path) -> None:
    computer = make_computer(tmp_path / "C")
    set_up(computer)
    remove(computer)
    assert remove(computer) == Removed(())


def test_the_python_that_runs_the_removal_goes_after_it(tmp_path: Path) -> None:
    computer = make_computer(tmp_path / "C")
    runtime = computer.interpreter.parents[2]
    set_up(computer)
    later: list[Path] = []
    done = remove(computer, computer.interpreter.parents[1], later)
    assert later == [runtime]
    assert done.later == str(runtime)
    assert computer.interpreter.is_file()
    assert not computer.profile.addin.exists()


def test_a_python_that_set_up_did_not_make_stays(tmp_path: Path) -> None:
    computer = make_computer(tmp_path / "C")
    own = make_python(computer.disk / "Python311", is_virtual=False)
    install(computer.profile, computer.registry, addin_bytes(), own)
    remove(computer)
    assert own.is_file()
    assert computer.interpreter.is_file()


@pytest.mark.parametrize("what", ["no mark", "another folder", "relative"])
def test_a_record_cannot_make_removal_take_a_foreign_folder(tmp_path: Path, what: str) -> None:
    computer = make_computer(tmp_path / "C")
    runtime = computer.interpreter.parents[2]
    set_up(computer)
    documents = computer.profile.home / "Documents"
    (documents / "договор.docx").write_text("важно")
    if what == "no mark":
        (runtime / "clientbase_runtime.txt").unlink()
    else:
        named = str(documents) if what == "another folder" else "."
        text = computer.profile.record.read_text(encoding="utf-8")
        computer.profile.record.write_text(text.replace(str(runtime), named), encoding="utf-8")
    remove(computer)
    assert (documents / "договор.docx").read_text() == "важно"
    assert computer.interpreter.is_file()


def test_an_open_excel_refuses_and_nothing_is_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    computer = make_computer(tmp_path / "C")
    set_up(computer)
    before = computer.files()
    real = Path.unlink

    def held(path: Path, missing_ok: bool = False) -> None:
        if path == computer.profile.addin:
            raise PermissionError(errno.EACCES, "held", str(path))
        real(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", held)
    with pytest.raises(WriteRefused, match="открыт Excel"):
        remove(computer)
    assert computer.files() == before


def test_folders_that_set_up_made_for_excel_go_when_empty(tmp_path: Path) -> None:
    computer = make_computer(tmp_path / "C")
    (computer.profile.xlstart / "PERSONAL.XLSB").unlink()
    computer.profile.xlstart.rmdir()
    set_up(computer)
    remove(computer)
    assert not computer.profile.xlstart.exists()
    assert computer.profile.xlstart.parent.is_dir()


def test_a_folder_of_ours_with_something_of_the_user_stays(tmp_path: Path) -> None:
    computer = make_computer(tmp_path / "C")
    set_up(computer)
    (computer.profile.program_folder / "заметки.txt").write_text("моё")
    remove(computer)
    assert [one.name for one in computer.profile.program_folder.iterdir()] == ["заметки.txt"]


def test_what_a_killed_installation_left_goes_too(tmp_path: Path) -> None:
    computer = make_computer(tmp_path / "C")
    computer.profile.staged.write_bytes(addin_bytes())
    computer.profile.config.parent.mkdir(parents=True)
    computer.profile.config.write_text("половина")
    remove(computer)
    assert not computer.profile.staged.exists()
    assert not computer.profile.program_folder.exists()


def test_the_profile_of_somebody_else_leaves_this_users_registry_alone(tmp_path: Path) -> None:
    computer = make_computer(tmp_path / "C", is_here=False)
    set_up(computer)
    before = {place: dict(values) for place, values in computer.registry.keys.items()}
    remove(computer)
    assert computer.registry.keys == before
    assert not computer.profile.addin.exists()


def test_what_libreoffice_uses_too_stays_until_that_is_gone(tmp_path: Path) -> None:
    computer = make_computer(tmp_path / "C")
    set_up(computer)
    files, keys = computer.profile.files, {PROGRAM_KEY.casefold(), RUN_KEY.casefold()}
    uninstall(computer.profile, computer.registry, ELSEWHERE, forbidden, is_shared=True)
    assert not computer.profile.addin.exists()
    assert not computer.profile.config.exists()
    assert all(one.is_file() for one in (files.config, files.log, computer.profile.record, computer.interpreter))
    assert {key for (_, key), values in computer.registry.keys.items() if values} == keys - {RUN_KEY.casefold()}
    remove(computer)
    assert not computer.profile.program_folder.exists()
    assert not computer.interpreter.exists()


def test_the_removal_of_one_profile_leaves_the_python_of_the_others(tmp_path: Path) -> None:
    ivan = make_computer(tmp_path / "C", "ivan", is_here=False)
    (ivan.disk / "Users/petr/AppData").mkdir(parents=True)
    petr = replace(ivan, profile=profile_of(ivan.disk / "Users" / "petr"))
    for computer in (ivan, petr):
        install(computer.profile, computer.registry, addin_bytes(), computer.interpreter)
    done = remove(petr)
    assert str(petr.profile.addin) in done.gone
    assert (done.later, done.left) == ("", ())
    assert not petr.profile.addin.exists()
    assert ivan.interpreter.is_file()


def test_the_removal_of_another_profile_names_the_environment_that_its_user_made(tmp_path: Path) -> None:
    computer = make_computer(tmp_path / "C")
    set_up(computer)
    runtime = computer.interpreter.parents[2]
    done = remove(replace(computer, profile=replace(computer.profile, is_here=False)))
    assert done.left == (str(runtime),)
    assert computer.interpreter.is_file()


@pytest.mark.parametrize("running", [0, 1, 2])
def test_every_environment_of_this_user_goes(tmp_path: Path, running: int) -> None:
    computer = make_computer(tmp_path / "C")
    set_up(computer)
    second = second_runtime(computer)
    install(computer.profile, computer.registry, addin_bytes(), second)
    runtimes = [computer.interpreter.parents[2], second.parents[2]]
    later: list[Path] = []
    done = remove(computer, [*runtimes, ELSEWHERE][running] / "env", later)
    kept = runtimes[running : running + 1]
    assert later == kept
    assert done.later == "".join(str(one) for one in kept)
    assert {one for one in runtimes if one.exists()} == set(kept)


@pytest.mark.parametrize("torn", ['{"version": "0.1', None])
def test_without_a_readable_record_the_environment_that_runs_the_removal_goes(tmp_path: Path, torn: str | None) -> None:
    computer = make_computer(tmp_path / "C")
    set_up(computer)
    if torn is None:
        computer.profile.record.unlink()
    else:
        computer.profile.record.write_text(torn)
    later: list[Path] = []
    done = remove(computer, computer.interpreter.parents[1], later)
    assert later == [computer.interpreter.parents[2]]
    assert done.left == ()
    assert not computer.profile.program_folder.exists()


def test_without_a_readable_record_the_environment_in_the_profile_goes(tmp_path: Path) -> None:
    computer = make_computer(tmp_path / "C")
    own = make_python(computer.profile.program_folder / "runtime" / "env")
    (computer.profile.program_folder / "runtime" / RUNTIME_MARK).write_text("среда программы")
    set_up(replace(computer, interpreter=own))
    computer.profile.record.write_text("{")
    assert str(own.parents[2]) in remove(computer).gone
    assert computer.interpreter.is_file()


def test_without_a_readable_record_an_environment_that_may_be_anothers_is_left_and_named(tmp_path: Path) -> None:
    computer = make_computer(tmp_path / "C")
    set_up(computer)
    computer.profile.record.write_text("{")
    done = remove(computer)
    assert done.left == (str(computer.interpreter.parents[2]),)
    assert computer.interpreter.is_file()
    assert not computer.profile.record.exists()
