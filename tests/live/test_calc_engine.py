"""The Calc engine in a live office: values, formulas, formats, tables and names of a workbook that we write."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
import xlwings

from clientbase_xl.calc.engine import CalcRefused, NotInBook, SheetProtected
from clientbase_xl.calc.engine.uno_bridge import bridge, options, struct
from clientbase_xl.calc.engine.values import CellError
from clientbase_xl.writing.workbook import write_workbook
from tests.support.calc_engine import engine_office
from tests.support.workbook_sample import sample_clients, sample_content

pytestmark = [pytest.mark.live, pytest.mark.long]


@pytest.fixture(scope="module")
def app() -> Iterator[xlwings.App]:
    """Return a private office for this file."""
    with engine_office() as running:
        yield running


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workbook of the product under a Cyrillic name."""
    path = tmp_path_factory.mktemp("Папка с книгой") / "Клиентская база — образец.xlsx"
    write_workbook(path, sample_content(40))
    return path


@pytest.fixture
def book(app: xlwings.App, made: Path) -> Iterator[xlwings.Book]:
    """Return the product's workbook, freshly opened."""
    opened = app.books.open(str(made))
    yield opened
    opened.close()


@pytest.fixture
def sheet(app: xlwings.App) -> Iterator[xlwings.Sheet]:
    """Return the sheet of a new empty book."""
    new = app.books.add()
    yield new.sheets[0]
    new.close()


def test_the_table_of_clients_is_read_as_it_was_written(book: xlwings.Book) -> None:
    table = book.sheets["Клиенты"].tables["t_clients"]
    frame = table.range.options(pd.DataFrame, index=False).value
    written = sample_clients(40)
    assert list(frame.columns) == [column.name for column in table.columns]
    assert len(frame) == 40
    assert frame["Код"].tolist() == written["client_code"].tolist()
    assert frame["Клиент"].tolist() == written["client_name"].tolist()
    assert frame["Оборот за 12 мес., ₽"].tolist() == pytest.approx(written["turnover_12m_rub"].tolist())
    bought = pd.to_datetime(written["last_purchase_on"])
    assert frame["Последняя покупка"].tolist() == bought.tolist()
    assert frame["Диапазон"].isna().tolist() == written["category_range"].isna().tolist()


def test_a_column_written_as_one_block_keeps_formats_and_moves_formulas(book: xlwings.Book) -> None:
    table = book.sheets["Клиенты"].tables["t_clients"]
    profit, category = (
        table.columns[title].data_body_range for title in ("Если прибыль станет, ₽", "Станет категория")
    )
    book.app.calculate()
    assert set(category.value) == {None}
    before = profit.number_format
    profit.options(transpose=True).value = [10.0**9] * 40
    assert profit.value == [10.0**9] * 40
    assert profit.number_format == before == "#,##0;[RED]-#,##0"
    assert set(category.value) <= set("ABC")
    assert category[0, 0].formula.startswith('=IF(AND(t_clients[[#This Row],[Если прибыль станет, ₽]]="",')


def test_tables_and_names_of_the_file_are_there(book: xlwings.Book) -> None:
    assert book.sheets["Клиенты"].tables[0].name == "t_clients"
    assert "t_clients" in book.sheets["Клиенты"].tables
    assert "t_week" not in book.sheets["Клиенты"].tables
    assert len(book.names) > 50
    assert book.names["card_code"].refers_to == "=_карточка!$B$4"
    assert book.names["card_code"].refers_to_range.address == "$B$4"
    assert book.sheets["Клиенты"]["t_clients"].address == book.sheets["Клиенты"].tables[0].data_body_range.address
    with pytest.raises(NotInBook, match="нет таблицы «t_missing»"):
        book.sheets["Клиенты"].tables["t_missing"]
    with pytest.raises(NotInBook, match="нет листа «Клиент»"):
        book.sheets["Клиент"]


def test_a_table_grows_with_the_rows_appended(book: xlwings.Book) -> None:
    clients = book.sheets["Клиенты"]
    table = clients.tables["t_clients"]
    last = table.data_body_range.last_cell.row
    clients.range((last + 1, 1)).value = [["900001", "Новый клиент"], ["900002", "=1+1"]]
    table.resize(table.range.resize(table.range.shape[0] + 2))
    assert table.data_body_range.last_cell.row == last + 2
    assert table.columns["Код"].data_body_range.value[-2:] == ["900001", "900002"]
    assert table.columns["Клиент"].data_body_range.value[-1] == "=1+1"
    clients["CZ1"].formula = "=ROWS(t_clients[Код])"
    assert clients["CZ1"].value == 42
    with pytest.raises(CalcRefused, match="должна начинаться в строке 4"):
        table.resize(clients["A5:C9"])


