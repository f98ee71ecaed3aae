"""Which articles are liquid, by hand and against brute force (METHOD section 12)."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientbase_xl.rules.liquid_assortment import liquid_assortment
from clientbase_xl.settings import OfferSettings

WEEKS = 13.0
KEYS = ("sku", "product_name", "count_buyers", "count_buyers_long", "count_rebuyers", "units", "amount_rub")


def liquid(*rows: tuple[object, ...], **changed: float) -> pd.DataFrame:
    """Return the verdict on articles given as KEYS."""
    settings = OfferSettings.model_validate(changed)
    return liquid_assortment(pd.DataFrame(list(rows), columns=list(KEYS)), WEEKS, settings)


def test_five_buyers_of_whom_half_came_again_are_enough_and_one_less_is_not() -> None:
    table = liquid(
        ("А", "Гвоздь", 5, 10, 5, 130.0, 1000.0),
        ("Б", "Шуруп", 4, 10, 5, 130.0, 900.0),
        ("В", "Винт", 5, 11, 5, 130.0, 800.0),
    ).set_index("sku")
    assert table["is_liquid"].to_dict() == {"А": True, "Б": False, "В": False}
    assert table.loc["А", "reason"] == (
        "За 3 мес. купили 5\u00a0клиентов; за 6 мес. снова брали 5 из 10 (50\u00a0%); 10,0 ед. в неделю"
    )
    assert "купили 4\u00a0клиента, нужно 5" in table.loc["Б", "reason"]
    assert table.loc["В", "reason"].endswith("(45\u00a0%), нужно 50\u00a0%")


def test_liquid_articles_stand_by_rebuyers_then_units_a_week_then_code() -> None:
    table = liquid(
        ("Г", None, 9, 9, 6, 10.0, 1.0),
        ("В", None, 9, 9, 6, 26.0, 1.0),
        ("А", None, 9, 9, 6, 10.0, 1.0),
        ("Б", None, 9, 9, 7, 1.0, 1.0),
        ("Д", None, 1, 9, 9, 99.0, 5.0),
        ("Е", None, 1, 9, 9, 99.0, 7.0),
    )
    assert table["sku"].tolist() == ["Б", "В", "А", "Г", "Е", "Д"], "those that are not liquid by roubles"
    assert table["liquid_rank"].tolist()[:4] == [1, 2, 3, 4]
    assert table["liquid_rank"].isna().tolist()[4:] == [True, True]
    assert table["units_week"].tolist()[1] == 2.0


def test_an_article_nobody_bought_in_six_months_has_no_share_and_is_not_liquid() -> None:
    [row] = liquid(("А", None, 0, 0, 0, -3.0, -100.0), liquid_share=0.0).to_dict("records")
    assert not row["is_liquid"]
    assert pd.isna(row["rebuy_share"])
    assert row["reason"] == "За 3 мес. купили 0\u00a0клиентов, нужно 5; за 6 мес. снова брали 0 из 0, нужно 0\u00a0%"


def test_without_articles_the_table_is_empty_with_its_columns() -> None:
    assert {"is_liquid", "liquid_rank", "reason"} <= set(liquid().columns)
    assert liquid().empty


COUNTS = st.integers(0, 12)


@given(
    st.lists(st.tuples(COUNTS, COUNTS, COUNTS), max_size=12), st.integers(1, 8), st.sampled_from([0.0, 0.3, 0.5, 1.0])
)
def test_the_verdict_is_that_of_one_article_at_a_time(
    counts: list[tuple[int, int, int]], buyers: int, share: float
) -> None:
    rows = [(f"S{n:02d}", None, a, a + b, min(c, a + b), 1.0, 1.0) for n, (a, b, c) in enumerate(counts)]
    table = liquid(*rows, liquid_buyers=buyers, liquid_share=share).set_index("sku")
    for sku, _, count, long, again, _, _ in rows:
        expected = count >= buyers and long > 0 and again / long >= share
        assert table.loc[sku, "is_liquid"] == expected
    ranks = table["liquid_rank"].dropna().tolist()
    assert ranks == list(range(1, len(ranks) + 1))


@pytest.mark.parametrize("share", [0.5, 0.6])
def test_the_share_that_is_asked_is_a_setting(share: float) -> None:
    [row] = liquid(("А", None, 9, 10, 5, 1.0, 1.0), liquid_share=share).to_dict("records")
    assert row["is_liquid"] is (share == 0.5)
