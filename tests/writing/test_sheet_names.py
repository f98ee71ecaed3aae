"""Names of sheets from names of people."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientbase_xl.writing.sheet_names import MAX_UNITS, sheet_names


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Иванова Анна", "Иванова Анна"),
        ("Отдел [1]: опт/розница?", "Отдел 1 опт розница"),
        ("'в кавычках'", "в кавычках"),
        ("а" * 31, "а" * 31),
        ("а" * 32, "а" * 31),
        ("", "Лист"),
        ("***", "Лист"),
        ("History", "History лист"),
        ("журнал", "журнал лист"),
    ],
)
def test_a_title_becomes_the_nearest_name_that_excel_accepts(title: str, name: str) -> None:
    assert sheet_names([title]) == [name]


def test_long_names_with_an_equal_beginning_stay_apart() -> None:
    long = "Константинопольская-Преображенская Александра"
    assert sheet_names([f"{long} А.", f"{long} Б.", f"{long} В."]) == [
        "Константинопольская-Преображенс",
        "Константинопольская-Преобра (2)",
        "Константинопольская-Преобра (3)",
    ]


def test_names_differ_without_regard_to_case_and_from_those_taken() -> None:
    assert sheet_names(["отдел", "Анна", "АННА"], taken=["Отдел"]) == ["отдел (2)", "Анна", "АННА (2)"]


@given(st.lists(st.text(max_size=40), max_size=12))
def test_any_titles_give_names_that_excel_accepts(titles: list[str]) -> None:
    names = sheet_names(titles)
    assert len({name.casefold() for name in names}) == len(titles)
    for name in names:
        assert 1 <= len(name.encode("utf-16-le")) // 2 <= MAX_UNITS
        assert not set(name) & set("[]:*?/\\")
        assert not name.startswith("'")
        assert not name.endswith("'")


def test_characters_that_the_file_cannot_hold_become_spaces() -> None:
    assert sheet_names(["a\x01b", "a\ufffeb", "\uffff", "a\ud83db"]) == ["a b", "a b (2)", "Лист", "a\ufffdb"]
