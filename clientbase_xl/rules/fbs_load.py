"""Load of each employee by the FBS matrix: functions by level, key functions, points, distance from a fair share.

METHOD section 15: level weights 3/2/1, an owner carries the whole weight, a backup half of it (settings).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from clientbase_xl.rules.fbs_matrix import LEVEL_KEYS, FbsMatrix
from clientbase_xl.settings import FbsSettings


def fbs_load(matrix: FbsMatrix, settings: FbsSettings) -> pd.DataFrame:
    """Return a row per employee in the order of the matrix.

    METHOD section 15. Out: employee; owned_*, backed_* (functions by level: high, mid, low, unknown), count_key
    (functions that nobody else can do), load, load_fair (the same for all: the sum ÷ people), load_over (load minus
    load_fair), in points. A function of an unknown level counts, but weighs nothing.
    """
    owned, backed = matrix.counts(matrix.is_owner.T), matrix.counts(matrix.is_backup.T)
    load = loads(matrix, settings)
    fair = float(load.mean()) if len(load) else 0.0
    keys = LEVEL_KEYS.values()
    return pd.DataFrame(
        {
            "employee": pd.Series(matrix.people, dtype=object),
            **{f"owned_{key}": owned[:, place] for place, key in enumerate(keys)},
            **{f"backed_{key}": backed[:, place] for place, key in enumerate(keys)},
            "count_key": matrix.is_key.sum(axis=0),
            "load": load,
            "load_fair": fair,
            "load_over": load - fair,
        }
    )


def loads(matrix: FbsMatrix, settings: FbsSettings) -> npt.NDArray[np.float64]:
    """Return the points of load per person: the weights of functions owned and, in part, of those backed up."""
    weights = weights_of(matrix, settings)
    found: npt.NDArray[np.float64] = settings.owner_part * (weights @ matrix.is_owner) + settings.backup_part * (
        weights @ matrix.is_backup
    )
    return found


def weights_of(matrix: FbsMatrix, settings: FbsSettings) -> npt.NDArray[np.float64]:
    """Return the weight of each function by its level, in points."""
    return np.array([settings.weight(int(level)) for level in matrix.levels], dtype=np.float64)
