"""Where the folders of a Windows user are: by his variables, or below a given home."""

from __future__ import annotations

from pathlib import Path

import pytest

from clientbase_xl.errors import BadUse
from clientbase_xl.excel.profile import profile_here, profile_of


def test_a_given_home_is_laid_out_as_windows_does(tmp_path: Path) -> None:
    home = tmp_path / "Users" / "Иван Петров"
    (home / "AppData").mkdir(parents=True)
    (home / "OneDrive - Ромашка").mkdir()
    profile = profile_of(home)
    assert profile.addin == home / "AppData/Roaming/Microsoft/Excel/XLSTART/clientbase.xlam"
    assert profile.config == home / "AppData/Local/clientbase_xl/excel.conf"
    assert profile.files.config.parent == profile.program_folder == home / "AppData/Local/clientbase_xl"
    assert profile.plain_place == tmp_path / "ProgramData"
    assert profile.clouds == (home / "OneDrive - Ромашка",)
    assert not profile.is_here


def test_a_folder_without_appdata_is_no_profile(tmp_path: Path) -> None:
    with pytest.raises(BadUse, match="не профиль") as refused:
        profile_of(tmp_path)
    assert "--profile" in refused.value.remedy


def test_the_variables_of_windows_lead_elsewhere_when_absolute() -> None:
    home = Path("C:\\Users\\Ivan")
    variables = {
        "APPDATA": "\\\\сервер\\профили\\Ivan",
        "LOCALAPPDATA": "D:\\Local",
        "PROGRAMDATA": "рядом",
        "OneDrive": "D:\\OneDrive",
        "OneDriveConsumer": "D:\\OneDrive",
    }
    profile = profile_here("win32", variables, home)
    assert profile.is_here
    assert profile.roaming == Path("\\\\сервер\\профили\\Ivan")
    assert profile.local == Path("D:\\Local")
    assert profile.shared.name == "ProgramData"
    assert profile.clouds == (Path("D:\\OneDrive"),)


def test_without_variables_the_usual_folders_count() -> None:
    profile = profile_here("win32", {}, Path("/диск/Users/Ivan"))
    assert profile.roaming == Path("/диск/Users/Ivan/AppData/Roaming")
    assert profile.files.log == Path("/диск/Users/Ivan/AppData/Local/clientbase_xl/clientbase.log")


@pytest.mark.parametrize("platform", ["linux", "darwin"])
def test_another_system_is_refused_politely(platform: str) -> None:
    with pytest.raises(BadUse, match="другая система") as refused:
        profile_here(platform, {}, Path("/home"))
    assert "--profile" in refused.value.allowed
    assert "calc install" in refused.value.remedy
