"""The day of entry against the day of the first purchase (METHOD section 6)."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from clientbase_xl.rules.prospect_activation import KEYS, activations
from tests.support.prospects import facts, prospects

FIRST = date(2026, 5, 10)


@pytest.mark.parametrize(
    ("entered", "is_activated", "was_client"),
    [
        (date(2026, 5, 9), True, False),
        (date(2026, 5, 10), True, False),  # within a day the order is not known
        (date(2026, 5, 11), False, True),
        (None, False, False),
    ],
)
def test_the_first_purchase_activates_from_the_day_of_entry_on(
    entered: date | None, is_activated: bool, was_client: bool
) -> None:
    found = activations(prospects({"client_code": "К1", "entered_on": entered}), facts(К1=FIRST))
    assert tuple(found.columns) == KEYS
    assert (found.loc[0, "activated_on"] == pd.Timestamp(FIRST)) == is_activated
    assert found["is_no_prospect"].tolist() == [was_client]


def test_without_a_code_a_known_client_or_a_purchase_nothing_is_said() -> None:
    entered = date(2026, 1, 1)
    rows = ({"entered_on": entered}, {"client_code": "К9", "entered_on": entered}, {"client_code": "К2"})
    found = activations(prospects(*rows), facts(К1=FIRST, К2=None))
    assert found["activated_on"].isna().all()
    assert not found["is_no_prospect"].any()
    assert activations(prospects(), facts()).empty
