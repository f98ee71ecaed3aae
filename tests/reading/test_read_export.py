"""Flat exports of every format, encoding and order of columns."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from clientbase_xl.errors import BadUse
from clientbase_xl.problems import Severity
from clientbase_xl.reading.export import ReadLines, read_export
from clientbase_xl.schemas.arrow import arrow_schema
from clientbase_xl.schemas.sales_lines import SALES_LINES

HEADINGS = ["Дата", "Документ", "Код клиента", "Клиент", "Код товара", "Количество", "Сумма"]
ROW = [date(2026, 1, 5), "П-1", "К1", "ООО «Ромашка»", "А-10", 2, 100.5]


def read(path: Path, **options: object) -> ReadLines:
    found = read_export(path, **options)  # type: ignore[arg-type]
    assert isinstance(found, ReadLines)
    return found


def test_a_plain_sheet_gives_lines_of_the_declared_schema(write_xlsx):
    found = read(write_xlsx([HEADINGS, ROW]))
    assert found.lines.schema == arrow_schema(SALES_LINES)
    line = found.lines.to_pylist()[0]
    assert (line["sold_on"], line["document"], line["client_code"]) == (date(2026, 1, 5), "П-1", "К1")
    assert (line["quantity"], line["amount_rub"]) == (Decimal("2.0000"), Decimal("100.50"))
    assert line["is_return"] is False
    assert line["cost_rub"] is None
    assert (found.period_from, found.period_to) == (date(2026, 1, 5), date(2026, 1, 5))
    assert (found.sheet, found.file_name, found.count_read, found.excluded) == ("Продажи", "sales.xlsx", 1, {})
    assert found.headings["amount_rub"] == "Сумма"
    assert len(found.content_sha256) == 64
    assert found.problems == ()


@pytest.mark.parametrize("encoding", ["cp1251", "utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_csv_is_read_in_any_usual_encoding_and_delimiter(write_csv, encoding, delimiter):
    rows = [
        ["Дата", "Контрагент", "Кол-во", "Сумма, руб."],
        ["05.01.2026", "Ёлка и К°", "1,5", "1\u00a0234,50"],
        ["06.01.26", "ООО «Ромашка»", "-2", "-10,00"],
    ]
    found = read(write_csv("\r\n".join(delimiter.join(row) for row in rows) + "\r\n", encoding=encoding))
    assert found.lines["amount_rub"].to_pylist() == [Decimal("1234.50"), Decimal("-10.00")]
    assert found.lines["quantity"].to_pylist() == [Decimal("1.5000"), Decimal("-2.0000")]
    assert found.lines["client_code"].to_pylist() == ["Ёлка и К°", "ООО «Ромашка»"]
    assert found.lines["sold_on"].to_pylist() == [date(2026, 1, 5), date(2026, 1, 6)]


def test_csv_with_commas_keeps_quoted_commas_and_line_breaks(write_csv):
    text = 'date,client,qty,amount\n2026-01-05,"Alpha, Ltd",1,10.50\n2026-01-06,"Beta\nand sons",2,"1,200.00"\n'
    found = read(write_csv(text))
    assert found.lines["client_name"].to_pylist() == ["Alpha, Ltd", "Beta and sons"]
    assert found.lines["amount_rub"].to_pylist() == [Decimal("10.50"), Decimal("1200.00")]


def test_thin_and_narrow_spaces_separate_thousands(write_csv):
    found = read(write_csv("Дата;Клиент;Количество;Сумма\n05.01.2026;А;1;1\u2009234,5\n05.01.2026;Б;1;2\u202f000\n"))
    assert found.lines["amount_rub"].to_pylist() == [Decimal("1234.50"), Decimal("2000.00")]


def test_parquet_with_numbers_as_text_is_read(tmp_path):
    path = tmp_path / "sales.parquet"
    table = pa.table(
        {
            "OrderDate": ["2026-01-05 00:00:00.000", "2026-01-06 00:00:00.000"],
            "CustomerKey": ["0017", "NULL"],
            "OrderQuantity": ["1", "2"],
            "SalesAmount": ["10.5", "20"],
        }
    )
    pq.write_table(table, path)
    found = read(path)
    assert found.lines["client_code"].to_pylist() == ["0017", None]
    assert found.lines["amount_rub"].to_pylist() == [Decimal("10.50"), Decimal("20.00")]


def test_title_rows_an_offset_and_empty_columns_do_not_hide_the_header(write_xlsx):
    rows = [
        [],
        [None, "Отчёт о продажах"],
        [None, "Период: 01.01.2026 - 31.01.2026"],
        [],
        [None, "№", "Сумма, ₽", None, "Контрагент", "Дата", "Количество"],
        [None, 1, 100, None, "Ромашка", date(2026, 1, 5), 1],
        [None, 2, 200, None, "Василёк", date(2026, 1, 6), 3],
        [None, "Итого", 300, None, None, None, 4],
    ]
    found = read(write_xlsx(rows))
    assert found.lines["client_code"].to_pylist() == ["Ромашка", "Василёк"]
    assert found.excluded == {"итоговая строка": 1}
    assert found.count_read == 3


def test_a_bad_cell_is_named_by_its_row_in_the_sheet(write_xlsx):
    rows = [[], ["Продажи"], [], HEADINGS, ROW, [*ROW[:5], "много", 5]]
    found = read(write_xlsx(rows))
    assert found.excluded == {"количество не читается": 1}
    [problem] = found.problems
    assert (problem.row, problem.column, problem.value, problem.sheet) == (6, "Количество", "много", "Продажи")
    assert (problem.severity, problem.file) == (Severity.ERROR, "sales.xlsx")


@pytest.mark.parametrize(
    "heading",
    [
        "Сумма",
        "сумма ",
        "СУММА, РУБ.",
        "Сумма (руб.)",
        "Сумма,\n₽",
        "Сумма\u00a0 продажи",
        "amount",
        "Amount",
        "SalesAmount",
    ],
)
def test_headings_are_recognised_in_their_usual_spellings(write_xlsx, heading):
    found = read(write_xlsx([["Дата", "Клиент", "Количество", heading], [date(2026, 1, 5), "А", 1, 7]]))
    assert found.lines["amount_rub"].to_pylist() == [Decimal("7.00")]


def test_mapping_overrides_what_would_be_recognised(write_xlsx):
    rows = [["Дата", "Срок", "Клиент", "Количество", "Сумма"], [date(2026, 1, 5), date(2026, 2, 1), "А", 1, 7]]
    path = write_xlsx(rows)
    assert read(path).lines["sold_on"].to_pylist() == [date(2026, 1, 5)]
    assert read(path, mapping={"Дата": "Срок"}).lines["sold_on"].to_pylist() == [date(2026, 2, 1)]
    assert read(path, mapping={"sold_on": "срок"}).headings["sold_on"] == "Срок"


def test_mapping_with_unknown_names_lists_what_exists(write_xlsx):
    path = write_xlsx([HEADINGS, ROW])
    with pytest.raises(BadUse) as ours:
        read_export(path, mapping={"Дедлайн": "Дата"})
    assert "Дедлайн" in ours.value.found
    assert "Количество" in ours.value.allowed
    with pytest.raises(BadUse) as theirs:
        read_export(path, mapping={"Дата": "День отгрузки"})
    assert "День отгрузки" in theirs.value.found
    assert "«Код товара»" in theirs.value.allowed


def test_sheets_with_the_same_headings_are_read_together_and_others_are_named(write_xlsx):
    path = write_xlsx(
        sheets={
            "Описание": [["Выгрузка", "из учёта"]],
            "Часть 1": [HEADINGS, ROW],
            "Часть 2": [HEADINGS, [date(2026, 2, 1), *ROW[1:]]],
            "Иначе": [["Дата", "Клиент", "Количество", "Сумма"], [date(2026, 3, 1), "А", 1, 1]],
            "Скрытый": [HEADINGS, ROW],
        },
        hidden=["Скрытый"],
    )
    found = read(path)
    assert found.sheet == "Часть 1; Часть 2"
    assert found.lines["sold_on"].to_pylist() == [date(2026, 1, 5), date(2026, 2, 1)]
    text = "\n".join(problem.sentence() for problem in found.problems)
    assert "«Иначе»" in text
    assert "«Скрытый»" in text


def test_a_problem_of_the_second_sheet_names_that_sheet(write_xlsx):
    bad = ["31.02.2026", *ROW[1:]]
    found = read(write_xlsx(sheets={"Январь": [HEADINGS, ROW], "Февраль": [HEADINGS, bad]}))
    [problem] = [item for item in found.problems if item.severity is Severity.ERROR]
    assert (problem.sheet, problem.row, problem.value) == ("Февраль", 2, "31.02.2026")


def test_blank_rows_are_no_lines(write_xlsx):
    found = read(write_xlsx([HEADINGS, [], ROW, [" ", None], ROW]))
    assert (found.count_read, found.lines.num_rows, found.excluded) == (2, 2, {})


def test_equal_lines_are_kept(write_xlsx):
    assert read(write_xlsx([HEADINGS, ROW, ROW])).lines.num_rows == 2


def test_the_time_of_the_day_is_dropped(write_xlsx):
    found = read(write_xlsx([HEADINGS, [datetime.combine(date(2026, 1, 5), time(23, 59, 59)), *ROW[1:]]]))
    assert found.lines["sold_on"].to_pylist() == [date(2026, 1, 5)]


def test_one_currency_is_no_problem(write_csv):
    assert read(write_csv("Дата;Клиент;Количество;Сумма;Валюта\n05.01.2026;А;1;1;RUB\n")).problems == ()


def test_a_file_with_two_suitable_dates_takes_the_first_alias_and_says_so(write_csv):
    text = "OrderDateKey,OrderDate,ShipDate,CustomerKey,OrderQuantity,SalesAmount,ExtendedAmount\n"
    found = read(write_csv(text + "20260105,2026-01-05,2026-01-09,1,1,10.5,11.5\n"))
    assert found.lines["sold_on"].to_pylist() == [date(2026, 1, 5)]
    assert found.lines["amount_rub"].to_pylist() == [Decimal("10.50")]
    assert [problem.severity for problem in found.problems] == [Severity.NOTICE]
    assert "ShipDate" in found.problems[0].message


def test_files_with_the_catalogue_keys_as_headings_are_recognised(write_csv):
    text = "sold_on,client_code,quantity,amount_rub,cost_rub\n2026-01-05,7,1,10.50,4.20\n"
    assert read(write_csv(text)).lines["cost_rub"].to_pylist() == [Decimal("4.20")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_end_of_line_and_a_title_with_a_line_break_are_read(write_csv, end):
    text = end.join(['"Отчёт\nза месяц"', "", "Дата;Клиент;Количество;Сумма", "05.01.2026;А;1;1", "06.01.2026;;x;1"])
    found = read(write_csv(text if end != "\r" else text.replace("\n", " ")))
    assert found.lines["client_code"].to_pylist() == ["А"]
    assert [problem.row for problem in found.problems] == [5]
