"""«Пять задач КМ» and NPS of a base: what is typed comes back as loyalty and as the line above (METHOD section 17)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.problems import Problem
from clientbase_xl.workflows.build_workbook import workbook_tables
from clientbase_xl.workflows.state import load_state
from tests.support.office import TODAY, Office
from tests.support.own_book import OwnBook, edited

pytestmark = pytest.mark.long


def tables_of(office: Office, manager: str = "") -> tuple[dict[str, pd.DataFrame], tuple[Problem, ...]]:
    """Return the tables and problems of a workbook."""
    return workbook_tables(office.base, load_state(office.base, TODAY), manager, has_cards=False)


def line_of(tables: dict[str, pd.DataFrame]) -> str:
    """Return the sentence above «Опрос NPS»."""
    lines = tables["sheet_lines"].set_index("sheet_key")["line"]
    assert lines.index.is_unique
    return str(lines["nps_answers"])


def test_answers_come_home_and_the_history_stays(office: Office) -> None:
    with edited(office.book()) as book:
        for day, score in ((date(2026, 3, 10), 9), (date(2026, 5, 20), 4)):
            book.add_record("nps_answers", client_code="1", asked_on=day, score=score)
        book.add_record("nps_answers", client_code="2", asked_on=date(2026, 5, 20), score=10)
        book.add_record("nps_answers", client_code="2", asked_on=date(2026, 5, 9), score=10)
    assert office.send(book.path).problems == ()
    tables, problems = tables_of(office)
    row = tables["manager_tasks"].set_index("client_code").loc["1"]
    assert (row["nps_score"], row["nps_score_before"], row["loyalty_direction"]) == (4, 9, "падает")
    assert (row["weakest"], row["nps_on"]) == ("лояльность", pd.Timestamp("2026-05-20"))
    assert len(tables["nps_answers"]) == 4
    assert line_of(tables).startswith("NPS базы 0: промоутеров 1, критиков 1 из 2 ответивших")
    said = [one.message for one in problems if one.sheet == "Опрос NPS"]
    assert len(said) == 1
    assert "раньше первой покупки 2 (10.05.2026)" in said[0]
    again = OwnBook(office.book("снова"))
    shown = [cell for row in again.sheet("nps_answers").iter_rows(max_row=4, values_only=True) for cell in row if cell]
    assert any(str(cell).startswith("NPS базы 0") for cell in shown)
    assert office.send(again.path).is_empty


def test_a_manager_has_his_clients_his_answers_and_his_index(team: Office) -> None:
    with edited(team.book(user="шеф")) as book:
        book.add_record("nps_answers", client_code="1", asked_on=date(2026, 5, 20), score=10)
        book.add_record("nps_answers", client_code="2", asked_on=date(2026, 5, 20), score=0)
    team.send(book.path, "шеф")
    tables, _ = tables_of(team, "Градова")
    assert tables["manager_tasks"]["client_code"].tolist() == ["2"]
    assert tables["nps_answers"]["client_code"].tolist() == ["2"]
    assert line_of(tables).startswith("NPS ваших клиентов −100: промоутеров 0, критиков 1 из 1")


def test_without_answers_the_index_is_unknown_and_a_young_ledger_compares_nothing(office: Office) -> None:
    tables, _ = tables_of(office)
    found = tables["manager_tasks"].set_index("client_code")
    assert set(found["frequency_direction"]) == {"нет данных"}
    # Client 1 bought for 6 × 1 000 roubles, the first day is no repeat.
    row: Any = found.loc["1"]
    assert (row["repeat_rub"], row["average_rub"], row["purchases_per_month"]) == (5000, 1000, 0.5)
    assert line_of(tables).startswith("NPS базы: нет данных")
