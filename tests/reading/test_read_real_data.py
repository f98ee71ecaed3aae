"""Published figures of real exports come out of reading (NUMBERS.md: Online Retail; DESIGN 6: no `--map`)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from clientbase_xl.errors import BadFile
from clientbase_xl.problems import Severity
from clientbase_xl.reading.archive_guard import check_archive
from clientbase_xl.reading.export import ReadLines, read_export

pytestmark = [pytest.mark.data, pytest.mark.long]


def read(path: Path) -> ReadLines:
    found = read_export(path)
    assert isinstance(found, ReadLines)
    return found


@pytest.fixture(scope="module")
def retail(shared_data: Path) -> ReadLines:
    return read(shared_data / "online_retail_2011.xlsx")


def test_the_load_test_workbook_passes_the_archive_guard(shared_data):
    assert "xl/workbook.xml" in check_archive(shared_data / "online_retail_2011.xlsx")


def test_online_retail_keeps_every_line_and_every_kopeck(retail):
    lines = retail.lines
    assert (retail.count_read, lines.num_rows, retail.excluded) == (541_909, 541_909, {})
    assert pc.sum(lines["amount_rub"]).as_py() == Decimal("9747747.93")
    assert (retail.period_from, retail.period_to) == (date(2010, 12, 1), date(2011, 12, 9))
    assert pc.count_distinct(lines["document"]).as_py() == 25_900
    assert pc.count_distinct(lines["client_code"]).as_py() == 4_372
    assert pc.sum(pc.starts_with(lines["document"], "C")).as_py() == 9_288


def test_online_retail_reports_lines_without_a_client_once(retail):
    assert retail.lines["client_code"].null_count == 135_080
    assert [(problem.count, problem.severity) for problem in retail.problems] == [(135_080, Severity.WARNING)]


def test_online_retail_lines_of_known_clients_without_cancellations_add_up(retail):
    lines = retail.lines
    kept = lines.filter(
        pc.and_(
            pc.and_(pc.is_valid(lines["client_code"]), pc.invert(pc.starts_with(lines["document"], "C"))),
            pc.and_(pc.greater(lines["quantity"], 0), pc.greater(lines["unit_price"], 0)),
        )
    )
    assert kept.num_rows == 397_884
    assert pc.count_distinct(kept["client_code"]).as_py() == 4_338
    assert pc.count_distinct(kept["document"]).as_py() == 18_532
    assert pc.sum(kept["amount_rub"]).as_py() == Decimal("8911407.90")


def test_online_retail_keeps_equal_lines(retail):
    keys = [name for name in retail.lines.column_names if retail.lines[name].null_count < retail.lines.num_rows]
    distinct = retail.lines.group_by(keys).aggregate([]).num_rows
    # 5 268 repeats of the file, and one pair that differed only by the time of the day.
    assert retail.lines.num_rows - distinct == 5_269


def test_both_years_of_online_retail_keep_equal_lines(shared_data):
    raw = pq.read_table(shared_data / "online_retail_II.parquet")
    assert raw.num_rows - raw.group_by(raw.column_names).aggregate([]).num_rows == 11_812
    assert read(shared_data / "online_retail_II.parquet").lines.num_rows == raw.num_rows


def test_online_retail_client_who_returned_all_has_nothing_left(retail):
    lines = retail.lines.filter(pc.equal(retail.lines["client_code"], "12346"))
    assert sorted(lines["amount_rub"].to_pylist()) == [Decimal("-77183.60"), Decimal("77183.60")]
    assert sorted(lines["is_return"].to_pylist()) == [False, True]


def test_both_years_of_online_retail_add_up_in_kopecks(shared_data):
    found = read(shared_data / "online_retail_II.parquet")
    assert (found.count_read, found.excluded) == (1_044_847, {})
    assert pc.sum(found.lines["amount_rub"]).as_py() == Decimal("18909744.10")
    assert (found.period_from, found.period_to) == (date(2009, 12, 1), date(2011, 12, 9))


def test_northwind_is_recognised_whole(shared_data):
    found = read(shared_data / "northwind_sales.csv")
    assert (found.lines.num_rows, found.excluded, found.problems) == (2_155, {}, ())
    assert set(found.headings) == {
        "sold_on",
        "document",
        "client_code",
        "client_name",
        "manager",
        "sku_code",
        "sku_name",
        "brand",
        "product_category",
        "quantity",
        "amount_rub",
    }
    assert pc.count_distinct(found.lines["client_code"]).as_py() == 89
    assert pc.sum(found.lines["amount_rub"]).as_py() == Decimal("1265793.29")


def test_adventureworks_is_recognised_with_cost_and_its_currencies_are_a_problem(shared_data):
    found = read(shared_data / "adventureworks_internet_sales.parquet")
    assert (found.lines.num_rows, found.excluded) == (60_398, {})
    assert found.headings == {
        "sold_on": "OrderDate",
        "document": "SalesOrderNumber",
        "client_code": "CustomerKey",
        "sku_code": "ProductKey",
        "quantity": "OrderQuantity",
        "unit_price": "UnitPrice",
        "amount_rub": "SalesAmount",
        "cost_rub": "TotalProductCost",
    }
    assert found.lines["cost_rub"].null_count == 0
    assert pc.sum(found.lines["amount_rub"]).as_py() == Decimal("29358677.89")
    assert (found.period_from, found.period_to) == (date(2010, 12, 29), date(2014, 1, 28))
    [currencies] = [problem for problem in found.problems if "валют" in problem.message]
    assert (currencies.count, currencies.severity) == (60_398, Severity.WARNING)


@pytest.mark.parametrize("mapping", [{}, {"Дата": "OrderDateKey"}])
def test_an_export_damaged_by_spreadsheet_locale_is_refused_with_examples(shared_data, mapping):
    with pytest.raises(BadFile) as refused:
        read_export(shared_data / "adventureworks_reseller_damaged.csv", mapping=mapping)
    assert "«UnitPrice»" in refused.value.found
    assert "«2,024,994»" in refused.value.found
    assert "«809,76»" in refused.value.found
    assert "региональными настройками" in refused.value.remedy
