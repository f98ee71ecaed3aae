"""Expected growth against break-even, before a discount is given (METHOD section 14, NUMBERS)."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from clientbase_xl.rules.discount_expected import EXPECTED_KEYS, discount_expected
from clientbase_xl.schemas.discounts import DISCOUNTS
from tests.support.discounts import discounts


def expected(ledger_margin: float | None = None, **cells: Any) -> dict[str, Any]:
    table = discounts(cells).reindex(columns=list(DISCOUNTS.keys))
    table["ledger_margin"] = ledger_margin
    [found] = discount_expected(table).astype(object).where(lambda one: one.notna(), None).to_dict("records")
    return found


@pytest.mark.parametrize(
    ("discount", "margin", "per_cent"),
    [
        *((0.05, margin, growth) for margin, growth in ((0.2, 33), (0.3, 20), (0.4, 14))),
        *((0.1, margin, growth) for margin, growth in ((0.15, 200), (0.2, 100), (0.3, 50), (0.4, 33))),
        *((0.2, margin, growth) for margin, growth in ((0.25, 400), (0.3, 200), (0.5, 67))),
    ],
)
def test_the_published_table_stands_in_the_sheet(discount: float, margin: float, per_cent: int) -> None:
    found = expected(discount_share=discount, margin_value=margin)
    assert round(found["breakeven_growth"] * 100) == per_cent


@pytest.mark.parametrize("margin", [0.05, 0.04, 0.0, -0.1])
def test_a_margin_not_above_the_discount_never_pays_whatever_is_expected(margin: float) -> None:
    for growth in (9.0, None):
        found = expected(margin_value=margin, expected_growth=growth)
        assert (found["forecast"], found["breakeven_growth"]) == ("никогда", None)


@pytest.mark.parametrize(("growth", "forecast"), [(0.5, "окупится"), (0.4999, "не окупится"), (None, None)])
def test_a_growth_of_exactly_the_break_even_pays(growth: float | None, forecast: str | None) -> None:
    assert expected(discount_share=0.1, margin_value=0.3, expected_growth=growth)["forecast"] == forecast


def test_a_markup_becomes_a_margin_and_the_sheet_says_whose_margin_it_is() -> None:
    found = expected(margin_kind="наценка", margin_value=0.25, ledger_margin=0.4)
    assert (found["margin_used"], found["margin_source"]) == (pytest.approx(0.2), "из наценки")
    found = expected(margin_value=0.3, ledger_margin=0.4)
    assert (found["margin_used"], found["margin_source"]) == (0.3, "введена")
    found = expected(margin_value=None, margin_kind=None, ledger_margin=0.4)
    assert (found["margin_used"], found["margin_source"]) == (0.4, "по продажам до скидки")


def test_a_number_without_its_kind_is_neither_and_the_margin_of_the_ledger_does_not_stand_in_for_it() -> None:
    found = expected(margin_kind=None, ledger_margin=0.4)
    assert found["margin_used"] is None
    assert found["forecast"] is None
    assert found["missing"] == "маржа это или наценка"


def test_a_markup_of_minus_the_whole_cost_is_no_margin() -> None:
    assert expected(margin_kind="наценка", margin_value=-1.0)["margin_used"] is None


def test_what_is_missing_is_named_in_the_order_of_the_sheet() -> None:
    assert expected()["missing"] is None
    empty = dict.fromkeys(("decided_on", "manager", "expected_growth", "ground", "purchase", "is_asked"), None)
    found = expected(**empty, margin_kind=None, margin_value=None)
    assert found["missing"] == ("дата, кто решил, что покупаем, ожидаемый рост, основание роста, маржа, вопрос о цене")
    assert expected(is_asked=False)["missing"] == "вопрос о цене"


def test_a_row_without_client_day_and_discount_is_no_decision() -> None:
    found = expected(client_code=None, decided_on=None, discount_share=None, ledger_margin=0.3)
    assert set(found.values()) == {None}


def test_no_rows_have_the_columns_all_the_same() -> None:
    table = discount_expected(pd.DataFrame(columns=list(DISCOUNTS.keys), dtype=object))
    assert tuple(table.columns) == EXPECTED_KEYS
    assert table.empty
