"""Papers of a client that comes back (METHOD section 8)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.rules.papers_ready import papers_ready

TODAY = date(2026, 11, 20)


def papers(**card: Any) -> tuple[str, Any]:
    """Return the words and the flag of one card."""
    found = papers_ready(
        pd.DataFrame([{"client_code": "К", "contract_no": None, "contract_until": None} | card]), TODAY
    )
    return found.loc[0, "papers"], found.loc[0, "is_paper_missing"]


def test_a_paper_that_is_over_comes_first_and_is_what_to_renew() -> None:
    text, is_over = papers(contract_no="12/24", contract_until=date(2026, 11, 19))
    assert text == "Сначала продлить: договор (кончился 19.11.2026); доверенность — нет данных"
    assert is_over is True or bool(is_over)


@pytest.mark.parametrize(("until", "is_in_force"), [(19, False), (20, True), (21, True)])
def test_a_contract_is_in_force_on_its_last_day(until: int, is_in_force: bool) -> None:
    text, _ = papers(contract_until=date(2026, 11, until))
    assert text.startswith("Действует договор до") == is_in_force


def test_what_is_not_known_is_never_in_force() -> None:
    assert papers() == ("Договор — нет данных; доверенность — нет данных", pd.NA)
    text, is_over = papers(contract_no="12/24")
    assert text == "Договор: срок — нет данных; доверенность — нет данных"
    assert is_over is pd.NA
    text, is_over = papers(contract_until=date(2027, 1, 1))
    assert text == "Действует договор до 01.01.2027; доверенность — нет данных"
    assert is_over is pd.NA


def test_all_papers_in_force_are_named_with_their_ends() -> None:
    text, is_over = papers(contract_until=date(2027, 1, 1), power_until=date(2026, 12, 31))
    assert text == "Действует договор до 01.01.2027, доверенность до 31.12.2026"
    assert not is_over


def test_a_power_of_attorney_that_is_over_is_renewed_while_the_contract_holds() -> None:
    text, is_over = papers(contract_until=date(2027, 1, 1), power_until=date(2026, 11, 1))
    assert text == "Сначала продлить: доверенность (кончилась 01.11.2026); действует договор до 01.01.2027"
    assert bool(is_over)


def test_no_cards_give_no_rows() -> None:
    assert papers_ready(pd.DataFrame({"client_code": []}), TODAY).empty