def test_a_protected_sheet_refuses_before_anything_is_changed(book: xlwings.Book) -> None:
    week = book.sheets["Неделя"]
    before = week.used_range.formula
    cell = week["A5"]
    acts = (
        lambda: setattr(cell, "value", 1),
        lambda: setattr(cell, "value", [["а", "б"], ["в", "г"]]),
        lambda: setattr(cell, "formula", "=1"),
        lambda: setattr(cell, "number_format", "0"),
        cell.clear,
        cell.clear_contents,
        lambda: cell.insert("down"),
        lambda: cell.delete("up"),
        lambda: week.tables[0].resize(week.tables[0].range),
    )
    for act in acts:
        with pytest.raises(SheetProtected, match="Лист «Неделя» защищён") as told:
            act()
        assert isinstance(told.value, xlwings.XlwingsError)
        assert "Снимите защиту" in str(told.value)
    assert week.used_range.formula == before


def test_a_sorted_and_filtered_table_is_read_in_the_order_of_the_sheet(sheet: xlwings.Sheet) -> None:
    sheet["A1"].value = [["Код", "Сумма"], ["а", 3], ["б", 1], ["в", 2]]
    table = sheet.tables.add(sheet["A1:B4"], name="t_sums")
    _sort(sheet["A2:B4"], column=1)
    sheet["A3"].impl.row_hidden = True
    assert table.data_body_range.value == [["б", 1.0], ["в", 2.0], ["а", 3.0]]
    assert [sheet[f"A{row}"].rows.hidden for row in (2, 3, 4)] == [False, True, False]
    assert sheet["A2:A4"].rows.hidden is None


def test_hidden_columns_are_told_and_read(sheet: xlwings.Sheet) -> None:
    sheet["A1"].value = [1, 2, 3]
    sheet["B1"].columns.hidden = True
    assert [sheet[0, column].columns.hidden for column in range(3)] == [False, True, False]
    assert sheet["A1:C1"].columns.hidden is None
    assert sheet["A1:C1"].value == [1.0, 2.0, 3.0]


def test_a_renamed_sheet_is_the_same_sheet(book: xlwings.Book) -> None:
    clients = book.sheets["Клиенты"]
    clients.name = "Наши 'клиенты', все"
    assert [one.name for one in book.sheets][1] == "Наши 'клиенты', все"
    assert clients.tables["t_clients"].range.sheet.name == "Наши 'клиенты', все"
    other = book.sheets.add("Проверка", after=clients)
    other["A1"].formula = "='Наши ''клиенты'', все'!A5"
    assert other["A1"].formula == "='Наши ''клиенты'', все'!A5"
    assert other["A1"].value == "000001"
    with pytest.raises(ValueError, match="уже есть"):
        other.name = "НЕДЕЛЯ"


VALUES = [
    1e15,
    -0.1,
    "=1+1",
    "'в апострофах'",
    "000123",
    "10/26",
    "строка\nдругая",
    "я" * 32_767,
    "@SUM(A1)",
    True,
    False,
    dt.datetime(1900, 2, 28),  # noqa: DTZ001
    dt.datetime(1900, 3, 1),  # noqa: DTZ001
    dt.datetime(2026, 11, 20, 10, 30, 15),  # noqa: DTZ001
    None,
]


def test_every_kind_of_value_comes_back_and_survives_a_file(app: xlwings.App, tmp_path: Path) -> None:
    target = tmp_path / "Значения и даты.xlsx"
    book = app.books.add()
    book.sheets[0].name = "Лист со значениями"
    book.sheets[0]["B2"].options(transpose=True).value = VALUES
    assert book.sheets[0]["B2"].resize(len(VALUES)).value == VALUES
    book.save(str(target))
    assert book.fullname == str(target)
    book.close()
    again = app.books.open(str(target))
    cells = again.sheets["лист со значениями"]["B2"].resize(len(VALUES))
    assert cells.value == VALUES
    assert cells[13, 0].number_format == "dd.mm.yyyy hh:mm"
    assert cells[12, 0].number_format == "dd.mm.yyyy"
    again.close()


def test_texts_never_become_formulas_but_formulas_do(sheet: xlwings.Sheet) -> None:
    sheet["A1"].value = [["=1+1", "=CMD()", "+1"], ["12", "'", "TRUE"]]
    assert sheet["A1:C2"].value == [["=1+1", "=CMD()", "+1"], ["12", "'", "TRUE"]]
    written = sheet["A1:C2"].formula
    assert written == (("'=1+1", "'=CMD()", "'+1"), ("'12", "''", "'TRUE"))
    sheet["A4:C5"].formula = written
    assert sheet["A4:C5"].value == sheet["A1:C2"].value
    sheet["A7"].formula = '=IF(SUM({1,2;3,4})=10,"да; нет, всё",0)'
    assert sheet["A7"].value == "да; нет, всё"
    assert sheet["A7"].formula == '=IF(SUM({1,2;3,4})=10,"да; нет, всё",0)'


