"""«Предложение клиенту» and its page in the file: formulas with the values of the rule, nothing of others."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.formula import ArrayFormula

from clientbase_xl.reading.own_workbook import read_own_workbook
from clientbase_xl.rules.client_offer import OfferTerms, client_offer
from clientbase_xl.schemas.client_offer import CLIENT_OFFER, MOST_LINES, OFFER_PAGE, PAGE_LINES
from clientbase_xl.settings import OfferSettings
from clientbase_xl.writing import offer_layout as layout
from clientbase_xl.writing.content import WorkbookContent
from clientbase_xl.writing.offer_data import OFFER_DATA_SHEET
from clientbase_xl.writing.offer_formulas import SLOT_KEYS, TERMS, TRIES, slot_cells, try_name
from clientbase_xl.writing.offer_page_sheet import NOTHING, ON_REQUEST, TOTAL, delivery, write_offer_file
from clientbase_xl.writing.workbook import write_workbook
from tests.support.offer_book import REPORTING, offer_content
from tests.support.workbook_sample import TODAY, sample_content

pytestmark = pytest.mark.long

OFFER, PAGE = CLIENT_OFFER.title, OFFER_PAGE.title


@pytest.fixture(scope="module")
def content() -> WorkbookContent:
    """Return a content with offers."""
    return offer_content()


@pytest.fixture(scope="module")
def path(content: WorkbookContent, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return its workbook."""
    made = tmp_path_factory.mktemp("offer") / "Книга.xlsx"
    assert write_workbook(made, content) == ()
    return made


@pytest.fixture(scope="module")
def values(path: Path) -> openpyxl.Workbook:
    """Return the workbook as its stored values."""
    return openpyxl.load_workbook(path, data_only=True)


@pytest.fixture(scope="module")
def formulas(path: Path) -> openpyxl.Workbook:
    """Return the workbook as its formulas."""
    return openpyxl.load_workbook(path)


def test_the_lines_are_formulas_with_the_values_of_the_rule(
    content: WorkbookContent, values: openpyxl.Workbook, formulas: openpyxl.Workbook
) -> None:
    said = layout.said(content.tables["client_offer"])
    assert len(said) == 8
    for place in range(1, MOST_LINES + 1):
        for key, col in layout.COL.items():
            at = {"row": layout.FIRST_ROW + place, "column": col + 1}
            assert str(formulas[OFFER].cell(**at).value).startswith("=IF(_предложение!")
            found = values[OFFER].cell(**at).value
            expected = said[place - 1][key] if place <= len(said) else ""
            assert (found or "") == expected if isinstance(expected, str) else found == pytest.approx(expected)


def test_what_is_missing_is_said_and_never_a_zero(values: openpyxl.Workbook) -> None:
    sheet = values[OFFER]
    row = layout.FIRST_ROW + 5
    assert sheet.cell(row, layout.COL["sku"] + 1).value == "Б-5"
    for key in ("demand_day", "sigma_day", "stock_units", "price_rub", "need_units", "order_units"):
        assert sheet.cell(row, layout.COL[key] + 1).value == "нет данных"
    illiquid = layout.FIRST_ROW + 8
    assert sheet.cell(illiquid, layout.COL["order_units"] + 1).value in (None, "")
    assert str(sheet.cell(illiquid, layout.COL["note"] + 1).value).startswith("затоваривание")


def test_the_head_says_whose_sales_the_demand_is(values: openpyxl.Workbook) -> None:
    said = str(values[OFFER].cell(layout.SOURCE_ROW + 1, 3).value)
    assert said == (
        "Спрос: по продажам клиента — 3 SKU, по нашим отгрузкам вместо них — 4, как у похожих — 0. "
        "Остаток известен по 4 SKU из 8."
    )


def test_only_the_choice_and_the_tries_may_be_typed(formulas: openpyxl.Workbook) -> None:
    sheet = formulas[OFFER]
    assert sheet.protection.sheet
    assert formulas[PAGE].protection.sheet
    open_cells = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    tries = {formulas.defined_names[try_name(key)].attr_text.rpartition("!")[2].replace("$", "") for key in TRIES}
    assert len(tries) == 4
    merged = next(one for one in sheet.merged_cells.ranges if "D1" in one)
    assert open_cells - {cell for row in sheet[merged.coord] for cell in [one.coordinate for one in row]} == tries
    assert all(sheet[cell].value is None for cell in tries)


def test_paper_shows_every_label_over_the_lines_beside_its_number_and_only_once(formulas: openpyxl.Workbook) -> None:
    sheet = formulas[OFFER]
    assert [one.id for one in sheet.col_breaks.brk] == [layout.PRINT_BREAK]
    assert sheet.print_title_cols == f"$A:${get_column_letter(layout.PRINT_REPEATED + 1)}"
    assert not sheet.sheet_properties.pageSetUpPr.fitToPage, "programs that fit a width pass over breaks of our own"
    assert sheet.page_setup.scale >= 70
    head = [cell for row in sheet.iter_rows(max_row=layout.BAND_ROW) for cell in row if cell.value is not None]
    link, *others = head
    assert "Начало" in str(link.value)
    assert len(others) >= 18
    first_page = range(layout.PRINT_REPEATED + 2, layout.PRINT_BREAK + 1)
    assert {cell.column for cell in others} <= set(first_page)
    assert all(one.max_col in first_page for one in sheet.merged_cells.ranges if one.max_row <= layout.BAND_ROW)


