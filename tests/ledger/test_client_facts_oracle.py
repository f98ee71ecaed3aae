"""Every fact against a slow oracle in plain Python, on random small ledgers around the boundaries of the windows."""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from clientbase_xl.ledger.client_facts import client_facts
from clientbase_xl.ledger.lines import open_lines
from clientbase_xl.schemas.facts import FACTS
from clientbase_xl.settings import Settings
from tests.support.facts_oracle import back, oracle
from tests.support.sales import sale, store

TODAYS = (date(2026, 11, 30), date(2028, 2, 29), date(2026, 3, 1), date(2026, 11, 16), date(2027, 1, 1))
MONTHS = (0, 1, 3, 6, 9, 12, 15, 18, 24)


@st.composite
def ledgers(draw: st.DrawFn) -> tuple[date, list[dict[str, Any]]]:
    """Draw a date and lines whose days crowd around the first and last days of the windows of that date."""
    today = draw(st.sampled_from(TODAYS))
    anchors = [back(start, months) for months in MONTHS for start in (today, today.replace(day=1))]
    days = st.one_of(
        st.builds(lambda day, shift: day + timedelta(days=shift), st.sampled_from(anchors), st.integers(-2, 2)),
        st.integers(1, 900).map(lambda back_days: today - timedelta(days=back_days)),
    )
    words = st.sampled_from([None, "а", "б", "в"])
    kopecks = st.integers(-20_000, 50_000).map(lambda value: Decimal(value) / 100)
    line = st.builds(
        lambda day, client, amount, quantity, is_return, cost, **fields: sale(
            day, client, amount, quantity, is_return=is_return or quantity < 0, cost_rub=cost, **fields
        ),
        days,
        st.sampled_from(["К1", "К1", "К1", "К2", "К2", "К3", "К4", None]),
        kopecks,
        st.sampled_from([Decimal(value) for value in ("-2", "-0.5", "0", "1", "1.25", "7")]),
        st.sampled_from([False, False, False, True]),
        st.one_of(st.none(), kopecks),
        document=words,
        client_name=words,
        manager=words,
        channel=words,
        sku_code=st.sampled_from([None, "Т1", "Т2", "Т3"]),
        sku_name=st.sampled_from([None, "Т1", "Товар"]),
    )
    return today, draw(st.lists(line, min_size=1, max_size=60))


def facts_of(parts: list[list[dict[str, Any]]], today: date) -> pd.DataFrame:
    """Return the facts of a ledger stored in the given parts."""
    with tempfile.TemporaryDirectory() as folder:
        stored = [store(Path(folder), part) for part in parts if part]
        return client_facts(open_lines(stored, today), today, Settings())


def same(found: Any, expected: Any) -> bool:
    """Compare a cell of the table with the oracle's value."""
    if expected is None or pd.isna(found):
        return expected is None and bool(pd.isna(found))
    if isinstance(expected, date):
        return bool(found == pd.Timestamp(expected))
    if isinstance(expected, float):
        return bool(found == pytest.approx(expected, rel=1e-12, abs=1e-12))
    return bool(found == expected)


@pytest.mark.slow
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ledgers())
@example((date(2026, 11, 21), [sale("2026-10-01", amount=95, cost_rub=1), sale("2026-10-01", amount=5)]))
def test_every_fact_equals_the_oracle(drawn: tuple[date, list[dict[str, Any]]]) -> None:
    today, lines = drawn
    filled = [
        dict.fromkeys(("document", "client_name", "manager", "channel", "sku_name", "cost_rub")) | line
        for line in lines
    ]
    expected = oracle(filled, today)
    table = facts_of([filled], today)
    assert sorted(expected) == list(table["client_code"])
    for row in table.to_dict("records"):
        for key in FACTS.keys[1:]:
            assert same(row[key], expected[row["client_code"]][key]), (key, row[key], expected[row["client_code"]][key])


@pytest.mark.long
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ledgers(), st.randoms(use_true_random=False), st.integers(1, 4))
def test_facts_do_not_depend_on_the_order_of_lines_or_on_the_parts_they_lie_in(
    drawn: tuple[date, list[dict[str, Any]]], random: Any, count_parts: int
) -> None:
    today, lines = drawn
    shuffled = random.sample(lines, len(lines))
    pieces = [shuffled[start::count_parts] for start in range(count_parts)]
    pd.testing.assert_frame_equal(facts_of([lines], today), facts_of(pieces, today), check_exact=True)


@pytest.mark.slow
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ledgers())
def test_turnover_of_all_clients_and_of_lines_without_one_is_the_turnover_of_the_ledger(
    drawn: tuple[date, list[dict[str, Any]]],
) -> None:
    today, lines = drawn
    everybody = [line | {"client_code": "все"} for line in lines]
    nobody = [line | {"client_code": "никто"} for line in lines if line["client_code"] is None]
    split, whole, rest = (
        facts_of([part], today)["turnover_12m_rub"] for part in (lines, everybody, nobody or lines[:0])
    )
    assert round(split.sum() * 100) + round(rest.sum() * 100) == round(whole.sum() * 100)
