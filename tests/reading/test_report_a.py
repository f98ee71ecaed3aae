"""The gross profit report wide by month becomes lines that reconcile, or is refused (EXPORTS, layout A)."""

from __future__ import annotations

import random
import time
from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pyarrow.compute as pc
import pytest

from clientbase_xl.base.store import Base
from clientbase_xl.errors import BadFile
from clientbase_xl.problems import Severity
from clientbase_xl.reading.export import read_export
from clientbase_xl.reading.open_file import open_source
from clientbase_xl.reading.report_grid import CellError
from clientbase_xl.reading.report_source import as_report
from clientbase_xl.reading.reports import READERS
from clientbase_xl.workflows.import_sales import ImportOrder, import_files
from tests.reading.test_golden_pairs import as_text
from tests.support.reports_a import SMALL, YEAR_MONTHS, Groups, ReportA, invented, write_report

# Rows and columns of the small look-alike, counted from 0: header 5–6, «ООО «Ладья»» 7 with two items, «АО «Вектор»»
# 10 with three, «ИП Небывалова» 14 with one, «Итого» 16; labels 0, months from 2, 5 (revenue over two columns), 9.
LADYA, NAIL, TOTAL, FIRST = 7, 8, 16, 2
SMALL_LINES = [
    (date(2025, 6, 30), "ООО «Ладья»", "Гвоздь 100 мм", 10, "100.10", "70.50"),
    (date(2025, 8, 31), "ООО «Ладья»", "Гвоздь 100 мм", 5, "50.05", "35.25"),
    (date(2025, 7, 31), "ООО «Ладья»", "00123", 2, "20.00", "11.00"),
    (date(2025, 6, 30), "АО «Вектор»", "Гвоздь 100 мм", -1, "-10.01", "-7.05"),
    (date(2025, 7, 31), "АО «Вектор»", "Гвоздь 100 мм", 3, "30.03", "21.15"),
    (date(2025, 8, 31), "АО «Вектор»", "Шайба", 1000, "0.30", "0.10"),
    (date(2025, 6, 30), "ИП Небывалова", "00123", 1, "10.00", "5.50"),
    (date(2025, 7, 31), "ИП Небывалова", "00123", -1, "-10.00", "-5.50"),
]
KEYS = ("sold_on", "client_name", "sku_name", "quantity", "amount_rub", "cost_rub")
TWO: Groups = {"ООО «Ладья»": {"Гвоздь": [(1, 1, 2), (2, 3, 4)]}, "АО «Вектор»": {"Гвоздь": [(5, 6, 7), (8, 9, 10)]}}


PERIOD = "Период: 01.06.2025 - 31.05.2026"
READERS_BY_KEY = {reader.key: reader for reader in READERS}
DAMAGE = (None, 1.0, -5.25, 33.3333, 1e15, True, CellError("#N/A"), "Июнь 2025 г.", "Выручка", "2025", "ООО «Х»", "\n")
NOW = datetime.fromisoformat("2026-06-01T12:00")
GOLDEN = Path(__file__).parent / "golden_months"
DRAWN = {
    "three_months": ReportA(
        SMALL,
        articles={"Гвоздь 100 мм": "00777", "Шайба": "12"},
        figures=("Количество", "Себестоимость", "Выручка с НДС"),
    ),
    "without_clients": ReportA(
        SMALL, heading=("Номенклатурная группа", "Номенклатура"), marks=("indent",), has_total=False, wide=(0, 3)
    ),
    "evident_levels": ReportA(SMALL, heading=(), marks=(), months=("июн. 25", "июл. 25", "авг. 25"), wide=(0, 1, 2)),
}


@pytest.fixture
def written(tmp_path):
    """Return a function that writes a look-alike."""
    return lambda report: write_report(tmp_path / "прибыль.xlsx", report)


def lines_of(path, keys=KEYS):
    rows = read_export(path).lines.select(keys).to_pylist()
    return [tuple(str(row[key]) if key.endswith("_rub") else row[key] for key in keys) for row in rows]


def summary_of(path) -> str:
    found = as_report(open_source(path))
    assert found is not None
    return found.report.summary


def refusal(path) -> str:
    with pytest.raises(BadFile) as refused:
        read_export(path)
    assert refused.value.allowed
    assert refused.value.remedy
    return refused.value.found


