"""The 8 results one by one: taking a cell away takes its result away (METHOD section 6)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.rules.completeness import PROSPECT_RESULTS
from clientbase_xl.rules.prospect_category import prospect_categories
from clientbase_xl.rules.prospect_contacts import prospect_contacts
from clientbase_xl.rules.prospect_results import KEYS, prospect_results
from tests.support.prospects import CUTS, TODAY, WHOLE, contacts, facts, prospects

TALKED = ("п-1", TODAY, "звонок", {"description": "Ждут прайс"})


def results(row: Mapping[str, Any], *talks: Any) -> tuple[str | None, float]:
    """Return what one prospect lacks, and its completeness."""
    table = prospects(row)
    about = prospect_contacts(contacts(*talks), table, facts())
    found = prospect_results(table, prospect_categories(table, CUTS), about)
    assert tuple(found.columns) == KEYS
    return found["missing"].iloc[0], float(found["completeness"].iloc[0])


def test_all_eight_are_there() -> None:
    assert results(WHOLE, TALKED) == (None, 1.0)
    assert results({**WHOLE, "phone": None, "email": "a@b"}, TALKED) == (None, 1.0)


@pytest.mark.parametrize(
    ("change", "places"),
    [
        ({"inn": None}, (0,)),
        ({"contact_name": None}, (0,)),
        ({"phone": None}, (0,)),
        ({"potential_rub": 300_000}, (1,)),  # D: only A and B are a category of work
        ({"potential_rub": None}, (1, 2)),
        ({"meeting_plan": None}, (3,)),
        ({"meeting_plan": "нет"}, (3,)),
        ({"refusal_history": None}, (5,)),
        ({"is_in_news": False}, (6,)),
        ({"is_in_offers": None}, (7,)),
    ],
)
def test_each_result_needs_its_cell(change: Mapping[str, Any], places: tuple[int, ...]) -> None:
    missing, share = results({**WHOLE, **change}, TALKED)
    assert missing == "; ".join(PROSPECT_RESULTS[place] for place in places)
    assert share == (8 - len(places)) / 8


def test_a_history_needs_a_description_and_a_described_refusal_is_one_of_refusals() -> None:
    silent = ("п-1", TODAY, "звонок", {"result": "отказ"})
    told = ("п-1", TODAY, "звонок", {"result": "отказ", "description": "Цена"})
    bare = {**WHOLE, "refusal_history": None}
    assert results(bare, silent)[1] == 6 / 8
    assert results(bare, told) == (None, 1.0)
    assert results(bare, ("п-2", TODAY, "звонок", {"description": "Чужой"}))[1] == 6 / 8


def test_an_empty_list_has_no_results() -> None:
    table = prospects()
    assert prospect_results(table, prospect_categories(table, CUTS), pd.DataFrame(columns=_KEYS)).empty


_KEYS = ["prospect_id", "description", "result"]
