"""Which count of a client's stock counts, and what contradicts, by hand (METHOD section 12)."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import pytest

from clientbase_xl.problems import Problem, RecordProblem, Severity
from clientbase_xl.rules.client_stock import latest_counts, sell_outs, stock_problems
from clientbase_xl.schemas.catalogue import BY_KEY
from clientbase_xl.schemas.validation import check_table
from clientbase_xl.settings import OfferSettings
from tests.support.offers import TODAY, count, stock_of


def states(table: pd.DataFrame) -> dict[str, str]:
    """Return the state of each record."""
    return dict(zip(table["row_id"], table["state"], strict=True))


def found(*counts: dict[str, object], **settings: int) -> tuple[Problem, ...]:
    """Return the problems of counts; К1, К2 and articles А, Б are known."""
    table = stock_of(*counts)
    return stock_problems(table, {"К1", "К2"}, {"А", "Б"}, TODAY, OfferSettings(**settings))


def test_the_newest_count_counts_also_that_of_today_and_older_ones_do_not() -> None:
    table = stock_of(
        count(1, date(2026, 11, 1), stock_units=5),
        count(2, TODAY, stock_units=7),
        count(3, date(2026, 11, 19), "Б", stock_units=0),
    )
    assert states(table) == {"0-1": "есть новее", "0-2": "учтён", "0-3": "учтён"}
    assert table["product_name"].tolist() == ["Товар А", "Товар А", None]
    assert table["reason"].tolist() == ["Остаток на сегодня", "Есть остаток новее", "Последний остаток, 1 дн. назад"]
    assert check_table(table, BY_KEY["client_stock"]) == ()


def test_of_two_counts_of_one_day_the_one_recorded_last_counts_and_it_is_a_problem() -> None:
    counts = (count(10, date(2026, 11, 5), stock_units=5), count(9, date(2026, 11, 5), stock_units=8))
    assert latest_counts(stock_of(*counts), TODAY)["row_id"].tolist() == ["0-10"]
    [problem] = found(*counts)
    assert isinstance(problem, RecordProblem)
    assert (problem.record, problem.client_code) == (("0-9",), "К1")
    assert problem.message.startswith("Два остатка одного SKU на один день")


@pytest.mark.parametrize(
    ("cells", "column", "message"),
    [
        ({"stock_units": -1}, "Остаток", "Число меньше нуля"),
        ({"stock_units": 1, "in_transit_units": -2}, "В пути", "Число меньше нуля"),
        ({"stock_units": 1, "sell_out_units": -2}, "Продажи за неделю", "Число меньше нуля"),
        ({"stock_units": 1, "counted_on": TODAY + timedelta(days=1)}, "Дата подсчёта", "ещё не наступила"),
        ({"stock_units": 1, "client_code": "К9"}, "Код клиента", "Такого клиента в базе нет"),
        ({"stock_units": 1, "sku": "Я"}, "SKU", "не продавался"),
        ({"stock_units": 1, "pack_units": 0}, "Упаковка", "не больше нуля"),
    ],
)
def test_what_contradicts_is_a_problem_with_its_cell(cells: dict[str, object], column: str, message: str) -> None:
    [problem] = found(count(1, date(2026, 11, 1)) | cells)
    assert isinstance(problem, RecordProblem)
    assert (problem.sheet, problem.column, problem.record) == ("Запасы клиента", column, ("0-1",))
    assert message in problem.message


def test_a_count_that_cannot_be_right_leaves_the_one_before_in_force() -> None:
    good = count(1, date(2026, 11, 1), stock_units=5)
    for wrong in ({"stock_units": -5}, {"stock_units": 5, "in_transit_units": -1}, {"stock_units": None}):
        table = stock_of(good, count(2, date(2026, 11, 9)) | wrong)
        assert states(table) == {"0-1": "учтён", "0-2": "не учтён"}
    table = stock_of(good, count(2, TODAY + timedelta(days=1), stock_units=9))
    assert states(table) == {"0-1": "учтён", "0-2": "не учтён"}


def test_a_record_without_stock_but_with_sales_says_so() -> None:
    table = stock_of(
        count(1, date(2026, 11, 1), sell_out_units=0), count(2, None, stock_units=3), count(3, TODAY, None)
    )
    assert states(table) == {"0-1": "только продажи", "0-2": "не учтён", "0-3": "не учтён"}
    assert table.set_index("row_id")["reason"].to_dict() == {
        "0-1": "Остаток не вписан: учтены только продажи",
        "0-2": "Нет даты подсчёта",
        "0-3": "Нужны код клиента и SKU",
    }


def test_sales_older_than_the_setting_are_said_once_and_the_last_day_is_not_old() -> None:
    old = count(1, TODAY - timedelta(days=31), stock_units=1, sell_out_units=5)
    edge = count(2, TODAY - timedelta(days=30), "Б", stock_units=1, sell_out_units=5)
    [problem] = found(old, edge)
    assert problem.severity is Severity.NOTICE
    assert problem.message.startswith("Продажи клиента старше 30 дн.")
    assert found(old, fresh_days=31) == ()


def test_sales_count_within_so_many_weeks() -> None:
    table = stock_of(
        count(1, TODAY - timedelta(days=55), sell_out_units=5), count(2, TODAY - timedelta(days=56), sell_out_units=5)
    )
    assert sell_outs(table, TODAY, 8)["row_id"].tolist() == ["0-1"]


def test_of_sales_of_one_day_the_record_made_last_counts_and_the_other_is_named() -> None:
    day = date(2026, 11, 5)
    counts = (count(10, day, sell_out_units=7), count(9, day, sell_out_units=70), count(11, day, stock_units=3))
    table = stock_of(*counts)
    assert sell_outs(table, TODAY, 8)["row_id"].tolist() == ["0-10"]
    assert (table.set_index("row_id")["sold_day"] > 0).to_dict() == {"0-9": False, "0-10": True, "0-11": False}
    assert states(table) == {"0-9": "не учтён", "0-10": "только продажи", "0-11": "учтён"}
    assert table.set_index("row_id").loc["0-9", "reason"] == "На этот день есть продажи, записанные позже"
    [problem] = found(*counts)
    assert isinstance(problem, RecordProblem)
    assert (problem.record, problem.column, problem.value) == (("0-9",), "Продажи за неделю", "70")
    assert problem.message == "Две записи продаж одного SKU за 05.11.2026: учтена последняя"


def test_letter_case_of_an_article_does_not_decide_which_record_is_the_last() -> None:
    day = date(2026, 11, 5)
    for first, second in (("А", "а"), ("а", "А")):
        table = stock_of(
            count(1, day, first, stock_units=1, sell_out_units=1),
            count(2, day, second, stock_units=2, sell_out_units=2),
        )
        assert sell_outs(table, TODAY, 8)["row_id"].tolist() == ["0-2"]
        assert latest_counts(table, TODAY)["row_id"].tolist() == ["0-2"]


def test_a_correction_is_no_week_more_and_another_article_or_client_corrects_nothing() -> None:
    day = date(2026, 11, 5)
    rows = [count(1, day, sell_out_units=7), count(2, day, "Б", sell_out_units=7)]
    rows.append(count(3, day, sell_out_units=7) | {"client_code": "К2"})
    assert len(sell_outs(stock_of(*rows), TODAY, 8)) == 3
    assert len(sell_outs(stock_of(*rows, count(4, day, sell_out_units=8)), TODAY, 8)) == 3
    assert len(sell_outs(stock_of(*rows, count(4, day, sell_out_units=-8)), TODAY, 8)) == 3


def test_weeks_that_overlap_are_named_and_seven_days_apart_they_do_not() -> None:
    weeks = [count(n, TODAY - timedelta(days=days), sell_out_units=5) for n, days in enumerate((0, 7, 13, 20))]
    [problem] = found(*weeks)
    assert isinstance(problem, RecordProblem)
    assert problem.record == ("0-1",)
    assert problem.message.startswith("Недели продаж перекрываются: записаны 07.11.2026 и 13.11.2026")
    assert found(*weeks[:2], *weeks[3:]) == ()
    assert found(weeks[2], count(9, weeks[1]["counted_on"], "Б", sell_out_units=5)) == ()  # type: ignore[arg-type]


def test_without_records_nothing_is_wrong() -> None:
    assert stock_of().empty
    assert found() == ()
