"""«Карточка» in the file: what may be typed, what is listed, what travels home."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from clientbase_xl.reading.own_workbook import read_own_workbook
from clientbase_xl.rules.client_card import client_card
from clientbase_xl.schemas.typed_cells import typed_digest
from clientbase_xl.writing.card_layout import LAST, card_layout
from clientbase_xl.writing.card_sheet import shown, write_card_file
from clientbase_xl.writing.workbook import write_workbook
from tests.support.card_book import card_content
from tests.support.opened import opened
from tests.support.workbook_checks import findings
from tests.support.workbook_sample import TODAY, sample_content

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workbook with a card."""
    made = tmp_path_factory.mktemp("card") / "Книга.xlsx"
    write_workbook(made, card_content())
    return made


def test_the_card_is_the_sheet_after_the_clients_and_its_data_is_hidden(path: Path) -> None:
    book = opened(path)
    assert book.sheetnames.index("Карточка") == book.sheetnames.index("Клиенты") + 1
    assert book["_карточка"].sheet_state == "hidden"
    assert findings(path) == []


def test_only_the_choice_may_be_typed_and_it_offers_the_clients_by_name(path: Path) -> None:
    book = opened(path)
    page = book["Карточка"]
    assert page.protection.sheet
    free = {cell.coordinate for row in page.iter_rows() for cell in row if not cell.protection.locked}
    assert free <= {f"{openpyxl.utils.get_column_letter(col)}1" for col in range(6, LAST + 2)}
    assert "F1" in free
    (rule,) = page.data_validations.dataValidation
    assert (rule.formula1, rule.type, str(rule.sqref)) == ("card_column_label", "list", "F1:P1")
    rows = "_карточка!$D$2:$D$1048576"
    label_name = book.defined_names["card_column_label"].attr_text
    assert label_name == f"_карточка!$D$2:INDEX({rows},MAX(1,COUNTA({rows})))"
    index = book["_карточка"].tables["t_client_card_index"].ref
    labels = [row[0].value for row in book["_карточка"][index][1:]]
    assert len(labels) == 35
    assert labels == sorted(labels, key=lambda label: label.rpartition(" — ")[0].casefold())


def test_the_choice_is_a_line_of_the_list_kept_as_text(path: Path) -> None:
    cell = opened(path)["Карточка"]["F1"]
    assert cell.data_type == "s"
    assert cell.number_format == "@"


def test_the_choice_is_no_data_and_what_travels_home_is_the_same(path: Path, tmp_path: Path) -> None:
    before = read_own_workbook(path)
    changed = tmp_path / "Другой клиент.xlsx"
    book = openpyxl.load_workbook(path)
    book["Карточка"]["F1"] = "Пусто-1"
    book.save(changed)
    after = read_own_workbook(changed)
    assert "client_card" not in after.tables
    assert typed_digest(after.tables) == typed_digest(before.tables)


def test_the_page_is_upright_a4_on_one_sheet(path: Path) -> None:
    page = opened(path)["Карточка"]
    assert (page.page_setup.paperSize, page.page_setup.orientation) == (9, "portrait")
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.page_setup.fitToHeight in (None, 1), "one page high, which is what a file says by saying nothing"
    assert page["A1"].hyperlink.location == "Начало!A1"


def test_a_workbook_without_clients_has_a_card_that_says_so(tmp_path: Path) -> None:
    path = tmp_path / "Пустая.xlsx"
    write_workbook(path, sample_content(0))
    assert findings(path) == []
    assert str(opened(path, is_values_only=True)["Карточка"]["A2"].value).startswith("Клиент не выбран.")


def test_no_two_places_of_the_page_overlap_and_every_row_has_its_height() -> None:
    plan = card_layout()
    taken: set[tuple[int, int]] = set()
    for one in (*plan.spots, *plan.words):
        cells = {(one.row, col) for col in range(one.first, one.last + 1)}
        assert not cells & taken, one
        assert one.row in plan.heights
        taken |= cells
    first_row, first_col, last_row, last_col = plan.chart
    chart = {(row, col) for row in range(first_row, last_row + 1) for col in range(first_col, last_col + 1)}
    assert not chart & taken
    assert max(one.row for one in plan.spots) == plan.last_row


def test_a_card_of_its_own_holds_values_only(tmp_path: Path) -> None:
    content, path = card_content(), tmp_path / "Карточка.xlsx"
    card = client_card("17850", content.tables["client_card_index"], content.tables, TODAY)
    write_card_file(path, card, TODAY, "Пример")
    book = opened(path)
    assert [cell for page in book for row in page.iter_rows() for cell in row if cell.data_type == "f"] == []
    values = dict(zip(card["key"], card["value"], strict=True))
    spot = next(one for one in card_layout().spots if one.key == "reason")
    cell = book["Карточка"].cell(spot.row + 1, spot.first + 1).value
    assert cell == shown(values["reason"], spot.limit)
    assert str(cell).endswith("…")
    assert findings(path) == []


def test_a_text_is_cut_at_its_limit_and_says_so() -> None:
    assert shown("абвгд", 5) == "абвгд"
    assert shown("абвгде", 5) == "абвг…"
    assert shown(123456.0, 5) == 123456.0
