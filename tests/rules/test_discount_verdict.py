"""Did a discount pay: three months after against three before (METHOD section 14)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from clientbase_xl.rules.discount_facts import NOTHING_SOLD, DiscountFacts
from clientbase_xl.rules.discount_terms import read_discounts
from clientbase_xl.rules.discount_verdict import Known, Verdict, discount_verdict
from tests.support.discounts import KNOWN, discounts, facts, plain, sales

BEFORE, AFTER = sales(500_000, 120_000, 100), sales(520_000, 100_000, 110)
KEPT = {
    "terms": "К1; 01.02.2026; весь ассортимент; 3",
    "verdict": "окупилась",
    "fixed_on": date(2026, 5, 4),
    "growth_fact": 0.4,
    "turnover_before_rub": 400_000.0,
    "turnover_after_rub": 600_000.0,
    "volume_before": 90.0,
    "volume_after": 130.0,
    "profit_before_rub": 100_000.0,
    "profit_after_rub": 110_000.0,
}


def verdict(
    found: DiscountFacts, known: Known = KNOWN, kept: dict[str, Any] | None = None, needed: str = "", **cells: Any
) -> Verdict:
    [one] = read_discounts(discounts(cells))
    return discount_verdict(one, found, known, kept, needed)


def test_less_profit_after_did_not_pay_and_the_reason_has_the_numbers() -> None:
    found = verdict(facts(BEFORE, AFTER), needed="нужно было +33,3 %")
    assert (found.verdict, found.judged_on, found.profit_change_rub) == ("не окупилась", date(2026, 5, 1), -20_000)
    # 520 000 ÷ 0.95 are 547 368 ₽ at the former price.
    assert found.growth == pytest.approx(0.0947, abs=1e-4)
    assert plain(found.reason) == (
        "прибыль 120 000 ₽ → 100 000 ₽, оборот 500 000 ₽ → 520 000 ₽; объём +9 %, нужно было +33,3 %; "
        "01.11.2025–31.01.2026 и 01.02.2026–30.04.2026"
    )
    assert found.is_new


@pytest.mark.parametrize(
    ("after", "word"), [(120_000.0, "окупилась"), (119_999.99, "не окупилась"), (120_000.01, "окупилась")]
)
def test_an_equal_profit_has_paid(after: float, word: str) -> None:
    assert verdict(facts(BEFORE, sales(500_000, after, 100))).verdict == word


def test_a_hair_of_binary_fractions_is_no_loss() -> None:
    assert verdict(facts(sales(1, 0.3, 1), sales(1, 0.1 + 0.2 - 1e-12, 1))).verdict == "окупилась"


@pytest.mark.parametrize(("today", "is_over"), [(date(2026, 4, 30), False), (date(2026, 5, 1), True)])
def test_the_months_are_over_on_the_day_so_many_months_later(today: date, is_over: bool) -> None:
    found = verdict(facts(BEFORE, AFTER), replace(KNOWN, today=today, last_on=date(2026, 4, 30)))
    assert found.verdict == ("не окупилась" if is_over else "рано судить")
    assert found.is_new is is_over
    if not is_over:
        assert plain(found.reason).startswith("3 мес. после кончатся 01.05.2026; пока прибыль 120 000 ₽ → 100 000 ₽")


@pytest.mark.parametrize(("last_on", "word"), [(date(2026, 4, 29), "рано судить"), (date(2026, 4, 30), "не окупилась")])
def test_sales_that_are_not_loaded_to_the_end_decide_nothing(last_on: date, word: str) -> None:
    found = verdict(facts(BEFORE, AFTER), replace(KNOWN, last_on=last_on))
    assert found.verdict == word
    assert ("продажи в базе по 29.04.2026" in found.reason) is (word == "рано судить")


def test_a_discount_ahead_is_too_early_and_shows_the_months_before() -> None:
    found = verdict(facts(BEFORE, NOTHING_SOLD), decided_on=date(2026, 6, 10))
    assert (found.verdict, found.reason) == ("рано судить", "скидка начнётся 10.06.2026")
    assert found.cells["profit_before_rub"] == 120_000
    assert found.cells["profit_after_rub"] is None
    assert found.cells["volume_after"] is None


@pytest.mark.parametrize(
    ("first_on", "word"), [(date(2025, 11, 1), "не окупилась"), (date(2025, 11, 2), "нет данных"), (None, "нет данных")]
)
def test_a_ledger_that_begins_later_than_the_months_before_says_nothing(first_on: date | None, word: str) -> None:
    found = verdict(facts(BEFORE, AFTER), replace(KNOWN, first_on=first_on))
    assert found.verdict == word
    if word == "нет данных":
        assert found.reason.endswith("для сравнения нужны с 01.11.2025")


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        (NOTHING_SOLD, NOTHING_SOLD, "этого клиент не покупал ни до, ни после"),
        (sales(1, None, 1), AFTER, "валовая прибыль (до) не известна: нужна себестоимость на 95 % суммы"),
        (BEFORE, sales(1, None, 1), "валовая прибыль (после) не известна"),
        (sales(1, 1, 1, "с НДС"), sales(1, 1, 1, "без НДС"), "суммы до и после с разным НДС"),
    ],
)
def test_what_cannot_be_compared_has_no_verdict(before: Any, after: Any, reason: str) -> None:
    found = verdict(facts(before, after))
    assert found.verdict == "нет данных"
    assert plain(found.reason).startswith(reason)
    assert (found.profit_change_rub, found.growth, found.is_new) == (None, None, False)


def test_a_client_who_began_to_buy_with_the_discount_has_paid_and_one_who_stopped_has_not() -> None:
    began = verdict(facts(NOTHING_SOLD, sales(100, 20, 1, "с НДС")))
    assert (began.verdict, began.growth) == ("окупилась", None)
    assert "до скидки не покупал" in began.reason
    stopped = verdict(facts(sales(100, 20, 1), NOTHING_SOLD))
    assert (stopped.verdict, stopped.growth, stopped.profit_change_rub) == ("не окупилась", -1.0, -20.0)


def test_an_unknown_client_has_no_verdict_and_an_unfinished_row_nothing() -> None:
    assert verdict(facts(BEFORE, AFTER), client_code="Х").verdict == "нет данных"
    for empty in ({"client_code": None}, {"decided_on": None}):
        assert verdict(facts(BEFORE, AFTER), **empty) == Verdict(None, "", {})


def test_a_kept_verdict_stands_with_its_own_numbers_when_sales_are_loaded_anew() -> None:
    found = verdict(facts(BEFORE, AFTER), kept=KEPT)
    assert (found.verdict, found.growth, found.profit_change_rub) == ("окупилась", 0.4, 10_000)
    assert found.cells["turnover_after_rub"] == 600_000
    assert not found.is_new
    said = plain(found.reason)
    assert said.startswith("прибыль 100 000 ₽ → 110 000 ₽, оборот 400 000 ₽ → 600 000 ₽; объём +40 %")
    assert "итог сохранён 04.05.2026; по продажам, какие в базе сейчас, — не окупилась: прибыль 120 000 ₽" in said


def test_a_kept_verdict_that_sales_confirm_says_so_once() -> None:
    found = verdict(facts(BEFORE, sales(520_000, 130_000, 1)), kept=KEPT)
    assert "какие в базе сейчас" not in found.reason


def test_a_kept_verdict_stands_even_when_the_sales_are_gone() -> None:
    found = verdict(DiscountFacts(), replace(KNOWN, first_on=None, last_on=None), kept=KEPT)
    assert found.verdict == "окупилась"
    assert "— нет данных: продаж в базе нет" in found.reason


@pytest.mark.parametrize("cells", [{"decided_on": date(2026, 2, 2)}, {"sku": "Т1"}, {"client_code": "К2"}])
def test_other_terms_are_judged_anew(cells: dict[str, Any]) -> None:
    found = verdict(facts(BEFORE, AFTER), kept=KEPT, **cells)
    assert (found.verdict, found.is_new) == ("не окупилась", True)


def test_another_number_of_months_is_another_verdict() -> None:
    found = verdict(facts(BEFORE, AFTER), replace(KNOWN, months=1), kept=KEPT)
    assert (found.judged_on, found.is_new) == (date(2026, 3, 1), True)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"discount_share": 0}, "скидка 0 %: сравнивать нечего"),
        ({"discount_share": None}, "скидка не вписана"),
        ({"valid_to": date(2026, 1, 31)}, "скидка кончается раньше, чем начинается"),
    ],
)
def test_a_decision_that_contradicts_itself_has_no_verdict_not_even_the_kept_one(
    cells: dict[str, Any], reason: str
) -> None:
    for kept in (None, KEPT):
        found = verdict(facts(BEFORE, AFTER), kept=kept, **cells)
        assert (found.verdict, found.reason, found.is_new) == ("нет данных", reason, False)
        assert (found.profit_change_rub, found.growth) == (None, None)


def test_a_discount_of_one_day_is_judged() -> None:
    assert verdict(facts(BEFORE, AFTER), valid_to=date(2026, 2, 1)).verdict == "не окупилась"


@pytest.mark.parametrize(("first", "word"), [(date(2026, 2, 1), "окупилась"), (date(2026, 2, 2), "нет данных")])
def test_a_discount_before_the_first_purchase_of_its_client_has_not_paid(first: date, word: str) -> None:
    known = replace(KNOWN, first_purchases={"К1": first})
    for kept in (None, KEPT | {"turnover_before_rub": 0.0, "profit_before_rub": 0.0}):
        found = verdict(facts(NOTHING_SOLD, sales(100, 20, 1)), known, kept)
        assert found.verdict == word
        if word == "нет данных":
            assert found.reason == "скидка с 01.02.2026, а первая покупка клиента 02.02.2026"
            assert not found.is_new


def test_a_kept_verdict_with_sales_before_stands_when_they_are_gone_and_the_client_seems_newer() -> None:
    known = replace(KNOWN, first_purchases={"К1": date(2026, 3, 1)})
    assert verdict(facts(NOTHING_SOLD, AFTER), known, KEPT).verdict == "окупилась"
