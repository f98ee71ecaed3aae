"""Results, conversion and retention of a base: typed rows meet the ledger and stay when a client leaves the list."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest

from clientbase_xl.base.door import apply_changes
from clientbase_xl.base.journal import Change
from clientbase_xl.base.store import Base
from clientbase_xl.workflows.build_workbook import workbook_tables
from clientbase_xl.workflows.import_sales import ImportOrder, import_files
from clientbase_xl.workflows.reactivation_tables import conversion_table, reactivation_tables, results_table
from clientbase_xl.workflows.state import load_state
from tests.support.desk import HEADER, line

TODAY = date(2026, 6, 1)
MOMENT = datetime(2026, 6, 1)  # noqa: DTZ001 - moments of the base are UTC without a zone


@pytest.fixture
def base(tmp_path: Path) -> Base:
    """Return a base: «В» came back after a call, «Н» did not, «С» came by itself, «З» was just called."""
    rows = [line("01.06.2024", "Д", "1"), line("30.05.2026", "Д", "1")]
    rows += [line(day, "В", "100,50") for day in ("01.09.2025", "01.10.2025", "10.02.2026")]
    rows += [line(day, "Н", "70") for day in ("01.09.2025", "01.10.2025")]
    rows += [line(day, "С", "40") for day in ("01.07.2025", "01.03.2026")]
    rows += [line(day, "З", "40") for day in ("01.02.2026", "10.03.2026")]
    path = tmp_path / "продажи.csv"
    path.write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
    made = Base.init(tmp_path / "база")
    import_files(
        made,
        ImportOrder((path,), "1С", vat="без НДС"),
        now=MOMENT,
        user="тест",
        confirm=lambda _: True,
        ask_vat=lambda _: ("", ""),
    )
    calls = {"В": "2026-01-20", "Н": "2026-02-01", "З": "2026-05-20"}
    changes = [Change("reactivation", (code,), "contacted_on", None, day) for code, day in calls.items()]
    changes.append(Change("reactivation", ("В",), "answer", None, "Согласен"))
    with made.writing() as connection:
        apply_changes(connection, changes, at=MOMENT, by="тест", source="тест")
    return made


@pytest.mark.long
def test_a_client_that_left_the_call_list_stays_in_the_results(base: Base) -> None:
    tables, _ = workbook_tables(base, load_state(base, TODAY), "")
    assert set(tables["reactivation"]["client_code"]) == {"В", "С", "З"}  # «Н» is silent for 243 days
    found = tables["reactivation_results"].set_index("client_code")
    assert found["verdict"].to_dict() == {
        "З": "ждём",
        "Д": "вернулся сам",
        "С": "вернулся сам",
        "Н": "не вернулся",
        "В": "возвращён",
    }
    assert (found.loc["В", "return_days"], found.loc["В", "amount_after_rub"]) == (21, 100.5)
    assert found.loc["В", "answer"] == "Согласен"


def test_conversion_divides_the_returned_by_those_whose_time_is_over(base: Base) -> None:
    everybody = conversion_table(load_state(base, TODAY)).iloc[-1]
    assert (everybody["count_contacted"], everybody["count_over"], everybody["count_returned"]) == (3, 2, 1)
    assert everybody["conversion"] == 0.5
    assert everybody["count_self"] == 2


@pytest.mark.long
def test_as_of_an_earlier_day_the_return_has_not_happened_yet(base: Base) -> None:
    found = results_table(load_state(base, date(2026, 2, 10))).set_index("client_code")
    assert found.loc["В", "verdict"] == "ждём"
    assert found.loc["З", "verdict"] == "не считается"


@pytest.mark.long
def test_a_call_that_a_later_one_wrote_over_still_counts(base: Base) -> None:
    later = [
        Change("reactivation", ("В",), "contacted_on", "2026-01-20", "2026-05-25"),
        Change("reactivation", ("В",), "answer", "Согласен", "Занято"),
    ]
    with base.writing() as connection:
        apply_changes(connection, later, at=datetime(2026, 6, 2), by="тест", source="тест")  # noqa: DTZ001
    found = results_table(load_state(base, date(2026, 6, 2)))
    rows = found.loc[found["client_code"] == "В", ["verdict", "answer", "contacted_on"]].to_numpy().tolist()
    assert rows == [
        ["ждём", "Занято", pd.Timestamp("2026-05-25")],
        ["возвращён", "Согласен", pd.Timestamp("2026-01-20")],
    ]


@pytest.mark.long
def test_a_manager_gets_the_rows_of_the_clients_he_is_given_and_his_own_conversion(base: Base) -> None:
    state = load_state(base, TODAY)
    tables = reactivation_tables(state, pd.DataFrame({"client_code": ["В"]}), "Никто")
    assert list(tables["reactivation_results"]["client_code"]) == ["В"]
    assert tables["reactivation_conversion"].empty
    assert tables["retention"]["count_first"].sum() == 1
    assert tables["retention_headline"].set_index("client_group").loc["Все клиенты", "count_first"] == 1


@pytest.mark.long
def test_retention_of_the_base_counts_every_client(base: Base) -> None:
    tables, _ = workbook_tables(base, load_state(base, TODAY), "")
    assert tables["retention"]["count_first"].sum() == 5
    assert tables["retention"]["count_second"].sum() == 5


@pytest.mark.long
def test_an_empty_base_has_empty_tables(tmp_path: Path) -> None:
    tables, _ = workbook_tables(Base.init(tmp_path / "пустая"), load_state(Base.open(tmp_path / "пустая"), TODAY), "")
    for key in ("reactivation_results", "reactivation_conversion", "retention"):
        assert tables[key].empty
