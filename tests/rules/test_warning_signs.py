"""The table of warning signs: what is lost comes first, what is not known last."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from clientbase_xl.rules.warning_sign import WarningSign
from clientbase_xl.rules.warning_signs import warning_signs
from clientbase_xl.schemas.validation import check_table
from clientbase_xl.schemas.warning_signs import WARNING_SIGNS

CALM = WarningSign("натиск", "первый", "Доля", "%", 0.05, 0.2, 0.2, is_warning=False, reason="20 %")
UNKNOWN = WarningSign("натиск", "второй", "Доля", "%", 0.03, reason="нет себестоимости")
ALARM = replace(CALM, sign="третий", is_warning=True, value=0.3)


def test_warnings_then_calm_ones_then_those_without_data_in_the_given_order() -> None:
    table = warning_signs((UNKNOWN, CALM, ALARM, replace(ALARM, sign="четвёртый")))
    assert table["sign"].tolist() == ["третий", "четвёртый", "первый", "второй"]
    assert check_table(table, WARNING_SIGNS) == ()


def test_what_is_not_known_is_neither_a_warning_nor_calm() -> None:
    table = warning_signs((UNKNOWN,))
    assert table["is_warning"].isna().all()
    assert table["value"].isna().all()
    assert table["reason"].tolist() == ["нет себестоимости"]


def test_without_signs_the_table_is_empty() -> None:
    assert len(warning_signs(())) == 0
    assert isinstance(warning_signs(())["is_warning"].dtype, pd.BooleanDtype)
