"""Every threshold: its default, its bounds, its words, and what a wrong value is answered with."""

from __future__ import annotations

import math
import re
from typing import Any

import pytest

from clientbase_xl.errors import BadUse
from clientbase_xl.settings import OURS, Settings, from_values, rows

METHOD_DEFAULTS: dict[str, Any] = {
    "facts.turnover_months": 12,
    "facts.rhythm_months": 24,
    "facts.rhythm_min_intervals": 2,
    "facts.cost_coverage_min": 0.95,
    "facts.trend_months": 3,
    "facts.trend_year_ago_months": 15,
    "facts.trend_min_months": 6,
    "status.new_days": 90,
    "plan.trend_limit": 0.30,
    "discounts.compare_months": 3,
    "agreements.stable_months": 9,
    "agreements.stable_variation": 0.5,
    "agreements.bet_share": 0.2,
    "agreements.touch_days": 30,
    "plan.count_weeks": 8,
    "status.dozing_rhythm_factor": 1.5,
    "status.dozing_months": 3,
    "status.dozing_drop_share": 0.5,
    "status.active_months": 12,
    "category.profit_cut_mode": "доли",
    "category.profit_share_max": 0.50,
    "category.profit_share_high": 0.80,
    "category.profit_share_mid": 0.95,
    "category.potential_share_max": 0.50,
    "category.potential_share_high": 0.80,
    "category.potential_min_answered": 10,
    "category.keep_share_of_wallet": 0.90,
    "reactivation.window_months": 9,
    "reactivation.silent_from_days": 60,
    "reactivation.silent_to_days": 180,
    "reactivation.min_rhythm_factor": 0,
    "reactivation.in_rhythm_factor": 2,
    "reactivation.is_seasonal_apart": False,
    "reactivation.return_days": 90,
    "reactivation.mark_low": 0.30,
    "reactivation.mark_high": 0.60,
    "retention.hole_share": 0.67,
    "retention.mature_days": 90,
    "retention.min_clients": 20,
    "retention.unknown_months": 6,
    "capacity.hours_per_day": 8,
    "capacity.selling_share": 0.6,
    "weekly.count_weeks": 12,
    "weekly.zero_days": 30,
    "offers.review_days": 7.0,
    "offers.service_level": 0.95,
    "fbs.several_owners": "предупреждение",
    "fbs.several_firsts": "предупреждение",
    "fbs.backups_high": 2,
    "fbs.backups_mid": 1,
    "fbs.backups_low": 0,
    "fbs.weight_high": 3,
    "fbs.weight_mid": 2,
    "fbs.weight_low": 1,
    "fbs.owner_part": 1,
    "fbs.backup_part": 0.5,
    "fbs.new_functions_max": 3,
    "fbs.load_max": None,
    "fbs.weeks_ahead": 8,
    "fbs.pairs_max": 20,
    "time.mark_serving": 0.40,
    "time.managers_max": 5,
    "time.free_share_max": 0.20,
    "time.payroll_rub": None,
    "diagnosis.initiative_share": 0.50,
} | {
    f"fbs.{check}": "ошибка"
    for check in (
        *("no_owner", "few_backups", "second_without_first", "owner_backs_up"),
        *("unknown_level", "unknown_role", "stranger"),
    )
}
"""What METHOD sections 0, 2, 3, 8, 15, 16, 18 and 19 say."""

METHOD_GRID = {
    "max": "ABB",
    "high": "BBB",
    "mid": "BCD",
    "low": "CCD",
    "negative": "EEE",
}
"""Rows of the grid of METHOD section 3; columns: potential maximal, high, low."""

