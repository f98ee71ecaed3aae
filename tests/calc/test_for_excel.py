"""«Сохранить для Excel» gives our functions the names that Excel knows, and touches nothing else."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from clientbase_xl.calc.for_excel import _target, rename_functions

SHEET = (
    '<worksheet><sheetData><c r="A1"><f>ORG.CLIENTBASE.CALC.FUNCTIONS.CBSHAREOFWALLET(B1,2)</f><v>0.5</v></c>'
    '<c r="A2"><f aca="false">ROUND(org.clientbase.calc.functions.cbShareOfWallet (1,2),0)</f></c>'
    '<c r="A3"><f>LEN(&quot;ORG.CLIENTBASE.CALC.FUNCTIONS.CBSHAREOFWALLET(&quot;)</f></c>'
    '<c r="A4" t="inlineStr"><is><t>ORG.CLIENTBASE.CALC.FUNCTIONS.CBSHAREOFWALLET(1)</t></is></c>'
    "<c r='A5'><f>SUM(B1:B2)</f></c></sheetData></worksheet>"
)


def test_formulas_get_the_names_of_excel_and_texts_stay(tmp_path: Path) -> None:
    source, target = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    with zipfile.ZipFile(source, "w") as archive:
        archive.writestr("xl/worksheets/sheet1.xml", SHEET)
        archive.writestr("xl/sharedStrings.xml", "<t>ORG.CLIENTBASE.CALC.FUNCTIONS.CBSHAREOFWALLET(1)</t>")
    assert rename_functions(source, target) == 2
    with zipfile.ZipFile(target) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        assert "CBSHAREOFWALLET" in archive.read("xl/sharedStrings.xml").decode()
    wanted = SHEET.replace("<f>ORG.CLIENTBASE.CALC.FUNCTIONS.CBSHAREOFWALLET(B1", "<f>CB_SHARE_OF_WALLET(B1")
    wanted = wanted.replace("org.clientbase.calc.functions.cbShareOfWallet (1", "CB_SHARE_OF_WALLET (1")
    assert sheet == wanted


@pytest.mark.parametrize(
    ("name", "copy"),
    [
        ("Клиентская база.xlsx", "Клиентская база для Excel.xlsx"),
        ("Клиентская база.ods", "Клиентская база для Excel.xlsx"),
        ("База для Excel.xlsx", "База для Excel 2.xlsx"),
        ("База для Excel.ods", "База для Excel.xlsx"),
        ("База 2.1.xlsx", "База 2.1 для Excel.xlsx"),
    ],
)
def test_the_copy_is_never_the_open_book(tmp_path: Path, name: str, copy: str) -> None:
    assert _target(tmp_path, name) == tmp_path / copy
