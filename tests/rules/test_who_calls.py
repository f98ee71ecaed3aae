"""Who calls a lapsed client (METHOD sections 8 and 17)."""

from __future__ import annotations

import pandas as pd
import pytest

from clientbase_xl.rules.who_calls import CALLERS, SHORT_NAMES, who_calls
from clientbase_xl.schemas.sales_types import SALES_TYPES
from clientbase_xl.settings import Settings

USUAL = Settings().reactivation.sales_type


def callers(*rows: dict[str, object], usual: str = USUAL) -> pd.DataFrame:
    return who_calls(pd.DataFrame([{"client_code": str(number)} | row for number, row in enumerate(rows)]), usual)


@pytest.mark.parametrize(
    ("sales_type", "caller", "word"),
    [
        ("транзакционные", "СОП, может и СР", "любой из двоих"),
        ("консультационно-транзакционные", "СР", "возвращает СР"),
        ("консультационные", "КМ", "СР — очень редко"),
        ("консультационно-стратегические", "КМ", "СР — очень редко"),
        ("стратегические", "активный менеджер", "новая сделка"),
    ],
)
def test_the_type_of_sales_says_who_calls(sales_type: str, caller: str, word: str) -> None:
    found = callers({"sales_type": sales_type}).iloc[0]
    assert found["who_calls"] == caller
    assert found["who_calls_reason"].startswith(f"{SHORT_NAMES[sales_type]} продажи: ")
    assert word in found["who_calls_reason"]


def test_a_client_without_a_type_has_the_type_of_the_company() -> None:
    found = callers({}, {"sales_type": "консультационные"}, {"sales_type": None}, usual="транзакционные")
    assert list(found["who_calls"]) == ["СОП, может и СР", "КМ", "СОП, может и СР"]
    assert list(callers({})["who_calls"]) == ["СР"]


def test_a_break_by_our_fault_is_for_the_client_manager_of_consultative_sales_only() -> None:
    found = callers(
        {"sales_type": "консультационные", "is_our_fault": True},
        {"sales_type": "консультационные", "is_our_fault": None},
        {"sales_type": "консультационно-транзакционные", "is_our_fault": True},
    )
    assert list(found["who_calls"]) == ["КМ", "КМ", "СР"]
    assert "по нашей вине" in found["who_calls_reason"][0]
    assert "по нашей вине" not in found["who_calls_reason"][1]
    assert "по нашей вине" not in found["who_calls_reason"][2]


def test_every_type_of_the_setting_has_a_caller() -> None:
    assert set(CALLERS) == set(SHORT_NAMES) == set(SALES_TYPES)


def test_an_unknown_type_is_refused_even_as_the_usual_one() -> None:
    with pytest.raises(ValueError, match="розничные"):
        callers({"sales_type": "розничные"})
    with pytest.raises(ValueError, match="розничные"):
        callers({"sales_type": "консультационные"}, usual="розничные")


def test_no_clients_give_no_rows() -> None:
    assert who_calls(pd.DataFrame({"client_code": []}), USUAL).empty


def test_the_reason_names_the_line_that_decides() -> None:
    clients = pd.DataFrame(
        {"client_code": ["1", "2"], "sales_type": [SALES_TYPES[2], None], "sales_line": ["Станки", None]}
    )
    reasons = who_calls(clients, SALES_TYPES[1])["who_calls_reason"].tolist()
    assert reasons[0].startswith("Консультационные продажи (линейка «Станки»): возвращает КМ")
    assert reasons[1] == "Смешанные продажи: возвращает СР"