BOUNDS: list[tuple[str, list[Any], list[Any]]] = [
    ("offers.review_days", [0, 365], [-1, 366]),
    ("offers.service_level", [0.5, 0.9999], [0.49, 1]),
    ("facts.turnover_months", [1, 60], [0, 61]),
    ("facts.rhythm_months", [2, 120], [1, 121]),
    ("facts.rhythm_min_intervals", [1, 50], [0, 51]),
    ("facts.cost_coverage_min", [0.5, 1], [0.49, 1.01]),
    ("facts.trend_months", [1, 12], [0, 13]),
    ("facts.trend_year_ago_months", [13], [12]),
    ("facts.trend_min_months", [2], [1]),
    ("capacity.hours_per_day", [1, 24], [0, 24.5]),
    ("capacity.selling_share", [0.05, 1], [0, 1.01]),
    ("status.new_days", [1], [0]),
    ("status.dozing_rhythm_factor", [1], [0.99]),
    ("status.dozing_months", [1, 12], [0, 13]),
    ("status.dozing_drop_share", [0.01, 1], [0, 1.01]),
    ("status.active_months", [1, 60], [0, 61]),
    ("category.profit_cut_mode", ["доли", "квантили"], ["проценты", ""]),
    ("category.profit_share_max", [0.01, 0.79], [0, 1]),
    ("category.profit_share_high", [0.51, 0.94], [0, 1]),
    ("category.profit_share_mid", [0.81, 0.99], [0, 1]),
    ("category.profit_rub_max", [0.01, None], [0, -1]),
    ("category.profit_rub_high", [0.01, None], [0, -1]),
    ("category.profit_rub_mid", [0.01, None], [0, -1]),
    ("category.profit_quantile_max", [0.01, 0.49], [0, 1]),
    ("category.profit_quantile_high", [0.21, 0.79], [0, 1]),
    ("category.profit_quantile_mid", [0.51, 0.99], [0, 1]),
    ("category.potential_share_max", [0.01, 0.79], [0, 1]),
    ("category.potential_share_high", [0.51, 0.99], [0, 1]),
    ("category.potential_min_answered", [2], [1]),
    ("category.potential_rub_max", [0.01, None], [0]),
    ("category.potential_rub_high", [0.01, None], [0]),
    ("category.keep_share_of_wallet", [0.01, 1], [0, 1.01]),
    ("reactivation.window_months", [1, 60], [0, 61]),
    ("reactivation.silent_from_days", [1, 180], [0, 3651]),
    ("reactivation.silent_to_days", [60, 3650], [0, 3651]),
    ("reactivation.min_rhythm_factor", [0, 20], [-0.1, 20.1]),
    ("reactivation.in_rhythm_factor", [0, 20], [-0.1, 20.1]),
    ("reactivation.is_seasonal_apart", [True, False], ["может быть", 2]),
    ("reactivation.return_days", [1, 730], [0, 731]),
    ("reactivation.self_months", [1, 60], [0, 61]),
    ("reactivation.mark_low", [0, 1], [-0.01, 1.01]),
    ("reactivation.mark_high", [0, 1], [-0.01, 1.01]),
    ("reactivation.sales_type", ["транзакционные", "стратегические"], ["розничные", ""]),
    ("retention.hole_share", [0.01, 1], [0, 1.01]),
    ("retention.mature_days", [1, 730], [0, 731]),
    ("retention.min_clients", [1], [0]),
    ("retention.unknown_months", [0, 60], [-1, 61]),
    ("kpis.period", ["последний полный месяц", "текущий месяц"], ["месяц", ""]),
    ("kpis.manager_by", ["документ", "карточка"], ["договор", ""]),
    ("kpis.is_outlets", [True, False], ["может быть", 2]),
    ("kpis.count_skus", [1, 5000], [0, 5001]),
    ("kpis.novelty_months", [1, 24], [0, 25]),
    ("profiles.question_order", ["", "9; 8; 1", "2,1"], [5, None]),
    ("profiles.contradiction_share", [0.01, 0.99], [0, 1]),
    ("profiles.orders_only_factor", [1, 10.0], [0.99]),
    ("profiles.min_answered", [2, 500], [1]),
    ("profiles.high_quantile", [0.51, 0.99], [0.5, 1]),
    ("profiles.low_quantile", [0.01, 0.49], [0, 0.5]),
    ("profiles.abc_share_a", [0.01, 0.94], [0, 1]),
    ("profiles.abc_share_b", [0.81, 0.99], [0, 1]),
    ("weekly.count_weeks", [4, 52], [3, 53]),
    ("weekly.zero_days", [7, 365], [6, 366]),
    ("weekly.count_reactivation", [1, 30], [0, 31]),
    ("weekly.count_changes", [1, 30], [0, 31]),
    ("plan.trend_limit", [0, 1], [-0.01, 1.01]),
    ("plan.min_months", [1, 12], [0, 13]),
    ("plan.count_months_back", [1, 12], [0, 13]),
    ("plan.count_months_ahead", [1, 12], [0, 13]),
    ("plan.count_weeks", [1, 26], [0, 27]),
    ("creation.required_fields", ["", "Клиент"], [5, None]),
    ("duplicates.score_min", [0.01, 1], [0, 1.01]),
    ("duplicates.shared_clients_max", [2, 1_000], [1, 1_001]),
    ("duplicates.shared_domains", ["", "mail.ru"], [5, None]),
    *(
        (f"fbs.{check}", ["ошибка", "предупреждение", "не проверять"], ["сведение", ""])
        for check in (
            *("no_owner", "few_backups", "second_without_first", "owner_backs_up", "unknown_level"),
            *("unknown_role", "stranger", "several_owners", "several_firsts"),
        )
    ),
    *((f"fbs.backups_{level}", [0, 20], [-1, 21]) for level in ("high", "mid", "low")),
    *((f"fbs.weight_{level}", [0, 0.5, 100], [-0.1, 101]) for level in ("high", "mid", "low")),
    ("fbs.owner_part", [0, 10], [-0.1, 10.1]),
    ("fbs.backup_part", [0, 10], [-0.1, 10.1]),
    ("fbs.new_functions_max", [0, 200], [-1, 201]),
    ("fbs.load_max", [0.5, None], [0, -1]),
    ("fbs.weeks_ahead", [1, 53], [0, 54]),
    ("fbs.pairs_max", [0, 500], [-1, 501]),
    ("time.window_months", [1, 60], [0, 61]),
    ("time.min_days", [1, 30], [0]),
    ("time.mark_serving", [0.01, 0.99], [0, 1]),
    ("time.managers_max", [1, 50], [0, 51]),
    ("time.free_share_max", [0.01, 1], [0, 1.01]),
    ("time.payroll_rub", [0.01, None], [0, -1]),
    ("time.reactivation_part", [0, 1], [-0.01, 1.01]),
    ("time.reactivation_minutes", [0.5, 480], [0, 481]),
    ("time.development_minutes", [0.5, 480], [0, 481]),
    ("time.reactivation_conversion", [0, 1, None], [-0.01, 1.01]),
    ("time.development_conversion", [0, 1, None], [-0.01, 1.01]),
    ("time.average_purchase_rub", [0.01, None], [0]),
    ("time.min_contacts", [1], [0]),
    ("agreements.stable_months", [1, 12], [0, 13]),
    ("agreements.stable_variation", [0, 5], [-0.01, 5.01]),
    ("agreements.bet_share", [0.01, 1], [0, 1.01]),
    ("agreements.year_end_month", [1, 12], [0, 13]),
    ("agreements.plan_months", [3, 12], [2, 13]),
    ("agreements.plan_gap_share", [0, 0.99], [-0.01, 1]),
    ("agreements.touch_days", [1, 365], [0, 366]),
    ("agreements.programme_days", [1, 365], [0, 366]),
    ("agreements.programme_change", [0.01, 1], [0, 1.01]),
    ("diagnosis.initiative_share", [0.01, 0.99], [0, 1]),
    ("diagnosis.contact_months", [1, 60], [0, 61]),
    ("diagnosis.below_median_share", [0.01, 0.5], [0, 0.51]),
    ("warnings.segment_growth", [0.01, 1], [0, 1.01]),
    ("warnings.segment_known_min", [0.01, 1], [0, 1.01]),
    ("warnings.margin_months", [1, 11], [0, 12]),
    ("warnings.margin_fall", [0.01, 1], [0, 1.01]),
    ("warnings.discount_months", [1, 12], [0, 13]),
    ("warnings.discounts_growth", [0.01, 10], [0, 10.01]),
    ("warnings.discounts_min", [1, 1_000], [0, 1_001]),
    ("warnings.discount_depth_growth", [0.01, 1], [0, 1.01]),
    ("discounts.compare_months", [1, 12], [0, 13]),
    ("discounts.margin_gap", [0.01, 1], [0, 1.01]),
    ("discounts.ahead_days", [1, 3_650], [0, 3_651]),
    ("discounts.soon_days", [1, 92], [0, 93]),
    ("warnings.contact_weeks", [1, 26], [0, 27]),
    ("warnings.contacts_fall", [0.01, 1], [0, 1.01]),
    ("warnings.contacts_min", [1, 10_000], [0, 10_001]),
    ("prospects.last_letter_in_work", ["A", "B", "C", "D", "E"], ["Ж", ""]),
    ("reconciliation.required_fields", ["", "Клиент"], [5, None]),
    ("reconciliation.actual_days", [1, 3660], [0, 3661]),
    ("reconciliation.every_months", [1, 60], [0, 61]),
    ("prospects.reconcile_month", [1, 12], [0, 13]),
    ("prospects.reconcile_day", [1, 31], [0, 32]),
    ("tasks.change_share", [0.01, 0.99], [0, 1]),
    ("tasks.full_wallet_share", [0.01, 1], [0, 1.01]),
    ("tasks.nps_months", [1, 60], [0, 61]),
    ("monitoring.old_days", [1, 365], [0]),
    ("monitoring.task_days", [0, 90], [-1, 91]),
    ("falling.cut_share", [0.01, 0.99], [0, 1]),
    ("falling.overdue_days", [0, 365], [-1, 366]),
    ("falling.sell_out_fall", [0.01, 0.99], [0, 1]),
    ("offers.lead_days", [0, 365], [-1, 366]),
    ("offers.short_lead_days", [0, 365], [-1, 366]),
    ("offers.liquid_buyers", [1, 10_000], [0, 10_001]),
    ("offers.liquid_share", [0, 1], [-0.01, 1.01]),
    ("offers.peer_share", [0.01, 1], [0, 1.01]),
    ("offers.min_peers", [1, 1_000], [0, 1_001]),
    ("offers.demand_weeks", [8, 104], [7, 105]),
    ("offers.fresh_days", [1, 365], [0, 366]),
    ("offers.overstock_days", [1, 730], [0, 731]),
    ("offers.count_own", [1, 20], [0, 21]),
    ("offers.count_peers", [0, 12], [-1, 13]),
    ("offers.count_illiquid", [0, 8], [-1, 9]),
    ("offers.count_clients", [1, 1_000], [0, 1_001]),
]


