"""Lines of merged clients count for the card that stays; no line is lost, doubled or rewritten."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from clientbase_xl.ledger import engine
from clientbase_xl.ledger.lines import ValidPart, open_all_lines
from clientbase_xl.ledger.merged import with_survivors
from clientbase_xl.ledger.parts import write_part
from clientbase_xl.ledger.summary import summarise
from tests.support.sales import as_table, sale

PERIOD = ((date(2026, 1, 1), date(2026, 12, 31)),)


@pytest.fixture
def parts(tmp_path: Path) -> list[ValidPart]:
    rows = [sale("2026-01-15", code, amount=amount) for code, amount in (("1", 1), ("2", 2), ("3", 4), ("", 8))]
    name = write_part(tmp_path, as_table([*rows, rows[0]]))
    return [ValidPart(tmp_path / name, PERIOD, True, "", "")]


def sums(parts: list[ValidPart], merged: dict[str, str]) -> dict[str, Decimal]:
    lines = open_all_lines(parts, merged=merged)
    found = engine.fetch(lines.group_by("client_code").aggregate(amount=lines.amount_rub.sum()))
    return dict(zip(found["client_code"].to_pylist(), found["amount"].to_pylist(), strict=True))


def test_sums_of_the_merged_go_to_the_one_that_stays_and_the_total_stays(parts: list[ValidPart]) -> None:
    assert sums(parts, {}) == {"1": 2, "2": 2, "3": 4, "": 8}
    assert sums(parts, {"2": "1", "3": "1"}) == {"1": 8, "": 8}
    before, after = (summarise(open_all_lines(parts, merged=merged)) for merged in ({}, {"2": "1"}))
    assert (after.amount_rub, after.count_lines) == (before.amount_rub, before.count_lines) == (16, 5)
    assert after.count_clients == before.count_clients - 1


def test_columns_and_their_order_stay_and_without_merges_nothing_is_joined(parts: list[ValidPart]) -> None:
    plain, joined = open_all_lines(parts), open_all_lines(parts, merged={"2": "1"})
    assert joined.columns == plain.columns
    assert joined.schema() == plain.schema()
    assert with_survivors(None, plain, {}) is plain


def test_a_code_that_no_line_has_changes_nothing(parts: list[ValidPart]) -> None:
    assert sums(parts, {"9": "1"}) == sums(parts, {})
