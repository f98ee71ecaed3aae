"""The files of `build` open in a real spreadsheet, and the formulas of the empty workbook compute what is stored."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest

from clientbase_xl.excel.build import ADDIN, SELF_CONTAINED, TEMPLATE, build_all
from clientbase_xl.excel.office_package import MacroKind
from tests.support.calc import Office
from tests.support.formulas import count_formulas
from tests.support.workbook_checks import findings

pytestmark = [pytest.mark.live, pytest.mark.long]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return {path.name: path for path in build_all(tmp_path_factory.mktemp("сборка"))}


@pytest.mark.parametrize("name", [TEMPLATE, SELF_CONTAINED])
def test_an_empty_workbook_opens_and_computes_what_is_stored(office: Office, built: dict[str, Path], name: str) -> None:
    result = office.recalculate(built[name])
    assert result.errors == ()
    assert result.differences == ()
    assert result.count_formulas == count_formulas(built[name]) > 100


def test_our_own_checks_find_nothing_in_the_template(built: dict[str, Path]) -> None:
    assert findings(built[TEMPLATE]) == []


def test_the_content_of_the_add_in_opens_as_a_workbook(office: Office, built: dict[str, Path], tmp_path: Path) -> None:
    # LibreOffice opens no file that calls itself an add-in of Excel, xlwings' own neither.
    book = tmp_path / "надстройка.xlsm"
    with ZipFile(built[ADDIN]) as package, ZipFile(book, "w") as copy:
        for name in package.namelist():
            content = package.read(name).replace(MacroKind.ADDIN.encode(), MacroKind.WORKBOOK.encode())
            copy.writestr(name, content)
    assert office.recalculate(book).count_formulas == 0
    assert list(office.pages_by_sheet(book)) == ["Клиентская база"]
