"""Potential and category of a prospect: without sales the letter follows the potential.

METHOD sections 6 [K 3] and 4 (route a): Максимальный → A, Высокий → B, Низкий → D (ours).
"""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.joined import as_numbers, texts
from clientbase_xl.rules.level_cuts import POTENTIAL_LEVELS, Floats, LevelCuts

LETTERS_BY_LEVEL = ("A", "B", "D")
"""Letter of each level of POTENTIAL_LEVELS."""
KEYS = ("potential_in_force_rub", "category", "category_words")


def prospect_categories(prospects: pd.DataFrame, cuts: LevelCuts) -> pd.DataFrame:
    """Return the potential in force, the letter and its numbers in words: columns KEYS, index of the input.

    METHOD sections 4 and 6. In: stored PROSPECTS; the cut-offs of potential of the base. Orders a year × average order
    at all suppliers where both are above 0, else the typed potential above 0, else NaN. A potential equal to a cut-off
    has the higher level. Without potential or cut-offs there is no letter, and the words say what is missing.
    """
    orders, order, typed = (_positive(prospects, key) for key in POTENTIAL_INPUTS)
    routed = orders * order
    potential = routed.fillna(typed)
    roubles: Floats = np.asarray(potential, dtype=np.float64)
    ranks = cuts.potential_ranks(roubles).tolist()
    rows = zip(orders, order, typed, potential, ranks, strict=True)
    return pd.DataFrame(
        {
            "potential_in_force_rub": potential,
            "category": texts((LETTERS_BY_LEVEL[rank] if rank >= 0 else None for rank in ranks), prospects.index),
            "category_words": texts((_words(*row, cuts) for row in rows), prospects.index),
        },
        index=prospects.index,
    )


POTENTIAL_INPUTS = ("count_orders_per_year", "average_order_rub", "potential_rub")


def routed_potential(prospects: pd.DataFrame) -> pd.Series[float]:
    """Return orders a year × average order of each prospect, NaN where one of them is not above 0 (route a)."""
    return _positive(prospects, POTENTIAL_INPUTS[0]) * _positive(prospects, POTENTIAL_INPUTS[1])


def _positive(prospects: pd.DataFrame, key: str) -> pd.Series[float]:
    values = as_numbers(prospects[key])
    return values.where(values > 0)


def _words(orders: float, order: float, typed: float, potential: float, rank: int, cuts: LevelCuts) -> str:
    if math.isnan(potential):
        return "потенциал не известен: спросите, сколько заказов в год и какой средний заказ у всех поставщиков"
    if math.isnan(orders * order):
        whence = f"потенциал вписан: {words.rub(potential)}"
    else:
        counted = words.counted(int(orders), "заказ", "заказа", "заказов")
        whence = f"{counted} в год × {words.rub(order)} = {words.rub(potential)}"
        whence += f" (вписано {words.rub(typed)})" if typed == typed and typed != potential else ""
    if rank < 0:
        return f"{whence}; категории нет: у базы нет границ потенциала"
    said = f"{whence} — {POTENTIAL_LEVELS[rank]} потенциал, {LETTERS_BY_LEVEL[rank]}"
    if not rank:
        return said
    higher = cuts.potential[rank - 1]
    return f"{said}; до {LETTERS_BY_LEVEL[rank - 1]} {words.rub_more(higher - potential)}" if higher else said
