"""Lists stand contiguous with free rows at their ends."""

import pandas as pd

from clientbase_xl.schemas.lists import LIST_TITLES, LISTS
from clientbase_xl.writing.lists_sheet import FREE_ROWS, MORE_FREE_ROWS, lists_with_room

EMPTY = pd.DataFrame({key: pd.Series(dtype=object) for key in LISTS.keys})


def test_values_of_one_list_stand_together_in_the_order_of_the_product() -> None:
    mixed = pd.DataFrame(
        [
            ("Каналы продаж", "опт", "", None, "channels"),
            ("Менеджеры", "Аня", "", None, "managers"),
            ("Каналы продаж", "розница", "", None, "channels"),
        ],
        columns=list(LISTS.keys),
    )
    table = lists_with_room(mixed)
    assert table["list_key"].drop_duplicates().tolist() == list(LIST_TITLES)
    channels = table.loc[table["list_key"] == "channels", "value"]
    assert channels.tolist()[:2] == ["опт", "розница"]
    assert channels.iloc[2:].isna().tolist() == [True] * FREE_ROWS
    runs = (table["list_key"] != table["list_key"].shift()).sum()
    assert runs == len(LIST_TITLES)


def test_every_list_ends_with_free_rows_that_know_their_list() -> None:
    table = lists_with_room(EMPTY)
    assert len(table) == sum(MORE_FREE_ROWS.get(key, FREE_ROWS) for key in LIST_TITLES)
    assert table["value"].isna().all()
    assert table["list_title"].tolist()[:FREE_ROWS] == ["Менеджеры"] * FREE_ROWS


def test_a_list_of_a_later_version_is_kept_at_the_end() -> None:
    table = lists_with_room(pd.DataFrame([(None, "х", None, None, "zones")], columns=list(LISTS.keys)))
    assert table["list_key"].tolist()[-1] == "zones"
    assert table.loc[table["value"] == "х", "list_title"].tolist() == ["zones"]


def test_values_no_longer_offered_stand_below_the_free_rows() -> None:
    rows = [("Менеджеры", name, None, is_closed, "managers") for name, is_closed in (("Аня", True), ("Боря", None))]
    table = lists_with_room(pd.DataFrame(rows, columns=list(LISTS.keys), dtype=object))
    values = table.loc[table["list_key"] == "managers", "value"].tolist()
    assert (values[0], values[-1]) == ("Боря", "Аня")
    assert len(values) == 2 + FREE_ROWS
