"""The workbook «Клиентская база» by meaning: sheets, tables, guards, names, links, identity."""

import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from openpyxl.workbook import Workbook

from clientbase_xl.errors import WriteRefused
from clientbase_xl.schemas.blocks import LINES, START_FIGURES
from clientbase_xl.schemas.catalogue import ALL_SHEETS, BY_KEY
from clientbase_xl.schemas.clients import CLIENTS, LETTERS
from clientbase_xl.schemas.lists import LIST_TITLES
from clientbase_xl.schemas.model import Sheet
from clientbase_xl.schemas.reactivation import REACTIVATION
from clientbase_xl.settings import rows
from clientbase_xl.writing import workbook as workbook_module
from clientbase_xl.writing.book import MOST_ROWS
from clientbase_xl.writing.cells import MOST_CHARACTERS
from clientbase_xl.writing.start_blocks import MEANINGS, STATUS_NOTES
from clientbase_xl.writing.table_sheet import PRINTED_BANDS, PRINTED_FROM
from clientbase_xl.writing.workbook import WORKBOOK_ID, write_workbook
from tests.support.opened import opened
from tests.support.workbook_checks import findings
from tests.support.workbook_sample import TODAY, sample_content

PAGES = ("start", "client_card", "client_offer", "offer_page")
SHOWN_TABLES = [sheet for sheet in ALL_SHEETS if sheet.key not in PAGES]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("книга") / "Клиентская база.xlsx"
    assert write_workbook(target, sample_content(60)) == ()
    return target


@pytest.fixture(scope="module")
def book(path: Path) -> Workbook:
    return opened(path)


def column(book: Workbook, sheet: Sheet, key: str) -> list[object]:
    """Return the data cells of a table's column."""
    page = book[sheet.title]
    left, top, _, bottom = openpyxl.utils.range_boundaries(page.tables[sheet.table_name].ref)
    return [page.cell(row, left + sheet.keys.index(key)).value for row in range(top + 1, bottom + 1)]


def validations(book: Workbook, title: str, cell: str) -> list[str]:
    """Return the first formulas of the rules that hold for a cell."""
    rules = book[title].data_validations.dataValidation
    return [rule.formula1 for rule in rules if cell in rule.sqref]


def test_nothing_is_found_by_our_own_checks(path: Path) -> None:
    assert findings(path) == []


def test_the_tabs_are_the_catalogue_and_hidden_sheets_of_charts_and_cards(book: Workbook) -> None:
    assert book.sheetnames == [*(sheet.title for sheet in ALL_SHEETS), "_данные", "_карточка", "_предложение"]
    hidden = [page.title for page in book if page.sheet_state == "hidden"]
    assert hidden == ["_данные", "_карточка", "_предложение"]
    assert book.active.title == "Начало"


@pytest.mark.parametrize("sheet", SHOWN_TABLES, ids=lambda sheet: sheet.key)
def test_every_sheet_has_its_table_way_back_purpose_frozen_head_and_paper(book: Workbook, sheet: Sheet) -> None:
    page = book[sheet.title]
    assert [cell.value for cell in page[4]][: len(sheet.columns)] == [one.title for one in sheet]
    assert list(page.tables) == [sheet.table_name]
    assert page["A1"].value == "← Начало"
    assert page["A1"].hyperlink.location == "Начало!A1"
    assert page["B1"].value == sheet.title
    (purpose,) = (cell for cell in page[2] if cell.value is not None)
    assert purpose.value.startswith(sheet.purpose)
    is_parted = sheet.key in {*PRINTED_BANDS, *PRINTED_FROM, "fbs_map"}
    assert purpose.column == (sheet.frozen_columns + 1 if is_parted else 1)
    assert page.freeze_panes == f"{openpyxl.utils.get_column_letter(sheet.frozen_columns + 1)}5"
    assert page.page_setup.paperSize == 9
    assert page.page_setup.orientation == ("landscape" if sheet.is_landscape else "portrait")
    assert page.print_title_rows in ("$4:$4", "$3:$4")
    assert "Страница &P из &N" in page.oddFooter.right.text
    assert page.oddHeader.right.text.endswith("20.11.2026")
    assert all(page.cell(4, number).comment for number in range(1, len(sheet.columns) + 1))


