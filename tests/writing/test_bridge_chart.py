"""The waterfall of the bridge: steps stand upon each other, the axis shows them."""

from __future__ import annotations

import pandas as pd

from clientbase_xl.schemas.base_kpis import ASSORTMENT_KPIS, BASE_KPIS
from clientbase_xl.writing.bridge_chart import waterfall
from clientbase_xl.writing.kpi_codes import row_codes

DEPARTMENT = {
    "count_before": 389,
    "count_new": 9,
    "count_returned": 19,
    "count_received": pd.NA,
    "count_lapsed": 44,
    "count_left": 0,
    "count_stopped": 1,
    "count_handed": pd.NA,
    "count_after": 372,
}


def test_a_waterfall_by_hand() -> None:
    steps = waterfall(DEPARTMENT)
    assert steps.names == ["Было", "Новые", "Вернувшиеся", "Уснувшие", "Ушедшие", "Прекращена работа", "Стало"]
    assert steps.below == [0, 389, 398, 373, 373, 372, 0]
    assert steps.plus == [0, 9, 19, 0, 0, 0, 0]
    assert steps.minus == [0, 0, 0, 44, 0, 1, 0]
    assert steps.ends == [389, 0, 0, 0, 0, 0, 372]


def test_the_axis_begins_below_every_step_and_never_below_zero() -> None:
    assert waterfall(DEPARTMENT).least == 280  # 372 − 2 × (417 − 372) = 282
    small = DEPARTMENT | {"count_before": 3, "count_returned": 0, "count_lapsed": 1, "count_stopped": 0}
    assert waterfall(small).least == 0


def test_a_term_of_nobody_keeps_its_step_so_that_the_chart_fits_every_day() -> None:
    nobody = DEPARTMENT | {"count_stopped": 0}
    assert waterfall(nobody).names == waterfall(DEPARTMENT).names


def test_a_column_of_people_means_and_shares_has_a_format_per_row() -> None:
    table = pd.DataFrame(
        {
            "unit": ["клиентов", "клиентов", "%", None],
            "value": [269.0, 44.2, 0.25, float("nan")],
            "value_before": [286.0, 48.0, 0.5, float("nan")],
            "numerator": [float("nan"), 796.0, 3.0, float("nan")],
            "denominator": [float("nan"), 18.0, 12.0, float("nan")],
            "plan": [float("nan"), float("nan"), float("nan"), 2.5],
        }
    )
    codes = row_codes(BASE_KPIS, table)
    assert codes is not None
    assert codes["value"] == ["#,##0", "#,##0.0", "0.0%", "#,##0"]
    assert codes["plan"] == ["#,##0", "#,##0", "#,##0", "#,##0.0"]
    assert codes["change"][2] == "+0.0%;-0.0%;0"
    assert row_codes(ASSORTMENT_KPIS, table) is None