def value_of(settings: Settings, address: str) -> Any:
    """Return the value that stands at an address."""
    return {row.address: row.value for row in rows(settings)}[address]


def test_the_defaults_are_those_of_the_method() -> None:
    found = {row.address: row.value for row in rows(Settings()) if row.address in METHOD_DEFAULTS}
    assert found == METHOD_DEFAULTS


def test_the_default_grid_is_that_of_the_method() -> None:
    grid = Settings().grid
    for profit, letters in METHOD_GRID.items():
        assert "".join(getattr(grid, f"{profit}_{potential}") for potential in ("max", "high", "low")) == letters


@pytest.mark.parametrize(("address", "good", "bad"), BOUNDS, ids=[bound[0] for bound in BOUNDS])
def test_bounds_are_inclusive_where_the_method_says_not_less(address: str, good: list[Any], bad: list[Any]) -> None:
    for value in good:
        assert value_of(from_values({address: value}), address) == value
    for value in bad:
        with pytest.raises(BadUse, match=re.escape(f"Настройка «{address}»: значение «{value}» не подходит")):
            from_values({address: value})


def test_every_setting_is_tried_at_its_bounds() -> None:
    tried = {address for address, _, _ in BOUNDS}
    assert tried | {row.address for row in rows(Settings()) if row.address.startswith("grid.")} == {
        row.address for row in rows(Settings())
    }


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"category.profit_share_max": 0.8}, "доли прибыли должны идти по порядку"),
        ({"category.profit_share_mid": 0.8}, "доли прибыли должны идти по порядку"),
        ({"category.profit_quantile_max": 0.5}, "доли клиентов должны идти по порядку"),
        ({"category.potential_share_max": 0.8}, "доли потенциала должны идти по порядку"),
        ({"category.profit_rub_mid": 5, "category.profit_rub_max": 5}, "границы прибыли в рублях"),
        ({"category.potential_rub_high": 6, "category.potential_rub_max": 5}, "границы потенциала в рублях"),
        ({"category.profit_cut_mode": "рубли"}, "нужны все три границы прибыли"),
        ({"reactivation.silent_from_days": 181}, "«молчит от» больше, чем «молчит до»"),
        ({"reactivation.silent_to_days": 59}, "«молчит от» больше, чем «молчит до»"),
    ],
)
def test_settings_that_contradict_each_other_are_refused_with_the_reason(values: dict[str, Any], reason: str) -> None:
    with pytest.raises(BadUse, match=reason) as refusal:
        from_values(values)
    assert "{" not in str(refusal.value)
    assert "листе «Настройки»" in refusal.value.remedy


