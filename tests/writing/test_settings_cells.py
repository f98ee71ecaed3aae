"""Every value of «Настройки» has its own format and bounds, taken from the model."""

import pytest

from clientbase_xl.schemas.clients import LETTERS
from clientbase_xl.settings import Settings, rows
from clientbase_xl.writing.settings_sheet import is_share, setting_rule, setting_type, value_codes
from tests.support.workbook_sample import sample_settings

UNITS = {row.address: row.unit for row in rows(Settings())}


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("facts.turnover_months", int),
        ("category.profit_share_max", float),
        ("category.profit_rub_max", float),
        ("reactivation.is_seasonal_apart", bool),
        ("category.profit_cut_mode", ("доли", "рубли", "квантили")),
        ("grid.max_max", LETTERS),
    ],
)
def test_the_type_of_a_setting_comes_from_the_model(address: str, kind: object) -> None:
    assert setting_type(address) == kind


def test_a_number_without_a_unit_is_a_share_and_its_default_is_between_zero_and_one_or_empty() -> None:
    shares = [row for row in rows(Settings()) if is_share(row.address, row.unit)]
    assert {row.address for row in shares} >= {"facts.cost_coverage_min", "category.keep_share_of_wallet"}
    assert all(0 < row.default <= 1 for row in shares if row.default is not None)
    assert {row.address for row in shares if row.default is None} == {
        "time.reactivation_conversion",
        "time.development_conversion",
    }


def test_shares_are_percent_roubles_whole_and_words_general() -> None:
    settings = sample_settings(Settings())
    codes = dict(zip(settings["address"], value_codes(settings), strict=True))
    assert codes["category.profit_share_mid"] == "0%"
    assert codes["time.reactivation_conversion"] == "0%", "nothing stands there yet, and 5 % typed is 0.05"
    assert codes["category.profit_rub_max"] == "#,##0"
    assert codes["reactivation.silent_from_days"] == "#,##0"
    assert codes["status.dozing_rhythm_factor"] == "#,##0.0"
    assert codes["grid.low_low"] == "General"


def rule(address: str) -> dict[str, object]:
    return setting_rule(address, UNITS[address])


def test_inclusive_bounds_are_bounds_and_exclusive_ones_move_by_a_hair() -> None:
    assert (rule("facts.turnover_months")["minimum"], rule("facts.turnover_months")["maximum"]) == (1, 60)
    share = rule("category.profit_share_max")
    assert 0 < share["minimum"] < 1e-6  # type: ignore[operator]
    assert 1 - 1e-6 < share["maximum"] < 1  # type: ignore[operator]


def test_the_message_says_the_bounds_in_russian() -> None:
    assert "больше 0 % и меньше 100 %" in str(rule("category.profit_share_max")["error_message"])
    assert "целое число, не меньше 1 и не больше 60" in str(rule("facts.turnover_months")["error_message"])


def test_choices_are_lists_and_letters_only_warn_because_they_may_be_cyrillic() -> None:
    assert rule("category.profit_cut_mode")["source"] == ["доли", "рубли", "квантили"]
    assert rule("category.profit_cut_mode")["error_type"] == "stop"
    assert rule("reactivation.is_seasonal_apart")["source"] == ["да", "нет"]
    assert rule("grid.max_max")["error_type"] == "warning"


@pytest.mark.parametrize("address", UNITS)
def test_every_setting_has_a_rule_within_what_excel_holds(address: str) -> None:
    found = rule(address)
    assert len(str(found["error_title"])) <= 32
    assert len(str(found["error_message"])) <= 255
