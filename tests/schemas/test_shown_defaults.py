"""What untyped cells show: the method's words and numbers, in empty cells only."""

from __future__ import annotations

import pandas as pd
import pytest

from clientbase_xl.schemas.activity_matrix import ACTIVITY_DEFAULTS, ACTIVITY_MATRIX
from clientbase_xl.schemas.catalogue import ALL_SHEETS
from clientbase_xl.schemas.clients import LETTERS
from clientbase_xl.schemas.sales_channels import RESPONSIBLE_DEFAULT, SALES_CHANNELS
from clientbase_xl.schemas.shown_defaults import shown_default, with_defaults


@pytest.mark.parametrize(
    ("sheet_key", "row_key", "column_key", "shown"),
    [
        ("activity_matrix", "A", "visits_per_month", 4),
        ("activity_matrix", "C", "visits_per_month", 0.5),
        ("activity_matrix", "E", "calls_per_month", 0),
        ("activity_matrix", "D", "investment", None),
        ("activity_matrix", "F", "visits_per_month", None),
        ("sales_channels", "любой", "responsible", RESPONSIBLE_DEFAULT),
        ("sales_channels", "любой", "strategy", None),
        ("clients", "1", "visits_per_month", None),
    ],
)
def test_a_cell_shows_the_method_or_nothing(sheet_key: str, row_key: str, column_key: str, shown: object) -> None:
    assert shown_default(sheet_key, (row_key,), column_key) == shown


def test_the_defaults_are_of_typed_columns_of_all_letters_and_within_their_bounds() -> None:
    assert tuple(ACTIVITY_DEFAULTS) == LETTERS
    for cells in ACTIVITY_DEFAULTS.values():
        for key, value in cells.items():
            column = ACTIVITY_MATRIX[key]
            assert column.is_typed
            if column.minimum is not None:
                assert column.minimum <= float(str(value)) <= float(str(column.maximum))


def test_only_empty_cells_are_filled_and_a_zero_is_not_empty() -> None:
    frame = pd.DataFrame(
        {"category": ["A", "B", "C"], "visits_per_month": [0.0, None, float("nan")], "actions": ["", None, "свои"]},
        dtype=object,
    )
    filled = with_defaults(frame, ACTIVITY_MATRIX)
    assert filled["visits_per_month"].tolist() == [0.0, 2, 0.5]
    assert filled["actions"].tolist()[0] == ACTIVITY_DEFAULTS["A"]["actions"]
    assert filled["actions"].tolist()[2] == "свои"
    assert filled["call_minutes"].tolist() == [15, 15, 15]
    assert frame["visits_per_month"].iloc[1] is None, "the given table stays as it is"


def test_a_table_without_rows_stays_without_rows() -> None:
    empty = with_defaults(pd.DataFrame(columns=["channel"]), SALES_CHANNELS)
    assert empty.empty
    assert "responsible" in empty


def test_other_sheets_show_nothing_of_their_own() -> None:
    for sheet in ALL_SHEETS:
        if sheet not in (ACTIVITY_MATRIX, SALES_CHANNELS):
            assert all(shown_default(sheet.key, ("A",), column.key) is None for column in sheet.typed), sheet.key
