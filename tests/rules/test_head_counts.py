"""«Начало» of the head: the same figures in the same order on every day, unknown ones said (METHOD section 1)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.rules.fbs_week import FbsGap, FbsWeek
from clientbase_xl.rules.head_counts import HeadInputs, head_counts
from clientbase_xl.rules.warning_sign import WarningSign
from clientbase_xl.rules.warning_signs import warning_signs
from clientbase_xl.schemas.blocks import COUNT_HEAD_FIGURES
from clientbase_xl.schemas.catalogue import BY_KEY
from clientbase_xl.schemas.start import START_COUNTS
from clientbase_xl.schemas.validation import check_table

SIGNS = (
    WarningSign("", "потеря целевого сегмента", "Оборот вне целевого сегмента", "%", 0.05, 0.25, 0.2, is_warning=True),
    WarningSign("", "резкое падение рентабельности", "Рентабельность", "%", 0.03, 0.231, 0.244, is_warning=False),
    WarningSign("", "демотивация", "Контактов на менеджера", "в день", 0.25, reason="ничего не записано"),
)
GAP = FbsGap(("Аня",), date(2026, 11, 23), date(2026, 11, 24), ((1, "Звонки"),), ())
GIVEN = HeadInputs(
    week=FbsWeek(date(2026, 11, 23), (GAP, replace(GAP, uncovered=((1, "Звонки"), (2, "КП")))), ((3, "Склад"),), 9),
    matrix=pd.DataFrame({"errors": ["нет владельца", None, "бэкаперов 0 из 2"]}, dtype=object),
    signs=warning_signs(SIGNS),
    diagnosis=pd.DataFrame(
        {
            "symptom": ["симптом", "только по базе", "нет", None],
            "agreement": ["сходится", "расходится", "расходится", "нет ответа"],
        },
        dtype=object,
    ),
    biases=pd.DataFrame({"manager": ["Аня", ""], "bias": [0.5, 0.11]}),
    retention=pd.DataFrame({"client_group": ["Все клиенты", "Созревшие"], "share_second": [0.9, 0.7]}),
    bridge=pd.DataFrame(
        {
            "base": ["активная база", "в работе", "в работе"],
            "period": ["последняя неделя"] * 3,
            "manager": ["Отдел", "Аня", "Отдел"],
            "count_change": [1, 2, -3],
        }
    ),
)


def counts(**changes: Any) -> dict[str, Any]:
    """Return title → value, or the text in place of an unknown one."""
    table = head_counts(replace(GIVEN, **changes))
    assert tuple(table.columns) == START_COUNTS.keys
    assert check_table(table, START_COUNTS) == ()
    assert len(table) == COUNT_HEAD_FIGURES
    assert set(table["sheet_key"]) <= set(BY_KEY)
    return {
        str(title).replace("\xa0", " "): text if pd.isna(value) else value
        for title, value, text in zip(table["title"], table["value"], table["text"], strict=True)
    }


def test_the_figures_of_a_small_team() -> None:
    assert counts() == {
        "Функций FBS без прикрытия, 23–29 ноября": 2,  # one of them in both gaps
        "Функций FBS с ошибками": 2,
        "Тревога: оборот вне целевого сегмента, год назад 20 %": 0.25,
        "Рентабельность, год назад 24,4 %": 0.231,
        "Контактов на менеджера": "нет данных",
        "Симптомов в диагностике": 2,
        "Ответов, с которыми база не согласна": 2,
        "Смещение прогноза отдела": 0.11,
        "Вторые покупки, созревшие клиенты": 0.7,
        "Клиентов в работе: изменение за неделю": -3,
    }


def test_without_data_every_figure_keeps_its_place_and_says_so() -> None:
    unknown = warning_signs([replace(one, value=None, value_before=None, is_warning=None) for one in SIGNS])
    found = counts(
        week=None,
        matrix=GIVEN.matrix.iloc[:0],
        signs=unknown,
        diagnosis=GIVEN.diagnosis.assign(symptom=None),
        biases=GIVEN.biases.iloc[:1],
        retention=GIVEN.retention.assign(share_second=None),
        bridge=GIVEN.bridge.iloc[:0],
    )
    assert set(found.values()) == {"нет данных"}
    assert len(found) == COUNT_HEAD_FIGURES


def test_kinds_and_links_are_the_same_whatever_warns() -> None:
    calm = warning_signs([replace(one, is_warning=False, value=0.1, value_before=0.1) for one in reversed(SIGNS)])
    usual, other = head_counts(GIVEN), head_counts(replace(GIVEN, week=None, signs=calm))
    for key in ("kind", "sheet_key"):
        assert usual[key].tolist() == other[key].tolist()


@pytest.mark.parametrize(("errors", "count"), [([None, None], 0), (["нет владельца", None], 1)])
def test_a_sound_matrix_has_no_errors_and_that_is_no_missing_figure(errors: list[str | None], count: int) -> None:
    assert counts(matrix=pd.DataFrame({"errors": errors}, dtype=object))["Функций FBS с ошибками"] == count
