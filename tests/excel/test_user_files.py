"""Where the settings and the log of a user lie: by the custom of each system, never in the working folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from clientbase_xl.excel.user_files import user_files

HOME = Path("/дом")


@pytest.mark.parametrize(
    ("platform", "environment", "config", "log"),
    [
        ("linux", {}, "/дом/.config/clientbase_xl/config.toml", "/дом/.local/state/clientbase_xl/clientbase.log"),
        (
            "linux",
            {"XDG_CONFIG_HOME": "/н", "XDG_STATE_HOME": "/с"},
            "/н/clientbase_xl/config.toml",
            "/с/clientbase_xl/clientbase.log",
        ),
        (
            "linux",
            {"XDG_CONFIG_HOME": ".", "XDG_STATE_HOME": "рядом"},
            "/дом/.config/clientbase_xl/config.toml",
            "/дом/.local/state/clientbase_xl/clientbase.log",
        ),
        (
            "darwin",
            {"XDG_CONFIG_HOME": "/н"},
            "/дом/Library/Application Support/clientbase_xl/config.toml",
            "/дом/Library/Logs/clientbase_xl/clientbase.log",
        ),
        (
            "win32",
            {"LOCALAPPDATA": "D:\\Данные"},
            "D:\\Данные/clientbase_xl/config.toml",
            "D:\\Данные/clientbase_xl/clientbase.log",
        ),
        (
            "win32",
            {"LOCALAPPDATA": "Данные"},
            "/дом/AppData/Local/clientbase_xl/config.toml",
            "/дом/AppData/Local/clientbase_xl/clientbase.log",
        ),
        (
            "win32",
            {},
            "/дом/AppData/Local/clientbase_xl/config.toml",
            "/дом/AppData/Local/clientbase_xl/clientbase.log",
        ),
    ],
)
def test_each_system_has_its_folders(platform: str, environment: dict[str, str], config: str, log: str) -> None:
    files = user_files(platform, environment, HOME)
    assert (files.config.as_posix(), files.log.as_posix()) == (config, log)
