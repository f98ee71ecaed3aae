"""Typed cells of our own workbook come back by the titles of the catalogue, wherever people moved them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from clientbase_xl.errors import BadFile
from clientbase_xl.reading.own_file import is_own_workbook
from clientbase_xl.reading.own_workbook import read_marks, read_own_workbook, read_typed
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.lists import LISTS
from clientbase_xl.schemas.reactivation import REACTIVATION
from clientbase_xl.schemas.typed_cells import stored_columns, typed_cells, typed_digest
from clientbase_xl.writing.workbook import write_workbook
from tests.support.biff5_book import compound
from tests.support.ods_book import table, write_ods
from tests.support.workbook_sample import sample_content
from tests.support.xlsb_book import write_xlsb

TITLES = [column.title for column in CLIENTS]


def clients_sheet(tmp_path: Path, records: list[dict[str, object]], name: str = "Клиенты") -> Path:
    """Write a sheet with the titles of «Клиенты» and the given cells."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = name
    sheet.append(["Клиентская база"])
    sheet.append([])
    sheet.append(TITLES)
    for record in records:
        sheet.append([record.get(column.key) for column in CLIENTS])
    book.save(tmp_path / "book.xlsx")
    return tmp_path / "book.xlsx"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("own") / "Клиентская база.xlsx"
    write_workbook(path, sample_content(12))
    return path


@pytest.mark.long
def test_what_the_writer_wrote_comes_back_with_the_same_fingerprint(written):
    typed = read_typed(written)
    tables = dict(sample_content(12).tables)
    assert sum(1 for _ in typed_cells(typed)) > 100
    assert sorted(map(repr, typed_cells(typed))) == sorted(map(repr, typed_cells(tables)))
    assert typed_digest(typed) == typed_digest(tables)


@pytest.mark.long
@pytest.mark.filterwarnings("ignore:.*extension is not supported")
def test_sorting_inserted_columns_and_renamed_sheets_change_nothing(written, tmp_path):
    book = openpyxl.load_workbook(written)
    for sheet in book.worksheets:
        if sheet.title in ("Клиенты", "Реактивация", "Справочники"):
            sheet.insert_cols(2)
            sheet.insert_rows(1, 2)
            sheet.title = f"Мой {sheet.title}"
    sheet = book["Мой Справочники"]
    header = next(row for row in range(1, 50) if "Ключ" in [cell.value for cell in sheet[row]])
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=header + 1)]
    for row, values in enumerate(reversed(rows), start=header + 1):
        for column, value in enumerate(values, start=1):
            sheet.cell(row, column).value = value
    moved = tmp_path / "moved.xlsx"
    book.save(moved)
    assert typed_digest(read_typed(moved)) == typed_digest(read_typed(written))


@pytest.mark.long
@pytest.mark.filterwarnings("ignore:.*extension is not supported")
def test_a_typed_cell_changes_the_fingerprint_and_a_computed_one_does_not(written, tmp_path):
    before = typed_digest(read_typed(written))
    for title, is_same in (("Оборот за 12 мес., ₽", True), ("Комментарий", False)):
        book = openpyxl.load_workbook(written)
        sheet = book["Клиенты"]
        header = next(row for row in range(1, 50) if "Код" in [cell.value for cell in sheet[row]])
        column = next(cell.column for cell in sheet[header] if cell.value == title)
        sheet.cell(header + 1, column).value = "новое" if not is_same else 5
        book.save(tmp_path / "typed.xlsx")
        assert (typed_digest(read_typed(tmp_path / "typed.xlsx")) == before) is is_same


def test_typed_columns_have_the_types_of_the_base(tmp_path):
    record = {
        "client_code": "007",
        "client_name": " ООО «Ромашка» ",
        "potential_rub": 100,
        "contract_until": date(2026, 12, 31),
        "count_outlets": 3,
        "is_target": "Да",
        "turnover_12m_rub": 5,
        "what_if_profit_rub": 9,
    }
    frame = read_typed(clients_sheet(tmp_path, [record]))["clients"]
    assert list(frame) == [column.key for column in stored_columns(CLIENTS)]
    row = frame.iloc[0]
    assert (row["client_code"], row["client_name"]) == ("007", "ООО «Ромашка»")
    assert row["contract_until"] == pd.Timestamp(2026, 12, 31)
    assert bool(row["is_target"]) is True
    assert row["manager"] is None
    kinds = frame.dtypes.astype(str)
    assert kinds["potential_rub"] == "float64"
    assert kinds["count_outlets"] == "Int64"
    assert kinds["is_target"] == "boolean"


def test_a_cell_that_is_none_of_its_kind_stays_as_typed(tmp_path):
    records = [{"client_code": "1", "potential_rub": "много"}, {"client_code": "2", "potential_rub": 5}]
    frame = read_typed(clients_sheet(tmp_path, records))["clients"]
    assert frame["potential_rub"].tolist() == ["много", 5]


