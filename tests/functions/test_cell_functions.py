"""Each cell function by hand: the numbers of the method come out of a cell (METHOD, sections named beside)."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest

from clientbase_xl.functions.call import call
from clientbase_xl.rules.potential import potential
from clientbase_xl.schemas.profiles import QUESTIONS
from clientbase_xl.settings import ProfileSettings, Settings, from_values

TODAY = date(2026, 11, 22)
NBSP = "\u00a0"
# METHOD section 3: the example of ten profits, and cut-offs of potential.
CUTS = (200, 100, 40, 1_000, 500)


def answer(name: str, *arguments: Any, settings: Settings | None = None) -> Any:
    """Return what a function says, with plain spaces."""
    found = call(name, arguments, settings or Settings(), TODAY)
    return found.replace(NBSP, " ") if isinstance(found, str) else found


def test_category_of_one_client_and_of_a_column() -> None:
    assert answer("CB_CATEGORY", 400, 1_000, *CUTS) == "A"
    assert answer("CB_CATEGORY", 400, None, *CUTS) == "B"
    profits = [[400], [200], [150], [100], [60], [40], [25], [15], [10], [-20]]
    found = answer("CB_CATEGORY", profits, 500, *CUTS)
    assert [row[0] for row in found] == list("BBBBCCCCCE")
    assert answer("CB_CATEGORY", -20, 1_000, *CUTS, "нет") == "C"
    assert answer("CB_CATEGORY", 400, 1_000, *CUTS, True, 1_001) == "B"


def test_category_obeys_the_grid_of_the_settings() -> None:
    settings = from_values({"grid.max_max": "B"})
    assert answer("CB_CATEGORY", 400, 1_000, *CUTS, settings=settings) == "B"


def test_cut_offs_out_of_order_are_named() -> None:
    assert answer("CB_CATEGORY", 1, 1, 1, 2, 3) == "Границы прибыли должны идти от большей к меньшей"


def test_reason_of_a_category() -> None:
    assert answer("CB_CATEGORY_REASON", 150, 600, *CUTS, True, 300) == (
        "Прибыльность 150 ₽ — Высокая (от 100 ₽); потенциал 600 ₽ — Высокий; доля в закупках 50 %"
    )
    assert answer("CB_CATEGORY_REASON", 150, None, *CUTS) == (
        "Прибыльность 150 ₽ — Высокая (от 100 ₽); потенциал не известен"
    )


def test_share_of_wallet_is_blank_where_the_potential_is_no_answer() -> None:
    assert answer("CB_SHARE_OF_WALLET", 300_000, 1_200_000) == 0.25
    assert answer("CB_SHARE_OF_WALLET", [[100], [100], [None]], [[0], [99], [50]]) == [[""], [""], [""]]


@pytest.mark.parametrize(
    ("answers", "least", "likely", "most"),
    [
        # Route a: 24 × 10 000; route b: 100 000 ÷ 40 %; both.
        ((24, 10_000, None, None, 100_000), 240_000.0, 240_000.0, 240_000.0),
        ((None, None, "40 %", None, 100_000), 250_000.0, 250_000.0, 250_000.0),
        ((24, 10_000, 0.4, None, 100_000), 240_000.0, 240_000.0, 250_000.0),
        ((None, None, None, 1, 100_000), 100_000.0, 100_000.0, 100_000.0),
        # Only N: 24 × our average purchase of 5 000; at least the turnover, at most twice the likely.
        ((24, None, None, None, 100_000, 5_000), 100_000.0, 120_000.0, 240_000.0),
        # Nothing: at least the turnover, the rest by the answers of others.
        ((None, None, None, None, 100_000), 100_000.0, "нет данных", "нет данных"),
        ((None, None, None, None, 100_000, None, 2, 5), 100_000.0, 200_000.0, 500_000.0),
    ],
)
def test_potential_with_its_ends(answers: tuple[Any, ...], least: Any, likely: Any, most: Any) -> None:
    assert answer("CB_POTENTIAL_MIN", *answers) == least
    assert answer("CB_POTENTIAL", *answers) == likely
    assert answer("CB_POTENTIAL_MAX", *answers) == most


def test_potential_of_a_range_is_that_of_the_rule() -> None:
    generator = np.random.default_rng(3)
    keys = ["count_orders_per_year", "average_order_rub", "share_ours", "count_suppliers", "turnover_12m_rub"]
    scales = [30, 20_000, 1, 4, 300_000]
    table = pd.DataFrame({key: generator.random(300) * scale for key, scale in zip(keys, scales, strict=True)})
    table["count_suppliers"] = table["count_suppliers"].round()
    table = table.mask(generator.random(table.shape) < 0.3)
    expected = potential(table, ProfileSettings())
    columns = [[[None if value != value else value] for value in table[key]] for key in keys]
    for name, key in (("CB_POTENTIAL", "potential_rub"), ("CB_POTENTIAL_MAX", "potential_max_rub")):
        found = pd.to_numeric(pd.Series([row[0] for row in answer(name, *columns)]), errors="coerce")
        pd.testing.assert_series_equal(found, expected[key], check_names=False)


def test_next_question_takes_the_shortest_way() -> None:
    orders, order, share = (question.title for question in QUESTIONS[:3])
    assert answer("CB_NEXT_QUESTION") == orders
    assert answer("CB_NEXT_QUESTION", 24, None, None, None, 100_000) == order
    assert answer("CB_NEXT_QUESTION", None, None, None, 3, 100_000) == share
    everything = (24, 9_000, 0.5, 2, 100_000, 5_000, "крепёж", "рынок", "цена", "растёт", "директор")
    assert answer("CB_NEXT_QUESTION", *everything) == ""


@pytest.mark.parametrize(
    ("last", "word"),
    [
        ("24.09.2026", "ещё не отпал"),  # 59 days
        ("23.09.2026", "звонить"),
        (date(2026, 5, 26), "звонить"),  # 180 days
        (date(2026, 5, 25), "отпал давно"),
        (TODAY, "нет данных"),  # lines of today are excluded
    ],
)
def test_reactivation_status_counts_the_days_to_today(last: Any, word: str) -> None:
    assert answer("CB_REACTIVATION_STATUS", 1_000, last) == word


def test_reactivation_rank_ranks_in_the_list() -> None:
    last = [["01.09.2026"], ["01.09.2026"], ["20.11.2026"], ["01.09.2026"], [None]]
    amounts = [[500], [900], [2_000], [900], [None]]
    found = answer("CB_REACTIVATION_RANK", amounts, last, None, [["1"], ["3"], ["4"], ["2"], [None]])
    assert found == [[3.0], [2.0], [""], [1.0], [""]]


def test_retention_is_the_small_log_of_the_book() -> None:
    # Six clients, four of whom bought again: 66.67 %, never rounded up to 67 %.
    first = [["01.01.2015"], ["01.01.2015"], ["01.01.2015"], ["16.01.2015"], ["16.01.2015"], ["02.02.2015"]]
    second = [["06.02.2015"], [None], ["02.01.2015"], ["02.02.2015"], ["17.01.2015"], [""]]
    assert answer("CB_RETENTION", first, second) == 4 / 6
    assert answer("CB_RETENTION", [["23.11.2026"]], [[None]]) == "нет данных"


def test_retention_does_not_see_purchases_of_today_and_later() -> None:
    first = [["01.11.2026"], ["21.11.2026"], ["22.11.2026"]]
    assert answer("CB_RETENTION", first, [["21.11.2026"], ["22.11.2026"], ["23.11.2026"]]) == 0.5


def test_retention_of_mature_clients_begins_after_90_days() -> None:
    first, second = [["24.08.2026"], ["25.08.2026"]], [["25.08.2026"], [None]]
    assert answer("CB_RETENTION", first, second) == 0.5
    assert answer("CB_RETENTION", first, second, "да") == 1.0


def test_target_volume_by_reason() -> None:
    assert answer("CB_TARGET_VOLUME", 1, 120_000) == 120_000.0
    assert answer("CB_TARGET_VOLUME", 2, None, 400, 150) == 60_000.0
    assert answer("CB_TARGET_VOLUME", 3, None, None, None, 10_000, 25_000) == 35_000.0
    assert answer("CB_TARGET_VOLUME", [[4], [1], [None]]) == [["нет данных"], ["нет данных"], [""]]


def test_order_and_safety_stock() -> None:
    assert answer("CB_SAFETY_STOCK", 2.5, 25, 1.2, 0, "90 %") == pytest.approx(7.69, abs=0.005)
    assert answer("CB_SAFETY_STOCK", 30, 10, None) == "нет данных"
    assert answer("CB_ORDER_QTY", 10, 3, 0, None, None, None, 30, 20) == 50.0
    assert answer("CB_ORDER_QTY", 10, 3, 2) == 111.0
    assert answer("CB_ORDER_QTY", 10, 3, None, None, None, None, None, None, 24) == 120.0


def test_the_company_sets_how_often_clients_order_and_how_sure_they_are() -> None:
    settings = from_values({"offers.review_days": 14, "offers.service_level": 0.9})
    assert answer("CB_ORDER_QTY", 10, 3, 0, settings=settings) == 170.0
    assert answer("CB_ORDER_QTY", 10, 3, 0, 7, settings=settings) == 100.0
    # 1,2816 × √((3 + 7) × 2²) = 8,105
    assert answer("CB_SAFETY_STOCK", 10, 3, 2, 7, settings=settings) == pytest.approx(8.105, abs=0.0005)
    assert answer("CB_ORDER_QTY", [[10], [10]], 3, 0, [[None], [7]], settings=settings) == [[170.0], [100.0]]


def test_break_even_of_a_discount() -> None:
    assert answer("CB_DISCOUNT_BREAKEVEN", "30 %", "10 %") == pytest.approx(0.5)
    assert answer("CB_DISCOUNT_BREAKEVEN", 0.1, 0.1) == "никогда"
    assert answer("CB_DISCOUNT_BREAKEVEN", 0.25, 0.1, "да") == pytest.approx(1.0)
    assert answer("CB_DISCOUNT_BREAKEVEN", 30, 0.1) == "«Маржа»: больше 100 %, это наценка?"
    assert answer("CB_DISCOUNT_BREAKEVEN", [[0.2], [0.3]], [[0.05, 0.1]]) == [
        [pytest.approx(1 / 3), pytest.approx(1.0)],
        [pytest.approx(0.2), pytest.approx(0.5)],
    ]


def test_fbs_check_answers_for_each_row() -> None:
    roles = [["Владелец", "1-й  бэкапер", "2 бэкапер"], ["Владелец", "", ""], ["", "", ""]]
    assert answer("CB_FBS_CHECK", [[1], [2], [None]], roles) == [["в порядке"], ["ошибка: бэкаперов 0 из 1"], [""]]
    assert answer("CB_FBS_CHECK", "Обычный", [["Владелец"]]) == "в порядке"
    assert answer("CB_FBS_CHECK", 2, [["Владелец", "1 бэкапер"]], [["Аня", "Аня"]]) == (
        "ошибка: бэкаперов 0 из 1, владелец сам себе бэкапер: Аня"
    )


def test_fbs_check_obeys_the_settings_of_the_company() -> None:
    settings = from_values({"fbs.backups_mid": 0, "fbs.several_owners": "ошибка", "fbs.no_owner": "не проверять"})
    roles = [["Владелец", ""], ["Владелец", "Владелец"], ["1 бэкапер", ""]]
    assert answer("CB_FBS_CHECK", 2, roles, settings=settings) == [
        ["в порядке"],
        ["ошибка: владельцев 2"],
        ["в порядке"],
    ]


def test_fbs_uncovered_counts_what_nobody_can_do() -> None:
    roles = [["Владелец", "1 бэкапер"], ["", "Владелец"], ["Владелец", ""], ["", ""]]
    people = [["Аня", "Боря"]]
    assert answer("CB_FBS_UNCOVERED", roles, people) == 0.0
    assert answer("CB_FBS_UNCOVERED", roles, people, "Аня") == 1.0
    assert answer("CB_FBS_UNCOVERED", roles, people, "Аня; Боря") == 3.0
    assert answer("CB_FBS_UNCOVERED", roles, people, [["Аня"], ["Боря"], [None]]) == 3.0
    assert answer("CB_FBS_UNCOVERED", roles, people, "Вера") == "В матрице нет сотрудника «Вера»"


def test_selling_share_of_noted_minutes() -> None:
    assert answer("CB_SELLING_SHARE", [[120], [60], [60]], [["да"], ["нет"], ["да"]]) == 0.75
    assert answer("CB_SELLING_SHARE", [[0], [0]], [["да"], ["нет"]]) == "нет данных"


def test_completeness_of_prospects_and_cards() -> None:
    whole = ["да", "A", 500_000, "да", "звонил", "отказов не было", "да", True]
    assert answer("CB_COMPLETENESS", "ПК", [whole]) == 1.0
    assert answer("CB_COMPLETENESS", "пк", [whole, [*whole[:6], None, "нет"]]) == [[1.0], [0.75]]
    assert answer("CB_COMPLETENESS", "карточка", [["Ромашка", "77", None, "склад"]]) == 0.75
    titles = [["Клиент", "ИНН", "КПП", "Заметка"]]
    assert answer("CB_COMPLETENESS", "карточка", [["Ромашка", "7701234567", "770101001", "x"]], titles) == 3 / 17
    assert answer("CB_COMPLETENESS", "склад", [["x"]]) == "«Что проверить»: нужно «ПК» или «карточка»"
