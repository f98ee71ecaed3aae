"""«FBS функции»: the functions by department, each department where its first function was typed.

METHOD section 15: functions by department.
"""

from __future__ import annotations

import pandas as pd

from clientbase_xl.rules.joined import as_text
from clientbase_xl.schemas.fbs_functions import FBS_FUNCTIONS
from clientbase_xl.schemas.row_id import number_order


def fbs_functions_table(functions: pd.DataFrame) -> pd.DataFrame:
    """Return FBS_FUNCTIONS: departments in the order of their first function, functions in the order they were typed.

    METHOD section 15. In: the stored columns. Functions without a department come last.
    """
    table = functions.reindex(columns=list(FBS_FUNCTIONS.keys)).reset_index(drop=True)
    for column in FBS_FUNCTIONS:
        table[column.key] = as_text(table[column.key])
    typed = table.sort_values("row_id", key=lambda numbers: numbers.map(number_order), kind="stable")
    places = {name: place for place, name in enumerate(typed["department"].dropna().unique())}
    order = typed["department"].map(places).astype("float64")
    ordered: pd.DataFrame = typed.loc[order.sort_values(kind="stable", na_position="last").index]
    return ordered.reset_index(drop=True)
