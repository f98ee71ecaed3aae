"""Lines in force: whole and partly valid parts, dates, the VAT basis, damage."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from clientbase_xl.errors import BaseRefused
from clientbase_xl.ledger.lines import ValidPart, open_lines
from clientbase_xl.ledger.summary import summarise
from clientbase_xl.schemas.sales_lines import SALES_LINES
from tests.support.sales import as_table, sale, store

FAR = date(2030, 1, 1)
JANUARY = [sale(f"2026-01-{day:02}", amount=day) for day in (1, 2, 3, 4, 5)]


def amounts(lines: Any) -> list[int]:
    """Return the amounts of lines, sorted."""
    return sorted(int(value) for value in lines.amount_rub.to_pyarrow().to_pylist())


def days(first: int, last: int) -> tuple[date, date]:
    """Return a period within January 2026."""
    return date(2026, 1, first), date(2026, 1, last)


def test_no_parts_give_an_empty_table_of_the_same_columns() -> None:
    lines = open_lines([], FAR)
    assert tuple(lines.columns) == (*SALES_LINES.keys, "amount_vat", "cost_vat")
    assert summarise(lines).count_lines == 0


def test_whole_parts_count_completely_and_equal_lines_twice(tmp_path: Path) -> None:
    parts = [store(tmp_path, JANUARY), store(tmp_path, [sale("2026-01-01", amount=1)])]
    lines = open_lines(parts, FAR)
    assert amounts(lines) == [1, 1, 2, 3, 4, 5]
    assert lines.schema() == open_lines([], FAR).schema()


def test_the_same_question_to_other_parts_gets_their_answer(tmp_path: Path) -> None:
    first, second = (open_lines([store(tmp_path, [sale("2026-01-01", amount=amount)])], FAR) for amount in (1, 7))
    assert [summarise(lines).amount_rub for lines in (first, second, open_lines([], FAR), first)] == [1, 7, 0, 1]


def test_a_partly_valid_part_counts_on_the_days_of_its_periods_ends_included(tmp_path: Path) -> None:
    part = replace(store(tmp_path, JANUARY), is_whole=False, periods=(days(1, 2), days(4, 4)))
    assert amounts(open_lines([part], FAR)) == [1, 2, 4]
    assert amounts(open_lines([replace(part, periods=())], FAR)) == []


def test_lines_on_or_after_today_are_invisible(tmp_path: Path) -> None:
    part = store(tmp_path, JANUARY)
    assert amounts(open_lines([part], date(2026, 1, 3))) == [1, 2]
    assert amounts(open_lines([part], date(2026, 1, 1))) == []


def test_every_line_knows_the_vat_basis_of_its_part(tmp_path: Path) -> None:
    parts = [
        store(tmp_path, JANUARY[:1], amount_vat="с НДС", cost_vat="без НДС"),
        replace(
            store(tmp_path, JANUARY[1:], amount_vat="без НДС", cost_vat="не указано"),
            is_whole=False,
            periods=(days(2, 2),),
        ),
    ]
    rows = open_lines(parts, FAR).to_pyarrow().select(["amount_vat", "cost_vat"]).to_pylist()
    assert sorted(tuple(row.values()) for row in rows) == [("без НДС", "не указано"), ("с НДС", "без НДС")]


@pytest.mark.parametrize("name", ["Отдел продаж", "база [2026]", "скидка 50% #1", "a*b?c", "кавычка ' и \" вместе"])
def test_a_folder_may_have_any_name(tmp_path: Path, name: str) -> None:
    assert amounts(open_lines([store(tmp_path / name, JANUARY)], FAR)) == [1, 2, 3, 4, 5]


def test_a_missing_part_is_refused_by_name(tmp_path: Path) -> None:
    part = store(tmp_path, JANUARY)
    part.path.unlink()
    with pytest.raises(BaseRefused, match=f"{part.path.name}» в папке ledger не найден"):
        open_lines([part], FAR)


@pytest.mark.parametrize("content", [b"", b"PAR1", b"not parquet at all" * 10])
def test_a_broken_part_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    part = store(tmp_path, JANUARY)
    part.path.write_bytes(content)
    with pytest.raises(BaseRefused, match=f"{part.path.name}» в папке ledger повреждён"):
        open_lines([part], FAR)


def test_a_truncated_part_is_refused_by_name(tmp_path: Path) -> None:
    part = store(tmp_path, JANUARY)
    part.path.write_bytes(part.path.read_bytes()[:-100])
    with pytest.raises(BaseRefused, match=part.path.name):
        open_lines([part], FAR)


def test_one_flipped_bit_inside_a_part_is_noticed(tmp_path: Path) -> None:
    part = store(tmp_path, JANUARY)
    content = bytearray(part.path.read_bytes())
    content[60] ^= 1
    part.path.write_bytes(content)
    with pytest.raises(BaseRefused, match=part.path.name):
        open_lines([part], FAR)


def test_a_part_taken_away_while_it_is_read_is_refused_without_a_traceback(tmp_path: Path) -> None:
    part = store(tmp_path, JANUARY)
    lines = open_lines([part], FAR)
    part.path.unlink()
    with pytest.raises(BaseRefused, match="Не удалось посчитать"):
        summarise(lines)


def test_a_part_of_an_older_program_lacks_columns_declared_since(tmp_path: Path) -> None:
    content = io.BytesIO()
    pq.write_table(as_table(JANUARY).drop_columns(["brand", "is_return"]), content)
    path = tmp_path / f"{hashlib.sha256(content.getvalue()).hexdigest()}.parquet"
    path.write_bytes(content.getvalue())
    lines = open_lines([ValidPart(path, (), True, "", ""), store(tmp_path, JANUARY)], FAR)
    assert len(amounts(lines)) == 10
    alone = open_lines([ValidPart(path, (), True, "", "")], FAR)
    assert alone.schema() == lines.schema()
    assert alone.brand.to_pyarrow().null_count == 5
