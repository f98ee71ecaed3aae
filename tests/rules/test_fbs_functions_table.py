"""Functions stand by department, each department where its first function was typed (METHOD section 15)."""

from __future__ import annotations

import pandas as pd

from clientbase_xl.rules.fbs_functions_table import fbs_functions_table


def test_departments_stand_together_and_functions_in_the_order_they_were_typed() -> None:
    rows = [
        ("a-10", "Продажи", "шестая"),
        ("a-2", "Логистика", "вторая"),
        ("a-9", None, "пятая"),
        ("a-1", "Продажи", "1"),
    ]
    table = fbs_functions_table(pd.DataFrame(rows, columns=["row_id", "department", "function"], dtype=object))
    assert table["row_id"].tolist() == ["a-1", "a-10", "a-2", "a-9"]
    assert table["level"].isna().all()


def test_no_functions_are_no_rows() -> None:
    assert len(fbs_functions_table(pd.DataFrame({"row_id": pd.Series(dtype=object)}))) == 0
