"""Texts with characters that XML cannot hold come back from a workbook as they were."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from clientbase_xl.reading.cell_texts import TextReader, unescaped


@pytest.mark.parametrize(
    ("spelled", "shown"),
    [
        ("Фирма", "Фирма"),
        ("a_x0001_b", "a\x01b"),
        ("_x005F_x0001_", "_x0001_"),
        ("_x005F_x005F_x005F_x0001_", "_x005F_x0001_"),
        ("x_x005F_x0041_", "x_x0041_"),
        ("_xFFFE_", "\ufffe"),
        ("_xd83d__xDE00_", "😀"),
        ("_xD83D_", "\ufffd"),
        ("_x12_ _x0001", "_x12_ _x0001"),
    ],
)
def test_a_spelled_character_is_read_once(spelled: str, shown: str) -> None:
    assert unescaped(spelled) == shown


def test_what_a_cell_was_given_is_read_from_it(tmp_path: Path) -> None:
    texts = ["a\x01b", "_x0041_", "x_x0041_", "a\ufffeb", "😀", " края ", "line\nline", "_x000D_"]
    with xlsxwriter.Workbook(tmp_path / "книга.xlsx") as book:
        sheet = book.add_worksheet()
        for row, text in enumerate(texts):
            sheet.write_string(row, 0, text)
    with (tmp_path / "книга.xlsx").open("rb") as file:
        reader = TextReader(file, read_only=True)
        reader.read()
        assert [row[0] for row in reader.wb.active.iter_rows(values_only=True)] == texts