def test_a_line_above_the_heading_shares_its_row_with_no_bands() -> None:
    assert [key for key in LINES if any(column.band for column in BY_KEY[key])] == []


def test_values_come_back_as_they_were_given(book: Workbook) -> None:
    clients = sample_content(60).tables["clients"]
    for key in ("client_code", "client_name", "category", "turnover_12m_rub", "phone", "inn", "comment"):
        given = [None if pd.isna(value) else value for value in clients[key]]
        assert column(book, CLIENTS, key) == given
    assert column(book, CLIENTS, "is_target")[:2] == ["нет", "да"]


def test_every_sheet_of_typed_records_can_grow_and_be_sorted(book: Workbook) -> None:
    typed = [sheet for sheet in ALL_SHEETS if "row_id" in sheet.keys and any(column.is_typed for column in sheet)]
    assert {"tasks", "agreements", "programmes", "client_stock", "monitoring", "discounts"} <= {
        one.key for one in typed
    }
    assert [sheet.key for sheet in typed if book[sheet.title].protection.sheet] == []


def test_lists_that_people_sort_are_free_and_sheets_of_fixed_rows_protected_without_a_password(book: Workbook) -> None:
    of_people = ("Клиенты", "Реактивация", "Сокращают закупки", "План по клиентам", "План и прогноз", "FBS сотрудники")
    fixed = ("Каналы продаж", "Условия программ", "Диагностика", "Настройки", "Справочники", "Начало", "Проблемы")
    assert [title for title in of_people if book[title].protection.sheet] == []
    assert [title for title in fixed if not book[title].protection.sheet] == []
    assert [page.title for page in book if page.protection.password] == []


def test_computed_cells_refuse_typing_and_typed_cells_have_their_lists_and_bounds(book: Workbook) -> None:
    letter = {key: openpyxl.utils.get_column_letter(number) for number, key in enumerate(CLIENTS.keys, 1)}
    for key in ("category", "reason", "turnover_12m_rub", "share_of_wallet", "what_if_category"):
        assert validations(book, "Клиенты", f"{letter[key]}5") == ["FALSE"]
        assert validations(book, "Клиенты", f"{letter[key]}64") == ["FALSE"]
    assert validations(book, "Клиенты", f"{letter['manager']}5") == ["list_managers"]
    assert validations(book, "Клиенты", f"{letter['channel']}64") == ["list_channels"]
    assert validations(book, "Клиенты", f"{letter['contact_role']}5") == ['"ЛПР,ЛВР,ГПР"']
    assert validations(book, "Клиенты", f"{letter['is_target']}5") == ['"да,нет"']
    assert validations(book, "Клиенты", f"{letter['payment_delay_days']}5") == ["0"]
    assert validations(book, "Клиенты", f"{letter['client_name']}5") == []
    assert validations(book, "Клиенты", f"{letter['client_name']}4") == ["FALSE"]
    programme = openpyxl.utils.get_column_letter(REACTIVATION.keys.index("programme") + 1)
    assert validations(book, "Реактивация", f"{programme}5") == ["list_programmes"]


def test_messages_of_the_rules_are_russian(book: Workbook) -> None:
    for sheet in SHOWN_TABLES:
        for rule in book[sheet.title].data_validations.dataValidation:
            assert rule.showErrorMessage
            assert any("а" <= letter <= "я" for letter in rule.error)


def test_lists_are_named_contiguous_ranges_that_end_at_the_last_value(book: Workbook) -> None:
    values = column(book, next(sheet for sheet in ALL_SHEETS if sheet.key == "lists"), "value")
    keys = column(book, next(sheet for sheet in ALL_SHEETS if sheet.key == "lists"), "list_key")
    for key in LIST_TITLES:
        formula = book.defined_names[f"list_{key}"].attr_text
        first, _, last = formula.rpartition("COUNTA(")[2].rstrip(")").replace("$", "").partition(":")
        rows_named = range(int(first.rpartition("!B")[2]) - 5, int(last.lstrip("B")) - 4)
        assert {keys[number] for number in rows_named} == {key}
        assert keys.count(key) == len(rows_named)
        assert values[rows_named[-1]] is None


