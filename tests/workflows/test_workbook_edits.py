"""What counts as typed: the cells of a workbook against the base of the moment when it was made."""

from __future__ import annotations

import pandas as pd
import pytest

from clientbase_xl.base.journal import ERASED, Change
from clientbase_xl.workflows.workbook_edits import Edits, RowEdit, find_edits, row_name
from clientbase_xl.writing.cells import fit_text

IDENTITY = "0123456789abcdef"


def edits(
    sheet_key: str, rows: list[dict[str, object]], before: dict[tuple[str, ...], dict[str, str]], **options: object
) -> Edits:
    """Return the edits of one sheet."""
    frame = pd.DataFrame(rows, dtype=object)
    shown = {sheet_key: set(options["shown"])} if "shown" in options else None  # type: ignore[call-overload]
    return find_edits({sheet_key: frame}, {sheet_key: before}, workbook_id=IDENTITY, shown=shown)


def card(code: str, **cells: str) -> dict[tuple[str, ...], dict[str, str]]:
    """Return a card as texts of the base."""
    return {(code,): {"client_code": code, **cells}}


def only(found: Edits) -> RowEdit:
    """Return the single edited row."""
    (row,) = found.rows
    return row


def test_cells_that_say_the_same_are_no_edits() -> None:
    row = {"client_code": "1", "potential_rub": 1000.5, "count_outlets": 3, "is_target": True, "comment": " а "}
    before = card("1", potential_rub="1000.5", count_outlets="3", is_target="да", comment="а")
    assert edits("clients", [row], before).rows == ()


def test_a_number_beyond_kopecks_says_what_the_base_keeps() -> None:
    before = card("1", potential_rub="100.13")
    assert edits("clients", [{"client_code": "1", "potential_rub": 100.129999}], before).rows == ()


def test_an_edit_holds_old_and_new_and_an_emptied_cell_is_none() -> None:
    row = {"client_code": "1", "comment": None, "phone": "8"}
    found = only(edits("clients", [row], card("1", comment="а")))
    assert found.changes == (
        Change("clients", ("1",), "phone", None, "8"),
        Change("clients", ("1",), "comment", "а", None),
    )
    assert not found.is_new


def test_a_lost_column_says_nothing_about_its_cells() -> None:
    assert edits("clients", [{"client_code": "1"}], card("1", comment="а")).rows == ()


def test_a_row_that_the_base_did_not_have_is_new_with_its_key() -> None:
    found = only(edits("clients", [{"client_code": "2", "client_name": "Б"}], card("1")))
    assert found.is_new
    assert [change.column_key for change in found.changes] == ["client_code", "client_name"]


def test_rows_that_the_workbook_no_longer_shows_are_named() -> None:
    assert edits("clients", [{"client_code": "1"}], card("1") | card("2"), shown=[("1",), ("2",)]).missing == (
        ("clients", ("2",)),
    )


def test_the_same_key_twice_with_other_words_is_an_oddity_of_which_the_first_counts() -> None:
    rows = [{"client_code": "1", "comment": "а"}, {"client_code": "1", "comment": "б"}]
    found = edits("clients", rows, card("1"))
    assert only(found).text("comment") == "а"
    assert ["две разные строки" in odd.message for odd in found.oddities] == [True]
    assert edits("clients", [rows[0], rows[0]], card("1")).oddities == ()


def test_a_row_without_its_code_is_an_oddity_and_an_empty_row_is_nothing() -> None:
    found = edits("clients", [{"client_code": None, "comment": "а"}, {"client_code": None, "comment": None}], {})
    assert found.rows == ()
    assert ["«Код»" in odd.message for odd in found.oddities] == [True]


def test_a_free_row_of_a_list_is_nothing() -> None:
    found = edits("lists", [{"list_key": "channels", "value": None, "note": None}], {})
    assert (found.rows, found.oddities) == ((), ())


def test_a_numbered_empty_row_is_nothing_and_a_filled_one_is_a_record() -> None:
    rows = [{"row_id": "01234567-1", "description": None}, {"row_id": "01234567-2", "description": "а"}]
    assert only(edits("contacts", rows, {})).row_key == ("01234567-2",)


def test_a_record_without_a_number_is_known_by_what_it_says() -> None:
    rows = [{"row_id": None, "description": "а"}, {"row_id": None, "description": "а"}]
    first, second = edits("contacts", rows, {}).rows
    assert first.row_key != second.row_key
    assert first.row_key[0].startswith("01234567-")
    assert {first.row_key, second.row_key} == {row.row_key for row in edits("contacts", rows[::-1], {}).rows}


def test_a_copy_of_a_record_with_its_number_becomes_a_record_of_its_own() -> None:
    before = {("n",): {"description": "был"}}
    rows = [{"row_id": "n", "description": "копия"}, {"row_id": "n", "description": "был"}]
    found = only(edits("contacts", rows, before))
    assert (found.row_key != ("n",), found.text("description"), found.is_new) == (True, "копия", True)


def test_an_erased_personal_value_does_not_come_back_from_an_old_workbook() -> None:
    assert edits("clients", [{"client_code": "1", "phone": "8 900"}], card("1", phone=ERASED)).rows == ()


def test_a_text_that_was_cut_for_the_cell_is_the_same_text() -> None:
    whole = "а" * 40_000
    row = {"client_code": "1", "comment": fit_text(whole)[0]}
    assert edits("clients", [row], card("1", comment=whole)).rows == ()
    assert edits("clients", [row | {"comment": "а"}], card("1", comment=whole)).rows != ()


def test_a_cell_of_a_wrong_kind_is_an_edit_as_it_was_typed() -> None:
    found = only(edits("clients", [{"client_code": "1", "potential_rub": "много"}], card("1", potential_rub="5")))
    assert found.changes == (Change("clients", ("1",), "potential_rub", "5", "много"),)


def test_people_know_rows_by_list_and_by_name() -> None:
    assert row_name("lists", ("channels", "Опт")) == "Каналы продаж: Опт"
    assert row_name("clients", ("1",), "Ладья") == "1 Ладья"


@pytest.mark.parametrize(
    ("column", "typed", "kept"),
    [
        ("potential_rub", "1 000,50", "1000.5"),
        ("contract_until", "15.07.2026", "2026-07-15"),
        ("contact_role", "лпр", "ЛПР"),
    ],
)
def test_what_was_stored_in_another_notation_is_no_edit_when_sent_again(column: str, typed: str, kept: str) -> None:
    made, sent = card("1"), card("1", **{column: kept})
    row = [{"client_code": "1", column: typed}]
    found = find_edits({"clients": pd.DataFrame(row)}, {"clients": sent}, workbook_id=IDENTITY, made={"clients": made})
    assert found.rows == ()
