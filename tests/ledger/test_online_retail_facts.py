"""Facts on Online Retail II: figures of NUMBERS, speed, and dates in the past."""

from __future__ import annotations

import time
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.ledger.client_facts import client_facts
from clientbase_xl.ledger.lines import ValidPart, open_lines
from clientbase_xl.ledger.parts import write_part
from clientbase_xl.ledger.summary import summarise
from clientbase_xl.settings import Settings
from tests.support.online_retail import online_retail_lines

pytestmark = pytest.mark.data
TODAY = date(2011, 12, 10)


@pytest.fixture(scope="module")
def part(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> ValidPart:
    """Return Online Retail II as one part of a ledger."""
    folder = tmp_path_factory.mktemp("ledger")
    return ValidPart(folder / write_part(folder, online_retail_lines(shared_data)), (), True, "", "")


def test_the_ledger_keeps_every_line_and_kopeck(part: ValidPart) -> None:
    summary = summarise(open_lines([part], TODAY))
    assert (summary.count_lines, summary.amount_rub) == (1_044_847, Decimal("18909744.10"))
    assert (summary.first_on, summary.last_on) == (date(2009, 12, 1), date(2011, 12, 9))


@pytest.mark.figure
def test_facts_of_a_million_lines_take_at_most_three_seconds(part: ValidPart) -> None:
    seconds = []
    for _ in range(3):
        start = time.perf_counter()
        facts = client_facts(open_lines([part], TODAY), TODAY, Settings())
        seconds.append(time.perf_counter() - start)
    assert len(facts) == 5_942
    assert min(seconds) <= 3


def test_facts_at_a_past_date_see_only_what_was_sold_before(part: ValidPart) -> None:
    today = date(2011, 3, 1)
    facts = client_facts(open_lines([part], TODAY), today, Settings())
    seen = facts["last_purchase_on"].max()
    assert seen < pd.Timestamp(today)
    pd.testing.assert_frame_equal(facts, client_facts(open_lines([part], today), today, Settings()))


def test_the_client_that_returned_everything_has_no_turnover(part: ValidPart) -> None:
    facts = client_facts(open_lines([part], TODAY), TODAY, Settings()).set_index("client_code")
    client: Any = facts.loc["12346"]
    assert client["turnover_12m_rub"] <= 0
    assert client["returns_share"] >= 1
