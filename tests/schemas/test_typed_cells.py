"""What people typed, compared without its notation."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pytest

from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.model import Kind
from clientbase_xl.schemas.typed_cells import canonical, differences, stored_columns, typed_cells, typed_digest


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (None, Kind.TEXT, ""),
        (float("nan"), Kind.MONEY, ""),
        (pd.NA, Kind.FLAG, ""),
        (pd.NaT, Kind.DATE, ""),
        ("  Ромашка \r\n", Kind.TEXT, "Ромашка"),
        (1000, Kind.MONEY, "1000"),
        (1000.0, Kind.MONEY, "1000"),
        (Decimal("1000.50"), Kind.MONEY, "1000.5"),
        ("1000.50", Kind.MONEY, "1000.5"),
        (np.float64(0.25), Kind.SHARE, "0.25"),
        (17850.0, Kind.CODE, "17850"),
        ("017850", Kind.CODE, "017850"),
        (True, Kind.FLAG, "да"),
        (np.bool_(False), Kind.FLAG, "нет"),
        ("да", Kind.FLAG, "да"),
        (date(2026, 11, 21), Kind.DATE, "2026-11-21"),
        (datetime(2026, 11, 21, 9, tzinfo=UTC), Kind.DATE, "2026-11-21"),
        (0, Kind.INTEGER, "0"),
        (-0.0, Kind.NUMBER, "0"),
    ],
)
def test_notation_does_not_matter(value: Any, kind: Kind, text: str) -> None:
    assert canonical(value, kind) == text


def frame(*rows: tuple[str, float | None, str | None]) -> dict[str, pd.DataFrame]:
    return {"clients": pd.DataFrame(rows, columns=["client_code", "potential_rub", "phone"])}


def test_the_fingerprint_ignores_order_of_rows_and_columns_and_empty_cells() -> None:
    tables = frame(("1", 5.0, None), ("2", None, "+7"))
    turned = {"clients": tables["clients"].iloc[::-1][["phone", "client_code", "potential_rub"]]}
    assert typed_digest(tables) == typed_digest(turned)
    assert typed_digest(tables) != typed_digest(frame(("1", 6.0, None), ("2", None, "+7")))


def test_a_difference_names_sheet_row_column_and_both_values() -> None:
    (line,) = differences(frame(("1", 7.0, None)), frame(("1", 5.0, None)))
    assert line == "«Клиенты», 1, «Потенциал, ₽ в год»: в базе «5», в книге «7»"


def test_an_erased_cell_is_a_difference_too() -> None:
    (line,) = differences(frame(("1", None, None)), frame(("1", 5.0, None)))
    assert "в базе «5», в книге «»" in line


def test_the_what_if_calculator_is_not_kept() -> None:
    keys = {column.key for column in stored_columns(CLIENTS)}
    assert "what_if_profit_rub" not in keys
    assert "potential_rub" in keys
    tables = {"clients": pd.DataFrame({"client_code": ["1"], "what_if_profit_rub": [5.0]})}
    assert [cell.column_key for cell in typed_cells(tables)] == ["client_code"]


def test_a_text_longer_than_a_cell_equals_what_the_cell_holds_of_it() -> None:
    """32 767 UTF-16 units are held: 40 000 letters or 20 000 emoji are cut, and a mark says so."""
    for letter, count in (("я", 32_700), ("😀", 16_350)):
        whole, cut = letter * 40_000, letter * count + " … (обрезано)"
        assert canonical(whole, Kind.TEXT) == canonical(cut, Kind.TEXT)
    assert canonical("я" * 31_000, Kind.TEXT) != canonical("я" * 31_001, Kind.TEXT)
