"""References are spelled as Excel and LibreOffice both read them."""

import pytest

from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.model import Column, Kind, Mode, Sheet
from clientbase_xl.writing.names import cell_link, column_reference, escaped_title, live_formula, range_reference


@pytest.mark.parametrize(
    ("title", "escaped"),
    [
        ("Сумма, ₽", "Сумма, ₽"),
        ("№ #1", "№ '#1"),
        ("Цена [опт]", "Цена '[опт']"),
        ("Д'Артаньян", "Д''Артаньян"),
        ("Категория (расчётная)", "Категория (расчётная)"),
    ],
)
def test_special_characters_of_a_title_are_escaped(title: str, escaped: str) -> None:
    assert escaped_title(title) == escaped


def test_a_title_with_an_at_sign_is_refused_because_the_library_would_change_it() -> None:
    with pytest.raises(ValueError, match="@"):
        escaped_title("a@b")


def test_a_live_formula_names_the_table_in_every_reference() -> None:
    columns = (
        Column("a", "Сумма [₽]", Kind.MONEY, ""),
        Column("b", "Вдвое", Kind.MONEY, "", Mode.LIVE, formula="{a}*2"),
    )
    sheet = Sheet("t", "Т", "", "", columns)
    assert live_formula(sheet, sheet["b"]) == "=t_t[[#This Row],[Сумма '[₽']]]*2"


def test_a_formula_may_speak_of_the_rows_from_its_own_to_the_last() -> None:
    columns = (
        Column("a", "Сумма", Kind.MONEY, ""),
        Column("b", "Ниже", Kind.MONEY, "", Mode.LIVE, formula="SUM({a..})"),
    )
    sheet = Sheet("t", "Т", "", "", columns)
    below = "t_t[[#This Row],[Сумма]]:INDEX(t_t[[#Data],[Сумма]],ROWS(t_t[[#Data],[Сумма]]))"
    assert live_formula(sheet, sheet["b"]) == f"=SUM({below})"


def test_every_live_formula_of_the_catalogue_refers_to_columns_that_exist() -> None:
    live = [column for column in CLIENTS if column.mode is Mode.LIVE]
    assert len(live) == 4
    for column in live:
        formula = live_formula(CLIENTS, column)
        assert "{" not in formula
        assert formula.count("[[#This Row],[") == formula.count("[[")
        assert len(formula) <= 8_192


def test_an_unknown_key_in_a_formula_is_an_error_of_the_declaration() -> None:
    sheet = Sheet("t", "Т", "", "", (Column("b", "Б", Kind.MONEY, "", Mode.LIVE, formula="{none}"),))
    with pytest.raises(KeyError, match=r"t\.none"):
        live_formula(sheet, sheet["b"])


def test_references_quote_the_sheet_where_needed() -> None:
    assert range_reference("Лист 1", 0, 1, 2, 1) == "='Лист 1'!$B$1:$B$3"
    assert cell_link("Лист 1", "B2") == "internal:'Лист 1'!B2"
    assert column_reference("t_clients", CLIENTS["turnover_12m_rub"]) == "t_clients[[#Data],[Оборот за 12 мес., ₽]]"
