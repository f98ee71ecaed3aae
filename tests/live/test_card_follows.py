"""«Карточка» follows the choice: LibreOffice computes for another client what the rule says of him."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl.utils.datetime import to_excel

from clientbase_xl.rules.client_card import NO_MONTHS, client_card
from clientbase_xl.writing.card_data import card_cells
from clientbase_xl.writing.card_layout import CHOICE_COLS, CHOICE_ROW, MESSAGE_ROW, NAME_ROW, card_layout
from clientbase_xl.writing.card_sheet import NOBODY, shown, write_card_file
from clientbase_xl.writing.cells import Cell
from clientbase_xl.writing.content import WorkbookContent
from clientbase_xl.writing.workbook import write_workbook
from tests.support.calc import Office, pdf_facts
from tests.support.card_book import LONG_NAME, card_content
from tests.support.workbook_sample import TODAY

pytestmark = pytest.mark.live

CHOICE = (CHOICE_ROW, CHOICE_COLS[0])
Shown = dict[tuple[int, int], tuple[float | str, str]]


@pytest.fixture(scope="module")
def content() -> WorkbookContent:
    """Return a content with awkward clients."""
    return card_content()


@pytest.fixture(scope="module")
def book(content: WorkbookContent, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return its workbook."""
    path = tmp_path_factory.mktemp("card") / "Книга.xlsx"
    write_workbook(path, content)
    return path


def expected(content: WorkbookContent, code: str) -> dict[tuple[int, int], float | str]:
    """Return what the rule says, by place of the page; places that show nothing are left out."""
    card = client_card(code, content.tables["client_card_index"], content.tables, TODAY)
    cells = card_cells(card)
    found = {(spot.row, spot.first): _held(shown(cells.get(spot.key), spot.limit)) for spot in card_layout().spots}
    return {place: value for place, value in found.items() if value != ""}


def computed(sheet: Shown) -> dict[tuple[int, int], float | str]:
    """Return what the page shows at the places of the card."""
    places = {(spot.row, spot.first) for spot in card_layout().spots}
    return {place: value for place, (value, _) in sheet.items() if place in places}


def _held(value: Cell) -> float | str:
    if value is None:
        return ""
    if isinstance(value, date):
        return float(to_excel(value))
    return value if isinstance(value, str) else float(value)


@pytest.mark.long
def test_every_client_chosen_by_code_is_what_the_rule_says(
    office: Office, book: Path, content: WorkbookContent
) -> None:
    codes = [*content.tables["clients"]["client_code"].tolist()[:6], "=1+1", "'00*7?~", "17850", "Пусто-1", "А-1"]
    for code, sheet in zip(codes, office.choose(book, "Карточка", CHOICE, codes), strict=True):
        found, said = computed(sheet), expected(content, code)
        assert set(found) == set(said), code
        for place, value in said.items():
            assert found[place] == (value if isinstance(value, str) else pytest.approx(value, rel=1e-12)), (code, place)
        assert not [text for _, text in sheet.values() if text.startswith(("#", "Err", "Ошибка"))], code


@pytest.mark.long
def test_a_line_of_the_list_and_a_part_of_a_name_find_the_client(
    office: Office, book: Path, content: WorkbookContent
) -> None:
    label = f"{LONG_NAME} — 17850"
    assert label in content.tables["client_card_index"]["label"].tolist()
    by_line, by_part, by_two = office.choose(book, "Карточка", CHOICE, [label, "снабженческая комп", "ромашка"])
    assert by_line[NAME_ROW, 0][1] == by_part[NAME_ROW, 0][1] == LONG_NAME
    assert by_part[MESSAGE_ROW, 0][1].startswith("Показан первый подходящий из ")
    assert by_two[NAME_ROW, 0][1] == "=Ромашка+Лютик"
    assert by_two[MESSAGE_ROW, 0][1] == "Показан первый подходящий из 2: =Ромашка+Лютик — =1+1"


@pytest.mark.long
def test_nobody_chosen_or_nobody_found_is_said_in_words(office: Office, book: Path) -> None:
    blank, unknown, wild = office.choose(book, "Карточка", CHOICE, ["", "нет такого", "*"])
    assert blank[MESSAGE_ROW, 0][1] == NOBODY
    assert unknown[MESSAGE_ROW, 0][1].startswith("Клиента «нет такого» нет среди клиентов этой книги.")
    assert wild[NAME_ROW, 0][1] == "\"Кавычка\" и 'апостроф'", "a star means itself, not everybody"
    for sheet in (blank, unknown):
        assert (NAME_ROW, 0) not in sheet
        assert not [text for _, text in sheet.values() if text.startswith(("#", "Err"))]


@pytest.mark.long
def test_a_client_without_kept_months_says_so_instead_of_zeros(office: Office, book: Path) -> None:
    (sheet,) = office.choose(book, "Карточка", CHOICE, ["000030"])
    title = next(spot for spot in card_layout().spots if spot.key == "months_title")
    assert sheet[title.row, title.first][1] == NO_MONTHS


@pytest.mark.long
def test_the_stored_values_are_those_of_the_client_shown_first(office: Office, book: Path) -> None:
    result = office.recalculate(book)
    assert result.errors == ()
    assert [line for line in result.differences if "арточка!" in line] == []


@pytest.mark.parametrize("code", ["17850", "Пусто-1"])
def test_a_card_of_its_own_is_one_a4_page_upright(
    office: Office, tmp_path: Path, content: WorkbookContent, code: str
) -> None:
    path = tmp_path / "Карточка.xlsx"
    write_card_file(
        path, client_card(code, content.tables["client_card_index"], content.tables, TODAY), TODAY, "Пример"
    )
    printed = pdf_facts(office.convert_to_pdf(path, tmp_path))
    assert (printed.count_pages, printed.sizes_points) == (1, frozenset({(595, 842)}))
    assert "###" not in printed.text
