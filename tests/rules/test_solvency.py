"""Whose payments to watch, and when they may be trusted again (METHOD sections 10 and 11)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.rules.joined import present
from clientbase_xl.rules.solvency import OF_CLIENTS, solvency, trend_word
from clientbase_xl.rules.survey_answers_now import ANSWER_KEYS
from clientbase_xl.schemas.falling_purchases import FALLING_PURCHASES, REASON_WORDS, SOLVENCY
from clientbase_xl.schemas.validation import check_table
from clientbase_xl.settings import MonitoringSettings

TODAY = date(2026, 6, 1)


def watched(
    client: dict[str, Any], falling: dict[str, Any] | None = None, answer: Any = None, days: int = 12
) -> list[dict[Any, Any]]:
    clients = pd.DataFrame([{"client_code": "К1", "client_name": "ООО"} | client], columns=list(OF_CLIENTS))
    cells = [{"client_code": "К1", "rank": 1} | falling] if falling else []
    sheet = present(pd.DataFrame(cells, columns=list(FALLING_PURCHASES.keys), dtype=object), FALLING_PURCHASES)
    said = pd.DataFrame(
        [("К1", answer[0], pd.Timestamp(TODAY) - pd.Timedelta(days=days), answer[1])] if answer else [],
        columns=list(ANSWER_KEYS),
    )
    table = solvency(clients, sheet, said, TODAY, MonitoringSettings())
    assert check_table(table, SOLVENCY) == ()
    return table.to_dict("records")


def test_who_pays_and_of_whom_nothing_is_known_are_not_watched() -> None:
    assert watched({}) == []
    assert watched({"overdue_rub": 0, "credit_limit_rub": 10}) == []
    assert watched({}, answer=("платит в срок", "платит в срок")) == []
    assert watched({}, answer=("платит в срок", "задержки")) == []


@pytest.mark.parametrize(
    ("client", "falling", "answer", "state", "trend"),
    [
        ({"overdue_rub": 1}, None, None, "следить", "нет данных"),
        ({"credit_limit_rub": 10}, {"debt_rub": 11}, None, "следить", "нет данных"),
        ({}, None, ("задержки", "платит в срок"), "следить", "хуже"),
        ({}, None, ("задержки", "не платит"), "следить", "лучше"),
        ({}, None, ("не платит", "не платит"), "безопасный минимум", "без изменений"),
        ({}, {"reason_in_force": REASON_WORDS[2]}, None, "безопасный минимум", "нет данных"),
        ({}, {"reason_in_force": REASON_WORDS[2]}, ("платит в срок", "задержки"), "можно возобновить", "лучше"),
        (
            {"overdue_rub": 5},
            {"reason_in_force": REASON_WORDS[2]},
            ("платит в срок", "задержки"),
            "безопасный минимум",
            "лучше",
        ),
    ],
)
def test_each_ground_puts_a_client_on_the_list(
    client: dict[str, Any], falling: dict[str, Any] | None, answer: Any, state: str, trend: str
) -> None:
    (row,) = watched(client, falling, answer)
    assert (row["solvency_state"], row["solvency_trend"]) == (state, trend)
    assert row["reason"]


@pytest.mark.parametrize(
    ("overdue_rub", "overdue_days", "state"),
    [(None, 45, "безопасный минимум"), (None, 0, "можно возобновить"), (0, 45, "можно возобновить")],
)
def test_days_overdue_of_unknown_roubles_are_late_and_of_0_roubles_are_not(
    overdue_rub: float | None, overdue_days: int, state: str
) -> None:
    falling = {"reason_in_force": REASON_WORDS[2], "overdue_days": overdue_days}
    (row,) = watched({"overdue_rub": overdue_rub}, falling, ("платит в срок", "задержки"))
    assert row["solvency_state"] == state
    assert ("просрочка 45 дн., сумма не известна" in row["reason"].replace("\xa0", " ")) is (
        state != "можно возобновить"
    )


def test_days_overdue_alone_put_a_client_on_the_list() -> None:
    (row,) = watched({}, {"overdue_days": 45})
    assert row["solvency_state"] == "следить"
    assert watched({}, {"overdue_days": 0}) == []


@pytest.mark.parametrize(
    ("days", "state"), [(0, "можно возобновить"), (90, "можно возобновить"), (91, "безопасный минимум")]
)
def test_only_an_answer_of_at_most_90_days_lets_shipments_resume(days: int, state: str) -> None:
    (row,) = watched({}, {"reason_in_force": REASON_WORDS[2]}, ("платит в срок", "задержки"), days)
    assert row["solvency_state"] == state
    is_asked = "ответил «платит в срок», но 91 дн. назад: спросите снова" in row["reason"].replace("\xa0", " ")
    assert is_asked is (days == 91)


def test_a_minimum_that_needs_the_debt_asks_for_it() -> None:
    (row,) = watched({"overdue_rub": 30_000, "credit_limit_rub": 100_000}, {"prepaid_rub": 5_000})
    assert pd.isna(row["free_limit_rub"])
    assert pd.isna(row["target_rub"])
    assert row["reason"].endswith(". Впишите долг на листе «Сокращают закупки»: без него минимум не известен")
    (row,) = watched({"overdue_rub": 30_000}, {"prepaid_rub": 5_000})
    assert (row["target_rub"], "долг" in row["reason"]) == (5_000, False)


def test_the_row_shows_limit_debt_minimum_and_the_next_check() -> None:
    client = {"overdue_rub": 30_000, "credit_limit_rub": 100_000, "manager": "Ветров"}
    falling = {"overdue_days": 40, "debt_rub": 60_000, "prepaid_rub": 5_000, "next_check_on": date(2026, 7, 1)}
    (row,) = watched(client, falling | {"reason_in_force": REASON_WORDS[2]})
    assert (row["free_limit_rub"], row["target_rub"], row["overdue_days"]) == (40_000, 45_000, 40)
    assert row["next_check_on"] == pd.Timestamp(2026, 7, 1)
    assert row["reason"].replace("\xa0", " ").startswith("Причина сокращения 3; просрочено 30 000 ₽, 40 дн. Отгружайте")


def test_the_largest_debt_stands_first_then_turnover_then_the_code() -> None:
    rows = [("К1", 5, 1), ("К2", 9, 1), ("К4", 5, 7), ("К3", 5, 7)]
    clients = pd.DataFrame(
        [{"client_code": code, "overdue_rub": late, "turnover_12m_rub": rub} for code, late, rub in rows],
        columns=list(OF_CLIENTS),
    )
    empty = present(pd.DataFrame(columns=list(FALLING_PURCHASES.keys)), FALLING_PURCHASES)
    table = solvency(clients, empty, pd.DataFrame(columns=list(ANSWER_KEYS)), TODAY, MonitoringSettings())
    assert table["client_code"].tolist() == ["К2", "К3", "К4", "К1"]
    nobody = solvency(clients[:0], empty, pd.DataFrame(columns=list(ANSWER_KEYS)), TODAY, MonitoringSettings())
    assert (list(nobody), len(nobody)) == (list(SOLVENCY.keys), 0)


def test_a_word_that_is_no_answer_has_no_trend() -> None:
    assert trend_word("растёт", "задержки") == trend_word(None, None) == "нет данных"