def test_one_formula_fills_a_block_and_follows_its_rows(sheet: xlwings.Sheet) -> None:
    sheet["A1"].value = [[1, 10], [2, 20], [3, 30]]
    sheet["C1:D3"].formula = "=A1*$A$2"
    assert sheet["C1:D3"].value == [[2.0, 20.0], [4.0, 40.0], [6.0, 60.0]]
    assert sheet["D3"].formula == "=B3*$A$2"
    sheet["F1:F2"].formula_array = "=A1:A2*2"
    assert sheet["F1:F2"].value == [2.0, 4.0]
    assert sheet["F2"].impl.has_array
    assert not sheet["C1"].impl.has_array


def test_errors_are_nothing_or_their_text(sheet: xlwings.Sheet) -> None:
    sheet["A1"].formula = [["=1/0", "=NA()", "=НЕТ_ТАКОЙ()", '="а"+1', "=10^400"]]
    assert sheet["A1:E1"].value == [None] * 5
    told = ["#DIV/0!", "#N/A", "#NAME?", "#VALUE!", "#NUM!"]
    assert sheet["A1:E1"].options(err_to_str=True).value == told
    assert isinstance(sheet["A1"].raw_value, CellError)


def test_frames_go_both_ways(sheet: xlwings.Sheet) -> None:
    frame = pd.DataFrame(
        {
            "№": [1, 2, 3],
            "Клиент": ["ООО «Ладья»", None, "=1+1"],
            "Сумма, ₽": [1.5, float("nan"), 3.0],
            "День": pd.to_datetime(["2026-11-20", None, "1999-01-31"]),
            "Штук": pd.array([1, None, 3], dtype="Int64"),
        }
    )
    sheet["B2"].options(index=False).value = frame
    back = sheet["B2"].options(pd.DataFrame, index=False, expand="table").value
    assert sheet["B2"].expand().address == "$B$2:$F$5"
    assert back["Клиент"].tolist()[::2] == ["ООО «Ладья»", "=1+1"]
    assert back["Сумма, ₽"].fillna(-1).tolist() == [1.5, -1.0, 3.0]
    assert back["День"].tolist()[::2] == [pd.Timestamp("2026-11-20"), pd.Timestamp("1999-01-31")]
    assert back["Штук"].fillna(-1).tolist() == [1.0, -1.0, 3.0]
    assert back.isna().sum().tolist() == [0, 1, 1, 1, 1]


def test_slices_edges_and_regions_are_those_of_excel(sheet: xlwings.Sheet) -> None:
    sheet["B2"].value = [[1, 2, 3], [4, 5, 6], [7, None, 9]]
    block = sheet["B2:D4"]
    assert block[1:, 1:].value == [[5.0, 6.0], [None, 9.0]]
    assert block[-1, -1].value == 9.0
    assert block[0:0, :].value is None
    assert block.rows[1].value == [4.0, 5.0, 6.0]
    assert block.columns[2].address == "$D$2:$D$4"
    assert sheet.range((2, 2), (3, 3)).address == "$B$2:$C$3"
    assert sheet["C2"].end("down").address == "$C$3"
    assert sheet["C3"].end("down").address == "$C$1048576"
    assert sheet["D4"].end("up").address == "$D$2"
    assert sheet["D4"].end("left").address == "$B$4"
    assert sheet["A1"].end("right").column == sheet.cells.shape[1]
    assert sheet["C3"].current_region.address == sheet.used_range.address == "$B$2:$D$4"
    assert sheet["B2"].get_address(False, False, include_sheetname=True) == f"'{sheet.name}'!B2"
    with pytest.raises(NotInBook, match="«НЕТ_ИМЕНИ»"):
        sheet["НЕТ_ИМЕНИ"]


