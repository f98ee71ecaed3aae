"""The rows of one manager, and the values of one list of «Справочники»."""

from __future__ import annotations

import pandas as pd

from clientbase_xl.workflows.listed import listed
from clientbase_xl.workflows.of_manager import of_manager, ranked

TABLE = pd.DataFrame(
    {"rank": [1, 2, 3, 4], "manager": ["Градова", "Ветров", None, "Ветров"], "code": ["1", "2", "3", "4"]}
)
LISTS = pd.DataFrame({"list_key": ["managers", "channels", "managers"], "value": ["Ветров", "Опт", "Градова"]})


def test_the_rows_of_a_manager_are_counted_from_0_and_nobodys_are_nobodys() -> None:
    own = of_manager(TABLE, "Ветров")
    assert (own.index.tolist(), own["code"].tolist(), own["rank"].tolist()) == ([0, 1], ["2", "4"], [2, 4])
    assert of_manager(TABLE, "Кого нет").empty
    assert list(of_manager(TABLE, "Кого нет").columns) == list(TABLE.columns)


def test_ranks_of_a_manager_begin_with_1_and_those_of_all_stay() -> None:
    assert ranked(TABLE, "Ветров")["rank"].tolist() == [1, 2]
    assert ranked(TABLE, "Ветров")["rank"].dtype == "Int64"
    assert ranked(TABLE, "") is TABLE
    assert TABLE["rank"].tolist() == [1, 2, 3, 4]
    assert ranked(TABLE.drop(columns="rank"), "Ветров")["code"].tolist() == ["2", "4"]


def test_an_empty_table_has_no_rows_of_anybody() -> None:
    empty = pd.DataFrame({"rank": pd.Series([], dtype="Int64"), "manager": pd.Series([], dtype=object)})
    assert ranked(empty, "Ветров").empty


def test_a_list_has_its_values_in_their_order_and_an_unknown_one_none() -> None:
    assert listed(LISTS, "managers") == ["Ветров", "Градова"]
    assert listed(LISTS, "non_goods") == []
    assert listed(LISTS.iloc[:0], "managers") == []
