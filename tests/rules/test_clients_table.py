"""«Клиенты»: card, facts, status and category side by side (METHOD sections 1–3)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.rules.client_status import statuses
from clientbase_xl.rules.clients_table import clients_table
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.validation import check_table
from clientbase_xl.settings import Settings
from tests.support.clients import TODAY, by_code, cards_of, computed, fact, facts_of


def table_of(facts: pd.DataFrame, cards: pd.DataFrame) -> pd.DataFrame:
    """Return «Клиенты» of facts and cards."""
    status = statuses(facts, cards, TODAY, Settings())
    return by_code(clients_table(facts, cards, status, computed(facts, cards).table))


def sold(code: str, turnover: float, **known: Any) -> dict[str, Any]:
    """Return facts of a client with a turnover and a fifth of it as profit."""
    return fact(code, turnover_12m_rub=turnover, gross_profit_12m_rub=turnover / 5, **known)


def test_every_client_that_is_not_archived_has_one_row_largest_turnover_first() -> None:
    facts = facts_of(sold("А", 10.0), sold("Б", 30.0), sold("В", 20.0), sold("Д", 20.0))
    cards = cards_of({"client_code": "Г"}, {"client_code": "Б", "is_archived": True})
    assert list(table_of(facts, cards)["client_code"]) == ["В", "Д", "А", "Г"]


def test_all_columns_of_the_sheet_are_there_in_its_order() -> None:
    assert tuple(table_of(facts_of(sold("А", 1.0)), cards_of()).columns) == CLIENTS.keys
    empty = table_of(facts_of(), cards_of())
    assert tuple(empty.columns) == CLIENTS.keys
    assert len(empty) == 0


def test_the_card_wins_over_the_last_document() -> None:
    facts = facts_of(sold("А", 1.0, client_name="ООО А", manager="Иванов", channel="Опт"))
    cards = cards_of({"client_code": "А", "client_name": "Альфа", "manager": "Петров"})
    row = table_of(facts, cards).loc["А"]
    assert list(row[["client_name", "manager", "channel"]]) == ["Альфа", "Петров", "Опт"]


def test_a_card_without_sales_has_turnover_zero_and_no_category() -> None:
    row = table_of(facts_of(sold("Б", 1.0)), cards_of({"client_code": "А", "client_name": "Альфа"})).loc["А"]
    assert (row["turnover_12m_rub"], row["count_purchases_12m"]) == (0.0, 0)
    assert row["status"] == "без покупок"
    assert row["category"] is None
    assert row["reason"] == "Категории нет: клиент вне активной базы"
    assert pd.isna(row["profitability_12m_rub"])


@pytest.mark.parametrize(
    ("card", "approved", "mark"),
    [
        ({}, "B", "предварительно"),
        ({"category_approved": "C", "is_category_preliminary": True}, "C", "предварительно"),
        ({"category_approved": "C", "is_category_preliminary": False}, "C", None),
    ],
)
def test_an_approved_category_that_was_never_reconciled_is_marked(
    card: dict[str, Any], approved: str, mark: str | None
) -> None:
    row = table_of(facts_of(sold("А", 1.0)), cards_of({"client_code": "А", **card})).loc["А"]
    assert (row["category_approved"], row["category"], row["category_approved_mark"]) == (approved, "B", mark)


def test_outside_the_active_base_the_stored_approved_category_stays() -> None:
    facts = facts_of(sold("А", 1.0, silence=500))
    cards = cards_of({"client_code": "А", "category_approved": "B", "is_category_preliminary": False})
    row = table_of(facts, cards).loc["А"]
    assert (row["category_approved"], row["category"], row["category_approved_mark"]) == ("B", None, None)


@pytest.mark.parametrize(
    ("potential", "share", "untapped"),
    [(40.0, 0.25, 30.0), (10.0, 1.0, 0.0), (9.99, None, None), (0.0, None, None), (None, None, None)],
)
def test_share_of_wallet_and_untapped_are_what_the_formulas_of_the_sheet_give(
    potential: float | None, share: float | None, untapped: float | None
) -> None:
    row = table_of(facts_of(sold("А", 10.0)), cards_of({"client_code": "А", "potential_rub": potential})).loc["А"]
    assert (row["share_of_wallet"] == share) if share is not None else pd.isna(row["share_of_wallet"])
    assert (row["untapped_rub"] == untapped) if untapped is not None else pd.isna(row["untapped_rub"])


def test_cost_to_serve_lowers_the_profitability_beside_the_gross_profit() -> None:
    row = table_of(facts_of(sold("А", 100.0)), cards_of({"client_code": "А", "cost_to_serve_12m_rub": 5.0})).loc["А"]
    assert (row["gross_profit_12m_rub"], row["profitability_12m_rub"]) == (20.0, 15.0)


def test_overdue_debt_is_flagged_beside_the_flags_of_the_category() -> None:
    cards = cards_of({"client_code": "А", "overdue_rub": 1.0}, {"client_code": "Б", "overdue_rub": 0.0})
    table = table_of(facts_of(sold("А", 10.0), sold("Б", 9.0)), cards)
    assert table.loc["А", "flags"] == "уточнить потенциал; нет дублёра; просрочена оплата"
    assert "просрочена" not in table.loc["Б", "flags"]


def test_typed_cells_come_through_unchanged_and_unanswered_ones_stay_empty() -> None:
    cards = cards_of(
        {"client_code": "А", "is_target": True, "is_project": False, "inn": "0012345678", "comment": "да"},
        {"client_code": "Б", "contract_until": date(2027, 1, 31)},
    )
    table = table_of(facts_of(sold("А", 10.0)), cards)
    assert bool(table.loc["А", "is_target"]) is True
    assert bool(table.loc["А", "is_project"]) is False
    assert pd.isna(table.loc["Б", "is_target"])
    assert pd.isna(table.loc["А", "is_stopped"])
    assert table.loc["А", "inn"] == "0012345678"
    assert table.loc["Б", "contract_until"] == pd.Timestamp("2027-01-31")


def test_the_what_if_cells_are_empty() -> None:
    row = table_of(facts_of(sold("А", 10.0)), cards_of()).loc["А"]
    assert row[["what_if_profit_rub", "what_if_potential_rub", "what_if_category"]].isna().all()


def test_cards_without_any_flag_column_are_read_as_unanswered() -> None:
    cards = pd.DataFrame({"client_code": ["А"], "client_name": ["Альфа"]})
    assert pd.isna(table_of(facts_of(sold("А", 10.0)), cards).loc["А", "is_archived"])


def test_the_table_keeps_the_invariants_of_the_catalogue() -> None:
    facts = facts_of(*(sold(f"К{n}", 10.0 * n, client_name="И", manager="М", rhythm_days=n) for n in range(1, 30)))
    assert check_table(table_of(facts, cards_of()).reset_index(drop=True), CLIENTS) == ()
