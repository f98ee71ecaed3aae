"""«Справочники» of an open workbook learn the values of the base; what people typed stays."""

from __future__ import annotations

from time import process_time

import pandas as pd

from clientbase_xl.schemas.lists import LISTS
from clientbase_xl.workflows.refresh import read_shown
from clientbase_xl.workflows.refresh_lists import fill_lists
from clientbase_xl.writing.lists_sheet import FREE_ROWS, lists_with_room
from tests.support.fake_book import FakeTable


def lists(*managers: str) -> pd.DataFrame:
    rows = [{"list_title": None, "list_key": "managers", "value": one, "note": f"о {one}"} for one in managers]
    return pd.DataFrame(rows, columns=list(LISTS.keys), dtype=object)


def filled(table: FakeTable, *managers: str) -> list[str]:
    shown = read_shown(LISTS, table)
    assert shown is not None
    return [problem.message for problem in fill_lists(table, shown, lists(*managers))]


def values(table: FakeTable) -> list[tuple[object, object]]:
    rows = zip(table.cells("list_key"), table.cells("value"), table.cells("note"), strict=True)
    return [(value, note) for key, value, note in rows if key == "managers"]


def test_a_new_manager_takes_the_first_free_row_of_his_list() -> None:
    table = FakeTable(LISTS, lists_with_room(lists("Ветров", "Градова")))
    table.body[2][table.head.index(LISTS["value"].title)] = "Набрал сам"
    before = len(table.rows())
    assert filled(table, "Ветров", "Градова", "Новиков") == []
    assert values(table)[:4] == [
        ("Ветров", "о Ветров"),
        ("Градова", "о Градова"),
        ("Набрал сам", None),
        ("Новиков", "о Новиков"),
    ]
    assert len(table.rows()) == before
    assert table.count_writes == 2


def test_what_is_there_already_is_not_written_again_and_what_the_base_lost_stays() -> None:
    table = FakeTable(LISTS, lists_with_room(lists("Ветров", "Градова")))
    assert filled(table, "Ветров") == []
    assert table.count_writes == 0
    assert ("Градова", "о Градова") in values(table)


def test_a_list_without_a_free_row_says_so() -> None:
    table = FakeTable(LISTS, lists_with_room(lists()))
    more = [f"Менеджер {number}" for number in range(FREE_ROWS + 2)]
    assert filled(table, *more) == ["В списке «Менеджеры» нет свободной строки: новые значения не вписаны"]
    assert [value for value, _ in values(table)] == more[:FREE_ROWS]


def test_ten_thousand_values_are_looked_up_once_each_not_every_one_in_every_row() -> None:
    codes = [f"SKU-{number}" for number in range(10_000)]
    table = FakeTable(LISTS, lists_with_room(lists(*codes)))
    started = process_time()
    assert filled(table, *codes, "Новиков") == []
    # Every value against every row of the list would be a hundred million comparisons: minutes.
    assert process_time() - started < 10
    assert table.count_writes == 2
    assert values(table)[10_000] == ("Новиков", "о Новиков")


def test_a_value_that_is_new_and_comes_twice_takes_one_row_and_a_row_with_a_note_is_not_free() -> None:
    table = FakeTable(LISTS, lists_with_room(lists("Ветров")))
    table.body[1][table.head.index(LISTS["note"].title)] = "Начал писать"
    assert filled(table, "Новиков", " Новиков ") == []
    assert values(table)[:4] == [
        ("Ветров", "о Ветров"),
        (None, "Начал писать"),
        ("Новиков", "о Новиков"),
        (None, None),
    ]


def test_a_sheet_without_its_columns_is_left_alone() -> None:
    table = FakeTable(LISTS, lists_with_room(lists("Ветров")))
    table.head[table.head.index(LISTS["note"].title)] = "Моё"
    assert filled(table, "Новиков") == []
    assert table.count_writes == 0
