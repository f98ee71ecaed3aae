"""«FBS карта»: employees × employees, the points that are lost without each one and without each two.

METHOD section 15: «устойчивая работа при дефиците персонала» at a glance. A function weighs as its level does in the
load; one of an unknown level as «Обычный».
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from clientbase_xl.rules.fbs_load import weights_of
from clientbase_xl.rules.fbs_matrix import FbsMatrix
from clientbase_xl.rules.fbs_roles import LEVELS
from clientbase_xl.rules.words import number
from clientbase_xl.schemas.fbs_map import FBS_MAP
from clientbase_xl.schemas.wide import across_key, widened
from clientbase_xl.settings import FbsSettings

_DIGITS = 6


def fbs_losses(matrix: FbsMatrix, settings: FbsSettings) -> npt.NDArray[np.float64]:
    """Return people × people: the points of functions nobody can do without both; on the diagonal without one.

    METHOD section 15. What nobody can do anyway is no loss. A function is lost without a pair when nobody else is able:
    its only able person is one of them, or its two able people are they.
    """
    weights = np.where(matrix.levels > 0, weights_of(matrix, settings), settings.weight_low)
    alone = weights @ matrix.is_key
    two = np.flatnonzero(matrix.is_able.sum(axis=1) == 2)
    able = matrix.is_able[two].astype(np.float64)
    together = able.T @ (able * weights[two, np.newaxis])
    np.fill_diagonal(together, 0)
    lost: npt.NDArray[np.float64] = together + alone[:, np.newaxis] + alone[np.newaxis, :]
    np.fill_diagonal(lost, alone)
    return lost


def fbs_map_table(matrix: FbsMatrix, settings: FbsSettings) -> tuple[pd.DataFrame, str]:
    """Return FBS_MAP with a column per employee, and the line above it: what a function of each level weighs.

    METHOD section 15. The worst partner is the one with whom more is lost than without both of them one by one; empty
    where there is none. Without people or functions there are no rows.
    """
    people = matrix.people if matrix.functions else ()
    sheet = widened(FBS_MAP, people)
    if not people:
        return pd.DataFrame(columns=list(sheet.keys), dtype=object), ""
    lost = fbs_losses(matrix, settings).round(_DIGITS)
    alone = np.diag(lost)
    more = (lost - alone[:, np.newaxis] - alone[np.newaxis, :]).round(_DIGITS)
    np.fill_diagonal(more, 0)
    worst = more.argmax(axis=1)
    assert FBS_MAP.wide is not None
    columns: dict[str, list[object]] = {
        "employee": list(people),
        "alone": alone.tolist(),
        "worst_with": [
            f"{people[place]} (+{number(more[row, place])})" if more[row, place] > 0 else None
            for row, place in enumerate(worst)
        ],
        **{across_key(FBS_MAP.wide, name): lost[:, place].tolist() for place, name in enumerate(people)},
    }
    points = (settings.weight_high, settings.weight_mid, settings.weight_low)
    said = ", ".join(f"{name} — {number(value)}" for name, value in zip(LEVELS.values(), points, strict=True))
    line = f"В ячейках — баллы функций, которые станет некому делать: {said}."
    return pd.DataFrame({key: pd.Series(columns[key], dtype=object) for key in sheet.keys if key in columns}), line
