"""Turnover and gross profit of a group of lines: one definition for clients, weeks and months (METHOD 0 and 2).

The engine gives exact sums; `gross_profit_rub` decides what they are worth.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from clientbase_xl.ledger.predicates import STATED_VAT, is_mixed_vat
from clientbase_xl.schemas.facts import MIXED_VAT

Numbers = npt.NDArray[np.float64]
KOPECKS = 100


def margin_sums(lines: Any, where: Any = None) -> dict[str, Any]:
    """Return the aggregates that turnover and gross profit of a group need, over the lines that `where` admits."""
    has_cost = lines.cost_rub.notnull()
    costed = has_cost if where is None else has_cost & where
    mixed = is_mixed_vat(lines) if where is None else is_mixed_vat(lines) & where
    sums = {
        "amount": lines.amount_rub.sum(where=where),
        "amount_absolute": lines.amount_rub.abs().sum(where=where),
        "amount_costed": lines.amount_rub.abs().sum(where=costed),
        "profit": (lines.amount_rub - lines.cost_rub).sum(where=costed),
        "count_lines": lines.sold_on.count(where=where),
        "count_costed": lines.sold_on.count(where=costed),
        "count_mixed": lines.sold_on.count(where=mixed),
    }
    for number, basis in enumerate(STATED_VAT):
        stated = lines.amount_vat == basis
        sums[f"count_vat_{number}"] = lines.sold_on.count(where=stated if where is None else stated & where)
    return sums


def turnover_rub(sums: pd.DataFrame) -> Numbers:
    """Return roubles net of returns; no lines make 0."""
    return as_numbers(sums["amount"].fillna(0)) / KOPECKS


def cost_coverage(sums: pd.DataFrame) -> Numbers:
    """Return the share of the absolute amount whose cost is known; NaN where there are no lines.

    Lines that cost nothing to the client (all amounts 0) are covered when every one of them has a cost.
    """
    total, covered = as_numbers(sums["amount_absolute"].fillna(0)), as_numbers(sums["amount_costed"].fillna(0))
    count, count_costed = as_numbers(sums["count_lines"].fillna(0)), as_numbers(sums["count_costed"].fillna(0))
    free = np.where(count > 0, (count == count_costed).astype("float64"), np.nan)
    return np.where(total > 0, divide(covered, total), free)


def gross_profit_rub(sums: pd.DataFrame, coverage_min: float) -> Numbers:
    """Return the gross profit of the lines with a known cost; NaN where it must not be computed.

    That is where the cost covers less than `coverage_min` of the absolute amount (inclusive threshold), where a
    line's amount and cost are on different VAT bases, or where amounts of both bases are mixed. Lines without
    cost, at most 5 % of the amount by default, add nothing: profit is rather understated than invented.
    """
    is_known = cost_coverage(sums) >= coverage_min  # NaN compares as False
    is_clean = vat_basis(sums) != MIXED_VAT
    return np.where(is_known & is_clean, profit_costed_rub(sums), np.nan)


def profit_costed_rub(sums: pd.DataFrame) -> Numbers:
    """Return the profit of the lines with a known cost, whatever share of the amount they are; no lines make 0."""
    return as_numbers(sums["profit"].fillna(0)) / KOPECKS


def vat_basis(sums: pd.DataFrame) -> npt.NDArray[np.object_]:
    """Return the stated basis of the amounts of each group, MIXED_VAT where bases are mixed, None where none is stated.

    Mixed: amounts of both bases, or a line whose amount and cost are on different ones.
    """
    has_0, has_1 = (as_numbers(sums[f"count_vat_{number}"].fillna(0)) > 0 for number in range(len(STATED_VAT)))
    is_mixed = (as_numbers(sums["count_mixed"].fillna(0)) > 0) | (has_0 & has_1)
    basis = np.full(len(sums), None, dtype=object)
    for rows, word in ((has_0, STATED_VAT[0]), (has_1, STATED_VAT[1]), (is_mixed, MIXED_VAT)):
        basis[rows] = word
    return basis


def divide(numerator: Numbers, denominator: Numbers) -> Numbers:
    """Return the quotient; NaN where the denominator is not positive (METHOD 0: never 0)."""
    safe = np.where(denominator > 0, denominator, np.nan)
    return numerator / safe


def as_numbers(column: pd.Series[Any]) -> Numbers:
    """Return a column as float64 with NaN for missing."""
    return column.to_numpy(dtype="float64", na_value=np.nan)
