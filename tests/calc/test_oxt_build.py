"""The extension is made of the registry, the same bytes every time, and holds all that LibreOffice asks for."""

from __future__ import annotations

import ast
import shutil
import struct
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile
import zlib
from pathlib import Path

import pytest

from clientbase_xl import __version__
from clientbase_xl.calc import for_excel
from clientbase_xl.calc.oxt.build import PACKAGE, TYPES, build_oxt, oxt_parts
from clientbase_xl.calc.oxt.icons import ICONS, png
from clientbase_xl.calc.oxt.identity import FUNCTIONS_INTERFACE, camel, methods
from clientbase_xl.calc.oxt.types_rdb import types_rdb
from clientbase_xl.excel.declared import DECLARED
from clientbase_xl.excel.ribbon import GROUPS
from clientbase_xl.functions.registry import ALL_FUNCTIONS
from tests.conftest import missing

CLIENT = Path(__file__).parents[2] / "clientbase_xl" / "calc" / "oxt" / "client"
OLDEST_PYTHON = (3, 8)
"""The Python that LibreOffice 7.4 brings along on Windows."""
OFFICE_MODULES = {"uno", "unohelper", "com", "org", "clientbase_calc"}
_NAME = "{http://openoffice.org/2001/registry}name"
_SDK = Path("/usr/lib/libreoffice/sdk/bin")
_TYPES_OF_OFFICE = "/usr/lib/libreoffice/program/types.rdb"


def test_the_same_program_writes_the_same_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "a.oxt", tmp_path / "b.oxt"
    build_oxt(first)
    build_oxt(second)
    assert first.read_bytes() == second.read_bytes()


def test_every_part_that_the_manifest_names_is_there_and_every_xml_is_well_formed(tmp_path: Path) -> None:
    build_oxt(tmp_path / "a.oxt")
    with zipfile.ZipFile(tmp_path / "a.oxt") as archive:
        names = set(archive.namelist())
        assert archive.testzip() is None
        for name in names:
            if name.endswith((".xml", ".xcu")):
                ET.fromstring(archive.read(name))
        manifest = ET.fromstring(archive.read("META-INF/manifest.xml"))
    paths = {value for entry in manifest for key, value in entry.attrib.items() if key.endswith("full-path")}
    assert paths <= names
    assert f'version value="{__version__}"' in oxt_parts()["description.xml"].decode()


def test_every_function_has_its_russian_words_in_the_wizard() -> None:
    root = ET.fromstring(oxt_parts()["CalcAddIns.xcu"])
    found = {node.get(_NAME): node for node in root.iter("node")}
    for function in ALL_FUNCTIONS:
        words = {(prop.get(_NAME), value.text) for prop in found[camel(function.name)].iter("prop") for value in prop}
        assert ("DisplayName", function.name) in words
        assert any(name == "Description" and str(text).startswith(function.note) for name, text in words)
        for argument in function.arguments:
            assert {("DisplayName", argument.title), ("Description", argument.note)} <= words


def test_names_of_methods_are_distinct_and_fit_the_types_of_the_office() -> None:
    assert len(methods()) == len(ALL_FUNCTIONS)
    for function in ALL_FUNCTIONS:
        names = [camel(function.name), *(camel(argument.key) for argument in function.arguments)]
        assert len(set(names)) == len(names)
        assert all(name.isascii() and name.isalnum() and name[0].islower() for name in names), names


def test_the_types_begin_with_their_mark_and_end_with_the_map_of_the_root() -> None:
    data = types_rdb("org.firm.XThing", {"do": ["one"]})
    assert data.startswith(b"UNOIDL\xff\0")
    root, count = int.from_bytes(data[8:12], "little"), int.from_bytes(data[12:16], "little")
    assert (count, len(data) - root) == (1, 8)
    name = int.from_bytes(data[root : root + 4], "little")
    assert data[name : name + 4] == b"org\0"
    with pytest.raises(ValueError, match="in no module"):
        types_rdb("XThing", {})


@pytest.mark.live
def test_the_development_kit_reads_the_types_and_makes_the_same_of_them(tmp_path: Path) -> None:
    read, write = _SDK / "unoidl-read", _SDK / "unoidl-write"
    if not read.exists() or shutil.which("soffice") is None:
        missing("libreoffice-dev")
    ours, text, again = tmp_path / TYPES, tmp_path / "ours.idl", tmp_path / "again.rdb"
    ours.write_bytes(oxt_parts()[TYPES])

    def told(database: Path) -> str:
        command = [str(read), _TYPES_OF_OFFICE, str(database)]
        return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout

    text.write_text(told(ours), encoding="ascii")
    subprocess.run([str(write), _TYPES_OF_OFFICE, str(text), str(again)], check=True, timeout=60)
    assert told(again) == told(ours)
    assert FUNCTIONS_INTERFACE.rpartition(".")[2] in told(ours)
    for function in ALL_FUNCTIONS:
        parameters = ", ".join(f"[in] any {camel(argument.key)}" for argument in function.arguments)
        assert f"sequence< sequence< any > > {camel(function.name)}({parameters});" in told(ours)


@pytest.mark.parametrize("file", sorted(CLIENT.glob("*.py")), ids=lambda file: file.name)
def test_the_client_is_python_of_the_oldest_office_and_of_the_standard_library_only(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"), feature_version=OLDEST_PYTHON)
    for node in ast.walk(tree):
        tops = []
        if isinstance(node, ast.Import):
            tops = [one.name.partition(".")[0] for one in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            tops = [str(node.module).partition(".")[0]]
        assert all(top in sys.stdlib_module_names or top in OFFICE_MODULES for top in tops), (file.name, tops)
    if file.name != "component.py":
        assert f"{PACKAGE}/{file.name}" in oxt_parts()


def test_toolbar_and_menu_hold_every_declared_button_in_the_order_of_the_ribbon_with_an_icon() -> None:
    parts = oxt_parts()
    root = ET.fromstring(parts["Addons.xcu"])
    found = {str(node.get(_NAME)): node for node in root.iter("node")}
    wanted = [key for _, _, keys in GROUPS for key in keys]
    assert sorted(wanted) == sorted(one.key for one in DECLARED)
    for bar in ("OfficeToolBar", "OfficeMenuBar"):
        urls = [value.text for prop in found[bar].iter("prop") if prop.get(_NAME) == "URL" for value in prop]
        keys = [str(url).partition("?")[2] for url in urls if url != "private:separator"]
        assert [key for key in keys if key != for_excel.KEY] == wanted
        assert for_excel.KEY in keys
        assert urls.count("private:separator") == len(GROUPS)
    titles = {value.text for node in (found["OfficeToolBar"],) for prop in node.iter("prop") for value in prop}
    assert {one.label for one in DECLARED} <= titles
    for value in found["Images"].iter("value"):
        text = str(value.text)
        if text.startswith("%origin%/"):
            assert text.removeprefix("%origin%/") in parts


def test_icons_are_different_pictures_with_a_transparent_ground() -> None:
    drawn = {key: png(key, 26) for key in ICONS}
    assert len(set(drawn.values())) == len(drawn)
    for data in drawn.values():
        assert data.startswith(b"\x89PNG\r\n\x1a\n")
        header, rows = data[16:29], zlib.decompress(data[41 : 41 + int.from_bytes(data[33:37], "big")])
        assert struct.unpack(">IIBB", header[:10]) == (26, 26, 8, 6)
        alphas = [rows[line * 105 + 1 + 4 * place + 3] for line in range(26) for place in range(26)]
        assert alphas.count(0) > 100
        assert alphas.count(255) > 60
