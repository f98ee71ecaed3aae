"""Stale or missing sales and an unknown profit are said before anybody acts on the figures."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from clientbase_xl.problems import Severity
from clientbase_xl.workflows.ledger_problems import ledger_problems


def facts(*rows: tuple[str | None, float, float | None]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["last_purchase_on", "turnover_12m_rub", "gross_profit_12m_rub"])
    return frame.astype({"gross_profit_12m_rub": "float64"}).assign(
        last_purchase_on=pd.to_datetime(frame["last_purchase_on"])
    )


@pytest.mark.parametrize(("today", "is_said"), [("2026-11-15", False), ("2026-11-16", True)])
def test_sales_are_stale_after_fourteen_days(today: str, is_said: bool) -> None:
    found = ledger_problems(facts(("2026-11-01", 100.0, 20.0), ("2026-10-01", 50.0, 9.0)), date.fromisoformat(today))
    assert bool(found) is is_said
    if is_said:
        assert "01.11.2026, 15\u00a0дн. назад" in found[0].message
        assert "--today 2026-11-02" in found[0].remedy
        assert found[0].severity is Severity.WARNING


def test_a_base_without_sales_says_that_there_is_nothing_to_compute_from() -> None:
    (found,) = ledger_problems(facts(), date(2026, 11, 21))
    assert found.message == "В базе нет продаж раньше 21.11.2026: считать не из чего"


def test_a_profit_that_nobody_knows_is_a_notice_and_one_known_client_ends_it() -> None:
    (found,) = ledger_problems(facts(("2026-11-20", 100.0, None)), date(2026, 11, 21))
    assert found.severity is Severity.NOTICE
    assert "Валовая прибыль неизвестна" in found.message
    assert ledger_problems(facts(("2026-11-20", 100.0, None), ("2026-11-20", 5.0, 1.0)), date(2026, 11, 21)) == ()


def test_without_turnover_of_twelve_months_nobody_misses_the_profit() -> None:
    assert ledger_problems(facts(("2026-11-20", 0.0, None)), date(2026, 11, 21)) == ()
