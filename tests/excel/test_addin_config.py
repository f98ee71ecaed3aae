"""The file that tells the add-in's VBA where Python is: fixed keys, UTF-16 as the VBA opens it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from clientbase_xl.errors import BadFile, BadUse
from clientbase_xl.excel import addin_config
from clientbase_xl.excel.addin_config import AddinConfig, config_bytes, read_addin_config
from clientbase_xl.excel.profile import profile_of

VBA = Path(addin_config.__file__).with_name("vba")
PYTHON = Path("C:\\ProgramData\\clientbase_xl-S-1-5-21-1\\env\\Scripts\\python.exe")


def test_the_file_is_what_the_vba_opens_line_by_line() -> None:
    content = config_bytes(AddinConfig(PYTHON))
    assert content[:2] == b"\xff\xfe"
    assert content.decode("utf-16").split("\r\n") == [
        f"INTERPRETER_WIN={PYTHON}",
        "DEBUG UDFS=FALSE",
        "ADD_WORKBOOK_TO_PYTHONPATH=FALSE",
        "",
    ]


def test_the_vba_asks_for_this_file_and_opens_it_as_unicode(tmp_path: Path) -> None:
    modules = [path.read_text(encoding="ascii") for path in VBA.glob("*.bas")]
    source = next(text for text in modules if "Function GetConfigFilePath" in text)
    (tmp_path / "AppData").mkdir()
    profile = profile_of(tmp_path)
    place = re.search(r'"%LOCALAPPDATA%"\) & "\\(.+?)"', source)
    assert place is not None
    assert profile.config == profile.local.joinpath(*place[1].split("\\"))
    assert "FOR_READING, False, AS_UNICODE" in source
    assert "AS_UNICODE As Long = -1" in source


@pytest.mark.parametrize("is_attached", [True, False])
def test_what_is_written_is_read(tmp_path: Path, is_attached: bool) -> None:
    file = tmp_path / "excel.conf"
    file.write_bytes(config_bytes(AddinConfig(PYTHON, is_attached)))
    assert read_addin_config(file) == AddinConfig(PYTHON, is_attached)


def test_the_first_line_of_a_key_counts_whatever_its_case(tmp_path: Path) -> None:
    file = tmp_path / "excel.conf"
    file.write_text("interpreter_win = C:\\a=b\\python.exe\nINTERPRETER_WIN=D:\\python.exe\nXYZ=1\n", encoding="utf-16")
    assert read_addin_config(file) == AddinConfig(Path("C:\\a=b\\python.exe"))


@pytest.mark.parametrize("path", ["C:\\Users\\Иван\\python.exe", 'C:\\a"b\\python.exe', "C:\\a\nb\\python.exe"])
def test_a_path_that_excel_cannot_start_is_refused_with_what_to_do(path: str) -> None:
    with pytest.raises(BadUse, match="не из латиницы") as refused:
        config_bytes(AddinConfig(Path(path)))
    assert "Установка.cmd" in refused.value.remedy


def test_without_a_file_nothing_is_said(tmp_path: Path) -> None:
    assert read_addin_config(tmp_path / "нет.conf") is None


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"INTERPRETER_WIN=C:\\python.exe", "кодировке"),
        (b"\xff\xfe\x00", "не читается"),
        (b"\xff\xfe", "не назван Python"),
        ("DEBUG UDFS=TRUE".encode("utf-16"), "не назван Python"),
        ("INTERPRETER_WIN=".encode("utf-16"), "не назван Python"),
    ],
)
def test_a_file_that_the_vba_cannot_use_is_said_with_what_to_do(tmp_path: Path, content: bytes, found: str) -> None:
    file = tmp_path / "excel.conf"
    file.write_bytes(content)
    with pytest.raises(BadFile, match=found) as refused:
        read_addin_config(file)
    assert "excel install" in refused.value.remedy