def test_the_mode_in_roubles_takes_three_ascending_cuts() -> None:
    settings = from_values(
        {
            "category.profit_cut_mode": "рубли",
            "category.profit_rub_mid": 1_000,
            "category.profit_rub_high": 10_000,
            "category.profit_rub_max": 100_000,
        }
    )
    assert settings.category.profit_rub_max == 100_000


@pytest.mark.parametrize("address", ["facts.absent", "absent.turnover_months", "absent", ""])
def test_an_address_that_does_not_exist_is_refused(address: str) -> None:
    with pytest.raises(BadUse, match="такой настройки нет"):
        from_values({address: 1})


@pytest.mark.parametrize("value", [None, "", "много", [], math.nan, math.inf, -1e9, 1e9, 1.5, "2026-01-01"], ids=repr)
def test_no_wrong_value_is_answered_in_english(value: Any) -> None:
    reasons = [reason for row in rows(Settings()) if (reason := refusal_reason(row.address, value))]
    assert reasons
    assert not [reason for reason in reasons if re.search(r"[A-Za-z]{2,}", reason)]


def refusal_reason(address: str, value: Any) -> str:
    """Return why a value is refused, "" when it is accepted."""
    try:
        from_values({address: value})
    except BadUse as refusal:
        return refusal.found.rpartition("не подходит (")[2]
    return ""