def test_blank_rows_and_the_text_of_an_empty_table_are_no_rows(tmp_path):
    path = clients_sheet(tmp_path, [{"client_code": CLIENTS.empty_text}, {}, {"client_code": "1"}])
    assert read_typed(path)["clients"]["client_code"].tolist() == ["1"]


def test_a_copied_sheet_does_not_replace_the_real_one(tmp_path):
    path = clients_sheet(tmp_path, [{"client_code": "1"}])
    book = openpyxl.load_workbook(path)
    copy = book.copy_worksheet(book["Клиенты"])
    copy.cell(4, 1).value = "копия"
    book.move_sheet(copy, -1)
    book.save(path)
    assert read_typed(path)["clients"]["client_code"].tolist() == ["1"]


def test_a_foreign_workbook_has_no_table_of_ours(write_xlsx):
    with pytest.raises(BadFile):
        read_typed(write_xlsx([["Код", "Клиент", "Менеджер"], ["1", "А", "Б"]]))


def test_a_damaged_workbook_is_refused(tmp_path):
    path = tmp_path / "book.xlsx"
    path.write_bytes(b"PK\x03\x04 nothing")
    for read in (read_typed, read_marks):
        with pytest.raises(BadFile):
            read(path)


def test_our_workbook_is_known_by_its_hidden_name(written, write_xlsx, tmp_path):
    assert is_own_workbook(written)
    assert not is_own_workbook(write_xlsx([["Дата"]]))
    assert not is_own_workbook(tmp_path / "absent.xlsx")
    (tmp_path / "text.xlsx").write_text("no archive")
    assert not is_own_workbook(tmp_path / "text.xlsx")


def test_marks_are_the_texts_under_names(written):
    marks = read_marks(written)
    assert marks["clientbase_typed_digest"] == "0" * 64
    assert marks["clientbase_workbook_id"]


@pytest.mark.parametrize("schema", [REACTIVATION, LISTS], ids=lambda schema: schema.key)
def test_tables_of_the_workbook_bring_their_keys(written, schema):
    frame = read_typed(written)[schema.key]
    assert list(frame)[: len(schema.key_columns)] == list(schema.key_columns)


@pytest.mark.long
def test_a_workbook_as_it_was_written_holds_nothing_that_people_added(written):
    assert (read_own_workbook(written).added, read_own_workbook(written).is_read_whole) == ((), True)


@pytest.mark.long
@pytest.mark.filterwarnings("ignore:.*extension is not supported")
def test_columns_and_sheets_that_people_added_are_named(written, tmp_path):
    book = openpyxl.load_workbook(written)
    sheet = book["Клиенты"]
    header = next(row for row in range(1, 50) if "Код" in [cell.value for cell in sheet[row]])
    sheet.insert_cols(3, 2)
    sheet.cell(header, 3).value = "Мои заметки"
    sheet.cell(header + 1, 3).value = "важный"
    sheet.cell(header + 2, sheet.max_column + 2).value = 5
    letter = openpyxl.utils.get_column_letter(sheet.max_column)
    book["Начало"].title = "Старт"
    book["Неделя"].title = "Моя неделя"
    book.create_sheet("Черновик")["B2"] = "посчитать"
    book.create_sheet("Пустой")
    book.save(tmp_path / "book.xlsx")
    found = read_own_workbook(tmp_path / "book.xlsx")
    assert found.added == (
        "лист «Клиенты», столбец «Мои заметки»",
        f"лист «Клиенты», столбец «{letter}»",
        "лист «Черновик»",
    )
    assert not found.is_read_whole


@pytest.mark.long
@pytest.mark.filterwarnings("ignore:.*extension is not supported")
def test_a_sheet_whose_headings_are_gone_is_an_error_and_a_deleted_one_a_notice(written, tmp_path):
    book = openpyxl.load_workbook(written)
    sheet = book["Контакты"]
    header = next(row for row in range(1, 50) if "№ записи" in [cell.value for cell in sheet[row]])
    for cell in sheet[header]:
        cell.value = "?"
    del book["Задачи"]
    book.save(tmp_path / "book.xlsx")
    found = {one.sheet: str(one.severity) for one in read_own_workbook(tmp_path / "book.xlsx").problems}
    assert found == {"Контакты": "ошибка", "Задачи": "сведение"}


def test_our_workbook_is_known_by_its_name_in_other_formats(tmp_path):
    xlsb, ods, xls = tmp_path / "a.xlsb", tmp_path / "a.ods", tmp_path / "a.xls"
    name = "clientbase_workbook_id"
    for known in (name, "other"):
        write_xlsb(xlsb, {known: [("x",)]})
        write_ods(ods, table("", known))
        xls.write_bytes(compound(known.encode(), "Workbook"))
        assert [is_own_workbook(path) for path in (xlsb, ods, xls)] == [known == name] * 3
