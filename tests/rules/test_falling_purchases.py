"""«Сокращают закупки» row by row: reason in force, whether to go on, target volume, typed cells stay (METHOD 11)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.rules.falling_baseline import falling_baseline
from clientbase_xl.rules.falling_purchases import OF_CLIENTS, falling_purchases, reason_number
from clientbase_xl.schemas.falling_purchases import CONTINUE_WORDS, FALLING_PURCHASES, REASON_WORDS
from clientbase_xl.schemas.typed_cells import stored_columns
from clientbase_xl.schemas.validation import check_table
from clientbase_xl.settings import FallingSettings

TYPED_KEYS = ["client_code", *(column.key for column in stored_columns(FALLING_PURCHASES))]


def bought(**now: float) -> pd.DataFrame:
    """Return the baselines of clients that bought for 100 000 ₽ a month and now buy for so much."""
    rows = [
        {"client_code": code, "now_rub": 3 * rub, "year_ago_rub": 300_000, "before_rub": 0, "typed_month_rub": None}
        for code, rub in now.items()
    ]
    return falling_baseline(pd.DataFrame(rows), 30, FallingSettings())


def table(baselines: pd.DataFrame, typed: list[dict[str, Any]] | None = None, **clients: dict[str, Any]) -> Any:
    codes = dict.fromkeys([*baselines["client_code"], *(one["client_code"] for one in typed or ()), *clients])
    rows = [
        {"client_code": code, "client_name": f"ООО «{code}»", "manager": "Ветров", "is_followed": True}
        | clients.get(code, {})
        for code in codes
    ]
    given = pd.DataFrame(typed or [], columns=TYPED_KEYS, dtype=object)
    known = pd.DataFrame(rows, columns=["client_code", *OF_CLIENTS], dtype=object)
    return falling_purchases(baselines, given, known, FallingSettings())


def row(found: pd.DataFrame, code: str = "К1") -> dict[Any, Any]:
    (one,) = found[found["client_code"] == code].to_dict("records")
    return one


def test_who_cuts_stands_in_order_of_roubles_and_who_does_not_is_left_out() -> None:
    found = table(bought(К1=70_000, К2=10_000, К3=95_000, К4=70_000))
    assert found["client_code"].tolist() == ["К2", "К1", "К4"]
    assert found["rank"].tolist() == [1, 2, 3]
    assert found["at_risk_rub"].tolist() == [1_080_000, 360_000, 360_000]
    assert check_table(found, FALLING_PURCHASES) == ()


def test_who_has_left_is_not_on_the_list() -> None:
    assert table(bought(К1=0), К1={"is_followed": False}).empty


@pytest.mark.parametrize(
    ("typed", "client", "reason", "target"),
    [
        ({"sell_out_units": 100, "sell_out_before_units": 100}, {"forecast": "падает"}, 1, 100_000),
        ({"sell_out_units": 80, "sell_out_before_units": 100, "unit_price_rub": 900}, {}, 2, 72_000),
        ({"sell_out_units": 80, "sell_out_before_units": 100}, {}, 2, None),
        (
            {"overdue_days": 40, "prepaid_rub": 5_000, "debt_rub": 20_000},
            {"credit_limit_rub": 50_000, "overdue_rub": 10_000},
            3,
            35_000,
        ),
        ({"overdue_days": 40, "prepaid_rub": 5_000}, {"credit_limit_rub": 50_000, "overdue_rub": 20_000}, 3, None),
        ({"overdue_days": 40, "prepaid_rub": 5_000}, {"credit_limit_rub": 50_000, "overdue_rub": 60_000}, 3, 5_000),
        ({"overdue_days": 40, "prepaid_rub": 5_000}, {}, 3, 5_000),
        ({"debt_rub": 60_000}, {"credit_limit_rub": 50_000}, 3, 0),
        ({"overdue_days": 40}, {}, 3, None),
        ({"overdue_days": 40, "prepaid_rub": -5}, {}, 3, None),
        ({}, {}, 4, None),
    ],
)
def test_each_reason_gives_its_words_and_its_target(
    typed: dict[str, Any], client: dict[str, Any], reason: int, target: float | None
) -> None:
    found = row(table(bought(К1=40_000), [{"client_code": "К1"} | typed], К1=client))
    word = REASON_WORDS[reason - 1]
    assert (found["reason_suggested"], found["reason_in_force"]) == (word, word)
    assert found["is_worth"] == CONTINUE_WORDS[reason - 1]
    assert found["programme"] == ("Возврат клиента" if reason == 4 else None)
    if target is None:
        assert pd.isna(found["target_rub"])
        assert pd.isna(found["gap_rub"])
    else:
        assert (found["target_rub"], found["gap_rub"]) == (target, target - 40_000)


def test_the_reason_decided_stands_over_the_suggested_one() -> None:
    typed = {"client_code": "К1", "overdue_days": 40, "reason_decided": REASON_WORDS[0]}
    found = row(table(bought(К1=40_000), [typed]))
    assert (found["reason_suggested"], found["reason_in_force"]) == (REASON_WORDS[2], REASON_WORDS[0])
    assert found["target_rub"] == 100_000


def test_what_was_typed_stays_when_the_client_recovers_or_leaves() -> None:
    typed = [
        {"client_code": "К1", "comment": "обещал", "next_check_on": date(2026, 7, 1)},
        {"client_code": "К7", "comment": "закрылся", "reason_decided": REASON_WORDS[3]},
    ]
    found = table(bought(К1=96_000), typed, К1={"is_followed": False})
    back, gone = row(found), row(found, "К7")
    assert (back["state"], back["comment"], pd.isna(back["at_risk_rub"])) == ("восстановился", "обещал", True)
    assert back["reason"].replace("\xa0", " ").endswith("−4 %, это меньше порога: больше не сокращает")
    assert (gone["state"], gone["comment"], gone["reason_in_force"]) == ("нет данных", "закрылся", REASON_WORDS[3])
    assert (back["reason_suggested"], back["reason_in_force"], back["is_worth"]) == (None, None, None)


def test_the_reason_names_base_now_and_evidence() -> None:
    reason = row(table(bought(К1=40_000)))["reason"].replace("\xa0", " ")
    assert reason.startswith("База 100 000 ₽ в месяц (год назад), сейчас 40 000 ₽: −60 %. Причина: ")


def test_an_unknown_debt_is_asked_for_and_a_known_one_is_not() -> None:
    client = {"credit_limit_rub": 50_000, "overdue_rub": 20_000}
    asks = row(table(bought(К1=40_000), [{"client_code": "К1", "overdue_days": 40}], К1=client))
    assert pd.isna(asks["free_limit_rub"])
    assert asks["reason"].endswith(". Впишите долг: без него свободный лимит и безопасный минимум не известны")
    for typed in ({"overdue_days": 40, "debt_rub": 20_000}, {}):
        told = row(table(bought(К1=40_000), [{"client_code": "К1"} | typed], К1=client))
        assert "Впишите долг" not in told["reason"]


def test_an_empty_base_gives_an_empty_sheet() -> None:
    assert table(bought(К1=1)[:0]).empty
    assert [reason_number(word) for word in (*REASON_WORDS, None, "нет такой")] == [1, 2, 3, 4, 0, 0]
