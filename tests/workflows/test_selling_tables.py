"""Types of sales and the diagnosis in a workbook: what the head types decides who calls, and stays when sent."""

from __future__ import annotations

import pandas as pd
import pytest

from clientbase_xl.base.rows import read_rows
from clientbase_xl.workflows.build_workbook import workbook_tables
from clientbase_xl.workflows.state import load_state
from tests.support.office import TODAY, Office
from tests.support.own_book import OwnBook, edited

LINE = "без категории"
"""The office's export names no category."""
MACHINES = {
    "price_level": "высокая",
    "complexity": "высокая",
    "market_size": "100–999",
    "purchase_period": "реже 2 месяцев",
}


def tables_of(office: Office, manager: str = "") -> dict[str, pd.DataFrame]:
    return workbook_tables(office.base, load_state(office.base, TODAY), manager, has_cards=False)[0]


@pytest.mark.long
def test_the_type_of_the_main_line_decides_who_calls(team: Office) -> None:
    calls = tables_of(team)["reactivation"].set_index("client_code")
    assert calls.loc["3", "who_calls"] == "СР"
    with edited(team.book(user="шеф")) as book:
        book.type("sales_types", LINE, **MACHINES)
    assert team.send(book.path, "шеф").count_applied == 4
    tables = tables_of(team)
    row = tables["sales_types"].set_index("line").loc[LINE]
    assert (row["sales_type"], row["who_calls"], row["count_main"]) == ("консультационные", "КМ", 3)
    called = tables["reactivation"].set_index("client_code").loc["3"]
    assert called["who_calls"] == "КМ"
    assert called["who_calls_reason"].startswith(f"Консультационные продажи (линейка «{LINE}»)")
    assert tables["sales_roles"].set_index("sales_type").loc["консультационные", "lines"].unique().tolist() == [LINE]
    with edited(team.book("вторая", user="шеф")) as book:
        book.type("sales_types", LINE, type_decided="транзакционные")
    team.send(book.path, "шеф")
    assert tables_of(team)["reactivation"].set_index("client_code").loc["3", "who_calls"] == "СОП, может и СР"


@pytest.mark.long
def test_a_manager_sees_the_lines_of_his_clients_and_may_decide_nothing(team: Office) -> None:
    own, whole = tables_of(team, "Градова")["sales_types"], tables_of(team)["sales_types"]
    assert own["turnover_12m_rub"].tolist() == [300]
    assert whole["turnover_12m_rub"].tolist() == [6000 + 300 + 10_000]
    with edited(team.book(user="градова")) as book:
        book.type("sales_types", LINE, price_level="низкая")
        book.type("diagnosis", "5", is_yes="да")
    report = team.send(book.path, "градова")
    assert report.count_applied == 0
    assert len(report.problems) == 2
    assert read_rows(team.base, "sales_types").empty
    assert read_rows(team.base, "diagnosis").empty


@pytest.mark.long
def test_the_base_answers_beside_the_head_and_a_short_ledger_answers_less(team: Office) -> None:
    with edited(team.book(user="шеф")) as book:
        book.type("diagnosis", "5", is_yes="да", comment="Двое ушли")
        book.type("diagnosis", "3", is_yes="нет")
    assert team.send(book.path, "шеф").count_applied == 3
    table = tables_of(team)["diagnosis"].set_index("question_no")
    assert table.loc["5", "agreement"] == "расходится"
    assert table.loc["5", "difference"].startswith("Вы говорите «да», база — «нет». Ушедших 0 из 3")
    assert (table.loc["3", "agreement"], table.loc["3", "symptom"]) == ("нет данных", "нет")
    assert "для ответа нужны 24\xa0мес." in table.loc["3", "difference"]
    # Averages: Ветров's clients 1000 and 5000, Градова's 300; the median of one channel is 1000: one of three below.
    assert table.loc["6", "is_yes_computed"]
    assert "1\xa0клиент из 3" in table.loc["6", "difference"]
    own = tables_of(team, "Градова")["diagnosis"].set_index("question_no")
    assert own.loc["5", "difference"].startswith("Вы говорите «да», база — «нет». Ушедших 0 из 1")
    shown = OwnBook(team.book("после", user="шеф"))
    assert shown.value("diagnosis", "5", "is_yes") == "да"
    assert shown.value("diagnosis", "5", "agreement") == "расходится"
