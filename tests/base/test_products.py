"""Products are governed: journalled, verified, read as of any moment; an empty cell never erases."""

from __future__ import annotations

from datetime import datetime, timedelta

import pandas as pd

from clientbase_xl.base.journal import head
from clientbase_xl.base.products import read_products, upsert_products
from clientbase_xl.base.store import Base
from clientbase_xl.base.verify import verify

NOW = datetime.fromisoformat("2026-06-01T09:00")


def bring(base: Base, *rows: tuple[str, str | None, str | None], at: datetime = NOW) -> int:
    frame = pd.DataFrame(rows, columns=["sku_code", "brand", "product_category"], dtype=object)
    with base.writing() as connection:
        return upsert_products(connection, frame, at=at, by="Анна", reason="Файл «товары.xlsx»")


def test_a_second_file_fills_and_updates_and_never_erases(base: Base) -> None:
    assert bring(base, ("1", "Болтстрой", None), ("2", None, None)) == 2
    assert bring(base, ("1", None, "Крепёж"), ("2", "Гайкин", "Крепёж"), ("3", "Б", "В")) == 1
    held = read_products(base)
    assert held[["sku_code", "brand", "product_category"]].values.tolist() == [
        ["1", "Болтстрой", "Крепёж"],
        ["2", "Гайкин", "Крепёж"],
        ["3", "Б", "В"],
    ]
    assert verify(base) is None


def test_the_same_file_once_more_writes_nothing(base: Base) -> None:
    bring(base, ("1", "Болтстрой", "Крепёж"))
    before = head(base)
    assert bring(base, ("1", "Болтстрой", "Крепёж")) == 0
    assert head(base) == before


def test_an_earlier_state_comes_back(base: Base) -> None:
    bring(base, ("1", "Болтстрой", None))
    bring(base, ("1", "Гайкин", None), at=NOW + timedelta(days=1))
    assert read_products(base, NOW)["brand"].tolist() == ["Болтстрой"]
    assert read_products(base)["brand"].tolist() == ["Гайкин"]