@pytest.mark.parametrize("name", DRAWN)
def test_a_report_gives_the_lines_and_problems_beside_it(written, name):
    lines, problems = as_text(read_export(written(DRAWN[name])))
    assert lines == (GOLDEN / f"{name}.lines.csv").read_text(encoding="utf-8")
    assert problems == (GOLDEN / f"{name}.problems.txt").read_text(encoding="utf-8")


def test_every_golden_file_belongs_to_a_report():
    assert {path.name.split(".")[0] for path in GOLDEN.iterdir()} == set(DRAWN)


@pytest.mark.parametrize("marks", [("outline", "indent"), ("outline",), ("indent",), ("spaces",), ()])
def test_leaves_become_lines_whatever_shows_the_levels(written, marks):
    assert lines_of(written(ReportA(SMALL, marks=marks))) == SMALL_LINES


@pytest.mark.parametrize("name", ["Всего", "Итого"])
def test_a_total_printed_twice_counts_once(written, name):
    path = written(ReportA(SMALL))
    book = openpyxl.load_workbook(path)
    sheet = book.active
    cells = [cell.value for cell in sheet[TOTAL + 1]]
    assert cells[0] == "Итого"
    for column, value in enumerate([name, *cells[1:]], 1):
        sheet.cell(TOTAL + 2, column, value)
    book.save(path)
    assert lines_of(path) == SMALL_LINES
    sheet.cell(TOTAL + 2, len(cells), 1)
    book.save(path)
    assert "не сходится" in refusal(path)


def test_the_rows_of_the_sheet_and_the_totals_are_told(written):
    found = as_report(open_source(written(ReportA(SMALL))))
    assert found is not None
    assert found.report.row_numbers.tolist() == [9, 9, 10, 12, 12, 13, 16, 16]
    assert found.report.problems == ()
    assert "июнь 2025 – август 2025, месяцев 3" in found.report.summary
    assert "групп 3, строк 6, продаж 8" in found.report.summary
    assert "количество 1\u00a0019, выручка 190,47 ₽, себестоимость 130,95 ₽" in found.report.summary


def test_an_article_in_its_own_column_stays_text(written):
    path = written(ReportA(SMALL, articles={"Гвоздь 100 мм": "00777", "Шайба": "12"}))
    articles = lines_of(path, ("sku_name", "sku_code"))
    assert articles[:3] == [("Гвоздь 100 мм", "00777"), ("Гвоздь 100 мм", "00777"), ("00123", "00123")]
    assert articles[5] == ("Шайба", "12")


@pytest.mark.parametrize(
    ("heading", "lines"),
    [
        (("Контрагент / Номенклатура",), ()),
        (("Покупатель", "Товар"), ()),
        (("Контрагент, Номенклатура, Артикул",), ()),
        ((), ("Группировки строк: Контрагент (Элементы); Номенклатура (Элементы);",)),
        # Named only in part: items repeat under clients, and legal forms tell the rest.
        (("Покупатель",), ()),
        ((), ()),
    ],
)
def test_the_level_of_clients_is_named_or_evident(written, heading, lines):
    report = ReportA(SMALL, heading=heading)
    path = written(replace(report, lines=(*report.lines, *lines)))
    assert lines_of(path) == SMALL_LINES
    told = [problem for problem in read_export(path).problems if "Уровни строк" in problem.message]
    assert len(told) == (not lines and heading in ((), ("Покупатель",)))


def test_clients_may_stand_below_items(written):
    found = lines_of(written(ReportA(SMALL, heading=("Номенклатура", "Контрагент"))), ("client_name", "sku_name"))
    assert found[0] == ("Гвоздь 100 мм", "ООО «Ладья»")


def test_a_report_without_clients_says_so_once(written):
    path = written(ReportA(SMALL, heading=("Номенклатурная группа", "Номенклатура")))
    found = read_export(path)
    assert found.lines.num_rows == 8
    assert found.lines["client_code"].null_count == 8
    assert found.lines["product_category"].to_pylist()[0] == "ООО «Ладья»"
    told = [problem for problem in found.problems if "без клиента" in problem.message]
    assert [problem.count for problem in told] == [8]


def test_items_under_folders_are_no_clients(written):
    groups: Groups = {"Метизы": {"Гвоздь": [(1, 1, 2)], "Болт": [(1, 2, 3)]}, "Прочее": {"Клей": [(1, 1, 1)]}}
    path = written(ReportA(groups, months=("Июнь 2025 г.",), heading=("Номенклатура",), wide=()))
    found = read_export(path)
    assert found.lines["client_code"].null_count == 3
    assert found.lines["product_category"].to_pylist() == ["Метизы", "Метизы", "Прочее"]
    assert any("категории товаров" in problem.message for problem in found.problems)


