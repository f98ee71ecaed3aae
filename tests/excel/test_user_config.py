"""The user's file of settings: what is written is read, what is broken is said with its remedy."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from clientbase_xl.errors import BadUse, WriteRefused
from clientbase_xl.excel.user_config import UserConfig, read_config, write_config


@pytest.mark.parametrize("name", ["Клиентская база", 'кавычки "и" \\ черта', "строка\nтаб\t\x7f", "a'b = [c] # d"])
def test_what_is_written_is_read(tmp_path: Path, name: str) -> None:
    file = tmp_path / "новая папка" / "config.toml"
    config = UserConfig(tmp_path / name, "иванов.п")
    write_config(file, config)
    assert read_config(file) == config
    assert [one.name for one in file.parent.iterdir()] == ["config.toml"]


def test_a_windows_folder_keeps_its_backslashes(tmp_path: Path) -> None:
    write_config(tmp_path / "c.toml", UserConfig(Path("C:\\Базы\\new\\table")))
    values = tomllib.loads((tmp_path / "c.toml").read_text(encoding="utf-8"))
    assert values == {"base": "C:\\Базы\\new\\table"}


def test_without_a_file_nothing_is_chosen(tmp_path: Path) -> None:
    assert read_config(tmp_path / "нет.toml") == UserConfig(None, "")


def test_an_editor_of_windows_may_add_its_mark_and_later_versions_their_names(tmp_path: Path) -> None:
    file = tmp_path / "c.toml"
    file.write_text(f"base = '{tmp_path}'\nлента = 1\n".replace("лента", "ribbon"), encoding="utf-8-sig")
    assert read_config(file) == UserConfig(tmp_path, "")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("base = Клиентская база", "не читается"),
        ("base = 5", "не текст в кавычках"),
        ("user = ['а']", "не текст в кавычках"),
        ("base = 'Клиентская база'", "названа не полностью"),
        ("base = '.'", "названа не полностью"),
    ],
)
def test_a_broken_file_is_said_with_what_to_do(tmp_path: Path, text: str, found: str) -> None:
    file = tmp_path / "config.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadUse, match=found) as refused:
        read_config(file)
    assert str(file) in refused.value.found
    assert "полный путь" in refused.value.allowed
    assert refused.value.remedy


def test_bytes_that_are_no_text_are_said_too(tmp_path: Path) -> None:
    (tmp_path / "c.toml").write_bytes("base = 'база'".encode("cp1251"))
    with pytest.raises(BadUse, match="не читается"):
        read_config(tmp_path / "c.toml")


def test_a_place_that_takes_no_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "занято").write_text("файл")
    with pytest.raises(WriteRefused):
        write_config(tmp_path / "занято" / "config.toml", UserConfig())
