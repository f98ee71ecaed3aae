"""Whose base a press works with: that of the user's own settings, never one that lies beside a workbook."""

from __future__ import annotations

import getpass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from clientbase_xl.base.filesystem import default_folder
from clientbase_xl.base.store import Base
from clientbase_xl.errors import BadUse, BaseRefused
from clientbase_xl.excel.session import desk_here, open_base
from clientbase_xl.excel.user_config import UserConfig, write_config

NOWHERE = Path("/нет/такой/папки")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the home of a user of Linux without settings."""
    home = tmp_path / "дом"
    home.mkdir()
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("HOME", str(home))
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    return home


def config_of(home: Path) -> Path:
    """Return the user's file of settings."""
    return home / ".config" / "clientbase_xl" / "config.toml"


def test_without_settings_and_base_the_person_learns_what_to_do(home: Path) -> None:
    with pytest.raises(BadUse) as refused:
        _ = desk_here().base
    assert refused.value.found == "База клиентов ещё не выбрана."
    assert str(config_of(home)) in refused.value.remedy
    assert "clientbase init" in refused.value.remedy
    assert str(home / "Клиентская база") in refused.value.allowed


def test_the_base_that_the_settings_name_is_opened(home: Path, tmp_path: Path) -> None:
    base = Base.init(tmp_path / "базы" / "наша")
    Base.init(default_folder(home))
    write_config(config_of(home), UserConfig(base.folder, "петров"))
    desk = desk_here()
    assert (desk.base.folder, desk.user) == (base.folder, "петров")
    assert desk.base is desk.base


@pytest.mark.parametrize("documents", ["", "Documents", "Документы"])
def test_a_base_in_the_usual_folder_needs_no_settings(home: Path, documents: str) -> None:
    (home / documents).mkdir(exist_ok=True)
    base = Base.init(home / documents / "Клиентская база")
    assert desk_here().base.folder == base.folder


def test_a_base_that_is_gone_is_said_and_no_other_is_taken(home: Path, tmp_path: Path) -> None:
    Base.init(default_folder(home))
    write_config(config_of(home), UserConfig(tmp_path / "была"))
    with pytest.raises(BaseRefused, match="нет на прежнем месте") as refused:
        _ = desk_here().base
    assert str(config_of(home)) in refused.value.remedy


def test_settings_and_bases_beside_a_workbook_are_never_used(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    foreign = tmp_path / "пришло по почте"
    base = Base.init(foreign / "Клиентская база")
    for name in ("config.toml", "clientbase.toml", "clientbase_xl/config.toml", ".config/clientbase_xl/config.toml"):
        write_config(foreign / name, UserConfig(base.folder, "шеф"))
    monkeypatch.chdir(foreign)
    monkeypatch.setenv("XDG_CONFIG_HOME", ".config")
    desk = desk_here()
    assert desk.user == getpass.getuser()
    with pytest.raises(BadUse, match="ещё не выбрана"):
        _ = desk.base
    assert desk.log_file == home / ".local" / "state" / "clientbase_xl" / "clientbase.log"


def test_broken_settings_are_said_when_the_base_is_asked_for(home: Path) -> None:
    config_of(home).parent.mkdir(parents=True)
    config_of(home).write_text("base = 'рядом'", encoding="utf-8")
    desk = desk_here()
    assert desk.user == getpass.getuser()
    with pytest.raises(BadUse, match="названа не полностью"):
        _ = desk.base


def test_the_moment_is_that_of_the_clock(home: Path) -> None:  # noqa: ARG001 - no settings of the developer
    before = datetime.now(UTC).replace(tzinfo=None)
    desk = desk_here()
    assert before <= desk.now <= before + timedelta(minutes=1)
    assert desk.now.replace(tzinfo=UTC).astimezone(desk.zone).date() == desk.today


def test_an_open_base_of_another_kind_keeps_its_own_refusal(tmp_path: Path) -> None:
    folder = tmp_path / "не база"
    folder.mkdir()
    (folder / "base.sqlite").write_text("нет")
    write_config(tmp_path / "c.toml", UserConfig(folder))
    with pytest.raises(BaseRefused) as refused:
        open_base(tmp_path / "c.toml", NOWHERE)
    assert "прежнем месте" not in refused.value.found