def test_names_are_made_moved_and_removed(sheet: xlwings.Sheet) -> None:
    names = sheet.book.names
    sheet["A1:A3"].name = "Доли"
    assert sheet["A1:A3"].name.name == "Доли"
    names.add("Ставка", "=0.2")
    names.add(f"{sheet.name}!своё", f"='{sheet.name}'!$B$1")
    assert {one.name for one in names} == {"Доли", "Ставка", f"{sheet.name}!своё"}
    assert [one.name for one in sheet.names] == [f"{sheet.name}!своё"]
    assert sheet["своё"].address == "$B$1"
    names["Доли"].refers_to = f"={sheet.name}!$C$1:$C$2"
    assert sheet["доли"].address == "$C$1:$C$2"
    sheet["D1"].formula = "=Ставка*10"
    assert sheet["D1"].value == 2.0
    with pytest.raises(NotInBook, match="не указывает на ячейки"):
        _ = names["Ставка"].refers_to_range
    del names["Доли"]
    assert "Доли" not in names


def test_cells_are_inserted_removed_copied_and_cleared(sheet: xlwings.Sheet) -> None:
    sheet["A1"].value = [[1, 2], [3, 4]]
    sheet["A1:B1"].insert("down")
    assert sheet["A1:B3"].value == [[None, None], [1.0, 2.0], [3.0, 4.0]]
    sheet["A2:A3"].delete("left")
    assert sheet["A2:B3"].value == [[2.0, None], [4.0, None]]
    sheet["A2"].color, sheet["A2"].number_format = (255, 192, 0), "0.0%"
    sheet["A2:A3"].copy(sheet["C5"])
    assert sheet["C5:C6"].value == [2.0, 4.0]
    assert (sheet["C5"].color, sheet["C5"].number_format) == ((255, 192, 0), "0.0%")
    sheet["C5"].clear_contents()
    assert (sheet["C5"].value, sheet["C5"].color) == (None, (255, 192, 0))
    sheet["C5:C6"].clear()
    assert (sheet["C5"].color, sheet["C5"].number_format) == (None, "General")
    with pytest.raises(ValueError, match="не понимает числовой формат"):
        sheet["A1"].number_format = "[Нет]0"


def test_inserted_columns_take_hidden_ones_along_and_look_like_the_one_before(sheet: xlwings.Sheet) -> None:
    sheet["A1"].value = [[1, 2, 3]]
    sheet["D1"].formula = "=SUM(A1:C1)"
    sheet["C:C"].impl.column_hidden = True
    sheet["C:D"].insert("right")
    assert sheet["A1:F1"].value == [1.0, 2.0, None, None, 3.0, 6.0]
    assert [sheet[f"{name}1"].impl.column_hidden for name in "BCDEF"] == [False, False, False, True, False]
    sheet["C1"].value = 10
    sheet.book.app.calculate()
    assert sheet["F1"].value == 16.0, "the formula speaks of the new cells too"


def test_sheets_are_added_moved_hidden_and_removed(sheet: xlwings.Sheet) -> None:
    book = sheet.book
    sheet.name = "Первый"
    book.sheets.add("Второй", after=sheet)
    book.sheets.add("Нулевой", before=sheet)
    assert [one.name for one in book.sheets] == ["Нулевой", "Первый", "Второй"]
    assert book.sheets.active.name == "Нулевой"
    sheet.impl.move(None, book.sheets["Второй"].impl)
    assert [one.name for one in book.sheets] == ["Нулевой", "Второй", "Первый"]
    assert (sheet.index, sheet.visible) == (3, True)
    book.sheets["Второй"].visible = False
    assert not book.sheets["второй"].visible
    book.sheets["Второй"].delete()
    assert "Второй" not in book.sheets
    assert len(book.sheets) == 2


def test_a_book_is_saved_in_place_with_a_password_and_as_a_pdf(app: xlwings.App, tmp_path: Path) -> None:
    target = tmp_path / "Тайная.xlsx"
    book = app.books.add()
    book.sheets[0]["A1"].value = "первое"
    book.save(str(target))
    book.sheets[0]["A1"].value = "второе"
    book.save()
    book.save(str(tmp_path / "Закрытая.xlsx"), password="слово")
    book.to_pdf(str(tmp_path / "Тайная.pdf"))
    book.close()
    assert (tmp_path / "Тайная.pdf").read_bytes().startswith(b"%PDF")
    again = app.books.open(str(target), read_only=True)
    assert again.sheets[0]["A1"].value == "второе"
    again.close()
    closed = app.books.open(str(tmp_path / "Закрытая.xlsx"), password="слово")
    assert closed.sheets[0]["A1"].value == "второе"
    closed.close()


def _sort(cells: xlwings.Range, column: int) -> None:
    """Sort rows by a column (from 0), smallest first, as the menu of Calc does."""
    uno = bridge()
    field = struct("table.TableSortField", Field=column, IsAscending=True)
    order = options(SortFields=uno.Any("[]com.sun.star.table.TableSortField", (field,)))
    uno.invoke(cells.api, "sort", (uno.Any("[]com.sun.star.beans.PropertyValue", order),))
