"""Odd texts of an export go through base, workbook and meeting sheet as text, and come back as they were."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest

from clientbase_xl.reading.own_workbook import read_typed
from tests.support.desk import HEADER, Desk
from tests.support.ooxml import validate
from tests.support.workbook_checks import findings

TEXTS = [
    *("=1+1", "+7 900", "-5", "@SUM(A1)", "=cmd|' /C calc'!A0", "'=1", "{=1}", "http://a.ru", "internal:A1", "#REF!"),
    *("_x0001_", "_x0041_B", "a\x01b", "a\x1fb", "a\x7fb", "a\ufffeb", "]]>", "<b>&amp;", "&P&D"),
    *("😀👨‍👩‍👧".replace("\u200d", ""), "\u202eRTL\u202c", "ё", "е", "Ё", "1.", "1..", "TRUE", "1e308", "00123", "'q'"),
    *("[x]:*?/\\", "A" * 400, "я" * 33_000, "😀" * 17_000, "Отдел", "Без менеджера", "history", "\x01\x02"),
]
SHORT = [text for text in TEXTS if len(text) <= 400]


def import_texts(desk: Desk) -> None:
    """Import three sales of each text as client, manager, channel and goods."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    for number, text in enumerate(TEXTS):
        for day in ("05.05.2026", "17.11.2026", "12.09.2025"):
            manager = SHORT[number % len(SHORT)]
            writer.writerow([day, f"Р-{number}", text, text, manager, text, text, text, 1, 100 + number, 50])
    path = desk.folder / "=1+1 &P.csv"
    path.write_bytes((HEADER + stream.getvalue()).encode("utf-8-sig"))
    answer = desk.call("import", path)
    assert answer.code in (0, 1), answer.err
    assert f"принято: {3 * len(TEXTS)}" in answer.out.replace("\u00a0", "")


@pytest.mark.slow
def test_odd_texts_make_valid_files_without_a_formula_and_come_back_exactly(desk: Desk) -> None:
    import_texts(desk)
    book = desk.folder / "книга.xlsx"
    for _ in ("made", "made over itself: nobody typed"):
        answer = desk.call("workbook", "--out", book, "--today", "2026-11-21")
        assert answer.code in (0, 1), answer.err
    assert desk.call("weekly", "--out", desk.folder / "недели", "--today", "2026-11-21").code == 0
    (weekly,) = (desk.folder / "недели").iterdir()
    for path in (book, weekly):
        assert validate(path) == []
        assert findings(path) == []
    codes = read_typed(book)["clients"]["client_code"].tolist()
    assert set(SHORT) <= set(codes)
    formulas = [
        cell.value
        for sheet in openpyxl.load_workbook(weekly)
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert formulas == []


def test_tables_for_programs_hold_odd_texts_as_text(desk: Desk) -> None:
    import_texts(desk)
    table = desk.folder / "факты.xlsx"
    assert desk.call("facts", "--out", table, "--today", "2026-11-21").code == 0
    assert validate(table) == []
    cells = [row[0] for row in openpyxl.load_workbook(table).active.iter_rows(min_row=2)]  # type: ignore[union-attr]
    assert {cell.data_type for cell in cells} == {"s"}
