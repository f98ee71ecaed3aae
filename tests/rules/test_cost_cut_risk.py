"""Who is concerned by a cut of costs, and what the saving is worth (METHOD section 14)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.rules.cost_cut_risk import clients_at_risk, cost_cuts
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.cost_cuts import COST_CUTS
from clientbase_xl.schemas.validation import check_table
from tests.support.discounts import cuts, plain

OPTED, RETAIL = "Оптовый канал продаж B2B/B2C", "Розничный канал продаж B2C"
ROWS: list[dict[str, Any]] = [
    {"client_code": "К1", "manager": "Ветров", "channel": OPTED, "category_approved": "A", "is_target": True,
     "count_purchases_12m": 9, "turnover_12m_rub": 800_000.0, "gross_profit_12m_rub": 200_000.0,
     "overdue_rub": 30_000.0, "credit_limit_rub": 100_000.0},
    {"client_code": "К2", "manager": "Ветров", "channel": RETAIL, "category_approved": None, "category": "C",
     "is_target": False, "count_purchases_12m": 2, "turnover_12m_rub": 200_000.0, "gross_profit_12m_rub": 50_000.0,
     "credit_limit_rub": 20_000.0},
    {"client_code": "К3", "manager": "Градова", "channel": OPTED, "category_approved": "C", "is_target": None,
     "count_purchases_12m": 1, "turnover_12m_rub": 10_000.0, "gross_profit_12m_rub": None},
    {"client_code": "К4", "manager": "Градова", "channel": OPTED, "category_approved": "C", "is_target": True,
     "count_purchases_12m": 0, "turnover_12m_rub": 0.0, "gross_profit_12m_rub": None},
]  # fmt: skip
CUT: dict[str, Any] = {"cost_kind": "операционные расходы", "what": "доставка", "saving_rub": 62_500.0}


def clients(rows: list[dict[str, Any]] | None = None) -> pd.DataFrame:
    return pd.DataFrame(ROWS if rows is None else rows, columns=list(CLIENTS.keys), dtype=object)


def cut(**cells: Any) -> dict[str, Any]:
    table = cost_cuts(cuts(CUT | cells), clients(), 0.95)
    assert check_table(table, COST_CUTS) == ()
    [found] = table.to_dict("records")
    return {str(key): value for key, value in found.items()}


def test_all_clients_with_a_purchase_are_at_risk_where_nobody_is_chosen() -> None:
    found = cut()
    assert (found["count_clients"], found["turnover_12m_rub"], found["gross_profit_12m_rub"]) == (3, 1_010_000, 250_000)
    assert found["loss_share"] == pytest.approx(0.25)
    assert found["loss_turnover_rub"] == pytest.approx(252_500)
    assert plain(found["reason"]) == (
        "3 клиента, оборот 1,0 млн ₽, валовая прибыль 250 000 ₽; экономии 62 500 ₽ хватит на потерю 25 % прибыли, "
        "это 252 500 ₽ оборота"
    )


@pytest.mark.parametrize(
    ("selectors", "codes"),
    [
        ({"channel": OPTED}, ["К1", "К3"]),
        ({"category": "C"}, ["К2", "К3"]),
        ({"category": "A"}, ["К1"]),
        ({"is_target": True}, ["К1"]),
        ({"is_target": False}, ["К2"]),
        ({"manager": "Ветров"}, ["К1", "К2"]),
        ({"client_code": "К3"}, ["К3"]),
        ({"manager": "Ветров", "category": "C"}, ["К2"]),
        ({"manager": "Градова", "is_target": True}, []),
        ({"client_code": "К4"}, []),
        ({"channel": " "}, ["К1", "К2", "К3"]),
    ],
)
def test_every_filled_selector_must_hold(selectors: dict[str, Any], codes: list[str]) -> None:
    one = dict.fromkeys(("channel", "category", "is_target", "manager", "client_code")) | selectors
    assert clients_at_risk(one, clients())["client_code"].tolist() == codes


@pytest.mark.parametrize(
    ("kind", "harm"),
    [
        ("операционные расходы", "качество сервиса и лояльность"),
        (
            "перенос инвестиций в обновление внеоборотных активов",
            "производительность активов падает, эксплуатационные расходы растут",
        ),
        ("персонал (бонусная часть)", "пассивность"),
        ("дебиторская задолженность", "снижение коммерческой базы; следите за денежным потоком"),
        (None, None),
    ],
)
def test_what_suffers_follows_from_the_kind(kind: str | None, harm: str | None) -> None:
    table = cost_cuts(cuts(CUT | {"cost_kind": kind}), clients(), 0.95)
    assert table["suffers"].tolist() == [harm]


def test_a_cut_of_receivables_minds_the_cash_flow() -> None:
    found = cut(cost_kind="дебиторская задолженность", manager="Ветров")
    assert (found["overdue_rub"], found["credit_limit_rub"]) == (30_000, 120_000)
    assert plain(found["reason"]).endswith(
        "денежный поток: просрочено 30 000 ₽ (известно у 1 из 2), кредитные лимиты 120 000 ₽"
    )


def test_debts_and_limits_that_no_card_has_are_unknown_and_a_typed_zero_is_a_zero() -> None:
    found = cut(cost_kind="дебиторская задолженность", manager="Градова")
    assert pd.isna(found["overdue_rub"])
    assert pd.isna(found["credit_limit_rub"])
    assert found["reason"].endswith("денежный поток: просрочено нет данных, кредитные лимиты нет данных")
    rows = [ROWS[0] | {"overdue_rub": 0.0, "credit_limit_rub": None}]
    records = cuts(CUT | {"cost_kind": "дебиторская задолженность"})
    [typed] = cost_cuts(records, clients(rows), 0.95).to_dict("records")
    assert typed["overdue_rub"] == 0
    assert plain(typed["reason"]).endswith("просрочено 0 ₽, кредитные лимиты нет данных")


def test_a_client_whose_work_was_stopped_is_not_at_risk() -> None:
    rows = [ROWS[0], ROWS[1] | {"is_stopped": True}, ROWS[2] | {"is_stopped": False}]
    one = dict.fromkeys(("channel", "category", "is_target", "manager", "client_code"))
    assert clients_at_risk(one, clients(rows))["client_code"].tolist() == ["К1", "К3"]
    [found] = cost_cuts(cuts(CUT), clients(rows), 0.95).to_dict("records")
    assert (found["count_clients"], found["turnover_12m_rub"]) == (2, 810_000)


def test_a_saving_above_their_profit_says_so() -> None:
    assert "экономия больше их прибыли" in cut(saving_rub=300_000)["reason"]


def test_profit_is_unknown_when_too_little_of_the_turnover_has_it() -> None:
    found = cut(channel=OPTED)  # 800 of 810 thousand are 98.8 %
    assert found["gross_profit_12m_rub"] == 200_000
    table = cost_cuts(cuts(CUT | {"channel": OPTED}), clients(), 0.99)
    assert pd.isna(table["gross_profit_12m_rub"].iloc[0])
    assert pd.isna(table["loss_share"].iloc[0])
    assert "валовая прибыль не известна" in table["reason"].iloc[0]


def test_clients_that_bring_a_loss_have_nothing_to_lose() -> None:
    rows = [ROWS[0] | {"gross_profit_12m_rub": -5_000.0}]
    [found] = cost_cuts(cuts(CUT), clients(rows), 0.95).to_dict("records")
    assert pd.isna(found["loss_share"])


def test_without_a_saving_nothing_is_weighed_and_without_a_client_the_reason_says_so() -> None:
    [found] = cost_cuts(cuts(CUT | {"saving_rub": None}), clients(), 0.95).to_dict("records")
    assert pd.isna(found["loss_share"])
    assert "экономии" not in found["reason"]
    assert plain(cut(client_code="К4")["reason"]) == "под отбор не попал ни один клиент с покупкой за 12 мес."


def test_the_largest_saving_comes_first_and_typed_cells_travel_unchanged() -> None:
    table = cost_cuts(
        cuts(
            CUT | {"starts_on": date(2026, 7, 1), "decision": "принято"},
            CUT | {"saving_rub": None, "is_target": False},
            CUT | {"saving_rub": 90_000.0},
        ),
        clients(),
        0.95,
    )
    assert table["row_id"].tolist() == ["н-3", "н-1", "н-2"]
    assert table["decision"].tolist() == [None, "принято", None]
    assert table["is_target"].tolist()[2] is False


def test_no_cuts_are_an_empty_table_and_no_clients_nobody_at_risk() -> None:
    table = cost_cuts(cuts(), clients(), 0.95)
    assert tuple(table.columns) == COST_CUTS.keys
    assert table.empty
    [found] = cost_cuts(cuts(CUT), clients([]), 0.95).to_dict("records")
    assert (found["count_clients"], found["turnover_12m_rub"]) == (0, 0)
