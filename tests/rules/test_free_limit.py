"""The free part of a credit limit (METHOD section 11)."""

from __future__ import annotations

import numpy as np
import pytest

from clientbase_xl.rules.free_limit import free_limit

NAN = float("nan")


@pytest.mark.parametrize(
    ("limit", "debt", "overdue", "free"),
    [
        (100, 30, 10, 70),
        (100, 10, 30, 70),
        (100, NAN, 30, NAN),
        (100, NAN, 0, NAN),
        (100, NAN, 100, 0),
        (100, NAN, 130, -30),
        (100, 30, NAN, 70),
        (100, 100, 0, 0),
        (100, 130, NAN, -30),
        (100, NAN, NAN, NAN),
        (NAN, 30, 10, NAN),
        (0, 0, 0, 0),
        (0, NAN, NAN, 0),
        (100, -20, NAN, 100),
    ],
)
def test_the_debt_is_used_up_and_what_is_overdue_alone_only_proves_that_nothing_is_free(
    limit: float, debt: float, overdue: float, free: float
) -> None:
    found = free_limit(*(np.array([one], dtype=np.float64) for one in (limit, debt, overdue)))
    assert found.tolist() == pytest.approx([free], nan_ok=True)
