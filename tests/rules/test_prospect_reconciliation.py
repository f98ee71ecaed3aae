"""Who stays on the list of prospects: only A and B (METHOD section 6)."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from clientbase_xl.rules.prospect_reconciliation import prospect_reconciliation
from clientbase_xl.schemas.prospects import PROSPECTS


@pytest.mark.parametrize(
    ("cells", "word", "why"),
    [
        ({}, "оставить в работе", "Категория A, результатов 8 из 8"),
        ({"missing": "определён потенциал, ₽; есть история отказов"}, "оставить в работе", "результатов 6 из 8"),
        ({"category": None}, "определить потенциал", "Потенциал не известен"),
        (
            {"state": "предложено: не вести", "category": "D"},
            "вывести из работы",
            "Категория D: в работе остаются до B",
        ),
        ({"state": "отложен", "category": "D"}, "оставить отложенным", "Отложен"),
        ({"state": "отказались работать"}, "вывести из работы", "Отказались работать"),
        ({"state": "стал клиентом"}, "вести как клиента", "Первая отгрузка была"),
        ({"state": "уже был клиентом"}, "вести как клиента", "Покупал ещё до внесения"),
    ],
)
def test_state_and_letter_decide(cells: dict[str, Any], word: str, why: str) -> None:
    usual = {"row_id": "п-1", "prospect_name": "Ромашка", "state": "в работе", "category": "A", "is_unconfirmed": False}
    table = pd.DataFrame([usual | cells], columns=list(PROSPECTS.keys), dtype=object)
    (row,) = prospect_reconciliation(table, "B").to_dict("records")
    assert (row["prospect_id"], row["proposal"], row["is_actual"]) == ("п-1", word, True)
    assert why in row["reason"]


def test_who_is_no_longer_on_the_list_is_neither_actual_nor_not() -> None:
    row = {"row_id": "п-1", "state": "стал клиентом", "is_unconfirmed": None}
    table = prospect_reconciliation(pd.DataFrame([row], columns=list(PROSPECTS.keys), dtype=object), "B")
    assert table["is_actual"].isna().all()
