"""Lists stand contiguous with free rows at their ends."""

import pandas as pd

from clientbase_xl.schemas.lists import LIST_TITLES, LISTS
from clientbase_xl.writing.lists_sheet import FREE_ROWS, lists_with_room

EMPTY = pd.DataFrame({key: pd.Series(dtype=object) for key in LISTS.keys})


def test_values_of_one_list_stand_together_in_the_order_of_the_product() -> None:
    mixed = pd.DataFrame(
        [
            ("Каналы продаж", "опт", "", "channels"),
            ("Менеджеры", "Аня", "", "managers"),
            ("Каналы продаж", "розница", "", "channels"),
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
    assert len(table) == FREE_ROWS * len(LIST_TITLES)
    assert table["value"].isna().all()
    assert table["list_title"].tolist()[:FREE_ROWS] == ["Менеджеры"] * FREE_ROWS


def test_a_list_of_a_later_version_is_kept_at_the_end() -> None:
    table = lists_with_room(pd.DataFrame([(None, "х", None, "zones")], columns=list(LISTS.keys)))
    assert table["list_key"].tolist()[-1] == "zones"
    assert table.loc[table["value"] == "х", "list_title"].tolist() == ["zones"]