def test_more_groupings_than_levels_are_refused(written):
    report = ReportA(SMALL, heading=("Менеджер / Контрагент / Номенклатура",))
    assert "уровней в строках 2" in refusal(written(report))


def test_an_empty_reference_is_a_sale_without_client(written):
    path = written(ReportA({"<...>": TWO["АО «Вектор»"], **SMALL_OF_TWO}, months=YEAR_MONTHS[:2], wide=()))
    found = read_export(path)
    assert found.lines["client_code"].to_pylist() == [None, None, "ООО «Ладья»", "ООО «Ладья»"]


SMALL_OF_TWO: Groups = {"ООО «Ладья»": TWO["ООО «Ладья»"]}


@pytest.mark.parametrize(
    ("months", "period", "days"),
    [
        (("Январь 2026 г.",), "Период: 01.01.2026 - 31.01.2026", [date(2026, 1, 31)]),
        (("янв. 25", "янв. 26"), "Период: 01.01.25 - 31.01.26", [date(2025, 1, 31), date(2026, 1, 31)]),
        (("Декабрь", "Январь"), "Период: 01.12.2025 - 31.01.2026", [date(2025, 12, 31), date(2026, 1, 31)]),
        (("Февраль 2024",), "за Февраль 2024 г.", [date(2024, 2, 29)]),
        # The day of a line is not after the period of the report.
        (("Май 2026 г.", "Июнь 2026 г."), "Период: 01.05.2026 - 10.06.2026", [date(2026, 5, 31), date(2026, 6, 10)]),
        (("01.2025", "02.2025"), "Склад: все", [date(2025, 1, 31), date(2025, 2, 28)]),
    ],
)
def test_a_month_is_its_last_day_within_the_period(written, months, period, days):
    groups = {"ООО «Ладья»": {"Гвоздь": [(1, 1, 2)] * len(months), "Болт": [None] * len(months)}}
    path = written(ReportA(groups, months=months, lines=(period,), wide=()))
    assert [line[0] for line in lines_of(path)] == days


def test_thirteen_months_without_years_follow_the_period(written):
    names = [month.split()[0] for month in YEAR_MONTHS]
    report = ReportA(
        {"ООО «Ладья»": {"Гвоздь": [(1, 1, 2)] * 13, "Болт": [(1, 1, 3)] * 13}},
        months=[*names, "Июнь"],
        lines=("Период: 01.06.2025 - 30.06.2026",),
        wide=(2, 5),
    )
    days = [line[0] for line in lines_of(written(report))]
    assert days[:13] == sorted(set(days))
    assert (days[0], days[7], days[12]) == (date(2025, 6, 30), date(2026, 1, 31), date(2026, 6, 30))


def test_years_may_stand_over_the_months_with_their_own_totals(written):
    sales = [(1.0, 1.0, 2.0), (3.0, 3.0, 6.0), (4.0, 4.0, 8.0), (5.0, 5.0, 10.0), (5.0, 5.0, 10.0)]
    report = ReportA(
        {"ООО «Ладья»": {"Гвоздь": sales, "Болт": [(1.0, 1.0, 1.0), None, (1.0, 1.0, 1.0), None, None]}},
        months=("Ноябрь", "Декабрь", "Итого", "Январь", "Итого"),
        years={0: "2025 г.", 3: "2026 г."},
        lines=("Отбор: нет",),
        wide=(1,),
        has_total_block=False,
    )
    path = written(report)
    assert [line[:1] + line[4:5] for line in lines_of(path)][:3] == [
        (date(2025, 11, 30), "2.00"),
        (date(2025, 12, 31), "6.00"),
        (date(2026, 1, 31), "10.00"),
    ]
    wrong = replace(report, changed={(report.header_row + 3, 2 + 3 + 3 + 1 + 2): 8.01})
    assert "сумма" in refusal(write_report(path, wrong))


@pytest.mark.parametrize(
    ("months", "period", "words"),
    [
        (("Июнь", "Июль"), "Отбор: нет", "год месяца"),
        (("Июнь 2025", "Июнь 2025 г."), "Отбор: нет", "дважды"),
        (("Июнь 2025", "Июль 2025"), "Период: 01.06.2025 - 30.06.2025", "вне периода"),
        (("Июнь 2025", "3 квартал"), "Отбор: нет", "3 квартал"),
    ],
)
def test_months_that_are_not_sure_are_refused(written, months, period, words):
    assert words in refusal(written(ReportA(TWO, months=months, lines=(period,), wide=(), has_total_block=False)))


