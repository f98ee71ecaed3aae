"""Lines take from the reference what they do not say themselves; no line is lost, doubled or rewritten."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow as pa

from clientbase_xl.ledger import engine
from clientbase_xl.ledger.lines import open_lines
from clientbase_xl.ledger.parts import is_intact
from clientbase_xl.ledger.products import SCHEMA, sku_codes
from tests.support.sales import sale, store

TODAY = date(2026, 2, 1)
PRODUCTS = pa.Table.from_pylist(
    [
        {"sku_code": "Т1", "sku_name": "Гайка", "brand": "Болтстрой", "product_category": "Крепёж"},
        {"sku_code": "Т2", "sku_name": None, "brand": "Гайкин", "product_category": None},
        {"sku_code": "Т9", "sku_name": "Не продаётся", "brand": "Никто", "product_category": "Ничто"},
    ],
    SCHEMA,
)
LINES = [
    sale("2026-01-05", amount=1, sku_code="Т1"),
    sale("2026-01-05", amount=1, sku_code="Т1"),
    sale("2026-01-06", amount=2, sku_code="Т1", brand="Своя", sku_name="Гайка М8"),
    sale("2026-01-07", amount=3, sku_code="Т2", product_category="Своё"),
    sale("2026-01-08", amount=4, sku_code="Т3"),
    sale("2026-01-09", amount=5, sku_code=None),
]


def test_the_own_value_of_a_line_wins(tmp_path: Path) -> None:
    part = store(tmp_path, LINES)
    lines = open_lines([part], TODAY, PRODUCTS)
    wanted = ["amount_rub", "sku_name", "brand", "product_category"]
    rows = [list(map(str, row.values())) for row in engine.fetch(lines.select(wanted).order_by(wanted)).to_pylist()]
    assert rows == [
        ["1.00", "Гайка", "Болтстрой", "Крепёж"],
        ["1.00", "Гайка", "Болтстрой", "Крепёж"],
        ["2.00", "Гайка М8", "Своя", "Крепёж"],
        ["3.00", "None", "Гайкин", "Своё"],
        ["4.00", "None", "None", "None"],
        ["5.00", "None", "None", "None"],
    ]
    assert is_intact(part.path)


def test_columns_and_types_are_those_without_a_reference(tmp_path: Path) -> None:
    part = store(tmp_path, LINES)
    plain = open_lines([part], TODAY)
    assert open_lines([part], TODAY, PRODUCTS).schema() == plain.schema()
    assert open_lines([part], TODAY, PRODUCTS.slice(0, 0)).schema() == plain.schema()


def test_an_empty_ledger_stays_empty() -> None:
    assert engine.fetch(open_lines([], TODAY, PRODUCTS)).num_rows == 0


def test_codes_of_lines_are_named_once(tmp_path: Path) -> None:
    assert sku_codes(open_lines([store(tmp_path, LINES)], TODAY)) == {"Т1", "Т2", "Т3"}
