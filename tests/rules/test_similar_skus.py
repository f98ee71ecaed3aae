"""What similar clients buy again and this one does not, by hand and against brute force (METHOD section 12)."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientbase_xl.rules.similar_skus import least_rebuyers, similar_groups, similar_skus
from clientbase_xl.settings import OfferSettings

SETTINGS = OfferSettings()


def clients(count: int, channel: str | None = "Опт", category: str | None = "B") -> pd.DataFrame:
    """Return so many clients of one channel and category: К0, К1 …"""
    codes = [f"К{number}" for number in range(count)]
    return pd.DataFrame({"client_code": codes, "channel": channel, "category_approved": category})


def rebought(*rows: tuple[int, str, int, float]) -> pd.DataFrame:
    """Return what groups re-buy."""
    return pd.DataFrame(list(rows), columns=["group_id", "sku", "count_rebuyers", "units_median"])


def bought(*pairs: tuple[str, str]) -> pd.DataFrame:
    """Return what clients bought in 12 months."""
    return pd.DataFrame(list(pairs), columns=["client_code", "sku"])


def test_similar_are_clients_of_the_active_base_of_one_channel_and_one_approved_category() -> None:
    table = pd.concat([clients(3), clients(3, "Розница").assign(client_code=["Р1", "Р2", "Р3"])], ignore_index=True)
    table.loc[2, "category_approved"] = None
    groups = similar_groups(table, {"К0", "К1", "К2", "Р1", "Р2"}).set_index("client_code")
    assert sorted(groups.index) == ["К0", "К1", "Р1", "Р2"], "К2 has no letter, Р3 is not active"
    assert groups.loc["К0", "group_id"] == groups.loc["К1", "group_id"] != groups.loc["Р1", "group_id"]
    assert groups["count_peers"].tolist() == [1, 1, 1, 1]


def test_thirty_per_cent_of_the_others_are_enough_and_one_less_is_not() -> None:
    groups = similar_groups(clients(11), {f"К{number}" for number in range(11)})
    assert least_rebuyers(groups, SETTINGS)["count_least"].tolist() == [3], "30 % of the 10 others"
    found = similar_skus(rebought((0, "А", 3, 5.0), (0, "Б", 2, 5.0)), groups, bought(), SETTINGS)
    mine = found[found["client_code"] == "К0"]
    assert mine["sku"].tolist() == ["А"]
    assert mine["peer_share"].tolist() == [0.3]


def test_an_article_bought_once_in_twelve_months_is_not_offered_as_new() -> None:
    groups = similar_groups(clients(11), {f"К{number}" for number in range(11)})
    found = similar_skus(rebought((0, "А", 9, 5.0)), groups, bought(("К0", "А")), SETTINGS)
    assert "К0" not in set(found["client_code"])
    assert len(found) == 10


def test_too_few_similar_clients_say_nothing() -> None:
    everybody = {f"К{number}" for number in range(6)}
    assert least_rebuyers(similar_groups(clients(5), everybody), SETTINGS).empty, "four others"
    groups = similar_groups(clients(6), everybody)
    assert least_rebuyers(groups, SETTINGS)["count_least"].tolist() == [2], "five others"
    four = similar_groups(clients(5), everybody)
    assert similar_skus(rebought((0, "А", 4, 1.0)), four, bought(), SETTINGS).empty


def test_the_most_rebought_come_first_and_no_more_than_the_setting() -> None:
    groups = similar_groups(clients(11), {f"К{number}" for number in range(11)})
    rows = [(0, "В", 5, 1.0), (0, "А", 5, 1.0), (0, "Б", 9, 1.0)]
    found = similar_skus(rebought(*rows), groups, bought(), OfferSettings(count_peers=2))
    assert found[found["client_code"] == "К3"]["sku"].tolist() == ["Б", "А"]
    assert similar_skus(rebought(*rows), groups, bought(), OfferSettings(count_peers=0)).empty


def test_without_anybody_nothing_is_found() -> None:
    groups = similar_groups(clients(0), set())
    assert similar_skus(rebought(), groups, bought(), SETTINGS).empty


@pytest.mark.long
@given(
    st.integers(2, 14),
    st.lists(st.integers(0, 14), min_size=1, max_size=5),
    st.sets(st.tuples(st.integers(0, 13), st.integers(0, 4)), max_size=20),
)
def test_the_rule_says_what_going_through_all_pairs_says(
    size: int, counts: list[int], own: set[tuple[int, int]]
) -> None:
    everybody = {f"К{number}" for number in range(size)}
    groups = similar_groups(clients(size), everybody)
    rows = [(0, f"S{n}", min(count, size), 1.0) for n, count in enumerate(counts)]
    pairs = [(f"К{client}", f"S{sku}") for client, sku in own]
    found = similar_skus(rebought(*rows), groups, bought(*pairs), OfferSettings(count_peers=12, min_peers=1))
    expected = {
        (client, sku)
        for client in everybody
        for _, sku, count, _ in rows
        if count * 10 >= 3 * (size - 1) and (client, sku) not in pairs
    }
    assert {(row.client_code, row.sku) for row in found.itertuples()} == expected