def test_a_group_that_does_not_add_up_is_refused_with_its_difference(written):
    found = refusal(written(ReportA(SMALL, has_total_block=False, changed={(LADYA, FIRST + 2): 100.09})))
    assert all(part in found for part in ("ООО «Ладья»", "строка 8", "100,09", "100,10", "\u22120,01"))


def test_a_total_that_does_not_add_up_is_refused(written):
    found = refusal(written(ReportA(SMALL, has_total_block=False, changed={(TOTAL, FIRST + 2): 300.27})))
    assert all(part in found for part in ("«Итого»", "строка 17", "300,27", "100,09", "200,18"))


def test_a_total_across_months_that_does_not_add_up_is_refused(written):
    found = refusal(written(ReportA(SMALL, changed={(row, 12): 15 + over for row, over in ((LADYA, 3), (NAIL, 1))})))
    assert "Количество, Итого" in found
    assert "сумма месяцев 15" in found or "сумма строк" in found


def test_without_a_total_row_the_groups_still_reconcile(written):
    path = written(ReportA(SMALL, has_total=False))
    assert lines_of(path) == SMALL_LINES
    assert any("нет строки «Итого»" in problem.message for problem in read_export(path).problems)
    assert "не сходится" in refusal(written(ReportA(SMALL, has_total=False, changed={(LADYA, FIRST): 11})))


def test_a_total_by_another_name_is_not_taken_for_a_sale(written):
    found = refusal(written(ReportA(SMALL, changed={(TOTAL, 0): "По предприятию"})))
    assert "«По предприятию» (17)" in found
    assert "Итого" in found


@pytest.mark.parametrize("cell", ["нет данных", "#DIV/0!", "$5"])
def test_a_cell_that_is_no_number_is_refused_by_its_address(written, cell):
    found = refusal(written(ReportA(SMALL, changed={(NAIL, FIRST + 2): cell})))
    assert "E9" in found
    assert cell in found


def test_a_number_written_as_text_is_read(written):
    assert lines_of(written(ReportA(SMALL, changed={(NAIL, FIRST + 2): "100,10"}))) == SMALL_LINES


def test_signatures_below_the_total_are_no_rows(written):
    path = written(ReportA(SMALL, tail=[["Ответственный:", None, "Невидимова Н. Н."], [None, None, 3]]))
    assert lines_of(path) == SMALL_LINES


def test_figures_in_thousands_are_refused(written):
    assert "тыс" in refusal(written(ReportA(SMALL, figures=("Количество", "Себестоимость", "Выручка, тыс. руб."))))


def test_without_quantities_a_line_is_one_unit_and_a_return_minus_one(written):
    groups = {"ООО «Ладья»": {"Гвоздь": [(5, 1, 2)], "Болт": [(-2, -2, -3)]}}
    report = ReportA(groups, months=("Июнь 2025 г.",), figures=("Вес", "Себестоимость", "Выручка"))
    found = read_export(written(report))
    assert found.lines["quantity"].to_pylist() == [Decimal(1), Decimal(-1)]
    assert [str(value) for value in found.lines["amount_rub"].to_pylist()] == ["2.00", "-3.00"]
    (told,) = (problem for problem in found.problems if problem.severity is Severity.WARNING)
    assert "нет количества" in told.message


def test_the_heading_says_whether_revenue_has_vat(written):
    path = written(ReportA(SMALL, figures=("Количество", "Себестоимость", "Выручка (без НДС)")))
    assert "выручка без НДС 190,47 ₽" in summary_of(path)


def test_without_a_cost_the_lines_have_none(written):
    groups = {"ООО «Ладья»": {"Гвоздь": [(1, 1, 2)], "Болт": [(2, 2, 3)]}}
    report = ReportA(groups, months=("Июнь 2025 г.",), figures=("Количество", "Рентабельность, %", "Выручка"), wide=())
    assert lines_of(written(report), ("amount_rub", "cost_rub")) == [("2.00", "None"), ("3.00", "None")]


