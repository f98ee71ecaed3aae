"""The attach mode: the add-in joins a Python that was started outside Excel."""

from __future__ import annotations

from pathlib import Path

import pytest

from clientbase_xl.errors import BadUse
from clientbase_xl.excel.addin_config import AddinConfig, read_addin_config
from clientbase_xl.excel.attach import attach, detach
from clientbase_xl.excel.attach_at_login import RUN_KEY, RUN_NAME
from tests.support.checked_machine import installed
from tests.support.windows_profile import Computer, make_computer


@pytest.fixture
def computer(tmp_path: Path) -> Computer:
    """Return a computer with the add-in."""
    return installed(tmp_path / "C", "Иван")


def test_the_addin_is_told_to_join_and_told_once(computer: Computer) -> None:
    assert len(attach(computer.profile, computer.registry)) == 1
    assert read_addin_config(computer.profile.config) == AddinConfig(computer.interpreter, is_attached=True)
    assert attach(computer.profile, computer.registry) == []
    assert computer.registry.read("HKCU", RUN_KEY) == {}


def test_python_starts_at_login_with_a_safe_path_and_without_a_window(computer: Computer) -> None:
    assert len(attach(computer.profile, computer.registry, at_login=True)) == 2
    command = str(computer.registry.read("HKCU", RUN_KEY)[RUN_NAME])
    assert command == f'"{computer.interpreter.with_name("pythonw.exe")}" -P -m clientbase_xl excel attach'
    assert attach(computer.profile, computer.registry, at_login=True) == []


def test_the_usual_mode_comes_back(computer: Computer) -> None:
    computer.registry.put("HKCU", RUN_KEY, "OneDrive", "C:\\OneDrive.exe")
    attach(computer.profile, computer.registry, at_login=True)
    assert len(detach(computer.profile, computer.registry)) == 2
    assert read_addin_config(computer.profile.config) == AddinConfig(computer.interpreter)
    assert computer.registry.read("HKCU", RUN_KEY) == {"OneDrive": "C:\\OneDrive.exe"}
    assert detach(computer.profile, computer.registry) == []


def test_without_an_installation_there_is_nothing_to_join(tmp_path: Path) -> None:
    computer = make_computer(tmp_path / "C")
    for switch in (attach, detach):
        with pytest.raises(BadUse, match="не установлена") as refused:
            switch(computer.profile, computer.registry)
        assert "excel install" in refused.value.remedy


def test_the_profile_of_somebody_else_gets_no_start_at_this_users_login(tmp_path: Path) -> None:
    computer = installed(tmp_path / "C", is_here=False)
    before = computer.files()
    with pytest.raises(BadUse, match="реестр не меняется") as refused:
        attach(computer.profile, computer.registry, at_login=True)
    assert "attach --at-login" in refused.value.remedy
    assert computer.files() == before
    assert computer.registry.read("HKCU", RUN_KEY) == {}
