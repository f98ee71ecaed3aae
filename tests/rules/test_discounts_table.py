"""«Скидка» as a table: expectation, fact, roubles given away, overlaps (METHOD section 14)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.rules.discount_facts import DiscountFacts
from clientbase_xl.rules.discount_terms import Discount
from clientbase_xl.rules.discounts_table import discounts_table, given_rub
from clientbase_xl.schemas.discounts import DISCOUNTS
from clientbase_xl.schemas.validation import check_table
from tests.support.discounts import KNOWN, discounts, facts, plain, sales, verdicts

CARDS = pd.DataFrame({"client_code": ["К1", "К2"], "client_name": ["Ромашка", "Лютик"]}, dtype=object)
FACTS = facts(sales(500_000, 125_000, 100), sales(570_000, 150_000, 120))


def table_of(*rows: dict[str, Any], known_facts: dict[str, DiscountFacts] | None = None) -> pd.DataFrame:
    found = {"н-1": FACTS} if known_facts is None else known_facts
    return discounts_table(discounts(*rows), CARDS, found, verdicts(), KNOWN)[0]


def test_a_decision_stands_with_expectation_and_fact_and_obeys_the_catalogue() -> None:
    table = table_of({"margin_kind": None, "margin_value": None})
    [row] = table.to_dict("records")
    assert (row["client_name"], row["state"], row["verdict"]) == ("Ромашка", "действует", "окупилась")
    assert row["ledger_margin"] == pytest.approx(0.25)
    assert (row["margin_source"], row["breakeven_growth"]) == ("по продажам до скидки", pytest.approx(0.25))
    assert row["forecast"] == "окупится"
    assert row["growth_fact"] == pytest.approx(0.2)
    assert row["profit_change_rub"] == 25_000
    assert row["given_rub"] == pytest.approx(30_000)  # 570 000 × 5 ÷ 95
    assert "объём +20 %, нужно было +25 %" in plain(row["reason"])
    assert check_table(table, DISCOUNTS) == ()


def test_a_forecast_of_never_is_not_said_again_beside_a_fact_that_denies_it() -> None:
    [row] = table_of({"margin_value": 0.05}).to_dict("records")
    assert (row["forecast"], row["verdict"]) == ("никогда", "окупилась")
    assert "окупиться" not in row["reason"]


@pytest.mark.parametrize("cells", [{"discount_share": 0}, {"discount_share": None}, {"valid_to": date(2026, 1, 1)}])
def test_a_decision_that_contradicts_itself_has_neither_a_verdict_nor_roubles(cells: dict[str, Any]) -> None:
    [row] = table_of(cells).to_dict("records")
    assert row["verdict"] == "нет данных"
    assert pd.isna(row["profit_change_rub"])
    assert pd.isna(row["given_rub"])


@pytest.mark.parametrize(
    ("turnover", "share", "given"),
    [
        (950.0, 0.05, 50.0),
        (0.0, 0.05, 0.0),
        (-10.0, 0.05, 0.0),
        (950.0, None, None),
        (950.0, 1.0, None),
        (9.0, 0.0, None),
    ],
)
def test_roubles_given_away(turnover: float, share: float | None, given: float | None) -> None:
    assert given_rub(sales(turnover, 0, 1), share) == (None if given is None else pytest.approx(given))


def test_a_discount_ahead_has_given_nothing_yet() -> None:
    [row] = table_of({"decided_on": date(2026, 7, 1)}).to_dict("records")
    assert pd.isna(row["given_rub"])
    assert row["state"] == "впереди"


def test_the_newest_decision_comes_first_then_the_lower_number_and_without_a_day_last() -> None:
    days = (date(2026, 1, 1), None, date(2026, 3, 1), date(2026, 1, 1))
    table = table_of(*({"decided_on": day} for day in days), known_facts={})
    assert table["row_id"].tolist() == ["н-3", "н-1", "н-4", "н-2"]


def test_discounts_of_a_client_that_are_valid_together_are_named_in_both() -> None:
    table = table_of(
        {}, {"decided_on": date(2026, 3, 1), "discount_share": 0.03}, {"client_code": "К2"}, known_facts={}
    )
    said = {row["row_id"]: plain(row["reason"]) for row in table.to_dict("records")}
    assert said["н-1"].endswith("пересекается со скидками: № н-2 3 % с 01.03.2026 (весь ассортимент)")
    assert said["н-2"].endswith("пересекается со скидками: № н-1 5 % с 01.02.2026 (весь ассортимент)")
    assert "пересекается" not in said["н-3"]


def test_decisions_are_compared_with_those_of_the_same_client_only(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = []
    meets = Discount.meets

    def counted(one: Discount, other: Discount) -> bool:
        compared.append((one.client_code, other.client_code))
        return meets(one, other)

    monkeypatch.setattr(Discount, "meets", counted)
    table = table_of(*({"client_code": f"К{number % 100}"} for number in range(300)), known_facts={})
    assert len(compared) == 300 * 2
    assert all(one == other for one, other in compared)
    assert table["reason"].str.contains("пересекается").all()


def test_of_many_overlaps_three_are_named() -> None:
    table = table_of(*({"decided_on": date(2026, 2, day)} for day in range(1, 7)), known_facts={})
    assert plain(table["reason"].iloc[0]).endswith("(весь ассортимент) и ещё 2")


def test_typed_cells_travel_unchanged_and_an_unfinished_row_stays() -> None:
    typed = discounts({"is_asked": None, "discount_share": None, "client_code": None, "decided_on": None})
    table, found = discounts_table(typed, CARDS, {}, verdicts(), KNOWN)
    [row] = table.to_dict("records")
    assert row["ground"] == "договорились о плане"
    assert pd.isna(row["is_asked"])
    assert (row["verdict"], row["state"], row["missing"], row["reason"]) == (None, None, None, None)
    assert found["н-1"].verdict is None


def test_no_discounts_are_an_empty_table_of_all_columns() -> None:
    table = table_of(known_facts={})
    assert tuple(table.columns) == DISCOUNTS.keys
    assert table.empty
