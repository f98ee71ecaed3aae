"""Stress test of the FBS matrix: what is left of the functions without any one employee, without any two.

METHOD section 15: «устойчивая работа при дефиците персонала», uncovered and weak functions by level; loss per person.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd

from clientbase_xl.rules.fbs_matrix import LEVEL_KEYS, FbsMatrix

LOST = tuple(f"lost_{key}" for key in LEVEL_KEYS.values())
COUNTS = tuple(f"{what}_{key}" for what in ("uncovered", "weak") for key in LEVEL_KEYS.values())


def fbs_stress(matrix: FbsMatrix, count_absent: int = 1) -> pd.DataFrame:
    """Return a row per absent employee (1) or pair (2), the worst first: by uncovered functions of the higher levels.

    METHOD section 15. Out: absent (tuple of names), uncovered_*, weak_* (functions by level: high, mid, low, unknown),
    lost and lost_* (uncovered only because of this absence: the loss), functions (their names, tuple), orphaned (still
    done by somebody, but without their owner because of this absence). A function without any role is uncovered whoever
    is there and no loss. Without enough people there are no rows. Ties keep the order of the matrix.
    """
    groups = list(combinations(range(len(matrix.people)), count_absent))
    places = np.array(groups, dtype=np.int64).reshape(len(groups), count_absent)
    able, owners = matrix.is_able.T.astype(np.int32), matrix.is_owner.T.astype(np.int32)
    left = able.sum(axis=0) - able[places].sum(axis=1)
    is_uncovered = left == 0
    is_weak = ~is_uncovered & (owners.sum(axis=0) - owners[places].sum(axis=1) == 0)
    is_lost = is_uncovered & matrix.is_able.any(axis=1)
    is_orphaned = is_weak & matrix.is_owner.any(axis=1)
    counts = np.hstack([matrix.counts(is_uncovered), matrix.counts(is_weak)])
    table = pd.DataFrame(counts, columns=list(COUNTS))
    table.insert(0, "absent", pd.Series([tuple(matrix.people[one] for one in group) for group in groups], dtype=object))
    table["lost"] = is_lost.sum(axis=1)
    table[list(LOST)] = matrix.counts(is_lost)
    table["orphaned"] = is_orphaned.sum(axis=1)
    names = np.array(matrix.functions, dtype=object)
    table["functions"] = pd.Series([tuple(names[row]) for row in is_lost], dtype=object)
    worst = table.sort_values(list(COUNTS), ascending=False, kind="stable")
    return worst.reset_index(drop=True)