def test_the_grid_and_the_ladders_are_named(book: Workbook) -> None:
    settings = book["Настройки"]
    [(title, reference)] = book.defined_names["category_grid"].destinations
    assert title == "Настройки"
    letters = [cell[0].value for cell in settings[reference.replace("$", "")]]
    assert letters == [row.value for row in rows(sample_content(1).settings) if row.address.startswith("grid.")]
    for name, expected in {
        "profit_ladder": [-1e15, 0, 90_000, 520_000, 1_400_000],
        "potential_ladder": [-1e15, 2_500_000, 9_000_000],
        "cut_profit_max": [1_400_000],
    }.items():
        [(title, reference)] = book.defined_names[name].destinations
        cells = book[title][reference.replace("$", "")]
        values = [cell[0].value for cell in cells] if isinstance(cells, tuple) else [cells.value]
        assert values == expected


def test_start_links_to_the_sheets_and_counts_by_formula_with_the_stored_count(path: Path, book: Workbook) -> None:
    start = book["Начало"]
    stored = opened(path, is_values_only=True)["Начало"]
    assert stored["E6"].value == "Реактивация"
    assert start["E6"].value == """=HYPERLINK("#'Реактивация'!A1","Реактивация")"""
    counted = {
        start.cell(row, 1).value: stored.cell(row, 3).value
        for row in range(1, start.max_row + 1)
        if str(start.cell(row, 3).value).startswith("=COUNTIFS") and start.cell(row, 1).value
    }
    clients = sample_content(60).tables["clients"]
    assert counted == {letter: int((clients["category"] == letter).sum()) for letter in LETTERS}
    assert tuple(MEANINGS) == LETTERS
    assert set(STATUS_NOTES) == set(CLIENTS["status"].choices)


