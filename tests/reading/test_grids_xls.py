"""Old workbooks: Cyrillic without a code page, days as days, levels of rows, and what is no workbook at all."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from clientbase_xl.errors import BadFile
from clientbase_xl.reading import open_grids
from clientbase_xl.reading.export import read_export
from clientbase_xl.reading.grids import builder
from clientbase_xl.reading.open_file import open_source
from clientbase_xl.reading.raw import GridSource
from tests.support.biff5_book import CP1251, OLE_MAGIC, compound, write_biff5

DAY = datetime.fromisoformat("2026-01-05")
ROWS = (
    ("Продажи за январь",),
    ("Дата", "Клиент", "Артикул", "Количество", "Сумма"),
    (DAY, "  ООО «Ёлка»", "007", 2.0, 100.5),
    (DAY, "Ромашка  ", "C12", -1.0, -0.1),
)


def write(tmp_path: Path, **more: bool | int) -> Path:
    return write_biff5(
        tmp_path / "a.xls", {"Лист": ROWS, "Скрытый": (("х",),)}, levels={3: 2}, hidden=["Скрытый"], **more
    )


@pytest.mark.parametrize("more", [{}, {"code_page": CP1251}, {"code_page": 1252}, {"is_bare": True}])
def test_cyrillic_of_an_old_workbook_is_read_with_and_without_its_code_page(
    tmp_path: Path, more: dict[str, bool | int]
) -> None:
    source = open_source(write(tmp_path, **more))
    assert isinstance(source, GridSource)
    grid = source.grid("Лист")
    assert grid.rows == (*ROWS[:3], (DAY, "Ромашка", "C12", -1.0, -0.1))
    assert grid.outline_levels == (0, 0, 0, 2)
    assert [(peek.sheet, peek.is_hidden, len(peek.rows)) for peek in source.peeks()] == [
        ("Лист", False, 4),
        ("Скрытый", True, 1),
    ]
    assert source.peeks()[0].rows[2] == ("2026-01-05 00:00:00", "  ООО «Ёлка»", "007", "2", "100.5")


def test_western_words_keep_the_code_page_that_they_name(tmp_path: Path) -> None:
    rows = (("Käufer", "Größe"), ("Café Müller", "Éclair"), ("", 1.0))
    source = open_source(write_biff5(tmp_path / "a.xls", {"Blatt": rows}, code_page=1252, encoding="cp1252"))
    assert isinstance(source, GridSource)
    assert source.grid("Blatt").rows[:2] == rows[:2]


def test_a_flat_table_of_an_old_workbook_becomes_lines(tmp_path: Path) -> None:
    lines = read_export(write(tmp_path)).lines.to_pylist()
    assert [(one["sold_on"], one["client_code"], one["sku_code"], float(one["amount_rub"])) for one in lines] == [
        (DAY.date(), "ООО «Ёлка»", "007", 100.5),
        (DAY.date(), "Ромашка", "C12", -0.1),
    ]


@pytest.mark.parametrize(
    ("stream", "word"),
    [
        ("WordDocument", "документ Word"),
        ("__properties_version1.0", "письмо Outlook"),
        ("PowerPoint Document", "презентация"),
        ("Contents", "документ Office"),
        ("EncryptedPackage", "паролем"),
        ("Book", "повреждена"),
        ("Workbook", "повреждена"),
    ],
)
def test_other_compound_documents_are_named(tmp_path: Path, stream: str, word: str) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(compound(b"\1\2\3", stream))
    with pytest.raises(BadFile, match=word):
        read_export(path)


def test_an_encrypted_old_workbook_asks_to_take_the_password_away(tmp_path: Path) -> None:
    path = write(tmp_path)
    content = path.read_bytes()
    # A record FILEPASS in the place of the first font, after the eight bytes of the BOF record and its head.
    place = content.index(b"\x31\x00\x14\x00")
    path.write_bytes(content[:place] + b"\x2f\x00" + content[place + 2 :])
    with pytest.raises(BadFile, match="паролем"):
        read_export(path)


def test_a_compound_document_cut_off_anywhere_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path)
    content = path.read_bytes()
    for length in (8, 100, 512, 1024, len(content) // 2, len(content) - 600):
        path.write_bytes(content[:length])
        with pytest.raises(BadFile) as refused:
            read_export(path)
        assert refused.value.remedy


def test_an_old_workbook_too_large_for_memory_is_refused_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path)
    monkeypatch.setattr(open_grids, "MAX_XLS_BYTES", path.stat().st_size)
    assert read_export(path).count_read == 2
    monkeypatch.setattr(open_grids, "MAX_XLS_BYTES", path.stat().st_size - 1)
    with pytest.raises(BadFile, match="МБ"):
        read_export(path)


def test_more_cells_than_a_flat_table_may_hold_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(builder, "MAX_FLAT_CELLS", 15)
    with pytest.raises(BadFile, match="слишком велик"):
        read_export(write(tmp_path))


def test_the_magic_alone_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(OLE_MAGIC)
    with pytest.raises(BadFile):
        read_export(path)
