"""Tables for programs: three formats, the same table."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from clientbase_xl.errors import BadUse, WriteRefused
from clientbase_xl.schemas.arrow import arrow_schema
from clientbase_xl.schemas.facts import FACTS
from clientbase_xl.writing.table_file import write_table
from tests.support.opened import opened
from tests.support.workbook_checks import findings

FRAME = pd.DataFrame(
    {
        "client_code": ["007", "=1+1", "C3"],
        "client_name": ["ООО «Ёж, сын и Ко»", None, 'кавычка "'],
        "last_purchase_on": [pd.Timestamp(2026, 11, 19), pd.NaT, pd.Timestamp(2025, 1, 2)],
        "turnover_12m_rub": [1234567.894999, float("nan"), -0.5],
        "count_purchases": pd.array([3, None, 0], dtype="Int64"),
        "trend": [0.25, None, -1.0],
        "is_silent_year_ago": pd.array([True, None, False], dtype="boolean"),
    }
)


def test_csv_is_utf8_with_commas_points_and_iso_dates(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write_table(path, FRAME, FACTS)
    assert path.read_bytes().decode("utf-8").split("\n") == [
        "client_code,client_name,last_purchase_on,turnover_12m_rub,count_purchases,trend,is_silent_year_ago",
        '007,"ООО «Ёж, сын и Ко»",2026-11-19,1234567.89,3,0.25,true',
        "=1+1,,,,,,",
        'C3,"кавычка """,2025-01-02,-0.50,0,-1.0,false',
        "",
    ]


def test_parquet_has_the_types_of_the_catalogue(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    write_table(path, FRAME, FACTS)
    table = pq.read_table(path)
    declared = arrow_schema(FACTS)
    assert table.column_names == list(FRAME.columns)
    assert all(table.schema.field(name).type == declared.field(name).type for name in table.column_names)
    assert table["turnover_12m_rub"].to_pylist() == [Decimal("1234567.89"), None, Decimal("-0.50")]
    assert table["last_purchase_on"].to_pylist() == [date(2026, 11, 19), None, date(2025, 1, 2)]
    assert table["client_code"].to_pylist() == ["007", "=1+1", "C3"]


def test_xlsx_has_keys_as_headings_codes_as_text_and_no_formula(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_table(path, FRAME, FACTS)
    sheet = opened(path).worksheets[0]
    assert [cell.value for cell in sheet[1]] == list(FRAME.columns)
    assert [cell.value for cell in sheet[2]][:2] == ["007", "ООО «Ёж, сын и Ко»"]
    assert (sheet["A3"].value, sheet["A3"].data_type, sheet["A3"].number_format) == ("=1+1", "s", "@")
    assert sheet["D2"].value == pytest.approx(1234567.894999)
    assert sheet["C2"].value.date() == date(2026, 11, 19)
    assert [sheet[f"G{row}"].value for row in (2, 3, 4)] == ["да", None, "нет"]
    assert findings(path) == []


def test_a_table_that_the_catalogue_does_not_know_is_written_as_it_is(tmp_path: Path) -> None:
    frame = pd.DataFrame({"name": ["x"], "value": [1.5]})
    write_table(tmp_path / "a.csv", frame, None)
    assert (tmp_path / "a.csv").read_text() == "name,value\nx,1.5\n"


def test_decimals_and_empty_tables_are_written_too(tmp_path: Path) -> None:
    frame = pd.DataFrame({"turnover_12m_rub": [Decimal("0.10"), None]})
    write_table(tmp_path / "a.parquet", frame, FACTS)
    assert pq.read_table(tmp_path / "a.parquet")["turnover_12m_rub"].to_pylist() == [Decimal("0.10"), None]
    for name in ("b.csv", "b.parquet", "b.xlsx"):
        write_table(tmp_path / name, FRAME.iloc[0:0], FACTS)
    assert pq.read_table(tmp_path / "b.parquet").num_rows == 0


@pytest.mark.parametrize("name", ["a.xls", "a.txt", "a", "a.csv.gz"])
def test_another_extension_is_refused_with_the_three_that_exist(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadUse) as refused:
        write_table(tmp_path / name, FRAME, FACTS)
    assert refused.value.allowed == ".csv, .parquet, .xlsx"
    assert list(tmp_path.iterdir()) == []


def test_the_extension_may_be_written_in_capitals(tmp_path: Path) -> None:
    write_table(tmp_path / "A.CSV", FRAME, FACTS)
    assert (tmp_path / "A.CSV").read_text(encoding="utf-8").startswith("client_code,")


def test_the_same_table_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("1.xlsx", "2.xlsx", "1.parquet", "2.parquet"):
        write_table(tmp_path / name, FRAME, FACTS)
    for extension in ("xlsx", "parquet"):
        assert (tmp_path / f"1.{extension}").read_bytes() == (tmp_path / f"2.{extension}").read_bytes()


def test_too_many_rows_for_a_sheet_are_refused(tmp_path: Path) -> None:
    many = pd.DataFrame({"client_code": ["1"] * 1_048_576})
    with pytest.raises(WriteRefused, match="1 048 576"):
        write_table(tmp_path / "a.xlsx", many, FACTS)
    assert list(tmp_path.iterdir()) == []
