"""«Пять задач КМ» of clients counted by hand (METHOD section 17)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.ledger.task_years import TASK_YEAR_KEYS
from clientbase_xl.rules.manager_tasks import manager_tasks
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.manager_tasks import MANAGER_TASKS
from clientbase_xl.schemas.validation import check_table
from clientbase_xl.settings import Settings
from tests.support.prospects import answers, facts

TODAY = date(2026, 11, 20)
TWO_YEARS = date(2024, 11, 20)
# turnover, repeat roubles, purchases, SKUs: now and before
YEAR = (1200, 1000, 1200, 1000, 12, 10, 30, 20)


def table(
    *clients: dict[str, Any],
    years: tuple[Any, ...] = YEAR,
    first: date = TWO_YEARS,
    types: pd.DataFrame | None = None,
    asked: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return the sheet of clients К1, К2 … with the same years in the ledger."""
    rows = [{"client_code": f"К{n}", "turnover_12m_rub": 100.0 - n} | one for n, one in enumerate(clients, 1)]
    codes = [row["client_code"] for row in rows]
    ledger = pd.DataFrame([(code, *years) for code in codes], columns=list(TASK_YEAR_KEYS))
    return manager_tasks(
        pd.DataFrame(rows, columns=list(CLIENTS.keys)),
        ledger,
        facts(**dict.fromkeys(map(str, codes), first)),
        types,
        answers() if asked is None else asked,
        TODAY,
        Settings(),
    )


def test_each_task_has_its_value_the_one_before_and_where_it_goes() -> None:
    found = table({"category_approved": "A", "category": "B", "manager": "Ветров"})
    row = found.iloc[0]
    keys = [f"{name}_direction" for name in ("repeat", "average", "frequency", "assortment", "loyalty")]
    assert row[keys].tolist() == ["растёт", "без изменений", "растёт", "растёт", "нет данных"]
    assert (row["repeat_rub"], row["repeat_before_rub"]) == (1200, 1000)
    assert (row["average_rub"], row["average_before_rub"]) == (100, 100)
    assert (row["purchases_per_month"], row["purchases_per_month_before"]) == (1, pytest.approx(10 / 12))
    assert (row["count_skus"], row["count_skus_before"]) == (30, 20)
    assert (row["weakest"], row["sales_type"]) == ("спросить о лояльности", "консультационно-транзакционные")
    assert row["retention_basis"].startswith("регулярность поставок")
    assert list(found) == list(MANAGER_TASKS.keys)
    assert not check_table(found, MANAGER_TASKS)


def test_a_part_of_the_year_before_is_no_year_but_has_an_average() -> None:
    row = table({}, first=date(2024, 11, 21)).iloc[0]
    assert (row["repeat_direction"], row["frequency_direction"], row["assortment_direction"]) == ("нет данных",) * 3
    assert row["average_direction"] == "без изменений"
    assert table({}, years=(120, 0, 100, 0, 3, 0, 5, 0), first=date(2026, 1, 1)).loc[0, "average_direction"] == (
        "нет данных"
    )


def test_a_frequency_that_stays_is_limited_when_the_whole_budget_is_ours() -> None:
    same = (1000, 1000, 1000, 1000, 10, 10, 20, 20)
    shares = [1.0, 0.999, None]
    found = table(*({"share_of_wallet": share} for share in shares), years=same).sort_values("client_code")
    assert found["frequency_direction"].tolist() == ["весь бюджет наш", "без изменений", "без изменений"]
    falling = table({"share_of_wallet": 1.0}, years=(*same[:4], 5, 10, 20, 20))
    assert falling.loc[0, "frequency_direction"] == "падает"


def test_the_weakest_task_its_reason_and_what_to_do() -> None:
    asked = answers(("К2", date(2026, 6, 1), 3))
    found = table({}, {}, years=(600, 1000, 600, 1000, 6, 10, 20, 20), asked=asked).set_index("client_code")
    reasons = {str(code): str(why) for code, why in found["reason"].items()}
    assert found["weakest"].to_dict() == {"К1": "частота заказов", "К2": "лояльность"}
    assert reasons["К1"].replace("\u00a0", " ") == (
        "Падает: повторные продажи 1 000 ₽ → 600 ₽ (−40 %); частота заказов 0,8 в месяц → 0,5 в месяц (−40 %)"
    )
    assert "частота контактов держит клиента" in str(found.loc["К1", "advice"])
    assert reasons["К2"].startswith("Оценка 3 — критик; падает")


def test_a_score_older_than_the_setting_rules_nothing_and_the_client_is_asked_again() -> None:
    same = (1000, 1000, 1000, 1000, 10, 10, 20, 20)
    asked = answers(
        ("К1", date(2019, 11, 20), 9),
        ("К1", date(2020, 11, 20), 3),
        ("К2", date(2025, 11, 19), 3),  # a day too old
        ("К3", date(2025, 11, 20), 3),
        ("К4", date(2020, 11, 20), 9),  # an old one before a fresh one: what it is compared with
        ("К4", date(2026, 11, 1), 7),
    )
    found = table({}, {}, {}, {}, years=same, asked=asked).set_index("client_code")
    assert found["weakest"].to_dict() == {
        "К1": "спросить о лояльности",
        "К2": "спросить о лояльности",
        "К3": "лояльность",
        "К4": "лояльность",
    }
    assert found["nps_score"].fillna(-1).tolist() == [-1, -1, 3, 7]
    assert found["nps_score_before"].fillna(-1).tolist() == [-1, -1, -1, 9]
    assert found.loc["К1", "nps_on"] == pd.Timestamp("2020-11-20")
    assert found.loc["К1", "reason"] == ("Ничего не падает или сравнить не с чем; оценка 3 от 20.11.2020 устарела")
    assert str(found.loc["К1", "advice"]).startswith("Спросите")
    falling = table({}, years=YEAR[2:] + YEAR[:2], asked=asked.head(2)).iloc[0]
    assert falling["weakest"] != "лояльность"


def test_the_approved_letter_decides_the_strategy_and_the_computed_one_where_none_is_approved() -> None:
    found = table({"category_approved": "D", "category": "A"}, {"category": "E"}, {"untapped_rub": 5.0})
    assert found["strategy"].tolist() == ["экономия сил", "экономия сил", "развитие"]


def test_the_type_of_sales_is_that_of_the_main_line() -> None:
    types = pd.DataFrame({"client_code": ["К1"], "sales_type": ["консультационные"], "sales_line": ["Станки"]})
    found = table({}, {}, types=types)
    assert found["sales_type"].tolist() == ["консультационные", "консультационно-транзакционные"]


def test_the_largest_turnover_comes_first_and_no_client_is_an_empty_sheet() -> None:
    found = table({"turnover_12m_rub": 5.0}, {"turnover_12m_rub": 7.0}, {"turnover_12m_rub": 7.0})
    assert found["client_code"].tolist() == ["К2", "К3", "К1"]
    assert table().empty
    assert list(table()) == list(MANAGER_TASKS.keys)
