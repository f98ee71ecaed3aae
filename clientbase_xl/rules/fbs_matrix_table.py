"""«FBS матрица»: functions, the roles of each employee in them, and what the checks say of every row.

METHOD section 15. The formulas of the sheet give the same while typing.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from clientbase_xl.problems import Severity
from clientbase_xl.rules.fbs_check import FbsFinding, fbs_check, fbs_words
from clientbase_xl.rules.fbs_people import FbsPeople
from clientbase_xl.rules.fbs_roles import level_of
from clientbase_xl.rules.joined import as_text
from clientbase_xl.schemas.fbs_matrix import FBS_MATRIX
from clientbase_xl.schemas.wide import across_key, wide_cells, widened
from clientbase_xl.settings import FbsSettings


def fbs_matrix_table(
    functions: pd.DataFrame, roles: pd.DataFrame, people: FbsPeople, settings: FbsSettings
) -> pd.DataFrame:
    """Return FBS_MATRIX with a column per person: a row per function, in the given order, then lost functions.

    METHOD section 15. In: FBS_FUNCTIONS, stored FBS_ROLES, the people of the matrix, severities and backups. A
    function of which only roles are left (its record was emptied) keeps them in a row of its own. A row without
    function, level and roles is not checked.
    """
    numbers = functions["row_id"].astype(str).tolist()
    filled = roles[as_text(roles["role"]).notna()]
    lost = [one for one in dict.fromkeys(filled["function_id"].astype(str)) if one not in set(numbers)]
    keys = [*numbers, *lost]
    table = functions.reindex(columns=["department", "function", "level"]).reset_index(drop=True)
    table = pd.DataFrame({key: as_text(table[key].reindex(range(len(keys)))) for key in table}, dtype=object)
    table["row_id"] = pd.Series(keys, dtype=object)
    for key, cells in wide_cells(FBS_MATRIX, filled, keys, people.names).items():
        table[key] = pd.Series(cells, dtype=object)
    wide = FBS_MATRIX.wide
    assert wide is not None
    columns = [across_key(wide, name) for name in people.names]
    levels = table["level"].where(table["level"].notna(), "").tolist()
    texts = _texts(table, columns)
    staff = [name for name in people.names if name not in people.strangers]
    is_filled = (table[["function", "level", *columns]].notna()).any(axis=1).tolist()
    found = [
        fbs_check(level, cells, people.names, staff, settings) if is_checked else None
        for level, cells, is_checked in zip(levels, texts, is_filled, strict=True)
    ]
    needed = [settings.backups_needed(level_of(level)) if level_of(level) else None for level in levels]
    table["count_needed"] = pd.Series(needed, dtype="Int64")
    table["check"] = pd.Series([None if one is None else fbs_words(one) for one in found], dtype=object)
    for key, severity in (("errors", Severity.ERROR), ("warnings", Severity.WARNING)):
        table[key] = pd.Series([_of(one, severity) for one in found], dtype=object)
    return table.reindex(columns=list(widened(FBS_MATRIX, people.names).keys))


def _texts(table: pd.DataFrame, columns: Sequence[str]) -> list[list[str]]:
    """Return the cells of people, "" for an empty one."""
    cells = table[list(columns)]
    return [[str(cell) if isinstance(cell, str) else "" for cell in row] for row in cells.itertuples(index=False)]


def _of(found: Sequence[FbsFinding] | None, severity: Severity) -> str | None:
    """Return the findings of a severity as one text, None without any."""
    messages = dict.fromkeys(one.message for one in found or () if one.severity is severity)
    return ", ".join(messages) or None