def test_the_page_holds_what_to_order_and_its_sum_and_nothing_of_ours(
    content: WorkbookContent, values: openpyxl.Workbook
) -> None:
    sheet = values[PAGE]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=layout.PAGE_FIRST_ROW + 1)]
    lines = content.tables["offer_page"]
    assert [row[1] for row in rows if row[0]] == lines["sku"].tolist()
    total = next(row for row in rows if row[2] == TOTAL)
    assert total[-1] == pytest.approx(lines["amount_rub"].sum())
    assert ON_REQUEST in [row[5] for row in rows]
    texts = " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)
    for ours in ("похож", "берёт", "маржа", "прибыл", "затовар", "Страховой", "категор", "SKU", "нет данных"):
        assert ours not in texts
    others = content.tables["clients"]["client_name"].dropna()
    own = content.tables["clients"].set_index("client_code").loc[REPORTING, "client_name"]
    assert not [name for name in others if name != own and name in texts]


def test_the_page_has_room_for_every_line_that_settings_allow() -> None:
    fields = OfferSettings.model_fields
    most = {
        key: next(one.le for one in fields[key].metadata if hasattr(one, "le")) for key in fields if "count_" in key
    }
    assert most["count_own"] + most["count_peers"] + most["count_illiquid"] <= MOST_LINES
    assert most["count_own"] + most["count_peers"] + 1 <= PAGE_LINES


def test_the_cells_that_look_through_the_stock_name_its_table_and_are_no_array_formulas(
    formulas: openpyxl.Workbook,
) -> None:
    """Calc does not compute anew what depends on an array formula while somebody types."""
    sheet = formulas[OFFER_DATA_SHEET]
    assert sheet.sheet_state == "hidden"
    values = [cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [value for value in values if isinstance(value, ArrayFormula)]
    looking = [value for value in values if "SUMPRODUCT" in str(value)]
    assert len(looking) == 6 * MOST_LINES
    assert all("t_client_stock[[#Data]" in str(value) and "[@" not in str(value) for value in looking)


def test_the_formulas_fit_a_cell(formulas: openpyxl.Workbook) -> None:
    for title in (OFFER, PAGE, OFFER_DATA_SHEET):
        for row in formulas[title].iter_rows():
            for cell in row:
                assert len(str(cell.value)) < 8_192


def test_a_workbook_without_clients_offers_nobody(tmp_path: Path) -> None:
    path = tmp_path / "Пусто.xlsx"
    write_workbook(path, sample_content(0))
    book = openpyxl.load_workbook(path, data_only=True)
    assert "Клиент не выбран" in str(book[OFFER].cell(layout.MESSAGE_ROW + 1, 3).value)
    assert not [cell.value for cell in book[OFFER][layout.FIRST_ROW + 1] if cell.value]


def test_nothing_of_the_pages_is_read_back_and_the_counts_are(path: Path, content: WorkbookContent) -> None:
    book = read_own_workbook(path)
    assert {"client_offer", "offer_page", "offer_lines"} & set(book.tables) == set()
    assert len(book.tables["client_stock"].dropna(subset="client_code")) == len(content.tables["client_stock"])


def test_every_working_cell_has_a_formula_and_a_name_of_its_own() -> None:
    class Names(dict):  # type: ignore[type-arg]
        def __missing__(self, key: str) -> str:
            return key

    assert tuple(slot_cells(1, Names(), Names())) == SLOT_KEYS
    assert set(TRIES) < set(TERMS)


def test_a_page_of_its_own_has_values_only(tmp_path: Path, content: WorkbookContent) -> None:
    path = tmp_path / "Предложение.xlsx"
    client = {"client_name": "=Ромашка", "manager": "Белова Ирина"}
    write_offer_file(path, content.tables["offer_page"], client, [5.0, 7.0], TODAY, "Пример")
    sheet = openpyxl.load_workbook(path)[PAGE]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert {"=Ромашка", "от 5 до 7 дн. от заказа", TOTAL} <= {cell.value for cell in cells}
    empty = content.tables["offer_page"].iloc[:0]
    write_offer_file(tmp_path / "Нечего.xlsx", empty, client, [], TODAY, "Пример")
    sheet = openpyxl.load_workbook(tmp_path / "Нечего.xlsx")[PAGE]
    assert NOTHING in {cell.value for row in sheet.iter_rows() for cell in row}


def test_a_delivery_is_said_in_days() -> None:
    assert delivery([]) == ""
    assert delivery([7.0, 7.0]) == "7 дн. от заказа"
    assert delivery([9.0, 3.0, 5.0]) == "от 3 до 9 дн. от заказа"


def test_the_stored_values_change_with_the_terms_of_the_settings(content: WorkbookContent) -> None:
    terms = OfferTerms.of(OfferSettings(lead_days=20, service_level=0.99))
    lines, stock = content.tables["offer_lines"], content.tables["client_stock"]
    longer = client_offer(REPORTING, lines, stock, terms, TODAY)
    assert longer["order_units"].sum() > content.tables["client_offer"]["order_units"].sum()
