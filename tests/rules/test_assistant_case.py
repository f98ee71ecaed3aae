"""The assistant by hand: 64 freed hours, half of them to lapsed clients, against the payroll."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from clientbase_xl.rules.assistant_case import assistant_case, freed_hours_case
from clientbase_xl.rules.case_inputs import CaseInputs, Known
from clientbase_xl.schemas.time_photo import ASSISTANT_CASE
from clientbase_xl.schemas.validation import check_table
from clientbase_xl.settings import TimePhotoSettings

NAN = float("nan")


def inputs(
    lapsed: int = 100, back: float = 0.3, more: float = 0.25, purchase: float = 50_000.0, margin: float = 0.2
) -> CaseInputs:
    return CaseInputs(lapsed, *(Known(value, "база", "проба") for value in (back, more, purchase, margin)))


def unload(*freed: float) -> pd.DataFrame:
    return pd.DataFrame({"manager": [f"М{number}" for number, _ in enumerate(freed)], "hours_freed": freed})


def case_of(given: CaseInputs | None = None, *freed: float, **settings: Any) -> pd.DataFrame:
    table = assistant_case(unload(*freed), given or inputs(), TimePhotoSettings(**settings))
    return table.set_index("indicator")


def verdict(given: CaseInputs | None = None, *freed: float, **settings: Any) -> str:
    return str(case_of(given, *freed, **settings)["reason"].iloc[-1]).replace("\xa0", " ")


def test_hours_become_contacts_and_contacts_become_profit() -> None:
    # 64 h: 32 h × 60 ÷ 30 = 64 calls × 30 % × 50 000 × 20 % = 192 000;
    # 32 h × 60 ÷ 60 = 32 meetings × 25 % × 10 000 = 80 000.
    case = freed_hours_case(64, inputs(), TimePhotoSettings())
    assert (case.hours_reactivation, case.hours_development) == (32, 32)
    assert (case.contacts_reactivation, case.contacts_development) == (64, 32)
    assert case.profit_reactivation_rub == pytest.approx(192_000)
    assert case.profit_development_rub == pytest.approx(80_000)
    assert case.profit_rub == pytest.approx(272_000)


def test_nobody_is_called_who_is_not_on_the_list_and_the_hours_left_go_to_development() -> None:
    # 10 lapsed clients × 30 min = 5 h of 64; 59 h remain.
    case = freed_hours_case(64, inputs(lapsed=10), TimePhotoSettings())
    assert (case.contacts_reactivation, case.hours_development) == (10, 59)
    assert freed_hours_case(64, inputs(lapsed=0), TimePhotoSettings()).profit_reactivation_rub == 0


def test_an_unknown_number_of_an_hour_that_nobody_uses_does_not_matter() -> None:
    only = TimePhotoSettings(reactivation_part=0)
    assert freed_hours_case(64, inputs(back=NAN), only).profit_rub == pytest.approx(160_000)
    assert freed_hours_case(64, inputs(back=NAN), TimePhotoSettings()).profit_rub != pytest.approx(160_000)


@pytest.mark.parametrize(
    ("payroll", "words"),
    [
        (271_999.0, "Окупается: прибыль 272 000 ₽ против ФОТ 271 999 ₽ в месяц; хватит 64 ч из 64 ч"),
        (272_000.0, "Окупается: прибыль 272 000 ₽ против ФОТ 272 000 ₽ в месяц; хватит 64 ч из 64 ч"),
        (
            272_001.0,
            "Не окупается: прибыль 272 000 ₽ против ФОТ 272 001 ₽ в месяц; "
            "конверсия, покупка или маржа нужны в 1,0 раза больше",
        ),
        (68_000.0, "Окупается: прибыль 272 000 ₽ против ФОТ 68 000 ₽ в месяц; хватит 16 ч из 64 ч"),
        (
            544_000.0,
            "Не окупается: прибыль 272 000 ₽ против ФОТ 544 000 ₽ в месяц; "
            "конверсия, покупка или маржа нужны в 2,0 раза больше",
        ),
    ],
)
def test_profit_of_exactly_the_payroll_pays(payroll: float, words: str) -> None:
    assert verdict(inputs(), 32, 32, payroll_rub=payroll) == words


def test_what_is_not_known_gives_no_verdict_but_says_what_is_missing() -> None:
    assert verdict(inputs(), 32) == "Нет данных: не вписан ФОТ помощника"
    assert verdict(inputs(), payroll_rub=1.0) == "Нет данных: хронометража мало, разгружать пока некого"
    unknown = case_of(inputs(margin=NAN), 32, payroll_rub=1.0)
    assert "не известны" in unknown["reason"].iloc[-1]
    assert pd.isna(unknown.loc["Прибыль − ФОТ", "value"])
    assert verdict(inputs(margin=-0.1), 32, payroll_rub=1.0).startswith("Не окупается: прибыль −")


def test_the_steps_stand_in_order_and_hold_what_the_catalogue_says() -> None:
    table = assistant_case(unload(32, 20.5), inputs(), TimePhotoSettings(payroll_rub=70_000))
    assert check_table(table, ASSISTANT_CASE) == ()
    assert table["rank"].tolist() == list(range(1, 15))
    values = table.set_index("indicator")["value"]
    assert values["Кого разгрузить"] == 2
    assert values["Освободится в месяц"] == 52.5
    assert values["Прибыль − ФОТ"] == pytest.approx(values["Прибыль реактивации"] + values["Прибыль развития"] - 70_000)
    assert "М0 32\xa0ч, М1 20,5\xa0ч" in table["reason"].iloc[0]
