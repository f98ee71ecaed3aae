"""What `build` makes: valid files, the same bytes every time, nothing in them that should not be there."""

from __future__ import annotations

import os
import re
import sys
import time
import tomllib
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from pyopenvba import ExcelFile
from pyopenvba.apps.excel import ExcelApplication

from clientbase_xl.errors import ClientbaseError
from clientbase_xl.excel import vba_sources
from clientbase_xl.excel.addin_file import require_addin
from clientbase_xl.excel.addin_sheets import CONFIG_SHEET, FUNCTIONS_SHEET, TEXTS_SHEET
from clientbase_xl.excel.build import ADDIN, SELF_CONTAINED, TEMPLATE, build_addin, build_all
from clientbase_xl.excel.ribbon import ADDIN_MODULE, BOOK_MODULE, RIBBON_FILE
from clientbase_xl.functions.registry import ALL_FUNCTIONS
from clientbase_xl.schemas.catalogue import ALL_SHEETS
from clientbase_xl.workflows.origin import DIGEST_MARK, IDENTITY_MARK, MARKS, TEMPLATE_MARK
from tests.conftest import PROJECT
from tests.support.ooxml import validate

OURS = {
    "ClientbaseHost",
    "ClientbaseMessage",
    "ClientbaseOpen",
    "ClientbaseConfig",
    "xlwings",
    "xlwings_udfs",
    "ThisWorkbook",
}
RIBBON_2007 = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
FORBIDDEN = re.compile(
    r"xlwings\.pro|xlwings\.server|LICENSE_KEY|WebHelpers|WebClient|WebRequest|RunRemotePython|cmd\.exe|RunPython"
)
MACRO_FILES = (ADDIN, SELF_CONTAINED)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the built files by name; their folder has a Cyrillic name and did not exist."""
    folder = tmp_path_factory.mktemp("сборка") / "Новая папка"
    return {path.name: path for path in build_all(folder)}


def modules(file: Path) -> dict[str, str]:
    with ExcelFile(file) as opened:
        return dict(opened.vba_modules())


def rows(file: Path, sheet: str) -> list[list[Any]]:
    """Return the cells of a sheet; openpyxl reads no add-ins."""
    return ExcelApplication.open(file, with_vba=False).sheet(sheet).rows()


def parts(file: Path) -> dict[str, bytes]:
    with ZipFile(file) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.mark.long
def test_the_three_files_are_made_and_nothing_else(built: dict[str, Path]) -> None:
    assert (
        list(built)
        == [ADDIN, TEMPLATE, SELF_CONTAINED]
        == [
            "clientbase.xlam",
            "Клиентская база.xlsx",
            "Клиентская база.xlsm",
        ]
    )
    assert {one.name for one in built[ADDIN].parent.iterdir()} == set(built)


@pytest.mark.long
@pytest.mark.parametrize("name", [ADDIN, TEMPLATE, SELF_CONTAINED])
def test_a_built_file_is_valid_for_the_open_xml_sdk(built: dict[str, Path], name: str) -> None:
    assert validate(built[name]) == []


@pytest.mark.long
def test_a_second_build_at_another_time_in_another_folder_gives_the_same_bytes(
    built: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Vladivostok")
    time.tzset()
    moment = time.time()
    monkeypatch.setattr(time, "time", lambda: moment + 400 * 86_400.0)
    monkeypatch.chdir(tmp_path)
    try:
        again = build_all(Path("again"))
    finally:
        monkeypatch.delenv("TZ")
        time.tzset()
    assert {path.name: path.read_bytes() for path in again} == {name: path.read_bytes() for name, path in built.items()}


@pytest.mark.long
def test_nothing_in_a_file_names_this_computer(built: dict[str, Path], tmp_path: Path) -> None:
    for name in built:
        for part, content in parts(built[name]).items():
            for place in (str(PROJECT), str(tmp_path.parent), sys.prefix):
                assert place.encode() not in content, (name, part)


@pytest.mark.long
@pytest.mark.parametrize(("name", "module"), [(ADDIN, ADDIN_MODULE), (SELF_CONTAINED, BOOK_MODULE)])
def test_the_vba_project_holds_our_modules_and_no_others(built: dict[str, Path], name: str, module: str) -> None:
    found = modules(built[name])
    assert {one for one in found if not re.fullmatch(r"Sheet\d+", one)} == OURS | {module}
    assert all(text.isascii() for text in found.values())
    for sheet, text in found.items():
        if re.fullmatch(r"Sheet\d+", sheet):
            assert not [line for line in text.splitlines() if line and not line.startswith("Attribute ")], sheet


@pytest.mark.long
@pytest.mark.parametrize("name", MACRO_FILES)
def test_neither_the_paid_part_nor_a_shell_nor_the_web_is_in_a_file(built: dict[str, Path], name: str) -> None:
    assert not {one: FORBIDDEN.findall(text) for one, text in modules(built[name]).items() if FORBIDDEN.search(text)}
    packed = {one: content for one, content in parts(built[name]).items() if one != "xl/vbaProject.bin"}
    assert not [one for one, content in packed.items() if FORBIDDEN.search(content.decode("utf-8", errors="replace"))]


def test_the_guard_against_the_paid_part_finds_it() -> None:
    stock = (Path(sys.modules["xlwings"].__path__[0]) / "xlwings_custom_addin.bas").read_text(encoding="ascii")
    assert {found.casefold() for found in FORBIDDEN.findall(stock)} >= {"xlwings.pro", "license_key", "cmd.exe"}


@pytest.mark.long
@pytest.mark.parametrize("name", MACRO_FILES)
def test_a_tab_of_2009_hangs_on_the_one_relationship_of_2007(built: dict[str, Path], name: str) -> None:
    found = parts(built[name])
    relations = found["_rels/.rels"].decode()
    assert relations.count("ui/extensibility") == relations.count(RIBBON_2007) == 1
    assert 'Target="customUI/customUI14.xml"' in relations
    assert [one for one in found if one.startswith("customUI/")] == ["customUI/customUI14.xml"]


@pytest.mark.long
def test_the_add_in_has_the_kept_ribbon(built: dict[str, Path]) -> None:
    assert parts(built[ADDIN])["customUI/customUI14.xml"] == RIBBON_FILE.read_bytes()


@pytest.mark.long
@pytest.mark.parametrize(
    ("name", "kind"), [(ADDIN, "addin.macroEnabled.main+xml"), (SELF_CONTAINED, "sheet.macroEnabled.main+xml")]
)
def test_the_content_type_says_what_the_file_is(built: dict[str, Path], name: str, kind: str) -> None:
    types = parts(built[name])["[Content_Types].xml"].decode()
    assert re.findall(r'PartName="/xl/workbook.xml" ContentType="application/vnd.ms-excel.([^"]+)"', types) == [kind]
    assert types.count("vnd.ms-office.vbaProject") == 1


@pytest.mark.long
def test_set_up_takes_the_add_in_and_nothing_else_that_is_built(built: dict[str, Path]) -> None:
    require_addin(built[ADDIN].read_bytes())
    for name in (TEMPLATE, SELF_CONTAINED):
        with pytest.raises(ClientbaseError, match="не надстройка Excel"):
            require_addin(built[name].read_bytes())


@pytest.mark.long
def test_the_template_has_every_sheet_no_macros_and_no_mark_of_a_base(built: dict[str, Path]) -> None:
    assert not [one for one in parts(built[TEMPLATE]) if "vba" in one.casefold() or "customui" in one.casefold()]
    book = openpyxl.load_workbook(built[TEMPLATE])
    titles = [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"]
    assert titles == [sheet.title for sheet in ALL_SHEETS]
    texts = {name: found.attr_text for name, found in book.defined_names.items() if name in MARKS}
    assert set(texts) == set(MARKS)
    assert {name for name, text in texts.items() if text != '""'} == {IDENTITY_MARK, TEMPLATE_MARK, DIGEST_MARK}
    assert all(book.defined_names[name].hidden for name in MARKS)


@pytest.mark.long
def test_the_self_contained_workbook_is_the_template_with_very_hidden_sheets(built: dict[str, Path]) -> None:
    plain, full = (openpyxl.load_workbook(built[name]) for name in (TEMPLATE, SELF_CONTAINED))
    hidden = [CONFIG_SHEET, TEXTS_SHEET, FUNCTIONS_SHEET]
    assert full.sheetnames == [*plain.sheetnames, *hidden]
    assert {full[title].sheet_state for title in hidden} == {"veryHidden"}


@pytest.mark.long
def test_hidden_settings_name_no_interpreter_until_it_is_installed(built: dict[str, Path], tmp_path: Path) -> None:
    build_addin(tmp_path / ADDIN, {"INTERPRETER_WIN": "C:\\clientbase\\python.exe"})
    settings = [dict(rows(file, CONFIG_SHEET)) for file in (built[ADDIN], tmp_path / ADDIN)]
    assert settings[0] == {"ADD_WORKBOOK_TO_PYTHONPATH": "False"}
    assert settings[1] == {**settings[0], "INTERPRETER_WIN": "C:\\clientbase\\python.exe"}


@pytest.mark.long
def test_descriptions_of_functions_and_arguments_fit_what_excel_keeps(built: dict[str, Path]) -> None:
    described = rows(built[ADDIN], FUNCTIONS_SHEET)
    assert [row[0] for row in described] == [function.name for function in ALL_FUNCTIONS]
    for row, function in zip(described, ALL_FUNCTIONS, strict=True):
        words = [cell for cell in row[3:] if cell is not None]
        assert len(words) == row[2] == len(function.arguments)
        assert all(0 < len(str(cell)) <= 255 for cell in (row[1], *words))


@pytest.mark.long
def test_the_template_in_the_repository_is_the_one_that_the_program_makes(built: dict[str, Path]) -> None:
    kept = PROJECT / "templates" / TEMPLATE
    assert parts(kept) == parts(built[TEMPLATE]), "run `clientbase build --out DIR` and copy the template"


@pytest.mark.skipif(os.geteuid() != 0, reason="a folder is made read-only by the file system or by its rights")
def test_a_folder_that_cannot_be_written_is_refused_in_russian(tmp_path: Path) -> None:
    (tmp_path / "файл").write_text("", encoding="utf-8")
    with pytest.raises(ClientbaseError, match="Что сделать"):
        build_all(tmp_path / "файл" / "папка")


@pytest.mark.long
def test_a_build_that_is_refused_leaves_the_older_file(
    built: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = tmp_path / ADDIN
    old.write_bytes(b"old")
    monkeypatch.setattr("clientbase_xl.excel.vba_patches.stock_vba", lambda: "Sub Another()\nEnd Sub\n")
    with pytest.raises(ClientbaseError, match="код VBA из пакета xlwings не такой"):
        build_addin(old)
    assert old.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == [ADDIN]
    assert built


def test_every_file_that_the_build_reads_reaches_the_wheel() -> None:
    declared = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    patterns = declared["tool"]["setuptools"]["package-data"]["clientbase_xl"]
    package = PROJECT / "clientbase_xl"
    packed = {file for pattern in patterns for file in package.glob(pattern)}
    assert {RIBBON_FILE, *vba_sources.FOLDER.iterdir()} <= packed