def test_revenue_without_quantity_is_kept_and_told(written):
    report = ReportA(SMALL, has_total_block=False, changed={(NAIL, FIRST): None, (LADYA, FIRST): 0, (TOTAL, FIRST): 0})
    found = read_export(written(report))
    assert found.lines["quantity"].to_pylist()[0] == Decimal(0)
    assert [problem.severity for problem in found.problems] == [Severity.NOTICE]
    assert "без количества" in found.problems[0].message


def test_a_report_without_any_sale_is_refused(written):
    groups = {"ООО «Ладья»": {"Гвоздь": [None, None], "Болт": [None, None]}}
    assert "ни одной продажи" in refusal(written(ReportA(groups, months=YEAR_MONTHS[:2], wide=())))


def test_a_flat_table_below_a_month_is_no_report(write_xlsx):
    path = write_xlsx(
        [
            ["Продажи", None, "Январь 2026 г."],
            ["Дата", "Клиент", "Количество", "Сумма"],
            [date(2026, 1, 5), "ООО «Ладья»", 1, 10.0],
        ]
    )
    assert as_report(open_source(path)) is None
    assert read_export(path).lines.num_rows == 1


@pytest.mark.parametrize("marks", [("outline",), ()])
def test_invented_reports_give_every_sale_back(written, marks):
    groups = invented(12, 7, 12, seed=3)
    path = written(ReportA(groups, months=YEAR_MONTHS, lines=(PERIOD,), wide=(1, 4, 12), wide_groups=(7,), marks=marks))
    expected = [
        (client, item, Decimal(str(sale[0])), Decimal(str(sale[1])), Decimal(str(sale[2])))
        for client, items in groups.items()
        for item, sales in items.items()
        for sale in sales
        if sale
    ]
    found = read_export(path).lines.select(["client_name", "sku_name", "quantity", "cost_rub", "amount_rub"])
    assert [tuple(row.values()) for row in found.to_pylist()] == expected


def test_only_one_reader_knows_the_report(written):
    for peek in open_source(written(ReportA(SMALL))).peeks():
        assert [reader.key for reader in READERS if reader.identify(peek)] == ["A"]


@pytest.mark.figure
def test_six_thousand_rows_with_thirteen_thousand_merges_are_imported_within_five_seconds(tmp_path):
    groups = invented(500, 11, 12)
    report = ReportA(
        groups, months=YEAR_MONTHS, lines=(PERIOD,), wide=(3,), wide_groups=(5, 7), marks=("outline",), total_width=1
    )
    path = write_report(tmp_path / "прибыль.xlsx", report)
    grid = open_source(path).grid("TDSheet")
    assert len(grid.rows) > 6_000
    assert max(map(len, grid.rows)) == 42
    assert 13_000 <= len(grid.merges) <= 13_100
    order = ImportOrder((path,), "1С", vat="без НДС", cost_vat="без НДС")
    seconds = []
    for number in range(3):
        base = Base.init(tmp_path / f"база {number}")
        started = time.perf_counter()
        outcome = import_files(
            base, order, now=NOW, user="тест", confirm=lambda _: True, ask_vat=lambda _: ("без НДС", "без НДС")
        )[0]
        seconds.append(time.perf_counter() - started)
        sold = [sale for items in groups.values() for sales in items.values() for sale in sales if sale]
        assert outcome.count_accepted == len(sold) > 20_000
        assert outcome.amount_rub == sum(Decimal(str(sale[2])) for sale in sold)
    assert min(seconds) <= 5, seconds


@pytest.mark.long
def test_a_report_with_random_damage_gives_the_same_sum_or_is_refused(written):
    grid = open_source(written(ReportA(SMALL))).grid("TDSheet")
    draw = random.Random(31)
    outcomes = Counter()
    for _ in range(400):
        rows = [list(cells) for cells in grid.rows]
        for _ in range(draw.choice([1, 1, 2, 4])):
            cells = rows[draw.randrange(len(rows))]
            if cells:
                cells[draw.randrange(len(cells))] = draw.choice(DAMAGE)
        damaged = replace(grid, rows=tuple(map(tuple, rows)))
        try:
            report = READERS_BY_KEY["A"].read(damaged, "отчёт.xlsx")
        except BadFile:
            outcomes["refused"] += 1
        else:
            outcomes["read"] += 1
            amounts = report.columns[report.headings.index("Сумма, ₽")]
            assert pc.sum(amounts).as_py() == Decimal("190.47")
    assert min(outcomes["refused"], outcomes["read"]) > 50