def test_every_setting_has_its_words_once() -> None:
    listed = list(rows(Settings()))
    assert len({row.address for row in listed}) == len(listed)
    for row in listed:
        assert re.fullmatch(r"[a-z]+\.[a-z0-9_]+", row.address)
        assert row.value == row.default, row.address
        assert re.search("[А-Яа-я]", row.title), row.address
        assert row.note.endswith("."), row.address
        assert row.source in {"K", "P", "S", "B", OURS}, row.address
        assert re.search("[А-Яа-я]", row.group), row.address


def test_rows_read_back_are_the_same_settings() -> None:
    changed = from_values({"reactivation.window_months": 6, "grid.low_high": "D", "category.profit_rub_mid": 5.5})
    assert from_values({row.address: row.value for row in rows(changed)}) == changed
    assert {row.address for row in rows(changed) if row.value != row.default} == {
        "reactivation.window_months",
        "grid.low_high",
        "category.profit_rub_mid",
    }


def test_settings_cannot_be_changed_in_passing() -> None:
    settings = Settings()
    with pytest.raises(ValueError, match="frozen"):
        settings.facts.turnover_months = 6


def test_letters_of_categories_are_accepted_in_cyrillic_and_small_and_kept_in_latin() -> None:
    kept = from_values({"grid.max_max": "В", "grid.max_high": "д", "grid.max_low": " e "}).grid
    assert (kept.max_max, kept.max_high, kept.max_low) == ("B", "D", "E")
    with pytest.raises(BadUse, match="допустимо"):
        from_values({"grid.max_max": "Ж"})