def test_there_are_three_charts_of_the_start_with_a_series_per_category_and_one_of_the_card(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        charts = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/charts/chart")]
    assert len(charts) == 4
    assert "Категория A" in charts[0]
    assert "Категория D" in charts[0]
    assert sum("scatterChart" in chart for chart in charts) == 2
    assert "barChart" in charts[2]
    assert "_карточка" in charts[3]


def test_a_problem_of_this_workbook_leads_to_its_sheet_and_a_foreign_one_does_not(book: Workbook) -> None:
    page = book["Проблемы"]
    cells = [str(page.cell(row, 5).value) for row in range(5, 9)]
    assert [cell for cell in cells if cell.startswith("=")] == [cells[2]]
    assert cells[2] == """=HYPERLINK("#'Клиенты'!Y9","Клиенты")"""


def test_the_file_is_recognised_as_ours_and_carries_its_marks(book: Workbook) -> None:
    names = book.defined_names
    assert names[WORKBOOK_ID].hidden
    assert len(names[WORKBOOK_ID].attr_text.strip('"')) == 36
    assert names["clientbase_typed_digest"].attr_text == f'"{"0" * 64}"'


@pytest.mark.long
def test_the_same_content_gives_the_same_bytes_and_another_day_another_identity(path: Path, tmp_path: Path) -> None:
    again = tmp_path / "b.xlsx"
    write_workbook(again, sample_content(60))
    assert again.read_bytes() == path.read_bytes()
    other = sample_content(60, today=TODAY.replace(day=21))
    assert workbook_module.workbook_id(other) != workbook_module.workbook_id(sample_content(60))


@pytest.mark.long
def test_an_empty_base_gives_a_book_with_friendly_words(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    whole = sample_content(1)
    empty = {key: table.iloc[0:0] for key, table in whole.tables.items() if key not in ("settings", "lists")}
    tables = whole.tables | empty | {"lists": whole.tables["lists"].iloc[0:0]}
    write_workbook(path, sample_content(1, tables=tables))
    assert findings(path) == []
    book = opened(path)
    assert book["Клиенты"]["C2"].value.endswith("Кремовое заполняете вы.")
    assert "загрузите продажи" in book["Клиенты"]["C2"].value
    assert book["Начало"]["A4"].value == "Срочных дел нет."
    assert "Проблем не найдено" in book["Проблемы"]["A2"].value


@pytest.mark.long
def test_names_with_signs_in_front_are_text_on_every_sheet(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    whole = sample_content(4)
    traps = ["=cmd|' /C calc'!A1", "+79001112233", "-1", "@SUM(1)"]
    clients = whole.tables["clients"].assign(client_name=traps, comment=traps, phone=traps)
    lists = pd.DataFrame({"list_title": "Менеджеры", "value": traps, "note": traps, "list_key": "managers"})
    write_workbook(
        path, sample_content(4, tables=whole.tables | {"clients": clients, "lists": lists}, base_name="=1+1")
    )
    assert findings(path) == []
    book = opened(path)
    assert column(book, CLIENTS, "client_name") == traps
    assert column(book, CLIENTS, "phone") == traps


@pytest.mark.long
def test_a_text_that_had_to_be_cut_is_a_problem_of_the_book_itself(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    whole = sample_content(1)
    clients = whole.tables["clients"].assign(comment=["я" * (MOST_CHARACTERS + 1)])
    [problem] = write_workbook(path, sample_content(1, tables=whole.tables | {"clients": clients}))
    assert problem.sheet == "Клиенты"
    messages = [cell.value for cell in opened(path)["Проблемы"]["B"]]
    assert problem.message in messages


@pytest.mark.long
def test_too_many_rows_are_refused_before_anything_is_written(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_text("old")
    many = pd.DataFrame({"client_code": ["1"] * (MOST_ROWS - 3)})
    with pytest.raises(WriteRefused, match="«Клиенты»"):
        write_workbook(path, sample_content(1, tables={"clients": many}))
    assert path.read_text() == "old"


@pytest.mark.long
def test_without_cost_and_without_potential_the_book_says_so(tmp_path: Path) -> None:
    from clientbase_xl.rules.level_cuts import LevelCuts

    path = tmp_path / "a.xlsx"
    whole = sample_content(8)
    clients = whole.tables["clients"].assign(potential_rub=None, profitability_12m_rub=None, untapped_rub=None)
    cuts = LevelCuts(500.0, 100.0, None, None, None, False)
    write_workbook(path, sample_content(8, tables=whole.tables | {"clients": clients}, cuts=cuts))
    assert findings(path) == []
    book = opened(path)
    words = [str(cell.value) for cell in book["Начало"]["A"]]
    assert any("потенциал не известен ни у одного клиента" in text for text in words)
    [(title, reference)] = book.defined_names["profit_ladder"].destinations
    assert [cell[0].value for cell in book[title][reference.replace("$", "")]] == [-1e15, -1e15, 1e15, 100, 500]


@pytest.mark.parametrize(("title", "heading"), [("Настройки", "Адрес"), ("Справочники", "Ключ")])
def test_latin_names_by_which_the_program_reads_a_sheet_back_are_hidden(
    book: Workbook, title: str, heading: str
) -> None:
    sheet = book[title]
    cell = next(cell for cell in sheet[4] if cell.value == heading)
    assert sheet.column_dimensions[cell.column_letter].hidden
    assert sum(dimension.hidden for dimension in sheet.column_dimensions.values()) == 1


def test_start_prints_across_so_that_it_can_be_read(book: Workbook) -> None:
    start = book["Начало"]
    assert start.page_setup.orientation == "landscape"
    assert start.page_setup.scale >= 80
    assert len(start.row_breaks.brk) == 3


@pytest.mark.long
def test_rows_for_the_figures_of_the_head_are_hidden_where_a_workbook_has_none(tmp_path: Path) -> None:
    counts = sample_content().start_counts
    few = counts[~counts["title"].str.startswith(("Категория", "Статус"))].head(5)
    write_workbook(tmp_path / "Книга.xlsx", replace(sample_content(), start_counts=few))
    start = opened(tmp_path / "Книга.xlsx")["Начало"]
    first = next(cell.row for cell in start["A"] if cell.value == "База сейчас") + 1
    hidden = [row for row, dimension in start.row_dimensions.items() if dimension.hidden]
    assert hidden == list(range(first + 5, first + START_FIGURES.count_rows))
