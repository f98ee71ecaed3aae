"""Set-up of the extension for one user, on a tree that looks like LibreOffice and a profile of it."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from clientbase_xl import __version__
from clientbase_xl.calc.oxt.build import oxt_parts
from clientbase_xl.calc.oxt.client import places
from clientbase_xl.calc.oxt.identity import EXTENSION
from clientbase_xl.calc.setup import doctor, office_here
from clientbase_xl.calc.setup.doctor import examine
from clientbase_xl.calc.setup.install import EXCEL_RECORD, Removed, install, uninstall
from clientbase_xl.calc.setup.office_here import (
    OfficePlace,
    OfficeRefused,
    default_profile,
    office_environment,
    parts_of,
)
from clientbase_xl.errors import BadUse
from clientbase_xl.excel.finding import Finding
from clientbase_xl.excel.install import Done
from clientbase_xl.excel.user_config import UserConfig, write_config
from clientbase_xl.excel.user_files import user_files
from clientbase_xl.problems import Severity
from tests.support.fake_office import FakeOffice
from tests.support.windows_profile import make_computer

NO_WORKER = "Программа не отвечает расширению"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeOffice:
    """Return an office that the program finds on this computer."""
    made = FakeOffice.made(tmp_path / "офис")
    monkeypatch.setattr(office_here, "find_office", lambda: str(made.program / "soffice"))
    return made


@pytest.fixture
def ready(office: FakeOffice, monkeypatch: pytest.MonkeyPatch) -> FakeOffice:
    """Return that office with the extension installed; the worker answers without being started."""
    install(place(office), office.python, office.file)
    monkeypatch.setattr(doctor, "Link", lambda *_: Answering())
    return office


class Answering:
    """A link whose worker has nothing to complain of, or `complaint`."""

    complaint = ""

    def press(self, _question: object) -> dict[str, str]:
        return {"version": __version__, "buttons": self.complaint}

    def close(self) -> None:
        return


def place(office: FakeOffice) -> OfficePlace:
    return office_here.office_here(office.profile)


def only(office: FakeOffice) -> Finding:
    """Return the one thing that is found, whole in its words."""
    found = examine(office.profile, office.file)
    assert len(found) == 1, [one.key for one in found]
    one = found[0]
    assert one.found.endswith(".")
    assert one.evidence
    assert one.remedy.endswith(".")
    return one


def test_an_installation_puts_the_extension_and_names_the_interpreter(office: FakeOffice) -> None:
    steps = install(place(office), office.python, office.file)
    assert [step.done for step in steps] == [Done.MADE, Done.MADE]
    folder = place(office).extension()
    assert folder is not None
    assert parts_of(folder) == oxt_parts()
    assert json.loads(office.file.read_text(encoding="utf-8")) == {"python": str(office.python), "version": __version__}
    assert places.read_interpreter(str(office.file)) == str(office.python)


def test_a_second_installation_changes_nothing_open_or_closed(office: FakeOffice) -> None:
    install(place(office), office.python, office.file)
    before = office.files()
    for prepare in (lambda: None, office.open):
        prepare()
        assert {step.done for step in install(place(office), office.python, office.file)} == {Done.SAME}
    assert {name: data for name, data in office.files().items() if ".lock" not in name} == before


def test_only_what_is_outdated_is_renewed(office: FakeOffice, tmp_path: Path) -> None:
    install(place(office), office.python, office.file)
    folder = place(office).extension()
    assert folder is not None
    (folder / "description.xml").write_bytes((folder / "description.xml").read_bytes() + b"\n")
    assert [step.done for step in install(place(office), office.python, office.file)] == [Done.RENEWED, Done.SAME]
    other = tmp_path / "python3"
    other.touch()
    assert [step.done for step in install(place(office), other, office.file)] == [Done.SAME, Done.RENEWED]


def test_a_switched_off_extension_is_installed_again(office: FakeOffice) -> None:
    install(place(office), office.python, office.file)
    office.switch_off()
    assert [step.done for step in install(place(office), office.python, office.file)] == [Done.RENEWED, Done.SAME]


@pytest.mark.parametrize("python", ["python", "/нет/python"])
def test_an_interpreter_that_is_not_there_is_refused_and_nothing_is_written(office: FakeOffice, python: str) -> None:
    with pytest.raises(BadUse, match="не найден"):
        install(place(office), Path(python), office.file)
    assert office.files() == {}


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("ERROR: unopkg cannot be started. The lock file indicates it is already running.", "LibreOffice открыт"),
        ("ERROR: Cannot run unopkg as root without --shared", "пользователю root"),
        ("ERROR: something new", "LibreOffice отказал: ERROR: something new"),
    ],
)
def test_a_refusal_of_the_office_is_told_in_russian_and_nothing_is_written(
    office: FakeOffice, said: str, words: str
) -> None:
    office.refuse(said)
    with pytest.raises(OfficeRefused, match=words):
        install(place(office), office.python, office.file)
    assert office.files() == {}


def test_a_removal_leaves_nothing_of_ours_and_everything_of_others(office: FakeOffice, tmp_path: Path) -> None:
    other = office.profile / "user" / "uno_packages" / "cache" / "uno_packages" / "lu9.tmp_" / "чужое.oxt"
    other.mkdir(parents=True)
    (other / "description.xml").write_text('<identifier value="org.example"/>', encoding="utf-8")
    before = office.files()
    install(place(office), office.python, office.file)
    config, logs = worked_a_while(office, tmp_path / "База")
    removed = uninstall(place(office), office.file, office.log)
    assert removed.gone == ("расширение LibreOffice", *map(str, (office.file, config, *logs)))
    assert (removed.kept, removed.base) == ((), str(tmp_path / "База"))
    assert office.files() == before
    assert not office.file.parent.exists()
    assert not office.log.parent.exists()
    assert uninstall(place(office), office.file, office.log) == Removed(())


def test_settings_and_log_stay_for_the_add_in_of_excel_and_are_named(office: FakeOffice, tmp_path: Path) -> None:
    install(place(office), office.python, office.file)
    config, logs = worked_a_while(office, tmp_path / "База")
    record = office.file.with_name(EXCEL_RECORD)
    record.write_text("{}", encoding="utf-8")
    removed = uninstall(place(office), office.file, office.log)
    assert removed.gone == ("расширение LibreOffice", str(office.file))
    assert removed.kept == tuple(map(str, (config, *logs)))
    assert all(one.exists() for one in (config, *logs, record))
    assert record.name == make_computer(tmp_path / "C").profile.record.name


def worked_a_while(office: FakeOffice, base: Path) -> tuple[Path, list[Path]]:
    """Leave settings and logs as the buttons do, and name them."""
    config, logs = office.file.with_name("config.toml"), [Path(f"{office.log}{end}") for end in ("", ".1", ".2", ".3")]
    write_config(config, UserConfig(base))
    office.log.parent.mkdir(parents=True)
    for one in logs:
        one.write_text("журнал", encoding="utf-8")
    return config, logs


def test_an_open_office_keeps_its_extension_and_its_file(office: FakeOffice) -> None:
    install(place(office), office.python, office.file)
    office.refuse("ERROR: the lock file indicates it is already running")
    with pytest.raises(OfficeRefused, match="открыт"):
        uninstall(place(office), office.file, office.log)
    assert office.file.is_file()
    assert place(office).extension() is not None


def test_an_office_open_in_another_profile_is_refused_before_its_tool_would_wait_for_it(office: FakeOffice) -> None:
    install(place(office), office.python, office.file)
    folder = place(office).extension()
    assert folder is not None
    (folder / "extra.py").touch()
    office.open()
    office.refuse("ERROR: the tool was started")
    before = office.files()
    for refused in (
        lambda: uninstall(place(office), office.file, office.log),
        lambda: install(place(office), office.python, office.file),
    ):
        with pytest.raises(OfficeRefused, match="открыт") as told:
            refused()
        assert "Закройте все его окна" in told.value.remedy
        assert str(office.profile / ".lock") in told.value.remedy
    assert office.files() == before
    (office.profile / ".lock").unlink()
    (office.program / "refusal").unlink()
    assert uninstall(place(office), office.file, office.log).gone[0] == "расширение LibreOffice"


@pytest.mark.skipif(sys.platform == "win32", reason="process groups are POSIX")
def test_a_tool_that_does_not_finish_is_ended_with_what_it_started(
    office: FakeOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.tool.write_text('#!/bin/sh\nsleep 60 &\necho $! > "$0.child"\nwait\n', encoding="ascii")
    monkeypatch.setattr(office_here, "TOOL_SECONDS", 0.3)
    with pytest.raises(OfficeRefused) as told:
        place(office).run("remove", EXTENSION)
    assert told.value.found == "LibreOffice не ответил за 0.3 с."
    assert "Command" not in str(told.value)
    child = Path("/proc", Path(f"{office.tool}.child").read_text(encoding="ascii").strip(), "stat")
    assert not child.exists() or child.read_text(encoding="ascii").rpartition(") ")[2].startswith("Z")


def test_nothing_is_found_where_everything_is_in_order(ready: FakeOffice) -> None:
    assert examine(ready.profile, ready.file) == []


def test_an_office_that_is_missing_is_found(ready: FakeOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office_here, "find_office", lambda: None)
    assert only(ready).key == "office"


def test_an_office_without_its_tool_is_found(ready: FakeOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    ready.tool.unlink()
    monkeypatch.setattr("shutil.which", lambda _: None)
    assert "unopkg" in only(ready).found


def test_an_office_without_python_is_found(ready: FakeOffice) -> None:
    (ready.program / doctor.PYTHON_LOADER).unlink()
    one = only(ready)
    assert one.key == "office_python"
    assert "python3-uno" in one.remedy


def test_a_missing_extension_is_found(ready: FakeOffice) -> None:
    place(ready).run("remove", EXTENSION)
    assert only(ready).key == "missing"


def test_an_extension_of_another_version_is_found(ready: FakeOffice) -> None:
    folder = place(ready).extension()
    assert folder is not None
    (folder / "extra.py").touch()
    assert only(ready).key == "drift"


def test_an_extension_that_is_switched_off_is_found(ready: FakeOffice) -> None:
    ready.switch_off()
    assert only(ready).key == "disabled"


def test_an_open_office_is_told_as_a_notice(ready: FakeOffice) -> None:
    ready.open()
    one = only(ready)
    assert (one.key, one.severity) == ("open", Severity.NOTICE)


@pytest.mark.parametrize("content", [None, "{", '{"python": "python"}', '{"python": "/нет/python"}'])
def test_an_interpreter_that_cannot_be_started_is_found(ready: FakeOffice, content: str | None) -> None:
    ready.file.unlink()
    if content is not None:
        ready.file.write_text(content, encoding="utf-8")
    assert only(ready).key == "interpreter"


def test_a_program_that_ends_at_once_is_found(office: FakeOffice, tmp_path: Path) -> None:
    install(place(office), office.python, office.file)
    program = tmp_path / "python3"
    program.write_text("#!/bin/sh\nexit 1\n", encoding="ascii")
    program.chmod(0o755)
    office.named(program)
    one = only(office)
    assert one.key == "worker"
    assert one.found.startswith(NO_WORKER)


def test_a_python_that_cannot_press_buttons_is_found(ready: FakeOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Answering, "complaint", "Модуль uno — для другого Python.\nЧто сделать: Поставьте пакет.")
    one = only(ready)
    assert one.key == "buttons"
    assert one.found.endswith("Модуль uno — для другого Python.")
    assert one.remedy == "Поставьте пакет."


@pytest.mark.parametrize(
    ("platform", "environment"),
    [
        ("linux", {}),
        ("linux", {"XDG_CONFIG_HOME": "/н"}),
        ("linux", {"XDG_CONFIG_HOME": "."}),
        ("darwin", {"XDG_CONFIG_HOME": "/н"}),
        ("win32", {"LOCALAPPDATA": "D:\\Данные"}),
        ("win32", {"LOCALAPPDATA": "\\\\server\\профиль"}),
        ("win32", {"LOCALAPPDATA": "D:/Данные"}),
        ("win32", {"LOCALAPPDATA": "Данные"}),
        ("win32", {"LOCALAPPDATA": "\\Данные"}),
        ("win32", {"LOCALAPPDATA": "D:Данные"}),
        ("win32", {"LOCALAPPDATA": ""}),
        ("win32", {}),
    ],
)
def test_the_extension_looks_where_the_program_keeps_its_settings(platform: str, environment: dict[str, str]) -> None:
    home = "C:\\Users\\Иван" if platform == "win32" else "/дом"
    kind: Callable[[str], PureWindowsPath | PurePosixPath]
    kind = PureWindowsPath if platform == "win32" else PurePosixPath
    theirs = user_files(platform, environment, Path(home)).config.parent
    ours = kind(places.worker_file(platform, environment, home))
    assert ours.parent == kind(str(theirs))
    assert ours.name == places.FILE


def test_the_profile_of_a_user_lies_where_the_system_keeps_it() -> None:
    home = Path("/дом")
    assert default_profile("linux", {}, home) == Path("/дом/.config/libreoffice/4")
    assert default_profile("linux", {"XDG_CONFIG_HOME": "рядом"}, home) == Path("/дом/.config/libreoffice/4")
    assert default_profile("linux", {"XDG_CONFIG_HOME": "/н"}, home) == Path("/н/libreoffice/4")
    assert default_profile("darwin", {}, home) == Path("/дом/Library/Application Support/LibreOffice/4")
    assert default_profile("win32", {"APPDATA": "/р"}, home) == Path("/р/LibreOffice/4")
    assert default_profile("win32", {}, home) == Path("/дом/AppData/Roaming/LibreOffice/4")


def test_no_environment_of_python_reaches_the_office_be_it_ours_or_anothers(tmp_path: Path) -> None:
    ours, others, system = tmp_path / "наше", tmp_path / "чужое" / "bin", tmp_path / "система" / "bin"
    for folder in (ours, others, system):
        folder.mkdir(parents=True)
    (others.parent / "pyvenv.cfg").touch()
    given = {"PATH": os.pathsep.join(map(str, (ours, others, system, ""))), "VIRTUAL_ENV": str(others.parent)}
    assert office_environment(given, (ours,)) == {"PATH": str(system)}
